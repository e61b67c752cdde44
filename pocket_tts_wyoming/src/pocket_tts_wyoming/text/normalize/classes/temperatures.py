"""Temperatures without the sign of a degree: "21.5 C", "2700K"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_COLDEST_LAMP_KELVIN = 1000
_NEAR = 60
_TEMPERATURE = re.compile(r"(?i:temp[eé]?r|\btemp\b)[^.;!?]{0,30}$")


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rules that come before those of single measures."""
    number = grammar.format
    return [
        Rule(
            "celsius",
            # "21.5 C", "-3C", "temp: 20 C"; a whole number alone may be a class or a seat.
            rf"(?P<ce_number>{number.signed})\s?(?P<ce_scale>[CF])(?![\w'#-]|\.\w)",
            partial(_celsius, grammar),
        ),
        Rule(
            "kelvin",
            rf"(?<![\w.,-])(?:(?P<ke_from>{number.unsigned})\s?[-\u2013]\s?)?(?P<ke_number>{number.signed})(?P<ke_gap>\s?)K(?![\w-])",
            partial(_kelvin, grammar),
        ),
    ]


def _celsius(grammar: Grammar, match: re.Match[str]) -> str | None:
    number, before = grammar.format.parse(match["ce_number"]), match.string[: match.start()]
    if not (number.fraction or number.sign == "-" or _TEMPERATURE.search(before[-_NEAR:])):
        return None
    noun = grammar.language.units[f"°{match['ce_scale']}"]
    return grammar.counted(number, noun, before)


def _kelvin(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`2700K`, `5 K`; "4K" is a screen and "10K" ten thousand."""
    noun = grammar.language.units.get("kelvin")
    number = grammar.format.parse(match["ke_number"])
    if noun is None or not (match["ke_gap"] or number.whole >= _COLDEST_LAMP_KELVIN):
        return None
    before = match.string[: match.start()]
    spoken = grammar.counted(number, noun, before)
    if match["ke_from"] is None:
        return spoken
    return grammar.span(grammar.number(grammar.format.parse(match["ke_from"])), spoken, before)
