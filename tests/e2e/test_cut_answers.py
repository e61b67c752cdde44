"""An answer that is not whole never looks whole, whatever became of the server or the way to it.

Home Assistant keeps what ends with a plain close for good; see listening.py. Kills by signal are
in test_limits.py, the real HAProxy in tests/balancing.
"""

from __future__ import annotations

import asyncio
import contextlib
import resource
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.memory_group import memory_group
from support.process import Server
from support.relay import Relay
from support.wyoming_client import Answer, connect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SENTENCE = "The kitchen light is on."
LONG = " ".join([SENTENCE] * 200)
CROWD = 60
CROWD_TEXT = "x " * 9_000


async def hear(port: int, act: Callable[[], None]) -> tuple[Answer, bool]:
    """Ask for a long answer and act on its first sound; return it, and whether a reset ended it."""
    async with connect(port) as client:
        await client.send("synthesize", text=LONG)
        answer = Answer()
        acted = False
        try:
            while (event := await client.receive()) is not None:
                answer.events.append(event)
                if event.type == "audio-stop":
                    break
                if event.type == "audio-chunk" and not acted:
                    acted = True
                    act()
        except ConnectionResetError:
            return answer, True
        except asyncio.IncompleteReadError:  # a plain close, between the parts of an event
            return answer, False
        return answer, False


async def speak(port: int) -> None:
    async with connect(port) as client:
        answer = await client.speak(SENTENCE)
    assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]


def check_cut(answer: Answer, *, was_reset: bool) -> None:
    assert answer.kinds[:2] == ["audio-start", "audio-chunk"]
    assert "audio-stop" not in answer.kinds
    assert was_reset


def press(port: int) -> list[socket.socket]:
    """Have many clients send long texts, so that the server needs more memory.

    Returned are those that the server has not reset meanwhile: of a reset the kernel tells once,
    and here it is the one who sends.
    """
    event = b'{"type": "synthesize", "data": {"text": "%s"}}\n' % CROWD_TEXT.encode()
    crowd = []
    for _ in range(CROWD):
        with contextlib.suppress(OSError):  # the server may be gone by now
            peer = socket.create_connection(("127.0.0.1", port))
            peer.settimeout(1)
            try:
                peer.sendall(event * 4)
            except ConnectionError:
                peer.close()
                continue
            except TimeoutError:  # nobody reads
                pass
            crowd.append(peer)
    return crowd


def test_the_kernel_kills_a_server_that_is_out_of_memory(
    tiny_environment: Mapping[str, str],
) -> None:
    with memory_group() as group:
        if group is None:
            pytest.skip("no control group can be made here (needs root)")
        crowd: list[socket.socket] = []
        with Server(tiny_environment, prefix=group.prefix) as server:

            def run_out() -> None:
                group.leave_no_room()
                crowd.extend(press(server.port))

            answer, was_reset = asyncio.run(hear(server.port, run_out))
            assert server.process.wait(30) == -signal.SIGKILL
        for peer in crowd:
            peer.close()
    check_cut(answer, was_reset=was_reset)


def test_a_server_whose_allocations_fail_ends_answers_whole_or_visibly_cut(
    tiny_environment: Mapping[str, str],
) -> None:
    """Nothing new fits into its memory for a while; if it lives, it goes on serving."""
    crowd: list[socket.socket] = []
    with Server(tiny_environment) as server:
        pid = server.process.pid
        before = resource.prlimit(pid, resource.RLIMIT_AS)

        def run_out() -> None:
            pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0])
            resource.prlimit(pid, resource.RLIMIT_AS, (pages * resource.getpagesize(), before[1]))
            crowd.extend(press(server.port))

        answer, was_reset = asyncio.run(hear(server.port, run_out))
        endings = [ending(peer) for peer in crowd]
        resource.prlimit(pid, resource.RLIMIT_AS, before)
        assert server.logged("no memory is left|MemoryError|bad_alloc|llocat"), "it was not short"
        assert answer.kinds[-1] in ("audio-stop", "error") or was_reset
        assert "closed" not in endings
        asyncio.run(speak_again(server))


async def speak_again(server: Server) -> None:
    """Speak as soon as the server has noticed that it may: what failed before may end late.

    Where a native library had no memory it may have ended the process, which is started again then.
    """
    async with asyncio.timeout(60):
        while server.process.poll() is None:
            try:
                await speak(server.port)
            except (OSError, AssertionError):
                await asyncio.sleep(0.2)
            else:
                return


def ending(peer: socket.socket) -> str:
    """Return how a connection ended: with a reset, closed, or not at all within a second."""
    with peer:
        try:
            while peer.recv(1 << 20):
                pass
        except ConnectionResetError:
            return "reset"
        except TimeoutError:
            return "open"
    return "closed"


@pytest.mark.parametrize("passes_resets", [True, False])
def test_behind_a_relay_the_end_is_missing(
    tiny_environment: Mapping[str, str], *, passes_resets: bool
) -> None:
    """A relay that closes plainly hides the reset, but puts no `audio-stop` in its place."""
    with Server(tiny_environment) as server, Relay(server.port, passes_resets) as relay:
        answer, was_reset = asyncio.run(hear(relay.port, server.kill))
    check_cut(answer, was_reset=was_reset or not passes_resets)
    assert was_reset == passes_resets


def test_a_relay_changes_nothing_of_a_whole_answer(server: Server) -> None:
    with Relay(server.port, passes_resets=True) as relay:
        asyncio.run(speak(relay.port))
