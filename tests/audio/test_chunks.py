from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.signals import join, pieces
from pocket_tts_wyoming.audio.chunks import Chunks
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

SIZES = st.lists(st.integers(0, 5000), max_size=8)


def numbered(count: int) -> Samples:
    return np.arange(1, count + 1, dtype=np.float32)


def push(chunks: Chunks, samples: Samples) -> Samples | None:
    """Return the chunk that goes out, None if there is none."""
    out = chunks.push(Frame(samples))
    assert len(out) <= 1
    return out[0].samples if out else None


def flush(chunks: Chunks) -> Samples:
    return join(*(frame.samples for frame in chunks.flush()))


def test_the_first_frame_goes_out_at_once_behind_a_little_silence() -> None:
    chunks = Chunks()
    frame = numbered(1920)

    first = push(chunks, frame)
    second = push(chunks, frame)

    assert first is not None
    assert first.size == 2048
    assert not first[:128].any()
    assert first[128:].tobytes() == frame.tobytes()
    assert second is not None
    assert second.tobytes() == frame.tobytes()
    assert flush(chunks).size == 0


def test_a_trimmed_first_frame_waits_for_the_next_one() -> None:
    chunks = Chunks()

    assert push(chunks, numbered(500)) is None
    second = push(chunks, numbered(1920))
    assert second is not None
    assert second.size == 2420


@settings(deadline=None)
@given(SIZES)
def test_nothing_is_lost_and_padding_is_small_and_in_front(sizes: list[int]) -> None:
    samples = numbered(sum(sizes))
    chunks = Chunks()
    starts = np.cumsum([0, *sizes])
    pushed = [
        push(chunks, samples[start : start + size])
        for start, size in zip(starts[:-1], sizes, strict=True)
    ]
    heard = [chunk for chunk in pushed if chunk is not None]
    out = join(*heard, flush(chunks))

    padding = out.size - samples.size
    assert 0 <= padding <= 128
    assert not out[:padding].any()
    assert out[padding:].tobytes() == samples.tobytes()
    assert all(chunk.size for chunk in heard)
    if heard:
        assert heard[0].size >= 2048
        assert padding == 0 or heard[0].size == 2048


@settings(deadline=None)
@given(SIZES.filter(any))
def test_only_the_beginning_is_held_back(sizes: list[int]) -> None:
    chunks = Chunks()
    started = False
    for size in sizes:
        chunk = push(chunks, numbered(size))
        if started:
            assert (0 if chunk is None else chunk.size) == size
        started = started or chunk is not None
    assert started == (sum(sizes) >= 1920)


@pytest.mark.parametrize("count", [0, 1, 1000, 1919])
def test_a_short_answer_comes_out_whole_and_without_padding(count: int) -> None:
    chunks = Chunks()

    assert all(push(chunks, piece) is None for piece in pieces(numbered(count), [700]))
    assert flush(chunks).tobytes() == numbered(count).tobytes()
    assert flush(chunks).size == 0
