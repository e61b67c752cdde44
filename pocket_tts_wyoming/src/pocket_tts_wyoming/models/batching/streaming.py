"""From an event loop to the threads that make frames, and back."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pocket_tts_wyoming.models.engine import Draft

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.backend import VoiceState
    from pocket_tts_wyoming.models.batching.utterance import Receiver
    from pocket_tts_wyoming.models.engine import Frame, Prompt, Prompts, VoiceSource

U = TypeVar("U")  # an utterance, as its maker knows it


class FrameMaker(Protocol[U]):
    """Makes the frames of many utterances on threads of its own.

    `batching.threads.ModelHandle` does, and `torch.turns.Turns`. All methods but `join` return
    at once.
    """

    def open(
        self,
        voice: VoiceState,
        receiver: Receiver,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> U:
        """Begin an utterance; it holds nothing of the model until it is given a sentence."""

    def submit(self, utterance: U, prompt: Prompt) -> None:
        """Queue the next sentence; raises BusyError if it is the first one of too many."""

    def read_ahead(self, utterance: U, draft: Draft) -> None:
        """Take a guess at the next sentence, instead of the one before it; may be ignored."""

    def end_text(self, utterance: U) -> None:
        """Note that no further sentence comes."""

    def take(self, utterance: U, frames: int) -> None:
        """Count frames of audio that the client took."""

    def close(self, utterance: U) -> None:
        """End an utterance, finished or not."""

    def stop(self) -> None:
        """Fail all utterances, and make no more frames."""

    def join(self) -> None:
        """Wait until nothing is computed any more, after `stop`."""


class SpeechStreams(Generic[U]):
    """The part of an Engine that speaks: `frames` on top of a FrameMaker.

    `find_voice` turns a voice's source into its state; it raises VoiceUnavailableError.
    """

    def __init__(
        self, maker: FrameMaker[U], find_voice: Callable[[VoiceSource], Awaitable[VoiceState]]
    ) -> None:
        self._maker = maker
        self._find_voice = find_voice

    async def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        """Speak the prompts of one utterance in order; see Engine.frames.

        Yields float32 frames of frame_samples each, at the sentences' ends also empty ones. A
        frame counts as taken when the next one is asked for. Reads `prompts` in a task, which has
        ended when the generator is closed.
        """
        state = await self._find_voice(voice)
        inbox = _Inbox(asyncio.get_running_loop())
        utterance = self._maker.open(state, inbox, seed, paced=paced, peer=peer)
        reader = asyncio.create_task(self._read(utterance, prompts, inbox))
        try:
            while (frame := await inbox.next_frame()) is not None:
                yield frame
                if frame.samples.size:
                    self._maker.take(utterance, 1)
        finally:
            self._maker.close(utterance)
            inbox.forget()
            reader.cancel()
            await asyncio.wait([reader])

    async def _read(self, utterance: U, prompts: Prompts, inbox: _Inbox) -> None:
        """Submit each sentence when the one before it has begun."""
        try:
            async for prompt in prompts:
                if isinstance(prompt, Draft):
                    self._maker.read_ahead(utterance, prompt)
                    continue
                self._maker.submit(utterance, prompt)
                inbox.submitted += 1
                if prompt.last:
                    # Said now, not when this sentence begins: one whose rest is known is admitted
                    # sooner, and lets others in sooner.
                    self._maker.end_text(utterance)
                await inbox.all_begun()
        except Exception as error:  # noqa: BLE001 - raised again where the frames are read
            self._maker.end_text(utterance)
            inbox.end_text(error)
        else:
            self._maker.end_text(utterance)
            inbox.end_text(None)

    async def close(self) -> None:
        """End all utterances with an error, then wait until the model computes nothing more."""
        self._maker.stop()
        await asyncio.to_thread(self._maker.join)


class _Inbox:
    """News of one utterance; written by the model's threads (the Receiver), read on the event loop.

    One wake-up of the loop fetches all that has come until then.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.submitted = 0
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

    # The model's threads

    def begun(self) -> None:
        self._begun += 1
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
            with contextlib.suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._look)

    # The event loop

    def _look(self) -> None:
        self._wake_is_due = False
        self._changed.set()
        self._began.set()

    def end_text(self, error: Exception | None) -> None:
        """Note that no further sentence comes; `error` is the reason, if there is one."""
        self._text_over = True
        self._text_error = error
        self._changed.set()

    async def all_begun(self) -> None:
        """Wait until every submitted sentence has left the queue."""
        while self._begun < self.submitted:
            self._began.clear()
            await self._began.wait()

    def forget(self) -> None:
        """Drop what nobody will take: the traceback of a cancelled task keeps this object alive.

        It is freed with its cycles by a collection only, which may be hours later.
        """
        self._arriving.clear()

    async def next_frame(self) -> Frame | None:
        """Return the next frame, None at the end; raises what ended the utterance early."""
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
