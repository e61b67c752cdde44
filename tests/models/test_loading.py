from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from models.engines import FakeEngine, prompts
from pocket_tts_wyoming.errors import ModelFailedError, ModelNotReadyError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import VoiceSource
from pocket_tts_wyoming.models.loading import LoadingEngine, LoadProgress
from pocket_tts_wyoming.models.store.download import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

VOICE = VoiceSource("alba.safetensors")
OTHER = VoiceSource("marius.safetensors")


class Waits:
    """Stands for asyncio.sleep: notes each wait, which lasts until `go_on`."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.begun.set()
        await self.go_on.wait()


def around(engine: FakeEngine, waits: Waits) -> LoadingEngine:
    return LoadingEngine(engine, lambda: VOICE, lambda: 0.0, (1.0, 2.0), waits)


def test_each_attempt_is_made_in_use() -> None:
    """Between loading and warming up another model must not take its room."""

    async def run() -> None:
        waits = Waits()
        waits.go_on.set()
        uses: list[str] = []
        engine = FakeEngine([ModelNotReadyError("No network.")])

        @contextmanager
        def in_use() -> Iterator[None]:
            try:
                yield
            finally:
                uses.append("warmed up" if engine.asked else "failed")

        loading = LoadingEngine(
            engine, lambda: VOICE, lambda: 0.0, (1.0, 2.0), waits, in_use=in_use
        )
        await loading.run()
        assert uses == ["failed", "warmed up"]

    asyncio.run(run())


def test_tries_again_and_waits_longer_up_to_a_limit() -> None:
    async def run() -> None:
        waits = Waits()
        waits.go_on.set()
        loading = around(FakeEngine([ModelNotReadyError("No network.")] * 3), waits)
        await loading.run()
        await loading.ready(0)
        assert waits.seconds == [1.0, 2.0, 2.0]

    asyncio.run(run())


@pytest.mark.parametrize("error", [ModelNotReadyError("Broken."), RuntimeError("Broken.")])
def test_a_failure_reaches_those_that_wait_and_is_not_the_end(error: Exception) -> None:
    """Libraries raise what they like: no request may wait for a task that is dead."""

    async def run() -> None:
        waits = Waits()
        loading = around(FakeEngine([error]), waits)
        running = asyncio.create_task(loading.run())
        with pytest.raises(ModelNotReadyError, match=r"could not be loaded: .*Broken\."):
            await loading.ready(5)
        waits.go_on.set()
        await running
        await loading.ready(0)

    asyncio.run(run())


def test_a_request_during_the_second_attempt_is_not_told_of_the_first() -> None:
    class Slow(FakeEngine):
        async def load(self) -> None:
            await super().load()
            second.set()
            await finish.wait()

    second, finish = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        waits = Waits()
        loading = around(Slow([ModelNotReadyError("No network.")]), waits)
        running = asyncio.create_task(loading.run())
        await waits.begun.wait()
        waits.go_on.set()
        await second.wait()
        waiting = asyncio.create_task(loading.ready(5))
        await asyncio.sleep(0)
        assert not waiting.done()
        finish.set()
        await waiting
        await running

    asyncio.run(run())


def test_a_model_that_cannot_speak_is_loaded_again() -> None:
    async def run() -> None:
        waits = Waits()
        engine = FakeEngine(frames_error=ModelFailedError("Broken."))
        loading = around(engine, waits)
        running = asyncio.create_task(loading.run())
        await waits.begun.wait()
        engine.frames_error = None
        waits.go_on.set()
        await running
        await loading.ready(0)
        assert engine.loads == 2

    asyncio.run(run())


def test_waiting_has_a_limit() -> None:
    async def run() -> None:
        with pytest.raises(ModelNotReadyError, match="still being loaded"):
            await around(FakeEngine(), Waits()).ready(0)

    asyncio.run(run())


def test_a_first_voice_that_is_missing_delays_no_other() -> None:
    async def run() -> None:
        engine = FakeEngine(voice_error=VoiceUnavailableError("Gone."))
        loading = around(engine, Waits())
        await loading.run()
        await loading.ready(0)
        assert engine.loads == 1

    asyncio.run(run())


def test_passes_everything_on() -> None:
    async def run() -> None:
        engine = FakeEngine()
        loading = around(engine, Waits())
        await loading.run()
        assert engine.asked == [
            ("load_voice", VOICE),
            ("frames", VOICE, ["I am ready to speak."], None, True, ""),
        ]
        engine.asked.clear()
        await loading.load_voice(OTHER)
        async for _ in loading.frames(OTHER, prompts("Hi."), 7, paced=False, peer="peer"):
            pass
        assert engine.asked == [("load_voice", OTHER), ("frames", OTHER, ["Hi."], 7, False, "peer")]
        assert (loading.name, loading.sample_rate_hz) == ("fake", 48_000)
        assert loading.count_tokens("four") == 4
        await loading.close()
        assert engine.closed == 1

    asyncio.run(run())


def test_the_error_says_how_much_is_downloaded() -> None:
    async def run() -> None:
        progress = LoadProgress()
        loading = LoadingEngine(
            FakeEngine(), lambda: VOICE, lambda: 0.0, (1.0,), Waits(), progress=progress
        )
        progress.note(Progress("model.safetensors", 43, 100, 1.0))
        with pytest.raises(ModelNotReadyError, match=r"still being downloaded, 43 %\."):
            await loading.ready(0)
        progress.note(Progress("model.safetensors", 100, 100, 1.0, finished=True))
        with pytest.raises(ModelNotReadyError, match="still being loaded"):
            await loading.ready(0)

    asyncio.run(run())
