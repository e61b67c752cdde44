"""Loudness: pyloudnorm is the oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import pytest

from audio.signals import RATE_HZ, join, needs_espeak, noise, pieces, quiet, speech
from pocket_tts_wyoming.audio.loudness import (
    Gain,
    Loudness,
    gain_db,
    integrated_loudness,
    soft_knee,
)
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

TEXT = "Seventeen owls are watching the lazy dog from an old oak tree near the river."


def lufs_of(samples: Samples, rate_hz: int = RATE_HZ) -> float:
    """Measure with the coefficients of the recommendation.

    pyloudnorm's own are 0.08 LU off for speech. It also counts a last block that is not complete,
    which the recommendation does not: give it whole ones.
    """
    meter = pyloudnorm.Meter(rate_hz, filter_class="DeMan")
    return float(meter.integrated_loudness(samples.astype(np.float64)))


def whole_blocks(samples: Samples) -> Samples:
    return samples[: samples.size // 2400 * 2400]


@needs_espeak
@pytest.mark.parametrize("rms", [0.001, 0.02, 0.08, 0.25])
@pytest.mark.parametrize("voice", ["en", "en+f3", "en+m7", "de"])
def test_speech_is_measured_as_pyloudnorm_does(voice: str, rms: float) -> None:
    samples = whole_blocks(speech(TEXT, voice, rms))
    assert integrated_loudness(samples, RATE_HZ) == pytest.approx(lufs_of(samples), abs=0.01)


@needs_espeak
def test_pauses_do_not_count() -> None:
    spoken = speech(TEXT)
    silent = np.zeros(3 * RATE_HZ, np.float32)
    paused = whole_blocks(join(spoken, quiet(5), spoken, silent))
    measured = integrated_loudness(paused, RATE_HZ)
    assert measured == pytest.approx(lufs_of(paused), abs=0.01)
    assert measured == pytest.approx(integrated_loudness(spoken, RATE_HZ), abs=0.5)


@pytest.mark.parametrize("rate_hz", [8000, 16_000, 24_000, 48_000])
def test_any_rate(rate_hz: int) -> None:
    samples = noise(3, 0.1)
    assert integrated_loudness(samples, rate_hz) == pytest.approx(
        lufs_of(samples, rate_hz), abs=0.01
    )


def test_a_sine_at_full_scale_is_where_the_recommendation_says() -> None:
    sine = np.sin(2 * np.pi * 997 * np.arange(5 * 48_000) / 48_000).astype(np.float32)
    assert integrated_loudness(sine, 48_000) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("samples", [0, 100, 9599])
def test_what_is_shorter_than_a_block_has_no_loudness(samples: int) -> None:
    assert integrated_loudness(noise(1, 0.1)[:samples], RATE_HZ) is None


def test_silence_has_no_loudness() -> None:
    assert integrated_loudness(np.zeros(RATE_HZ, np.float32), RATE_HZ) is None
    assert integrated_loudness(quiet(2, rms=1e-5), RATE_HZ) is None


@pytest.mark.parametrize(
    ("measured", "wanted"), [(-25.0, 5.0), (-20.0, 0.0), (-16.5, -3.5), (-60.0, 9.0), (-3.0, -9.0)]
)
def test_gain_leads_to_the_target_within_limits(measured: float, wanted: float) -> None:
    assert gain_db(measured, -20.0) == wanted


@needs_espeak
@pytest.mark.parametrize("rms", [0.04, 0.08, 0.12, 0.16])
@pytest.mark.parametrize("voice", ["en", "en+f3", "en+m7", "de"])
def test_voices_become_equally_loud(voice: str, rms: float) -> None:
    samples = speech(TEXT, voice, rms)
    measured = integrated_loudness(samples, RATE_HZ)
    assert measured is not None
    wanted = gain_db(measured, -20.0)
    assert abs(wanted) < 9.0
    gain = Gain(wanted)
    louder = join(*(gain.push(piece) for piece in pieces(samples, (1920, 77))))
    assert lufs_of(louder) == pytest.approx(-20.0, abs=0.5)
    assert np.abs(louder).max() < 1


def test_no_gain_leaves_every_bit_and_every_piece_as_it_is() -> None:
    gain = Gain(0.0)
    loud = noise(0.1, 0.9)
    assert gain.push(loud) is loud


def test_only_loud_samples_are_bent_and_none_reaches_the_limit() -> None:
    ramp = np.linspace(-3, 3, 6001, dtype=np.float32)
    bent = soft_knee(ramp)
    inside = np.abs(ramp) <= 0.8
    np.testing.assert_array_equal(bent[inside], ramp[inside])
    assert np.abs(bent).max() <= 1
    assert (np.diff(bent) >= 0).all()
    np.testing.assert_array_equal(bent, -bent[::-1])
    slopes = np.diff(bent) / np.diff(ramp)
    assert np.abs(np.diff(slopes)).max() < 0.02  # no corner that would be heard as distortion


def test_louder_samples_are_float32_and_do_not_depend_on_how_they_are_cut() -> None:
    samples = noise(1, 0.4)
    whole = Gain(6.0).push(samples)
    assert whole.dtype == np.float32
    assert np.abs(whole).max() > 0.9
    gain = Gain(6.0)
    cut = join(*(gain.push(piece) for piece in pieces(samples, (1, 500, 1920))))
    np.testing.assert_array_equal(cut, whole)


def test_quieter_samples_are_only_scaled() -> None:
    samples = noise(1, 0.2)
    np.testing.assert_array_equal(Gain(-6.0).push(samples), samples * np.float32(10**-0.3))


def test_a_voice_that_is_right_passes_frame_by_frame() -> None:
    stage = Loudness(0.0)
    for frame in (Frame(noise(0.1, 0.9)), Frame(noise(0.1, 0.1), last=True)):
        assert stage.push(frame)[0] is frame


def test_the_spare_voice_has_its_own_gain_also_in_the_silence_behind_it() -> None:
    """Silence that was put in begins with the slope of the sentence before it."""
    sound = noise(0.1, 0.1)
    stage = Loudness(6.0, -6.0)
    own, spare = Frame(sound), Frame(sound, spare_reason="The model is away.")
    behind = Frame(sound, is_silence=True)
    factors = [
        float(np.abs(stage.push(frame)[0].samples).max() / np.abs(sound).max())
        for frame in (behind, own, behind, spare, behind)
    ]
    assert factors == pytest.approx([1.995, 1.995, 1.995, 0.501, 0.501], abs=0.01)
