"""Cuts a sentence that is too long for the model where a speaker would breathe."""

from __future__ import annotations

import math
import re
from bisect import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’\-][^\W\d_]+)*")  # noqa: RUF001 - both apostrophes occur
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_CLOSING = "\"'”’»“)]}*_"  # noqa: RUF001 - these are the quotes
_DASHES = "-–—"  # noqa: RUF001 - these are the dashes
# What a cut costs, in the same unit as its distance from the best place: 1 is a tenth of the text.
_COST_STRONG = 0.5
_COST_COMMA = 1.0
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
) -> list[str]:
    """Cut text into pieces of at most `limit_tokens` tokens each, about equally long.

    Clause marks are preferred, then places in front of `conjunctions`, then spaces, but not spaces
    inside a number ("1 250"). Only a word that exceeds the limit by itself is cut inside. Joined by
    spaces the pieces are the text, such words aside.
    """
    tokens = count_tokens(text)
    if tokens <= limit_tokens or len(text) <= 1:
        return [text]
    pieces = math.ceil(tokens / limit_tokens)
    share = (pieces // 2) / pieces  # Halving keeps the recursion shallow in very long texts.
    cut = best_cut(text, share, min_words, conjunctions) or (len(text) // 2, len(text) // 2)
    return [
        piece
        for part in (text[: cut[0]], text[cut[1] :])
        for piece in split_long(part, limit_tokens, count_tokens, min_words, conjunctions)
    ]


def best_cut(
    text: str, share: float, min_words: int, conjunctions: frozenset[str]
) -> tuple[int, int] | None:
    """Return the start and end of the white space that is best replaced by a pause.

    `share` of the text should stand in front of it.
    """
    word_starts = [word.start() for word in _WORD.finditer(text)]

    def cost(space: re.Match[str]) -> float:
        words_before = bisect(word_starts, space.start())
        is_short = min(words_before, len(word_starts) - words_before) < min_words
        return (
            _cost_of_place(text[: space.start()], text[space.end() :], conjunctions)
            + _COST_PER_LENGTH * abs(space.start() / len(text) - share)
            + (_COST_SHORT_PIECE if is_short else 0.0)
        )

    best = min(_spaces(text, share), key=cost, default=None)
    return None if best is None else best.span()


def _spaces(text: str, share: float) -> list[re.Match[str]]:
    """Find the white space nearest to the best place, not inside numbers if there is other."""
    inner = [
        space for space in _SPACE.finditer(text) if 0 < space.start() < space.end() < len(text)
    ]
    possible = [
        space
        for space in inner
        if not (text[space.start() - 1].isdigit() and text[space.end()].isdigit())
    ]
    nearest = sorted(possible or inner, key=lambda space: abs(space.start() - share * len(text)))
    return nearest[:_CANDIDATES]


def _cost_of_place(left: str, right: str, conjunctions: frozenset[str]) -> float:
    bare = left.rstrip(_CLOSING)
    mark = bare[-1:]
    if mark and mark in "!?…;:":
        return _COST_STRONG
    if mark == ".":
        return _COST_AFTER_FULL_STOP  # An abbreviation, or it would be two sentences.
    if mark == "," or left[-1] in ")]" or left[-1] in _DASHES or right[0] in _DASHES + "([":
        return _COST_COMMA
    word = _NEXT_WORD.match(right)
    if word and word.group().lower() in conjunctions:
        return _COST_CONJUNCTION
    return _COST_AFTER_NUMBER if mark.isdigit() else _COST_SPACE
