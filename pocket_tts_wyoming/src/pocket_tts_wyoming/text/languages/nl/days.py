"""Dutch names of days as calendars cut them: "ma t/m vr", "za 9-13 u", "ik kan wo niet"."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import previous_word, words_of
from pocket_tts_wyoming.text.languages.nl.tables import MONTHS, SHORT_MONTHS, WEEKDAYS
from pocket_tts_wyoming.text.languages.words import around
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_DAY_TOKEN = re.compile(r"(?<![\w'-])(?:[Dd][io]|[Ww]o|[Vv]r|[ZzMm]a)(?![\w'-])")
_DAY_ITEMS = re.compile(r"(?i:(?<![\w'-])(?:ma|di|wo|do|vr|za|zo))\.?:\s")
_SURE_DAYS = frozenset({"di", "wo", "vr", "za"})
_BEFORE_DAYS = (
    "[Oo]p", r"a\.s\.", "[Vv]anaf", "[Ee]lke", "[Ii]edere", "[Ee]erste", "[Ll]aatste",
    "[Vv]olgende", "[Kk]omende", "[Aa]fgelopen", "aanstaande",
)  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[a-zà-ÿ],?\s$")
_RANK_BEFORE = re.compile(r"\d(?:e|de|ste)\s$")
_ORDER = (*WEEKDAYS,)
# How far the other days of a list may be away.
_NEAR = 120
_STATUS = r"open|geopend|gesloten|dicht|vrij|en\sfeestdagen"
_DAY = "|".join((*WEEKDAYS, *WEEKDAYS.values()))
_TIMETABLE_DAY = re.compile(
    rf"(?i:\b(?:{_DAY}))\.?:?\s(?:{_STATUS}|\d{{1,2}}(?:[.:]\d\d)?\s?(?:u\b|uur\b|[-\u2013]|tot\b))"
)
_TIMETABLE_WORD = re.compile(rf"\b(?:uur|u|{_STATUS}|openingstijden)\b", re.IGNORECASE)
_ITEM_BEFORE = re.compile(r"(?:^|[,;:(]|\b(?:en|maar|op))\s*$")
# Words too: "zo", "ma" (mother), and "do" of other languages. "wo", "vr" and "za" are days between
# any words in small letters, "di" and "do" only behind these: "mozzarella di bufala".
_DAYS_AND_WORDS = frozenset({"zo", "ma", "do"})
_SCHOOL = re.compile(r"\b[hm]bo\b")
_BEFORE_MOTHER = words_of("tegen aan bij mijn met en voor")
_BEFORE_DAY = words_of(
    "naar van tot voor kan kun kom komt ik je jij hij ze zij is ben was al pas ook alleen weer dus "
    "of en vd"
)


def day_rules() -> list[Rule]:
    """Make the rules for stretches of days, days with hours, and days among words."""
    months = "|".join((*MONTHS, *SHORT_MONTHS))
    days = "|".join(f"[{day[0].upper()}{day[0]}]{day[1]}" for day in WEEKDAYS)
    alone = days.replace("|[Zz]o", "")  # "zo" is a word
    announced = "|".join(rf"(?<=\b{word} )" for word in _BEFORE_DAYS)
    # Most words fail here, before seven days are tried.
    short = r"(?=[DMVWZdmvwz][aior](?![^\W_]))"
    return [
        Rule(
            "nl_weekdays",
            rf"{short}(?P<nw_from>{days})\.?\s?(?P<nw_mark>t/m|[-\u2013])\s?(?P<nw_to>{days})(?![\w-])"
            r"(?:\.(?=\s[a-z\d]))?",
            _days,
            at_word=True,
        ),
        Rule(
            "nl_weekday",
            rf"{short}(?P<nw_day>{days})\.?(?=,?\s\d{{1,2}}(?:[-/.:]\d|e?\s(?:{months})(?!\w)))",
            lambda match: _weekday(match["nw_day"]),
            at_word=True,
        ),
        Rule(
            "nl_day_hours",
            # "za 9-13 u", "op vr. om 8", "a.s. ma": hours or such a word beside it.
            rf"{short}(?:(?P<dh_day>{days})\.?(?=\s(?:\d{{1,2}}(?:[.:]\d\d)?"
            r"(?:\s?[-\u2013]\s?\d|\s?(?:u|uur)\b)|om\s\d))"
            rf"|(?:{announced})"
            rf"(?P<dh_after>{alone}|[Zz]o(?=\.\s[a-z\d]))(?![\w'-]|\.?(?:,|\s(?:en|of|t/m|tot))\s(?:{days})\b)"
            r"(?:\.(?=\s[a-z\d]))?"
            # "op zo om 10 uur", "t/m zo"
            r"|(?:(?<=\bt/m )|(?<=\b[Oo]p )(?=zo(?:[,!?]|\.?$|\s(?:om|van|tot|tussen|is)\b)))"
            r"(?P<dh_sunday>zo)(?![\w'-]))",
            lambda match: _weekday(match["dh_day"] or match["dh_after"] or match["dh_sunday"]),
            at_word=True,
        ),
        Rule(
            "nl_day_status",
            rf"{short}(?P<ds_day>{days})(?=\.?\s(?:{_STATUS})\b)\.?",
            _day_and_status,
            at_word=True,
        ),
        Rule(
            "nl_day_item",
            # Of a list of days, "za: 9°, zo: 7°"; a lone "zo:" is a word.
            rf"{short}(?P<di_day>{days})\.?(?=:\s)",
            _day_item,
            at_word=True,
        ),
        Rule(
            "nl_day_word",
            # The common rule knows lists ("di en do").
            rf"{short}(?P<dw_day>[Dd][io]|[Ww]o|[Vv]r|[ZzMm]a)(?![\w'/-]|\.\s?[a-z]"
            rf"|\.?(?:,|\s?[&+]|\s(?:en|of|t/m|tot|op|naar))\s?(?:{days})\b)",
            _day_among_words,
            at_word=True,
        ),
        Rule(
            "nl_part_of_day",
            # "vr-middag", "zo avond"
            rf"{short}(?P<pd_day>{days})[\s-](?P<pd_part>(?:voor|na)?middag|ochtend|avond|nacht)(?!\w)",
            lambda match: _weekday(match["pd_day"]) + match["pd_part"],
            at_word=True,
        ),
    ]


def is_timetable(text: str) -> bool:
    """Whether a text gives the hours of two days or more, so that "wo 9-12" are hours too."""
    return len(_TIMETABLE_DAY.findall(text)) > 1 and _TIMETABLE_WORD.search(text) is not None


def _day_and_status(match: re.Match[str]) -> str | None:
    """`zo gesloten`: a day that is a word as well only where a list of days goes on.

    Or with its full stop inside a sentence: "is zo. open".
    """
    short = match["ds_day"].lower()
    if short in _DAYS_AND_WORDS and not match[0].endswith("."):
        before = match.string[: match.start()]
        listed = _ITEM_BEFORE.search(before) is not None and is_timetable(around(match, _NEAR))
        # In "Week 48: ma vrij" no mother is free.
        if not listed and not (short == "ma" and before.endswith(": ")):
            return None
    return _weekday(match["ds_day"])


def _day_item(match: re.Match[str]) -> str | None:
    items = {day[:2].lower() for day in _DAY_ITEMS.findall(around(match, _NEAR))}
    # "Zo: pizza" is a line of a list; as a word it has a comma at the start of a sentence.
    listed = len(items) > 1 or not items <= _DAYS_AND_WORDS or not match.start()
    return _weekday(match["di_day"]) if listed else None


def _day_among_words(match: re.Match[str]) -> str | None:
    """`Ik kan wo niet`: no Dutch word is written so; "hbo of wo" is a school."""
    text, short = match.string, match["dw_day"]
    before = text[max(0, match.start() - _NEAR) : match.start()]
    days = {day.lower() for day in _DAY_TOKEN.findall(around(match, _NEAR))}
    listed = len(days) > 1 and not days.isdisjoint(_SURE_DAYS)
    if listed or _RANK_BEFORE.search(before):
        mother = short == "ma" and previous_word(before) in _BEFORE_MOTHER
        return None if mother or (short == "wo" and _SCHOOL.search(before)) else _weekday(short)
    among = _BETWEEN_WORDS.search(before) and not text[match.end() :].lstrip()[:1].isupper()
    if not among or (short == "wo" and _SCHOOL.search(before)):
        return None
    sure = short in {"wo", "vr", "za"}
    sure = sure or (short in {"di", "do"} and previous_word(before) in _BEFORE_DAY)
    return _weekday(short) if sure else None


def _weekday(written: str) -> str:
    name = WEEKDAYS[written.lower()]
    return name.capitalize() if written[0].isupper() else name


def _days(match: re.Match[str]) -> str:
    """`ma-vr` is "maandag tot vrijdag", the neighbours `za-zo` are "zaterdag en zondag"."""
    first, last = (_ORDER.index(match[end].lower()) for end in ("nw_from", "nw_to"))
    neighbours = last == (first + 1) % len(_ORDER)
    joiner = "tot en met" if match["nw_mark"] == "t/m" else "en" if neighbours else "tot"
    return f"{_weekday(match['nw_from'])} {joiner} {_weekday(match['nw_to'])}"
