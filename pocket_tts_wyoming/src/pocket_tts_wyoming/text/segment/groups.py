"""Sentences to what is spoken in one go.

The model garbles utterances of one or two words (pocket-tts issue 313: about 40 % of them in
French, 2 % from three words on) and skips words in very long ones (issue 38; the library's limit
is 50 tokens). So short sentences are joined with a neighbour and long ones are cut; all others
stay alone, because each gets its own melody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.segment.cuts import count_words, split_long

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FINAL_MARK = re.compile(r"""[.!?…,;:–—][\s"'”’“‘»«›‹)\]}*_]*$""")  # noqa: RUF001 - quotes, dashes
_CLOSED = re.compile(r"""[.!?…][\s"'”’“‘»«›‹)\]}*_]*$""")  # noqa: RUF001 - these are the quotes
# Marks left over in front of a sentence; the library would speak "..." and "?!" for a second.
_LEADING_MARKS = re.compile(r"(?:[!?…,;:)\]}\s]|\.{2,}|\.(?!\d))+")


@dataclass(frozen=True, slots=True)
class Group:
    """Text to be spoken in one go.

    `short_answer`: fewer words than the model speaks reliably, and nothing to join them with: the
    whole answer, or all that the writer had to say for the moment.
    """

    text: str
    short_answer: bool


class Grouper:
    """Groups the sentences of one utterance as they become known.

    `count_tokens` counts the model's tokens of a text; no group exceeds `limit_tokens`. Sentences
    of less than `min_words` words are joined with the following sentence, at the end of the text
    with the one before if that has not been given out. `conjunctions`: words that a long sentence
    is rather cut in front of.
    """

    def __init__(
        self,
        limit_tokens: int,
        count_tokens: Callable[[str], int],
        min_words: int = 3,
        conjunctions: frozenset[str] = frozenset(),
    ) -> None:
        self._limit_tokens = limit_tokens
        self._count_tokens = count_tokens
        self._min_words = min_words
        self._conjunctions = conjunctions
        self._whole = ""
        self._short = ""

    @property
    def is_waiting(self) -> bool:
        """Whether something is kept for a neighbour that is not there yet."""
        return bool(self._whole or self._short)

    def push(self, sentences: Sequence[str], tail: str = "") -> list[Group]:
        """Take the next sentences and return the groups that are ready.

        `tail` is what is written of the sentence after them. A normal sentence waits only while
        what is known behind it looks like a short end of the whole text ("… is on. Enjoy.").
        """
        ready: list[Group] = []
        for sentence in sentences:
            self._take(sentence, ready)
        goes_on = bool(tail) and not self._is_short_and_closed(tail)
        has_short_end = bool(self._short or tail) and not goes_on
        if self._whole and not has_short_end:
            self._give(self._take_whole(), ready)
        return ready

    def idle(self, tail: str = "") -> list[Group]:
        """Return what should not wait any longer, the writer being silent for a while.

        A short sentence stays if the next one has been begun: garbled words are worse than late.
        """
        ready: list[Group] = []
        if not tail:
            return self.flush()
        if self._whole:
            self._give(self._take_whole(), ready)
        return ready

    def flush(self) -> list[Group]:
        """Return what is left at the end of the text."""
        ready: list[Group] = []
        rest = _join(self._take_whole(), self._take_short())
        if rest:
            self._give(rest, ready)
        return ready

    def _take(self, sentence: str, ready: list[Group]) -> None:
        leading = _LEADING_MARKS.match(sentence)
        text = sentence[leading.end() :] if leading else sentence
        if not count_words(text):
            return
        text = _join(self._take_short(), text)
        if count_words(text) < self._min_words:
            self._short = text
            return
        if self._whole:
            self._give(self._take_whole(), ready)
        self._whole = text

    def _give(self, text: str, ready: list[Group]) -> None:
        ready.extend(
            Group(piece, short_answer=count_words(piece) < self._min_words)
            for piece in split_long(
                text, self._limit_tokens, self._count_tokens, self._min_words, self._conjunctions
            )
        )

    def _take_whole(self) -> str:
        text, self._whole = self._whole, ""
        return text

    def _take_short(self) -> str:
        text, self._short = self._short, ""
        return text

    def _is_short_and_closed(self, tail: str) -> bool:
        return count_words(tail) < self._min_words and _CLOSED.search(tail) is not None


def _join(left: str, right: str) -> str:
    """Join two sentences; lines without a final mark become items of a list."""
    if not left or not right:
        return left or right
    return f"{left} {right}" if _FINAL_MARK.search(left) else f"{left}, {right}"
