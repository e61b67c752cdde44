"""Answers of one or two words, which the model garbles now and then."""

from __future__ import annotations

import logging
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.collapse import collapsed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from pocket_tts_wyoming.audio.samples import Samples
    from pocket_tts_wyoming.models.engine import Engine, Frame, Prompt, VoiceSource

_LOGGER = logging.getLogger(__name__)

ATTEMPTS = 3
# Slow speech has 8 characters a second; what is much longer is babble behind the word.
_LONGEST_SECONDS = 2.0
_SLOWEST_CHARACTERS_PER_SECOND = 8.0


async def speak_short_answer(
    engine: Engine, voice: VoiceSource, prompt: Prompt, seed: int | None, peer: str = ""
) -> Sequence[Frame]:
    """Speak a prompt of one or two words, again if what came out cannot be speech.

    About 40 % of such French answers fail and a second throw of the dice usually does not
    (kyutai-labs/pocket-tts issue 313). Whether it failed is known only at the end, so the answer
    is held back until then: about 0.1 s for one word. Longer answers never come here.

    The first frame carries the work of the discarded attempts too.
    """
    frames: list[Frame] = []
    discarded_seconds = 0.0
    for attempt in range(ATTEMPTS):
        discarded_seconds += sum(frame.work_seconds for frame in frames)
        attempt_seed = None if seed is None else (seed + attempt) % 2**32
        # Paced: nobody hears a frame before the last one is made, but somebody waits for it.
        async with aclosing(
            engine.frames(voice, _only(prompt), attempt_seed, paced=True, peer=peer)
        ) as stream:
            frames = [frame async for frame in stream]
        samples = np.concatenate([frame.samples for frame in frames])
        if not _is_implausible(samples, len(prompt.text), engine.sample_rate_hz):
            break
        _LOGGER.debug("A short answer cannot be speech; attempt %d of %d", attempt + 1, ATTEMPTS)
    first, *others = frames
    return (replace(first, work_seconds=first.work_seconds + discarded_seconds), *others)


def _is_implausible(samples: Samples, characters: int, rate_hz: int) -> bool:
    longest_seconds = _LONGEST_SECONDS + characters / _SLOWEST_CHARACTERS_PER_SECOND
    return len(samples) > longest_seconds * rate_hz or collapsed(samples, rate_hz)


async def _only(prompt: Prompt) -> AsyncIterator[Prompt]:
    yield replace(prompt, last=True)
