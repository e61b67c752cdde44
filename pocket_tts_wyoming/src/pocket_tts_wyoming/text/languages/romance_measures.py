"""Measures and signs that French, Italian, Portuguese and Spanish write alike.

Inches, seconds of a pause, ways of the wind, thousands of euros, draws, episodes.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Date, previous_word, words_of
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
    "ritardo délai retardo atraso"
)
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 40


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
            r"(?<![\w.,-])(?P<dr_numbers>\d{1,2}(?:\s[-\u2013]\s\d{1,2}){2,9})(?![\w-]|\s[-\u2013]|[.,:]\d)",
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
        # "1º/7/1994"
        Rule(
            "romance_first",
            r"(?<![\w.,:/'])1[º°]/(?P<fi_month>1[0-2]|0?[1-9])(?:/(?P<fi_year>\d{4}|\d\d))?(?![\w/]|[.,]\d)",
            partial(_first_of_month, grammar),
        ),
    ]


def _pause(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`60"` beside a word for a pause or an exercise are seconds."""
    text = match.string
    before = _WORD.findall(text[max(0, match.start() - _NEAR) : match.start()].lower())
    if _PAUSE_BEHIND.match(text, match.end()) is None and _PAUSES.isdisjoint(before[-3:]):
        return None
    return grammar.counted(Number(int(match["pa_seconds"])), grammar.language.units["s"], "")


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
