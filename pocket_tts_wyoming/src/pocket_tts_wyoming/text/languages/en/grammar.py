"""English as spoken in the United States (Pocket TTS's English voices), both clocks."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Grammar,
    Noun,
    Time,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.languages.en.tables import WEEKDAYS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_RULERS = words_of(
    "Elizabeth Henry George Louis Charles William Edward James Richard Philip Pope Paul Benedict "
    "Pius Francis Leo Frederick Nicholas Alexander Catherine Peter Ivan Ramses Rameses Napoleon "
    "Friedrich Wilhelm Gregory Clement Innocent Juan Felipe Alfonso Margrethe Harald Gustav "
    "Christian Haakon Baudouin Albert Leopold Umberto Vittorio Otto Heinrich Ludwig"
)
_NOT_YEARS_BEFORE = frozenset({"times", "hours", "minutes", "seconds", "people", "steps"})
_DENOMINATORS = {2: "half", 4: "quarter"}
_LARGEST_DENOMINATOR = 20
_NOON = 12
_HOUSE = re.compile(r"\b\d+\s(?:[A-Z][\w']*\s){1,3}$")


class EnglishGrammar(Grammar):
    """Twelve-hour times, dates with ordinals, decades, inches."""

    def own_rules(self) -> list[Rule]:
        """Decades ("the 1990s"), inches ("0.2 in"), "no. 5"."""
        number = self.format.signed
        days = "|".join(WEEKDAYS)
        return [
            Rule(
                "en_decade",
                r"(?:(?P<dec_century>1[5-9]|20)|(?<=\b[Tt]he )'?|(?<=\b[Hh]er )|(?<=\b[Hh]is )"
                r"|(?<=\b[Mm]y )|(?<=\bearly )|(?<=\blate )|(?<=\b[Tt]heir )|(?<=\b[Mm]id[- ])|')"
                r"(?P<dec_tens>[1-9])0s(?!\w)",
                self._decade,
            ),
            Rule(
                "en_feet",
                r"(?<![\w.,])(?P<ft_feet>\d)'\s?(?P<ft_inches>1[01]|\d)(?![\w'.,]\d|\w)",
                lambda m: (
                    f"{self.cardinal(int(m['ft_feet']))} foot {self.cardinal(int(m['ft_inches']))}"
                ),
            ),
            Rule(
                "en_code",
                r"(?P<ec_word>(?:[Rr]oom|[Ff]light|[Ss]uite|[Hh]ighway|[Rr]oute)\s)"
                r"(?P<ec_digits>\d{3,4})(?!\w|[.,:]\d)",
                lambda m: m["ec_word"] + self.code(m["ec_digits"]),
                at_word=True,
            ),
            Rule(
                "en_inches",
                rf"(?P<inch_number>{number})\s?in(?P<inch_per>/h)?(?=[.,;:!?)]|$)",
                self._inches,
            ),
            Rule(
                "en_weekdays",
                rf"(?P<ew_from>{days})\.?\s?[-\u2013]\s?(?P<ew_to>{days})(?![\w-])",
                lambda match: f"{WEEKDAYS[match['ew_from']]} to {WEEKDAYS[match['ew_to']]}",
                at_word=True,
            ),
            Rule(
                "en_weekday",
                r"(?P<ew_day>Sat|Sun)\.?(?=\s\d)",
                lambda match: WEEKDAYS[match["ew_day"]],
                at_word=True,
            ),
            Rule("en_saint", r"St\.", self._saint_or_street, at_word=True),
            Rule("en_number", r"[Nn]o\.(?=\s?\d)", lambda _: "number", at_word=True),
        ]

    def _saint_or_street(self, match: re.Match[str]) -> str:
        after = match.string[match.end() :]
        # "12 Main St. Call 555": an address has its number before the name.
        address = _HOUSE.search(match.string[: match.start()]) is not None
        if next_word(after)[:1].isupper() and not address:
            return "Saint"
        return "Street" + full_stop(self, match)

    def _decade(self, match: re.Match[str]) -> str:
        if match["dec_tens"] == "1":
            tens = "tens" if match["dec_century"] else "teens"
            century = match["dec_century"]
            return f"{self.cardinal(int(century))} {tens}" if century else tens
        decade = f"{self.cardinal(int(match['dec_tens']) * 10).removesuffix('y')}ies"
        century = match["dec_century"]
        return f"{self.cardinal(int(century))} {decade}" if century else decade

    def _inches(self, match: re.Match[str]) -> str:
        number = self.format.parse(match["inch_number"])
        spoken = self.counted(number, Noun("inch", "inches"), "")
        return f"{spoken} per hour" if match["inch_per"] else spoken

    def code(self, digits: str) -> str:
        """`1204` is "twelve oh four", `2490` "twenty-four ninety", `911` "nine eleven"."""
        if len(digits) < 3 or digits.startswith("0") or digits.endswith("00"):  # noqa: PLR2004 - pairs
            return super().code(digits)
        first, last = digits[:-2], digits[-2:]
        second = f"oh {self.cardinal(int(last))}" if last[0] == "0" else self.cardinal(int(last))
        return f"{self.cardinal(int(first))} {second}"

    def part_of(self, fraction: str, noun: Noun) -> str:
        """`½ l` is "half a liter", `¾ cup` "three quarters of a cup"."""
        article = "an" if noun.one[0] in "aeiou" or noun.one == "hour" else "a"
        if fraction == "one half":
            return f"half {article} {noun.one}"
        return f"{fraction} of {article} {noun.one}"

    def time(self, time: Time, before: str, after: str) -> str:
        """`7:05` is "seven oh five", `19:00` is "nineteen hundred", `7 PM` is "seven P M"."""
        del before, after
        hour = self.cardinal(time.hour)
        if time.minute:
            minute = self.cardinal(time.minute)
            spoken = f"{hour} {minute}" if time.minute > 9 else f"{hour} oh {minute}"  # noqa: PLR2004 - one digit
        elif time.meridiem:
            spoken = hour
        elif time.hour in {0, 24}:
            spoken = "midnight"
        elif time.hour > _NOON:
            spoken = f"{hour} hundred"
        else:
            spoken = f"{hour} o'clock"
        if time.second:
            seconds = self.cardinal(time.second)
            spoken += f" and {seconds} second{'' if time.second == 1 else 's'}"
        return f"{spoken} {' '.join(time.meridiem.upper())}" if time.meridiem else spoken

    def date(self, date: Date, before: str) -> str:
        """`November 22, 2026` is "November twenty-second, twenty twenty-six"."""
        month = self.language.months[date.month - 1]
        year = "" if date.year is None else self.year(date.year)
        if date.day is None:
            return f"{month} {year}"
        day = self.ordinal(date.day)
        after_article = previous_word(before).lower() == "the"
        spoken = f"{day} of {month}" if after_article else f"{month} {day}"
        return f"{spoken}, {year}" if year else spoken

    def is_year(self, number: int, before: str, after: str) -> bool:
        """After a cue, or a year of our time that counts nothing ("CES 2026")."""
        if next_word(after).lower() in _NOT_YEARS_BEFORE:
            return False
        if super().is_year(number, before, after):
            return True
        word = previous_word(before)
        return 1900 < number < 2100 and word[:1].isupper() and not next_word(after).endswith("s")  # noqa: PLR2004 - our time

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """Halves to twentieths, as long as they are less than one."""
        known = super().fraction(numerator, denominator)
        if known is not None or not 0 < numerator < denominator <= _LARGEST_DENOMINATOR:
            return known
        name = _DENOMINATORS.get(denominator) or self.ordinal(denominator)
        top = self.cardinal(numerator)
        return f"{top} {name}" if numerator == 1 else f"{top} {name}s"

    def mixed(self, whole: int, fraction: str) -> str:
        """`1½` is "one and a half", `2 1/8` "two and an eighth"."""
        article = "an" if fraction.startswith("one eigh") else "a"
        name = fraction.removeprefix("one ")
        return super().mixed(whole, fraction if name == fraction else f"{article} {name}")

    def regnal(self, name: str, number: int) -> str | None:
        """Elizabeth II is "the second"."""
        return f"the {self.ordinal(number)}" if name in _RULERS else None
