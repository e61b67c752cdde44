"""One sentence in the flow LM: its noise, its end, its longest length, its first samples.

All as in pocket-tts 4.0.1 (models/tts_model.py: `_autoregressive_generation`,
`_estimate_max_gen_len`, `_decode_audio_worker`); tests compare with that source.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.errors import TextTooLongError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.batching.backend import Step, TokenizedText
    from pocket_tts_wyoming.models.engine import Samples

_LOGGER = logging.getLogger(__name__)

_FIRST_EOS_FRAME = 6
_TOKENS_PER_SECOND = 3.0
_SPARE_SECONDS = 2.0
_FADE_IN_PER_SECOND = 200  # 5 ms


@dataclass(frozen=True, slots=True)
class Sampling:
    """What a model says about sampling, the same for all its sentences."""

    latent_dim: int
    temperature: float
    eos_threshold: float
    frames_per_second: float


class Generation:
    """One sentence in the making: its frames, counted and ended as the library would.

    `index` is the sentence's place in its utterance, `entropy` the utterance's seed. The noise
    depends on these two alone, so it is the same whatever else the model is doing. Carries the
    silence in seconds that belongs in front of the sentence, and how fast it is to be heard. Used
    by one thread at a time.
    """

    def __init__(
        self,
        index: int,
        text: TokenizedText,
        sampling: Sampling,
        entropy: int,
        pause_seconds: float = 0.0,
        speed: float = 1.0,
    ) -> None:
        self.pause_seconds = pause_seconds
        self.speed = speed
        self.tokens: Sequence[int] = text.tokens
        self.latent: Samples = np.zeros(sampling.latent_dim, np.float32)
        self._frames_after_eos = text.frames_after_eos
        self._sampling = sampling
        self._limit = frame_limit(len(text.tokens), sampling.frames_per_second)
        self._rng = np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=(index,)))
        self._frames = 0
        self._eos_frame: int | None = None

    def fit(self, positions: int) -> None:
        """Shorten the limit to the positions that the slot has left behind its voice.

        The text takes a position per token, each frame one more. Raises TextTooLongError if less
        than one second of speech would fit.
        """
        frames = positions - len(self.tokens)
        if frames < self._sampling.frames_per_second:
            raise TextTooLongError(
                f"A sentence of {len(self.tokens)} tokens does not fit into the model's memory "
                "next to this voice: write shorter sentences, or make the voice from a shorter "
                "recording."
            )
        self._limit = min(self._limit, frames)

    @property
    def most_frames_left(self) -> int:
        """How many frames may still come, at most."""
        if self._eos_frame is not None:
            return max(0, self._eos_frame + self._frames_after_eos - self._frames)
        return max(0, self._limit - self._frames)

    def noise(self) -> Samples:
        """Draw the flow head's input for the next frame: float32 (latent_dim,)."""
        noise = self._rng.standard_normal(self._sampling.latent_dim, np.float32)
        return noise * np.float32(math.sqrt(self._sampling.temperature))

    def accept(self, step: Step) -> tuple[Samples | None, bool]:
        """Take a computed frame; return its latent if it is played, and whether it is the last.

        The library computes one frame more than it plays. The end is known one frame before
        that, so the surplus frame is not computed here, unless no frame at all follows EOS.
        """
        frame = self._frames
        self._frames += 1
        if (
            self._eos_frame is None
            and frame >= _FIRST_EOS_FRAME
            and step.eos_logit > self._sampling.eos_threshold
        ):
            self._eos_frame = frame
        self.latent = step.latent
        if self._eos_frame is not None:
            last_frame = self._eos_frame + self._frames_after_eos - 1
            if frame >= last_frame:
                return (step.latent if frame == last_frame else None), True
        if self._frames < self._limit:
            return step.latent, False
        if self._eos_frame is None:
            _LOGGER.warning(
                "A sentence of %d tokens was cut after %.1f s: the model did not find its end.",
                len(self.tokens),
                self._frames / self._sampling.frames_per_second,
            )
        return step.latent, True


def frame_limit(tokens: int, frames_per_second: float) -> int:
    """Return the most frames that a sentence of this many tokens may have."""
    return math.ceil((tokens / _TOKENS_PER_SECOND + _SPARE_SECONDS) * frames_per_second)


def fade_in(samples: Samples, sample_rate_hz: int) -> Samples:
    """Return a sentence's first samples with 5 ms of linear fade-in.

    A decoder starts with a small step, about -41 dBFS: a click (pocket-tts issue 171).
    """
    ramp = np.linspace(0, 1, sample_rate_hz // _FADE_IN_PER_SECOND, dtype=np.float32)
    faded = samples.copy()
    count = min(len(ramp), len(faded))
    faded[:count] *= ramp[:count]
    return faded
