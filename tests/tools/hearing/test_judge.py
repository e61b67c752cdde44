"""What gets a mark, and what marks add up to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hearing.judge import (
    against_library,
    judge_run,
    judge_take,
    no_answer,
    with_loudness,
)
from hearing.limits import FILE, Limits
from hearing.speak import Spoken
from hearing.takes import Group, Loudness, Mark, Sameness, Take
from hearing.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE_HZ = 24_000
LIMITS = Limits.read()
TEXT = Text("first-01", "first", "Seven forty six PM.", ("Seven forty six PM.",))


def speech(
    seconds: float = 1.6, level: float = 0.2
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    noise = np.random.default_rng(1).normal(0, level, round(seconds * RATE_HZ))
    return np.clip(noise, -0.9, 0.9).astype(np.float32)


def take(heard: str = "7:46 PM", seconds: float = 1.6, level: float = 0.2) -> Take:
    spoken = Spoken(speech(seconds, level))
    return judge_take(TEXT, spoken, RATE_HZ, heard, "en", LIMITS)


def kinds(judged: Take) -> list[str]:
    return [mark.kind for mark in judged.marks]


def group(takes: Sequence[Take], engine: str = "onnx fp32", part: str = "texts") -> Group:
    return Group("english", "en", engine, part, takes)


def failed(*groups: Group, sameness: Sequence[Sameness] = ()) -> list[str]:
    return [failure.what for failure in judge_run(groups, sameness, LIMITS)]


def test_a_take_that_is_right_has_no_mark() -> None:
    assert kinds(take()) == []


@pytest.mark.parametrize(
    ("heard", "seconds", "level", "expected"),
    [
        ("forty six pm", 1.6, 0.2, ["first word"]),
        ("seven forty six", 1.6, 0.2, ["last word"]),
        ("seven dwarfs and pm", 1.6, 0.2, ["garbled"]),
        ("seven forty six pm", 0.4, 0.2, ["speed"]),
        ("seven forty six pm", 8.0, 0.2, ["speed"]),
        ("thank you", 1.6, 0.001, ["silent"]),  # recognisers hear words in silence
    ],
)
def test_each_fault_has_its_mark(
    heard: str, seconds: float, level: float, expected: list[str]
) -> None:
    assert kinds(take(heard, seconds, level)) == expected


def test_a_pause_within_and_clipping_are_marked() -> None:
    samples = np.concatenate((speech(1), np.zeros(2 * RATE_HZ, np.float32), speech(1)))
    samples[:100] = -1
    judged = judge_take(TEXT, Spoken(samples), RATE_HZ, "seven forty six pm", "en", LIMITS)
    assert {"pause", "clipped"} <= set(kinds(judged))


def test_hiss_is_what_the_library_does_not_have() -> None:
    quiet, loud = (
        replace(take(), sound=replace(take().sound, pause_dbfs=level)) for level in (-70.0, -50.0)
    )
    library = group([quiet], "library")
    (judged,) = against_library(group([loud]), library, LIMITS).takes
    assert kinds(judged) == ["hiss"]
    for theirs, ours in ((quiet, quiet), (loud, loud)):
        (judged,) = against_library(group([ours]), group([theirs]), LIMITS).takes
        assert kinds(judged) == []


def test_one_wrong_take_of_sixty_fails_nothing_and_twenty_do() -> None:
    right, wrong = take(), take("seven dwarfs and pm")
    assert failed(group([right] * 59 + [wrong])) == []
    assert any("garbled" in what for what in failed(group([right] * 40 + [wrong] * 20)))


def test_one_silent_take_fails_the_run() -> None:
    for silent in (take(level=0.0), no_answer(TEXT, "voice-unavailable", "en")):
        (what,) = (what for what in failed(group([take()] * 59 + [silent])) if "silent" in what)
        assert what.startswith("silent takes: 1")


def test_int8_may_be_half_a_point_worse_than_fp32() -> None:
    right = take()
    one_word = replace(right, word_errors=1)
    fp32 = group([right] * 60)
    assert failed(fp32, group([right] * 59 + [one_word], "onnx int8")) == []
    (what,) = failed(fp32, group([right] * 58 + [one_word] * 2, "onnx int8"))
    assert "above that of fp32" in what


def test_fp32_that_differs_from_the_library_fails() -> None:
    assert failed(sameness=[Sameness("english", "fp32", 1e-6, 1e-6)]) == []
    assert failed(sameness=[Sameness("english", "int8", 1e-2, 1e-6)]) == []
    assert len(failed(sameness=[Sameness("english", "fp32", 1e-3, 1e-3)])) == 2


def test_voices_are_judged_by_whether_they_can_be_understood() -> None:
    right, wrong = take(), take("seven dwarfs and pm")
    assert failed(group([right] * 20 + [wrong], part="voices")) == []
    assert len(failed(group([right, wrong], part="voices"))) == 1


def test_the_gain_brings_a_voice_to_the_target() -> None:
    quiet = speech(2, 0.03)
    judged = with_loudness(take(), quiet, RATE_HZ)
    assert judged.loudness is not None
    assert judged.loudness.before_lufs < -25
    assert judged.loudness.after_lufs == pytest.approx(-20, abs=0.2)
    off = replace(judged, loudness=Loudness(-22, 2, -16))
    assert any("loudness" in what for what in failed(group([off], part="voices")))
    assert failed(group([judged], part="voices")) == []


def test_the_prefix_is_judged_by_first_words_and_its_uncut_sound_not_at_all() -> None:
    swallowed = take("forty six pm")
    assert any("first word" in what for what in failed(group([swallowed], part="prefix")))
    assert failed(group([swallowed], part="uncut")) == []


def test_a_mark_counts_once_for_each_take() -> None:
    twice = replace(take(), marks=(Mark("click", ""), Mark("click", "")))
    assert group([twice, take()]).share("click") == 0.5


def test_each_limit_has_its_reason() -> None:
    for name in LIMITS.names():
        limit = getattr(LIMITS, name)
        assert len(limit.reason) > 40, name
        assert (limit.least, limit.most) != (None, None), name


def test_the_limits_say_that_they_are_to_be_tightened() -> None:
    assert "to be tightened" in FILE.read_text(encoding="utf-8").replace("\n# ", " ")
