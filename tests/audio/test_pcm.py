from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from audio.signals import join, pieces
from pocket_tts_wyoming.audio.pcm import Chunker, to_pcm16
from pocket_tts_wyoming.audio.samples import Samples, empty

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


@pytest.mark.parametrize(
    ("gain", "expected"), [(0.5, 8192), (1.0, 16384), (1.9, 31129), (4.0, 32767), (0.0, 0)]
)
def test_the_gain_comes_before_the_clip(gain: float, expected: int) -> None:
    pcm = to_pcm16(np.array([0.5], dtype=np.float32), gain)

    assert int.from_bytes(pcm, "little", signed=True) == expected


@pytest.mark.parametrize("gain", [0.0, 1.0, 2.0])
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 3e38])
def test_no_value_warns(value: float, gain: float) -> None:
    assert len(to_pcm16(np.array([value], dtype=np.float32), gain)) == 2


@given(FLOATS, st.floats(0.0, 10.0))
def test_louder_never_becomes_quieter_or_turns_over(samples: Samples, gain: float) -> None:
    pcm = np.frombuffer(to_pcm16(samples, gain), "<i2")
    order = np.argsort(np.nan_to_num(samples), kind="stable")

    assert pcm.size == samples.size
    assert np.all(np.diff(pcm[order].astype(int)) >= 0)


@given(hnp.arrays(np.float32, 20, elements=st.floats(-1, 1, width=32)))
def test_rounds_to_the_nearest_step(samples: Samples) -> None:
    pcm = np.frombuffer(to_pcm16(samples), "<i2") / 32767.0

    assert np.all(np.abs(pcm - samples) <= 0.5001 / 32767.0)


SIZES = st.lists(st.integers(0, 5000), max_size=8)


def numbered(count: int) -> Samples:
    return np.arange(1, count + 1, dtype=np.float32)


def test_the_first_frame_goes_out_at_once_behind_a_little_silence() -> None:
    chunker = Chunker()
    frame = numbered(1920)

    first = chunker.push(frame)
    second = chunker.push(frame)

    assert first.size == 2048
    assert not first[:128].any()
    assert first[128:].tobytes() == frame.tobytes()
    assert second.tobytes() == frame.tobytes()
    assert chunker.flush().size == 0


def test_a_trimmed_first_frame_waits_for_the_next_one() -> None:
    chunker = Chunker()

    assert chunker.push(numbered(500)).size == 0
    assert chunker.push(numbered(1920)).size == 2420


@given(SIZES)
def test_nothing_is_lost_and_padding_is_small_and_in_front(sizes: list[int]) -> None:
    samples = numbered(sum(sizes))
    chunker = Chunker()
    starts = np.cumsum([0, *sizes])
    chunks = [
        chunker.push(samples[start : start + size])
        for start, size in zip(starts[:-1], sizes, strict=True)
    ]
    out = join(*chunks, chunker.flush())

    padding = out.size - samples.size
    assert 0 <= padding <= 128
    assert not out[:padding].any()
    assert out[padding:].tobytes() == samples.tobytes()
    first = next((chunk.size for chunk in chunks if chunk.size), None)
    assert first is None or first >= 2048
    assert first is None or padding == 0 or first == 2048


@given(SIZES.filter(any))
def test_only_the_beginning_is_held_back(sizes: list[int]) -> None:
    chunker = Chunker()
    started = False
    for size in sizes:
        chunk = chunker.push(numbered(size))
        assert not started or chunk.size == size
        started = started or chunk.size > 0
    assert started == (sum(sizes) >= 1920)


@pytest.mark.parametrize("count", [0, 1, 1000, 1919])
def test_a_short_answer_comes_out_whole_and_without_padding(count: int) -> None:
    chunker = Chunker()
    chunks = [chunker.push(piece) for piece in pieces(numbered(count), [700])]

    assert join(empty(), *chunks).size == 0
    assert chunker.flush().tobytes() == numbered(count).tobytes()
    assert chunker.flush().size == 0
