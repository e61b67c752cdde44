"""Products, sizes and differences: "2x250 g", "9x13", "4x/day", "7 - 3 = 4"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import next_word, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.references import is_amount
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

# "9x13", "10x12 ft"; "2x250 g", "2x15 reps" and "3x4=12" are times.
_SIZES = re.compile(
    r"(?:\d+(?:\.\d+)?x\d+(?:\.\d+)?(?:x\d+)?|\d{3,4}\s?[x\u00d7]\s?\d{3,4})"
    r"(?:\s?(?:in|ft|cm|mm|m|yd|px)\b|-|(?![\w^=]|[.,]\d|\s?(?:[=+]|k?gr?\b|m?g\b|m?[lL]\b|oz\b|lbs?\b|"
    r"[cd]l\b|[GMTk]?B\b|k?W\b|V\b|m?Ah?\b|min|se[ck]|h\b|St(?:ü|k|c)|stuks|pi[eè]|pe[zçc]|pcs?\b|pz|pack|tab|comp|cap|kap|pill|r[eé]p|ripet|herh|Wiederh|Wdh|sets?\b|AA|squat|push|sit-?up|lunge|crunch|burpee|Kniebeug|Liegest|opdruk|pompe|abdo|traction"
    r"|sentadill|flexi|flessi|addominal|abdomina|agachament)))"
)
# How long a medicine is taken, in the languages of the project.
_TIMES = words_of(
    "days weeks months hours minutes tage wochen monate stunden minuten dagen weken maanden uur "
    "jours semaines mois heures minutes días semanas meses horas minutos giorni settimane mesi ore "
    "minuti dias"
)
# "1 cp x 5 dias": for so long.
_FOR = {
    "de": "für", "en": "for", "es": "durante", "fr": "pendant", "it": "per", "nl": "voor",
    "pt": "por",
}  # fmt: skip
# "1x 500 mg", but "1 x 5 = 5"
_MEASURED = re.compile(r"\s\d+(?:[.,]\d+)?(?!\s?[=.,\d])")


def early_rules(grammar: Grammar) -> list[Rule]:
    """Make the rule before those of letters with digits."""
    return [
        Rule(
            "times_behind",
            # "milk x3", "x2 faster", "(x3)"; "y = x 2" is none.
            r"[xX\u00d7](?:(?<=[^\W\d_]{2}\s.)|(?<=\b[éè]\s.)|(?<=[)\u2033%]\s.)|(?<=\(.)|(?<=^.))\s?(?P<tb_number>\d{1,3})"
            r"(?!\w|[.,:]\d|\s?[-+=^\d])(?P<tb_word>\s(?=[^\W\d_]))?",
            partial(_times_behind, grammar),
            at_word=True,
        ),
        # "4\u00d7AA batteries"
        Rule(
            "times_glued",
            r"(?<![\w.,])(?P<tg_number>\d{1,3})\u00d7(?=[^\W\d_]{2})",
            partial(_glued, grammar),
        ),
    ]


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
    """`3 x 4`, `9x13`, `10x`, `5-7x`: multiplied, by its sides, or so many times."""
    number, text = grammar.format.parse(match["product_number"]), match.string
    before, behind = text[: match.start()], text[match.end() :].lstrip()[:1]
    words = grammar.language.words
    once = number.is_one and match[0][0].isdigit() and _MEASURED.match(text, match.end())
    # Italian and Spanish multiply by another word than they count: "2 \u00d7 lato".
    calculated = behind.isalpha() and _times_word(grammar) != words.times
    if not (behind.isdigit() or calculated or number.sign) or once:
        spoken = _so_many(grammar, number)
    else:
        sized = words.by and _SIZES.match(text, match.start("product_number"))
        spoken = f"{grammar.number(number)} {words.by if sized else words.times}"
    if match["product_from"]:
        first = grammar.number(grammar.format.parse(match["product_from"]))
        spoken = grammar.span(first, spoken, before)
    return f"{spoken} "


def _so_many(grammar: Grammar, number: Number) -> str:
    if not number.fraction:
        return grammar.times(number.whole)
    return f"{grammar.number(number)} {_times_word(grammar)}"


def _times_word(grammar: Grammar) -> str:
    """Return the word of "two times"; German "zweimal" has none."""
    return grammar.times(2).partition(" ")[2] or grammar.language.words.times


def _times_behind(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`milk x3` is "times three"; before a word ("x2 faster") it is how often or how much."""
    number, word = int(match["tb_number"]), next_word(match.string[match.end() :])
    language = grammar.language
    gap = match["tb_word"] or ""
    after = match.string[match.end() - len(gap) :]
    if gap and word.lower() in _TIMES:
        return f"{_FOR[language.code]} {grammar.bare_number(Number(number), '', after)}{gap}"
    # "2 m x 60 cm"
    if gap and (word in language.units or is_amount(language, after)):
        return None
    if gap and word.lower() not in language.joiners:
        return grammar.times(number) + gap
    return f"{language.words.times} {grammar.cardinal(number)}{gap}"


def _glued(grammar: Grammar, match: re.Match[str]) -> str:
    """German and Dutch count so with "mal" and "keer"."""
    number, after = Number(int(match["tg_number"])), match.string[match.end() :]
    if grammar.language.code in {"de", "nl"}:
        return f"{grammar.times(number.whole)} "
    return f"{grammar.bare_number(number, '', f' {after}')} "


def _minus(grammar: Grammar, match: re.Match[str]) -> str:
    first = grammar.number(grammar.format.parse(match["minus_from"]))
    second = grammar.number(grammar.format.parse(match["minus_to"]))
    return f"{first} {grammar.language.words.minus} {second}"
