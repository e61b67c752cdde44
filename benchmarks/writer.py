"""What speaking while the answer is still being written is worth, with the default server."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING

from benchmarks.models import checkpoint
from benchmarks.process import idle_at
from benchmarks.texts import ANSWER, texts_of, token_counter, token_like
from benchmarks.through_server import SAMPLE_BYTES, ServerSpeaker, running_server
from benchmarks.timing import RATE_HZ, Spread

from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from benchmarks.report import Report

    from support.wyoming_client import Client

TOKENS_PER_SECOND = 20.0
LENGTHS_TOKENS = (10, 30, 44)
ROUNDS = 8
# To a plain request for the same sentence.
_GOAL = 0.6
_FIRST, _NEXT = ANSWER[0], ANSWER[1]
_SILENCE_SECONDS = 1.0  # the server gives a last sentence out after 0.25 s

AT_END, KNOWN, FOLLOWING = "since its last piece", "since its end shows", "as second sentence"


@dataclass(slots=True)
class _Heard:
    """When each chunk of an answer came."""

    at: list[float] = field(default_factory=list)
    samples: int = 0

    async def listen(self, client: Client) -> None:
        """Note chunks until the answer is over."""
        while (event := await client.receive()) is not None:
            if event.type == "audio-chunk":
                self.at.append(time.monotonic())
                self.samples += len(event.payload or b"") // SAMPLE_BYTES
            elif event.type == "synthesize-stopped":
                return

    def first_after(self, moment: float) -> float:
        """Return when the first chunk after a moment came."""
        return next(at for at in self.at if at > moment)

    async def silence(self) -> None:
        """Wait until all that has come is played, and nothing more comes."""
        rest_seconds = _SILENCE_SECONDS
        while rest_seconds > 0:
            await asyncio.sleep(rest_seconds)
            played_at = self.at[0] + self.samples / RATE_HZ
            silent_at = self.at[-1] + _SILENCE_SECONDS
            rest_seconds = max(played_at, silent_at) - time.monotonic()


def run(report: Report) -> None:
    """Measure and report."""
    asyncio.run(_measure(report))


async def _measure(report: Report) -> None:
    count = token_counter(checkpoint("english"))
    found: dict[int, dict[str, list[float]]] = {}
    with running_server("english", "auto", "auto") as server:
        speaker, pid = ServerSpeaker(server.port), server.process.pid
        await speaker.speak(" ".join(ANSWER))
        for tokens in LENGTHS_TOKENS:
            sentences = cycle(texts_of(tokens, count))  # none is measured twice
            seconds: dict[str, list[float]] = defaultdict(list)
            found[tokens] = seconds
            for _ in range(ROUNDS):
                await idle_at(pid)
                seconds["alone"].append((await speaker.speak(next(sentences))).first_seconds)
                await idle_at(pid)
                streamed = await _streamed(server.port, next(sentences), next(sentences))
                for name, value in streamed.items():
                    seconds[name].append(value)
    rows = []
    for tokens, seconds in found.items():
        plain = Spread.of(seconds.pop("alone"))
        rows.append((f"{tokens} tokens, alone", plain.ms(), ""))
        for name, values in seconds.items():
            spread = Spread.of(values)
            ratio = spread.median / plain.median
            rows.append((f"{tokens} tokens, {name}", spread.ms(), f"{ratio:.2f}"))
            report.add(f"streamed_{tokens}_{name.replace(' ', '_')}_seconds", spread.median)
            if name != AT_END:  # that is mostly the writer's next token, 50 ms later
                report.goal(f"first audio, {tokens} tokens, {name}", _GOAL, ratio)
    report.table(
        f"First audio, english, a writer of {TOKENS_PER_SECOND:.0f} tokens a second",
        ("", "ms", "x alone"),
        rows,
    )


async def _streamed(port: int, first: str, second: str) -> dict[str, float]:
    """Write one sentence first in its answer, and another one behind one that has been spoken.

    The piece after it shows that it is complete.
    """
    behind = [f" {word}" for word in _NEXT.split()]
    async with _answer(port) as (client, heard):
        sent_at = await _write(client, [*token_like(first), *behind])
    first_at = heard.at[0]
    async with _answer(port) as (client, heard):
        await _write(client, [*token_like(_FIRST), "\n"])
        await heard.silence()
        began = time.monotonic()
        again_at = await _write(client, [*token_like(second), *behind])
    second_at = heard.first_after(began)
    end = len(token_like(first))
    return {
        AT_END: first_at - sent_at[end - 1],
        KNOWN: first_at - sent_at[end],
        FOLLOWING: second_at - again_at[len(token_like(second))],
    }


async def _write(client: Client, pieces: Sequence[str]) -> list[float]:
    """Send pieces at the writer's pace; return when each was sent."""
    sent_at = []
    for piece in pieces:
        await client.send("synthesize-chunk", text=piece)
        sent_at.append(time.monotonic())
        await asyncio.sleep(1 / TOKENS_PER_SECOND)
    return sent_at


@asynccontextmanager
async def _answer(port: int) -> AsyncIterator[tuple[Client, _Heard]]:
    """Open a stream of text; at its end the answer is read to its end."""
    heard = _Heard()
    async with connect(port) as client:
        await client.send("synthesize-start")
        listening = asyncio.create_task(heard.listen(client))
        yield client, heard
        await client.send("synthesize-stop")
        await listening
