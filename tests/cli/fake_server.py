"""A Wyoming server over real TCP that does what a test tells it to."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.event import Event, async_read_event, async_write_event
from wyoming.tts import SynthesizeStopped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from wyoming.event import Eventable

RATE_HZ = 24000


@dataclass
class Peer:
    """One connection, seen from the server; keeps what came in."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    received: list[Event] = field(default_factory=list)

    async def read(self) -> Event | None:
        event = await async_read_event(self.reader)
        if event is not None:
            self.received.append(event)
        return event

    async def read_until(self, event_type: str) -> Event:
        while (event := await self.read()) is not None:
            if event.type == event_type:
                return event
        raise AssertionError(f"the client left before {event_type}")

    async def write(self, *events: Eventable) -> None:
        for event in events:
            await async_write_event(event.event(), self.writer)

    def types(self) -> list[str]:
        return [event.type for event in self.received]


def chunk(samples: int) -> AudioChunk:
    return AudioChunk(RATE_HZ, 2, 1, b"\x01\x00" * samples)


START = AudioStart(RATE_HZ, 2, 1)
STOP = AudioStop()
STOPPED = SynthesizeStopped()


@asynccontextmanager
async def fake_server(answer: Callable[[Peer], Awaitable[None]]) -> AsyncIterator[int]:
    """Serve with `answer` on a free port, which is yielded; what `answer` raises, is raised."""
    answers: list[asyncio.Task[None]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers.append(asyncio.create_task(answer_one(Peer(reader, writer))))
        await asyncio.wait(answers[-1:])

    async def answer_one(peer: Peer) -> None:
        try:
            await answer(peer)
        finally:
            peer.writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
    await asyncio.wait_for(asyncio.gather(*answers), 60)
