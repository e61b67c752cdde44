"""The onnx engine from files on disk, used as the server uses it."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml

from models.engines import FP32, prompts
from pocket_tts_wyoming.errors import ModelNotReadyError, SpeechError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource
from pocket_tts_wyoming.models.measured import Measured
from pocket_tts_wyoming.models.onnx.engine import OnnxEngine
from pocket_tts_wyoming.models.store.files import ModelFiles, fetch_model
from pocket_tts_wyoming.models.store.hub import Hub
from pocket_tts_wyoming.models.voice_states import KEPT_VOICES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from models.onnx.oracle import Model

SENTENCE = "The kitchen light is on."


@asynccontextmanager
async def loaded(
    files: ModelFiles,
    cache: Path,
    fetch: Callable[[str], Path] = Path,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncIterator[OnnxEngine]:
    engine = OnnxEngine(files, FP32, cache, fetch, clock)
    try:
        await engine.load()
        yield engine
    finally:
        await engine.close()


async def speak(engine: OnnxEngine, voice: VoiceSource, *texts: str, seed: int) -> list[Frame]:
    return [frame async for frame in engine.frames(voice, prompts(*texts), seed)]


def audio(frames: list[Frame]) -> bytes:
    return np.concatenate([frame.samples for frame in frames]).tobytes()


def test_equal_seeds_are_equal_and_each_sentence_says_its_end(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path
) -> None:
    async def run() -> None:
        async with loaded(files, tmp_path) as engine:
            one = await speak(engine, alba, SENTENCE, SENTENCE, seed=1)
            assert audio(await speak(engine, alba, SENTENCE, SENTENCE, seed=1)) == audio(one)
            assert audio(await speak(engine, alba, SENTENCE, SENTENCE, seed=2)) != audio(one)
            assert sum(frame.last for frame in one) == 2
            assert sum(frame.work_seconds for frame in one) > 0

    asyncio.run(run())


def test_a_model_that_returns_is_neither_measured_nor_learned_again(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    options = replace(FP32, precision="auto")
    measured = Measured()
    caplog.set_level("INFO")

    async def run() -> None:
        for _ in range(2):
            engine = OnnxEngine(files, options, tmp_path, Path, measured=measured)
            try:
                await engine.load()
                await speak(engine, alba, SENTENCE, seed=1)
            finally:
                await engine.close()

    asyncio.run(run())
    assert caplog.text.count("Measuring which precision") == 1
    known = measured.of(files.weights)
    assert known.report is not None
    costs = known.costs(known.report.precision)
    assert costs.prompt.calls == 2, "one of each engine"


def test_int8_is_loaded_in_the_format_that_was_measured(
    blocks: Model, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = ModelFiles(
        "blocks",
        None,
        "en",
        blocks.config,
        blocks.weights,
        blocks.tokenizer,
        has_cloning_weights=True,
    )
    measured = Measured()
    caplog.set_level("INFO")

    async def run() -> None:
        engine = OnnxEngine(
            files, replace(FP32, precision="int8"), tmp_path, Path, measured=measured
        )
        try:
            await engine.load()
        finally:
            await engine.close()

    asyncio.run(run())
    report = measured.of(files.weights).report
    assert report is not None
    assert list(report.step_seconds) == [report.precision]
    assert report.int8_lead is not None
    assert f"Model blocks in {report.precision};" in caplog.text


def test_closing_stops_the_reader_of_the_text_before_it_returns(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path
) -> None:
    """Speech closes the frames first and then the text, which must not be being read."""

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


def test_before_it_is_loaded(files: ModelFiles, alba: VoiceSource, tmp_path: Path) -> None:
    async def run() -> None:
        engine = OnnxEngine(files, FP32, tmp_path, Path)
        with pytest.raises(ModelNotReadyError, match="not loaded"):
            await engine.ready(5)
        with pytest.raises(ModelNotReadyError, match="not loaded"):
            engine.frames(alba, prompts(SENTENCE))
        await engine.close()

    asyncio.run(run())


def test_an_utterance_that_is_collected_never_rests(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path
) -> None:
    """Time stands still: a paced one would rest for good after 8 s."""

    async def run() -> list[Frame]:
        async with (
            asyncio.timeout(60),
            loaded(files, tmp_path, clock=lambda: 0.0) as engine,
        ):
            frames = engine.frames(alba, prompts(*[SENTENCE] * 8), paced=False)
            return [frame async for frame in frames]

    frames = asyncio.run(run())
    assert sum(frame.last for frame in frames) == 8
    assert sum(len(frame.samples) for frame in frames) > 10 * 24_000


def test_a_pause_comes_with_the_first_frame_of_its_sentence(
    files: ModelFiles, alba: VoiceSource, tmp_path: Path
) -> None:
    async def run() -> list[Frame]:
        async with loaded(files, tmp_path) as engine:
            text = prompts(SENTENCE, SENTENCE, pause_seconds=0.5)
            return [frame async for frame in engine.frames(alba, text)]

    frames = asyncio.run(run())
    begins = [0, 1 + next(i for i, frame in enumerate(frames) if frame.last)]
    assert [i for i, frame in enumerate(frames) if frame.pause_seconds] == begins
    assert {frames[i].pause_seconds for i in begins} == {0.5}


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


def test_a_damaged_model_is_a_speech_error(tiny_model: Path, tmp_path: Path) -> None:
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
