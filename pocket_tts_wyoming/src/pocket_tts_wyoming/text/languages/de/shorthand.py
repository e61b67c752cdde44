"""German shorthand: what people leave out of prices, times of day and numbers of clubs."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import Gender, Time, previous_words, words_of
from pocket_tts_wyoming.text.languages.de.cues import COSTING, MARKS, TIME_CUES
from pocket_tts_wyoming.text.languages.de.ranks import GermanRanks
from pocket_tts_wyoming.text.languages.de.tables import WEEKDAYS
from pocket_tts_wyoming.text.languages.de.units import CURRENCIES, UNITS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

# "gegen 18.00", "Einlass 17.30": a decimal comma is no full stop, so this is a time of day.
_CLOCK_BEFORE = re.compile(
    r"\b(?:[Uu]m|[Gg]egen|[Aa]b|[Bb]is|[Ee]inlass|[Bb]eginn|[Ss]tart|[Aa]bfahrt|[Aa]nkunft|[Ee]nde"
    r"|[Rr]ückkehr|[Aa]npfiff|[Tt]reffen|[Tt]reffpunkt|[Ss]chluss)(?: ca\.)?:? $"
)
# Clubs bear the year in which they began: "TSV 1860 München".
_CLUB_BEFORE = re.compile(
    r"\b(?:TV|TSV|SV|FC|VfL|VfB|SC|TuS|TuSpo|ASV|MTV|TG|SpVgg|BSC|ESV|KSV|FSV|TSG|SSV|FV|Verein"
    r"|Hannover|Schützenverein)\s(?:[A-ZÄÖÜ][\w-]+\s)?$"
)
# "für 49,95": with two decimals, and nothing counted behind it.
_PRICED = words_of("für statt je à preis nur")
_FUEL = re.compile(r"\b(?:E5|E10|Super|Diesel|Benzin|[Ss]prit\w*|Autogas|LPG|[Tt]ank\w*|Liter)\b")
_NEAR = 80
_QUARTERS = {"1/2": "halb", "½": "halb", "3/4": "drei viertel", "¾": "drei viertel"}


class GermanShorthand(GermanRanks):
    """Numbers of which the sign, the word or the zero is left out."""

    def shorthand_rules(self) -> list[Rule]:
        """`120,-/Jahr`, `kostet 9,50`, `gegen 18.00`, `06 Uhr`, `3h12`, `TV 1891`."""
        unit = unit_pattern(self.language)
        return [
            Rule(
                "de_whole_euros",
                # "120,-/Jahr", but "5,- €", which says so
                rf"(?P<we_number>{self.format.unsigned}),(?:--|[-\u2013\u2014])(?!\s?(?:€|Euro|EUR|CHF|Fr)|\d)",
                lambda m: self.counted(
                    self.format.parse(m["we_number"]),
                    CURRENCIES["€"].major,
                    m.string[: m.start()],
                ),
            ),
            Rule(
                "de_price_without_sign",
                # "kostet 9,50 p. P."
                r"(?<![\w.,:-])(?P<ps_euros>\d{1,3}),(?P<ps_cents>[1-9]\d)"
                rf"(?!\w|[.,:-]\d|\s?(?:[€$£%°-]|{unit}|Euro|Mio|Mrd|Millionen|Milliarden))",
                self._price_without_sign,
            ),
            Rule(
                "de_fuel",
                # Home Assistant's sensors write "E10: 1.679 €": no litre costs thousands.
                r"(?<![\w.,:])(?P<fu_euros>[12])\.(?P<fu_parts>\d{3})(?=\s?(?:€|Euro|EUR))",
                self._fuel,
            ),
            Rule(
                "de_dotted_clock",
                r"(?<![\w.,:])(?P<dc_hour>[01]?\d|2[0-4])\.(?P<dc_minute>[0-5]\d)"
                rf"(?![\w:]|[.,]\d|\s?(?:[€%°$-]|{unit}(?!\w)|Mio|Mrd))",
                self._dotted_clock,
            ),
            Rule(
                "de_padded_hour",
                # "06 Uhr", in warnings of the weather service
                r"(?<![\w.,:])0(?P<ph_hour>\d)(?=\sUhr\b)",
                lambda m: self.cardinal(int(m["ph_hour"]), Gender.NEUTER),
            ),
            Rule(
                "de_to_weekday",
                # "Do 14.5. - So 17.5."
                rf"(?<=\d\.\s)[-\u2013](?=\s(?:{'|'.join(WEEKDAYS)})\.?,?\s\d{{1,2}}\.)",
                lambda _: "bis",
            ),
            # "10.03. 06 Uhr - 11.03. 00 Uhr"
            Rule("de_to_clock", r"(?<=Uhr\s)[-\u2013](?=\s\d{1,2}\.\s?\d)", lambda _: "bis"),
            Rule(
                "de_hours_and_minutes",
                # "68 km in 3h12", but "um 14h30"
                r"(?<![\w.,:])(?P<hm_hours>\d{1,2})h(?P<hm_minutes>[0-5]\d)(?!\w|[.,:]\d|\s?min)",
                self._hours_and_minutes,
            ),
            Rule(
                "de_club_year",
                r"(?<![\w.,:/-])(?P<cy_year>1[89]\d\d)(?!\w|[.,:/-]\d)",
                lambda m: (
                    self.year(int(m["cy_year"]))
                    if _CLUB_BEFORE.search(m.string[: m.start()])
                    else None
                ),
            ),
            Rule(
                "de_years",
                # "Bismarck, 1815-1898, war Kanzler"; of what is counted hundreds are said as well.
                r"(?<![\w.,:/-])(?P<yr_first>1[1-9]\d\d)\s?[-\u2013]\s?(?P<yr_last>1[1-9]\d\d|20\d\d)"
                r"(?=\s*(?:[,;)]|\.?$))",
                lambda m: f"{self.year(int(m['yr_first']))} bis {self.year(int(m['yr_last']))}",
            ),
            Rule(
                "de_invented",
                # "Das Telefon 1876 von Bell", but "Telefon 1876"
                r"(?<=\b[Dd]as Telefon )(?P<iv_year>1[5-9]\d\d)(?!\w|[.,:/-]\d|\s\d)",
                lambda m: self.year(int(m["iv_year"])),
            ),
            Rule(
                "de_half_hour",
                r"(?<=\bum )(?P<hh_part>1/2|½|3/4|¾)\s(?P<hh_hour>1[0-2]|[1-9])(?![\w.,:]\d|\w)",
                lambda m: f"{_QUARTERS[m['hh_part']]} {self.cardinal(int(m['hh_hour']))}",
            ),
            Rule(
                "de_quarter_past", r"(?<=\bum )(?:1/4|¼)(?=\s(?:nach|vor)\s)", lambda _: "Viertel"
            ),
            Rule(
                "de_room",
                # "Raum H 2.03": a floor and a room
                r"(?=\d)(?:(?<=\b(?:Raum|Saal)\s[A-Z]\s)|(?<=\bZimmer\s[A-Z]\s))"
                r"(?P<rm_floor>\d)\.(?P<rm_room>\d{1,3})(?!\w|[.,]\d)",
                lambda m: f"{self.cardinal(int(m['rm_floor']))} Punkt {self.code(m['rm_room'])}",
            ),
            Rule(
                "de_platforms",
                # "Gleis 2/3" are two of them, "Schritt 2/3" is one of three.
                r"(?=\d)(?:(?<=\bGleis )|(?<=\bBahnsteig )|(?<=\bSteig )|(?<=\bZimmer ))"
                r"(?P<pl_first>\d{1,2})/(?P<pl_second>\d{1,2})(?![\w/]|[.,]\d)",
                lambda m: (
                    f"{self.cardinal(int(m['pl_first']))}, {self.cardinal(int(m['pl_second']))}"
                ),
            ),
            Rule(
                "de_area_code",
                # "02421/9876", "0221 / 1234": no part of a whole begins with a zero.
                # "0221 1234", "Tel.0221 1234"
                r"(?:(?<![\w.,:/-])|(?<=[a-z]\.))(?P<ac_area>0[1-9]\d{1,3})(?:\s?/\s?|\s)"
                r"(?P<ac_number>\d{3,5})(?![\w/]|[.,:]\d|[\s-]\d)",
                lambda m: f"{self.digits(m['ac_area'])}, {self.digits(m['ac_number'])}",
            ),
        ]

    def _price_without_sign(self, match: re.Match[str]) -> str | None:
        """`kostet 9,50` is "neun fünfzig", whatever the currency."""
        before, after = match.string[: match.start()], match.string[match.end() :]
        ends = not after.strip() or after.lstrip()[0] in MARKS
        if previous_words(before)[1].lower() not in (COSTING | _PRICED if ends else COSTING):
            return None
        return f"{self.cardinal(int(match['ps_euros']))} {self.cardinal(int(match['ps_cents']))}"

    def _fuel(self, match: re.Match[str]) -> str | None:
        if not _FUEL.search(match.string[max(0, match.start() - _NEAR) : match.start()]):
            return None
        return self.number(self.format.parse(f"{match['fu_euros']},{match['fu_parts']}"))

    def _dotted_clock(self, match: re.Match[str]) -> str | None:
        if not _CLOCK_BEFORE.search(match.string[: match.start()]):
            return None
        return self.time(Time(int(match["dc_hour"]), int(match["dc_minute"])), "", "")

    def _hours_and_minutes(self, match: re.Match[str]) -> str:
        before = match.string[: match.start()]
        hours, minutes = int(match["hm_hours"]), int(match["hm_minutes"])
        if previous_words(before)[1].lower() in TIME_CUES:
            return self.time(Time(hours, minutes), "", "")
        spoken = self.counted(Number(hours), UNITS["h"], before)
        return f"{spoken} {self.cardinal(minutes)}{full_stop(self, match)}"
