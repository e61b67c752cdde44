"""What the engine is given to speak: the prompts of one utterance, with drafts before them."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.speed import bounded
from pocket_tts_wyoming.models.engine import Draft, Prompt
from pocket_tts_wyoming.text.pipeline import Spoken

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from pocket_tts_wyoming.text.pipeline import SpokenDraft

PREFIX = "... "


class Script:
    """The sentences of one utterance, of which the first is known before the rest.

    `read_first` gives drafts to `prompts` until the first sentence has come; from then on `prompts`
    reads the sentences itself. `speed`: without what SSML says of single sentences.
    """

    def __init__(
        self,
        sentences: AsyncIterator[Spoken | SpokenDraft],
        *,
        has_prefix: bool = False,
        speed: float = 1.0,
    ) -> None:
        self._sentences = sentences
        self._has_prefix = has_prefix
        self._speed = speed
        self._drafts: deque[Draft] = deque()
        self._first: Spoken | None = None
        self._is_known = False
        self._changed = asyncio.Event()

    @property
    def is_empty(self) -> bool:
        """Whether it is known that there is nothing to speak."""
        return self._is_known and self._first is None

    async def read_first(self, begin: Callable[[], None] | None = None) -> None:
        """Read up to the first sentence, or to the end of the text.

        `begin` is called for each draft: somebody should read `prompts`.
        """
        self._first, self._is_known = None, False
        async for item in self._sentences:
            if isinstance(item, Spoken):
                self._first = item
                break
            if begin is not None:
                self._drafts.append(self._draft(item))
                self._changed.set()
                begin()
        self._is_known = True
        self._changed.set()

    def take_short_answer(self) -> Prompt | None:
        """Return the first sentence if it is a short answer and nothing was begun before it."""
        if self._first is None or not self._first.short_answer:
            return None
        return self._prompt(self._first)

    async def prompts(self) -> AsyncIterator[Prompt | Draft]:
        """Yield all prompts, each with its drafts before it."""
        while self._drafts or not self._is_known:
            if self._drafts:
                yield self._drafts.popleft()
            else:
                self._changed.clear()
                await self._changed.wait()
        if self._first is None:
            return
        yield self._prompt(self._first)
        async for item in self._sentences:
            yield self._prompt(item) if isinstance(item, Spoken) else self._draft(item)

    def _draft(self, item: SpokenDraft) -> Draft:
        return Draft(self._prompt(item), item.complete)

    def _prompt(self, item: Spoken | SpokenDraft) -> Prompt:
        text = item.text
        if self._has_prefix:
            # The model's own preparation would capitalise the prefix's first letter only.
            text = PREFIX + text[:1].upper() + text[1:]
        last = isinstance(item, Spoken) and item.last
        return Prompt(text, item.pause_seconds, bounded(self._speed * item.speed), last)
