"""The fast engine from files on disk, asked as the server asks it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml

from pocket_tts_wyoming.errors import ModelNotReadyError, SpeechError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource
from pocket_tts_wyoming.models.onnx.engine import KEPT_VOICES, OnnxEngine, OnnxOptions
from pocket_tts_wyoming.models.store.files import ModelFiles, fetch_model
from pocket_tts_wyoming.models.store.hub import Hub

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

SENTENCE = "The kitchen light is on."


@pytest.fixture
def files(tiny_model: Path) -> ModelFiles:
    return fetch_model(str(tiny_model / "config.yaml"), Hub(None))


@pytest.fixture
def alba(tiny_model: Path) -> VoiceSource:
    return VoiceSource(str(tiny_model / "voices" / "alba.safetensors"))


@asynccontextmanager
async def loaded(
    files: ModelFiles, cache: Path, fetch: Callable[[str], Path] = Path
) -> AsyncIterator[OnnxEngine]:
    options = OnnxOptions(cache, cores=1, speakers=2, precision="fp32")
    engine = OnnxEngine(files, options, fetch)
    try:
        await engine.load()
        yield engine
    finally:
        await engine.close()


async def prompts(*texts: str) -> AsyncIterator[Prompt]:
    for text in texts:
        yield Prompt(text)


async def speak(engine: OnnxEngine, voice: VoiceSource, *texts: str, seed: int) -> list[Frame]:
    return [frame async for frame in engine.frames(voice, prompts(*texts), seed)]


def audio(frames: list[Frame]) -> bytes:
    return np.concatenate([frame.samples for frame in frames]).tobytes()


def test_equal_seeds_are_equal_and_sentences_are_numbered(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path
) -> None:
    async def run() -> None:
        async with loaded(files, tmp_path) as engine:
            one = await speak(engine, alba, SENTENCE, SENTENCE, seed=1)
            assert audio(await speak(engine, alba, SENTENCE, SENTENCE, seed=1)) == audio(one)
            assert audio(await speak(engine, alba, SENTENCE, SENTENCE, seed=2)) != audio(one)
            assert [frame.sentence for frame in one if frame.last] == [0, 1]
            assert sum(frame.work_seconds for frame in one) > 0

    asyncio.run(run())


def test_closing_stops_the_reader_of_the_text_before_it_returns(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path
) -> None:
    """Whoever closes the frames closes the text next, which nobody may be reading then."""

    async def run() -> None:
        reading = False

        async def writer() -> AsyncIterator[Prompt]:
            nonlocal reading
            yield Prompt(SENTENCE)
            reading = True
            try:
                await asyncio.Event().wait()
            finally:
                reading = False

        async with loaded(files, tmp_path) as engine:
            frames = engine.frames(alba, writer())
            async for _ in frames:
                if reading:
                    break
            await frames.aclose()
            assert not reading

    asyncio.run(run())


def test_a_voice_that_cannot_be_had_is_named(
    files: ModelFiles, tiny_model: Path, tmp_path: Path
) -> None:
    def fetch(address: str) -> Path:
        if address.startswith("hf://"):
            raise ModelNotReadyError(f"{address} could not be downloaded.")
        return Path(address)

    async def run() -> None:
        async with loaded(files, tmp_path, fetch) as engine:
            for address in ("hf://nobody/nothing.safetensors", str(tiny_model / "config.yaml")):
                with pytest.raises(VoiceUnavailableError, match=Path(address).name):
                    await engine.load_voice(VoiceSource(address))

    asyncio.run(run())


def test_only_the_voices_used_last_are_kept(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path
) -> None:
    fetched: list[str] = []

    def fetch(address: str) -> Path:
        fetched.append(address)
        return Path(alba.address)

    async def run() -> None:
        async with loaded(files, tmp_path, fetch) as engine:
            for number in range(KEPT_VOICES + 1):
                await engine.load_voice(VoiceSource(str(number)))
                await engine.load_voice(VoiceSource("0"))
            assert fetched == [str(number) for number in range(KEPT_VOICES + 1)]
            await engine.load_voice(VoiceSource("1"))
            assert fetched[-1] == "1"

    asyncio.run(run())


def test_a_damaged_model_is_an_error_of_ours(tiny_model: Path, tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"not a model")
    config = yaml.safe_load((tiny_model / "config.yaml").read_text(encoding="utf-8"))
    config["weights_path"] = str(weights)
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")

    async def run() -> None:
        with pytest.raises(SpeechError, match="model"):
            async with loaded(fetch_model(str(path), Hub(None)), tmp_path / "cache"):
                pass

    asyncio.run(run())
