"""Times of day, their ranges, and durations."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Grammar,
    Time,
    next_word,
    previous_word,
    previous_words,
)
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.lasting import left_over
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_DURATION_UNITS: Mapping[str, str] = {
    "d": "d",
    "h": "h",
    "hr": "h",
    "hrs": "h",
    "u": "h",
    "m": "min",
    "min": "min",
    "mins": "min",
    "s": "s",
    "sec": "s",
    "secs": "s",
}
_PART = re.compile(r"(\d+)\s?([a-z]+)")
# "Shelly Plus 2PM" switches two lamps.
_RELAYS = frozenset({"Shelly", "Plus", "Pro", "Mini", "Gen3", "Gen4"})
_HALF_DAY = 12
_DAY = 24
_WORDS_AFTER = 4


def rules(grammar: Grammar) -> list[Rule]:
    """Durations ("1h 30min", "0:05:00"), time ranges, times on both clocks."""
    unit = "|".join(sorted(_DURATION_UNITS, key=len, reverse=True))
    meridiem = rf"(?:\s?(?P<{{0}}_half>[aApP])(?:\.\s?[mM]\.|[mM](?!\w){_no_word(grammar)}))"
    suffix = grammar.language.time_suffix
    # "12.45,09" with a decimal comma
    lap = r":|\.(?=\d\d,)" if grammar.language.decimal_mark == "," else ":"
    kilometre = re.escape(grammar.language.units["km"].one)
    first, last, alone = (_clock(grammar, prefix) for prefix in ("from", "until", "time"))
    return [
        Rule(
            "duration",
            rf"(?<![\w.,:])\d+\s?(?:{unit})(?:\s?\d+\s?(?:{unit}))+(?!\w)(?:\.(?=\s[a-zà-ÿ]))?",
            partial(_duration, grammar),
        ),
        Rule(
            "clock_duration",
            r"(?<![\w.,:])(?P<cd_hours>\d{1,2}):(?P<cd_minutes>[0-5]\d):(?P<cd_seconds>[0-5]\d)"
            # as Python writes a length of time: "0:12:34.567890"
            r"(?:\.\d{6})?(?![\d:]|[.,]\d|\s?[aApP]\.?[mM])",
            partial(_clock_duration, grammar),
        ),
        Rule(
            "scale",
            # A map of "1:25.000" or "1:25000".
            r"(?<![\w.,:])1:(?P<sl_number>[1-9]\d{0,2}(?:[.,\s]000)+|[1-9]\d{1,3}000)(?!\w|[.,]\d)",
            lambda match: (
                f"{grammar.cardinal(1)} {grammar.language.words.score} "
                + grammar.cardinal(int("".join(filter(str.isdigit, match["sl_number"]))))
            ),
        ),
        Rule(
            "lap_time",
            rf"(?<![\w.,:])(?:(?P<lap_hours>\d{{1,2}}):)?(?P<lap_minutes>\d{{1,2}})(?:{lap})(?P<lap_seconds>[0-5]\d)"
            rf"[.{re.escape(grammar.language.decimal_mark)}](?P<lap_parts>\d{{1,3}})(?![\w:]|[.,]\d)(?:\s?[mM]in(?![\w/])\.?)?",
            partial(_lap, grammar),
        ),
        Rule(
            "minutes_and_seconds",
            # as in "5 km in 27:30 min"
            r"(?<![\w.,:])(?P<ms_minutes>\d{1,3}):(?P<ms_seconds>[0-5]\d)\s?[mM]in(?!\w|\.?\s?/)\.?",
            partial(_minutes_and_seconds, grammar),
        ),
        Rule(
            "pace",
            # Minutes and seconds for a kilometre: "5:24/km", "5:24 per km"
            r"(?<![\w.,:])(?P<pa_minutes>\d{1,2}):(?P<pa_seconds>[0-5]\d)(?:\s?[mM]in\.?)?"
            rf"(?:\s?/\s?|\s{re.escape(grammar.language.words.per)}\s)"
            rf"(?P<pa_unit>km|mi|mile|{kilometre})(?!\w)",
            partial(_pace, grammar),
        ),
        Rule(
            "time_range",
            f"{first}{meridiem.format('from')}?"
            + (rf"(?:{suffix})?" if suffix else "")
            + rf"\s?[-\u2013\u2014]\s?{last}{meridiem.format('until')}?"
            + (rf"(?:{suffix})?" if suffix else ""),
            partial(_range, grammar),
        ),
        Rule(
            "hour_range",
            r"(?<![\w.,:])(?P<hf_hour>1[0-2]|[1-9])(?::(?P<hf_minute>[0-5]\d))?"
            + meridiem.format("hf")
            + r"?\s?[-\u2013]\s?"
            r"(?P<hu_hour>1[0-2]|[1-9])(?::(?P<hu_minute>[0-5]\d))?" + meridiem.format("hu"),
            partial(_hour_range, grammar),
        ),
        Rule(
            "about_time",
            # No sign of the number behind it: "± 02:15"
            r"(?P<at_sign>[±~≈])\s?(?=\d{1,2}:[0-5]\d(?!\d))",
            lambda match: grammar.sign(match["at_sign"]),
        ),
        Rule(
            "time",
            rf"{alone}{meridiem.format('time')}?" + (rf"(?:{suffix})?" if suffix else ""),
            partial(_time, grammar, "time"),
        ),
        Rule(
            "hour",
            r"(?<![\w.,:])(?P<hour_hour>1[0-2]|0?[1-9])" + meridiem.format("hour"),
            partial(_time, grammar, "hour"),
        ),
    ]


def _no_word(grammar: Grammar) -> str:
    """Tell "7 am." from "Gleis 7 am Bahnhof", where "am" is a word of the language."""
    return r"(?:(?<!\sam)|(?=\s*(?:[.,;:!?)]|$)))" if grammar.language.am_is_word else ""


def _clock(grammar: Grammar, prefix: str) -> str:
    return (
        rf"(?=\d)(?:(?<![\w.,:/])|(?<=:\d\d/))(?P<{prefix}_hour>[01]?\d|2[0-4])[{grammar.language.time_marks}]"
        rf"(?P<{prefix}_minute>[0-5]\d)(?::(?P<{prefix}_second>[0-5]\d))?(?!:?\d|[.,]\d)"
    )


def _read(match: re.Match[str], prefix: str, half: str = "") -> Time | None:
    groups = match.groupdict()
    hour = int(match[f"{prefix}_hour"])
    minute = int(groups.get(f"{prefix}_minute") or 0)
    second = int(groups.get(f"{prefix}_second") or 0) or None
    letter = (groups.get(f"{prefix}_half") or half).lower()
    meridiem = f"{letter}m" if letter else ""
    if (meridiem and not 1 <= hour <= _HALF_DAY) or (hour == _DAY and minute):
        return None
    return Time(hour, minute, second, meridiem)


def _time(grammar: Grammar, prefix: str, match: re.Match[str]) -> str | None:
    time, text = _read(match, prefix), match.string
    if time is None:
        return None
    if match[0].endswith("PM") and previous_word(text[: match.start()]) in _RELAYS:
        return None
    before, after = text[: match.start()], text[match.end() :]
    if match[0][-3:-2] == ":" and time.second is None:  # without a word for the clock
        left = left_over(grammar, time, match[0], before, after)
        if left is not None:
            return left
    return grammar.time(time, before, after) + full_stop(grammar, match)


def _range(grammar: Grammar, match: re.Match[str]) -> str | None:
    start, end = _read(match, "from"), _read(match, "until")
    if start is None or end is None:
        return None
    before, after = match.string[: match.start()], match.string[match.end() :]
    joiner = grammar.range_word(before)
    spoken = f"{grammar.time(start, before, '')} {joiner} {grammar.time(end, '', after)}"
    return spoken + full_stop(grammar, match)


def _hour_range(grammar: Grammar, match: re.Match[str]) -> str | None:
    end = _read(match, "hu")
    if end is None:
        return None
    first = grammar.cardinal(int(match["hf_hour"]))
    if match["hf_half"] or match["hf_minute"]:
        start = _read(match, "hf")
        if start is None:
            return None
        first = grammar.time(start, "", "")
    joiner = grammar.range_word(match.string[: match.start()])
    spoken = f"{first} {joiner} {grammar.time(end, '', '')}"
    return spoken + full_stop(grammar, match)


def _duration(grammar: Grammar, match: re.Match[str]) -> str | None:
    units = grammar.language.units
    before = match.string[: match.start()]
    parts = _PART.findall(match[0])
    # "0 h 25 min" are minutes.
    parts = [part for part in parts if int(part[0])] or parts[-1:]
    return grammar.joined(
        [
            grammar.counted(Number(int(count)), units[_DURATION_UNITS[unit]], before)
            for count, unit in parts
        ]
    )


def _pace(grammar: Grammar, match: re.Match[str]) -> str:
    language, word = grammar.language, match["pa_unit"]
    parts = ((match["pa_minutes"], "min"), (match["pa_seconds"], "s"))
    spoken = " ".join(
        grammar.counted(Number(int(count)), language.units[unit], "")
        for count, unit in parts
        if int(count)
    )
    unit = language.units.get(word)
    return f"{spoken} {language.words.per} {unit.one if unit else word}"


def _minutes_and_seconds(grammar: Grammar, match: re.Match[str]) -> str:
    parts = ((match["ms_minutes"], "min"), (match["ms_seconds"], "s"))
    spoken = grammar.joined(
        [
            grammar.counted(Number(int(count)), grammar.language.units[unit], "")
            for count, unit in parts
            if int(count)
        ]
    )
    return spoken + full_stop(grammar, match)


def _lap(grammar: Grammar, match: re.Match[str]) -> str:
    """`1:27.472`, the time of a lap; `1:21:08.429`, that of a race."""
    units = grammar.language.units
    counts = (
        (Number(int(match["lap_hours"] or 0)), "h"),
        (Number(int(match["lap_minutes"])), "min"),
        (Number(int(match["lap_seconds"]), match["lap_parts"]), "s"),
    )
    before = match.string[: match.start()]
    spoken = " ".join(
        grammar.counted(number, units[unit], before)
        for number, unit in counts
        if number.whole or unit == "s"
    )
    return spoken + full_stop(grammar, match)


def _clock_duration(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Two digits of hours are a time of day, unless a word beside them speaks of a duration.

    "00:05:30" is a duration in any case: nobody tells the seconds after midnight.
    """
    units, suffix = grammar.language.units, grammar.language.time_suffix
    before, after = match.string[: match.start()], match.string[match.end() :]
    if suffix and re.match(suffix, after):
        return None
    if len(match["cd_hours"]) > 1 and match["cd_hours"] != "00":
        beside = {word.lower() for word in (*previous_words(before), next_word(after))}
        # A colon may stand between, as in a list of attributes; "… is your best time".
        beside.add(previous_word(before.rstrip(" :=")).lower())
        beside.update(re.findall(r"[^\W\d_]+", after.lower())[:_WORDS_AFTER])
        if beside.isdisjoint(grammar.language.duration_cues):
            return None
    counts = (("h", "cd_hours"), ("min", "cd_minutes"), ("s", "cd_seconds"))
    parts = [
        grammar.counted(Number(count), units[unit], before)
        for unit, group in counts
        if (count := int(match[group]))
    ]
    return grammar.joined(parts) if parts else grammar.counted(Number(0), units["s"], before)
