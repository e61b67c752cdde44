"""Signals that the tests of this room listen to: real speech of espeak-ng, breath, hiss."""

from __future__ import annotations

import functools
import subprocess
from typing import TYPE_CHECKING

import numpy as np

from support.system_tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pocket_tts_wyoming.audio.samples import Samples, Signal

RATE_HZ = 24_000
ESPEAK_RATE_HZ = 22_050
needs_espeak = needs("espeak-ng")


@functools.cache
def _espeak(text: str, voice: str, words_per_minute: int) -> Samples:
    command = ["espeak-ng", "-v", voice, "-s", str(words_per_minute), "--stdout", text]
    wav = subprocess.run(command, capture_output=True, check=True).stdout
    # Its size fields are wrong when it writes to a pipe, so the wave module cannot read it.
    data = wav[wav.index(b"data") + 8 :]
    pcm = np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.float64) / 32768.0
    audible = np.flatnonzero(np.abs(pcm) > 1e-3)
    pcm = pcm[audible[0] : audible[-1] + 1]
    times = np.arange(int(pcm.size * RATE_HZ / ESPEAK_RATE_HZ)) * ESPEAK_RATE_HZ / RATE_HZ
    return np.interp(times, np.arange(pcm.size), pcm).astype(np.float32)


def speech(text: str, voice: str = "en", rms: float = 0.08, words_per_minute: int = 150) -> Samples:
    """Speech at a given level; its first sample is the first audible one."""
    return scaled(_espeak(text, voice, words_per_minute), rms)


def scaled(samples: Samples, rms: float) -> Samples:
    level = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    return (samples * (rms / level)).astype(np.float32)


def noise(seconds: float, rms: float, seed: int = 0) -> Samples:
    """White noise."""
    count = round(seconds * RATE_HZ)
    return (np.random.default_rng(seed).standard_normal(count) * rms).astype(np.float32)


def breath(seconds: float, rms: float, seed: int = 0) -> Samples:
    """Breathe: noise shaped by the resonances of an open mouth, swelling and fading."""
    white = noise(seconds, 1.0, seed)
    hz = np.fft.rfftfreq(white.size, 1 / RATE_HZ)
    mouth = np.full(hz.size, 0.15)
    for centre, width in ((600, 250), (1600, 400), (2700, 600)):
        mouth += 1 / (1 + ((hz - centre) / (width / 2)) ** 2)
    mouth *= hz / (hz + 150) / (1 + (hz / 6000) ** 2)
    shaped = np.fft.irfft(np.fft.rfft(white) * mouth, white.size)
    shaped *= np.sin(np.pi * np.arange(white.size) / white.size) ** 0.7
    return scaled(shaped.astype(np.float32), rms)


def quiet(seconds: float, rms: float = 0.0003, seed: int = 1) -> Samples:
    """Pause as the model makes it: not quite digital silence."""
    return noise(seconds, rms, seed)


def join(*parts: Samples) -> Samples:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)


def pieces(samples: Samples, sizes: Sequence[int]) -> Iterator[Samples]:
    """Cut samples into pieces of the given sizes, again and again."""
    start, turn = 0, 0
    while start < samples.size:
        size = sizes[turn % len(sizes)]
        yield samples[start : start + size]
        start, turn = start + size, turn + 1


def pitches(samples: Samples, times: Signal) -> Signal:
    """Measure the pitch (Hz) around each time (seconds) by autocorrelation; NaN where unvoiced."""
    window, shortest, longest = 720, RATE_HZ // 400, RATE_HZ // 60
    whole = window + longest
    padded = np.pad(samples.astype(np.float64), whole)
    found = []
    for time in times:
        start = round(time * RATE_HZ) + whole - whole // 2
        part = padded[start : start + whole]
        energy = np.convolve(part * part, np.ones(window), "valid")
        likeness = np.correlate(part, part[:window], "valid")
        likeness /= np.sqrt(energy * energy[0] + 1e-12)
        lag = shortest + int(np.argmax(likeness[shortest:-1]))
        a, b, c = likeness[lag - 1 : lag + 2]
        voiced = b > 0.85 and b >= max(a, c) and np.sqrt(energy[0] / window) > 0.02
        found.append(RATE_HZ / (lag + 0.5 * (a - c) / (a - 2 * b + c)) if voiced else np.nan)
    return np.array(found)
