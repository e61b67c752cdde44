"""What the model's calls cost on this machine, learned while it speaks."""

from __future__ import annotations

from dataclasses import dataclass, field

_TRUST_IN_SLOWER = 0.5
_TRUST_IN_FASTER = 0.05
_MOST_BELIEVED = 2.0
_TRUST_IN_MEAN = 0.03
_FIRST_CALLS = 3  # of a model: they take twice as long, and count only until there are others
_MEASURED_CALLS = 3  # for which a measurement counts
_SHORTEST_SECONDS = 1e-6  # by a clock that stands still nothing could be learned any more
# A quota of a fifth of a core stretches a call of 9 ms to 90 now and then, and that is lost time.
_MOST_IN_MEAN = 10.0
# A share of each frame: a sentence of 30 tokens is about 7 s.
_PROMPT_TOKENS, _PROMPT_AUDIO_SECONDS = 30, 7.0


@dataclass(slots=True)
class Cost:
    """Seconds that one kind of call takes for n things: a known shape times a learned factor.

    `factor` is cautious, for the next call. It follows slower calls quickly and faster ones
    slowly: an estimate that is too low makes an utterance stutter, one that is too high costs a
    few milliseconds of waiting. A single call counts as twice the estimate at most: the first one
    after a while, or one that the system interrupted, says little, and prompts are too rare to
    correct it soon.

    `mean` is the plain average of the latest calls, for what the machine can do in the long run.
    Seconds are wall time, so both contain what the two threads take from each other, and what a
    cgroup's quota or another process takes from both.
    """

    fixed_seconds: float
    each_seconds: float
    factor: float = 1.0
    mean: float = 1.0
    calls: int = 0

    def seconds(self, count: int) -> float:
        """Estimate a call with `count` tokens, rows or frames, cautiously."""
        return self.factor * self._shape(count)

    def mean_seconds(self, count: int) -> float:
        """Return what such calls take on average."""
        return self.mean * self._shape(count)

    def begin_with(self, count: int, seconds: float) -> None:
        """Believe a measurement of a call, as if it had been seen a few times."""
        self.factor = self.mean = max(seconds, _SHORTEST_SECONDS) / self._shape(count)
        self.calls = _FIRST_CALLS + _MEASURED_CALLS

    def learn(self, count: int, seconds: float) -> None:
        """Learn from a call with `count` things that took so long."""
        seen = max(seconds, _SHORTEST_SECONDS) / self._shape(count)
        factor = min(seen, _MOST_BELIEVED * self.factor)
        trust = _TRUST_IN_SLOWER if factor > self.factor else _TRUST_IN_FASTER
        self.factor += trust * (factor - self.factor)
        self.calls += 1
        trust = max(1 / max(1, self.calls - _FIRST_CALLS), _TRUST_IN_MEAN)
        self.mean += trust * (min(seen, _MOST_IN_MEAN * self.mean) - self.mean)

    def _shape(self, count: int) -> float:
        return self.fixed_seconds + self.each_seconds * count


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

    def begin_with(self, step_seconds: float, decode_seconds: float) -> None:
        """Start from a measurement: one step of one row, and one frame decoded, alone.

        Prompts follow the steps, which the same weights make. What is learned while the two
        threads speak soon counts more.
        """
        for cost, seconds in ((self.step, step_seconds), (self.decode, decode_seconds)):
            cost.begin_with(1, seconds)
        self.prompt.factor = self.prompt.mean = self.step.factor

    def lm_load(self, speakers: int, frame_seconds: float) -> float:
        """Return the share of its time that the flow LM needs for this many speakers in real time.

        Above 1 they stutter. One prompt for each sentence is in it.
        """
        prompts = self.prompt.mean_seconds(_PROMPT_TOKENS) / _PROMPT_AUDIO_SECONDS
        return self.step.mean_seconds(speakers) / frame_seconds + speakers * prompts

    def decoder_load(self, speakers: int, frame_seconds: float) -> float:
        """Return the share of its time that the decoder needs for this many speakers."""
        return speakers * self.decode.mean_seconds(1) / frame_seconds
