"""Which of two engines speaks, and from where on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.engines import prompts
from pocket_tts_wyoming.errors import (
    ModelFailedError,
    ModelNotReadyError,
    SpeechError,
    VoiceUnavailableError,
)
from pocket_tts_wyoming.models.engine import Draft, Frame, Prompt, Prompts, VoiceSource
from pocket_tts_wyoming.models.fallback import FallbackEngine

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

VOICE = VoiceSource("alba.safetensors")
FIRST, SECOND = "The first sentence.", "The second sentence."


@dataclass
class Speaker:
    """An engine whose frames hold one sample, `value`; fails where a test tells it to.

    `reads_ahead`: it asks for the next prompt before it gives a frame, as real engines do.
    """

    value: float
    not_ready: ModelNotReadyError | None = None
    is_loading: bool = False
    voice_error: SpeechError | None = None
    failure: SpeechError | None = None
    fails_after: int = 0
    reads_ahead: bool = True
    name: str = "speaker"
    sample_rate_hz: int = 24_000
    texts: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    async def load(self) -> None:
        raise NotImplementedError

    async def ready(self, limit_seconds: float) -> None:
        self.waits.append(limit_seconds)
        if self.not_ready is not None:
            raise self.not_ready

    async def load_voice(self, voice: VoiceSource) -> None:
        del voice
        if self.is_loading:
            await asyncio.Event().wait()
        if self.voice_error is not None:
            raise self.voice_error

    def count_tokens(self, text: str) -> int:
        if self.not_ready is not None:
            raise self.not_ready
        return len(text)

    async def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        del voice, seed, paced, peer
        given = 0
        source = aiter(prompts)
        ahead: asyncio.Task[Prompt | Draft | None] | None = None
        try:
            while (prompt := await ahead if ahead else await anext(source, None)) is not None:
                ahead = asyncio.ensure_future(anext(source, None)) if self.reads_ahead else None
                await asyncio.sleep(0)
                if isinstance(prompt, Draft):
                    self.drafts.append(prompt)
                    continue
                if self.failure is not None and given == self.fails_after:
                    raise self.failure
                self.texts.append(prompt.text)
                given += 1
                yield Frame(np.full(1, self.value, np.float32), last=True)
        finally:
            if ahead is not None:
                ahead.cancel()
                await asyncio.gather(ahead, return_exceptions=True)

    async def close(self) -> None:
        raise NotImplementedError


def speak(main: Speaker, spare: Speaker, *texts: str) -> list[Frame]:
    async def run() -> list[Frame]:
        engine = FallbackEngine(main, spare, after_seconds=0.01)
        await engine.ready(120)
        await engine.load_voice(VOICE)
        return [frame async for frame in engine.frames(VOICE, prompts(*(texts or (FIRST, SECOND))))]

    return asyncio.run(run())


def values(frames: list[Frame]) -> list[float]:
    return [float(frame.samples[0]) for frame in frames]


def test_the_main_engine_speaks_if_it_can() -> None:
    main, spare = Speaker(1), Speaker(2)
    frames = speak(main, spare)
    assert values(frames) == [1, 1]
    assert not any(frame.spare_reason for frame in frames)
    assert main.texts == [FIRST, SECOND]
    assert spare.texts == []


@pytest.mark.parametrize(
    "main",
    [
        Speaker(1, not_ready=ModelNotReadyError("The model is being downloaded, 43 %.")),
        Speaker(1, failure=ModelFailedError("The model is being downloaded, 43 %.")),
        Speaker(1, voice_error=VoiceUnavailableError("The model is being downloaded, 43 %.")),
    ],
    ids=["not ready", "fails before the first frame", "no voice"],
)
def test_the_spare_one_speaks_every_sentence_and_says_why(main: Speaker) -> None:
    spare = Speaker(2)
    frames = speak(main, spare)
    assert values(frames) == [2, 2]
    assert spare.texts == [FIRST, SECOND]
    assert {frame.spare_reason for frame in frames} == {"The model is being downloaded, 43 %."}


def test_a_voice_that_does_not_come_in_time_is_spoken_by_the_spare_one() -> None:
    frames = speak(Speaker(1, is_loading=True), Speaker(2))
    assert values(frames) == [2, 2]
    assert "still being downloaded" in frames[0].spare_reason


def test_it_never_changes_the_speaker_within_an_answer() -> None:
    main = Speaker(1, failure=ModelFailedError("The model failed."), fails_after=1)
    spare = Speaker(2)
    with pytest.raises(ModelFailedError):
        speak(main, spare)
    assert spare.texts == []


def test_the_wait_for_the_main_engine_is_bounded() -> None:
    main = Speaker(1)

    async def run() -> None:
        await FallbackEngine(main, Speaker(2), 3.0).ready(120)
        await FallbackEngine(main, Speaker(2), 3.0).ready(1)

    asyncio.run(run())
    assert main.waits == [3.0, 1]


def test_the_main_engines_reason_counts_if_neither_can_speak() -> None:
    async def run() -> None:
        main = Speaker(1, not_ready=ModelNotReadyError("The model could not be loaded."))
        spare = Speaker(2, not_ready=ModelNotReadyError("espeak-ng is not installed."))
        with pytest.raises(ModelNotReadyError, match="could not be loaded"):
            await FallbackEngine(main, spare, 3.0).ready(120)

    asyncio.run(run())


def test_tokens_are_guessed_while_there_is_no_model() -> None:
    main = Speaker(1, not_ready=ModelNotReadyError("Loading."))
    assert FallbackEngine(main, Speaker(2), 3.0).count_tokens("four") == 4


def test_a_prompt_that_was_waited_for_is_not_lost() -> None:
    """The main engine fails while it waits for the second sentence, which comes later."""

    async def run() -> None:
        written = asyncio.Event()

        async def text() -> AsyncIterator[Prompt]:
            yield Prompt(FIRST)
            await written.wait()
            yield Prompt(SECOND)

        main = Speaker(1, failure=ModelFailedError("The model failed."))
        engine = FallbackEngine(main, Speaker(2, reads_ahead=False), 0.01)
        frames = engine.frames(VOICE, text())
        assert values([await anext(frames)]) == [2]
        written.set()
        assert values([frame async for frame in frames]) == [2]

    asyncio.run(run())


@pytest.mark.parametrize("frames_heard", [0, 1])
def test_leaving_early_ends_every_read(frames_heard: int) -> None:
    async def run() -> None:
        async def endless() -> AsyncIterator[Prompt]:
            yield Prompt(FIRST)
            await asyncio.Event().wait()

        engine = FallbackEngine(Speaker(1), Speaker(2), 0.01)
        frames = engine.frames(VOICE, endless())
        for _ in range(frames_heard):
            await anext(frames)
        await frames.aclose()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


@pytest.mark.parametrize("fails", [False, True])
def test_drafts_go_to_the_main_engine_alone(fails: bool) -> None:  # noqa: FBT001 - a parameter
    draft = Draft(Prompt(FIRST), complete=True)

    async def script() -> AsyncIterator[Prompt | Draft]:
        yield draft
        yield Prompt(FIRST)
        yield Prompt(SECOND)

    async def main_and_spare() -> list[Frame]:
        engine = FallbackEngine(main, spare, after_seconds=0.01)
        return [frame async for frame in engine.frames(VOICE, script())]

    main, spare = Speaker(1), Speaker(2)
    if fails:
        main.failure = ModelFailedError("The model failed.")
    frames = asyncio.run(main_and_spare())
    assert main.drafts == [draft]
    assert spare.drafts == []
    assert values(frames) == ([2, 2] if fails else [1, 1])
    assert (spare if fails else main).texts == [FIRST, SECOND]
