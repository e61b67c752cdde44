"""From an event loop to the scheduler's threads and back."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.backend import VoiceState
    from pocket_tts_wyoming.models.batching.threads import Scheduler
    from pocket_tts_wyoming.models.batching.utterance import Utterance
    from pocket_tts_wyoming.models.engine import Frame, Prompt

V = TypeVar("V")


class SpeechStreams(Generic[V]):
    """The part of the Engine's door that speaks: `frames` on top of a scheduler.

    `find_voice` turns a voice's source into its state; it raises VoiceUnavailableError.
    """

    def __init__(
        self, scheduler: Scheduler, find_voice: Callable[[V], Awaitable[VoiceState]]
    ) -> None:
        self._scheduler = scheduler
        self._find_voice = find_voice

    async def frames(
        self,
        voice: V,
        prompts: AsyncIterable[Prompt],
        seed: int | None = None,
        *,
        paced: bool = True,
    ) -> AsyncGenerator[Frame, None]:
        """Speak the prompts of one utterance in order; see Engine.frames.

        An exception of `prompts` arrives behind the frames of the prompts before it.
        """
        state = await self._find_voice(voice)
        inbox = _Inbox(asyncio.get_running_loop())
        utterance = self._scheduler.open(state, inbox, seed, paced=paced)
        reader = asyncio.create_task(self._read(utterance, prompts, inbox))
        begins = True
        try:
            while (frame := await inbox.next_frame()) is not None:
                if begins:
                    frame = replace(frame, pause_seconds=inbox.pauses.popleft())
                begins = frame.last
                yield frame
                if frame.samples.size:
                    self._scheduler.take(utterance, 1)
        finally:
            self._scheduler.close(utterance)
            reader.cancel()
            await asyncio.wait([reader])

    async def _read(
        self, utterance: Utterance, prompts: AsyncIterable[Prompt], inbox: _Inbox
    ) -> None:
        """Submit each sentence when the one before it has begun."""
        try:
            async for prompt in prompts:
                self._scheduler.submit(utterance, prompt)
                inbox.pauses.append(prompt.pause_seconds)
                inbox.submitted += 1
                await inbox.all_begun()
        except Exception as error:  # noqa: BLE001 - raised again where the frames are read
            inbox.end_text(error)
        else:
            inbox.end_text(None)

    async def close(self) -> None:
        """End all utterances with ModelFailedError, then wait for the scheduler's threads."""
        self._scheduler.stop()
        await asyncio.to_thread(self._scheduler.join)


class _Inbox:
    """News of one utterance; written by worker threads (the Receiver), read on the event loop.

    One wake-up of the loop fetches all that has come until then.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.submitted = 0
        self.pauses: deque[float] = deque()
        self._loop = loop
        self._arriving: deque[Frame] = deque()  # appended to by threads
        self._begun = 0
        self._failure: SpeechError | None = None
        self._wake_is_due = False
        self._changed = asyncio.Event()
        self._began = asyncio.Event()
        self._finished = 0
        self._text_over = False
        self._text_error: Exception | None = None

    # worker threads

    def begun(self, sentence: int) -> None:
        self._begun = sentence + 1
        self._wake()

    def made(self, frames: Sequence[Frame]) -> None:
        self._arriving.extend(frames)
        self._wake()

    def failed(self, error: SpeechError) -> None:
        self._failure = error
        self._wake()

    def _wake(self) -> None:
        if not self._wake_is_due:
            self._wake_is_due = True
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens
                self._loop.call_soon_threadsafe(self._look)

    # event loop

    def _look(self) -> None:
        self._wake_is_due = False
        self._changed.set()
        self._began.set()

    def end_text(self, error: Exception | None) -> None:
        """No further sentence comes, for this reason."""
        self._text_over = True
        self._text_error = error
        self._changed.set()

    async def all_begun(self) -> None:
        """Wait until every submitted sentence has left the queue."""
        while self._begun < self.submitted:
            self._began.clear()
            await self._began.wait()

    async def next_frame(self) -> Frame | None:
        """Return the next frame, None at the end; raises what ended the utterance too early."""
        while True:
            if self._arriving:
                frame = self._arriving.popleft()
                self._finished += frame.last
                return frame
            if self._failure is not None:
                raise self._failure
            if self._text_over and self._finished == self.submitted:
                if self._text_error is not None:
                    raise self._text_error
                return None
            self._changed.clear()
            await self._changed.wait()
