"""Tells an answer that the model failed to speak."""

from __future__ import annotations

import numpy as np

from pocket_tts_wyoming.audio.samples import Samples, measurable

_WINDOW_SECONDS = 0.02
_SPEECH_LEVEL = 0.005
"""Silence of the model is about 0.0005, speech 0.04 and more (root mean square)."""
_SHORTEST_SPEECH_SECONDS = 0.06


def collapsed(samples: Samples, rate_hz: int) -> bool:
    """Say whether a whole answer contains no speech, so that it may be tried again.

    Speech means: in windows of 20 ms, at least 60 ms in all whose root mean square around the
    window's mean reaches 0.005. So the silence around a short word does not count against it, and
    neither a click nor an offset counts for it.
    """
    window = max(1, round(_WINDOW_SECONDS * rate_hz))
    signal = measurable(samples)
    windows = signal[: signal.size // window * window].reshape(-1, window)
    loud_windows = int(np.count_nonzero(windows.std(axis=1) >= _SPEECH_LEVEL))
    return loud_windows * _WINDOW_SECONDS < _SHORTEST_SPEECH_SECONDS
