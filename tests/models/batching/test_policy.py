from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.models.batching.costs import Costs
from pocket_tts_wyoming.models.batching.policy import Decodable, Policy, SlotState, Waiting

POLICY = Policy(
    rest_seconds=8.0,
    patience_seconds=1.5,
    slack_seconds=0.04,
    comfortable_seconds=0.4,
    frames_per_decode=4,
)
COSTS = Costs()

NEW = Waiting(tokens=10, waited_seconds=0.0, held_back_seconds=0.0, in_hand_seconds=0.0)
OLDER = Waiting(tokens=30, waited_seconds=0.2, held_back_seconds=0.2, in_hand_seconds=0.0)
OUT_OF_PATIENCE = Waiting(tokens=10, waited_seconds=9.5, held_back_seconds=1.5, in_hand_seconds=0.0)
NEARLY_DRY = Waiting(tokens=10, waited_seconds=0.0, held_back_seconds=0.0, in_hand_seconds=0.03)
WELL_AHEAD = Waiting(tokens=10, waited_seconds=0.9, held_back_seconds=0.9, in_hand_seconds=3.0)


@pytest.mark.parametrize(
    ("waiting", "running", "chosen"),
    [
        pytest.param([], [1.0], None, id="no sentence waits"),
        pytest.param([NEW], [], 0, id="no other speaks"),
        pytest.param([NEW], [1.0, 2.0], 0, id="all have a reserve"),
        pytest.param([NEW], [1.0, 0.05], None, id="one would stutter"),
        pytest.param([OUT_OF_PATIENCE], [1.0, 0.0], 0, id="but only so long"),
        pytest.param([NEARLY_DRY], [1.0, 0.05], 0, id="least in hand, even if another stutters"),
        pytest.param([NEARLY_DRY], [1.0, 0.02], None, id="another has even less"),
        pytest.param([NEW, OLDER], [], 1, id="newcomers in order, whatever they cost"),
        pytest.param([NEW, NEARLY_DRY], [], 1, id="one that speaks already, if it is urgent"),
        pytest.param([WELL_AHEAD, NEW], [], 1, id="a newcomer before one that is ahead"),
        pytest.param([NEARLY_DRY, OUT_OF_PATIENCE], [], 1, id="no newcomer waits too long"),
        pytest.param([WELL_AHEAD], [5.0], 0, id="the next sentence is made ahead"),
    ],
)
def test_choose_prompt(waiting: list[Waiting], running: list[float], chosen: int | None) -> None:
    assert POLICY.choose_prompt(waiting, running, running, COSTS) == chosen


def test_no_newcomer_while_the_decoder_is_behind() -> None:
    assert POLICY.choose_prompt([NEW], [2.0], [0.05], COSTS) is None
    assert POLICY.choose_prompt([NEW], [2.0], [0.07], COSTS) == 0


def test_a_slow_machine_asks_for_a_larger_reserve() -> None:
    slow = Costs()
    for cost in (slow.prompt, slow.step, slow.decode):
        for _ in range(20):
            cost.learn(1, 4 * cost.seconds(1) / cost.factor)
    assert POLICY.choose_prompt([NEW], [0.15], [], COSTS) == 0
    assert POLICY.choose_prompt([NEW], [0.15], [], slow) is None


@settings(deadline=None)
@given(st.integers(1, 49), st.integers(0, 7))
def test_longer_prompts_and_more_speakers_need_more_reserve(tokens: int, running: int) -> None:
    reserve = POLICY.reserve_seconds(tokens, running, COSTS)
    assert COSTS.prompt.seconds(tokens) < reserve
    assert reserve < POLICY.reserve_seconds(tokens + 1, running, COSTS)
    assert reserve < POLICY.reserve_seconds(tokens, running + 1, COSTS)


@pytest.mark.parametrize(
    ("running", "rows"),
    [
        pytest.param([], [], id="none"),
        pytest.param([0.5, 70.0], [0, 1], id="all together, however far ahead"),
        pytest.param([0.1, 7.0, 0.3], [0, 2], id="the short ones go first"),
    ],
)
def test_choose_rows(running: list[float], rows: list[int]) -> None:
    assert POLICY.choose_rows(running) == rows


@pytest.mark.parametrize(
    ("first_seconds", "in_hand", "newcomers", "alone"),
    [
        pytest.param(0.08, [], 1, True, id="nobody else speaks"),
        pytest.param(0.08, [0.4, 3.0], 1, True, id="the others have enough"),
        pytest.param(0.08, [0.39, 3.0], 1, False, id="one of the others needs the next step"),
        pytest.param(0.02, [], 1, False, id="the second frame would be late"),
        pytest.param(0.08, [], 40, False, id="a step of so many takes too long"),
    ],
)
def test_the_decoder_has_the_machine_for_a_first_frame(
    first_seconds: float, in_hand: list[float], newcomers: int, *, alone: bool
) -> None:
    assert POLICY.leaves_decoder_alone(first_seconds, in_hand, newcomers, COSTS) is alone


@pytest.mark.parametrize(
    ("untaken", "reads", "wanted", "rests"),
    [
        pytest.param(8.0, True, False, False, id="not much"),
        pytest.param(8.1, True, False, True, id="its client is slow"),
        pytest.param(8.1, True, True, False, id="its share is wanted: soon done"),
        pytest.param(60.1, True, True, True, id="but memory has an end"),
        pytest.param(8.1, False, True, True, id="its client does not read at all"),
    ],
)
def test_rests(untaken: float, *, reads: bool, wanted: bool, rests: bool) -> None:
    assert POLICY.rests(untaken, reads=reads, wanted=wanted) is rests


@pytest.mark.parametrize(
    ("decodable", "listening", "newcomers", "choice"),
    [
        pytest.param([], [], False, None, id="nothing to do"),
        pytest.param([Decodable(9, None)], [], True, (0, 1), id="a first frame comes alone"),
        pytest.param([Decodable(9, 0.06)], [0.06], False, (0, 1), id="young: one at a time"),
        pytest.param([Decodable(9, 0.07)], [0.07], False, (0, 2), id="a little ahead: two"),
        pytest.param([Decodable(9, 0.5)], [0.5], False, (0, 4), id="ahead: four"),
        pytest.param([Decodable(3, 0.5)], [0.5], False, (0, 3), id="no more than there are"),
        pytest.param([Decodable(9, 0.5, one_by_one=True)], [0.5], False, (0, 1), id="as asked"),
        pytest.param([Decodable(9, 0.5)], [0.5], True, (0, 1), id="a newcomer is near"),
        pytest.param([Decodable(9, 0.5)], [0.5, 0.05], False, (0, 1), id="another one is short"),
        pytest.param(
            [Decodable(9, 0.5), Decodable(9, 0.4)], [0.5, 0.4], False, (1, 4), id="least first"
        ),
        pytest.param(
            [Decodable(9, 0.5), Decodable(1, None)], [0.5], True, (1, 1), id="newcomer first"
        ),
        pytest.param(
            [Decodable(9, 0.02), Decodable(1, None)],
            [0.02],
            True,
            (0, 1),
            id="unless another would run dry",
        ),
        pytest.param(
            [Decodable(9, 0.02), Decodable(1, None, waited_seconds=0.1)],
            [0.02],
            True,
            (1, 1),
            id="which ends after a while",
        ),
        pytest.param(
            [Decodable(9, -0.1), Decodable(9, -3.0)],
            [0.0, 0.0],
            False,
            (1, 1),
            id="dry for longer",
        ),
    ],
)
def test_choose_decode(
    decodable: list[Decodable],
    listening: list[float],
    choice: tuple[int, int] | None,
    *,
    newcomers: bool,
) -> None:
    assert POLICY.choose_decode(decodable, listening, COSTS, newcomers=newcomers) == choice


VOICE, OTHER = object(), object()


@pytest.mark.parametrize(
    ("slots", "chosen"),
    [
        pytest.param([SlotState(free=False, voice=VOICE)], None, id="none is free"),
        pytest.param(
            [SlotState(free=True, voice=OTHER), SlotState(free=True, voice=VOICE, last_used=9)],
            1,
            id="the voice lies there",
        ),
        pytest.param(
            [SlotState(free=False, voice=VOICE), SlotState(free=True, voice=OTHER, last_used=9)],
            1,
            id="it lies in use",
        ),
        pytest.param(
            [SlotState(free=True, voice=OTHER, last_used=2), SlotState(free=True)],
            1,
            id="an empty one",
        ),
        pytest.param(
            [
                SlotState(free=True, voice=OTHER, last_used=5),
                SlotState(free=True, voice=OTHER, last_used=2),
            ],
            1,
            id="the least recently used",
        ),
        pytest.param(
            [
                SlotState(free=False, voice=OTHER, last_used=5),
                SlotState(free=True, voice=OTHER, last_used=4),
                SlotState(free=True, voice=VOICE, last_used=2),
            ],
            1,
            id="a neighbour of those in use before its own voice",
        ),
    ],
)
def test_choose_slot(slots: list[SlotState], chosen: int | None) -> None:
    assert POLICY.choose_slot(slots, VOICE) == chosen


def test_slots_that_are_not_needed_take_no_memory() -> None:
    used = [SlotState(free=True, voice=OTHER, last_used=number) for number in (3, 2)]
    unused = [SlotState(free=True)]
    assert POLICY.choose_slot(used + unused, VOICE, usual=2) == 1
    busy = [SlotState(free=False, voice=OTHER)] * 2
    assert POLICY.choose_slot(busy + unused, VOICE, usual=2) == 2
