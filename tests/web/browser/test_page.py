"""The page in a real browser, behind a stand-in for Home Assistant's ingress."""

from __future__ import annotations

import re
import wave
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from pocket_tts_wyoming.web.access import AccessRules
from support.ingress_proxy import THEMES, IngressProxy
from support.system_tools import needs
from support.web_house import CHUNK_SAMPLES, CHUNKS_PER_WORD, RATE_HZ, WebHouse
from web.browser.shared import until, write_wav

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

pytestmark = needs("chromium", "libatomic.so.1")

# Each tab, and what is there when its content is.
TABS = {
    "say": "#say-examples button",
    "voices": ".voice",
    "add": "#add-text:not(:empty)",
    "words": "#words-lines input",
    "answers": "#answers-models li",
}
TOKEN = "a-token-that-is-long-enough"  # noqa: S105 - a test's own


def test_sound_begins_while_the_rest_is_made_and_stops_on_demand(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.get_by_label("Text").fill("one two waits")
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#say-first")).to_have_text(re.compile(r"\d+ ms"))
    assert house.speech.open == 1
    expect(page.locator("#say-length")).to_have_text("0.5 s")
    page.get_by_role("button", name="Stop").click()
    until(lambda: bool(house.presence.answers))
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert house.speech.open == 0
    assert house.presence.answers[-1].outcome == "stopped"


def test_the_whole_is_heard_measured_and_saved(
    house: WebHouse, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    page.get_by_role("combobox", name="Language", exact=True).select_option("fr")
    page.get_by_role("button", name="La lumière de la cuisine est allumée.").click()
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#say-rtf")).to_have_text("0.21")
    expect(page.locator("#say-length")).to_have_text("1.7 s")
    with page.expect_download() as download:
        page.get_by_label("Save as WAV").click()
    download.value.save_as(tmp_path / "saved.wav")
    with wave.open(str(tmp_path / "saved.wav")) as reader:
        assert reader.getframerate() == RATE_HZ
        assert reader.getnframes() == 7 * CHUNKS_PER_WORD * CHUNK_SAMPLES
    assert house.presence.answers[-1].voice == "estelle"


def test_a_keyboard_is_enough(house: WebHouse, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_label("Text").focus()
    page.keyboard.type("one")
    page.keyboard.press("Control+Enter")
    until(lambda: house.speech.spoken == ["one"])


def test_what_will_be_spoken_is_shown_as_one_types(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_label("Text").press_sequentially("It is 21.5 °C. Really.")
    expect(page.locator("#say-spoken li").first).to_have_text(
        re.compile("It is twenty-one point five degrees Celsius")
    )


def test_a_failure_is_told(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_label("Text").fill("breaks")
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#say-message")).to_have_text("The model failed.")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_words_are_checked_heard_and_saved(house: WebHouse, open_page: Callable[..., Page]) -> None:
    house.lexicon_path.write_text("# ours\nHA: Home Assistant # said in full\n")
    page = open_page("words")
    expect(page.get_by_label("Written").first).to_have_value("HA")
    page.get_by_role("button", name="Add a word").click()
    written, say = page.get_by_label("Written").nth(1), page.get_by_label("Spoken as").nth(1)
    save = page.get_by_role("button", name="Save", exact=True)
    written.fill("ha")
    say.fill("costs 5 €")
    expect(page.locator("#words-lines .preview").nth(1)).to_have_text(re.compile("twice"))
    expect(save).to_be_disabled()
    written.fill("lamp")
    expect(page.locator("#words-lines .preview").nth(1)).to_have_text("costs five euros")
    page.get_by_role("button", name="Listen").nth(1).click()
    until(lambda: house.speech.spoken == ["costs", "5", "€"])
    page.get_by_role("button", name="Languages, voices").nth(1).click()
    page.get_by_role("checkbox", name="English").check()
    save.click()
    expect(page.locator("#words-message")).to_have_text(re.compile("Saved"))
    text = house.lexicon_path.read_text()
    assert text == (
        "# ours\nHA: Home Assistant # said in full\nlamp:\n  say: costs 5 €\n  language: [en]\n"
    )
    page.get_by_role("button", name="Delete the word").nth(1).click()
    save.click()
    expect(page.locator("#words-message")).to_have_text(re.compile("Saved"))
    assert house.lexicon_path.read_text() == "# ours\nHA: Home Assistant # said in full\n"


def test_the_action_for_the_cache_is_copied(open_page: Callable[..., Page]) -> None:
    page = open_page("words", host="homeassistant.local")  # without a clipboard of its own
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#words-message")).to_have_text("Copied.")
    page.evaluate("() => (location.hash = 'say')")
    expect(page.locator("#page-say")).to_be_visible()  # with the focus on it
    page.get_by_label("Text").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_label("Text")).to_have_value("action: tts.clear_cache")


def test_the_last_answers_say_why_one_was_late(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    for number, text in enumerate(("one two", "breaks"), 1):
        page.get_by_label("Text").fill(text)
        page.get_by_role("button", name="Play").click()
        until(lambda: len(house.presence.answers) == number)  # noqa: B023 - called at once
        expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("link", name="Last answers").click()
    rows = page.locator("#answers-lines tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("failed model-failed")
    expect(rows.nth(1)).to_contain_text("this page")
    expect(page.locator("#answers-plot .dot")).to_have_count(1)
    expect(page.locator("#answers-models")).to_contain_text("182 MB")
    page.get_by_text("The log's last lines").click()
    expect(page.locator("#answers-log-lines")).to_contain_text("The model failed.")


def test_what_others_write_is_text(house: WebHouse, open_page: Callable[..., Page]) -> None:
    evil = "<img src=x onerror=alert(1)>"
    house.recordings.sentences[evil] = evil
    house.problem = evil
    page = open_page("voices")
    expect(page.locator("#problem")).to_have_text(evil)
    expect(page.locator("#voices-list .name").first).to_have_text(evil)
    assert page.locator("img[src=x]").count() == 0


def test_a_model_that_is_not_ready_is_told_until_it_is(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    house.problem = "The model is being downloaded, 43 %."
    page = open_page()
    expect(page.get_by_role("alert")).to_have_text(house.problem)
    expect(page.locator("#status")).to_have_text("Not ready yet")
    house.problem = None
    expect(page.locator("#status")).to_have_text("Ready")
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_home_assistant_the_page_has_its_colours_and_language(
    house: WebHouse, browser: Browser, theme: str
) -> None:
    with IngressProxy(house.port, theme=theme, language="de") as proxy:
        page = browser.new_page()
        page.goto(proxy.url)
        frame: FrameLocator = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", name="Etwas sagen lassen")).to_be_visible()
        wanted = dict(pair.split(":") for pair in THEMES[theme].replace(" ", "").split(";") if pair)
        for part, name in (("body", "--primary-background-color"), (".card", "--card-background")):
            colour = wanted.get(name) or wanted[name + "-color"]
            red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
            expect(frame.locator(part).first).to_have_css(
                "background-color", f"rgb({red}, {green}, {blue})"
            )
        expect(frame.locator("html")).to_have_attribute("data-scheme", theme)
        frame.get_by_label("Text").fill("eins")
        frame.get_by_role("button", name="Abspielen").click()
        expect(frame.locator("#say-rtf")).to_have_text("0,21")
        page.context.close()


@pytest.mark.parametrize("language", SUPPORTED_LANGUAGES)
def test_every_language_fits_on_the_smallest_screen(
    house: WebHouse, open_page: Callable[..., Page], language: str
) -> None:
    house.lexicon_path.write_text("HA: Home Assistant\n")
    page = open_page(width=320, language=language)
    assert page.evaluate("() => document.documentElement.lang") == language
    for tab, content in TABS.items():
        page.evaluate("(tab) => (location.hash = tab)", tab)
        expect(page.locator(f"#page-{tab} {content}").first).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, tab
        assert "undefined" not in page.locator("main").inner_text()


@pytest.mark.parametrize("tab", TABS)
def test_everything_has_a_name_and_a_size_for_fingers(
    house: WebHouse, open_page: Callable[..., Page], tab: str
) -> None:
    house.lexicon_path.write_text("HA: Home Assistant\n")
    house.voices_dir.mkdir()
    write_wav(house.voices_dir / "mum.wav", 4)
    house.refresh()
    page = open_page(tab, width=390)
    page.locator(f"#page-{tab} {TABS[tab]}").first.wait_for()
    found = page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select, textarea, summary")]
            .filter((node) => node.checkVisibility() && !node.closest(".skip, .credit"))
            .map((node) => {
                const target = node.closest("label.check") ?? node;
                const box = target.getBoundingClientRect();
                const labels = [...(node.labels ?? [])].map((label) => label.textContent).join("");
                const name = node.ariaLabel || labels || node.textContent || node.title;
                return { html: node.outerHTML.slice(0, 90), height: box.height, name: name.trim() };
            })"""
    )
    assert len(found) > 5
    assert [item for item in found if not item["name"]] == []
    assert [item for item in found if item["height"] < 44] == []


def test_a_person_outside_home_assistant_gives_the_token(browser: Browser, tmp_path: Path) -> None:
    with WebHouse(tmp_path, AccessRules(token=TOKEN)) as house:
        page = browser.new_page()
        page.goto(house.url)
        page.get_by_label("Token").fill("guess")
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_role("alert")).to_have_text("That is not the token.")
        page.get_by_label("Token").fill(TOKEN)
        page.get_by_role("button", name="Open").click()
        expect(page.locator("#status")).to_have_text("Ready")
        page.get_by_label("Text").fill("one")
        page.get_by_role("button", name="Play").click()
        expect(page.locator("#say-rtf")).to_have_text("0.21")
        page.context.close()


def test_the_page_chosen_by_hand_is_remembered(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.get_by_label("Language of this page").select_option("it")
    expect(page.get_by_role("heading", name="Fai dire qualcosa")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Fai dire qualcosa")).to_be_visible()
