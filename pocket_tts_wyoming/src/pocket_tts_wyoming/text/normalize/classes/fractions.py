"""Fractions, marks out of a best one, blood pressure."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import next_word, previous_words, words_of
from pocket_tts_wyoming.text.languages.words import OF_WORDS
from pocket_tts_wyoming.text.normalize.classes.units import VULGAR
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_SMALLEST_PRESSURE = 40
_BEST_MARKS = frozenset({5, 10, 100})
# A part of something, or a fraction that is said to be something.
_PARTITIVES = OF_WORDS | words_of("the and und en et e y is was sind ist are est es è é")
_CALCULATED = re.compile(r"\s?[+=\u00d7*\u2212]\s?[\d(a-z]")


def rules(grammar: Grammar) -> list[Rule]:
    """`½`, `3/4`, `4,5/5`, `120/80`."""
    marks = re.escape(grammar.language.group_marks)
    grouped = rf"\d{{1,3}}(?:[{marks}]\d{{3}})+"
    return [
        Rule(
            "progress",
            # Steps of a day: "7,812/10,000"
            rf"(?<![\w/.,])(?P<pg_part>{grouped}|\d{{1,3}})\s?/\s?(?P<pg_all>{grouped})(?![\w/]|[.,]\d)",
            partial(_progress, grammar),
        ),
        Rule(
            "vulgar_fraction",
            rf"(?:(?P<vf_whole>\d+)\s?)?(?P<vf_sign>[{''.join(VULGAR)}])",
            partial(_vulgar, grammar),
        ),
        Rule(
            "fraction",
            r"(?<![\w/.,])(?:(?P<fr_whole>\d+)\s)?(?P<fr_top>\d{1,3})/(?P<fr_bottom>\d{1,3})(?![\w/]|[.,]\d)",
            partial(_fraction, grammar),
        ),
        Rule(
            "out_of",
            r"(?<![\w/.,])(?P<oo_number>\d{1,3}[.,]\d{1,2})\s?/\s?(?P<oo_all>\d{1,3})(?![\w/]|[.,]\d|\s?[kMG]?Hz)",
            partial(_out_of, grammar),
        ),
    ]


def _vulgar(grammar: Grammar, match: re.Match[str]) -> str | None:
    sign = match["vf_sign"]
    fraction = grammar.language.fractions.get(sign) or grammar.fraction(*VULGAR[sign])
    if fraction is None:
        return None
    return _mixed(grammar, match["vf_whole"], fraction)


def _mixed(grammar: Grammar, whole: str | None, fraction: str) -> str:
    if whole is None:
        return fraction
    return grammar.mixed(int(whole), fraction)


def _fraction(grammar: Grammar, match: re.Match[str]) -> str | None:
    top, bottom = int(match["fr_top"]), int(match["fr_bottom"])
    near = previous_words(match.string[: match.start()])[1].lower()
    weekdays = grammar.language.weekdays
    if near in weekdays or near.capitalize() in weekdays:
        return f"{grammar.cardinal(top)}, {grammar.cardinal(bottom)}"
    named = f"{top}/{bottom}" in grammar.language.fractions  # "60/40"
    if top > bottom >= _SMALLEST_PRESSURE and match["fr_whole"] is None and not named:
        # "120/80": no fraction is written like that.
        return f"{grammar.cardinal(top)} {grammar.language.words.over} {grammar.cardinal(bottom)}"
    # As a factor in a calculation.
    if top > bottom and _CALCULATED.match(match.string, match.end()):
        divided = grammar.language.words.divided_by
        return f"{grammar.cardinal(top)} {divided} {grammar.cardinal(bottom)}"
    # "rated 4/5": a mark, where nothing follows that it could be a part of ("8/10 for me").
    after = next_word(match.string[match.end() :]).lower()
    words = grammar.language.sentence_words
    part_of = after and (after in _PARTITIVES or after not in words.starters | words.conjunctions)
    # "step 4/7", "part 1/2"
    counted = near in grammar.language.numbered_things and top <= bottom
    # "11/10" praises, "25/5" are minutes of work and of a break.
    best = bottom in _BEST_MARKS and top < 2 * bottom
    mark = (best and not part_of and not named) or counted
    if (mark and match["fr_whole"] is None) or not top:
        return _out_of_all(grammar, grammar.cardinal(top), bottom)
    fraction = grammar.fraction(top, bottom)
    if fraction is not None:
        return _mixed(grammar, match["fr_whole"], fraction)
    return (
        None
        if match["fr_whole"]
        else f"{grammar.cardinal(top)} {grammar.language.words.slash} {grammar.cardinal(bottom)}"
    )


def _progress(grammar: Grammar, match: re.Match[str]) -> str:
    number = grammar.number(grammar.format.parse(match["pg_part"]))
    return _out_of_all(grammar, number, grammar.format.parse(match["pg_all"]).whole)


def _out_of(grammar: Grammar, match: re.Match[str]) -> str:
    """`4,5/5`: a mark out of its best."""
    number = grammar.number(grammar.format.parse(match["oo_number"]))
    return _out_of_all(grammar, number, int(match["oo_all"]))


def _out_of_all(grammar: Grammar, number: str, best: int) -> str:
    words = grammar.language.words
    return f"{number} {words.out_of or words.over} {grammar.cardinal(best)}"
