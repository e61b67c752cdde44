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
from pocket_tts_wyoming.text.languages.nl.tables import MONTHS, SHORT_MONTHS, WEEKDAYS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_DATE_CUES = words_of(
    "op datum vanaf tot voor vóór uiterlijk per sinds vandaag morgen gisteren"
) | frozenset({*WEEKDAYS, *WEEKDAYS.values()})
# A calendar of the waste that is fetched: "gft 8-12".
_DATE_CUES |= words_of(
    "kalender afvalkalender gft pmd pbd papier restafval rest afval plastic glas kca groen grijs"
)
_DAY_TOKEN = re.compile(r"(?<![\w'-])(?:[Dd][io]|[Ww]o|[Vv]r|[ZzMm]a)(?![\w'-])")
_DAY_ITEMS = re.compile(r"(?i:(?<![\w'-])(?:ma|di|wo|do|vr|za|zo))\.?:\s")
_DATES_BEFORE = re.compile(r"(?:\d{1,2}([-/])\d{1,2}(?:,|\s(?:en|of))\s)+$")
_SURE_DAYS = frozenset({"di", "wo", "vr", "za"})
_UNTIL = ("t/m ", "t.h.t. ", "tht ", "t.g.t. ")
_BEFORE_DAYS = (
    "[Oo]p", r"a\.s\.", "[Vv]anaf", "[Ee]lke", "[Ii]edere", "[Ee]erste", "[Ll]aatste",
    "[Vv]olgende", "[Kk]omende", "[Aa]fgelopen", "aanstaande",
)  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[a-zà-ÿ],?\s$")
_RANK_BEFORE = re.compile(r"\d(?:e|de|ste)\s$")
# "komt 10/12": hours would have a hyphen, and nothing else is counted behind these.
_SLASH_CUES = words_of(
    "komt start begint eindigt opent sluit gesloten bezorgd geleverd levering deadline gepland "
    "ingepland verplaatst verzet afgelast inleveren terug verwacht bezorging ophalen afspraak"
)
_SURE_DATE_CUES = words_of("vóór uiterlijk sinds vanaf")
_MONTHS_OF_YEAR = 12
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
    r"|terug|jarig|weer|weg|klaar|thuis)\b"
)
_ORDER = (*WEEKDAYS,)
_DAYS = frozenset({*WEEKDAYS, *WEEKDAYS.values()})
_HOUR_LATER = re.compile(r"^[^.!?;:]{1,60}\som\s\d")
_TIME_CUES = words_of(
    "om rond omstreeks tussen aanvang inloop begin einde vertrek aankomst start vanochtend "
    "vanmiddag vanavond vannacht morgen vandaag overmorgen ochtend middag avond wekker alarm trein "
    "bus tram metro sprinter intercity film les vergadering afspraak"
)
_WEAK_TIME_CUES = words_of("van tot vanaf voor vóór na sinds")
# Beside these a point is a decimal mark, as Home Assistant writes its states.
_MEASURED = re.compile(
    r"[€$£%°]|\d\s?(?:k?Wh?|V|A|bar|km|kg|cm|mm|m|l)\b"
    r"|kost|prijs|euro|bedrag|saldo|korting|betaal|score|cijfer|gemiddeld|temp|graden|spanning|stroom"
    r"|verbruik|koers|rente|waarde|ratio|factor|index|gestegen|gedaald|stijgt|daalt",
    re.IGNORECASE,
)
_TIME_AND_NAME = re.compile(r"(?<![\w.,:/-])(?:1?\d|2[0-4])\.[0-5]\d\s(?!uur\b)[A-Za-z]")
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
_STATUS = r"open|geopend|gesloten|dicht|vrij|en\sfeestdagen"
_DAY = "|".join((*WEEKDAYS, *WEEKDAYS.values()))
_TIMETABLE_DAY = re.compile(
    rf"(?i:\b(?:{_DAY}))\.?:?\s(?:{_STATUS}|\d{{1,2}}(?:[.:]\d\d)?\s?(?:u\b|uur\b|[-\u2013]|tot\b))"
)
_TIMETABLE_WORD = re.compile(rf"\b(?:uur|u|{_STATUS}|openingstijden)\b", re.IGNORECASE)
_ITEM_BEFORE = re.compile(r"(?:^|[,;:(]|\b(?:en|maar|op))\s*$")
# Words too: "zo", "ma" (mother), and "do" of other languages. "wo", "vr" and "za" are days between
# any words in small letters, "di" and "do" only behind these: "mozzarella di bufala".
_DAYS_AND_WORDS = frozenset({"zo", "ma", "do"})
_SCHOOL = re.compile(r"\b[hm]bo\b")
_BEFORE_MOTHER = words_of("tegen aan bij mijn met en voor")
_BEFORE_DAY = words_of(
    "naar van tot voor kan kun kom komt ik je jij hij ze zij is ben was al pas ook alleen weer dus "
    "of en vd"
)


class DutchDates(Grammar):
    """Short dates, opening hours, times with "uur", short names of days."""

    def date_rules(self) -> list[Rule]:
        """Dates, times and days, as calendars and shops write them."""
        months = "|".join((*MONTHS, *SHORT_MONTHS))
        days = "|".join(f"[{day[0].upper()}{day[0]}]{day[1]}" for day in WEEKDAYS)
        alone = days.replace("|[Zz]o", "")  # "zo" is a word
        announced = "|".join(rf"(?<=\b{word} )" for word in _BEFORE_DAYS)
        # Most words fail here, before seven days are tried.
        short = r"(?=[DMVWZdmvwz][aior](?![^\W_]))"
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
                r"\s(?P<dra_to>t/m|tot|tot en met)\s"
                r"(?P<drb_day>[12]\d|3[01]|0?[1-9])[-/](?P<drb_month>1[0-2]|0?[1-9])(?![\w-]|[.,:]\d)",
                self._date_range,
            ),
            Rule(
                "nl_expiry",
                # Of a card: "geldig tot 03/27".
                r"(?<![\w.,:/-])(?P<ex_month>0[1-9]|1[0-2])\s?/\s?(?P<ex_year>2[4-9]|3\d)(?![\w/-]|[.,:]\d)",
                self._expiry,
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
                r"(?<![\w.,:/-])(?:(?P<ph_from>0\d)\s?[-\u2013]\s?(?P<ph_to>[01]\d|2[0-4])"
                r"|0(?P<ph_hour>\d))\s?(?:uur\b|u\b\.?)",
                self._padded_hour,
            ),
            Rule(
                "nl_dotted_start",
                # "van 9.00 tot 17.30 uur", "7-15.30 u": only the end has the word.
                r"(?<![\w.,:])(?P<ts_hour>[01]?\d|2[0-4])"
                r"(?:\.(?P<ts_minute>[0-5]\d)|(?=\s?[-\u2013]\s?\d{1,2}\.\d\d))"
                r"(?P<ts_to>\s(?:tot|en|naar|t/m)\s|\s?[-\u2013]\s?)"
                r"(?=(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?\s?(?:uur|u)\b)",
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
            Rule(
                "nl_weekdays",
                rf"{short}(?P<nw_from>{days})\.?\s?(?P<nw_mark>t/m|[-\u2013])\s?(?P<nw_to>{days})(?![\w-])"
                r"(?:\.(?=\s[a-z\d]))?",
                self._weekdays,
                at_word=True,
            ),
            Rule(
                "nl_weekday",
                rf"{short}(?P<nw_day>{days})\.?(?=,?\s\d{{1,2}}(?:[-/.:]\d|e?\s(?:{months})(?!\w)))",
                lambda match: _weekday(match["nw_day"]),
                at_word=True,
            ),
            Rule(
                "nl_day_hours",
                # "za 9-13 u", "op vr. om 8", "a.s. ma": hours or such a word beside it.
                rf"{short}(?:(?P<dh_day>{days})\.?(?=\s(?:\d{{1,2}}(?:[.:]\d\d)?"
                r"(?:\s?[-\u2013]\s?\d|\s?(?:u|uur)\b)|om\s\d))"
                rf"|(?:{announced})"
                rf"(?P<dh_after>{alone}|[Zz]o(?=\.\s[a-z\d]))(?![\w'-]|\.?(?:,|\s(?:en|of|t/m|tot))\s(?:{days})\b)"
                r"(?:\.(?=\s[a-z\d]))?"
                # "op zo om 10 uur", "t/m zo"
                r"|(?:(?<=\bt/m )|(?<=\b[Oo]p )(?=zo(?:[,!?]|\.?$|\s(?:om|van|tussen|is)\b)))"
                r"(?P<dh_sunday>zo)(?![\w'-]))",
                lambda match: _weekday(match["dh_day"] or match["dh_after"] or match["dh_sunday"]),
                at_word=True,
            ),
            Rule(
                "nl_day_status",
                rf"{short}(?P<ds_day>{days})(?=\.?\s(?:{_STATUS})\b)\.?",
                _day_and_status,
                at_word=True,
            ),
            Rule(
                "nl_day_item",
                # Of a list of days, "za: 9°, zo: 7°"; a lone "zo:" is a word.
                rf"{short}(?P<di_day>{days})\.?(?=:\s)",
                _day_item,
                at_word=True,
            ),
            Rule(
                "nl_day_word",
                # The common rule knows lists ("di en do").
                rf"{short}(?P<dw_day>[Dd][io]|[Ww]o|[Vv]r|[ZzMm]a)(?![\w'/-]|\.\s?[a-z]"
                rf"|\.?(?:,|\s?[&+]|\s(?:en|of|t/m|tot|op|naar))\s?(?:{days})\b)",
                _day_among_words,
                at_word=True,
            ),
            Rule(
                "nl_part_of_day",
                # "vr-middag", "zo avond"
                rf"{short}(?P<pd_day>{days})[\s-](?P<pd_part>(?:voor|na)?middag|ochtend|avond|nacht)(?!\w)",
                lambda match: _weekday(match["pd_day"]) + match["pd_part"],
                at_word=True,
            ),
        ]

    def _short_date(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
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
        if rises and (after[:1] == ":" or _is_timetable(match.string)):
            return None
        return self.date(Date(month, day), before)

    def _expiry(self, match: re.Match[str]) -> str | None:
        if not _EXPIRES.search(match.string[: match.start()]):
            return None
        return self.date(Date(int(match["ex_month"]), None, full_year(match["ex_year"])), "")

    def _date_range(self, match: re.Match[str]) -> str:
        first, last = (
            self.date(Date(int(match[f"{end}_month"]), int(match[f"{end}_day"])), "")
            for end in ("dra", "drb")
        )
        joiner = "tot en met" if match["dra_to"] == "t/m" else match["dra_to"]
        return f"{first} {joiner} {last}"

    def _dotted_hours(self, match: re.Match[str]) -> str:
        ends = (("dh_from", "dh_start"), ("dh_to", "dh_end"))
        return " tot ".join(
            self.time(Time(int(match[hour]), int(match[minute])), "", "") for hour, minute in ends
        )

    def _padded_hour(self, match: re.Match[str]) -> str:
        if match["ph_hour"]:
            return f"{self.cardinal(int(match['ph_hour']))} uur{full_stop(self, match)}"
        first, last = (self.cardinal(int(match[end])) for end in ("ph_from", "ph_to"))
        hours = self.span(first, last, match.string[: match.start()])
        return f"{hours} uur{full_stop(self, match)}"

    def _dotted_start(self, match: re.Match[str]) -> str:
        joiner = match["ts_to"].strip()
        joiner = {"t/m": "tot en met"}.get(joiner, joiner if joiner.isalpha() else "tot")
        start = Time(int(match["ts_hour"]), int(match["ts_minute"] or 0))
        return f"{self.time(start, '', '')} {joiner} "

    def _clock_time(self, match: re.Match[str]) -> str:
        minute = match["nt_minute"] or match["nt_dotted"] or match["nt_short"]
        spoken = self.time(Time(int(match["nt_hour"]), int(minute)), "", "")
        return spoken + full_stop(self, match)

    def _dotted_time(self, match: re.Match[str]) -> str | None:
        text, hour = match.string, match["dt_hour"]
        before = text[: match.start()]
        after = next_word(text[match.end() :])
        if after in _MEASURES or after in self.language.units or _VERSION.search(before):
            return None
        # The second one of two is a time if the first one is: "tussen 8.15 en 8.45".
        near = previous_word(_FIRST_OF_TWO.sub("", before)).lower()
        sure = near in _TIME_CUES or near in _DAYS or _IT_IS.search(before) is not None
        padded = len(hour) > 1 and hour[0] == "0" and near != "op"
        full = match["dt_minute"] == "00" and hour != "0"
        # "20.30 Journaal, 21.25 Nieuwsuur": a list of times
        listed = len(_TIME_AND_NAME.findall(text)) > 1
        weak = near in _WEAK_TIME_CUES or padded or full or listed
        if not (sure or (weak and not _MEASURED.search(text))):
            return None
        return self.time(Time(int(hour), int(match["dt_minute"])), before, "")

    def _weekdays(self, match: re.Match[str]) -> str:
        first, last = (_ORDER.index(match[end].lower()) for end in ("nw_from", "nw_to"))
        neighbours = last == (first + 1) % len(_ORDER)
        joiner = "tot en met" if match["nw_mark"] == "t/m" else "en" if neighbours else "tot"
        return f"{_weekday(match['nw_from'])} {joiner} {_weekday(match['nw_to'])}"


def _is_timetable(text: str) -> bool:
    """Whether a text gives the hours of two days or more, so that "wo 9-12" are hours too."""
    return len(_TIMETABLE_DAY.findall(text)) > 1 and _TIMETABLE_WORD.search(text) is not None


def _day_and_status(match: re.Match[str]) -> str | None:
    """`zo gesloten`: a day that is a word as well only where a list of days goes on.

    Or with its full stop inside a sentence: "is zo. open".
    """
    short = match["ds_day"].lower()
    if short in _DAYS_AND_WORDS and not match[0].endswith("."):
        before = match.string[: match.start()]
        listed = _ITEM_BEFORE.search(before) is not None and _is_timetable(match.string)
        # In "Week 48: ma vrij" no mother is free.
        if not listed and not (short == "ma" and before.endswith(": ")):
            return None
    return _weekday(match["ds_day"])


def _day_item(match: re.Match[str]) -> str | None:
    items = {day[:2].lower() for day in _DAY_ITEMS.findall(match.string)}
    listed = len(items) > 1 or not items <= _DAYS_AND_WORDS
    return _weekday(match["di_day"]) if listed else None


def _day_among_words(match: re.Match[str]) -> str | None:
    """`Ik kan wo niet`: no Dutch word is written so; "hbo of wo" is a school."""
    text, short = match.string, match["dw_day"]
    before = text[: match.start()]
    days = {day.lower() for day in _DAY_TOKEN.findall(text)}
    listed = len(days) > 1 and not days.isdisjoint(_SURE_DAYS)
    if listed or _RANK_BEFORE.search(before):
        mother = short == "ma" and previous_word(before) in _BEFORE_MOTHER
        return None if mother or (short == "wo" and _SCHOOL.search(before)) else _weekday(short)
    among = _BETWEEN_WORDS.search(before) and not text[match.end() :].lstrip()[:1].isupper()
    if not among or (short == "wo" and _SCHOOL.search(before)):
        return None
    sure = short in {"wo", "vr", "za"}
    sure = sure or (short in {"di", "do"} and previous_word(before) in _BEFORE_DAY)
    return _weekday(short) if sure else None


def _weekday(written: str) -> str:
    name = WEEKDAYS[written.lower()]
    return name.capitalize() if written[0].isupper() else name
