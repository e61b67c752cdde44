"""Changes the sample rate of sound that streams."""

from __future__ import annotations

import math

import numpy as np

from pocket_tts_wyoming.audio.samples import Samples, empty

_TAPS = 48
_KAISER_BETA = 8.0
"""80 dB of stop band."""
_PASSED = 0.94
"""Of the lower rate's half: what is above fades into the filter's slope."""


class Resampler:
    """Turns samples of one rate into samples of another, in any chunking.

    A polyphase filter: one row of taps (a windowed sinc) for each position that an output sample
    can have between two input samples, 160 rows for 22.05 to 24 kHz. The output has no delay: what
    goes in at a time comes out at that time, as soon as the half filter behind it (24 input
    samples) has come. One object per sentence.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        common = math.gcd(from_hz, to_hz)
        self._step, self._phases = from_hz // common, to_hz // common
        lower = min(1.0, to_hz / from_hz)
        offsets = np.arange(_TAPS) - (_TAPS // 2 - 1)
        distance = offsets[None, :] - np.arange(self._phases)[:, None] / self._phases
        window = np.i0(
            _KAISER_BETA * np.sqrt(np.maximum(0.0, 1 - (distance / (_TAPS / 2)) ** 2))
        ) / np.i0(_KAISER_BETA)
        taps = np.sinc(distance * lower * _PASSED) * window
        self._taps: Samples = (taps / taps.sum(axis=1, keepdims=True)).astype(np.float32)
        self._held: Samples = np.zeros(_TAPS // 2 - 1, np.float32)
        self._next = 0  # position of the next output sample, in 1/phases of an input sample
        self._identical = from_hz == to_hz

    def push(self, samples: Samples) -> Samples:
        """Take samples at the first rate, float32 (n,); return what is certain at the second."""
        if self._identical:
            return samples
        held = np.concatenate((self._held, samples))
        # Output i starts its taps at the whole part of its position.
        last = (held.size - _TAPS) * self._phases + self._phases - 1
        count = 0 if last < self._next else (last - self._next) // self._step + 1
        if held.size < _TAPS or count <= 0:
            self._held = held
            return empty()
        positions = self._next + self._step * np.arange(count)
        starts, phases = np.divmod(positions, self._phases)
        windows = np.lib.stride_tricks.sliding_window_view(held, _TAPS)[starts]
        out: Samples = np.einsum("ij,ij->i", windows, self._taps[phases])
        following = int(positions[-1]) + self._step
        done = min(following // self._phases, held.size)
        self._next = following - done * self._phases
        self._held = held[done:]
        return out

    def flush(self) -> Samples:
        """End the sound: return what is left."""
        if self._identical:
            return empty()
        return self.push(np.zeros(_TAPS // 2, np.float32))
