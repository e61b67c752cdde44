"""How much audio a listener has in hand, judged from what was handed out and taken."""

from __future__ import annotations

from collections import deque

# So much of the model's attention a client gets that collects everything before it plays.
_COLLECTING_SECONDS = 4.0


class Listener:
    """A model of the client's player: it plays from the first frame on, in real time.

    All seconds are the listener's: at speed 2 a frame of 80 ms lasts 40 ms.

    Where the audio ran out, playing goes on with the next frame. Frames that the client has not
    taken count as in hand too, however long ago they were made.

    With `paced` False the client collects everything before it plays. Nothing of it can run dry,
    so it counts as a player with 4 s in hand: those with less come first. That it gets nothing
    for some time uses the 4 s up, so it is never starved.
    """

    def __init__(self, frame_seconds: float, *, paced: bool = True, opened_at: float = 0.0) -> None:
        self.paced = paced
        self._frame_seconds = frame_seconds
        self._dry_at: float | None = None  # when the audio runs out
        self._served_at = opened_at
        self._untaken: deque[tuple[int, float]] = deque()  # runs of frames of one length, in order

    @property
    def has_heard(self) -> bool:
        """Whether anything has been handed out."""
        return self._dry_at is not None

    @property
    def untaken_seconds(self) -> float:
        """The audio that was handed out and that the client has not taken."""
        return sum(frames * seconds for frames, seconds in self._untaken)

    def begin(self, now: float) -> None:
        """Note that it is the listener's turn to hear something: what came before was waiting."""
        self._served_at = now

    def hand_out(self, frames: int, now: float, speed: float = 1.0) -> None:
        """Count frames that leave for the client, which hears them so fast."""
        start = now if self._dry_at is None else max(self._dry_at, now)
        seconds = self._frame_seconds / speed
        self._dry_at = start + frames * seconds
        self._served_at = now
        if self._untaken and self._untaken[-1][1] == seconds:
            frames += self._untaken.pop()[0]
        self._untaken.append((frames, seconds))

    def take(self, frames: int) -> None:
        """Count frames that the client took."""
        while frames:
            run, seconds = self._untaken.popleft()
            taken = min(frames, run)
            frames -= taken
            if run > taken:
                self._untaken.appendleft((run - taken, seconds))

    def in_hand_seconds(self, now: float) -> float:
        """Return the audio in hand, in seconds; 0 before the first frame and when it ran out."""
        return max(0.0, self.margin_seconds(now))

    def margin_seconds(self, now: float) -> float:
        """Return the audio in hand; below 0 it ran out so long ago."""
        if not self.paced:
            return max(self.untaken_seconds, _COLLECTING_SECONDS - (now - self._served_at))
        if self._dry_at is None:
            return 0.0
        return max(self._dry_at - now, self.untaken_seconds or self._dry_at - now)
