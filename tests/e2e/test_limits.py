"""What hostile, stuck and vanished clients cost, and how an answer ends that was killed."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SENTENCE = "The kitchen light is on."
LONG = " ".join([SENTENCE] * 60)
# Twenty minutes of audio: the kernel's buffers have room for four, so it cannot have left whole.
ENDLESS = " ".join([SENTENCE] * 700)
STUCK = 12
STUCK_BYTES = 6_000_000
BOMBED_BYTES = 30_000_000


def check_health(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            assert (await client.speak(SENTENCE)).kinds[-1] == "audio-stop"

    asyncio.run(run())


def until_served(server: Server) -> None:
    """Ask again while the server still counts connections that have ended."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return check_health(server)
        except (OSError, EOFError, AssertionError, IndexError):  # refused, in some way
            assert time.monotonic() < deadline


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGILL, signal.SIGABRT])
def test_an_answer_of_a_killed_server_ends_with_a_reset(
    tiny_environment: Mapping[str, str], number: signal.Signals
) -> None:
    """Home Assistant takes a plain close for the end and keeps the cut answer for good."""

    async def run(server: Server) -> None:
        async with connect(server.port) as client:
            await client.send("synthesize", text=ENDLESS)
            for _ in range(3):  # audio-start and some sound
                assert await client.receive() is not None
            server.process.send_signal(number)
            with pytest.raises(ConnectionResetError):
                await client.answer("audio-stop")

    with Server(tiny_environment) as server:
        asyncio.run(run(server))
        server.process.wait()


def test_a_client_that_ends_its_own_side_gets_its_answer(server: Server) -> None:
    """As `printf ... | nc -N` does."""
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b'{"type": "synthesize", "data": {"text": "The light is on."}}\n')
        client.shutdown(socket.SHUT_WR)
        received = b""
        while piece := client.recv(65536):
            received += piece
    assert b"audio-start" in received
    assert b'"audio-stop"' in received[-200:]


def test_thirty_bombs_of_json_at_once_cost_little_memory(server: Server) -> None:
    """A claimed length, and 349,000 objects in one list, took 886 MB once."""
    bomb = b'{"a":[' + b",".join([b"{}"] * 349_000) + b"]}"
    head = b'{"type":"synthesize","data_length":%d}\n' % len(bomb)
    check_health(server)
    before_bytes = server.resident_bytes()
    with ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            for _ in range(30)
        ]
        for client in clients:
            client.settimeout(10)
            with suppress(OSError):  # given up after the head, as it should be
                client.sendall(head + bomb)
        check_health(server)
        grown_bytes = server.resident_bytes() - before_bytes
    assert grown_bytes < BOMBED_BYTES


def test_answers_that_nobody_reads_leave_no_memory_behind(server: Server) -> None:
    """What waits for each is bounded, and goes back to the system when they have left."""

    async def speak_alone() -> None:
        """Use as many places as the stuck ones will."""
        async with connect(server.port) as client:
            assert (await client.speak(LONG)).kinds[-1] == "audio-stop"

    async def speak() -> None:
        await asyncio.gather(*(speak_alone() for _ in range(STUCK)))

    def until(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < deadline, server.resident_bytes() - before
            time.sleep(0.1)

    asyncio.run(speak())
    before = server.resident_bytes()
    with ExitStack() as stack:
        for _ in range(STUCK):
            peer = stack.enter_context(socket.socket())
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            peer.connect(("127.0.0.1", server.port))
            peer.sendall(b'{"type": "synthesize", "data": {"text": "%s"}}\n' % LONG.encode())
        until(lambda: server.resident_bytes() > before + STUCK_BYTES)
    until(lambda: server.resident_bytes() < before + STUCK_BYTES / 4)
    check_health(server)


def test_many_connections_with_few_files_leave_the_server_at_work(
    tiny_environment: Mapping[str, str],
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as stack:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (128, hard))  # which the server inherits
            server = stack.enter_context(Server(tiny_environment))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        clients = stack.enter_context(ExitStack())
        for _ in range(150):
            # One that is refused may be reset before it knows that it is connected.
            with suppress(ConnectionResetError):
                clients.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        server.wait_for_log("connection refused")
        clients.close()
        until_served(server)
        assert len(server.lines) < 200
        assert not server.logged("Traceback")


def test_a_flood_of_bad_events_is_some_lines_in_the_log(server: Server) -> None:
    before = len(server.lines)

    async def run() -> None:
        for _ in range(100):
            async with connect(server.port) as client:
                await client.send("synthesize", text=5, voice={"name": "x" * 100})
                assert (await client.answer("audio-stop")).error["code"] == "bad-event"

    asyncio.run(run())
    check_health(server)
    assert len([line for line in server.lines[before:] if "WARNING" in line]) <= 40
