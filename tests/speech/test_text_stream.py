from __future__ import annotations

import asyncio

import pytest

from pocket_tts_wyoming.errors import TextTooLongError
from pocket_tts_wyoming.limits import MAX_TEXT_CHARACTERS
from pocket_tts_wyoming.speech.text_stream import TextStream
from support.virtual_time import run_virtually


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_gives_pieces_in_order_and_knows_when_each_came() -> None:
    async def run() -> None:
        clock = Clock()
        text = TextStream(clock, idle_limit_seconds=60)
        text.put("one")
        clock.now = 2.0
        text.put("two")
        text.close()
        clock.now = 9.0
        assert await anext(text) == "one"
        assert text.taken_at == 0.0
        assert await anext(text) == "two"
        assert text.taken_at == 2.0
        with pytest.raises(StopAsyncIteration):
            await anext(text)
        assert text.characters == 6

    asyncio.run(run())


def test_wakes_a_reader_that_waits() -> None:
    async def run() -> None:
        text = TextStream(Clock(), idle_limit_seconds=60)
        reading = asyncio.ensure_future(anext(text))
        await asyncio.sleep(0)
        assert not reading.done()
        text.put("late")
        assert await reading == "late"

    asyncio.run(run())


def test_ends_by_itself_when_the_writer_is_gone() -> None:
    async def run() -> None:
        text = TextStream(Clock(), idle_limit_seconds=60)
        text.put("Hello.")
        assert [piece async for piece in text] == ["Hello."]
        assert not text.is_open

    run_virtually(run())


def test_fails_instead_of_growing() -> None:
    async def run() -> None:
        text = TextStream(Clock(), idle_limit_seconds=60)
        text.put("x" * MAX_TEXT_CHARACTERS)
        text.put("y")
        assert len(await anext(text)) == MAX_TEXT_CHARACTERS
        with pytest.raises(TextTooLongError):
            await anext(text)

    asyncio.run(run())


def test_an_empty_piece_is_ignored() -> None:
    """300,000 of them took 26 MB, and each reset the idle limit."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        text = TextStream(loop.time, idle_limit_seconds=10)

        async def put_nothing() -> None:
            for _ in range(30):
                await asyncio.sleep(1)
                text.put("")

        text.put("Hello.")
        writing = asyncio.create_task(put_nothing())
        assert [piece async for piece in text] == ["Hello."]
        assert loop.time() == 10.0
        await writing

    run_virtually(run())
