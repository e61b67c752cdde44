"""The `espeak` engine: espeak-ng behind the same door as the models, understandable and plain."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

import numpy as np

from pocket_tts_wyoming.audio.samples import empty
from pocket_tts_wyoming.models.engine import Draft, Frame
from pocket_tts_wyoming.models.espeak.resampler import Resampler

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator, Mapping

    from pocket_tts_wyoming.models.engine import Prompts, Samples, VoiceSource
    from pocket_tts_wyoming.models.espeak.process import EspeakProcess, Spelled

_FRAME_SECONDS = 0.08
_LETTERS_PER_TOKEN = 4
_PREFIX = "... "
# espeak-ng speaks at -20 to -22 LUFS, about as loud as it should be before it was measured, with
# peaks of up to 0.995 (German, Spanish) that the resampler overshoots.
_GAIN = np.float32(0.9)
# What espeak-ng calls its voices; the others are called like their language.
_VOICES: Final[Mapping[str, str]] = {"en": "en-us"}


class EspeakEngine:
    """An Engine (models/engine.py) for one language that needs no model; always ready.

    `sample_rate_hz` is that of the model whose place it takes. It has one voice: whatever voice is
    asked for, the same one speaks.
    """

    name = "espeak"

    def __init__(
        self,
        process: EspeakProcess,
        language: str,
        sample_rate_hz: int = 24_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.sample_rate_hz = sample_rate_hz
        self._process = process
        self._voice = _VOICES.get(language, language)
        self._clock = clock

    async def load(self) -> None:
        """Load nothing: the process starts with the first sentence."""

    async def ready(self, limit_seconds: float) -> None:
        """Return at once: there is nothing to wait for."""

    async def load_voice(self, voice: VoiceSource) -> None:
        """Accept any voice; it is not used."""

    def count_tokens(self, text: str) -> int:
        """Guess how many tokens a model would read, so that sentences are cut alike."""
        return len(text) // _LETTERS_PER_TOKEN + 1

    async def frames(
        self,
        voice: VoiceSource,  # noqa: ARG002 - of an engine
        prompts: Prompts,
        seed: int | None = None,  # noqa: ARG002 - of an engine
        *,
        paced: bool = True,  # noqa: ARG002 - of an engine
        peer: str = "",  # noqa: ARG002 - of an engine
    ) -> AsyncGenerator[Frame, None]:
        """Speak prompts in order; see Engine. Raises ModelNotReadyError and ModelFailedError."""
        async for prompt in prompts:
            if isinstance(prompt, Draft):
                continue
            began = self._clock()
            spelled = await self._process.speak(self._voice, prompt.text.removeprefix(_PREFIX))
            work_seconds = self._clock() - began
            pause_seconds = prompt.pause_seconds
            for samples in _frames(spelled, self.sample_rate_hz):
                yield Frame(
                    samples,
                    pause_seconds=pause_seconds,
                    speed=prompt.speed,
                    work_seconds=work_seconds,
                )
                pause_seconds = work_seconds = 0.0
                await asyncio.sleep(0)  # lets others use the event loop
            yield Frame(empty(), last=True, pause_seconds=pause_seconds, speed=prompt.speed)

    async def close(self) -> None:
        """End the process."""
        await self._process.close()


def _frames(spelled: Spelled, rate_hz: int) -> Iterator[Samples]:
    """Cut a sentence into frames of 80 ms at the wanted rate; the last one may be shorter."""
    resampler = Resampler(spelled.rate_hz, rate_hz)
    step = round(_FRAME_SECONDS * spelled.rate_hz)
    for start in range(0, spelled.samples.size, step):
        samples = resampler.push(spelled.samples[start : start + step])
        if samples.size:
            yield samples * _GAIN
    rest = resampler.flush()
    if rest.size:
        yield rest * _GAIN
