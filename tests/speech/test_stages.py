"""All stages together: what a listener hears of the sentences that an engine speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from audio.signals import RATE_HZ, breath, join, needs_espeak, quiet, speech
from pocket_tts_wyoming.audio.keepalive import KeepAlive
from pocket_tts_wyoming.audio.loudness import Gain, Loudness
from pocket_tts_wyoming.audio.prefix import PrefixSettings
from pocket_tts_wyoming.audio.samples import empty
from pocket_tts_wyoming.audio.speed import Speed
from pocket_tts_wyoming.audio.stage import flush_through, push_through
from pocket_tts_wyoming.models.engine import Frame
from pocket_tts_wyoming.speech.stages import utterance_stages

if TYPE_CHECKING:
    from pocket_tts_wyoming.audio.samples import Samples

FRAME = 1920
TEXT = "Seventeen owls are watching the lazy dog from an old oak tree near the river."


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


def hear(
    frames: list[Frame],
    keepalive: KeepAlive | None = None,
    prefix: PrefixSettings | None = PrefixSettings(),  # noqa: B008 - frozen
    loudness: Loudness | None = None,
) -> Samples:
    stages = utterance_stages(prefix, None, keepalive, RATE_HZ, loudness)
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


def at_speed(frames: list[Frame], speed: float) -> list[Frame]:
    return [replace(frame, speed=speed) for frame in frames]


@needs_espeak
def test_a_sentence_at_its_own_speed_passes_bit_for_bit() -> None:
    original = speech(TEXT)
    heard = hear(spoken(original), prefix=None)
    # Behind the first chunk's padding and the fade of a beginning that is a step.
    np.testing.assert_array_equal(heard[128 + 120 :], original[120:])
    stage = Speed(RATE_HZ)
    for frame in spoken(original):
        assert stage.push(frame)[0] is frame


@needs_espeak
@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 1.5, 2.0])
def test_speed_changes_speech_and_no_silence_that_was_put_in(speed: float) -> None:
    """Two sentences with a break of half a second, and the keep-alive's silence before it."""
    original = speech(TEXT)
    keepalive = KeepAlive(60.0, RATE_HZ, lambda: 0.0)
    frames = [
        *at_speed(spoken(original), speed),
        keepalive.piece(),
        *at_speed(spoken(original, pause_seconds=0.5), speed),
    ]
    heard = hear(frames, keepalive, prefix=None)
    silent = keepalive.piece().samples.size + 0.5 * RATE_HZ
    assert heard.size - silent == pytest.approx(2 * original.size / speed, rel=0.01)
    runs = np.diff(np.flatnonzero(np.concatenate(([1.0], heard, [1.0]))))
    assert runs.max() == pytest.approx(silent, abs=0.05 * RATE_HZ)


@needs_espeak
@pytest.mark.parametrize(("before", "after"), [(1.0, 1.5), (1.5, 1.0), (0.8, 1.25), (2.0, 0.5)])
def test_a_change_of_speed_within_an_utterance_makes_no_click(before: float, after: float) -> None:
    """Two sentences cut in the middle of sound, where a seam would be heard."""
    voiced = speech(TEXT)[6000:30_000]
    frames = [*at_speed(spoken(voiced), before), *at_speed(spoken(voiced), after)]
    heard = hear(frames, prefix=None)
    assert np.abs(np.diff(heard)).max() <= np.abs(np.diff(voiced)).max()
    seconds = voiced.size / before + voiced.size / after
    assert heard.size == pytest.approx(seconds, rel=0.01)


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 1.5, 2.0])
def test_the_first_chunk_holds_back_at_most_25_ms_of_speech(speed: float) -> None:
    """It leaves with the frame that completes what a player needs, 85 ms, at this speed."""
    stages = utterance_stages(None, None, None, RATE_HZ)
    made = 0
    chunks: list[Frame] = []
    for frame in at_speed(spoken(vowel(1.0)), speed):
        made += frame.samples.size
        chunks += push_through(stages, frame)
        if chunks:
            break
    needed = 2048 * speed + 0.025 * RATE_HZ
    assert made < needed + FRAME
    assert chunks[0].samples.size >= 2048


@needs_espeak
def test_all_that_is_heard_is_made_louder_alike() -> None:
    """Sentences, the slopes at their ends, what lies between: nothing is left behind."""
    voiced = speech(TEXT)[6000:30_000]
    frames = [*spoken(voiced), *at_speed(spoken(voiced, pause_seconds=0.3), 1.25)]
    as_it_is = hear(frames, prefix=None)
    louder = hear(frames, prefix=None, loudness=Loudness(6.0))
    np.testing.assert_array_equal(louder, Gain(6.0).push(as_it_is))
