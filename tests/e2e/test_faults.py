"""What goes wrong for one client is told to that client, and nobody else notices."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wyoming.event import Event

SENTENCE = "The kitchen light is on."
# Twenty minutes of audio. A client that does not read lets four through: the kernel's buffers have
# room for 10 MB.
LONG = " ".join([SENTENCE] * 700)
STOPPED = f" {len(LONG)} characters.*stopped early"


def check_health(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            assert (await client.speak(SENTENCE)).kinds[-1] == "audio-stop"

    asyncio.run(run())


def leave_early(server: Server) -> str:
    """Leave at the first sound of a long answer; return the server's line about it."""
    stopped = len(server.logged(STOPPED))

    async def run() -> None:
        async with connect(server.port) as client:
            await client.send("synthesize", text=LONG)
            await client.answer("audio-chunk")

    asyncio.run(run())
    return server.wait_for_log(STOPPED, stopped + 1).string


@pytest.mark.parametrize(
    ("kind", "data", "code", "word"),
    [
        ("synthesize", {"text": "Hi", "voice": {"name": "nobody"}}, "voice-not-found", "alba"),
        ("synthesize", {"text": 5}, "bad-event", "synthesize"),
        ("synthesize", {}, "bad-event", "text"),
        ("synthesize", {"text": "Hi", "voice": {"name": 5}}, "bad-event", "voice"),
        ("synthesize-chunk", {"text": "Hi"}, "bad-event", "synthesize-start"),
        ("synthesize-stop", {}, "bad-event", "synthesize-start"),
        ("synthesize", {"text": "x" * 20_001}, "text-too-long", "20000"),
    ],
)
def test_errors_are_named_and_the_connection_goes_on(
    server: Server, kind: str, data: dict[str, object], code: str, word: str
) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            await client.send(kind, **data)
            answer = await client.answer("audio-stop")
            assert answer.error["code"] == code
            assert word in answer.error["text"]
            assert answer.kinds == ["error"]
            assert (await client.speak(SENTENCE)).kinds[-1] == "audio-stop"

    asyncio.run(run())


def test_a_stream_that_failed_swallows_its_rest(server: Server) -> None:
    """Home Assistant goes on sending chunks and the repeated text after an error."""

    async def run() -> None:
        async with connect(server.port) as client:
            answer = await client.stream([SENTENCE, " More."], voice="nobody")
            assert answer.kinds == ["error"]
            assert (await client.speak(SENTENCE)).kinds == [
                "audio-start",
                "audio-chunk",
                "audio-stop",
            ]

    asyncio.run(run())


def test_a_client_that_does_not_know_errors_is_not_left_waiting(server: Server) -> None:
    """Core up to 2026.7 ignores `error`: silence, then a reset (which it does not cache)."""

    async def run() -> None:
        async with connect(server.port) as client:
            await client.send("synthesize", text="Hi", voice={"name": "nobody"})
            assert (await client.answer()).kinds == ["error"]
            with pytest.raises(ConnectionResetError):
                await client.receive()

    asyncio.run(run())


def test_too_long_a_stream_fails_after_audio_with_error_and_reset(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text=f"{SENTENCE} And ")
            await client.answer("audio-chunk")
            await client.send("synthesize-chunk", text="x" * 20_001)
            answer = await client.answer("audio-stop")
            assert answer.error["code"] == "text-too-long"
            with pytest.raises(ConnectionResetError):
                await client.receive()

    asyncio.run(run())


def test_a_client_that_leaves_stops_the_model(server: Server) -> None:
    line = leave_early(server)
    seconds = float(line.partition(" s of audio")[0].rpartition(", ")[2])
    assert seconds < 600, "more than half of it was still to be made"
    check_health(server)


def test_nothing_is_left_running_after_clients_left(server: Server) -> None:
    check_health(server)
    before = server.threads()
    for _ in range(5):
        leave_early(server)
    check_health(server)
    assert server.threads() <= before


def test_a_client_that_does_not_read_costs_nobody_anything(server: Server) -> None:
    stopped = len(server.logged(STOPPED))
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        text = LONG.encode()
        header = b'{"type": "synthesize", "data": {"text": "%s"}}\n' % text
        slow.sendall(header)
        for _ in range(3):
            check_health(server)
    server.wait_for_log(STOPPED, stopped + 1)


junk = st.one_of(
    st.binary(max_size=80),
    st.sampled_from(
        [
            b'{"type": "synthesize-start"}\n',
            b'{"type": "synthesize-stop"}\n',
            b'{"type": "synthesize-chunk", "data": {"text": "Hi there you. "}}\n',
            b'{"type": "synthesize", "data": {"text": "Hello my dear."}}\n',
            b'{"type": "synthesize", "data": {"text": null}}\n',
            b'{"type": "describe", "data": {"text": []}}\n',
            b'{"type": "ping"}\n',
            b'{"type": "audio-chunk", "payload_length": 3}\nabc',
            b'{"type": "synthesize", "data_length": 4}\n{"a"',
            b"\n",
        ]
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=st.lists(junk, max_size=8))
def test_hostile_streams_do_not_disturb_others(server: Server, pieces: list[bytes]) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as hostile:
        for piece in pieces:
            try:
                hostile.sendall(piece)
            except OSError:
                break

        async def run() -> None:
            async with connect(server.port) as client:
                await client.describe()

        asyncio.run(run())
    assert not server.logged("Traceback|defect"), "\n".join(server.lines)


def test_after_all_that_it_still_speaks(server: Server) -> None:
    check_health(server)


def test_a_writer_that_falls_silent(tiny_environment: Mapping[str, str]) -> None:
    """What is there is spoken, and after the limit the stream ends properly."""
    with Server({**tiny_environment, "TEXT_IDLE_LIMIT": "1"}) as server:

        async def run() -> None:
            async with connect(server.port) as client:
                await client.send("synthesize-start")
                await client.send("synthesize-chunk", text=f"{SENTENCE} The second one")
                answer = await client.answer("synthesize-stopped")
                assert answer.kinds == [
                    "audio-start",
                    "audio-chunk",
                    "audio-stop",
                    "synthesize-stopped",
                ]
                assert await client.receive() is None

        asyncio.run(run())


def test_paced_silence_keeps_players_alive(tiny_environment: Mapping[str, str]) -> None:
    with Server({**tiny_environment, "KEEPALIVE_SILENCE": "1"}) as server:

        async def run() -> None:
            async with connect(server.port) as client:
                await client.send("synthesize-start")
                await client.send("synthesize-chunk", text=f"{SENTENCE}\n")
                quiet = 0
                while quiet < 2:  # two pieces of half a second are the whole second
                    event: Event | None = await client.receive()
                    assert event is not None
                    # The first one may begin with the slope from the last sample to zero.
                    quiet += event.payload is not None and not any(event.payload[-1000:])
                await client.send("synthesize-chunk", text="The bedroom window is open.")
                await client.send("synthesize-stop")
                answer = await client.answer("synthesize-stopped")
                assert answer.samples.any()

        asyncio.run(run())
