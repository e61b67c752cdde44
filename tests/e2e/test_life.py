"""Starting, waiting for a model, stopping in every phase."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from support.process import END_SECONDS, START_SECONDS, Server, clean_environment
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# Ten minutes of audio: more than a client that does not read lets through.
ENDLESS = " ".join(["The kitchen light is on."] * 300)


@contextmanager
def stalled_download() -> Iterator[str]:
    """Give the address of a model config that never arrives."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/english.yaml"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_while_idle(tiny_environment: Mapping[str, str], number: int) -> None:
    with Server(tiny_environment) as server:
        code, _ = server.stop(number)
    assert code == 0


def test_stops_while_speaking_to_a_client_that_does_not_read(
    tiny_environment: Mapping[str, str],
) -> None:
    async def run(server: Server) -> int:
        async with connect(server.port) as client:
            await client.send("synthesize", text=ENDLESS)
            await client.answer("audio-chunk")
            code, _ = await asyncio.to_thread(server.stop)
            return code

    with Server(tiny_environment) as server:
        assert asyncio.run(run(server)) == 0


def test_describes_waits_and_stops_while_loading(tiny_environment: Mapping[str, str]) -> None:
    async def run(server: Server) -> None:
        async with connect(server.port) as client:
            assert len((await client.describe())["tts"][0]["voices"]) == 2
            await client.send("synthesize", text="Hello.")
            answer = await client.answer("audio-stop")
            assert answer.error["code"] == "model-not-ready"
            assert "still being loaded" in answer.error["text"]
            await client.send("synthesize", text="Hello.", voice={"name": "nobody"})
            assert (await client.answer("audio-stop")).error["code"] == "voice-not-found"

    with stalled_download() as config:
        environment = {**tiny_environment, "MODEL_VARIANT": config, "LOAD_WAIT_LIMIT": "0.2"}
        with Server(environment, wait_until_ready=False) as server:
            asyncio.run(run(server))
            code, _ = server.stop()  # the download never ends
    assert code == 0


def test_a_stop_during_the_first_imports_is_a_clean_one(
    tiny_environment: Mapping[str, str],
) -> None:
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "pocket_tts_wyoming", "serve"],
        env={**clean_environment(), **tiny_environment, "WYOMING_PORT": "0"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        # asyncio is imported behind the signal handlers and before anything listens.
        assert any("asyncio.events" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
        assert process.wait(END_SECONDS) == 0


def test_a_load_that_failed_is_explained_and_describe_goes_on(
    tiny_environment: Mapping[str, str],
) -> None:
    async def run(server: Server) -> None:
        async with connect(server.port) as client:
            await client.send("synthesize", text="Hello.")
            answer = await client.answer("audio-stop")
            assert answer.error["code"] == "model-not-ready"
            assert "english.yaml" in answer.error["text"]
            assert (await client.describe())["tts"]

    environment = {
        **tiny_environment,
        "MODEL_VARIANT": "hf://nobody/nothing/english.yaml",
        "HF_HUB_OFFLINE": "1",
    }
    with Server(environment, wait_until_ready=False) as server:
        server.wait_for_log("ERROR .*HF_HUB_OFFLINE.*Next attempt in 10 s")
        asyncio.run(run(server))


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("WYOMING_PORT", "99999", "0 to 65535"),
        ("MODEL_VARIANT", "klingon", "b6369a24"),
        ("SACRIFICIAL_PREFIX", "maybe", "auto, on or off"),
        ("WYOMING_HOST", "no.such.host.invalid", "all interfaces"),
    ],
)
def test_a_wrong_value_stops_the_start(
    tiny_environment: Mapping[str, str], variable: str, value: str, word: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pocket_tts_wyoming", "serve"],
        env={**clean_environment(), **tiny_environment, variable: value},
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    assert done.returncode == 2
    assert variable in done.stderr
    assert value in done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named(tiny_environment: Mapping[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "pocket_tts_wyoming", "serve", "--wyoming-port", port],
            env={**clean_environment(), **tiny_environment, "WYOMING_HOST": "127.0.0.1"},
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
    assert done.returncode == 2
    assert f"WYOMING_PORT={port}" in done.stderr


def test_without_any_voice_it_says_what_to_do(
    tiny_environment: Mapping[str, str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pocket_tts_wyoming", "serve"],
        env={**clean_environment(), **tiny_environment, "VOICES_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    assert done.returncode == 2
    assert "VOICES_DIR" in done.stderr


def test_listens_on_both_families_and_answers_health(tiny_environment: Mapping[str, str]) -> None:
    async def describe(server: Server, host: str) -> None:
        async with connect(server.port, host) as client:
            assert (await client.describe())["tts"]

    def health(port: int) -> int:
        return subprocess.run(
            [sys.executable, "-m", "pocket_tts_wyoming", "health", "--wyoming-port", str(port)],
            env=clean_environment(),
            capture_output=True,
            check=False,
        ).returncode

    with Server({**tiny_environment, "WYOMING_HOST": ""}, wait_until_ready=False) as server:
        asyncio.run(describe(server, "127.0.0.1"))
        if os.path.exists("/proc/net/if_inet6"):  # noqa: PTH110 - a kernel with IPv6
            asyncio.run(describe(server, "::1"))
        assert health(server.port) == 0
        port = server.port
    assert health(port) == 1


def test_voices_come_and_go_without_a_restart(
    tiny_environment: Mapping[str, str], tiny_model: Path, tmp_path: Path
) -> None:
    voices = tmp_path / "voices"
    voices.mkdir()
    original = tiny_model / "voices" / "alba.safetensors"
    (voices / "alba.safetensors").write_bytes(original.read_bytes())

    async def names(server: Server) -> list[str]:
        async with connect(server.port) as client:
            return [v["name"] for v in (await client.describe())["tts"][0]["voices"]]

    async def run(server: Server) -> None:
        assert await names(server) == ["alba"]
        (voices / "granny.safetensors").write_bytes(original.read_bytes())
        async with asyncio.timeout(60):
            while await names(server) != ["alba", "granny"]:  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0.2)
        async with connect(server.port) as client:
            assert (await client.speak("Hello my dear.", "granny")).kinds[-1] == "audio-stop"

    with Server({**tiny_environment, "VOICES_DIR": str(voices)}) as server:
        asyncio.run(run(server))


def test_a_lexicon_is_counted_and_a_bad_one_named(
    tiny_environment: Mapping[str, str], tmp_path: Path
) -> None:
    lexicon = tmp_path / "words.yaml"
    lexicon.write_text("HA: Home Assistant\nTV: television\n", encoding="utf-8")
    with Server({**tiny_environment, "LEXICON": str(lexicon)}) as server:
        server.wait_for_log("LEXICON: 2 entries")
    lexicon.write_text("HA: [\n", encoding="utf-8")
    with Server({**tiny_environment, "LEXICON": str(lexicon)}) as server:
        server.wait_for_log("LEXICON: words.yaml, line 2")


def test_what_sounds_different_from_the_last_start_is_said_with_what_to_do(
    tiny_environment: Mapping[str, str], tmp_path: Path
) -> None:
    environment = {**tiny_environment, "HF_HOME": str(tmp_path)}
    line = "INFO DEFAULT_VOICE and SENTENCE_PAUSE changed.*tts.clear_cache"
    kept = tmp_path / "pocket-tts-wyoming" / "sound-0.json"  # compared with behind the open port
    for options, expected in (
        ({}, 0),
        ({"MAX_SPEAKERS": "2"}, 0),
        ({"DEFAULT_VOICE": "marius", "SENTENCE_PAUSE": "0.5"}, 1),
        ({"DEFAULT_VOICE": "marius", "SENTENCE_PAUSE": "0.5"}, 0),
    ):
        with Server({**environment, **options}) as server:
            if expected:
                server.wait_for_log(line)
            asyncio.run(until_there(kept))
            assert len(server.logged(line)) == len(server.logged("clear_cache")) == expected


async def until_there(path: Path) -> None:
    async with asyncio.timeout(60):
        while not path.exists():  # noqa: ASYNC110, ASYNC240 - made by another process
            await asyncio.sleep(0.02)


def test_debug_recordings_hold_what_was_sent(
    tiny_environment: Mapping[str, str], tmp_path: Path
) -> None:
    async def run(server: Server) -> bytes:
        async with connect(server.port) as client:
            return b"".join((await client.speak("Hello my dear.")).chunks)

    environment = {**tiny_environment, "DEBUG_WAV": "true", "DEBUG_WAV_DIR": str(tmp_path)}
    with Server(environment) as server:
        sent = asyncio.run(run(server))
    (recording,) = tmp_path.glob("*.wav")
    assert recording.read_bytes()[44:] == sent
