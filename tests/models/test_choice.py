from __future__ import annotations

import asyncio
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest
import yaml

from models.engines import FP32, FakeEngine, prompts
from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.choice import ChosenEngine, choose_engine
from pocket_tts_wyoming.models.engine import RELEASED_RATE_HZ, VoiceSource
from pocket_tts_wyoming.models.store.hub import Hub

if TYPE_CHECKING:
    from pathlib import Path

VOICE = VoiceSource("alba.safetensors")


def chosen_from(*engines: FakeEngine) -> ChosenEngine:
    """Become each of these in turn, once per load."""
    left = list(engines)
    return ChosenEngine(lambda: left.pop(0), threading.Event(), lambda: 0.0)


def test_before_it_is_loaded() -> None:
    async def run() -> None:
        engine = chosen_from()
        assert engine.sample_rate_hz == RELEASED_RATE_HZ
        with pytest.raises(ModelNotReadyError, match="not loaded"):
            await engine.ready(5)
        await engine.close()

    asyncio.run(run())


def test_passes_everything_on_to_what_was_chosen() -> None:
    async def run() -> None:
        inner = FakeEngine()
        engine = chosen_from(inner)
        await engine.load()
        await engine.ready(5)
        await engine.load_voice(VOICE)
        async for _ in engine.frames(VOICE, prompts("Hi."), 7, paced=False, peer="peer"):
            pass
        assert inner.asked == [
            ("ready", 5),
            ("load_voice", VOICE),
            ("frames", VOICE, ["Hi."], 7, False, "peer"),
        ]
        assert (engine.name, engine.sample_rate_hz) == ("fake", 48_000)
        assert engine.count_tokens("four") == 4
        await engine.close()
        assert (inner.loads, inner.closed) == (1, 1)

    asyncio.run(run())


def test_a_second_load_closes_the_engine_of_the_first() -> None:
    async def run() -> None:
        first, second = FakeEngine(), FakeEngine(name="second")
        engine = chosen_from(first, second)
        await engine.load()
        await engine.load()
        assert (first.closed, second.closed) == (1, 0)
        assert engine.name == "second"
        await engine.close()
        assert (first.closed, second.closed) == (1, 1)

    asyncio.run(run())


@pytest.mark.parametrize("error", [ModelNotReadyError("Broken."), MemoryError()])
def test_an_engine_that_fails_to_load_is_closed(error: Exception) -> None:
    async def run() -> None:
        first, second = FakeEngine([error]), FakeEngine()
        engine = chosen_from(first, second)
        with pytest.raises(type(error)):
            await engine.load()
        assert first.closed == 1
        await engine.load()
        await engine.ready(5)
        await engine.close()
        assert (first.closed, second.closed) == (1, 1)

    asyncio.run(run())


def test_closing_ends_downloads() -> None:
    stop = threading.Event()
    asyncio.run(ChosenEngine(FakeEngine, stop, lambda: 0.0).close())
    assert stop.is_set()


# Which one


@pytest.fixture
def unknown_model(tiny_model: Path, tmp_path: Path) -> Path:
    """Return a config whose flow head the graphs cannot express."""
    config = yaml.safe_load((tiny_model / "config.yaml").read_text(encoding="utf-8"))
    config["flow_lm"]["flow"]["type"] = "of next year"
    path = tmp_path / "unknown.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return path


def choice(config: Path, wish: Literal["auto", "onnx", "torch"], home: Path) -> str:
    options = replace(FP32, variant=str(config), engine=wish)
    return choose_engine(options, Hub(None, home), lambda: 0.0).name


@pytest.mark.parametrize(("wish", "name"), [("auto", "onnx"), ("onnx", "onnx"), ("torch", "torch")])
def test_onnx_unless_torch_is_wanted(
    tiny_model: Path, tmp_path: Path, wish: Literal["auto", "onnx", "torch"], name: str
) -> None:
    assert choice(tiny_model / "config.yaml", wish, tmp_path) == name


def test_torch_for_an_architecture_that_onnx_does_not_know(
    unknown_model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert choice(unknown_model, "auto", tmp_path) == "torch"
    assert "of next year" in caplog.text
    with pytest.raises(ModelNotReadyError, match="ENGINE=onnx cannot run this model"):
        choice(unknown_model, "onnx", tmp_path)


def test_torch_where_onnx_runtime_cannot_be_imported(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pocket_tts_wyoming.models.onnx.backend", None)
    assert choice(tiny_model / "config.yaml", "auto", tmp_path) == "torch"
