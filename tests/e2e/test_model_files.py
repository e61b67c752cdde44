"""The default model from a Hugging Face cache, without any network."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest

from make_model import make_model
from support.hf_cache import lay_out
from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from pathlib import Path

# The smallest one that ships; the default `english` differs in size, not in the way.
CONFIG = "english_2m_2026-10"


@pytest.fixture(scope="module")
def hf_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    make_model(folder / CONFIG, CONFIG, voices=("alba", "marius"))
    return lay_out(folder / "hf_home", folder / CONFIG, CONFIG)


@pytest.mark.parametrize("offline", ["", "1"])
def test_a_warm_cache_needs_no_network(hf_home: Path, offline: str) -> None:
    """The library would ask for the gated weights first and wait 24 s at every start."""

    async def run(server: Server) -> None:
        async with connect(server.port) as client:
            voices = (await client.describe())["tts"][0]["voices"]
            assert voices[0]["name"] == "alba"
            assert len(voices) == 21
            assert (await client.speak("Hello my dear.", "marius")).kinds[-1] == "audio-stop"
            missing = await client.speak("Hello my dear.", "anna")
            assert missing.error["code"] == "voice-unavailable"

    # A hub that takes connections and counts them.
    with socket.create_server(("127.0.0.1", 0)) as hub:
        hub.setblocking(False)  # noqa: FBT003 - the socket module's own signature
        environment = {
            "MODEL_VARIANT": CONFIG,
            "HF_HOME": str(hf_home),
            "HF_HUB_OFFLINE": "1",
            "HF_ENDPOINT": f"http://127.0.0.1:{hub.getsockname()[1]}",
        }
        if not offline:
            del environment["HF_HUB_OFFLINE"]
            with Server(environment), pytest.raises(BlockingIOError):
                hub.accept()
            return
        with Server(environment) as server:
            asyncio.run(run(server))
            with pytest.raises(BlockingIOError):
                hub.accept()


def test_a_default_voice_of_another_language_is_replaced(hf_home: Path) -> None:
    environment = {"MODEL_VARIANT": CONFIG, "HF_HOME": str(hf_home), "DEFAULT_VOICE": "juergen"}
    with Server(environment) as server:
        assert server.logged("WARNING .*juergen.*alba")


def test_a_voice_that_is_gone_is_spoken_by_the_default_with_one_warning(hf_home: Path) -> None:
    """What it was is in the log; where that is not wanted, STRICT_VOICES says so."""

    async def speak(server: Server, name: str) -> list[str]:
        async with connect(server.port) as client:
            return (await client.speak("Hello my dear.", name)).kinds

    environment = {
        "MODEL_VARIANT": CONFIG,
        "HF_HOME": str(hf_home),
        "DEFAULT_VOICE": "Marius",
        "PRECISION": "int8",  # a machine that is measured and too slow gets a warning more
    }
    with Server(environment) as server:
        for name in ("granny", "granny", "MARIUS"):
            assert asyncio.run(speak(server, name)) == ["audio-start", "audio-chunk", "audio-stop"]
        (line,) = server.logged("WARNING")
        assert "'granny'" in line
        assert "'marius'" in line
    with Server({**environment, "STRICT_VOICES": "true"}) as server:
        assert asyncio.run(speak(server, "granny")) == ["error"]
        assert asyncio.run(speak(server, "MARIUS"))[-1] == "audio-stop"
