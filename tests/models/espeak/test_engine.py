"""The spare voice as an engine: frames, rates, pauses, leaving."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import numpy as np

from models.engines import prompts
from pocket_tts_wyoming.models.engine import VoiceSource
from pocket_tts_wyoming.models.espeak.engine import EspeakEngine
from pocket_tts_wyoming.models.espeak.process import EspeakProcess

if TYPE_CHECKING:
    from pocket_tts_wyoming.models.engine import Frame

VOICE = VoiceSource("alba.safetensors")
TEXT = "The kitchen light is on."


def frames_of(*texts: str, pause_seconds: float = 0.0) -> tuple[list[Frame], float]:
    """Return the frames of an utterance, and the seconds that espeak-ng itself speaks."""

    async def run() -> tuple[list[Frame], float]:
        process = EspeakProcess()
        engine = EspeakEngine(process, "en")
        try:
            spoken = engine.frames(VOICE, prompts(*texts, pause_seconds=pause_seconds))
            frames = [frame async for frame in spoken]
            direct = [await process.speak("en-us", text) for text in texts]
            return frames, sum(one.samples.size / one.rate_hz for one in direct)
        finally:
            await engine.close()

    return asyncio.run(run())


def test_a_sentence_is_cut_into_frames_of_80_ms_at_24_khz() -> None:
    frames, seconds = frames_of(TEXT)
    sizes = [frame.samples.size for frame in frames]
    assert all(abs(size - 1920) < 30 for size in sizes[1:-3])  # the filter shifts by some samples
    assert abs(sum(sizes) / 24_000 / seconds - 1) < 0.01
    assert [frame.last for frame in frames] == [False] * (len(frames) - 1) + [True]
    assert not frames[-1].samples.size


def test_it_is_neither_silent_nor_clipped() -> None:
    frames, _ = frames_of(TEXT)
    samples = np.concatenate([frame.samples for frame in frames])
    assert 0.2 < np.abs(samples).max() < 1.0


def test_a_pause_is_on_the_first_frame_of_its_sentence() -> None:
    frames, _ = frames_of(TEXT, TEXT, pause_seconds=0.5)
    first_of_second = [frame.last for frame in frames].index(True) + 1
    assert [n for n, frame in enumerate(frames) if frame.pause_seconds] == [0, first_of_second]


def test_the_sacrificial_prefix_is_not_spoken() -> None:
    with_prefix, _ = frames_of(f"... {TEXT}")
    without, _ = frames_of(TEXT)
    assert abs(len(with_prefix) - len(without)) <= 1


def test_four_speak_at_once_and_one_leaves() -> None:
    async def run() -> None:
        engine = EspeakEngine(EspeakProcess(), "de")
        leaving = engine.frames(VOICE, prompts(TEXT, TEXT))
        await anext(leaving)

        async def whole() -> int:
            return sum(
                [frame.samples.size async for frame in engine.frames(VOICE, prompts(TEXT, TEXT))]
            )

        others = [asyncio.create_task(whole()) for _ in range(3)]
        await leaving.aclose()
        sizes = await asyncio.gather(*others)
        assert max(sizes) - min(sizes) < 0.01 * max(sizes)
        await engine.close()

    asyncio.run(run())
