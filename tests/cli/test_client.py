from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Attribution, Info, TtsProgram

from cli.fake_server import START, STOP, STOPPED, Peer, chunk, fake_server
from pocket_tts_wyoming.cli.client import (
    BrokenAnswerError,
    HeardChunk,
    ServerReportedError,
    health,
    speak,
)
from support.ports import closed_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

HOST = "127.0.0.1"
INFO = Info(
    tts=[
        TtsProgram(
            name="pocket-tts",
            attribution=Attribution("Kyutai", "https://kyutai.org"),
            installed=True,
            description=None,
            version="1",
            voices=[],
        )
    ]
)


async def heard(
    answer: Callable[[Peer], Awaitable[None]],
    text: str | AsyncIterator[str] = "Hello there.",
    voice: str | None = None,
    *,
    streaming: bool = True,
) -> list[HeardChunk]:
    async with fake_server(answer) as port:
        stream = speak(HOST, port, text, voice, streaming=streaming)
        return [part async for part in stream]


def test_plain_request_ends_with_audio_stop() -> None:
    async def answer(peer: Peer) -> None:
        request = await peer.read_until("synthesize")
        assert request.data == {"text": "Hello there.", "voice": {"name": "eve"}}
        await peer.write(START, chunk(2400), chunk(1200), STOP)
        assert await peer.read() is None  # the client leaves

    parts = asyncio.run(heard(answer, voice="eve", streaming=False))
    assert [part.seconds for part in parts] == pytest.approx([0.1, 0.05])
    assert b"".join(part.pcm for part in parts) == b"\x01\x00" * 3600


def test_streaming_request_is_home_assistants_and_ends_with_synthesize_stopped() -> None:
    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-stop")
        assert [(event.type, event.data) for event in peer.received] == [
            ("synthesize-start", {"voice": {"name": "eve"}}),
            ("synthesize-chunk", {"text": "Hello there."}),
            ("synthesize", {"text": "Hello there.", "voice": {"name": "eve"}}),
            ("synthesize-stop", {}),
        ]
        await peer.write(START, chunk(100), STOP, START, chunk(200), STOP, STOPPED)
        assert await peer.read() is None

    parts = asyncio.run(heard(answer, voice="eve"))
    assert [len(part.pcm) for part in parts] == [200, 400]


def test_pieces_leave_one_by_one_while_audio_arrives() -> None:
    answered = asyncio.Event()

    async def pieces() -> AsyncIterator[str]:
        yield "One. "
        await answered.wait()  # the second piece exists only once the first one was heard
        yield "Two."

    async def answer(peer: Peer) -> None:
        assert (await peer.read_until("synthesize-chunk")).data == {"text": "One. "}
        await peer.write(START, chunk(100))
        assert (await peer.read_until("synthesize")).data == {"text": "One. Two."}
        await peer.read_until("synthesize-stop")
        await peer.write(chunk(300), STOP, STOPPED)

    async def scenario() -> list[int]:
        sizes = []
        async with fake_server(answer) as port, aclosing(speak(HOST, port, pieces())) as stream:
            async for part in stream:
                sizes.append(len(part.pcm))
                answered.set()
        return sizes

    assert asyncio.run(scenario()) == [200, 600]


def test_arrival_counts_from_the_first_text() -> None:
    now = 100.0

    async def pieces() -> AsyncIterator[str]:
        nonlocal now
        now = 107.0  # thinking about the first words takes 7 s
        yield "Hello."

    async def answer(peer: Peer) -> None:
        nonlocal now
        await peer.read_until("synthesize-stop")
        now = 107.25
        await peer.write(START, chunk(1), STOP, STOPPED)

    async def scenario() -> float:
        async with fake_server(answer) as port:
            stream = speak(HOST, port, pieces(), clock=lambda: now)
            parts = [part async for part in stream]
        return parts[0].arrived_seconds

    assert asyncio.run(scenario()) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("code", "expected"), [("voice-not-found", "voice-not-found"), (None, "internal-error")]
)
def test_an_error_event_becomes_an_exception_with_its_code(code: str | None, expected: str) -> None:
    async def answer(peer: Peer) -> None:
        await peer.read()
        await peer.write(Error("There is no voice bob.", code))

    with pytest.raises(ServerReportedError, match=r"There is no voice bob\.") as caught:
        asyncio.run(heard(answer))
    assert caught.value.code == expected


def test_an_error_is_told_even_if_the_text_cannot_be_sent_any_more() -> None:
    refused = asyncio.Event()

    async def endless() -> AsyncIterator[str]:
        yield "Hello. "
        await refused.wait()
        while True:
            yield "more text " * 1000

    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-chunk")
        await peer.write(Error("The text is too long.", "text-too-long"))
        refused.set()

    with pytest.raises(ServerReportedError, match="too long"):
        asyncio.run(asyncio.wait_for(heard(answer, endless()), 60))


def reset(peer: Peer) -> None:
    raw: socket.socket = peer.writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.writer.transport.abort()


@pytest.mark.parametrize("ending", ["close", "reset", "half an event", "no Wyoming"])
def test_a_broken_answer_is_not_a_complete_one(ending: str) -> None:
    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-stop")
        await peer.write(START, chunk(100))
        if ending == "reset":
            reset(peer)
        elif ending == "half an event":
            peer.writer.write(b'{"type": "audio-chunk", "data_length": 50}\n{"rate"')
        elif ending == "no Wyoming":
            peer.writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with pytest.raises(BrokenAnswerError):
        asyncio.run(heard(answer))


@pytest.mark.parametrize("event", [Event("audio-chunk", {"rate": 24000}), Event("error", {})])
def test_a_malformed_event_is_named(event: Event) -> None:
    class Malformed:
        def event(self) -> Event:
            return event

    async def answer(peer: Peer) -> None:
        await peer.read()
        await peer.write(Malformed())  # type: ignore[arg-type]  # all that write uses of one

    with pytest.raises(BrokenAnswerError, match=f"malformed {event.type}"):
        asyncio.run(heard(answer))


def test_failing_text_ends_the_answer() -> None:
    async def broken() -> AsyncIterator[str]:
        yield "Hello. "
        raise RuntimeError("the story has no end")

    async def answer(peer: Peer) -> None:
        while await peer.read() is not None:
            pass

    with pytest.raises(RuntimeError, match="no end"):
        asyncio.run(asyncio.wait_for(heard(answer, broken()), 60))


def test_leaving_early_closes_the_connection() -> None:
    left = asyncio.Event()

    async def answer(peer: Peer) -> None:
        await peer.read_until("synthesize-stop")
        await peer.write(START, chunk(100))
        assert await peer.read() is None
        left.set()

    async def scenario() -> None:
        async with fake_server(answer) as port:
            async with aclosing(speak(HOST, port, "A long story.")) as stream:
                await anext(stream)
            await asyncio.wait_for(left.wait(), 60)

    asyncio.run(scenario())


def test_health_returns_info() -> None:
    async def answer(peer: Peer) -> None:
        await peer.read_until("describe")
        await peer.write(INFO)

    async def scenario() -> Info:
        async with fake_server(answer) as port:
            return await health(HOST, port, timeout_seconds=10)

    assert asyncio.run(scenario()) == INFO


def test_health_of_a_silent_server_times_out() -> None:
    async def answer(peer: Peer) -> None:
        while await peer.read() is not None:
            pass

    async def scenario() -> None:
        async with fake_server(answer) as port:
            await health(HOST, port, timeout_seconds=0.05)

    with pytest.raises(TimeoutError):
        asyncio.run(scenario())


def test_nobody_listening_is_an_os_error() -> None:
    with closed_port() as port, pytest.raises(OSError, match=str(port)):
        asyncio.run(health(HOST, port, timeout_seconds=10))
