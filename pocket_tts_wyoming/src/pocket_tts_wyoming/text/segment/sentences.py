"""Streamed text to sentences, each as soon as it is certain.

Existing splitters were looked at and none serves here. pysbd (Pragmatic Segmenter) and the
statistical ones need the whole text and would read all of it again for every new word.
sentence_stream 1.3.0 waits for the next sentence's first letter, does not split before a digit, a
quote, an emoji or a lower-case letter, and ignores line breaks. stream2sentence 1.1.0 waits for a
dozen characters of context, or decides by the clock.

This one is an automaton that reads each character once and never looks back at a decision, so
the sentences of a text are the same however it arrives.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text import languages
from pocket_tts_wyoming.text.languages.abbreviation import Place, Places, places_of
from pocket_tts_wyoming.text.languages.truncation import truncations_of
from pocket_tts_wyoming.text.segment.cuts import best_cut, count_words
from pocket_tts_wyoming.text.segment.full_stops import (
    INVERTED,
    OPENING,
    After,
    Context,
    after_full_stop,
    has_words,
    is_safe_without_space,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_QUOTES_AND_BRACKETS = frozenset("\"'”’“‘»«›‹)]}")  # noqa: RUF001 - these are the quotes
_STOP = re.compile(f"[.!?…«»{_NEWLINES}]")
# Emoji written right behind a mark belong to the sentence before.
_MARKS = re.compile(
    r"""[.!?…"'”’“‘»«›‹)\]}*_\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]*"""  # noqa: RUF001 - these are the quotes
)
_SPACES = re.compile(rf"[^\S{_NEWLINES}]*")
_OPENING = re.compile(rf"(?:[^\S{_NEWLINES}]|[{re.escape(OPENING)}])*")
# How much of a sentence is written before its room is looked at for the first time; how much of
# one that has no blank is taken for a whole. Both keep the work for hostile text linear.
_FIRST_LOOK_CHARACTERS = 100
_LONGEST_WORD_CHARACTERS = 300
_MIN_WORDS = 3
# The rest of the sentence is not known yet: most that are too long are so by a few words, and then
# this is about their middle. The first part is what the listener waits for (at 0.8: 35 tokens of a
# sentence of 50 instead of 23, and 8 left over of one of 44).
_SHARE_BEFORE_CUT = 0.6
_NUMERALS = frozenset("IVXLC")
_IN_NUMBERS = frozenset("0123456789+-\u2212±~≈<>")
_NO_DIGIT = (After.NO_LOWER_CASE_NOR_DIGIT, After.NO_LOWER_CASE_NOR_NUMBER)
_SIGNS = "-\u2212~≈±"
_LETTERS = re.compile(r"[^\W\d_]*")
# What "model no." is followed by.
_CODE = re.compile(r"[A-Z]{1,5}-?\d")
_LONGEST_CODE_NAME = 6
# No starter is longer; a longer word need not be read to its end.
_STARTER_CHARACTERS = 16


def _context(language: str) -> Context:
    code = language[:2].lower()
    return _known_context(code if code in languages.SUPPORTED_LANGUAGES else "en")


@cache
def _known_context(code: str) -> Context:
    """Make it once: looking up a table of abbreviations alone takes 0.1 ms."""
    data = languages.load(code)
    places = places_of(data.abbreviations)
    units = {unit[:-1]: Place.MAY_END for unit in data.units if unit.endswith(".")}
    vocabulary = data.vocabulary
    known_places = Places(
        {**units, **places.by_key},
        places.suffixes,
        vocabulary.is_certain,
        vocabulary.may_be_cut,
    )
    letters = frozenset(unit for unit in data.units if len(unit) == 1)
    truncations = truncations_of(data.truncated, data.abbreviations)
    return Context(data.sentence_words, known_places, frozenset(units), truncations, letters)


class _Phase(Enum):
    TEXT = auto()
    """In front of the next mark."""
    MARKS = auto()
    """In the marks, quotes and emoji that may end the sentence."""
    BEHIND = auto()
    """In the white space behind them."""
    OPENING = auto()
    """In the quotes and brackets that may open the next sentence."""
    WORD = auto()
    """In the first word of what may be the next sentence."""


class SentenceSplitter:
    """Splits the text of one utterance, which comes in pieces cut anywhere.

    `language` is a tag such as "de" or "pt-BR"; one without a folder is split as English. The
    sentences of all `push` calls and of `flush` depend on the text only, not on the cuts; joined
    they are the text up to white space at their ends. `idle` may end a sentence earlier than its
    context would.

    `room` tells how many more characters may be read behind the given part of a sentence before
    it is asked again; at 0 the part is full, and leaves at a clause mark, or where else a speaker
    would breathe. Without it sentences have any length.
    """

    def __init__(self, language: str, room: Callable[[str], int] | None = None) -> None:
        self._context = _context(language)
        self._room = room
        self._look_at = _FIRST_LOOK_CHARACTERS
        self._text = ""
        self._start = 0
        self._position = 0
        self._phase = _Phase.TEXT
        self._mark = 0
        self._end = 0
        self._after = After.NEVER
        self._open_quotes = 0

    @property
    def tail(self) -> str:
        """What has been written but not given out, without white space at its ends."""
        return self._text.strip()

    @property
    def is_waiting(self) -> bool:
        """Whether the text stands at marks that may end a sentence, so that `idle` may help."""
        return self._phase in (_Phase.MARKS, _Phase.BEHIND)

    @property
    def is_inside_sentence(self) -> bool:
        """Whether what was written last certainly belongs to the sentence under way."""
        return self._phase is _Phase.TEXT

    @property
    def can_release(self) -> bool:
        """Whether `release` would give something out: not inside a number or an abbreviation."""
        at_end_of_word = self._phase is _Phase.TEXT and not self._text[-1:].isdigit()
        return at_end_of_word and count_words(self._text) >= _MIN_WORDS

    def push(self, piece: str) -> list[str]:
        """Take the next piece and return the sentences that are certain now."""
        self._text += piece
        sentences: list[str] = []
        while self._position < len(self._text) and self._advance(sentences):
            pass
        if self._start:
            self._forget()
        return sentences

    def idle(self) -> list[str]:
        """Return the sentence that is as good as closed, the writer being silent for a while."""
        sentences: list[str] = []
        if self._phase is _Phase.MARKS:
            sentence = self._text[: self._mark]
            if has_words(sentence, 0, self._mark) and is_safe_without_space(
                sentence, self._text[self._mark :], self._context
            ):
                self._cut(len(self._text), sentences)
        elif self._phase is _Phase.BEHIND and self._is_good_in_silence():
            self._cut(self._end, sentences)
        if self._start:
            self._forget()
        return sentences

    def release(self) -> list[str]:
        """Return what is written as a sentence of its own; nothing for less than three words."""
        sentences: list[str] = []
        if self.can_release:
            self._cut(len(self._text), sentences)
            self._forget()
        return sentences

    def flush(self) -> list[str]:
        """Return what is left at the end of the text; the splitter is new afterwards."""
        return self.push("\n")

    def _forget(self) -> None:
        """Drop what was given out; once per call, as each time copies the rest."""
        self._text = self._text[self._start :]
        self._position -= self._start
        self._mark -= self._start
        self._end -= self._start
        self._look_at -= self._start
        self._start = 0

    def _advance(self, sentences: list[str]) -> bool:
        """Go on to the next decision; False when it needs more text."""
        match self._phase:
            case _Phase.TEXT:
                return self._read_text(sentences)
            case _Phase.MARKS:
                return self._read_marks(sentences)
            case _Phase.BEHIND:
                return self._read_behind(sentences)
            case _Phase.OPENING:
                return self._read_opening(sentences)
            case _Phase.WORD:
                return self._read_word(sentences)

    def _read_text(self, sentences: list[str]) -> bool:
        if self._room is not None and self._position >= self._look_at:
            self._make_room(self._room, sentences)
            return True
        known = len(self._text)
        until = known if self._room is None else min(known, self._look_at)
        found = _STOP.search(self._text, self._position, until)
        if found is None:
            self._position = until
            return until < known
        self._position = found.end()
        character = found.group()
        if character in _NEWLINES:
            self._open_quotes = 0
            self._cut(found.end(), sentences)
        elif character == "«":
            self._open_quotes += 1
        elif character == "»":
            self._open_quotes = max(0, self._open_quotes - 1)
        else:
            self._mark = found.start()
            self._phase = _Phase.MARKS
        return True

    def _read_marks(self, sentences: list[str]) -> bool:
        if not self._skip(_MARKS):
            return False
        # The marks of « Bonjour ! » are read in two goes.
        new_marks = self._text[max(self._mark, self._end) : self._position]
        self._open_quotes = max(0, self._open_quotes - new_marks.count("»"))
        self._end = self._position
        character = self._text[self._end]
        if not has_words(self._text, self._start, self._mark) or not (
            character.isspace() or character in INVERTED
        ):
            self._go_on()
            return True
        self._after = self._judge()
        if self._after is After.NEVER and character not in _NEWLINES:
            self._go_on()
        elif self._after is After.ANYTHING and not self._may_close_later:
            self._cut(self._end, sentences)
        else:
            self._phase = _Phase.BEHIND
        return True

    def _read_behind(self, sentences: list[str]) -> bool:
        if not self._skip(_SPACES):
            return False
        character = self._text[self._position]
        if character == "»" and self._may_close_later:
            # « Bonjour ! » - the quote closes behind a space, and counts as one of the marks.
            self._end = self._position
            self._phase = _Phase.MARKS
        elif character in _NEWLINES or self._after is After.ANYTHING:
            self._cut(self._end, sentences)
        else:
            self._phase = _Phase.OPENING
        return True

    def _read_opening(self, sentences: list[str]) -> bool:
        if not self._skip(_OPENING):
            return False
        character = self._text[self._position]
        if character in _NEWLINES or character in INVERTED:
            self._cut(self._end, sentences)
        elif self._after in (After.STARTER, After.NO_LOWER_CASE_NOR_NUMBER) and character.isupper():
            self._phase = _Phase.WORD
        elif self._may_follow(character):
            self._cut(self._end, sentences)
        else:
            self._go_on()
        return True

    def _read_word(self, sentences: list[str]) -> bool:
        letters = _LETTERS.match(self._text, self._position)
        end = letters.end() if letters else self._position
        length = end - self._position
        if self._after is After.NO_LOWER_CASE_NOR_NUMBER:
            return self._read_number(self._text[self._position : end], end, sentences)
        if end == len(self._text) and length <= _STARTER_CHARACTERS:
            return False
        word = self._text[self._position : end].lower()
        behind = self._text[end : end + 1].replace("’", "'")  # noqa: RUF001 - both spellings occur
        elided = word + behind if behind == "'" else ""
        is_initial = behind == "." and (length == 1 or self._is_day_of_rank(end))
        words = self._context.words
        closes = self._text.endswith(words.closers, self._start, self._end) and (
            word not in words.after_closers
        )
        begins = closes or word in words.starters
        if elided in words.starters or (begins and not is_initial):
            self._cut(self._end, sentences)
        else:
            self._go_on()
        return True

    def _is_day_of_rank(self, end: int) -> bool:
        """`jeden 1. So. im Monat`: behind a rank it is a Sunday, and begins no sentence."""
        name = self._text[self._position : end]
        return self._text[self._end - 2 : self._end - 1].isdigit() and (
            self._context.places.of(name) is not None
        )

    def _read_number(self, name: str, end: int, sentences: list[str]) -> bool:
        """`sec. XIX` and `model no. WX-4400` go on, `No. I think so.` does not."""
        read = end + (self._text[end : end + 1] == "-")
        if name.isupper() and len(name) <= _LONGEST_CODE_NAME and read == len(self._text):
            return False
        roman = set(name) <= _NUMERALS and name != "I"
        if roman or _CODE.match(self._text, self._position):
            self._go_on()
        else:
            self._cut(self._end, sentences)
        return True

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Move behind all characters of a kind; False if the text ends with them."""
        found = pattern.match(self._text, self._position)
        if found:
            self._position = found.end()
        return self._position < len(self._text)

    @property
    def _may_close_later(self) -> bool:
        return self._context.words.spaced_quotes and self._open_quotes > 0

    def _judge(self) -> After:
        """Judge the marks by themselves and by the sentence in front of them."""
        marks = self._text[self._mark : self._end]
        if "…" in marks or (".." in marks and "?" not in marks and "!" not in marks):
            return After.NO_LOWER_CASE_NOR_DIGIT
        after = After.ANYTHING
        if "!" not in marks and "?" not in marks:
            after = after_full_stop(self._text[self._start : self._mark], self._context)
        if after is After.ANYTHING and not _QUOTES_AND_BRACKETS.isdisjoint(marks):
            return After.NO_LOWER_CASE  # "Stop!" he said.
        return after

    def _may_follow(self, character: str) -> bool:
        # "élec. : 41 %": no sentence begins with such a mark either.
        if self._after is After.STARTER or character.islower() or character in ".!?…:;,)":
            return False
        # "19 480 pts. (-0,38 %)": no sentence begins with a number in brackets.
        in_bracket = "(" in self._text[self._end : self._position]
        if in_bracket and self._after is not After.ANYTHING and character in _IN_NUMBERS:
            return False
        return not (self._after in _NO_DIGIT and (character.isdigit() or character in _SIGNS))

    def _is_good_in_silence(self) -> bool:
        if self._after in (After.ANYTHING, After.NO_LOWER_CASE):
            return True
        if self._after not in _NO_DIGIT:
            return False
        # "Wait... " and the answer "No. ", but not "channel no. ".
        sentence = self._text[: self._mark].split()
        return len(sentence) == 1 or self._text[self._mark : self._end] != "."

    def _cut(self, end: int, sentences: list[str]) -> None:
        sentence = self._text[self._start : end].strip()
        if sentence:
            sentences.append(sentence)
        self._start = self._position = end
        self._look_at = end + _FIRST_LOOK_CHARACTERS
        self._phase = _Phase.TEXT

    def _make_room(self, room: Callable[[str], int], sentences: list[str]) -> None:
        """Cut what is full. Depends on the text up to this place only, not on what came with it."""
        part = self._text[self._start : self._position]
        more = room(part)
        if more > 0:
            self._look_at = self._position + more
            return
        cut = best_cut(part, _SHARE_BEFORE_CUT, _MIN_WORDS, self._context.words.conjunctions)
        if cut is not None:
            self._open_quotes = 0
            self._cut(self._start + cut[1], sentences)
        elif len(part) >= _LONGEST_WORD_CHARACTERS:
            self._cut(self._position, sentences)
        else:
            self._look_at = self._position + _FIRST_LOOK_CHARACTERS

    def _go_on(self) -> None:
        """Take the marks as part of the sentence and read on behind them."""
        self._position = self._end
        self._phase = _Phase.TEXT
