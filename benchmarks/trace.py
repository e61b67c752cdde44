"""One request from socket to socket: where the time to first audio goes."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.models import checkpoint
from benchmarks.plot import plot_trace
from benchmarks.process import idle_at
from benchmarks.texts import text_of, token_counter
from benchmarks.through_server import ask, running_server
from benchmarks.timing import Spread

from support.wyoming_client import connect

if TYPE_CHECKING:
    from benchmarks.report import Report

LENGTHS_TOKENS = (10, 30, 50)
ROUNDS = 30
_FIRST, _LAST = "request sent", "first chunk received"


def run(report: Report, model: str, *, quick: bool) -> None:
    """Measure and report."""
    spans = asyncio.run(_measure(model, 5 if quick else ROUNDS))
    names = list(dict.fromkeys(name for found in spans.values() for name in found))
    rows = []
    for name in names:
        cells = [_ms(found.get(name)) for found in spans.values()]
        rows.append((name, *cells))
    totals = [
        sum(Spread.of(values).median for values in found.values()) for found in spans.values()
    ]
    rows.append(("sum of the medians", *(f"{1e3 * total:.1f}" for total in totals)))
    header = ("up to the stop, ms", *(f"{tokens} tokens" for tokens in spans))
    report.table(f"One request, {model}, from stop to stop", header, rows)
    for tokens, found in spans.items():
        report.add(f"trace_{tokens}_tokens", {n: Spread.of(v).median for n, v in found.items()})
    path = report.output / "trace.png"
    medians = {
        f"{tokens} tokens": {name: 1e3 * Spread.of(values).median for name, values in found.items()}
        for tokens, found in spans.items()
    }
    plot_trace(path, f"From socket to socket, {model}", medians)
    print(f"\nPicture: {path}")


def _ms(values: list[float] | None) -> str:
    return Spread.of(values).ms() if values else ""


async def _measure(model: str, rounds: int) -> dict[int, dict[str, list[float]]]:
    """Return the seconds from each stop to the next, for every length of text."""
    count = token_counter(checkpoint(model))
    spans: dict[int, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stops"
        program = ("-m", "benchmarks.traced_server", str(path))
        with running_server(model, "auto", "auto", program=program) as server:
            await _speak(server.port, "I am warm.")
            for tokens in LENGTHS_TOKENS:
                found = spans[tokens] = defaultdict(list)
                for turn in range(rounds):
                    await idle_at(server.process.pid)
                    text = text_of(tokens, count, turn)
                    sent_at, heard_at = await _speak(server.port, text)
                    stops = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
                    inside = [stop for stop in stops if sent_at < stop[1] < heard_at]
                    before = sent_at
                    for name, at in [*inside, (_LAST, heard_at)]:
                        found[name].append(at - before)
                        before = at
    return spans


async def _speak(port: int, text: str) -> tuple[float, float]:
    """Return when the request was sent and when the first chunk came; hear it to its end."""
    moments = []
    async with connect(port) as client:
        sent_at = time.monotonic()
        await ask(client, text)
        while (event := await client.receive()) is not None and event.type != "audio-stop":
            if event.type == "audio-chunk":
                moments.append(time.monotonic())
    return sent_at, moments[0]
