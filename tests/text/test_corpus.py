"""What Home Assistant says, and how a careful speaker would say it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pocket_tts_wyoming.text.normalize.normalizer import SUPPORTED_LANGUAGES, Normalizer

_CORPUS = Path(__file__).parent / "corpus"


@cache
def normalizer(language: str) -> Normalizer:
    return Normalizer(language)


def pairs() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(_CORPUS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                written, _, spoken = line.partition("\t")
                found.append((path.stem, written, spoken))
    return found


@pytest.mark.parametrize(("language", "written", "spoken"), pairs())
def test_says_it_like_a_native_speaker(language: str, written: str, spoken: str) -> None:
    assert normalizer(language).normalize(written) == spoken


@pytest.mark.parametrize(("language", "written", "spoken"), pairs())
def test_spoken_text_stays_as_it_is(language: str, written: str, spoken: str) -> None:
    del written
    assert normalizer(language).normalize(spoken) == spoken


def test_every_language_has_a_corpus() -> None:
    assert {path.stem for path in _CORPUS.glob("*.tsv")} == set(SUPPORTED_LANGUAGES)
