"""One utterance with an engine that the test drives."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from pocket_tts_wyoming.models.engine import Frame
from pocket_tts_wyoming.speech.speech import Request, Speech, SpeechOptions
from pocket_tts_wyoming.speech.text_stream import TextStream
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens
from pocket_tts_wyoming.voices.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable

    from pocket_tts_wyoming.models.engine import Engine, Prompt, VoiceSource
    from pocket_tts_wyoming.models.loading import Loader

RATE_HZ = 24_000


class FakeEngine:
    """Speaks half a second for each prompt, and counts who is speaking."""

    name = "fake"
    sample_rate_hz = RATE_HZ

    def __init__(self) -> None:
        self.speaking = 0
        self.prompts: list[str] = []

    async def load_voice(self, voice: VoiceSource) -> None:
        pass

    async def frames(
        self,
        voice: VoiceSource,  # noqa: ARG002 - of an engine
        prompts: AsyncIterable[Prompt],
        seed: int | None = None,  # noqa: ARG002 - of the protocol
        *,
        paced: bool = True,  # noqa: ARG002 - of the protocol
    ) -> AsyncGenerator[Frame, None]:
        self.speaking += 1
        try:
            number = 0
            async for prompt in prompts:
                self.prompts.append(prompt.text)
                yield Frame(np.full(RATE_HZ // 2, 0.1, np.float32), number, last=True)
                number += 1
        finally:
            self.speaking -= 1


class ReadyLoader:
    async def wait(self, limit_seconds: float) -> None:
        pass


def make_speech(engine: FakeEngine, options: SpeechOptions) -> Speech:
    voices = Catalogue("en", "english", None, "alba")
    voices.refresh()
    return Speech(
        cast("Engine", engine),
        cast("Loader", ReadyLoader()),
        voices,
        TextPipeline("en", estimate_tokens, NormalizerOptions()),
        options,
        time.monotonic,
    )


@pytest.mark.parametrize("keepalive_seconds", [0.0, 60.0])
@pytest.mark.parametrize("chunks", [1, 2])
def test_closing_at_any_chunk_ends_everything(keepalive_seconds: float, chunks: int) -> None:
    """A client that leaves while it is written to, be it silence, is an ordinary end."""

    async def run() -> None:
        engine = FakeEngine()
        speech = make_speech(engine, SpeechOptions(keepalive_seconds=keepalive_seconds))
        text = TextStream(time.monotonic, 60)
        text.put("The kitchen light is on.\n" * (1 if keepalive_seconds else 2))
        speaking = speech.speak(Request(None, text))
        heard = 0
        async for pcm in speaking:
            heard += bool(pcm)
            if heard == chunks:
                break
        await speaking.aclose()
        assert engine.speaking == 0
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if left:  # generators that Python closes behind their last reader
            assert not (await asyncio.wait(left, timeout=5))[1]

    asyncio.run(run())
