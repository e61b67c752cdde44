"""Days of the week as only English writes them: "M-F", "Tu/Th", "Thu 6 PM - Fri 4 AM"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.en.tables import MONTH_ABBREVIATIONS, MONTHS, WEEKDAYS
from pocket_tts_wyoming.text.languages.nouns import Date
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_LETTERS = {
    "M": "Monday", "Mo": "Monday", "T": "Tuesday", "Tu": "Tuesday", "W": "Wednesday",
    "We": "Wednesday", "Th": "Thursday", "F": "Friday", "Fr": "Friday", "Sa": "Saturday",
    "Su": "Sunday",
}  # fmt: skip
_MONTHS_IN_CAPITALS = {
    **{name.upper(): number for name, number in MONTH_ABBREVIATIONS.items()},
    **{name.upper(): number for number, name in enumerate(MONTHS, 1)},
}
_DAYS_IN_CAPITALS = {
    written.upper(): name
    for name in WEEKDAYS.values()
    for written in (name, *(short for short, day in WEEKDAYS.items() if day == name))
}
_CUE_CHARACTERS = 24
_DAY_AND_TIME = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)})[a-z]*\.?,?\s(?:at\s)?\d{{1,2}}(?:[:/]\d{{1,2}})?\s?(?:[AaPp]\.?[Mm]\.?)?\s?$"
)


def day_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for stretches and lists of days, and for days in capitals."""
    days = "|".join(WEEKDAYS)
    capital_days = "|".join(day.upper() for day in (*WEEKDAYS, *WEEKDAYS.values()))
    capital_months = "|".join(month.upper() for month in _MONTHS_IN_CAPITALS)
    two = "Mo|Tu|We|Th|Fr|Sa|Su"
    return [
        Rule(
            "en_rank_in_capitals",
            # "THE 2ND", "10TH B-DAY"
            r"(?<![\w.,])(?P<rc_number>\d{1,3})(?:ST|ND|RD|TH)(?!\w)",
            lambda match: grammar.ordinal(int(match["rc_number"])),
        ),
        Rule(
            "en_date_in_capitals",
            # "NOV 2ND", "DEC. 1"; the rest of a list of days has its ranks
            rf"(?P<mdc_month>{capital_months})\.?\s(?P<mdc_day>[12]\d|3[01]|0?[1-9])(?:ST|ND|RD|TH)?(?!\w|[.,:/]\d)",
            lambda match: grammar.date(
                Date(_MONTHS_IN_CAPITALS[match["mdc_month"]], int(match["mdc_day"])), ""
            ),
            at_word=True,
        ),
        Rule(
            "en_day_in_capitals",
            # "TUE, NOV 3"
            rf"(?P<wdc_day>{capital_days})(?:\.(?=,|\s\d|\s[A-Z])|(?=,?\s(?:\d|(?:{capital_months})\b)|,))",
            lambda match: _DAYS_IN_CAPITALS[match["wdc_day"]],
            at_word=True,
        ),
        Rule(
            "en_year_of_ten",
            # "back in '09"
            r"'0(?P<yt_year>[1-9])(?!\w|[.,:]\d)",
            lambda match: f"oh {grammar.cardinal(int(match['yt_year']))}",
        ),
        Rule(
            "en_weekdays",
            rf"(?P<ew_from>{days})\.?\s?[-\u2013]\s?(?P<ew_to>{days})(?:\.(?=\s[a-z\d]))?(?![\w-])",
            lambda match: f"{WEEKDAYS[match['ew_from']]} to {WEEKDAYS[match['ew_to']]}",
            at_word=True,
        ),
        Rule(
            "en_two_days",
            # "closes at 6 on Sat/Sun", "Mon/Wed/Fri"
            rf"(?P<td_days>(?:{days})(?:/(?:{days}))+)(?!\w)",
            lambda match: _joined([WEEKDAYS[day] for day in match["td_days"].split("/")]),
            at_word=True,
        ),
        Rule(
            "en_days_range",
            # "Thu 6 PM - Fri 4 AM", "9-noon"
            rf"[-\u2013](?:(?<=[\dmM.]\s[-\u2013])(?=\s(?:{days})[a-z]*\b)|(?<=[\dmM.][-\u2013])(?=[MTWFS][a-z])"
            r"|(?=(?:noon|midnight)\b)"
            r"|(?<=\b[Nn]oon[-\u2013])(?=\d)|(?<=\b[Mm]idnight[-\u2013])(?=\d))",
            partial(_days_range, grammar),
        ),
        Rule(
            "en_day_letters",
            # "M-F" and "Tu/Th", but "M/F" and "T/F" may be anything.
            rf"(?<![^\W_])(?:M[-\u2013](?:F|{two})|(?:M/)?(?:{two}|T)/(?:{two})(?:/(?:{two}|F))?|M/W(?:/F)?|T/Th"
            rf"|(?:{two})[-\u2013](?:{two})|(?:{two})(?:,|\s?&)\s?(?:{two}))(?![\w/-])",
            partial(_day_letters, grammar),
        ),
    ]


def _joined(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _days_range(grammar: Grammar, match: re.Match[str]) -> str | None:
    if match.string[match.end()].isalpha() or match.string[match.start() - 1].isalpha():
        return f" {grammar.range_word('')} "
    before = match.string[max(0, match.start() - _CUE_CHARACTERS) : match.start()]
    return f" {grammar.range_word('')} " if _DAY_AND_TIME.search(before) else None


def _day_letters(grammar: Grammar, match: re.Match[str]) -> str:
    names = [_LETTERS[letters] for letters in re.findall(r"[A-Z][a-z]?", match[0])]
    if re.search(r"[/,&]", match[0]):
        return f"{', '.join(names[:-1])} {grammar.language.words.and_} {names[-1]}"
    return grammar.span(names[0], names[1], match.string[: match.start()])
