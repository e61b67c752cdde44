"""Codes and numerals that French, Italian, Portuguese and Spanish write alike.

Blood groups, number plates, scales of maps, numbers of laws, lists of Roman numerals.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Date, next_word, previous_word, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

_WORD = re.compile(r"[^\W\d_]+")
# The longer as long as a sentence grows before it is cut
_NEAR, _SENTENCE = 40, 300
_TEAMS_BEFORE = re.compile(
    r"(?<!\w)[A-ZÀ-Þ][\w.]+\s?[-\u2013]\s?[A-ZÀ-Þ][\w.]+(?:\s[A-ZÀ-Þ][\w.]+)?:?\s$"
)
_BEHIND_RESULT = words_of("al dopo nel con e aos após no com tras en après au avec et y")
_TEAM_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-Þ][a-zà-ÿ]+\s$")
_TEAM_AFTER = re.compile(r"\s[A-ZÀ-Þ][a-zà-ÿ]")
_BLOOD = words_of(
    "sang sanguin sanguins sangue sangre grupo grupos groupe groupes gruppo gruppi rh factor fator"
)
_SCALE = (
    r"(?:[eé]scala|[éÉ]chelle|[sS]cala|[eE]scala|[rR]atio|[rR]apport|[rR]apporto|[pP]roporción"
    # What is mixed: "diluer à 1:10".
    r"|[dD]ilu[^\W\d_]+)"
)
_ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
# No zone of the clock is a number plate: "UTC-5".
_NO_CODES = frozenset({"UTC", "GMT", "CET", "CEST", "PM"})
_UPPER = re.compile(r"[A-Z]+")
_MONTHS = 12
_FEW = 20


def rules(grammar: RomanceGrammar) -> list[Rule]:
    """`O-`, `GB-482-XK`, `1:25 000`, `39/2015`, `siglos XVI y XVII`."""
    joiners = "|".join((*grammar.language.joiners, *grammar.language.range_words, "al"))
    return [
        Rule(
            "romance_blood",
            r"(?<!\w)(?P<bl_group>AB|[ABO0])(?P<bl_sign>[-\u2212+])(?![\w-])",
            partial(_blood, grammar),
        ),
        Rule(
            "romance_plate",
            r"(?<![\w-])(?:[A-Z]{1,4}-\d{1,6}|\d{1,4}-[A-Z]{1,3}-\d{1,4})(?:-[A-Z\d]{1,6})?(?![\w-]|[.,:]\d)",
            partial(_plate, grammar),
        ),
        Rule(
            "romance_match",
            r"(?<![\w.,/+-])(?P<ma_left>\d{1,2})\s?[-\u2013]\s?(?P<ma_right>\d{1,2})(?![\w/-]|[.,:]\d|\s?[%°€$])",
            partial(_match_result, grammar),
        ),
        Rule(
            "romance_scale",
            rf"(?P<sc_cue>{_SCALE}:?\s(?:(?:d[eiu]|à|al?|en|em)\s)?)(?P<sc_left>\d{{1,4}})\s?:\s?(?P<sc_right>{grammar.format.unsigned})",
            partial(_scale, grammar),
            at_word=True,
        ),
        Rule(
            "romance_of_year",
            r"(?<![\w/.,])(?P<oy_number>\d{1,5})/(?P<oy_year>(?:19|20)\d\d)(?![\w/]|[.,]\d)",
            partial(_of_year, grammar),
        ),
        Rule(
            "romance_rate_of",
            rf"(?<=[a-zà-ÿ.])/(?P<ra_all>{grammar.format.unsigned})"
            rf"(?:\s?(?P<ra_unit>{unit_pattern(grammar.language)})(?!\w)|(?![\w/]|[.,]\d))",
            partial(_rate_of, grammar),
        ),
        Rule(
            "romance_price_for",
            r"(?<=[€$£])/(?=\d{1,3}\s?(?:min|h|km|k?g|[mc]?l|L|m[²³]?)(?!\w))",
            lambda _: f" {grammar.every} ",
        ),
        Rule(
            "romance_millions_of",
            rf"(?P<mu_of>d[ei]\s)(?P<mu_unit>{unit_pattern(grammar.language)})(?![\w/'])",
            partial(_millions_of, grammar),
            at_word=True,
        ),
        # "10 mil km", "10 mila km", "mille km"
        Rule(
            "romance_thousands_of",
            r"(?:(?<=\bmil\s)|(?<=\dmil\s)|(?<=mila\s)|(?<=\bmille\s))"
            r"(?P<to_unit>k[mg]|m|kWh?|MWh|W|t|[lL]|m[²³]|ha)(?![\w/'])",
            lambda m: grammar.language.units[m["to_unit"]].many + full_stop(grammar, m),
            at_word=True,
        ),
        Rule(
            "romance_lap",
            r"(?<![\w.,:])(?P<la_minutes>\d{1,2}):(?P<la_seconds>[0-5]\d[.,](?!000)\d{1,3})(?![\d:])",
            partial(_lap, grammar),
        ),
        Rule(
            "romance_degrees",
            r"(?<![\w/.,])(?P<rg_low>[-\u2212]?\d{1,2})\s?/\s?(?P<rg_high>[-\u2212+]?\d{1,2})(?=\s?°)",
            partial(_degrees, grammar),
        ),
        Rule(
            "romance_romans",
            rf"(?P<rm_cue>[^\W\d_]{{3,}}|s\.|sec\.|séc\.|cap\.|art\.)\s"
            rf"(?P<rm_list>{_ROMAN}(?:(?:,\s|\s?[-\u2013/]\s?|,?\s(?:{joiners})\s){_ROMAN}(?![\w']))+)",
            partial(_romans, grammar),
            at_word=True,
        ),
    ]


def _match_result(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`Juventus-Inter 1-2`: between or behind two names, or where a match is spoken of."""
    text, start = match.string, match.start()
    before, after = text[max(0, start - _SENTENCE) : start], text[match.end() :]
    following = next_word(after)
    ends = not following or following in _BEHIND_RESULT
    named = _TEAMS_BEFORE.search(before) is not None and ends
    between = _TEAM_BEFORE.search(before) is not None and _TEAM_AFTER.match(after) is not None
    words = {word.lower() for word in _WORD.findall(before)}
    spoken_of = ends and not grammar.match_cues.isdisjoint(words)
    if not (named or between or spoken_of):
        return None
    left, right = (grammar.cardinal(int(match[name])) for name in ("ma_left", "ma_right"))
    return f"{left} {grammar.language.words.score} {right}"


def _blood(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`O-` behind a word for blood: elsewhere the hyphen stands for nothing."""
    near = match.string[max(0, match.start() - _NEAR) : match.start()].lower()
    if _BLOOD.isdisjoint(_WORD.findall(near)):
        return None
    group = match["bl_group"]
    spoken = grammar.cardinal(0) if group == "0" else " ".join(group)
    words = grammar.language.words
    return f"{spoken} {words.plus if match['bl_sign'] == '+' else words.minus}"


def _scale(grammar: Grammar, match: re.Match[str]) -> str:
    left = grammar.cardinal(int(match["sc_left"]))
    right = grammar.number(grammar.format.parse(match["sc_right"]))
    return f"{match['sc_cue']}{left} {grammar.language.words.score} {right}"


def _plate(grammar: Grammar, match: re.Match[str]) -> str | None:
    parts = match[0].split("-")
    if parts[0] in _NO_CODES or parts[0] in grammar.language.acronym_words:
        return None
    return " ".join(
        " ".join(part) if _UPPER.fullmatch(part) else grammar.code(part) if part.isdigit() else part
        for part in parts
    )


def _of_year(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`39/2015` is a law of that year, `05/2027` a month."""
    written, year = match["oy_number"], int(match["oy_year"])
    before = match.string[: match.start()]
    number = int(written)
    # Behind a colon no law is numbered: "validade: 12/2026".
    is_month = written[0] == "0" or before.rstrip().endswith(":")
    is_month = is_month or previous_word(before).lower() in grammar.month_cues
    if is_month and 0 < number <= _MONTHS:
        return grammar.date(Date(number, None, year), before)
    return f"{grammar.cardinal(number)}{grammar.of_year}{grammar.year(year)}"


def _rate_of(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`214 casos/100.000 hab.`, `2 Français/3`: so many of all."""
    before = match.string[: match.start()]
    if not grammar.is_count(before):
        return None
    number = grammar.format.parse(match["ra_all"])
    words = grammar.language.words
    joiner = (words.out_of or words.over) if number.whole <= _FEW else grammar.per_many
    unit = match["ra_unit"]
    if unit == "h":
        joiner = grammar.every
    if unit:
        counted = grammar.counted(number, grammar.language.units[unit], "")
        return f" {joiner} {counted}{full_stop(grammar, match)}"
    return f" {joiner} {grammar.number(number)}"


def _millions_of(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`57,9 millones de km`: behind a large number the unit is a word."""
    if previous_word(match.string[: match.start()]) not in grammar.language.magnitudes:
        return None
    many = grammar.language.units[match["mu_unit"]].many
    return f"{match['mu_of']}{many}{full_stop(grammar, match)}"


def _degrees(grammar: Grammar, match: re.Match[str]) -> str:
    """`4/12 °C` is a range, `18/7 °C` the highest and the lowest."""
    first, second = (
        grammar.format.parse(match[name].removeprefix("+")) for name in ("rg_low", "rg_high")
    )
    rises = bool(first.sign) or (not second.sign and first.whole <= second.whole)
    low, high = grammar.number(first), grammar.number(second)
    return grammar.span(low, high, match.string[: match.start()]) if rises else f"{low}, {high}"


def _lap(grammar: Grammar, match: re.Match[str]) -> str:
    """`1:26.983` is a time of a race."""
    units = grammar.language.units
    minutes = grammar.counted(Number(int(match["la_minutes"])), units["min"], "")
    return (
        f"{minutes} {grammar.number(grammar.format.parse(match['la_seconds'].replace('.', ',')))}"
    )


def _romans(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`siglos XVI y XVII`, `capítulos I-III`: each numeral as behind the word alone."""
    language = grammar.language
    written = match["rm_cue"]
    cue = written.lower()
    singular = grammar.singular_cue(cue)
    century = singular in language.century_words
    if not century and singular not in language.roman_cues:
        return None

    def say(numeral: re.Match[str]) -> str:
        value = roman_value(numeral[0])
        rank = grammar.regnal(singular, value) if century else None
        return rank or grammar.cardinal(value)

    to = f" {language.words.to} "
    listed = re.sub(r"\s?[-\u2013]\s?", to, match["rm_list"]).replace("/", ", ")
    spoken = re.sub(rf"(?<!\w){_ROMAN}(?!\w)(?<=\w)", say, listed)
    whole = grammar.short_cues.get(cue, written)
    return f"{whole} {spoken}"
