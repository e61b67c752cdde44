"""From the writer's pieces to what is spoken in one go, with the writer's pauses in mind."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from pocket_tts_wyoming.text.breath import Breath, slices

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable

    from pocket_tts_wyoming.text.segment.drafts import Drafts, GroupDraft
    from pocket_tts_wyoming.text.segment.groups import Group, Grouper
    from pocket_tts_wyoming.text.segment.sentences import SentenceSplitter

# What silence decides, in seconds since the last piece:
# a client that cuts its text sends the pieces within a millisecond of each other;
_PATIENCE_SECONDS = 0.01
# one that writes piece by piece sends the text's end right behind the last one;
_END_PATIENCE_SECONDS = 0.002
# (a guess at what it will say costs little, and is worth more the sooner it comes)
_DRAFT_PATIENCE_SECONDS = 0.003
_IDLE_SECONDS = 0.25
_LONGEST_IDLE_SECONDS = 2.0
# a language model that calls a tool, or has died, says nothing for seconds.
STALL_SECONDS = 1.5
_LOOK_AGAIN_SECONDS = 0.25
# A language model on a slow machine writes three tokens a second; its rhythm is not a pause.
_PACE_FACTOR = 3.0
_PACE_PIECES = 5
# A piece that was there already says nothing about the writer's pace.
_WAITED_SECONDS = 0.005


class _Pace:
    """How long a silence has to be to mean that the writer pauses."""

    def __init__(self) -> None:
        self._gaps_seconds: deque[float] = deque(maxlen=_PACE_PIECES)
        self._latest_seconds: deque[float] = deque(maxlen=_PACE_PIECES)

    def add(self, gap_seconds: float) -> None:
        self._latest_seconds.append(gap_seconds)
        if gap_seconds > _WAITED_SECONDS:
            self._gaps_seconds.append(gap_seconds)

    def silence_seconds(self) -> float:
        """Three times the median of the last gaps: one long pause does not change it."""
        if not self._gaps_seconds:
            return _IDLE_SECONDS
        median = sorted(self._gaps_seconds)[len(self._gaps_seconds) // 2]
        return max(_IDLE_SECONDS, min(_PACE_FACTOR * median, _LONGEST_IDLE_SECONDS))

    def patience_seconds(self) -> float:
        """How long to wait for more that has been written already.

        From a writer whose latest pieces came one by one, as those of a language model, only the
        end of the text comes at once.
        """
        one_by_one = len(self._latest_seconds) == _PACE_PIECES and (
            min(self._latest_seconds) > _PACE_FACTOR * _PATIENCE_SECONDS
        )
        return _END_PATIENCE_SECONDS if one_by_one else _PATIENCE_SECONDS


class _Reader:
    """Reads the writer's pieces, and owns the read under way."""

    def __init__(self, pieces: AsyncIterator[str], pace: _Pace) -> None:
        self._pieces = pieces
        self._pace = pace
        self._clock = asyncio.get_running_loop().time
        self._asked_at = self._clock()
        self._task: asyncio.Task[tuple[str | None, float]] | None = None

    def begin(self) -> asyncio.Task[tuple[str | None, float]]:
        """Read the next piece while something else is done."""
        if self._task is None:
            self._task = asyncio.create_task(self._read())
        return self._task

    @property
    def pause_seconds(self) -> float:
        """How long a silence of this writer means a pause."""
        return self._pace.silence_seconds()

    @property
    def patience_seconds(self) -> float:
        """How long to wait for a piece that may have been written already."""
        return self._pace.patience_seconds()

    async def is_silent(self, seconds: float) -> bool:
        """Wait for a piece or so long a silence; True for a silence. Never cancels the read."""
        task = self.begin()
        rest_seconds = self._asked_at + seconds - self._clock()
        if rest_seconds > 0 and not task.done():
            timer = asyncio.create_task(asyncio.sleep(rest_seconds))
            try:
                await asyncio.wait((task, timer), return_when=asyncio.FIRST_COMPLETED)
            finally:
                await _end(timer)
        elif not task.done():
            await asyncio.sleep(0)  # a piece that is there already needs a moment to be read
        return not task.done()

    async def next(self) -> str | None:
        """Return the next piece, None at the end."""
        # A task only where one has been begun: within a sentence it would cost more than the rest.
        piece, came_at = await (self._task or self._read())
        self._task = None
        self._pace.add(came_at - self._asked_at)
        self._asked_at = self._clock()
        return piece

    async def close(self) -> None:
        """End the read under way."""
        if self._task is not None:
            await _end(self._task)

    async def _read(self) -> tuple[str | None, float]:
        try:
            piece = await anext(self._pieces)
        except StopAsyncIteration:
            return None, self._clock()
        return piece, self._clock()


async def _end(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


class Holder(Protocol):
    """What stands before the splitter and may hold text back until the writer pauses."""

    @property
    def is_waiting(self) -> bool:
        """Whether `idle` would give something out."""

    def idle(self) -> str:
        """Give out what the writer's silence decides."""


def nothing_in_hand() -> bool:
    """Say that all that was given out has been heard: the default where nobody knows better."""
    return False


async def pieces_to_groups(
    pieces: AsyncIterator[str],
    splitter: SentenceSplitter,
    grouper: Grouper,
    holder: Holder | None = None,
    in_hand: Callable[[], bool] = nothing_in_hand,
    *,
    drafts: Drafts | None = None,
) -> AsyncGenerator[Group | GroupDraft, None]:
    """Yield what is ready to be spoken, as early as it is certain; with `drafts`, guesses before.

    When the writer is silent for a quarter of a second, or for three times its usual gap if that is
    longer (2 s at most), what is as good as closed is given out too; after 1.5 s all that is
    written, unless something is `in_hand` that has not been heard yet. The next piece is read while
    the consumer is busy, so that time counts as silence. `holder` is what `pieces` come through;
    it should pass an empty piece on for each that it holds back. Closing this generator ends the
    read under way; `pieces` itself stays the caller's to close. Errors of `pieces` are passed on.
    Never holds the event loop for longer than the work for one sentence takes.
    """
    reader = _Reader(pieces, _Pace())
    breath = Breath()
    try:
        while True:
            if drafts is not None and drafts.is_due:
                draft = await _draft(reader, drafts)
                if draft is not None:
                    yield draft
            async for group in _while_silent(reader, splitter, grouper, holder, in_hand):
                yield group
                await breath.take()
            piece = await reader.next()
            if piece is None:
                break
            async for group in _take(piece, splitter, grouper, breath):
                reader.begin()
                yield group
                await breath.take()
        for sentence in splitter.flush():
            for group in grouper.push([sentence]):
                yield group
                await breath.take()
            await breath.take()
        groups = iter(grouper.flush())
        following = next(groups, None)
        while following is not None:
            group, following = following, next(groups, None)
            yield replace(group, last=following is None)
            await breath.take()
    finally:
        await reader.close()


async def _draft(reader: _Reader, drafts: Drafts) -> GroupDraft | None:
    """Guess, if the writer's next piece does not come at once."""
    if not await reader.is_silent(_DRAFT_PATIENCE_SECONDS):
        return None
    return drafts.next()


async def _take(
    piece: str, splitter: SentenceSplitter, grouper: Grouper, breath: Breath
) -> AsyncGenerator[Group, None]:
    for part in slices(piece):
        for sentence in splitter.push(part):
            for group in grouper.push([sentence]):
                yield group
            await breath.take()
        for group in grouper.push([], splitter.tail):
            yield group
        await breath.take()


async def _while_silent(
    reader: _Reader,
    splitter: SentenceSplitter,
    grouper: Grouper,
    holder: Holder | None,
    in_hand: Callable[[], bool],
) -> AsyncGenerator[Group, None]:
    """Yield what the writer's silence decides, until the next piece comes or nothing is left."""
    if grouper.may_hurry(splitter.tail) and not in_hand():
        if not await reader.is_silent(reader.patience_seconds):
            return
        for group in grouper.hurry():
            yield group
    held = holder is not None and holder.is_waiting
    if held or splitter.is_waiting or grouper.is_waiting:
        if not await reader.is_silent(reader.pause_seconds):
            return
        sentences = splitter.push(holder.idle()) if holder is not None else []
        sentences += splitter.idle()
        ready = grouper.push(sentences, splitter.tail)
        for group in chain(ready, grouper.idle(splitter.tail)):
            yield group
    if splitter.can_release and await _is_stalled(reader, in_hand):
        for group in chain(grouper.push(splitter.release()), grouper.flush()):
            yield group


async def _is_stalled(reader: _Reader, in_hand: Callable[[], bool]) -> bool:
    """Wait for a piece, or until the writer has been silent for long and all has been heard."""
    seconds = max(STALL_SECONDS, reader.pause_seconds)
    while await reader.is_silent(seconds):
        if not in_hand():
            return True
        seconds += _LOOK_AGAIN_SECONDS
    return False
