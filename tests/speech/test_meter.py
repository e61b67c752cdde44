from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.engine import Frame
from pocket_tts_wyoming.speech.meter import Meter
from pocket_tts_wyoming.speech.text_stream import TextStream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import pytest

RATE_HZ = 24_000


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(caplog: pytest.LogCaptureFixture, *, leave: bool) -> str:
    clock = Clock()

    async def speak() -> None:
        text = TextStream(clock, idle_limit_seconds=60)
        text.put("Hello there.")
        clock.now += 1.0
        await anext(text)

        async def frames() -> AsyncIterator[Frame]:
            yield Frame(np.zeros(RATE_HZ, np.float32), 0, work_seconds=0.1)
            yield Frame(np.zeros(RATE_HZ, np.float32), 0, last=True, work_seconds=0.2)

        with Meter("alba", text, RATE_HZ, clock) as meter:
            meter.text_is_ready()
            clock.now += 0.25
            async for frame in meter.watch(frames()):
                meter.sent(len(frame.samples))
            if leave:
                raise asyncio.CancelledError

    with caplog.at_level(logging.INFO):
        try:
            asyncio.run(speak())
        except asyncio.CancelledError:
            assert leave
    (line,) = caplog.messages
    return line


def test_one_line_with_what_matters(caplog: pytest.LogCaptureFixture) -> None:
    line = run(caplog, leave=False)
    # The text came 1 s before it was read: who waits, waits from then on.
    assert line.startswith("alba: 12 characters, first audio after 1.250 s, 2.00 s of audio")
    assert "RTF 0.15" in line
    assert "Hello" not in line


def test_an_end_before_the_end_is_told(caplog: pytest.LogCaptureFixture) -> None:
    assert run(caplog, leave=True).endswith("stopped early")
