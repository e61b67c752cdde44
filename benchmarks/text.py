"""The text room, and what it is worth: speaking while the answer is still being written."""

from __future__ import annotations

import asyncio
import base64
import json
import random
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from benchmarks import writer
from benchmarks.models import ROOT
from benchmarks.texts import ANSWER, token_like
from benchmarks.timing import Spread

from pocket_tts_wyoming.malloc import keep_what_is_loaded
from pocket_tts_wyoming.text.lines import spoken_lines
from pocket_tts_wyoming.text.normalize.lexicon import Lexicon, LexiconEntry
from pocket_tts_wyoming.text.normalize.normalizer import (
    SUPPORTED_LANGUAGES,
    Normalizer,
    NormalizerOptions,
)
from pocket_tts_wyoming.text.pipeline import TextPipeline, estimate_tokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from benchmarks.report import Report

CORPUS = ROOT / "tests" / "text" / "corpus"
HAND_ON_ROUNDS = 300
NORMALIZE_ROUNDS = 5
LEXICON_ENTRIES = 20_000


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
    _holds(report)
    writer.run(report)


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
    """Score and time of each language on its own corpus; each text holds what has to be changed."""
    rows = []
    for path in sorted(CORPUS.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        table = [line.split("\t") for line in lines if line and not line.startswith("# ")]
        # "de.tsv", and "de-everyday.tsv" with texts that need the whole pipeline.
        normalizer = Normalizer(path.stem[:2], options=NormalizerOptions())
        pipeline = TextPipeline(path.stem[:2], estimate_tokens, NormalizerOptions())
        spoken = spoken_lines(pipeline, [json.dumps(text.replace("⏎", "\n")) for text, *_ in table])
        pairs = zip(spoken, table, strict=True)
        right = sum(json.loads(line) in row[1].split(" | ") for line, row in pairs)
        seconds = []
        for _ in range(NORMALIZE_ROUNDS):
            began = time.thread_time()
            for text, *_forms in table:
                normalizer.normalize(text)
            seconds.append((time.thread_time() - began) / len(table))
        each = Spread.of(seconds).median
        whole = asyncio.run(_request_seconds(pipeline, [text for text, *_ in table]))
        characters = sum(len(text) for text, *_ in table) / len(table)
        rows.append(
            (
                path.stem,
                f"{right} of {len(table)}",
                f"{100 * right / len(table):.1f}",
                f"{1e6 * each:.0f}",
                f"{1e6 * whole:.0f}",
                f"{characters / each / 1000:.0f}",
            )
        )
        report.add(f"normalize_{path.stem}_seconds", each)
        report.add(f"request_{path.stem}_seconds", whole)
        report.add(f"normalize_{path.stem}_right", right / len(table))
    report.table(
        "Texts of its own corpus (each holds what has to be changed), in CPU time",
        ("language", "right", "%", "normaliser: us", "whole text side: us", "1000 characters/s"),
        rows,
    )


async def _request_seconds(pipeline: TextPipeline, texts: list[str]) -> float:
    """Return the CPU time of a request's text side, from its text to its last words."""
    began = time.thread_time()
    for text in texts:
        await pipeline.show(text)
    return (time.thread_time() - began) / len(texts)


def hostile_texts() -> dict[str, str]:
    """Texts that cost the most per character; the work grows with their length."""
    length = 5_000
    parts = {
        "1.": "1.", "$1": "$1", "IV": "IV ", "capitals": "LIGHT ", "one letter": "A",
        "table": "name,value,12.5,on\n", "brackets": "[", "tags": "<", "thoughts": "<think>",
        "dollars": "$", "dashes": "1-2-", "addresses": "a@", "times": "1:", "months": "12/11/",
        "emoji": "\U0001f44d", "Chinese": "\u4e2d", "blanks": " ", "lines": "\n",
        "numerals": "I.II.", "lists of numerals": "I, II, III, ", "initials": "A.B.C.",
        "pairs": "p.p.", "letters and digits": "A1", "slashes": "1/2/3/", "versions": "v1.2.3",
        "squares": "x\u00b2", "halves": "\u00bd", "one digit": "1", "combined": "\u0130",
        "abbreviations": "z. B. e.g. p. ex. Sr. n.\u00ba Temp. ", "identifiers": "light.a_b",
        "web": "https://a.b/c?d=e&f=g ", "moments": "2026-11-26T03:24:09Z ",
        "JSON": '{"a": 1, "b": [1, 2]}, ', "TeX": "\\frac{1}{2}x^2+", "bars": "|", "marks": "!",
    }  # fmt: skip
    found = {name: (part * length)[:length] for name, part in parts.items()}
    any_of = random.Random(1)  # noqa: S311 - any bytes do
    noise = any_of.randbytes(length)
    found["base64"] = base64.b64encode(noise)[:length].decode()
    found["hex"] = noise.hex()[:length]
    found["ASCII"] = "".join(chr(any_of.randrange(32, 127)) for _ in range(length))
    found["figures"] = "".join(any_of.choice("0123456789.,-/: %\u20ac$") for _ in range(length))
    return found


def _long_lexicon() -> Lexicon:
    """Make a lexicon of words that begin and end like those of the hostile texts."""
    any_of = random.Random(2)  # noqa: S311 - any words do
    written = (
        "".join(any_of.choice("aAbB1.IV /x") for _ in range(any_of.randrange(2, 30))).strip()
        for _ in range(LEXICON_ENTRIES)
    )
    return Lexicon(LexiconEntry(word or "a", "said like this") for word in written)


def _holds(report: Report) -> None:
    """How long one client's text keeps all others waiting, in CPU time of the loop's thread."""
    pipelines = {
        language: TextPipeline(language, estimate_tokens, NormalizerOptions())
        for language in SUPPORTED_LANGUAGES
    }
    with_names = NormalizerOptions(speak_emoji=True)
    pipelines["en, lexicon, emoji"] = TextPipeline(
        "en", estimate_tokens, with_names, _long_lexicon()
    )
    texts = hostile_texts()
    keep_what_is_loaded()  # as the server does; a collection over all lists took 40 ms
    rows = []
    longest = 0.0
    for name, pipeline in pipelines.items():
        asyncio.run(_hold(pipeline, "Warm 1 up."))
        found = {text: asyncio.run(_hold(pipeline, texts[text])) for text in texts}
        worst = max(found, key=lambda text: found[text][0])
        slowest = max(found, key=lambda text: found[text][1])
        longest = max(longest, found[worst][0])
        rows.append(
            (
                name,
                f"{1e3 * found[worst][0]:.1f}",
                worst,
                f"{1e6 * found[slowest][1] / len(texts[slowest]):.0f}",
                slowest,
            )
        )
    report.table(
        "Longest hold of the event loop, over texts of 5,000 characters",
        ("language", "ms", "by", "us per character", "by"),
        rows,
    )
    report.add("longest_hold_seconds", longest)
    report.goal("longest hold of the event loop by a text", 10, 1e3 * longest, "ms")


async def _hold(pipeline: TextPipeline, text: str) -> tuple[float, float]:
    """Return the longest stretch between two breaths and the whole work, both in CPU seconds."""
    longest, began = 0.0, time.thread_time()
    last = began

    async def others() -> None:
        nonlocal longest, last
        while True:
            now = time.thread_time()
            longest, last = max(longest, now - last), now
            await asyncio.sleep(0)

    async def pieces() -> AsyncIterator[str]:
        yield text

    watcher = asyncio.create_task(others())
    async with aclosing(pipeline.spoken(pieces(), voice=None, ssml=False)) as sentences:
        async for _ in sentences:
            pass
    watcher.cancel()
    now = time.thread_time()
    return max(longest, now - last), now - began
