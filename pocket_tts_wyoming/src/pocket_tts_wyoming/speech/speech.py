"""One utterance: text comes in as it is written, audio goes out as it is made.

text pieces -> sentences -> prompts -> frames -> stages of sound -> chunks -> PCM. Nothing flows
backwards but closing.
"""

from __future__ import annotations

from contextlib import aclosing, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.keepalive import KeepAlive
from pocket_tts_wyoming.audio.pcm import to_pcm16
from pocket_tts_wyoming.audio.samples import silence
from pocket_tts_wyoming.audio.stage import flush_through, push_through
from pocket_tts_wyoming.errors import SpareVoiceError
from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource
from pocket_tts_wyoming.speech.meter import Meter, log_utterance
from pocket_tts_wyoming.speech.short_answer import speak_short_answer
from pocket_tts_wyoming.speech.stages import FrameReader, utterance_stages

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable

    from pocket_tts_wyoming.audio.prefix import PrefixSettings
    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.speech.meter import UtteranceRecord
    from pocket_tts_wyoming.speech.recorder import Recorder
    from pocket_tts_wyoming.speech.text_stream import TextStream
    from pocket_tts_wyoming.text.pipeline import Spoken, TextPipeline
    from pocket_tts_wyoming.voices.catalogue import Catalogue

# An answer without samples makes Home Assistant log an ffmpeg error, and is cached for good.
SILENT_ANSWER_SECONDS = 0.2
PREFIX = "... "


@dataclass(frozen=True, slots=True)
class Request:
    """What a client wants spoken: `voice` None is the default voice.

    `paced`: it plays while audio arrives; False for one that collects everything first.
    """

    voice: str | None
    text: TextStream
    ssml: bool = False
    paced: bool = True


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """How utterances sound; `prefix` None speaks no sacrificial prefix."""

    prefix: PrefixSettings | None = None
    sentence_pause_seconds: float | None = None
    keepalive_seconds: float = 0.0
    load_wait_limit_seconds: float = 120.0
    seed: int | None = None


class Speech:
    """Speaks requests: one engine, one catalogue of voices, one set of options for all.

    Each of `readers` gets the record of each utterance when it ends, on the event loop.
    """

    def __init__(
        self,
        engine: Engine,
        voices: Catalogue,
        text: TextPipeline,
        options: SpeechOptions,
        clock: Callable[[], float],
        recorder: Recorder | None = None,
    ) -> None:
        self.readers: list[Callable[[UtteranceRecord], None]] = [log_utterance]
        self._engine = engine
        self._voices = voices
        self._text = text
        self._options = options
        self._clock = clock
        self._recorder = recorder

    @property
    def sample_rate_hz(self) -> int:
        """The rate of all audio; the model's own once `speak` has yielded."""
        return self._engine.sample_rate_hz

    async def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        """Yield the audio of a request as PCM (signed 16 bit, mono), as it is made.

        The first item is empty: voice and text are checked, and audio will come. Closing the
        generator stops the model. Raises SpeechError; SpareVoiceError comes after all audio.
        """
        voice = self._voices.find(request.voice)
        await self._engine.ready(self._options.load_wait_limit_seconds)
        source = VoiceSource(voice.source, voice.version)
        await self._engine.load_voice(source)
        rate_hz = self.sample_rate_hz
        meter = Meter(voice.name, request.text, rate_hz, self._clock, self.readers)
        recording = (
            nullcontext()
            if self._recorder is None
            else self._recorder.recording(voice.name, rate_hz)
        )
        sentences = self._text.spoken(request.text, voice=voice.name, ssml=request.ssml)
        with meter, recording as record:
            async with aclosing(sentences):
                first = await anext(sentences, None)
                meter.text_is_ready()
                yield b""
                keepalive = self._keepalive(rate_hz)
                stages = utterance_stages(
                    self._options.prefix, self._options.sentence_pause_seconds, keepalive, rate_hz
                )
                frames = self._frames(source, first, sentences, paced=request.paced)
                async with aclosing(frames), aclosing(FrameReader(frames, keepalive)) as reader:
                    is_over, spare_reason = False, ""
                    while not is_over:
                        frame = await reader.next()
                        if frame is None:
                            is_over = True
                            chunks = flush_through(stages)
                        else:
                            meter.made(frame)
                            spare_reason = spare_reason or frame.spare_reason
                            chunks = push_through(stages, frame)
                        for chunk in chunks:
                            pcm = to_pcm16(chunk.samples)
                            if record is not None:
                                record(pcm)
                            meter.sent(chunk.samples.size)
                            yield pcm
                    if spare_reason:
                        raise SpareVoiceError(f"The spare voice spoke. {spare_reason}")

    def _keepalive(self, rate_hz: int) -> KeepAlive | None:
        limit_seconds = self._options.keepalive_seconds
        return KeepAlive(limit_seconds, rate_hz, self._clock) if limit_seconds else None

    async def _frames(
        self,
        voice: VoiceSource,
        first: Spoken | None,
        rest: AsyncIterator[Spoken],
        *,
        paced: bool,
    ) -> AsyncGenerator[Frame, None]:
        """Have the sentences spoken."""
        if first is None:
            silent = silence(SILENT_ANSWER_SECONDS, self.sample_rate_hz)
            yield Frame(silent, last=True, is_silence=True)
            return
        seed = self._options.seed
        if first.short_answer:
            for frame in await speak_short_answer(self._engine, voice, self._prompt(first), seed):
                yield frame
            first = await anext(rest, None)
            if first is None:
                return
        prompts = self._prompts(first, rest)
        async with aclosing(self._engine.frames(voice, prompts, seed, paced=paced)) as frames:
            async for frame in frames:
                yield frame

    async def _prompts(self, first: Spoken, rest: AsyncIterator[Spoken]) -> AsyncIterator[Prompt]:
        yield self._prompt(first)
        async for spoken in rest:
            yield self._prompt(spoken)

    def _prompt(self, spoken: Spoken) -> Prompt:
        text = spoken.text
        if self._options.prefix is not None:
            # The model's own preparation would capitalise the prefix's first letter only.
            text = PREFIX + text[:1].upper() + text[1:]
        return Prompt(text, spoken.pause_seconds)
