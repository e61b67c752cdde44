"""The recordings in a folder: NAME.wav becomes the voice NAME, NAME.de.wav that of one language."""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from pocket_tts_wyoming.voices.decoding import SUFFIXES
from pocket_tts_wyoming.voices.making import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

_NAME = re.compile(r"[^\W_][\w .'-]{0,63}")
_SETTLE_SECONDS = 2.0

_Stamp: TypeAlias = tuple[int, int, int]
SYSTEM_FILES: Final = frozenset({"desktop.ini", "thumbs.db"})


@dataclass(frozen=True, slots=True)
class FoundRecording:
    """A recording that is complete; `language` None: of every language.

    `digest` names its content, see `making.digest_of`; `modified_at` is Unix time.
    """

    name: str
    language: str | None
    path: Path
    digest: str
    modified_at: float


@dataclass(frozen=True, slots=True)
class Listing:
    """The recordings, sorted by name and language, and why files are not among them.

    `left_out`: a sentence by file name. `waiting`: file names that may still be being copied.
    """

    recordings: tuple[FoundRecording, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(slots=True)
class _Known:
    stamp: _Stamp
    first_seen: float
    digest: str | None = None


class RecordingFolder:
    """Lists a folder's recordings; a file is read again only if it changed.

    `languages`: two-letter codes that an ending may name. `others`: endings, in lower case, and
    names of files that somebody else reads. A file counts when it has looked the same for two
    seconds of `clock`: with some ways of copying it has its full length, and even its time, from
    the first moment. Blocks; not for several threads at once.
    """

    def __init__(
        self,
        path: Path,
        languages: Collection[str],
        others: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path, self._languages, self._others, self._clock = path, languages, others, clock
        self._known: dict[str, _Known] = {}

    def list(self) -> Listing:
        """Read the folder; raises OSError if it cannot be."""
        found: dict[tuple[str, str | None], FoundRecording] = {}
        left_out: list[tuple[str, str]] = []
        waiting: list[str] = []
        names = sorted(path.name for path in self._path.iterdir())
        self._known = {name: known for name, known in self._known.items() if name in names}
        for file_name in names:
            if self._is_for_others(file_name):
                continue
            try:
                recording = self._look(file_name)
            except OSError as error:
                left_out.append((file_name, f"it cannot be read: {error.strerror}"))
                continue
            if isinstance(recording, str):
                left_out.append((file_name, recording))
            elif recording is None:
                waiting.append(file_name)
            else:
                same = found.setdefault((recording.name, recording.language), recording)
                if same is not recording:
                    left_out.append((file_name, f"{same.path.name!r} is the voice of its name"))
        recordings = sorted(found.values(), key=lambda r: (r.name, r.language or ""))
        return Listing(tuple(recordings), tuple(left_out), tuple(waiting))

    def _is_for_others(self, file_name: str) -> bool:
        lower = file_name.lower()
        suffix = "." + lower.rpartition(".")[2]
        return (
            file_name.startswith(".")
            or lower in SYSTEM_FILES
            or lower in self._others
            or suffix in self._others
        )

    def _look(self, file_name: str) -> FoundRecording | str | None:
        """Return a recording, what is wrong with the file, or None while it may be incomplete."""
        path = self._path / file_name
        if path.is_dir():
            return "it is a folder"
        if path.suffix.lower() not in SUFFIXES:
            kinds = ", ".join(sorted(suffix.removeprefix(".") for suffix in SUFFIXES))
            return f"it is neither a voice nor a recording: those end with safetensors, {kinds}"
        # Files from a Mac have their accents apart, names in requests have not.
        name, language = self._split(unicodedata.normalize("NFC", path.stem))
        if not _NAME.fullmatch(name):
            return (
                "a voice's name is letters, digits, spaces and _ . ' - (64 at most) and begins "
                "with a letter or digit"
            )
        stat = path.stat()
        stamp = stat.st_mtime_ns, stat.st_size, stat.st_ino
        known = self._known.get(file_name)
        if known is None or known.stamp != stamp:
            known = self._known[file_name] = _Known(stamp, self._clock())
        if known.digest is None:
            if self._clock() - known.first_seen < _SETTLE_SECONDS:
                return None
            known.digest = digest_of(path)
        return FoundRecording(name, language, path, known.digest, stat.st_mtime)

    def _split(self, stem: str) -> tuple[str, str | None]:
        name, _, language = stem.rpartition(".")
        if name and language.lower() in self._languages:
            return name, language.lower()
        return stem, None
