"""Text work in slices, so that the event loop is never held by one client's text."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Hostile text takes up to 70 us a character, and a look at a part of a sentence 8 ms at most.
_SLICE_CHARACTERS = 32
_LONGEST_WORK_SECONDS = 0.002


def slices(text: str) -> Iterator[str]:
    """Cut a piece into parts that are worked on without a break; an empty piece stays one."""
    if not text:
        yield text
    for start in range(0, len(text), _SLICE_CHARACTERS):
        yield text[start : start + _SLICE_CHARACTERS]


class Breath:
    """Lets others run after two milliseconds of work. `clock` counts the time of this thread."""

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._began_at = clock()

    async def take(self) -> None:
        """Give way if enough has been done; a task that was cancelled ends here."""
        if self._clock() - self._began_at > _LONGEST_WORK_SECONDS:
            await asyncio.sleep(0)
            self._began_at = self._clock()
