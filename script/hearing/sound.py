"""What can be measured of speech without understanding it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples, Signal

FLOOR_DBFS: Final = -96.0
"""Where 16 bits end: digital silence has this level."""

_FRAME_SECONDS = 0.01
_SPEECH_PERCENTILE = 95
_PAUSE_PERCENTILE = 5
_BELOW_SPEECH_DB = 35.0
_CLIPPED: Final = 32767 / 32768
_BEHIND_CLICK_SECONDS = 0.005
_CLICK_RATIO = 12.0
"""Of 60 texts by espeak-ng none has such a step; with a ratio of 8 one has. Of 60 hard cuts at
random places 26 are found (most others are soft), of 60 wrong samples of 0.05 in pauses 57."""
_CLICK_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Sound:
    """One utterance, measured. Levels in dB below full scale (root mean square of 10 ms).

    `speech_dbfs`: the loudest twentieth. `pause_dbfs`: the quietest twentieth between the first
    and the last sound, which is where hiss is heard. `longest_pause_seconds`: likewise between
    them. `edges_seconds`: silence before and behind. `clicks_seconds`: where single samples jump.
    """

    seconds: float
    speech_dbfs: float
    pause_dbfs: float
    longest_pause_seconds: float
    edges_seconds: tuple[float, float]
    clipped_samples: int
    clicks_seconds: tuple[float, ...]


NOTHING: Final = Sound(0.0, FLOOR_DBFS, FLOOR_DBFS, 0.0, (0.0, 0.0), 0, ())


def measure(samples: Samples, rate_hz: int) -> Sound:
    """Measure mono samples, -1 to 1."""
    frame = round(_FRAME_SECONDS * rate_hz)
    levels = _levels(samples, frame)
    if not levels.size:
        return NOTHING
    speech = float(np.percentile(levels, _SPEECH_PERCENTILE))
    audible = np.flatnonzero(levels > max(speech - _BELOW_SPEECH_DB, FLOOR_DBFS))
    first, last = (audible[0], audible[-1]) if audible.size else (0, levels.size - 1)
    gaps = np.diff(audible) - 1
    longest = float(gaps.max()) if gaps.size else 0.0
    return Sound(
        seconds=samples.size / rate_hz,
        speech_dbfs=speech,
        pause_dbfs=float(np.percentile(levels[first : last + 1], _PAUSE_PERCENTILE)),
        longest_pause_seconds=longest * _FRAME_SECONDS,
        edges_seconds=(
            float(first) * _FRAME_SECONDS,
            float(levels.size - 1 - last) * _FRAME_SECONDS,
        ),
        clipped_samples=int(np.count_nonzero(np.abs(samples) >= _CLIPPED)),
        clicks_seconds=find_clicks(samples, rate_hz),
    )


def find_clicks(samples: Samples, rate_hz: int) -> tuple[float, ...]:
    """Return the seconds at which the signal breaks off as speech does not.

    That is a step from one sample to the next that towers over all steps of the 5 ms behind it: a
    sound that ends without a fade, or a single wrong sample in a pause. Steps that begin a sound
    do not count: the burst of a stop is as steep. Within sound that goes on, a click is as loud as
    its surroundings, and not heard.
    """
    steps: Signal = np.abs(np.diff(samples.astype(np.float64)))
    reach = round(_BEHIND_CLICK_SECONDS * rate_hz)
    places: list[int] = []
    for place in np.flatnonzero(steps > _CLICK_LEAST):
        behind = steps[place + 1 : place + 1 + reach]
        is_last = not places or place - places[-1] >= reach
        if behind.size and steps[place] > _CLICK_RATIO * behind.max() and is_last:
            places.append(int(place))
    return tuple(place / rate_hz for place in places)


def _levels(samples: Samples, frame: int) -> Signal:
    frames = samples[: samples.size // frame * frame].reshape(-1, frame).astype(np.float64)
    power = np.mean(frames * frames, axis=1)
    levels: Signal = 10 * np.log10(np.maximum(power, 10 ** (FLOOR_DBFS / 10)))
    return levels


def characters_per_second(text: str, seconds: float) -> float:
    """Return how fast a text was said; 0 for no sound."""
    return len(text) / seconds if seconds > 0 else 0.0
