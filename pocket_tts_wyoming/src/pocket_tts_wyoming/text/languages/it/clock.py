"""Italian hours: with their article, written with a point, and from one to another."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Time, previous_word, words_of
from pocket_tts_wyoming.text.languages.romance import hour_of_day
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_ANY_TIME = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?"
_NO_MORE = r"(?!\d|[:.,]\d|\s?[%°€])"
# The article of an hour, and what stands in its place before "una" and before "mezzanotte".
_ARTICLES = {
    "sono le": ("è l'", "è "), "alle": ("all'", "a "), "dalle": ("dall'", "da "),
    "delle": ("dell'", "di "), "le": ("l'", ""), "verso le": ("verso l'", "verso "),
}  # fmt: skip
_CLOCK = re.compile(r"(\d+)(?:[:.](\d\d))?")
_CUES = words_of("alle dalle delle le ore h verso")
_OPENING = words_of("orario orari apertura aperto aperta aperti aperte turno visite fascia fasce")
_STRETCH = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s?[-\u2013]")
_HOURS_LIST = re.compile(r"\d{1,2}(?:[:.]\d\d)?(?:\s?[-\u2013]\s?\d{1,2}(?:[:.]\d\d)?){2}")
_STARTED = words_of("da dal dalle di delle tra fra le")


def rules(grammar: Grammar) -> list[Rule]:
    """`alle 0:30`, `9:00-13:00`, `ore 8.15`, `h 9`, `ore 17-19`, `all'1`, `h24`."""
    return [
        Rule(
            "it_small_hour",
            r"(?P<sh_words>[Ss]ono le|[Dd]alle|[Aa]lle|[Dd]elle|[Vv]erso le|[Ll]e)\s"
            rf"(?P<sh_hour>0?[01]|24)[:.](?P<sh_minute>[0-5]\d){_NO_MORE}(?!\s?[aApP]\.?[mM])",
            partial(_small_hour, grammar),
            at_word=True,
        ),
        # "alle 1 di notte", "dalle 1 alle 5"
        Rule(
            "it_bare_one",
            r"(?P<bo_words>[Ss]ono le|[Dd]alle|[Aa]lle|[Dd]elle|[Vv]erso le)\s0?1"
            r"(?![\w°]|[.,:/]\d|\s?[-\u2013]\s?\d|\s?%)",
            _bare_one,
            at_word=True,
        ),
        # "lunedì 11 h 10:20": a day of the month.
        Rule(
            "it_day_before_hour",
            r"(?<![\w.,:/-])(?P<db_day>[12]?\d|3[01])(?=\sh\.?\s(?:[01]?\d|2[0-4])[:.][0-5]\d(?!\d))",
            lambda m: f"{grammar.cardinal(int(m['db_day']))},",
        ),
        Rule(
            "it_time_range",
            rf"(?<![\w.,:/])(?P<tr_from>{_ANY_TIME})\s?[-\u2013\u2014]\s?"
            rf"(?P<tr_to>{_ANY_TIME}){_NO_MORE}(?!\s?[aApP]\.?[mM])(?!\s?(?:{unit_pattern(grammar.language)})(?!\w))",
            partial(_time_range, grammar),
        ),
        Rule(
            "it_dotted_time",
            rf"(?<![\w.,:/])(?P<dt_hour>[01]?\d|2[0-4])[.,](?P<dt_minute>[0-5]\d){_NO_MORE}",
            partial(_dotted_time, grammar),
        ),
        Rule(
            "it_hours",
            r"(?P<hw_word>[oO]re|h\.?)\s?(?:(?<!(?<!/\d)\d\s..)(?<!(?<!/\d)\d\s.)|(?=\d{1,2}[:.]\d\d(?!\d)))(?=(?:[01]?\d|2[0-4])"
            r"(?:[:.]\d\d(?!\d)|\s?[-\u2013]\s?\d|(?<=h\s\d)(?!\w|[.,:]\d)|(?<=h\s\d\d)(?!\w|[.,:]\d)))",
            _hour_word,
            at_word=True,
        ),
        # "calcetto h21"
        Rule(
            "it_glued_hour",
            r"h(?=(?:1?\d|2[0-3])(?!\w|[.,:]\d))(?<=[a-zà-ÿ,;:]\sh)",
            lambda _: "ore ",
            at_word=True,
        ),
        Rule("it_around_the_clock", r"[hH]24(?!\w)", lambda _: "acca ventiquattro", at_word=True),
        Rule(
            "it_one_o_clock",
            r"(?P<oc_word>(?i:all|dall|dell|dopo l|verso l|è l))'1(?=\s?[.,;?!]?$"
            r"|[.,;?!]\s|\s(?:d[ie]|del|e|alle|in)\s)",
            lambda match: f"{match['oc_word']}'una",
            at_word=True,
        ),
    ]


def stretch(grammar: Grammar, start: Time, end: Time, before: str) -> str:
    """Say the hours from one to another: "dalle nove alle tredici"."""
    announced = previous_word(before).lower() in _CUES
    first = grammar.time(start, "", "") if announced else _with_article(grammar, "dalle", start)
    return f"{first} {_with_article(grammar, 'alle', end)}"


def _with_article(grammar: Grammar, words: str, time: Time) -> str:
    una, midnight = _ARTICLES[words]
    spoken = grammar.time(time, "", "")
    hour = hour_of_day(time)
    if hour > 1:
        return f"{words} {spoken}"
    return f"{una if hour else midnight}{spoken}"


def _hour_word(match: re.Match[str]) -> str | None:
    """`h 9` is "ore nove", `ore 17-19` "dalle ore diciassette alle diciannove"."""
    word = match["hw_word"]
    near = previous_word(match.string[: match.start()]).lower()
    if _HOURS_LIST.match(match.string, match.end()):  # "ore 18 - 20.30 - 22.45"
        return "ore "
    if _STRETCH.match(match.string, match.end()) and near not in _STARTED:
        return "Dalle ore " if word[0] == "O" else "dalle ore "
    return None if word.lower() == "ore" else "ore "


def _bare_one(match: re.Match[str]) -> str:
    una, _ = _ARTICLES[match["bo_words"].lower()]
    spoken = f"{una}una"
    return spoken[0].upper() + spoken[1:] if match[0][0].isupper() else spoken


def _small_hour(grammar: Grammar, match: re.Match[str]) -> str | None:
    words = match["sh_words"]
    if words.lower() not in _ARTICLES:
        return None
    time = Time(int(match["sh_hour"]), int(match["sh_minute"]))
    spoken = _with_article(grammar, words.lower(), time)
    return spoken[0].upper() + spoken[1:] if words[0].isupper() else spoken


def _time_range(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`9:00-13:00`, `8:30-13`, `9.00-13.00`; "8-8.30" needs a word for it.

    Decimals have a comma, so that two numbers with a point and two digits each are times.
    """
    before, ends = match.string[: match.start()], (match["tr_from"], match["tr_to"])
    times = [_CLOCK.fullmatch(end) for end in ends]
    start, end = (Time(int(time[1]), int(time[2] or 0)) for time in times if time)
    certain = any(":" in end for end in ends) or all("." in end for end in ends)
    near = previous_word(before.rstrip(" :")).lower()
    days = grammar.language.weekdays
    announced = near in _CUES or near in days or near in days.values() or near in _OPENING
    if not (certain or (announced and any("." in end for end in ends))):
        return None
    rises = (start.hour, start.minute) < (end.hour, end.minute)
    if not rises and not any(":" in end for end in ends) and not announced:
        return None
    return stretch(grammar, start, end, before)


def _dotted_time(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    if previous_word(before).lower() not in _CUES:
        return None
    return grammar.time(Time(int(match["dt_hour"]), int(match["dt_minute"])), before, "")
