"""The file voices.yaml, as people write it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.voices.voice_settings import (
    VoiceSettings,
    VoiceSettingsError,
    VoiceSettingsFile,
    parse_voice_settings,
)

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("de", "en")


def parse(source: str) -> dict[str, VoiceSettings]:
    parsed = parse_voice_settings(source, LANGUAGES)
    assert parsed.problems == ()
    return dict(parsed.entries)


def test_everything_that_can_be_said() -> None:
    source = """
# Voices of our house
mum:
  description: Mum, in the kitchen
  language: de
  speed: 0.9
  gain_db: -2

"alba, slow":
  voice: alba
  speed: 0.8
"""
    assert parse(source) == {
        "mum": VoiceSettings(
            description="Mum, in the kitchen", language="de", speed=0.9, gain_db=-2.0
        ),
        "alba, slow": VoiceSettings(voice="alba", speed=0.8),
    }


def test_names_need_no_quotes() -> None:
    """Not even those that YAML takes for numbers, truth or dates; nor that with a comma."""
    names = ("no", "1", "2024-01-01", "null", "alba, slow", "José", "über.Tante_2")
    assert list(parse("\n".join(f"{name}:\n  speed: 1" for name in names))) == list(names)


def test_accents_of_a_mac_are_joined() -> None:
    assert list(parse("Jose\u0301:\n  speed: 1")) == ["Jos\u00e9"]


@pytest.mark.parametrize("source", ["", "# nothing yet\n", "---\n", "\n\n"])
def test_empty_file_has_no_entries(source: str) -> None:
    assert parse(source) == {}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a:\n  speed: 3", r"line 2: speed is '3': write a number from 0\.5 to 2\."),
        ("a:\n  speed: 0,8", r"line 2: speed is '0,8': .* from 0\.5 to 2, with a point\."),
        ("a:\n  speed: slow", "line 2: speed is 'slow'"),
        ("a:\n  speed: .nan", "line 2: speed is '.nan'"),
        ("a:\n  speed: [1]", "line 2: a single word or number is wanted"),
        ("a:\n  speed:", "line 2: speed is ''"),
        ("a:\n  gain_db: 40", "line 2: gain_db is '40': write a number from -20 to 20"),
        ("a:\n  langage: de", "line 2: 'a' has an unknown setting 'langage'; did you mean lang"),
        ("a:\n  colour: red", "line 2: 'a' has an unknown setting 'colour'; there are voice, sp"),
        ("a:\n  language: xx", "line 2: language is 'xx': write one of de, en"),
        ("a:\n  description: ''", "line 2: a description is one line of 1 to 100"),
        ('a:\n  description: "x\\ny"', "line 2: a description is one line"),
        ("a:\n  speed: 1\n  speed: 2", "line 3: speed is there twice"),
        ("a:\n  speed: 1\na:\n  speed: 2", "line 3: the voice 'a' is there twice"),
        ("a: alba", "line 1: below 'a' write, indented"),
        ("a:", "line 1: below 'a' write, indented"),
        ("'(a)':\n  speed: 1", r"line 1: '\(a\)' cannot be a voice's name"),
        ("a:\n  voice: a", "'a' sounds like itself"),
        ("a:\n  voice: '/etc'", "line 2: '/etc' cannot be a voice's name"),
        ("[a]:\n  speed: 1", "line 1: a single word"),
        (
            "a:\n  voice: b\nb:\n  voice: c",
            "'a' sounds like 'b', which itself sounds like 'c': write that instead",
        ),
    ],
)
def test_mistakes_are_told_with_their_line_and_hurt_no_other_entry(
    source: str, sentence: str
) -> None:
    with_others = parse_voice_settings(source + "\nother:\n  speed: 0.7\n", LANGUAGES)
    assert with_others.entries["other"] == VoiceSettings(speed=0.7)
    (told,) = with_others.problems
    assert told.startswith("voices.yaml")
    assert told.endswith((".", "?"))
    assert re.search(sentence, told), told


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a: [", "voices.yaml, line 1: the file cannot be read"),
        ("a:\n\tspeed: 1", "voices.yaml, line 2: the file cannot be read"),
        ("- a\n- b", "voices.yaml, line 1: write the name of a voice and a colon"),
        ("alba", "voices.yaml, line 1: write the name of a voice"),
        ("a: *b", "voices.yaml, line 1: the file cannot be read: found undefined alias"),
        ("[" * 5000, "voices.yaml.*the file cannot be read"),
    ],
)
def test_what_is_not_a_list_of_voices_is_refused(source: str, sentence: str) -> None:
    with pytest.raises(VoiceSettingsError, match=sentence):
        parse_voice_settings(source, LANGUAGES)


def write(path: Path, source: str, seconds: int) -> None:
    path.write_text(source, encoding="utf-8")
    os.utime(path, (seconds, seconds))


def test_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    file = VoiceSettingsFile(path, LANGUAGES)
    assert file.reload_if_changed() == ()
    assert file.entries == {}
    write(path, "mum:\n  speed: 0.9", 1)
    assert file.reload_if_changed() == ()
    before = file.entries
    assert before == {"mum": VoiceSettings(speed=0.9)}
    assert file.reload_if_changed() == ()
    assert file.entries is before
    write(path, "mum:\n  speed: 0.8", 2)
    file.reload_if_changed()
    assert file.entries == {"mum": VoiceSettings(speed=0.8)}
    path.unlink()
    file.reload_if_changed()
    assert file.entries == {}


def test_each_problem_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    write(path, "mum:\n  speed: 9\ndad:\n  speed: 0.9", 1)
    file = VoiceSettingsFile(path, LANGUAGES)
    assert len(file.reload_if_changed()) == 1
    assert file.reload_if_changed() == ()
    assert file.entries == {"dad": VoiceSettings(speed=0.9)}


def test_entries_stay_while_the_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    write(path, "mum:\n  speed: 0.9", 1)
    file = VoiceSettingsFile(path, LANGUAGES)
    file.reload_if_changed()
    entries = file.entries
    write(path, "mum: [", 2)
    assert len(file.reload_if_changed()) == 1
    path.write_bytes(b"mum:\n  description: \xff")
    (sentence,) = file.reload_if_changed()
    assert "line 2: the file is not UTF-8" in sentence
    with path.open("wb") as large:
        large.truncate(2_000_001)
    assert "larger than 2 MB" in file.reload_if_changed()[0]
    assert file.entries is entries
    path.unlink()
    path.mkdir()
    (sentence,) = file.reload_if_changed()
    assert "cannot be read" in sentence
    assert file.reload_if_changed() == ()
    assert file.entries is entries


def test_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "voices.yaml")
    file = VoiceSettingsFile(tmp_path / "voices.yaml", LANGUAGES)
    assert file.reload_if_changed() == (
        "voices.yaml cannot be read: it is a named pipe, and an ordinary file is needed.",
    )
    assert file.reload_if_changed() == ()
