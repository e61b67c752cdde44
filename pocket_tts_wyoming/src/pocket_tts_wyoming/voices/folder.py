"""The folder with people's own voices: NAME.safetensors becomes the voice NAME."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pocket_tts_wyoming.regular_file import NotOrdinaryError
from pocket_tts_wyoming.voices.state_file import (
    IncompleteFileError,
    NotAVoiceStateError,
    StateShape,
    read_shape,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_LOGGER = logging.getLogger(__name__)
_SUFFIX = ".safetensors"
# A letter or digit first: such names sort behind "(", which marks the default voice.
_NAME = re.compile(r"[^\W_][\w .'-]{0,63}")

# Copying with Windows, a file has its full length from the first moment and zeros at its end.
_SETTLE_SECONDS = 2.0

_Stamp: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """One usable voice state; `version` changes when the file does.

    `file_name`: what its file, or the recording that it was made from, is called, without language
    and ending.
    """

    name: str
    path: Path
    version: str
    file_name: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found in a file: `problem` None is a voice."""

    stamp: _Stamp
    problem: str | None


class VoiceFolder:
    """Lists the voices of a folder; a header is read again only if its file changed.

    `shape`: what the model reads; files of other models are left out. A file that was written
    less than two seconds before `now` (Unix time) waits for the next listing, but not in the
    first, which is the server's start. Every reason to leave a file out is logged once. One thread
    at a time.

    A folder that cannot be listed, or a file that cannot be read, keeps the voices of the last
    listing: a share comes back, and so do file descriptors.
    """

    def __init__(
        self,
        path: Path,
        shape: StateShape | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._path = path
        self._shape = shape
        self._now = now
        self._first = True
        self._known: dict[str, _Known] = {}
        self._young: dict[str, _Stamp] = {}
        self._said: set[str] = set()
        self._voices: dict[str, OwnVoice] = {}
        self._left_out: dict[str, str] = {}
        self._device: int | None = None
        self._away = False
        self._absent = False  # the folder has not been made yet

    @property
    def left_out(self) -> Mapping[str, str]:
        """Files that were left out in the last listing: name of the voice to reason."""
        return self._left_out

    def list(self) -> tuple[OwnVoice, ...]:
        """Read the folder; blocks for as long as a directory listing takes. Sorted by name."""
        names = self._names()
        if names is not None:
            self._look_at_all(names)
        return tuple(self._voices[name] for name in sorted(self._voices))

    def _names(self) -> Sequence[str] | None:
        """Return the names of the files that may be voices, None if that cannot be known now."""
        try:
            names = sorted(path.name for path in self._path.iterdir())
            device = self._path.stat().st_dev
        except OSError as error:
            self._gone(error.strerror or str(error), missing=isinstance(error, FileNotFoundError))
            return None
        if not names and self._voices and device != self._device:
            # What is listed is its empty mount point.
            self._gone("its disk or share is not mounted")
            return None
        if self._away:
            self._away = False
            if not self._absent:
                _LOGGER.info("VOICES_DIR %s can be read again.", self._path)
        self._device = device
        return [
            name for name in names if not name.startswith(".") and name.lower().endswith(_SUFFIX)
        ]

    def _gone(self, reason: str, *, missing: bool = False) -> None:
        if self._away:
            return
        self._away = True
        self._absent = missing and not self._voices
        if self._voices:
            _LOGGER.warning(
                "VOICES_DIR %s cannot be read: %s. Its %d voices stay as they were.",
                self._path,
                reason,
                len(self._voices),
            )
        elif missing:
            _LOGGER.info(
                "VOICES_DIR %s does not exist: make it to add voices of your own.", self._path
            )
        else:
            _LOGGER.warning("VOICES_DIR %s cannot be read: %s.", self._path, reason)

    def _look_at_all(self, names: Sequence[str]) -> None:
        before = {voice.path.name: voice for voice in self._voices.values()}
        self._left_out = {}
        voices: dict[str, OwnVoice] = {}
        for file_name in names:
            # Files from a Mac have their accents apart, names in requests have not.
            name = unicodedata.normalize("NFC", file_name[: -len(_SUFFIX)])
            voice = self._look(name, file_name, before.get(file_name))
            if voice is not None:
                voices.setdefault(voice.name, voice)
        self._voices = voices
        self._first = False
        self._known = {name: known for name, known in self._known.items() if name in names}
        self._young = {name: stamp for name, stamp in self._young.items() if name in names}

    def _look(self, name: str, file_name: str, before: OwnVoice | None) -> OwnVoice | None:
        path = self._path / file_name
        if not _NAME.fullmatch(name):
            self._say(
                f"Voice file {file_name!r} is left out: a voice's name is letters, digits, spaces "
                "and _ . ' - (64 at most) and begins with a letter or digit."
            )
            return None
        try:
            stat = path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            known = self._known.get(file_name)
            if known is None or known.stamp != stamp:
                if not self._settled(file_name, stamp, stat.st_mtime):
                    self._left_out[name] = "its file is being copied"
                    return None
                known = _Known(stamp, self._judge(path))
                self._known[file_name] = known
        except FileNotFoundError:  # since the folder was listed
            return None
        except OSError as error:
            self._left_out[name] = f"its file cannot be read: {error.strerror}"
            self._say(f"Voice file {file_name!r} cannot be read: {error.strerror}.")
            return before
        if known.problem is not None:
            self._left_out[name] = known.problem
            self._say(f"Voice file {file_name!r} is left out: {known.problem}.")
            return None
        return OwnVoice(name, path, version_of(stat.st_mtime_ns), name)

    def _settled(self, file_name: str, stamp: _Stamp, modified_at: float) -> bool:
        if self._first or self._now() - modified_at >= _SETTLE_SECONDS:
            return True
        before = self._young.get(file_name)
        self._young[file_name] = stamp
        return before == stamp  # a clock that is ahead must not hide a file

    def _judge(self, path: Path) -> str | None:
        """Return what is wrong with a file, or None; raises OSError."""
        try:
            shape = read_shape(path)
        except IncompleteFileError:
            return "it is not complete yet; it appears when it has been copied"
        except NotAVoiceStateError as error:
            return str(error)
        except NotOrdinaryError as error:
            return error.strerror
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - no file of anybody's may end the server
            return f"it cannot be understood ({type(error).__name__})"
        if self._shape is not None and shape != self._shape:
            return (
                f"it was made for another model ({shape}; this one has {self._shape}): export it "
                "again with this model"
            )
        return None

    def _say(self, message: str) -> None:
        if message not in self._said:
            self._said.add(message)
            _LOGGER.warning("%s", message)


def is_text(file_name: str) -> bool:
    """Return whether a name is UTF-8 on the disk; bytes that are not come as lone surrogates."""
    try:
        file_name.encode()
    except UnicodeEncodeError:
        return False
    return True


def version_of(modified_ns: int) -> str:
    """Return a file's time of change as people read it; some cards have impossible ones."""
    try:
        when = dt.datetime.fromtimestamp(modified_ns / 1e9, tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return str(modified_ns)
    return when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
