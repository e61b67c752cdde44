"""What the model's calls cost on this machine, learned while it speaks."""

from __future__ import annotations

from dataclasses import dataclass, field

_TRUST_IN_SLOWER = 0.5
_TRUST_IN_FASTER = 0.05
_MOST_BELIEVED = 2.0


@dataclass(slots=True)
class Cost:
    """Seconds that one kind of call takes for n things: a known shape times a learned factor.

    The factor follows slower calls quickly and faster ones slowly: an estimate that is too low
    makes an utterance stutter, one that is too high costs a few milliseconds of waiting. A single
    call counts as twice the estimate at most: the first one after a while, or one that the system
    interrupted, says little, and prompts are too rare to correct it soon.
    """

    fixed_seconds: float
    each_seconds: float
    factor: float = 1.0

    def seconds(self, count: int) -> float:
        """Estimate a call with `count` tokens, rows or frames."""
        return self.factor * (self.fixed_seconds + self.each_seconds * count)

    def learn(self, count: int, seconds: float) -> None:
        """Learn from a call with `count` things that took so long."""
        factor = min(
            seconds / (self.fixed_seconds + self.each_seconds * count),
            _MOST_BELIEVED * self.factor,
        )
        trust = _TRUST_IN_SLOWER if factor > self.factor else _TRUST_IN_FASTER
        self.factor += trust * (factor - self.factor)


@dataclass(slots=True)
class Costs:
    """The three calls that take time.

    The shapes come from measurements of the 100M model, 8-bit weights, on two cores of a server
    CPU (Zen 4): a prompt of 5 to 50 tokens 10-56 ms, a step of 1 / 2 / 4 rows 5.3 / 6.6 / 11.3 ms,
    1 / 2 / 4 frames decoded in one call 9.3 / 16 / 30 ms.
    """

    prompt: Cost = field(default_factory=lambda: Cost(0.005, 0.001))
    step: Cost = field(default_factory=lambda: Cost(0.003, 0.002))
    decode: Cost = field(default_factory=lambda: Cost(0.0024, 0.0069))
