from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.batching.fake_backend import FakeBackend
from pocket_tts_wyoming.models.batching.admission import Admission, Claim, Limits, fits
from pocket_tts_wyoming.models.batching.policy import Policy
from pocket_tts_wyoming.models.batching.served import ServedModel


@pytest.mark.parametrize(
    ("claims", "can"),
    [
        pytest.param([], True, id="nobody"),
        pytest.param([Claim(0, math.inf, 0.5)] * 2, True, id="two for two, for good"),
        pytest.param([Claim(0, math.inf, 0.51)] * 2, False, id="two on a machine for less"),
        pytest.param([Claim(9, math.inf, 0.51)] * 2, False, id="not even far ahead, for good"),
        pytest.param([Claim(0, 5, 0.6)] * 2, False, id="nor for five seconds"),
        pytest.param([Claim(0, 5, 0.6), Claim(1.7, 5, 0.6)], True, id="one is ahead enough"),
        pytest.param(
            [Claim(0, 5, 0.6), Claim(1.6, 5, 0.6)], False, id="one is nearly ahead enough"
        ),
        pytest.param([Claim(0, 9, 0.6), Claim(0, 0, 0.6)], True, id="one has nothing left"),
        pytest.param([Claim(4, 1, 0.9), Claim(0, math.inf, 0.9)], False, id="one ends at 5 s"),
        pytest.param([Claim(9, 1, 0.9), Claim(0, math.inf, 0.9)], True, id="one ends at 10 s"),
    ],
)
def test_fits(claims: list[Claim], *, can: bool) -> None:
    assert fits(claims) is can


def test_a_refusal_counts_nobody_who_does_not_speak() -> None:
    admission = Admission(Policy(), Limits(), None)
    error = admission.refusal(ServedModel(FakeBackend(), ""), [])
    assert str(error).startswith("0 answers wait, and this machine has no time for more")


def least_in_hand_first(claims: list[Claim]) -> bool:
    """Play it out in small steps: whether nobody runs dry."""
    step, now = 0.01, 0.0
    in_hand = [claim.in_hand_seconds for claim in claims]
    left = [claim.remaining_seconds for claim in claims]
    while any(seconds > 0 for seconds in left):
        time_left = step
        while time_left > 1e-12 and (wanting := [i for i, s in enumerate(left) if s > 0]):
            index = min(wanting, key=lambda i: in_hand[i])
            made = min(left[index], time_left / claims[index].work)
            left[index] = left[index] - made if left[index] - made > 1e-12 else 0.0
            in_hand[index] += made
            time_left -= made * claims[index].work
        now += step
        in_hand = [seconds - step for seconds in in_hand]
        if any(seconds > 0 and hand < -0.05 for seconds, hand in zip(left, in_hand, strict=True)):
            return False
    return True


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.builds(Claim, st.floats(0, 4), st.floats(0.1, 4), st.floats(0.1, 0.9)),
        min_size=1,
        max_size=4,
    )
)
def test_what_fits_never_runs_dry(claims: list[Claim]) -> None:
    if fits(claims):
        assert least_in_hand_first(claims)
