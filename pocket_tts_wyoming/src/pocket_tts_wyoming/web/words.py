"""The lexicon as a table: changed entry by entry, so that comments and order stay.

Only the lines of entries that changed are written again. What comes out is read back and must be
what was asked for, before it goes to the disk.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.limits import (
    MAX_LEXICON_BYTES,
    MAX_SAY_CHARACTERS,
    MAX_WORDS,
    MAX_WRITTEN_CHARACTERS,
)
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.text.normalize.lexicon import LexiconEntry, LexiconError, parse_lexicon
from pocket_tts_wyoming.web.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """A line of the table; `origin` is its place among the file's entries, None if it is new."""

    entry: LexiconEntry
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line; it can be saved nevertheless unless `blocking`."""

    code: str
    blocking: bool


def problems(
    words: Sequence[Word], languages: Collection[str], voices: Collection[str]
) -> list[Problem | None]:
    """Judge each line: the most serious problem, or None."""
    seen: dict[tuple[object, ...], int] = {}
    found: list[Problem | None] = []
    for word in words:
        entry = word.entry
        written = entry.written if entry.exact_case else entry.written.casefold()
        key = (written, entry.exact_case, entry.languages, entry.voices)
        seen[key] = seen.get(key, 0) + 1
        found.append(_problem(entry, languages, voices, again=seen[key] > 1))
    return found


def _problem(
    entry: LexiconEntry, languages: Collection[str], voices: Collection[str], *, again: bool
) -> Problem | None:
    rules = (
        ("written-missing", True, not entry.written),
        ("say-missing", True, not entry.say),
        ("written-too-long", True, len(entry.written) > MAX_WRITTEN_CHARACTERS),
        ("say-too-long", True, len(entry.say) > MAX_SAY_CHARACTERS),
        ("duplicate", True, again),
        ("unknown-language", False, not entry.languages <= set(languages)),
        ("unknown-voice", False, not entry.voices <= set(voices)),
        ("no-change", False, entry.written == entry.say),
    )
    for code, blocking, applies in rules:
        if applies:
            return Problem(code, blocking)
    return None


class WordsFile:
    """The lexicon's file. Blocks on the disk, and belongs to one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[str, Sequence[Word]]:
        """Return the version of the file and its entries; raises RequestError, LexiconError."""
        source = self._source()
        lexicon = parse_lexicon(source, self._path.name)
        words = [Word(entry, place) for place, entry in enumerate(lexicon.entries)]
        return _version(source), words

    def save(self, version: str, words: Sequence[Word]) -> str:
        """Write the table and return the file's new version.

        `version` is the one that the table was made from: what somebody else has changed since is
        not overwritten. Raises RequestError, LexiconError.
        """
        source = self._source()
        if _version(source) != version:
            raise RequestError(
                f"{self._path.name} has changed meanwhile; load it again.", "changed-meanwhile", 409
            )
        text = with_words(source, words, self._path.name)
        if text != source:
            try:
                disk.write(self._path.resolve(), text.encode())  # a link stays one
            except OSError as error:
                raise RequestError(
                    f"{self._path} cannot be written: {error.strerror}.",
                    "lexicon-not-writable",
                    500,
                ) from error
        return _version(text)

    def _source(self) -> str:
        try:
            content = regular_file.read_bytes(self._path)
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise LexiconError(f"{self._path.name} cannot be read: {error.strerror}.") from error
        if len(content) > MAX_LEXICON_BYTES:
            raise LexiconError(f"{self._path.name} is too large for this page; edit it by hand.")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise LexiconError(f"{self._path.name} is not UTF-8 text.") from None


def _version(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def with_words(source: str, words: Sequence[Word], name: str = "lexicon") -> str:
    """Return the file's text with the table's entries, everything else as it was.

    Raises RequestError where the file is written in a way that cannot be kept.
    """
    if len(words) > MAX_WORDS:
        raise RequestError(f"There are more than {MAX_WORDS} words.", "too-many")
    known = parse_lexicon(source, name).entries
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    kept = {word.origin: word.entry for word in words if word.origin is not None}
    column, text = 0, source
    if isinstance(root, yaml.MappingNode) and root.value:
        column = root.value[0][0].start_mark.column
        for place in reversed(range(len(known))):
            key, value = root.value[place]
            begin, end = key.start_mark.index, _end(source, value)
            entry = kept.get(place)
            if entry is None:
                begin = source.rfind("\n", 0, begin) + 1
                line_end = source.find("\n", end)
                end = len(source) if line_end < 0 else line_end + 1
                text = text[:begin] + text[end:]
            elif entry != known[place]:
                text = text[:begin] + _written(entry, column) + text[end:]
    for word in words:
        if word.origin is None:
            text += "" if not text or text.endswith("\n") else "\n"
            text += " " * column + _written(word.entry, column) + "\n"
    _check(text, words, name)
    return text


def _check(text: str, words: Sequence[Word], name: str) -> None:
    """Raise RequestError unless the text says what the table says, in any order."""
    try:
        read_back = parse_lexicon(text, name).entries
    except LexiconError:
        read_back = ()
    # Equal sets of languages may be written in different orders, so the entries are compared.
    if Counter(read_back) != Counter(word.entry for word in words):
        raise RequestError(
            f"{name} is written in a form that this page cannot keep; edit it by hand.",
            "lexicon-form",
            409,
        )


def _end(source: str, node: yaml.Node) -> int:
    """Return where a node's own text ends: a block's end mark lies behind its comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(source, last[1] if isinstance(node, yaml.MappingNode) else last)
    return len(source[: node.end_mark.index].rstrip())


def _written(entry: LexiconEntry, column: int) -> str:
    """Return an entry as YAML, without the indentation of its first line."""
    key = f"{_yaml(entry.written)}:"
    if not entry.languages and not entry.voices and not entry.exact_case:
        return f"{key} {_yaml(entry.say)}"
    lines = [key, f"  say: {_yaml(entry.say)}"]
    if entry.languages:
        lines.append(f"  language: {_yaml(sorted(entry.languages))}")
    if entry.voices:
        lines.append(f"  voice: {_yaml(sorted(entry.voices))}")
    if entry.exact_case:
        lines.append("  case: exact")
    return ("\n" + " " * column).join(lines)


def _yaml(value: str | list[str]) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=math.inf)
    return text.removesuffix("...\n").strip()
