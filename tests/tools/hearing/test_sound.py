"""What is measured of speech, with sounds that have known faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from hearing.sound import FLOOR_DBFS, measure

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

RATE_HZ = 24_000


def hum(seconds: float, level: float = 0.2) -> Samples:
    """Return a tone that begins and ends softly, as speech does."""
    count = round(seconds * RATE_HZ)
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 240)
    tone = np.sin(2 * np.pi * 150 * np.arange(count) / RATE_HZ)
    samples: Samples = (level * np.sqrt(2) * fade * tone).astype(np.float32)
    return samples


def silence(seconds: float, level: float = 0.0) -> Samples:
    noise = np.random.default_rng(0).normal(0, 1, round(seconds * RATE_HZ))
    return (level * noise).astype(np.float32)


def test_levels_of_speech_and_of_its_pauses() -> None:
    sound = measure(np.concatenate((hum(1), silence(0.4, 0.001), hum(1))), RATE_HZ)
    assert sound.speech_dbfs == pytest.approx(-14, abs=1)
    assert sound.pause_dbfs == pytest.approx(-60, abs=1.5)
    assert sound.longest_pause_seconds == pytest.approx(0.4, abs=0.03)
    assert sound.seconds == pytest.approx(2.4)


def test_silence_around_speech_is_no_pause() -> None:
    sound = measure(np.concatenate((silence(0.5), hum(1), silence(0.3))), RATE_HZ)
    assert sound.longest_pause_seconds == 0
    assert sound.edges_seconds == pytest.approx((0.5, 0.3), abs=0.02)


def test_silence_has_the_lowest_level() -> None:
    for samples in (silence(1), np.zeros(0, np.float32), np.zeros(7, np.float32)):
        assert measure(samples, RATE_HZ).speech_dbfs == FLOOR_DBFS


def test_clipped_samples_are_counted() -> None:
    loud = np.clip(hum(1, level=1.0), -1, 32767 / 32768).astype(np.float32)
    assert measure(loud, RATE_HZ).clipped_samples > 1000
    assert measure(hum(1), RATE_HZ).clipped_samples == 0


def test_sound_that_breaks_off_clicks() -> None:
    whole, behind = hum(1), silence(0.3)
    assert measure(np.concatenate((whole, behind)), RATE_HZ).clicks_seconds == ()
    cut = whole[: round((0.5 + 0.25 / 150) * RATE_HZ)]  # at the top of a wave
    (place,) = measure(np.concatenate((cut, behind)), RATE_HZ).clicks_seconds
    assert place == pytest.approx(cut.size / RATE_HZ, abs=0.001)


def test_a_wrong_sample_in_a_pause_clicks() -> None:
    samples = np.concatenate((hum(0.5), silence(0.4, 0.0005), hum(0.5)))
    samples[round(0.7 * RATE_HZ)] += 0.1
    assert measure(samples, RATE_HZ).clicks_seconds == pytest.approx((0.7,), abs=0.001)
