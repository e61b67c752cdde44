"""Products, sizes and differences: "2x250 g", "9x13", "4x/day", "7 - 3 = 4"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

# "9x13", "10x12 ft"; "2x250 g", "2x15 reps" and "3x4=12" are times.
_SIZES = re.compile(
    r"(?:\d+(?:\.\d+)?x\d+(?:\.\d+)?(?:x\d+)?|\d{3,4}\s?[x\u00d7]\s?\d{3,4})"
    r"(?:\s?(?:in|ft|cm|mm|m|yd|px)\b|-|(?![\w^=]|[.,]\d|\s?(?:[=+]|k?gr?\b|m?g\b|m?[lL]\b|oz\b|lbs?\b|"
    r"[GMTk]?B\b|k?W\b|V\b|m?Ah?\b|min|se[ck]|h\b|St(?:ü|k|c)|stuks|pi[eè]|pe[zçc]|pcs?\b|pz|pack|tab|comp|cap|kap|pill|r[eé]p|ripet|herh|Wiederh|Wdh|sets?\b|AA)))"
)


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for numbers that are multiplied or taken away; before those for ranges."""
    signed, unsigned = grammar.format.signed, grammar.format.unsigned
    return [
        Rule(
            "times_per",
            # "4x/day", "2-3x/day", "3x/24h"
            r"(?<![\w.,])(?:(?P<tp_from>\d{1,3})\s?[-\u2013]\s?)?(?P<tp_number>\d{1,3})\s?[xX\u00d7]"
            r"\s?/\s?(?:(?P<tp_count>\d{1,3})\s?)?(?P<tp_word>[^\W\d_]+\.?)",
            partial(_times_per, grammar),
        ),
        Rule(
            "product",
            # "5-7x faster", but "2x + 1 = 7"
            rf"(?:(?P<product_from>{signed})\s?[-\u2013]\s?)?(?P<product_number>{signed})"
            r"(?:\s?[X\u00d7*]|\sx|x(?!\s?[-+=\u2212²³^]))(?=\s?\d|(?!\w))",
            partial(_product, grammar),
        ),
        Rule(
            "minus",
            rf"(?P<minus_from>{signed})\s(?:-|\u2013)\s(?P<minus_to>{unsigned})(?=\s?=)",
            partial(_minus, grammar),
        ),
    ]


def _times_per(grammar: Grammar, match: re.Match[str]) -> str:
    language, word = grammar.language, match["tp_word"].removesuffix(".")
    unit = language.units.get(word)
    name = language.per_words.get(word) or (unit.one if unit else word)
    times = grammar.times(int(match["tp_number"]))
    if match["tp_from"]:
        first = grammar.cardinal(int(match["tp_from"]))
        times = grammar.span(first, times, match.string[: match.start()])
    if match["tp_count"]:
        count = Number(int(match["tp_count"]))
        name = grammar.counted(count, unit, "") if unit else f"{grammar.number(count)} {word}"
    return f"{times} {language.words.per} {name}{full_stop(grammar, match)}"


def _product(grammar: Grammar, match: re.Match[str]) -> str:
    spoken = grammar.number(grammar.format.parse(match["product_number"]))
    if match["product_from"]:
        first = grammar.number(grammar.format.parse(match["product_from"]))
        spoken = grammar.span(first, spoken, match.string[: match.start()])
    words = grammar.language.words
    sized = words.by and _SIZES.match(match.string, match.start("product_number"))
    return f"{spoken} {words.by if sized else words.times} "


def _minus(grammar: Grammar, match: re.Match[str]) -> str:
    first = grammar.number(grammar.format.parse(match["minus_from"]))
    second = grammar.number(grammar.format.parse(match["minus_to"]))
    return f"{first} {grammar.language.words.minus} {second}"
