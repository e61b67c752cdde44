"""The answer to one request: start, chunks, end; or an error, and a reset if sound had left."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from enum import Enum, auto
from typing import TYPE_CHECKING

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.tts import SynthesizeStopped

from pocket_tts_wyoming.audio.pcm import CHANNELS, WIDTH_BYTES
from pocket_tts_wyoming.errors import SpareVoiceError, SpeechError
from pocket_tts_wyoming.protocol.wire import PeerLeftError

if TYPE_CHECKING:
    from pocket_tts_wyoming.protocol.wire import Wire
    from pocket_tts_wyoming.speech.speech import Request
    from pocket_tts_wyoming.speech.text_stream import TextStream
    from pocket_tts_wyoming.web.backend import Speaks

_LOGGER = logging.getLogger(__name__)


class Outcome(Enum):
    """How an answer ended."""

    COMPLETE = auto()
    """With its last event, also where a newer request cut it short."""
    UNHEARD = auto()
    """With an `error` instead of sound; the connection can go on."""
    BROKEN = auto()
    """The connection is over."""


async def send_error(wire: Wire, error: SpeechError) -> None:
    """Tell log and client what is wrong; raises PeerLeftError."""
    if not isinstance(error, SpareVoiceError):  # which the utterance's own line names
        _LOGGER.warning("%s: %s", wire.peer, error)
    await wire.write(Error(text=str(error), code=error.code).event())


class Answer:
    """Answers one request. `streamed`: its text comes in pieces (`synthesize-start`)."""

    def __init__(self, wire: Wire, speech: Speaks, request: Request, *, streamed: bool) -> None:
        self._wire = wire
        self._speech = speech
        self._request = request
        self._streamed = streamed
        self._superseded = False
        self._sending: asyncio.Task[None] | None = None
        self._started = False  # audio-start has left
        self._heard = False  # sound has left

    @property
    def text(self) -> TextStream:
        """The text of the request, as it comes."""
        return self._request.text

    def supersede(self) -> None:
        """Cut the answer short, because the client has asked for something else."""
        self._superseded = True
        self.text.close()
        if self._sending is not None:
            self._sending.cancel()

    async def give(self) -> Outcome:
        """Send all events of the answer; never raises an error of speech or connection."""
        try:
            if not self._superseded:
                await self._send_audio_unless_superseded()
            await self._end()
        except SpeechError as error:
            return await self._fail(error)
        except PeerLeftError:
            self._wire.abort()  # the reader sees it and ends the connection
            return Outcome.BROKEN
        except Exception:
            _LOGGER.exception("Speaking failed; this is a defect of the server, please report it")
            return await self._fail(SpeechError("The server failed; its log says why."))
        return Outcome.COMPLETE

    async def _send_audio_unless_superseded(self) -> None:
        """Send the audio, on a task of its own.

        A newer request cancels this task alone: the answer's end is still written, and the
        connection's own end, which cancels the caller, is never taken for it.
        """
        self._sending = asyncio.create_task(self._send_audio())
        try:
            await asyncio.wait({self._sending})
        finally:
            if not self._superseded:  # cancelled twice, it could not clean up behind itself
                self._sending.cancel()
            (result,) = await asyncio.gather(self._sending, return_exceptions=True)
        if isinstance(result, Exception):
            raise result

    async def _send_audio(self) -> None:
        async with aclosing(self._speech.speak(self._request)) as speech:
            async for pcm in speech:
                rate_hz = self._speech.sample_rate_hz
                # Noted first: an event counts as sent if this is cancelled while a slow client
                # is written to.
                if not self._started:
                    self._started = True
                    await self._wire.write(AudioStart(rate_hz, WIDTH_BYTES, CHANNELS).event())
                if pcm:
                    self._heard = True
                    await self._wire.write(AudioChunk(rate_hz, WIDTH_BYTES, CHANNELS, pcm).event())

    async def _end(self) -> None:
        if self._started:
            await self._wire.write(AudioStop().event())
        if self._streamed:
            await self._wire.write(SynthesizeStopped().event())

    async def _fail(self, error: SpeechError) -> Outcome:
        self.text.close()
        try:
            await send_error(self._wire, error)
        except PeerLeftError:
            return Outcome.BROKEN
        if not self._heard:
            return Outcome.UNHEARD
        await self._wire.reset()
        return Outcome.BROKEN
