"""The spare voice through the real server: when it answers, and how the answer ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.process import Server
from support.wyoming_client import Answer, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "The kitchen light is on."
ONLY = {"SPARE_VOICE": "only", "STRICT_VOICES": "true", "LOG_LEVEL": "debug"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(ONLY) as server:
        yield server


async def spoken(port: int, *pieces: str) -> tuple[Answer, bool]:
    """Return an answer, and whether the connection was reset behind it."""
    async with connect(port) as client:
        answer = await (client.stream(pieces) if len(pieces) > 1 else client.speak(pieces[0]))
        try:
            return answer, await client.receive() is not None
        except ConnectionResetError:
            return answer, True


def test_the_whole_audio_comes_then_the_error_then_a_reset(server: Server) -> None:
    """So no version of Home Assistant keeps it, and the player gets all of it."""
    for pieces in ((TEXT,), ("The kitchen ", "light is on. ", "The door is open.")):
        answer, reset = asyncio.run(spoken(server.port, *pieces))
        assert answer.kinds == ["audio-start", "audio-chunk", "error"]
        assert answer.error["code"] == "spare-voice"
        assert "SPARE_VOICE=only" in answer.error["text"]
        assert answer.samples.size > 24_000
        assert answer.samples.max() > 3000
        assert reset


def test_the_log_has_one_line_for_the_answer(server: Server) -> None:
    before = len(server.logged("spare voice spoke"))
    asyncio.run(spoken(server.port, TEXT))
    server.wait_for_log("spare voice spoke", before + 1)
    (line,) = server.logged("spare voice spoke")[before:]
    assert "INFO" in line
    assert "first audio after" in line
    assert TEXT not in line


def test_four_speak_at_once(server: Server) -> None:
    async def run() -> list[tuple[Answer, bool]]:
        return await asyncio.gather(*(spoken(server.port, TEXT) for _ in range(4)))

    answers = [answer for answer, _ in asyncio.run(run())]
    sizes = [answer.samples.size for answer in answers]
    assert max(sizes) - min(sizes) < 0.01 * max(sizes)


def test_a_killed_process_costs_nothing_of_the_answer(server: Server) -> None:
    whole, _ = asyncio.run(spoken(server.port, TEXT, " The door is open."))

    async def run() -> Answer:
        async with connect(server.port) as client:
            await client.send("synthesize-start")
            await client.send("synthesize-chunk", text=f"{TEXT} The door ")
            start = await client.receive()
            assert start is not None
            assert start.type == "audio-start"
            for child in children(server.process.pid):
                os.kill(child, signal.SIGKILL)
            await client.send("synthesize-chunk", text="is open.")
            await client.send("synthesize-stop")
            return await client.answer("synthesize-stopped")

    answer = asyncio.run(run())
    assert answer.error["code"] == "spare-voice"
    assert abs(answer.samples.size - whole.samples.size) < 0.02 * whole.samples.size


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


@pytest.mark.parametrize(
    "variant", ["german", "french", "spanish", "italian", "portuguese", "dutch"]
)
def test_it_speaks_the_models_language(variant: str) -> None:
    """Another language has another voice of espeak-ng, so the same text sounds different."""
    with Server({**ONLY, "MODEL_VARIANT": variant}) as server:
        answer, _ = asyncio.run(spoken(server.port, "Radio 21."))
        assert answer.error["code"] == "spare-voice"
        assert answer.samples.max() > 3000


def test_an_unknown_voice_is_still_an_error(server: Server) -> None:
    async def run() -> Answer:
        async with connect(server.port) as client:
            return await client.speak(TEXT, "nobody-here")

    answer = asyncio.run(run())
    assert answer.kinds == ["error"]
    assert answer.error["code"] == "voice-not-found"


def test_it_answers_while_the_hub_does_not(tmp_path: Path) -> None:
    """A hub that takes the connection and says nothing; the model is waited for, then replaced."""
    with socket.create_server(("127.0.0.1", 0)) as hub:
        environment = {
            "SPARE_VOICE": "auto",
            "SPARE_AFTER": "0.2",
            "HF_HOME": str(tmp_path),
            "HF_ENDPOINT": f"http://127.0.0.1:{hub.getsockname()[1]}",
        }
        with Server(environment, wait_until_ready=False) as server:
            answer, _ = asyncio.run(spoken(server.port, TEXT))
            assert answer.error["code"] == "spare-voice"
            assert "still being loaded" in answer.error["text"]


def test_it_answers_at_once_where_loading_has_failed(tmp_path: Path) -> None:
    environment = {
        "SPARE_VOICE": "auto",
        "SPARE_AFTER": "60",
        "HF_HOME": str(tmp_path),
        "HF_HUB_OFFLINE": "1",
    }
    with Server(environment, wait_until_ready=False) as server:
        server.wait_for_log("Next attempt in")
        answer, _ = asyncio.run(spoken(server.port, TEXT))
        assert answer.error["code"] == "spare-voice"
        assert "HF_HUB_OFFLINE" in answer.error["text"]


def test_the_model_speaks_as_soon_as_it_can(tiny_environment: dict[str, str]) -> None:
    with Server({**tiny_environment, "SPARE_VOICE": "auto"}) as server:

        async def run() -> Answer:
            async with connect(server.port) as client:
                return await client.speak(TEXT)

        assert asyncio.run(run()).kinds == ["audio-start", "audio-chunk", "audio-stop"]
        assert not children(server.process.pid)


def test_the_process_ends_with_the_server() -> None:
    with Server(ONLY) as server:
        asyncio.run(spoken(server.port, TEXT))
        (child,) = children(server.process.pid)
        assert server.stop()[0] == 0
        assert not Path(f"/proc/{child}").exists()
