"""How much audio a listener has in hand, judged from what was handed out and taken."""

from __future__ import annotations

import math

# In the eyes of the scheduler, which lets those rest that have more: neither urgent nor far ahead.
_COLLECTING_SECONDS = 4.0


class Listener:
    """Somebody who plays what is handed out from its first frame on, as fast as it is meant.

    Where the audio ran out, playing goes on with the next frame: `dry_at` is when it runs out next.
    Frames that the client has not even taken count as in hand too, however long ago they were
    made. With `paced` False nobody plays yet: it never seems far ahead, nor about to run dry.
    """

    def __init__(self, frame_seconds: float, *, paced: bool = True) -> None:
        self._most_seconds = math.inf if paced else _COLLECTING_SECONDS
        self._frame_seconds = frame_seconds
        self._dry_at: float | None = None
        self._untaken = 0

    @property
    def has_heard(self) -> bool:
        """Whether anything has been handed out."""
        return self._dry_at is not None

    def hand_out(self, frames: int, now: float) -> None:
        """Count frames that leave for the client."""
        start = now if self._dry_at is None else max(self._dry_at, now)
        self._dry_at = start + frames * self._frame_seconds
        self._untaken += frames

    def take(self, frames: int) -> None:
        """Count frames that the client took."""
        self._untaken -= frames

    def in_hand_seconds(self, now: float) -> float:
        """Return the audio in hand, in seconds; 0 for a listener who hears nothing."""
        unplayed = 0.0 if self._dry_at is None else min(self._dry_at - now, self._most_seconds)
        return max(0.0, unplayed, self._untaken * self._frame_seconds)

    def seconds_until(self, in_hand_seconds: float, now: float) -> tuple[float, ...]:
        """Return when so little will be in hand; nothing if that takes a client that reads on."""
        if self._dry_at is None or self._untaken * self._frame_seconds > in_hand_seconds:
            return ()
        return (self._dry_at - now - in_hand_seconds,)
