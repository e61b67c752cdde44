"""Streams of speech on real threads, whose model tests hold where it matters."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from models.batching.fake_backend import FRAME_SECONDS, FakeBackend, assert_as_if_alone, sentence
from pocket_tts_wyoming.errors import VoiceUnavailableError
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.policy import Policy
from pocket_tts_wyoming.models.batching.streaming import SpeechStreams
from pocket_tts_wyoming.models.batching.threads import ModelThreads
from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

    from pocket_tts_wyoming.models.batching.utterance import Utterance

A, B = sentence("a", 20), sentence("b", 30, pause_seconds=0.5, speed=0.5)
C = sentence("c", 25, speed=1.5)
ONE, NOBODY = VoiceSource("1.0"), VoiceSource("nobody")


def run(test: Coroutine[Any, Any, None]) -> None:
    async def limited() -> None:
        async with asyncio.timeout(60):  # only for a test that fails
            await test

    asyncio.run(limited())


class Hold:
    """Holds every call of one name, from the model's threads, until released on the loop."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._reached = threading.Event()
        self._released = threading.Event()

    def __call__(self, name: str) -> None:
        if name == self._name:
            self._reached.set()
            assert self._released.wait(60)

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._reached.wait, 60)

    def release(self) -> None:
        self._released.set()


class ListenersClock:
    """Time passes as frames are listened to."""

    def __init__(self) -> None:
        self._frames = 0

    def __call__(self) -> float:
        return self._frames * FRAME_SECONDS

    def listen(self) -> None:
        self._frames += 1


async def voice_named(voice: VoiceSource) -> float:
    if voice == NOBODY:
        raise VoiceUnavailableError("There is no such voice.")
    return float(voice.address)


@asynccontextmanager
async def streams(
    backend: FakeBackend,
    max_waiting: int = 8,
    rest_seconds: float = 60.0,
    clock: Callable[[], float] = lambda: 0.0,
) -> AsyncIterator[SpeechStreams[Utterance]]:
    """Open streams; see that their threads end with them."""
    before = set(threading.enumerate())
    threads = ModelThreads(
        limits=Limits(waiting=max_waiting),
        policy=Policy(rest_seconds=rest_seconds),
        clock=clock,
    )
    speech = SpeechStreams(threads.add(backend), voice_named)
    try:
        yield speech
    finally:
        await speech.close()
        threads.stop()
        await asyncio.to_thread(threads.join)
        left = {thread.name for thread in set(threading.enumerate()) - before}
        assert not left & {"flow-lm", "decoder"}


async def said(*prompts: Prompt) -> AsyncIterator[Prompt]:
    for prompt in prompts:
        yield prompt


async def hear(
    speech: SpeechStreams[Utterance], *prompts: Prompt, seed: int | None = 1
) -> list[Frame]:
    return [frame async for frame in speech.frames(ONE, said(*prompts), seed)]


def assert_equal(frames: Sequence[Frame], prompts: Sequence[Prompt], seed: int = 1) -> None:
    assert_as_if_alone(frames, prompts, 1.0, seed)
