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

    def breadth(self) -> tuple[bool, bool, bool]:
        """Sort by how much an entry is for: one for a voice wins, then one for a language."""
        return (not self.voices, not self.languages, not self.exact_case)

    def applies_to(self, language: str, voice: str | None) -> bool:
        """Whether the entry counts for a sentence in a language, spoken by a voice."""
        return (not self.languages or language in self.languages) and (
            not self.voices or voice in self.voices
        )


class Lexicon:
    """The entries of one file, ready to be applied.

    `entries` in the order of the file; of two equal ones the later wins. Built once, in a time that
    grows with their number (20,000 entries: 60 ms); no language or voice needs more.
    """

    def __init__(self, entries: Iterable[LexiconEntry] = ()) -> None:
        self.entries = tuple(entries)
        # By the folded spelling; the most special first, the later of two equal ones first.
        self._by_spelling: dict[str, list[LexiconEntry]] = {}
        # The lengths of the spellings that begin with a character, the longest first.
        self._lengths: dict[str, list[int]] = {}
        for entry in reversed(self.entries):
            self._by_spelling.setdefault(entry.written.casefold(), []).append(entry)
        lengths: dict[str, set[int]] = {}
        for same in self._by_spelling.values():
            same.sort(key=LexiconEntry.breadth)
            for entry in same:
                lengths.setdefault(entry.written[0].casefold(), set()).add(len(entry.written))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def replace(
        self, text: str, *, language: str, voice: str | None, keep: Callable[[str], str]
    ) -> str:
        """Put `keep(spoken)` where a known word or phrase stands."""
        if not self.entries:
            return text
        parts: list[str] = []
        done = place = 0
        while place < len(text):
            entry = None
            if not place or not _is_word(text[place - 1]):
                entry = self._entry_at(text, place, language, voice)
            if entry is None:
                place += 1
                continue
            parts += (text[done:place], keep(entry.say))
            done = place = place + len(entry.written)
        parts.append(text[done:])
        return "".join(parts)

    def _entry_at(
        self, text: str, place: int, language: str, voice: str | None
    ) -> LexiconEntry | None:
        for length in self._lengths.get(text[place].casefold(), ()):
            end = place + length
            if end > len(text) or (end < len(text) and _is_word(text[end])):
                continue
            written = text[place:end]
            for entry in self._by_spelling.get(written.casefold(), ()):
                if entry.exact_case and entry.written != written:
                    continue
                if len(entry.written) == length and entry.applies_to(language, voice):
                    return entry
        return None


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


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
    except RecursionError as error:
        raise LexiconError(f"{name}: it is nested too deeply.") from error
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
