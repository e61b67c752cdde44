"""Words beside a place in a text, and word lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Read backwards from the end: a search for an end would try every place before it.
_LAST_WORDS = re.compile(r"\s*[,.]{0,2}([^\W\d_]+)(?:\s+[,.]{0,2}([^\W\d_]+))?")
# "Fattura n. 48": the stop of a short word ends nothing.
CLAUSE_END = re.compile(r"(?:[!?;]|(?<=[^\W\d_]{4})\.)\s")
_NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
_CONTEXT_CHARACTERS = 40
# As long as a sentence grows before it is cut
_ITEM_CHARACTERS = 300


def words_of(text: str) -> frozenset[str]:
    """Make a set of the words of a line: long lists read better as text."""
    return frozenset(text.split())


# "of", in the languages of the project.
OF_WORDS = words_of("of van von vom der des de du di da do del")
# Numbers behind these are names of lines, in the languages of the project. Trains have days:
# "tren 24/12".
LINES = words_of(
    "bus buses line lines tram trams metro route busse linie linien straßenbahn u-bahn s-bahn "
    "bussen lijn lijnen sneltram ligne lignes métro rer autobus tramway autobús autobuses línea "
    "líneas tranvía linea linee tranvia ônibus autocarro autocarros linha linhas metrô elétrico "
    "bonde"
)


def previous_words(before: str) -> tuple[str, str]:
    """Find the last two words before a place, the nearest last; empty if there is none."""
    match = _LAST_WORDS.match(before[: -_CONTEXT_CHARACTERS - 1 : -1])
    return ((match[2] or "")[::-1], match[1][::-1]) if match else ("", "")


def previous_word(before: str) -> str:
    """Find the word before a place, empty if there is none."""
    return previous_words(before)[1]


def next_word(after: str) -> str:
    """Find the word right after a place, empty if something else comes first."""
    match = _NEXT_WORD.match(after)
    return match[1] if match else ""


def around(match: re.Match[str], characters: int) -> str:
    """Return a match with so much of its text on either side.

    A search through a whole text for each of its matches takes seconds in a long one.
    """
    return match.string[max(0, match.start() - characters) : match.end() + characters]


def alternatives(written: Iterable[str]) -> str:
    """Make a pattern for literal words, the longest first.

    Words that begin alike are in one branch, which a search enters only at their first letter:
    the 300 abbreviations of a language take a tenth of the time so.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(written), key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word)
    return "|".join(
        re.escape(first) + "(?:" + "|".join(re.escape(word[1:]) for word in words) + ")"
        for first, words in by_first.items()
    )


def is_next_in_list(number: int, before: str, mark: str = ".") -> bool:
    """Whether a number goes on with a list inside a line: "Steps: 1. Open 2. Look".

    `mark`: what stands behind the number, and behind those before it.
    """
    if number == 1:
        return before.rstrip().endswith(":")
    near = before[-_ITEM_CHARACTERS:]
    items = re.findall(rf"(?:^|[\s(])(\d{{1,3}}){re.escape(mark)}(?=\s)", near)
    return bool(items) and int(items[-1]) == number - 1
