from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pocket_tts_wyoming.audio.samples import empty, level, measurable, silence


@pytest.mark.parametrize(
    ("seconds", "rate_hz", "count"),
    [(0.0, 24_000, 0), (0.08, 24_000, 1920), (1.0, 16_000, 16_000), (-1.0, 24_000, 0)],
)
def test_silence_lasts_as_long_as_asked(seconds: float, rate_hz: int, count: int) -> None:
    samples = silence(seconds, rate_hz)

    assert samples.dtype == np.float32
    assert samples.size == count
    assert not samples.any()


@given(hnp.arrays(np.float32, st.integers(0, 50), elements=st.floats(width=32)))
def test_everything_can_be_measured(samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
    signal = measurable(samples)

    assert signal.shape == samples.shape
    assert np.all(np.abs(signal) <= 1.0)
    assert 0.0 <= level(signal) <= 1.0


def test_an_offset_is_not_a_level() -> None:
    assert level(measurable(np.full(100, 0.5, dtype=np.float32))) == 0.0


def test_the_level_of_a_square_wave_is_its_height() -> None:
    square = np.tile(np.array([0.25, -0.25], dtype=np.float32), 50)

    assert level(measurable(square)) == pytest.approx(0.25)


def test_nothing_has_no_level() -> None:
    assert level(measurable(empty())) == 0.0
