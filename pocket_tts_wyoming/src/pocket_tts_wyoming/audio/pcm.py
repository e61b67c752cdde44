"""From float samples to the bytes on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

WIDTH_BYTES = 2
CHANNELS = 1
_FULL_SCALE = 32767.0


def to_pcm16(samples: Samples) -> bytes:
    """Return samples as signed 16-bit little-endian PCM, 2 bytes each.

    Clipped, then rounded to nearest: 1.02 is full scale and does not wrap to -32114. NaN becomes
    0.
    """
    finite = np.nan_to_num(samples.astype(np.float64), nan=0.0)
    return np.rint(np.clip(finite, -1.0, 1.0) * _FULL_SCALE).astype("<i2").tobytes()
