from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pocket_tts_wyoming.audio.pcm import to_pcm16

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

FLOATS = hnp.arrays(np.float32, st.integers(0, 100), elements=st.floats(width=32))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, 0),
        (0.5, 16384),
        (1.0, 32767),
        (-1.0, -32767),
        (1.02, 32767),
        (-1.02, -32767),
        (3e38, 32767),
        (np.inf, 32767),
        (-np.inf, -32767),
        (np.nan, 0),
        (1e-40, 0),
    ],
)
def test_values(value: float, expected: int) -> None:
    pcm = to_pcm16(np.array([value], dtype=np.float32))

    assert int.from_bytes(pcm, "little", signed=True) == expected


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 3e38])
def test_no_value_warns(value: float) -> None:
    assert len(to_pcm16(np.array([value], dtype=np.float32))) == 2


@settings(deadline=None)
@given(FLOATS)
def test_louder_never_becomes_quieter_or_turns_over(samples: Samples) -> None:
    pcm = np.frombuffer(to_pcm16(samples), "<i2")
    order = np.argsort(np.nan_to_num(samples), kind="stable")

    assert pcm.size == samples.size
    assert np.all(np.diff(pcm[order].astype(int)) >= 0)


@settings(deadline=None)
@given(hnp.arrays(np.float32, 20, elements=st.floats(-1, 1, width=32)))
def test_rounds_to_the_nearest_step(samples: Samples) -> None:
    pcm = np.frombuffer(to_pcm16(samples), "<i2") / 32767.0

    assert np.all(np.abs(pcm - samples) <= 0.5001 / 32767.0)
