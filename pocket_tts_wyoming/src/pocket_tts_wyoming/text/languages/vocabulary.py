"""Words that are cut by a full stop, by a vocabulary of what homes and calendars write about.

No table holds every short form: people cut words as they please ("dorm.", "spegn.", "fotov."). A
word that ends in a consonant and a full stop, inside a sentence that goes on, is read as the first
word of the vocabulary that begins with it. Where the sentence ends there, it may be a whole word,
so it is left alone unless no word of the language ends like that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEWEST_LETTERS = 3
_VOWELS = frozenset("aeiouyàáâãèéêëìíîïòóôõùúûü")
# Of a longer word at least two letters are gone; one letter less is a spelling mistake.
_FEWEST_MISSING = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in order of preference; an adjective is written with its feminine form ("alto/alta").

    `whole`: words that begin others and are none the less whole ("port", "portable").
    `odd_endings`: a pattern of endings that no whole word has, so that a cut one is certain.
    """

    words: str = ""
    whole: str = ""
    odd_endings: str = "(?!)"

    def find(self, cut: str) -> str | None:
        """Find the entry for a cut word in lower case, None if there is none."""
        return _by_beginning(self.words, self.whole).get(cut)

    def may_be_cut(self, word: str) -> bool:
        """Whether a word in lower case begins one of the vocabulary."""
        return self.find(word) is not None

    def has_noun(self, word: str) -> bool:
        """Whether a whole word is a noun of the vocabulary."""
        return word in _nouns(self.words)

    def is_certain(self, cut: str) -> bool:
        """Whether a cut word, in lower case, is known and cannot be a whole one."""
        return re.search(f"(?:{self.odd_endings})$", cut) is not None and self.find(cut) is not None


@cache
def _nouns(words: str) -> frozenset[str]:
    return frozenset(entry for entry in words.split() if "/" not in entry)


@cache
def _by_beginning(words: str, others: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    entries = words.split()
    whole = {form for entry in entries for form in entry.split("/")} | {*others.split()}
    for entry in entries:
        word = entry.split("/")[0]
        for letters in range(_FEWEST_LETTERS, len(word) - _FEWEST_MISSING + 1):
            beginning = word[:letters]
            if beginning[-1] not in _VOWELS and beginning not in whole:
                found.setdefault(beginning, entry)
    return found
