"""From an event loop through real threads and back; gates hold the model where it matters."""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import Mock

import numpy as np
import pytest

from models.batching.fake_backend import FakeBackend, by_sentence, sentence
from models.batching.streams import (
    NOBODY,
    ONE,
    A,
    B,
    C,
    Hold,
    ListenersClock,
    assert_equal,
    hear,
    run,
    said,
    streams,
    voice_named,
)
from pocket_tts_wyoming.errors import (
    BusyError,
    ModelFailedError,
    ModelNotReadyError,
    VoiceUnavailableError,
)
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.streaming import FrameMaker, SpeechStreams, _Inbox
from pocket_tts_wyoming.models.engine import Draft, Frame, Prompt

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


def test_speaks_sentences_in_order() -> None:
    async def test() -> None:
        async with streams(FakeBackend()) as speech:
            assert_equal(await hear(speech, A, B, C), [A, B, C])

    run(test())


def test_without_text_nothing_is_said() -> None:
    async def test() -> None:
        async with streams(FakeBackend()) as speech:
            assert await hear(speech) == []

    run(test())


def test_frames_leave_before_the_sentence_is_done() -> None:
    hold = Hold("step")

    async def test() -> None:
        async with (
            streams(FakeBackend(before=hold)) as speech,
            aclosing(speech.frames(ONE, said(A), 1)) as frames,
        ):
            first = await anext(frames)  # the second frame is not even begun
            assert len(first.samples) == FakeBackend.frame_samples
            hold.release()
            assert_equal([first, *[frame async for frame in frames]], [A])

    run(test())


def test_reads_one_prompt_ahead() -> None:
    hold = Hold("step")
    read: list[Prompt] = []
    second_is_read = asyncio.Event()

    async def text() -> AsyncIterator[Prompt]:
        for prompt in (A, B, C):
            read.append(prompt)
            if prompt is B:
                second_is_read.set()
            yield prompt

    async def test() -> None:
        async with (
            streams(FakeBackend(before=hold)) as speech,
            aclosing(speech.frames(ONE, text(), 1)) as frames,
        ):
            first = await anext(frames)
            await second_is_read.wait()
            for _ in range(20):
                await asyncio.sleep(0)
            assert read == [A, B]
            hold.release()
            assert_equal([first, *[frame async for frame in frames]], [A, B, C])

    run(test())


@pytest.mark.parametrize("last", [True, False])
def test_in_line_the_end_of_the_text_is_told_with_the_sentence_that_says_so(*, last: bool) -> None:
    async def test() -> None:
        maker = Mock(spec=FrameMaker)  # never says that a sentence has begun
        frames = SpeechStreams(maker, voice_named).frames(ONE, said(replace(A, last=last)), 1)
        first = asyncio.ensure_future(anext(frames))
        for _ in range(20):
            await asyncio.sleep(0)
        told = [name for name, *_ in maker.method_calls]
        assert told == ["open", "submit", "end_text"][: 3 if last else 2]
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)

    run(test())


def test_awaiting_text_holds_nothing() -> None:
    now = [0.0]

    async def test() -> None:
        more = asyncio.Event()

        async def slow_text() -> AsyncIterator[Prompt]:
            yield A
            await more.wait()
            yield B

        async with (
            streams(FakeBackend(slots=1), clock=lambda: now[0]) as speech,
            aclosing(speech.frames(ONE, slow_text(), 1)) as frames,
        ):
            heard = []
            async for frame in frames:
                heard.append(frame)
                if frame.last and not more.is_set():
                    now[0] += Limits().stall_seconds
                    assert_equal(await hear(speech, C), [C])
                    more.set()
            assert_equal(heard, [A, B])

    run(test())


def test_leaving_in_the_middle_frees_the_slot() -> None:
    hold = Hold("step")
    backend = FakeBackend(slots=1, before=hold)

    async def test() -> None:
        async with streams(backend) as speech:
            frames = speech.frames(ONE, said(sentence("long", 70), B), 1)
            await anext(frames)
            await hold.reached()
            await frames.aclose()
            hold.release()
            assert_equal(await hear(speech, A), [A])
            assert len(backend.batches) == 1 + 19  # one step under way, 20 frames of A

    run(test())


def test_leaving_the_queue_leaves_no_trace() -> None:
    hold = Hold("step")
    backend = FakeBackend(slots=1, before=hold)

    async def test() -> None:
        async with streams(backend) as speech:
            first = asyncio.create_task(hear(speech, A))
            await hold.reached()
            queued = asyncio.create_task(hear(speech, B))
            for _ in range(20):
                await asyncio.sleep(0)
            queued.cancel()
            with pytest.raises(asyncio.CancelledError):
                await queued
            hold.release()
            assert_equal(await first, [A])
            assert_equal(await hear(speech, C), [C])
            assert len(backend.prompted) == 2

    run(test())


def test_leaving_ends_the_reading_of_text() -> None:
    async def test() -> None:
        awaited, ended = asyncio.Event(), asyncio.Event()

        async def endless() -> AsyncIterator[Prompt]:
            try:
                yield A
                awaited.set()
                await asyncio.Event().wait()
            finally:
                ended.set()

        async with streams(FakeBackend()) as speech:
            frames = speech.frames(ONE, endless(), 1)
            await anext(frames)
            await awaited.wait()
            await frames.aclose()
            assert ended.is_set()

    run(test())


def test_one_too_many_is_refused() -> None:
    hold = Hold("step")

    async def test() -> None:
        async with streams(FakeBackend(slots=1, before=hold), max_waiting=0) as speech:
            first = asyncio.create_task(hear(speech, A))
            await hold.reached()
            with pytest.raises(BusyError):
                await hear(speech, B)
            hold.release()
            assert_equal(await first, [A])

    run(test())


def test_an_error_in_the_text_comes_behind_the_sentences_before_it() -> None:
    async def broken() -> AsyncIterator[Prompt]:
        yield A
        raise LookupError("no more text")

    async def test() -> None:
        async with streams(FakeBackend()) as speech:
            frames = speech.frames(ONE, broken(), 1)
            assert_equal([await anext(frames) for _ in range(20)], [A])
            with pytest.raises(LookupError):
                await anext(frames)

    run(test())


def test_an_unknown_voice() -> None:
    async def test() -> None:
        async with streams(FakeBackend()) as speech:
            with pytest.raises(VoiceUnavailableError):
                await anext(speech.frames(NOBODY, said(A)))

    run(test())


@pytest.mark.parametrize("call", ["tokenize", "prompt", "step", "decode"])
def test_a_failing_model_ends_the_stream(call: str) -> None:
    def before(name: str) -> None:
        if name == call:
            raise RuntimeError("broken")

    async def test() -> None:
        async with streams(FakeBackend(before=before)) as speech:
            with pytest.raises(ModelFailedError, match="broken"):
                await hear(speech, A, B)

    run(test())


def test_close_ends_the_streams() -> None:
    hold = Hold("step")

    async def test() -> None:
        async with streams(FakeBackend(before=hold)) as speech:
            listening = asyncio.create_task(hear(speech, A))
            await hold.reached()
            closing = asyncio.create_task(speech.close())
            with pytest.raises(ModelNotReadyError):
                await listening
            hold.release()
            await closing

    run(test())


@pytest.mark.parametrize("seed", [1, None])
@pytest.mark.parametrize("paced", [True, False])
def test_an_utterance_whose_client_reads_never_rests(seed: int | None, *, paced: bool) -> None:
    """Time stands still: one that rests for being ahead would rest for good."""

    async def test() -> None:
        async with streams(FakeBackend(), rest_seconds=5.0) as speech:
            long = [sentence("long", 70)] * 2
            heard = [f async for f in speech.frames(ONE, said(*long), seed, paced=paced)]
            assert len(by_sentence(heard)) == 2

    run(test())


def test_a_client_that_does_not_read_is_not_spoken_to() -> None:
    backend = FakeBackend(slots=2)
    clock = ListenersClock()

    async def listen(frames: AsyncIterator[Frame]) -> list[Frame]:
        heard = []
        async for frame in frames:
            heard.append(frame)
            clock.listen()
        return heard

    async def test() -> None:
        stuck = [sentence("long", 70)] * 2
        async with (
            streams(backend, rest_seconds=1.0, clock=clock) as speech,
            aclosing(speech.frames(ONE, said(*stuck), 1)) as stuck_frames,
        ):
            first = await anext(stuck_frames)
            assert_equal(await listen(speech.frames(ONE, said(B, B), 1)), [B, B])
            # 60 frames of the other one have passed since, and it never got beyond its rest
            assert len(backend.decoded) <= 60 + 14
            assert_equal([first, *await listen(stuck_frames)], stuck)

    run(test())


def test_one_wake_up_fetches_all_that_came() -> None:
    class Loop:
        def __init__(self) -> None:
            self.calls: list[Callable[[], None]] = []

        def call_soon_threadsafe(self, call: Callable[[], None]) -> None:
            self.calls.append(call)

    async def test() -> None:
        loop = Loop()
        inbox = _Inbox(loop)  # type: ignore[arg-type] # only this method is used
        frame = Frame(np.zeros(1, np.float32))
        inbox.made([frame])
        inbox.made([frame, frame])
        assert len(loop.calls) == 1
        loop.calls.pop()()
        assert [await inbox.next_frame() for _ in range(3)] == [frame] * 3
        inbox.made([frame])
        assert len(loop.calls) == 1

    run(test())


def test_a_draft_is_read_and_its_sentence_sounds_the_same() -> None:
    """The prompt comes when the draft has been decoded; it is not read again."""
    decoded = threading.Event()

    def before(call: str) -> None:
        if call == "decode":
            decoded.set()

    async def test() -> None:
        async def script() -> AsyncIterator[Prompt | Draft]:
            yield Draft(A, complete=True)
            await asyncio.to_thread(decoded.wait, 60)
            yield A
            yield B

        backend = FakeBackend(before=before)
        async with streams(backend) as speech:
            frames = [frame async for frame in speech.frames(ONE, script(), 1)]
        assert_equal(frames, [A, B])
        assert len(backend.prompted) == 2

    run(test())
