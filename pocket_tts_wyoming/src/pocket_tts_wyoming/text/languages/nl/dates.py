"""Dutch dates, times with their dots, days of the week."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Grammar,
    Time,
    next_word,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.languages.nl.days import day_rules, is_timetable
from pocket_tts_wyoming.text.languages.nl.tables import MONTHS, SHORT_MONTHS, WEEKDAYS
from pocket_tts_wyoming.text.languages.words import around
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_DATE_CUES = words_of(
    "op datum vanaf tot voor vóór uiterlijk per sinds vandaag morgen gisteren"
) | frozenset({*WEEKDAYS, *WEEKDAYS.values()})
# A calendar of the waste that is fetched: "gft 8-12".
_DATE_CUES |= words_of(
    "eerstvolgend eerstvolgende kalender afvalkalender gft pmd pbd papier restafval rest afval "
    "plastic glas kca groen grijs"
)
_DATES_BEFORE = re.compile(r"(?:\d{1,2}([-/])\d{1,2}(?:,|\s(?:en|of))\s)+$")
_DATE_BEFORE = re.compile(rf"\d\s(?:{'|'.join((*MONTHS, *SHORT_MONTHS))})\.?$")
_UNTIL = ("t/m ", "t.e.m. ", "tem ", "tot en met ", "t.h.t. ", "tht ", "t.g.t. ")
# "komt 10/12": hours would have a hyphen, and nothing else is counted behind these.
_SLASH_CUES = words_of(
    "komt start begint eindigt opent sluit gesloten bezorgd geleverd levering deadline gepland "
    "sinterklaas sint kerst kerstmis verjaardag feest jarig ingepland verplaatst verzet "
    "afgelast inleveren terug verwacht bezorging ophalen afspraak"
)
_SURE_DATE_CUES = words_of("vóór uiterlijk sinds vanaf")
_MONTHS_OF_YEAR = 12
# How much of a text on either side of a time tells what it is.
_NEAR = 120
# Of screens and pictures; "24/7" has its own words.
_RATIOS = frozenset({"16/9", "16/10", "21/9", "24/7", "18/9", "20/9"})
# "vandaag 7/10" is a mark: nobody gives the date of today so.
_EXPIRES = re.compile(
    r"\b(?:geldig|verloopt|verlopen|vervalt|vervallen|\w*vervaldatum|verloopdatum|houdbaar"
    r"|t\.?h\.?t|t\.?g\.?t|exp)\b\.?[^.!?]{0,25}$",
    re.IGNORECASE,
)
_RELATIVE_DAYS = words_of("vandaag morgen gisteren")
_BEST_MARKS = frozenset({5, 10})
_HOURS_AFTER = re.compile(r"\s(?:en|of)\s\d{1,2}(?:[-\u2013]\d{1,2})?\s?(?:uur|u)\b")
_AFTER_DATE = re.compile(
    r"\s(?:om|is|was|zijn|en|of|tot|gaat|begint|moet|moeten|hebben|heb|heeft|komt|staat|wordt"
    r"|terug|jarig|weer|weg|klaar|thuis|tussen|vanaf|naar|gesloten|open)\b"
)
_DAYS = frozenset({*WEEKDAYS, *WEEKDAYS.values()})
_HOUR_LATER = re.compile(r"^[^.!?;:]{1,60}\som\s\d")
_TIME_CUES = words_of(
    "om rond omstreeks tussen aanvang inloop begin einde vertrek aankomst start vanochtend "
    "vanmiddag vanavond vannacht morgen vandaag overmorgen ochtend middag avond wekker alarm trein "
    "bus tram metro sprinter intercity film les vergadering afspraak"
)
_SUN = re.compile(r"\b(?:[Zz]on(?:s|sop|sonder)?|[Mm]aan)\s?(?:op|onder|opkomst|ondergang)\s$")
_WEAK_TIME_CUES = words_of("van tot vanaf voor vóór na sinds")
# Beside these a point is a decimal mark, as Home Assistant writes its states.
_MEASURED = re.compile(
    r"[€$£%°]|\d\s?(?:k?Wh?|V|A|bar|km|kg|cm|mm|m|l)\b"
    r"|kost|prijs|euro|bedrag|saldo|korting|betaal|score|cijfer|gemiddeld|temp|graden|spanning|stroom"
    r"|verbruik|koers|rente|waarde|ratio|factor|index|gestegen|gedaald|stijgt|daalt",
    re.IGNORECASE,
)
_TIME_AND_NAME = re.compile(r"(?<![\w.,:/-])(?:1?\d|2[0-4])\.[0-5]\d\s(?!uur\b)[A-Za-z]")
# "deuren 18.30, aanvang 19.15"
_DAYTIMES = re.compile(
    r"(?<![\w.,:/€$-])(?:0?[7-9]|1\d|2[0-3])\.[0-5][05](?![\w%]|[.,:-]\d|\s?[€$£%°*x/])"
)
_MEASURES = words_of(
    "euro dollar cent miljoen miljard kilo kilometer meter centimeter liter graden graad procent "
    "gram watt kilowatt kilowattuur volt ampère bar punten punt sterren keer seconden minuten"
)
_VERSION = re.compile(
    r"(?:\b(?:[Vv]ersie|[Vv]|[Hh]oofdstuk|[Pp]aragraaf|[Aa]rtikel|[Ff]irmware|[Uu]pdate|§|\w*OS)"
    r"|\b[A-Z]\w*\s[A-Z]\w*)\.?\s$"
)
_IT_IS = re.compile(r"(?:^|[.!?,]\s)(?:[Hh]et is|[Nn]u is het)(?: nu| al)?\s$")
_FIRST_OF_TWO = re.compile(r"\s\d{1,2}\.[0-5]\d\s(?:uur\s)?(?:en|of|tot|t/m|naar)\s$")


class DutchDates(Grammar):
    """Short dates, opening hours, times with "uur", short names of days."""

    def date_rules(self) -> list[Rule]:
        """Dates, times and days, as calendars and shops write them."""
        months = "|".join((*MONTHS, *SHORT_MONTHS))
        return [
            Rule(
                "nl_short_date",
                r"(?<![\w.,:/-])(?P<nd_short_day>[12]\d|3[01]|0?[1-9])(?P<nd_short_mark>[-/])"
                r"(?P<nd_short_month>1[0-2]|0?[1-9])(?=[\s,;!?)]|[.:](?!\d)|$)(?!\s?(?:uur|u)\b)",
                self._short_date,
            ),
            Rule(
                "nl_date_range",
                r"(?<![\w.,:/-])(?P<dra_day>[12]\d|3[01]|0?[1-9])[-/](?P<dra_month>1[0-2]|0?[1-9])"
                r"\s(?P<dra_to>t/m|t\.e\.m\.|tot|tot en met)\s"
                r"(?P<drb_day>[12]\d|3[01]|0?[1-9])[-/](?P<drb_month>1[0-2]|0?[1-9])(?![\w-]|[.,:]\d)",
                self._date_range,
            ),
            Rule(
                "nl_dates_joined",
                # "15 okt.-31 jan."
                rf"(?<=[a-z.])[-\u2013](?=(?:[12]\d|3[01]|[1-9])\s(?:{months})(?!\w))",
                lambda m: " tot " if _DATE_BEFORE.search(m.string[: m.start()]) else None,
            ),
            Rule(
                "nl_expiry",
                # Of a card: "geldig tot 03/27".
                r"(?<![\w.,:/-])(?P<ex_month>0[1-9]|1[0-2])\s?/\s?(?P<ex_year>2[4-9]|3\d)(?![\w/-]|[.,:]\d)",
                self._expiry,
            ),
            Rule(
                "nl_short_year",
                # "9 februari '27"
                r"(?<=[a-z] )'(?P<sy_year>\d\d)(?![\w'])",
                self._short_year,
            ),
            Rule(
                "nl_dotted_hours",
                # "van 9.00-11.30"
                r"(?<![\w.,:])(?P<dh_from>[01]?\d|2[0-4])\.(?P<dh_start>[0-5]\d)\s?[-\u2013]\s?"
                r"(?P<dh_to>[01]?\d|2[0-4])\.(?P<dh_end>[0-5]\d)(?![\w.,:]\d|\s?[€$%]|\w|\su)",
                self._dotted_hours,
            ),
            Rule(
                "nl_padded_hour",
                # "03-05 uur", "om 08 uur"
                r"(?<![\w.,:/-])(?:(?P<ph_from>0\d|[12]?\d(?=\s?[-\u2013]\s?\d\d?uur))"
                r"\s?[-\u2013]\s?(?P<ph_to>[01]?\d|2[0-4])"
                r"|0(?P<ph_hour>\d))\s?(?:uur\b|u\b\.?)"
                r"|(?<![\w.,:/-])0(?P<ph_start>\d)(?=\s(?:tot|en|t/m|à)\s[01]?\d\s?(?:uur|u)\b)",
                self._padded_hour,
            ),
            Rule(
                "nl_dotted_start",
                # "van 9.00 tot 17.30 uur", "7-15.30 u": only the end has the word.
                r"(?<![\w.,:])(?P<ts_hour>[01]?\d|2[0-4])"
                r"(?:\.(?P<ts_minute>[0-5]\d)|(?=\s?[-\u2013]\s?\d{1,2}[.uh]\d\d))"
                r"(?P<ts_to>\s(?:tot|en|naar|t/m)\s|\s?[-\u2013]\s?)"
                r"(?=(?:[01]?\d|2[0-4])(?:(?:\.[0-5]\d)?\s?(?:uur|u)|[uh][0-5]\d)\b)",
                self._dotted_start,
            ),
            Rule(
                "nl_hours_start",
                # "8u-9u30", as in Belgium
                r"(?<![\w.,:])(?P<hs_hour>[01]?\d|2[0-4])\s?u(?P<hs_minute>[0-5]\d)?\s?[-\u2013]\s?"
                r"(?=(?:[01]?\d|2[0-4])\s?u)",
                lambda m: (
                    f"{self.time(Time(int(m['hs_hour']), int(m['hs_minute'] or 0)), '', '')} tot "
                ),
            ),
            Rule(
                "nl_clock_time",
                r"(?<![\w.,:])(?P<nt_hour>[01]?\d|2[0-4])"
                r"(?:(?:[uh]|\s?[uh]\s?(?=\d\d(?!\s?[a-z])))(?P<nt_minute>[0-5]\d)"
                r"(?!\w|[.,]\d|\s?(?:min|m|sec|s)\b)"
                r"|\.(?P<nt_dotted>[0-5]\d)\s?uur\b|[.:](?P<nt_short>[0-5]\d)\s?u\.?(?!\w))",
                self._clock_time,
            ),
            Rule(
                "nl_dotted_time",
                # Dutch has a comma in its decimals, so that "8.30" is rather a time.
                r"(?<![\w.,:€$£/-])(?<![€$£]\s)(?P<dt_hour>[01]?\d|2[0-4])\.(?P<dt_minute>[0-5]\d)"
                r"(?![\w%]|[.,:-]\d|\s?[€$£%°*x/])",
                self._dotted_time,
            ),
            *day_rules(),
        ]

    def _short_date(self, match: re.Match[str]) -> str | None:
        before = match.string[max(0, match.start() - _NEAR) : match.start()]
        # "maandag 8-12 en 14-18 uur" are hours.
        hours = _HOURS_AFTER.match(match.string, match.end()) is not None
        sole = match["nd_short_mark"] == "/" and match[0] not in _RATIOS
        day, month = int(match["nd_short_day"]), int(match["nd_short_month"])
        # "op 3-5 plaatsen" may be a range, "op 15-1 aan" cannot.
        after = match.string[match.end() :]
        near = previous_words(_DATES_BEFORE.sub("", before).rstrip(": "))[1].lower()
        padded = "0" in (match["nd_short_day"][0], match["nd_short_month"][0])
        sure = day >= month or not next_word(after) or padded or near in _SURE_DATE_CUES
        sure = sure or _AFTER_DATE.match(after) is not None
        # "do 10-12 ouderavond om 19.30 uur": the hour comes later.
        sure = sure or (near in _DAYS and _HOUR_LATER.search(after) is not None)
        # "ma 7/12 t/m vr 11/12": hours have a hyphen.
        sure = sure or (sole and near in _DAYS)
        # "27/12 weer open": no fraction is written so.
        announced = near in _DATE_CUES or padded or before.lower().endswith(_UNTIL)
        announced = announced or (sole and (day > _MONTHS_OF_YEAR or near in _SLASH_CUES))
        if hours or not sure or not announced:
            return None
        if match["nd_short_mark"] == "/" and near in _RELATIVE_DAYS and month in _BEST_MARKS:
            return None
        rises = match["nd_short_mark"] == "-" and day < month and not padded
        # "di 8-12: loodgieter" is as likely from eight to twelve.
        if rises and (after[:1] == ":" or is_timetable(around(match, _NEAR))):
            return None
        return self.date(Date(month, day), before)

    def _expiry(self, match: re.Match[str]) -> str | None:
        if not _EXPIRES.search(match.string[: match.start()]):
            return None
        return self.date(Date(int(match["ex_month"]), None, full_year(match["ex_year"])), "")

    def _short_year(self, match: re.Match[str]) -> str | None:
        months = self.language.month_abbreviations
        if previous_word(match.string[: match.start()]).capitalize() not in months:
            return None
        return self.year(full_year(match["sy_year"]))

    def _date_range(self, match: re.Match[str]) -> str:
        first, last = (
            self.date(Date(int(match[f"{end}_month"]), int(match[f"{end}_day"])), "")
            for end in ("dra", "drb")
        )
        joiner = match["dra_to"] if match["dra_to"] == "tot" else "tot en met"
        return f"{first} {joiner} {last}"

    def _dotted_hours(self, match: re.Match[str]) -> str:
        ends = (("dh_from", "dh_start"), ("dh_to", "dh_end"))
        return f" {self.range_word(match.string[: match.start()])} ".join(
            self.time(Time(int(match[hour]), int(match[minute])), "", "") for hour, minute in ends
        )

    def _padded_hour(self, match: re.Match[str]) -> str:
        if match["ph_start"]:
            return self.cardinal(int(match["ph_start"]))
        if match["ph_hour"]:
            return f"{self.cardinal(int(match['ph_hour']))} uur{full_stop(self, match)}"
        first, last = (self.cardinal(int(match[end])) for end in ("ph_from", "ph_to"))
        hours = self.span(first, last, match.string[: match.start()])
        return f"{hours} uur{full_stop(self, match)}"

    def _dotted_start(self, match: re.Match[str]) -> str:
        joiner = match["ts_to"].strip()
        joiner = {"t/m": "tot en met"}.get(joiner, joiner if joiner.isalpha() else "")
        joiner = joiner or self.range_word(match.string[: match.start()])
        start = Time(int(match["ts_hour"]), int(match["ts_minute"] or 0))
        return f"{self.time(start, '', '')} {joiner} "

    def _clock_time(self, match: re.Match[str]) -> str:
        minute = match["nt_minute"] or match["nt_dotted"] or match["nt_short"]
        spoken = self.time(Time(int(match["nt_hour"]), int(minute)), "", "")
        return spoken + full_stop(self, match)

    def _dotted_time(self, match: re.Match[str]) -> str | None:
        text, hour = around(match, _NEAR), match["dt_hour"]
        before = match.string[max(0, match.start() - _NEAR) : match.start()]
        after = next_word(match.string[match.end() :])
        version = hour[0] != "0" and _VERSION.search(before) is not None
        if version or after in _MEASURES or after in self.language.units:
            return None
        # The second one of two is a time if the first one is: "tussen 8.15 en 8.45".
        near = previous_word(_FIRST_OF_TWO.sub("", before)).lower()
        sure = near in _TIME_CUES or near in _DAYS or _SUN.search(before) is not None
        sure = sure or _IT_IS.search(before) is not None
        padded = len(hour) > 1 and hour[0] == "0" and near != "op"
        full = match["dt_minute"] == "00" and hour != "0"
        # "20.30 Journaal, 21.25 Nieuwsuur": a list of times
        listed = len(_TIME_AND_NAME.findall(text)) > 1 or len(_DAYTIMES.findall(text)) > 1
        weak = near in _WEAK_TIME_CUES or padded or full or listed
        if not (sure or (weak and not _MEASURED.search(text))):
            return None
        return self.time(Time(int(hour), int(match["dt_minute"])), before, "")
