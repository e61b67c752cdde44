"""Which voices are offered, and which one speaks when none is asked for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.errors import SettingsError, VoiceNotFoundError
from pocket_tts_wyoming.voices.presets import DEFAULT_PRESETS, PRESETS, preset_voice_address
from support.voice_states import voice_state
from voices.catalogues import add, catalogue, names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", sorted(DEFAULT_PRESETS))
def test_only_voices_of_the_models_language_are_offered(language: str) -> None:
    made = catalogue(language, "some_config")
    native = {preset.name for preset in PRESETS if preset.language == language}
    assert set(names(made)) == native
    assert {voice.language for voice in made.voices()} == {language}
    assert made.default.name == DEFAULT_PRESETS[language]


def test_preset_is_addressed_on_the_hub() -> None:
    assert catalogue(config_name="english_2026-01").find("eve").source == preset_voice_address(
        "english_2026-01", "eve"
    )


@pytest.mark.parametrize("default", ["alba", "vera", "0 zero", "Zoe"])
def test_default_comes_first_by_label(tmp_path: Path, default: str) -> None:
    for name in ("0 zero", "Zoe", "aaron"):
        add(tmp_path, f"{name}.safetensors")
    made = catalogue(voices_dir=tmp_path, default_voice=default)

    labels = [voice.description or voice.name for voice in made.voices()]
    assert labels == sorted(labels)
    assert made.voices()[0] == made.default == made.find(None) == made.find("")
    assert made.default.name == default
    assert made.default.description.startswith("(default) ")
    assert len(names(made)) == len(set(names(made))) == 24


def test_two_catalogues_of_the_same_truth_are_equal(tmp_path: Path) -> None:
    add(tmp_path, "b.safetensors")
    add(tmp_path, "a.safetensors")
    assert catalogue(voices_dir=tmp_path).voices() == catalogue(voices_dir=tmp_path).voices()


def test_own_voice_is_tagged_with_the_models_language(tmp_path: Path) -> None:
    path = add(tmp_path, "Oma.safetensors")
    voice = catalogue("de", "german", tmp_path).find("Oma")
    assert (voice.language, voice.source, voice.description) == ("de", str(path), "Oma - own voice")
    assert voice.version.startswith("2023-11-14T")


def test_own_file_wins_over_a_preset(tmp_path: Path) -> None:
    path = add(tmp_path, "alba.safetensors")
    made = catalogue(voices_dir=tmp_path)
    assert made.default.source == str(path)
    assert names(made).count("alba") == 1


def test_default_of_another_language_gives_way_with_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = catalogue("de", "german", default_voice="lola")
    made.refresh()
    assert made.default.name == "juergen"
    (line,) = caplog.messages
    assert "DEFAULT_VOICE=lola" in line
    assert "'juergen'" in line


@pytest.mark.parametrize("wish", ["alba", "Alba"])
def test_default_of_the_option_is_not_a_wish(wish: str, caplog: pytest.LogCaptureFixture) -> None:
    """A German server that nobody has given a voice has nothing to be warned of."""
    assert catalogue("de", "german", default_voice=wish).default.name == "juergen"
    assert caplog.messages == []


@pytest.mark.parametrize("wish", ["Marius", "MARIUS", "Bill Boerst"])
def test_default_may_be_written_as_people_see_it(
    wish: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert catalogue(default_voice=wish).default.name == wish.lower().replace(" ", "_")
    assert caplog.messages == []


@pytest.mark.parametrize("wish", [None, ""])
def test_no_wish_is_the_languages_own_voice(
    wish: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    assert catalogue("fr", "french", default_voice=wish).default.name == "estelle"
    assert caplog.messages == []


def test_default_follows_its_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    made = catalogue(voices_dir=tmp_path, default_voice="Oma")
    assert made.default.name == "alba"
    path = add(tmp_path, "Oma.safetensors")
    made.refresh()
    assert made.default.name == "Oma"
    path.unlink()
    made.refresh()
    assert made.default.name == "alba"
    assert len([m for m in caplog.messages if "DEFAULT_VOICE" in m]) == 2


def test_custom_config_has_own_voices_only(tmp_path: Path) -> None:
    add(tmp_path, "b.safetensors")
    add(tmp_path, "a.safetensors")
    made = catalogue(config_name=None, voices_dir=tmp_path)
    assert names(made) == ["a", "b"]
    assert made.default.name == "a"


@pytest.mark.parametrize("with_folder", [True, False])
def test_no_voice_at_all_says_what_to_set(tmp_path: Path, *, with_folder: bool) -> None:
    made = catalogue(config_name=None, voices_dir=tmp_path if with_folder else None)
    assert made.voices() == ()
    with pytest.raises(SettingsError, match=r"export-voice.*VOICES_DIR"):
        _ = made.default
    with pytest.raises(SettingsError):
        made.find(None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("albs", "Did you mean 'alba'"),
        ("Juergen", r"preset voice 'juergen' \(de\) is not one of this model \(en\)"),
        ("x" * 20, "Voices: alba, anna, azelma"),
    ],
)
def test_unknown_voice_is_answered_with_the_known_where_that_is_wanted(
    name: str, sentence: str
) -> None:
    with pytest.raises(VoiceNotFoundError, match=sentence):
        catalogue(strict=True).find(name)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("name", "found"),
    [("Alba", "alba"), ("MARIUS", "marius"), ("Bill Boerst", "bill_boerst"), ("zoË", "Zoë")],
)
def test_spelling_is_forgiven(
    tmp_path: Path, name: str, found: str, caplog: pytest.LogCaptureFixture, *, strict: bool
) -> None:
    add(tmp_path, "Zoe\u0308.safetensors")
    assert catalogue(voices_dir=tmp_path, strict=strict).find(name).name == found
    assert caplog.messages == []


def test_exact_name_wins_over_a_spelling(tmp_path: Path) -> None:
    add(tmp_path, "Alba.safetensors")
    made = catalogue(voices_dir=tmp_path)
    assert [made.find(name).name for name in ("Alba", "alba")] == ["Alba", "alba"]


@pytest.mark.parametrize("name", ["granny", "juergen"])
def test_voice_that_is_gone_is_spoken_by_the_default_with_one_warning(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    made = catalogue(default_voice="marius")
    assert [made.find(name).name for _ in range(3)] == ["marius"] * 3
    (line,) = caplog.messages
    assert f"'{name}'" in line
    assert "'marius'" in line
    assert "STRICT_VOICES" in line


def test_nobody_fills_the_log_with_names(caplog: pytest.LogCaptureFixture) -> None:
    made = catalogue()
    for number in range(1000):
        made.find(f"{number} " + "x\n" * 100_000)
    assert len(caplog.messages) == 100
    assert max(map(len, caplog.messages)) < 1000
    assert not any("\n" in message for message in caplog.messages)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (voice_state()[:-1], "not complete yet"),
        (voice_state(layers=24), "another model"),
        (b"x" * 100, "safetensors"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_nobody_takes_the_place_of_a_voice_that_cannot_speak_yet(
    tmp_path: Path, content: bytes, word: str, *, strict: bool
) -> None:
    """Home Assistant would keep a recording in the wrong voice."""
    add(tmp_path, "Granny.safetensors", content)
    made = catalogue(voices_dir=tmp_path, strict=strict)
    found = made.find("granny")
    assert found.name == "Granny"
    assert found.problem.startswith("The voice 'Granny' cannot be used: ")
    assert word in found.problem
    assert found not in made.voices()
    add(tmp_path, "Granny.safetensors", age_seconds=50)
    made.refresh()
    assert made.find("granny").name == "Granny"
    assert made.find("granny").problem == ""


def test_the_only_voice_is_the_default_even_before_it_can_speak(tmp_path: Path) -> None:
    add(tmp_path, "aunt.safetensors", voice_state()[:-1])
    add(tmp_path, "granny.safetensors", voice_state()[:-1])
    made = catalogue(config_name=None, voices_dir=tmp_path, default_voice="Granny")
    assert made.find(None).name == "granny"
    assert made.find(None).problem
    assert catalogue(config_name=None, voices_dir=tmp_path).find("").name == "aunt"
    with pytest.raises(SettingsError):
        _ = made.default  # at the start somebody should see that nothing can speak
    add(tmp_path, "aunt.safetensors", age_seconds=50)
    made.refresh()
    assert made.find(None).name == "aunt"
    assert not made.find(None).problem


def test_voice_that_is_being_copied_has_a_problem(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", age_seconds=0)
    made.refresh()
    assert "being copied" in made.find("bob").problem
