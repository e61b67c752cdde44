"""What the settings become, before anything is loaded."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.assembly import (
    assemble,
    configured_variants,
    engine_options,
    prefix_settings,
    text_alone,
)
from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.errors import ModelNotReadyError, SettingsError
from pocket_tts_wyoming.models.engine import EngineOptions
from pocket_tts_wyoming.models.onnx.speed import Speed
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


@pytest.mark.parametrize("cores", [1, 16])
def test_the_machine_decides_how_many_speak(cores: int) -> None:
    assert engine_options(Settings(), find_variant("english"), cores).speakers is None


def test_what_an_engine_is_made_of() -> None:
    settings = Settings(
        engine="torch",
        precision="int8",
        temperature=0.5,
        max_speakers=3,
    )
    assert engine_options(settings, find_variant("german"), 4) == EngineOptions(
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
        assert bool(parts.loading) == loads
        engine = parts.models.main.engine
        await engine.ready(0)  # the spare voice can speak already
        await engine.close()

    asyncio.run(run())


def test_parts_are_there_before_the_model(settings: Settings) -> None:
    async def run() -> None:
        parts = assemble(settings, time.monotonic)
        assert [voice.name for voice in parts.models.voices()] == ["marius", "alba"]
        assert parts.lexicon is None
        (loading,) = parts.loading
        with pytest.raises(ModelNotReadyError, match="still being loaded"):
            await loading.ready(0)
        await loading.close()

    asyncio.run(run())


def test_the_engine_loads_with_the_default_voice(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HOME", str(tmp_path))

    async def run() -> None:
        parts = assemble(settings.model_copy(update={"precision": "fp32"}), time.monotonic)
        (loading,) = parts.loading
        await loading.run()
        await loading.ready(0)
        assert loading.name == "onnx"
        assert loading.count_tokens("Hello.") > 0
        await loading.close()

    asyncio.run(run())


def test_a_model_that_does_not_exist_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="MODEL_VARIANT"):
        assemble(Settings(model_variant="klingon"), time.monotonic)


def test_the_spare_voice_alone_needs_no_model(caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(model_variant="/nowhere/english.yaml", spare_voice="only")
    parts = assemble(settings, time.monotonic)
    assert parts.models.main.variant.language == "en"
    assert [r.getMessage() for r in caplog.records] == [
        "MODEL_VARIANT: there is no file /nowhere/english.yaml. The spare voice speaks English."
    ]


def test_further_models_are_there_once_each(settings: Settings) -> None:
    more = ("german", "dutch", "german", settings.model_variant)
    variants = configured_variants(settings.model_copy(update={"more_models": more}))
    assert [variant.name for variant in variants] == ["config", "german", "dutch"]


def test_a_further_model_that_does_not_exist_names_its_own_option() -> None:
    with pytest.raises(SettingsError, match=r"^MORE_MODELS: 'klingon'"):
        assemble(Settings(more_models=("german", "klingon")), time.monotonic)


def test_the_wish_for_a_default_voice_is_the_main_models(caplog: pytest.LogCaptureFixture) -> None:
    parts = assemble(Settings(more_models=("german",), default_voice="vera"), time.monotonic)
    assert parts.models.find(None)[1].name == "vera"
    assert not caplog.records, "German has its own default, and nobody asked for another"


def test_auto_takes_the_voices_of_the_model_that_it_becomes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HOME", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    measured = []

    def slow(*_: object, **__: object) -> Speed:
        measured.append("busy")  # so that it is not remembered
        return Speed(0.1, 0.1, 0.08, 1, busy=True)

    monkeypatch.setattr("pocket_tts_wyoming.models.onnx.speed.measure_speed", slow)

    async def run() -> None:
        parts = assemble(Settings(), time.monotonic)
        before = parts.models.voices()
        assert "/languages/english/" in parts.models.find("alba")[1].source
        (engine,) = parts.loading
        for _ in range(2):
            with pytest.raises(ModelNotReadyError, match="HF_HUB_OFFLINE"):
                await engine.load()
        assert len(measured) == 4 * 2, "each model in both precisions, in the first attempt alone"
        after = parts.models.voices()
        assert [voice.name for voice in after] == [voice.name for voice in before]
        assert "/languages/english_2m_2026-10/" in parts.models.find("alba")[1].source
        assert parts.name == "pocket-tts"
        await engine.close()

    asyncio.run(run())


def test_a_named_model_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HOME", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.delattr("pocket_tts_wyoming.models.onnx.speed.measure_speed")

    async def run() -> None:
        parts = assemble(Settings(model_variant="english"), time.monotonic)
        (engine,) = parts.loading
        with pytest.raises(ModelNotReadyError, match="languages/english/"):
            await engine.load()
        await engine.close()

    asyncio.run(run())


def test_a_model_without_any_voice_is_a_wrong_setting(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no voice"):
        assemble(settings.model_copy(update={"voices_dir": tmp_path}), time.monotonic)


def test_the_text_side_works_without_a_model(tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon.yaml"
    lexicon.write_text("HA: Home Assistant\n", encoding="utf-8")
    shown = asyncio.run(text_alone(Settings(lexicon=lexicon)).show("HA says 3 things today."))
    assert shown == ["Home Assistant says three things today."]


def test_voices_may_all_be_recordings_yet_to_be_made(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mum.wav").write_bytes(b"x")
    wish = {"voices_dir": tmp_path, "default_voice": "mum"}
    parts = assemble(settings.model_copy(update=wish), lambda: 0.0)  # a copy settles within 2 s
    assert parts.models.voices() == ()
    assert parts.own_voices.recorded is not None
    assert parts.own_voices.recorded.status() == {"mum": "stored"}


def test_nothing_is_made_where_no_model_speaks(settings: Settings) -> None:
    parts = assemble(settings.model_copy(update={"spare_voice": "only"}), time.monotonic)
    assert parts.own_voices.recorded is None
