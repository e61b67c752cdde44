"""Days of a month as English writes them short: "on 2/14", "due on 14/02", "11/14-16"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.nouns import Date
from pocket_tts_wyoming.text.languages.words import next_word, words_of
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

# "your 3/12 appt"
_DATED = words_of(
    "appt appointment meeting game flight visit session deadline party concert show delivery class "
    "call event trip exam"
)
# "Meet me 12/20", "See you 3/16": nothing is measured.
_BEFORE_DATE = re.compile(r"\b(?:[Mm]eet(?:ing)?\s(?:me|us|up)|[Ss]ee\syou|again|[Cc]losed)\s$")
# Without a cue "3/17" is a date, because nobody measures in seventeenths.
_DENOMINATORS_WRITTEN = frozenset({*range(1, 11), 12, 16, 20})
_CALCULATION = re.compile(r"\s?[+=\u00d7*\u2212]\s?[\d(a-z]")
_CHANGED = re.compile(
    r"(?i)\b(?:rose|rises?|grew|grown?|fell|falls?|drop(?:ped|s)?|increased?|decreased?|cut|up|down|"
    r"reduced?|shrank|shrinks?|went\sup|went\sdown|multipl(?:y|ied|ying)|divided?|dividing)"
    r"(?:\s\w+){0,3}\sby\s$"
)
# The attacks of 2001 are "nine eleven", a day on which something is due is not.
_ATTACKS_BEFORE = re.compile(r"(?i)\b(?:the|of|after|since|before|post|about|remember)[\s-]$")
_AT_TIME = re.compile(r"\s(?:at|from|to|through|\d)")
_MEASURED = frozenset({2, 3, 4, 8})
_LARGEST_MEASURE = 5
# "regular: 1/1;" is New Year's Day, where nothing is counted.
_NEW_YEAR = re.compile(r"[;,.)!?]|$")
_NEAR = 60
_COUNTED_BEFORE = re.compile(
    r"(?i)\b(?:part|step|page|disc|episode|file|item|layer|round|lap|game|of)\s$"
)


def short_date_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for a day with a slash, and for the days up to another of its month."""
    return [
        Rule(
            "en_short_days",
            # "campout 11/14-16"
            r"(?<![\w/.,-])(?P<sd_month>1[0-2]|0?[1-9])/(?P<sd_from>[12]\d|3[01]|0?[1-9])\s?[-\u2013]\s?"
            r"(?P<sd_to>[12]\d|3[01]|[1-9])(?![\w/%°$]|[.,:-]\d|\s?[-\u2013]\s?\d|\s(?!(?:at|in|on|from|for|and|is|was|are)\b)[a-z])",
            partial(_days, grammar),
        ),
        Rule(
            "en_short_date",
            # "on 2/14"; without such a word only where no fraction has that denominator.
            r"(?:(?P<esd_cue>(?<=\bon )|(?<=\bby )|(?<=\buntil )|(?<=\bsince )|(?<=\bdue )"
            r"|(?<=\bfrom )|(?<=\bbefore )|(?<=\bafter )|(?<=\bexpires )|(?<=\bthrough )"
            r"|(?<=\bends )|(?<=\bstarts )|(?<=\bbegins )|(?<=\bopens )"
            r"|(?<=\bcloses )|(?<=\bships )))?"
            r"(?<![\w/.,])(?:(?P<esd_month>1[0-2]|0?[1-9])/(?P<esd_day>[12]\d|3[01]|0?[1-9])"
            # "due on 14/02", where the day comes first
            r"|(?P<esd_first>1[3-9]|2\d|3[01])/(?P<esd_second>0[1-9]|(?(esd_cue)(?:1[0-2]|[1-9])|(?!))))"
            r"(?!\w|/|[.,]\d|\s?[-\u2013]\s?\d)",
            partial(_short_date, grammar),
        ),
    ]


def _days(grammar: Grammar, match: re.Match[str]) -> str | None:
    first, last = int(match["sd_from"]), int(match["sd_to"])
    # "1/2-3" may be a measure, "7/8-12" is none.
    measured = first in _MEASURED and int(match["sd_month"]) < first and last <= _LARGEST_MEASURE
    if first >= last or measured:
        return None
    return grammar.days(first, Date(int(match["sd_month"]), last), match.string[: match.start()])


def _short_date(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    # "rose by 1/3" is no third of January.
    changed = match["esd_cue"] is not None and _CHANGED.search(before)
    if _CALCULATION.match(match.string, match.end()) or changed:
        return _improper(grammar, match) if changed else None
    if match["esd_first"]:
        return grammar.date(Date(int(match["esd_second"]), int(match["esd_first"])), "")
    day = int(match["esd_day"])
    after = match.string[match.end() :]
    following = next_word(after)
    if match[0] == "9/11" and _ATTACKS_BEFORE.search(before):
        return None if _AT_TIME.match(after) else "nine eleven"
    fraction = following in {"of", "cup", "inch", "full"}
    meets = _BEFORE_DATE.search(before) is not None
    dated = match["esd_cue"] is not None or following in _DATED or meets
    month = int(match["esd_month"])
    new_year = match[0] == "1/1" and _NEW_YEAR.match(after)
    dated = dated or bool(new_year and not _COUNTED_BEFORE.search(before))
    # "12/3" and "5/2" are no fractions of anything.
    measured = day in _DENOMINATORS_WRITTEN and month < day
    if (not dated and (measured or month == day)) or fraction:
        return None
    return grammar.date(Date(month, day), "")


def _improper(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`multiply by 9/5` is "by nine fifths"."""
    if match["esd_first"]:
        return None
    top, bottom = int(match["esd_month"]), int(match["esd_day"])
    if top <= bottom or bottom not in _DENOMINATORS_WRITTEN - {1}:
        return None
    name = {2: "halve", 4: "quarter"}.get(bottom) or grammar.ordinal(bottom)
    return f"{grammar.cardinal(top)} {name}s"
