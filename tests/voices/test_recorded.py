"""Voices follow the recordings in a folder. The models are simple arithmetic, and time is ours."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from audio.signals import RATE_HZ, needs_espeak
from pocket_tts_wyoming.voices.recorded import (
    BEING_MADE,
    STORED,
    WAITING_FOR_MODEL,
    WAITING_FOR_TOKEN,
)
from pocket_tts_wyoming.voices.recording_model import NotYetError, StopMakingError
from voices.frame_means import FrameMeans
from voices.recorded_house import House

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = needs_espeak


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_recording_becomes_a_voice_of_each_model(house: House) -> None:
    house.add("mum.wav")
    house.voices.look()
    assert house.voices.status() == {"mum": STORED, "mum-de": STORED}
    assert house.voices.is_being_copied
    assert "copied" in house.left_out(house.english)["mum"]
    house.now += 2
    house.voices.look()
    assert house.voices.status() == {"mum": BEING_MADE, "mum-de": BEING_MADE}
    assert "being made" in house.left_out(house.german)["mum-de"]
    assert house.names(house.english) == []
    assert house.news == 2
    house.make_all()
    (voice,) = house.voices.shelf(house.english).voices
    assert (voice.name, voice.file_name) == ("mum", "mum")
    assert voice.path.stat().st_size > 100
    assert house.names(house.german) == ["mum-de"]
    assert house.left_out(house.english) == {}
    assert house.german.arithmetic.calls == ["state"], "the latents are the same here"


def test_warnings_are_told_with_the_voice(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.add("mum.wav")
    house.settle()
    house.make_all()
    assert "seconds of speech" in house.voices.status()["mum"]
    assert len([m for m in caplog.messages if "with 10 to 20 the voice" in m]) == 1


def test_restart_finds_voices_at_once_and_makes_nothing(house: House) -> None:
    house.add("mum.wav")
    house.settle()
    house.make_all()
    house.english.is_known = house.german.is_known = False
    house.start()
    house.voices.look()
    assert house.names(house.english) == ["mum"]
    assert not house.voices.make_next(lambda: None)
    assert house.english.arithmetic.calls == ["latents", "state"]


def test_file_of_one_language_belongs_to_that_model(house: House) -> None:
    house.add("mum.wav")
    house.add("mum.de.wav", "de")
    house.settle()
    house.make_all()
    assert house.names(house.english) == ["mum"]
    (german,) = house.voices.shelf(house.german).voices
    assert (german.name, german.file_name) == ("mum-de", "mum")
    assert house.german.arithmetic.calls == ["latents", "state"], "made of its own recording"
    (house.folder / "mum.de.wav").unlink()
    house.voices.look()
    house.make_all()
    assert house.voices.shelf(house.german).voices[0].path != german.path


def test_recording_whose_place_is_taken_in_every_language_is_one_line(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("mum.wav", "mum.de.wav", "mum.en.wav"):
        house.add(name)
    house.settle()
    assert caplog.messages == [
        "'mum.wav' in VOICES_DIR is not used: each model has a recording of its own language."
    ]
    assert house.voices.file_names() == {"mum": "mum", "mum-de": "mum"}


def test_entry_gives_a_recording_its_language(house: House) -> None:
    house.entries["mum"] = "de"
    house.add("mum.wav")
    house.settle()
    house.make_all()
    assert house.names(house.english) == []
    assert house.names(house.german) == ["mum"]


def test_language_that_no_model_speaks_is_one_line(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.add("mum.fr.wav")
    (house.folder / "notes.txt").write_text("x")
    for _ in range(3):
        house.settle()
    why = "it belongs to the language 'fr', which no model of this server speaks"
    assert house.voices.status() == {"mum": f"It is not used: {why}; MORE_MODELS adds one."}
    assert sorted(caplog.messages) == [
        (
            "'mum.fr.wav' in VOICES_DIR is not used: it belongs to the language 'fr', which no "
            "model of this server speaks; MORE_MODELS adds one."
        ),
        (
            "'notes.txt' in VOICES_DIR is not used: it is neither a voice nor a recording: those "
            "end with safetensors, aac, flac, m4a, mp3, mp4, oga, ogg, opus, wav."
        ),
    ]


def test_recording_beside_its_exported_state_is_no_warning(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    house.add("mum.wav")
    (house.folder / "mum.safetensors").write_bytes(b"x")
    house.settle()
    assert [(r.levelname, "mum.safetensors" in r.getMessage()) for r in caplog.records] == [
        ("INFO", True)
    ]


def test_removed_recording_takes_voice_and_caches_with_it(house: House) -> None:
    path = house.add("mum.wav")
    house.settle()
    house.make_all()
    path.unlink()
    house.voices.look()
    assert house.names(house.english) == []
    assert list(house.cache.iterdir()) == []


def test_caches_stay_while_a_file_cannot_be_read(house: House) -> None:
    house.add("mum.wav")
    house.settle()
    house.make_all()
    kept = sorted(house.cache.iterdir())
    (house.folder / "mum.wav").rename(house.folder / ".mum")  # as if it could not be read
    (house.folder / "dad.wav").symlink_to("nowhere")
    house.voices.look()
    assert sorted(house.cache.iterdir()) == kept


def test_folder_that_cannot_be_listed_keeps_its_voices(house: House) -> None:
    house.add("mum.wav")
    house.settle()
    house.make_all()
    house.folder.rename(house.folder.with_name("away"))
    house.voices.look()
    assert house.names(house.english) == ["mum"]
    assert list(house.cache.iterdir())


def test_replaced_recording_is_another_voice(house: House) -> None:
    house.add("mum.wav")
    house.settle()
    house.make_all()
    (before,) = house.voices.shelf(house.english).voices
    house.add("mum.wav", "en+m7")
    house.voices.look()
    assert house.names(house.english) == [], "the old voice is not what anybody wants now"
    assert "copied" in house.left_out(house.english)["mum"]
    house.now += 2
    house.voices.look()
    house.make_all()
    (after,) = house.voices.shelf(house.english).voices
    assert after.path != before.path
    assert after.path.exists()
    assert not before.path.exists()


def test_damaged_recording_is_one_line_and_hurts_no_other(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    (house.folder / "bad.wav").write_bytes(b"RIFF but no sound")
    soundfile.write(house.folder / "calm.wav", np.zeros(RATE_HZ * 5), RATE_HZ)
    house.add("mum.wav")
    for _ in range(3):
        house.settle()
        house.make_all()
    assert house.names(house.english) == ["mum"]
    assert house.names(house.german) == ["mum-de"]
    lines = [m for m in caplog.messages if "cannot become a voice" in m]
    assert len(lines) == 2, "one for each file, however many models"
    assert "It is silent" in house.voices.status()["calm"]
    assert house.left_out(house.english)["calm"] == "It is silent"


def test_recording_that_cannot_be_read_is_no_voice_that_is_gone(house: House) -> None:
    """A request for it is refused: the default voice would be kept in its place."""
    (house.folder / "mum.wav").symlink_to("mum.wav")
    house.settle()
    why = "it cannot be read: Too many levels of symbolic links"
    assert house.left_out(house.english) == {"mum": why}
    assert house.left_out(house.german) == {"mum-de": why}
    (house.folder / "mum.wav").unlink()
    house.settle()
    assert house.left_out(house.english) == {}


def test_failure_that_nobody_thought_of_is_told_and_hurts_no_other(house: House) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    house.english.arithmetic.latents = fail  # type: ignore[assignment]  # what it would raise
    house.add("mum.wav")
    house.settle()
    house.make_all()
    assert "MemoryError: no room" in house.voices.status()["mum"]
    assert house.names(house.german) == ["mum-de"]


def test_voice_waits_for_the_token_and_is_made_when_it_is_there(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.english.refusal = NotYetError("Accept the terms.", WAITING_FOR_TOKEN)
    house.add("mum.wav")
    house.settle()
    house.make_all()
    assert house.voices.status()["mum"] == WAITING_FOR_TOKEN
    assert "token" in house.left_out(house.english)["mum"]
    house.make_all()
    assert house.names(house.german) == ["mum-de"], "another model is not held up"
    fetched = house.english.fetched
    for expected in (10, 30, 60, 300, 300):
        assert house.voices.seconds_until_retry() == pytest.approx(expected)
        house.now += expected
        house.make_all()
        fetched += 1
        assert house.english.fetched == fetched
    assert caplog.messages.count("Accept the terms.") == 1
    house.english.refusal = None
    house.now += 300
    house.make_all()
    assert house.names(house.english) == ["mum"]
    assert house.voices.seconds_until_retry() is None
    house.add("dad.wav", "en+m7")
    house.settle()
    assert house.voices.status()["dad"] == BEING_MADE, "nothing is waited for any more"


def test_nothing_is_made_before_the_model_is_known(house: House) -> None:
    house.english.is_known = False
    house.add("mum.wav")
    house.settle()
    house.make_all()
    assert house.names(house.english) == []
    assert house.voices.status()["mum"] == WAITING_FOR_MODEL
    assert house.voices.seconds_until_retry() is None
    house.english.is_known = True
    house.make_all()
    assert house.names(house.english) == ["mum"]


def test_voice_of_another_model_is_not_offered(house: House) -> None:
    house.add("mum.wav")
    house.settle()
    house.make_all()
    house.english.arithmetic = FrameMeans(model="m3")
    assert house.names(house.english) == []
    house.make_all()
    assert house.names(house.english) == ["mum"]


def test_recording_that_is_removed_while_it_is_made_is_given_up(house: House) -> None:
    path = house.add("mum.wav")
    house.settle()

    def remove() -> None:
        path.unlink(missing_ok=True)
        house.voices.look()

    assert house.voices.make_next(remove)
    assert house.voices.status() == {}
    assert not house.voices.make_next(lambda: None)
    assert list(house.cache.glob("*.safetensors")) == []


def test_stop_ends_what_is_under_way(house: House) -> None:
    def stop() -> None:
        raise StopMakingError

    house.add("mum.wav")
    house.settle()
    with pytest.raises(StopMakingError):
        house.voices.make_next(stop)
    assert house.voices.status()["mum"] == BEING_MADE


def test_full_disk_is_tried_again(house: House) -> None:
    house.cache.write_bytes(b"a file in the folder's place")
    house.add("mum.wav")
    house.settle()
    assert house.voices.make_next(lambda: None)
    assert "cannot be made now" in house.voices.status()["mum"]
    house.cache.unlink()
    house.now += 10
    house.make_all()
    assert house.names(house.english) == ["mum"]


def test_cache_that_was_emptied_is_filled_again(house: House) -> None:
    house.add("mum.wav")
    house.settle()
    house.make_all()
    for path in house.cache.iterdir():
        path.unlink()
    house.voices.look()
    assert house.names(house.english) == []
    house.make_all()
    assert house.names(house.english) == ["mum"]
