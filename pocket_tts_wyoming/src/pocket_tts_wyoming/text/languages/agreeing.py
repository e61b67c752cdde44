"""What only Italian and Portuguese share: numbers that agree with what they count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Gender,
    next_word,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.languages.romance import RomanceGrammar
from pocket_tts_wyoming.text.languages.romance_days import is_certain_date
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.languages.romance import Agreement

_MONTHS = 12
# As long as a sentence grows before it is cut
_SENTENCE = 300
_BEFORE_BOTH = words_of("em de a é di")
_PRESSURES = words_of("pressão tensão arterial tela ecrã pressione schermo")
_TODAY = words_of("hoje amanhã ontem dia oggi domani ieri data")
_DAY_BEFORE = re.compile(r"([^\W\d_]+)\s\d{1,2}/\d{1,2}(?:,\s\d{1,2}/\d{1,2})*,?\s(?:e|o|ou)\s$")
_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_HOURS = words_of("alle dalle delle le ore h verso às das à as pelas até para oggi hoje")
# "Sixteen to nine" and "around the clock" are no days.
_NO_DATES = frozenset({"16/9", "24/7"})
_NO_DENOMINATORS = frozenset({7, 9, 11, 12})


class AgreeingGrammar(RomanceGrammar):
    """Rules that Italian and Portuguese need, over the tables of each.

    `folded_before`: behind "3x" they make it three times. `pairs_of`: nouns that "25/30" counts
    roughly. `largest_part`: up to it a fraction of a short unit is one ("3/4 h"). `day_states`:
    words that a short weekday stands before ("dom chiuso"). `hour_cues`: before "9-18" they make
    hours of it. `plural_ends`: of nouns. `one_of`: what one of many is
    ("minuti": "un minuto"), `one_in_state`: and what it is like ("accese": "accesa").
    `quotients`: words of a sentence whose "12/8" is no day.
    """

    agreement: ClassVar[Agreement]
    folded_before: ClassVar[frozenset[str]]
    pairs_of: ClassVar[frozenset[str]]
    largest_part: ClassVar[int] = 4
    day_states: ClassVar[tuple[str, ...]]
    hour_cues: ClassVar[frozenset[str]]
    plural_ends: ClassVar[tuple[str, ...]]
    one_of: ClassVar[Mapping[str, str]]
    one_in_state: ClassVar[Mapping[str, str]]
    quotients: ClassVar[frozenset[str]] = frozenset()
    phones: ClassVar[str]
    ratio_cues: ClassVar[tuple[str, ...]]
    comparatives: ClassVar[frozenset[str]]
    times_words: ClassVar[tuple[str, str]]
    extremes: ClassVar[Mapping[str, str]]

    def own_rules(self) -> list[Rule]:
        """Make the rules for phones, short dates, weekdays, ratios, counted ranges, "2x"."""
        months = alternatives((*self.language.months, *self.language.month_abbreviations))
        names = alternatives((*self.weekdays, *(name.capitalize() for name in self.weekdays)))
        extremes = "|".join(self.extremes)
        return [
            Rule(
                "romance_phone",
                rf"(?<![\w.,:-])(?:{self.phones})(?![\w-]|[.,:]\d)",
                self._phone,
            ),
            Rule(
                "romance_short_date",
                r"(?<![\w.,:/])(?P<sd_day>[12]\d|3[01]|0?[1-9])/(?P<sd_month>1[0-2]|0?[1-9])"
                r"(?![\w/]|[.,:]\d)",
                self._short_date,
            ),
            Rule(
                "romance_weekday",
                rf"(?P<wd_name>{names})\.?(?=,?\s\d{{1,2}}(?:/\d|\s(?:de\s)?(?:{months})\b))",
                self._weekday,
                at_word=True,
            ),
            Rule(
                "romance_ratio",
                rf"(?P<ra_words>(?i:{'|'.join(self.ratio_cues)})\s(?:[^\W\d_]+\s){{0,6}})"
                rf"(?P<ra_left>\d{{1,4}})\s?:\s?(?P<ra_right>{self.format.unsigned})(?![\d:])",
                self._ratio,
                at_word=True,
            ),
            Rule(
                "romance_counted_range",
                r"(?<![\w.,:/+-])(?P<cr_from>\d{1,3})\s?[-\u2013]\s?(?P<cr_to>\d{1,3})(?=\s[^\W\d_])",
                self._counted_range,
            ),
            Rule(
                "romance_folded",
                r"(?<![\w.,√])(?P<fo_number>\d{1,3})(?:\s?[xX]|\u00d7)\s(?=[^\W\d])(?!mille|cento)",
                self._folded,
            ),
            Rule(
                "romance_extreme",
                rf"(?P<ex_name>(?i:{extremes}))\.?(?P<ex_colon>:?\s)(?=[-\u2212]?\d+(?:[.,]\d+)?\s?°)",
                lambda match: self.extremes[match["ex_name"].lower()] + match["ex_colon"],
                at_word=True,
            ),
        ]

    def times(self, number: int) -> str:
        """`2x` is "due volte"."""
        one, many = self.times_words
        return f"{self.cardinal(number, Gender.FEMININE)} {one if number == 1 else many}"

    def _phone(self, match: re.Match[str]) -> str:
        plus = f"{self.language.words.plus} " if match[0].startswith("+") else ""
        return plus + ", ".join(self.digits(group) for group in re.findall(r"\d+", match[0]))

    def _short_date(self, match: re.Match[str]) -> str | None:
        text, start = match.string, match.start()
        before = text[max(0, start - _SENTENCE) : start].replace("'", " ")
        day, month = int(match["sd_day"]), int(match["sd_month"])
        # "3/4" is a fraction unless a word announces a day; "24/11" and "5/01" can only be days.
        certain = match["sd_month"].startswith("0") or (day > _MONTHS and match[0] not in _NO_DATES)
        after = text[match.end() :]
        certain = certain or is_certain_date(match["sd_day"], match["sd_month"], after)
        listed = _DAY_BEFORE.search(before)  # "dias 6/4 e 7/5"
        certain = certain or (listed is not None and listed[1].lower() in self.date_cues)
        second, near = (word.lower() for word in previous_words(before))
        today = near in {"é", "è"} and second in _TODAY
        # "e-mail de 3/11": nobody reckons in elevenths.
        # "12/10" has no such part, but a blood pressure of 12/8 and a screen of 4/3 have.
        near_by = text[max(0, start - _SENTENCE) : match.end() + _SENTENCE].lower()
        above = day > month and self.quotients.isdisjoint(_WORD.findall(near_by))
        of_day = near in {"de", "a"} and (month in _NO_DENOMINATORS or above)
        # "Sua pressão está em 13/9."
        if near in _BEFORE_BOTH and not _PRESSURES.isdisjoint(_WORD.findall(before.lower())):
            return None if match["sd_month"][0] != "0" else self.date(Date(month, day), before)
        if not certain and not of_day and not today and near not in self.date_cues:
            return None
        return self.date(Date(month, day), before)

    def _weekday(self, match: re.Match[str]) -> str:
        name = match["wd_name"]
        spoken = self.weekdays[name.lower()]
        return spoken.capitalize() if name[0].isupper() else spoken

    def _ratio(self, match: re.Match[str]) -> str | None:
        """`Diluire in acqua 1:10`; "il risultato esce alle 14:30" has a time of day."""
        if previous_word(match["ra_words"]).lower() in _BEFORE_HOURS:
            return None
        left, right = (
            self.number(self.format.parse(match[group])) for group in ("ra_left", "ra_right")
        )
        return f"{match['ra_words']}{left} {self.language.words.score} {right}"

    def _counted_range(self, match: re.Match[str]) -> str | None:
        text = match.string
        before, after = text[: match.start()], text[match.end() :]
        first, last = int(match["cr_from"]), int(match["cr_to"])
        counted = self.agreement.noun(before, after)
        if first >= last or not counted or counted in self.language.units:
            return None
        start, end = (self.bare_number(Number(n), before, after) for n in (first, last))
        return self.span(start, end, before)

    def _folded(self, match: re.Match[str]) -> str:
        number, after = Number(int(match["fo_number"])), match.string[match.end() :]
        following = next_word(after).lower()
        if following in self.comparatives or following in self.folded_before:
            times = self.times_words[0 if number.is_one else 1]
            return f"{self.cardinal(number.whole, Gender.FEMININE)} {times} "
        return f"{self.bare_number(number, '', after)} "

    def joined(self, parts: list[str]) -> str:
        """Join the parts of a length of time: "uma hora e vinte minutos"."""
        first = ", ".join(parts[:-1])
        return f"{first} {self.language.words.and_} {parts[-1]}" if first else "".join(parts)

    def few_or_more(self, first: str, last: str) -> str:
        """Join two numbers of which either may be: "venticinque-trenta"."""
        return f"{first}-{last}"

    def minute_of_match(self, minute: int) -> str:
        """Say when a goal was: "al sessantasettesimo", "aos sessenta e sete"."""
        raise NotImplementedError

    def hour_range(self, first: int, last: int, before: str) -> str:
        """Say the hours from one to another behind what announces them: "dalle nove alle due"."""
        raise NotImplementedError

    def ordinal_of(self, number: int, gender: Gender) -> str:
        """Words for a rank that agrees with a masculine or feminine noun."""
        return self.rank_before(number, gender)
