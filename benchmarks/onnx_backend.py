#!/usr/bin/env python3
"""Measure the torch-free engine's arithmetic: loading, prompts, steps and decoding.

    benchmarks/onnx_backend.py MODEL CACHE [--precision int8,int8-blocks,fp32] [--threads 1]

MODEL holds config.yaml, model.safetensors, its tokenizer and voices/*.safetensors. CACHE receives
the converted models, a folder each: use an empty one to see a first start. Precisions take turns in
one process, so that a disturbance meets all. Times are least (median), in ms: elapsed, and in
brackets what the processor worked; on a machine that is not idle, only the latter means something.
"""

from __future__ import annotations

import argparse
import statistics
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np
import yaml

from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.onnx import OnnxBackend
from pocket_tts_wyoming.models.onnx.build.graph import Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PRECISIONS: tuple[Precision, ...] = get_args(Precision)
RUNS = 20
SLOTS = 8
FIRST_TOKEN = 5  # any will do


def resident_mb() -> float:
    """Memory of this process that is its own, not a file's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    [line] = [line for line in status if line.startswith("RssAnon")]
    return int(line.split()[1]) / 1024


class Figures:
    """Elapsed and processor time of one thing that is measured, in ms."""

    def __init__(self) -> None:
        self._elapsed: list[float] = []
        self._worked: list[float] = []

    def add(self, run: Callable[[], object]) -> None:
        """Run it once more."""
        elapsed, worked = time.perf_counter(), time.process_time()
        run()
        self._worked.append(1000 * (time.process_time() - worked))
        self._elapsed.append(1000 * (time.perf_counter() - elapsed))

    def __str__(self) -> str:
        """Least (median) of both."""
        least, median = min(self._elapsed), statistics.median(self._elapsed)
        worked, worked_median = min(self._worked), statistics.median(self._worked)
        return f"{least:6.2f} ({median:6.2f}) [{worked:6.2f} ({worked_median:6.2f})]"


def measure(name: str, runs: dict[str, Callable[[], object]]) -> None:
    """Print what one call takes with each precision."""
    figures = {precision: Figures() for precision in runs}
    for _ in range(RUNS):
        for precision, run in runs.items():
            figures[precision].add(run)
    print(f"{name:20}", "  ".join(f"{p} {figure}" for p, figure in figures.items()), flush=True)


class Subject:
    """A loaded model with a voice in every slot."""

    def __init__(self, model: Path, cache: Path, precision: Precision, threads: int) -> None:
        config = yaml.safe_load((model / "config.yaml").read_text(encoding="utf-8"))
        start = time.perf_counter()
        before = resident_mb()
        self._backend = OnnxBackend.load(
            config,
            model / "model.safetensors",
            next(model.glob("tokenizer.*")),
            cache / precision,
            slots=SLOTS,
            precision=precision,
            threads=threads,
            progress=print,
        )
        grown = resident_mb() - before
        print(f"{precision}: load {time.perf_counter() - start:.2f} s, {grown:.0f} MB more")
        rng = np.random.default_rng(0)
        self._noise = rng.standard_normal((8, self._backend.latent_dim)).astype(np.float32)
        self._voice = self._backend.read_voice(next((model / "voices").glob("*.safetensors")))
        self._state = self._backend.new_decoder_state()

    def prompt(self, tokens: int) -> None:
        """Read this many tokens and make the first latent."""
        self._backend.place_voice(0, self._voice)
        self._backend.prompt(0, range(FIRST_TOKEN, FIRST_TOKEN + tokens), self._noise[0])

    def step(self, slots: Sequence[int]) -> None:
        """Make a latent in each of these slots, always at the same position."""
        for slot in slots:
            self._backend.place_voice(slot, self._voice)
        self._backend.step([Row(slot, self._noise[slot], self._noise[slot]) for slot in slots])

    def decode(self, frames: int) -> None:
        """Decode the next frames of a long utterance."""
        _, self._state = self._backend.decode(self._noise[:frames], self._state)


def main() -> None:
    """Run everything once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--precision", default="int8", help=f"of {', '.join(PRECISIONS)}")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    subjects = {
        precision: Subject(args.model, args.cache, precision, args.threads)
        for precision in PRECISIONS
        if precision in args.precision.split(",")
    }
    for tokens in (10, 32, 44):
        name = f"prompt of {tokens} tokens"
        measure(name, {p: partial(subject.prompt, tokens) for p, subject in subjects.items()})
    for slots in ((0,), (0, 1), (0, 1, 2, 3), tuple(range(8)), (0, 3)):
        name = f"step of {len(slots)} slots" + (" (0, 3)" if slots == (0, 3) else "")
        measure(name, {p: partial(subject.step, slots) for p, subject in subjects.items()})
    for frames in (1, 2, 4, 8):
        name = f"decode {frames} frames"
        measure(name, {p: partial(subject.decode, frames) for p, subject in subjects.items()})
    print(f"in the end {resident_mb():.0f} MB")


if __name__ == "__main__":
    main()
