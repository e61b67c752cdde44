"""Voices of one's own in a real browser, with a real server behind the page."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import soundfile
from playwright.sync_api import expect

from audio.signals import RATE_HZ, noise, speech
from support.browser import chromium
from support.process import Server
from support.system_tools import needs
from support.web_house import WebHouse
from support.wyoming_client import connect
from web.browser.shared import wait_for_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PATIENCE_MS = 60_000
# Enough to speak with. A single reading of the clock may be missed: the page is looked at once a
# second, and a busy machine takes longer.
SOME_SECONDS = re.compile(r"0:(0[6-9]|[12]\d)")
TEXT = (
    "My name does not matter, but my voice does. I am recording it so that this home can speak "
    "with it, and I agree to that. Would you like a cup of tea before we go?"
)

pytestmark = needs("chromium", "libatomic.so.1", "espeak-ng")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    microphone = tmp_path_factory.mktemp("microphone") / "speech.wav"
    soundfile.write(microphone, speech(TEXT), RATE_HZ)
    with chromium(microphone) as browser:
        yield browser


@pytest.fixture
def server(tiny_model: Path, tmp_path: Path) -> Iterator[Server]:
    voices = tmp_path / "voices"
    voices.mkdir()
    (voices / "alba.safetensors").symlink_to(tiny_model / "voices" / "alba.safetensors")
    environment = {
        "MODEL_VARIANT": str(tiny_model / "config.yaml"),
        "VOICES_DIR": str(voices),
        "HF_HOME": str(tmp_path / "hf"),
        "PRECISION": "fp32",
        "HTTP_PORT": "0",
    }
    with Server(environment) as server:
        yield server


def open_tab(browser: Browser, url: str, tab: str) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{url}/#{tab}")
    wait_for_state(page)
    return page


def open_page(browser: Browser, server: Server, tab: str) -> Page:
    port = server.wait_for_log(r"The page is on port (\d+)").group(1)
    return open_tab(browser, f"http://127.0.0.1:{port}", tab)


def first_step(page: Page, name: str) -> None:
    page.get_by_label("Name of the voice").fill(name)
    page.get_by_label("This is my own voice").check()
    page.get_by_role("button", name="Next").click()


def offered(server: Server) -> set[str]:
    async def run() -> set[str]:
        async with connect(server.port) as client:
            return {voice["name"] for voice in (await client.describe())["tts"][0]["voices"]}

    with ThreadPoolExecutor(1) as elsewhere:  # this thread has the browser's event loop
        return elsewhere.submit(lambda: asyncio.run(run())).result()


def test_voice_from_the_microphone_to_its_end(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    page = open_page(browser, server, "add")
    first_step(page, "Mum")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#add-clock")).to_have_text(SOME_SECONDS, timeout=PATIENCE_MS)
    page.get_by_role("button", name="Stop recording").click()
    page.get_by_role("button", name="Save the voice").click()
    expect(page.locator("#add-4-title")).to_have_text("Mum is saved", timeout=PATIENCE_MS)
    play = page.get_by_role("button", name="Play the first sentence")
    expect(play).to_be_enabled(timeout=PATIENCE_MS)
    play.click()
    server.wait_for_log("INFO Mum: .* of audio")
    assert offered(server) == {"alba", "Mum"}

    page.get_by_role("link", name="Voices").click()
    page.get_by_role("button", name="Rename Mum").click()
    page.get_by_label("New name").fill("Mother")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator("[data-voice=Mother]")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Play Mother").click(timeout=PATIENCE_MS)
    server.wait_for_log("INFO Mother: .* of audio")
    assert len(server.logged("was made from")) == 1, "its name is no part of a voice"

    page.get_by_role("button", name="Delete Mother").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("[data-voice=Mother]")).to_have_count(0, timeout=PATIENCE_MS)
    assert offered(server) == {"alba"}
    assert [path.name for path in (tmp_path / "voices").iterdir()] == ["alba.safetensors"]
    assert list((tmp_path / "hf").glob("pocket-tts-wyoming/voices/*/*")) == []


def test_recording_that_cannot_become_a_voice_says_why(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "fan.wav", noise(8, 0.1), RATE_HZ)
    page = open_page(browser, server, "add")
    first_step(page, "Fan")
    page.get_by_label("Choose or record a file").set_input_files(tmp_path / "fan.wav")
    page.get_by_role("button", name="Save the voice").click()
    message = page.locator("#add-4-message")
    expect(message).to_contain_text("No speech stands out of the noise", timeout=PATIENCE_MS)
    expect(message).to_have_class("message bad")
    expect(page.get_by_role("button", name="Play the first sentence")).to_be_disabled()
    page.get_by_role("link", name="Voices").click()
    card = page.locator("[data-voice=Fan]")
    expect(card.locator(".state")).to_contain_text("No speech stands out of the noise")
    card.get_by_role("button", name="Delete Fan").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(card).to_have_count(0)
    assert offered(server) == {"alba"}


def test_voice_on_its_way_is_one_card_and_says_what_it_waits_for(
    browser: Browser, tmp_path: Path
) -> None:
    """The file of a language other than the main model's is called otherwise than its voice."""
    with WebHouse(tmp_path) as house:
        house.voices_dir.mkdir()
        (house.voices_dir / "oma.de.wav").write_bytes(b"")
        (house.voices_dir / "dad.wav").write_bytes(b"")
        house.recordings.sentences = {
            "oma-de": "waiting for the token",
            "dad": "waiting for the model",
        }
        house.refresh()
        house.voices = [voice for voice in house.voices if voice.file_name != "oma.de"]
        page = open_tab(browser, house.url, "voices")
        cards = page.locator("#voices-list .language").first.locator(".voice")
        expect(cards).to_have_count(2)
        expect(cards.nth(0).locator(".state")).to_have_text(
            "The voice is made as soon as the model is there."
        )
        expect(cards.nth(1).locator(".name")).to_have_text("oma-de")
        expect(cards.nth(1).locator(".state")).to_contain_text("accept the terms")
        cards.nth(1).get_by_role("button", name="Delete oma").click()
        page.get_by_role("button", name="Delete", exact=True).click()
        expect(cards.nth(1).get_by_role("button")).to_have_count(0)  # it has no file any more
        assert [path.name for path in house.voices_dir.iterdir()] == ["dad.wav"]
