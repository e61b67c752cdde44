"""German dates, times and days of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Gender,
    Grammar,
    Time,
    next_word,
    previous_words,
)
from pocket_tts_wyoming.text.languages.de.articles import GermanArticles
from pocket_tts_wyoming.text.languages.de.cues import (
    ADJECTIVE_ENDINGS,
    APPOSITIONS,
    BETWEEN_RUN,
    COUNTING,
    DATE_CUES,
    EARLIEST_HOUR,
    EVENTS_AFTER_YEAR,
    HOUR_BEFORE,
    HOUR_BEHIND,
    HOUR_COUNTED_BEHIND,
    JOINED_DATES,
    NEAR,
    NOON,
    OPEN_BEFORE,
    PARTS_BEFORE,
    WEEKDAY_WORDS,
    WINDS,
)
from pocket_tts_wyoming.text.languages.de.tables import (
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.de.units import UNITS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    import re

_PLURALS = ("en", "er", "e", "ern", "eln", "el", "s", "Grad", "Watt", "Volt", "Kilo")


class GermanDates(GermanArticles):
    """Dates with their case, times with "Uhr", days of the week."""

    def date_rules(self) -> list[Rule]:
        """Dates and times with their dots, days of the week, opening hours."""
        months = "|".join((*MONTHS, *(rf"{short}\.?" for short in MONTH_ABBREVIATIONS)))
        days = "|".join(WEEKDAYS)
        return [
            Rule(
                "de_date_span",
                # "22.12.\u20136.1.", "24./25.12."
                r"(?<![\w.,:])(?P<sp_day>[12]?\d|3[01]|0[1-9])\.\s?"
                r"(?:(?P<sp_month>1[0-2]|0?[1-9])\.(?P<sp_year>\d{4}|\d{2})?)?"
                r"\s?(?P<sp_joiner>[-\u2013/+&])\s?"
                r"(?P<sp_last>[12]?\d|3[01]|0[1-9])\.\s?(?P<sp_end>1[0-2]|0?[1-9])\."
                r"(?P<sp_last_year>\d{4}|\d{2})?(?![\d\w])",
                self._date_span,
            ),
            Rule(
                "de_short_date",
                r"(?<![\w.,:])(?P<ds_day>[12]?\d|3[01]|0[1-9])\.\s?(?P<ds_month>1[0-2]|0?[1-9])\."
                r"(?![\d\w])",
                self._short_date,
            ),
            Rule(
                "de_dotted_date",
                r"(?<![\w.,:])(?P<dd_day>[12]\d|3[01]|0?[1-9])\.\s?(?P<dd_month>1[0-2]|0?[1-9])\.\s?"
                r"(?P<dd_year>\d{4}|\d{2})(?![\w]|[.,:]\d|\sUhr\b)",
                self._dotted_date,
            ),
            Rule(
                "de_dotted_time",
                r"(?<![\w.,:])(?P<dt_hour>[01]?\d|2[0-4])\.(?P<dt_minute>[0-5]\d)\sUhr\b",
                self._dotted_time,
            ),
            Rule(
                "de_dotted_hours",
                # "von 9.00-11.30", "16-17.30 Uhr": nobody counts in such hundredths.
                r"(?<![\w.,:])(?P<dh_from>[01]?\d|2[0-4])(?:\.(?P<dh_start>[0-5]\d))?\s?[-\u2013]\s?"
                r"(?P<dh_to>[01]?\d|2[0-4])(?:\.(?P<dh_end>[0-5]\d))?(?:\sUhr\b)?"
                r"(?![\w.,:]\d|\s?[€$%]|\w)",
                self._dotted_hours,
            ),
            Rule(
                "de_dotted_start",
                # "von 9.00 bis 17.30 Uhr": only the end has the word.
                r"(?<![\w.,:])(?P<ts_hour>[01]?\d|2[0-4])\.(?P<ts_minute>[0-5]\d)"
                r"(?P<ts_to>\s(?:bis|und|auf)\s|\s?[-\u2013]\s?)(?=(?:[01]?\d|2[0-4])\.[0-5]\d\sUhr\b)",
                self._dotted_start,
            ),
            Rule(
                "de_days",
                rf"(?P<dr_from>\d{{1,2}})\.\s?(?:-|\u2013|bis)\s?(?P<dr_to>\d{{1,2}})\.\s(?P<dr_month>{months})(?!\w)",
                self._days,
            ),
            Rule(
                "de_weekday",
                rf"(?P<wd_name>{days})\.?(?=,?\s(?:de[nm]\s)?\d{{1,2}}(?:\.|:\d\d|\s?[-\u2013]\s?\d|\sUhr|\s?h\b))",
                lambda match: WEEKDAYS[match["wd_name"]],
                at_word=True,
            ),
            Rule(
                "de_small_weekday",
                # "neuer termin mo 10h", as people type
                r"(?P<sw_name>mo|di|mi|do|fr|sa)\.?(?=,?\s\d{1,2}(?::\d\d|\s?[hH](?!\w)|\s?[uU]hr\b))",
                lambda match: WEEKDAYS[match["sw_name"].capitalize()],
                at_word=True,
            ),
            Rule(
                "de_weekday_hours",
                # "Do bis 20 Uhr", "Mo geschl.", and days in a list of values
                r"(?P<wh_name>Mo|Di|Mi|Do|Fr|Sa)\.?"
                r"(?=\s(?:(?:ab|bis|von|um)\s\d|geschl|geöffn|ganztägig|frei(?!\w)|Ruhetag)|:\s\d)",
                lambda match: WEEKDAYS[match["wh_name"]],
                at_word=True,
            ),
            Rule(
                "de_wind",
                # "im N", "aus W", but "im N D R", "im S-Bahn-Bereich"
                r"(?:(?<=\b[Ii]m )|(?:(?<=\b[Aa]us )|(?<=\b[Nn]ach ))(?![NS][WO]))"
                r"(?P<dw_wind>NW|NO|SW|SO|N|S|W|O)(?![\w-]|\s[A-Z](?!\w)|\.\s[a-zäöü])",
                lambda m: WINDS[m["dw_wind"]],
                at_word=True,
            ),
            Rule(
                "de_sundays",
                # "So. u. feiertags", "ist So. und an Feiertagen verboten"
                r"So\.?(?=\s(?:u\.|und|&|\+|/)\s(?:an\s)?[Ff]eiertag)",
                lambda _: "Sonntag",
                at_word=True,
            ),
            Rule(
                "de_friday",
                r"Fr\.(?=\s[a-zäöü]|\s*$|,)|(?<=\b[Aa]m )Fr\.|(?<=\b[Jj]eden )Fr\.",
                lambda m: "Freitag" + full_stop(self, m),
                at_word=True,
            ),
            Rule(
                "de_day_after",
                # "am So. um 8", "bis Do."; "am Mo" before a word may be anything.
                rf"(?<![^\W_])(?:(?<=\b[Aa]m )|(?<=\bbis )|(?<=\bjeden )|(?<=\bab )|(?<=\bvom )"
                rf"|(?<=\bzum )|(?<=\bdiesen )|(?<=\bnächsten ))(?P<da_name>{days})"
                rf"(?!\.?(?:,|\s(?:und|oder|bis|u\.|&))\s(?:{days})\b)(?:\.|(?=\s(?:um|ab|bis|von|gegen|und|[Ff]rüh|[Aa]bend|[Vv]ormittag|[Nn]achmittag|[Mm]ittag)\b|\s*(?:[,;:!?)]|$)))",
                lambda m: WEEKDAYS[m["da_name"]] + full_stop(self, m),
                at_word=True,
            ),
            # "am Mi fällt es aus"
            Rule(
                "de_day_before_verb",
                rf"(?<=\b[Aa]m )(?P<db_name>{days})(?=\s[a-zäöü])",
                lambda m: WEEKDAYS[m["db_name"]],
                at_word=True,
            ),
            Rule(
                "de_open_hours",
                r"(?<![\w.,:])(?P<oh_from>[01]?\d|2[0-4])\s?[-\u2013]\s?(?P<oh_to>[01]?\d|2[0-4])"
                r"\s?(?:h(?![\w/])|(?P<oh_clock>Uhr)\b)",
                self._open_hours,
            ),
            Rule(
                "de_hours_to",
                # as in "17-18:30"
                r"(?<![\w.,:])(?P<ht_from>[01]?\d|2[0-4])\s?[-\u2013]\s?"
                r"(?=(?:[01]?\d|2[0-4]):[0-5]\d(?![\w:]))",
                lambda m: f"{self.cardinal(int(m['ht_from']))} bis ",
            ),
            Rule(
                "de_hour",
                r"(?<![\w.,:])(?P<ho_hour>[01]?\d|2[0-4])\s?h(?![\w/]|\s?\d)",
                self._hour,
            ),
        ]

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
            article = APPOSITIONS.get(further, "") if near in WEEKDAY_WORDS else ""
            article = "dem" if near == "seit" else article
            day = self.rank(date.day, article or before, Gender.MASCULINE)
            parts.insert(0, f"{article} {day}" if article else day)
        if date.year is not None:
            parts.append(self.year(date.year))
        return " ".join(parts)

    def is_year(self, number: int, before: str, after: str) -> bool:
        """After a cue, or a bare number of the last century that counts nothing."""
        if super().is_year(number, before, after):
            return True
        following = next_word(after)
        # "dankte 1556 ab", "erschien 1808 (Teil I)", "1871 gegründet": nothing is counted there,
        # and where it is, hundreds are said as well.
        near = previous_words(before)[1]
        behind = next_word(after.lstrip()[len(following) :])[:1]
        # "kaufte 1200 kleine Schrauben", but "komponierte 1791 die Zauberflöte"
        starters = self.language.sentence_words.starters
        adjective = following.endswith(ADJECTIVE_ENDINGS) and following not in starters
        counted = following[:1].isupper() or (adjective and behind.isupper())
        event = near[:1].islower() and near not in COUNTING and not counted
        if event or following in EVENTS_AFTER_YEAR:
            return 1100 <= number < 2100  # noqa: PLR2004 - the years of events
        if not before.strip() and following[:1].islower():
            return 1100 <= number < 2000  # noqa: PLR2004 - "1871 brannte es": hundreds either way
        # "besuchte 1980 Köln": what is counted is in the plural or a unit.
        counted = following[:1].isupper() and (
            following.endswith(_PLURALS) or following.lower() in self.language.genders
        )
        return 1900 < number < 2000 and not counted  # noqa: PLR2004 - the last century

    def _open_hours(self, match: re.Match[str]) -> str | None:
        first, last = int(match["oh_from"]), int(match["oh_to"])
        opens = match["oh_clock"] or OPEN_BEFORE.search(match.string[: match.start()])
        if not opens or (first >= last and not match["oh_clock"]):
            return None
        start, end = (self.cardinal(hour, Gender.NEUTER) for hour in (first, last))
        return f"{self.span(start, end, match.string[: match.start()])} Uhr"

    def _hour(self, match: re.Match[str]) -> str | None:
        """`um 18 h` is a time of day, "um 2 h verlängert" a length of time.

        Behind these words hardly anybody writes less than six hours as a time of day.
        """
        hour = int(match["ho_hour"])
        before = match.string[max(0, match.start() - NEAR) : match.start()]
        counted = next_word(match.string[match.end() :]) in HOUR_COUNTED_BEHIND
        if hour > NOON:
            before = BETWEEN_RUN.sub("", before)  # "bis ca. 17 h"
        if hour < EARLIEST_HOUR or counted or not HOUR_BEFORE.search(before):
            return None
        return self.time(Time(hour), "", "")

    def _days(self, match: re.Match[str]) -> str:
        before = match.string[: match.start()]
        first, last = (
            self.rank(int(match[group]), before, Gender.MASCULINE) for group in ("dr_from", "dr_to")
        )
        number = MONTH_ABBREVIATIONS.get(match["dr_month"].removesuffix("."))
        month = MONTHS[number - 1] + full_stop(self, match) if number else match["dr_month"]
        return f"{self.span(first, last, before)} {month}"

    def _short_date(self, match: re.Match[str]) -> str | None:
        # "am 1.5. und 8.5.": the second date has the case of the first.
        before = match.string[max(0, match.start() - NEAR) : match.start()]
        before = JOINED_DATES.sub("", before)
        # "Der Wert ist 15.3." is no date: only a word that announces one makes it certain, or one
        # in small letters behind its full stop, where no sentence ends ("6.1. geschlossen").
        alone = not before and not match.string[match.end() :].strip()
        near = previous_words(before)[1].lower()
        following = next_word(match.string[match.end() :])
        # No sentence ends in front of these either: "(Frist 31.7.)".
        marked = match.string[match.end() :][:1] in {")", ",", ";"}
        # "gültig 10.03. 06 Uhr"
        marked = marked or HOUR_BEHIND.match(match.string, match.end()) is not None
        inside = (following[:1].islower() or marked) and near not in PARTS_BEFORE
        if not alone and not inside and near not in DATE_CUES:
            return None
        spoken = self.date(Date(int(match["ds_month"]), int(match["ds_day"])), before)
        after = match.string[match.end() :]
        ends = not after.strip() or begins_sentence(self, after)
        return f"{spoken}." if ends else spoken

    def _date_span(self, match: re.Match[str]) -> str:
        """Say two dates with the case of the first; "24./25.12." has the month of the last."""
        before = match.string[: match.start()]
        day, last_day = int(match["sp_day"]), int(match["sp_last"])
        joiner = "bis" if match["sp_joiner"] in "-\u2013" else "und"
        year, last_year = (
            full_year(written) if written else None
            for written in (match["sp_year"], match["sp_last_year"])
        )
        if match["sp_month"]:
            first = self.date(Date(int(match["sp_month"]), day, year), before)
        else:
            first = self.rank(day, before, Gender.MASCULINE)
        # Only the rank of the last one has a case; an article was said before.
        rank = self.rank(last_day, before, Gender.MASCULINE)
        last = self.date(Date(int(match["sp_end"]), None, last_year), "")
        ends = "." if match[0].endswith(".") and not match.string[match.end() :].strip() else ""
        return f"{first} {joiner} {rank} {last}{ends}"

    def _dotted_date(self, match: re.Match[str]) -> str:
        date = Date(int(match["dd_month"]), int(match["dd_day"]), full_year(match["dd_year"]))
        return self.date(date, match.string[: match.start()])

    def _dotted_time(self, match: re.Match[str]) -> str:
        return self.time(Time(int(match["dt_hour"]), int(match["dt_minute"])), "", "")

    def _dotted_hours(self, match: re.Match[str]) -> str | None:
        before, after = match.string[: match.start()], match.string[match.end() :]
        joiner, said_clock = self.range_word(before), match[0].endswith("Uhr")
        clock = said_clock or OPEN_BEFORE.search(before) is not None
        first, last = (
            self.cardinal(int(match[hour]), Gender.NEUTER) for hour in ("dh_from", "dh_to")
        )
        if match["dh_start"]:
            first = self.time(Time(int(match["dh_from"]), int(match["dh_start"])), "", "")
            # "Mo 8.30-12 u. 14-18 Uhr"
            clock = clock or bool(match["dh_end"]) or " Uhr" in after
        elif not match["dh_end"]:
            return None
        if match["dh_end"]:
            last = self.time(Time(int(match["dh_to"]), int(match["dh_end"])), "", "")
        elif said_clock:
            last += " Uhr"
        return f"{first} {joiner} {last}" if clock else None

    def _dotted_start(self, match: re.Match[str]) -> str:
        spoken = self.time(Time(int(match["ts_hour"]), int(match["ts_minute"])), "", "")
        return f"{spoken}{match['ts_to'] if match['ts_to'].strip().isalpha() else ' bis '}"


def begins_sentence(grammar: Grammar, after: str) -> bool:
    """Whether a word that often begins a sentence follows; "So." is a Sunday."""
    word = next_word(after) if after[:1].isspace() else ""
    abbreviated = after.lstrip()[len(word) :].startswith(".")
    starters = grammar.language.sentence_words.starters
    return word[:1].isupper() and word.lower() in starters and not abbreviated
