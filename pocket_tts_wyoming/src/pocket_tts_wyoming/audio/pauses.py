"""Puts the pauses that the text asks for in front of their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.samples import silence
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence


class Pauses:
    """A stage that turns `pause_seconds` into silence, right before the sentence is heard.

    The pause waits until the sentence has samples: nobody hears silence before a sentence that
    is not made yet. A sentence without samples leaves its pause to the next one.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._due_seconds = 0.0

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Return the frame, behind its pause if one is due."""
        self._due_seconds += frame.pause_seconds
        if frame.is_silence or not frame.samples.size or not self._due_seconds:
            return (frame,)
        pause = Frame(silence(self._due_seconds, self._rate_hz), is_silence=True)
        self._due_seconds = 0.0
        return (pause, frame)

    def flush(self) -> Sequence[Frame]:
        """Return nothing: a pause that no sentence follows is not heard."""
        return ()
