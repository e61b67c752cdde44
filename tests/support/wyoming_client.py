"""A Wyoming client for the tests, on the wyoming library alone, that remembers when what came."""

from __future__ import annotations

import asyncio
import contextlib
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from wyoming.client import AsyncTcpClient
from wyoming.event import Event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from numpy.typing import NDArray

ANSWER_SECONDS = 60.0


@dataclass
class Answer:
    """The events of one answer, and the seconds from the request to each."""

    events: list[Event] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        """Event types with runs of chunks as one."""
        kinds: list[str] = []
        for event in self.events:
            if event.type != "audio-chunk" or kinds[-1:] != ["audio-chunk"]:
                kinds.append(event.type)
        return kinds

    @property
    def chunks(self) -> list[bytes]:
        return [event.payload or b"" for event in self.events if event.type == "audio-chunk"]

    @property
    def samples(self) -> NDArray[np.int16]:
        return np.frombuffer(b"".join(self.chunks), "<i2")

    @property
    def error(self) -> dict[str, Any]:
        (event,) = (event for event in self.events if event.type == "error")
        return event.data


class Client:
    def __init__(self, tcp: AsyncTcpClient) -> None:
        self._tcp = tcp

    async def send(self, kind: str, **data: object) -> None:
        await self._tcp.write_event(Event(kind, data))

    async def leave(self) -> None:
        """Close the connection."""
        await self._tcp.disconnect()

    async def end_input(self) -> bytes:
        """End this side alone, as `nc -N` does; return the first byte that still comes."""
        reader, writer = self._tcp._reader, self._tcp._writer
        assert reader is not None
        assert writer is not None
        writer.write_eof()
        return await reader.readexactly(1)

    async def receive(self) -> Event | None:
        return await asyncio.wait_for(self._tcp.read_event(), ANSWER_SECONDS)

    async def answer(self, *last: str) -> Answer:
        """Read until one of the given types, an error, or the end of the connection."""
        answer, begin = Answer(), time.monotonic()
        while (event := await self.receive()) is not None:
            answer.events.append(event)
            answer.seconds.append(time.monotonic() - begin)
            if event.type in (*last, "error"):
                break
        return answer

    async def speak(self, text: str, voice: str | None = None) -> Answer:
        await self.send("synthesize", text=text, **_voice(voice))
        return await self.answer("audio-stop")

    async def stream(self, pieces: Sequence[str], voice: str | None = None) -> Answer:
        """Speak as Home Assistant does, with the repeated `synthesize` inside."""
        await self.send("synthesize-start", **_voice(voice))
        for piece in pieces:
            await self.send("synthesize-chunk", text=piece)
        await self.send("synthesize", text="".join(pieces), **_voice(voice))
        await self.send("synthesize-stop")
        return await self.answer("synthesize-stopped")

    async def describe(self) -> dict[str, Any]:
        await self.send("describe")
        event = await self.receive()
        assert event is not None
        assert event.type == "info"
        return event.data


def _voice(name: str | None) -> dict[str, Any]:
    return {} if name is None else {"voice": {"name": name}}


@asynccontextmanager
async def connect(port: int, host: str = "127.0.0.1") -> AsyncIterator[Client]:
    tcp = AsyncTcpClient(host, port)
    await tcp.connect()
    try:
        yield Client(tcp)
    finally:
        with contextlib.suppress(ConnectionError):  # the server may have reset it
            await tcp.disconnect()
