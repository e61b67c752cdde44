"""What the next group will probably say, while its text is still being written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.text.segment.groups import Grouper
    from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter

# A reading takes 5 ms whatever its length, so a draft has to bring some words.
_MORE_CHARACTERS = 24
# The library pads texts of up to four words, which changes them from their first token on.
_FEWEST_WORDS = 5
# A number may get a unit behind it, a name may turn out to be an abbreviation.
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*,?")  # noqa: RUF001 - both apostrophes occur


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A guess at the text of the next group, or at its beginning if it is not `complete`."""

    text: str
    complete: bool


class Drafts:
    """Guesses of one utterance. Costs nothing where nothing is written; changes nothing.

    `words` gives the words for a sentence, as the grouper's `say` will.
    """

    def __init__(
        self, splitter: SentenceSplitter, grouper: Grouper, words: Callable[[str], str]
    ) -> None:
        self._splitter = splitter
        self._grouper = grouper
        self._words = words
        self._seen = ""

    @property
    def is_due(self) -> bool:
        """Whether more is known than at the last guess."""
        written = self._written
        if written == self._seen:
            return False
        if self._grouper.has_whole or self._splitter.is_waiting:
            return True
        if not self._splitter.is_inside_sentence:
            return False  # the next letters decide whether it ended
        known = len(self._seen) if self._seen and written.startswith(self._seen) else 0
        return len(written) >= known + _MORE_CHARACTERS

    def next(self) -> GroupDraft | None:
        """Return the guess for what is written now; None if there is none."""
        written = self._written
        complete = self._grouper.has_whole or self._splitter.is_waiting
        sentence = written if complete else _settled(written)
        if not complete and len(sentence.split()) < _FEWEST_WORDS:
            return None
        self._seen = written
        texts = self._grouper.preview(sentence, self._words)
        first = next(texts, None)
        if first is None or (not complete and next(texts, None) is not None):
            return None  # too short, or nobody knows yet where it will be cut
        return GroupDraft(first, complete)

    @property
    def _written(self) -> str:
        return self._grouper.whole if self._grouper.has_whole else self._splitter.tail


def _settled(written: str) -> str:
    """Return what is written without the words at its end that may still change."""
    words = written.split()[:-1]
    while words and not _PLAIN_WORD.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)
