from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.pauses import Pauses
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE_HZ = 1000


def frame(samples: int, pause_seconds: float = 0.0, *, last: bool = False) -> Frame:
    return Frame(np.ones(samples, np.float32), last=last, pause_seconds=pause_seconds)


def shape(frames: Sequence[Frame]) -> list[tuple[bool, int]]:
    return [(one.is_silence, one.samples.size) for one in frames]


def test_a_pause_goes_in_front_of_the_sentence() -> None:
    pauses = Pauses(RATE_HZ)
    out = pauses.push(frame(80, 0.5))
    assert shape(out) == [(True, 500), (False, 80)]
    assert not out[0].samples.any()
    assert shape(pauses.push(frame(80, last=True))) == [(False, 80)]


def test_without_a_pause_frames_pass_as_they_are() -> None:
    given = frame(80, last=True)
    assert Pauses(RATE_HZ).push(given) == (given,)


def test_a_pause_waits_for_the_first_samples() -> None:
    """A prefix is held back: silence would be heard long before the sentence."""
    pauses = Pauses(RATE_HZ)
    assert shape(pauses.push(frame(0, 0.5))) == [(False, 0)]
    assert shape(pauses.push(frame(80))) == [(True, 500), (False, 80)]


def test_silence_that_was_put_in_does_not_release_a_pause() -> None:
    pauses = Pauses(RATE_HZ)
    pauses.push(frame(0, 0.5, last=True))
    assert shape(pauses.push(Frame(np.zeros(9, np.float32), is_silence=True))) == [(True, 9)]


def test_a_sentence_without_samples_leaves_its_pause_to_the_next() -> None:
    pauses = Pauses(RATE_HZ)
    pauses.push(frame(0, 0.5, last=True))
    assert shape(pauses.push(frame(80, 0.25))) == [(True, 750), (False, 80)]


def test_a_pause_at_the_end_is_not_heard() -> None:
    pauses = Pauses(RATE_HZ)
    pauses.push(frame(0, 0.5, last=True))
    assert pauses.flush() == ()
