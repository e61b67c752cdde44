"""The task that makes voices: when it works, when it waits, and that it never dies unseen."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from pocket_tts_wyoming.voices.recording_model import StopMakingError
from pocket_tts_wyoming.voices.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 120  # only for a test that fails: the work is niced, and a machine may be busy


class Recorded:
    """RecordedVoices as far as the workshop sees them; `pieces` of work make one voice."""

    def __init__(self, log: list[str], to_make: int = 0, pieces: int = 1) -> None:
        self.log, self.to_make, self.pieces = log, to_make, pieces
        self.news: Callable[[], None] = lambda: None
        self.is_being_copied = False
        self.retry_seconds: float | None = None
        self.failure: Exception | None = None
        self.looked = threading.Event()

    def make_next(self, between: Callable[[], object]) -> bool:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        if not self.to_make:
            self.looked.set()  # what is to be made from now on is news
            return False
        for _ in range(self.pieces):
            between()
            self.log.append("work")
        self.to_make -= 1
        return True

    def seconds_until_retry(self) -> float | None:
        return self.retry_seconds


class House:
    def __init__(self, **recorded: Any) -> None:  # noqa: ANN401 - what Recorded takes
        self.log: list[str] = []
        self.recorded = Recorded(self.log, **recorded)
        self.refreshed = asyncio.Event()
        self.workshop = Workshop(
            self.recorded,  # type: ignore[arg-type]  # as far as it is seen
            self.refresh,
            lambda: self.log.append("room"),
            lambda: 0.0,
            self.sleep,
        )

    async def refresh(self) -> None:
        self.log.append("refresh")
        self.recorded.is_being_copied = False
        self.refreshed.set()

    async def sleep(self, seconds: float) -> None:
        self.log.append(f"sleep {seconds:g}")

    async def until(self, log: list[str]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.log[: len(log)] != log:
                self.refreshed.clear()
                await self.refreshed.wait()


def run(house_and_test: Callable[[], Any]) -> None:
    """Run a test beside the workshop that it gives first."""

    async def both() -> None:
        steps = house_and_test()
        house = await anext(steps)
        task = asyncio.create_task(house.workshop.run())
        with pytest.raises(StopAsyncIteration):
            await anext(steps)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(both())


def test_every_piece_of_work_waits_for_room() -> None:
    async def steps() -> Any:  # noqa: ANN401 - a generator of a house
        house = House(to_make=2, pieces=2)
        yield house
        one = ["room", "work", "room", "work", "room", "refresh"]
        await house.until(one + one)

    run(steps)


def test_file_that_is_copied_is_looked_at_again_when_it_may_be_settled() -> None:
    async def steps() -> Any:  # noqa: ANN401 - a generator of a house
        house = House()
        house.recorded.is_being_copied = True
        yield house
        await house.until(["sleep 2", "refresh"])

    run(steps)


def test_news_from_another_thread_end_the_wait() -> None:
    async def steps() -> Any:  # noqa: ANN401 - a generator of a house
        house = House()
        yield house
        await asyncio.to_thread(house.recorded.looked.wait, PATIENCE_SECONDS)
        house.recorded.to_make = 1
        await asyncio.to_thread(house.recorded.news)
        await house.until(["refresh", "room", "work", "room", "refresh"])

    run(steps)


def test_what_failed_is_tried_again_when_its_time_has_come() -> None:
    async def steps() -> Any:  # noqa: ANN401 - a generator of a house
        house = House()
        house.recorded.retry_seconds = 0.0
        yield house
        await house.until(["refresh", "refresh"])

    run(steps)


def test_failure_is_logged_and_work_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    async def steps() -> Any:  # noqa: ANN401 - a generator of a house
        house = House(to_make=1)
        house.recorded.failure = RuntimeError("of nobody's thinking")
        yield house
        await house.until(["sleep 60", "room", "work", "room", "refresh"])

    run(steps)
    (record,) = caplog.records
    assert "of nobody's thinking" in (record.exc_text or "")


def test_stop_reaches_the_work_under_way() -> None:
    at_work, ended = threading.Event(), threading.Event()

    async def stop() -> None:
        house = House()

        def make_next(between: Callable[[], object]) -> bool:
            at_work.set()
            try:
                while True:
                    between()
            except StopMakingError:
                ended.set()
                raise

        house.recorded.make_next = make_next  # type: ignore[method-assign]  # work without an end
        task = asyncio.create_task(house.workshop.run())
        await asyncio.to_thread(at_work.wait, PATIENCE_SECONDS)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(ended.wait, PATIENCE_SECONDS)

    asyncio.run(stop())
