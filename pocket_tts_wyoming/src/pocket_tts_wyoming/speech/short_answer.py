"""Answers of one or two words, which the model garbles now and then."""

from __future__ import annotations

import logging
from contextlib import aclosing
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.collapse import collapsed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from pocket_tts_wyoming.models.engine import Engine, Frame, Prompt, VoiceSource

_LOGGER = logging.getLogger(__name__)

ATTEMPTS = 3
# Slow speech has 8 characters a second; what is much longer is babble behind the word.
_LONGEST_SECONDS = 2.0
_SLOWEST_CHARACTERS_PER_SECOND = 8.0


async def speak_short_answer(
    engine: Engine, voice: VoiceSource, prompt: Prompt, seed: int | None
) -> AsyncGenerator[Frame, None]:
    """Speak a prompt of one or two words, again if what came out cannot be speech.

    About 40 % of such French answers fail and a second throw of the dice usually does not
    (kyutai-labs/pocket-tts issue 313). Whether it failed is known only at the end, so the answer is
    held back until then: about 0.1 s for one word. Longer answers never come here.
    """
    frames: list[Frame] = []
    for attempt in range(ATTEMPTS):
        attempt_seed = None if seed is None else (seed + attempt) % 2**32
        async with aclosing(engine.frames(voice, _only(prompt), attempt_seed)) as stream:
            frames = [frame async for frame in stream]
        samples = np.concatenate([frame.samples for frame in frames])
        if not _implausible(samples, len(prompt.text), engine.sample_rate_hz):
            break
        _LOGGER.debug("A short answer cannot be speech; attempt %d of %d", attempt + 1, ATTEMPTS)
    for frame in frames:
        yield frame


def _implausible(samples: np.ndarray, characters: int, rate_hz: int) -> bool:
    longest_seconds = _LONGEST_SECONDS + characters / _SLOWEST_CHARACTERS_PER_SECOND
    return len(samples) > longest_seconds * rate_hz or collapsed(samples, rate_hz)


async def _only(prompt: Prompt) -> AsyncIterator[Prompt]:
    yield prompt
