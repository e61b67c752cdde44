"""The project's public address is written in one form, and one script changes all of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from support.supervisor_rules import check_config, check_repository, linter_complaints

if TYPE_CHECKING:
    from pathlib import Path

# In parts, because the script would change it here too.
NEW = "https://github.com/{}/{}".format("Some-Body", "Talking.House")


def files(repository: Path) -> dict[str, bytes]:
    """Return what is in the repository: path -> content."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True)
    paths = [path for path in listed.stdout.split("\0") if (repository / path).is_file()]
    return {path: (repository / path).read_bytes() for path in paths}


def address(repository: Path) -> str:
    url: str = yaml.safe_load((repository / "repository.yaml").read_text())["url"]
    return url


def strays(repository: Path) -> list[str]:
    """Return places where owner and name stand together in another form than the one."""
    path = address(repository).removeprefix("https://github.com/")
    owner, name = path.split("/")
    good = (
        f"https://github.com/{path}",
        f"https%3A%2F%2Fgithub.com%2F{owner}%2F{name}",
        f"ghcr.io/{path.lower()}",
    )
    loose = re.compile(
        rf"[\w:/.%-]*?\b{re.escape(owner)}(?:/|%2F){re.escape(name)}\b", re.IGNORECASE
    )
    return [
        f"{file}: {match[0]}"
        for file, content in files(repository).items()
        for match in loose.finditer(content.decode(errors="replace"))
        if not match[0].endswith(good)
    ]


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    target = tmp_path / "copy"
    for path in files(repository):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(repository / path, target / path)
    subprocess.run(["git", "init", "-q", target], check=True)  # noqa: S607 - git is wherever it is
    return target


def test_there_is_no_stray(repository: Path) -> None:
    assert strays(repository) == []


def test_strays_are_found(copy: Path) -> None:
    path = address(copy).removeprefix("https://github.com/")
    (copy / "stray.md").write_text(f"http://github.com/{path} and ghcr.io/{path.title()}")
    assert len(strays(copy)) == 2


def test_the_script_changes_all_of_it_and_back(copy: Path) -> None:
    before, old = files(copy), address(copy)

    def set_to(url: str) -> None:
        subprocess.run([copy / "script/set-repository", url], check=True, capture_output=True)

    set_to(NEW + ".git")
    assert address(copy) == NEW
    assert strays(copy) == []
    leftover = old.removeprefix("https://github.com/").casefold()
    for file, content in files(copy).items():
        text = content.decode(errors="replace").casefold()
        assert leftover not in text, file
        assert leftover.replace("/", "%2f") not in text, file
    config = yaml.safe_load((copy / "pocket_tts_wyoming/config.yaml").read_text())
    check_config(config)
    assert list(linter_complaints(config)) == []
    check_repository(yaml.safe_load((copy / "repository.yaml").read_text()))

    set_to(old)
    assert files(copy) == before


@pytest.mark.parametrize("url", ["", "git@github.com:a/b.git", "https://example.org/a/b"])
def test_the_script_refuses_what_is_not_an_address(copy: Path, url: str) -> None:
    before = files(copy)
    done = subprocess.run([copy / "script/set-repository", url], check=False, capture_output=True)
    assert done.returncode != 0
    assert files(copy) == before
