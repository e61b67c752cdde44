from __future__ import annotations

import asyncio

import numpy as np
import pytest

from pocket_tts_wyoming.models.engine import Prompt, Samples, VoiceSource
from pocket_tts_wyoming.speech.short_answer import ATTEMPTS, speak_short_answer
from speech.scripted_engine import FRAME_SAMPLES, RATE_HZ, ScriptedEngine

VOICE = VoiceSource("alba")


def tone(seconds: float, level: float = 0.1) -> Samples:
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return (level * np.sin(2 * np.pi * 220 * time)).astype(np.float32)


def engine_with(*takes: Samples) -> ScriptedEngine:
    """Return an engine that has one take after another ready."""
    waiting = list(takes)
    return ScriptedEngine(lambda _text: waiting.pop(0))


def speak(engine: ScriptedEngine, seed: int | None = None) -> tuple[Samples, float]:
    """Return the audio of a short answer, and the work in it."""
    frames = asyncio.run(speak_short_answer(engine, VOICE, Prompt("Oui.", 0.5), seed))
    assert [frame.last for frame in frames] == [False] * (len(frames) - 1) + [True]
    assert [frame.pause_seconds for frame in frames] == [0.5] + [0.0] * (len(frames) - 1)
    assert all((call.voice, call.texts) == (VOICE, ["Oui."]) for call in engine.calls)
    assert all(call.last == [True] for call in engine.calls)
    work_seconds = sum(frame.work_seconds for frame in frames)
    return np.concatenate([frame.samples for frame in frames]), work_seconds


def seeds(engine: ScriptedEngine) -> list[int | None]:
    return [call.seed for call in engine.calls]


def test_speech_is_taken_as_it_is() -> None:
    good = tone(0.5)
    engine = engine_with(good)
    assert np.array_equal(speak(engine, 7)[0], good)
    assert seeds(engine) == [7]


@pytest.mark.parametrize("bad", [tone(0.5, 0.0003), tone(9.0), tone(0.02)])
def test_silence_and_babble_are_tried_again_with_another_seed(bad: Samples) -> None:
    good = tone(0.6)
    engine = engine_with(bad, good)
    assert np.array_equal(speak(engine, 2**32 - 1)[0], good)
    assert seeds(engine) == [2**32 - 1, 0]


def test_the_last_attempt_is_sent_as_it_is() -> None:
    bad = [tone(0.5, 0.0003) for _ in range(ATTEMPTS)]
    engine = engine_with(*bad)
    assert np.array_equal(speak(engine)[0], bad[-1])
    assert seeds(engine) == [None] * ATTEMPTS


def test_somebody_waits_for_every_attempt() -> None:
    """Each is collected whole before any of it is heard, but is as urgent as a first frame."""
    engine = engine_with(tone(0.02), tone(0.5))
    speak(engine)
    assert [call.paced for call in engine.calls] == [True, True]


def test_discarded_attempts_count_as_work() -> None:
    takes = [tone(0.5, 0.0003), tone(0.6, 0.0003), tone(0.5)]
    frames = sum(-(-take.size // FRAME_SAMPLES) for take in takes)
    assert speak(engine_with(*takes))[1] == pytest.approx(0.01 * frames)
