from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pocket_tts_wyoming.web.access import AccessRules
from support.browser import chromium
from support.ingress_proxy import PEER, PREFIX, IngressProxy
from support.web_house import WebHouse
from web.browser.shared import HEARD_SECONDS, wait_for_state, write_wav

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    microphone = write_wav(tmp_path_factory.mktemp("microphone") / "speech.wav", HEARD_SECONDS)
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
        wait_for_state(page)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []
