"""What was heard against what should have been said, word by word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import jiwer

from pocket_tts_wyoming.text.normalize.normalizer import Normalizer

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LETTERS = re.compile(r"\b[^\W\d_](?: [^\W\d_])+\b")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a transcript compares with the nearest of the right forms.

    `errors`: words substituted, left out and put in; divided by `words` they are the word error
    rate (Levenshtein over words, as in NIST's sclite).
    """

    right: str
    words: int
    errors: int
    first_word_right: bool
    last_word_right: bool

    @property
    def error_rate(self) -> float:
        """Errors per word that should have been said; above 1 if more was heard."""
        return self.errors / self.words


def compare(right: Sequence[str], heard: str, language: str) -> Comparison:
    """Compare a transcript with the right forms of a text; the one with the fewest errors counts.

    Both go through the language's text rules first: a recogniser writes "7:46 PM" for what was
    said as "seven forty six P M". Marks, capitals, and where compounds are parted do not count.
    """
    hypothesis = plain(heard, language)
    comparisons = [_compare(form, plain(form, language), hypothesis) for form in right]
    return min(comparisons, key=lambda comparison: comparison.error_rate)


def plain(text: str, language: str) -> list[str]:
    """Return the words of a text as they are said, without marks and capitals."""
    spoken = unicodedata.normalize("NFC", _normalizer(language).normalize(text)).casefold()
    words = " ".join(_WORD.findall(spoken))
    return _LETTERS.sub(lambda letters: letters[0].replace(" ", ""), words).split()


def _compare(form: str, reference: list[str], hypothesis: list[str]) -> Comparison:
    wanted, heard = "".join(reference), "".join(hypothesis)
    errors = 0
    if wanted != heard:
        output = jiwer.process_words(" ".join(reference), " ".join(hypothesis))
        errors = output.substitutions + output.deletions + output.insertions
    return Comparison(
        right=form,
        words=len(reference),
        errors=errors,
        first_word_right=heard.startswith(reference[0]),
        last_word_right=heard.endswith(reference[-1]),
    )


@cache
def _normalizer(language: str) -> Normalizer:
    return Normalizer(language)
