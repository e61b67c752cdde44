"""Paced silence while a writer pauses, for players that give up after 5 s without sound."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.samples import silence
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable

# Silence begins when the player has less than this in hand, and comes in pieces of this length:
# what has been sent cannot be taken back when text comes after all.
_MARGIN_SECONDS = 0.5


async def with_keepalive(
    frames: AsyncIterator[Frame],
    limit_seconds: float,
    rate_hz: int,
    clock: Callable[[], float],
) -> AsyncGenerator[Frame, None]:
    """Pass frames on; between sentences, when nothing comes, add silence in real time.

    At most `limit_seconds` of it in one pause: a writer that never goes on must not keep a player
    open for ever (the Voice PE stops listening meanwhile). None before the first frame: nobody
    plays yet. Closing this generator ends the read under way; `frames` stays the caller's to close.
    """
    source = frames.__aiter__()
    dry_at: float | None = None  # when the player has nothing left; it goes on with what comes then
    between_sentences = False
    added_seconds = 0.0
    sentence = 0
    following: asyncio.Task[Frame | None] | None = None
    try:
        while True:
            following = following or asyncio.ensure_future(_next(source))
            if between_sentences and dry_at is not None and added_seconds < limit_seconds:
                spare_seconds = dry_at - clock() - _MARGIN_SECONDS
                await asyncio.wait({following}, timeout=max(0.0, spare_seconds))
                if not following.done():
                    added_seconds += _MARGIN_SECONDS
                    dry_at = max(dry_at, clock()) + _MARGIN_SECONDS
                    yield Frame(silence(_MARGIN_SECONDS, rate_hz), sentence)
                    continue
            frame = await following
            following = None
            if frame is None:
                return
            now = clock()
            dry_at = max(now, dry_at or now) + len(frame.samples) / rate_hz
            sentence, between_sentences, added_seconds = frame.sentence, frame.last, 0.0
            yield frame
    finally:
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)


async def _next(source: AsyncIterator[Frame]) -> Frame | None:
    return await anext(source, None)
