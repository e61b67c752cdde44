"""What a language has to say about itself: tables, and the grammar that joins them.

A language is one folder, whose `language` module has a `LANGUAGE`. Tables are data; what a table
cannot hold (word order of a time, case of a date) is a method of `Grammar`, overridden by the
language's own subclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.abbreviation import Place
from pocket_tts_wyoming.text.languages.nouns import Case, Currency, Date, Gender, Noun, Time
from pocket_tts_wyoming.text.languages.sign_words import SentenceWords, SignWords
from pocket_tts_wyoming.text.languages.vocabulary import Vocabulary
from pocket_tts_wyoming.text.languages.words import (
    next_word,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.normalize.numbers import Number, NumberFormat, NumberWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.languages.abbreviation import Abbreviation
    from pocket_tts_wyoming.text.normalize.rewriter import Rule

__all__ = [
    "Case",
    "Currency",
    "Date",
    "Gender",
    "Grammar",
    "Language",
    "Noun",
    "SentenceWords",
    "SignWords",
    "Time",
    "next_word",
    "previous_word",
    "previous_words",
    "words_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Everything the verbalisers need to know about one language.

    * `cardinal`, `ordinal`, `year_ruleset`: CLDR rule sets for bare numbers; `cardinals` by gender
      and case for counted things (missing pairs fall back to the nominative, then to `cardinal`).
    * `ordinal_suffixes`: written suffix ("nd", "º") -> CLDR rule set.
    * `genders`, `gender_endings`: gender of nouns that follow a number, first by word, then by
      ending (lower case, first match wins), then `default_gender`.
    * `abbreviations`: see `Abbreviation`; the splitter reads the same table.
    * `vocabulary`: what a cut word that no table knows may stand for.
    * `acronym_words`: capitals that are not said letter by letter -> how to write them;
      `spelled_acronyms`: the ones that would look like words ("LED", "USA");
      `emphasis_words`: short words that people write in capitals ("NOT").
    * `domain_words`: part of a host's name -> its words, where letters are said ("io").
    * `duration_cues`: words beside which `00:05:00` is a duration ("timer", "left").
    * `digit_cues`: words after which a number is read digit by digit ("PIN").
    * `weekdays`: short name -> name; beside another one, or before a date, it is a day.
      `joiners`: words inside a list ("and", "or"); `range_words`: inside a range ("to").
      `between_words`: words that want "and" there ("between").
    * `money_letters`: letters behind money ("M", "bn") -> key in `magnitudes`; "k" is known.
      `per_hundred_km`: words for "/100 km". `per_words`: "mo" in "$5/mo" -> word.
    * `numbered_things`: behind these a number is a name ("gate 12B") and a list has no decimals
      ("channels 1,2 and 3"). `listed_things`: only the latter ("prise 16A").
    * `call_cues`: words before an emergency number ("call 911"). `minutes_before`: words behind
      "5m" that make minutes of it ("ago"), `minutes_behind`: those in front of it ("hace").
      `lower_case_acronyms`: spelled also in small letters ("fyi").
    * `truncated`: words that people cut off ("Unterr."), besides those of the abbreviations.
    * `century_words`: "siglo" and the like, whose numbers are Roman. `am_is_word`: not a.m.
    * `month_first`: how `11/10/2026` is read. `numeric_date_marks`: between day and month.
      `time_marks`: between hour and minute. `time_suffix`: pattern of a word after it ("Uhr").
    """

    code: str
    decimal_mark: str
    group_marks: str
    words: SignWords
    sentence_words: SentenceWords
    grammar: type[Grammar]
    months: tuple[str, ...]
    month_abbreviations: Mapping[str, int]
    units: Mapping[str, Noun]
    currencies: Mapping[str, Currency]
    magnitudes: Mapping[str, Noun] = field(default_factory=dict)
    cardinal: str = "spellout-numbering"
    ordinal: str = "spellout-ordinal"
    year_ruleset: str = "spellout-numbering-year"
    cardinals: Mapping[tuple[Gender, Case], str] = field(default_factory=dict)
    ordinal_suffixes: Mapping[str, str] = field(default_factory=dict)
    genders: Mapping[str, Gender] = field(default_factory=dict)
    gender_endings: tuple[tuple[str, Gender], ...] = ()
    default_gender: Gender = Gender.MASCULINE
    decimals_as_number: bool = False
    singular_below_two: bool = False
    million_joiner: str = ""
    money_joiner: str = " "
    money_says_minor: bool = True
    fractions: Mapping[str, str] = field(default_factory=dict)
    whole_and_fraction: str = "{whole} {fraction}"
    abbreviations: tuple[Abbreviation, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    acronym_words: Mapping[str, str] = field(default_factory=dict)
    spelled_acronyms: frozenset[str] = frozenset()
    emphasis_words: frozenset[str] = frozenset()
    year_cues: frozenset[str] = frozenset()
    roman_cues: frozenset[str] = frozenset()
    domain_words: Mapping[str, str] = field(default_factory=dict)
    duration_cues: frozenset[str] = frozenset()
    digit_cues: frozenset[str] = frozenset()
    weekdays: Mapping[str, str] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    range_words: frozenset[str] = frozenset()
    between_words: frozenset[str] = frozenset()
    money_letters: Mapping[str, str] = field(default_factory=dict)
    per_hundred_km: str = ""
    per_words: Mapping[str, str] = field(default_factory=dict)
    numbered_things: frozenset[str] = frozenset()
    listed_things: frozenset[str] = frozenset()
    call_cues: frozenset[str] = frozenset()
    minutes_before: frozenset[str] = frozenset()
    minutes_behind: frozenset[str] = frozenset()
    lower_case_acronyms: frozenset[str] = frozenset()
    century_words: frozenset[str] = frozenset()
    truncated: frozenset[str] = frozenset()
    emoji: Mapping[str, str] = field(default_factory=dict)
    extra_characters: str = ""
    month_first: bool = False
    numeric_date_marks: str = "/"
    time_marks: str = ":"
    time_suffix: str = ""
    am_is_word: bool = False


class Grammar:
    """Joins tables to phrases. The defaults serve a language without case or odd word order."""

    def __init__(self, language: Language, words: NumberWords) -> None:
        self.language = language
        self.format = NumberFormat(language.decimal_mark, language.group_marks)
        self._words = words

    def own_rules(self) -> list[Rule]:
        """Rules that only this language has; they come before the common ones."""
        return []

    # -- numbers ------------------------------------------------------------------------------

    def cardinal(
        self, number: int, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Words for an integer; without a gender, the form used for counting."""
        ruleset = self.language.cardinal
        if gender is not None:
            forms = self.language.cardinals
            ruleset = forms.get((gender, case)) or forms.get((gender, Case.NOMINATIVE), ruleset)
        return self._words.spell(number, ruleset)

    def ordinal(self, number: int, ruleset: str = "") -> str:
        """Words for a rank, by the language's usual or a given CLDR rule set."""
        return self._words.spell(number, ruleset or self.language.ordinal)

    def year(self, number: int) -> str:
        """Words for a year."""
        return self._words.spell(number, self.language.year_ruleset)

    def digits(self, text: str) -> str:
        """Digit by digit; everything else is ignored."""
        return " ".join(self.cardinal(int(digit)) for digit in text if digit.isdigit())

    def sign(self, sign: str) -> str:
        """Words for a number's sign, with the space after them."""
        words = self.language.words
        spoken = {
            "-": words.minus,
            "+": words.plus,
            "±": words.plus_minus,
            "~": words.about,
            "≈": words.about,
        }.get(sign, "")
        return f"{spoken} " if spoken else ""

    def number(
        self, number: Number, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Words for a number with sign and decimals."""
        if not number.fraction:
            return self.sign(number.sign) + self.cardinal(number.whole, gender, case)
        return (
            f"{self.sign(number.sign)}{self.cardinal(number.whole)} "
            f"{self.language.words.point} {self.decimals(number.fraction)}"
        )

    def decimals(self, fraction: str) -> str:
        """Words for the digits after the decimal mark."""
        as_number = (
            self.language.decimals_as_number
            and len(fraction) <= 2  # noqa: PLR2004 - "virgule quatorze", but digits from three on
            and not fraction.startswith("0")
        )
        return self.cardinal(int(fraction)) if as_number else self.digits(fraction)

    def span(self, first: str, last: str, before: str) -> str:
        """Join the spoken ends of a range: "ten to twenty", "between ten and twenty"."""
        return f"{first} {self.range_word(before)} {last}"

    def range_word(self, before: str) -> str:
        """Find the word between the ends of a range."""
        between = previous_word(before).lower() in self.language.between_words
        return self.language.words.and_ if between else self.language.words.to

    # -- agreement ----------------------------------------------------------------------------

    def case_after(self, before: str) -> Case:
        """Find the case that the words before a number ask for."""
        del before
        return Case.NOMINATIVE

    def gender_of(self, noun: str) -> Gender:
        """Find the gender of a noun as it stands after a number."""
        word = noun.lower()
        if word not in self.language.genders:  # "1 notif." counts a whole word
            word = (self.language.vocabulary.find(word) or word).partition("/")[0]
        known = self.language.genders.get(word)
        if known is not None:
            return known
        for ending, gender in self.language.gender_endings:
            if word.endswith(ending):
                return gender
        return self.language.default_gender

    def inflected(self, stem: str, before: str, after: str) -> str:
        """Give an adjective the ending that the noun behind it asks for."""
        del before, after
        return stem

    def bare_number(self, number: Number, before: str, after: str) -> str:
        """Say a number without a unit: it agrees with the noun after it, if there is one."""
        following = next_word(after)
        if number.fraction or not following or not self.language.cardinals:
            return self.number(number)
        return self.number(number, self.gender_of(following), self.case_after(before))

    def times(self, number: int) -> str:
        """Say how often: "four times"."""
        return f"{self.cardinal(number)} {self.language.words.times}"

    def is_numbered(self, word: str) -> bool:
        """Whether a number behind a word is a name: "gate 12"."""
        return word.lower() in self.language.numbered_things

    def has_parts(self, word: str) -> bool:
        """Whether the point of a number behind a word is no decimal mark: "Kapitel 2.1"."""
        near = word.lower()
        if near == self.language.words.version.lower():
            return True
        return self.language.decimal_mark == "," and near in self._things_with_parts

    @cached_property
    def _things_with_parts(self) -> frozenset[str]:
        language = self.language
        short = {
            word.lower()
            for entry in language.abbreviations
            if entry.place is Place.BEFORE_NUMBER and entry.spoken
            for word in (entry.key, entry.spoken)
        }
        return language.numbered_things | language.roman_cues | short

    def is_singular(self, number: Number) -> bool:
        """Whether a counted thing is in the singular."""
        return number.is_below_two if self.language.singular_below_two else number.is_one

    def counted(self, number: Number, noun: Noun, before: str) -> str:
        """Say a number with its unit: "three kilowatt hours"."""
        case = self.case_after(before)
        spoken = self.number(number, noun.gender, case)
        if self.is_singular(number):
            return f"{spoken} {noun.one}"
        many = noun.dative_many if case is Case.DATIVE and noun.dative_many else noun.many
        if number.whole and not number.fraction and number.whole % 10**6 == 0:
            many = self.after_million(many)
        return f"{spoken} {many}"

    def is_attribute(self, before: str, after: str) -> bool:
        """Whether a measure stands before a thing: "a 5 amp fuse" has its unit in the singular."""
        del before, after
        return False

    def joined(self, parts: list[str]) -> str:
        """Join the parts of a length of time: "one hour thirty minutes"."""
        return " ".join(parts)

    def plural_of(self, noun: str) -> str:
        """Say more than one of a thing, where a short word stands for it; as it is by default."""
        return noun

    def after_million(self, noun: str) -> str:
        """Say a thing that millions are counted of: "de euros"."""
        joiner = self.language.million_joiner
        return f"{joiner} {noun}" if joiner else noun

    def per(self, noun: Noun) -> str:
        """Say the second half of a compound unit: "per hour"."""
        return noun.per or f"{self.language.words.per} {noun.one}"

    def money(self, number: Number, currency: Currency, before: str) -> str:
        """Say an amount of money: "twelve dollars and fifty cents"."""
        if len(number.fraction) != 2 or currency.minor is None:  # noqa: PLR2004 - two decimals
            return self.counted(number, currency.major, before)
        cents = Number(int(number.fraction), sign="" if number.whole else number.sign)
        if not cents.whole:
            return self.counted(Number(number.whole, sign=number.sign), currency.major, before)
        if not number.whole:
            return self.counted(cents, currency.minor, before)
        major = self.counted(Number(number.whole, sign=number.sign), currency.major, before)
        if not self.language.money_says_minor:
            return f"{major}{self.language.money_joiner}{self.cardinal(cents.whole)}"
        return f"{major}{self.language.money_joiner}{self.counted(cents, currency.minor, before)}"

    # -- times and dates ----------------------------------------------------------------------

    def time(self, time: Time, before: str, after: str) -> str:
        """Say a time of day."""
        del before, after
        parts = [self.cardinal(time.hour), self.cardinal(time.minute)]
        if time.second is not None:
            parts.append(self.cardinal(time.second))
        return " ".join(parts)

    def date(self, date: Date, before: str) -> str:
        """Say a date: day, month and year in the language's order."""
        del before
        parts = [self.language.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, self.cardinal(date.day))
        if date.year is not None:
            parts.append(self.year(date.year))
        return " ".join(parts)

    def is_year(self, number: int, before: str, after: str) -> bool:
        """Whether four bare digits are a year: only after a word that announces one."""
        del after
        return 1100 <= number < 2100 and previous_word(before).lower() in self.language.year_cues  # noqa: PLR2004 - centuries said as years

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """Words for a simple fraction, None if it is not one."""
        return self.language.fractions.get(f"{numerator}/{denominator}")

    def mixed(self, whole: int, fraction: str) -> str:
        """Join a whole number and the words of a fraction: "two and three quarters"."""
        return self.language.whole_and_fraction.format(
            whole=self.cardinal(whole), fraction=fraction
        )

    def part_of(self, fraction: str, noun: Noun, after: str = "") -> str:
        """Say a part of one unit: "half a liter" where the language says it so."""
        del after
        return f"{fraction} {noun.one}"

    def alone(self, noun: Noun, before: str) -> str:
        """Say a unit without a number: "the value in kilowatt hours", "the price per kWh"."""
        return noun.one if previous_word(before).lower() == self.language.words.per else noun.many

    def whole_and_part(self, whole: int, fraction: str, noun: Noun) -> str:
        """Say whole units and a part of one: "one and a half liters"."""
        return f"{self.mixed(whole, fraction)} {noun.many}"

    def call_number(self, digits: str) -> str | None:
        """Say a short number that someone calls, digit by digit; None if it is none."""
        return self.digits(digits) if len(digits) == 3 else None  # noqa: PLR2004 - "911"

    def code(self, digits: str) -> str:
        """Say the digits of a room, a flight or a model: as a number, unless the language knows."""
        return self.digits(digits) if digits.startswith("0") else self.cardinal(int(digits))

    def days(self, first: int, last: Date, before: str) -> str:
        """Say the days from one to another of the same month: "14-16 March"."""
        start, end = self.date(Date(last.month, first), before), self.date(last, "")
        month = self.language.months[last.month - 1]
        if end.startswith(month):
            return self.span(start, end.removeprefix(month).strip(), before)
        # "catorce de marzo" is "catorce" here.
        return self.span(start.removesuffix(month).strip().removesuffix(" de"), end, before)

    def regnal(self, name: str, number: int) -> str | None:
        """Say what follows a ruler's name ("the second"), None if the name is not a ruler's."""
        del name, number
        return None

    def regnal_after(self, before: str, name: str, number: int) -> str | None:
        """As `regnal`, for a language whose form depends on the words before the name."""
        del before
        return self.regnal(name, number)
