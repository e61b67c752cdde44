"""What Italian and Portuguese share: which word a bare number agrees with, both clocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Time, next_word, previous_word
from pocket_tts_wyoming.text.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.languages.base import Grammar

_AFTER_WORD = re.compile(r"[^\W\d_]\s$")
_NOON = 12
_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Words that tell "2 luzes" (a count, which agrees) from "Luz 2" (a name, which does not).

    `labels`: nouns that are numbered ("luz", "canal"). `particles`: words that are never counted
    ("de", "e"). `states`: adjectives that rather end a sentence about a numbered thing, except
    after one of `joiners` ("1 aperta e 1 chiusa").
    """

    labels: frozenset[str]
    particles: frozenset[str]
    states: frozenset[str]
    joiners: frozenset[str]

    def noun(self, before: str, after: str) -> str:
        """Find the word that a number agrees with; empty if it only counts or names."""
        following = next_word(after)
        word = following.lower()
        near = previous_word(before).lower() if _AFTER_WORD.search(before) else ""
        if not word or word in self.particles or near in self.labels:
            return ""
        return "" if word in self.states and near and near not in self.joiners else following


def hour_of_day(time: Time) -> int:
    """Return the hour on the 24-hour clock; 24 o'clock is 0."""
    if time.meridiem:
        return time.hour % _NOON + (_NOON if time.meridiem == "pm" else 0)
    return time.hour % _DAY


def with_seconds(grammar: Grammar, hour: str, time: Time) -> str:
    """Say an hour with minutes and seconds as counted things."""
    units = grammar.language.units
    parts = [hour]
    if time.minute:
        parts.append(grammar.counted(Number(time.minute), units["min"], ""))
    last = grammar.counted(Number(time.second or 0), units["s"], "")
    return f"{', '.join(parts)} {grammar.language.words.and_} {last}"


def month_forms(months: tuple[str, ...], short: Mapping[str, int]) -> dict[str, int]:
    """Make the month names with a capital and the short names, also with a capital."""
    found = {name.capitalize(): number for number, name in enumerate(months, start=1)}
    for name, number in short.items():
        found |= {name: number, name.capitalize(): number}
    return found
