"""The text room, and what it is worth: speaking while the answer is still being written."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from benchmarks.models import ROOT
from benchmarks.process import idle_at
from benchmarks.texts import ANSWER, token_like
from benchmarks.through_server import ServerSpeaker, running_server
from benchmarks.timing import Spread

from pocket_tts_wyoming.text.normalize.normalizer import Normalizer, NormalizerOptions
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from benchmarks.report import Report

CORPUS = ROOT / "tests" / "text" / "corpus"
HAND_ON_ROUNDS = 300
NORMALIZE_ROUNDS = 5
WRITER_TOKENS_PER_SECOND = 20.0
WRITER_ROUNDS = 8


def run(report: Report) -> None:
    """Measure and report."""
    handed_on = asyncio.run(_hand_on())
    report.table(
        "From the last needed character to the first sentence handed on",
        ("", "ms"),
        [("English answer of four sentences", handed_on.ms())],
    )
    report.add("hand_on_seconds", handed_on.median)
    report.goal("first sentence handed on after", 1, 1e3 * handed_on.median, "ms")
    _normalizer(report)
    asyncio.run(_writer(report))


async def _hand_on() -> Spread:
    pipeline = TextPipeline("en", estimate_tokens, NormalizerOptions())
    written_at = 0.0

    async def writer() -> AsyncIterator[str]:
        nonlocal written_at
        for piece in token_like(" ".join(ANSWER)):
            written_at = time.perf_counter()
            yield piece

    seconds = []
    for _ in range(HAND_ON_ROUNDS):
        async with aclosing(pipeline.spoken(writer(), voice=None, ssml=False)) as sentences:
            await anext(sentences)
            seconds.append(time.perf_counter() - written_at)
    return Spread.of(seconds)


def _normalizer(report: Report) -> None:
    rows = []
    for path in sorted(CORPUS.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]
        normalizer = Normalizer(path.stem, options=NormalizerOptions())
        normalizer.normalize(texts[0])
        seconds = []
        for _ in range(NORMALIZE_ROUNDS):
            began = time.perf_counter()
            for text in texts:
                normalizer.normalize(text)
            seconds.append((time.perf_counter() - began) / len(texts))
        each = Spread.of(seconds).median
        characters = sum(map(len, texts)) / len(texts)
        rows.append((path.stem, len(texts), f"{1e6 * each:.0f}", f"{characters / each / 1000:.0f}"))
        report.add(f"normalize_{path.stem}_seconds", each)
    report.table(
        "Normaliser, on its own corpus (each text holds what has to be changed)",
        ("language", "texts", "us per text", "1000 characters/s"),
        rows,
    )


async def _writer(report: Report) -> None:
    """First audio of an answer that is written as it is spoken, with the default server."""
    whole = " ".join(ANSWER)
    pieces = token_like(whole)
    sentence_pieces = len(token_like(ANSWER[0]))
    # The first piece of the next sentence shows that the first one is complete.
    since_end, since_known, alone, waited = [], [], [], []
    with running_server("english", "auto", "auto") as server:
        speaker, pid = ServerSpeaker(server.port), server.process.pid
        await speaker.speak(whole)
        for _ in range(WRITER_ROUNDS):
            await idle_at(pid)
            alone.append((await speaker.speak(ANSWER[0])).first_seconds)
            await idle_at(pid)
            sent_at, first_at = await _write(server.port, pieces)
            since_end.append(first_at - sent_at[sentence_pieces - 1])
            since_known.append(first_at - sent_at[sentence_pieces])
            await idle_at(pid)
            rest_seconds = (len(pieces) - sentence_pieces) / WRITER_TOKENS_PER_SECOND
            waited.append(rest_seconds + (await speaker.speak(whole)).first_seconds)
    plain = Spread.of(alone)
    rows = {
        "plain request for the first sentence alone": plain,
        "streamed, since the first sentence's last piece": Spread.of(since_end),
        "streamed, since the piece that shows its end": Spread.of(since_known),
        "waiting for the whole answer, since the sentence's last piece": Spread.of(waited),
    }
    report.table(
        f"First audio, english, a writer of {WRITER_TOKENS_PER_SECOND:.0f} tokens a second",
        ("", "ms", "x plain"),
        [
            (name, spread.ms(), f"{spread.median / plain.median:.2f}")
            for name, spread in rows.items()
        ],
    )
    for name, spread in rows.items():
        report.add(name, spread.median)
        if name.startswith("streamed"):
            report.goal(f"{name}, to a plain request", 1.1, spread.median / plain.median)


async def _write(port: int, pieces: list[str]) -> tuple[list[float], float]:
    """Write an answer; return when each piece was sent, and when the first audio came."""
    async with connect(port) as client:

        async def first_audio() -> float:
            await client.answer("audio-chunk")
            return time.monotonic()

        await client.send("synthesize-start")
        listening = asyncio.create_task(first_audio())
        sent_at = []
        for piece in pieces:
            await client.send("synthesize-chunk", text=piece)
            sent_at.append(time.monotonic())
            await asyncio.sleep(1 / WRITER_TOKENS_PER_SECOND)
        await client.send("synthesize-stop")
        first_at = await listening
        await client.answer("synthesize-stopped")
    return sent_at, first_at
