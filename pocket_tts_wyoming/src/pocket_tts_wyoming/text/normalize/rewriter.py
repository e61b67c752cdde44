"""The tokenizer: one master pattern out of many rules, each for one semiotic class.

"Semiotic class" is the field's word for a kind of written token with its own way of being spoken
(time, date, measure, money, ...): Sproat et al., "Normalization of Non-Standard Words", 2001.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_LOGGER = logging.getLogger(__name__)


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
        self._patterns = tuple(re.compile(rule.pattern) for rule in self._rules)
        self._index = {f"rule_{rule.name}": number for number, rule in enumerate(self._rules)}
        marks = self._either(at_word=False)
        words = self._either(at_word=True)
        # The look-aheads reject most places with one character test; without them every
        # alternative would be tried inside every word.
        self._master = re.compile(
            rf"(?=[^a-zß-öø-ÿœ\s])(?:{marks})|(?<![^\W_])(?=[^\W\d_])(?:{words})"
        )

    def _either(self, *, at_word: bool) -> str:
        rules = (rule for rule in self._rules if rule.at_word is at_word)
        return "|".join(f"(?P<rule_{rule.name}>{rule.pattern})" for rule in rules) or "(?!)"

    def rewrite(self, text: str) -> str:
        """Return the text with every match replaced by its words."""
        parts: list[str] = []
        done = place = 0
        while match := self._master.search(text, place):
            start = match.start()
            spoken, end = self._say(match)
            if spoken is None:
                place = start + 1
                continue
            parts += (text[done:start], _apart(text, start, spoken, end))
            done = end
            place = max(end, start + 1)
        if not done:
            return text
        parts.append(text[done:])
        return "".join(parts)

    def _say(self, match: re.Match[str]) -> tuple[str | None, int]:
        first = self._index[match.lastgroup or ""]
        spoken = self._ask(self._rules[first], match)
        if spoken is not None:
            return spoken, match.end()
        start, text = match.start(), match.string
        at_word = text[start].isalpha()
        for number in range(first + 1, len(self._rules)):
            rule = self._rules[number]
            if rule.at_word and not at_word:
                continue
            later = self._patterns[number].match(text, start)
            if later is not None:
                spoken = self._ask(rule, later)
                if spoken is not None:
                    return spoken, later.end()
        return None, start

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
