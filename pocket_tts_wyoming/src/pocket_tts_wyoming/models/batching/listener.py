"""How much audio a listener has in hand, judged from what was handed out and taken."""

from __future__ import annotations

import math

# An utterance with more may rest (Policy.rest_seconds): one that is collected never does.
_COLLECTING_SECONDS = 4.0


class Listener:
    """A model of the client's player: it plays from the first frame on, in real time.

    Where the audio ran out, playing goes on with the next frame. Frames that the client has not
    taken count as in hand too, however long ago they were made.

    With `paced` False the client collects everything before it plays. It is treated as a player
    with at most 4 s in hand: too little to rest, but on a machine slower than real time it does
    run dry, and is then as urgent as a real player.
    """

    def __init__(self, frame_seconds: float, *, paced: bool = True) -> None:
        self._most_seconds = math.inf if paced else _COLLECTING_SECONDS
        self._frame_seconds = frame_seconds
        self._dry_at: float | None = None  # when the audio runs out
        self._untaken = 0

    @property
    def has_heard(self) -> bool:
        """Whether anything has been handed out."""
        return self._dry_at is not None

    @property
    def untaken_seconds(self) -> float:
        """The audio that was handed out and that the client has not taken."""
        return self._untaken * self._frame_seconds

    def hand_out(self, frames: int, now: float) -> None:
        """Count frames that leave for the client."""
        start = now if self._dry_at is None else max(self._dry_at, now)
        self._dry_at = start + frames * self._frame_seconds
        self._untaken += frames

    def take(self, frames: int) -> None:
        """Count frames that the client took."""
        self._untaken -= frames

    def in_hand_seconds(self, now: float) -> float:
        """Return the audio in hand, in seconds; 0 before the first frame and when it ran out."""
        unplayed = 0.0 if self._dry_at is None else min(self._dry_at - now, self._most_seconds)
        return max(0.0, unplayed, self.untaken_seconds)

    def seconds_until(self, in_hand_seconds: float, now: float) -> tuple[float, ...]:
        """Return in how many seconds only that much is in hand, as a tuple of one.

        Empty if time alone does not bring that about: the client has to take frames first.
        """
        if self._dry_at is None or self.untaken_seconds > in_hand_seconds:
            return ()
        return (self._dry_at - now - in_hand_seconds,)
