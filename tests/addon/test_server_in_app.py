"""The real server under the real scripts: started with options, announced, asked, stopped.

The model is a tiny synthetic one, its voice lies in the app's folder of voices.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from wyoming.audio import AudioChunk, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.event import Event
from wyoming.tts import Synthesize

from make_model import make_model
from support.fake_supervisor import FakeSupervisor
from support.hf_cache import lay_out
from support.s6_container import REAL_SERVER, S6Container

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    Start = Callable[..., AbstractContextManager[S6Container]]

pytestmark = pytest.mark.usefixtures("s6")

ANNOUNCED = "Home Assistant knows of this server now"
LONG_TEXT = "This is a sentence that goes on for quite a while, as long as somebody listens. " * 20


@pytest.fixture
def start(config: dict[str, Any], tiny_model: Path, tmp_path: Path) -> Start:
    """Start the app with the tiny model and these options."""

    @contextmanager
    def start(options: Mapping[str, Any] | None = None) -> Iterator[S6Container]:
        chosen = {"model": str(tiny_model / "config.yaml"), **(options or {})}
        with FakeSupervisor(config, chosen) as supervisor:
            variables = {
                "SUPERVISOR_API": supervisor.url,
                "SUPERVISOR_TOKEN": supervisor.token,
                "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
                "HOME": "/data",
                "HF_HOME": str(tmp_path / "huggingface"),
                "HF_HUB_OFFLINE": "1",
            }
            container = S6Container(tmp_path / "container", variables, REAL_SERVER)
            shutil.copytree(tiny_model / "voices", container.share / "pocket-tts-voices")
            with container:
                yield container

    return start


def assert_stops(container: S6Container) -> None:
    assert container.stop() == 0, container.log


async def _speak(port: int, text: str, enough: Callable[[int], bool]) -> int:
    """Return how many chunks came until it was enough, or the end."""
    chunks = 0
    async with AsyncTcpClient("127.0.0.1", port) as client:
        await client.write_event(Synthesize(text=text).event())
        while isinstance(event := await client.read_event(), Event):
            assert event.type != "error", event.data
            chunks += AudioChunk.is_type(event.type)
            if AudioStop.is_type(event.type) or enough(chunks):
                break
    return chunks


def speak(container: S6Container, text: str, enough: Callable[[int], bool]) -> int:
    return asyncio.run(asyncio.wait_for(_speak(container.port, text, enough), 60))


def test_it_is_announced_speaks_and_saves_what_it_said(start: Start) -> None:
    with start({"debug_wav": True}) as container:
        container.wait_for_log(ANNOUNCED)
        assert speak(container, "The light is on.", lambda _: False) > 0
        assert list((container.share / "pocket-tts-debug").glob("*.wav"))
        assert_stops(container)


def test_stop_while_python_starts(start: Start) -> None:
    with start() as container:
        container.server_pid()
        assert_stops(container)


def test_stop_while_loading(start: Start) -> None:
    with start() as container:
        container.wait_for_log(ANNOUNCED)  # the port is open, the model not there
        assert_stops(container)


def test_stop_while_speaking(start: Start) -> None:
    with start() as container:
        container.wait_for_log(ANNOUNCED)

        def stop_in_the_middle(chunks: int) -> bool:
            if chunks:
                assert_stops(container)
            return chunks > 0

        assert speak(container, LONG_TEXT, stop_in_the_middle) == 1


def test_it_speaks_again_after_a_kill(start: Start) -> None:
    with start() as container:
        container.wait_for_log(ANNOUNCED)
        os.kill(container.server_pid(), signal.SIGKILL)
        container.wait_for_log("Listening on port", count=2)
        assert speak(container, "Here I am again.", lambda _: False) > 0
        assert_stops(container)


def test_voices_folder_that_is_missing_does_not_prevent_the_start(
    start: Start, tmp_path: Path
) -> None:
    name = "english_2m_2026-10"  # the smallest with preset voices
    make_model(tmp_path / "model", name, voices=("alba",))
    lay_out(tmp_path / "huggingface", tmp_path / "model", name)
    with start({"model": name, "voices_folder": "nowhere"}) as container:
        container.wait_for_log(ANNOUNCED)
        assert_stops(container)


def test_a_wrong_value_ends_the_start_and_says_what_is_allowed(start: Start) -> None:
    options = {"prefix_min_duration": 1.5, "prefix_max_duration": 0.5}
    with start(options) as container:
        assert container.wait() != 0
        assert "PREFIX_MAX_DURATION=0.5 is not valid" in container.log
        assert "Allowed: 0 to 5 seconds" in container.log
        assert "prefix_max_duration=0.5" in container.log  # the option's own name
        assert "In the app's options DEFAULT_VOICE is called voice" in container.log
