"""What speech may be like: limits.toml, where the reason stands beside each figure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

FILE = Path(__file__).with_name("limits.toml")


@dataclass(frozen=True, slots=True)
class Limit:
    """The values that are right: from `least` to `most`, each None where there is no such end."""

    reason: str
    least: float | None = None
    most: float | None = None

    def allows(self, value: float) -> bool:
        """Return whether a value is right."""
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    def __str__(self) -> str:
        ends = ((self.least, "at least"), (self.most, "at most"))
        return ", ".join(f"{name} {end:g}" for end, name in ends if end is not None)


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits; the first half marks single takes, the second fails the run."""

    garbled_word_error_rate: Limit
    silent_dbfs: Limit
    characters_per_second: Limit
    longest_pause_seconds: Limit
    clipped_samples: Limit
    clicks: Limit
    hiss_above_library_db: Limit
    hiss_dbfs: Limit
    word_error_rate: Limit
    int8_word_error_rate_above_fp32: Limit
    garbled_share: Limit
    first_word_wrong_share: Limit
    last_word_wrong_share: Limit
    other_marks_share: Limit
    silent_takes: Limit
    voices_wrong_share: Limit
    loudness_after_gain_lu: Limit
    latents_from_library: Limit
    audio_from_library: Limit

    @classmethod
    def read(cls, path: Path = FILE) -> Self:
        """Read the file; raises TypeError if a limit is missing or not known."""
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: Limit(**values) for name, values in read.items()})

    def names(self) -> list[str]:
        """Return the names of all limits."""
        return [field.name for field in fields(self)]
