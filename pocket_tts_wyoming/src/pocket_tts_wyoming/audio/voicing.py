"""Whether a piece of sound is voiced: vocal folds repeat themselves, breath does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Signal

WINDOW_SECONDS = 0.04
"""Two periods of the deepest voice, and a bit."""

_LOWEST_PITCH_HZ = 60.0
_HIGHEST_PITCH_HZ = 500.0
_ANALYSIS_RATE_HZ = 6000
_TINY = 1e-20


def periodicity(window: Signal, rate_hz: int) -> float:
    """Return how well a window repeats itself at some pitch: about 0 for noise, near 1 for vowels.

    The highest normalised cross-correlation between the window's end and what came one pitch
    period before, over all pitches from 60 to 500 Hz, after a low-pass at about 1 kHz, where
    voices are strongest and breath is weakest. Independent of level and offset. The window lasts
    WINDOW_SECONDS; a shorter one gives 0. (The method: Talkin, "A robust algorithm for pitch
    tracking", 1995.)
    """
    step = max(1, rate_hz // _ANALYSIS_RATE_HZ)
    rate_hz = rate_hz // step
    longest = round(rate_hz / _LOWEST_PITCH_HZ)
    shortest = round(rate_hz / _HIGHEST_PITCH_HZ)
    coarse = window[: window.size // step * step].reshape(-1, step).mean(axis=1)
    if coarse.size < longest + shortest + 2:
        return 0.0
    smooth = (coarse[:-2] + coarse[1:-1] + coarse[2:]) / 3.0
    smooth -= smooth.mean()
    end = smooth[longest:]
    before = smooth[: smooth.size - shortest]
    products = np.correlate(before, end, "valid")
    energy = np.concatenate(([0.0], np.cumsum(before * before)))
    energies = (energy[end.size :] - energy[: -end.size]) * float(end @ end)
    return float(np.max(products / np.sqrt(np.maximum(energies, 0.0) + _TINY)))
