#!/usr/bin/env python3
"""Break the code as tests/mutations.toml lists, and see that the named tests fail for it.

Each mutation replaces one text in one file of a copy of the repository. It is an error if the text
is not there exactly once, or if the tests do not pass without the mutation: the list is to be kept
true. A test that hangs counts as one that fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = "tests/mutations.toml"
PACKAGE = "pocket_tts_wyoming/src"
HANGING_SECONDS = 300
PASSED, FAILED = 0, 1
"""Exit codes of pytest; the others say that it ran no test."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One way to break the code: `file` is below the package's source folder."""

    name: str
    file: str
    old: str
    new: str
    tests: list[str]

    def apply(self, text: str) -> str:
        """Return the broken text; raises ValueError where the old text is not there once."""
        if (count := text.count(self.old)) != 1:
            raise ValueError(f"the old text is {count} times in {self.file}")
        return text.replace(self.old, self.new)


def load(table: Path) -> list[Mutation]:
    """Read the table."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["mutation"]
    return [Mutation(**row) for row in rows]


def copy_repository(target: Path) -> None:
    """Copy what belongs to the repository, changes that are not committed included."""
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in names.stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def run(root: Path, tests: list[str]) -> int:
    """Run tests of a copy; return pytest's exit code."""
    command = [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(root / PACKAGE), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=HANGING_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return FAILED
    return done.returncode


def problem(root: Path, mutation: Mutation, sound: set[tuple[str, ...]]) -> str | None:
    """Try one mutation; return what is wrong with it or with its tests.

    `sound`: tests that are known to pass on whole code.
    """
    path = root / PACKAGE / "pocket_tts_wyoming" / mutation.file
    if not path.is_file():
        return f"there is no file {mutation.file}"
    whole = path.read_text(encoding="utf-8")
    try:
        broken = mutation.apply(whole)
    except ValueError as error:
        return str(error)
    tests = tuple(mutation.tests)
    if tests not in sound and run(root, mutation.tests) != PASSED:
        return "its tests do not pass without it"
    sound.add(tests)
    path.write_text(broken, encoding="utf-8")
    try:
        code = run(root, mutation.tests)
    finally:
        path.write_text(whole, encoding="utf-8")
    return None if code == FAILED else "SURVIVED"


def main(words: list[str]) -> int:
    """Try all mutations, or those whose name has one of the words."""
    mutations = [
        mutation
        for mutation in load(ROOT / TABLE)
        if not words or any(word in mutation.name for word in words)
    ]
    failed = 0
    sound: set[tuple[str, ...]] = set()
    with tempfile.TemporaryDirectory() as folder:
        copy_repository(Path(folder))
        for mutation in mutations:
            found = problem(Path(folder), mutation, sound)
            failed += found is not None
            print(f"{found or 'killed'}: {mutation.name}", flush=True)
    print(f"{len(mutations) - failed} passed, {failed} failed")
    return 1 if failed or not mutations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
