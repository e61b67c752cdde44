"""One connection over real TCP, with speech that the test drives."""

from __future__ import annotations

import asyncio
import errno
import logging
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest

from pocket_tts_wyoming.errors import ModelFailedError, VoiceNotFoundError
from pocket_tts_wyoming.limits import MAX_WAITING_REQUESTS
from pocket_tts_wyoming.protocol import connection
from pocket_tts_wyoming.protocol.connection import Connection
from pocket_tts_wyoming.protocol.info import info
from pocket_tts_wyoming.protocol.wire import Wire
from support.wyoming_client import Client, connect

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from pocket_tts_wyoming.speech.speech import Request, Speech

PCM = b"\1\0" * 2048
PATIENCE_SECONDS = 60.0  # ends a test that waits in vain


class FakeSpeech:
    """Says one chunk per piece of text; the voice names what goes wrong."""

    def __init__(self) -> None:
        self.sample_rate_hz = 24_000
        self.speaking = 0
        self.requests: list[Request] = []
        self.hurry = asyncio.Event()

    async def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        self.requests.append(request)
        if request.voice == "nobody":
            raise VoiceNotFoundError("There is no such voice.")
        self.sample_rate_hz = 48_000  # known when the model is loaded
        self.speaking += 1
        try:
            yield b""
            if request.voice == "slow":
                await self.hurry.wait()
            async for _ in request.text:
                yield PCM
            if request.voice == "broken":
                raise ModelFailedError("The model failed.")
        finally:
            await asyncio.sleep(0.02)  # a model takes about a frame to stop
            self.speaking -= 1


class Naps:
    """Sleeps that end when the test says so."""

    def __init__(self) -> None:
        self.begun: asyncio.Queue[float] = asyncio.Queue()
        self.cancelled: asyncio.Queue[float] = asyncio.Queue()
        self.over = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.begun.put_nowait(seconds)
        try:
            await self.over.wait()
        except asyncio.CancelledError:
            self.cancelled.put_nowait(seconds)
            raise


@dataclass
class Served:
    """One connection: the client's end, and what the server has of it."""

    client: Client
    task: asyncio.Task[None]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    naps: Naps


@asynccontextmanager
async def serving(speech: FakeSpeech, idle_limit_seconds: float = 60.0) -> AsyncIterator[Served]:
    accepted: asyncio.Queue[
        tuple[asyncio.Task[None], asyncio.StreamReader, asyncio.StreamWriter]
    ] = asyncio.Queue()
    naps = Naps()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        accepted.put_nowait((task, reader, writer))
        await Connection(
            Wire(reader, writer),
            cast("Speech", speech),
            lambda: info((), "pocket-tts"),
            asyncio.get_running_loop().time,
            idle_limit_seconds,
            naps.sleep,
        ).run()

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        async with (
            asyncio.timeout(PATIENCE_SECONDS),
            connect(server.sockets[0].getsockname()[1]) as client,
        ):
            yield Served(client, *await accepted.get(), naps)
    finally:
        server.close()


async def ended(task: asyncio.Task[None]) -> None:
    await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
    assert task.done(), "the connection outlives its client"


def test_leaving_right_after_a_new_stream_ends_the_connection() -> None:
    """The cancelled old stream must not swallow the connection's own end."""

    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as served:
            client = served.client
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text="Hello.")
            await client.answer("audio-chunk")
            await client.send("synthesize-start")
            await client.leave()
            await ended(served.task)
        assert speech.speaking == 0

    asyncio.run(run())


@pytest.mark.parametrize("heard", [True, False])
def test_leaving_ends_an_answer_of_which_nothing_is_being_sent(heard: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    """The kernel says no more than that the client has ended its side, until something is sent."""

    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as served:
            client = served.client
            if heard:
                await client.speak("Hello.")
            await client.send("synthesize", text="Hello.", voice={"name": "slow"})
            await client.answer("audio-start")
            await client.leave()
            await ended(served.task)
        assert speech.speaking == 0

    asyncio.run(run())


def test_a_client_that_ends_its_side_alone_gets_the_answer() -> None:
    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as served:
            client = served.client
            await client.send("synthesize", text="Hello.", voice={"name": "slow"})
            await client.answer("audio-start")
            assert await client.end_input() == b" "  # which asks whether the client is still there
            speech.hurry.set()
            assert (await client.answer("audio-stop")).kinds == ["audio-chunk", "audio-stop"]
            assert await client.receive() is None
            await ended(served.task)

    asyncio.run(run())


def test_a_new_stream_while_the_old_one_fails_is_answered() -> None:
    async def run() -> None:
        async with serving(FakeSpeech()) as served:
            client = served.client
            for _ in range(3):
                await client.send("synthesize-start", voice={"name": "nobody"})
                await client.send("synthesize-start")
            await client.send("synthesize-chunk", text="Hello.")
            await client.send("synthesize-stop")
            kinds: list[str] = []
            async with asyncio.timeout(PATIENCE_SECONDS):
                while kinds[-3:] != ["audio-chunk", "audio-stop", "synthesize-stopped"]:
                    event = await client.receive()
                    assert event is not None
                    kinds.append(event.type)

    asyncio.run(run())


@pytest.mark.parametrize("failures", [1, 2])
def test_a_failed_request_does_not_end_the_ones_behind_it(failures: int) -> None:
    async def run() -> None:
        async with serving(FakeSpeech()) as served:
            client, naps = served.client, served.naps
            for _ in range(failures):
                await client.send("synthesize", text="Hi", voice={"name": "nobody"})
                assert (await client.answer()).kinds == ["error"]
                assert await naps.begun.get() == connection.RESET_AFTER_ERROR_SECONDS
            await client.send("synthesize-start")
            for _ in range(failures):
                await naps.cancelled.get()
            await client.send("synthesize-chunk", text="Hello.")
            await client.send("synthesize-stop")
            assert (await client.answer("synthesize-stopped")).kinds == [
                "audio-start",
                "audio-chunk",
                "audio-stop",
                "synthesize-stopped",
            ]
            assert naps.begun.empty()

    asyncio.run(run())


def test_a_client_that_does_not_know_errors_is_reset_after_a_while() -> None:
    async def run() -> None:
        async with serving(FakeSpeech()) as served:
            await served.client.send("synthesize", text="Hi", voice={"name": "nobody"})
            assert (await served.client.answer()).kinds == ["error"]
            await served.naps.begun.get()
            served.naps.over.set()
            with pytest.raises(ConnectionResetError):
                await served.client.receive()
            await ended(served.task)

    asyncio.run(run())


def test_a_failure_after_sound_is_an_error_and_a_reset_at_once() -> None:
    """Home Assistant takes a plain close for the end, and keeps the cut answer."""

    async def run() -> None:
        async with serving(FakeSpeech()) as served:
            await served.client.send("synthesize", text="Hi", voice={"name": "broken"})
            assert (await served.client.answer()).kinds == ["audio-start", "audio-chunk", "error"]
            with pytest.raises(ConnectionResetError):
                await served.client.receive()
            assert served.naps.begun.empty(), "nothing was waited for"
            await ended(served.task)

    asyncio.run(run())


@pytest.mark.parametrize("reason", ["bad-event", "server-busy"])
def test_the_text_of_a_refused_stream_is_ignored(reason: str) -> None:
    """One error is enough; Home Assistant goes on sending chunks and repeats the whole text."""

    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as served:
            client = served.client
            waiting = MAX_WAITING_REQUESTS if reason == "server-busy" else 0
            if waiting:
                await client.send("synthesize", text="Hi", voice={"name": "slow"})
                assert (await client.answer("audio-start")).kinds == ["audio-start"]
            for _ in range(waiting):
                await client.send("synthesize", text="Hi")
            voice = 5 if reason == "bad-event" else "alba"
            await client.send("synthesize-start", voice={"name": voice})
            assert (await client.answer()).error["code"] == reason
            for _ in range(5):
                await client.send("synthesize-chunk", text="Hello.")
            await client.send("synthesize", text="Hello." * 5)
            await client.send("synthesize-stop")
            await client.send("ping", text="end")
            assert (await client.answer("pong")).kinds == ["pong"]

            speech.hurry.set()
            for _ in range(bool(waiting) + waiting):
                await client.answer("audio-stop")
            await client.send("synthesize", text="Hello.")
            assert (await client.answer("audio-stop")).kinds[-1] == "audio-stop"
            await client.send("synthesize-stop")
            assert (await client.answer()).error["code"] == "bad-event"

    asyncio.run(run())


def test_the_rate_is_the_loaded_models_own() -> None:
    async def run() -> None:
        async with serving(FakeSpeech()) as served:
            await served.client.send("synthesize", text="Hi")
            answer = await served.client.answer("audio-stop")
            assert [event.data["rate"] for event in answer.events[:-1]] == [48_000, 48_000]

    asyncio.run(run())


SOCKET_ERRORS = [
    ConnectionResetError(errno.ECONNRESET, "reset"),
    BrokenPipeError(errno.EPIPE, "pipe"),
    TimeoutError(errno.ETIMEDOUT, "timed out"),
    OSError(errno.EHOSTUNREACH, "no route"),
    OSError(errno.ENETUNREACH, "no network"),
]


@pytest.mark.parametrize("error", SOCKET_ERRORS, ids=lambda error: errno.errorcode[error.errno])
@pytest.mark.parametrize("when", ["idle", "answering", "failing"])
def test_a_peer_that_falls_off_the_network_has_left(
    error: OSError, when: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The kernel tells so with more errors than ConnectionError."""

    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as served:
            if when != "idle":
                voice = "broken" if when == "failing" else "alba"
                await served.client.send("synthesize-start", voice={"name": voice})
                await served.client.send("synthesize-chunk", text="Hello.")
                await served.client.answer("audio-chunk")
            # What asyncio does when the socket fails.
            served.reader.set_exception(error)
            with suppress(ConnectionError):
                await served.client.send("synthesize-stop" if when == "failing" else "ping")
            await ended(served.task)
            served.writer.transport.abort()
            assert served.task.exception() is None
        assert speech.speaking == 0

    with caplog.at_level(logging.INFO):
        asyncio.run(run())
    assert "defect" not in caplog.text
    assert "Traceback" not in caplog.text


def test_what_nobody_expected_ends_an_answer_under_way_with_a_reset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For instance no memory to read with: a plain close would make the answer look whole."""

    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as served:
            await served.client.send("synthesize-start", voice={"name": "slow"})
            await served.client.receive()

            def fails(_: int) -> bytes:
                raise MemoryError

            monkeypatch.setattr(served.reader, "_wait_for_data", fails)
            await served.client.send("ping")
            with pytest.raises(ConnectionResetError):
                await served.client.answer()  # behind that to what had been read
            with pytest.raises(MemoryError):
                await served.task
            assert speech.speaking == 0

    asyncio.run(run())


def test_more_requests_than_may_wait_are_refused_by_name() -> None:
    async def run() -> None:
        async with serving(FakeSpeech()) as served:
            client = served.client
            await client.send("synthesize-start")
            assert (await client.answer("audio-start")).kinds == ["audio-start"]
            await client.send("synthesize-stop")
            for _ in range(3 * MAX_WAITING_REQUESTS):
                await client.send("synthesize", text="Hi")
            answers = [await client.answer("audio-stop")]
            while "error" not in answers[-1].kinds:
                answers.append(await client.answer("audio-stop"))
            assert answers[-1].error["code"] == "server-busy"

    asyncio.run(run())


def test_a_silent_writer_ends_the_stream_and_the_connection() -> None:
    async def run() -> None:
        async with serving(FakeSpeech(), idle_limit_seconds=0.05) as served:
            client = served.client
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text="Hello.")
            assert (await client.answer("synthesize-stopped")).kinds[-1] == "synthesize-stopped"
            assert await client.receive() is None
            await ended(served.task)

    asyncio.run(run())


@pytest.mark.parametrize("streamed", [True, False])
def test_only_a_streamed_answer_is_listened_to_meanwhile(streamed: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    """Home Assistant collects the answer to a plain `synthesize` before it plays any."""

    async def run() -> None:
        speech = FakeSpeech()
        async with serving(speech) as served:
            if streamed:
                await served.client.stream(["Hello my dear friend."])
            else:
                await served.client.speak("Hello my dear friend.")
        assert [request.paced for request in speech.requests] == [streamed]

    asyncio.run(run())
