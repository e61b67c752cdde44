"""What people say about voices, in `voices.yaml` beside their recordings.

    mum:
      description: Mum, in the kitchen
      language: de
      speed: 0.9
    alba, slow:
      voice: alba
      speed: 0.8

An entry changes the voice of its name. With `voice`, it is a voice of its own that sounds like
another: Home Assistant's list of voices is where somebody chooses how fast it speaks.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

import yaml

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.audio.speed import FASTEST, SLOWEST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

FILE_NAME: Final = "voices.yaml"

_LONGEST_DESCRIPTION = 100
_MOST_GAIN_DB = 20.0
# As of files, and with a comma. A letter or digit first: such names sort behind "(", which marks
# the default voice.
_NAME = re.compile(r"[^\W_][\w ,.'-]{0,63}")


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """What is said about one voice; None is what would be without the entry.

    `voice`: the name of the voice that this one sounds like. `speed`: 2 is twice as fast.
    `gain_db`: added to what makes voices equally loud. `language`: two letters.
    """

    voice: str | None = None
    speed: float | None = None
    gain_db: float | None = None
    description: str | None = None
    language: str | None = None


_KEYS = tuple(f.name for f in fields(VoiceSettings))


@dataclass(frozen=True, slots=True)
class ParsedSettings:
    """The entries that can be used, by name, and one sentence for each that cannot."""

    entries: Mapping[str, VoiceSettings] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


class VoiceSettingsError(ValueError):
    """The file cannot be read as a whole; the message is a sentence with its name and line."""


class VoiceSettingsFile:
    """Owns the settings of one path; a missing file has no entries.

    Blocks on the disk: call `reload_if_changed` off the event loop. `entries` may be read from any
    thread; it is replaced, never changed. `languages`: two-letter codes that exist.
    """

    def __init__(self, path: Path, languages: Collection[str]) -> None:
        self._path, self._languages = path, languages
        self._seen: object = None
        self.entries: Mapping[str, VoiceSettings] = {}

    def reload_if_changed(self) -> tuple[str, ...]:
        """Read the file if it changed; return a sentence for each of its problems, once.

        An entry with a problem is left out, and the others count. While the file cannot be read as
        a whole, the entries before stay in use.
        """
        try:
            status = self._path.stat()
            seen: object = (status.st_mtime_ns, status.st_size, status.st_ino)
            if seen == self._seen:
                return ()
            source = self._read()
            parsed = parse_voice_settings(source, self._languages, self._path.name)
        except FileNotFoundError:
            self._seen, self.entries = None, {}
            return ()
        except OSError as error:
            seen = sentence = f"{self._path.name} cannot be read: {error.strerror}."
            problems: tuple[str, ...] = () if seen == self._seen else (sentence,)
        except VoiceSettingsError as error:
            problems = (str(error),)
        else:
            self.entries, problems = parsed.entries, parsed.problems
        self._seen = seen
        return problems

    def _read(self) -> str:
        try:
            return regular_file.read_text(self._path, "utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise VoiceSettingsError(
                f"{self._path.name}, line {line}: the file is not UTF-8 text."
            ) from error


def parse_voice_settings(
    source: str, languages: Collection[str], name: str = FILE_NAME
) -> ParsedSettings:
    """Parse a file's text; `name` is what sentences call it.

    Raises VoiceSettingsError if it is not a mapping of voices, or not YAML.
    """
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or "it is not YAML"
        if isinstance(error, RecursionError):
            reason = "it is nested too deeply"
        raise VoiceSettingsError(f"{name}{where}: the file cannot be read: {reason}.") from error
    if root is None or root.tag == "tag:yaml.org,2002:null":
        return ParsedSettings()
    if not isinstance(root, yaml.MappingNode):
        raise VoiceSettingsError(
            f"{name}{_line(root)}: write the name of a voice and a colon, and indented below what "
            "is to hold for it."
        )
    entries: dict[str, VoiceSettings] = {}
    problems: list[str] = []
    for key, value in root.value:
        try:
            voice = _voice_name(key, entries)
            entries[voice] = _entry(voice, value, languages)
        except _EntryError as error:
            end = "" if str(error).endswith("?") else "."
            problems.append(f"{name}{_line(error.node)}: {error}{end}")
    for voice, settings in list(entries.items()):
        base = settings.voice
        if base is not None and base in entries and entries[base].voice is not None:
            problems.append(
                f"{name}: {voice!r} sounds like {base!r}, which itself sounds like "
                f"{entries[base].voice!r}: write that instead."
            )
            del entries[voice]
    return ParsedSettings(entries, tuple(problems))


class _EntryError(Exception):
    """Something in an entry is wrong; the message is a sentence without its end."""

    def __init__(self, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def _line(node: yaml.Node) -> str:
    return f", line {node.start_mark.line + 1}"


def _text(node: yaml.Node) -> str:
    """Return what is written there: `no` and `1` are names like any other."""
    if not isinstance(node, yaml.ScalarNode):
        raise _EntryError(node, "a single word or number is wanted there")
    return unicodedata.normalize("NFC", str(node.value)).strip()


def _voice_name(node: yaml.Node, taken: Collection[str] = ()) -> str:
    name = _text(node)
    if not _NAME.fullmatch(name):
        raise _EntryError(
            node,
            f"{name!r} cannot be a voice's name: letters, digits, spaces and _ , . ' - can (64 at "
            "most), beginning with a letter or digit",
        )
    if name in taken:
        raise _EntryError(node, f"the voice {name!r} is there twice")
    return name


def _entry(voice: str, node: yaml.Node, languages: Collection[str]) -> VoiceSettings:
    if not isinstance(node, yaml.MappingNode):
        raise _EntryError(
            node, f"below {voice!r} write, indented, one or more of {', '.join(_KEYS)}"
        )
    readers: dict[str, Callable[[yaml.Node], object]] = {
        "voice": _voice_name,
        "speed": lambda value: _number(value, "speed", SLOWEST, FASTEST),
        "gain_db": lambda value: _number(value, "gain_db", -_MOST_GAIN_DB, _MOST_GAIN_DB),
        "description": _description,
        "language": lambda value: _language(value, languages),
    }
    found: dict[str, Any] = {}
    for key, value in node.value:
        word = _text(key)
        if word not in readers:
            close = difflib.get_close_matches(word, _KEYS, n=1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(_KEYS)}"
            raise _EntryError(key, f"{voice!r} has an unknown setting {word!r}; {hint}")
        if word in found:
            raise _EntryError(key, f"{word} is there twice")
        found[word] = readers[word](value)
    if found.get("voice") == voice:
        raise _EntryError(node, f"{voice!r} sounds like itself: leave its voice out")
    return VoiceSettings(**found)


def _number(node: yaml.Node, key: str, least: float, most: float) -> float:
    text = _text(node)
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        hint = ", with a point" if "," in text else ""
        raise _EntryError(
            node, f"{key} is {text!r}: write a number from {least:g} to {most:g}{hint}"
        )
    return number


def _description(node: yaml.Node) -> str:
    text = _text(node)
    if not text or not text.isprintable() or len(text) > _LONGEST_DESCRIPTION:
        raise _EntryError(
            node, f"a description is one line of 1 to {_LONGEST_DESCRIPTION} characters"
        )
    return text


def _language(node: yaml.Node, languages: Collection[str]) -> str:
    text = _text(node).lower()
    if text not in languages:
        raise _EntryError(
            node, f"language is {text!r}: write one of {', '.join(sorted(languages))}"
        )
    return text
