"""Words beside a place in a text, and word lists."""

from __future__ import annotations

import re

# Read backwards from the end: a search for an end would try every place before it.
_LAST_WORDS = re.compile(r"\s*[,.]{0,2}([^\W\d_]+)(?:\s+[,.]{0,2}([^\W\d_]+))?")
_NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
_CONTEXT_CHARACTERS = 40


def words_of(text: str) -> frozenset[str]:
    """Make a set of the words of a line: long lists read better as text."""
    return frozenset(text.split())


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
