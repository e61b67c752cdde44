"""The text room's one way through: what a client writes becomes what the model shall say."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.segment_group import Grouper, Utterable
from pocket_tts_wyoming.text.segment_stream import pieces_to_sentences
from pocket_tts_wyoming.text.sentences import SentenceSplitter

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable

# The library's limit of 50, less what its preparation may add (a full stop, padding) and the
# sacrificial prefix.
LIMIT_TOKENS = 44


class TextPipeline:
    """Makes the text side of utterances, for one language.

    `count_tokens` counts the model's tokens of a text.
    """

    def __init__(self, language: str, count_tokens: Callable[[str], int]) -> None:
        self._language = language
        self._count_tokens = count_tokens

    async def spoken(
        self, pieces: AsyncIterator[str], *, voice: str, ssml: bool
    ) -> AsyncGenerator[Utterable, None]:
        """Yield what is spoken in one go, as soon as it is certain; errors of `pieces` pass."""
        splitter = SentenceSplitter(self._language)
        grouper = Grouper(LIMIT_TOKENS, self._count_tokens)
        async with aclosing(pieces_to_sentences(pieces, splitter, grouper)) as sentences:
            async for sentence in sentences:
                yield sentence
