"""Italian hours: with their article, written with a point, and from one to another."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Time, previous_word, words_of
from pocket_tts_wyoming.text.languages.romance import hour_of_day
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_COLON_TIME = r"(?:[01]?\d|2[0-4]):[0-5]\d"
_NO_MORE = r"(?!\d|[:.,]\d|\s?[%°€])"
# The article of an hour, and what stands in its place before "una" and before "mezzanotte".
_ARTICLES = {
    "sono le": ("è l'", "è "), "alle": ("all'", "a "), "dalle": ("dall'", "da "),
    "delle": ("dell'", "di "), "le": ("l'", ""), "verso le": ("verso l'", "verso "),
}  # fmt: skip
_CUES = words_of("alle dalle delle le ore h verso")
_STRETCH = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s?[-\u2013]")
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
        Rule(
            "it_time_range",
            rf"(?<![\w.,:/])(?P<tr_from>{_COLON_TIME})\s?[-\u2013\u2014]\s?"
            rf"(?P<tr_to>{_COLON_TIME}){_NO_MORE}(?!\s?[aApP]\.?[mM])",
            partial(_time_range, grammar),
        ),
        Rule(
            "it_dotted_time",
            rf"(?<![\w.,:/])(?P<dt_hour>[01]?\d|2[0-4])[.,](?P<dt_minute>[0-5]\d){_NO_MORE}",
            partial(_dotted_time, grammar),
        ),
        Rule(
            "it_hours",
            r"(?P<hw_word>[oO]re|h\.?)\s?(?<!(?<!/\d)\d\s..)(?<!(?<!/\d)\d\s.)(?=(?:[01]?\d|2[0-4])"
            r"(?:[:.]\d\d(?!\d)|\s?[-\u2013]\s?\d|(?<=h\s\d)(?!\w|[.,:]\d)|(?<=h\s\d\d)(?!\w|[.,:]\d)))",
            _hour_word,
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
    if _STRETCH.match(match.string, match.end()) and near not in _STARTED:
        return "Dalle ore " if word[0] == "O" else "dalle ore "
    return None if word.lower() == "ore" else "ore "


def _small_hour(grammar: Grammar, match: re.Match[str]) -> str | None:
    words = match["sh_words"]
    if words.lower() not in _ARTICLES:
        return None
    time = Time(int(match["sh_hour"]), int(match["sh_minute"]))
    spoken = _with_article(grammar, words.lower(), time)
    return spoken[0].upper() + spoken[1:] if words[0].isupper() else spoken


def _time_range(grammar: Grammar, match: re.Match[str]) -> str:
    clocks = (match[group].partition(":") for group in ("tr_from", "tr_to"))
    start, end = (Time(int(hour), int(minute)) for hour, _, minute in clocks)
    return stretch(grammar, start, end, match.string[: match.start()])


def _dotted_time(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    if previous_word(before).lower() not in _CUES:
        return None
    return grammar.time(Time(int(match["dt_hour"]), int(match["dt_minute"])), before, "")
