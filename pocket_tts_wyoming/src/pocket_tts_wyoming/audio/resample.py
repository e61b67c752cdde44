"""Another sample rate, by a polyphase filter.

The same filter as scipy.signal.resample_poly has by default, which pocket-tts uses: a sinc with a
Kaiser window of ten zero crossings each side. Importing scipy.signal takes more than a second and
30 MB of memory for this one function.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

_ZERO_CROSSINGS = 10
_KAISER_BETA = 5.0


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """Return samples at another rate: ceil(n * to / from) of them, the first at the same time."""
    if from_hz == to_hz:
        return samples
    divisor = math.gcd(from_hz, to_hz)
    up, down = to_hz // divisor, from_hz // divisor
    half = _ZERO_CROSSINGS * max(up, down)
    taps = _low_pass(half, 1 / max(up, down)) * np.float32(up)
    count = -(-samples.size * up // down)
    # An output at position c of the upsampled input sees inputs c // up - reach to c // up + reach.
    reach = half // up + 1
    phases = np.zeros((2 * reach + 1) * up, np.float32)
    phases[reach * up - half : reach * up + half + 1] = taps
    padded = np.pad(samples.astype(np.float32), (reach, reach + down))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    out = np.zeros(count, np.float32)
    for first in range(min(up, count)):  # outputs that see the same taps are `up` apart
        place, phase = divmod(first * down, up)
        wanted = out[first::up]
        # Tap s of this phase belongs to the input s places after; the filter runs backwards.
        wanted[:] = windows[place::down][: wanted.size] @ phases[phase::up][::-1]
    return out


def _low_pass(half: int, cutoff: float) -> Samples:
    """Return 2 * half + 1 taps, with a gain of 1; `cutoff` in parts of the Nyquist frequency."""
    sinc = cutoff * np.sinc(cutoff * np.arange(-half, half + 1))
    windowed = sinc * np.kaiser(2 * half + 1, _KAISER_BETA)
    taps: Samples = (windowed / windowed.sum()).astype(np.float32)
    return taps
