"""An engine that speaks with another one while the first cannot."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelFailedError, ModelNotReadyError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import RELEASED_RATE_HZ, Draft

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from pocket_tts_wyoming.models.engine import Engine, Frame, Prompt, Prompts, VoiceSource

_CANNOT_SPEAK = (ModelNotReadyError, ModelFailedError, VoiceUnavailableError)
# A voice that has been loaded is found at once; one that still comes has had its time before.
_VOICE_WAIT_SECONDS = 0.05


class AbsentEngine:
    """An Engine that never speaks; `reason` is a sentence that says why."""

    name = "none"
    sample_rate_hz = RELEASED_RATE_HZ

    def __init__(self, reason: str) -> None:
        self._reason = reason

    async def load(self) -> None:
        """Raise ModelNotReadyError, as all methods do that need a model."""
        raise ModelNotReadyError(self._reason)

    async def ready(self, limit_seconds: float) -> None:  # noqa: ARG002 - of an engine
        """See Engine."""
        raise ModelNotReadyError(self._reason)

    async def load_voice(self, voice: VoiceSource) -> None:  # noqa: ARG002 - of an engine
        """See Engine."""
        raise ModelNotReadyError(self._reason)

    def count_tokens(self, text: str) -> int:  # noqa: ARG002 - of an engine
        """See Engine."""
        raise ModelNotReadyError(self._reason)

    def frames(
        self,
        voice: VoiceSource,  # noqa: ARG002 - of an engine
        prompts: Prompts,  # noqa: ARG002 - of an engine
        seed: int | None = None,  # noqa: ARG002 - of an engine
        *,
        paced: bool = True,  # noqa: ARG002 - of an engine
        peer: str = "",  # noqa: ARG002 - of an engine
    ) -> AsyncGenerator[Frame, None]:
        """See Engine."""
        raise ModelNotReadyError(self._reason)

    async def close(self) -> None:
        """Close nothing."""


class FallbackEngine:
    """An Engine around two: `spare` speaks an utterance that `main` cannot begin.

    That is so if `main` is not ready `after_seconds` after a request came, if its last attempt to
    load failed, if the voice cannot be had, or if it fails before the first frame. From the first
    frame on an utterance stays with the engine that has begun it. Each frame of the spare one
    carries the reason, because nobody may keep such an answer (see `Frame`).
    """

    def __init__(self, main: Engine, spare: Engine, after_seconds: float) -> None:
        self._main = main
        self._spare = spare
        self._after_seconds = after_seconds

    @property
    def name(self) -> str:
        """The name of the main engine."""
        return self._main.name

    @property
    def sample_rate_hz(self) -> int:
        """The main engine's; see Engine."""
        return self._main.sample_rate_hz

    async def load(self) -> None:
        """See Engine: loads the main engine."""
        await self._main.load()

    async def ready(self, limit_seconds: float) -> None:
        """Wait until either engine can speak; raises what the main one raises if none can."""
        try:
            await self._main.ready(min(limit_seconds, self._after_seconds))
        except ModelNotReadyError as error:
            try:
                await self._spare.ready(limit_seconds)
            except ModelNotReadyError:
                raise error from None

    async def load_voice(self, voice: VoiceSource) -> None:
        """Give the main engine some time to load the voice; `frames` finds out if it did."""
        try:
            async with asyncio.timeout(self._after_seconds):
                await self._main.load_voice(voice)
        except (TimeoutError, *_CANNOT_SPEAK):
            await self._spare.load_voice(voice)

    def count_tokens(self, text: str) -> int:
        """Count with the engine that can."""
        try:
            return self._main.count_tokens(text)
        except ModelNotReadyError:
            return self._spare.count_tokens(text)

    async def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        """See Engine."""
        script = _Script(prompts)
        try:
            begun = False
            try:
                await self._check_main(voice)
                frames = self._main.frames(
                    voice, script.from_the_start(), seed, paced=paced, peer=peer
                )
                async with aclosing(frames):
                    async for frame in frames:
                        begun = True
                        yield frame
            except _CANNOT_SPEAK as error:
                if begun:
                    raise
                reason = str(error)
            else:
                return
            frames = self._spare.frames(
                voice, script.from_the_start(), seed, paced=paced, peer=peer
            )
            async with aclosing(frames):
                async for frame in frames:
                    yield replace(frame, spare_reason=reason)
        finally:
            await script.close()

    async def close(self) -> None:
        """Close both."""
        await self._main.close()
        await self._spare.close()

    async def _check_main(self, voice: VoiceSource) -> None:
        await self._main.ready(0)
        try:
            async with asyncio.timeout(_VOICE_WAIT_SECONDS):
                await self._main.load_voice(voice)
        except TimeoutError:
            raise VoiceUnavailableError("The voice is still being downloaded.") from None


class _Script:
    """The prompts of an utterance, which a second engine can begin again.

    Leaving an iteration early ends no read: the prompt that was waited for comes to the next one.
    """

    def __init__(self, prompts: Prompts) -> None:
        self._source = aiter(prompts)
        self._given: list[Prompt] = []
        self._reading: asyncio.Task[Prompt | Draft | None] | None = None

    async def from_the_start(self) -> AsyncIterator[Prompt | Draft]:
        """Yield all prompts, those given out before first; drafts are not given out twice."""
        number = 0
        while True:
            while number == len(self._given):
                if self._reading is None:
                    self._reading = asyncio.ensure_future(self._read())
                await asyncio.wait({self._reading})
                prompt = self._reading.result()
                if prompt is None:
                    return
                self._reading = None
                if isinstance(prompt, Draft):
                    yield prompt
                else:
                    self._given.append(prompt)
            yield self._given[number]
            number += 1

    async def close(self) -> None:
        """End the read under way."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read(self) -> Prompt | Draft | None:
        return await anext(self._source, None)
