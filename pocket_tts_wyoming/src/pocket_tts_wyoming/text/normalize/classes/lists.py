"""The numbers and letters of a list: "1. Preheat … 2. Mix", "1) milk 2) eggs", "a) by bus"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import is_next_in_list
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

# Behind these an item begins in the middle of a sentence: "Steps: 1. open the app, 2. tap".
_ITEM_BEGINS = re.compile(r"[,:;]\s$")
# The full stop of "Ventilate 10 min. 2. Turn", where the list must go on.
_MAY_BEGIN = re.compile(r"[.!?]\s$")
# "Lamps on: 1. Lamps off: 7." counts.
_COUNT_AFTER = re.compile(r"\s[^\W\d_][^.!?:]{0,40}:\s[-\d]")


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rules behind those of ranks: German "1. Stunde" is the first lesson."""
    return [
        Rule(
            "list_number",
            r"(?<![\w.,:])(?P<ln_number>\d{1,3})(?P<ln_mark>\.\)|[.)])(?=\s\S)",
            partial(_number, grammar),
        ),
        Rule(
            "list_letter",
            r"(?<![\w.,:('])(?P<ll_letter>[a-h])\)(?=\s\S)",
            _letter,
            at_word=True,
        ),
    ]


def _number(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say the number of an item, the same wherever it stands in its list."""
    text, number = match.string, int(match["ln_number"])
    before = text[: match.start()]
    spoken = f"{grammar.cardinal(number)},"
    if not before.strip(" \"'"):
        return spoken
    if _ITEM_BEGINS.search(before[-2:]):
        counted = before[-2] == ":" and _COUNT_AFTER.match(text, match.end())
        return None if counted else spoken
    if not is_next_in_list(number, before, match["ln_mark"]):
        return None
    if before[-2:-1].isalnum():
        return f", {spoken}"
    return spoken if _MAY_BEGIN.search(before[-2:]) else None


def _letter(match: re.Match[str]) -> str | None:
    """`by bus b) by train` goes on behind `a)`."""
    before, letter = match.string[: match.start()], match["ll_letter"]
    if not before.strip(" \"'") or _ITEM_BEGINS.search(before[-2:]):
        return f"{letter},"
    return f", {letter}," if f"{chr(ord(letter) - 1)}) " in before else None
