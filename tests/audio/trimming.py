"""What the tests of the prefix share: a trimmer that is fed in pieces, and sounds of a voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from audio.signals import RATE_HZ, join, pieces
from pocket_tts_wyoming.audio.prefix import PrefixSettings, PrefixTrimmer

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

FRAME = 1920


@dataclass(frozen=True)
class Trimmed:
    out: Samples
    cut_samples: int
    most_held: int


def trim(
    samples: Samples, sizes: list[int] | None = None, options: PrefixSettings | None = None
) -> Trimmed:
    trimmer = PrefixTrimmer(options or PrefixSettings(), RATE_HZ)
    outputs: list[Samples] = []
    held = most_held = 0
    for piece in pieces(samples, sizes or [FRAME]):
        outputs.append(trimmer.push(piece))
        held = 0 if outputs[-1].size else held + piece.size
        most_held = max(most_held, held)
    outputs.append(trimmer.flush())
    return Trimmed(join(*outputs), trimmer.cut_samples, most_held)


def tone(seconds: float, rms: float, seed: int) -> Samples:
    """Buzz like a vowel's: all harmonics of some pitch."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    pitch_hz = 80 + seed * 37 % 300
    return ((times * pitch_hz % 1.0 - 0.5) * rms * 3.46).astype(np.float32)


def constant(value: float, seconds: float) -> Samples:
    return np.full(round(seconds * RATE_HZ), value, dtype=np.float32)
