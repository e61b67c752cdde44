#!/usr/bin/env python3
"""Take the pictures of the page for README and DOCS: desktop, phone, dark.

    PYTHONPATH=tests .venv/bin/python script/screenshots.py .github/pictures

Needs Debian's chromium. The page is real, the speech behind it hums.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from pocket_tts_wyoming.web.access import AccessRules
from support.browser import chromium
from support.ingress_proxy import PEER, PREFIX, IngressProxy
from support.web_house import Record, WebHouse

if TYPE_CHECKING:
    from pocket_tts_wyoming.web.presence import Presence

PICTURES = (
    ("page-say.png", "say", (1120, 760), "light"),
    ("page-voices.png", "voices", (1120, 760), "dark"),
    ("page-words.png", "words", (1120, 760), "light"),
    ("page-answers.png", "answers", (1120, 900), "dark"),
    ("page-add-phone.png", "add", (390, 844), "light"),
    ("page-say-phone.png", "say", (390, 844), "dark"),
)
WORDS = """\
HA: Home Assistant
Kyutai: Kiutai
Mrs Nguyen: Mrs Win
16A: sixteen amperes
"""
NOW = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)


def fill(presence: Presence) -> None:
    """Invent a day of answers, the same each time."""
    dice = random.Random(7)  # noqa: S311 - a picture, no secret
    for minute in range(120):
        late = dice.random() < 0.06  # noqa: PLR2004 - one in sixteen
        voice = dice.choice(("alba", "alba", "marius", "estelle"))
        listener = presence.enter("192.168.1.20", voice)
        listener.at = NOW - timedelta(minutes=4 * (120 - minute))
        seconds = dice.uniform(1, 9)
        listener.record = Record(
            voice=voice,
            characters=int(16 * seconds),
            outcome="complete",
            first_audio_seconds=dice.uniform(0.12, 0.2) if late else dice.uniform(0.028, 0.06),
            audio_seconds=seconds,
            rtf=dice.uniform(0.12, 0.2),
            sent_bytes=int(48_000 * seconds),
        )
        presence.leave(listener, "complete", None)


def main(target: Path) -> None:
    """Take them all."""
    target.mkdir(parents=True, exist_ok=True)
    rules = AccessRules(ingress_peer=PEER, local=False)
    with (
        tempfile.TemporaryDirectory() as folder,
        WebHouse(Path(folder), rules) as house,
        IngressProxy(house.port) as proxy,
        chromium() as browser,
    ):
        fill(house.presence)
        house.speech.chunk_seconds = 0.03
        house.lexicon_path.write_text(WORDS)
        house.voices_dir.mkdir()
        (house.voices_dir / "Mum.wav").touch()
        house.refresh()
        for name, tab, (width, height), scheme in PICTURES:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="en-GB",
                timezone_id="UTC",
            )
            page.goto(f"{proxy.url}{PREFIX}/#{tab}")
            page.locator("html[data-ready]").wait_for(state="attached")
            if tab == "say":
                page.locator("#say-examples button").nth(1).click()
                page.locator("#say-play").click()
                expect(page.locator("#say-save")).to_be_visible(timeout=20_000)
                expect(page.locator("#say-rtf")).to_have_text("0.21", timeout=20_000)
                page.evaluate("() => scrollTo(0, 0)")
            if tab == "answers":
                page.locator("#answers-plot circle").first.wait_for()
            if tab == "words":
                page.get_by_label("Written").first.wait_for()
            page.screenshot(path=target / name)
            page.context.close()
            print(target / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
