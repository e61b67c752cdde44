"""Joins the sentences of an utterance: pauses between them, no clicks at their edges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.samples import Samples, Signal, empty, silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.engine import Frame

_FADE_SECONDS = 0.005
_STEP = 0.001
"""A jump from or to zero below -60 dB is not a click. The model's own 5 ms fade-in starts at 0."""


class Joints:
    """A stage that passes sentences on and smooths what lies between them.

    A pause of `pause_seconds` goes in front of each sentence but the first (None: nothing is
    added, the model's own pauses remain). Silence that an earlier stage put between two sentences
    stands instead of that pause. No pause goes behind the last sentence: nobody waits for silence.

    An edge of a sentence is touched only if it is a step. A beginning that was trimmed is faded in
    over 5 ms. Between an end in the middle of sound and what follows goes a slope of 5 ms from the
    last sample to zero. So nothing is held back, a single sentence ends as the model ended it, and
    everything else passes sample for sample. The result does not depend on how a sentence is cut
    into frames.
    """

    def __init__(self, pause_seconds: float | None = None, rate_hz: int = 24_000) -> None:
        self._pause = silence(pause_seconds or 0.0, rate_hz)
        fade_samples = max(1, round(_FADE_SECONDS * rate_hz))
        self._rise: Signal = (1.0 - np.cos(np.pi * np.arange(fade_samples) / fade_samples)) / 2.0
        self._fall: Signal = self._rise[::-1]
        self._faded_samples = fade_samples
        self._in_sentence = False
        self._pause_is_due = False
        self._last_sample = 0.0

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Return one frame: the given one, with what belongs in front of it."""
        samples = frame.samples
        if samples.size and frame.is_silence:
            self._pause_is_due = False
            samples = np.concatenate((self._slope(), samples))
        elif samples.size:
            between = empty() if self._in_sentence else self._begin(samples)
            samples = np.concatenate((between, self._fade_in(samples)))
            self._pause_is_due = True
        if samples.size:
            self._last_sample = float(samples[-1])
        if frame.last:
            self._in_sentence = False
        return (replace(frame, samples=samples),)

    def flush(self) -> Sequence[Frame]:
        """Return nothing: nothing is held back."""
        return ()

    def _begin(self, samples: Samples) -> Samples:
        """Begin a sentence; return what lies between what came before and it."""
        self._in_sentence = True
        first_sample = float(samples[0])
        is_step = np.isfinite(first_sample) and abs(first_sample) > _STEP
        self._faded_samples = 0 if is_step else self._rise.size
        return np.concatenate((self._slope(), self._pause)) if self._pause_is_due else empty()

    def _slope(self) -> Samples:
        if not (np.isfinite(self._last_sample) and abs(self._last_sample) > _STEP):
            return empty()
        return (self._last_sample * self._fall).astype(np.float32)

    def _fade_in(self, samples: Samples) -> Samples:
        """Apply the part of the fade that is still due; a new array if there is any."""
        rise = self._rise[self._faded_samples : self._faded_samples + samples.size]
        if not rise.size:
            return samples
        self._faded_samples += rise.size
        faded = samples.copy()
        faded[: rise.size] = faded[: rise.size] * rise
        return faded
