"""What every stage of sound looks like, and how stages run one behind the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pocket_tts_wyoming.models.engine import Frame


class Stage(Protocol):
    """Changes the sound of one utterance while it streams. One object per utterance.

    A stage gets the frames in order, and may hold samples back until a later frame, at the latest
    until the sentence's last one. It never changes the samples of a frame in place.
    """

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Take the next frame; return the frames that go out now."""

    def flush(self) -> Sequence[Frame]:
        """End the utterance; return what is still held back."""


def push_through(stages: Iterable[Stage], *frames: Frame) -> Sequence[Frame]:
    """Push frames through all stages; return what comes out of the last one."""
    out: Sequence[Frame] = frames
    for stage in stages:
        out = [after for before in out for after in stage.push(before)]
    return out


def flush_through(stages: Iterable[Stage]) -> Sequence[Frame]:
    """End the utterance in all stages, in order; return what comes out of the last one."""
    out: Sequence[Frame] = ()
    for stage in stages:
        out = [*(after for before in out for after in stage.push(before)), *stage.flush()]
    return out
