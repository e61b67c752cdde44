"""Cuts a sentence that is too long for the model where a speaker would breathe."""

from __future__ import annotations

import math
import re
from bisect import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’\-][^\W\d_]+)*")  # noqa: RUF001 - both apostrophes occur
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_CLOSING = "\"'”’»“)]}*_"  # noqa: RUF001 - these are the quotes
_DASHES = "-–—"  # noqa: RUF001 - these are the dashes
# What a cut costs, in the same unit as its distance from the best place: 1 is a tenth of the text.
_COST_STRONG = 0.5
_COST_COMMA = 1.0
# "gültig von Do., 26.11., 18 Uhr": what is said of a number may depend on what is before it.
_COST_COMMA_AT_NUMBER = 3.0
_COST_CONJUNCTION = 2.5
_COST_SPACE = 4.0
_COST_AFTER_NUMBER = 5.0
_COST_AFTER_FULL_STOP = 6.0
_COST_SHORT_PIECE = 6.0
_COST_PER_LENGTH = 10.0
# Only the places nearest to the best one are compared, so that very long texts stay cheap.
_CANDIDATES = 64


def count_words(text: str) -> int:
    """Count words as they are spoken: "7:46 PM" has three, an emoji or a dash none."""
    return len(_WORD.findall(text))


def split_long(
    text: str,
    limit_tokens: int,
    count_tokens: Callable[[str], int],
    min_words: int,
    conjunctions: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """Cut text into pieces of at most `limit_tokens` tokens each, about equally long.

    The work is done as they are taken: cutting 10,000 characters takes 12 ms in all.

    Clause marks are preferred, then places in front of `conjunctions`, then spaces, but not spaces
    inside a number ("1 250"). Only a word that exceeds the limit by itself is cut inside. Joined by
    spaces the pieces are the text, such words aside.
    """
    tokens = count_tokens(text)
    if tokens <= limit_tokens or len(text) <= 1:
        yield text
        return
    pieces = math.ceil(tokens / limit_tokens)
    share = (pieces // 2) / pieces  # Halving keeps the recursion shallow in very long texts.
    cut = best_cut(text, share, min_words, conjunctions) or (len(text) // 2, len(text) // 2)
    for part in (text[: cut[0]], text[cut[1] :]):
        yield from split_long(part, limit_tokens, count_tokens, min_words, conjunctions)


def best_cut(
    text: str, share: float, min_words: int, conjunctions: frozenset[str]
) -> tuple[int, int] | None:
    """Return the start and end of the white space that is best replaced by a pause.

    `share` of the text should stand in front of it.
    """
    word_starts = [word.start() for word in _WORD.finditer(text)]
    best, best_cost = None, math.inf
    for start, end in _spaces(text, share):
        distance_cost = _COST_PER_LENGTH * abs(start / len(text) - share)
        if _COST_STRONG + distance_cost >= best_cost:
            break  # no place further away is better
        words_before = bisect(word_starts, start)
        is_short = min(words_before, len(word_starts) - words_before) < min_words
        cost = _cost_of_place(text, start, end, conjunctions) + distance_cost
        cost += _COST_SHORT_PIECE if is_short else 0.0
        if cost < best_cost:
            best, best_cost = (start, end), cost
    return best


def _spaces(text: str, share: float) -> list[tuple[int, int]]:
    """Find the white space nearest to the best place, not inside numbers if there is other."""
    inner = [
        space.span()
        for space in _SPACE.finditer(text)
        if space.start() > 0 and space.end() < len(text)
    ]
    possible = [
        (start, end)
        for start, end in inner
        if not (text[start - 1].isdigit() and text[end].isdigit())
    ] or inner
    middle = share * len(text)
    place = bisect(possible, middle, key=lambda space: space[0])
    nearest = possible[max(0, place - _CANDIDATES) : place + _CANDIDATES]
    return sorted(nearest, key=lambda space: abs(space[0] - middle))[:_CANDIDATES]


def _cost_of_place(text: str, start: int, end: int, conjunctions: frozenset[str]) -> float:
    """Tell what it costs to replace the white space from `start` to `end` by a pause."""
    bare_end = start
    while bare_end and text[bare_end - 1] in _CLOSING:
        bare_end -= 1
    mark = text[bare_end - 1 : bare_end]
    if mark and mark in "!?…;:":
        return _COST_STRONG
    if mark == ".":
        return _COST_AFTER_FULL_STOP  # An abbreviation, or it would be two sentences.
    before, after = text[start - 1], text[end]
    if mark == "," and (after.isdigit() or text[bare_end - 2 : bare_end - 1] == "."):
        return _COST_COMMA_AT_NUMBER
    if mark == "," or before in ")]" or before in _DASHES or after in _DASHES + "([":
        return _COST_COMMA
    word = _NEXT_WORD.match(text, end)
    if word and word.group().lower() in conjunctions:
        return _COST_CONJUNCTION
    return _COST_AFTER_NUMBER if mark.isdigit() else _COST_SPACE
