from __future__ import annotations

import asyncio
import logging
from contextlib import nullcontext
from dataclasses import replace

import numpy as np
import pytest

from pocket_tts_wyoming.errors import SpeechError
from pocket_tts_wyoming.models.engine import Frame
from pocket_tts_wyoming.speech.meter import Meter, UtteranceRecord, log_utterance
from pocket_tts_wyoming.speech.text_stream import TextStream

RATE_HZ = 24_000


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def frame(seconds: float, work_seconds: float, *, is_silence: bool = False) -> Frame:
    samples = np.zeros(round(seconds * RATE_HZ), np.float32)
    return Frame(samples, work_seconds=work_seconds, is_silence=is_silence)


def measure(
    ending: type[BaseException] | None = None,
    late_seconds: float = 0.0,
    *,
    silence: bool = False,
    heard: bool = True,
) -> UtteranceRecord:
    """Measure an utterance of two seconds in two chunks, the second one late."""
    clock = Clock()
    records: list[UtteranceRecord] = []

    async def speak() -> None:
        text = TextStream(clock, idle_limit_seconds=60)
        text.put("Hello there.")
        clock.now += 1.0
        await anext(text)
        with Meter("alba", text, RATE_HZ, clock, [records.append]) as meter:
            meter.text_is_ready()
            clock.now += 0.25
            meter.made(frame(1.0, 0.1))
            if heard:
                meter.sent(RATE_HZ)
            if silence:
                meter.made(frame(5.0, 0.0, is_silence=True))
            clock.now += 1.0 + late_seconds
            meter.made(frame(1.0, 0.2))
            if heard:
                meter.sent(RATE_HZ)
            if ending is not None:
                raise ending("over")

    with nullcontext() if ending is None else pytest.raises(ending):
        asyncio.run(speak())
    (record,) = records
    return record


def test_a_record_holds_what_matters() -> None:
    record = measure()
    assert record.rtf == pytest.approx(0.15)
    assert replace(record, rtf=None) == UtteranceRecord(
        voice="alba",
        characters=12,
        outcome="complete",
        # The text came 1 s before it was read: who waits, waits from then on.
        first_audio_seconds=1.25,
        audio_seconds=2.0,
        rtf=None,
        chunks=2,
        sent_bytes=4 * RATE_HZ,
        gaps=0,
        gap_seconds=0.0,
    )


def test_a_chunk_that_is_late_is_a_gap() -> None:
    record = measure(late_seconds=0.5)
    assert (record.gaps, record.gap_seconds) == (1, 0.5)


def test_silence_that_was_put_in_is_nothing_that_the_engine_made() -> None:
    assert measure(silence=True).rtf == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        (GeneratorExit, "stopped"),
        (asyncio.CancelledError, "stopped"),
        (SpeechError, "failed"),
        (RuntimeError, "failed"),
    ],
)
def test_the_outcome_tells_leaving_from_failing(ending: type[BaseException], outcome: str) -> None:
    assert measure(ending).outcome == outcome


def line_of(record: UtteranceRecord, caplog: pytest.LogCaptureFixture) -> str:
    with caplog.at_level(logging.INFO):
        log_utterance(record)
    (line,) = caplog.messages
    return line


def test_one_line_with_what_matters(caplog: pytest.LogCaptureFixture) -> None:
    line = line_of(measure(), caplog)
    assert line.startswith("alba: 12 characters, first audio after 1.250 s, 2.00 s of audio")
    assert line.endswith("RTF 0.15 (below 1 is faster than real time)")


@pytest.mark.parametrize(
    ("ending", "words"),
    [(asyncio.CancelledError, ", stopped early"), (SpeechError, ", failed")],
)
def test_the_line_tells_an_early_end(
    ending: type[BaseException], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert line_of(measure(ending), caplog).endswith(words)


def test_the_line_tells_an_end_before_first_audio(caplog: pytest.LogCaptureFixture) -> None:
    record = measure(asyncio.CancelledError, heard=False)
    assert line_of(record, caplog) == "alba: ended before first audio"


def test_sound_is_in_hand_until_it_has_been_played() -> None:
    now = [10.0]
    meter = Meter("alba", TextStream(lambda: now[0], 60), 24_000, lambda: now[0], [])
    assert not meter.has_sound_in_hand()
    meter.sent(24_000)
    assert meter.has_sound_in_hand()
    now[0] += 1.0
    assert not meter.has_sound_in_hand()
