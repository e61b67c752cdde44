from __future__ import annotations

import numpy as np
import pytest

from audio.signals import RATE_HZ, join, needs_espeak, noise, quiet, speech
from pocket_tts_wyoming.audio.collapse import collapsed
from pocket_tts_wyoming.audio.samples import Samples, empty


def click(seconds: float) -> Samples:
    samples = quiet(seconds)
    samples[samples.size // 2] = 1.0
    return samples


@pytest.mark.parametrize(
    "samples",
    [
        empty(),
        quiet(1.0, rms=0.0005),
        np.zeros(RATE_HZ, dtype=np.float32),
        np.full(RATE_HZ, np.nan, dtype=np.float32),
        np.full(RATE_HZ, 0.2, dtype=np.float32),
        click(1.0),
        join(click(0.3), click(0.3)),
        noise(0.03, 0.1),
    ],
    ids=["empty", "quiet", "zeros", "NaN", "offset", "click", "two clicks", "30 ms of noise"],
)
def test_no_speech(samples: Samples) -> None:
    assert collapsed(samples, RATE_HZ)


@needs_espeak
@pytest.mark.parametrize(
    ("voice", "text"), [("fr", "Oui."), ("de", "Ja."), ("en", "OK."), ("en", "Done.")]
)
@pytest.mark.parametrize("rms", [0.01, 0.04, 0.2])
def test_a_short_word_in_long_silence_is_speech(voice: str, text: str, rms: float) -> None:
    samples = join(quiet(1.0, rms=0.0005), speech(text, voice, rms), quiet(3.0, rms=0.0005))

    assert not collapsed(samples, RATE_HZ)


@pytest.mark.parametrize("rate_hz", [16_000, 24_000, 48_000])
def test_sixty_milliseconds_are_enough_at_any_rate(rate_hz: int) -> None:
    loud = np.random.default_rng(1).standard_normal(rate_hz).astype(np.float32) * np.float32(0.04)

    assert not collapsed(loud[: round(0.06 * rate_hz)], rate_hz)
    assert collapsed(loud[: round(0.055 * rate_hz)], rate_hz)
