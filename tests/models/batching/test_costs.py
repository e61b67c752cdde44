from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.models.batching.costs import Cost


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
