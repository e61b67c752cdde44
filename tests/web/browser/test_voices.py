"""The page's voices in a real browser: hearing them, and adding one's own."""

from __future__ import annotations

import re
import time
import wave
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from pocket_tts_wyoming.voices.voice_settings import VoiceSettings
from support.system_tools import needs
from support.web_house import RATE_HZ, WebHouse
from web.browser.shared import sentence, until, write_wav

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = needs("chromium", "libatomic.so.1")


@pytest.mark.parametrize(
    ("voice", "language"),
    [("Alba", "en"), ("Juergen", "de"), ("Estelle", "fr"), ("Lola", "es"), ("Daan", "nl")],
)
def test_a_voice_is_heard_in_its_own_language(
    house: WebHouse, open_page: Callable[..., Page], voice: str, language: str
) -> None:
    house.speech.chunks_per_word = 1  # all of it is listened to
    page = open_page("voices")
    page.get_by_role("button", name=f"Play {voice}").click()
    card = page.locator(f"[data-voice={voice.lower()}]")
    expect(card.locator(".level")).to_have_text(re.compile(r"-\d+\.\d LUFS"))
    assert " ".join(house.speech.spoken) == sentence(language)


def test_all_voices_are_there_with_origin_and_licence(open_page: Callable[..., Page]) -> None:
    page = open_page("voices")
    headings = page.locator("#voices-list h2")
    expect(headings).to_have_count(7)
    expect(headings.first).to_have_text(re.compile("English"))
    expect(page.locator(".voice")).to_have_count(27)
    credit = page.locator("[data-voice=vera] .credit a")
    expect(credit).to_have_text("VCTK (CC BY 4.0)")
    expect(credit).to_have_attribute("rel", "noreferrer noopener")


def test_an_own_voice_is_renamed_and_deleted(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    house.voices_dir.mkdir()
    write_wav(house.voices_dir / "mum.wav", 4)
    house.refresh()
    page = open_page("voices")
    page.get_by_role("button", name="Rename mum").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Rename mum").click()
    page.get_by_label("New name").fill("alba")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator("#voices-message")).to_have_text("There is a voice of that name already.")
    page.get_by_role("button", name="Rename mum").click()
    page.get_by_label("New name").fill("Mother")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator("[data-voice=Mother]")).to_be_visible()
    page.get_by_role("button", name="Delete Mother").click()
    page.get_by_role("button", name="Cancel").click()
    assert [path.name for path in house.voices_dir.iterdir()] == ["Mother.wav"]
    page.get_by_role("button", name="Delete Mother").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("[data-voice=Mother]")).to_have_count(0)
    assert list(house.voices_dir.iterdir()) == []


def test_what_comes_by_itself_stands_apart_from_what_never_will(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    house.recordings.sentences = {"dad": "being made", "calm": "It is silent."}
    groups = open_page("voices").locator("#voices-list .language")
    expect(groups.nth(0)).to_have_text(re.compile("On their way.*dad.*The voice is being made"))
    expect(groups.nth(1)).to_have_text(re.compile("Cannot be used.*calm.*It is silent"))


def test_only_a_voice_with_files_can_be_renamed_and_deleted(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    house.voices_dir.mkdir()
    write_wav(house.voices_dir / "mum.wav", 4)
    house.refresh()
    (mum,) = (voice for voice in house.voices if voice.name == "mum")
    slow = VoiceSettings(voice="mum", speed=0.8)
    house.voices.append(replace(mum, name="mum, slow", settings=slow))
    page = open_page("voices")
    expect(page.locator("[data-voice='mum'] .tools")).to_have_count(1)
    expect(page.locator("[data-voice='mum, slow']")).to_have_count(1)
    expect(page.locator("[data-voice='mum, slow'] .tools")).to_have_count(0)


def first_step(page: Page, name: str) -> None:
    page.get_by_label("Name of the voice").fill(name)
    page.get_by_label("This is my own voice").check()
    page.get_by_role("button", name="Next").click()


def test_a_voice_is_recorded_with_the_microphone(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    house.recordings.sentences["Mum"] = "being made"
    page = open_page("add")
    expect(page.locator("#add-text")).to_have_text(re.compile("I agree to that"))
    first_step(page, "Mum")
    begin = time.monotonic()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("meter")).not_to_have_attribute("aria-valuenow", "0")
    # A single reading may be missed: the page is looked at once a second.
    expect(page.locator("#add-clock")).to_have_text(re.compile(r"0:(0[4-9]|[12]\d)"))
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("#add-checks li")).to_have_count(4)
    most_seconds = time.monotonic() - begin + 0.1  # what the codec adds
    expect(page.locator("#add-checks")).to_contain_text("less than eight seconds of speech")
    page.get_by_role("button", name="Listen to the recording").click()
    page.get_by_role("button", name="Save the voice").click()
    expect(page.locator("#add-4-title")).to_have_text("Mum is saved")
    expect(page.locator("#add-4-message")).to_have_text("The voice is being made.")
    play = page.get_by_role("button", name="Play the first sentence")
    expect(play).to_be_disabled()
    with wave.open(str(house.voices_dir / "Mum.wav")) as reader:
        assert (reader.getframerate(), reader.getnchannels()) == (RATE_HZ, 1)
        assert 3 * RATE_HZ < reader.getnframes() < most_seconds * RATE_HZ
        samples = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
    assert np.abs(samples).max() > 3000
    house.recordings.sentences = {}  # the server reads the other one meanwhile
    house.refresh()
    expect(page.locator("#add-4-message")).to_have_text(re.compile("The voice is ready"))
    play.click()
    until(lambda: bool(house.presence.answers))
    assert house.presence.answers[-1].voice == "Mum"
    assert " ".join(house.speech.spoken) == sentence("en")


def test_without_https_a_file_does(
    house: WebHouse, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page("add", host="homeassistant.local", width=390)
    first_step(page, "Dad")
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_hidden()
    expect(page.locator("#add-no-live")).to_be_visible()
    recording = write_wav(tmp_path / "../../etc.wav", 33, 44_100, 2)
    page.get_by_label("Choose or record a file").set_input_files(recording)
    expect(page.locator("#add-checks")).to_contain_text("Longer than 30 seconds")
    page.get_by_role("button", name="Save the voice").click()
    expect(page.locator("#add-4-title")).to_have_text("Dad is saved")
    (path,) = house.voices_dir.iterdir()
    assert path.name == "Dad.wav"
    with wave.open(str(path)) as reader:
        assert (reader.getframerate(), reader.getnchannels()) == (RATE_HZ, 1)
        assert reader.getnframes() == 30 * RATE_HZ


def test_a_step_says_what_is_missing(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page("add")
    message = page.locator("#add-1-message")
    page.get_by_role("button", name="Next").click()
    expect(message).to_have_text("Give the voice a name.")
    page.get_by_label("Name of the voice").fill("../etc")
    page.get_by_role("button", name="Next").click()
    expect(message).to_have_text(re.compile("A name is letters"))
    page.get_by_label("Name of the voice").fill("ALBA")
    page.get_by_role("button", name="Next").click()
    expect(message).to_have_text("There is a voice of that name already.")
    page.get_by_label("Name of the voice").fill("Mum")
    page.get_by_role("button", name="Next").click()
    expect(message).to_have_text(re.compile("consent"))
    first_step(page, "Mum")
    (tmp_path / "no.wav").write_bytes(b"this is no sound")
    page.get_by_label("Choose or record a file").set_input_files(tmp_path / "no.wav")
    expect(page.locator("#add-2-message")).to_have_text("Your browser cannot read this file.")
    short = write_wav(tmp_path / "short.wav", 2)
    page.get_by_label("Choose or record a file").set_input_files(short)
    expect(page.locator("#add-checks")).to_contain_text("Less than three seconds of speech")
    expect(page.get_by_role("button", name="Save the voice")).to_be_disabled()
    page.get_by_role("button", name="Record again").click()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Name of the voice")).to_have_value("Mum")
