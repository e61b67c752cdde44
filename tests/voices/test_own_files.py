"""VOICES_DIR as a whole: voices.yaml and the catalogues of all models."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.level_store import LevelStore
from pocket_tts_wyoming.voices.own_files import OwnVoiceFiles, open_own_voices
from pocket_tts_wyoming.voices.recorded import RecordedShelf
from pocket_tts_wyoming.voices.voice_settings import VoiceSettingsFile
from voices.recorded_house import Language

if TYPE_CHECKING:
    from pathlib import Path


class House:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "voices.yaml"
        self.files = OwnVoiceFiles(
            lambda: (self.english, self.german),
            VoiceSettingsFile(self.path, ("de", "en", "fr")),
            folder=folder,
        )
        self.english = Catalogue("en", "english", folder, "alba")
        self.german = Catalogue("de", "german", folder, None)
        for catalogue in (self.english, self.german):
            catalogue.take_from(RecordedShelf, lambda: self.files.entries)

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")
        self.files.refresh()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_file_counts_as_soon_as_it_changes(house: House) -> None:
    house.write("alba, slow:\n  voice: alba\n  speed: 0.8\n")
    assert house.english.find("Alba, slow").settings.speed == 0.8
    house.write("alba, slow:\n  voice: alba\n  speed: 0.75\n")
    assert house.english.find("alba, slow").settings.speed == 0.75
    house.path.unlink()
    house.files.refresh()
    assert "alba, slow" not in {voice.name for voice in house.english.voices()}


def test_each_problem_is_one_warning(house: House, caplog: pytest.LogCaptureFixture) -> None:
    text = (
        "alba:\n  sped: 1\n"
        "nobody:\n  speed: 1\n"
        "vera, slow:\n  voice: verra\n"
        "juergen:\n  speed: 0.9\n"
        "vera, fr:\n  voice: vera\n  language: fr\n"
    )
    house.write(text)
    for _ in range(3):
        house.files.refresh()
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    assert sorted(caplog.messages) == [
        "voices.yaml, line 2: 'alba' has an unknown setting 'sped'; did you mean speed?",
        "voices.yaml: there is no voice 'nobody'.",
        (
            "voices.yaml: there is no voice 'vera', which 'vera, fr' is to sound like, in the "
            "language 'fr'."
        ),
        (
            "voices.yaml: there is no voice 'verra', which 'vera, slow' is to sound like; did you "
            "mean 'vera'?"
        ),
    ]
    assert house.german.default.settings.speed == 0.9


@pytest.fixture
def levels(house: House, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> LevelStore:
    store = LevelStore(tmp_path_factory.mktemp("loudness"), lambda _: None, tmp_path)
    house.files.levels = store
    for name in ("mum", "dad", "Zo\u00eb", "St. Mary"):
        store.write(name, -21.0, name)
    return store


def known(levels: LevelStore) -> set[str]:
    return {name for name in ("mum", "dad", "Zo\u00eb", "St. Mary") if levels.read(name)}


def test_the_level_of_a_voice_goes_with_its_last_file(
    house: House, tmp_path: Path, levels: LevelStore
) -> None:
    names = ["mum.safetensors", "mum.wav", "dad.de.wav", "Zoe\u0308.WAV", "St. Mary.mp3"]
    for name in names:
        (tmp_path / name).touch()
    everybody = known(levels)
    house.files.refresh()
    (tmp_path / "mum.wav").unlink()
    house.files.refresh()
    assert known(levels) == everybody
    (tmp_path / "mum.safetensors").unlink()
    house.files.refresh()
    assert known(levels) == everybody - {"mum"}
    for name in names[2:]:
        (tmp_path / name).unlink()
    house.files.refresh()
    assert known(levels) == set()


@pytest.mark.parametrize("missing", ["nothing is in it", "it cannot be listed"])
def test_levels_stay_while_the_folder_is_away(house: House, tmp_path: Path, missing: str) -> None:
    """At a start, nobody knows whether an empty folder is the place of a share."""
    away = tmp_path / "share"
    if missing == "nothing is in it":
        away.mkdir()
    files = OwnVoiceFiles(lambda: (house.english,), folder=away)
    files.levels = LevelStore(tmp_path / "loudness", lambda _: None, away)
    files.levels.write("oma", -21.0, "oma")
    files.refresh()
    assert files.levels.read("oma") == -21.0


def test_what_is_said_of_a_voice_follows_its_files(
    house: House, tmp_path: Path, levels: LevelStore, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("mum.wav", "mum-de.wav", "dad.wav"):
        (tmp_path / name).touch()
    house.write("mum: {speed: 0.9} # hers\nmum-de: {speed: 1.1}\nmum-en: {speed: 1.2}\n")
    house.files.renamed("mum", "dad")
    text = house.path.read_text(encoding="utf-8")
    # `mum-de` is a voice with a file of its own, `mum-en` the same recording in another language.
    assert text == "dad: {speed: 0.9} # hers\nmum-de: {speed: 1.1}\ndad-en: {speed: 1.2}\n"
    levels.keep_only(["dad"])
    assert known(levels) == {"mum", "dad"}, "the level of what was called mum is that of dad"
    house.path.unlink()
    house.files.renamed("dad", "mum")
    house.path.mkdir()
    caplog.clear()
    house.files.renamed("dad", "mum")
    (line,) = caplog.messages
    assert "voices.yaml cannot be written" in line
    assert "change the name 'dad' in it by hand" in line


def test_fault_that_comes_back_is_said_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for text in ("nobody:\n  speed: 1\n", "vera:\n  speed: 1\n", "nobody:\n  speed: 1\n"):
        house.write(text)
    assert len(caplog.messages) == 2


def test_language_is_known_to_who_makes_voices(house: House) -> None:
    house.write("mum:\n  language: de\n")
    assert house.files.language_of("mum") == "de"
    assert house.files.language_of("dad") is None


@pytest.mark.parametrize(("file_name", "lines"), [("mum.wav", 1), ("mum.safetensors", 0)])
def test_recordings_that_no_model_can_use_are_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, file_name: str, lines: int
) -> None:
    (tmp_path / file_name).write_bytes(b"x")
    caplog.set_level(logging.INFO)
    files = open_own_voices(tmp_path, tuple, (), tmp_path / "cache", time.monotonic)
    files.refresh()
    assert files.recorded is None
    assert len([m for m in caplog.messages if "are not used" in m]) == lines


def test_a_lexicon_among_the_recordings_is_not_called_unused(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("Words.yaml", "notes.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    models = [Language("en", is_main=True)]
    lexicon = tmp_path / "Words.yaml"
    open_own_voices(tmp_path, tuple, models, tmp_path / ".cache", time.monotonic, lexicon)
    (line,) = [line for line in caplog.messages if "is not used" in line]
    assert "'notes.txt'" in line
