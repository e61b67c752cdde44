"""Hours in English that only English writes: "9p", "3p-4p", "8:30 hrs"."""

from __future__ import annotations

import re
from functools import partial

from pocket_tts_wyoming.text.languages.base import Grammar, Time, previous_word, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_CUE_CHARACTERS = 40
_MIXED_BEFORE = re.compile(
    r"(?i)\b(?:mix|dilut|blend|ratio|proportion|scale)[a-z]*\b[^.!?;]{0,25}$"
)
_MIXED_AFTER = re.compile(
    r"\s(?:[\w-]+-to-[\w-]+\s|[a-z]+\s)?(?:ratio|mix|mixture|blend|dilution|solution|scale|odds|aspect)\b"
)
_BEFORE_RESULT = words_of("won lost win lose beat beats score leads lead led")
_LAST_HOUR, _MOST_HOURS = 23, 12
_WHOLE, _TWO_DIGITS = 100, 10
# Behind "You ran 5 km in" or "Workout length:" no time of day follows.
_LASTS_BEFORE = re.compile(
    r"(?i)(?:\d(?:\.\d+)?\s?(?:km|k|m|mi|miles?|meters?|yards?|laps?)\sin|\b(?:plank|lap|split|mile|5k|10k)"
    r"(?:\stime)?\s(?:of|for|was|in|lasted)|\b(?:length|elapsed|remaining|duration|run\s?time|personal\sbest|pb|"
    r"lap\stime|finish\stime|song\sis|track\sis|video\sis|(?:timer|countdown)\s(?:has|shows|is\sat))):?\s$"
)
_LASTS_AFTER = re.compile(
    r"(?i)\s(?:remaining|left(?=[.!,]|$)|elapsed|long\b|for\s(?:5k|10k|the\smile))"
)
_TITLE_CHARACTERS = 80
_SHOWN_BEFORE = re.compile(
    r"(?i)\b(?:ep(?:isode|\.)|season|s\d{1,2}\s?e\d{1,2}|podcast|movie|film|documentary|video|audiobook|show)\b"
)
_GOES_ON = re.compile(
    r"(?i)\b(?:napp(?:ed|ing)|slept|sleeping|asleep|open|paused|wait(?:ed|ing)?|running|on|off|idle|away|"
    r"meditat(?:ed|ing)|charg(?:ed|ing)|snoozed?|lasted|down|offline|unavailable|muted)\sfor\s$"
)
# "ready in 1:05": what an appliance counts is hours and minutes, a timer minutes and seconds. No
# time of day follows "in".
_ENDS_IN = re.compile(
    r"(?i)\b(?:ready|done|finish(?:es|ed)?|complete[ds]?|charged|full|empty|over|dry|ends?|starts?|begins?|"
    r"leaves?|arriv(?:es?|ing)|departs?|due|off|rings?|expires?)\sin\s$"
)
_APPLIANCE = re.compile(
    r"(?i)\b(?:washer|washing\smachine|dryer|dishwasher|laundry|cycle|charging|charger|ev|car|heating|boost)\b"
)
_TIMED = re.compile(r"(?i)\b(?:timers?|countdown|eggs?|tea|noodles)\b")
_SHOWN_TIMER = re.compile(r"(?i)\b(?:timer|countdown|stopwatch)(?:\s\w+)?:\s$")
# "Pixel 9a" is a telephone.
_PRODUCTS = words_of("Pixel iPhone Galaxy Redmi OnePlus Moto Phone Nothing")
_BEFORE_TIME = words_of("at by until till from to before after around since")
_HOUR = (
    r"(?P<{0}_hour>1[0-2]|0?[1-9])(?:(?P<{0}_mark>[:.])(?P<{0}_minute>[0-5]\d))?"
    r"(?:\s?(?P<{0}_half>[ap]|(?<=\d:\d\d)[AP](?!\.?[mM]))(?P<{0}_m>\.?m\b\.?)?)?"
)


def clock_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for spans on a clock, and for what the common times do not know."""
    return [
        Rule(
            "en_clock_span",
            # Hours and minutes: "2:15 h", "3h25"
            r"(?<![\w.,:])(?P<cs_hours>\d{1,2})(?:(?P<cs_glued>h)|:)(?P<cs_minutes>[0-5]\d)"
            r"(?(cs_glued)|\s?(?:h|hrs?|hours))(?!\w)",
            partial(_span, grammar),
        ),
        Rule(
            "en_span_with_comma",
            # "an average of 3 h, 22 m": no meters
            r"(?<![\w.,:])(?P<sc_hours>\d{1,2})\s?h(?:rs?)?,\s(?P<sc_minutes>[0-5]?\d)\s?m(?:ins?)?(?!\w)",
            lambda m: _span_words(grammar, int(m["sc_hours"]), "h", int(m["sc_minutes"]), "min"),
        ),
        Rule(
            "en_central",
            # A broadcast "at 9/8c" begins an hour earlier in the middle of the country.
            r"(?<![\w.,/:])(?P<ct_first>1[0-2]|[1-9])(?:(?P<ct_half>:30)|:00)?/(?P<ct_second>1[0-2]|[1-9])(?::30|:00)?c(?!\w)",
            partial(_central, grammar),
        ),
        Rule(
            "en_twice_a_day",
            # A feeder at "5a/5p"
            r"(?<![\w.,/:])(?P<td_first>1[0-2]|[1-9])a\s?/\s?(?P<td_second>1[0-2]|[1-9])p(?!\w)",
            lambda m: (
                f"{grammar.cardinal(int(m['td_first']))} A M, "
                f"{grammar.cardinal(int(m['td_second']))} P M"
            ),
        ),
        Rule(
            "en_minute_alone",
            # A bus leaves "every hour on the :15"
            r":(?<=\bthe\s:)(?P<ma_minute>[1-5]\d)(?!\w|[.,:]\d)",
            lambda m: grammar.cardinal(int(m["ma_minute"])),
        ),
        Rule(
            "en_time_zones",
            # "3 PM PT / 6 PM ET"
            r"\s?/\s?(?:(?<=[ECMP]T\s/\s)|(?<=[ECMP]T/)|(?<=[ap]m\s/\s)|(?<=[AP]M\s/\s)|(?<=[AP]M/)|(?<=m\./))(?=\d{1,2}(?::\d\d)?\s?[AaPp]\.?[Mm])",
            lambda _: ", ",
        ),
        Rule(
            "en_stopwatch",
            r"(?<![\w.,:/-])(?P<sw_minutes>\d{1,3}):(?P<sw_seconds>[0-5]\d)"
            r"(?![\w:/]|[.,]\d|\s?[-\u2013]\s?\d|\s?[ap]\.?m|\s?[AP]\.?M)",
            partial(_stopwatch, grammar),
        ),
        Rule(
            "en_run_time",
            # "Season 3, Ep. 12 (52m)", "open for 45m": no meters
            r"(?:(?<=\()|(?<=\bfor\s)|(?<=\bis\s)|(?<=,\s))(?P<rt_minutes>\d{1,3})\s?m(?=[).,;!?]|\s[^\d\W]|\s?\(|$)",
            partial(_run_time, grammar),
        ),
        Rule(
            "en_military",
            # "Wake me at 0600", "at 1500 hours"
            r"(?:(?<=\b[Aa]t\s)|(?<=\b[Bb]y\s)|(?<=\bfrom\s)|(?<=\buntil\s))"
            r"(?:(?:[01]\d|2[0-3])[0-5]\d(?P<ml_hours>\s(?:hrs|hours)\b)|0\d[0-5]\d(?!\w|[.,:]\d|-))",
            partial(_military, grammar),
        ),
        Rule(
            "en_military_span",
            # A warning "0600-2100 Thu"
            r"(?<![\w.,:/-])(?P<mi_from>(?:[01]\d|2[0-3])[0-5]\d)\s?[-\u2013]\s?(?P<mi_to>(?:[01]\d|2[0-4])[0-5]\d)(?![\w-]|[.,:]\d)",
            partial(_military_span, grammar),
        ),
        Rule(
            "en_dotted_span",
            # "between 10.15 and 12.15" and "6.30-8", as the British write times
            r"(?<![\w.,:/$£€-])(?P<ds_from>[1-9]|1\d|2[0-3])\.(?P<ds_from_minute>00|15|30|45)"
            r"(?P<ds_and>\s?[-\u2013]\s?|(?<=\d)\s(?:and|to)\s)(?P<ds_to>[1-9]|1\d|2[0-3])(?:\.(?P<ds_to_minute>00|15|30|45))?"
            r"(?![\w%°]|[.,/-]\d|\s(?!\(|[A-Z]|on\b|at\b|in\b|today|tomorrow|tonight|every))",
            partial(_dotted_span, grammar),
        ),
        Rule(
            "en_hours",
            # An hour such as "9p" or "12.30pm", or two: "3p-4p", "10-11:30".
            rf"(?<![\w.,:/$£€-])(?:{_HOUR.format('xf')}\s?[-\u2013]\s?)?{_HOUR.format('xl')}"
            r"(?:(?<=[apmAP.])|(?<=:\d\d)|(?<=:\d\d[-\u2013]\d)|(?<=:\d\d[-\u2013]1[0-2]))(?![\w']|[.,:/-]\d|-[a-z]|\s?[ap]\.?m|\s?[AP]\.?M)",
            partial(_hours, grammar),
        ),
    ]


def _run_time(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[: match.start()][-_TITLE_CHARACTERS:]
    shown = not before.endswith("for ")
    if not (_SHOWN_BEFORE.search(before) if shown else _GOES_ON.search(before)):
        return None
    return grammar.counted(Number(int(match["rt_minutes"])), grammar.language.units["min"], "")


def _military(grammar: Grammar, match: re.Match[str]) -> str:
    spoken = _four_digits(grammar, match[0][:4])
    return f"{spoken} hours" if match["ml_hours"] else spoken


def _military_span(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Decided by the zero of the first hour: "1000-1200" may be anything."""
    if match["mi_from"][0] != "0" or match["mi_from"] >= match["mi_to"]:
        return None
    first, last = (_four_digits(grammar, match[end]) for end in ("mi_from", "mi_to"))
    return grammar.span(first, last, "")


def _dotted_span(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Decided by quarters of an hour where nothing is measured, and by hours that go on.

    "and" and "to" need "between" or "from" before them and minutes on both sides.
    """
    first, last = int(match["ds_from"]), int(match["ds_to"])
    before = match.string[: match.start()]
    named = not match["ds_and"].strip(" -\u2013")
    if first == last or not (named or match["ds_to_minute"] or match["ds_from_minute"] != "00"):
        return None
    if not named and (
        previous_word(before).lower() not in {"between", "from"} or not match["ds_to_minute"]
    ):
        return None
    start = grammar.time(Time(first, int(match["ds_from_minute"])), "", "")
    end = Time(last, int(match["ds_to_minute"] or 0))
    spoken = grammar.cardinal(last) if not end.minute else grammar.time(end, "", "")
    return grammar.span(start, spoken, before)


def _four_digits(grammar: Grammar, written: str) -> str:
    hour, minute = int(written[:2]), int(written[2:])
    spoken = f"oh {grammar.cardinal(hour)}" if written[0] == "0" else grammar.cardinal(hour)
    if not minute:
        return f"{spoken} hundred"
    return (
        f"{spoken} oh {grammar.cardinal(minute)}"
        if minute < _TWO_DIGITS
        else f"{spoken} {grammar.cardinal(minute)}"
    )


def _central(grammar: Grammar, match: re.Match[str]) -> str:
    half = " thirty" if match["ct_half"] else ""
    first, second = (grammar.cardinal(int(match[end])) for end in ("ct_first", "ct_second"))
    return f"{first}{half}, {second}{half} central"


def _stopwatch(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`5 km in 24:31`, `Time remaining: 4:32`: minutes and seconds, not a time of day.

    Decided by the number (no clock has 24 hours and more; results are written with a hyphen) or by
    the words beside it: a distance and "in", or a word for a length of time, without "at".
    """
    minutes, seconds = int(match["sw_minutes"]), int(match["sw_seconds"])
    before = match.string[: match.start()][-_CUE_CHARACTERS:]
    after = match.string[match.end() :]
    if is_ratio(before, after):
        return None
    near = previous_word(before.rstrip(" :")).lower()
    if minutes + seconds == _WHOLE or near in _BEFORE_RESULT:
        return None
    ends_in = _ENDS_IN.search(before)
    appliance = ends_in or (_APPLIANCE.search(before) and _LASTS_AFTER.match(after))
    if appliance and minutes <= _LAST_HOUR and not _TIMED.search(before):
        return _span_words(grammar, minutes, "h", seconds, "min")
    # A timer shows "Timer: 00:45".
    if match[0][0] == "0" and _SHOWN_TIMER.search(before):
        return _span_words(grammar, minutes, "min", seconds, "s")
    certain = ends_in or minutes > _LAST_HOUR or (near == "in" and minutes > _MOST_HOURS)
    lasting = _LASTS_BEFORE.search(before) or _LASTS_AFTER.match(after)
    if not certain and (near in _BEFORE_TIME or not lasting):
        return None
    return _span_words(grammar, minutes, "min", seconds, "s")


def _span_words(grammar: Grammar, first: int, of_first: str, second: int, of_second: str) -> str:
    units = grammar.language.units
    counts = ((first, of_first), (second, of_second))
    return " ".join(grammar.counted(Number(n), units[unit], "") for n, unit in counts if n)


def is_ratio(before: str, after: str) -> bool:
    """Whether what looks like a time is a mixture: "Mix it 1:10", "a 1:30 ratio"."""
    near = before[-_CUE_CHARACTERS:]
    if previous_word(near).lower() in _BEFORE_TIME:
        return False
    return bool(_MIXED_BEFORE.search(near) or _MIXED_AFTER.match(after))


def _time(grammar: Grammar, match: re.Match[str], end: str) -> str:
    hour, minute, half = (match[f"{end}_{part}"] for part in ("hour", "minute", "half"))
    if half is None and minute is None:
        return grammar.cardinal(int(hour))
    time = Time(int(hour), int(minute or 0), None, f"{half}m" if half else "")
    return grammar.time(time, "", "")


def _hours(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say hours whose half is cut ("9p") or whose minutes follow a full stop ("12.30pm").

    Without a half of the day ("10-11:30"), one end with minutes shows that they are times; a full
    stop alone may be a decimal point. The rest is for the common rules.
    """
    near = previous_word(match.string[: match.start()])
    if near in _PRODUCTS or grammar.is_numbered(near):
        return None
    first, half = match["xf_hour"], match["xl_half"]
    dotted = "." in {match["xf_mark"], match["xl_mark"]}
    cut = any(match[f"{end}_half"] and not match[f"{end}_m"] for end in ("xf", "xl"))
    bare = first and not half and bool(match["xl_minute"]) is not bool(match["xf_minute"])
    if not (cut or (dotted and half) or (bare and not dotted)):
        return None
    last = _time(grammar, match, "xl") + full_stop(grammar, match)
    if not first:
        return last
    return grammar.span(_time(grammar, match, "xf"), last, match.string[: match.start()])


def _span(grammar: Grammar, match: re.Match[str]) -> str:
    counts = ((match["cs_hours"], "h"), (match["cs_minutes"], "min"))
    return " ".join(
        grammar.counted(Number(int(count)), grammar.language.units[unit], "")
        for count, unit in counts
        if int(count)
    ) or grammar.counted(Number(0), grammar.language.units["h"], "")
