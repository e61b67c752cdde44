"""The page in a real browser, behind a stand-in for Home Assistant's ingress."""

from __future__ import annotations

import json
import re
import time
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from pocket_tts_wyoming.web.access import AccessRules
from pocket_tts_wyoming.web.app import STATIC
from pocket_tts_wyoming.web.words_api import LANGUAGES
from support.browser import chromium
from support.ingress_proxy import PEER, PREFIX, THEMES, IngressProxy
from support.system_tools import needs
from support.web_house import CHUNK_SAMPLES, CHUNKS_PER_WORD, RATE_HZ, WebHouse, hum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

pytestmark = needs("chromium", "libatomic.so.1")

expect.set_options(timeout=20_000)
TABS = ("say", "voices", "add", "words", "answers")
TOKEN = "a-token-that-is-long-enough"  # noqa: S105 - a test's own


def write_wav(path: Path, seconds: float, rate_hz: int = RATE_HZ, channels: int = 1) -> Path:
    """Write humming that is as long."""
    words = range(int(seconds * RATE_HZ / CHUNK_SAMPLES / CHUNKS_PER_WORD) + 1)
    pcm = b"".join(hum("mum", word, chunk) for word in words for chunk in range(CHUNKS_PER_WORD))
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    at = np.linspace(0, len(samples) - 1, int(seconds * rate_hz))
    resampled = np.interp(at, np.arange(len(samples)), samples)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(np.repeat(resampled, channels).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    microphone = write_wav(tmp_path_factory.mktemp("microphone") / "speech.wav", 10)
    with chromium(microphone) as browser:
        yield browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WebHouse]:
    with WebHouse(tmp_path, AccessRules(ingress_peer=PEER, local=False)) as house:
        yield house


@pytest.fixture
def proxy(house: WebHouse) -> Iterator[IngressProxy]:
    with IngressProxy(house.port) as proxy:
        yield proxy


@pytest.fixture
def open_page(browser: Browser, proxy: IngressProxy) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens a tab; what the page complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_at(
        tab: str = "say",
        host: str = "127.0.0.1",
        width: int = 1280,
        language: str = "en-GB",
        scheme: str = "light",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda line: (
                complaints.append(line.text)
                if line.type == "error" and "Failed to load resource" not in line.text
                else None
            ),
        )
        page.goto(f"http://{host}:{proxy.port}{PREFIX}/#{tab}")
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def sentence(language: str) -> str:
    texts = json.loads((STATIC / f"locales/{language}.json").read_text("utf-8"))
    return str(texts["voices.sentence"])


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
    until(lambda: house.speech.open == 0)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
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


@pytest.mark.parametrize(
    ("voice", "language"),
    [("Alba", "en"), ("Juergen", "de"), ("Estelle", "fr"), ("Lola", "es"), ("Daan", "nl")],
)
def test_a_voice_is_heard_in_its_own_language(
    house: WebHouse, open_page: Callable[..., Page], voice: str, language: str
) -> None:
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
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#add-clock")).to_have_text("0:04")
    expect(page.get_by_role("meter")).not_to_have_attribute("aria-valuenow", "0")
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("#add-checks li")).to_have_count(4)
    expect(page.locator("#add-checks")).to_contain_text("less than eight seconds of speech")
    page.get_by_role("button", name="Listen to the recording").click()
    page.get_by_role("button", name="Save the voice").click()
    expect(page.locator("#add-4-title")).to_have_text("Mum is saved")
    expect(page.locator("#add-4-message")).to_have_text("The voice is being made.")
    play = page.get_by_role("button", name="Play the first sentence")
    expect(play).to_be_disabled()
    with wave.open(str(house.voices_dir / "Mum.wav")) as reader:
        assert (reader.getframerate(), reader.getnchannels()) == (RATE_HZ, 1)
        assert 3 * RATE_HZ < reader.getnframes() < 8 * RATE_HZ
        samples = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
    assert np.abs(samples).max() > 3000
    del house.recordings.sentences["Mum"]
    house.refresh()
    expect(page.locator("#add-4-message")).to_have_text(re.compile("The voice is ready"))
    play.click()
    until(lambda: " ".join(house.speech.spoken) == sentence("en"))
    assert house.presence.listeners or house.presence.answers[-1].voice == "Mum"


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
    page.get_by_label("Text").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_label("Text")).to_have_value("action: tts.clear_cache")


def test_the_last_answers_say_why_one_was_late(
    house: WebHouse, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    for text in ("one two", "breaks"):
        page.get_by_label("Text").fill(text)
        page.get_by_role("button", name="Play").click()
        until(lambda: house.speech.open == 0 and not house.presence.listeners)
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fits_on_the_smallest_screen(
    house: WebHouse, open_page: Callable[..., Page], language: str
) -> None:
    house.lexicon_path.write_text("HA: Home Assistant\n")
    page = open_page(width=320, language=language)
    assert page.evaluate("() => document.documentElement.lang") == language
    for tab in TABS:
        page.evaluate("(tab) => (location.hash = tab)", tab)
        expect(page.locator(f"#page-{tab}")).to_be_visible()
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
    page.locator(f"#page-{tab}").wait_for()
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
