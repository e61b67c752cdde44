"""The tokenizer: one master pattern out of many rules, each for one semiotic class.

"Semiotic class" is the field's word for a kind of written token with its own way of being spoken
(time, date, measure, money, ...): Sproat et al., "Normalization of Non-Standard Words", 2001.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_LOGGER = logging.getLogger(__name__)

# Where a rule may begin: at the first letter of a word, and at what is no small letter.
_SMALL = "a-zß-öø-ÿœ"
_PLACES = re.compile(rf"(?<![^\W_])(?:(?P<small>[{_SMALL}])|(?P<letter>[^\W\d_]))|[^{_SMALL}\s]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One written form and how it is said.

    `pattern` may use named groups, unique over all rules. `say` answers None to decline: the rules
    after it are tried at the same place. `at_word` marks rules that start with a letter, which are
    tried at word starts only; all others must start with something that is no lower-case letter.
    """

    name: str
    pattern: str
    say: Callable[[re.Match[str]], str | None]
    at_word: bool = False


class Rewriter:
    """Rewrites a text by rules, the first listed winning, from left to right without overlap."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._failed: set[str] = set()
        self._candidates = Candidates(rule.pattern for rule in self._rules)
        self._matchers = self._candidates.matchers

    def rewrite(self, text: str) -> str:
        """Return the text with every match replaced by its words."""
        parts: list[str] = []
        done = place = 0
        for found in _PLACES.finditer(text):
            start = found.start()
            if start < place:
                continue
            numbers = self._candidates.at(text, start)
            if not numbers:
                continue
            spoken, end = self._say(text, start, numbers, found.lastgroup)
            if spoken is None:
                continue
            parts += (text[done:start], _apart(text, start, spoken, end))
            done = place = end
        if not parts:
            return text
        parts.append(text[done:])
        return "".join(parts)

    def _say(
        self, text: str, start: int, numbers: tuple[int, ...], kind: str | None
    ) -> tuple[str | None, int]:
        """Ask the rules that match at a place until one answers.

        The first to match is one for signs if there is any; those listed behind it follow.
        """
        first = self._first_match(text, start, numbers, kind)
        if first is None:
            return None, start
        number, match = first
        spoken = self._ask(self._rules[number], match)
        if spoken is not None:
            return spoken, match.end()
        at_word = text[start].isalpha()
        for later in numbers:
            rule = self._rules[later]
            if later <= number or (rule.at_word and not at_word):
                continue
            found = self._matchers[later](text, start)
            if found is not None:
                spoken = self._ask(rule, found)
                if spoken is not None:
                    return spoken, found.end()
        return None, start

    def _first_match(
        self, text: str, start: int, numbers: tuple[int, ...], kind: str | None
    ) -> tuple[int, re.Match[str]] | None:
        for at_word, fits in ((False, kind != "small"), (True, kind is not None)):
            for number in numbers if fits else ():
                if self._rules[number].at_word is at_word:
                    match = self._matchers[number](text, start)
                    if match is not None:
                        return number, match
        return None

    def _ask(self, rule: Rule, match: re.Match[str]) -> str | None:
        """Ask a rule; one that raises declines, because no rule may end an answer."""
        try:
            return rule.say(match)
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest can be spoken
            if rule.name not in self._failed:
                self._failed.add(rule.name)
                _LOGGER.warning(
                    "The text rule %r failed (%s); what it was for is spoken as it stands.",
                    rule.name,
                    type(error).__name__,
                )
            return None


def _apart(text: str, start: int, spoken: str, end: int) -> str:
    """Keep new words from growing together with the letters around them ("4K", "2MQTT")."""
    if not spoken:
        return " "
    before = " " if start and text[start - 1].isalnum() and spoken[0].isalnum() else ""
    after = " " if end < len(text) and text[end].isalnum() and spoken[-1].isalnum() else ""
    return f"{before}{spoken}{after}"
