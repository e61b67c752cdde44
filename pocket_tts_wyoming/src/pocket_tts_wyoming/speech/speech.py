"""One utterance: text comes in as it is written, audio goes out as it is made.

text pieces -> sentences -> prompts -> frames -> stages of sound -> chunks -> PCM. Nothing flows
backwards but closing.
"""

from __future__ import annotations

from contextlib import aclosing, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming.audio.keepalive import KeepAlive
from pocket_tts_wyoming.audio.loudness import Loudness
from pocket_tts_wyoming.audio.pcm import to_pcm16
from pocket_tts_wyoming.audio.samples import silence
from pocket_tts_wyoming.audio.stage import flush_through, push_through
from pocket_tts_wyoming.errors import ModelNotReadyError, SpareVoiceError, VoiceUnavailableError
from pocket_tts_wyoming.models.engine import Frame, VoiceSource
from pocket_tts_wyoming.speech.meter import Meter, log_utterance
from pocket_tts_wyoming.speech.script import Script
from pocket_tts_wyoming.speech.short_answer import speak_short_answer
from pocket_tts_wyoming.speech.stages import FrameReader, utterance_stages

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from pocket_tts_wyoming.models.model import Model
    from pocket_tts_wyoming.models.models import Models
    from pocket_tts_wyoming.speech.levels import Levels
    from pocket_tts_wyoming.speech.meter import UtteranceRecord
    from pocket_tts_wyoming.speech.recorder import Recorder
    from pocket_tts_wyoming.speech.text_stream import TextStream
    from pocket_tts_wyoming.voices.catalogue import Voice

# An answer without samples makes Home Assistant log an ffmpeg error, and is cached for good.
SILENT_ANSWER_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Request:
    """What a client wants spoken: `voice` None is the default voice.

    `paced`: it plays while audio arrives; False for one that collects everything first. `peer`: its
    address; clients that have to wait take turns. `speed`: 2 is twice as fast; it multiplies with
    what SSML, the voice and the option say, and all together is kept between 0.5 and 2.
    """

    voice: str | None
    text: TextStream
    ssml: bool = False
    paced: bool = True
    peer: str = ""
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """How utterances of all models sound."""

    speed: float = 1.0
    sentence_pause_seconds: float | None = None
    keepalive_seconds: float = 0.0
    load_wait_limit_seconds: float = 120.0
    seed: int | None = None


class Speech:
    """Speaks requests, each with the model that its voice belongs to; one set of options for all.

    Each of `readers` gets the record of each utterance when it ends, on the event loop.
    """

    def __init__(
        self,
        models: Models,
        options: SpeechOptions,
        clock: Callable[[], float],
        recorder: Recorder | None = None,
        levels: Levels | None = None,
    ) -> None:
        self.readers: list[Callable[[UtteranceRecord], None]] = [log_utterance]
        self._models = models
        self._options = options
        self._clock = clock
        self._recorder = recorder
        self._levels = levels

    @property
    def sample_rate_hz(self) -> int:
        """The rate of all audio; the main model's own once `speak` has yielded."""
        return self._models.main.engine.sample_rate_hz

    async def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        """Yield the audio of a request as PCM (signed 16 bit, mono), as it is made.

        The first item is empty: voice and text are checked, and audio will come. Closing the
        generator stops the model. Raises SpeechError; SpareVoiceError comes after all audio.
        """
        model, voice = self._models.find(request.voice)
        if voice.problem and model.spare is None:
            raise VoiceUnavailableError(voice.problem)  # not after a model has been loaded for it
        levels = nullcontext() if self._levels is None else self._levels.somebody_speaks()
        with model.in_use(), levels:
            await model.engine.ready(self._options.load_wait_limit_seconds)
            # MODEL_VARIANT=auto may have been decided meanwhile.
            _, voice = self._models.find(request.voice)
            name = self._models.shown_name(model, voice)
            self._check_rate(model)
            source = VoiceSource(voice.source, voice.version, voice.problem)
            await model.engine.load_voice(source)
            loudness = await self._loudness(model, voice, name)
            rate_hz = self.sample_rate_hz
            meter = Meter(name, request.text, rate_hz, self._clock, self.readers)
            recording = (
                nullcontext() if self._recorder is None else self._recorder.recording(name, rate_hz)
            )
            sentences = model.text.spoken_and_drafts(
                request.text,
                voice=name,
                ssml=request.ssml,
                in_hand=meter.has_sound_in_hand,
            )
            with meter, recording as record:
                async with aclosing(sentences):
                    speed = request.speed * self._options.speed * (voice.settings.speed or 1.0)
                    script = Script(sentences, has_prefix=model.prefix is not None, speed=speed)
                    keepalive = self._keepalive(rate_hz)
                    stages = utterance_stages(
                        model.prefix,
                        self._options.sentence_pause_seconds,
                        keepalive,
                        rate_hz,
                        loudness,
                    )
                    frames = self._frames(model, source, script, request)
                    async with aclosing(frames), aclosing(FrameReader(frames, keepalive)) as reader:
                        await script.read_first(reader.begin)
                        meter.text_is_ready()
                        yield b""
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
                            if self._levels is not None:
                                await self._levels.spare_gain_db(model, wanted=True)
                            raise SpareVoiceError(f"The spare voice spoke. {spare_reason}")

    def _check_rate(self, model: Model) -> None:
        if model.engine.sample_rate_hz != self.sample_rate_hz:
            raise ModelNotReadyError(
                f"The model {model.variant.label} speaks at {model.engine.sample_rate_hz} Hz and "
                f"the main one at {self.sample_rate_hz} Hz: one server has one rate. Take it out "
                "of MORE_MODELS."
            )

    async def _loudness(self, model: Model, voice: Voice, name: str) -> Loudness:
        gain_db, spare_gain_db = voice.settings.gain_db or 0.0, 0.0
        if self._levels is not None:
            if not voice.problem:
                gain_db += await self._levels.gain_db(model, voice, name)
            spare_gain_db += await self._levels.spare_gain_db(model)
        return Loudness(gain_db, spare_gain_db)

    def _keepalive(self, rate_hz: int) -> KeepAlive | None:
        limit_seconds = self._options.keepalive_seconds
        return KeepAlive(limit_seconds, rate_hz, self._clock) if limit_seconds else None

    async def _frames(
        self,
        model: Model,
        voice: VoiceSource,
        script: Script,
        request: Request,
    ) -> AsyncGenerator[Frame, None]:
        """Have the sentences spoken; may begin with drafts, before the first one is known."""
        seed, engine = self._options.seed, model.engine
        if (short := script.take_short_answer()) is not None:
            for frame in await speak_short_answer(engine, voice, short, seed, request.peer):
                yield frame
            await script.read_first()
            if script.is_empty:
                return
        if not script.is_empty:
            frames = engine.frames(
                voice, script.prompts(), seed, paced=request.paced, peer=request.peer
            )
            async with aclosing(frames):
                async for frame in frames:
                    yield frame
        if script.is_empty:
            silent = silence(SILENT_ANSWER_SECONDS, self.sample_rate_hz)
            yield Frame(silent, last=True, is_silence=True)
