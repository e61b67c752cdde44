"""One server, several languages: a real process, real clients, a hub laid out like the real one."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import httpx2
import numpy as np
import pytest
import yaml

from make_model import make_model
from support.fake_hub import COMMIT, FakeHub
from support.hf_cache import lay_out
from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from support.wyoming_client import Answer

LANGUAGES = {"english": "alba", "german": "juergen", "french": "estelle"}
REPOSITORY = "synthetic/tiny"
SENTENCE = "The door at the back of the house is open."


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return tiny models of three languages, each with weights and a voice of its own."""
    folder = tmp_path_factory.mktemp("languages")
    for seed, (language, voice) in enumerate(LANGUAGES.items()):
        make_model(folder / language, "tiny", voices=(voice,), seed=seed)
    return {language: folder / language for language in LANGUAGES}


@pytest.fixture(scope="module")
def environment(
    models: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Return the options of a server that speaks all three."""
    voices = tmp_path_factory.mktemp("voices")
    for language, voice in LANGUAGES.items():
        state = models[language] / "voices" / f"{voice}.safetensors"
        (voices / state.name).symlink_to(state)
    english, *others = (str(folder / "config.yaml") for folder in models.values())
    return {
        "MODEL_VARIANT": english,
        "MORE_MODELS": ",".join(others),
        "VOICES_DIR": str(voices),
        "HF_HOME": str(tmp_path_factory.mktemp("hf")),
        "PRECISION": "fp32",
        "SEED": "7",
    }


def ask(port: int, *voices: str | None, text: str = SENTENCE) -> list[Answer]:
    """Have all voices speak at once, each on a connection of its own."""

    async def one(voice: str | None) -> Answer:
        async with connect(port) as client:
            return await client.speak(text, voice)

    async def run() -> list[Answer]:
        return list(await asyncio.gather(*map(one, voices)))

    return asyncio.run(run())


def alike(one: Answer, other: Answer) -> bool:
    """Return whether two answers sound the same: frames decoded together differ by 1e-7."""
    a, b = (answer.samples.astype(int) for answer in (one, other))
    return a.size == b.size and bool(np.abs(a - b).max() <= 2)


def describe(port: int) -> dict[str, object]:
    async def run() -> dict[str, object]:
        async with connect(port) as client:
            program: dict[str, object] = (await client.describe())["tts"][0]
            return program

    return asyncio.run(run())


def test_each_voice_speaks_with_its_own_model_at_the_same_time(
    models: Mapping[str, Path], environment: Mapping[str, str]
) -> None:
    with Server(environment) as server:
        server.wait_for_log("Ready: ", count=3)
        assert describe(server.port)["name"] == "pocket-tts-en-de-fr"
        together = ask(server.port, None, "juergen-german", "estelle-french")
        for answer in together:
            assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
    # The same sentence from a server for one language alone is the same sound.
    alone = dict(environment)
    del alone["MORE_MODELS"]
    for (language, voice), answer in zip(LANGUAGES.items(), together, strict=True):
        alone |= {
            "MODEL_VARIANT": str(models[language] / "config.yaml"),
            "DEFAULT_VOICE": voice,
        }
        with Server(alone) as server:
            (expected,) = ask(server.port, None)
        assert alike(answer, expected), language
    assert not alike(together[0], together[1])


def test_names_previews_and_words_are_those_of_the_voice_that_was_asked_for(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    lexicon = tmp_path / "lexicon.yaml"
    lexicon.write_text("HA:\n  say: Heim\n  voice: juergen-german\n", encoding="utf-8")
    with Server({**environment, "HTTP_PORT": "0", "LEXICON": str(lexicon)}) as server:
        server.wait_for_log("Ready: ", count=3)
        port = server.wait_for_log(r"The page is on port (\d+)").group(1)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as page:
            shown = {
                voice: page.post("/api/show", json={"text": "HA 22", "voice": voice}).json()
                for voice in ("alba", "juergen-german", "estelle-french", "no-such-voice")
            }
            models = page.get("/api/state").json()["models"]
        ask(server.port, "juergen-german")
        server.wait_for_log("juergen-german: ")
    assert {voice: answer["sentences"] for voice, answer in shown.items()} == {
        "alba": ["H A twenty-two"],
        "juergen-german": ["Heim zweiundzwanzig"],
        "estelle-french": ["H A vingt-deux"],
        "no-such-voice": ["H A twenty-two"],
    }
    assert [model["name"] for model in models] == ["english", "french", "german"]
    assert all(model["loaded"] and model["resident_bytes"] > 0 for model in models)


def test_only_what_no_configured_model_needs_is_removed(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    home = tmp_path / "hf"
    alone = {**environment, "HF_HOME": str(home), "MORE_MODELS": ""}
    several = {**alone, "MORE_MODELS": environment["MORE_MODELS"].partition(",")[0]}

    def made() -> set[str]:
        return {path.parent.name for path in home.glob("pocket-tts-wyoming/onnx/*/manifest.json")}

    def two_days_pass() -> None:
        for path in home.glob("pocket-tts-wyoming/onnx/*/manifest.json"):
            os.utime(path, (path.stat().st_mtime - 2 * 24 * 3600,) * 2)

    with Server(several) as server:
        server.wait_for_log("Ready: ", count=2)
    of_both = made()
    two_days_pass()
    with Server(several) as server:
        server.wait_for_log("Ready: ", count=2)
    assert made() == of_both
    two_days_pass()
    with Server(alone) as server:
        server.wait_for_log("Removed what was made from other models")
    assert made() < of_both
    assert len(made()) * 2 == len(of_both)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the options of a server with room for its small main model, and a larger one."""
    folder = tmp_path_factory.mktemp("crowded")
    voices = folder / "voices"
    voices.mkdir()
    for language, voice, size in (("english", "alba", 2), ("german", "juergen", 18)):
        model = make_model(folder / language, f"english_{size}m_2026-10", voices=(voice,)).parent
        (voices / f"{voice}.safetensors").symlink_to(model / "voices" / f"{voice}.safetensors")
    return {
        "MODEL_VARIANT": str(folder / "english" / "config.yaml"),
        "MORE_MODELS": str(folder / "german" / "config.yaml"),
        "MEMORY_BUDGET_MB": "0",
        "VOICES_DIR": str(voices),
        "HF_HOME": str(folder / "hf"),
        "PRECISION": "int8",
        "SEED": "7",
    }


def test_models_take_turns_where_there_is_room_for_one(crowded: Mapping[str, str]) -> None:
    with Server(crowded) as server:
        # Each was loaded once, and the main one is back.
        server.wait_for_log("Model english loaded", count=2)
        server.wait_for_log(r"Model german put away: \d+ MB; models take 0 of \d+ MB")
        first = [ask(server.port, voice)[0] for voice in (None, "juergen")]
        again = ask(server.port, None, "juergen", None, "juergen")
        for answer, expected in zip(again, [*first, *first], strict=True):
            assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
            assert alike(answer, expected)
        ask(server.port, None)
        server.wait_for_log("Model german put away", count=2)
        assert server.stop()[0] == 0


def test_a_model_that_was_put_away_leaves_nothing_behind(crowded: Mapping[str, str]) -> None:
    with Server(crowded) as server:
        server.wait_for_log("Model english loaded", count=2)
        threads, memory_mb = [], []
        for _ in range(4):
            ask(server.port, "juergen")
            ask(server.port, None)
            threads.append(server.threads())
            memory_mb.append(server.resident_bytes() / 1e6)
        assert threads[-1] <= threads[0] + 2, "an engine has four"
        assert memory_mb[-1] < memory_mb[0] + 15, "a German model takes more"


def remote(models: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the models' files by URL, with configs that lead to them."""
    files = {}
    for language, folder in models.items():
        config = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
        place = f"hf://{REPOSITORY}/languages/{language}"
        config["weights_path"] = f"{place}/model.safetensors@{COMMIT}"
        table = config["flow_lm"]["lookup_table"]
        table["tokenizer_path"] = f"{place}/tokenizer.model@{COMMIT}"
        contents = {
            "config.yaml": yaml.safe_dump(config).encode(),
            "model.safetensors": (folder / "model.safetensors").read_bytes(),
            "tokenizer.model": (folder / "tokenizer.model").read_bytes(),
        }
        for name, content in contents.items():
            files[f"/{REPOSITORY}/resolve/{COMMIT}/languages/{language}/{name}"] = content
    return files


def test_languages_come_from_the_hub_once_and_from_the_cache_ever_after(
    models: Mapping[str, Path], environment: Mapping[str, str], tmp_path: Path
) -> None:
    english, *others = (
        f"hf://{REPOSITORY}/languages/{language}/config.yaml@{COMMIT}" for language in models
    )
    options = {
        **environment,
        "MODEL_VARIANT": english,
        "MORE_MODELS": ",".join(others),
        "HF_HOME": str(tmp_path / "hf"),
    }
    with FakeHub(remote(models)) as hub:
        with Server({**options, "HF_ENDPOINT": hub.url}) as server:
            server.wait_for_log("Ready: ", count=3)
            online = describe(server.port)
            first = ask(server.port, None, "juergen-german", "estelle-french")
        fetched = [
            request.path
            for request in hub.requests
            if "/resolve/" in request.path and request.method == "GET"
        ]
        assert len(set(fetched)) == len(fetched)
        weights = [path for path in fetched if path.endswith(".safetensors")]
        assert [path.split("/")[-2] for path in weights] == list(models), "the main model's first"
    with Server({**options, "HF_HUB_OFFLINE": "1"}) as server:
        server.wait_for_log("Ready: ", count=3)
        assert describe(server.port) == online
        again = ask(server.port, None, "juergen-german", "estelle-french")
    assert all(map(alike, again, first))


def test_voices_are_offered_before_their_model_is_there(tmp_path: Path) -> None:
    """Nothing of the models is on this machine, and there is no network."""
    options = {
        "MODEL_VARIANT": "german",
        "MORE_MODELS": "english,dutch",
        "CROSS_LANGUAGE_VOICES": "true",
        "HF_HOME": str(tmp_path),
        "HF_HUB_OFFLINE": "1",
        "LOAD_WAIT_LIMIT": "1",
    }
    with Server(options, wait_until_ready=False) as server:
        program = describe(server.port)
        (answer,) = ask(server.port, "daan")
        assert answer.error["code"] == "model-not-ready"
        assert describe(server.port) == program
    voices = program["voices"]
    assert isinstance(voices, list)
    by_language = {
        code: [voice["name"] for voice in voices if voice["languages"] == [code]]
        for code in ("de", "en", "nl")
    }
    assert [names[0] for names in by_language.values()] == ["juergen", "alba", "daan"]
    assert [len(names) for names in by_language.values()] == [27, 27, 27]
    assert {"alba-de", "alba-nl"} <= {voice["name"] for voice in voices}
    assert program["name"] == "pocket-tts-de-en-nl"


def test_two_models_of_one_language_from_the_real_layout(tmp_path: Path) -> None:
    names = ("english_7m_2026-10", "english_2m_2026-10")
    for name in names:
        make_model(tmp_path / name, name, voices=("alba",))
        lay_out(tmp_path / "hf", tmp_path / name, name)
    options = {
        "MODEL_VARIANT": names[0],
        "MORE_MODELS": names[1],
        "HF_HOME": str(tmp_path / "hf"),
        "HF_HUB_OFFLINE": "1",
    }
    with Server(options) as server:
        server.wait_for_log("Ready: ", count=2)
        assert describe(server.port)["name"] == "pocket-tts-english-7m-2026-10"
        large, small = ask(server.port, "alba", "alba-english_2m_2026-10")
    for answer in (large, small):
        assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
    assert not alike(large, small)


def test_auto_is_decided_before_anything_is_downloaded(tmp_path: Path) -> None:
    options = {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "MODEL_VARIANT": "auto"}
    remembered = "$"
    for _ in range(2):
        with Server(options, wait_until_ready=False) as server:
            assert describe(server.port)["name"] == "pocket-tts"
            chosen = server.wait_for_log(rf"MODEL_VARIANT=auto is (\S+) here: .*\){remembered}")
            server.wait_for_log(f"{chosen[1]}.*(offline|HF_HUB_OFFLINE)|Next attempt")
            assert len(describe(server.port)["voices"]) == 21  # type: ignore[arg-type]  # a list
            if not server.logged("The machine was busy: the next start measures again"):
                remembered = "; remembered$"
    assert not (tmp_path / "hub").exists()
