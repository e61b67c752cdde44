"""A worker thread that does the most urgent job next; it owns things that are not thread-safe."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LOGGER = logging.getLogger(__name__)


class Job(Protocol):
    """A piece of work. It reports its own errors; the worker logs what it raises, and goes on."""

    def run(self) -> None:
        """Do the work, on the worker's thread."""

    def urgency(self, now: float) -> float:
        """Return the seconds that the work may wait; the least goes first."""


@dataclass(slots=True)
class Worker:
    """One thread, named for the debugger, that does the most urgent job next.

    It is a daemon: a load from a slow network must not hold up the end of the process.
    """

    name: str
    clock: Callable[[], float]
    _jobs: list[Job] = field(default_factory=list)
    _wake: threading.Condition = field(default_factory=threading.Condition)
    _closed: bool = False
    _thread: threading.Thread | None = None

    async def call(self, function: Callable[[], T]) -> T:
        """Run a function on the thread and wait for it; raises what it raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self.submit(_Awaited(function, loop, future))
        return await future

    def submit(self, job: Job) -> None:
        """Add a job; the thread starts with the first one."""
        with self._wake:  # held for list operations only, never while a job runs
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name=self.name, daemon=True)
                self._thread.start()
            self._jobs.append(job)
            self._wake.notify()

    def soon(self, function: Callable[[], None]) -> None:
        """Run a function on the thread, in order; it reports its own errors."""
        self.submit(_Unawaited(function))

    def close(self) -> None:
        """End the thread after its present job, and drop the jobs that wait."""
        with self._wake:
            self._closed = True
            self._wake.notify()

    def join(self) -> None:
        """Wait for the thread to end, after `close`."""
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._jobs or self._closed)
                if self._closed:
                    return
                now = self.clock()
                job = min(self._jobs, key=lambda job: job.urgency(now))
                self._jobs.remove(job)
            try:
                job.run()
            except Exception:
                _LOGGER.exception("A job of the thread %r failed", self.name)


@dataclass(frozen=True, slots=True)
class _Awaited(Generic[T]):
    function: Callable[[], T]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[T]

    def urgency(self, now: float) -> float:  # noqa: ARG002 - of a job
        return -math.inf  # short, and a first frame may wait for it

    def run(self) -> None:
        try:
            result = self.function()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            self._tell(self._raise, error)
        else:
            self._tell(self._return, result)

    def _tell(self, function: Callable[..., None], argument: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nothing waits any more
            self.loop.call_soon_threadsafe(function, argument)

    def _return(self, result: T) -> None:
        if not self.future.done():
            self.future.set_result(result)

    def _raise(self, error: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(error)


@dataclass(frozen=True, slots=True)
class _Unawaited:
    function: Callable[[], None]

    def urgency(self, now: float) -> float:  # noqa: ARG002 - of a job
        return 0.0

    def run(self) -> None:
        self.function()
