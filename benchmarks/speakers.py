"""Several people spoken to at once, and who of them hears a gap."""

from __future__ import annotations

import asyncio
from itertools import chain
from typing import TYPE_CHECKING

from benchmarks.in_process import Subject, measure_alone
from benchmarks.measure import Plan
from benchmarks.plot import plot_speakers
from benchmarks.through_server import measure_server
from benchmarks.timing import Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.report import Report
    from benchmarks.timing import Arrivals

SIZES = (1, 2, 4, 8)
ROUNDS, QUICK_ROUNDS = 5, 2
GOAL_SIZE = "4"
# About 90 characters each, like an answer of two sentences.
TEXTS = (
    "The kitchen light is on, and the window of the living room will be closed before it rains.",
    "Today it will be mostly sunny in the morning, with a few clouds and some wind by the evening.",
    "The front door was opened this morning, and it has been closed again by somebody since then.",
    "The washing machine has finished its work, and the laundry is waiting for you in the cellar.",
)
LIBRARY, OURS = "library", "our server"


def run(report: Report, *, quick: bool) -> None:
    """Measure and report: the library on a thread per speaker, and our server as it comes."""
    plan = Plan(
        texts={"alone": TEXTS[:1]},
        repeats=1,
        crowds=SIZES,
        crowd_rounds=QUICK_ROUNDS if quick else ROUNDS,
        crowd_texts=TEXTS,
    )
    found = {
        LIBRARY: measure_alone(Subject("library", "fp32", "english"), plan),
        OURS: asyncio.run(measure_server("english", "auto", "auto", plan)),
    }
    for name, measured in found.items():
        report.add(name, measured.summary())
    report.table(
        "english, speakers who start together; a player starts at its first chunk",
        (
            "",
            "at once",
            "TTFA ms",
            "with gaps",
            "longest gap s",
            "audio s per s",
            "RSS MB after all",
        ),
        [
            (name, size, *_row(rounds), f"{measured.resident_mb:.0f}")
            for name, measured in found.items()
            for size, rounds in measured.crowds.items()
        ],
    )
    theirs, ours = found[LIBRARY].crowds[GOAL_SIZE], found[OURS].crowds[GOAL_SIZE]
    report.goal(f"listeners with gaps, {GOAL_SIZE} at once", 0, _with_gaps(ours), "of all")
    report.goal(
        f"TTFA to the library's, {GOAL_SIZE} at once",
        0.4,
        _ttfa(ours).median / _ttfa(theirs).median,
    )
    plot_speakers(
        report.output / "speakers.png",
        {
            name: {size: rounds[0] for size, rounds in measured.crowds.items()}
            for name, measured in found.items()
        },
    )


def _row(rounds: Sequence[Sequence[Arrivals]]) -> tuple[str, str, str, str]:
    gaps = [gap for takes in rounds for take in takes for gap in take.gaps_seconds()]
    rates = Spread.of(_audio_per_second(takes) for takes in rounds)
    return (
        _ttfa(rounds).ms(),
        f"{_with_gaps(rounds)}/{sum(map(len, rounds))}",
        f"{max(gaps, default=0.0):.2f}",
        f"{rates.median:.2f}",
    )


def _ttfa(rounds: Sequence[Sequence[Arrivals]]) -> Spread:
    return Spread.of(take.first_seconds for take in chain.from_iterable(rounds))


def _with_gaps(rounds: Sequence[Sequence[Arrivals]]) -> int:
    return sum(bool(take.gaps_seconds()) for take in chain.from_iterable(rounds))


def _audio_per_second(takes: Sequence[Arrivals]) -> float:
    """Of all together, from the common start until the last one has everything."""
    begin = min(take.began for take in takes)
    end = max(take.began + take.chunks[-1][0] for take in takes)
    return sum(take.audio_seconds for take in takes) / (end - begin)
