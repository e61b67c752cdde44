"""What the tests of the page share: recordings, and waiting."""

from __future__ import annotations

import json
import time
import wave
from typing import TYPE_CHECKING

import numpy as np
from playwright.sync_api import expect

from pocket_tts_wyoming.web.app import STATIC
from support.web_house import CHUNK_SAMPLES, CHUNKS_PER_WORD, RATE_HZ, hum

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


# What the microphone hears: enough for a voice, and less than the page would like.
HEARD_SECONDS = 7


def write_wav(path: Path, seconds: float, rate_hz: int = RATE_HZ, channels: int = 1) -> Path:
    """Write humming that is as long."""
    words = range(int(seconds * RATE_HZ / CHUNK_SAMPLES / CHUNKS_PER_WORD) + 1)
    pcm = b"".join(hum("mum", word, chunk) for word in words for chunk in range(CHUNKS_PER_WORD))
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    at = np.linspace(0, len(samples) - 1, int(seconds * rate_hz))
    resampled = np.interp(at, np.arange(len(samples)), samples)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(np.repeat(resampled, channels).astype("<i2").tobytes())
    return path


def wait_for_state(page: Page) -> None:
    """Wait until a page can be used and has had the server's first answer."""
    page.locator("html[data-ready]").wait_for(state="attached")
    expect(page.locator("#status")).not_to_be_empty()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def sentence(language: str) -> str:
    texts = json.loads((STATIC / f"locales/{language}.json").read_text("utf-8"))
    return str(texts["voices.sentence"])
