"""Converted models on disk: written once, checked at every start, made again when damaged."""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MANIFEST: Final = "manifest.json"
_PARTIAL: Final = "partial-"
_LOCK: Final = "lock"
_PIECE = 1 << 20  # bytes


class ConversionCache:
    """Folders of converted files, each named after what it was made from.

    A folder appears complete or not at all: it is written under another name, ends with a manifest
    of sizes and checksums, and is renamed. `report` gets a sentence about what takes time.
    """

    def __init__(self, folder: Path, report: Callable[[str], None]) -> None:
        self._folder, self._report = folder, report

    def provide(self, name: str, write: Callable[[Path], object], sentence: str) -> Path:
        """Return the folder `name`, after filling it with `write(folder)` if it is not sound.

        `sentence` is reported before writing. Raises OSError, and whatever `write` raises.
        """
        final = self._folder / name
        if _is_sound(final):
            return final
        with self._locked():
            if _is_sound(final):  # another process was faster
                return final
            self._report(sentence)
            with self._scratch() as partial:
                write(partial)
                _write_manifest(partial)
                shutil.rmtree(final, ignore_errors=True)
                partial.rename(final)
        return final

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """Return an empty folder that is gone afterwards."""
        with self._locked(), self._scratch() as folder:
            yield folder

    def keep_only(self, used: Iterable[Path]) -> None:
        """Remove all folders but these: other models, precisions and versions, broken attempts.

        A process that has one of them open keeps what it has read and mapped.
        """
        kept = set(used)
        with self._locked():
            for entry in self._folder.iterdir():
                if entry.is_dir() and entry not in kept:
                    shutil.rmtree(entry, ignore_errors=True)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """One process writes or clears at a time; the lock dies with its process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextlib.contextmanager
    def _scratch(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=self._folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _checksum(path: Path) -> int:
    """CRC-32: against worn cards, not against people; about 1 s per GB."""
    value = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            value = zlib.crc32(piece, value)
    return value


def _describe(folder: Path) -> dict[str, list[int]]:
    files = sorted(path for path in folder.iterdir() if path.name != _MANIFEST)
    return {path.name: [path.stat().st_size, _checksum(path)] for path in files}


def _write_manifest(folder: Path) -> None:
    (folder / _MANIFEST).write_text(json.dumps(_describe(folder)), encoding="utf-8")


def _is_sound(folder: Path) -> bool:
    try:
        wanted = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return bool(wanted) and wanted == _describe(folder)
    except (OSError, ValueError):
        return False
