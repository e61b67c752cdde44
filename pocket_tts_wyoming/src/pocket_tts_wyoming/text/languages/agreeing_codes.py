"""Numbers that are codes, days or lengths of time in Italian and Portuguese.

Long numbers of orders and customers, the last digits of a card, help lines, days with points,
the time that something takes, results of sets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Date, next_word, previous_word
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.agreeing import AgreeingGrammar

_WORD = re.compile(r"[^\W\d_]+")
# "Fattura n. 48": the stop of a short word ends nothing.
_CLAUSE = re.compile(r"(?:[!?;]|(?<=[^\W\d_]{4})\.)\s")
# Nobody counts that many of anything without marks between the thousands; from seven to nine
# digits a word for a numbered thing has to be near, "331002651 abitanti" is a count.
_FEWEST_CODE_DIGITS = 10
_NEAR_WORDS = 4
_MONTHS, _DAYS = 12, 31
# The numbers for help of the European Union (Commission Decision 2007/116/EC).
_HELP_LINES = r"116\s?(?:000|006|111|117|123)"
_SETS = re.compile(r"(?<![\w/])\d{1,2}/\d{1,2}(?![\w/]|[.,]\d)")
_MINUTES_FROM = 10
_HOURS_TO = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWords:
    """Words beside such numbers.

    `numbered`: behind these seven digits are a code ("ordine"). `cards`: before the last digits of
    a card; `lines`: an account or a telephone, whose last digits follow `ends`, a pattern
    ("termina con"). `within`: the preposition of what something takes, which stands before no time
    of day ("in 24:31"). `lasting`: words right before a length of time ("mancano"), `timer_shows`:
    those that are so with one of `timers` near. `minutes_words`: where one of these is near, "3:45"
    has minutes and seconds; `hours_words`: where one is near, hours and minutes. `versions`: behind
    these "25.12.26" is no day. `sets`: words of a sentence in which "6/4" is a result.
    """

    numbered: frozenset[str]
    cards: frozenset[str]
    lines: frozenset[str]
    ends: str
    within: str
    lasting: frozenset[str]
    timers: frozenset[str]
    timer_shows: frozenset[str]
    minutes_words: frozenset[str]
    hours_words: frozenset[str]
    versions: frozenset[str]
    sets: frozenset[str] = frozenset()


def rules(grammar: AgreeingGrammar) -> list[Rule]:
    """`n. 4820193847`, `carta ****4821`, `116117`, `25.12.26`, `in 24:31`, `6/4, 3/6`."""
    words, unit = grammar.code_words, unit_pattern(grammar.language)
    money = alternatives(grammar.language.currencies)
    cards = alternatives((*words.cards, *map(str.capitalize, words.cards)))
    others = alternatives((*words.lines, *map(str.capitalize, words.lines)))
    return [
        Rule(
            "agreeing_long_code",
            rf"(?<![\w.,:/+-])(?P<lc_digits>\d{{7,30}}(?:-\d{{1,12}}){{0,3}})(?![\w-]|[.,:]\d|\s?[€$£%]|\s?(?:{unit}|{money})(?!\w))",
            partial(_long_code, grammar, words),
        ),
        Rule(
            "agreeing_card",
            rf"(?P<ca_between>(?:{cards}|{others})(?:\s[^\W\d_]+){{0,4}}\s(?:{words.ends})\s"
            rf"|(?:{cards})(?:\s|\s?[:#]\s?))"
            r"(?:[*xX\u2022\u00b7.]{2,16}\s?){0,4}(?P<ca_digits>\d{4})"
            r"(?![\w/-]|[.,:]\d)",
            partial(_card, grammar),
            at_word=True,
        ),
        Rule(
            "agreeing_help_line",
            rf"(?<![\w.,:/+-])(?P<hl_number>{_HELP_LINES})(?![\w-]|[.,:]\d)",
            lambda match: grammar.digits(match["hl_number"]),
        ),
        Rule(
            "agreeing_pointed_day",
            r"(?<![\w.,:/-])(?P<pd_day>0[1-9]|[12]\d|3[01])\.(?P<pd_month>0[1-9]|1[0-2])\."
            r"(?P<pd_year>[2-4]\d)(?![\w-]|[.,:]\d)",
            partial(_pointed_day, grammar, words),
        ),
        Rule(
            "agreeing_taken",
            r"(?<![\w.,:/-])(?P<ta_first>\d{1,3}):(?P<ta_second>[0-5]\d)"
            rf"(?![\w:/]|[.,]\d|\s?[-\u2013]\s?\d|\s[ea]\s\d|\s?(?:{unit})(?!\w))",
            partial(_taken, grammar, words),
        ),
        *_results(grammar, words),
    ]


def _results(grammar: AgreeingGrammar, words: CodeWords) -> list[Rule]:
    if not words.sets:
        return []
    return [
        Rule(
            "agreeing_sets",
            r"(?<![\w.,/])(?P<st_left>\d{1,2})/(?P<st_right>\d{1,2})(?![\w/]|[.,]\d)",
            partial(_set, grammar, words),
        )
    ]


def _words_near(match: re.Match[str]) -> set[str]:
    """Collect the words of the sentence around a number."""
    before = _CLAUSE.split(match.string[: match.start()])[-1]
    after = _CLAUSE.split(match.string[match.end() :], maxsplit=1)[0]
    return set(_WORD.findall(f"{before} {after}".lower()))


def _long_code(grammar: AgreeingGrammar, words: CodeWords, match: re.Match[str]) -> str | None:
    """`ordine 4820193847`: nothing is counted in such numbers without marks for thousands."""
    groups = match["lc_digits"].split("-")
    digits = groups[0]
    if len(groups) == 1 and len(digits) < _FEWEST_CODE_DIGITS:
        before = _CLAUSE.split(match.string[: match.start()])[-1].lower()
        if words.numbered.isdisjoint(_WORD.findall(before)[-_NEAR_WORDS:]):
            return None
    # A round number counts: "1000000000 di euro".
    if digits.endswith("000000"):
        return grammar.cardinal(int(digits))
    return ", ".join(grammar.digits(group) for group in groups)


def _card(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    """`carta che termina con 4821`: the last digits of a card are read one by one."""
    return f"{match['ca_between']}{grammar.digits(match['ca_digits'])}"


def _pointed_day(grammar: AgreeingGrammar, words: CodeWords, match: re.Match[str]) -> str | None:
    """`25.12.26`: padded and of these years it is a day, unless a version is spoken of."""
    before = match.string[: match.start()]
    if not words.versions.isdisjoint(_WORD.findall(before.lower())):
        return None
    year = full_year(match["pd_year"])
    return grammar.date(Date(int(match["pd_month"]), int(match["pd_day"]), year), before)


def _taken(grammar: AgreeingGrammar, words: CodeWords, match: re.Match[str]) -> str | None:
    """`5 km in 24:31`, `Mancano 1:20`: what something takes.

    Two digits and more are minutes where a race, a timer or a song is spoken of, one digit also
    unless a marathon is; elsewhere hours come first.
    """
    before = match.string[: match.start()]
    near = previous_word(before.rstrip(" :")).lower()
    spoken_of = _words_near(match)
    timed = near in words.timer_shows and not words.timers.isdisjoint(spoken_of)
    if not timed and near != words.within and near not in words.lasting:
        return None
    first, second = int(match["ta_first"]), int(match["ta_second"])
    short = not (words.minutes_words | words.timers).isdisjoint(spoken_of)
    long = first < _MINUTES_FROM and not words.hours_words.isdisjoint(spoken_of)
    minutes = (short and not long) or first >= _HOURS_TO
    units = grammar.language.units
    signs = ("min", "s") if minutes else ("h", "min")
    counts = ((first, signs[0]), (second, signs[1]))
    parts = [grammar.counted(Number(count), units[sign], "") for count, sign in counts if count]
    return grammar.joined(parts) if parts else None


def _set(grammar: AgreeingGrammar, words: CodeWords, match: re.Match[str]) -> str | None:
    """`6/4, 3/6 e 7/5`: several pairs, of which one falls, where a match is spoken of."""
    text = match.string
    if next_word(text[match.end() :]).lower() in grammar.pairs_of:
        return None
    pairs = [pair.split("/") for pair in _SETS.findall(text)]
    falls = any(int(left) > int(right) for left, right in pairs)
    if len(pairs) < 2 or not falls or words.sets.isdisjoint(_words_near(match)):  # noqa: PLR2004 - one may be a day
        return None
    left, right = (grammar.cardinal(int(match[name])) for name in ("st_left", "st_right"))
    return f"{left} {grammar.language.words.score} {right}"
