"""German: gender and case of "ein", case endings of ordinals and dates, 24-hour times."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Gender,
    Grammar,
    Time,
    next_word,
    previous_words,
)
from pocket_tts_wyoming.text.languages.de.agreement import GermanAgreement
from pocket_tts_wyoming.text.languages.de.cues import (
    APPOSITIONS,
    BEFORE_LAST_RANK,
    DATE_CUES,
    ENDS_IN_E,
    ENDS_IN_N,
    HALF_ENDINGS,
    JOINED_DATES,
    LARGEST_DENOMINATOR,
    MARKS,
    NOON,
    OPEN_BEFORE,
    PARTS_BEFORE,
    STRONG,
    TIME_CUES,
    WEEKDAY_WORDS,
    WINDS,
)
from pocket_tts_wyoming.text.languages.de.tables import (
    MONTHS,
    RANKED,
    RANKED_ENDINGS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.de.units import UNITS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_PLURALS = ("en", "er", "e", "ern", "eln", "el", "s", "Grad", "Watt", "Volt", "Kilo")


class GermanGrammar(GermanAgreement):
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
                "de_dotted_hours",
                # "von 9.00-11.30": nobody counts in such hundredths.
                r"(?<![\w.,:])(?P<dh_from>[01]?\d|2[0-4])\.(?P<dh_start>[0-5]\d)\s?[-\u2013]\s?"
                r"(?P<dh_to>[01]?\d|2[0-4])\.(?P<dh_end>[0-5]\d)(?:\sUhr\b)?"
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
                "de_ordinal",
                rf"(?<![\w.,:])(?P<do_number>\d{{1,3}})\."
                rf"(?=\s(?!(?:{months})\b)[^\W\d_]|\s?(?:-|\u2013)\s?\d+\.\s|,\s\d{{1,3}}\.\s|\s\d)",
                self._ordinal_with_dot,
            ),
            Rule(
                "de_last_ordinal",
                r"(?<![\w.,:])(?P<lo_number>\d{1,3})\.(?=[\s\"')]*$)",
                self._last_ordinal,
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
            Rule(
                "de_wind",
                r"(?<=\b[Ii]m )(?P<dw_wind>NW|NO|SW|SO|N|S|W|O)(?!\w)",
                lambda m: WINDS[m["dw_wind"]],
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
                # "am So. um 8", "bis Do."; "am So" alone may be anything.
                rf"(?<![^\W_])(?:(?<=\b[Aa]m )|(?<=\bbis )|(?<=\bjeden )|(?<=\bab )|(?<=\bvom )"
                rf"|(?<=\bzum )|(?<=\bdiesen )|(?<=\bnächsten ))(?P<da_name>{days})"
                rf"(?!\.?(?:,|\s(?:und|oder|bis|u\.|&))\s(?:{days})\b)(?:\.|(?=\s(?:um|ab|bis|von|gegen|und|früh|abend|vormittag|nachmittag|mittag)\b))",
                lambda m: WEEKDAYS[m["da_name"]] + full_stop(self, m),
                at_word=True,
            ),
            Rule(
                "de_open_hours",
                r"(?<![\w.,:])(?P<oh_from>[01]?\d|2[0-4])\s?[-\u2013]\s?(?P<oh_to>[01]?\d|2[0-4])\s?h(?![\w/])",
                self._open_hours,
            ),
            Rule(
                "de_half_hour",
                r"(?<=\bum )(?:1/2|½)\s(?P<hh_hour>1[0-2]|[1-9])(?![\w.,:]\d|\w)",
                lambda m: f"halb {self.cardinal(int(m['hh_hour']))}",
            ),
            # The key of a symphony: "Nr. 9 d-Moll" counts no days.
            Rule(
                "de_number_and_key",
                r"(?P<nk_number>\d+)(?=,?\s[A-Ha-h](?:is|es|s)?-(?:Dur|Moll)(?!\w))",
                lambda m: self.cardinal(int(m["nk_number"])),
            ),
            Rule(
                "de_key",
                # "d-Moll", "A-Dur": no days, no ampere.
                r"(?P<ke_letter>[A-Ha-h](?:is|es|s)?)-(?P<ke_mode>Dur|Moll)(?!\w)",
                lambda m: f"{m['ke_letter'].upper()} {m['ke_mode']}",
                at_word=True,
            ),
            Rule(
                "de_see",
                # "(s. Anhang)", but "10 s. Danach"
                r"(?<!\d )(?<!\d)s\.(?=\s(?!o\.|u\.)[^\W\d_])",
                lambda m: None if _begins_sentence(self, m.string[m.end() :]) else "siehe",
                at_word=True,
            ),
            Rule(
                "de_spent_days",
                r"(?P<sd_number>\d+)\sT(?=\s\d+\s?(?:h|Std))",
                lambda m: self.counted(Number(int(m["sd_number"])), UNITS["d"], ""),
            ),
            Rule("de_joined_words", r"(?<=[a-zäöüß])-\s?/\s?-?(?=[A-ZÄÖÜ])", lambda _: " und "),
            Rule(
                "de_at_latest",
                rf"spät\.(?=\s(?:am|um|bis|zum|\d|(?:{days})\b))",
                lambda _: "spätestens",
                at_word=True,
            ),
            Rule(
                "de_size",
                r"Gr\.(?=\s(?:XS|S|M|L|XL|XXL|\d)(?!\w))",
                lambda _: "Größe",
                at_word=True,
            ),
            Rule(
                "de_postcode",
                # "Hauptstr. 5, 80331 München"
                r"(?<=, )(?P<pc_digits>\d{5})(?=\s[A-ZÄÖÜ][a-zäöüß]+)",
                lambda m: self.digits(m["pc_digits"]),
            ),
            Rule("de_from", r"v\.(?=\s\d)", lambda _: "von", at_word=True),
            Rule(
                "de_extra_time",
                r"(?<=\d )n\.\s?V\.",
                lambda m: "nach Verlängerung" + full_stop(self, m),
                at_word=True,
            ),
            Rule("de_paragraphs", r"§§\s?", lambda _: "Paragrafen "),
            Rule("de_week", r"KW(?=\s?\d)", lambda _: "Kalenderwoche", at_word=True),
            Rule(
                "de_half",
                r"(?<![\w.,:/-])(?:½|1/2)"
                rf"(?:\s?(?P<dh_unit>{unit_pattern(self.language)})(?![^\W_]|/)"
                r"|\s(?P<dh_noun>[A-ZÄÖÜ][a-zäöüß]+))",
                self._half,
            ),
            Rule(
                "de_times",
                r"(?<![\w.,])(?P<tm_number>\d{1,3})\s?[xX\u00d7]\s(?=[^\W\d])",
                lambda match: f"{self.cardinal(int(match['tm_number']), Gender.NEUTER)}mal ",
            ),
            Rule("de_er", r"(?P<er_number>\d{1,4})er(?P<er_case>[ns]?)(?!\w)", self._er),
            Rule(
                "de_roman_rank",
                r"(?P<rr_numeral>[IVX]{1,5})\.(?=\s(?P<rr_noun>[A-ZÄÖÜ][^\W\d_]+))",
                self._roman_rank,
                at_word=True,
            ),
            Rule(
                "de_clock_span",
                r"(?<![\w.,:])(?P<cs_hours>\d{1,2}):(?P<cs_minutes>[0-5]\d)\s?(?:h|Std\.?|Stunden)(?!\w)",
                self._clock_span,
            ),
            Rule(
                "de_percent_word",
                r"(?P<dp_number>\d+)-?%-?(?:(?P<dp_adjective>ig[a-z]*)|(?=[a-zä-üA-ZÄ-Ü]))",
                self._percent_word,
            ),
        ]

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
            article = APPOSITIONS.get(further, "") if near in WEEKDAY_WORDS else ""
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
        if not before.strip() and following[:1].islower():
            return 1100 <= number < 2000  # noqa: PLR2004 - "1871 brannte es": hundreds either way
        # "besuchte 1980 Köln": what is counted is in the plural or a unit.
        counted = following[:1].isupper() and (
            following.endswith(_PLURALS) or following.lower() in self.language.genders
        )
        return 1900 < number < 2000 and not counted  # noqa: PLR2004 - the last century

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "drei Achtel", `1/2` "ein halb"."""
        known = super().fraction(numerator, denominator)
        if numerator == denominator in {5, 10, 100}:
            return f"{self.cardinal(numerator)} von {self.cardinal(denominator)}"
        if known is not None or not 0 < numerator < denominator <= LARGEST_DENOMINATOR:
            return known
        top = self.cardinal(numerator, Gender.NEUTER)
        if denominator == 2:  # noqa: PLR2004 - a half
            return f"{top} halb"
        rank = self.ordinal(denominator).removesuffix("ste" if denominator > 19 else "te")  # noqa: PLR2004 - "zwanzigste"
        name = {3: "Drittel", 7: "Siebtel", 8: "Achtel"}.get(denominator)
        name = name or rank.capitalize() + ("tel" if denominator < LARGEST_DENOMINATOR else "stel")
        return f"{top} {name}"

    def _half(self, match: re.Match[str]) -> str:
        unit = match["dh_unit"]
        case = self.case_after(match.string[: match.start()])
        noun = UNITS[unit].one if unit else match["dh_noun"]
        gender = UNITS[unit].gender if unit else self.gender_of(noun)
        return f"{HALF_ENDINGS[gender, case]} {noun}{full_stop(self, match)}"

    def _open_hours(self, match: re.Match[str]) -> str | None:
        first, last = int(match["oh_from"]), int(match["oh_to"])
        if first >= last or not OPEN_BEFORE.search(match.string[: match.start()]):
            return None
        return f"{self.cardinal(first)} bis {self.cardinal(last)} Uhr"

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
            self.rank(int(match[group]), before, Gender.MASCULINE) for group in ("dr_from", "dr_to")
        )
        return f"{first} bis {last} {match['dr_month']}"

    def _er(self, match: re.Match[str]) -> str:
        """`90er` is "neunziger", `2er` "zweier", `1er` "einser", `2000er` "zweitausender"."""
        number = int(match["er_number"])
        word = "eins" if number == 1 else self.year(number)
        return f"{word}er{match['er_case']}"

    def _roman_rank(self, match: re.Match[str]) -> str | None:
        """`im II. Quartal`: a Roman rank before a thing that is ranked."""
        noun = match["rr_noun"]
        if not _is_ranked(noun):
            return None
        value = roman_value(match["rr_numeral"])
        return self.rank(value, match.string[: match.start()], self.gender_of(noun))

    def _clock_span(self, match: re.Match[str]) -> str | None:
        """`1:45 h` is a length of time, behind "um" a time of day."""
        before = match.string[: match.start()]
        hours, minutes = int(match["cs_hours"]), int(match["cs_minutes"])
        if hours > NOON or previous_words(before)[1].lower() in TIME_CUES:
            return self.time(Time(hours, minutes), "", "")
        parts = [(hours, "h"), (minutes, "min")]
        spoken = [
            self.counted(Number(count), UNITS[unit], before) for count, unit in parts if count
        ]
        return " ".join(spoken or [self.counted(Number(0), UNITS["h"], before)]) + full_stop(
            self, match
        )

    def _ordinal_with_dot(self, match: re.Match[str]) -> str | None:
        text = match.string
        before, after = text[: match.start()], text[match.end() :]
        near = previous_words(before)[1].lower()
        noun = _noun(self, after)
        if _begins_sentence(self, after):
            return self._last_ordinal(match)
        known = near in ENDS_IN_N or near in ENDS_IN_E or near in STRONG or near == "als"
        if near in {"wurde", "wird", "werde", "werden"} and not noun[0].isupper():
            return self.rank(int(match["do_number"]), "", Gender.MASCULINE)
        if noun and not noun[0].isupper():
            # "Es sind 3. danach": a lower-case word follows an ordinal only after an article.
            return self.rank(int(match["do_number"]), before, Gender.FEMININE) if known else None
        if not known and not _is_ranked(noun):
            return None
        return self.rank(int(match["do_number"]), before, self.gender_of(noun))

    def _last_ordinal(self, match: re.Match[str]) -> str | None:
        """`Heute ist der 1.`: behind an article the full stop is the rank's and the sentence's."""
        before = match.string[: match.start()]
        near = previous_words(before)[1].lower()
        if near not in BEFORE_LAST_RANK or before.rstrip()[-1:] in MARKS:
            return None
        number = int(re.sub(r"\D", "", match[0]))
        return self.rank(number, before, Gender.MASCULINE) + "."

    def _short_date(self, match: re.Match[str]) -> str | None:
        # "am 1.5. und 8.5.": the second date has the case of the first.
        before = JOINED_DATES.sub("", match.string[: match.start()])
        # "Der Wert ist 15.3." is no date: only a word that announces one makes it certain, or one
        # in small letters behind its full stop, where no sentence ends ("6.1. geschlossen").
        alone = not before and not match.string[match.end() :].strip()
        near = previous_words(before)[1].lower()
        following = next_word(match.string[match.end() :])
        inside = following[:1].islower() and near not in PARTS_BEFORE
        if not alone and not inside and near not in DATE_CUES:
            return None
        spoken = self.date(Date(int(match["ds_month"]), int(match["ds_day"])), before)
        after = match.string[match.end() :]
        ends = not after.strip() or _begins_sentence(self, after)
        return f"{spoken}." if ends else spoken

    def _dotted_date(self, match: re.Match[str]) -> str:
        date = Date(int(match["dd_month"]), int(match["dd_day"]), full_year(match["dd_year"]))
        return self.date(date, match.string[: match.start()])

    def _dotted_time(self, match: re.Match[str]) -> str:
        return self.time(Time(int(match["dt_hour"]), int(match["dt_minute"])), "", "")

    def _dotted_hours(self, match: re.Match[str]) -> str:
        ends = (("dh_from", "dh_start"), ("dh_to", "dh_end"))
        return " bis ".join(
            self.time(Time(int(match[hour]), int(match[minute])), "", "") for hour, minute in ends
        )

    def _dotted_start(self, match: re.Match[str]) -> str:
        spoken = self.time(Time(int(match["ts_hour"]), int(match["ts_minute"])), "", "")
        return f"{spoken}{match['ts_to'] if match['ts_to'].strip().isalpha() else ' bis '}"


def _begins_sentence(grammar: Grammar, after: str) -> bool:
    """Whether a word that often begins a sentence follows; "So." is a Sunday."""
    word = next_word(after) if after[:1].isspace() else ""
    abbreviated = after.lstrip()[len(word) :].startswith(".")
    starters = grammar.language.sentence_words.starters
    return word[:1].isupper() and word.lower() in starters and not abbreviated


def _is_ranked(noun: str) -> bool:
    """Whether "3." in front of a noun is a rank without an article: "12. Spieltag"."""
    word = noun.lower()
    return word in RANKED or word.endswith(RANKED_ENDINGS)


def _noun(grammar: Grammar, after: str) -> str:
    """Find the noun behind a rank; a short one is what it stands for ("3. Et.")."""
    word = next_word(after)
    if not after.lstrip()[len(word) :].startswith("."):
        return word
    return next((e.spoken for e in grammar.language.abbreviations if e.key == word), word)
