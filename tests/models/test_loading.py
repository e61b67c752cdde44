from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from pocket_tts_wyoming.errors import ModelNotReadyError, SpeechError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import VoiceSource
from pocket_tts_wyoming.models.loading import Loader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pocket_tts_wyoming.models.engine import Engine, Frame

VOICE = VoiceSource("alba.safetensors")


class FakeEngine:
    """Fails with each given error in turn, and loads then."""

    name = "fake"

    def __init__(self, *errors: Exception, voice_error: SpeechError | None = None) -> None:
        self.errors = list(errors)
        self.voice_error = voice_error
        self.loads = 0

    async def load(self) -> None:
        self.loads += 1
        if self.errors:
            raise self.errors.pop(0)

    async def load_voice(self, voice: VoiceSource) -> None:
        assert voice == VOICE
        if self.voice_error is not None:
            raise self.voice_error

    async def frames(self, *_: object) -> AsyncIterator[Frame]:
        return
        yield


def make_loader(engine: FakeEngine, waits: list[float]) -> Loader:
    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    return Loader(cast("Engine", engine), VOICE, (1.0, 2.0), sleep)


def test_tries_again_and_waits_longer_up_to_a_limit() -> None:
    async def run() -> None:
        waits: list[float] = []
        engine = FakeEngine(*[ModelNotReadyError("No network.")] * 3)
        loader = make_loader(engine, waits)
        await loader.run()
        await loader.wait(0)
        assert waits == [1.0, 2.0, 2.0]

    asyncio.run(run())


@pytest.mark.parametrize("error", [ModelNotReadyError("Broken."), RuntimeError("Broken.")])
def test_a_failure_is_told_to_who_waits_and_is_not_the_end(error: Exception) -> None:
    """Libraries raise what they like: nobody may wait for ever for a task that is dead."""

    async def run() -> None:
        engine = FakeEngine(error)
        slept = asyncio.Event()

        async def sleep(_: float) -> None:
            await slept.wait()

        loader = Loader(cast("Engine", engine), VOICE, (1.0,), sleep)
        loading = asyncio.create_task(loader.run())
        with pytest.raises(ModelNotReadyError, match=r"Broken\."):
            await loader.wait(5)
        slept.set()
        await loading
        await loader.wait(0)

    asyncio.run(run())


def test_waiting_has_a_limit() -> None:
    async def run() -> None:
        with pytest.raises(ModelNotReadyError, match="still loading"):
            await make_loader(FakeEngine(), []).wait(0.01)

    asyncio.run(run())


def test_a_first_voice_that_is_missing_keeps_nobody_else_waiting() -> None:
    async def run() -> None:
        engine = FakeEngine(voice_error=VoiceUnavailableError("Gone."))
        loader = make_loader(engine, [])
        await loader.run()
        await loader.wait(0)
        assert engine.loads == 1

    asyncio.run(run())
