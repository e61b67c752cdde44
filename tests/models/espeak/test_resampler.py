from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.models.espeak.resampler import Resampler

RATES = [(22_050, 24_000), (16_000, 24_000), (44_100, 24_000), (48_000, 24_000)]


def tone(hz: float, rate_hz: int, samples: int) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(samples) / rate_hz).astype(np.float32)


def resampled(samples: np.ndarray, from_hz: int, to_hz: int, piece_samples: int = 0) -> np.ndarray:
    resampler = Resampler(from_hz, to_hz)
    step = piece_samples or max(1, samples.size)
    parts = [resampler.push(samples[i : i + step]) for i in range(0, samples.size, step)]
    return np.concatenate([*parts, resampler.flush()])


@pytest.mark.parametrize(("from_hz", "to_hz"), RATES)
@pytest.mark.parametrize("hz", [100.0, 1000.0, 5000.0])
def test_a_tone_is_the_same_tone_at_the_other_rate(from_hz: int, to_hz: int, hz: float) -> None:
    out = resampled(tone(hz, from_hz, from_hz), from_hz, to_hz)
    assert out.size == to_hz
    wanted = tone(hz, to_hz, to_hz)
    assert np.abs(out - wanted)[200:-200].max() < 1e-3


@pytest.mark.parametrize("from_hz", [44_100, 48_000])
def test_what_the_lower_rate_cannot_hold_is_silent(from_hz: int) -> None:
    out = resampled(tone(14_000, from_hz, from_hz), from_hz, 24_000)
    assert np.abs(out)[200:-200].max() < 1e-3


@given(st.integers(1, 5000), st.integers(0, 6000), st.sampled_from(RATES))
def test_the_chunking_changes_nothing(
    piece_samples: int, samples: int, rates: tuple[int, int]
) -> None:
    sound = np.random.default_rng(samples).standard_normal(samples).astype(np.float32)
    whole = resampled(sound, *rates)
    assert np.array_equal(resampled(sound, *rates, piece_samples), whole)
    assert abs(whole.size - samples * rates[1] / rates[0]) <= 1


def test_equal_rates_pass_every_sample() -> None:
    sound = tone(440, 24_000, 1000)
    assert np.array_equal(resampled(sound, 24_000, 24_000), sound)
