"""A process that gets a part of the processor only, as under a quota."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

_PERIOD_SECONDS = 0.1


@contextmanager
def throttled(process: subprocess.Popen[bytes], share: float) -> Iterator[None]:
    """Let a process run for a `share` of each tenth of a second: SIGCONT, then SIGSTOP.

    A share of 0.25 on two cores is half a core's work.
    """
    over = threading.Event()

    def run() -> None:
        while not over.wait(_PERIOD_SECONDS * share):
            process.send_signal(signal.SIGSTOP)
            over.wait(_PERIOD_SECONDS * (1 - share))
            process.send_signal(signal.SIGCONT)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        process.send_signal(signal.SIGCONT)
