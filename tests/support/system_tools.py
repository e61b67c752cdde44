"""Programs and libraries of the system that tests need; script/setup installs them where it may."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))


def _read_packages() -> dict[str, str]:
    text = (ROOT / "script/system-packages.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return {program: package for program, package, *_ in rows}


PACKAGES = _read_packages()


def _is_here(program: str) -> bool:
    if ".so" in program:
        return any(Path("/usr").glob(f"lib*/**/{program}"))
    return shutil.which(program, path=PATH) is not None


def lacking(*programs: str) -> str:
    """Return which of these programs are not installed and how to get them, or nothing."""
    absent = [program for program in programs if not _is_here(program)]
    if not absent:
        return ""
    packages = " ".join(sorted({PACKAGES[program] for program in absent}))
    return f"no {', '.join(absent)} here (apt-get install {packages})"


def needs(*programs: str) -> pytest.MarkDecorator:
    """Leave a test out where one of these programs is not installed."""
    reason = lacking(*programs)
    return pytest.mark.skipif(bool(reason), reason=reason)
