"""What French, Italian, Portuguese and Spanish share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Gender,
    Grammar,
    Noun,
    Time,
    next_word,
    previous_word,
    previous_words,
)
from pocket_tts_wyoming.text.languages.romance_days import is_certain_date
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

# "1 o 2 volte", "2 de 3 luzes": the first number agrees with the noun after the second.
_SECOND_NUMBER = re.compile(r"\s(?:a|o|ou|e|de|di|su)\s\d+(?=\s)")
_AFTER_WORD = re.compile(r"[^\W\d_]\s$")
_NUMBER_SIGN = re.compile(
    r"(?:^|\W)(?:[nN]\.?\s?[º°o]\.?|[nN]r?\.|[nN]úm\.|[nN][uú]m[eé]ro|[A-Z]{2,3})\s?$"
)
_NUMBER_SIGN_CHARACTERS, _NEAR, _LIST = 9, 40, 90
_COUNT = re.compile(r"[\d€$£]\s?/?[^\W\d_]+\.?(?:/[^\W\d_]+)?(?:\s(?:de\s|di\s|d')[^\W\d_]+)?$")
_COUNTED_NOUN = re.compile(r"(?<!\w)\d+\s([^\W\d_]+)")
_SHORT_UNITS = frozenset({"h", "min", "s", "m", "km", "g", "kg", "l", "ml"})
_NOON = 12
_DAY = 24
_LARGEST_QUARTER = 4
_COMPOUND_WIND = 4
_NO_DENOMINATORS = frozenset({7, 9, 11, 12})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Words that tell "2 luzes" (a count, which agrees) from "Luz 2" (a name, which does not).

    `labels`: nouns that are numbered ("luz", "canal"). `particles`: words that are never counted
    ("de", "e"). `states`: adjectives that rather end a sentence about a numbered thing, except
    after one of `joiners` ("1 aperta e 1 chiusa").
    """

    labels: frozenset[str]
    particles: frozenset[str]
    states: frozenset[str]
    joiners: frozenset[str]

    def noun(self, before: str, after: str) -> str:
        """Find the word that a number agrees with; empty if it only counts or names."""
        second = _SECOND_NUMBER.match(after)
        following = next_word(after[second.end() :] if second else after)
        word = following.lower()
        near = previous_word(before).lower() if _AFTER_WORD.search(before) else ""
        if not word or word in self.particles or near in self.labels or is_numbered(before):
            return ""
        return "" if word in self.states and near and near not in self.joiners else following


def is_numbered(before: str) -> bool:
    """Whether what stands before a number says that it is one: "n.º 5521 pesa"."""
    return _NUMBER_SIGN.search(before[-_NUMBER_SIGN_CHARACTERS:]) is not None


def left_out_noun(before: str, particles: frozenset[str] = frozenset()) -> str:
    """Find the noun that was counted before: "1 tarea y 21 pendientes" are tasks.

    Not one of the `particles`: in "4 luci: 2 in sala, 1 in bagno" no "in" is counted.
    """
    nouns = _COUNTED_NOUN.findall(before[-(_LIST if particles else _NEAR) :])
    if particles:
        nouns = [noun for noun in nouns if noun not in _SHORT_UNITS]
    return next((noun for noun in reversed(nouns) if noun.lower() not in particles), "")


class RomanceGrammar(Grammar):
    """Dates that a word announces, winds, weekdays and millions, over the tables of each language.

    `date_cues`: words before a short date ("le 3/4"). `month_preposition`: of these the one that
    also stands before a fraction ("ouvert au 3/4"). `wind_cues`: words before a wind; the last word
    of one letter less than `longest_short_cue` needs a wind of two letters. `not_counted`: words
    after a number that it does not count. `stretch_starts` and `stretch_ends`: words before the
    first and the last day of a stretch; of these `day_start` and `day_joiner` are said where none
    is written. `halves`: "medio" and its feminine. `plural_articles`: before a short day they make
    it plural. `phone_cues`: words near a telephone number.
    `episode_names`: for one episode ("capítulo").
    `singular_before`: articles before a unit without a number. `rate_words`: "jour" -> "par jour".
    `extremes_words`: "x" and "n" ("max", "min") -> both genders. `mark_cues`: behind these "3/6"
    is a mark. `roman_ranked`: nouns behind a Roman rank and their gender. `people_words`: behind
    "x 4" these make it `for_word`. `feminine_parts`: "of the" before feminine nouns ("1 de las 3").
    `month_cues`: words before a month and its year ("05/2027"). `of_year`: what joins a law to its
    year. `per_many`: for "cases/100 000". `every`: for "1 dose/6 h". `plural_endings`: ending ->
    plural. `short_cues`, `plural_cues`: words before a list of Roman numerals. `day_cues`: words
    before a short weekday, of which `ambiguous_days` are also words and end no sentence.
    `match_cues`: words of sport before a result ("vince 1-2").
    """

    weekdays: ClassVar[Mapping[str, str]]
    date_cues: ClassVar[frozenset[str]]
    month_preposition: ClassVar[str] = ""
    winds: ClassVar[Mapping[str, str]] = {}
    wind_cues: ClassVar[frozenset[str]] = frozenset()
    longest_short_cue: ClassVar[str] = ""
    not_counted: ClassVar[frozenset[str]] = frozenset()
    stretch_starts: ClassVar[frozenset[str]]
    stretch_ends: ClassVar[frozenset[str]]
    halves: ClassVar[tuple[str, str]]
    plural_articles: ClassVar[tuple[str, ...]] = ()
    phone_cues: ClassVar[frozenset[str]] = frozenset()
    extremes_words: ClassVar[Mapping[str, tuple[str, str]]]
    singular_before: ClassVar[frozenset[str]] = frozenset()
    rate_words: ClassVar[Mapping[str, str]] = {}
    episode_names: ClassVar[frozenset[str]] = frozenset()
    mark_cues: ClassVar[frozenset[str]] = frozenset()
    day_start: ClassVar[str] = ""
    day_joiner: ClassVar[str] = ""
    roman_ranked: ClassVar[Mapping[str, Gender]] = {}
    people_words: ClassVar[tuple[str, ...]]
    feminine_parts: ClassVar[tuple[str, ...]] = ()
    month_cues: ClassVar[frozenset[str]] = frozenset()
    of_year: ClassVar[str] = " "
    per_many: ClassVar[str] = ""
    every: ClassVar[str] = ""
    day_cues: ClassVar[frozenset[str]] = frozenset()
    match_cues: ClassVar[frozenset[str]] = frozenset()
    ambiguous_days: ClassVar[frozenset[str]] = frozenset()
    plural_endings: ClassVar[tuple[tuple[str, str], ...]] = ()
    short_cues: ClassVar[Mapping[str, str]] = {}
    plural_cues: ClassVar[Mapping[str, str]] = {}

    def singular_cue(self, cue: str) -> str:
        """Find the singular of a word before Roman numerals: "capítulos" -> "capítulo"."""
        cue = self.short_cues.get(cue, cue)
        return self.plural_cues.get(cue) or cue.removesuffix("s")

    for_word: ClassVar[str]

    @staticmethod
    def is_count(before: str) -> bool:
        """Whether a text ends with a number and a word, so that a slash behind it is "per"."""
        return _COUNT.search(before[-_NEAR:]) is not None

    def rank_before(self, number: int, gender: Gender) -> str:
        """Words for a rank before its noun."""
        ending = "feminine" if gender is Gender.FEMININE else "masculine"
        return self.ordinal(number, f"spellout-ordinal-{ending}")

    def plural_of(self, noun: str) -> str:
        """`12 prov.` are "provincias": endings of more than one, by the language's table."""
        for ending, plural in self.plural_endings:
            if noun.endswith(ending):
                return noun.removesuffix(ending) + plural
        return noun

    def of(self, noun: str) -> str:
        """Say what something is a part or a number of: "de litro"."""
        return f"{self.language.million_joiner} {noun}"

    def part_of(self, fraction: str, noun: Noun, after: str = "") -> str:
        """Say a part of one unit: "medio litro", "un cuarto de litro"."""
        del after
        masculine, feminine = self.halves
        if fraction.rsplit(maxsplit=1)[-1] == masculine:
            return f"{feminine if noun.gender is Gender.FEMININE else masculine} {noun.one}"
        return f"{fraction} {self.of(noun.one)}"

    def whole_and_part(self, whole: int, fraction: str, noun: Noun) -> str:
        """Say whole units and a part of one: "un litro y medio"."""
        masculine, feminine = self.halves
        if fraction.rsplit(maxsplit=1)[-1] == masculine:
            fraction = feminine if noun.gender is Gender.FEMININE else masculine
        return self.language.whole_and_fraction.format(
            whole=self.counted(Number(whole), noun, ""), fraction=fraction
        )

    def alone(self, noun: Noun, before: str) -> str:
        """Say a unit without a number; "le prix du kWh" is one kilowatt hour's."""
        return noun.one if previous_word(before).lower() in self.singular_before else noun.many

    def days(self, first: int, last: Date, before: str) -> str:
        """Say the days from one to another of the same month: "del catorce al dieciséis"."""
        start = self.date(Date(last.month, first), "")
        month = self.language.months[last.month - 1]
        start = start.removesuffix(month).strip().removesuffix(" de")
        return f"{self.days_from(before)}{start} {self.day_joiner} {self.date(last, '')}"

    def days_from(self, before: str) -> str:
        """Return the word before the first day, nothing where one stands there."""
        near = previous_word(before).lower()
        return "" if near in self.stretch_starts else f"{self.day_start} "

    def announced_date_rule(self) -> Rule:
        """`le 3/4` is a date; without a word that announces one, `3/4` is a fraction."""
        return Rule(
            "romance_announced_date",
            r"(?<![\w.,/])(?P<ad_day>0?[1-9]|[12]\d|3[01])(?:er|º|°)?/(?P<ad_month>1[0-2]|0?[1-9])"
            r"(?![\w/]|[.,]\d|\s?[%°º])",
            self._announced_date,
        )

    def dated_weekday_rule(self, after_day: str) -> Rule:
        """`lun. 3 mai`: short weekdays before a date; `after_day` may follow the day's number."""
        months = "|".join((*self.language.months, *self.language.month_abbreviations))
        return Rule(
            "romance_dated_weekday",
            rf"(?P<dw_name>{'|'.join((*self.weekdays, *map(str.capitalize, self.weekdays)))})\.?"
            rf"(?=,?\s\d{{1,2}}{after_day}(?:{months})(?!\w)))",
            self._weekday_name,
            at_word=True,
        )

    def _weekday_name(self, match: re.Match[str]) -> str:
        name = match["dw_name"]
        spoken = self.weekdays[name.lower()]
        return spoken.capitalize() if name[0].isupper() else spoken

    def wind_rule(self) -> Rule:
        """`vent de NO`: one or two letters after a word that speaks of wind."""
        names = "|".join(self.winds)
        return Rule(
            "romance_wind", rf"(?:{names})(?![\w'])(?:\.(?=\s\d))?", self._wind_sign, at_word=True
        )

    def whole_millions_rule(self) -> Rule:
        """`2 000 000 personnes`: what whole millions are counted of needs a word before it."""
        marks = re.escape(self.language.group_marks)
        return Rule(
            "romance_whole_millions",
            rf"(?<!\d )(?<![\w.,])(?P<wm_number>[1-9]\d{{0,2}}(?:[{marks}]?000){{2,3}})"
            r"\s(?P<wm_noun>[^\W\d_]+)",
            self._whole_millions,
        )

    def _announced_date(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
        cue, day, month = (
            previous_word(before).lower(),
            int(match["ad_day"]),
            int(match["ad_month"]),
        )
        quarters = cue == self.month_preposition and day < month <= _LARGEST_QUARTER
        certain = is_certain_date(match["ad_day"], match["ad_month"], match.string[match.end() :])
        if not certain and (cue not in self.date_cues or quarters):
            return None
        return self.date(Date(month, day), before)

    def _wind_sign(self, match: re.Match[str]) -> str | None:
        text = match.string[: match.start()].replace("'", " ")
        second, before = (word.lower() for word in previous_words(text))
        sign = match[0].removesuffix(".")
        # One letter after "de" may be anything, unless a wind is before it.
        certain = len(sign) > 1 or len(before) > len(self.longest_short_cue)
        certain = certain or second in self.wind_cues
        if len(sign) >= _COMPOUND_WIND:  # "O-NO" is nothing else
            return self.winds[sign]
        return self.winds[sign] if before in self.wind_cues and certain else None

    def _whole_millions(self, match: re.Match[str]) -> str | None:
        noun, language = match["wm_noun"], self.language
        if noun in language.units or noun in language.currencies:
            return None
        if noun.lower() in self.not_counted:
            return None
        number = self.format.parse(match["wm_number"])
        return f"{self.number(number, Gender.MASCULINE)} {self.after_million(noun)}"


def hour_of_day(time: Time) -> int:
    """Return the hour on the 24-hour clock; 24 o'clock is 0."""
    if time.meridiem:
        return time.hour % _NOON + (_NOON if time.meridiem == "pm" else 0)
    return time.hour % _DAY


def with_seconds(grammar: Grammar, hour: str, time: Time) -> str:
    """Say an hour with minutes and seconds as counted things."""
    units = grammar.language.units
    parts = [hour]
    if time.minute:
        parts.append(grammar.counted(Number(time.minute), units["min"], ""))
    last = grammar.counted(Number(time.second or 0), units["s"], "")
    return f"{', '.join(parts)} {grammar.language.words.and_} {last}"


def month_forms(months: tuple[str, ...], short: Mapping[str, int]) -> dict[str, int]:
    """Make the month names with a capital and the short names, also with a capital."""
    found = {name.capitalize(): number for number, name in enumerate(months, start=1)}
    for name, number in short.items():
        found |= {name: number, name.capitalize(): number}
    return found
