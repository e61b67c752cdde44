"""Abbreviations with a dot or without."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for the language's abbreviations, and initials such as "U.S.A."."""
    table = grammar.language.abbreviations
    # A space inside ("z. B.") may be missing, narrow or plain.
    known = "|".join(
        re.escape(key).replace(r"\ ", r"\s?") for key in sorted(table, key=len, reverse=True)
    )
    spoken = {key.replace(" ", ""): words for key, words in table.items()}
    return [
        Rule("abbreviation", rf"(?:{known})(?!\w)", partial(_known, spoken), at_word=True),
        Rule("initials", r"(?:[A-Z]\.){2,}(?!\w)", _initials, at_word=True),
    ]


def _known(table: dict[str, str], match: re.Match[str]) -> str:
    words = table["".join(match[0].split())]
    return words + _full_stop(match)


def _initials(match: re.Match[str]) -> str:
    return " ".join(match[0].replace(".", "")) + _full_stop(match)


def _full_stop(match: re.Match[str]) -> str:
    ends = match[0].endswith(".") and not match.string[match.end() :].strip()
    return "." if ends else ""
