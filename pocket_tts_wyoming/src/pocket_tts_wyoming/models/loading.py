"""Loading behind the open port: again and again until it succeeds, and everybody waits here."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelNotReadyError, SpeechError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import Prompt

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from pocket_tts_wyoming.models.engine import Engine, VoiceSource

_LOGGER = logging.getLogger(__name__)

# The usual reason is a network that is not there yet, after a power cut for instance.
RETRY_SECONDS = (10.0, 30.0, 60.0, 300.0)


class Loader:
    """Loads an engine and its first voice, and tells who waits when it is ready."""

    def __init__(
        self,
        engine: Engine,
        first_voice: VoiceSource,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._engine = engine
        self._first_voice = first_voice
        self._retry_seconds = retry_seconds
        self._sleep = sleep
        self._ready = asyncio.Event()
        self._failure: SpeechError | None = None
        self._settled = asyncio.Event()  # set while waiting cannot help: ready or failed

    async def run(self) -> None:
        """Load until it has succeeded; returns then."""
        attempt = 0
        while True:
            seconds = self._retry_seconds[min(attempt, len(self._retry_seconds) - 1)]
            try:
                await self._load()
            except SpeechError as error:
                _LOGGER.error("%s Next attempt in %.0f s.", error, seconds)  # noqa: TRY400 - for people
                self._failure = error
            except Exception as error:  # a library's own: everybody would wait for ever
                _LOGGER.exception("The model could not be loaded. Next attempt in %.0f s.", seconds)
                self._failure = ModelNotReadyError(f"{type(error).__name__}: {error}")
            else:
                self._failure = None
                self._ready.set()
                self._settled.set()
                return
            self._settled.set()
            await self._sleep(seconds)
            self._settled.clear()
            attempt += 1

    async def wait(self, limit_seconds: float) -> None:
        """Wait until the model is ready; raises ModelNotReadyError if it failed or takes longer."""
        if self._ready.is_set():
            return
        try:
            async with asyncio.timeout(limit_seconds):
                await self._settled.wait()
        except TimeoutError:
            raise ModelNotReadyError(
                f"The model is still loading after {limit_seconds:.0f} s of waiting; "
                "the server's log shows how far it is. Try again later."
            ) from None
        if self._failure is not None:
            raise ModelNotReadyError(f"The model could not be loaded: {self._failure}")

    def check(self) -> None:
        """Raise ModelNotReadyError, at once, unless the model is ready."""
        if self._ready.is_set():
            return
        if self._failure is not None:
            raise ModelNotReadyError(f"The model could not be loaded: {self._failure}")
        raise ModelNotReadyError("The model is still loading; the log shows how far it is.")

    async def _load(self) -> None:
        begin = time.monotonic()
        await self._engine.load()
        loaded = time.monotonic() - begin
        try:
            await self._engine.load_voice(self._first_voice)
            await self._warm_up()
        except VoiceUnavailableError as error:
            # Other voices may do; whoever asks for this one gets the same sentence.
            _LOGGER.error("%s", error)  # noqa: TRY400 - for people
        _LOGGER.info("Ready: engine %s, model loaded in %.1f s", self._engine.name, loaded)

    async def _warm_up(self) -> None:
        """Speak to nobody: the first calls of a model allocate, and take twice as long."""
        async with aclosing(self._engine.frames(self._first_voice, _warm_up_prompts())) as frames:
            async for _ in frames:
                pass


async def _warm_up_prompts() -> AsyncIterator[Prompt]:
    yield Prompt("I am ready to speak.")
