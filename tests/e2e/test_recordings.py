"""Recordings become voices: a real server, real files of people's phones, real clients."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
import safetensors.torch
import soundfile
import torch
import yaml

from audio.signals import RATE_HZ, speech
from make_model import make_model
from pocket_tts_wyoming.models.onnx.voice_maker import is_encoder_tensor
from support.fake_hub import COMMIT, FakeHub
from support.hf_cache import url_path
from support.process import Server
from support.system_tools import needs
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from support.wyoming_client import Answer

pytestmark = needs("espeak-ng", "faad")

TEXT = (
    "Seventeen owls are watching the lazy dog from an old oak tree near the river, and it is late. "
    "Would you like a cup of tea before we go? The children have just found a yellow umbrella."
)
PATIENCE_SECONDS = 180  # ends a test that waits in vain; a machine may be busy
GATED = f"hf://synthetic/gated/model.safetensors@{COMMIT}"


def record(path: Path, voice: str = "en", text: str = TEXT) -> Path:
    """Speak a recording into a file of the kind that its ending names."""
    soundfile.write(path, speech(text, voice), RATE_HZ)
    return path


@pytest.fixture
def voices(tiny_model: Path, tmp_path: Path) -> Path:
    """Return a folder of voices in which there is one already."""
    folder = tmp_path / "voices"
    folder.mkdir()
    (folder / "alba.safetensors").symlink_to(tiny_model / "voices" / "alba.safetensors")
    return folder


@pytest.fixture
def environment(
    tiny_environment: Mapping[str, str], voices: Path, tmp_path: Path
) -> dict[str, str]:
    return {
        **tiny_environment,
        "VOICES_DIR": str(voices),
        "HF_HOME": str(tmp_path / "hf"),
        "PRECISION": "fp32",
    }


def offered(server: Server) -> set[str]:
    async def run() -> set[str]:
        async with connect(server.port) as client:
            return {voice["name"] for voice in (await client.describe())["tts"][0]["voices"]}

    return asyncio.run(run())


def say(server: Server, voice: str) -> Answer:
    async def run() -> Answer:
        async with connect(server.port) as client:
            return await client.speak("The door is open.", voice)

    return asyncio.run(run())


def until(condition: Callable[[], bool], server: Server) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("\n".join(server.lines))
        time.sleep(0.1)


def assert_speaks(server: Server, voice: str) -> None:
    answer = say(server, voice)
    assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
    assert answer.samples.size > RATE_HZ // 4


def kept(environment: Mapping[str, str]) -> list[Path]:
    """Return what the server keeps of recordings."""
    return list(Path(environment["HF_HOME"]).glob("pocket-tts-wyoming/voices/*/*"))


def test_files_of_every_kind_become_voices_and_stay(
    environment: dict[str, str], voices: Path
) -> None:
    with Server(environment) as server:
        record(voices / "mum.wav")
        record(voices / "dad.mp3", "en+m7")
        (voices / "phone.m4a").write_bytes(
            (Path(__file__).parents[1] / "voices" / "phone.m4a").read_bytes()
        )
        codes: set[str] = set()

        def can_speak() -> bool:
            answer = say(server, "mum")
            with suppress(ValueError):  # no error, and so an answer
                codes.add(answer.error["code"])
            return answer.kinds[-1] == "audio-stop"

        until(can_speak, server)
        assert "voice-unavailable" in codes, "nobody else speaks for a voice in the making"
        assert codes <= {"voice-not-found", "voice-unavailable"}
        until(lambda: {"mum", "dad", "phone"} <= offered(server), server)
        for voice in ("mum", "dad", "phone"):
            assert_speaks(server, voice)

    # At once after a restart, without network, before the model is loaded.
    offline = {**environment, "HF_HUB_OFFLINE": "1"}
    with Server(offline, wait_until_ready=False) as server:
        assert {"mum", "dad", "phone"} <= offered(server)
        assert_speaks(server, "mum")
        assert not server.logged("was made from")
        before = {path for path in kept(environment) if path.suffix == ".safetensors"}
        assert len(before) == 3
        (voices / "dad.mp3").unlink()
        record(voices / "mum.wav", "en+f3")
        until(lambda: "dad" not in offered(server), server)
        assert say(server, "dad").error["code"] == "voice-not-found"
        server.wait_for_log("The voice 'mum' was made from 'mum.wav'")
        until(lambda: "mum" in offered(server), server)
        assert_speaks(server, "mum")
        after = {path for path in kept(environment) if path.suffix == ".safetensors"}
        assert len(after) == 2
        assert len(after - before) == 1
        assert not server.logged("Traceback")


@contextmanager
def growing(path: Path) -> Iterator[None]:
    """Copy slowly meanwhile, which the server looks at in vain again and again.

    On a thread that does nothing else: what does not grow for two seconds is taken for whole.
    """
    over = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not over.wait(0.05):
                file.write(b"\0\0")

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_what_cannot_be_used_is_one_line_and_hurts_no_other(
    environment: dict[str, str], voices: Path
) -> None:
    whole = record(voices.parent / "whole.wav").read_bytes()
    with Server(environment) as server:
        (voices / "half.wav").write_bytes(whole[: len(whole) // 2])
        (voices / "noise.mp3").write_bytes(b"no sound at all" * 1000)
        (voices / "letter.docx").write_bytes(b"Dear Mum")
        record(voices / "short.wav", text="Too short.")
        record(voices / "mum.wav")
        with growing(voices / "half.wav"):
            until(lambda: "mum" in offered(server) and bool(server.logged("noise.mp3")), server)
        assert "half" not in offered(server)
        assert not server.logged("half.wav")
        (voices / "half.wav").write_bytes(whole)
        until(lambda: "half" in offered(server), server)
        for voice in ("alba", "mum", "half"):
            assert_speaks(server, voice)
        lines = {
            "letter.docx": "neither a voice nor a recording",
            "noise.mp3": "cannot become a voice",
            "short.wav": "seconds of speech",
        }
        for name, words in lines.items():
            server.wait_for_log(name)
            (line,) = server.logged(name)
            assert words in line
            assert "WARNING" in line
        refused = say(server, "short").error
        assert refused["code"] == "voice-unavailable"
        assert "seconds of speech" in refused["text"]


def test_settings_make_voices_of_voices(environment: dict[str, str], voices: Path) -> None:
    settings = voices / "voices.yaml"
    settings.write_text("alba, slow:\n  voice: alba\n  speed: 0.8\n", encoding="utf-8")
    with Server(environment) as server:
        assert offered(server) == {"alba", "alba, slow"}
        assert_speaks(server, "alba, slow")
        settings.write_text(
            "alba, fast:\n  voice: alba\n  speed: 1.2\nx:\n  voice: y\n", encoding="utf-8"
        )
        until(lambda: offered(server) == {"alba", "alba, fast"}, server)
        (line,) = server.logged("WARNING")
        assert "there is no voice 'y', which 'x' is to sound like" in line


def test_the_page_renames_and_deletes_all_that_belongs_to_a_voice(
    environment: dict[str, str], voices: Path
) -> None:
    record(voices / "mum.wav")
    settings = voices / "voices.yaml"
    settings.write_text("mum: # hers\n  speed: 0.9\nslow: {voice: mum}\n", encoding="utf-8")
    environment |= {"HTTP_PORT": "0", "LOUDNESS": "-23"}

    def levels() -> list[Path]:
        return list(Path(environment["HF_HOME"]).glob("pocket-tts-wyoming/loudness/*"))

    with Server(environment) as server:
        port = server.wait_for_log(r"The page is on port (\d+)")[1]
        url = f"http://127.0.0.1:{port}/api/voices"
        until(lambda: {"mum", "slow"} <= offered(server), server)
        assert_speaks(server, "mum")
        server.wait_for_log("The voice mum speaks at .* from now on")
        until(lambda: len(levels()) == 1, server)
        names = {"name": "mum", "new_name": "Mother"}
        assert httpx2.post(f"{url}/rename", json=names, timeout=60).status_code == 200
        assert settings.read_text(encoding="utf-8") == (
            "Mother: # hers\n  speed: 0.9\nslow: {voice: Mother}\n"
        )
        assert offered(server) == {"alba", "Mother", "slow"}
        assert_speaks(server, "Mother")
        assert len(levels()) == 1
        answer = httpx2.delete(url, params={"name": "Mother"}, timeout=60)
        assert answer.status_code == 200
        assert levels() == []
        assert offered(server) == {"alba"}
        assert not server.logged("WARNING.*there is no voice 'mum'")


def test_each_language_has_its_own_voice_of_a_recording(
    environment: dict[str, str], voices: Path, tmp_path: Path
) -> None:
    german = make_model(tmp_path / "german", "tiny", voices=(), seed=1)
    with Server({**environment, "MORE_MODELS": str(german)}) as server:
        record(voices / "mum.wav")
        record(voices / "oma.de.wav", "de")
        until(lambda: {"mum", "mum-de", "oma-de"} <= offered(server), server)
        assert not {"oma", "oma.de"} & offered(server)
        one, other = say(server, "mum").samples, say(server, "mum-de").samples
        assert one.size
        assert other.size
        assert_speaks(server, "oma-de")


def assert_spare_speaks(server: Server, voice: str, reason: str) -> None:
    """All of the sound, then the error, then a reset: so nobody keeps the plainer recording."""

    async def run(*, streamed: bool) -> tuple[Answer, bool]:
        async with connect(server.port) as client:
            if streamed:
                answer = await client.stream(["The door ", "is open."], voice)
            else:
                answer = await client.speak("The door is open.", voice)
            try:
                return answer, await client.receive() is not None
            except ConnectionResetError:
                return answer, True

    for streamed in (False, True):
        answer, was_reset = asyncio.run(run(streamed=streamed))
        assert answer.kinds == ["audio-start", "audio-chunk", "error"]
        assert answer.error["code"] == "spare-voice"
        assert reason in answer.error["text"]
        assert answer.samples.max() > 3000
        assert was_reset


def test_the_spare_voice_speaks_while_an_own_voice_cannot(
    environment: dict[str, str],
    voices: Path,
    tiny_model: Path,
    tmp_path: Path,
    gated: dict[str, Any],
) -> None:
    """What was made is lost with its encoder, and comes back with the token."""
    (tmp_path / "open.yaml").write_text(yaml.safe_dump(gated), encoding="utf-8")
    content = (tiny_model / "model.safetensors").read_bytes()
    environment |= {"MODEL_VARIANT": str(tmp_path / "open.yaml"), "SPARE_VOICE": "auto"}
    record(voices / "mum.wav")
    state = (voices / "alba.safetensors").read_bytes()
    (voices / "dad.safetensors").write_bytes(state[:-1])
    (voices / "voices.yaml").write_text("mum, slow:\n  voice: mum\n", encoding="utf-8")
    home = Path(environment["HF_HOME"])
    with FakeHub({url_path(GATED): content}, gated=("/synthetic/gated",)) as hub:
        environment["HF_ENDPOINT"] = hub.url

        def log_in() -> None:
            home.mkdir(exist_ok=True)
            (home / "token").write_text("good", encoding="utf-8")

        def check_own_voices() -> None:
            with Server(environment) as server:
                until(lambda: "mum, slow" in offered(server), server)
                assert_speaks(server, "mum")
                assert_speaks(server, "mum, slow")
                assert not server.logged("spare voice spoke")

        log_in()
        check_own_voices()
        shutil.rmtree(home)
        with Server(environment) as server:
            server.wait_for_log("WARNING Recordings cannot become voices")
            until(lambda: "token" in say(server, "mum").error["text"], server)
            assert_spare_speaks(server, "mum", "'mum' cannot be used: it waits for the Hugging")
            assert_spare_speaks(server, "Mum, slow", "'mum, slow' cannot be used")
            assert_spare_speaks(server, "dad", "'dad' cannot be used: it is not complete yet")
            assert_speaks(server, "alba")
            assert say(server, "nobody").error["code"] == "voice-not-found"
        with Server({**environment, "SPARE_VOICE": "off"}) as server:
            answer = say(server, "mum")
            assert answer.kinds == ["error"]
            assert answer.error["code"] == "voice-unavailable"
        log_in()
        check_own_voices()


def test_nobody_is_left_without_an_answer_while_a_voice_is_made_again(
    environment: dict[str, str], voices: Path
) -> None:
    record(voices / "mum.wav")
    with Server({**environment, "SPARE_VOICE": "auto"}) as server:
        until(lambda: "mum" in offered(server), server)
        assert_speaks(server, "mum")
        for path in kept(environment):
            path.unlink()
        codes = set()
        while not server.logged("was made from")[1:]:
            answer = say(server, "mum")
            assert answer.samples.size > RATE_HZ // 4
            if "error" in answer.kinds:
                codes.add(answer.error["code"])
        assert codes <= {"spare-voice"}
        until(lambda: "mum" in offered(server), server)
        assert_speaks(server, "mum")


@pytest.fixture
def gated(tiny_model: Path, tmp_path: Path) -> dict[str, Any]:
    """Return the configuration of a model whose encoder is behind a gate."""
    tensors = safetensors.torch.load_file(tiny_model / "model.safetensors")
    hidden = {n: torch.zeros_like(t) if is_encoder_tensor(n) else t for n, t in tensors.items()}
    safetensors.torch.save_file(hidden, tmp_path / "open.safetensors")
    config: dict[str, Any] = yaml.safe_load((tiny_model / "config.yaml").read_text("utf-8"))
    config["weights_path"] = GATED
    config["weights_path_without_voice_cloning"] = str(tmp_path / "open.safetensors")
    return config


def test_gate_opens_with_the_token(
    environment: dict[str, str],
    voices: Path,
    tiny_model: Path,
    tmp_path: Path,
    gated: dict[str, Any],
) -> None:
    (tmp_path / "open.yaml").write_text(yaml.safe_dump(gated), encoding="utf-8")
    content = (tiny_model / "model.safetensors").read_bytes()
    environment |= {"MODEL_VARIANT": str(tmp_path / "open.yaml")}
    record(voices / "mum.wav")
    with FakeHub({url_path(GATED): content}, gated=("/synthetic/gated",)) as hub:
        environment["HF_ENDPOINT"] = hub.url
        with Server(environment) as server:
            line = server.wait_for_log("WARNING Recordings cannot become voices").string
            assert "set it as HF_TOKEN" in line
            assert "https://huggingface.co/synthetic/gated" in line
            assert "https://huggingface.co/settings/tokens" in line
            until(lambda: "token" in say(server, "mum").error["text"], server)
            assert say(server, "mum").error["code"] == "voice-unavailable"
            assert offered(server) == {"alba"}
        assert hub.requests == []

        token = Path(environment["HF_HOME"]) / "token"  # as `hf auth login` stores it
        token.write_text("good", encoding="utf-8")
        with Server(environment) as server:
            server.wait_for_log("The voice 'mum' was made from 'mum.wav'")
            until(lambda: "mum" in offered(server), server)
            assert_speaks(server, "mum")
            assert "good" not in "".join(server.lines)
        parts = [request.range for request in hub.requests if request.method == "GET"]
        assert parts
        assert None not in parts, "the encoder alone, not the whole file"

    token.unlink()  # what was fetched once needs no hub
    with Server({**environment, "HF_HUB_OFFLINE": "1"}) as server:
        record(voices / "dad.wav", "en+m7")
        until(lambda: {"mum", "dad"} <= offered(server), server)
        assert_speaks(server, "dad")


def test_first_voice_of_all_may_be_a_recording(environment: dict[str, str], tmp_path: Path) -> None:
    """A configuration of one's own has no preset voices."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    record(folder / "mum.wav")
    with Server({**environment, "VOICES_DIR": str(folder)}) as server:
        until(lambda: offered(server) == {"mum"}, server)
        assert_speaks(server, "mum")


def test_the_reference_engine_speaks_them_too(environment: dict[str, str], voices: Path) -> None:
    record(voices / "mum.wav")
    with Server({**environment, "ENGINE": "torch"}) as server:
        until(lambda: "mum" in offered(server), server)
        assert_speaks(server, "mum")
