from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.stage import flush_through, push_through
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence


class OneBehind:
    """Holds one frame back, and doubles what it passes on."""

    def __init__(self) -> None:
        self._held: list[Frame] = []

    def push(self, frame: Frame) -> Sequence[Frame]:
        out, self._held = self._held, [Frame(2 * frame.samples)]
        return out

    def flush(self) -> Sequence[Frame]:
        out, self._held = self._held, []
        return out


def frame(value: float) -> Frame:
    return Frame(np.full(3, value, np.float32))


def values(frames: Sequence[Frame]) -> list[float]:
    return [float(one.samples[0]) for one in frames]


def test_each_stage_gets_what_the_one_before_lets_out() -> None:
    stages = [OneBehind(), OneBehind()]
    assert values(push_through(stages, frame(1), frame(2), frame(3))) == [4.0]
    assert values(push_through(stages, frame(5))) == [8.0]


def test_at_the_end_what_was_held_back_passes_the_stages_behind() -> None:
    stages = [OneBehind(), OneBehind()]
    push_through(stages, frame(1), frame(2), frame(3))
    assert values(flush_through(stages)) == [8.0, 12.0]
    assert values(flush_through(stages)) == []


def test_without_stages_frames_pass() -> None:
    assert values(push_through([], frame(1), frame(2))) == [1.0, 2.0]
