"""The real server as a process of its own, and what its clients get over TCP."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.measure import Measured, Plan, measure
from benchmarks.models import VOICE, checkpoint, hf_home
from benchmarks.timing import Arrivals

from support.process import SERVE, Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.wyoming_client import Client

SAMPLE_BYTES = 2


class ServerSpeaker:
    """A Wyoming client with a new connection per utterance, as Home Assistant's.

    It plays what arrives, and says so as Home Assistant does: by streaming its text. A client that
    sends nothing but `synthesize` is taken for one that collects its audio before it plays.
    """

    def __init__(self, port: int) -> None:
        self._port = port

    async def speak(self, text: str, cancel_after_chunks: int | None = None) -> Arrivals:
        """Time from the request's last byte (the connection is there already); see Speaker."""
        async with connect(self._port) as client:
            arrivals = Arrivals(time.monotonic())
            await ask(client, text)
            while (event := await client.receive()) is not None and event.type != "audio-stop":
                if event.type == "error":
                    raise RuntimeError(f"The server says: {event.data}")
                arrivals.add(time.monotonic(), len(event.payload or b"") // SAMPLE_BYTES)
                if len(arrivals.chunks) == cancel_after_chunks:
                    arrivals.cancelled = time.monotonic()
                    break
        return arrivals


async def ask(client: Client, text: str, **voice: str) -> None:
    """Send a text that is complete, as Home Assistant sends it."""
    await client.send("synthesize-start", voice=voice or None)
    await client.send("synthesize-chunk", text=text)
    await client.send("synthesize", text=text, voice=voice or None)
    await client.send("synthesize-stop")


@contextmanager
def running_server(
    model: str, engine: str, precision: str, *, program: Sequence[str] = SERVE, **options: str
) -> Iterator[Server]:
    """Start a server that speaks with a synthetic checkpoint; no two of them at once."""
    folder = checkpoint(model)
    environment = {
        "MODEL_VARIANT": str(folder / "config.yaml"),
        "VOICES_DIR": str(folder / "voices"),
        "DEFAULT_VOICE": VOICE,
        "HF_HOME": str(hf_home(model, precision)),
        "ENGINE": engine,
        "PRECISION": precision,
        **options,
    }
    with Server(environment, program=program) as server:
        yield server


async def measure_server(model: str, engine: str, precision: str, plan: Plan) -> Measured:
    """Measure a fresh server whose converted models are there from an earlier start."""
    with running_server(model, engine, precision):
        pass
    began = time.perf_counter()
    with running_server(model, engine, precision) as server:
        ready = time.perf_counter()
        measured = await measure(ServerSpeaker(server.port), server.process.pid, plan)
    measured.load_seconds = ready - began
    return measured
