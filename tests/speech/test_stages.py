"""All stages together: what a listener hears of the sentences that an engine speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from audio.signals import RATE_HZ, breath, join, quiet
from pocket_tts_wyoming.audio.keepalive import KeepAlive
from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.audio.samples import empty
from pocket_tts_wyoming.audio.stage import flush_through, push_through
from pocket_tts_wyoming.models.engine import Frame
from pocket_tts_wyoming.speech.stages import utterance_stages

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

FRAME = 1920


def vowel(seconds: float) -> Samples:
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (0.1 * np.sin(2 * np.pi * 150 * times)).astype(np.float32)


def sentence(speech_seconds: float) -> Samples:
    """Make a prefix, a pause and speech, all with an offset, so that a cut is a step of 0.5."""
    return join(breath(0.5, 0.01), quiet(0.2), vowel(speech_seconds)) + np.float32(0.5)


def spoken(samples: Samples, pause_seconds: float = 0.0) -> list[Frame]:
    frames = [Frame(samples[start : start + FRAME]) for start in range(0, samples.size, FRAME)]
    frames[0] = Frame(frames[0].samples, pause_seconds=pause_seconds)
    return [*frames, Frame(empty(), last=True)]


def hear(frames: list[Frame], keepalive: KeepAlive | None = None) -> Samples:
    stages = utterance_stages(PrefixSettings(), None, keepalive, RATE_HZ)
    heard = [*push_through(stages, *frames), *flush_through(stages)]
    assert all(chunk.samples.size for chunk in heard)
    return join(*(chunk.samples for chunk in heard))


@pytest.mark.parametrize("between", ["nothing", "break", "keep-alive", "both"])
def test_a_sentence_whose_prefix_was_cut_begins_without_a_click(between: str) -> None:
    keepalive = KeepAlive(60.0, RATE_HZ, lambda: 0.0)
    silent = [keepalive.piece()] * 3 if between in ("keep-alive", "both") else []
    pause_seconds = 0.5 if between in ("break", "both") else 0.0
    first, second = sentence(0.6), sentence(0.8)

    out = hear([*spoken(first), *silent, *spoken(second, pause_seconds)], keepalive)

    # The fade of 5 ms rises by 0.007 a sample at most, the vowel by 0.004.
    assert np.abs(np.diff(out)).max() < 0.012
    added = round(pause_seconds * RATE_HZ) + sum(piece.samples.size for piece in silent)
    cut = first.size + second.size + added - out.size
    assert 0.9 * RATE_HZ < cut < 1.4 * RATE_HZ, "both prefixes are cut"


def test_stages_pass_what_is_held_back_through_those_behind_them() -> None:
    """The end of a short answer is held by the last stage; that of a prefix by the first."""
    short = vowel(0.05)
    assert hear(spoken(short)).size == short.size


def test_an_utterance_without_frames_is_silent() -> None:
    assert hear([]).size == 0
