"""Pairs of numbers that French and Spanish write tight: `15/20 min`, `1:16`, `4/j`, `4h21'13"`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, previous_word
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_RATIO = frozenset({"de", "d", "es", "est", "en"})
_OPPOSITES = (
    r"(?:int|ext|m[ií]n|m[áa]x|mini|maxi|nuit|jour|noche|d[ií]a|"
    r"extérieur|intérieur|exterior|interior)"
)
# "3/4 h" is a part of an hour, "7/8/20 h" are hours.
_FIRST_HOUR, _LAST_HOUR = 5, 24
_LARGEST_DENOMINATOR = 10
# What is used of all there is; pressures and temperatures have rules of their own.
_OF_ALL = re.compile(r"[kKMGT]i?[oB]|mmHg")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWords:
    """Words beside pairs of numbers.

    `estimated`: plural nouns of which a pair is an estimate ("2/3 fois", "2/3 min"), where a noun
    after a fraction would be in the singular or behind "de". Not hours: "3/4 h" is a part of one.
    `ratio_cues`: words near a ratio ("1:16"). `per_day`: short words behind a bare number and a
    slash ("4/j") -> their words. `about`: said before a time of unknown accuracy ("~4h30").
    """

    estimated: frozenset[str]
    ratio_cues: frozenset[str]
    per_day: dict[str, str]
    about: str


def rules(grammar: RomanceGrammar, words: PairWords) -> list[Rule]:
    """Make the rules; they come before those of fractions and of the clock."""
    number = grammar.format.unsigned
    unit = unit_pattern(grammar.language)
    nouns = "|".join(sorted(words.estimated, key=len, reverse=True))
    short = "|".join(map(re.escape, sorted(words.per_day, key=len, reverse=True)))
    return [
        Rule(
            "pair_of_measures",
            rf"(?<![\w.,/:])(?<!\d )(?P<pm_low>{number})\s?/\s?(?P<pm_high>{number})"
            rf"(?:\s?(?P<pm_unit>(?:{unit})(?:/(?:{unit}))?)(?![\w/'])|(?=\s(?P<pm_noun>{nouns})(?!\w)))",
            partial(_pair, grammar, words),
        ),
        # "1 o 2 tazas", "1-2 tasses": the first number agrees, too.
        Rule(
            "pair_of_few",
            r"(?<![\w.,:/+-])(?P<pf_first>[2-9]?1)(?P<pf_joiner>\s(?:a|o|u|ou|à)\s|\s?[-\u2013]\s?)"
            r"(?=(?P<pf_last>\d{1,3})\s(?P<pf_noun>[^\W\d_]{3,}[sx])(?!\w))",
            partial(_few, grammar),
        ),
        # "8/12/20 h": hours of a day, one after the other.
        Rule(
            "pair_hours",
            r"(?<![\w.,/:])(?P<ph_hours>\d{1,2}(?:/\d{1,2}){1,3})\s?h(?!\w)",
            partial(_hours, grammar),
        ),
        # "4-3-3", "1-0-1": single digits are no range.
        Rule(
            "single_digits",
            r"(?<![\w-])\d(?:-\d){2,4}(?![\w-]|[.,]\d)",
            lambda m: ", ".join(grammar.cardinal(int(digit)) for digit in m[0].split("-")),
        ),
        # "T ext. 4 °C / int. 19 °C": of opposites the slash is no "per".
        Rule(
            "measure_before_opposite",
            rf"(?<![\w.,])(?P<bo_number>[-\u2212]?\d+(?:,\d+)?)\s?(?P<bo_unit>°C?|%|[kM]?W|kWh)\s?/"
            rf"(?=\s(?i:{_OPPOSITES})(?!\w))",
            partial(_before_opposite, grammar),
        ),
        # "loi n° 2025-391": behind such a sign no range.
        Rule(
            "pair_number",
            r"(?:(?<=[nN]°)|(?<=[nN]°\s)|(?<=º)|(?<=º\s))"
            r"(?P<pn_first>\d{1,5})-(?P<pn_second>[1-9]\d{0,4})(?![\w-]|[.,]\d)",
            lambda m: ", ".join(grammar.code(m[name]) for name in ("pn_first", "pn_second")),
        ),
        Rule(
            "pair_ratio",
            rf"(?P<pr_cue>(?i:{'|'.join(sorted(words.ratio_cues))})\s[^.,:;!?\d]{{0,40}})"
            rf"(?P<pr_left>\d{{1,4}}):(?P<pr_right>{number})(?![\d:]|[.,]\d)",
            partial(_ratio, grammar),
            at_word=True,
        ),
        Rule(
            "pair_per_day",
            rf"(?<![\w.,/])(?P<pd_number>\d{{1,3}})\s?/\s?(?P<pd_per>{short})(?![\w/])",
            lambda m: f"{grammar.cardinal(int(m['pd_number']))} {words.per_day[m['pd_per']]}",
        ),
        Rule(
            "about_time",
            r"[~\u2248]\s?(?=\d{1,2}(?:\s?h|:[0-5]\d))",
            lambda _: f"{words.about} ",
        ),
        Rule(
            "race_time",
            r"(?<![\w.,:])(?P<rt_hours>\d{1,2})\s?h\s?(?P<rt_minutes>[0-5]?\d)'\s?"
            r"(?P<rt_seconds>[0-5]?\d)(?:''|\u2033|\")?(?!\w)",
            partial(_race_time, grammar),
        ),
        # "CAC 40 -0,38 %": a blank before the sign and none behind it, and decimals of a
        # percentage: a change, where a range would have blanks on both sides or none.
        Rule(
            "number_before_change",
            rf"(?<![\w.,:/])(?P<nc_number>{number})(?=\s[-\u2212]\d{{1,3}}[.,]\d+\s?%)",
            lambda m: grammar.number(grammar.format.parse(m["nc_number"])),
        ),
    ]


def _pair(grammar: RomanceGrammar, pair_words: PairWords, match: re.Match[str]) -> str | None:
    """Say a pair with a unit as an estimate, as a part of all, or as one after the other.

    Of small numbers only `estimated` nouns make no fraction ("2/3 L").
    """
    low, high = (grammar.format.parse(match[name]) for name in ("pm_low", "pm_high"))
    before, units = match.string[: match.start()], grammar.language.units
    rising = (low.whole, low.fraction) < (high.whole, high.fraction)
    near = rising and 2 * low.whole >= high.whole
    if match["pm_noun"]:
        return grammar.span(grammar.number(low), grammar.number(high), before) if near else None
    sign, _, per = match["pm_unit"].partition("/")
    if match["pm_unit"] in units:
        sign, per = match["pm_unit"], ""
    unit = units[sign]
    small = high.whole <= _LARGEST_DENOMINATOR and not low.fraction and not high.fraction
    estimated = unit.many in pair_words.estimated and low.whole > 1
    if low == high or (small and not (near and estimated)):
        return None
    measure = grammar.counted(high, unit, before)
    measure += f" {grammar.per(units[per])}" if per else ""
    measure += full_stop(grammar, match)
    first = grammar.number(low, unit.gender)
    if _OF_ALL.fullmatch(sign):
        words = grammar.language.words
        return f"{first} {words.out_of or words.over} {measure}" if rising else None
    # "à 1 000/1 200 m": the range's own word stands there.
    if near and previous_word(before).lower() not in grammar.language.range_words:
        return grammar.span(first, measure, before)
    return None if rising and not near else f"{first}, {measure}"


def _few(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    noun, language = match["pf_noun"], grammar.language
    near = previous_word(match.string[: match.start()]).lower()
    rises = int(match["pf_first"]) < int(match["pf_last"])
    counted = rises and near not in language.listed_things | language.numbered_things
    if not counted or noun.lower() in grammar.not_counted:
        return None
    if grammar.gender_of(noun) is not Gender.FEMININE:
        return None
    first = grammar.cardinal(int(match["pf_first"]), Gender.FEMININE)
    joiner = match["pf_joiner"]
    return first + (joiner if joiner.strip().isalpha() else f" {language.words.to} ")


def _hours(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    hours = [int(hour) for hour in match["ph_hours"].split("/")]
    if hours != sorted(set(hours)) or hours[-1] > _LAST_HOUR or hours[0] < _FIRST_HOUR:
        return None
    *others, last = hours
    feminine = (grammar.cardinal(hour, Gender.FEMININE) for hour in others)
    return ", ".join([*feminine, grammar.counted(Number(last), grammar.language.units["h"], "")])


def _before_opposite(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    number, unit = grammar.format.parse(match["bo_number"]), match["bo_unit"]
    return f"{grammar.counted(number, grammar.language.units[unit], '')},"


def _ratio(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`la proporción es de 1:16`, but "la relación sale a las 14:40"."""
    near = _WORD.findall(match["pr_cue"].lower())
    if len(near) > 1 and near[-1] not in _BEFORE_RATIO:
        return None
    left, right = (
        grammar.number(grammar.format.parse(match[name])) for name in ("pr_left", "pr_right")
    )
    return f"{match['pr_cue']}{left} {grammar.language.words.score} {right}"


def _race_time(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    parts = (("rt_hours", "h"), ("rt_minutes", "min"), ("rt_seconds", "s"))
    units = grammar.language.units
    return " ".join(
        grammar.counted(Number(int(match[name])), units[sign], "") for name, sign in parts
    )
