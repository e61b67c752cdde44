"""An engine that loads behind the open port, again and again until it succeeds."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, nullcontext
from itertools import chain, repeat
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelNotReadyError, SpeechError, VoiceUnavailableError
from pocket_tts_wyoming.models.around import EngineAround
from pocket_tts_wyoming.models.engine import Prompt
from pocket_tts_wyoming.models.store.download import log_progress

if TYPE_CHECKING:
    from collections.abc import (
        AsyncIterator,
        Awaitable,
        Callable,
        Sequence,
    )
    from contextlib import AbstractContextManager

    from pocket_tts_wyoming.models.engine import Engine, VoiceSource
    from pocket_tts_wyoming.models.store.download import Progress

_LOGGER = logging.getLogger(__name__)

# The usual reason is a network that is not up yet, for instance after a power cut.
RETRY_SECONDS = (10.0, 30.0, 60.0, 300.0)


class LoadProgress:
    """What the load is doing, in words: a download thread writes it, the event loop reads it."""

    def __init__(self) -> None:
        self.doing = "being loaded"

    def note(self, progress: Progress) -> None:
        """Log a download's progress, and remember it."""
        log_progress(progress)
        self.doing = "being loaded"
        if not progress.finished:
            share = f", {progress.percent} %" if progress.percent is not None else ""
            self.doing = f"being downloaded{share}"


class LoadingEngine(EngineAround):
    """An Engine around another one: `run` loads it, with its first voice, and warms it up.

    `first_voice` is asked for when the engine is loaded; None: there is no voice yet.
    `retry_seconds`: the waits between attempts; the last one repeats. An attempt is made inside
    `in_use`.
    """

    def __init__(
        self,
        engine: Engine,
        first_voice: Callable[[], VoiceSource | None],
        clock: Callable[[], float],
        retry_seconds: Sequence[float] = RETRY_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        progress: LoadProgress | None = None,
        in_use: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._engine = engine
        self._first_voice = first_voice
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._sleep = sleep
        self._progress = progress or LoadProgress()
        self._in_use = in_use
        self._failure: Exception | None = None  # of the last attempt
        self._settled = asyncio.Event()  # set between attempts, and after the one that succeeds

    async def run(self) -> None:
        """Load until an attempt succeeds."""
        for seconds in chain(self._retry_seconds, repeat(self._retry_seconds[-1])):
            try:
                with self._in_use():
                    await self.load()
            except SpeechError as error:
                _LOGGER.error("%s Next attempt in %.0f s.", error, seconds)  # noqa: TRY400 - for people
            except Exception:
                _LOGGER.exception("The model could not be loaded. Next attempt in %.0f s.", seconds)
            else:
                return
            await self._sleep(seconds)

    @property
    def _inner(self) -> Engine:
        return self._engine

    @property
    def name(self) -> str:
        """Which engine this is, for the log."""
        return self._engine.name

    @property
    def sample_rate_hz(self) -> int:
        """See Engine."""
        return self._engine.sample_rate_hz

    async def load(self) -> None:
        """Make one attempt: load the model and the first voice, then warm up."""
        self._settled.clear()
        try:
            await self._attempt()
        except Exception as error:
            self._failure = error
            self._settled.set()
            raise
        self._failure = None
        self._settled.set()

    async def ready(self, limit_seconds: float) -> None:
        """Wait for the attempt under way; see Engine.

        Between attempts it raises what the last one failed with.
        """
        begin = self._clock()
        try:
            async with asyncio.timeout(limit_seconds):
                await self.settled()
        except TimeoutError:
            raise ModelNotReadyError(
                f"The model is still {self._progress.doing}. Try again later; the server's log "
                "shows how far it is."
            ) from None
        if self._failure is not None:
            reason = str(self._failure)
            if not isinstance(self._failure, SpeechError):  # a library's own
                reason = f"{type(self._failure).__name__}: {reason}"
            raise ModelNotReadyError(f"The model could not be loaded: {reason}")
        await self._engine.ready(max(0.0, limit_seconds - (self._clock() - begin)))

    @property
    def is_loaded(self) -> bool:
        """Whether the last attempt has succeeded; a model that rests is loaded too."""
        return self._settled.is_set() and self._failure is None

    @property
    def is_torch(self) -> bool:
        """Whether the torch engine speaks, of whose thread the scheduler knows nothing."""
        return self.is_loaded and self._engine.name == "torch"

    async def settled(self) -> None:
        """Wait until no attempt is under way and one was made, whatever came of it."""
        await self._settled.wait()

    async def close(self) -> None:
        """See Engine; ends no `run` under way."""
        await self._engine.close()

    async def _attempt(self) -> None:
        begin = self._clock()
        await self._engine.load()
        loaded_seconds = self._clock() - begin
        voice = self._first_voice()
        try:
            if voice is not None:
                await self._engine.load_voice(voice)
                await self._warm_up(voice)
        except VoiceUnavailableError as error:
            # Other voices may work; a request for this one gets the same sentence.
            _LOGGER.error("%s", error)  # noqa: TRY400 - for people
        _LOGGER.info("Ready: engine %s, model loaded in %.1f s", self._engine.name, loaded_seconds)

    async def _warm_up(self, voice: VoiceSource) -> None:
        """Speak a sentence that is thrown away: a model's first calls take twice as long."""
        async with aclosing(self._engine.frames(voice, _warm_up_prompts())) as frames:
            async for _ in frames:
                pass


async def _warm_up_prompts() -> AsyncIterator[Prompt]:
    yield Prompt("I am ready to speak.")


async def load_in_turn(engines: Sequence[LoadingEngine]) -> None:
    """Load the first engine, then the others behind it; ends when all are loaded.

    One that fails is tried again behind those after it.
    """
    first, *others = engines
    async with asyncio.TaskGroup() as group:
        for engine in engines:
            group.create_task(engine.run())
            await engine.settled()
        if others:
            # They may have needed its room, to be converted for instance.
            try:
                await first.ready(RETRY_SECONDS[0])
            except Exception as error:  # noqa: BLE001 - the next request tries again, and says why
                _LOGGER.debug("The main model did not come back yet: %s", error)
