"""Which voices are offered, and which one speaks when none is asked for."""

from __future__ import annotations

import logging
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.errors import SettingsError, VoiceNotFoundError
from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.presets import DEFAULT_PRESETS, PRESETS, preset_voice_address
from pocket_tts_wyoming.voices.state_file import StateShape
from support.voice_states import voice_state

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = StateShape(6, 2, 4)
LONG_AGO = 1_700_000_000.0


def add(folder: Path, name: str, content: bytes | None = None, age_seconds: float = 60.0) -> Path:
    path = folder / name
    path.write_bytes(voice_state() if content is None else content)
    os.utime(path, (LONG_AGO - age_seconds, LONG_AGO - age_seconds))
    return path


def catalogue(
    language: str = "en",
    config_name: str | None = "english",
    voices_dir: Path | None = None,
    default_voice: str | None = "alba",
    shape: StateShape | None = SHAPE,
    *,
    refresh: bool = True,
) -> Catalogue:
    made = Catalogue(language, config_name, voices_dir, default_voice, shape, now=lambda: LONG_AGO)
    if refresh:
        made.refresh()
    return made


def names(of: Catalogue) -> list[str]:
    return [voice.name for voice in of.voices()]


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


@pytest.mark.parametrize(
    ("file_name", "content", "word"),
    [
        (".hidden.safetensors", None, None),
        ("voice.wav", None, None),
        ("voice.safetensors.part", None, None),
        ("(a).safetensors", None, "begins with a letter"),
        ("_a.safetensors", None, "begins with a letter"),
        ("a\nb.safetensors", None, "letters, digits"),
        (f"{'x' * 65}.safetensors", None, "64 at most"),
        ("half.safetensors", voice_state()[:-1], "not complete"),
        ("weights.safetensors", voice_state(layers=24), "another model"),
        ("noise.safetensors", b"x" * 100, "safetensors"),
    ],
)
def test_unusable_file_is_left_out_with_one_line(
    tmp_path: Path,
    file_name: str,
    content: bytes | None,
    word: str | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add(tmp_path, file_name, content)
    made = catalogue(voices_dir=tmp_path)
    for _ in range(3):
        made.refresh()

    assert len(names(made)) == 21
    if word is None:
        assert caplog.messages == []
    else:
        (line,) = caplog.messages
        assert word in line
        assert "\n" not in line


def test_folder_that_looks_like_a_voice_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "dir.safetensors").mkdir()
    assert len(names(catalogue(voices_dir=tmp_path))) == 21


def test_voice_appears_changes_and_disappears_at_refresh(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    assert made.refresh() is False
    path = add(tmp_path, "bob.safetensors")
    assert "bob" not in names(made)
    assert made.refresh() is True
    first = made.find("bob")

    add(tmp_path, "bob.safetensors", age_seconds=30)
    assert made.refresh() is True
    assert made.find("bob").version != first.version
    assert made.refresh() is False

    path.unlink()
    assert made.refresh() is True
    assert "bob" not in names(made)


def test_file_under_way_appears_when_it_is_whole(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", voice_state()[:300])
    made.refresh()
    assert "bob" not in names(made)
    add(tmp_path, "bob.safetensors")
    made.refresh()
    assert "bob" in names(made)


@pytest.mark.parametrize("age", [0.0, 1.9, -3600.0], ids=["now", "just now", "clock ahead"])
def test_fresh_file_waits_for_one_more_look(tmp_path: Path, age: float) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", age_seconds=age)
    made.refresh()
    assert "bob" not in names(made)
    made.refresh()
    assert "bob" in names(made)


def test_fresh_file_is_taken_at_the_start(tmp_path: Path) -> None:
    add(tmp_path, "bob.safetensors", age_seconds=0)
    assert "bob" in names(catalogue(voices_dir=tmp_path))


def test_name_written_with_combining_accents_is_one_word(tmp_path: Path) -> None:
    add(tmp_path, "Rene\u0301.safetensors")
    assert "Ren\u00e9" in names(catalogue(voices_dir=tmp_path))


def test_missing_folder_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = catalogue(voices_dir=tmp_path / "none")
    made.refresh()
    assert len(names(made)) == 21
    (line,) = caplog.messages
    assert "VOICES_DIR" in line


def test_default_of_another_language_gives_way_with_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = catalogue("de", "german", default_voice="alba")
    made.refresh()
    assert made.default.name == "juergen"
    (line,) = caplog.messages
    assert "'alba'" in line
    assert "'juergen'" in line


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
        ("juergen", r"preset voice 'juergen' \(de\) is not one of this model \(en\)"),
        ("x" * 20, "Voices: alba, anna, azelma"),
        ("Alba", "Did you mean 'alba'"),
    ],
)
def test_unknown_voice_is_answered_with_the_known(name: str, sentence: str) -> None:
    with pytest.raises(VoiceNotFoundError, match=sentence):
        catalogue().find(name)


def test_unchanged_files_are_not_read_again(tmp_path: Path) -> None:
    """The second look must be cheap: a file with the same stamp keeps its verdict."""
    path = add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)
    stat = path.stat()
    with path.open("r+b") as file:
        file.write(bytes(stat.st_size))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    made.refresh()
    assert "bob" in names(made)


def test_vanished_folder_takes_its_voices_along(tmp_path: Path) -> None:
    folder = tmp_path / "voices"
    folder.mkdir()
    add(folder, "bob.safetensors")
    made = catalogue(voices_dir=folder)
    shutil.rmtree(folder)
    assert made.refresh() is True
    assert "bob" not in names(made)
