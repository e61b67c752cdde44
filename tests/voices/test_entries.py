"""What voices.yaml says, put over a model's voices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pocket_tts_wyoming.voices.catalogue import Voice
from pocket_tts_wyoming.voices.entries import Applied, apply_entries
from pocket_tts_wyoming.voices.voice_settings import VoiceSettings

ALBA = Voice("alba", "Alba - woman", "en", "alba.safetensors", "Alba", "https://x", "1")
MUM = replace(ALBA, name="mum", description="mum - own voice", source="mum", file_name="mum")


def apply(
    entries: dict[str, VoiceSettings],
    left_out: dict[str, str] | None = None,
    language: str = "en",
    voices: tuple[Voice, ...] = (ALBA, MUM),
) -> Applied:
    return apply_entries({v.name: v for v in voices}, left_out or {}, entries, language)


def test_entry_changes_the_voice_of_its_name() -> None:
    entry = VoiceSettings(speed=0.9, gain_db=3.0, description="Mum, in the kitchen")
    applied = apply({"mum": entry})
    assert applied.voices["mum"] == replace(MUM, settings=entry, description="Mum, in the kitchen")
    assert applied.voices["alba"] == ALBA
    assert applied.used == {"mum"}


def test_entry_makes_a_voice_of_its_own() -> None:
    entry = VoiceSettings(voice="alba", speed=0.8)
    applied = apply({"alba, slow": entry})
    assert applied.voices["alba, slow"] == replace(
        ALBA, name="alba, slow", description="alba, slow", settings=entry
    )
    assert applied.voices["alba"] == ALBA


def test_what_it_does_not_say_is_as_of_the_voice_that_it_sounds_like() -> None:
    entries = {
        "alba, slow": VoiceSettings(voice="alba", speed=0.8),
        "alba": VoiceSettings(speed=1.1, gain_db=2.0, description="Alba, the first"),
    }
    slow = apply(entries).voices["alba, slow"]
    assert (slow.settings.speed, slow.settings.gain_db) == (0.8, 2.0)
    assert slow.description == "alba, slow"


def test_own_voice_belongs_to_the_models_of_its_language_alone() -> None:
    entries = {"mum": VoiceSettings(language="de")}
    applied = apply(entries)
    assert set(applied.voices) == {"alba"}
    assert applied.used == {"mum"}
    german = replace(MUM, language="de")
    assert set(apply(entries, None, "de", (german,)).voices) == {"mum"}


def test_preset_voice_keeps_its_language() -> None:
    applied = apply({"alba": VoiceSettings(language="de", speed=0.8)})
    assert applied.voices["alba"].settings.speed == 0.8
    (problem,) = applied.problems
    assert "'alba' is a preset voice" in problem


@pytest.mark.parametrize("base", ["alba", "alba-de"])
def test_voice_of_another_language_is_found_where_it_is_spoken(base: str) -> None:
    foreign = replace(ALBA, name="alba-de", language="de")
    entries = {"alba auf Deutsch": VoiceSettings(voice=base, language="de")}
    assert apply(entries).used == set()
    assert "alba auf Deutsch" in apply(entries, None, "de", (foreign,)).voices


def test_voice_that_sounds_like_one_in_the_making_waits_for_it() -> None:
    entries = {"dad, slow": VoiceSettings(voice="dad"), "dad": VoiceSettings(speed=0.9)}
    applied = apply(entries, {"dad": "it is being made"})
    assert applied.left_out["dad, slow"] == "it is being made"
    assert applied.used == {"dad", "dad, slow"}


def test_entry_for_nobody_changes_nothing() -> None:
    applied = apply({"nobody": VoiceSettings(speed=0.9), "x": VoiceSettings(voice="nobody")})
    assert set(applied.voices) == {"alba", "mum"}
    assert applied.used == set()
