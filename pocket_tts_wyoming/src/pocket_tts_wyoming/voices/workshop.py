"""The task that makes voices of recordings, while nobody who listens would notice."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from typing import TYPE_CHECKING

from pocket_tts_wyoming.malloc import give_memory_back
from pocket_tts_wyoming.threads import Worker
from pocket_tts_wyoming.voices.recording_model import StopMakingError
from pocket_tts_wyoming.voices.recordings import SETTLE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pocket_tts_wyoming.voices.recorded import RecordedVoices

_LOGGER = logging.getLogger(__name__)
# Of the operating system's scheduler: other threads of this process go first.
_NICENESS = 10
_AFTER_FAILURE_SECONDS = 60.0


class Workshop:
    """Makes one voice after another, on a thread of its own.

    `refresh` looks at the folder and brings the catalogues up to date. `room` blocks until other
    work of some 50 ms disturbs nobody.
    """

    def __init__(
        self,
        recorded: RecordedVoices,
        refresh: Callable[[], Awaitable[None]],
        room: Callable[[], None],
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._recorded, self._refresh, self._room, self._sleep = recorded, refresh, room, sleep
        self._maker = Worker("voices of recordings", clock)
        self._stopped = threading.Event()

    async def run(self) -> None:
        """Make what is missing, and wait for news; until it is cancelled."""
        loop, news = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(news.set)

        self._recorded.news = tell
        try:
            while True:
                news.clear()
                try:
                    await self._step(news)
                except Exception:
                    _LOGGER.exception("Making voices of recordings failed; it goes on in a minute")
                    await self._sleep(_AFTER_FAILURE_SECONDS)
        finally:
            self._stopped.set()
            self._maker.close()

    async def _step(self, news: asyncio.Event) -> None:
        if await self._maker.call(self._make_next):
            await self._refresh()
        elif self._recorded.is_being_copied:
            await self._sleep(SETTLE_SECONDS)
            await self._refresh()
        else:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._recorded.seconds_until_retry()):
                    await news.wait()
            await self._refresh()

    def _make_next(self) -> bool:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
        try:
            changed = self._recorded.make_next(self._between)
        except StopMakingError:
            return False
        if changed:
            self._room()
            give_memory_back()
        return changed

    def _between(self) -> None:
        self._room()
        if self._stopped.is_set():
            raise StopMakingError
