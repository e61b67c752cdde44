"""Joins the sentences of an utterance: pauses between them, no clicks at their edges."""

from __future__ import annotations

import numpy as np

from pocket_tts_wyoming.audio.samples import Samples, Signal, empty, silence

_FADE_SECONDS = 0.005
_STEP = 0.001
"""A jump from or to zero below -60 dB is no click. The model's own 5 ms fade-in starts at 0."""


class Joints:
    """Passes the sentences of one utterance on and smooths what lies between them.

    A pause of `pause_seconds` is put in front of each sentence but the first (None: nothing is
    added, the model's own pauses remain); never behind the last, so nobody waits for silence.

    An edge of a sentence is touched only if it is a step: a beginning that was trimmed is faded in
    over 5 ms, and between an end in the midst of sound and the next sentence goes a slope of 5 ms
    from its last sample to zero. So nothing is held back, a single sentence ends as the model ended
    it, and everything else passes sample for sample. The result does not depend on how a sentence
    is cut into pieces. One object per utterance.
    """

    def __init__(self, pause_seconds: float | None = None, rate_hz: int = 24_000) -> None:
        self._pause = silence(pause_seconds or 0.0, rate_hz)
        fade_samples = max(1, round(_FADE_SECONDS * rate_hz))
        self._rise: Signal = (1.0 - np.cos(np.pi * np.arange(fade_samples) / fade_samples)) / 2.0
        self._fall: Signal = self._rise[::-1]
        self._faded = fade_samples
        self._begun = False
        self._spoken = False
        self._last_sample = 0.0

    def push(self, samples: Samples, *, last: bool) -> Samples:
        """Take the next samples of a sentence, `last` with its last; return what goes out."""
        parts: list[Samples] = []
        if samples.size:
            if not self._begun:
                parts.append(self._begin(samples))
            parts.append(self._fade_in(samples))
            self._last_sample = float(parts[-1][-1])
        if last:
            self._begun = False
        return np.concatenate(parts) if parts else empty()

    def _begin(self, samples: Samples) -> Samples:
        """Begin a sentence; return what lies between the one before and it."""
        self._begun = True
        first_sample = float(samples[0])
        step = np.isfinite(first_sample) and abs(first_sample) > _STEP
        self._faded = 0 if step else self._rise.size
        spoken, self._spoken = self._spoken, True
        return np.concatenate((self._slope(), self._pause)) if spoken else empty()

    def _slope(self) -> Samples:
        if not (np.isfinite(self._last_sample) and abs(self._last_sample) > _STEP):
            return empty()
        return (self._last_sample * self._fall).astype(np.float32)

    def _fade_in(self, samples: Samples) -> Samples:
        """Apply the part of the fade that is still due; a new array if there is any."""
        rise = self._rise[self._faded : self._faded + samples.size]
        if not rise.size:
            return samples
        self._faded += rise.size
        faded = samples.copy()
        faded[: rise.size] = faded[: rise.size] * rise
        return faded
