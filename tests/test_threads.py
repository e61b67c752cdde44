from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 60.0  # ends a test that waits in vain


@dataclass
class Timed:
    seconds: float
    work: Callable[[], None]

    def urgency(self, now: float) -> float:
        return self.seconds - now

    def run(self) -> None:
        self.work()


def test_takes_the_most_urgent_job_next() -> None:
    worker = Worker("test", lambda: 0.0)
    gate, done = threading.Event(), threading.Event()
    order: list[str] = []

    def wait() -> None:
        gate.wait()

    worker.submit(Timed(0, wait))
    worker.submit(Timed(3, lambda: order.append("late")))
    worker.submit(Timed(1, lambda: order.append("soon")))
    worker.submit(Timed(9, done.set))
    gate.set()
    assert done.wait(PATIENCE_SECONDS)
    worker.close()
    assert order == ["soon", "late"]


def test_returns_what_the_function_returns_and_raises_what_it_raises() -> None:
    async def run() -> None:
        worker = Worker("test", lambda: 0.0)
        assert await worker.call(threading.current_thread) is not threading.current_thread()
        with pytest.raises(ZeroDivisionError):
            await worker.call(lambda: 1 // 0)
        worker.close()

    asyncio.run(run())


def test_a_cancelled_call_disturbs_no_other() -> None:
    async def run() -> None:
        worker = Worker("test", lambda: 0.0)
        gate = threading.Event()
        waiting = asyncio.ensure_future(worker.call(gate.wait))
        await asyncio.sleep(0)
        waiting.cancel()
        gate.set()
        assert await worker.call(lambda: "next") == "next"
        worker.close()

    asyncio.run(run())


def test_what_waits_when_it_closes_is_dropped() -> None:
    worker = Worker("test", lambda: 0.0)
    gate, begun, dropped = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        gate.wait()

    worker.submit(Timed(0, first))
    assert begun.wait(PATIENCE_SECONDS)
    worker.submit(Timed(0, dropped.set))
    worker.close()
    gate.set()
    assert worker._thread is not None
    worker._thread.join(PATIENCE_SECONDS)
    assert not worker._thread.is_alive()
    assert not dropped.is_set()
