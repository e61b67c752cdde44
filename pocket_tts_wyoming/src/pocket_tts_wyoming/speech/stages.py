"""What happens to the sound of an utterance, in order: the one list, and the way to its frames."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.chunks import Chunks
from pocket_tts_wyoming.audio.joints import Joints
from pocket_tts_wyoming.audio.pauses import Pauses
from pocket_tts_wyoming.audio.prefix import PrefixCut
from pocket_tts_wyoming.audio.speed import Speed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pocket_tts_wyoming.audio.keepalive import KeepAlive
    from pocket_tts_wyoming.audio.loudness import Loudness
    from pocket_tts_wyoming.audio.prefix import PrefixSettings
    from pocket_tts_wyoming.audio.stage import Stage
    from pocket_tts_wyoming.models.engine import Frame


def utterance_stages(
    prefix: PrefixSettings | None,
    sentence_pause_seconds: float | None,
    keepalive: KeepAlive | None,
    rate_hz: int,
    loudness: Loudness | None = None,
) -> list[Stage]:
    """Make the stages of one utterance: frames of the engine go in, chunks come out.

    A new stage is a class in `audio/` and one line here. The prefix is found in the model's own
    time, so it is cut before the speed changes. All stages behind count the listener's time: the
    pauses that a text asks for, the keep-alive, the fades.
    """
    stages: list[Stage] = []
    if prefix is not None:
        stages.append(PrefixCut(prefix, rate_hz))
    stages.append(Speed(rate_hz))
    stages.append(Pauses(rate_hz))
    if keepalive is not None:
        stages.append(keepalive)
    stages.append(Joints(sentence_pause_seconds, rate_hz))
    if loudness is not None:
        stages.append(loudness)
    stages.append(Chunks())
    return stages


class FrameReader:
    """Reads the engine's frames; while one is late, gives the silence that is due instead.

    Close it before `frames`, which stays the caller's.
    """

    def __init__(self, frames: AsyncIterator[Frame], keepalive: KeepAlive | None) -> None:
        self._frames = frames
        self._keepalive = keepalive
        self._reading: asyncio.Task[Frame | None] | None = None  # a read that took too long

    def begin(self) -> None:
        """Have the engine begin, before anything is asked of it."""
        self._begun()

    async def next(self) -> Frame | None:
        """Return the next frame or silence, None at the end; raises what the engine raises."""
        if self._keepalive is not None and not await self._arrives_in_time(self._keepalive):
            return self._keepalive.piece()
        if self._reading is None:
            return await self._read()
        reading, self._reading = self._reading, None
        return await reading

    async def aclose(self) -> None:
        """End a read under way."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _arrives_in_time(self, keepalive: KeepAlive) -> bool:
        wait_seconds = keepalive.wait_seconds
        if wait_seconds is None:
            return True
        reading = self._begun()
        await asyncio.wait({reading}, timeout=wait_seconds)
        return reading.done()

    def _begun(self) -> asyncio.Task[Frame | None]:
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        return self._reading

    async def _read(self) -> Frame | None:
        return await anext(self._frames, None)
