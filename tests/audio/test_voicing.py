from __future__ import annotations

import numpy as np
import pytest

from audio.signals import RATE_HZ, breath, needs_espeak, noise, speech
from pocket_tts_wyoming.audio.samples import Signal, measurable
from pocket_tts_wyoming.audio.voicing import WINDOW_SECONDS, periodicity

WINDOW = round(WINDOW_SECONDS * RATE_HZ)


def buzz(pitch_hz: float, rate_hz: int = RATE_HZ) -> Signal:
    times = np.arange(round(WINDOW_SECONDS * rate_hz)) / rate_hz
    return 0.1 * (times * pitch_hz % 1.0 - 0.5)


@pytest.mark.parametrize("pitch_hz", [62, 85, 120, 210, 330, 480])
@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000, 48_000])
def test_what_repeats_at_a_pitch_is_periodic(pitch_hz: float, rate_hz: int) -> None:
    assert periodicity(buzz(pitch_hz, rate_hz), rate_hz) > 0.9


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_not_periodic(seed: int) -> None:
    assert periodicity(measurable(noise(WINDOW_SECONDS, 0.1, seed)), RATE_HZ) < 0.6
    assert periodicity(measurable(breath(0.5, 0.01, seed))[5000 : 5000 + WINDOW], RATE_HZ) < 0.6


@pytest.mark.parametrize(("factor", "offset"), [(1e-3, 0.0), (5.0, 0.0), (1.0, 0.4)])
def test_level_and_offset_do_not_matter(factor: float, offset: float) -> None:
    plain = buzz(120)

    assert periodicity(plain * factor + offset, RATE_HZ) == pytest.approx(
        periodicity(plain, RATE_HZ), abs=1e-6
    )


@pytest.mark.parametrize("size", [0, 1, 3, 100, WINDOW // 4])
def test_a_window_that_is_too_short_is_not_periodic(size: int) -> None:
    assert periodicity(buzz(120)[:size], RATE_HZ) == 0.0


def test_silence_is_not_periodic() -> None:
    assert periodicity(np.zeros(WINDOW), RATE_HZ) == 0.0


def test_a_click_is_not_periodic() -> None:
    click = np.zeros(WINDOW)
    click[WINDOW // 2] = 1.0

    assert periodicity(click, RATE_HZ) < 0.6


@needs_espeak
def test_vowels_of_speech_are_periodic_and_whispered_ones_are_not() -> None:
    for voice, voiced in (("en", True), ("de", True), ("en+f2", True), ("en+whisper", False)):
        vowel = measurable(speech("ah", voice))[2400 : 2400 + WINDOW]
        assert (periodicity(vowel, RATE_HZ) > 0.6) is voiced, voice
