"""English as spoken in the United States (Pocket TTS's English voices), both clocks."""

from __future__ import annotations

import re
from math import gcd

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Grammar,
    Noun,
    Time,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.languages.en.attributes import NO_THINGS, is_attribute
from pocket_tts_wyoming.text.languages.en.clock import clock_rules, is_ratio
from pocket_tts_wyoming.text.languages.en.codes import DIRECTIONS, STREETS, code_rules
from pocket_tts_wyoming.text.languages.en.days import day_rules
from pocket_tts_wyoming.text.languages.en.measures import measure_rules
from pocket_tts_wyoming.text.languages.en.names import name_rules
from pocket_tts_wyoming.text.languages.en.results import result_rules
from pocket_tts_wyoming.text.languages.en.short_dates import short_date_rules
from pocket_tts_wyoming.text.languages.en.shorthand import shorthand_rules
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_RULERS = words_of(
    "Elizabeth Henry George Louis Charles William Edward James Richard Philip Pope Paul Benedict "
    "Pius Francis Leo Frederick Nicholas Alexander Catherine Peter Ivan Ramses Rameses Napoleon "
    "Friedrich Wilhelm Gregory Clement Innocent Juan Felipe Alfonso Margrethe Harald Gustav "
    "Christian Haakon Baudouin Albert Leopold Umberto Vittorio Otto Heinrich Ludwig"
)
_NOT_YEARS_BEFORE = frozenset({"times", "hours", "minutes", "seconds", "people", "steps"})
_OF_A_DECADE = words_of(
    "hits music mix rock pop disco dance songs classics playlist radio station party night movie "
    "movies sitcom sitcoms style fashion hip-hop hip country jazz soul metal grunge alternative "
    "ballads dancehall punk techno house r&b"
)
_DENOMINATORS = {2: "half", 4: "quarter"}
_LARGEST_DENOMINATOR = 20
_COUNTED_OF = frozenset({14, 15, 18, 20})
_YEAR_PREFIXES = ("mid-", "Mid-", "early-", "late-", "pre-", "post-")
_YEAR_AFTER = re.compile(r"\sand\s(?:1[1-9]|20)\d\d\b(?!\s[a-z]+s\b)")
_BEFORE_OLD_YEAR = frozenset({"in", "since", "until", "by", "from"})
_BEFORE_YEAR = words_of("the a his her their its our my your this")
_MODEL = re.compile(
    r"\s(?:(?:black|white|silver|gr[ae]y|blue|red|green|gold|brown|beige|tan|yellow)\s)?"
    r"(?:Acura|Audi|BMW|Buick|Cadillac|Chev|Chrysler|Dodge|Fiat|Ford|GMC|Honda|Hyundai|Jaguar|Jeep|"
    r"Kia|Land\sRover|Lexus|Lincoln|Mazda|Mercedes|Mini|Mitsubishi|Nissan|Polestar|Porsche|Ram|"
    r"Renault|Rivian|Skoda|Subaru|Tesla|Toyota|Volkswagen|Volvo|VW)"
)
_SCORED = re.compile(r"\s(?:on|in)\s(?:the|his|her|my|their|your)\s(?:PSAT|SAT)s?\b")
_SCORE_BEFORE = re.compile(r"\bSAT(?:\sscore)?(?:\s(?:of|is|was))?:?\s$")
_NOON = 12
# "World Cup 2026 kicks off": what happens to an event in a year
_VERBS = words_of(
    "kicks starts begins opens ends runs takes is was has comes gets closes returns airs"
)
_BY_AUTHOR = re.compile(r'"?\s{1,2}by\s(?:the\s)?[A-Z]')
_KITCHEN = words_of("teaspoon tablespoon ounce pound pint quart gallon cup liter")
# "the 1st and 2nd of May": the second is said as the first.
_RANK_BEFORE = re.compile(r"\d(?:st|nd|rd|th)\s(?:and|or|to)\s$")
# "from 1760 to 1820", "born 1450, died 1519"
_YEAR_BEFORE = re.compile(
    r"\b(?:[QH][1-4]|(?:from|between|in)\s1[1-9]\d\d\s(?:to|and|until|through)|born|died|b\.|d\.|founded|built|est\.|[Rr]uled|[Rr]eigned|[Ll]ived|[Rr]eign|[Dd]ynasty|[Cc]entury|[Ww]ar)\s$"
)
# Numbers that are called: of emergencies, of help lines, of cities and their utilities, in the
# United States, Canada, the United Kingdom, Ireland, Australia, New Zealand and Europe.
_SERVICE_NUMBERS = words_of(
    "911 988 211 311 411 511 611 711 811 999 112 111 101 105 119 116 123 159 000 100 110 118 933"
)
_SHORT_CODE_DIGITS = frozenset({5, 6})
_NAME_BEFORE = re.compile(r"(?:^|\s)[A-Z][a-z]+\s$")
_HOUSE = re.compile(r"\b\d+\s(?:[A-Z][\w']*\s){1,3}$")


class EnglishGrammar(Grammar):
    """Twelve-hour times, dates with ordinals, decades, inches."""

    def own_rules(self) -> list[Rule]:
        """Decades, short dates, streets and directions, besides those of the modules beside."""
        return [
            *code_rules(self),
            *result_rules(self),
            *shorthand_rules(self),
            *clock_rules(self),
            *day_rules(self),
            *short_date_rules(self),
            *measure_rules(self),
            *name_rules(self),
            Rule(
                "en_decades",
                # "In the 1920s-30s"
                r"(?<!\w)'?(?P<dr_century>1[5-9]|20)?(?P<dr_first>[2-9])0s\s?[-\u2013]\s?"
                r"'?(?P<dr_later>1[5-9]|20)?(?P<dr_last>[2-9])0s(?!\w)",
                self._decades,
            ),
            Rule(
                "en_decade",
                r"(?:(?P<dec_century>1[5-9]|20)|(?<=\b[Tt]he )'?|(?<=\b[Hh]er )|(?<=\b[Hh]is )"
                r"|(?<=\b[Mm]y )|(?<=\bearly )|(?<=\blate )"
                r"|(?<=\blow )|(?<=\bupper )|(?<=\bmid )|(?<=\bhigh )"
                r"|(?<=\b[Tt]heir )|(?<=\b[Mm]id[- ])|'"
                r"|(?P<dec_bare>(?<!\w)(?=[2-9]0s\s)))"
                r"(?P<dec_tens>[1-9])0(?:s|(?<=\d{4})'s)(?!\w)",
                self._decade,
            ),
            Rule(
                "en_century",
                r"(?<![\w.,])(?P<ce_hundreds>1[1-9]|20)00s(?!\w)",
                lambda m: (
                    "two thousands"
                    if m["ce_hundreds"] == "20"
                    else f"{self.cardinal(int(m['ce_hundreds']))} hundreds"
                ),
            ),
            Rule(
                "en_house_direction",
                # "214 W. 3rd St.", "350 W 42nd St": no watts.
                r"(?<![\w.,])(?P<hs_number>\d{1,5})\s(?P<hs_letter>[NSEW])\.?"
                rf"(?=\s(?:\d+(?:st|nd|rd|th)\b|(?:[A-Z][\w']*\s){{1,3}}(?:{STREETS})\b|Broadway))",
                lambda m: f"{self.code(m['hs_number'])} {DIRECTIONS[m['hs_letter']]}",
            ),
            Rule(
                "en_direction",
                # "E. Lake Blvd.", "200 N. Main St.": a street follows.
                rf"(?P<di_letter>[NSEW])(?:(?=\s\d+(?:st|nd|rd|th)\s(?:{STREETS})\b)|\.(?=\s(?:(?:[A-Z][\w']*|\d+(?:st|nd|rd|th))\s){{1,3}}(?:{STREETS})\b"
                r"|\s(?:side|tower|entrance|wing|lot|gate|parking|end|corner|wall|coast|shore|exit)\b))",
                lambda m: DIRECTIONS[m["di_letter"]],
                at_word=True,
            ),
            Rule(
                "en_heading",
                r"(?P<hd_verb>(?:[Hh]ead(?:ing)?|[Ww]inds?:?|[Ff]acing|[Gg]o)\s)(?P<hd_letter>[NSEW])(?=\s[a-z\d]|[.,;]|$)",
                lambda m: m["hd_verb"] + DIRECTIONS[m["hd_letter"]].lower(),
                at_word=True,
            ),
            Rule(
                "en_every_hours",
                r"q\.?\s?(?:(?P<eh_from>\d{1,2})\s?[-\u2013]\s?)?(?P<eh_hours>\d{1,2})\s?(?:h|(?P<eh_min>min))\.?(?!\w)",
                self._every_hours,
                at_word=True,
            ),
            # "by Drake ft. Rihanna", but "10 ft. Snake".
            Rule("en_featuring", r"(?<!\d )ft\.(?=\s[A-Z])", lambda _: "featuring", at_word=True),
            Rule("en_saint", r"St(?:\.|(?!['\w]))", self._saint_or_street, at_word=True),
            Rule("en_drive", r"Dr(?:\.|(?=\s[A-Z]|$|[,;]))", self._drive, at_word=True),
        ]

    def _every_hours(self, match: re.Match[str]) -> str:
        hours = self.cardinal(int(match["eh_hours"]))
        if match["eh_from"]:
            hours = self.span(self.cardinal(int(match["eh_from"])), hours, "")
        return f"every {hours} {'minutes' if match['eh_min'] else 'hours'}{full_stop(self, match)}"

    def _saint_or_street(self, match: re.Match[str]) -> str:
        after = match.string[match.end() :]
        # "12 Main St. Call 555": an address has its number before the name.
        address = _HOUSE.search(match.string[: match.start()]) is not None
        if next_word(after)[:1].isupper() and not address:
            return "Saint"
        return "Street" + full_stop(self, match)

    def _drive(self, match: re.Match[str]) -> str:
        """`Jones Dr. is closed` is a street: a name stands before it, and none behind."""
        before, after = match.string[: match.start()], match.string[match.end() :]
        named = _NAME_BEFORE.search(before) is not None
        if not named or (next_word(after)[:1].isupper() and not _HOUSE.search(before)):
            return "Doctor"
        return "Drive" + full_stop(self, match)

    def _decades(self, match: re.Match[str]) -> str:
        ends = (("dr_century", "dr_first"), ("dr_later", "dr_last"))
        first, last = (
            f"{self.cardinal(int(match[century])) + ' ' if match[century] else ''}"
            f"{self.cardinal(int(match[tens]) * 10).removesuffix('y')}ies"
            for century, tens in ends
        )
        return self.span(first, last, match.string[: match.start()])

    def _decade(self, match: re.Match[str]) -> str | None:
        # "80s hits", but "wait 80s more"
        if (
            match["dec_bare"] is not None
            and next_word(match.string[match.end() :]).lower() not in _OF_A_DECADE
        ):
            return None
        if match["dec_tens"] == "1":
            tens = "tens" if match["dec_century"] else "teens"
            century = match["dec_century"]
            return f"{self.cardinal(int(century))} {tens}" if century else tens
        decade = f"{self.cardinal(int(match['dec_tens']) * 10).removesuffix('y')}ies"
        century = match["dec_century"]
        return f"{self.cardinal(int(century))} {decade}" if century else decade

    def is_attribute(self, before: str, after: str) -> bool:
        """Say "a 60 watt bulb" and "a 10 degree drop"."""
        return is_attribute(before, after)

    def times(self, number: int) -> str:
        """Say how often: "once", "three times"."""
        return "once" if number == 1 else super().times(number)

    def code(self, digits: str) -> str:
        """`1204` is "twelve oh four", `1200` "twelve hundred", `12450` "one twenty-four fifty"."""
        thousands = digits.endswith("000")
        if len(digits) < 3 or digits.startswith("0") or thousands:  # noqa: PLR2004 - pairs
            return super().code(digits)
        first, last = digits[:-2], digits[-2:]
        if last == "00":
            return f"{self.cardinal(int(first))} hundred"
        second = f"oh {self.cardinal(int(last))}" if last[0] == "0" else self.cardinal(int(last))
        return f"{self.code(first)} {second}"

    def call_number(self, digits: str) -> str | None:
        """Emergency and service numbers, and the five or six digits that messages are sent to."""
        short = digits in _SERVICE_NUMBERS or len(digits) in _SHORT_CODE_DIGITS
        return self.digits(digits) if short else None

    def part_of(self, fraction: str, noun: Noun, after: str = "") -> str:
        """`½ l` is "half a liter", `¾ mi` "three quarters of a mile"; "¼ tsp salt" has no "of"."""
        word = next_word(after) if after[:1] == " " else ""
        if noun.one in _KITCHEN and word and word not in NO_THINGS and fraction != "one half":
            return f"{fraction} {noun.one}"
        article = "an" if noun.one[0] in "aeiou" or noun.one == "hour" else "a"
        if fraction == "one half":
            return f"half {article} {noun.one}"
        return f"{fraction} of {article} {noun.one}"

    def time(self, time: Time, before: str, after: str) -> str:
        """`7:05` is "seven oh five", `19:00` is "nineteen hundred", `7 PM` is "seven P M"."""
        hour = self.cardinal(time.hour)
        if time.minute and not time.meridiem and time.second is None and is_ratio(before, after):
            return f"{hour} {self.language.words.score} {self.cardinal(time.minute)}"
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
        after_article = previous_word(before).lower() == "the" or _RANK_BEFORE.search(before)
        spoken = f"{day} of {month}" if after_article else f"{month} {day}"
        return f"{spoken}, {year}" if year else spoken

    def is_year(self, number: int, before: str, after: str) -> bool:
        """After a cue, or a year of our time that counts nothing ("CES 2026")."""
        word, following = previous_word(before), next_word(after)
        if following.lower() in _NOT_YEARS_BEFORE:
            return False
        if super().is_year(number, before, after) or before.endswith(_YEAR_PREFIXES):
            return True
        if 1100 <= number < 2100 and _YEAR_BEFORE.search(before):  # noqa: PLR2004 - see `Grammar.is_year`
            return True
        if word.lower() == "between" and _YEAR_AFTER.match(after):
            return True
        if not 1900 < number < 2100:  # noqa: PLR2004 - our time
            # "1450 on the SAT" is said like a year.
            scored = _SCORED.match(after) or _SCORE_BEFORE.search(before)
            scored = scored if 400 <= number <= 1600 else None  # noqa: PLR2004 - its range
            # "In 1066 William", but "in 1066 cases"
            old = 1000 < number < 1100 and word.lower() in _BEFORE_OLD_YEAR  # noqa: PLR2004 - a century
            return scored is not None or (old and not following.islower())
        # "the 2020 census", "the 2012 Olympics", but "the 2000 Americans"
        article = word.lower() in _BEFORE_YEAR or before.endswith("(")
        dated = article and following.islower() and following[-1:] != "s"
        event = article and number % 100 != 0
        event = event and (following[:1].isupper() or following in {"is", "was"})
        # "2014 blue Honda Civic", "CES 2026"
        model = _MODEL.match(after) is not None
        counts = following.endswith("s") and following not in _VERBS
        named = word[:1].isupper() and not counts
        # "1984" by George Orwell
        title = _BY_AUTHOR.match(after) is not None or (before[-1:] == after[:1] == '"')
        return dated or event or model or named or title

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """Halves to twentieths, as long as they are less than one."""
        known = super().fraction(numerator, denominator)
        # Nobody measures in them: "Lights on: 3/12", "The score was 17/20".
        counted = denominator in _COUNTED_OF or (
            denominator == _NOON and gcd(numerator, denominator) > 1
        )
        if numerator < denominator and counted:
            words = self.language.words
            return f"{self.cardinal(numerator)} {words.out_of} {self.cardinal(denominator)}"
        if numerator == denominator in {5, 10, 100}:
            return f"{self.cardinal(numerator)} out of {self.cardinal(denominator)}"
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
