"""How much memory models may take, and which one is put away for another.

A model takes 166 to 182 MB when it is loaded (english, int8), 207 MB when it has spoken, and comes
back in 0.2 to 1 s, so that a machine with little memory speaks many languages in turn.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

_LOGGER = logging.getLogger(__name__)
MEGABYTE = 1_000_000
# Part of what is available that models may take where MEMORY_BUDGET_MB is not set.
_PART = 4
# How much of a model that has spoken is there when it is loaded; voices, slots and the runtime's
# buffers come with speaking.
_AT_FIRST = 5 / 6
# Two models of one shape differ by less.
_CLEARLY = 1.1


class Share:
    """One model's share of the memory. Made by `Memory.share`; belongs to the event loop.

    `size_bytes`: what the model takes, a guess until it was loaded once.
    """

    def __init__(self, memory: Memory, name: str, expected_bytes: int) -> None:
        self.name = name
        self.memory = memory
        self.size_bytes = expected_bytes
        self.users = 0
        self.last_used = 0.0
        self.measured = False

    @property
    def is_loaded(self) -> bool:
        """Whether the model is in memory now."""
        return self.memory.has(self)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the model from being put away while the block runs."""
        self.users += 1
        try:
            yield
        finally:
            self.users -= 1
            self.last_used = self.memory.clock()
            self.memory.something_is_idle()


class Memory:
    """Lets one model load at a time, and puts idle ones away where it needs their room.

    `budget_bytes`: what all models together may take, the process's own memory not counted; the
    first share always has room. `resident_bytes` reads what the process has. `keep` is called
    after a model was loaded; `give_back` after one was put away, and returns to the system what is
    free.
    """

    def __init__(
        self,
        budget_bytes: int,
        resident_bytes: Callable[[], int],
        keep: Callable[[], Awaitable[None]],
        give_back: Callable[[], Awaitable[None]],
        clock: Callable[[], float],
    ) -> None:
        self.clock = clock
        self._budget_bytes = budget_bytes
        self._resident_bytes = resident_bytes
        self._keep = keep
        self._give_back = give_back
        self._main: Share | None = None
        self._loaded: dict[Share, Callable[[], Awaitable[None]]] = {}
        self._one_at_a_time = asyncio.Lock()
        self._idle = asyncio.Event()

    def share(self, name: str, expected_bytes: int) -> Share:
        """Return the share of a model; the first one is the main model's."""
        share = Share(self, name, expected_bytes)
        self._main = self._main or share
        return share

    @property
    def used_bytes(self) -> int:
        """What the loaded models take."""
        return sum(share.size_bytes for share in self._loaded)

    @property
    def budget_bytes(self) -> int:
        """What models may take: as set, but never less than the main one."""
        return max(self._budget_bytes, 0 if self._main is None else self._main.size_bytes)

    def has(self, share: Share) -> bool:
        """Return whether a model is in memory."""
        return share in self._loaded

    def forget(self, share: Share) -> None:
        """Stop counting a model whose engine was closed."""
        self._loaded.pop(share, None)
        self.something_is_idle()

    def something_is_idle(self) -> None:
        """Look again for a model that can be put away."""
        self._idle.set()

    @asynccontextmanager
    async def loading(
        self, share: Share, put_away: Callable[[], Awaitable[None]]
    ) -> AsyncIterator[None]:
        """Make room for a model, and count what the block loads.

        Waits while another one loads, and while all that could make room are speaking. A model
        that is larger than the budget loads alone. `put_away` is called when its room is needed.
        """
        async with self._one_at_a_time:
            await self._make_room(share)
            before_bytes = self._resident_bytes()
            yield
            grown_bytes = round((self._resident_bytes() - before_bytes) / _AT_FIRST)
            # Freed memory that the allocator still had makes a second load look small.
            share.size_bytes = max(grown_bytes, share.size_bytes if share.measured else 0)
            share.measured = True
            share.last_used = self.clock()
            self._loaded[share] = put_away
            await self._keep()
            _LOGGER.info("Model %s loaded: %s", share.name, self._account(share))

    async def _make_room(self, share: Share) -> None:
        while self._loaded and self.used_bytes + share.size_bytes > self.budget_bytes:
            idle = [loaded for loaded in self._loaded if not loaded.users]
            if idle:
                await self._put_away(min(idle, key=lambda loaded: loaded.last_used))
                continue
            self._idle.clear()
            await self._idle.wait()
        if share.size_bytes > _CLEARLY * self.budget_bytes:
            _LOGGER.warning(
                "Model %s takes %d MB, more than MEMORY_BUDGET_MB=%d allows; it is loaded alone.",
                share.name,
                share.size_bytes // MEGABYTE,
                self.budget_bytes // MEGABYTE,
            )

    async def _put_away(self, share: Share) -> None:
        put_away = self._loaded.pop(share)
        await put_away()
        await self._give_back()
        _LOGGER.info("Model %s put away: %s", share.name, self._account(share))

    def _account(self, share: Share) -> str:
        size, used, budget = (
            f"{size_bytes / MEGABYTE:.0f}"
            for size_bytes in (share.size_bytes, self.used_bytes, self.budget_bytes)
        )
        return f"{size} MB; models take {used} of {budget} MB"


def default_budget_bytes(root: Path = Path("/")) -> int:
    """Return a quarter of the memory that this process could still get.

    That is what Linux calls available, or what is left of a container's limit (cgroup v2, in the
    container's own view) if that is less. `root` is where /proc and /sys are.
    """
    available_bytes = []
    with suppress(OSError, ValueError, StopIteration):
        lines = (root / "proc/meminfo").read_text(encoding="ascii").splitlines()
        line = next(line for line in lines if line.startswith("MemAvailable:"))
        available_bytes.append(int(line.split()[1]) * 1024)
    with suppress(OSError, ValueError):  # "max" is not a number: there is no limit
        group = root / "sys/fs/cgroup"
        limit_bytes = int((group / "memory.max").read_text(encoding="ascii"))
        used_bytes = int((group / "memory.current").read_text(encoding="ascii"))
        available_bytes.append(max(0, limit_bytes - used_bytes))
    return min(available_bytes, default=0) // _PART


def resident_bytes() -> int:
    """Return the memory of this process, mapped files included."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
