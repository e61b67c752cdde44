"""The HTTP door with everything in front of it real, and a speech behind it that tests can rule."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from pocket_tts_wyoming.errors import ModelFailedError, ModelNotReadyError, VoiceNotFoundError
from pocket_tts_wyoming.text.normalize.lexicon_file import LexiconFile
from pocket_tts_wyoming.text.normalize.normalizer import NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens
from pocket_tts_wyoming.threads import Worker
from pocket_tts_wyoming.voices.catalogue import Voice
from pocket_tts_wyoming.voices.presets import DEFAULT_PRESETS, PRESETS
from pocket_tts_wyoming.web.access import AccessRules
from pocket_tts_wyoming.web.app import make_app
from pocket_tts_wyoming.web.backend import Backend, ModelState
from pocket_tts_wyoming.web.door import http_door
from pocket_tts_wyoming.web.log_tail import LogTail
from pocket_tts_wyoming.web.presence import Presence

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping
    from pathlib import Path

    from pocket_tts_wyoming.speech.speech import Request

RATE_HZ = 24_000
CHUNK_SAMPLES = 1920
CHUNKS_PER_WORD = 3
# Words that make the speech behind the door do something.
BREAKS, WAITS = "breaks", "waits"


@dataclass(frozen=True)
class Record:
    """A record as the meter makes them."""

    voice: str
    characters: int
    outcome: str
    first_audio_seconds: float | None
    audio_seconds: float
    rtf: float | None
    sent_bytes: int
    gaps: int = 0
    gap_seconds: float = 0.0


class StandInSpeech:
    """Says each word as 240 ms of humming, higher for later words.

    The word `breaks` fails, the word `waits` waits until the answer is cancelled. `heard` counts
    the requests that came, `open` those that have not ended, `spoken` the words of the last,
    `speed` how fast it was wanted. `chunks_per_word` makes words shorter where a test listens.
    """

    sample_rate_hz = RATE_HZ

    def __init__(self) -> None:
        self.readers: list[Callable[[Record], None]] = []
        self.names: set[str] = set()
        self.heard = 0
        self.open = 0
        self.spoken: list[str] = []
        self.speed = 0.0
        self.chunk_seconds = 0.0
        self.chunks_per_word = CHUNKS_PER_WORD

    async def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        voice = request.voice or "alba"
        if voice not in self.names:
            raise VoiceNotFoundError(f"There is no voice {voice!r}.")
        self.heard += 1
        self.open += 1
        self.speed = request.speed
        begin, chunks, outcome = time.monotonic(), 0, "stopped"
        first: float | None = None
        text = ""
        try:
            async for piece in request.text:
                text += piece
            self.spoken = text.split()
            yield b""
            for number, word in enumerate(self.spoken):
                if word == BREAKS:
                    outcome = "failed"
                    raise ModelFailedError("The model failed.")
                if word == WAITS:
                    await asyncio.Event().wait()
                for chunk in range(self.chunks_per_word):
                    await asyncio.sleep(self.chunk_seconds)
                    if first is None:
                        first = time.monotonic() - begin
                    chunks += 1
                    yield hum(voice, number, chunk)
            outcome = "complete"
        finally:
            seconds = chunks * CHUNK_SAMPLES / RATE_HZ
            record = Record(
                voice, len(text), outcome, first, seconds, 0.21, chunks * 2 * CHUNK_SAMPLES
            )
            for read in self.readers:
                read(record)
            self.open -= 1


def hum(voice: str, word: int, chunk: int) -> bytes:
    """Return 80 ms with the rise and fall of a syllable."""
    at = (np.arange(CHUNK_SAMPLES) + chunk * CHUNK_SAMPLES) / RATE_HZ
    pitch_hz = 90 + 14 * (sum(voice.encode()) % 11) + 5 * ((word * 7) % 9)
    sound = sum(np.sin(2 * np.pi * pitch_hz * part * at) / part for part in range(1, 9))
    length = CHUNKS_PER_WORD * CHUNK_SAMPLES / RATE_HZ
    envelope = np.sin(np.pi * np.clip(at / length, 0, 1)) ** 0.7 * (0.55 + 0.4 * (word % 3) / 2)
    return bytes((np.asarray(sound) * envelope * 6000).astype("<i2").tobytes())


class StandInRecordings:
    """The service that makes voices, as far as the page sees it."""

    def __init__(self) -> None:
        self.sentences: dict[str, str] = {}

    def status(self) -> Mapping[str, str]:
        return self.sentences

    def file_names(self) -> Mapping[str, str]:
        return {name: name.removesuffix("-de") for name in self.sentences}


def preset_voices() -> list[Voice]:
    """Return all preset voices of all languages."""
    voices = []
    for preset in PRESETS:
        mark = "(default) " if preset.name == DEFAULT_PRESETS["en"] else ""
        voices.append(
            Voice(
                name=preset.name,
                description=mark + preset.title,
                language=preset.language,
                source="",
                attribution_name=preset.attribution,
                attribution_url=preset.origin.url,
                version="1",
            )
        )
    return sorted(voices, key=lambda voice: voice.description)


@dataclass
class WebHouse:
    """Serves on loopback while the block runs.

    A recording in the folder of voices becomes a voice at the next refresh, unless `recordings`
    says that it is not ready.
    """

    folder: Path
    rules: AccessRules = field(default_factory=AccessRules)
    with_files: bool = True
    makes_voices: bool = True

    def __enter__(self) -> Self:
        self.clock = time.monotonic
        self.speech = StandInSpeech()
        self.recordings = StandInRecordings()
        self.presence = Presence(self.clock)
        self.speech.readers.append(self.presence.record)
        self.voices: list[Voice] = []
        self.problem: str | None = None
        self.models = [
            ModelState("english", "en", loaded=True, resident_bytes=182_000_000),
            ModelState("german", "de", loaded=False),
        ]
        self.voices_dir = self.folder / "voices"
        self.lexicon_path = self.folder / "lexicon.yaml"
        self._lexicon = LexiconFile(self.lexicon_path)
        self._text = TextPipeline("en", estimate_tokens, NormalizerOptions(), self._lexicon)
        self.renamed: list[tuple[str, str]] = []
        self.refresh()
        self.log = LogTail()
        logger = logging.getLogger("pocket_tts_wyoming")
        logger.addHandler(self.log)
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(
            target=lambda: self._loop.run_until_complete(self._run()), daemon=True
        )
        self._thread.start()
        assert self._started.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)
        assert not self._thread.is_alive()
        self._loop.close()
        logging.getLogger("pocket_tts_wyoming").removeHandler(self.log)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _run(self) -> None:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        self.port = listening.getsockname()[1]
        disk = Worker("small files", self.clock)
        backend = Backend(
            speech=self.speech,
            voices=lambda: self.voices,
            default_voice=lambda: next(v for v in self.voices if v.name == "alba"),
            ready=self._ready,
            show=self._text.show,
            models=lambda: self.models,
            refresh=self.refresh,
            renamed=lambda name, new_name: self.renamed.append((name, new_name)),
            disk=disk,
            clock=self.clock,
            voices_dir=self.voices_dir if self.with_files else None,
            lexicon=self.lexicon_path if self.with_files else None,
            recordings=self.recordings if self.makes_voices else None,
        )
        app = make_app(backend, self.presence, self.rules, self.log)
        async with http_door(app, [listening]):
            self._started.set()
            await self._stop.wait()
        disk.close()

    async def _ready(self) -> None:
        if self.problem is not None:
            raise ModelNotReadyError(self.problem)

    def refresh(self) -> None:
        self._lexicon.reload_if_changed()
        voices = preset_voices()
        for path in sorted(self.voices_dir.glob("*.wav")):
            if path.stem not in self.recordings.sentences:
                voices.append(
                    Voice(
                        path.stem,
                        f"{path.stem} - own voice",
                        "en",
                        "",
                        "Own voice",
                        "",
                        "1",
                        file_name=path.stem,
                    )
                )
        self.voices = voices
        self.speech.names = {voice.name for voice in voices}
