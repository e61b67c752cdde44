"""Measures: a number, a range or nothing, and a unit as a smart home writes it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar, Language, Noun
    from pocket_tts_wyoming.text.normalize.numbers import Number

# Without a number before them only these are certain to be units; "m" or "A" may be anything.
_CERTAIN = re.compile(r"[^\W\d_]*[a-zµμ][A-Z]\w*|.*[/°%²³Ω].*|.*[Wbh]it|hPa|dB|lx|kWh|MWh|ppm|ppb")


def unit_pattern(language: Language) -> str:
    """One unit's sign, the longest first."""
    return "|".join(re.escape(unit) for unit in sorted(language.units, key=len, reverse=True))


def rules(grammar: Grammar) -> list[Rule]:
    """`21.5 °C`, `10-20 %`, `5 °C - 8 °C`, `12 µg/m³`, and a unit that stands alone."""
    language, number = grammar.language, grammar.format
    unit = unit_pattern(language)
    whole = rf"(?:{unit})(?:/(?:{unit}))?"
    certain = "|".join(
        re.escape(sign)
        for sign in sorted(language.units, key=len, reverse=True)
        if _CERTAIN.fullmatch(sign)
    )
    # An apostrophe makes a word of it: "3 d'entre eux".
    end = r"(?!'?[^\W_]|/[^\W\d_])"
    return [
        Rule(
            "measure",
            rf"(?P<measure_from>{number.signed})(?:\s?(?P<measure_from_unit>{whole}))?"
            rf"\s?(?:[-\u2013\u2014]|\.\.\.?)\s?(?P<measure_to>-?{number.unsigned})\s?"
            rf"(?P<measure_to_unit>{whole}){end}",
            partial(_range, grammar),
        ),
        Rule(
            "single_measure",
            rf"(?P<measure_number>{number.signed})(?:\s?|-)(?P<measure_unit>{whole}){end}",
            partial(_measure, grammar),
        ),
        Rule(
            "unit", rf"(?:{certain})(?:/(?:{unit}))?{end}", partial(_alone, grammar), at_word=True
        ),
        Rule("unit_sign", rf"(?:°[CF]?|%|‰){end}", partial(_alone, grammar)),
    ]


def _counted(grammar: Grammar, number: Number, sign: str, before: str) -> str:
    noun, per = _nouns(grammar.language, sign)
    spoken = grammar.counted(number, noun, before)
    return f"{spoken} {grammar.per(per)}" if per else spoken


def _nouns(language: Language, sign: str) -> tuple[Noun, Noun | None]:
    noun = language.units.get(sign)
    if noun is not None:
        return noun, None
    upper, _, lower = sign.partition("/")
    return language.units[upper], language.units[lower]


def _measure(grammar: Grammar, match: re.Match[str]) -> str | None:
    number = grammar.format.parse(match["measure_number"])
    text = match.string
    spoken = _counted(grammar, number, match["measure_unit"], text[: match.start()])
    ends = match[0].endswith(".") and not text[match.end() :].strip()
    return f"{spoken}." if ends else spoken


def _range(grammar: Grammar, match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    first = grammar.format.parse(match["measure_from"])
    last = grammar.format.parse(match["measure_to"])
    sign = match["measure_from_unit"]
    spoken = _counted(grammar, first, sign, before) if sign else grammar.number(first)
    end = _counted(grammar, last, match["measure_to_unit"], before)
    return grammar.span(spoken, end, before)


def _alone(grammar: Grammar, match: re.Match[str]) -> str | None:
    if match[0] not in grammar.language.units and "/" not in match[0]:
        return None
    noun, per = _nouns(grammar.language, match[0])
    return f"{noun.many} {grammar.per(per)}" if per else noun.many
