"""The line that says what sounds different, and what to do about old recordings."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.settings import Settings, load, variable
from pocket_tts_wyoming.speech import sound_record
from pocket_tts_wyoming.speech.sound_record import OPTIONS, SoundRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Callable[..., list[str]]:
    """Start with some options; returns what the log says."""
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "mum.safetensors").write_bytes(b"one")
    (tmp_path / "words.yaml").write_text("HA: Home Assistant", encoding="utf-8")
    caplog.set_level(logging.INFO)
    folders = {"lexicon": str(tmp_path / "words.yaml"), "voices_dir": str(tmp_path / "voices")}

    def run(**options: str) -> list[str]:
        caplog.clear()
        SoundRecord(load({**folders, **options}), tmp_path / "own" / "sound.json").log_changes()
        return [record.getMessage() for record in caplog.records]

    return run


OTHER = {
    "model_variant": "german",
    "default_voice": "marius",
    "temperature": "0.7",
    "sacrificial_prefix": "on",
    "prefix_min_duration": "0.2",
    "prefix_max_duration": "1.5",
    "prefix_silence_gap": "0.1",
    "sentence_pause": "0.4",
    "speed": "1.25",
    "loudness": "-23",
    "normalize_text": "false",
    "speak_emoji": "true",
}


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_that_is_heard_is_named_once(
    start: Callable[..., list[str]], option: str
) -> None:
    assert start() == []
    (line,) = start(**{option: OTHER[option]})
    assert line.startswith(f"{variable(option)} changed since the last time.")
    assert "tts.clear_cache" in line
    assert start(**{option: OTHER[option]}) == []


def test_what_is_not_heard_is_not_named(start: Callable[..., list[str]]) -> None:
    start()
    assert (
        start(max_speakers="2", log_level="debug", more_models="french", keepalive_silence="1")
        == []
    )


def test_words_and_voices_are_named_and_nothing_of_them_is_kept(
    start: Callable[..., list[str]], tmp_path: Path
) -> None:
    start()
    (tmp_path / "words.yaml").write_text("HA: the house", encoding="utf-8")
    (tmp_path / "voices" / "mum.safetensors").write_bytes(b"another")
    (line,) = start(speak_emoji="true")
    assert line.startswith("SPEAK_EMOJI, LEXICON and the voice mum changed")
    kept = (tmp_path / "own" / "sound.json").read_text(encoding="utf-8")
    assert "house" not in kept
    assert "true" not in kept.lower()


def test_only_voices_and_their_settings_are_named(
    start: Callable[..., list[str]], tmp_path: Path
) -> None:
    """A link to nothing hides none of the files behind it."""
    voices = tmp_path / "voices"
    (voices / "a.wav").symlink_to("nowhere")
    for name in ("dad.m4a", "letter.docx", "voices.yaml"):
        (voices / name).write_bytes(b"one")
    start()
    for name in ("dad.m4a", "letter.docx", "voices.yaml"):
        (voices / name).write_bytes(b"another")
    (line,) = start()
    assert line.startswith("The voice dad and voices.yaml changed since the last time.")
    (voices / "voices.yaml").write_bytes(b"a third")
    (line,) = start()
    assert line.startswith("voices.yaml changed")


def test_a_new_voice_has_no_old_recordings(start: Callable[..., list[str]], tmp_path: Path) -> None:
    start()
    (tmp_path / "voices" / "dad.safetensors").write_bytes(b"two")
    assert start() == []
    (tmp_path / "voices" / "dad.safetensors").unlink()
    assert start() == []


def test_a_lexicon_that_comes_or_goes_is_a_change(
    start: Callable[..., list[str]], tmp_path: Path
) -> None:
    start()
    (tmp_path / "words.yaml").unlink()
    assert start()[0].startswith("LEXICON changed")
    (tmp_path / "words.yaml").write_text("HA: Home Assistant", encoding="utf-8")
    assert start()[0].startswith("LEXICON changed")


def test_another_version_is_a_change(
    start: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    start()
    monkeypatch.setattr(sound_record, "__version__", "99.0")
    assert start()[0].startswith("The version of Pocket TTS changed")


@pytest.mark.parametrize("content", [b"", b"[]", b"\0" * 50, b"[" * 90_000])
def test_a_damaged_record_is_no_record(
    start: Callable[..., list[str]], tmp_path: Path, content: bytes
) -> None:
    start()
    (tmp_path / "own" / "sound.json").write_bytes(content)
    assert start() == []
    assert start(speak_emoji="true") != []


def test_a_disk_that_takes_nothing_is_no_reason_to_complain(
    start: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "own").write_bytes(b"in the way")
    assert start() == []
    assert start(speak_emoji="true") == []


def test_a_file_that_can_be_no_voice_is_not_named(
    tmp_path: Path, start: Callable[..., list[str]]
) -> None:
    file = tmp_path / "voices" / os.fsdecode(b"M\xfcller.wav")
    file.write_bytes(b"one")
    start()
    file.write_bytes(b"another")
    assert start() == []
