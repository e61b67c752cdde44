"""Utterances with an engine that the test drives."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.model import Model
from pocket_tts_wyoming.models.models import Models
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.speech.speech import Request, Speech, SpeechOptions
from pocket_tts_wyoming.speech.text_stream import TextStream
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline
from pocket_tts_wyoming.voices.catalogue import Catalogue, Voice
from pocket_tts_wyoming.voices.voice_settings import VoiceSettings
from speech.scripted_engine import RATE_HZ, ScriptedEngine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.audio.prefix import PrefixSettings
    from pocket_tts_wyoming.audio.samples import Samples

LEVELS = {"One": 0.1, "Two": 0.2, "Three": 0.3, "Yes": 0.4}
SENTENCE_SECONDS = 0.5


def say(text: str) -> Samples:
    """Half a second of a square wave whose level tells which sentence it is."""
    word = text.removeprefix("... ").split()[0].strip(".")
    times = np.arange(round(SENTENCE_SECONDS * RATE_HZ)) / RATE_HZ
    return (LEVELS[word] * np.sign(np.sin(2 * np.pi * 220 * times))).astype(np.float32)


class KnownVoices(Catalogue):
    """Preset voices of which people have said something."""

    def __init__(self, settings: VoiceSettings) -> None:
        super().__init__("en", "english", None, "alba")
        self._settings = settings

    @property
    def default(self) -> Voice:
        return replace(super().default, settings=self._settings)


def make_speech(
    engine: ScriptedEngine,
    options: SpeechOptions | None = None,
    prefix: PrefixSettings | None = None,
    settings: VoiceSettings = VoiceSettings(),  # noqa: B008 - frozen
) -> Speech:
    voices = KnownVoices(settings)
    voices.refresh()
    text = TextPipeline("en", engine.count_tokens, NormalizerOptions())
    return Speech(
        Models([Model(find_variant("english"), engine, voices, text, prefix)]),
        options or SpeechOptions(),
        asyncio.get_running_loop().time,
    )


def text_of(*pieces: str, close: bool = True) -> TextStream:
    text = TextStream(asyncio.get_running_loop().time, 60)
    for piece in pieces:
        text.put(piece)
    if close:
        text.close()
    return text


async def hear(speech: Speech, request: Request) -> list[bytes]:
    """Return the chunks of an utterance."""
    async with aclosing(speech.speak(request)) as audio:
        assert await anext(audio) == b""
        return [pcm async for pcm in audio]


def order_of(chunks: Sequence[bytes]) -> list[tuple[str, float]]:
    """Return what was heard: names of sentences, and silence of at least 0.1 s, with seconds."""
    samples = np.frombuffer(b"".join(chunks), "<i2") / 32767.0
    names = {round(level, 1): name for name, level in LEVELS.items()} | {0.0: "silence"}
    heard: list[tuple[str, float]] = []
    edges = [0, *(np.flatnonzero(np.diff(np.round(np.abs(samples), 1))) + 1), samples.size]
    for start, end in pairwise(edges):
        seconds = (end - start) / RATE_HZ
        if seconds >= 0.1:
            name = names[round(float(np.abs(samples[(start + end) // 2])), 1)]
            heard.append((name, round(seconds, 1)))
    return heard
