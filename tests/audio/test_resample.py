"""Resampling: scipy, which pocket-tts uses, is the oracle."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.signal import resample_poly

from pocket_tts_wyoming.audio.resample import resample


@pytest.mark.parametrize(
    ("from_hz", "to_hz", "samples"),
    [
        (8000, 24_000, 24_000),
        (11_025, 24_000, 44_103),
        (16_000, 24_000, 48_000),
        (22_050, 24_000, 70_001),
        (32_000, 24_000, 9999),
        (44_100, 24_000, 132_300),
        (48_000, 24_000, 1_440_001),
        (96_000, 24_000, 48_000),
        (24_001, 24_000, 30_000),  # nothing in common: a phase for every sample
        (24_000, 16_000, 5000),
        (48_000, 24_000, 1),
        (8000, 24_000, 5),
        (44_100, 24_000, 0),
    ],
)
def test_it_equals_scipy(from_hz: int, to_hz: int, samples: int) -> None:
    signal = np.random.default_rng(0).standard_normal(samples).astype(np.float32)
    divisor = math.gcd(from_hz, to_hz)
    resampled = resample(signal, from_hz, to_hz)
    assert resampled.dtype == np.float32
    wanted = resample_poly(signal, to_hz // divisor, from_hz // divisor) if samples else signal
    np.testing.assert_allclose(resampled, wanted, atol=1e-6, rtol=0)


def test_own_rate_leaves_every_bit_as_it_is() -> None:
    signal = np.ones(10, np.float32)
    assert resample(signal, 24_000, 24_000) is signal
