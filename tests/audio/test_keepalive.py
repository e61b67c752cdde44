from __future__ import annotations

import numpy as np

from pocket_tts_wyoming.audio.keepalive import KeepAlive
from pocket_tts_wyoming.models.engine import Frame

RATE_HZ = 1000


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def speech(seconds: float, *, last: bool = False) -> Frame:
    return Frame(np.ones(round(seconds * RATE_HZ), np.float32), last=last)


def wait_out(keepalive: KeepAlive, clock: Clock, pause_seconds: float) -> int:
    """Let nothing come for a while, as FrameReader does; count the pieces."""
    pieces, end = 0, clock.now + pause_seconds
    while (wait_seconds := keepalive.wait_seconds) is not None and clock.now + wait_seconds < end:
        clock.now += wait_seconds
        keepalive.push(keepalive.piece())
        pieces += 1
    clock.now = end
    return pieces


def test_passes_everything_as_it_is() -> None:
    keepalive = KeepAlive(60.0, RATE_HZ, Clock())
    for frame in (speech(0.1), speech(0.1, last=True), keepalive.piece()):
        assert keepalive.push(frame) == (frame,)
    assert keepalive.flush() == ()


def test_a_piece_is_half_a_second_of_silence_and_says_so() -> None:
    piece = KeepAlive(60.0, RATE_HZ, Clock()).piece()
    assert piece.is_silence
    assert not piece.last
    assert piece.samples.size == 500
    assert not piece.samples.any()


def test_nothing_is_due_before_the_first_frame() -> None:
    assert KeepAlive(60.0, RATE_HZ, Clock()).wait_seconds is None


def test_nothing_is_due_in_the_middle_of_a_sentence() -> None:
    clock = Clock()
    keepalive = KeepAlive(60.0, RATE_HZ, clock)
    keepalive.push(speech(0.1))
    clock.now += 10.0
    assert keepalive.wait_seconds is None


def test_silence_is_due_half_a_second_before_the_player_runs_dry() -> None:
    clock = Clock()
    keepalive = KeepAlive(60.0, RATE_HZ, clock)
    keepalive.push(speech(2.0, last=True))
    assert keepalive.wait_seconds == 1.5
    clock.now += 1.5
    assert keepalive.wait_seconds == 0.0
    keepalive.push(keepalive.piece())
    assert keepalive.wait_seconds == 0.5


def test_silence_leaves_in_real_time() -> None:
    clock = Clock()
    keepalive = KeepAlive(60.0, RATE_HZ, clock)
    keepalive.push(speech(1.0, last=True))
    # 10 s of pause, 1 s of it filled by speech, and half a second is sent ahead.
    assert wait_out(keepalive, clock, 9.9) == 19


def test_each_pause_is_filled_up_to_the_limit() -> None:
    clock = Clock()
    keepalive = KeepAlive(1.0, RATE_HZ, clock)
    for _ in range(2):
        keepalive.push(speech(0.1, last=True))
        assert wait_out(keepalive, clock, 60.0) == 2


def test_a_pause_of_the_text_does_not_count_for_the_limit() -> None:
    clock = Clock()
    keepalive = KeepAlive(1.0, RATE_HZ, clock)
    keepalive.push(speech(0.1, last=True))
    keepalive.push(Frame(np.zeros(5 * RATE_HZ, np.float32), is_silence=True))
    keepalive.push(speech(0.1, last=True))
    assert wait_out(keepalive, clock, 60.0) == 2


def test_a_pause_beyond_the_limit_is_not_made_up_for_later() -> None:
    """The player starved meanwhile: what it plays next, it plays from then on."""
    clock = Clock()
    keepalive = KeepAlive(0.5, RATE_HZ, clock)
    keepalive.push(speech(0.1, last=True))
    assert wait_out(keepalive, clock, 60.0) == 1
    keepalive.push(speech(5.0, last=True))
    assert keepalive.wait_seconds == 4.5
