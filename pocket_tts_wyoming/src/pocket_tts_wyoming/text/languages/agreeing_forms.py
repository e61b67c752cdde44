"""Written forms that Italian and Portuguese share: lengths of time, pairs, ranks, short days."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, next_word, previous_word, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.languages.agreeing import AgreeingGrammar

_DURATION_UNITS: Mapping[str, str] = {
    "d": "d", "g": "d", "h": "h", "m": "min", "min": "min", "mins": "min", "s": "s", "sec": "s",
    "seg": "s",
}  # fmt: skip
_PART = re.compile(r"(\d+)\s?([a-z]+)")
# Behind these the number of a document has its year: "Lei 8.078/90", "sent. n. 12/24".
_LAWS = words_of(
    "legge lei decreto sentenza sentença dlgs dpr circolare direttiva ordinanza delibera "
    "resolução portaria regulamento diretiva mp pec medida complementar legislativo"
)
_LAW_CHARACTERS = 30
_WORD = re.compile(r"[^\W\d_]+")
# "9-13 e 15-18"
_HOURS_BEFORE = re.compile(r"\d\s?[-\u2013]\s?\d{1,2}(?::\d\d)?\s?(?:e|/|,)\s?$")
_HALF, _OF_HALVES = 1, 2
_DAY_HOURS = 24
_SMALL_LETTERS = 3


def rules(grammar: AgreeingGrammar) -> list[Rule]:
    """`1h20min`, `25/30 min`, `2a edizione`, `sáb 9h`, `norte/sul`, `n. 4521/26`, `€ -5`."""
    language = grammar.language
    unit = "|".join(sorted(_DURATION_UNITS, key=len, reverse=True))
    days = "|".join((*grammar.weekdays, *map(str.capitalize, grammar.weekdays)))
    signs = "|".join(map(re.escape, sorted(language.currencies, key=len, reverse=True)))
    months = "|".join((*language.months, *language.month_abbreviations))
    ways = "|".join(sorted({way for way in grammar.winds.values() if "-" not in way} | {"este"}))
    counted = "|".join(sorted(grammar.pairs_of, key=len, reverse=True))
    return [
        Rule(
            "agreeing_race",
            r"(?<![\w.,:/])(?P<rc_hours>\d{1,2})\s?h\s?(?P<rc_minutes>\d{1,2})'"
            r"(?:\s?(?P<rc_seconds>[0-5]\d)(?:\u2033|''?)?)?(?![\w'])",
            partial(_race, grammar),
        ),
        Rule(
            "agreeing_duration",
            rf"(?<![\w.,:])\d+\s?(?:{unit})(?:\s?\d+\s?(?:{unit}))+(?!\w)",
            partial(_duration, grammar),
        ),
        Rule(
            "agreeing_few_or_more",
            rf"(?<![\w.,/:])(?P<fm_from>\d{{1,3}})/(?P<fm_to>\d{{1,3}})\s?(?P<fm_noun>{counted})(?!\w)"
            r"(?:\.(?=\s[a-zà-ÿ(]|\s?[,;:)]))?",
            partial(_few_or_more, grammar),
        ),
        Rule(
            "agreeing_rank",
            r"(?<![\w.,/])(?P<ak_number>[1-9]\d?)(?P<ak_ending>[ao])(?=\s(?:[^\W\d_]{3}|[A-H](?!\w)))",
            partial(_rank, grammar),
        ),
        Rule(
            "agreeing_day_at_hour",
            rf"(?P<da_day>{days})(?=\s(?:[01]?\d|2[0-4])(?:h|:[0-5]\d|\s?[-\u2013]\s?\d)"
            rf"|\s(?:{'|'.join(grammar.day_states)})(?!\w))",
            partial(_day_at_hour, grammar),
            at_word=True,
        ),
        Rule(
            "agreeing_days_listed",
            rf"(?P<dl_day>{days})\.?(?=\s[a-zà-ÿ])(?:(?<=^...)|(?<=[:,;]\s...)|(?<=^...\.)|(?<=[:,;]\s...\.))",
            partial(_day_listed, grammar, re.compile(rf"(?:^|[:,;]\s)(?:{days})\.?(?=\s)")),
            at_word=True,
        ),
        Rule(
            "agreeing_months",
            rf"(?P<mo_first>{months})\.?\s?/\s?(?P<mo_last>{months})(?!\w)\.?",
            partial(_two_months, grammar),
            at_word=True,
        ),
        Rule(
            "agreeing_hours",
            r"(?<![\w.,:/+-])(?P<ah_from>\d{1,2})h?\s?[-\u2013]\s?(?P<ah_to>\d{1,2})h?(?![\w/-]|[.,:]\d|\s?[%°€])",
            partial(_hours, grammar),
        ),
        Rule(
            "agreeing_directions",
            rf"(?P<di_first>(?i:{ways}))/(?=(?i:{ways})(?!\w))",
            lambda match: f"{match['di_first']}-",
            at_word=True,
        ),
        Rule(
            "agreeing_of_short_year",
            r"(?<![\w.,/])(?P<sy_number>\d{1,3}(?:\.\d{3})+|\d{3,6})/(?P<sy_year>\d\d(?:\d\d)?)(?![\w/]|[.,]\d)",
            partial(_of_short_year, grammar),
        ),
        Rule(
            "agreeing_money_minus",
            rf"(?<![^\W_])(?P<mm_name>{signs})\s?(?P<mm_sign>[-\u2212+])\s?(?P<mm_number>{grammar.format.unsigned})",
            partial(_signed_money, grammar),
        ),
        Rule(
            "agreeing_hyphen_list",
            r"(?<![\w.,/:+-])\d{1,2}(?:-\d{1,2}){2}(?![\w/-]|[.,:]\d)",
            lambda match: ", ".join(
                grammar.cardinal(int(number)) for number in match[0].split("-")
            ),
        ),
    ]


def _race(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    """`2h05'30"`, `1 h 12'`: minutes by their sign."""
    units = grammar.language.units
    parts = [grammar.counted(Number(int(match["rc_hours"])), units["h"], "")]
    if match["rc_seconds"]:
        minutes = grammar.counted(Number(int(match["rc_minutes"])), units["min"], "")
        seconds = grammar.counted(Number(int(match["rc_seconds"])), units["s"], "")
        return grammar.joined([*parts, minutes, seconds])
    return grammar.joined([*parts, grammar.cardinal(int(match["rc_minutes"]))])


def _duration(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    """`1h20min` is "uma hora e vinte minutos"."""
    units = grammar.language.units
    return grammar.joined(
        [
            grammar.counted(Number(int(count)), units[_DURATION_UNITS[unit]], "")
            for count, unit in _PART.findall(match[0])
        ]
    )


def _few_or_more(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`25/30 minuti` are so many or more; "1/2 ora" is a half, and a shorter noun has parts."""
    first, last = int(match["fm_from"]), int(match["fm_to"])
    part = first == 1 or last <= grammar.largest_part
    is_part = len(match["fm_noun"]) <= _SMALL_LETTERS and part
    if first >= last or (first, last) == (_HALF, _OF_HALVES) or is_part:
        return None
    noun = match["fm_noun"]
    unit = grammar.language.units.get(noun)
    gender = unit.gender if unit else grammar.gender_of(noun)
    start, end = (grammar.cardinal(number, gender) for number in (first, last))
    return f"{grammar.few_or_more(start, end)} {unit.many if unit else noun}"


def _rank(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`2a edizione`: a letter for the sign of a rank, where the noun has its gender."""
    gender = Gender.FEMININE if match["ak_ending"] == "a" else Gender.MASCULINE
    noun = next_word(match.string[match.end() :])
    if noun == "feira":
        return None
    if len(noun) == 1:  # "la 3a B"
        fits = previous_word(match.string[: match.start()]).lower().endswith(match["ak_ending"])
    else:
        found = grammar.roman_ranked.get(noun) or grammar.gender_of(noun)
        fits = noun.islower() and found is gender
    if not fits:
        return None
    return grammar.ordinal_of(int(match["ak_number"]), gender)


def _day_at_hour(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`sab 9-13`, `dom chiuso`: a short day without its full stop, before an hour."""
    written = match["da_day"]
    before = match.string[: match.start()]
    # "Quero ter 9h livres" has no day.
    if written.lower() in grammar.ambiguous_days and before.rstrip()[-1:].isalpha():
        near = previous_word(before).lower()
        if near not in grammar.day_cues and near not in grammar.language.joiners:
            return None
    name = grammar.weekdays[written.lower()]
    return name.capitalize() if written[0].isupper() else name


def _hours(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`sab 9-13`: behind a day or a word for opening hours."""
    before, first, last = match.string[: match.start()], int(match["ah_from"]), int(match["ah_to"])
    near = previous_word(before.rstrip(" :")).lower()
    days = grammar.weekdays
    announced = near in grammar.hour_cues or near in days or near in days.values()
    if _HOURS_BEFORE.search(before):  # of the same opening
        words = set(_WORD.findall(before.lower()))
        announced = not words.isdisjoint({*grammar.hour_cues, *days, *days.values()})
    month = next_word(match.string[match.end() :]).lower()
    if (
        not announced
        or not first < last <= _DAY_HOURS
        or month in grammar.language.months
        or month in grammar.language.month_abbreviations
    ):
        return None
    return grammar.hour_range(first, last, before)


def _day_listed(
    grammar: AgreeingGrammar, days: re.Pattern[str], match: re.Match[str]
) -> str | None:
    """`lun plastica, mar carta`: each begins an entry, and there is more than one."""
    if len(days.findall(match.string)) == 1:
        return None
    written = match["dl_day"]
    name = grammar.weekdays[written.lower()]
    return name.capitalize() if written[0].isupper() else name


def _two_months(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    """`nov./dic.` is no choice."""
    language = grammar.language
    first, last = (
        language.months[language.month_abbreviations[name] - 1]
        if (name := match[group]) in language.month_abbreviations
        else name
        for group in ("mo_first", "mo_last")
    )
    return f"{first}-{last}{full_stop(grammar, match)}"


def _of_short_year(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`Lei 8.078/90` is of that year, `fattura 4521/26` only numbered so."""
    number, year = grammar.format.parse(match["sy_number"]), match["sy_year"]
    near = match.string[max(0, match.start() - _LAW_CHARACTERS) : match.start()].lower()
    of_law = not _LAWS.isdisjoint(_WORD.findall(near))
    grouped = "." in match["sy_number"]
    if not of_law and (len(year) > len("26") or (not grouped and number.whole < 1000)):  # noqa: PLR2004 - "120/80" is a pressure
        return None
    joiner = grammar.of_year if of_law else f" {grammar.language.words.path_slash} "
    said = grammar.year(int(year)) if len(year) > len("26") else grammar.cardinal(int(year))
    return f"{grammar.cardinal(number.whole)}{joiner}{said}"


def _signed_money(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    """`R$ -120,00`: the sign is said first."""
    sign = "" if match["mm_sign"] == "+" else "-"
    number = grammar.format.parse(sign + match["mm_number"])
    plus = grammar.sign("+") if match["mm_sign"] == "+" else ""
    return plus + grammar.money(number, grammar.language.currencies[match["mm_name"]], "")
