"""One utterance: text comes in as it is written, audio goes out as it is made.

text pieces -> spoken sentences -> prompts -> frames -> trimmed -> joined -> chunks -> PCM, each an
async iterator on the one before. Nothing flows backwards but closing.
"""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack, aclosing, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.audio.joints import Joints
from pocket_tts_wyoming.audio.keepalive import with_keepalive
from pocket_tts_wyoming.audio.pcm import Chunker, to_pcm16
from pocket_tts_wyoming.audio.prefix import PrefixSettings, PrefixTrimmer
from pocket_tts_wyoming.audio.samples import silence
from pocket_tts_wyoming.models.engine import Frame, Prompt, VoiceSource
from pocket_tts_wyoming.speech.meter import Meter, UtteranceRecord
from pocket_tts_wyoming.speech.short_answer import speak_short_answer

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence

    from pocket_tts_wyoming.audio.samples import Samples
    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.models.loading import Loader
    from pocket_tts_wyoming.speech.recorder import Recorder
    from pocket_tts_wyoming.speech.text_stream import TextStream
    from pocket_tts_wyoming.text.pipeline import Spoken, TextPipeline
    from pocket_tts_wyoming.voices.catalogue import Catalogue

_LOGGER = logging.getLogger(__name__)

# An answer without samples makes Home Assistant log an ffmpeg error, and is cached for good.
SILENT_ANSWER_SECONDS = 0.2
PREFIX = "... "


@dataclass(frozen=True, slots=True)
class Request:
    """What a client wants spoken: `voice` None is the default voice.

    `paced`: it plays while audio arrives; False for one that collects everything first.
    """

    voice: str | None
    pieces: TextStream
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
    """Speaks requests: one engine, one catalogue of voices, one set of options for all."""

    def __init__(
        self,
        engine: Engine,
        loader: Loader,
        voices: Catalogue,
        text: TextPipeline,
        options: SpeechOptions,
        clock: Callable[[], float],
        recorder: Recorder | None = None,
    ) -> None:
        self._engine = engine
        self._loader = loader
        self._voices = voices
        self._text = text
        self._options = options
        self._clock = clock
        self._recorder = recorder
        self.readers: list[Callable[[UtteranceRecord], None]] = []

    @property
    def text(self) -> TextPipeline:
        """The text side, for showing what would be spoken."""
        return self._text

    @property
    def sample_rate_hz(self) -> int:
        """Of all audio."""
        return self._engine.sample_rate_hz

    async def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        """Yield the audio of a request as PCM (signed 16 bit, mono), as it is made.

        The first item is empty: voice and text are checked, and audio will come. Closing the
        generator stops the model. Raises SpeechError.
        """
        voice = self._voices.find(request.voice)
        await self._loader.wait(self._options.load_wait_limit_seconds)
        source = VoiceSource(voice.source, voice.version)
        await self._engine.load_voice(source)
        meter = Meter(voice.name, request.pieces, self.sample_rate_hz, self._clock, self.readers)
        recording = self._recorder.recording(voice.name) if self._recorder else nullcontext()
        sentences = self._text.spoken(request.pieces, voice=voice.name, ssml=request.ssml)
        with meter, recording as record:
            async with aclosing(sentences):
                first = await anext(sentences, None)
                meter.text_is_ready()
                yield b""
                pauses: list[float] = []
                frames = self._frames(source, first, sentences, pauses, paced=request.paced)
                chunks = self._heard(meter.watch(frames), pauses)
                async with aclosing(frames), aclosing(chunks):
                    async for chunk in chunks:
                        pcm = to_pcm16(chunk)
                        if record is not None:
                            record(pcm)
                        meter.sent(len(chunk))
                        yield pcm

    async def _frames(
        self,
        voice: VoiceSource,
        first: Spoken | None,
        rest: AsyncIterator[Spoken],
        pauses: list[float],
        *,
        paced: bool,
    ) -> AsyncGenerator[Frame, None]:
        """Have the sentences spoken; `pauses` receives the silence in front of each."""
        if first is None:
            yield Frame(silence(SILENT_ANSWER_SECONDS, self.sample_rate_hz), 0, last=True)
            return
        seed = self._options.seed
        begun = 0
        if first.short_answer:
            pauses.append(first.pause_seconds)
            short = speak_short_answer(self._engine, voice, self._prompt(first), seed)
            async with aclosing(short):
                async for frame in short:
                    yield frame
            begun = 1
            first = await anext(rest, None)
            if first is None:
                return
        prompts = self._prompts(first, rest, pauses)
        frames = self._engine.frames(voice, prompts, seed, paced=paced)
        async with aclosing(frames):
            async for frame in frames:
                yield replace(frame, sentence=frame.sentence + begun)

    async def _prompts(
        self, first: Spoken, rest: AsyncIterator[Spoken], pauses: list[float]
    ) -> AsyncIterator[Prompt]:
        pauses.append(first.pause_seconds)
        yield self._prompt(first)
        async for sentence in rest:
            pauses.append(sentence.pause_seconds)
            yield self._prompt(sentence)

    def _prompt(self, sentence: Spoken) -> Prompt:
        text = sentence.text
        if self._options.prefix is not None:
            # The model's own preparation would capitalise the prefix's first letter only.
            text = PREFIX + text[:1].upper() + text[1:]
        return Prompt(text)

    async def _heard(
        self, frames: AsyncGenerator[Frame, None], pauses: Sequence[float]
    ) -> AsyncGenerator[Samples, None]:
        """Turn frames into the chunks that leave."""
        options, rate_hz = self._options, self.sample_rate_hz
        joints = Joints(options.sentence_pause_seconds, rate_hz)
        chunker = Chunker()
        async with AsyncExitStack() as stack:  # closes the last one first: it may be reading
            stack.push_async_callback(frames.aclose)
            if options.prefix is not None:
                frames = _trimmed(frames, options.prefix, rate_hz)
                stack.push_async_callback(frames.aclose)
            frames = _paused(frames, pauses, rate_hz)
            stack.push_async_callback(frames.aclose)
            if options.keepalive_seconds:
                frames = with_keepalive(frames, options.keepalive_seconds, rate_hz, self._clock)
                stack.push_async_callback(frames.aclose)
            async for frame in frames:
                samples = chunker.push(joints.push(frame.samples, last=frame.last))
                if samples.size:
                    yield samples
        rest = chunker.flush()
        if rest.size:
            yield rest


async def _trimmed(
    frames: AsyncIterator[Frame], settings: PrefixSettings, rate_hz: int
) -> AsyncGenerator[Frame, None]:
    """Cut the sacrificial prefix off each sentence."""
    trimmer = PrefixTrimmer(settings, rate_hz)
    async for frame in frames:
        samples = trimmer.push(frame.samples)
        if frame.last:
            samples = np.concatenate((samples, trimmer.flush()))
            _LOGGER.debug(
                "DEBUG STREAM: sentence %d: prefix of %.0f ms cut",
                frame.sentence + 1,
                1000 * trimmer.cut_samples / rate_hz,
            )
            trimmer = PrefixTrimmer(settings, rate_hz)
        yield replace(frame, samples=samples)


async def _paused(
    frames: AsyncIterator[Frame], pauses: Sequence[float], rate_hz: int
) -> AsyncGenerator[Frame, None]:
    """Put the pauses that the text asks for in front of their sentences."""
    begun = 0
    async for frame in frames:
        if frame.sentence >= begun and frame.samples.size:
            begun = frame.sentence + 1
            if frame.sentence < len(pauses) and pauses[frame.sentence]:
                yield Frame(silence(pauses[frame.sentence], rate_hz), frame.sentence)
        yield frame
