"""What Linux says about a process: its memory, its processor time, and when it came to rest."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path

POLL_SECONDS = 0.004
QUIET_SECONDS = 0.15
# A thread that computed for less of a poll is one that looked whether there is work.
BUSY_SECONDS = 0.001


def resident_mb(pid: int) -> float:
    """Return the resident memory, mapped files included."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)


def cpu_seconds(pid: int) -> float:
    """Return the processor time of all threads, ended ones included (in steps of 10 ms)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def idle_at(pid: int) -> float:
    """Wait until a process is at rest; return the moment (time.monotonic) it last was not."""
    last_busy = time.monotonic()
    before = _thread_seconds(pid)
    while time.monotonic() - last_busy < QUIET_SECONDS:
        await asyncio.sleep(POLL_SECONDS)
        now = _thread_seconds(pid)
        if any(seconds - before.get(thread, 0.0) > BUSY_SECONDS for thread, seconds in now.items()):
            last_busy = time.monotonic()
        before = now
    return last_busy


def _thread_seconds(pid: int) -> dict[str, float]:
    seconds = {}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        if thread.name == str(threading.get_native_id()):
            continue  # the one that watches
        try:
            nanoseconds = int((thread / "schedstat").read_text(encoding="ascii").split()[0])
        except OSError:  # it has ended since
            continue
        seconds[thread.name] = nanoseconds / 1e9
    return seconds
