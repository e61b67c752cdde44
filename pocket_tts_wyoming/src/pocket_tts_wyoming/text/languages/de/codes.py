"""German names and numbers of things: postcodes, customers, episodes, motorways, runs."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import Gender, previous_words, words_of
from pocket_tts_wyoming.text.languages.de.shorthand import GermanShorthand
from pocket_tts_wyoming.text.languages.de.units import CURRENCIES, UNITS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_JUNCTIONS = {"AS": "Anschlussstelle", "AK": "Autobahnkreuz", "AD": "Autobahndreieck"}
_MOTORWAY = re.compile(r"\bA\s?\d{1,3}\b")
# "kurz 9/11", "nach 9/11", but "9/11 Geräte sind online"
_BEFORE_NINE_ELEVEN = words_of("am nach seit vor von vom um zum an kurz über zu wegen")
_RUN = re.compile(r"\d\s?(?:k?m|Meter|Kilometer)\s(?:[^\W\d_]+\s){0,2}in $")
_MOST_HOURS = 23
# What is left of a programme is written in hours and minutes, that of a timer in minutes.
_LEFT_HOURS = re.compile(
    r"(?:\b[Rr]est(?:lauf)?zeit|\b[Ll]aufzeit|\b(?:[Ll]äuft|[Dd]auert|[Bb]raucht) noch)"
    r"(?: (?:beträgt|ist|von|ca\.|etwa|noch)|:)? $"
)
_LEFT_MINUTES = re.compile(r"(?:[Tt]imer|[Cc]ountdown)\b(?:[^.;:!?]{0,30}\snoch|:) $")
_MIXED = re.compile(r"[Mm]isch|dünn|erhältnis|[Mm]aßstab")
# Nobody says what is still to come in the first hour of the day: "noch 0:08".
_STILL = re.compile(r"\b(?:[Nn]och|[Ii]n) $")
# The half time of "26:28 (12:15)", the length of "Jetzt läuft: Bohemian Rhapsody (5:55)".
_RESULT_BEFORE = re.compile(r"\d:\d{1,3} \($")
_TRACK_BEFORE = re.compile(
    r"\b(?:[Ll]äuft|[Ss]pielt?|Song|Titel|Track|Lied|Wiedergabe|Timer|Countdown)\b.*\($"
)
_PAIRS = (
    (_RUN, "min"),
    (_LEFT_MINUTES, "min"),
    (_LEFT_HOURS, "h"),
    (_RESULT_BEFORE, "zu"),
    (_TRACK_BEFORE, "min"),
    (re.compile(r"\b(?:Lied|Song|Titel|Track|Video|Clip)\b.*\b(?:dauert|Dauer|Länge):? $"), "min"),
    (re.compile(r"\b(?:dauert|Dauer|Fahrzeit|Flugzeit|Spieldauer)(?: noch| etwa| ca\.|:)? $"), "h"),
)
# "HU 05/27", "gültig bis 12/26"
_MONTH_BEFORE = re.compile(
    r"\b(?:HU|TÜV|MHD|[Gg]ültig|[Hh]altbar|[Aa]blauf\w*)(?: bis|:| fällig)* $"
)
# "bis 8/2026", but "Heft 8/2026"
_SINCE = re.compile(r"\b(?:[Bb]is|[Aa]b|[Ss]eit|[Vv]on|[Ii]m|[Ss]tand|[Vv]or|[Nn]ach):? $")
_SMALLEST_SIZE = 10
# How far such words may be away; a search through a whole text takes longer than all the rest.
_NEAR_CHARACTERS = 60
_MEASURE_BEFORE = re.compile(r"\d\s?(?:[dcm]?m|[\"\u2033])\s$")
_MARK = re.compile(r"[.!?;]\s")


class GermanCodes(GermanShorthand):
    """Numbers that name something, and pairs of numbers that only their neighbours explain."""

    def code_rules(self) -> list[Rule]:
        """`80331 München`, `Bestellung 48213`, `S02E05`, `A 7, AS Soltau`."""
        unit = unit_pattern(self.language)
        return [
            Rule(
                "de_postcode",
                # "Hauptstr. 5, 80331 München", "in 68159 Mannheim"
                r"(?=\d)(?:(?<=, )|(?<=\bin )|(?<=\baus )|(?<=\bnach )|(?<=\bD-))"
                r"(?P<pc_digits>\d{5})(?=\s[A-ZÄÖÜ][a-zäöüß]+)",
                self._postcode,
            ),
            Rule(
                "de_model",
                # "HRF-201B", "E-24"; number plates have letters on both sides.
                r"(?<![\w.-])(?P<mo_letters>[A-Z]{1,4})-(?P<mo_digits>\d{1,4})(?P<mo_last>[A-Z]?)(?![\w-]|[.,:]\d)",
                self._model,
            ),
            Rule(
                "de_cents",
                # "-,50 €"
                r"(?<![\w.])[-\u2013]?,(?P<ce_cents>\d\d)\s?(?:€|Euro\b)",
                lambda m: self.counted(
                    Number(int(m["ce_cents"])), CURRENCIES["ct"].major, m.string[: m.start()]
                ),
            ),
            Rule(
                "de_month_and_year",
                r"(?<![\w./,:-])(?P<my_month>0?[1-9]|1[0-2])/(?P<my_year>(?:20)?\d\d)(?![\w/]|[.,]\d)",
                self._month_and_year,
            ),
            Rule(
                "de_measure_in_word",
                # "im 10-Min.-Takt", "100-m-Lauf"
                rf"(?<![\w.,])(?P<mw_number>\d{{1,4}})-(?P<mw_unit>{unit})\.?-(?=[A-ZÄÖÜ])",
                lambda m: (
                    f"{self.cardinal(int(m['mw_number']), Gender.NEUTER)}-"
                    f"{UNITS[m['mw_unit']].many}-"
                ),
            ),
            Rule(
                "de_junction",
                r"(?P<ju_kind>AS|AK|AD)(?=\s[A-ZÄÖÜ][a-zäöü])",
                lambda m: (
                    _JUNCTIONS[m["ju_kind"]] if _MOTORWAY.search(m.string[: m.start()]) else None
                ),
                at_word=True,
            ),
            Rule(
                "de_nine_eleven",
                r"(?<![\w./,])9/11(?![\w/]|[.,]\d|\sUhr)",
                lambda m: (
                    "Nine Eleven"
                    if previous_words(m.string[: m.start()])[1].lower() in _BEFORE_NINE_ELEVEN
                    else None
                ),
            ),
            Rule(
                "de_stoppage_time",
                # "in der 90.+3 Minute"
                r"(?<![\w.,])(?P<st_minute>45|90|105|120)\.\s?\+\s?(?P<st_more>\d{1,2})\.?(?!\w|[.,]\d)",
                self._stoppage_time,
            ),
            Rule(
                "de_goal_minutes",
                # Goals: Kane (78.), Musiala (12., 67.), Kane (78./FE)
                r"(?<=\()(?P<gm_minutes>\d{1,3}\.(?:(?:,|/|\sund)\s?\d{1,3}\.)*)"
                r"(?P<gm_penalty>(?:/|,\s?)FE)?(?=\))",
                self._goal_minutes,
            ),
            Rule(
                "de_clock_pair",
                r"(?<![\w.,:])(?P<cp_first>\d{1,2}):(?P<cp_second>[0-5]\d)"
                r"(?!\w|[:.,/]\d|\s?(?:[Uu]hr|h|min|Min|Std|[-\u2013]\s?\d)|\s?/\s?k?m)",
                self._clock_pair,
            ),
            Rule(
                "de_long_run",
                # a marathon in "2:06:35 h"
                r"(?<![\w.,:])(?P<lr_hours>\d{1,2}):(?P<lr_minutes>[0-5]\d):(?P<lr_seconds>[0-5]\d)"
                r"\s?(?:h|Std\.?|Stunden)(?!\w)",
                lambda m: (
                    self._length(
                        m.string[: m.start()], m["lr_hours"], m["lr_minutes"], m["lr_seconds"]
                    )
                    + full_stop(self, m)
                ),
            ),
            Rule(
                "de_sizes",
                # "in 200/250 g", "230/400 V", "vorne/hinten 2,3/2,5 bar": no part of a whole.
                r"(?<![\w.,/:])(?P<sz_first>\d{1,4}(?:,\d)?)/(?P<sz_second>\d{1,4}(?:,\d)?)\s?"
                rf"(?P<sz_unit>{unit})(?![^\W_]|/)",
                self._sizes,
            ),
            Rule(
                "de_decade",
                # "90s Hits" is music, "90s Pause" a minute and a half.
                r"(?P<dc_decade>[5-9]0)'?s(?=[\s-](?:Hits?|Musik|Music|Party|Rock|Pop|Disco|Dance|Mix"
                r"|Show|Radio|Songs?|Classics|Playlist|Sound|Style|Kids|Night)(?!\w))",
                lambda m: f"{self.cardinal(int(m['dc_decade']))}er",
            ),
            # "80 cm x 40 cm"
            Rule(
                "de_by",
                r"x(?=\s\d)",
                lambda m: "mal" if _MEASURE_BEFORE.search(m.string[: m.start()]) else None,
                at_word=True,
            ),
            Rule("de_fritz", "(?:FRITZ|Fritz)!(?=[A-Z])", lambda _: "Fritz ", at_word=True),
            # The name of a radio play.
            Rule("de_three", r"(?:(?<=[Dd]rei )|(?<=[Dd]rei))\?\?\?", lambda _: " Fragezeichen"),
            Rule(
                "de_letters_to",
                # "Nr. 5a-c"
                r"(?<![\w.,])(?P<lt_number>\d{1,3})(?P<lt_first>[a-h])\s?[-\u2013]\s?(?P<lt_last>[a-h])(?!\w)",
                lambda m: (
                    f"{self.cardinal(int(m['lt_number']))} {m['lt_first']} bis {m['lt_last']}"
                ),
            ),
        ]

    def _postcode(self, match: re.Match[str]) -> str | None:
        """`in 68159 Mannheim` is a place, `in 12000 Haushalten` a round count."""
        digits = match["pc_digits"]
        if not match.string[: match.start()].endswith((", ", "D-")) and digits.endswith("00"):
            return None
        return self.digits(digits)

    def _month_and_year(self, match: re.Match[str]) -> str | None:
        """`HU 05/27`: no fraction begins with a zero; `12/26` is one without a word before it."""
        month, year, before = match["my_month"], match["my_year"], match.string[: match.start()]
        dated = _MONTH_BEFORE.search(before) or (len(year) > 2 and _SINCE.search(before))  # noqa: PLR2004 - a whole year
        if month[0] != "0" and not dated:
            return None
        return f"{self.language.months[int(month) - 1]} {self.year(2000 + int(year[-2:]))}"

    def _model(self, match: re.Match[str]) -> str | None:
        letters = match["mo_letters"]
        if letters in self.language.acronym_words:
            return None
        return " ".join((*letters, self.code(match["mo_digits"]), *match["mo_last"]))

    def _stoppage_time(self, match: re.Match[str]) -> str:
        before, more = match.string[: match.start()], self.cardinal(int(match["st_more"]))
        rank = self.rank(int(match["st_minute"]), before, Gender.FEMININE)
        return f"{rank} plus {more}{full_stop(self, match)}"

    def _goal_minutes(self, match: re.Match[str]) -> str:
        minutes = re.findall(r"\d+", match["gm_minutes"])
        spoken = [self.rank(int(minute), "", Gender.FEMININE) for minute in minutes]
        return ", ".join((*spoken, *(("Foulelfmeter",) if match["gm_penalty"] else ())))

    def _clock_pair(self, match: re.Match[str]) -> str | None:
        """`5 km in 24:31`, `Restzeit 1:45`, `misch es 1:10`: these are no times of day."""
        first, second = match["cp_first"], match["cp_second"]
        before, after = match.string[: match.start()], match.string[match.end() :]
        kind = _kind_of_pair(int(first), before, after)
        if kind == "zu":
            return f"{self.cardinal(int(first))} zu {self.cardinal(int(second))}"
        if kind == "h":
            return self._length(before, first, second, "0")
        return self._length(before, "0", first, second) if kind else None

    def _length(self, before: str, hours: str, minutes: str, seconds: str) -> str:
        counts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
        spoken = [
            self.counted(Number(int(count)), UNITS[unit], before)
            for count, unit in counts
            if int(count)
        ]
        return " ".join(spoken) or self.counted(Number(0), UNITS["min"], before)

    def _sizes(self, match: re.Match[str]) -> str | None:
        """Two sizes of a thing, not a part of a whole as in "118,2/128 GB"."""
        before, unit = match.string[: match.start()], match["sz_unit"]
        near = previous_words(before)[1].lower()
        if near not in {"in", "je", "à", "mit"} and unit not in {"V", "bar", "A", "W", "°C", "°"}:
            return None
        first, second = (self.format.parse(match[end]) for end in ("sz_first", "sz_second"))
        if first.whole < _SMALLEST_SIZE and not first.fraction:
            return None  # "in 1/2 Std."
        joiner = " oder " if near in {"in", "je", "à"} else ", "
        return (
            self.number(first)
            + joiner
            + self.counted(second, UNITS[unit], before)
            + full_stop(self, match)
        )


def _kind_of_pair(first: int, before: str, after: str) -> str:
    """Tell what `12:15` is: "h" hours and minutes, "min" minutes and seconds, "zu" a result."""
    before, after = before[-_NEAR_CHARACTERS:], after[:_NEAR_CHARACTERS]
    if before.endswith("in ") and first > _MOST_HOURS:
        return "min"
    if not first and _STILL.search(before) and not _LEFT_MINUTES.search(before):
        return "h"
    for pattern, kind in _PAIRS:
        if pattern.search(before) and (before[-1] != "(" or after.startswith(")")):
            return kind
    clause = _MARK.split(before)[-1] + _MARK.split(after)[0]
    return "zu" if _MIXED.search(clause) else ""
