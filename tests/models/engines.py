"""What tests of engines share: options, texts, and an engine that only records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.engine import EngineOptions, Frame, Prompt, Prompts, VoiceSource

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

FP32 = EngineOptions("english", "auto", "fp32", temperature=None, speakers=2, cores=1)


async def prompts(*texts: str, pause_seconds: float = 0.0) -> AsyncIterator[Prompt]:
    for text in texts:
        yield Prompt(text, pause_seconds)


@dataclass
class FakeEngine:
    """Fails with each of `load_errors` in turn, then loads; notes what it is asked for."""

    load_errors: list[Exception] = field(default_factory=list)
    voice_error: Exception | None = None
    frames_error: Exception | None = None
    name: str = "fake"
    sample_rate_hz: int = 48_000
    asked: list[object] = field(default_factory=list)
    closed: int = 0
    loads: int = 0

    async def load(self) -> None:
        self.loads += 1
        if self.load_errors:
            raise self.load_errors.pop(0)

    async def ready(self, limit_seconds: float) -> None:
        self.asked.append(("ready", limit_seconds))

    async def load_voice(self, voice: VoiceSource) -> None:
        self.asked.append(("load_voice", voice))
        if self.voice_error is not None:
            raise self.voice_error

    def count_tokens(self, text: str) -> int:
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
        texts = [prompt.text async for prompt in prompts if isinstance(prompt, Prompt)]
        self.asked.append(("frames", voice, texts, seed, paced, peer))
        if self.frames_error is not None:
            raise self.frames_error
        yield Frame(np.zeros(0, np.float32), last=True)

    async def close(self) -> None:
        self.closed += 1
