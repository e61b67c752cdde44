from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.signals import RATE_HZ, join, noise
from pocket_tts_wyoming.audio.joints import Joints
from pocket_tts_wyoming.audio.samples import empty, silence
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

FADE = 120


def smooth_sentence(count: int, seed: int = 0) -> Samples:
    """Make a sentence as the model does: it rises from zero and falls back to it."""
    window = np.sin(np.linspace(0.0, np.pi, count, dtype=np.float32))
    return (noise(count / RATE_HZ, 0.1, seed)[:count] * window).astype(np.float32)


def push(joints: Joints, samples: Samples, *, last: bool) -> Samples:
    (frame,) = joints.push(Frame(samples, last=last))
    assert frame.last == last
    assert not frame.is_silence
    return frame.samples


def push_silence(joints: Joints, seconds: float) -> Samples:
    (frame,) = joints.push(Frame(silence(seconds, RATE_HZ), is_silence=True))
    assert frame.is_silence
    return frame.samples


def run(joints: Joints, sentences: list[Samples], cuts: list[float]) -> Samples:
    """Push sentences cut at shares of their length; `last` comes with the last piece."""
    outputs = []
    for sentence in sentences:
        edges = [0, *(round(cut * sentence.size) for cut in sorted(cuts)), sentence.size]
        for start, end in pairwise(edges):
            outputs.append(push(joints, sentence[start:end], last=False))
        outputs.append(push(joints, empty(), last=True))
    return join(*outputs)


CUTS = st.lists(st.floats(0.0, 1.0), max_size=5)
SENTENCES = st.lists(
    st.one_of(
        st.builds(smooth_sentence, st.integers(2, 4000), st.integers(0, 9)),
        st.builds(lambda s, seed: noise(s, 0.1, seed), st.floats(0.0, 0.1), st.integers(0, 9)),
    ),
    max_size=4,
)


@settings(deadline=None)
@given(st.lists(st.integers(1000, 4000), max_size=4), CUTS)
def test_natural_sentences_pass_sample_for_sample(counts: list[int], cuts: list[float]) -> None:
    sentences = [smooth_sentence(count) for count in counts]
    for sentence in sentences:
        sentence[[0, -1]] = 0.0

    out = run(Joints(), sentences, cuts)

    assert out.tobytes() == join(*sentences).tobytes()


@settings(deadline=None)
@given(SENTENCES, CUTS, st.sampled_from([None, 0.0, 0.02, 0.3]))
def test_the_pieces_do_not_matter(
    sentences: list[Samples], cuts: list[float], pause_seconds: float | None
) -> None:
    whole = run(Joints(pause_seconds), sentences, [])

    assert run(Joints(pause_seconds), sentences, cuts).tobytes() == whole.tobytes()


@pytest.mark.parametrize("last_in_the_frame", [True, False])
def test_the_pause_stands_between_sentences_only(last_in_the_frame: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    joints = Joints(pause_seconds=0.1)
    sentence = smooth_sentence(2000)
    sentence[[0, -1]] = 0.0
    outputs = []
    for _ in range(3):
        outputs.append(push(joints, sentence, last=last_in_the_frame))
        if not last_in_the_frame:
            outputs.append(push(joints, empty(), last=True))
    pause = np.zeros(2400, dtype=np.float32)

    expected = join(sentence, pause, sentence, pause, sentence)
    assert join(*outputs).tobytes() == expected.tobytes()


def test_a_sentence_without_audio_makes_no_pause() -> None:
    joints = Joints(pause_seconds=0.1)

    assert push(joints, empty(), last=True).size == 0
    assert push(joints, smooth_sentence(2000), last=True).size < 2000 + 2400
    assert push(joints, empty(), last=True).size == 0
    assert push(joints, smooth_sentence(2000), last=False).size >= 2000 + 2400


def test_a_trimmed_beginning_is_faded_in_once() -> None:
    flat = np.full(1000, 0.5, dtype=np.float32)

    out = run(Joints(), [flat], [0.03, 0.05])

    assert np.all(flat == 0.5), "the caller's samples are not touched"
    assert out[0] == 0.0
    assert np.all(np.diff(out[:FADE]) > 0)
    assert np.all(np.abs(np.diff(out[:1000])) < 0.01)
    assert out[FADE:1000].tobytes() == flat[FADE:].tobytes()


def test_the_fade_in_of_the_model_is_not_doubled() -> None:
    risen = np.minimum(np.arange(1000) / FADE, 1.0).astype(np.float32) * np.float32(0.5)

    assert run(Joints(), [risen], [])[:1000].tobytes() == risen.tobytes()


@pytest.mark.parametrize("value", [0.5, -0.9])
def test_an_end_in_the_middle_of_sound_slopes_to_zero_before_the_next(value: float) -> None:
    loud = np.full(1000, value, dtype=np.float32)
    following = smooth_sentence(1000)

    out = run(Joints(pause_seconds=0.01), [loud, following], [0.5])

    joint = out[999 : 1000 + FADE]
    assert np.all(np.abs(np.diff(joint)) < 0.02)
    assert joint[-1] == 0.0
    assert not out[1000 + FADE : 1000 + FADE + 240].any()


def test_the_last_sentence_ends_as_the_model_ended_it() -> None:
    loud = np.full(1000, 0.5, dtype=np.float32)

    assert run(Joints(pause_seconds=0.01), [loud], []).size == 1000


@settings(deadline=None)
@given(SENTENCES.filter(bool), CUTS)
def test_no_beginning_is_a_step(sentences: list[Samples], cuts: list[float]) -> None:
    out = run(Joints(pause_seconds=0.02), sentences, cuts)

    assert out.size == 0 or abs(out[0]) <= 0.001


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_broken_edges_pass(value: float) -> None:
    broken = np.full(300, value, dtype=np.float32)

    assert push(Joints(), broken, last=True).tobytes() == broken.tobytes()


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_trimmed_beginning_behind_silence_is_faded_in(pieces: int) -> None:
    flat = np.full(1000, 0.5, dtype=np.float32)
    joints = Joints()
    push(joints, smooth_sentence(1000), last=True)

    for _ in range(pieces):
        push_silence(joints, 0.1)
    out = push(joints, flat, last=False)

    assert out.size == 1000
    assert out[0] == 0.0
    assert np.abs(np.diff(out)).max() < 0.01
    assert out[FADE:].tobytes() == flat[FADE:].tobytes()


def test_silence_in_front_of_the_first_sentence_passes_as_it_is() -> None:
    joints = Joints(pause_seconds=0.3)

    assert push_silence(joints, 0.1).size == 2400
    assert push(joints, smooth_sentence(1000), last=True).size == 1000


def test_an_end_in_the_middle_of_sound_slopes_to_zero_before_silence() -> None:
    joints = Joints()
    push(joints, np.full(1000, 0.5, dtype=np.float32), last=True)

    first = push_silence(joints, 0.1)
    second = push_silence(joints, 0.1)

    assert first.size == FADE + 2400
    assert np.abs(np.diff(np.concatenate(([0.5], first)))).max() < 0.01
    assert not first[FADE:].any()
    assert second.size == 2400


def test_silence_between_sentences_stands_instead_of_the_pause() -> None:
    joints = Joints(pause_seconds=0.3)
    sentence = smooth_sentence(1000)
    sentence[[0, -1]] = 0.0
    push(joints, sentence, last=True)

    assert push_silence(joints, 0.1).size == 2400
    assert push(joints, sentence, last=True).size == 1000
    assert push(joints, sentence, last=True).size == 7200 + 1000
