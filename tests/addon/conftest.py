from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from support import s6_container
from support.s6_container import ROOTFS

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


def demand(lacking: str) -> None:
    """Skip where a developer cannot help it, or says so; fail otherwise."""
    if not lacking:
        return
    if os.environ.get("WITHOUT_SYSTEM_TOOLS") or os.geteuid() != 0:
        pytest.skip(lacking)
    pytest.fail(f"{lacking}. WITHOUT_SYSTEM_TOOLS=1 skips the tests that need it.")


@pytest.fixture(scope="session")
def s6() -> None:
    """For tests that start services."""
    demand(s6_container.missing())


@pytest.fixture(scope="session")
def apparmor_parser() -> str:
    parser = shutil.which("apparmor_parser", path="/usr/sbin:/sbin:/usr/bin:/bin")
    demand("" if parser else "not installed: apparmor_parser (apt-get install apparmor)")
    return str(parser)
