"""Paced silence while a writer pauses, for players that give up after 5 s without sound."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.samples import silence
from pocket_tts_wyoming.model.engine import Frame

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

# Silence begins when the player has less than this in hand, and comes in pieces of this length:
# what has been sent cannot be taken back when text comes after all.
_MARGIN_SECONDS = 0.5


async def with_keepalive(
    frames: AsyncIterator[Frame],
    limit_seconds: float,
    rate_hz: int,
    clock: Callable[[], float],
) -> AsyncIterator[Frame]:
    """Pass frames on; between sentences, when nothing comes, add silence in real time.

    At most `limit_seconds` of it in one pause: a writer that never goes on must not keep a player
    open for ever (the Voice PE stops listening meanwhile). None before the first frame: nobody
    plays yet.
    """
    source = frames.__aiter__()
    first_at: float | None = None
    sent_samples = 0
    between_sentences = False
    added_seconds = 0.0
    sentence = 0
    following: asyncio.Task[Frame | None] | None = None
    try:
        while True:
            following = following or asyncio.ensure_future(_next(source))
            if between_sentences and first_at is not None and added_seconds < limit_seconds:
                in_hand_seconds = sent_samples / rate_hz - (clock() - first_at)
                await asyncio.wait({following}, timeout=max(0.0, in_hand_seconds - _MARGIN_SECONDS))
                if not following.done():
                    quiet = Frame(silence(_MARGIN_SECONDS, rate_hz), sentence)
                    added_seconds += _MARGIN_SECONDS
                    sent_samples += len(quiet.samples)
                    yield quiet
                    continue
            frame = await following
            following = None
            if frame is None:
                return
            if first_at is None:
                first_at = clock()
            sent_samples += len(frame.samples)
            sentence, between_sentences, added_seconds = frame.sentence, frame.last, 0.0
            yield frame
    finally:
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)


async def _next(source: AsyncIterator[Frame]) -> Frame | None:
    return await anext(source, None)
