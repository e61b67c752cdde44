"""VOICES_DIR as a whole: voices.yaml and the catalogues of all models."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.voices.catalogue import Catalogue
from pocket_tts_wyoming.voices.own_files import OwnVoiceFiles, open_own_voices
from pocket_tts_wyoming.voices.recorded import RecordedShelf
from pocket_tts_wyoming.voices.voice_settings import VoiceSettingsFile

if TYPE_CHECKING:
    from pathlib import Path


class House:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "voices.yaml"
        self.files = OwnVoiceFiles(
            lambda: (self.english, self.german), VoiceSettingsFile(self.path, ("de", "en"))
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
    )
    house.write(text)
    for _ in range(3):
        house.files.refresh()
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    assert sorted(caplog.messages) == [
        "voices.yaml, line 2: 'alba' has an unknown setting 'sped'; did you mean speed?",
        "voices.yaml: there is no voice 'nobody'.",
        (
            "voices.yaml: there is no voice 'verra', which 'vera, slow' is to sound like; did you "
            "mean 'vera'?"
        ),
    ]
    assert house.german.default.settings.speed == 0.9


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
