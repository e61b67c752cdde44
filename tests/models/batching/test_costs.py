from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.models.batching.costs import Cost, Costs


@settings(deadline=None)
@given(factor=st.floats(0.01, 100), counts=st.lists(st.integers(1, 50), min_size=200, max_size=200))
def test_learns_how_fast_the_machine_is(factor: float, counts: list[int]) -> None:
    cost, machine = Cost(0.005, 0.001), Cost(0.005, 0.001, factor)
    for count in counts:
        cost.learn(count, machine.seconds(count))
    assert 0.99 < cost.seconds(20) / machine.seconds(20) < 1.01


def test_believes_slow_calls_sooner_than_fast_ones() -> None:
    slower, faster = Cost(0.005, 0.001), Cost(0.005, 0.001)
    usual = slower.seconds(10)
    slower.learn(10, usual + 0.01)
    faster.learn(10, usual - 0.01)
    assert slower.seconds(10) - usual > 3 * (usual - faster.seconds(10)) > 0


def test_one_interrupted_call_changes_little() -> None:
    cost = Cost(0.005, 0.001)
    usual = cost.seconds(10)
    cost.learn(10, 100.0)
    assert cost.seconds(10) < 1.6 * usual


def test_the_mean_contains_every_interruption() -> None:
    """A quota stretches one call in ten to five times its length: that time is lost."""
    cost = Cost(0.005, 0.001)
    usual = cost.mean_seconds(10)
    for number in range(1000):
        cost.learn(10, 5 * usual if number % 10 == 0 else usual)
    assert 1.2 * usual < cost.mean_seconds(10) < 1.7 * usual


def test_the_first_calls_of_a_model_are_soon_forgotten_in_the_mean() -> None:
    cost = Cost(0.005, 0.001)
    usual = cost.mean_seconds(10)
    for number in range(5):
        cost.learn(10, 3 * usual if number < 3 else usual)
    assert cost.mean_seconds(10) == usual


def test_a_measurement_is_believed_until_real_calls_say_otherwise() -> None:
    costs = Costs()
    prompt = costs.prompt.seconds(10) / costs.step.seconds(1)
    costs.begin_with(0.02, 0.03)
    assert costs.step.seconds(1) == costs.step.mean_seconds(1) == pytest.approx(0.02)
    assert costs.decode.seconds(1) == costs.decode.mean_seconds(1) == pytest.approx(0.03)
    assert costs.prompt.seconds(10) / costs.step.seconds(1) == pytest.approx(prompt)
    costs.step.learn(1, 0.04)
    assert costs.step.mean_seconds(1) < 0.03
    for _ in range(300):
        costs.step.learn(1, 0.04)
    assert costs.step.mean_seconds(1) == pytest.approx(0.04, rel=0.01)


def test_a_clock_that_stands_still_does_not_end_the_learning() -> None:
    cost = Cost(0.005, 0.001)
    usual = cost.mean_seconds(10)
    for seconds in [0.0] * 5 + [usual] * 2000:
        cost.learn(10, seconds)
    assert cost.mean_seconds(10) > 0.9 * usual
