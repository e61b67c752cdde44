"""The measurements themselves, the same for whatever speaks."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from benchmarks.process import cpu_seconds, idle_at, resident_mb
from benchmarks.texts import turned
from benchmarks.timing import Arrivals, Spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CANCEL_AFTER_CHUNKS = 5


class Speaker(Protocol):
    """Something that speaks a text: the bare library, an engine, a server."""

    async def speak(self, text: str, cancel_after_chunks: int | None = None) -> Arrivals:
        """Speak to the end, or leave early as a client would."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: each kind of `texts` `repeats` times, cancels, and crowds of these sizes.

    A kind's texts are spoken in turn.
    """

    texts: dict[str, Sequence[str]] = field(default_factory=dict)
    repeats: int = 5
    cancels: int = 0
    crowds: tuple[int, ...] = ()
    crowd_rounds: int = 3
    crowd_texts: tuple[str, ...] = ()


@dataclass(slots=True)
class Measured:
    """The result. Times in seconds; `crowds`: rounds of utterances that started together."""

    load_seconds: float = 0.0
    import_seconds: float = 0.0
    takes: dict[str, list[Arrivals]] = field(default_factory=dict)
    cpu_seconds: float = 0.0
    resident_mb: float = 0.0
    cancel_to_idle: list[float] = field(default_factory=list)
    cancel_to_next: list[float] = field(default_factory=list)
    crowds: dict[str, list[list[Arrivals]]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Measured:
        """Read what dataclasses.asdict and json wrote."""
        measured = cls(**data)
        measured.takes = {name: _arrivals(takes) for name, takes in data["takes"].items()}
        measured.crowds = {
            name: [_arrivals(takes) for takes in rounds] for name, rounds in data["crowds"].items()
        }
        return measured

    def ttfa(self, text: str) -> Spread:
        """Time to first audio of a text."""
        return Spread.of(take.first_seconds for take in self.takes[text])

    def rtf(self, text: str) -> Spread:
        """Work time over audio time of a text, see Arrivals.rtf."""
        return Spread.of(take.rtf for take in self.takes[text])

    @property
    def cpu_per_audio_second(self) -> float:
        """Processor seconds of all threads per second of audio, over all takes."""
        audio = sum(take.audio_seconds for takes in self.takes.values() for take in takes)
        return self.cpu_seconds / audio

    def summary(self) -> dict[str, Any]:
        """Return the figures without the single chunks, for the JSON file."""
        return {
            "import_seconds": self.import_seconds,
            "load_seconds": self.load_seconds,
            "resident_mb": self.resident_mb,
            "cpu_seconds_per_audio_second": self.cpu_per_audio_second if self.takes else None,
            "texts": {
                text: {"ttfa_seconds": asdict(self.ttfa(text)), "rtf": asdict(self.rtf(text))}
                for text in self.takes
            },
            "cancel_to_idle_seconds": _spread(self.cancel_to_idle),
            "cancel_to_next_audio_seconds": _spread(self.cancel_to_next),
            "crowds": {
                size: [[_heard(take) for take in takes] for takes in rounds]
                for size, rounds in self.crowds.items()
            },
        }


async def measure(speaker: Speaker, pid: int, plan: Plan) -> Measured:
    """Carry a plan out; `pid` is the process that computes, loaded and warm."""
    measured = Measured()
    for texts in plan.texts.values():
        await speaker.speak(texts[-1])  # the first call with a new length allocates
    began = cpu_seconds(pid)
    for take in range(plan.repeats):  # in turn, so that a disturbance meets all
        for name, texts in plan.texts.items():
            text = texts[take % len(texts)]
            measured.takes.setdefault(name, []).append(await speaker.speak(text))
            await idle_at(pid)
    measured.cpu_seconds = cpu_seconds(pid) - began
    for _ in range(plan.cancels):
        await _cancel(speaker, pid, [texts[0] for texts in plan.texts.values()], measured)
    for size in plan.crowds:
        rounds = measured.crowds.setdefault(str(size), [])
        for turn in range(plan.crowd_rounds):
            texts = [
                turned(plan.crowd_texts[i % len(plan.crowd_texts)], turn * size + i)
                for i in range(size)
            ]
            rounds.append(await asyncio.gather(*(speaker.speak(text) for text in texts)))
            await idle_at(pid)
    measured.resident_mb = resident_mb(pid)
    return measured


async def _cancel(speaker: Speaker, pid: int, texts: list[str], measured: Measured) -> None:
    short, long = texts[0], texts[-1]
    cancelled = (await speaker.speak(long, CANCEL_AFTER_CHUNKS)).cancelled
    if cancelled is not None:
        measured.cancel_to_idle.append(max(0.0, await idle_at(pid) - cancelled))
    cancelled = (await speaker.speak(long, CANCEL_AFTER_CHUNKS)).cancelled
    if cancelled is not None:
        after = await speaker.speak(short)
        measured.cancel_to_next.append(after.began + after.first_seconds - cancelled)
    await idle_at(pid)


def _arrivals(takes: Iterable[Any]) -> list[Arrivals]:
    return [Arrivals.from_json(take) for take in takes]


def _spread(values: list[float]) -> dict[str, Any] | None:
    return asdict(Spread.of(values)) if values else None


def _heard(take: Arrivals) -> dict[str, Any]:
    return {
        "ttfa_seconds": take.first_seconds,
        "audio_seconds": take.audio_seconds,
        "gaps_seconds": take.gaps_seconds(),
    }
