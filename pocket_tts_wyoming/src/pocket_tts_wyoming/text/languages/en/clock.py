"""Hours in English that only English writes: "9p", "3p-4p", "8:30 hrs"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Grammar, Time
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    import re

_HOUR = r"(?P<{0}_hour>1[0-2]|0?[1-9])(?::(?P<{0}_minute>[0-5]\d))?"


def clock_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for spans on a clock, and for halves of the day cut to one letter."""
    first, last, alone = (_HOUR.format(end) for end in ("sf", "sl", "sh"))
    return [
        Rule(
            "en_clock_span",
            r"(?<![\w.,:])(?P<cs_hours>\d{1,2}):(?P<cs_minutes>[0-5]\d)"
            r"\s?(?:h|hrs?|hours)(?!\w)",
            partial(_span, grammar),
        ),
        Rule(
            "en_short_halves",
            rf"(?<![\w.,:-]){first}(?P<sf_half>[ap])?\s?[-\u2013]\s?{last}(?P<sl_half>[ap])?(?![\w']|[.,:/-]\d|\s?[ap]\.?m|\s?[AP]M)",
            partial(_halves, grammar),
        ),
        Rule(
            "en_short_half",
            rf"(?<![\w.,:]){alone}(?P<sh_half>[ap])(?![\w'])",
            lambda match: _time(grammar, match, "sh", match["sh_half"]),
        ),
        Rule(
            "en_dotted_hours",
            # "12.30pm", "9.30-11am"
            r"(?<![\w.,:/$£€-])(?:(?P<dh_hour>1[0-2]|0?[1-9])(?:\.(?P<dh_minute>[0-5]\d))?"
            r"(?:\s?(?P<dh_half>[ap])\.?m\.?)?\s?[-\u2013]\s?)?"
            r"(?P<du_hour>1[0-2]|0?[1-9])(?:\.(?P<du_minute>[0-5]\d))?\s?(?P<du_half>[apAP])\.?[mM]\b\.?",
            partial(_dotted, grammar),
        ),
        Rule("en_until_noon", r"[-\u2013](?=(?:noon|midnight)\b)", lambda _: " to "),
    ]


def _time(grammar: Grammar, match: re.Match[str], end: str, half: str | None) -> str:
    hour, minute = int(match[f"{end}_hour"]), int(match[f"{end}_minute"] or 0)
    if half is None and not minute:
        return grammar.cardinal(hour)
    return grammar.time(Time(hour, minute, None, f"{half}m" if half else ""), "", "")


def _halves(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`3p-4p`, `10-11:30`; without a half of the day, minutes show that it is a time."""
    if match["sl_half"] is None and (match["sf_minute"] or not match["sl_minute"]):
        return None
    first = _time(grammar, match, "sf", match["sf_half"])
    last = _time(grammar, match, "sl", match["sl_half"])
    return grammar.span(first, last, match.string[: match.start()])


def _dotted(grammar: Grammar, match: re.Match[str]) -> str | None:
    if not (match["dh_minute"] or match["du_minute"]):
        return None
    last = _time(grammar, match, "du", match["du_half"].lower()) + full_stop(grammar, match)
    if match["dh_hour"] is None:
        return last
    first = _time(grammar, match, "dh", match["dh_half"])
    return grammar.span(first, last, match.string[: match.start()])


def _span(grammar: Grammar, match: re.Match[str]) -> str:
    counts = ((match["cs_hours"], "h"), (match["cs_minutes"], "min"))
    return " ".join(
        grammar.counted(Number(int(count)), grammar.language.units[unit], "")
        for count, unit in counts
        if int(count)
    ) or grammar.counted(Number(0), grammar.language.units["h"], "")
