"""What Home Assistant says, and how a careful speaker would say it.

A corpus is a table: the text, the right forms separated by " | ", and, where it helps, the source
or the reason.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pocket_tts_wyoming.text.normalize.normalizer import SUPPORTED_LANGUAGES, Normalizer

_CORPUS = Path(__file__).parent / "corpus"


@cache
def normalizer(language: str) -> Normalizer:
    return Normalizer(language)


def rows() -> list[tuple[str, str, list[str]]]:
    found = []
    for path in sorted(_CORPUS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                written, right, *_ = line.split("\t")
                found.append((path.stem, written, right.split(" | ")))
    return found


@pytest.mark.parametrize(("language", "written", "right"), rows())
def test_says_it_like_a_native_speaker(language: str, written: str, right: list[str]) -> None:
    assert normalizer(language).normalize(written) in right


@pytest.mark.parametrize(
    ("language", "spoken"), [(language, form) for language, _, right in rows() for form in right]
)
def test_spoken_text_stays_as_it_is(language: str, spoken: str) -> None:
    assert normalizer(language).normalize(spoken) == spoken


def test_every_language_has_a_corpus() -> None:
    assert {path.stem for path in _CORPUS.glob("*.tsv")} == set(SUPPORTED_LANGUAGES)
