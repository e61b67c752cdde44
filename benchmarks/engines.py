"""Engine by engine, model by model, with the floor beside them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from benchmarks.floor import Machine
from benchmarks.in_process import Precision, Subject, What, measure_alone
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

TOKENS = (10, 30, 50)
KINDS: tuple[tuple[What, Precision], ...] = (
    ("library", "fp32"),
    ("library", "int8"),
    ("ours", "fp32"),
    ("ours", "int8"),
)
REPEATS, CANCELS = 12, 8
QUICK_REPEATS, QUICK_CANCELS = 3, 2
LIBRARY = "library"


def run(report: Report, models: Sequence[str], *, quick: bool) -> None:
    """Measure and report each model; every engine in process and through the server."""
    machine = Machine.measured()
    report.add(
        "machine",
        {
            "bytes_per_second": machine.bytes_per_second,
            "multiply_adds_per_second": machine.multiply_adds_per_second,
        },
    )
    print(
        f"One thread reads {machine.bytes_per_second / 1e9:.1f} GB/s and computes "
        f"{machine.multiply_adds_per_second / 1e9:.0f} G multiply-adds/s (float32).",
        flush=True,
    )
    for model in models:
        _run_model(report, model, machine, quick=quick)


def _run_model(report: Report, model: str, machine: Machine, *, quick: bool) -> None:
    count = token_counter(checkpoint(model))
    plan = Plan(
        texts={str(tokens): texts_of(tokens, count) for tokens in TOKENS},
        repeats=QUICK_REPEATS if quick else REPEATS,
        cancels=QUICK_CANCELS if quick else CANCELS,
    )
    found: dict[str, Measured] = {}
    for what, precision in KINDS:
        subject = Subject(what, precision, model)
        found[subject.name] = measure_alone(subject, plan)
        engine = "torch" if what == "library" else "onnx"
        found[f"server, {subject.name}"] = asyncio.run(
            measure_server(model, engine, precision, plan)
        )
    report.add(model, {name: measured.summary() for name, measured in found.items()})
    _report_speed(report, model, found)
    _report_cost(report, model, found)
    _report_floor(report, model, machine, found)
    _goals(report, model, machine, found)
    plot_ttfa(
        report.output / f"ttfa-{model}.png",
        f"First audio of {TOKENS[0]} tokens, {model}",
        {
            name: [1e3 * take.first_seconds for take in measured.takes[str(TOKENS[0])]]
            for name, measured in found.items()
            if not name.startswith("server")
        },
    )


def _report_speed(report: Report, model: str, found: dict[str, Measured]) -> None:
    report.table(
        f"{model}: TTFA in ms and RTF for texts of {', '.join(map(str, TOKENS))} tokens, "
        "median (least-greatest)",
        ("", *(f"TTFA {tokens}" for tokens in TOKENS), *(f"RTF {tokens}" for tokens in TOKENS)),
        [
            (
                name,
                *(measured.ttfa(str(tokens)).ms() for tokens in TOKENS),
                *(f"{measured.rtf(str(tokens)).median:.3f}" for tokens in TOKENS),
            )
            for name, measured in found.items()
        ],
    )


def _report_cost(report: Report, model: str, found: dict[str, Measured]) -> None:
    report.table(
        f"{model}: what it costs, and leaving early (a server's load is its start until ready)",
        ("", "CPU s/audio s", "RSS MB", "import s", "load s", "to idle ms", "to next audio ms"),
        [
            (
                name,
                f"{measured.cpu_per_audio_second:.2f}",
                f"{measured.resident_mb:.0f}",
                f"{measured.import_seconds:.2f}" if measured.import_seconds else "",
                f"{measured.load_seconds:.2f}",
                Spread.of(measured.cancel_to_idle).ms(),
                Spread.of(measured.cancel_to_next).ms(),
            )
            for name, measured in found.items()
        ],
    )


def _report_floor(report: Report, model: str, machine: Machine, found: dict[str, Measured]) -> None:
    rows = []
    for precision in ("fp32", "int8"):
        ours = found[f"ours {precision}"]
        for tokens in TOKENS:
            floor = machine.first_audio_seconds(model, precision, tokens)
            ttfa = ours.ttfa(str(tokens))
            rows.append(
                (
                    f"ours {precision}, {tokens} tokens",
                    f"{1e3 * machine.step_seconds(model, precision):.1f}",
                    f"{1e3 * floor:.1f}",
                    f"{1e3 * ttfa.median:.1f}",
                    f"{ttfa.median / floor:.2f}",
                )
            )
    report.table(
        f"{model}: the floor, and how far above it",
        ("", "step ms", "first audio ms", "measured ms", "ratio"),
        rows,
    )


def _goals(report: Report, model: str, machine: Machine, found: dict[str, Measured]) -> None:
    text, longer = str(TOKENS[0]), str(TOKENS[1])
    library = found[LIBRARY]
    # What `auto` would choose; the memory is the whole server's.
    best = min(("int8", "fp32"), key=lambda name: found[f"ours {name}"].rtf(longer).median)
    ours, server = found[f"ours {best}"], found[f"server, ours {best}"]
    floor = machine.first_audio_seconds(model, best, TOKENS[0])

    def load(measured: Measured) -> float:
        return measured.import_seconds + measured.load_seconds

    def ttfa(measured: Measured) -> float:
        return measured.ttfa(text).median

    goal = f"{model}, ours {best}: "
    rtf_ratio = ours.rtf(longer).median / library.rtf(longer).median
    report.goal(goal + "TTFA to the library's", 0.2, ttfa(ours) / ttfa(library))
    report.goal(goal + "RTF to the library's", 0.3, rtf_ratio)
    memory_ratio = server.resident_mb / library.resident_mb
    report.goal(goal + "server's memory to the library's", 0.5, memory_ratio)
    report.goal(goal + "import and load to the library's", 0.3, load(ours) / load(library))
    report.goal(goal + "TTFA to the floor", 1.6, ttfa(ours) / floor)
    report.goal(goal + "the server adds to TTFA", 5, 1e3 * (ttfa(server) - ttfa(ours)), "ms")
