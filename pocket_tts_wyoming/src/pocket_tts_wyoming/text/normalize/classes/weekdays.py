"""Short names of days that stand beside each other: "Mo-Fr", "Sa. und So.", "lun. a vie."."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop, starts_sentence
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_NEXT = re.compile(r"\s*([^\W\d_]+)\.?|\s*([-\u2013,/&+])")


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rule for two days or more; one alone may be a word ("mar.", "So.")."""
    language = grammar.language
    if not language.weekdays:
        return []
    names = {*language.weekdays, *(name.capitalize() for name in language.weekdays)}
    day = "|".join(sorted(names, key=len, reverse=True))
    words = "|".join(re.escape(word) for word in (*language.joiners, *language.range_words))
    between = rf"(?:\s?[-\u2013/&+]\s?|,\s(?:(?:{words})\s)?|\s(?:{words})\s)"
    return [
        Rule(
            "weekdays",
            rf"(?:{day})\.?(?:{between}(?:{day})(?!\w)\.?)+(?![\w-])",
            partial(_days, grammar),
            at_word=True,
        ),
        # A forecast: "Mon 54/41", "Mo 12\u00b0", and the row of a table, "Mo, 12\u00b0".
        Rule(
            "weekday_forecast",
            rf"(?P<wf_day>{day})\.?(?=[:,]?\s[-\u2212]?\d{{1,2}}\s?(?:°|/\s?[-\u2212]?\d))",
            lambda match: _name(grammar, match["wf_day"]),
            at_word=True,
        ),
        # A list of days: "Mon: legs".
        Rule("weekday_item", rf"(?:{day})\.?(?=:\s)", partial(_item, grammar), at_word=True),
    ]


def _item(grammar: Grammar, match: re.Match[str]) -> str | None:
    word = match[0].removesuffix(".")
    words = grammar.language.sentence_words
    is_word = word.lower() in words.starters | words.short
    if is_word or not starts_sentence(match.string[: match.start()]):
        return None
    return _name(grammar, word)


def _name(grammar: Grammar, short: str) -> str:
    weekdays = grammar.language.weekdays
    name = weekdays.get(short) or weekdays[short.lower()]
    return name[0].upper() + name[1:] if short[0].isupper() else name


def _days(grammar: Grammar, match: re.Match[str]) -> str:
    language = grammar.language
    spoken = ""
    for word, mark in _NEXT.findall(match[0]):
        name = language.weekdays.get(word) or language.weekdays.get(word.lower())
        if mark:
            range_ends = mark in "-\u2013"
            spoken += (
                f" {language.words.to}"
                if range_ends
                else ","
                if mark in ",/"
                else f" {language.words.and_}"
            )
        elif name is None:
            spoken += f" {word}"
        else:
            spoken += f" {name[0].upper() + name[1:] if word[0].isupper() else name}"
    return spoken.strip() + full_stop(grammar, match)
