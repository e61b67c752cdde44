"""A user's lexicon: words and phrases that are to be said in a certain way.

The file is YAML, one entry per word or phrase:

    HA: Home Assistant            # said like this in every language
    "Kyutai": Kiutei
    Grüne Lampe:
      say: die grüne Leuchte
      language: [de]              # one or a list; without it every language
      voice: juergen              # one or a list; without it every voice
      case: exact                 # exact or ignore (the default)

Whole words only: "HA" does not touch "HAT". Longer entries win; an entry for a voice wins over one
for a language, and that over one for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from pocket_tts_wyoming.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_FIELDS = frozenset({"say", "language", "voice", "case"})
_CASES = ("exact", "ignore")


class LexiconError(SpeechError):
    """The lexicon cannot be read; the message names file and line."""

    code = "bad-lexicon"


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One word or phrase; empty `languages` or `voices` mean all of them."""

    written: str
    say: str
    languages: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    exact_case: bool = False

    def applies_to(self, language: str, voice: str | None) -> bool:
        """Whether the entry counts for a sentence in a language, spoken by a voice."""
        return (not self.languages or language in self.languages) and (
            not self.voices or voice in self.voices
        )


@dataclass(frozen=True, slots=True)
class _Matcher:
    pattern: re.Pattern[str]
    exact: dict[str, str]
    folded: dict[str, str]

    def spoken(self, written: str) -> str | None:
        return self.exact.get(written, self.folded.get(written.casefold()))


class Lexicon:
    """The entries of one file, ready to be applied; matchers are built once per language and voice.

    `entries` in the order of the file; of two equal ones the later wins.
    """

    def __init__(self, entries: Iterable[LexiconEntry] = ()) -> None:
        self.entries = tuple(entries)
        self._voices = frozenset(voice for entry in self.entries for voice in entry.voices)
        self._matchers: dict[tuple[str, str | None], _Matcher | None] = {}

    def replace(
        self, text: str, *, language: str, voice: str | None, keep: Callable[[str], str]
    ) -> str:
        """Put `keep(spoken)` where a known word or phrase stands."""
        if not self.entries:
            return text
        key = (language, voice if voice in self._voices else None)
        if key not in self._matchers:
            self._matchers[key] = self._matcher(*key)
        matcher = self._matchers[key]
        if matcher is None:
            return text

        def spoken(match: re.Match[str]) -> str:
            words = matcher.spoken(match[0])
            return match[0] if words is None else keep(words)

        return matcher.pattern.sub(spoken, text)

    def _matcher(self, language: str, voice: str | None) -> _Matcher | None:
        chosen = [entry for entry in self.entries if entry.applies_to(language, voice)]
        if not chosen:
            return None
        # The most general first, so that special ones overwrite them.
        chosen.sort(key=lambda entry: (bool(entry.voices), bool(entry.languages)))
        exact = {entry.written: entry.say for entry in chosen if entry.exact_case}
        folded = {entry.written.casefold(): entry.say for entry in chosen if not entry.exact_case}
        alternatives = sorted({entry.written for entry in chosen}, key=len, reverse=True)
        pattern = "|".join(
            re.escape(word)
            if all(e.exact_case for e in chosen if e.written == word)
            else f"(?i:{re.escape(word)})"
            for word in alternatives
        )
        return _Matcher(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), exact, folded)


def parse_lexicon(source: str, name: str = "lexicon") -> Lexicon:
    """Read a lexicon from YAML text; `name` is the file's name for messages.

    Raises `LexiconError` naming the line.
    """
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LexiconError(
            f"{name}, line {line}: this is not valid YAML ({error.problem})."
        ) from error
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: this is not valid YAML ({error}).") from error
    if root is None:
        return Lexicon()
    if not isinstance(root, yaml.MappingNode):
        raise _error(name, root, "expected lines of the form `word: how to say it`")
    return Lexicon(_entry(name, key, value) for key, value in root.value)


def _error(name: str, node: yaml.Node, problem: str) -> LexiconError:
    return LexiconError(f"{name}, line {node.start_mark.line + 1}: {problem}.")


def _entry(name: str, key: yaml.Node, value: yaml.Node) -> LexiconEntry:
    written = " ".join(_text(name, key, "a word or phrase").split())
    if not written:
        raise _error(name, key, "the word is empty")
    if isinstance(value, yaml.ScalarNode):
        return LexiconEntry(written, _text(name, value, "how to say it"))
    if not isinstance(value, yaml.MappingNode):
        raise _error(name, value, f"expected how to say {written!r}, or `say:` with more options")
    fields: dict[str, yaml.Node] = {}
    for field_key, field_value in value.value:
        field = _text(name, field_key, "an option")
        if field not in _FIELDS:
            known = ", ".join(sorted(_FIELDS))
            raise _error(name, field_key, f"unknown option {field!r} (known: {known})")
        fields[field] = field_value
    if "say" not in fields:
        raise _error(name, key, f"{written!r} has no `say`")
    case = _text(name, fields["case"], "exact or ignore") if "case" in fields else "ignore"
    if case not in _CASES:
        raise _error(name, fields["case"], f"`case` is exact or ignore, not {case!r}")
    return LexiconEntry(
        written,
        _text(name, fields["say"], "how to say it"),
        languages=frozenset(
            code.lower().partition("-")[0] for code in _texts(name, fields.get("language"))
        ),
        voices=frozenset(_texts(name, fields.get("voice"))),
        exact_case=case == "exact",
    )


def _text(name: str, node: yaml.Node, wanted: str) -> str:
    # The written form counts, not YAML's idea of it: `on` and `no` are words here.
    if not isinstance(node, yaml.ScalarNode):
        raise _error(name, node, f"expected {wanted}")
    return str(node.value).strip()


def _texts(name: str, node: yaml.Node | None) -> list[str]:
    if node is None:
        return []
    if isinstance(node, yaml.SequenceNode):
        return [_text(name, item, "a name") for item in node.value]
    return [_text(name, node, "a name or a list of names")]
