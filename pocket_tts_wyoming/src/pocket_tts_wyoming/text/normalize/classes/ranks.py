"""Ordinals and Roman numerals."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.abbreviation import Place
from pocket_tts_wyoming.text.languages.base import next_word, previous_word
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.languages.base import Grammar

_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)"
_NUMBERED = re.compile(r"X{0,2}(?:II|III|IV|VI|VII|VIII|IX)|XI|XV|XX")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def rules(grammar: Grammar) -> list[Rule]:
    """`21st`, `3º`, and Roman numerals after a ruler's name or a word like "chapter"."""
    suffixes = grammar.language.ordinal_suffixes
    names = "|".join(re.escape(suffix) for suffix in sorted(suffixes, key=len, reverse=True))
    marks = re.escape(grammar.language.group_marks)
    say = partial(_roman, grammar, _numbered_abbreviations(grammar))
    found = [Rule("roman", rf"{_ROMAN}\.?", say, at_word=True)]
    if names:
        found.append(
            Rule(
                "ordinal",
                rf"(?P<ordinal_number>[1-9]\d{{0,2}}(?:[{marks}]\d{{3}})+|\d{{1,6}})(?P<ordinal_suffix>{names})(?![^\WA-Z]|[A-Z]\w)",
                partial(_ordinal, grammar),
            )
        )
    return found


def _numbered_abbreviations(grammar: Grammar) -> dict[str, str]:
    places = (Place.BEFORE_NUMBER, Place.BEFORE_ROMAN)
    centuries = grammar.language.century_words
    return {
        entry.key.lower(): entry.spoken
        for entry in grammar.language.abbreviations
        if entry.place in places or entry.spoken in centuries
    }


def roman_value(numeral: str) -> int:
    """Return the value of a Roman numeral."""
    values = [_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _ordinal(grammar: Grammar, match: re.Match[str]) -> str:
    ruleset = grammar.language.ordinal_suffixes[match["ordinal_suffix"]]
    return grammar.ordinal(int(re.sub(r"\D", "", match["ordinal_number"])), ruleset)


def _roman(grammar: Grammar, numbered: Mapping[str, str], match: re.Match[str]) -> str | None:
    numeral = match[0].rstrip(".")
    if not numeral:
        return None
    text = match.string
    before = previous_word(text[: match.start()])
    # Behind "séc." or "cap." it is read as behind the whole word.
    short = text[: match.start()].rstrip().endswith(".")
    whole = numbered.get(before.lower()) if short else None
    before = whole or before
    dot = match[0].endswith(".")
    full_stop = "." if dot and not text[match.end() :].strip() else ""
    head = text[: match.start()].rstrip().removesuffix(before)
    spoken = grammar.regnal_after(head, before, roman_value(numeral))
    if spoken is not None:
        return spoken + full_stop
    # "Article L. 121-1": fifty and a hundred are hardly ever written so inside a sentence.
    if numeral in {"L", "C"} and text[match.end() :].strip():
        return None
    # A lone "I" or "C" before a word is rather a word or a name itself ("the part I like"), but
    # not behind a name ("World War I ended").
    cue_is_name = before[:1].isupper() and before.lower() in grammar.language.roman_cues
    if len(numeral) == 1 and not cue_is_name and next_word(text[match.end() :]):
        return None
    # "Final Fantasy VII": behind a name, two letters or more that are no word and no size.
    name = before[:1].isupper() and not before.isupper() and _NUMBERED.fullmatch(numeral)
    if before.lower() not in grammar.language.roman_cues and not name and whole is None:
        return None
    return grammar.cardinal(roman_value(numeral)) + ("." if dot else "")
