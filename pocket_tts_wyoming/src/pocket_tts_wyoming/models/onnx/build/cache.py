"""Converted models on disk: written once, checked at every start, made again when damaged."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.models.store import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

_MANIFEST: Final = "manifest.json"
_PARTIAL: Final = "partial-"
_LOCK: Final = "lock"
_PIECE = 1 << 20  # bytes
_DAY = 24 * 3600.0
# Somebody who tries another model and goes back finds what was made before; it costs 150 MB until
# then, or until the disk is full.
_UNUSED_SECONDS = _DAY
# Without locks it is unknown which folders are in use, and a server may run for weeks.
_UNUSED_WITHOUT_LOCKS_SECONDS = 30 * _DAY
_ABANDONED_SECONDS = _DAY


class ConversionCache:
    """Folders of converted files, each named after what it was made from.

    A folder appears complete or not at all: it is written under another name, ends with a manifest
    of sizes and checksums, is synced, and is renamed. Several servers may share the cache. A
    server holds a shared lock on the manifest of each folder that it uses (`hold`), and this object
    on those that it has provided; only folders without a lock are removed.

    What cannot be written here goes into the temporary folder. `report` gets a sentence about what
    takes time; `now` is Unix time.
    """

    def __init__(
        self,
        folder: Path,
        report: Callable[[str], None],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder, self._report, self._now = folder, report, now
        self._held: dict[Path, IO[bytes]] = {}
        self._spare: ConversionCache | None = None

    def provide(self, name: str, write: Callable[[Path], object], sentence: str) -> Path:
        """Return the folder `name`, after filling it with `write(folder)` if it is not sound.

        `sentence` is reported before writing. Raises OSError, and whatever `write` raises.
        """
        final = self._folder / name
        if self._take(final):
            return final
        try:
            return self._make(final, write, sentence)
        except OSError as error:
            if error.errno in disk.FULL and self._remove_unused(0.0):
                with contextlib.suppress(OSError):
                    return self._make(final, write, sentence)
            return self._elsewhere(error).provide(name, write, sentence)

    @contextlib.contextmanager
    def scratch(self, write: Callable[[Path], object]) -> Iterator[Path]:
        """Return a folder after filling it with `write(folder)`; it is gone afterwards.

        Raises OSError, and whatever `write` raises.
        """
        with contextlib.ExitStack() as stack:
            try:
                folder = stack.enter_context(self._scratch(write))
            except OSError as error:
                folder = stack.enter_context(self._elsewhere(error).scratch(write))
            yield folder

    def keep_only(self, used: Iterable[Path]) -> None:
        """Remove what was not used for a day: other models, precisions and versions.

        `used` and what other servers use stay. A disk that is read-only keeps everything. Call it
        when all models have been loaded, which marks their folders as used: earlier it would take
        those whose turn has not come.
        """
        kept = set(used)
        for folder in self._held.keys() - kept:
            self._held.pop(folder).close()
        if self._remove_unused(_UNUSED_SECONDS):
            self._report("Removed what was made from other models and not used for a day.")
        if self._spare is not None:
            self._spare.keep_only(kept)

    def _take(self, folder: Path) -> bool:
        """Hold a folder if it is sound."""
        held = hold(folder)
        if held is None:
            return False
        # Held first, so that it cannot be removed between the check and its use.
        if not _is_sound(folder):
            held.close()
            return False
        with contextlib.suppress(OSError):
            os.utime(folder / _MANIFEST, (self._now(), self._now()))  # used, and when
        self._held[folder] = held
        return True

    def _make(self, final: Path, write: Callable[[Path], object], sentence: str) -> Path:
        with self._locked_for_writing():
            if self._take(final):  # another process was faster
                return final
            with self._partial() as partial:
                self._report(_why_again(final) + sentence)
                write(partial)
                _write_manifest(partial)
                partial.chmod(0o755)  # as other folders; a temporary one is private
                disk.remove(final)
                try:
                    disk.put_in_place(partial, final)
                except OSError:
                    if not _is_sound(final):  # else another process was faster, without locks
                        raise
            if not self._take(final):
                raise OSError(f"{final} was damaged while it was written.")
        return final

    def _elsewhere(self, error: OSError) -> ConversionCache:
        """Return the cache for what cannot be written here; raises `error` if that is no help."""
        if error.errno not in disk.UNWRITABLE:
            raise error
        if self._spare is None:
            folder = disk.temporary_folder() / "onnx"
            if folder == self._folder:
                raise error
            self._report(
                f"{self._folder} cannot be written to ({error.strerror}): the converted model is "
                f"kept in {folder}, and made again when that is emptied."
            )
            self._spare = ConversionCache(folder, self._report, self._now)
        return self._spare

    def _remove_unused(self, unused_seconds: float) -> bool:
        """Remove folders that are not in use and were not used for so long."""
        removed = False
        try:
            folders = [entry for entry in self._folder.iterdir() if entry.is_dir()]
        except OSError:
            return False
        with self._locked() as locked:
            for folder in folders:
                if folder in self._held or folder.name.startswith(_PARTIAL):
                    continue
                in_use = disk.is_shared(folder / _MANIFEST) if locked else None
                limit = _UNUSED_WITHOUT_LOCKS_SECONDS if in_use is None else unused_seconds
                if not in_use and self._unused_seconds(folder) >= limit:
                    disk.remove(folder)
                    removed = True
        return removed

    def _unused_seconds(self, folder: Path) -> float:
        """Return how long ago a folder was used; one without a manifest never was."""
        for path in (folder / _MANIFEST, folder):
            with contextlib.suppress(OSError):
                return self._now() - path.stat().st_mtime
        return 0.0

    @contextlib.contextmanager
    def _locked(self) -> Iterator[bool]:
        """One process writes or clears at a time; the lock dies with its process."""
        with disk.locked(self._folder / _LOCK) as locked:
            self._remove_abandoned(0.0 if locked else _ABANDONED_SECONDS)
            yield locked

    def _remove_abandoned(self, old_seconds: float) -> None:
        """Remove what killed conversions left: with the lock held, no process writes."""
        for folder in self._folder.glob(f"{_PARTIAL}*"):
            with contextlib.suppress(OSError):
                if self._now() - folder.stat().st_mtime >= old_seconds:
                    disk.remove(folder)

    @contextlib.contextmanager
    def _scratch(self, write: Callable[[Path], object]) -> Iterator[Path]:
        with self._locked_for_writing(), self._partial() as folder:
            write(folder)
            yield folder

    @contextlib.contextmanager
    def _locked_for_writing(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._locked():
            yield

    @contextlib.contextmanager
    def _partial(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=self._folder))
        try:
            yield folder
        finally:
            disk.remove(folder)


def hold(folder: Path) -> IO[bytes] | None:
    """Tell other servers that a converted folder is in use, until the returned file is closed.

    None if there is no such folder, or it is being removed.
    """
    return disk.share(folder / _MANIFEST)


def _why_again(folder: Path) -> str:
    return f"{folder} is damaged and made again. " if folder.exists() else ""


def _checksum(path: Path) -> int:
    """CRC-32: against worn cards, not against people; about 1 s per GB."""
    value = 0
    with regular_file.open_binary(path) as file:
        while piece := file.read(_PIECE):
            value = zlib.crc32(piece, value)
    return value


def _describe(folder: Path) -> dict[str, list[int]]:
    files = sorted(path for path in folder.iterdir() if path.name != _MANIFEST)
    return {path.name: [path.stat().st_size, _checksum(path)] for path in files}


def _write_manifest(folder: Path) -> None:
    for path in folder.iterdir():
        disk.sync(path)
    disk.write(folder / _MANIFEST, json.dumps(_describe(folder)).encode())


def _is_sound(folder: Path) -> bool:
    try:
        wanted = json.loads(regular_file.read_bytes(folder / _MANIFEST))
        return bool(wanted) and wanted == _describe(folder)
    except (OSError, ValueError, RecursionError):
        return False
