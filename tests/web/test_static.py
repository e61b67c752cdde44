"""The page's files fit together: texts, languages, modules; and nothing comes from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from pocket_tts_wyoming.web.app import STATIC

PAGES = sorted(STATIC.glob("*.html"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
SOURCES = [*PAGES, *SCRIPTS, *STATIC.glob("*.css")]
ENGLISH = json.loads((STATIC / "locales/en.json").read_text(encoding="utf-8"))
# Keys that are put together: t(`outcome.${…}`) and has(`error.${…}`).
PREFIXES = re.compile(r"`([a-z_.]+\.)\$\{")
KEYS = re.compile(r"""data-t(?:-\w+)?="([^"]+)"|["'`]([a-z]+\.[a-z0-9_.-]+)["'`]""")


def locale(code: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((STATIC / f"locales/{code}.json").read_text("utf-8"))
    return texts


def used_keys() -> set[str]:
    found = set()
    for path in (*PAGES, *SCRIPTS):
        for pair in KEYS.findall(path.read_text("utf-8")):
            found |= {key for key in pair if key}
    return found


def test_there_is_a_file_for_each_language() -> None:
    assert {path.stem for path in (STATIC / "locales").iterdir()} == set(SUPPORTED_LANGUAGES)


@pytest.mark.parametrize("code", SUPPORTED_LANGUAGES)
def test_each_language_is_complete(code: str) -> None:
    texts = locale(code)
    assert list(texts) == list(ENGLISH)  # in the same order, for translators
    for key, text in texts.items():
        assert text.strip() == text
        assert text
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", ENGLISH[key]))


@pytest.mark.parametrize("code", [code for code in SUPPORTED_LANGUAGES if code != "en"])
def test_each_language_is_translated(code: str) -> None:
    texts = locale(code)
    same = [key for key, text in texts.items() if text == ENGLISH[key]]
    assert len(same) < 15, same  # names of things: RTF, LUFS, Token …


def test_every_text_that_is_used_exists_and_the_other_way_round() -> None:
    prefixes = set()
    for path in SCRIPTS:
        prefixes |= set(PREFIXES.findall(path.read_text("utf-8")))
    used = {key for key in used_keys() if key.split(".")[0] in {k.split(".")[0] for k in ENGLISH}}
    files = re.compile(r"\.(js|svg|css|json|wav)$")
    assert {key for key in used if not files.search(key)} - set(ENGLISH) == set()
    unused = {key for key in ENGLISH if key not in used and not key.startswith(tuple(prefixes))}
    assert unused == set()


def test_nothing_comes_from_elsewhere() -> None:
    for path in SOURCES:
        addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text("utf-8")))
        assert addresses <= {"http://www.w3.org"}, path  # the name of SVG, fetched by nobody


def test_nothing_stands_in_the_pages_that_the_policy_forbids() -> None:
    for path in PAGES:
        text = path.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text)
    for path in SCRIPTS:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|document\.write",
            path.read_text("utf-8"),
        )


def test_every_module_that_is_imported_exists() -> None:
    for path in SCRIPTS:
        for name in re.findall(r'from "(\./[^"]+)"', path.read_text("utf-8")):
            assert (path.parent / name).is_file()


def test_all_files_are_part_of_the_package() -> None:
    project = (Path(STATIC).parents[3] / "pyproject.toml").read_text("utf-8")
    assert "web/static/**/*" in project
