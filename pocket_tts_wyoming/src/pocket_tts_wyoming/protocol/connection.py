"""One client's connection: which event means what, and when."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.info import Describe
from wyoming.ping import Ping, Pong
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
)

from pocket_tts_wyoming.audio.pcm import CHANNELS, WIDTH_BYTES
from pocket_tts_wyoming.errors import BusyError, ProtocolViolationError, SpeechError
from pocket_tts_wyoming.protocol.info import info
from pocket_tts_wyoming.speech.speech import Request
from pocket_tts_wyoming.speech.text_stream import TextStream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wyoming.event import Event

    from pocket_tts_wyoming.protocol.wire import Wire
    from pocket_tts_wyoming.voices.catalogue import Voice
    from pocket_tts_wyoming.web.backend import Speaks

_LOGGER = logging.getLogger(__name__)

MAX_WAITING_REQUESTS = 8
# Home Assistant up to 2026.7 does not know `error` and would wait for ever on an open connection.
RESET_AFTER_ERROR_SECONDS = 5.0


@dataclass(slots=True, eq=False)
class _Job:
    """A request on its way through the connection."""

    request: Request
    text: TextStream
    streaming: bool
    superseded: bool = False
    audio: asyncio.Task[None] | None = None


@dataclass(slots=True)
class _Answer:
    started: bool = False  # audio-start has left
    heard: bool = False  # audio has left


class Connection:
    """Reads events and speaks at the same time; requests of one connection are spoken in turn.

    `voices` gives what `describe` answers, from memory.
    """

    def __init__(
        self,
        wire: Wire,
        speech: Speaks,
        voices: Callable[[], Sequence[Voice]],
        clock: Callable[[], float],
        text_idle_limit_seconds: float,
    ) -> None:
        self._wire = wire
        self._speech = speech
        self._voices = voices
        self._clock = clock
        self._text_idle_limit_seconds = text_idle_limit_seconds
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue(MAX_WAITING_REQUESTS)
        self._open: _Job | None = None  # the stream whose text is being received
        self._reset: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Serve until the client leaves; ends with everything that the connection started."""
        speaking = asyncio.create_task(self._speak_jobs())
        try:
            await self._read_events()
        finally:
            speaking.cancel()
            self._keep_open()
            await asyncio.gather(speaking, return_exceptions=True)
            self._wire.close()

    async def _read_events(self) -> None:
        try:
            while (event := await self._wire.read()) is not None:
                await self._handle(event)
        except ProtocolViolationError as error:
            _LOGGER.warning("%s sent no valid event: %s", self._wire.peer, error)
            with contextlib.suppress(ConnectionError):
                await self._report(error)
            await self._wire.reset()
        except ConnectionError:
            pass

    async def _handle(self, event: Event) -> None:
        try:
            if Describe.is_type(event.type):
                await self._wire.write(info(self._voices()).event())
            elif Ping.is_type(event.type):
                await self._wire.write(Pong(text=Ping.from_event(event).text).event())
            elif Synthesize.is_type(event.type):
                self._speak_once(event.data)
            elif SynthesizeStart.is_type(event.type):
                self._begin_stream(event.data)
            elif SynthesizeChunk.is_type(event.type):
                self._continue_stream(event.data)
            elif SynthesizeStop.is_type(event.type):
                self._end_stream()
            else:
                _LOGGER.debug("%s sent %s: not for us", self._wire.peer, event.type)
        except (ProtocolViolationError, BusyError) as error:
            _LOGGER.warning("%s: %s", self._wire.peer, error)
            await self._report(error)

    def _speak_once(self, data: dict[str, Any]) -> None:
        if self._open is not None:
            return  # Home Assistant repeats the whole text for servers that do not stream
        text = _text(data, "synthesize")
        job = self._accept(data, "synthesize", streaming=False)
        job.text.put(text)
        job.text.close()

    def _begin_stream(self, data: dict[str, Any]) -> None:
        if self._open is not None:
            self._supersede(self._open)
        self._open = None
        self._open = self._accept(data, "synthesize-start", streaming=True)

    def _continue_stream(self, data: dict[str, Any]) -> None:
        if self._open is None:
            raise ProtocolViolationError("synthesize-chunk came without synthesize-start.")
        self._open.text.put(_text(data, "synthesize-chunk"))

    def _end_stream(self) -> None:
        if self._open is None:
            raise ProtocolViolationError("synthesize-stop came without synthesize-start.")
        self._open.text.close()
        self._open = None

    def _accept(self, data: dict[str, Any], kind: str, *, streaming: bool) -> _Job:
        text = TextStream(self._clock, self._text_idle_limit_seconds)
        request = Request(
            voice=_voice_name(data, kind),
            pieces=text,
            ssml=data.get("text_format") == "ssml",
            # Home Assistant collects the answer to a plain `synthesize` before it plays any.
            paced=streaming,
        )
        job = _Job(request, text, streaming)
        try:
            self._jobs.put_nowait(job)
        except asyncio.QueueFull:
            raise BusyError(
                f"More than {MAX_WAITING_REQUESTS} requests wait on this connection; "
                "wait for an answer before asking again."
            ) from None
        return job

    @staticmethod
    def _supersede(job: _Job) -> None:
        job.superseded = True
        job.text.close()
        if job.audio is not None:
            job.audio.cancel()

    async def _speak_jobs(self) -> None:
        while True:
            await self._speak(await self._jobs.get())

    async def _speak(self, job: _Job) -> None:
        """Speak one request, from `audio-start` to its end or to an `error`."""
        answer = _Answer()
        self._keep_open()  # the request before may have failed
        try:
            if not job.superseded:
                await self._send_audio_unless_superseded(job, answer)
            await self._finish(job, answer)
        except SpeechError as error:
            await self._fail(job, answer, error)
        except ConnectionError:
            self._wire.abort()  # the reader sees it and ends the connection
        except Exception:
            _LOGGER.exception("Speaking failed; this is a defect of the server, please report it")
            await self._fail(job, answer, SpeechError("The server failed; its log says why."))

    async def _send_audio_unless_superseded(self, job: _Job, answer: _Answer) -> None:
        """Send the audio, on a task of its own.

        A newer stream cancels this task alone: the answer's end is still written, and the
        connection's own end, which cancels the caller, is never taken for it.
        """
        job.audio = asyncio.create_task(self._send_audio(job.request, answer))
        try:
            await asyncio.wait({job.audio})
        finally:
            if not job.superseded:  # cancelled twice, it could not clean up behind itself
                job.audio.cancel()
            (outcome,) = await asyncio.gather(job.audio, return_exceptions=True)
        if isinstance(outcome, Exception):
            raise outcome

    async def _send_audio(self, request: Request, answer: _Answer) -> None:
        rate_hz = self._speech.sample_rate_hz
        async with aclosing(self._speech.speak(request)) as speech:
            async for pcm in speech:
                # Noted first: what is cancelled while a slow client is written to, has left.
                if not answer.started:
                    answer.started = True
                    await self._wire.write(AudioStart(rate_hz, WIDTH_BYTES, CHANNELS).event())
                if pcm:
                    answer.heard = True
                    await self._wire.write(AudioChunk(rate_hz, WIDTH_BYTES, CHANNELS, pcm).event())

    async def _finish(self, job: _Job, answer: _Answer) -> None:
        if answer.started:
            await self._wire.write(AudioStop().event())
        if job.streaming:
            await self._wire.write(SynthesizeStopped().event())
            if job is self._open and not job.text.is_open:
                # The writer fell silent: the stream is over, and Home Assistant, which may still
                # hold it open, must not go on with it.
                _LOGGER.info("No more text came from %s: the answer was ended", self._wire.peer)
                self._wire.close()

    async def _fail(self, job: _Job, answer: _Answer, error: SpeechError) -> None:
        _LOGGER.warning("%s: %s", self._wire.peer, error)
        job.text.close()
        try:
            await self._report(error)
        except ConnectionError:
            return
        if answer.heard:
            await self._wire.reset()
        else:
            self._reset = asyncio.create_task(self._reset_later())

    async def _report(self, error: SpeechError) -> None:
        await self._wire.write(Error(text=str(error), code=error.code).event())

    async def _reset_later(self) -> None:
        await asyncio.sleep(RESET_AFTER_ERROR_SECONDS)
        await self._wire.reset()

    def _keep_open(self) -> None:
        if self._reset is not None:
            self._reset.cancel()
            self._reset = None


def _text(data: dict[str, Any], kind: str) -> str:
    text = data.get("text")
    if not isinstance(text, str):
        raise ProtocolViolationError(f'{kind} needs a "text" that is a string.')
    return text


def _voice_name(data: dict[str, Any], kind: str) -> str | None:
    voice = data.get("voice")
    if voice is None:
        return None
    name = voice.get("name") if isinstance(voice, dict) else voice
    if name is not None and not isinstance(name, str):
        raise ProtocolViolationError(f'The "voice" of {kind} needs a "name" that is a string.')
    return name or None
