"""Days of the week as only English writes them: "M-F", "Tu/Th", "Thu 6 PM - Fri 4 AM"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.en.tables import WEEKDAYS
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_LETTERS = {
    "M": "Monday", "Mo": "Monday", "T": "Tuesday", "Tu": "Tuesday", "W": "Wednesday",
    "We": "Wednesday", "Th": "Thursday", "F": "Friday", "Fr": "Friday", "Sa": "Saturday",
    "Su": "Sunday",
}  # fmt: skip
_CUE_CHARACTERS = 24
_DAY_AND_TIME = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)})[a-z]*\.?,?\s(?:at\s)?\d{{1,2}}(?:[:/]\d{{1,2}})?\s?(?:[AaPp]\.?[Mm]\.?)?\s?$"
)


def day_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for stretches and lists of days."""
    days = "|".join(WEEKDAYS)
    two = "Mo|Tu|We|Th|Fr|Sa|Su"
    return [
        Rule(
            "en_weekdays",
            rf"(?P<ew_from>{days})\.?\s?[-\u2013]\s?(?P<ew_to>{days})(?:\.(?=\s[a-z\d]))?(?![\w-])",
            lambda match: f"{WEEKDAYS[match['ew_from']]} to {WEEKDAYS[match['ew_to']]}",
            at_word=True,
        ),
        Rule(
            "en_days_range",
            # "Thu 6 PM - Fri 4 AM", "9-noon"
            rf"[-\u2013](?:(?<=[\dmM.]\s[-\u2013])(?=\s(?:{days})[a-z]*\b)|(?<=[\dmM.][-\u2013])(?=[MTWFS][a-z])"
            r"|(?=(?:noon|midnight)\b)"
            r"|(?<=\b[Nn]oon[-\u2013])(?=\d)|(?<=\b[Mm]idnight[-\u2013])(?=\d))",
            partial(_days_range, grammar),
        ),
        Rule(
            "en_day_letters",
            # "M-F" and "Tu/Th", but "M/F" and "T/F" may be anything.
            rf"(?<![^\W_])(?:M[-\u2013](?:F|{two})|(?:M/)?(?:{two}|T)/(?:{two})(?:/(?:{two}|F))?|M/W(?:/F)?|T/Th"
            rf"|(?:{two})[-\u2013](?:{two})|(?:{two})(?:,|\s?&)\s?(?:{two}))(?![\w/-])",
            partial(_day_letters, grammar),
        ),
    ]


def _days_range(grammar: Grammar, match: re.Match[str]) -> str | None:
    if match.string[match.end()].isalpha() or match.string[match.start() - 1].isalpha():
        return f" {grammar.range_word('')} "
    before = match.string[max(0, match.start() - _CUE_CHARACTERS) : match.start()]
    return f" {grammar.range_word('')} " if _DAY_AND_TIME.search(before) else None


def _day_letters(grammar: Grammar, match: re.Match[str]) -> str:
    names = [_LETTERS[letters] for letters in re.findall(r"[A-Z][a-z]?", match[0])]
    if re.search(r"[/,&]", match[0]):
        return f"{', '.join(names[:-1])} {grammar.language.words.and_} {names[-1]}"
    return grammar.span(names[0], names[1], match.string[: match.start()])
