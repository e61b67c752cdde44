"""One connection over real TCP, with speech that the test drives."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import pytest

from pocket_tts_wyoming.errors import VoiceNotFoundError
from pocket_tts_wyoming.protocol import connection
from pocket_tts_wyoming.protocol.connection import Connection
from pocket_tts_wyoming.protocol.wire import Wire
from support.wyoming_client import Client, connect

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from pocket_tts_wyoming.speech.speech import Request, Speech

PCM = b"\1\0" * 2048


class FakeSpeech:
    """Says one chunk per piece of text; the voice names what goes wrong."""

    sample_rate_hz = 24_000

    def __init__(self) -> None:
        self.speaking = 0

    async def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        if request.voice == "nobody":
            raise VoiceNotFoundError("There is no such voice.")
        self.speaking += 1
        try:
            yield b""
            async for _ in request.pieces:
                yield PCM
        finally:
            await asyncio.sleep(0.02)  # a model takes about a frame to stop
            self.speaking -= 1


@asynccontextmanager
async def serving(
    speech: FakeSpeech, idle_limit_seconds: float = 60.0
) -> AsyncIterator[tuple[Client, asyncio.Task[None]]]:
    """Give a client and the task of its connection."""
    tasks: asyncio.Queue[asyncio.Task[None]] = asyncio.Queue()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.put_nowait(task)
        await Connection(
            Wire(reader, writer),
            cast("Speech", speech),
            tuple,
            asyncio.get_running_loop().time,
            idle_limit_seconds,
        ).run()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        async with connect(server.sockets[0].getsockname()[1]) as client:
            yield client, await tasks.get()
    finally:
        server.close()


async def ended(task: asyncio.Task[None]) -> None:
    await asyncio.wait({task}, timeout=5)
    assert task.done(), "the connection outlives its client"


def test_leaving_right_after_a_new_stream_ends_the_connection() -> None:
    """The cancelled old stream must not swallow the connection's own end."""

    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as (client, task):
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text="Hello.")
            await client.answer("audio-chunk")
            await client.send("synthesize-start")
            await client.leave()
            await ended(task)
        assert speech.speaking == 0

    asyncio.run(run())


def test_a_new_stream_while_the_old_one_fails_is_answered() -> None:
    async def run() -> None:
        async with serving(FakeSpeech()) as (client, _):
            for _ in range(3):
                await client.send("synthesize-start", voice={"name": "nobody"})
                await client.send("synthesize-start")
            await client.send("synthesize-chunk", text="Hello.")
            await client.send("synthesize-stop")
            kinds: list[str] = []
            async with asyncio.timeout(5):
                while kinds[-3:] != ["audio-chunk", "audio-stop", "synthesize-stopped"]:
                    event = await client.receive()
                    assert event is not None
                    kinds.append(event.type)

    asyncio.run(run())


@pytest.mark.parametrize("failures", [1, 2])
def test_a_failed_request_does_not_end_the_ones_behind_it(
    failures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "RESET_AFTER_ERROR_SECONDS", 0.05)

    async def run() -> None:
        async with serving(FakeSpeech()) as (client, _):
            for _ in range(failures):
                await client.send("synthesize", text="Hi", voice={"name": "nobody"})
            await client.send("synthesize-start")
            for _ in range(failures):
                assert (await client.answer()).kinds == ["error"]
            await asyncio.sleep(0.2)  # four times what the reset would take
            await client.send("synthesize-chunk", text="Hello.")
            await client.send("synthesize-stop")
            assert (await client.answer("synthesize-stopped")).kinds == [
                "audio-start",
                "audio-chunk",
                "audio-stop",
                "synthesize-stopped",
            ]

    asyncio.run(run())


def test_more_requests_than_may_wait_are_refused_by_name() -> None:
    async def run() -> None:
        async with serving(FakeSpeech()) as (client, _):
            await client.send("synthesize-start")
            assert (await client.answer("audio-start")).kinds == ["audio-start"]
            await client.send("synthesize-stop")
            for _ in range(3 * connection.MAX_WAITING_REQUESTS):
                await client.send("synthesize", text="Hi")
            answers = [await client.answer("audio-stop")]
            while "error" not in answers[-1].kinds:
                answers.append(await client.answer("audio-stop"))
            assert answers[-1].error["code"] == "server-busy"

    asyncio.run(run())


def test_a_silent_writer_ends_the_stream_and_the_connection() -> None:
    async def run() -> None:
        async with serving(FakeSpeech(), idle_limit_seconds=0.05) as (client, task):
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text="Hello.")
            assert (await client.answer("synthesize-stopped")).kinds[-1] == "synthesize-stopped"
            assert await client.receive() is None
            await ended(task)

    asyncio.run(run())
