"""Measures and signs that French, Italian, Portuguese and Spanish write alike.

Inches, seconds of a pause, ways of the wind, thousands of euros, draws, episodes.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Date, Gender, previous_word, words_of
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

_PAUSE_BEHIND = re.compile(
    r"\sd[ei]\s(?:paus[ae]|recupero|riposo|repos|descanso|intervalo|plank|prancha)"
)
_PAUSES = words_of(
    "pausa pause recupero riposo repos descanso intervalo plank planche gainage plancha prancha "
    "rec desc ritardo délai retardo atraso"
)
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 40
# Before the size of clothes or shoes.
_CLOTHES = (
    r"tailles?|pointures?|(?:taille|m|s|l|xl)\s(?:ou\s)?(?:du|en)|tallas?|taglia|taglie|numer[oi]|"
    r"tamanhos?|números?|scarpe|chaussures|zapatos|zapatillas"
)

_COUNTED = re.compile(r"(?<![\w.,/])\d+\s?([^\W\d_]+)\s$")


def rules(grammar: RomanceGrammar) -> list[Rule]:
    """`27''`, `30'' de pause`, `45° N`, `28-32 k€`, `4 - 11 - 23`, `1x03`, `1º/7`."""
    language, winds = grammar.language, alternatives(grammar.winds)
    return [
        # "30\" di pausa", "plank 3x45\"": of a pause no inches.
        Rule(
            "romance_pause",
            r"(?:(?<![\w.,:/'])|(?<=\d[xX\u00d7])|(?<=\d\s[xX\u00d7]\s))(?P<pa_seconds>\d{1,3})"
            r"(?:\u2033|''|\")(?!\w)",
            partial(_pause, grammar),
        ),
        # "9''80", "12\"4": the time of a sprint.
        Rule(
            "romance_hundredths",
            r"(?<![\w.,:/'])(?<!'\s)(?P<hu_seconds>\d{1,2})(?:\u2033|''|\")(?P<hu_rest>\d{1,3})(?!\w|[.,]\d)",
            lambda m: (
                grammar.counted(Number(int(m["hu_seconds"])), language.units["s"], "")
                + f" {grammar.code(m['hu_rest'])}"
            ),
        ),
        # "Monitor 27''": seconds have minutes before them.
        Rule(
            "romance_inches",
            r"(?<![\w.,:/'])(?<!'\s)(?P<in_number>\d{1,2}(?:[.,]\d)?)''(?!\w)",
            lambda match: grammar.counted(
                grammar.format.parse(match["in_number"]), language.units["\u2033"], ""
            ),
        ),
        # "45,76° N", "a 3 km SO di Amatrice"
        Rule(
            "romance_way",
            rf"(?:(?<=\d°)|(?<=\d°\s)|(?<='\s)|(?<=\u2033\s))(?:{winds})(?![\w'])"
            rf"|(?:{winds})(?=\sd[aeio]\s)"
            r"(?:(?<=\dkm\s.)|(?<=\dkm\s..)|(?<=\d\skm\s.)|(?<=\d\skm\s..))",
            lambda match: grammar.winds[match[0]],
            at_word=True,
        ),
        # "à 120 km au S de Naples"
        Rule(
            "romance_way_of",
            rf"(?:(?<=\b[aA]u )|(?<=\b[aA]l )|(?<=à l'))(?:{winds})(?=\s(?:d[eu]l?\s|d'))",
            lambda match: grammar.winds[match[0]],
            at_word=True,
        ),
        # "plaquettes 245 000/mm³"
        Rule(
            "romance_per_volume",
            r"(?<=\d)\s?/\s?(?P<pv_unit>mm³|[mdµ][lL])(?!\w)",
            lambda match: f" {grammar.per(language.units[match['pv_unit']])}",
        ),
        # "D+ 540 m, D- 530 m": meters up and down.
        Rule(
            "romance_down",
            r"(?<!\w)D\s?[-\u2212]\s?(?=\d{1,4}\s?m(?!\w))",
            lambda _: f"D {language.words.minus} ",
        ),
        # "12 ans ½", but "2 comprimés 1/2 h avant"
        Rule(
            "romance_half_behind",
            r"(?:½|1/2)(?![\w/])(?=\s?[.,;:!?)]|\s?$|\s(?:et|y|e|à|a)(?!\w))",
            partial(_half_behind, grammar),
        ),
        Rule(
            "romance_clothes",
            rf"(?P<cl_word>(?i:{_CLOTHES})\s(?:EU\s)?)(?P<cl_from>[2-6]\d)/(?P<cl_to>[2-6]\d)(?![\w/]|[.,]\d)",
            partial(_clothes, grammar),
            at_word=True,
        ),
        Rule(
            "romance_thousands_of_euros",
            r"(?<![\w.,-])(?P<te_from>\d{1,3})\s?[-\u2013]\s?(?P<te_to>\d{1,3})\s?[kK]\s?€"
            rf"(?:\s?/\s?(?P<te_per>{'|'.join(grammar.rate_words)})(?!\w))?",
            partial(_thousands_of_euros, grammar),
        ),
        # "1/4 de l"
        Rule(
            "romance_part_of",
            rf"(?<=\d/\d\sd[ei]\s)(?P<po_unit>{unit_pattern(language)})(?![\w.])",
            lambda match: language.units[match["po_unit"]].one,
            at_word=True,
        ),
        # "4 - 11 - 23": the numbers of a draw; results have two.
        Rule(
            "romance_draw",
            r"(?<![\w.,-])(?P<dr_numbers>\d{1,2}(?:\s[-\u2013]\s\d{1,2}){2,9}"
            r"|(?!0)\d{1,2}(?:-(?!0)\d{1,2}){4,9})(?![\w-]|\s[-\u2013]|[.,:]\d)",
            lambda match: ", ".join(
                grammar.cardinal(int(number)) for number in re.findall(r"\d+", match["dr_numbers"])
            ),
        ),
        # "1x03": nothing is multiplied by a padded number.
        Rule(
            "romance_padded_episode",
            r"(?<![\w.,])(?P<pe_season>\d{1,2})[x\u00d7](?P<pe_episode>0\d)(?!\w|[.,]\d)",
            partial(_padded_episode, grammar),
        ),
        Rule(
            "romance_divided",
            r"/\s?(?=\d{1,6}(?:,\d{1,3})?\s?=)(?:(?<=\d\s/)|(?<=\d/)|(?<=\d\s/\s)|(?<=\d/\s))",
            lambda _: f" {language.words.divided_by} ",
        ),
        # "nov./2025", "nov/25"
        Rule(
            "romance_month_of_year",
            rf"(?P<my_month>{alternatives((*language.months, *language.month_abbreviations))})\.?/"
            r"(?P<my_year>20\d\d|[2-4]\d)(?![\w/]|[.,]\d)",
            partial(_month_of_year, grammar),
            at_word=True,
        ),
        # "1º/7/1994"
        Rule(
            "romance_first",
            r"(?<![\w.,:/'])1[º°]/(?P<fi_month>1[0-2]|0?[1-9])(?:/(?P<fi_year>\d{4}|\d\d))?(?![\w/]|[.,]\d)",
            partial(_first_of_month, grammar),
        ),
    ]


def _month_of_year(grammar: Grammar, match: re.Match[str]) -> str:
    name, language = match["my_month"], grammar.language
    month = language.month_abbreviations.get(name) or language.months.index(name) + 1
    year = full_year(match["my_year"]) if len(match["my_year"]) == 2 else int(match["my_year"])  # noqa: PLR2004 - digits
    return grammar.date(Date(month, None, year), match.string[: match.start()])


def _pause(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`60"` beside a word for a pause or an exercise are seconds."""
    text = match.string
    before = _WORD.findall(text[max(0, match.start() - _NEAR) : match.start()].lower())
    if _PAUSE_BEHIND.match(text, match.end()) is None and _PAUSES.isdisjoint(before[-3:]):
        return None
    return grammar.counted(Number(int(match["pa_seconds"])), grammar.language.units["s"], "")


def _half_behind(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    counted = _COUNTED.search(match.string[max(0, match.start() - _NEAR) : match.start()])
    if counted is None:
        return None
    noun, language = counted[1], grammar.language
    unit = language.units.get(noun)
    feminine = (unit.gender if unit else grammar.gender_of(noun)) is Gender.FEMININE
    return f"{language.words.and_} {grammar.halves[feminine]}"


def _clothes(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`taille 38/40` is one size with two numbers, "du 19/20" a mark or a day."""
    first, last = int(match["cl_from"]), int(match["cl_to"])
    if last - first not in {1, 2, 4}:
        return None
    return f"{match['cl_word']}{grammar.cardinal(first)} {grammar.cardinal(last)}"


def _thousands_of_euros(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`28-32 k€/an`: the thousands belong to both."""
    first, last = (
        grammar.cardinal(number) for number in (int(match["te_from"]), 1000 * int(match["te_to"]))
    )
    span = grammar.span(first, last, match.string[: match.start()])
    per = f" {grammar.rate_words[match['te_per']]}" if match["te_per"] else ""
    return f"{span} {grammar.language.currencies['€'].major.many}{per}"


def _padded_episode(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`Episodio 1x03` is "Episodio tres, temporada uno"."""
    season, episode = grammar.language.words.season, grammar.language.words.episode
    first, second = (grammar.cardinal(int(match[name])) for name in ("pe_season", "pe_episode"))
    near = previous_word(match.string[: match.start()]).lower()
    if near in grammar.episode_names:
        return f"{second}, {season} {first}"
    return f"{season} {first}, {episode} {second}"


def _first_of_month(grammar: Grammar, match: re.Match[str]) -> str:
    year = full_year(match["fi_year"]) if match["fi_year"] else None
    return grammar.date(Date(int(match["fi_month"]), 1, year), match.string[: match.start()])
