"""Rules of the house that no linter has."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from update_docs import README

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = README.parent
SUPPRESSION = re.compile(
    r"# (?:noqa|type: ignore|shellcheck disable|hadolint ignore|zizmor: ignore)\b(.*)"
)
REASON = re.compile(r" (?:-|#) \S+")
# Word-for-word German, which was found in this repository. The gap keeps this list from itself.
STILTED = re.compile(
    r"\b(?:for[ ]ever|in the[ ]midst of|it is no[ ]|are no[ ]multiple of|of[ ]ours|"
    r"speak to[ ]nobody|only left to[ ]decode|tells who[ ]waits|(?:model|node|it|that)[ ]shall|"
    r"who[e]ver|for[ ]so many)\b",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b")


def lines() -> Iterator[tuple[str, str]]:
    """Yield place and text of each line of each text file that belongs to the repository."""
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in names.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".m4a", ".png", ".safetensors") or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{name}:{number}", line


@pytest.mark.parametrize(
    "line",
    [
        "import a  # noqa: E402",
        "x = f()  # type: ignore[arg-type]",
        "# shellcheck disable=SC2034",
    ],
)
def test_a_suppression_without_reason_is_found(line: str) -> None:
    assert unexplained(line)
    assert not unexplained(f"{line} - it must be")


def unexplained(line: str) -> bool:
    found = SUPPRESSION.search(line)
    return found is not None and REASON.search(found[1]) is None


def test_each_suppressed_rule_has_its_reason() -> None:
    assert [
        place
        for place, line in lines()
        if not place.startswith("tests/test_house") and unexplained(line)
    ] == []


def test_nothing_is_left_for_later() -> None:
    assert [place for place, line in lines() if UNFINISHED.search(line)] == []


def test_no_module_leaves_itself_out_while_it_is_imported() -> None:
    """With several processes pytest does not report it, so script/test could not say so."""
    call = re.compile(r"allow_module[_]level|^pytest\.importorskip")
    assert [place for place, line in lines() if call.search(line)] == []


def test_english_is_plain() -> None:
    assert [
        place
        for place, line in lines()
        if not place.partition(":")[0].endswith((".tsv", ".json")) and STILTED.search(line)
    ] == []


PACKAGE = ROOT / "pocket_tts_wyoming/src/pocket_tts_wyoming"
# Rooms with a module for each of a kind, or for each language.
ROOMS = ("text/languages/", "text/normalize/classes/")


def named_in_the_map() -> set[str]:
    """Return what the package's README names as code, such as `store/` or `model.Model`."""
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([\w./]+)`", text))


def test_the_map_of_the_house_names_every_module() -> None:
    words = {word for name in named_in_the_map() for word in re.split(r"[./]", name)}
    modules = [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")]
    assert [
        module
        for module in sorted(modules)
        if not module.startswith(ROOMS)
        and not module.endswith("__init__.py")
        and module.removesuffix(".py").rpartition("/")[2] not in words
    ] == []


def test_the_map_of_the_house_names_nothing_that_is_not_there() -> None:
    rooms = [path for path in PACKAGE.rglob("*") if path.is_dir()]
    places = [ROOT, PACKAGE.parents[1], PACKAGE, *rooms]
    lost = []
    for name in named_in_the_map():
        folder, slash, last = name.rpartition("/")
        module = f"{folder}{slash}{last.partition('.')[0]}"
        if slash and not any(
            (place / name).exists() or (place / f"{module}.py").exists() for place in places
        ):
            lost.append(name)
    assert lost == []
