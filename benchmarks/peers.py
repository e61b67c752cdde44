"""What else speaks on this machine with the same model, in the same run as our server.

sherpa-onnx is not here: it wants a model in its own export, in five graphs, and offers no tool that
makes them from a checkpoint.
"""

from __future__ import annotations

import asyncio
from itertools import chain
from typing import TYPE_CHECKING

from benchmarks.in_process import Subject, measure_alone
from benchmarks.measure import Plan
from benchmarks.models import checkpoint
from benchmarks.plot import plot_ttfa
from benchmarks.ptts_peer import VERSION, measure_ptts
from benchmarks.speakers import TEXTS
from benchmarks.texts import texts_of, token_counter
from benchmarks.through_server import measure_server
from benchmarks.timing import Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Measured
    from benchmarks.report import Report
    from benchmarks.timing import Arrivals

TOKENS = (10, 30)
REPEATS, CANCELS, CROWD_ROUNDS = 12, 5, 3
QUICK_REPEATS, QUICK_CANCELS, QUICK_CROWD_ROUNDS = 4, 2, 1
FEW, MANY = 4, 8
LIBRARY, OURS = "library", "our server"


def run(report: Report, *, quick: bool) -> None:
    """Measure and report, all with `english`."""
    count = token_counter(checkpoint("english"))
    plan = Plan(
        texts={str(tokens): texts_of(tokens, count) for tokens in TOKENS},
        repeats=QUICK_REPEATS if quick else REPEATS,
        cancels=QUICK_CANCELS if quick else CANCELS,
        crowds=(FEW, MANY),
        crowd_rounds=QUICK_CROWD_ROUNDS if quick else CROWD_ROUNDS,
        crowd_texts=TEXTS,
    )
    found = {
        LIBRARY: measure_alone(Subject("library", "fp32", "english"), plan),
        "library, quantized": measure_alone(Subject("library", "int8", "english"), plan),
    }
    for quant in ("f32", "q8_0"):
        if measured := measure_ptts(quant, plan):
            found[f"ptts {VERSION}, {quant}"] = measured
    found[OURS] = asyncio.run(measure_server("english", "auto", "auto", plan))
    for name, measured in found.items():
        report.add(name, measured.summary())
    _report_alone(report, found)
    _report_crowds(report, found)
    _goals(report, found[OURS], found[LIBRARY])
    plot_ttfa(
        report.output / "peers.png",
        f"First audio of {TOKENS[0]} tokens, english",
        {
            name: [1e3 * take.first_seconds for take in measured.takes[str(TOKENS[0])]]
            for name, measured in found.items()
        },
    )


def _report_alone(report: Report, found: dict[str, Measured]) -> None:
    report.table(
        f"english, one speaker, texts of {' and '.join(map(str, TOKENS))} tokens: median "
        "(least-greatest); RTF below 1 is faster than real time",
        (
            "",
            *(f"TTFA ms, {tokens}" for tokens in TOKENS),
            f"RTF, {TOKENS[-1]}",
            "CPU s/audio s",
            "RSS MB after all",
            "to idle ms",
            "to next audio ms",
        ),
        [
            (
                name,
                *(measured.ttfa(str(tokens)).ms() for tokens in TOKENS),
                f"{measured.rtf(str(TOKENS[-1])).median:.3f}",
                f"{measured.cpu_per_audio_second:.2f}",
                f"{measured.resident_mb:.0f}",
                _ms(measured.cancel_to_idle),
                _ms(measured.cancel_to_next),
            )
            for name, measured in found.items()
        ],
    )


def _report_crowds(report: Report, found: dict[str, Measured]) -> None:
    report.table(
        "english, speakers who start together; a player starts at its first chunk",
        ("", "at once", "TTFA ms", "with gaps", "audio s per s"),
        [
            (
                name,
                size,
                _ttfa(rounds).ms(),
                f"{_with_gaps(rounds)}/{sum(map(len, rounds))}",
                f"{_rate(rounds):.1f}",
            )
            for name, measured in found.items()
            for size, rounds in measured.crowds.items()
        ],
    )


def _goals(report: Report, ours: Measured, library: Measured) -> None:
    short, long = (str(tokens) for tokens in TOKENS)
    cpu = ours.cpu_per_audio_second / library.cpu_per_audio_second
    few, many = ours.crowds[str(FEW)], ours.crowds[str(MANY)]
    crowd = _ttfa(many).median / _ttfa(library.crowds[str(MANY)]).median
    for text in (short, long):
        ratio = ours.ttfa(text).median / library.ttfa(text).median
        report.goal(f"TTFA to the library's, {text} tokens", 0.15, ratio)
    rtf = ours.rtf(long).median / library.rtf(long).median
    report.goal("RTF to the library's", 0.22, rtf)
    report.goal("CPU s per audio s to the library's", 0.28, cpu)
    report.goal("memory to the library's", 0.33, ours.resident_mb / library.resident_mb)
    report.goal(f"listeners with gaps, {MANY} at once", 0, _with_gaps(many), "of all")
    report.goal(f"TTFA to the library's, {MANY} at once", 0.3, crowd)
    report.goal(f"s per 15 s of audio, {FEW} at once", 1, 15 / _rate(few), "s")


def _ms(seconds: Sequence[float]) -> str:
    return f"{1e3 * Spread.of(seconds).median:.0f}" if seconds else ""


def _ttfa(rounds: Sequence[Sequence[Arrivals]]) -> Spread:
    return Spread.of(take.first_seconds for take in chain.from_iterable(rounds))


def _with_gaps(rounds: Sequence[Sequence[Arrivals]]) -> int:
    return sum(bool(take.gaps_seconds()) for take in chain.from_iterable(rounds))


def _rate(rounds: Sequence[Sequence[Arrivals]]) -> float:
    """Audio per second of all together, until the last one has everything; the median round."""
    return Spread.of(
        sum(take.audio_seconds for take in takes)
        / (max(take.began + take.chunks[-1][0] for take in takes) - min(t.began for t in takes))
        for takes in rounds
    ).median
