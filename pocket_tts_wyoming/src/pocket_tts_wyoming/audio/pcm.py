"""From float samples to the bytes on the wire, and into chunks that players start on."""

from __future__ import annotations

import numpy as np

from pocket_tts_wyoming.audio.samples import Samples, empty

WIDTH_BYTES = 2
CHANNELS = 1
_FULL_SCALE = 32767.0
_LARGEST = float(np.finfo(np.float32).max)


def to_pcm16(samples: Samples, gain: float = 1.0) -> bytes:
    """Return samples as signed 16-bit little-endian PCM, 2 bytes each.

    Multiplied by `gain` (a factor, not decibels), then clipped, then rounded to nearest: 1.02 is
    full scale and does not wrap to -32114. NaN becomes 0.
    """
    # In float64, where the gain cannot overflow what float32 holds.
    finite = np.nan_to_num(samples.astype(np.float64), nan=0.0, posinf=_LARGEST, neginf=-_LARGEST)
    return np.rint(np.clip(finite * gain, -1.0, 1.0) * _FULL_SCALE).astype("<i2").tobytes()


class Chunker:
    """Makes the first chunk of an answer long enough for Home Assistant's ffmpeg.

    Its ffmpeg converts nothing before it has 2048 samples (at 24 kHz 85.3 ms, more than a frame of
    80 ms). So the first chunk carries at least `first_samples`. What is missing is silence put in
    front, but no more than `padding_samples`: 5.3 ms of silence are heard earlier than a second
    frame is made. While more is missing, samples are held back until the next ones come. Every
    later push passes as it is. One object per answer.
    """

    def __init__(self, first_samples: int = 2048, padding_samples: int = 128) -> None:
        self._first_samples = first_samples
        self._padding_samples = padding_samples
        self._held = empty()
        self._started = False

    def push(self, samples: Samples) -> Samples:
        """Take the next samples; return the next chunk, empty while there is none."""
        if self._started:
            return samples
        self._held = np.concatenate((self._held, samples))
        missing = max(0, self._first_samples - self._held.size)
        if missing > self._padding_samples:
            return empty()
        return np.concatenate((np.zeros(missing, dtype=np.float32), self.flush()))

    def flush(self) -> Samples:
        """End the answer: return what is still held back, without padding."""
        held, self._held, self._started = self._held, empty(), True
        return held
