from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest

from support.web_house import WebHouse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WebHouse]:
    """Yield the HTTP door with a speech behind it that hums."""
    with WebHouse(tmp_path) as house:
        yield house


@pytest.fixture
def client(house: WebHouse) -> Iterator[httpx2.Client]:
    """Yield a client of it."""
    with httpx2.Client(base_url=house.url, timeout=20) as client:
        yield client
