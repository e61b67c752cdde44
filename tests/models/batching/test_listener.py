from __future__ import annotations

import pytest

from pocket_tts_wyoming.models.batching.listener import Listener


def listener(*, takes: bool = True, frames: int = 10, at: float = 100.0) -> Listener:
    one = Listener(0.08)
    one.hand_out(frames, at)
    if takes:
        one.take(frames)
    return one


def test_before_the_first_frame_nothing_is_in_hand() -> None:
    one = Listener(0.08)
    assert not one.has_heard
    assert one.in_hand_seconds(5.0) == 0


def test_plays_from_the_first_frame_on() -> None:
    one = listener()
    assert one.has_heard
    assert one.in_hand_seconds(100.0) == pytest.approx(0.8)
    assert one.in_hand_seconds(100.5) == pytest.approx(0.3)
    assert one.in_hand_seconds(107.0) == 0


def test_goes_on_where_it_ran_dry() -> None:
    one = listener()
    one.hand_out(2, 105.0)
    one.take(2)
    assert one.in_hand_seconds(105.1) == pytest.approx(0.06)


def test_what_the_client_left_lying_is_in_hand() -> None:
    one = listener(takes=False)
    assert one.in_hand_seconds(200.0) == one.untaken_seconds == pytest.approx(0.8)
    one.take(4)
    assert one.in_hand_seconds(200.0) == pytest.approx(0.48)


def test_knows_when_little_is_left_unless_the_client_decides() -> None:
    assert list(listener().seconds_until(0.2, 100.1)) == pytest.approx([0.5])
    assert listener(takes=False).seconds_until(0.2, 100.1) == ()
    assert Listener(0.08).seconds_until(0.2, 100.1) == ()


def test_a_client_that_collects_first_is_never_far_ahead() -> None:
    one = Listener(0.08, paced=False)
    one.hand_out(1000, 100.0)
    one.take(1000)
    assert one.in_hand_seconds(100.0) == 4.0
