from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.keepalive import with_keepalive
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

RATE_HZ = 1000
NEVER = 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def frame(sentence: int, seconds: float = 0.1, *, last: bool = False) -> Frame:
    return Frame(np.ones(round(seconds * RATE_HZ), np.float32), sentence, last)


def is_quiet(one: Frame) -> bool:
    return bool(one.samples.size) and not one.samples.any()


async def collect(frames: AsyncIterator[Frame], limit_seconds: float, clock: Clock) -> list[Frame]:
    return [one async for one in with_keepalive(frames, limit_seconds, RATE_HZ, clock)]


def quiet_before(frames: list[Frame], sentence: int) -> int:
    """Count the pieces of silence in front of a sentence."""
    start = next(
        i for i, one in enumerate(frames) if one.sentence == sentence and one.samples.any()
    )
    count = 0
    while is_quiet(frames[start - 1 - count]):
        count += 1
    return count


def test_passes_everything_on_unchanged_while_frames_come() -> None:
    async def run() -> None:
        given = [frame(0), frame(0, last=True), frame(1, last=True)]

        async def frames() -> AsyncIterator[Frame]:
            for one in given:
                yield one

        assert await collect(frames(), 60, Clock()) == given

    asyncio.run(run())


def test_a_pause_between_sentences_is_filled_up_to_the_limit() -> None:
    async def run() -> None:
        clock = Clock()

        async def frames() -> AsyncIterator[Frame]:
            yield frame(0, last=True)
            for _ in range(60):
                clock.now += 0.1
                await asyncio.sleep(0.01)
            yield frame(1, last=True)

        heard = await collect(frames(), 1.0, clock)
        assert quiet_before(heard, 1) == 2

    asyncio.run(run())


def test_a_model_that_is_late_in_mid_sentence_gets_no_silence() -> None:
    async def run() -> None:
        clock = Clock()

        async def frames() -> AsyncIterator[Frame]:
            await asyncio.sleep(0.02)
            yield frame(0)
            clock.now = 10.0
            await asyncio.sleep(0.02)
            yield frame(0, last=True)

        assert not any(map(is_quiet, await collect(frames(), 60, clock)))

    asyncio.run(run())


def test_a_pause_beyond_the_limit_is_not_made_up_for_later() -> None:
    """The player starved meanwhile: what it plays next, it plays from then on."""

    async def run() -> None:
        clock = Clock()

        async def frames() -> AsyncIterator[Frame]:
            yield frame(0, last=True)
            clock.now = 60.0
            await asyncio.sleep(0.05)
            yield frame(1, seconds=5.0, last=True)
            await asyncio.sleep(0.05)  # the next sentence is being prompted
            yield frame(2, last=True)

        heard = await collect(frames(), 0.5, clock)
        assert quiet_before(heard, 1) == 1
        assert quiet_before(heard, 2) == 0

    asyncio.run(run())


def test_closing_while_silence_is_sent_ends_the_read_under_way() -> None:
    async def run() -> None:
        ended = asyncio.Event()

        async def frames() -> AsyncGenerator[Frame, None]:
            try:
                yield frame(0, last=True)
                await asyncio.sleep(NEVER)
            finally:
                ended.set()

        source = frames()
        async with (
            aclosing(source),
            aclosing(with_keepalive(source, 60, RATE_HZ, Clock())) as heard,
        ):
            async for one in heard:
                if is_quiet(one):
                    break
        assert ended.is_set()

    asyncio.run(run())
