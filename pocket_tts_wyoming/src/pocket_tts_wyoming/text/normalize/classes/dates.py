"""Dates and time stamps."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Date, Grammar, Time, previous_word, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS = 12
_DAYS = 31
_DAY = r"[12]\d|3[01]|0?[1-9]"
_SHORT_YEAR = 100
# Who was born or what happened on "11/22/63" is told more often than what will happen then.
_SHORT_YEAR_TURN = 50

# "Opened at 2026-11-26 17:05:12": the time comes first behind these.
_BEFORE_TIMES = words_of("at um à las alle dalle ore às om")


def rules(grammar: Grammar) -> list[Rule]:
    """ISO dates and time stamps, numeric dates, dates with the month's name."""
    language = grammar.language
    numbers = _month_numbers(grammar)
    names = "|".join(re.escape(name) for name in sorted(numbers, key=len, reverse=True))
    # "1st", "1er", "1." before the month, "of" or "de" between.
    rank = "|".join(re.escape(suffix) for suffix in language.ordinal_suffixes) or r"\."
    weekdays = language.weekdays
    day_names = {*weekdays, *weekdays.values()}
    day_names |= {name[0].upper() + name[1:] for name in day_names}
    days = "|".join(sorted(day_names, key=len, reverse=True)) or r"(?!)"
    found = [
        Rule(
            "iso_date",
            r"(?<!\d)(?P<iso_year>(?:19|20)\d\d)(?P<iso_mark>[-/])(?P<iso_month>0[1-9]|1[0-2])"
            r"(?P=iso_mark)(?P<iso_day>0[1-9]|[12]\d|3[01])"
            r"(?:(?P<iso_t>[T ])(?P<iso_hour>[01]\d|2[0-3]):(?P<iso_minute>[0-5]\d)"
            r"(?::[0-5]\d(?:\.\d+)?)?(?:(?P<iso_utc>Z)|[+-]\d\d:?\d\d)?)?(?![\w-]|:\d)",
            partial(_iso, grammar),
        ),
        Rule(
            "numeric_date",
            rf"(?<![\d/.])(?<!\d-)(?P<nd_first>\d{{1,2}})(?P<nd_mark>[{language.numeric_date_marks}])"
            r"(?P<nd_second>\d{1,2})(?P=nd_mark)'?(?P<nd_year>\d{4}|\d{2})(?![\d/]|[.-]\d)",
            partial(_numeric, grammar),
        ),
        Rule(
            "numeric_month",
            # "08/2027", but "Nr. 10/2026".
            r"(?<![\w/.,-])(?P<nm_month>0[1-9]|1[0-2])(?P<nm_mark>[-/.])(?P<nm_year>20\d\d)(?![\w/-]|[.,]\d)",
            partial(_numeric_month, grammar),
        ),
        Rule(
            "short_date_range",
            r"(?<![\w.,:/-])(?P<sr_a>\d{1,2})(?P<sr_mark>[/.])(?P<sr_b>\d{1,2})\.?\s?[-\u2013]\s?"
            r"(?P<sr_c>\d{1,2})(?P=sr_mark)(?P<sr_d>\d{1,2})(?![\w/]|[.,]\d)",
            partial(_short_range, grammar),
        ),
        Rule(
            "weekday_date",
            rf"(?P<wd_day>{days})\.?(?P<wd_gap>,?\s)(?P<wd_a>\d{{1,2}})/(?P<wd_b>\d{{1,2}})(?![\w/]|[.,]\d)",
            partial(_weekday_date, grammar),
            at_word=True,
        ),
        Rule(
            "days_of_month",
            rf"(?<![\w.,:/])(?P<dn_from>{_DAY})(?:\.|{rank})?\s?[-\u2013]\s?"
            rf"(?P<dn_to>{_DAY})(?:\.|{rank})?\s(?:of\s|de\s|d')?(?P<dn_month>{names})(?!\w)"
            r"(?:,?\s(?:de\s|del\s)?(?P<dn_year>\d{4})(?![\d:.,%]))?",
            partial(_days_of_month, grammar, numbers),
        ),
        Rule(
            "day_month",
            rf"(?<![\d.,:/])(?P<dm_day>{_DAY})(?:\.|{rank})?\s(?:of\s|de\s|d')?"
            rf"(?P<dm_month>{names})(?!\w)\.?(?:,?\s(?:de\s|del\s)?(?P<dm_year>\d{{4}})(?![\d:.,%]\d|\d|\s?%))?",
            partial(_day_month, grammar, numbers),
        ),
        Rule(
            "month_year",
            # "March 2027", "Apr.-Nov."
            rf"(?P<my_month>{names})\.?(?:\s(?:de\s|del\s)?(?P<my_year>1[1-9]\d\d|20\d\d)(?![\d:.,]\d|\d)"
            rf"|\s?[-\u2013]\s?(?P<my_last>{names})(?:\.(?=\s[a-z\d]|$))?(?![\w-]))",
            partial(_month_year, grammar, numbers),
            at_word=True,
        ),
    ]
    if language.month_first:
        found.insert(
            3,
            Rule(
                "month_day",
                rf"(?P<md_month>{names})\.?\s(?P<md_day>{_DAY})(?:{rank})?"
                r"(?!\d|[:.,]\d|\s?(?:%|°))(?:,?\s(?P<md_year>\d{4})(?!\d|[:.,]\d))?",
                partial(_month_day, grammar, numbers),
                at_word=True,
            ),
        )
        found.insert(
            3,
            Rule(
                "month_days",
                rf"(?P<mn_month>{names})\.?\s(?P<mn_from>{_DAY})(?:{rank})?\s?[-\u2013]\s?"
                rf"(?P<mn_to>{_DAY})(?:{rank})?(?!\d|[:.]\d|\s?(?:%|°))"
                r"(?:,?\s(?P<mn_year>\d{4})(?!\d|[:.,]\d))?",
                partial(_month_days, grammar, numbers),
                at_word=True,
            ),
        )
    return found


def full_year(written: str) -> int:
    """Read the year that two or four digits mean: 26 is 2026, 84 is 1984."""
    year = int(written)
    if len(written) > 2 or year >= _SHORT_YEAR:  # noqa: PLR2004 - two digits
        return year
    return year + (2000 if year < _SHORT_YEAR_TURN else 1900)


def _month_numbers(grammar: Grammar) -> Mapping[str, int]:
    names = {name: number for number, name in enumerate(grammar.language.months, start=1)}
    return {**grammar.language.month_abbreviations, **names}


def _before(match: re.Match[str]) -> str:
    return match.string[: match.start()]


def _iso(grammar: Grammar, match: re.Match[str]) -> str:
    date = Date(int(match["iso_month"]), int(match["iso_day"]), int(match["iso_year"]))
    spoken = grammar.date(date, _before(match))
    if match["iso_hour"] is None:
        return spoken
    time = Time(int(match["iso_hour"]), int(match["iso_minute"]))
    zone = " UTC" if match["iso_utc"] else ""
    if previous_word(_before(match)).lower() in _BEFORE_TIMES:
        return f"{grammar.time(time, _before(match), '')}{zone}, {grammar.date(date, '')}"
    return f"{spoken}, {grammar.time(time, '', '')}{zone}"


def _numeric(grammar: Grammar, match: re.Match[str]) -> str | None:
    first, second = int(match["nd_first"]), int(match["nd_second"])
    dotted = match["nd_mark"] == "."
    if dotted and len(match["nd_year"]) != 4:  # noqa: PLR2004 - "1.2.26" is a version
        return None
    month_first = grammar.language.month_first and not dotted
    month, day = (first, second) if month_first else (second, first)
    if month > _MONTHS:
        month, day = day, month
    if not (1 <= month <= _MONTHS and 1 <= day <= _DAYS):
        return None
    return grammar.date(Date(month, day, full_year(match["nd_year"])), _before(match))


def _numeric_month(grammar: Grammar, match: re.Match[str]) -> str | None:
    mark = match["nm_mark"]
    dotted = mark == "." and grammar.language.decimal_mark == "."
    numbered = _before(match).rstrip()[-1:] in {".", "#", "°"}
    if dotted or (mark != "." and mark not in grammar.language.numeric_date_marks) or numbered:
        return None
    return grammar.date(Date(int(match["nm_month"]), None, int(match["nm_year"])), _before(match))


def _day_month(grammar: Grammar, numbers: Mapping[str, int], match: re.Match[str]) -> str:
    year = match["dm_year"]
    date = Date(numbers[match["dm_month"]], int(match["dm_day"]), int(year) if year else None)
    spoken = grammar.date(date, _before(match))
    full_stop = match[0].endswith(".") and not match.string[match.end() :].strip()
    return f"{spoken}." if full_stop else spoken


def _month_day(grammar: Grammar, numbers: Mapping[str, int], match: re.Match[str]) -> str:
    year = match["md_year"]
    date = Date(numbers[match["md_month"]], int(match["md_day"]), int(year) if year else None)
    return grammar.date(date, "")


def _day_and_month(grammar: Grammar, first: str, second: str, mark: str = "/") -> Date | None:
    month_first = grammar.language.month_first and mark != "."
    month, day = (int(first), int(second)) if month_first else (int(second), int(first))
    return Date(month, day) if 1 <= month <= _MONTHS and 1 <= day <= _DAYS else None


def _short_range(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`12/1-12/5`: two short dates with a dash are a stretch of days."""
    mark, before = match["sr_mark"], _before(match)
    # "18.5-24.9" is a stretch of decimals where they have a point.
    if mark == grammar.language.decimal_mark:
        return None
    first = _day_and_month(grammar, match["sr_a"], match["sr_b"], mark)
    last = _day_and_month(grammar, match["sr_c"], match["sr_d"], mark)
    if first is None or last is None:
        return None
    # "12/22-1/2" goes over New Year; other stretches that do not rise are none.
    over_new_year = first.month - last.month >= _MONTHS // 2
    if not over_new_year and (first.month, first.day) >= (last.month, last.day):
        return None
    return grammar.span(grammar.date(first, before), grammar.date(last, ""), before)


def _weekday_date(grammar: Grammar, match: re.Match[str]) -> str | None:
    date = _day_and_month(grammar, match["wd_a"], match["wd_b"])
    written = match["wd_day"]
    weekdays = grammar.language.weekdays
    name = weekdays.get(written) or weekdays.get(written.lower()) or written
    if date is None:
        return None
    name = name[0].upper() + name[1:] if written[0].isupper() else name
    return f"{name}{match['wd_gap']}{grammar.date(date, f'{_before(match)}{name} ')}"


def _stretch(
    grammar: Grammar, match: re.Match[str], month: int, ends: tuple[str, str], year: str | None
) -> str | None:
    first, last = (int(day) for day in ends)
    if not 0 < first < last:
        return None
    return grammar.days(first, Date(month, last, int(year) if year else None), _before(match))


def _days_of_month(
    grammar: Grammar, numbers: Mapping[str, int], match: re.Match[str]
) -> str | None:
    month = numbers[match["dn_month"]]
    return _stretch(grammar, match, month, (match["dn_from"], match["dn_to"]), match["dn_year"])


def _month_days(grammar: Grammar, numbers: Mapping[str, int], match: re.Match[str]) -> str | None:
    month = numbers[match["mn_month"]]
    return _stretch(grammar, match, month, (match["mn_from"], match["mn_to"]), match["mn_year"])


def _month_year(grammar: Grammar, numbers: Mapping[str, int], match: re.Match[str]) -> str | None:
    """`Apr.-Nov.` goes from one to the other; `Oct-Nov` is a pair of neighbours."""
    first = numbers[match["my_month"]]
    if match["my_year"]:
        return grammar.date(Date(first, None, int(match["my_year"])), "")
    last = numbers[match["my_last"]]
    start, end = (grammar.language.months[month - 1] for month in (first, last))
    if "-" in match[0] and " " not in match[0]:
        if (start, end) == (match["my_month"], match["my_last"]):
            return None
        if last == first % _MONTHS + 1:
            return f"{start}-{end}{full_stop(grammar, match)}"
    return grammar.span(start, end, _before(match)) + full_stop(grammar, match)
