from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support import s6_container
from support.s6_container import ROOTFS
from support.system_tools import PATH, lacking

if TYPE_CHECKING:
    from pathlib import Path

ADDON = ROOTFS.parent
TABLE = ROOTFS / "usr/share/pocket-tts/options"


@pytest.fixture(scope="session")
def repository() -> Path:
    return ADDON.parent


@pytest.fixture(scope="session")
def addon() -> Path:
    return ADDON


@pytest.fixture(scope="session")
def config() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ADDON / "config.yaml").read_text())
    return loaded


@pytest.fixture(scope="session")
def table() -> dict[str, tuple[str, str]]:
    """Option -> variable and what stands before the value, as `run` reads it."""
    rows = [line.split() for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return {row[0]: (row[1], "".join(row[2:])) for row in rows}


@pytest.fixture(scope="session")
def s6() -> None:
    """For tests that start services."""
    if reason := s6_container.missing():
        pytest.skip(reason)


@pytest.fixture(scope="session")
def apparmor_parser() -> str:
    if reason := lacking("apparmor_parser"):
        pytest.skip(reason)
    return str(shutil.which("apparmor_parser", path=PATH))
