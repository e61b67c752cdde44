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
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FINAL_MARK = re.compile(r"""[.!?…,;:–—][\s"'”’“‘»«›‹)\]}*_]*$""")  # noqa: RUF001 - quotes, dashes
_CLOSED = re.compile(r"""[.!?…][\s"'”’“‘»«›‹)\]}*_]*$""")  # noqa: RUF001 - these are the quotes
# Marks left over in front of a sentence; the library would speak "..." and "?!" for a second.
_LEADING_MARKS = re.compile(r"(?:[!?…,;:)\]}\s]|\.{2,}|\.(?!\d))+")
# A "word" of 120 letters is not a short answer: it was made three times, for 36 s.
_LONGEST_SHORT_ANSWER = 25


@dataclass(frozen=True, slots=True)
class Group:
    """Words to be spoken in one go.

    `short_answer`: fewer words than the model speaks reliably, and nothing to join them with: the
    whole answer, or all that the writer had to say for the moment. `last`: the text ends with it.
    """

    text: str
    short_answer: bool
    last: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said for one or more sentences, and how many words were written."""

    text: str = ""
    written: int = 0

    def and_then(self, other: _Words) -> _Words:
        """Join with what follows; lines without a final mark become items of a list."""
        if not self.text or not other.text:
            return self if self.text else other
        joiner = " " if _FINAL_MARK.search(self.text) else ", "
        return _Words(self.text + joiner + other.text, self.written + other.written)


_NOTHING = _Words()


class Grouper:
    """Groups the sentences of one utterance as they become known.

    `count_tokens` counts the model's tokens of a text; no group exceeds `limit_tokens`. `say` gives
    the words for a sentence; it is called once for each. Sentences of less than `min_words` written
    words are joined with the following sentence, at the end of the text with the one before.
    `conjunctions`: words that a long sentence is rather cut in front of.

    The groups depend on the sentences only, not on how they came, as long as neither `idle` nor
    `hurry` is called.
    """

    def __init__(
        self,
        limit_tokens: int,
        count_tokens: Callable[[str], int],
        min_words: int = 3,
        conjunctions: frozenset[str] = frozenset(),
        say: Callable[[str], str] = str,
    ) -> None:
        self._limit_tokens = limit_tokens
        self._count_tokens = count_tokens
        self._min_words = min_words
        self._conjunctions = conjunctions
        self._say = say
        self._whole = _NOTHING
        self._short = _NOTHING

    @property
    def is_waiting(self) -> bool:
        """Whether something is kept for a neighbour that is not there yet."""
        return bool(self._whole.text or self._short.text)

    @property
    def has_whole(self) -> bool:
        """Whether a normal sentence waits: it will be the next group, or begin it."""
        return bool(self._whole.text)

    @property
    def whole(self) -> str:
        """The words of the normal sentence that waits."""
        return self._whole.text

    def preview(self, sentence: str, say: Callable[[str], str]) -> Iterator[str]:
        """Return what the next groups would say if `sentence` were the last one.

        Nothing if that would be too short. Changes nothing; `say` as in `__init__`.
        """
        words = self._whole
        if not words.text:
            words = self._short.and_then(self._spoken(sentence, say))
        if words.written < self._min_words or not words.text:
            return iter(())
        return self._pieces(words)

    def push(self, sentences: Sequence[str], tail: str = "") -> Iterator[Group]:
        """Take the next sentences and return the groups that are ready, cut as they are taken.

        `tail` is what is written of the sentence after them. A normal sentence waits until what
        is known behind it is too long for a short end of the whole text ("… is on. Enjoy.").
        """
        ready: list[_Words] = []
        for sentence in sentences:
            self._take(sentence, ready)
        if self._whole.text and self._short.written + count_words(tail) >= self._min_words:
            ready.append(self._take_whole())
        return self._groups(ready)

    def may_hurry(self, tail: str = "") -> bool:
        """Whether a normal sentence waits that nothing speaks against giving out."""
        if not self._whole.text or (self._short.text and not tail):
            return False
        return count_words(tail) >= self._min_words or _CLOSED.search(tail) is None

    def hurry(self) -> Iterator[Group]:
        """Return the normal sentence that waits: a short end may still come, and be alone then."""
        return self._groups([self._take_whole()])

    def idle(self, tail: str = "") -> Iterator[Group]:
        """Return what should not wait any longer, the writer being silent for a while.

        A short sentence stays if the next one has been begun: garbled words are worse than late.
        """
        return self.hurry() if tail else self.flush()

    def flush(self) -> Iterator[Group]:
        """Return what is left at the end of the text."""
        return self._groups([self._take_whole().and_then(self._take_short())])

    def _take(self, sentence: str, ready: list[_Words]) -> None:
        spoken = self._spoken(sentence, self._say)
        if not spoken.text:
            return
        words = self._take_short().and_then(spoken)
        if words.written < self._min_words:
            self._short = words
            return
        ready.append(self._take_whole())
        self._whole = words

    def _groups(self, ready: Iterable[_Words]) -> Iterator[Group]:
        for words in ready:
            if words.text:
                for piece in self._pieces(words):
                    yield Group(piece, short_answer=self._is_short(piece))

    def _pieces(self, words: _Words) -> Iterator[str]:
        return split_long(
            words.text,
            self._limit_tokens,
            self._count_tokens,
            self._min_words,
            self._conjunctions,
        )

    def _is_short(self, text: str) -> bool:
        return count_words(text) < self._min_words and len(text) <= _LONGEST_SHORT_ANSWER

    def _spoken(self, sentence: str, say: Callable[[str], str]) -> _Words:
        leading = _LEADING_MARKS.match(sentence)
        text = sentence[leading.end() :] if leading else sentence
        written = count_words(text)
        return _Words(say(text) if written else "", written)

    def _take_whole(self) -> _Words:
        words, self._whole = self._whole, _NOTHING
        return words

    def _take_short(self) -> _Words:
        words, self._short = self._short, _NOTHING
        return words
