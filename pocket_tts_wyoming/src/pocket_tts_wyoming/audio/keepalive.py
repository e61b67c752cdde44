"""Silence while a writer pauses, for players that give up after 5 s without sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.samples import silence
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Silence begins when the player has less than this in hand, and comes in pieces of this length:
# what has been sent cannot be taken back when text comes after all.
_MARGIN_SECONDS = 0.5


class KeepAlive:
    """A stage that passes everything on, and knows when the player runs out of sound.

    The reader of the engine's frames (`FrameReader`) waits `wait_seconds` for the next one. If it
    has not come by then, a `piece` of silence goes through the stages instead. So between
    sentences silence leaves in real time, at most `limit_seconds` of it in one pause: a writer
    that never goes on must not keep a player open for good (the Voice PE stops listening
    meanwhile). No silence leaves before the first frame, because no player has started yet.
    """

    def __init__(self, limit_seconds: float, rate_hz: int, clock: Callable[[], float]) -> None:
        self._limit_seconds = limit_seconds
        self._rate_hz = rate_hz
        self._clock = clock
        self._dry_at: float | None = None  # when the player has played all that has passed
        self._between_sentences = False
        self._silence_seconds = 0.0  # since the last sentence

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Take note of the frame and return it."""
        now = self._clock()
        seconds = frame.samples.size / self._rate_hz
        # A player that ran dry plays the frame from now on.
        self._dry_at = max(now, self._dry_at or now) + seconds
        if frame.is_silence:
            self._silence_seconds += seconds
        else:
            self._between_sentences = frame.last
            self._silence_seconds = 0.0
        return (frame,)

    def flush(self) -> Sequence[Frame]:
        """Return nothing: nothing is held back."""
        return ()

    @property
    def wait_seconds(self) -> float | None:
        """Return how long the next frame may take before silence is due; None: any time."""
        if (
            self._dry_at is None
            or not self._between_sentences
            or self._silence_seconds >= self._limit_seconds
        ):
            return None
        return max(0.0, self._dry_at - self._clock() - _MARGIN_SECONDS)

    def piece(self) -> Frame:
        """Return the silence that is due."""
        return Frame(silence(_MARGIN_SECONDS, self._rate_hz), is_silence=True)
