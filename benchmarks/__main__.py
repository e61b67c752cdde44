"""Measures the server and its engines; script/bench calls it."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.conditions import Conditions
from benchmarks.models import PRESETS, ROOT
from benchmarks.report import Report


def main() -> None:
    """Run a subcommand."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        default="quick",
        choices=(
            "quick",
            "text",
            "engines",
            "speakers",
            "voices",
            "models",
            "spare",
            "peers",
            "trace",
        ),
        help="quick: server against library; text: text room and streamed answers; engines: every "
        "engine and model; speakers: several at once; voices: making one, and its stages; models: "
        "several languages in one server; spare: the spare voice; peers: others with the same "
        "model; trace: where the time to first audio goes",
    )
    parser.add_argument(
        "--models",
        default=",".join(PRESETS),
        help="of engines, and the first of models; default: %(default)s",
    )
    parser.add_argument("--quick", action="store_true", help="fewer repeats")
    parser.add_argument(
        "--output", type=Path, default=ROOT / "build" / "bench", help="folder for JSON and PNG"
    )
    args = parser.parse_args()
    models = args.models.split(",")
    if unknown := set(models) - set(PRESETS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; models are {', '.join(PRESETS)}")
    report = Report(args.what, args.output, Conditions.now())
    _run(args.what, report, models, quick=args.quick)
    report.close()


def _run(what: str, report: Report, models: list[str], *, quick: bool) -> None:
    match what:
        case "quick":
            from benchmarks import quick as against_library  # noqa: PLC0415 - each of these imports what it measures

            against_library.run(report)
        case "text":
            from benchmarks import text  # noqa: PLC0415 - as above

            text.run(report)
        case "engines":
            from benchmarks import engines  # noqa: PLC0415 - as above

            engines.run(report, models, quick=quick)
        case "speakers":
            from benchmarks import speakers  # noqa: PLC0415 - as above

            speakers.run(report, quick=quick)
        case "voices":
            from benchmarks import voices  # noqa: PLC0415 - as above

            voices.run(report)
        case "models":
            from benchmarks import several  # noqa: PLC0415 - as above

            several.run(report, models[0], quick=quick)
        case "spare":
            from benchmarks import spare  # noqa: PLC0415 - as above

            spare.run(report)
        case "peers":
            from benchmarks import peers  # noqa: PLC0415 - as above

            peers.run(report, quick=quick)
        case "trace":
            from benchmarks import trace  # noqa: PLC0415 - as above

            trace.run(report, models[0], quick=quick)


if __name__ == "__main__":
    main()
