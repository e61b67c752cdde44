"""Keeps what was sent as WAV files, so that a bug report can be listened to."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.pcm import WIDTH_BYTES
from pocket_tts_wyoming.audio.wav import HEADER_BYTES, wav_header

if TYPE_CHECKING:
    import logging
    from datetime import datetime
    from io import FileIO
    from pathlib import Path

_LABEL_LENGTH = 40
_NAME = re.compile(r"speech_\d{8}T\d{12}_[A-Za-z0-9_-]*\.wav")
_MOST_ATTEMPTS = 100


class DebugWav:
    """One utterance's file; made by DebugWavFolder.open. Used by one thread at a time."""

    def __init__(self, folder: DebugWavFolder, path: Path, file: FileIO, rate_hz: int) -> None:
        self.path = path
        self._folder = folder
        self._file: FileIO | None = file
        self._rate_hz = rate_hz
        self._data_bytes = 0

    def write(self, pcm: bytes) -> None:
        """Append 16-bit little-endian mono PCM. Never raises: the first failure ends the file.

        The header is brought up to date each time, so that the file can be played even if the
        process dies. What does not fit into the folder's `max_bytes` is left out.
        """
        if self._file is None:
            return
        room = self._folder.max_bytes - HEADER_BYTES - self._data_bytes
        pcm = pcm[: max(0, room) // WIDTH_BYTES * WIDTH_BYTES]
        try:
            self._file.seek(HEADER_BYTES + self._data_bytes)
            self._data_bytes += self._file.write(pcm)
            self._file.seek(0)
            self._file.write(wav_header(self._rate_hz, self._data_bytes))
        except OSError as error:
            self._folder.report(error)
            self.close()

    def close(self) -> None:
        """Finish the file and make room in the folder; may be called twice. Never raises."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            file.close()
        except OSError as error:
            self._folder.report(error)
        self._folder.closed(self.path)


class DebugWavFolder:
    """A folder of debug recordings that stays within limits.

    At most `max_files` files of `max_bytes` together. The oldest (by the time in the name) are
    deleted first; only files that this class named are ever deleted, and none that is being
    written, so the limits may be exceeded while utterances are spoken. Disk work happens in the
    calling thread, which should not be the event loop; different threads may call. No method
    raises on a disk fault: the first one is logged, later ones are not.
    """

    def __init__(self, path: Path, max_files: int, max_bytes: int, logger: logging.Logger) -> None:
        self.max_bytes = max_bytes
        self._path = path
        self._max_files = max_files
        self._logger = logger
        self._reported = False
        self._lock = threading.Lock()
        self._writing: set[Path] = set()

    def open(self, now: datetime, label: str, rate_hz: int) -> DebugWav | None:
        """Start the recording of an utterance; None if the disk does not let us.

        `label` (a voice, say) becomes part of the file's name, as far as its characters are safe.
        """
        safe = re.sub(r"[^A-Za-z0-9_-]+", "-", label)[:_LABEL_LENGTH]
        with self._lock:
            try:
                self._path.mkdir(parents=True, exist_ok=True)
                path, file = self._create(f"speech_{now:%Y%m%dT%H%M%S%f}_{safe}")
            except OSError as error:
                self._report(error)
                return None
            self._writing.add(path)
            self._prune()
        recording = DebugWav(self, path, file, rate_hz)
        recording.write(b"")
        return recording

    def closed(self, path: Path) -> None:
        """Take note that a recording is complete, and make room."""
        with self._lock:
            self._writing.discard(path)
            self._prune()

    def report(self, error: OSError) -> None:
        """Log a disk fault, once per folder."""
        with self._lock:
            self._report(error)

    def _report(self, error: OSError) -> None:
        if not self._reported:
            self._reported = True
            self._logger.warning("Debug audio cannot be kept in %s: %s", self._path, error)

    def _create(self, stem: str) -> tuple[Path, FileIO]:
        """Create a file that did not exist; never follow a link that is there already."""
        for attempt in range(_MOST_ATTEMPTS):
            path = self._path / (f"{stem}_{attempt}.wav" if attempt else f"{stem}.wav")
            try:
                return path, path.open("xb", buffering=0)
            except FileExistsError:
                continue
        raise FileExistsError(f"{stem}.wav and its {_MOST_ATTEMPTS} neighbours exist already")

    def _prune(self) -> None:
        """Delete the oldest complete recordings beyond the limits."""
        try:
            recordings = sorted(path for path in self._path.iterdir() if _NAME.fullmatch(path.name))
            sizes = {path: path.stat().st_size for path in recordings if path.is_file()}
            count, total_bytes = len(sizes), sum(sizes.values())
            for path, size in sizes.items():
                if count <= self._max_files and total_bytes <= self.max_bytes:
                    break
                if path not in self._writing:
                    path.unlink(missing_ok=True)
                    count -= 1
                    total_bytes -= size
        except OSError as error:
            self._report(error)
