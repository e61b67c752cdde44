"""A recording made ready to become a voice: one speaker, 3 to 30 seconds, ending in a pause.

Nothing is denoised: models trained on denoised prompts whisper (kyutai-labs/pocket-tts#98). Ten to
twenty seconds are enough (#93).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pocket_tts_wyoming.audio.loudness import integrated_loudness, soft_knee
from pocket_tts_wyoming.audio.resample import resample
from pocket_tts_wyoming.voices.decoding import RecordingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pocket_tts_wyoming.audio.samples import Samples, Signal

PREPARATION_VERSION: Final = 1
"""To be raised when the same recording would be prepared in another way."""

LONGEST_SECONDS: Final = 30.0
SHORTEST_SECONDS: Final = 3.0
"""Of speech, without pauses."""

_COMFORTABLE_SECONDS = 8.0
_TARGET_LUFS = -20.0
_HIGH_PASS_HZ = 50.0

_FRAME_SECONDS = 0.02
_PAUSE_SECONDS, _FADE_SECONDS = 0.08, 0.02  # at the end, as the library makes it
_FLOOR_DB = 35.0  # under the loudest: what is quieter is a pause
_MARGIN_FRAMES = 2  # in front of the first loud frame: soft beginnings of words
_LOUD_FRAMES = 10  # this many must be louder than the level that counts: a knock is not a voice
_SILENT_DB = -80.0  # of full scale: two steps of 16 bit
_WEAKEST_NOISE_DB, _NOTHING_BUT_NOISE_DB = -35.0, -12.0  # in pauses, relative to speech
_PAUSE_PERCENTILE = 5
_SPEECH_DB = 25.0  # under the level that counts: what is louder is speech
_BRIDGED_FRAMES = 10  # 200 ms within speech
_CUT_FRAMES = 5  # 100 ms: the shortest pause to cut in
_CUT_SECONDS = 10.0  # in front of the longest length, in which the pause is looked for

_FLAT = 0.999  # of the peak: samples in a row that are as loud are cut off, not spoken
_FLAT_SAMPLES = 3
_FLAT_PLACES_PER_SECOND = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Prepared audio, and what somebody should know about it, one sentence each.

    `audio`: mono at the rate that was asked for. `spoken_seconds`: of speech without pauses.
    """

    audio: Samples
    spoken_seconds: float
    warnings: tuple[str, ...]


def prepare(samples: Samples, from_hz: int, to_hz: int) -> Recording:
    """Make a mono recording ready for the encoder.

    At the rate `to_hz`; without what is below 50 Hz; trimmed at both ends relative to its own
    loudness; at most 30 s that end on a pause; at -20 LUFS. Raises RecordingError if there are
    less than 3 s of speech in it.
    """
    clipped = _is_clipped(samples, from_hz)
    audio = _high_passed(resample(samples, from_hz, to_hz), to_hz)
    levels = _levels_db(audio, to_hz)
    reference = _reference_db(levels)
    if reference < _SILENT_DB:
        raise RecordingError("It is silent.")
    loud = np.flatnonzero(levels > reference - _FLOOR_DB)
    frame = _frame_samples(to_hz)
    first = max(int(loud[0]) - _MARGIN_FRAMES, 0)
    audio, levels = audio[first * frame : (int(loud[-1]) + 1) * frame], levels[first : loud[-1] + 1]
    cut = _cut(levels, reference)
    audio, levels = audio[: cut * frame], levels[:cut]
    spoken_seconds = _spoken_frames(levels > reference - _SPEECH_DB) * _FRAME_SECONDS
    if spoken_seconds < SHORTEST_SECONDS:
        raise RecordingError(
            f"There are only {spoken_seconds:.1f} seconds of speech in it: record at least "
            f"{SHORTEST_SECONDS:.0f}, better 10 to 20, of one person speaking."
        )
    noise_db = float(np.percentile(levels, _PAUSE_PERCENTILE)) - reference
    if noise_db > _NOTHING_BUT_NOISE_DB:
        raise RecordingError(
            "No speech stands out of the noise in it: record one person speaking, close to the "
            "microphone."
        )
    warnings = _warnings(spoken_seconds, noise_db, clipped=clipped)
    audio = end_on_pause(_levelled(audio * np.float32(10 ** (-reference / 20)), to_hz), to_hz)
    return Recording(audio, spoken_seconds, warnings)


def end_on_pause(samples: Samples, rate_hz: int) -> Samples:
    """End on exactly 80 ms of silence, like the prompts that the models were trained with.

    A prompt that stops on speech is gone on with, and a long silence delays what follows. The
    same as end_on_pause in pocket-tts 4.0.1: the silence at the end is cut (20 ms frames more than
    35 dB under the loudest), 20 ms are faded out, and zeros appended.
    """
    frame = int(_FRAME_SECONDS * rate_hz)
    count = samples.size // frame
    if count == 0:
        return samples
    squares = np.square(samples[: count * frame], dtype=np.float32).reshape(count, frame)
    levels = 20 * np.log10(np.sqrt(squares.mean(axis=1)) + np.float32(1e-12))
    end = (int(np.flatnonzero(levels > levels.max() - _FLOOR_DB)[-1]) + 1) * frame
    ended = np.zeros(end + int(_PAUSE_SECONDS * rate_hz), np.float32)
    ended[:end] = samples[:end]
    fade = min(int(_FADE_SECONDS * rate_hz), end)
    ended[end - fade : end] *= np.linspace(1, 0, fade, dtype=np.float32)
    return ended


def _warnings(spoken_seconds: float, noise_db: float, *, clipped: bool) -> tuple[str, ...]:
    found = []
    if spoken_seconds < _COMFORTABLE_SECONDS:
        found.append(
            f"There are only {spoken_seconds:.1f} seconds of speech in it; with 10 to 20 the voice "
            "resembles the speaker more."
        )
    if clipped:
        found.append(
            "It is clipped: it was recorded too loud. Record it again with less gain, or from "
            "farther away."
        )
    if noise_db > _WEAKEST_NOISE_DB:
        found.append(
            f"Its pauses are only {-noise_db:.0f} dB quieter than the speech: the voice will carry "
            "that noise. Record it in a quiet room, close to the microphone."
        )
    return tuple(found)


def _frame_samples(rate_hz: int) -> int:
    return int(_FRAME_SECONDS * rate_hz)


def _levels_db(samples: Samples, rate_hz: int) -> Signal:
    """Return the level of each whole 20 ms; -inf is digital silence."""
    frame = _frame_samples(rate_hz)
    count = samples.size // frame
    squares = np.square(samples[: count * frame], dtype=np.float64).reshape(count, frame)
    with np.errstate(divide="ignore"):
        levels: Signal = 10 * np.log10(squares.mean(axis=1))
    return levels


def _reference_db(levels: Signal) -> float:
    """Return the level that counts as this recording's loudness: of the tenth loudest frame."""
    if not levels.size:
        return -math.inf
    rank = min(_LOUD_FRAMES, levels.size)
    return float(np.partition(levels, -rank)[-rank])


def _spoken_frames(loud: NDArray[np.bool_]) -> int:
    """Count loud frames, and those between them that belong to a consonant or stop, not a pause."""
    steps = np.diff(np.flatnonzero(loud))
    return (
        int(loud.any())
        + int(steps[steps <= _BRIDGED_FRAMES].sum())
        + int((steps > _BRIDGED_FRAMES).sum())
    )


def _cut(levels: Signal, reference: float) -> int:
    """Return how many frames to keep, so that with the pause behind they fit the longest length.

    Cut in the middle of the last pause of 100 ms; if there is none in the last ten seconds, where
    they are quietest.
    """
    most = int((LONGEST_SECONDS - _PAUSE_SECONDS) / _FRAME_SECONDS)
    if levels.size <= most:
        return int(levels.size)
    earliest = most - int(_CUT_SECONDS / _FRAME_SECONDS)
    powers = 10 ** (levels[earliest:most] / 10)
    means = np.convolve(powers, np.ones(_CUT_FRAMES) / _CUT_FRAMES, "valid")
    quiet = max(means.min(), 10 ** ((reference - _FLOOR_DB) / 10))
    return earliest + int(np.flatnonzero(means <= quiet)[-1]) + _CUT_FRAMES // 2


def _high_passed(samples: Samples, rate_hz: int) -> Samples:
    """Take out what is below 50 Hz, hum and handling: 24 dB per octave, without delay."""
    size = 1 << (samples.size + rate_hz // 10).bit_length()
    hz = np.fft.rfftfreq(size, 1 / rate_hz)
    ratio = (hz / _HIGH_PASS_HZ) ** 4
    filtered = np.fft.irfft(np.fft.rfft(samples, size) * (ratio / np.hypot(1, ratio)), size)
    return filtered[: samples.size].astype(np.float32)


def _levelled(samples: Samples, rate_hz: int) -> Samples:
    """Bring samples, whose speech is near full scale, to the loudness of all recordings."""
    measured = integrated_loudness(samples, rate_hz)
    if measured is None:  # cannot happen: there are seconds of speech in it
        return samples
    return soft_knee(samples * np.float32(10 ** ((_TARGET_LUFS - measured) / 20)))


def _is_clipped(samples: Samples, rate_hz: int) -> bool:
    """Whether the peaks are flat in more places than a voice's are by chance."""
    loud: NDArray[np.float32] = np.abs(samples)
    flat = loud >= _FLAT * loud.max(initial=0.0)
    runs = np.convolve(flat, np.ones(_FLAT_SAMPLES, np.int64), "valid") == _FLAT_SAMPLES
    places = int((np.diff(runs.astype(np.int8)) == 1).sum())
    return places > _FLAT_PLACES_PER_SECOND * samples.size / rate_hz
