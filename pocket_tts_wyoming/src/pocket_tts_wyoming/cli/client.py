"""The other end of the wire: a small Wyoming client for `say`, `health` and the tests."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from wyoming.audio import AudioChunk, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.info import Describe, Info
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

from pocket_tts_wyoming.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable

    from wyoming.event import Event

CONNECT_TIMEOUT_SECONDS = 5.0

T = TypeVar("T")


class ServerReportedError(SpeechError):
    """The server answered with an `error` event; `code` is the event's."""

    def __init__(self, message: str, code: str | None) -> None:
        super().__init__(message)
        self.code = code or SpeechError.code


class BrokenAnswerError(SpeechError):
    """The server closed the connection in the middle, or sent what is not Wyoming."""

    code = "broken-answer"


@dataclass(frozen=True, slots=True)
class HeardChunk:
    """One `audio-chunk`: interleaved little-endian PCM, `width_bytes` per sample.

    `arrived_seconds` counts from the moment at which the first text was about to be sent.
    """

    pcm: bytes
    rate_hz: int
    width_bytes: int
    channels: int
    arrived_seconds: float

    @property
    def seconds(self) -> float:
        """Length of the audio."""
        return len(self.pcm) / (self.width_bytes * self.channels * self.rate_hz)


async def health(host: str, port: int, timeout_seconds: float) -> Info:
    """Ask the server what it offers.

    Raises OSError if none can be reached, TimeoutError, ServerReportedError, BrokenAnswerError.
    """
    async with asyncio.timeout(timeout_seconds), _connection(host, port) as connection:
        await connection.write_event(Describe().event())
        while True:
            event = await _read(connection)
            if Info.is_type(event.type):
                return _parsed(Info.from_event, event)


async def speak(
    host: str,
    port: int,
    text: str | AsyncIterable[str],
    voice: str | None = None,
    *,
    streaming: bool = True,
    clock: Callable[[], float] = time.monotonic,
) -> AsyncGenerator[HeardChunk, None]:
    """Have a text spoken and yield the audio as it arrives.

    Text in pieces is sent piece by piece; a whole text in one piece or, unless `streaming`, as one
    `synthesize`. Closing the generator (`aclose`) leaves the server in mid-answer.

    Raises what `health` does, and what `text` raises.
    """
    async with _connection(host, port) as connection:
        started = _Started(clock)
        whole = isinstance(text, str) and not streaming
        sending = asyncio.create_task(
            _send_whole(connection, str(text), voice, started)
            if whole
            else _send_pieces(connection, text, voice, started)
        )
        try:
            while True:
                event = await _read_beside(connection, sending)
                if AudioChunk.is_type(event.type):
                    chunk = _parsed(AudioChunk.from_event, event)
                    yield HeardChunk(
                        chunk.audio, chunk.rate, chunk.width, chunk.channels, started.ago()
                    )
                elif (AudioStop if whole else SynthesizeStopped).is_type(event.type):
                    return
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)


class _Started:
    """When the first text was about to be sent; until then, now."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at: float | None = None

    def mark(self) -> None:
        if self._at is None:
            self._at = self._clock()

    def ago(self) -> float:
        self.mark()
        assert self._at is not None  # noqa: S101 - mark has set it
        return self._clock() - self._at


async def _send_whole(
    connection: AsyncTcpClient, text: str, voice: str | None, started: _Started
) -> None:
    started.mark()
    await connection.write_event(Synthesize(text, _voice(voice)).event())


async def _send_pieces(
    connection: AsyncTcpClient,
    text: str | AsyncIterable[str],
    voice: str | None,
    started: _Started,
) -> None:
    """Send the events that Home Assistant 2026.11 sends, `synthesize` before the end included."""
    await connection.write_event(SynthesizeStart(_voice(voice)).event())
    pieces = []
    async for piece in _one(text) if isinstance(text, str) else text:
        started.mark()
        pieces.append(piece)
        await connection.write_event(SynthesizeChunk(piece).event())
    await connection.write_event(Synthesize("".join(pieces), _voice(voice)).event())
    await connection.write_event(SynthesizeStop().event())


async def _one(text: str) -> AsyncIterator[str]:
    yield text


def _voice(name: str | None) -> SynthesizeVoice | None:
    return None if name is None else SynthesizeVoice(name)


@asynccontextmanager
async def _connection(host: str, port: int) -> AsyncIterator[AsyncTcpClient]:
    connection = AsyncTcpClient(host, port, connect_timeout=CONNECT_TIMEOUT_SECONDS)
    await connection.connect()
    try:
        yield connection
    finally:
        with suppress(OSError):  # how a connection ends that the server has reset already
            await connection.disconnect()


async def _read_beside(connection: AsyncTcpClient, sending: asyncio.Task[None]) -> Event:
    """Read an event; fails at once if the text cannot be had, and not if it cannot be sent.

    A server that refuses closes the connection behind its `error`, which explains more.
    """
    reading = asyncio.create_task(_read(connection))
    try:
        while not reading.done():
            waiting = {reading} if sending.done() else {reading, sending}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            failure = sending.exception() if sending.done() else None
            if failure is not None and not isinstance(failure, OSError):
                raise failure
        return reading.result()
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _read(connection: AsyncTcpClient) -> Event:
    try:
        event = await connection.read_event()
    except (ConnectionError, asyncio.IncompleteReadError):
        event = None
    if event is None:
        raise BrokenAnswerError("The server broke off before its answer was complete.")
    if Error.is_type(event.type):
        error = _parsed(Error.from_event, event)
        raise ServerReportedError(error.text, error.code)
    return event


def _parsed(parse: Callable[[Event], T], event: Event) -> T:
    try:
        return parse(event)
    except (AssertionError, LookupError, TypeError, ValueError) as error:
        raise BrokenAnswerError(f"The server sent a malformed {event.type}: {error!r}.") from None
