"""German: gender and case of "ein", case endings of ordinals and dates, 24-hour times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Case,
    Date,
    Gender,
    Grammar,
    Time,
    next_word,
    previous_words,
)
from pocket_tts_wyoming.text.languages.de.cues import (
    ACCUSATIVE,
    ADVERBS,
    DATE_CUES,
    DATIVE,
    ENDS_IN_E,
    ENDS_IN_N,
    HALF_ENDINGS,
    JOINED_COUNT,
    JOINED_RANK,
    LARGEST_DENOMINATOR,
    OBJECT_VERBS,
    SPANS,
    STRONG,
    WEEKDAY_WORDS,
)
from pocket_tts_wyoming.text.languages.de.tables import (
    FEMININE_RULERS,
    MASCULINE_RULERS,
    MONTHS,
    RANKED,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.de.units import UNITS
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    import re


class GermanGrammar(Grammar):
    """Times with "Uhr", ordinals by dot, case by the words before."""

    def own_rules(self) -> list[Rule]:
        """Ordinals ("am 3. Tag") and short dates ("am 22.11.") with their dots."""
        months = "|".join(MONTHS)
        days = "|".join(WEEKDAYS)
        return [
            Rule(
                "de_short_date",
                r"(?<![\w.,:])(?P<ds_day>[12]?\d|3[01]|0[1-9])\.\s?(?P<ds_month>1[0-2]|0?[1-9])\."
                r"(?![\d\w])",
                self._short_date,
            ),
            Rule(
                "de_dotted_date",
                r"(?<![\w.,:])(?P<dd_day>[12]\d|3[01]|0?[1-9])\.\s?(?P<dd_month>1[0-2]|0?[1-9])\.\s?"
                r"(?P<dd_year>\d{4}|\d{2})(?![\w]|[.,:]\d)",
                self._dotted_date,
            ),
            Rule(
                "de_dotted_time",
                r"(?<![\w.,:])(?P<dt_hour>[01]?\d|2[0-4])\.(?P<dt_minute>[0-5]\d)\sUhr\b",
                self._dotted_time,
            ),
            Rule(
                "de_days",
                rf"(?P<dr_from>\d{{1,2}})\.\s?(?:-|\u2013|bis)\s?(?P<dr_to>\d{{1,2}})\.\s(?P<dr_month>{months})(?!\w)",
                self._days,
            ),
            Rule(
                "de_ordinal",
                rf"(?<![\w.,:])(?P<do_number>\d{{1,3}})\.(?=\s(?!(?:{months})\b)[^\W\d_]|\s?(?:-|\u2013)\s?\d+\.\s)",
                self._ordinal_with_dot,
            ),
            Rule(
                "de_weekday",
                rf"(?P<wd_name>{days})\.?(?=,?\s\d{{1,2}}(?:\.|:\d\d|\s?[-\u2013]\s?\d|\sUhr))",
                lambda match: WEEKDAYS[match["wd_name"]],
                at_word=True,
            ),
            Rule(
                "de_weekdays",
                rf"(?P<wr_from>{days})\.?\s?(?:[-\u2013]|bis)\s?(?P<wr_to>{days})\.?(?![\w-])",
                self._weekdays,
                at_word=True,
            ),
            Rule("de_week", r"KW(?=\s?\d)", lambda _: "Kalenderwoche", at_word=True),
            Rule(
                "de_half",
                r"(?<![\w.,:/-])(?:½|1/2)(?:\s(?P<dh_noun>[A-ZÄÖÜ][a-zäöüß]+)"
                rf"|\s?(?P<dh_unit>{unit_pattern(self.language)})(?![^\W_]|/))",
                self._half,
            ),
            Rule(
                "de_times",
                r"(?<![\w.,])(?P<tm_number>\d{1,3})\s?[xX\u00d7]\s(?=[^\W\d])",
                lambda match: f"{self.cardinal(int(match['tm_number']), Gender.NEUTER)}mal ",
            ),
            Rule("de_decade", r"(?P<de_tens>\d{1,3}0)er(?!\w)", self._decade),
            Rule(
                "de_percent_word",
                r"(?P<dp_number>\d+)-?%-?(?:(?P<dp_adjective>ig[a-z]*)|(?=[a-zä-üA-ZÄ-Ü]))",
                self._percent_word,
            ),
        ]

    def case_after(self, before: str) -> Case:
        """Dative after most prepositions, accusative after "haben", "für", "um"."""
        # "Ich habe 1 Lampe und 1 Schalter": the second thing has the case of the first.
        before = JOINED_COUNT.sub("", before)
        further, near = (word.lower() for word in previous_words(before))
        if near in DATIVE:
            return Case.DATIVE
        if near in ACCUSATIVE or further in OBJECT_VERBS:
            return Case.ACCUSATIVE
        return Case.NOMINATIVE

    def bare_number(self, number: Number, before: str, after: str) -> str:
        """Only a noun, which has a capital, or an adjective before it makes "eins" an "ein"."""
        following = next_word(after)
        if number.fraction or number.whole != 1 or not following:
            return self.number(number)
        if following[0].isupper():
            return self.number(number, self.gender_of(following), self._case_of(following, before))
        return self._before_adjective(number, before, after, following)

    def _before_adjective(self, number: Number, before: str, after: str, adjective: str) -> str:
        """`1 neues Licht` is "ein neues Licht": the ending shows the gender."""
        noun = next_word(after.lstrip()[len(adjective) :])
        if not noun[:1].isupper() or adjective in {"und", "oder", "von", "bis", "ist", "mal"}:
            return self.number(number)
        return self.number(number, self.gender_of(noun), self._case_of(noun, before))

    def _case_of(self, noun: str, before: str) -> Case:
        further, near = (word.lower() for word in previous_words(before))
        adverb = near in ADVERBS and further not in OBJECT_VERBS
        if adverb and noun.lower() not in SPANS:
            return Case.NOMINATIVE
        return self.case_after(before)

    def number(
        self, number: Number, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Only "ein" itself agrees: "eine Sekunde", but "einhunderteins Sekunden"."""
        return super().number(number, gender if number.whole == 1 else None, case)

    def mixed(self, whole: int, fraction: str) -> str:
        """`2½` is "zweieinhalb", `1 3/4` "eindreiviertel"."""
        return self.cardinal(whole, Gender.NEUTER) + fraction.lower().replace(" ", "")

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "vierzehn Uhr fünf", `1:00` is "ein Uhr"."""
        del before, after
        hour = time.hour % 12 + 12 if time.meridiem == "pm" else time.hour
        if time.meridiem == "am" and hour == 12:  # noqa: PLR2004 - midnight on the other clock
            hour = 0
        parts = [self.cardinal(hour, Gender.NEUTER), "Uhr"]
        if time.minute:
            parts.append(self.cardinal(time.minute))
        if time.second is not None:
            if time.minute:
                parts.append("und")
            parts.append(self.counted(Number(time.second), UNITS["s"], ""))
        return " ".join(parts)

    def date(self, date: Date, before: str) -> str:
        """`am 22.11.2026` is "am zweiundzwanzigsten November zweitausendsechsundzwanzig"."""
        parts = [self.language.months[date.month - 1]]
        if date.day is not None:
            further, near = (word.lower() for word in previous_words(before))
            # "am Montag, 23.11.": the day stands in apposition.
            beside = near in WEEKDAY_WORDS and further == "am"
            day = self._rank(date.day, "dem" if beside else before, Gender.MASCULINE)
            parts.insert(0, f"dem {day}" if beside else day)
        if date.year is not None:
            parts.append(self.year(date.year))
        return " ".join(parts)

    def is_year(self, number: int, before: str, after: str) -> bool:
        """After a cue, or a bare number of the last century that counts nothing."""
        if super().is_year(number, before, after):
            return True
        return 1900 < number < 2000 and not next_word(after)[:1].isupper()  # noqa: PLR2004 - the last century

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "drei Achtel", `1/2` "ein halb"."""
        known = super().fraction(numerator, denominator)
        if known is not None or not 0 < numerator < denominator <= LARGEST_DENOMINATOR:
            return known
        top = self.cardinal(numerator, Gender.NEUTER)
        if denominator == 2:  # noqa: PLR2004 - a half
            return f"{top} halb"
        rank = self.ordinal(denominator).removesuffix("te").removesuffix("s")
        name = {3: "Drittel", 7: "Siebtel", 8: "Achtel"}.get(denominator)
        name = name or rank.capitalize() + ("tel" if denominator < LARGEST_DENOMINATOR else "stel")
        return f"{top} {name}"

    def regnal(self, name: str, number: int) -> str | None:
        """Elisabeth II. is "die Zweite", Ludwig XIV. "der Vierzehnte"."""
        rank = self.ordinal(number).capitalize()
        if name in FEMININE_RULERS:
            return f"die {rank}"
        return f"der {rank}" if name in MASCULINE_RULERS else None

    def _half(self, match: re.Match[str]) -> str:
        unit = match["dh_unit"]
        case = self.case_after(match.string[: match.start()])
        noun = UNITS[unit].one if unit else match["dh_noun"]
        gender = UNITS[unit].gender if unit else self.gender_of(noun)
        return f"{HALF_ENDINGS[gender, case]} {noun}"

    def _percent_word(self, match: re.Match[str]) -> str:
        number, adjective = self.cardinal(int(match["dp_number"])), match["dp_adjective"]
        return f"{number}prozent{adjective}" if adjective else f"{number}-Prozent-"

    def _weekdays(self, match: re.Match[str]) -> str:
        ends = match[0].endswith(".") and not match.string[match.end() :].strip()
        spoken = f"{WEEKDAYS[match['wr_from']]} bis {WEEKDAYS[match['wr_to']]}"
        return f"{spoken}." if ends else spoken

    def _days(self, match: re.Match[str]) -> str:
        before = match.string[: match.start()]
        first, last = (
            self._rank(int(match[group]), before, Gender.MASCULINE)
            for group in ("dr_from", "dr_to")
        )
        return f"{first} bis {last} {match['dr_month']}"

    def _decade(self, match: re.Match[str]) -> str:
        return f"{self.year(int(match['de_tens']))}er"

    def _rank(self, number: int, before: str, gender: Gender) -> str:
        # "am 1. und 2. Januar": the second rank has the case of the first.
        before = JOINED_RANK.sub("", before)
        further, near = (word.lower() for word in previous_words(before))
        if near in ENDS_IN_N:
            ending = "n"
        elif near in ENDS_IN_E:
            # "in der zweiten Etage": after a preposition "der" is a dative.
            ending = "n" if near == "der" and further in DATIVE else ""
        else:
            ending = {Gender.MASCULINE: "r", Gender.NEUTER: "s"}.get(gender, "")
        return self.ordinal(number) + ending

    def _ordinal_with_dot(self, match: re.Match[str]) -> str | None:
        text = match.string
        before, after = text[: match.start()], text[match.end() :]
        near = previous_words(before)[1].lower()
        noun = next_word(after)
        known = near in ENDS_IN_N or near in ENDS_IN_E or near in STRONG
        if noun and not noun[0].isupper():
            # "Es sind 3. danach": a lower-case word follows an ordinal only after an article.
            return self._rank(int(match["do_number"]), before, Gender.FEMININE) if known else None
        if not known and noun.lower() not in RANKED:
            return None
        return self._rank(int(match["do_number"]), before, self.gender_of(noun))

    def _short_date(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
        # "Der Wert ist 15.3." is no date: only a word that announces one makes it certain.
        alone = not before and not match.string[match.end() :].strip()
        if not alone and previous_words(before)[1].lower() not in DATE_CUES:
            return None
        spoken = self.date(Date(int(match["ds_month"]), int(match["ds_day"])), before)
        ends = not match.string[match.end() :].strip()
        return f"{spoken}." if ends else spoken

    def _dotted_date(self, match: re.Match[str]) -> str:
        date = Date(int(match["dd_month"]), int(match["dd_day"]), full_year(match["dd_year"]))
        return self.date(date, match.string[: match.start()])

    def _dotted_time(self, match: re.Match[str]) -> str:
        return self.time(Time(int(match["dt_hour"]), int(match["dt_minute"])), "", "")
