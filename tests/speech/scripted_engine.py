"""An engine that says what a test tells it to, and remembers what it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.engine import Draft, Frame

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from pocket_tts_wyoming.models.engine import Prompts, Samples, VoiceSource

RATE_HZ = 24_000
FRAME_SAMPLES = 1920


@dataclass(frozen=True)
class Call:
    """One call of `frames`."""

    voice: VoiceSource
    texts: list[str]
    seed: int | None
    paced: bool
    peer: str
    drafts: list[Draft] = field(default_factory=list)
    last: list[bool] = field(default_factory=list)  # of each text


class ScriptedEngine:
    """An Engine; `say` gives the samples for a text. Each frame costs 0.01 s of work."""

    name = "scripted"

    def __init__(self, say: Callable[[str], Samples], rate_hz: int = RATE_HZ) -> None:
        self.sample_rate_hz = rate_hz
        self.calls: list[Call] = []
        self.speaking = 0
        self._say = say

    async def load(self) -> None:
        raise NotImplementedError

    async def ready(self, limit_seconds: float) -> None:
        pass

    async def load_voice(self, voice: VoiceSource) -> None:
        pass

    def count_tokens(self, text: str) -> int:
        return len(text) // 4 + 1

    async def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        """Speak as the engines do: in frames, the last one of a sentence empty."""
        call = Call(voice, [], seed, paced, peer)
        self.calls.append(call)
        self.speaking += 1
        try:
            async for prompt in prompts:
                if isinstance(prompt, Draft):
                    call.drafts.append(prompt)
                    continue
                call.texts.append(prompt.text)
                call.last.append(prompt.last)
                samples = self._say(prompt.text)
                for start in range(0, samples.size, FRAME_SAMPLES):
                    yield Frame(
                        samples[start : start + FRAME_SAMPLES],
                        pause_seconds=0.0 if start else prompt.pause_seconds,
                        speed=prompt.speed,
                        work_seconds=0.01,
                    )
                yield Frame(np.zeros(0, np.float32), last=True, speed=prompt.speed)
        finally:
            self.speaking -= 1

    async def close(self) -> None:
        raise NotImplementedError
