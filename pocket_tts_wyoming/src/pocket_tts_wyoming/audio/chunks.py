"""Makes chunks that players can start on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.samples import Samples, empty
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence


class Chunks:
    """The last stage: each frame that comes out is one chunk, and none is empty.

    Home Assistant's ffmpeg converts nothing before it has 2048 samples (at 24 kHz 85.3 ms, more
    than a frame of 80 ms). So the first chunk carries at least `first_samples`. If samples are
    missing, silence goes in front, but no more than `padding_samples`: 5.3 ms of silence are
    heard earlier than a second frame is made. If more are missing, the samples wait for the next
    frame. Every later frame passes as it is.
    """

    def __init__(self, first_samples: int = 2048, padding_samples: int = 128) -> None:
        self._first_samples = first_samples
        self._padding_samples = padding_samples
        self._held = empty()
        self._started = False

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Return the next chunk; nothing while the first one is too short."""
        if self._started:
            return (frame,) if frame.samples.size else ()
        self._held = np.concatenate((self._held, frame.samples))
        missing = max(0, self._first_samples - self._held.size)
        if missing > self._padding_samples:
            return ()
        return (Frame(np.concatenate((np.zeros(missing, dtype=np.float32), self._release()))),)

    def flush(self) -> Sequence[Frame]:
        """Return what is still held back, without padding."""
        return (Frame(self._release()),) if self._held.size else ()

    def _release(self) -> Samples:
        held, self._held, self._started = self._held, empty(), True
        return held
