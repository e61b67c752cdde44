"""Debug recordings of what was sent, written on a thread of their own."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from pocket_tts_wyoming.audio.debug_wav import DebugWav, DebugWavFolder
    from pocket_tts_wyoming.threads import Worker


class Recorder:
    """Starts recordings in a folder; `now` gives the time for their names."""

    def __init__(self, folder: DebugWavFolder, worker: Worker, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._worker = worker
        self._now = now

    @contextmanager
    def recording(self, label: str, rate_hz: int) -> Iterator[Callable[[bytes], None]]:
        """Give a function that appends PCM to one utterance's recording, and returns at once."""
        recording: DebugWav | None = None

        def begin(now: datetime) -> None:
            nonlocal recording
            recording = self._folder.open(now, label, rate_hz)

        def write(pcm: bytes) -> None:
            if recording is not None:
                recording.write(pcm)

        def end() -> None:
            if recording is not None:
                recording.close()

        self._worker.soon(partial(begin, self._now()))
        try:
            yield lambda pcm: self._worker.soon(partial(write, pcm))
        finally:
            self._worker.soon(end)
