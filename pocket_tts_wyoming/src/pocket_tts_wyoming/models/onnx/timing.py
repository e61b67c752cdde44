"""Times calls in turns, so that what disturbs meets all of them, and notices that it did."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Half of the runs took this much longer than the fastest, or threads waited for a core this long.
_BUSY_SPREAD, _BUSY_WAITING = 1.5, 0.1


class MeasuringStoppedError(SpeechError):
    """Somebody wants the machine for speech."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often each call is run: `warm_up` times, then until the budget is used up."""

    warm_up: int
    fewest: int
    most: int
    budget_seconds: float


@dataclass(slots=True)
class Times:
    """Seconds of each run by what ran, and how long threads waited for a core meanwhile."""

    seconds: dict[str, list[float]]
    waited_seconds: float = 0.0

    @property
    def total_seconds(self) -> float:
        """The time of all runs."""
        return sum(map(sum, self.seconds.values()))

    def fastest(self, name: str) -> float:
        """Return the time of a call without what disturbed it: that can only add to it."""
        return min(self.seconds[name])

    @property
    def busy(self) -> bool:
        """Whether other programs had the machine too."""
        spread = max(statistics.median(runs) / min(runs) for runs in self.seconds.values())
        return spread > _BUSY_SPREAD or self.waited_seconds > _BUSY_WAITING * self.total_seconds


def waited_seconds(tasks: Path = Path("/proc/self/task")) -> float:
    """Return how long this process's threads have waited for a core, where Linux counts that."""
    waited_ns = 0
    for path in tasks.glob("*/schedstat"):
        try:
            waited_ns += int(path.read_text(encoding="ascii").split()[1])
        except (OSError, ValueError, IndexError):  # a thread that has just ended
            continue
    return waited_ns / 1e9


def time_in_turns(
    runs: Mapping[str, Callable[[], object]],
    rounds: Rounds,
    clock: Callable[[], float] = time.perf_counter,
    waited: Callable[[], float] = waited_seconds,
    wanted: Callable[[], bool] = lambda: False,
) -> Times:
    """Run each once a round; raises MeasuringStoppedError as soon as the machine is `wanted`."""
    for run in runs.values():
        for _ in range(rounds.warm_up):
            run()
    times = Times({name: [] for name in runs})
    before = waited()
    for number in range(rounds.most):
        if number >= rounds.fewest and times.total_seconds >= rounds.budget_seconds:
            break
        for name, run in runs.items():
            if wanted():
                raise MeasuringStoppedError("Somebody wants to speak: it is measured later.")
            start = clock()
            run()
            times.seconds[name].append(clock() - start)
    times.waited_seconds = waited() - before
    return times
