"""The server against the bare library, in one run of a few minutes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from benchmarks.in_process import Subject, measure_alone
from benchmarks.measure import Plan
from benchmarks.models import checkpoint
from benchmarks.plot import plot_ttfa
from benchmarks.texts import texts_of, token_counter
from benchmarks.through_server import measure_server
from benchmarks.timing import Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measure import Measured
    from benchmarks.report import Report

TOKENS = (10, 30)
ROUNDS = 3  # processes of each kind in turn: what one of them had bad luck with is one in three
REPEATS = 5
LIBRARY, REFERENCE, DEFAULT = "library alone", "server, engine torch fp32", "server, as it comes"


def run(report: Report) -> None:
    """Measure and report."""
    count = token_counter(checkpoint("english"))
    texts: dict[str, Sequence[str]] = {str(tokens): texts_of(tokens, count) for tokens in TOKENS}
    plan = Plan(texts=texts, repeats=REPEATS)
    found: dict[str, list[Measured]] = {LIBRARY: [], REFERENCE: [], DEFAULT: []}
    for _ in range(ROUNDS):
        found[LIBRARY].append(measure_alone(Subject("library", "fp32", "english"), plan))
        found[REFERENCE].append(asyncio.run(measure_server("english", "torch", "fp32", plan)))
        found[DEFAULT].append(asyncio.run(measure_server("english", "auto", "auto", plan)))
    for name, rounds in found.items():
        report.add(name, [measured.summary() for measured in rounds])
    for text in texts:
        _report_text(report, text, found)
    plot_ttfa(
        report.output / "ttfa.png",
        f"First audio of {TOKENS[0]} tokens, english",
        {
            name: [1e3 * take.first_seconds for one in rounds for take in one.takes[str(TOKENS[0])]]
            for name, rounds in found.items()
        },
    )


def _report_text(report: Report, text: str, found: dict[str, list[Measured]]) -> None:
    takes = {name: [t for one in rounds for t in one.takes[text]] for name, rounds in found.items()}
    ttfa = {name: Spread.of(take.first_seconds for take in some) for name, some in takes.items()}
    rtf = {name: Spread.of(take.rtf for take in some) for name, some in takes.items()}
    report.table(
        f"english, {text} tokens: median (least-greatest)",
        ("", "TTFA ms", "x library", "RTF", "x library"),
        [
            (
                name,
                ttfa[name].ms(),
                f"{ttfa[name].median / ttfa[LIBRARY].median:.2f}",
                rtf[name].plain(),
                f"{rtf[name].median / rtf[LIBRARY].median:.2f}",
            )
            for name in found
        ],
    )
    added_ms = 1e3 * (ttfa[REFERENCE].median - ttfa[LIBRARY].median)
    cost = 100 * (rtf[REFERENCE].median / rtf[LIBRARY].median - 1)
    report.goal(f"the server adds to the library's first chunk, {text} tokens", 10, added_ms, "ms")
    report.goal(f"the server costs of its throughput, {text} tokens", 3, cost, "%")
    for what, limit, spreads in (("TTFA", 0.2, ttfa), ("RTF", 0.3, rtf)):
        ratio = spreads[DEFAULT].median / spreads[LIBRARY].median
        report.goal(f"{what} to the library's, {text} tokens", limit, ratio)
