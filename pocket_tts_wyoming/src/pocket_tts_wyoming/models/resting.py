"""An engine that can be put away, and comes back when it is needed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.around import EngineAround
from pocket_tts_wyoming.models.engine import not_loaded

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.models.memory import Share


class RestingEngine(EngineAround):
    """An Engine around one whose memory may be needed for another model.

    `engine` is not loaded yet; `again` makes the next one after a rest, from files that are on
    this machine. `ready` brings the model back; call it inside `share.in_use()`, and stay
    there until nothing more is asked of the engine.
    """

    def __init__(
        self, engine: Engine, again: Callable[[], Awaitable[Engine]], share: Share
    ) -> None:
        self.name = engine.name
        self.sample_rate_hz = engine.sample_rate_hz
        self._next: Engine | None = engine
        self._again = again
        self._share = share
        self._awake: Engine | None = None
        self._waking: asyncio.Task[None] | None = None

    @property
    def _inner(self) -> Engine:
        if self._awake is None:
            raise not_loaded()
        return self._awake

    async def load(self) -> None:
        """Make room and load; raises ModelNotReadyError."""
        if self._awake is not None:
            return
        if self._waking is None or self._waking.done():
            self._waking = asyncio.create_task(self._wake())
            self._waking.add_done_callback(_look_at)
        # Others may wait for the same: a client that leaves must not end it.
        await asyncio.shield(self._waking)

    async def ready(self, limit_seconds: float) -> None:
        """Bring the model back if it was put away; see Engine."""
        try:
            async with asyncio.timeout(limit_seconds):
                await self.load()
        except TimeoutError:
            raise ModelNotReadyError(
                f"There was no room for the model {self._share.name} in {limit_seconds:.0f} s, "
                "because those that have it are speaking. Raise MEMORY_BUDGET_MB."
            ) from None
        await self._inner.ready(limit_seconds)

    async def close(self) -> None:
        """See Engine."""
        if self._waking is not None:
            self._waking.cancel()
        self._share.memory.forget(self._share)
        for engine in (self._awake, self._next):
            if engine is not None:
                await engine.close()
        self._awake = self._next = None

    async def _wake(self) -> None:
        async with self._share.memory.loading(self._share, self._rest):
            engine = self._next
            if engine is None:
                engine = self._next = await self._again()
            await engine.load()
            self._awake, self._next = engine, None

    async def _rest(self) -> None:
        engine, self._awake = self._inner, None
        await engine.close()


def _look_at(task: asyncio.Task[None]) -> None:
    """Retrieve a failure that nobody awaits any more; the next request tries again."""
    if not task.cancelled():
        task.exception()
