from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource
from pocket_tts_wyoming.speech.short_answer import ATTEMPTS, speak_short_answer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable

    from pocket_tts_wyoming.models.engine import Samples

RATE_HZ = 24_000
VOICE = VoiceSource("alba")


def tone(seconds: float, level: float = 0.1) -> Samples:
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return (level * np.sin(2 * np.pi * 220 * time)).astype(np.float32)


class Takes:
    """An engine that has one take after another ready; remembers the seeds."""

    name = "takes"
    sample_rate_hz = RATE_HZ

    def __init__(self, *takes: Samples) -> None:
        self._takes = list(takes)
        self.seeds: list[int | None] = []

    async def frames(
        self,
        voice: VoiceSource,
        prompts: AsyncIterable[Prompt],
        seed: int | None = None,
        *,
        paced: bool = True,
    ) -> AsyncGenerator[Frame, None]:
        assert (voice, [prompt.text async for prompt in prompts], paced) == (VOICE, ["Oui."], True)
        self.seeds.append(seed)
        take = self._takes.pop(0)
        half = len(take) // 2
        yield Frame(take[:half], 0)
        yield Frame(take[half:], 0, last=True)

    async def load(self) -> None:
        raise NotImplementedError

    async def load_voice(self, voice: VoiceSource) -> None:
        raise NotImplementedError

    def count_tokens(self, text: str) -> int:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError


def speak(engine: Takes, seed: int | None = None) -> Samples:
    async def run() -> list[Frame]:
        return [f async for f in speak_short_answer(engine, VOICE, Prompt("Oui."), seed)]

    frames = asyncio.run(run())
    assert [frame.last for frame in frames] == [False, True]
    return np.concatenate([frame.samples for frame in frames])


def test_speech_is_taken_as_it_is() -> None:
    good = tone(0.5)
    engine = Takes(good)
    assert np.array_equal(speak(engine, 7), good)
    assert engine.seeds == [7]


@pytest.mark.parametrize("bad", [tone(0.5, 0.0003), tone(9.0), tone(0.02)])
def test_silence_and_babble_are_tried_again_with_another_seed(bad: Samples) -> None:
    good = tone(0.6)
    engine = Takes(bad, good)
    assert np.array_equal(speak(engine, 2**32 - 1), good)
    assert engine.seeds == [2**32 - 1, 0]


def test_in_the_end_something_is_sent() -> None:
    bad = [tone(0.5, 0.0003) for _ in range(ATTEMPTS)]
    engine = Takes(*bad)
    assert np.array_equal(speak(engine), bad[-1])
    assert engine.seeds == [None] * ATTEMPTS
