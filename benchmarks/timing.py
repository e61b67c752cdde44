"""Figures from moments: spreads, and what a player makes of the chunks that arrive."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RATE_HZ = 24_000
# An engine may rest when it is 8 s ahead of its listener; up to here it works without a pause.
RTF_SECONDS = 6.0
HEARD_GAP_SECONDS = 0.001


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and greatest of some values."""

    median: float
    least: float
    greatest: float
    count: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Of at least one value."""
        values = list(values)
        return cls(statistics.median(values), min(values), max(values), len(values))

    def ms(self) -> str:
        """Seconds, printed as milliseconds."""
        return f"{1e3 * self.median:.1f} ({1e3 * self.least:.1f}-{1e3 * self.greatest:.1f})"

    def plain(self) -> str:
        """Print a number without unit."""
        return f"{self.median:.3f} ({self.least:.3f}-{self.greatest:.3f})"


@dataclass(slots=True)
class Arrivals:
    """One utterance as its listener got it.

    `chunks`: seconds since the request and samples, each. `began` and `cancelled` are moments of
    time.monotonic, which all processes of a Linux machine share.
    """

    began: float
    chunks: list[tuple[float, int]] = field(default_factory=list)
    cancelled: float | None = None

    def add(self, now: float, samples: int) -> None:
        """Note a chunk; an empty one is none."""
        if samples:
            self.chunks.append((now - self.began, samples))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Arrivals:
        """Read what dataclasses.asdict wrote."""
        return cls(data["began"], [(at, n) for at, n in data["chunks"]], data["cancelled"])

    @property
    def first_seconds(self) -> float:
        """Time to first audio (TTFA)."""
        return self.chunks[0][0]

    @property
    def audio_seconds(self) -> float:
        """Length of what came."""
        return sum(samples for _, samples in self.chunks) / RATE_HZ

    @property
    def rtf(self) -> float:
        """Time since the request per audio of the first seconds; below 1 is faster than playing."""
        audio = at = 0.0
        for at, samples in self.chunks:  # noqa: B007 - the last one looked at is needed
            audio += samples / RATE_HZ
            if audio >= RTF_SECONDS:
                break
        return at / audio

    def gaps_seconds(self) -> list[float]:
        """Return the silences that a player hears who starts with the first chunk."""
        gaps = []
        played_until = self.first_seconds
        for at, samples in self.chunks:
            if at - played_until > HEARD_GAP_SECONDS:
                gaps.append(at - played_until)
            played_until = max(at, played_until) + samples / RATE_HZ
        return gaps

    def in_hand(self) -> Sequence[tuple[float, float]]:
        """Return (seconds since the request, audio seconds not played yet), for a plot.

        Two points per chunk: just before it came, and just after. Below zero the player waits.
        """
        points = []
        audio = 0.0
        for at, samples in self.chunks:
            played = at - self.first_seconds
            points.append((at, audio - played))
            audio += samples / RATE_HZ
            points.append((at, audio - played))
        return points
