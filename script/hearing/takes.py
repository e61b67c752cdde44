"""What was heard, as values: takes, groups of them, and the whole run. They become results.json."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hearing.sound import Sound


@dataclass(frozen=True, slots=True)
class Mark:
    """Something about a take that a person should listen to: its kind, and a sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Loudness:
    """A voice's loudness in LUFS as it is, the gain that it needs, and what it is with it."""

    before_lufs: float
    gain_db: float
    after_lufs: float


@dataclass(frozen=True, slots=True)
class Take:
    """One text as one engine said it.

    `file`: the recording, from the folder of the run; empty for none. `right`: the spoken form
    that the transcript `heard` is nearest to. `cut_ms`: what the prefixes of its sentences lost.
    """

    text: str
    voice: str
    written: str
    right: str
    heard: str
    file: str
    words: int
    word_errors: int
    first_word_right: bool
    last_word_right: bool
    characters_per_second: float
    sound: Sound
    marks: tuple[Mark, ...] = ()
    cut_ms: tuple[int, ...] = ()
    loudness: Loudness | None = None

    def has(self, kind: str) -> bool:
        """Return whether it has a mark of this kind."""
        return any(mark.kind == kind for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Group:
    """Takes of one model and engine; `part` is what they are for.

    "texts": the fixed list; "voices": each voice once; "prefix": with its prefix cut off; "uncut":
    the same sound with it, to listen to, not judged.
    """

    model: str
    language: str
    engine: str
    part: str
    takes: Sequence[Take]

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.model}, {self.engine}, {self.part}"

    @property
    def word_error_rate(self) -> float:
        """Errors over words, of all takes together."""
        words = sum(take.words for take in self.takes)
        return sum(take.word_errors for take in self.takes) / words if words else 0.0

    def share(self, kind: str) -> float:
        """Return the part of the takes that has a mark of this kind."""
        return sum(take.has(kind) for take in self.takes) / max(1, len(self.takes))


@dataclass(frozen=True, slots=True)
class Sameness:
    """The largest difference from the library, step by step with its latents and noise."""

    model: str
    precision: str
    latents: float
    audio: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the run fails: where, what, and the limit with its reason."""

    where: str
    what: str
    reason: str


@dataclass(slots=True)
class Run:
    """Everything that was heard, and the verdict; `conditions` say with which versions."""

    conditions: Mapping[str, str]
    groups: list[Group] = field(default_factory=list)
    sameness: list[Sameness] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
