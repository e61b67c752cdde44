"""Recordings as people make them, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from pocket_tts.data.audio_utils import end_on_pause as library_end_on_pause

from audio.signals import RATE_HZ, join, needs_espeak, noise, quiet, scaled, speech
from pocket_tts_wyoming.audio.loudness import integrated_loudness
from pocket_tts_wyoming.voices.decoding import RecordingError
from pocket_tts_wyoming.voices.recording import Recording, end_on_pause, prepare

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

PAUSE = round(0.08 * RATE_HZ)
TEXT = (
    "Seventeen owls are watching the lazy dog from an old oak tree near the river. It is late, and "
    "the moon is bright. Nobody in the village knows why they came, but everybody wants to know "
    "when they leave."
)
VOICES = ("en", "en+f3", "en+m7", "de")

pytestmark = needs_espeak


def prepared(samples: Samples) -> Recording:
    return prepare(samples, RATE_HZ, RATE_HZ)


def level_db(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


@pytest.mark.parametrize("voice", VOICES)
def test_good_recording_gives_no_warning(voice: str) -> None:
    recording = prepared(join(quiet(1.0), speech(TEXT, voice), quiet(1.0)))
    assert recording.warnings == ()
    assert 9 < recording.spoken_seconds < recording.audio.size / RATE_HZ


@pytest.mark.parametrize("rms", [0.0003, 0.02, 0.3])
@pytest.mark.parametrize("voice", VOICES)
def test_it_comes_to_one_loudness(voice: str, rms: float) -> None:
    audio = prepared(speech(TEXT, voice, rms)).audio
    assert integrated_loudness(audio, RATE_HZ) == pytest.approx(-20.0, abs=0.5)
    assert np.abs(audio).max() < 1


@pytest.mark.parametrize("rms", [0.0003, 0.08])
@pytest.mark.parametrize("voice", VOICES)
def test_silence_at_both_ends_goes_however_quiet_the_recording_is(voice: str, rms: float) -> None:
    spoken = speech(TEXT, voice, rms)
    whole = prepared(spoken).audio
    surrounded = prepared(join(quiet(3, rms / 300), spoken, quiet(5, rms / 300))).audio
    assert abs(surrounded.size - whole.size) <= 0.15 * RATE_HZ


def test_a_knock_does_not_turn_speech_into_silence() -> None:
    spoken = speech(TEXT, rms=0.01)
    knock = noise(0.05, 0.9)
    recording = prepared(join(knock, quiet(1), spoken))
    assert recording.spoken_seconds == pytest.approx(prepared(spoken).spoken_seconds, rel=0.1)


@pytest.mark.parametrize("voice", VOICES)
def test_it_ends_on_exactly_80_ms_of_silence(voice: str) -> None:
    audio = prepared(join(speech(TEXT, voice), quiet(2))).audio
    assert not audio[-PAUSE:].any()
    assert np.abs(audio[-PAUSE - 200 : -PAUSE]).max() > 0


@pytest.mark.parametrize("voice", VOICES)
def test_long_recordings_are_cut_in_a_pause(voice: str) -> None:
    spoken = join(*(join(speech(TEXT, voice), quiet(0.4)) for _ in range(4)))
    audio = prepared(spoken).audio
    assert 25 <= audio.size / RATE_HZ <= 30
    end = audio.size - PAUSE  # the recording begins with speech, so nothing was trimmed there
    after = spoken[end : end + round(0.04 * RATE_HZ)]
    assert level_db(after) < level_db(spoken) - 25


def test_without_a_pause_it_is_cut_where_it_is_quietest() -> None:
    time = np.arange(40 * RATE_HZ) / RATE_HZ
    syllables = 0.55 + 0.45 * np.sin(2 * np.pi * 4 * time)
    tone = 0.1 * syllables * np.sin(2 * np.pi * 200 * time)
    tone[25 * RATE_HZ : round(25.2 * RATE_HZ)] *= 0.5
    audio = prepared(tone.astype(np.float32)).audio
    assert 25.0 <= (audio.size - PAUSE) / RATE_HZ <= 25.2


def test_hum_and_offset_go() -> None:
    spoken = speech(TEXT)
    time = np.arange(spoken.size) / RATE_HZ
    hum = (0.05 * np.sin(2 * np.pi * 20 * time) + 0.1).astype(np.float32)
    clean, humming = prepared(spoken).audio, prepared(spoken + hum).audio
    below_30_hz = [
        float(np.linalg.norm(np.fft.rfft(audio[: 10 * RATE_HZ])[:300])) / (5 * RATE_HZ)
        for audio in (clean, humming)
    ]
    assert below_30_hz[0] < 1e-3
    assert below_30_hz[1] < 0.05 / 25  # 28 dB less, though the whole is a little louder


def test_noise_alone_is_not_speech() -> None:
    with pytest.raises(RecordingError, match="No speech stands out"):
        prepared(noise(10, 0.05))


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.5, 2.5])
def test_too_little_speech_is_refused_with_its_length(seconds: float) -> None:
    spoken = speech(TEXT)[: round(seconds * RATE_HZ)]
    with pytest.raises(RecordingError, match=r"silent|only \d\.\d seconds of speech.*at least 3"):
        prepared(join(quiet(5, 1e-5), spoken, quiet(5, 1e-5)))


def test_pauses_are_not_speech() -> None:
    words = [join(speech("Yes."), quiet(2, 1e-5)) for _ in range(5)]
    with pytest.raises(RecordingError, match="seconds of speech"):
        prepared(join(*words))


def test_digital_silence_is_refused() -> None:
    with pytest.raises(RecordingError, match="silent"):
        prepared(np.zeros(10 * RATE_HZ, np.float32))


def test_short_recordings_are_taken_with_a_warning() -> None:
    recording = prepared(speech(TEXT)[: 6 * RATE_HZ])
    (warning,) = recording.warnings
    assert "with 10 to 20 the voice" in warning


@pytest.mark.parametrize("voice", VOICES)
def test_clipping_is_noticed(voice: str) -> None:
    spoken = speech(TEXT, voice)
    limit = 0.5 * np.abs(spoken).max()
    (warning,) = prepared(np.clip(spoken, -limit, limit)).warnings
    assert warning.startswith("It is clipped")


@pytest.mark.parametrize("voice", VOICES)
def test_noise_is_noticed(voice: str) -> None:
    spoken = speech(TEXT, voice)
    (warning,) = prepared(spoken + noise(20, 0.01)[: spoken.size]).warnings
    assert "dB quieter than the speech" in warning
    assert prepared(spoken + noise(20, 0.0005)[: spoken.size]).warnings == ()


@pytest.mark.parametrize("rate_hz", [8000, 16_000, 44_100, 48_000])
def test_every_rate_becomes_the_same_length(rate_hz: int) -> None:
    spoken = speech(TEXT)
    times = np.arange(int(spoken.size * rate_hz / RATE_HZ)) * RATE_HZ / rate_hz
    other = np.interp(times, np.arange(spoken.size), spoken).astype(np.float32)
    recording = prepare(other, rate_hz, RATE_HZ)
    assert recording.audio.size == pytest.approx(prepared(spoken).audio.size, abs=0.1 * RATE_HZ)


@pytest.mark.parametrize("samples", [0, 100, 479, 480, 1000, 24_000, 100_000])
@pytest.mark.parametrize("tail_seconds", [0.0, 0.5])
def test_pause_at_the_end_equals_the_library(samples: int, tail_seconds: float) -> None:
    signal = join(scaled(noise(5, 0.1), 0.1)[:samples], quiet(tail_seconds, 1e-4))
    wanted = library_end_on_pause(torch.from_numpy(signal)[None], RATE_HZ)[0].numpy()
    np.testing.assert_allclose(end_on_pause(signal, RATE_HZ), wanted, atol=1e-6)
