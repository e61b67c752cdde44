"""What Home Assistant says, and how a careful speaker would say it.

A corpus is a table: the text, the right forms separated by " | ", and, where it helps, the source
or the reason. `de.tsv` holds what the normaliser is asked; `de-everyday.tsv` holds texts as people,
calendars and language models write them, which go through the whole pipeline; "⏎" is a new line.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.text.lines import spoken_lines
from pocket_tts_wyoming.text.normalize.normalizer import (
    SUPPORTED_LANGUAGES,
    Normalizer,
    NormalizerOptions,
)
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CORPUS = Path(__file__).parent / "corpus"


@cache
def normalizer(language: str) -> Normalizer:
    return Normalizer(language)


@cache
def pipeline(language: str) -> TextPipeline:
    return TextPipeline(language, estimate_tokens, NormalizerOptions())


def rows(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each text and its right forms."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            written, right, *_ = line.split("\t")
            yield written, right.split(" | ")


def say_everyday(language: str, written: str) -> str:
    (spoken,) = spoken_lines(pipeline(language), [json.dumps(written.replace("⏎", "\n"))])
    said: str = json.loads(spoken)
    return said


def report(wrong: Sequence[tuple[str, str, Sequence[str]]]) -> str:
    """List what is wrong: text, what is said instead, what would be right."""
    lines = (f"{written!r}\n  said  {said!r}\n  right {right}" for written, said, right in wrong)
    return "\n".join((f"wrong: {len(wrong)}", *lines))


def by_name(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", sorted(_CORPUS.glob("??.tsv")), ids=by_name)
def test_says_it_like_a_native_speaker(file: Path) -> None:
    normalize = normalizer(file.stem).normalize
    said = [(written, normalize(written), right) for written, right in rows(file)]
    wrong = [row for row in said if row[1] not in row[2]]
    assert said
    assert not wrong, report(wrong)


@pytest.mark.parametrize("file", sorted(_CORPUS.glob("*-everyday.tsv")), ids=by_name)
def test_says_everyday_texts_like_a_native_speaker(file: Path) -> None:
    language = file.stem[:2]
    said = [(written, say_everyday(language, written), right) for written, right in rows(file)]
    wrong = [row for row in said if row[1] not in row[2]]
    assert said
    assert not wrong, report(wrong)


@pytest.mark.parametrize("file", sorted(_CORPUS.glob("*.tsv")), ids=by_name)
def test_spoken_text_stays_as_it_is(file: Path) -> None:
    normalize = normalizer(file.stem[:2]).normalize
    said = [(form, normalize(form), [form]) for _, right in rows(file) for form in right]
    wrong = [row for row in said if row[1] not in row[2]]
    assert said
    assert not wrong, report(wrong)


def test_every_language_has_a_corpus() -> None:
    assert {path.stem for path in _CORPUS.glob("??.tsv")} == set(SUPPORTED_LANGUAGES)
