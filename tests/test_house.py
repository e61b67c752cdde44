"""Rules of the house that no linter has."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from update_docs import README

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = README.parent
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|XX" + r"X)\b")


def lines() -> Iterator[tuple[str, str]]:
    """Yield place and text of each line of each text file that belongs to the repository."""
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in names.stdout.splitlines():
        path = ROOT / name
        if path.suffix == ".png" or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{name}:{number}", line


def test_nothing_is_left_for_later() -> None:
    assert [place for place, line in lines() if UNFINISHED.search(line)] == []
