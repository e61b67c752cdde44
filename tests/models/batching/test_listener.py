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


def test_of_two_that_ran_dry_the_first_one_is_more_urgent() -> None:
    assert listener().margin_seconds(107.0) == pytest.approx(-6.2)


def collecting(opened_at: float = 100.0) -> Listener:
    return Listener(0.08, paced=False, opened_at=opened_at)


def test_a_client_that_collects_first_is_in_no_hurry() -> None:
    one = collecting()
    assert one.in_hand_seconds(100.0) == 4.0
    one.hand_out(1000, 101.0)
    one.take(1000)
    assert one.in_hand_seconds(101.0) == 4.0


def test_but_what_it_does_not_get_makes_it_urgent() -> None:
    one = collecting()
    assert one.in_hand_seconds(103.0) == 1.0
    assert one.in_hand_seconds(105.0) == 0.0
    one.hand_out(1, 105.0)
    one.take(1)
    assert one.in_hand_seconds(105.0) == 4.0


def test_waiting_for_its_turn_is_not_starving() -> None:
    one = collecting()
    one.begin(130.0)
    assert one.in_hand_seconds(130.0) == 4.0


def test_what_a_collecting_client_does_not_take_is_in_hand() -> None:
    one = collecting()
    one.hand_out(100, 100.0)
    assert one.in_hand_seconds(150.0) == 8.0


def test_what_is_heard_twice_as_fast_is_played_in_half_the_time() -> None:
    one = Listener(0.08)
    one.hand_out(10, 100.0, speed=2.0)
    assert one.untaken_seconds == pytest.approx(0.4)
    one.take(10)
    assert one.in_hand_seconds(100.0) == pytest.approx(0.4)


def test_frames_of_several_speeds_are_taken_in_their_order() -> None:
    one = Listener(0.08)
    one.hand_out(2, 100.0, speed=0.5)
    one.hand_out(2, 100.0, speed=2.0)
    assert one.untaken_seconds == pytest.approx(0.4)
    one.take(3)
    assert one.untaken_seconds == pytest.approx(0.04)
    one.take(1)
    assert one.untaken_seconds == 0
    assert one.in_hand_seconds(100.0) == pytest.approx(0.4)
