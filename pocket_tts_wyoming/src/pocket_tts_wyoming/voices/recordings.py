"""The recordings in a folder: NAME.wav becomes the voice NAME, NAME.de.wav that of one language."""

from __future__ import annotations

import errno
import re
import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.voices.decoding import MOST_BYTES, SUFFIXES
from pocket_tts_wyoming.voices.making import digest_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

_NAME = re.compile(r"[^\W_][\w .'-]{0,63}")
SETTLE_SECONDS: Final = 2.0
_VOICE_STATE = ".safetensors"

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
    `replaced`: those among the left out that a voice state of the same name takes the place of.
    `unreadable`: those among the left out that may be read another time.
    `is_complete` False: there may be recordings that are not listed, because some files wait or
    cannot be read now.
    """

    recordings: tuple[FoundRecording, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    waiting: tuple[str, ...] = ()
    replaced: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()
    is_complete: bool = True


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
    the first moment. In the first listing, which is the server's start, it counts at once if its
    digest is among those that `made_before` returns. Blocks; not for several threads at once.
    """

    def __init__(
        self,
        path: Path,
        languages: Collection[str],
        others: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
        made_before: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        self.path, self._languages, self._others, self._clock = path, languages, others, clock
        self._made_before = made_before
        self._trusted: Collection[str] | None = None
        self._known: dict[str, _Known] = {}
        self._device: int | None = None

    def list(self) -> Listing:
        """Read the folder; raises OSError if it cannot be, or if its disk is not mounted."""
        names = sorted(path.name for path in self.path.iterdir())
        device = self.path.stat().st_dev
        if not names and self._known and device != self._device:
            raise OSError(errno.ENODEV, "its disk or share is not mounted", str(self.path))
        self._device = device
        self._trusted = self._made_before() if self._trusted is None else ()
        listing = self._judge_all(names)
        self._known = {name: known for name, known in self._known.items() if name in names}
        return listing

    @staticmethod
    def is_recording(file_name: str) -> bool:
        """Return whether a file is a recording by its ending."""
        return "." + file_name.rpartition(".")[2].lower() in SUFFIXES

    def split(self, file_name: str) -> tuple[str, str | None]:
        """Return the name of a recording's voice, and the language that it belongs to."""
        stem = file_name.rpartition(".")[0]
        # Files from a Mac have their accents apart, names in requests have not.
        stem = unicodedata.normalize("NFC", stem)
        name, _, language = stem.rpartition(".")
        if name and language.lower() in self._languages:
            return name, language.lower()
        return stem, None

    def _judge_all(self, names: Sequence[str]) -> Listing:
        found: dict[tuple[str, str | None], FoundRecording] = {}
        left_out: list[tuple[str, str]] = []
        waiting: list[str] = []
        replaced: set[str] = set()
        unreadable: set[str] = set()
        states = {
            name[: -len(_VOICE_STATE)] for name in names if name.lower().endswith(_VOICE_STATE)
        }
        for file_name in names:
            if self._is_for_others(file_name):
                continue
            stem = file_name.rpartition(".")[0]
            if stem in states:
                left_out.append(
                    (file_name, f"{stem + _VOICE_STATE!r} has the same name and is used instead")
                )
                replaced.add(file_name)
                continue
            try:
                recording = self._look(file_name)
            except OSError as error:
                left_out.append((file_name, f"it cannot be read: {error.strerror}"))
                unreadable.add(file_name)
                continue
            if isinstance(recording, str):
                left_out.append((file_name, recording))
            elif recording is None:
                waiting.append(file_name)
            else:
                same = found.setdefault((recording.name, recording.language), recording)
                if same is not recording:
                    left_out.append(
                        (file_name, f"{same.path.name!r} has the same name and is used instead")
                    )
        return Listing(
            tuple(sorted(found.values(), key=lambda r: (r.name, r.language or ""))),
            tuple(left_out),
            tuple(waiting),
            frozenset(replaced),
            frozenset(unreadable),
            not unreadable and not waiting,
        )

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
        path = self.path / file_name
        if path.is_dir():
            return "it is a folder"
        if path.suffix.lower() not in SUFFIXES:
            kinds = ", ".join(sorted(suffix.removeprefix(".") for suffix in SUFFIXES))
            return f"it is neither a voice nor a recording: those end with safetensors, {kinds}"
        name, language = self.split(file_name)
        if not _NAME.fullmatch(name):
            return (
                "a voice's name is letters, digits, spaces and _ . ' - (64 at most) and begins "
                "with a letter or digit"
            )
        status = path.stat()
        if (problem := _unreadable(status)) is not None:
            return problem
        stamp = _stamp(status)
        known = self._known.get(file_name)
        if known is None or known.stamp != stamp:
            known = self._known[file_name] = _Known(stamp, self._clock(), self._renamed(stamp))
        if known.digest is None:
            known.digest = self._digest(path, known)
        if known.digest is None:
            return None
        return FoundRecording(name, language, path, known.digest, status.st_mtime)

    def _digest(self, path: Path, known: _Known) -> str | None:
        """Return the digest of a file that is complete."""
        settled = self._clock() - known.first_seen >= SETTLE_SECONDS
        if not settled and not self._trusted:
            return None
        digest = digest_of(path)
        if _stamp(path.stat()) != known.stamp:  # while it was read
            return None
        return digest if settled or digest in (self._trusted or ()) else None

    def _renamed(self, stamp: _Stamp) -> str | None:
        """Return the digest of a file that had another name before."""
        return next((known.digest for known in self._known.values() if known.stamp == stamp), None)


def _unreadable(status: os.stat_result) -> str | None:
    """Return why a file is not even read, or None."""
    if (reason := regular_file.problem(status)) is not None:
        return reason
    if status.st_size > MOST_BYTES:
        return (
            f"it is larger than {MOST_BYTES // 1_000_000} MB: cut it to the 10 to 30 seconds "
            "that are needed"
        )
    return None


def _stamp(status: os.stat_result) -> _Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino
