"""The text of one utterance on its way from the events to the speech."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import TextTooLongError
from pocket_tts_wyoming.limits import MAX_TEXT_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


class TextStream:
    """An async iterator of text pieces, filled from the event side without waiting.

    It iterates once. `idle_limit_seconds` after the last piece it ends by itself, because a
    language model that dies never closes its stream (Home Assistant then sends nothing more and
    keeps the connection open).
    """

    def __init__(self, clock: Callable[[], float], idle_limit_seconds: float) -> None:
        self._clock = clock
        self._idle_limit_seconds = idle_limit_seconds
        self._pieces: deque[tuple[float, str]] = deque()
        self._changed = asyncio.Event()
        self._closed = False
        self._error: TextTooLongError | None = None
        self.characters = 0
        self.taken_at = clock()

    def put(self, text: str) -> None:
        """Add a piece; beyond the limit the stream fails instead of growing.

        An empty piece is ignored: it does not show that the writer is still at work.
        """
        if not text or self._closed or self._error is not None:
            return
        self.characters += len(text)
        if self.characters > MAX_TEXT_CHARACTERS:
            self._error = TextTooLongError(
                f"The text is longer than {MAX_TEXT_CHARACTERS} characters; send it in parts."
            )
        else:
            self._pieces.append((self._clock(), text))
        self._changed.set()

    def close(self) -> None:
        """End the text."""
        self._closed = True
        self._changed.set()

    @property
    def is_open(self) -> bool:
        """Whether more may come."""
        return not self._closed

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        """Return the next piece; `taken_at` is then the time when it arrived."""
        while not self._pieces:
            if self._error is not None:
                raise self._error
            if self._closed:
                raise StopAsyncIteration
            self._changed.clear()
            try:
                async with asyncio.timeout(self._idle_limit_seconds):
                    await self._changed.wait()
            except TimeoutError:
                self._closed = True
        self.taken_at, piece = self._pieces.popleft()
        return piece
