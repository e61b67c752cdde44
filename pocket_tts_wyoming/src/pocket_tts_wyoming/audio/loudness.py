"""How loud speech is, and making it as loud as wanted.

Loudness as in ITU-R BS.1770-5, of one channel, in LUFS: K-weighted mean squares of 400 ms blocks,
without the blocks that are pauses. Coefficients for any rate: Mansbridge, Finn and Reiss 2012,
github.com/BrechtDeMan/loudness.py.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pocket_tts_wyoming.audio.samples import Samples, Signal
    from pocket_tts_wyoming.models.engine import Frame

LIMIT_DB: Final = 9.0
"""A voice that is further from the target than this is not what it should be, or was not measured
right."""

_BLOCK_SECONDS = 0.4
_BLOCKS_PER_LENGTH = 4  # blocks overlap by three quarters
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_LU = -0.691  # a sine of 997 Hz at full scale is at -3.01 LUFS
_TAIL_SECONDS = 0.1  # the filters have forgotten by then (-80 dB)

_KNEE: Final = np.float32(0.8)


def integrated_loudness(samples: Samples, rate_hz: int) -> float | None:
    """Measure mono samples in LUFS; None if nothing in them is above -70 LUFS for 400 ms."""
    block = round(_BLOCK_SECONDS * rate_hz)
    if samples.size < block:
        return None
    weighted = _k_weighted(samples, rate_hz)
    starts = np.arange(0, weighted.size - block + 1, block // _BLOCKS_PER_LENGTH)
    energy = np.concatenate(([0.0], np.cumsum(weighted * weighted)))
    powers: Signal = (energy[starts + block] - energy[starts]) / block
    loud = powers[powers > _power(_ABSOLUTE_GATE_LUFS)]
    if not loud.size:
        return None
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE_LU / 10)]
    return _OFFSET_LU + 10 * math.log10(loud.mean())


def gain_db(measured_lufs: float, target_lufs: float, limit_db: float = LIMIT_DB) -> float:
    """Return the gain that brings a voice to the target, at most `limit_db` up or down."""
    return max(-limit_db, min(limit_db, target_lufs - measured_lufs))


class Gain:
    """Makes one stream of samples louder or quieter; 0 dB leaves every bit as it is.

    What would be louder than 0.8 is bent smoothly towards 1 (tanh) instead of clipped. Without
    memory or look-ahead, so it adds no latency, and does not depend on how the input is cut.
    """

    def __init__(self, gain_db: float) -> None:
        self._factor = np.float32(10 ** (gain_db / 20))

    def push(self, samples: Samples) -> Samples:
        """Return as many samples as came, float32."""
        if self._factor == 1:
            return samples
        return soft_knee(samples * self._factor)


class Loudness:
    """A stage that makes an utterance louder or quieter; frames of the spare voice by their own.

    Behind all that adds sound, so that a slope into silence keeps its beginning. At 0 dB a frame
    passes as it is.
    """

    def __init__(self, gain_db: float, spare_gain_db: float = 0.0) -> None:
        self._of_voice, self._of_spare = Gain(gain_db), Gain(spare_gain_db)
        self._gain = self._of_voice

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Return one frame of as many samples."""
        if not frame.is_silence:
            self._gain = self._of_spare if frame.spare_reason else self._of_voice
        samples = self._gain.push(frame.samples)
        return (frame if samples is frame.samples else replace(frame, samples=samples),)

    def flush(self) -> Sequence[Frame]:
        """Return nothing: nothing is held back."""
        return ()


def soft_knee(samples: Samples) -> Samples:
    """Bend what is louder than 0.8 towards 1; the rest, and the slope at 0.8, stay as they are."""
    over = np.abs(samples) > _KNEE
    if not over.any():
        return samples
    bent = samples.copy()
    loud = samples[over]
    room = np.float32(1) - _KNEE
    bent[over] = np.sign(loud) * (_KNEE + room * np.tanh((np.abs(loud) - _KNEE) / room))
    return bent


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


def _k_weighted(samples: Samples, rate_hz: int) -> Signal:
    """Filter by multiplication in the frequency domain, with room for the filters to ring out."""
    length = samples.size + round(_TAIL_SECONDS * rate_hz)
    size = 1 << (length - 1).bit_length()
    spectrum = np.fft.rfft(samples.astype(np.float64), size)
    z = np.exp(-2j * np.pi * np.arange(spectrum.size) / size)
    for numerator, denominator in (_shelf(rate_hz), _high_pass(rate_hz)):
        spectrum *= _response(numerator, z) / _response(denominator, z)
    weighted: Signal = np.fft.irfft(spectrum, size)[: samples.size]
    return weighted


_Coefficients = tuple[float, float, float]


def _response(coefficients: _Coefficients, z: NDArray[np.complex128]) -> NDArray[np.complex128]:
    a, b, c = coefficients
    return a + z * (b + z * c)


def _shelf(rate_hz: int) -> tuple[_Coefficients, _Coefficients]:
    """Return the head's effect: +4 dB above 1.7 kHz."""
    gain, q, corner_hz = 3.999843853973347, 0.7071752369554196, 1681.974450955533
    k = math.tan(math.pi * corner_hz / rate_hz)
    high = 10 ** (gain / 20)
    middle = high**0.4996667741545416
    scale = 1 + k / q + k * k
    return (
        (
            (high + middle * k / q + k * k) / scale,
            2 * (k * k - high) / scale,
            (high - middle * k / q + k * k) / scale,
        ),
        (1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale),
    )


def _high_pass(rate_hz: int) -> tuple[_Coefficients, _Coefficients]:
    """Return the ear's deafness below 38 Hz."""
    q, corner_hz = 0.5003270373238773, 38.13547087602444
    k = math.tan(math.pi * corner_hz / rate_hz)
    scale = 1 + k / q + k * k
    return (1.0, -2.0, 1.0), (1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale)
