"""A process that measures what speaks inside it: `python -m benchmarks.in_process`.

Reads a job (JSON) from standard input and prints the result as its last line. One process per
engine: torch's threads, memory and imports would be in the next one's figures.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from benchmarks.measure import Measured, Plan, measure
from benchmarks.models import ROOT, VOICE, checkpoint, hf_home
from benchmarks.timing import Arrivals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pocket_tts_wyoming.models.engine import Engine, Prompt, VoiceSource

What: TypeAlias = Literal["library", "ours"]
Precision: TypeAlias = Literal["fp32", "int8"]

MOST_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: the bare library, or our onnx engine behind its door."""

    what: What
    precision: Precision
    model: str

    @property
    def name(self) -> str:
        """Short, for tables."""
        if self.what == "library":
            return "library" + ("" if self.precision == "fp32" else " quantized")
        return f"ours {self.precision}"


def measure_alone(subject: Subject, plan: Plan) -> Measured:
    """Measure in a fresh process; converted models and cached files are there from a first one."""
    checkpoint(subject.model)
    _run(subject, Plan())
    return _run(subject, plan)


def _run(subject: Subject, plan: Plan) -> Measured:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.in_process"],
        input=json.dumps({"subject": asdict(subject), "plan": asdict(plan)}),
        env={**os.environ, "HF_HOME": str(hf_home(subject.model, subject.precision))},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Measured.from_json(json.loads(done.stdout.splitlines()[-1]))


class _Library:
    """`generate_audio_stream` as the library offers it, each utterance on a thread of its own."""

    def __init__(self, subject: Subject) -> None:
        self._folder = checkpoint(subject.model)
        self._quantize = subject.precision == "int8"
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE)
        self._model: Any = None
        self._voice: Any = None

    def import_it(self) -> None:
        import pocket_tts  # noqa: F401, PLC0415 - the time it takes is measured

    async def load(self) -> None:
        from pocket_tts import TTSModel  # noqa: PLC0415 - imported by now

        self._model = TTSModel.load_model(
            config=self._folder / "config.yaml", quantize=self._quantize
        )
        self._voice = self._model.get_state_for_audio_prompt(
            self._folder / "voices" / f"{VOICE}.safetensors"
        )

    async def speak(self, text: str, cancel_after_chunks: int | None = None) -> Arrivals:
        speak = partial(self._speak, text, cancel_after_chunks)
        return await asyncio.get_running_loop().run_in_executor(self._threads, speak)

    def _speak(self, text: str, cancel_after_chunks: int | None) -> Arrivals:
        stop = threading.Event()
        arrivals = Arrivals(time.monotonic())
        for chunk in self._model.generate_audio_stream(self._voice, text, stop=stop):
            arrivals.add(time.monotonic(), len(chunk))
            if len(arrivals.chunks) == cancel_after_chunks:
                arrivals.cancelled = time.monotonic()
                stop.set()  # and read to the end: closing alone leaves its threads at work
        return arrivals

    async def close(self) -> None:
        self._threads.shutdown()


class _Ours:
    """Our engine through its door (models/engine.py)."""

    def __init__(self, subject: Subject) -> None:
        self._folder = checkpoint(subject.model)
        self._precision = subject.precision
        self._engine: Engine
        self._voice: VoiceSource

    def import_it(self) -> None:
        import pocket_tts_wyoming.models.choice  # noqa: PLC0415 - the time it takes is measured
        import pocket_tts_wyoming.models.onnx.engine  # noqa: F401, PLC0415 - the same

    async def load(self) -> None:
        from pocket_tts_wyoming.malloc import keep_memory_flat  # noqa: PLC0415 - imported by now
        from pocket_tts_wyoming.models.choice import choose_engine  # noqa: PLC0415 - timed
        from pocket_tts_wyoming.models.engine import EngineOptions, VoiceSource  # noqa: PLC0415 - timed
        from pocket_tts_wyoming.models.store.hub import Hub  # noqa: PLC0415 - timed

        keep_memory_flat()
        options = EngineOptions(
            variant=str(self._folder / "config.yaml"),
            engine="onnx",
            precision=self._precision,
            temperature=None,
            speakers=MOST_AT_ONCE,
            cores=len(os.sched_getaffinity(0)),
        )
        self._engine = choose_engine(options, Hub(None), time.monotonic)
        self._voice = VoiceSource(str(self._folder / "voices" / f"{VOICE}.safetensors"))
        await self._engine.load()
        await self._engine.load_voice(self._voice)

    async def speak(self, text: str, cancel_after_chunks: int | None = None) -> Arrivals:
        arrivals = Arrivals(time.monotonic())
        async with aclosing(self._engine.frames(self._voice, _prompts(text))) as frames:
            async for frame in frames:
                arrivals.add(time.monotonic(), len(frame.samples))
                if len(arrivals.chunks) == cancel_after_chunks:
                    arrivals.cancelled = time.monotonic()
                    break
        return arrivals

    async def close(self) -> None:
        await self._engine.close()


async def _prompts(text: str) -> AsyncIterator[Prompt]:
    from pocket_tts_wyoming.models.engine import Prompt  # noqa: PLC0415 - after the measured import

    yield Prompt(text)


async def _measure_here(subject: Subject, plan: Plan) -> Measured:
    speaker = _Library(subject) if subject.what == "library" else _Ours(subject)
    began = time.perf_counter()
    speaker.import_it()
    imported = time.perf_counter()
    await speaker.load()
    loaded = time.perf_counter()
    measured = await measure(speaker, os.getpid(), plan)
    measured.import_seconds = imported - began
    measured.load_seconds = loaded - imported
    await speaker.close()
    return measured


def _main() -> None:
    logging.basicConfig(level=logging.ERROR)
    job = json.load(sys.stdin)
    subject = Subject(**job["subject"])
    measured = asyncio.run(_measure_here(subject, Plan(**job["plan"])))
    print(json.dumps(asdict(measured)), flush=True)


if __name__ == "__main__":
    _main()
