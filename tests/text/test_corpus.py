"""What Home Assistant says, and how a careful speaker would say it.

A corpus is a table: the text, the right forms separated by " | ", and, where it helps, the source
or the reason. `de.tsv` holds what the normaliser is asked; `de-everyday.tsv` holds texts as people,
calendars and language models write them, which go through the whole pipeline; "⏎" is a new line.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from pocket_tts_wyoming.text.lines import spoken_lines
from pocket_tts_wyoming.text.normalize.normalizer import (
    SUPPORTED_LANGUAGES,
    Normalizer,
    NormalizerOptions,
)
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens

_CORPUS = Path(__file__).parent / "corpus"


@cache
def normalizer(language: str) -> Normalizer:
    return Normalizer(language)


@cache
def pipeline(language: str) -> TextPipeline:
    return TextPipeline(language, estimate_tokens, NormalizerOptions())


def rows(files: str) -> list[tuple[str, str, list[str]]]:
    found = []
    for path in sorted(_CORPUS.glob(files)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                written, right, *_ = line.split("\t")
                found.append((path.stem[:2], written, right.split(" | ")))
    return found


@pytest.mark.parametrize(("language", "written", "right"), rows("??.tsv"))
def test_says_it_like_a_native_speaker(language: str, written: str, right: list[str]) -> None:
    assert normalizer(language).normalize(written) in right


@pytest.mark.parametrize(("language", "written", "right"), rows("*-everyday.tsv"))
def test_says_everyday_texts_like_a_native_speaker(
    language: str, written: str, right: list[str]
) -> None:
    (spoken,) = spoken_lines(pipeline(language), [json.dumps(written.replace("⏎", "\n"))])
    assert json.loads(spoken) in right


@pytest.mark.parametrize(
    ("language", "spoken"),
    [(language, form) for language, _, right in rows("*.tsv") for form in right],
)
def test_spoken_text_stays_as_it_is(language: str, spoken: str) -> None:
    assert normalizer(language).normalize(spoken) == spoken


def test_every_language_has_a_corpus() -> None:
    assert {path.stem for path in _CORPUS.glob("??.tsv")} == set(SUPPORTED_LANGUAGES)
