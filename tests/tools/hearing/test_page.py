"""The page in a real browser: everything side by side, playable, and safe to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from playwright.sync_api import expect

from hearing.judge import judge_take
from hearing.limits import Limits
from hearing.report import save_recording, write_report
from hearing.speak import Spoken
from hearing.takes import Failure, Group, Loudness, Run, Sameness
from hearing.texts import Text
from support.browser import chromium
from support.system_tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Request

pytestmark = needs("chromium", "libatomic.so.1")

expect.set_options(timeout=20_000)
RATE_HZ = 24_000
ENGINES = ("library", "onnx fp32", "onnx int8")
TEXTS = (
    Text("short-01", "short", "Yes & <b>no</b>.", ("yes and no",)),
    Text("short-02", "short", "Light off.", ("Light off.",)),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heard")
    tone = (0.2 * np.sin(np.arange(RATE_HZ) / 20)).astype(np.float32)

    def group(engine: str, part: str) -> Group:
        takes = []
        for text, heard in zip(TEXTS, ("yes and no", "light on"), strict=True):
            file = save_recording(folder, ("english", engine, part, text.name), tone, RATE_HZ)
            spoken = Spoken(tone, cut_ms=(240,) if part == "prefix" else ())
            take = judge_take(text, spoken, RATE_HZ, heard, "en", Limits.read(), file=file)
            takes.append(replace(take, loudness=Loudness(-25.0, 5.0, -20.1)))
        return Group("english", "en", engine, part, takes)

    run = Run({"version": "1.2.3"})
    run.groups += [group(engine, "texts") for engine in ENGINES]
    run.groups.append(group("onnx fp32", "prefix"))
    run.sameness.append(Sameness("english", "fp32", 1.2e-6, 8e-7))
    run.failures.append(Failure("english, library", "<i>too</i> quiet", "nobody hears it"))
    write_report(run, folder)
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("requestfailed", lambda request: _note_failure(request, errors))
        page.goto((folder / "index.html").as_uri())
        yield page
        assert errors == []


def _note_failure(request: Request, errors: list[str]) -> None:
    """Note a request that failed; a player that loads anew gives up the one it has made."""
    if request.failure != "net::ERR_ABORTED":
        errors.append(f"{request.url}: {request.failure}")


def test_the_engines_stand_side_by_side(page: Page) -> None:
    table = page.locator("table").first
    assert table.locator("thead th").all_inner_texts() == ["Text", *ENGINES]
    assert table.locator("tbody tr").count() == len(TEXTS)
    assert table.locator("audio").count() == len(TEXTS) * len(ENGINES)


def test_each_recording_can_be_played_one_at_a_time(page: Page) -> None:
    players = page.locator("audio")
    for number in range(players.count()):
        seconds = players.nth(number).evaluate(
            "player => new Promise((done, failed) => {"
            " player.onloadedmetadata = () => done(player.duration);"
            " player.onerror = () => failed(player.error.message); player.load(); })"
        )
        assert seconds == pytest.approx(1.0, abs=0.01)
    first, second = players.nth(0), players.nth(1)
    page.evaluate("document.querySelectorAll('audio').forEach(p => { p.muted = p.loop = true })")
    page.get_by_role("heading", name="Heard: english").click()  # a gesture, for players to start
    first.evaluate("player => player.play()")
    second.evaluate("player => player.play()")
    expect(first).to_have_js_property("paused", value=True)
    expect(second).to_have_js_property("paused", value=False)


def test_text_transcript_and_marks_are_there_and_nothing_is_taken_for_html(page: Page) -> None:
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("Yes & <b>no</b>.")
    expect(row).to_contain_text("heard: yes and no")
    expect(page.locator("li")).to_contain_text("<i>too</i> quiet")
    expect(page.locator("li")).to_contain_text("nobody hears it")
    marked = page.locator("tbody tr.marked").first
    expect(marked).to_contain_text("heard: light on")
    expect(marked).to_contain_text("last word: the last word was not heard")
    expect(marked).to_contain_text("-25.0 LUFS, with a gain of +5.0 dB -20.1 LUFS")
    expect(page.locator("#verdict")).to_have_text("Failed")
    expect(page.get_by_text("cut off: 240 ms").first).to_be_visible()
    expect(page.get_by_role("row", name="english, fp32")).to_contain_text("1.2e-06")


def test_marked_texts_can_be_seen_alone(page: Page) -> None:
    box = page.get_by_label("Only what has a mark")
    box.check()
    expect(page.locator("tbody tr.plain").first).to_be_hidden()
    expect(page.locator("tbody tr.marked").first).to_be_visible()
    box.uncheck()
    expect(page.locator("tbody tr.plain").first).to_be_visible()


def test_a_phone_shows_it_without_scrolling_the_page_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
