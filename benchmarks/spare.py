"""The spare voice through the real server: first audio, RTF, memory."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from benchmarks.report import Report

TEXT = "The kitchen light is on, and the washing machine will be ready in half an hour."
REPEATS = 20


def run(report: Report) -> None:
    """Measure and report: the first answer starts espeak-ng, the others find it there."""
    with Server({"SPARE_VOICE": "only"}) as server:
        takes = [asyncio.run(_take(server.port)) for _ in range(REPEATS)]
        (child,) = _children(server.process.pid)
        memory_mb = _resident_mb(child)
    first, *others = takes
    figures = {
        "first_answer_ms": 1e3 * first[0],
        "first_audio_ms": 1e3 * statistics.median(take[0] for take in others),
        "rtf": statistics.median(take[1] for take in others),
        "process_mb": memory_mb,
    }
    report.add("spare", figures)
    print(
        f"First audio {figures['first_audio_ms']:.1f} ms (the first answer, which starts "
        f"espeak-ng: {figures['first_answer_ms']:.1f} ms), RTF {figures['rtf']:.4f} (below 1 is "
        f"faster than real time), {memory_mb:.0f} MB for its process."
    )


async def _take(port: int) -> tuple[float, float]:
    """Return the seconds to the first chunk, and the RTF of the whole answer."""
    async with connect(port) as client:
        begin = time.monotonic()
        await client.send("synthesize", text=TEXT)
        first, samples = 0.0, 0
        while (event := await client.receive()) is not None and event.type != "error":
            if event.payload:
                first = first or time.monotonic() - begin
                samples += len(event.payload) // 2
        return first, (time.monotonic() - begin) / (samples / 24_000)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1e3
