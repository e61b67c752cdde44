"""Hundreds of utterances with accidents: nobody is harmed, and nothing is left behind.

SOAK_UTTERANCES sets their number (`script/bench soak`: 1,000), SOAK_SEED the accidents.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from wyoming.event import Event, async_read_event, async_write_event

from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UTTERANCES = int(os.environ.get("SOAK_UTTERANCES", "60"))
SOAK_SEED = int(os.environ.get("SOAK_SEED", "1"))
MAX_SPEAKERS = 3
CLIENTS = 6  # some always wait for a place
VOICES = ("alba", "marius")
TEXTS = (
    "Yes.",
    "The kitchen light is on.",
    "It is 21.5 °C in the living room.",
    "Today it will be mostly sunny, with a high of eighteen degrees and some wind from the west.",
    "Good morning. Your first meeting is at half past nine. The car is charged.",
    "Milk is on the list. Bread is on the list too. There is nothing else on it. Shall I go on?",
)
LONG = " ".join(TEXTS[1:] * 3)
RECEIVE_BUFFER_BYTES = 4096
# Without a leak, 60 utterances grow the server by 50 to 110 kB; with one decoder state (about 20 kB
# in the tiny model) kept per sentence by 1,320 kB.
SETTLING_BYTES = 400_000
BYTES_PER_UTTERANCE = 500


_LOGGER = logging.getLogger(__name__)


@dataclass
class Soak:
    """What was said so far, and what each text sounds like when nobody else speaks."""

    server: Server
    accidents: random.Random
    solo: dict[tuple[str, str], bytes] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)

    async def learn(self) -> None:
        for voice in VOICES:
            for text in TEXTS:
                async with connect(self.server.port) as client:
                    answer = await client.speak(text, voice)
                assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
                self.solo[text, voice] = b"".join(answer.chunks)

    async def run(self, utterances: int) -> None:
        """Let several clients share this many utterances."""
        left = iter(range(utterances))

        async def client() -> None:
            for _ in left:
                await self._utterance()

        async with asyncio.TaskGroup() as clients:
            for _ in range(CLIENTS):
                clients.create_task(client())

    async def _utterance(self) -> None:
        kind = self.accidents.choices(
            (self.whole, self.slow, self.disconnected, self.cancelled), weights=(5, 2, 2, 2)
        )[0]
        self.kinds.append(kind.__name__)
        await kind(self.accidents.choice(TEXTS), self.accidents.choice(VOICES))

    async def whole(self, text: str, voice: str) -> None:
        async with connect(self.server.port) as client:
            answer = await client.speak(text, voice)
        assert answer.kinds == ["audio-start", "audio-chunk", "audio-stop"]
        assert b"".join(answer.chunks) == self.solo[text, voice]

    async def slow(self, text: str, voice: str) -> None:
        """Read a little now and then, from a connection that buffers next to nothing."""
        with socket.socket() as peer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            peer.settimeout(0)
            loop = asyncio.get_running_loop()
            await loop.sock_connect(peer, ("127.0.0.1", self.server.port))
            reader, writer = await asyncio.open_connection(sock=peer, limit=RECEIVE_BUFFER_BYTES)
            request = {"text": text, "voice": {"name": voice}}
            await async_write_event(Event("synthesize", request), writer)
            pcm = b""
            while (event := await async_read_event(reader)) and event.type != "audio-stop":
                assert event.type in ("audio-start", "audio-chunk")
                pcm += event.payload or b""
                await asyncio.sleep(self.accidents.uniform(0, 0.02))
            assert event is not None
            assert pcm == self.solo[text, voice]
            writer.close()
            await writer.wait_closed()

    async def disconnected(self, text: str, voice: str) -> None:
        """Leave without a word: at once, or in the middle."""
        async with connect(self.server.port) as client:
            await client.send("synthesize", text=f"{text} {LONG}", voice={"name": voice})
            for _ in range(self.accidents.randrange(6)):
                await client.receive()

    async def cancelled(self, text: str, voice: str) -> None:
        """Interrupt an answer with the next one, on the same connection."""
        async with connect(self.server.port) as client:
            await client.send("synthesize-start", voice={"name": voice})
            await client.send("synthesize-chunk", text=LONG)
            for _ in range(self.accidents.randrange(6)):
                await client.receive()
            await client.send("synthesize-start", voice={"name": voice})
            await client.answer("synthesize-stopped")
            await client.send("synthesize-chunk", text=text)
            await client.send("synthesize-stop")
            answer = await client.answer("synthesize-stopped")
        assert b"".join(answer.chunks) == self.solo[text, voice]


@pytest.fixture
def server(tiny_environment: Mapping[str, str]) -> Iterator[Server]:
    environment = {
        **tiny_environment,
        "ENGINE": "onnx",
        "SEED": "7",
        "MAX_SPEAKERS": str(MAX_SPEAKERS),
        "LOG_LEVEL": "info",
    }
    with Server(environment) as server:
        yield server


def test_soak(server: Server) -> None:
    async def settled() -> None:
        """Wait until the last answers that nobody hears have ended."""
        async with asyncio.timeout(20):
            used = -1.0
            while used != (now := server.cpu_seconds()):
                used = now
                await asyncio.sleep(0.3)

    async def speak_at_once() -> None:
        """All places at the same time: a place that is lost leaves somebody waiting."""
        async with asyncio.timeout(30), asyncio.TaskGroup() as speakers:
            for _ in range(MAX_SPEAKERS):
                speakers.create_task(soak.whole(TEXTS[-1], VOICES[0]))

    async def run() -> None:
        await soak.learn()
        await soak.run(UTTERANCES // 3)
        await settled()
        threads, resident = server.threads(), server.resident_bytes()
        rest = UTTERANCES - UTTERANCES // 3
        await soak.run(rest)
        await settled()
        grown = server.resident_bytes() - resident
        _LOGGER.info(
            "%d utterances; in the last %d grown by %.0f kB", UTTERANCES, rest, grown / 1e3
        )
        assert server.threads() == threads
        assert grown < SETTLING_BYTES + rest * BYTES_PER_UTTERANCE
        await speak_at_once()

    soak = Soak(server, random.Random(SOAK_SEED))  # noqa: S311 - accidents, not secrets
    asyncio.run(run())
    assert {"whole", "slow", "disconnected", "cancelled"} == set(soak.kinds)
    assert not server.logged(r" (ERROR|WARNING) ")
