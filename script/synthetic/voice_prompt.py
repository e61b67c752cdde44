"""Something for the voice encoder to encode."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path


def write_voice_prompt(path: Path, seconds: float, sample_rate_hz: int, seed: int) -> None:
    """Write syllable-like bursts of a harmonic tone as a 16-bit mono WAV file."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * sample_rate_hz)) / sample_rate_hz
    pitch_hz = 110 * 2 ** (seed % 12 / 12)
    harmonics = np.arange(1, 12)[:, None]
    tone = (np.sin(2 * np.pi * pitch_hz * harmonics * time) / harmonics).sum(axis=0)
    syllables = np.clip(np.sin(2 * np.pi * (3.5 + rng.random()) * time), 0, 1)
    audio = 0.2 * tone * syllables + 0.002 * rng.standard_normal(time.size)
    with path.open("wb") as raw, wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate_hz)
        file.writeframes((audio.clip(-1, 1) * 32767).astype("<i2").tobytes())
