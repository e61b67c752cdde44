"""Options that change what is spoken, and with what, through the real server."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml

from support.process import Server
from support.wyoming_client import Answer, connect

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCE = "The kitchen light is on."
LONG = " ".join([SENTENCE] * 20)


def speak(server: Server, text: str, **data: object) -> Answer:
    async def run() -> Answer:
        async with connect(server.port) as client:
            await client.send("synthesize", text=text, **data)
            return await client.answer("audio-stop")

    return asyncio.run(run())


def longest_silence_seconds(answer: Answer) -> float:
    """Return the longest run of samples that are exactly zero, behind the first sound."""
    sounding = np.flatnonzero(answer.samples)
    return float(np.diff(sounding).max() - 1) / 24_000


def test_a_seed_makes_the_fast_engine_repeat_itself_without_torch(
    tiny_environment: Mapping[str, str],
) -> None:
    with Server({**tiny_environment, "ENGINE": "onnx", "SEED": "7"}) as server:
        one, again = speak(server, LONG), speak(server, LONG)
        assert one.samples.any()
        assert b"".join(one.chunks) == b"".join(again.chunks)
        maps = Path(f"/proc/{server.process.pid}/maps").read_text(encoding="ascii")
        assert "onnxruntime" in maps
        assert "libtorch" not in maps


def test_pauses_between_sentences_and_ssml(tiny_environment: Mapping[str, str]) -> None:
    with Server({**tiny_environment, "SENTENCE_PAUSE": "0.5", "ENGINE": "onnx"}) as server:
        two = f"{SENTENCE} {SENTENCE}"
        assert longest_silence_seconds(speak(server, two)) == pytest.approx(0.5, abs=0.05)
        ssml = f'<speak>{SENTENCE}<break time="900ms"/>{SENTENCE}</speak>'
        answer = speak(server, ssml, text_format="ssml")
        assert longest_silence_seconds(answer) == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize(("normalize", "spoken"), [("true", "twenty-one"), ("false", "21")])
def test_numbers_are_words_unless_told_otherwise(
    tiny_environment: Mapping[str, str], normalize: str, spoken: str
) -> None:
    with Server({**tiny_environment, "NORMALIZE_TEXT": normalize}) as server:
        speak(server, "It is 21 degrees in here.")
        assert server.logged(f"is spoken as .*{spoken}")


def test_a_changed_lexicon_is_heard(tiny_environment: Mapping[str, str], tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon.yaml"
    lexicon.write_text("kitchen: kitschen\n", encoding="utf-8")
    with Server({**tiny_environment, "LEXICON": str(lexicon)}) as server:
        speak(server, SENTENCE)
        assert server.logged("is spoken as .*kitschen")
        lexicon.write_text("kitchen: cooking room\n", encoding="utf-8")
        for _ in range(200):  # it looks every ten seconds
            speak(server, SENTENCE)
            if server.logged("is spoken as .*cooking room"):
                break
            asyncio.run(asyncio.sleep(0.1))
        assert server.logged("is spoken as .*cooking room")


def test_what_is_no_file_holds_up_nothing(
    tiny_environment: Mapping[str, str], tiny_model: Path, tmp_path: Path
) -> None:
    """Opening a named pipe waits for somebody who writes, and here nobody ever does."""
    voices, lexicon = tmp_path / "voices", tmp_path / "lexicon.yaml"
    voices.mkdir()
    (voices / "alba.safetensors").symlink_to(tiny_model / "voices" / "alba.safetensors")
    pipes = [lexicon, *(voices / name for name in ("voices.yaml", "dad.safetensors", "mum.wav"))]
    for path in pipes:
        os.mkfifo(path)
    options = {"LEXICON": str(lexicon), "VOICES_DIR": str(voices)}
    with Server({**tiny_environment, **options}) as server:
        assert speak(server, SENTENCE).kinds[-1] == "audio-stop"
        for path in pipes:
            server.wait_for_log(f"{path.name}.* it is a named pipe, and an ordinary file is needed")
        lexicon.unlink()
        lexicon.write_text("kitchen: kitschen\n", encoding="utf-8")
        server.wait_for_log("LEXICON: 1 entry")
        speak(server, SENTENCE)
        assert server.logged("is spoken as .*kitschen")
        assert len(server.logged("(WARNING|ERROR).*it is a named pipe")) == len(pipes)


def test_the_prefix_is_spoken_and_searched_for(tiny_environment: Mapping[str, str]) -> None:
    """Noise has no pause behind a prefix, so nothing is cut; tests/audio cuts real speech."""
    answers = {}
    for prefix in ("on", "off"):
        environment = {**tiny_environment, "SACRIFICIAL_PREFIX": prefix, "SEED": "7"}
        with Server(environment) as server:
            answers[prefix] = speak(server, f"{SENTENCE} {SENTENCE}")
            searched = server.logged(r"sentence \d+: prefix of \d+ ms cut")
            assert len(searched) == (2 if prefix == "on" else 0)
    assert answers["on"].kinds == ["audio-start", "audio-chunk", "audio-stop"]
    assert not np.array_equal(answers["on"].samples, answers["off"].samples)


def test_more_than_may_wait_are_told_so(tiny_environment: Mapping[str, str]) -> None:
    async def one(server: Server) -> Answer:
        async with connect(server.port) as client:
            await client.send("synthesize", text=LONG)
            return await client.answer("audio-stop")

    async def run(server: Server) -> list[Answer]:
        return await asyncio.gather(*(one(server) for _ in range(30)))

    with Server({**tiny_environment, "ENGINE": "onnx", "MAX_SPEAKERS": "1"}) as server:
        answers = asyncio.run(run(server))
        refused = [answer for answer in answers if "error" in answer.kinds]
        assert 0 < len(refused) < 30
        assert {answer.error["code"] for answer in refused} == {"server-busy"}
        assert all("audio-chunk" not in answer.kinds for answer in refused)
        assert speak(server, SENTENCE).kinds[-1] == "audio-stop"


def test_an_architecture_that_only_the_library_knows(
    tiny_environment: Mapping[str, str], tiny_model: Path, tmp_path: Path
) -> None:
    config = yaml.safe_load((tiny_model / "config.yaml").read_text(encoding="utf-8"))
    config["mimi"]["seanet"]["pad_mode"] = "replicate"  # the graphs pad with zeros
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    environment = {**tiny_environment, "MODEL_VARIANT": str(path)}
    with Server(environment, wait_until_ready=False) as server:
        server.wait_for_log("WARNING Engine torch is used, which is slower: ")


@pytest.mark.parametrize("engine", ["onnx", "torch"])
def test_an_answer_that_the_stop_cuts_off_is_not_a_whole_one(
    tiny_environment: Mapping[str, str], engine: str
) -> None:
    """Home Assistant caches an answer for good that ends with a plain close."""

    async def run(server: Server) -> None:
        async with connect(server.port) as client:
            await client.send("synthesize", text=LONG * 10)
            await client.answer("audio-chunk")
            server.process.terminate()
            try:
                while (event := await client.receive()) is not None:
                    if event.type == "error":
                        return
            except ConnectionResetError:
                return
            pytest.fail("it ended with a plain close")

    with Server({**tiny_environment, "ENGINE": engine}) as server:
        asyncio.run(run(server))


def test_half_a_surrogate_pair_disturbs_nothing(tiny_environment: Mapping[str, str]) -> None:
    with Server({**tiny_environment, "NORMALIZE_TEXT": "false"}) as server:

        async def run() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(b'{"type": "synthesize", "data": {"text": "Hi \\ud83d my dear."}}\n')
            async with asyncio.timeout(60):
                assert b"audio-start" in await reader.readline()
            writer.close()

        asyncio.run(run())
        assert speak(server, SENTENCE).kinds[-1] == "audio-stop"
        assert not server.logged("Traceback|defect")
