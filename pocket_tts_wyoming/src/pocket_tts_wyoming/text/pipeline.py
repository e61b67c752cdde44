"""The text room's one way through: what a client writes becomes what the model says.

pieces -> without markup -> sentences -> groups of the right length -> words.
"""

from __future__ import annotations

import logging
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages import load
from pocket_tts_wyoming.text.markup.markup import Break, MarkupFilter
from pocket_tts_wyoming.text.normalize.normalizer import Normalizer, NormalizerOptions
from pocket_tts_wyoming.text.segment.groups import Grouper
from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter
from pocket_tts_wyoming.text.segment.streaming import pieces_to_groups

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence

    from pocket_tts_wyoming.text.markup.markup import Piece
    from pocket_tts_wyoming.text.normalize.normalizer import Replacer

_LOGGER = logging.getLogger(__name__)

# The library's limit of 50, less what its preparation may add (a full stop, padding) and the
# sacrificial prefix.
LIMIT_TOKENS = 44
# Normalising takes 0.1 ms for a sentence, but 27 s for 20,000 characters of capitals without a full
# stop, if each cut on the way to short pieces counts exactly. Twice as much as any sentence may be.
_EXACT_CHARACTERS = 500


_LETTERS_PER_TOKEN = 4


def estimate_tokens(text: str) -> int:
    """Guess how many tokens a text has, where there is no model to ask."""
    return len(text) // _LETTERS_PER_TOKEN + 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words to be spoken in one go, of one or two words alone if `short_answer`.

    `pause_seconds` of silence go in front of it, where the text asks for them (SSML).
    """

    text: str
    short_answer: bool
    pause_seconds: float = 0.0


class TextPipeline:
    """Makes the text side of utterances, for one language (code with or without region).

    `count_tokens` counts the model's tokens of a text. Belongs to one thread.
    """

    def __init__(
        self,
        language: str,
        count_tokens: Callable[[str], int],
        options: NormalizerOptions,
        lexicon: Replacer | None = None,
    ) -> None:
        self._language = language
        self._count_tokens = count_tokens
        self._conjunctions = load(language).sentence_words.conjunctions
        self._normalizer = Normalizer(language, options=options, lexicon=lexicon)

    async def spoken(
        self, pieces: AsyncIterator[str], *, voice: str | None, ssml: bool
    ) -> AsyncGenerator[Spoken, None]:
        """Yield what is spoken in one go, as soon as it is certain; errors of `pieces` pass."""
        source = _Unmarked(pieces, MarkupFilter(ssml=ssml))
        pause_seconds = 0.0
        while not source.is_over:
            splitter = SentenceSplitter(self._language)
            grouper = Grouper(
                LIMIT_TOKENS,
                lambda text: self._tokens(text, voice),
                conjunctions=self._conjunctions,
            )
            groups = pieces_to_groups(source.until_break(), splitter, grouper, source)
            async with aclosing(groups):
                async for group in groups:
                    text = self._normalizer.normalize(group.text, voice)
                    _LOGGER.debug("%r is spoken as %r", group.text, text)
                    if text:
                        yield Spoken(text, group.short_answer, pause_seconds)
                        pause_seconds = 0.0
            pause_seconds += source.pause_seconds

    def _tokens(self, text: str, voice: str | None) -> int:
        """Count what is spoken (number words are longer than numbers); guess for very long text."""
        if len(text) > _EXACT_CHARACTERS:
            return max(LIMIT_TOKENS + 1, estimate_tokens(text))
        return self._count_tokens(self._normalizer.normalize(text, voice))

    async def show(self, text: str) -> list[str]:
        """Return what would be spoken for a whole text, one entry for what is spoken in one go."""

        async def pieces() -> AsyncIterator[str]:
            yield text

        return [spoken.text async for spoken in self.spoken(pieces(), voice=None, ssml=False)]


class _Unmarked:
    """Pieces without markup, in stretches between the pauses that SSML asks for."""

    def __init__(self, pieces: AsyncIterator[str], markup: MarkupFilter) -> None:
        self._pieces = pieces
        self._markup = markup
        self._ready: list[Piece] = []
        self._ended = False
        self.pause_seconds = 0.0

    @property
    def is_over(self) -> bool:
        return self._ended and not self._ready

    @property
    def is_waiting(self) -> bool:
        return self._markup.is_waiting

    def idle(self) -> str:
        return "".join(piece for piece in self._markup.idle() if isinstance(piece, str))

    async def until_break(self) -> AsyncIterator[str]:
        """Yield text up to the next pause, a piece (perhaps empty) for each that came."""
        self.pause_seconds = 0.0
        while True:
            while self._ready:
                piece = self._ready.pop(0)
                if isinstance(piece, Break):
                    self.pause_seconds = piece.seconds
                    return
                yield piece
            if self._ended:
                return
            try:
                self._take(self._markup.push(await anext(self._pieces)))
            except StopAsyncIteration:
                self._ended = True
                self._take(self._markup.flush())

    def _take(self, pieces: Sequence[Piece]) -> None:
        self._ready.extend(pieces or [""])
