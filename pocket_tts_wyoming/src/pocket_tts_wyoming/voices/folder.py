"""The folder with people's own voices: NAME.safetensors becomes the voice NAME."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pocket_tts_wyoming.voices.state_file import (
    IncompleteFileError,
    NotAVoiceStateError,
    StateShape,
    read_shape,
)

if TYPE_CHECKING:
    from collections.abc import Callable
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
    """One usable voice file; `version` changes when the file does."""

    name: str
    path: Path
    version: str


class VoiceFolder:
    """Lists a folder's voices, cheaply the second time: a header is read again only if it changed.

    `shape`: what the model reads; files of other models are left out. A file that was written
    less than two seconds before `now` (Unix time) waits for the next listing, but not in the
    first, which is the server's start. Every reason to leave a file out is logged once. Not for
    several threads at once.
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
        self._known: dict[str, tuple[_Stamp, str | None]] = {}
        self._young: dict[str, _Stamp] = {}
        self._said: set[str] = set()

    def list(self) -> tuple[OwnVoice, ...]:
        """Read the folder; blocks for as long as a directory listing takes. Sorted by name."""
        try:
            names = sorted(path.name for path in self._path.iterdir())
        except OSError as error:
            self._say(f"VOICES_DIR {self._path} cannot be read: {error.strerror}.")
            return ()
        voices: dict[str, OwnVoice] = {}
        for file_name in names:
            if file_name.startswith(".") or not file_name.lower().endswith(_SUFFIX):
                continue
            voice = self._look(file_name)
            if voice is not None:
                voices.setdefault(voice.name, voice)
        self._first = False
        self._known = {name: known for name, known in self._known.items() if name in names}
        self._young = {name: stamp for name, stamp in self._young.items() if name in names}
        return tuple(voices[name] for name in sorted(voices))

    def _look(self, file_name: str) -> OwnVoice | None:
        path = self._path / file_name
        # Files from a Mac have their accents apart, names in requests have not.
        name = unicodedata.normalize("NFC", file_name[: -len(_SUFFIX)])
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
            if known is None or known[0] != stamp:
                if not self._settled(file_name, stamp, stat.st_mtime):
                    return None
                known = (stamp, self._judge(path))
                self._known[file_name] = known
        except OSError as error:
            self._say(f"Voice file {file_name!r} cannot be read: {error.strerror}.")
            return None
        problem = known[1]
        if problem is not None:
            self._say(f"Voice file {file_name!r} is left out: {problem}.")
            return None
        when = dt.datetime.fromtimestamp(stat.st_mtime, tz=dt.UTC)
        return OwnVoice(name, path, when.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))

    def _settled(self, file_name: str, stamp: _Stamp, modified_at: float) -> bool:
        if self._first or self._now() - modified_at >= _SETTLE_SECONDS:
            return True
        before = self._young.get(file_name)
        self._young[file_name] = stamp
        return before == stamp  # a clock of the future must not hide a file for ever

    def _judge(self, path: Path) -> str | None:
        """Return what is wrong with a file, or None."""
        if not path.is_file():
            return "it is a folder"
        try:
            shape = read_shape(path)
        except IncompleteFileError:
            return "it is not complete yet; it appears when it has been copied"
        except NotAVoiceStateError as error:
            return str(error)
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
