"""What the settings become, before anything is loaded."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.assembly import assemble, engine_options, prefix_settings, text_alone
from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.errors import ModelNotReadyError, SettingsError
from pocket_tts_wyoming.models.engine import EngineOptions
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings(tiny_model: Path) -> Settings:
    return Settings(
        model_variant=str(tiny_model / "config.yaml"),
        spare_voice="off",
        voices_dir=tiny_model / "voices",
        default_voice="marius",
    )


@pytest.mark.parametrize(("cores", "speakers"), [(1, 2), (2, 4), (4, 8), (16, 8)])
def test_two_speakers_per_core_within_limits(cores: int, speakers: int) -> None:
    assert engine_options(Settings(), cores).speakers == speakers


def test_what_an_engine_is_made_of() -> None:
    settings = Settings(
        model_variant="german",
        engine="torch",
        precision="int8",
        temperature=0.5,
        max_speakers=3,
    )
    assert engine_options(settings, 4) == EngineOptions(
        variant="german", engine="torch", precision="int8", temperature=0.5, speakers=3, cores=4
    )


@pytest.mark.parametrize(
    ("wish", "model", "spoken"),
    [
        ("auto", "english", False),
        ("auto", "english_2026-01", True),
        ("auto", "b6369a24", True),
        ("on", "english", True),
        ("off", "english_2026-01", False),
    ],
)
def test_the_prefix_is_for_models_that_need_it(wish: str, model: str, *, spoken: bool) -> None:
    settings = Settings.model_validate(
        {
            "sacrificial_prefix": wish,
            "prefix_min_duration": 0.2,
            "prefix_max_duration": 0.9,
            "prefix_silence_gap": 0.1,
        }
    )
    expected = PrefixSettings(0.2, 0.9, 0.1) if spoken else None
    assert prefix_settings(settings, find_variant(model)) == expected


@pytest.mark.parametrize(("wish", "loads"), [("auto", True), ("only", False)])
def test_the_spare_voice_stands_behind_the_model(
    settings: Settings, wish: str, *, loads: bool
) -> None:
    async def run() -> None:
        parts = assemble(settings.model_copy(update={"spare_voice": wish}), time.monotonic)
        assert (parts.loading is not None) == loads
        await parts.engine.ready(0)  # the spare voice can speak already
        await parts.engine.close()

    asyncio.run(run())


def test_parts_are_there_before_the_model(settings: Settings) -> None:
    async def run() -> None:
        parts = assemble(settings, time.monotonic)
        assert [voice.name for voice in parts.voices.voices()] == ["marius", "alba"]
        assert parts.lexicon is None
        with pytest.raises(ModelNotReadyError, match="still being loaded"):
            await parts.engine.ready(0)
        await parts.engine.close()

    asyncio.run(run())


def test_the_engine_loads_with_the_default_voice(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HOME", str(tmp_path))

    async def run() -> None:
        parts = assemble(settings.model_copy(update={"precision": "fp32"}), time.monotonic)
        assert parts.loading is not None
        await parts.loading.run()
        await parts.engine.ready(0)
        assert parts.engine.name == "onnx"
        assert parts.engine.count_tokens("Hello.") > 0
        await parts.engine.close()

    asyncio.run(run())


def test_a_model_that_does_not_exist_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="MODEL_VARIANT"):
        assemble(Settings(model_variant="klingon"), time.monotonic)


def test_a_model_without_any_voice_is_a_wrong_setting(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no voice"):
        assemble(settings.model_copy(update={"voices_dir": tmp_path}), time.monotonic)


def test_the_text_side_works_without_a_model(tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon.yaml"
    lexicon.write_text("HA: Home Assistant\n", encoding="utf-8")
    shown = asyncio.run(text_alone(Settings(lexicon=lexicon)).show("HA says 3 things today."))
    assert shown == ["Home Assistant says three things today."]
