"""Speech at another speed: what the ear would notice, on speech of espeak-ng."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from audio.signals import RATE_HZ, join, needs_espeak, noise, pieces, pitches, quiet, speech
from pocket_tts_wyoming.audio.speed import SpeedChanger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.audio.samples import Samples, Signal

FRAME = 1920
SPEEDS = (0.5, 0.8, 1.01, 1.25, 1.5, 2.0)
TEXT = "Seventeen owls are watching the lazy dog from an old oak tree near the river."
GERMAN = "Siebzehn Eulen beobachten den faulen Hund von einer alten Eiche am Fluss."
VOICES = {"en": TEXT, "en+f3": TEXT, "en+m7": TEXT, "de": GERMAN}


def changed(samples: Samples, speed: float, sizes: Sequence[int] = (FRAME,)) -> Samples:
    changer = SpeedChanger(speed, RATE_HZ)
    out = [changer.push(piece) for piece in pieces(samples, sizes)]
    return join(*out, changer.flush())


def spectra(samples: Samples, times: Signal) -> Signal:
    """Return the level (dB) in 24 bands around each time (seconds): what a recogniser looks at."""
    edges = np.geomspace(100, 8000, 25)
    window = 600
    padded = np.pad(samples, window)
    rows = []
    for time in times:
        start = round(time * RATE_HZ) + window // 2
        power = np.abs(np.fft.rfft(padded[start : start + window] * np.hanning(window))) ** 2
        hz = np.fft.rfftfreq(window, 1 / RATE_HZ)
        bands = [power[(hz >= a) & (hz < b + 40)].sum() for a, b in itertools.pairwise(edges)]
        rows.append(10 * np.log10(np.array(bands) + 1e-4))
    return np.array(rows)


def test_own_speed_leaves_every_bit_and_every_piece_as_it_is() -> None:
    changer = SpeedChanger(1.0, RATE_HZ)
    for piece in pieces(noise(1.0, 0.1), (1, 1920, 7)):
        assert changer.push(piece) is piece
    assert changer.flush().size == 0


@needs_espeak
@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("voice", VOICES)
def test_length_is_what_the_speed_says(voice: str, speed: float) -> None:
    original = speech(VOICES[voice], voice)
    assert changed(original, speed).size == pytest.approx(original.size / speed, rel=0.01)


@needs_espeak
@pytest.mark.parametrize("speed", [0.8, 1.25, 1.5])
@pytest.mark.parametrize("voice", VOICES)
def test_pitch_stays(voice: str, speed: float) -> None:
    original = speech(VOICES[voice], voice)
    after = changed(original, speed)
    times = np.arange(0.1, original.size / RATE_HZ - 0.1, 0.01)
    before_hz, after_hz = pitches(original, times), pitches(after, times / speed)
    voiced = np.isfinite(before_hz)
    both = voiced & np.isfinite(after_hz)
    assert both.sum() > max(50, 0.6 * voiced.sum())
    assert np.median(after_hz[both] / before_hz[both]) == pytest.approx(1, abs=0.01)


@needs_espeak
@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("voice", VOICES)
def test_there_are_no_clicks(voice: str, speed: float) -> None:
    original = speech(VOICES[voice], voice)
    largest = np.abs(np.diff(original)).max()
    assert np.abs(np.diff(changed(original, speed))).max() <= largest


@needs_espeak
@pytest.mark.parametrize("speed", [0.8, 1.25, 1.5])
@pytest.mark.parametrize("voice", VOICES)
def test_words_keep_their_sounds(voice: str, speed: float) -> None:
    """The spectrum at each moment is the original's at the moment that the speed says."""
    original = speech(VOICES[voice], voice)
    after = changed(original, speed)
    times = np.arange(0.1, after.size / RATE_HZ - 0.1, 0.02)
    heard = spectra(after, times)
    errors = [  # a sound may come 8 ms early or late
        np.abs(heard - spectra(original, times * speed + shift)).mean(axis=1)
        for shift in (-0.008, -0.004, 0.0, 0.004, 0.008)
    ]
    strange = np.abs(heard - spectra(original, times[::-1] * speed)).mean()
    assert np.min(errors, axis=0).mean() < 0.25 * strange


@needs_espeak
@pytest.mark.parametrize("speed", SPEEDS)
def test_output_does_not_depend_on_how_the_input_is_cut(speed: float) -> None:
    original = speech(TEXT)
    whole = changed(original, speed, (original.size,))
    for sizes in ((FRAME,), (1, 5000, 13), (239, 241)):
        np.testing.assert_array_equal(changed(original, speed, sizes), whole)


@pytest.mark.parametrize("speed", SPEEDS)
def test_first_samples_come_at_most_25_ms_later(speed: float) -> None:
    """And from then on what is heard stays within 25 ms of what was pushed."""
    changer = SpeedChanger(speed, RATE_HZ)
    heard, behind = 0, []
    for i, piece in enumerate(pieces(noise(1.0, 0.1), (24,)), start=1):
        heard += changer.push(piece).size
        if heard == 0:
            assert i * 24 <= 0.025 * RATE_HZ
        behind.append(i * 24 - heard * speed)
    assert max(behind) <= 0.025 * RATE_HZ * max(1, speed)


@needs_espeak
@pytest.mark.parametrize("speed", SPEEDS)
def test_it_begins_and_ends_with_the_input(speed: float) -> None:
    """So that a stream with another speed may follow without a seam."""
    original = speech(TEXT)
    after = changed(original, speed)
    np.testing.assert_array_equal(after[:240], original[:240])
    np.testing.assert_allclose(after[-5:], original[-5:], atol=1e-3)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("samples", [0, 1, 2, 100, 239, 240, 241, 500, 1000, 2000])
def test_short_streams_are_spoken_too(samples: int, speed: float) -> None:
    original = noise(1.0, 0.1)[:samples]
    after = changed(original, speed, (64,))
    assert after.dtype == np.float32
    assert abs(after.size - samples / speed) <= max(300, 0.5 * samples)
    assert np.abs(after).max(initial=0) <= 2 * np.abs(original).max(initial=0)
    if samples:
        assert after[-1] == pytest.approx(original[-1], abs=1e-3)


@pytest.mark.parametrize("speed", SPEEDS)
def test_silence_stays_silent_and_long(speed: float) -> None:
    after = changed(np.zeros(RATE_HZ, np.float32), speed)
    assert not after.any()
    assert after.size == pytest.approx(RATE_HZ / speed, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_only_a_little_of_a_long_stream_is_kept(speed: float) -> None:
    changer = SpeedChanger(speed, RATE_HZ)
    for piece in pieces(quiet(20), (FRAME,)):
        changer.push(piece)
        assert changer._kept.size < 3 * FRAME


@pytest.mark.parametrize("speed", [0.0, -1.0, 0.49, 2.01, float("nan"), float("inf")])
def test_other_speeds_are_refused(speed: float) -> None:
    with pytest.raises(ValueError, match=r"is not between 0\.5 and 2"):
        SpeedChanger(speed, RATE_HZ)
