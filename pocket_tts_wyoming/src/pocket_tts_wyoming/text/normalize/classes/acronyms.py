"""Words in capitals: letter by letter, as a word, or simply loud."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar, Language

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_SPELLED_LENGTH = 3
_SHOUTED_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD_LETTERS = 4
_PRONOUNCEABLE = re.compile(
    r"[^AEIOUYÄÖÜÀ-Ý]{0,3}(?:[AEIOUYÄÖÜÀ-Ý]{1,3}[^AEIOUYÄÖÜÀ-Ý]{1,4})*[AEIOUYÄÖÜÀ-Ý]{0,3}"
)


def rules(grammar: Grammar) -> list[Rule]:
    """Tokens with two capitals or more, and the words of the language's acronym table."""
    table = grammar.language.acronym_words
    words = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True)) or r"(?!)"
    small = "|".join(grammar.language.lower_case_acronyms) or r"(?!)"
    return [
        Rule(
            "small_acronym",
            rf"(?:{small})(?!\w)",
            lambda match: " ".join(match[0].upper()),
            at_word=True,
        ),
        Rule("acronym_word", rf"(?:{words})(?!\w)", lambda match: table[match[0]], at_word=True),
        Rule(
            "acronym",
            rf"(?P<acronym_capitals>[{_CAPITALS}]{{2,}})(?P<acronym_plural>s?)(?![^\W_])",
            partial(_acronym, grammar),
            at_word=True,
        ),
    ]


def is_pronounceable(capitals: str) -> bool:
    """Whether capitals can be read as a word."""
    return _PRONOUNCEABLE.fullmatch(capitals) is not None


def _acronym(grammar: Grammar, match: re.Match[str]) -> str:
    word = match["acronym_capitals"]
    language = grammar.language
    shouted = _is_shouted(match.string, language)
    if shouted and word.lower() in language.emphasis_words:
        return word.lower()
    if word in language.spelled_acronyms:
        return _spelled(match)
    if shouted or word.lower() in language.emphasis_words:
        return word.lower()
    if len(word) > _SPELLED_LENGTH and _PRONOUNCEABLE.fullmatch(word):
        return word.capitalize() + match["acronym_plural"]
    return _spelled(match)


def _spelled(match: re.Match[str]) -> str:
    return " ".join(match["acronym_capitals"]) + match["acronym_plural"]


def _is_shouted(text: str, language: Language) -> bool:
    """Whether a whole sentence is in capitals, which then mean nothing: "I AM SO HAPPY"."""
    if text != text.upper():
        return False
    words = [word for word in _WORD.findall(text) if word not in language.spelled_acronyms]
    small = sum(word.lower() in language.emphasis_words for word in words)
    long = sum(len(word) >= _LONG_WORD_LETTERS for word in words)
    return long >= _SHOUTED_WORDS or (long + small >= _SHOUTED_WORDS and small > 0)
