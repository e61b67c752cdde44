#!/usr/bin/env python3
"""Measure the torch-free engine's arithmetic: loading, prompts, steps and decoding.

    benchmarks/onnx_backend.py MODEL CACHE [--precision int8] [--threads 1]

MODEL holds config.yaml, model.safetensors, its tokenizer and voices/*.safetensors. CACHE receives
the converted model: use an empty folder to see a first start. Times are least (median), in ms, on
one thread; run it on an idle machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.onnx import OnnxBackend, choose_precision
from pocket_tts_wyoming.models.onnx.precision import machine_identity

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 20
SLOTS = 4


def resident_mb() -> float:
    """Memory of this process that is its own, not a file's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    [line] = [line for line in status if line.startswith("RssAnon")]
    return int(line.split()[1]) / 1024


def measure(name: str, run: Callable[[], object]) -> None:
    """Print what one call takes."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    print(f"{name:24} {min(times):7.2f} ({statistics.median(times):.2f}) ms")


def main() -> None:
    """Run everything once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--precision", choices=("auto", "int8", "fp32"), default="int8")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    config = yaml.safe_load((args.model / "config.yaml").read_text(encoding="utf-8"))
    weights = args.model / "model.safetensors"
    precision = args.precision
    if precision == "auto":
        start = time.perf_counter()
        report = choose_precision(
            config,
            weights,
            args.cache,
            threads=args.threads,
            cores=os.cpu_count() or 1,
            machine=machine_identity(),
            progress=print,
        )
        print(f"{report}, in {time.perf_counter() - start:.2f} s")
        precision = report.precision

    start = time.perf_counter()
    backend = OnnxBackend.load(
        config,
        weights,
        next(args.model.glob("tokenizer.*")),
        args.cache,
        slots=SLOTS,
        precision=precision,
        threads=args.threads,
        progress=print,
    )
    print(f"load {time.perf_counter() - start:.2f} s, then {resident_mb():.0f} MB")

    rng = np.random.default_rng(0)
    noise = rng.standard_normal((8, backend.latent_dim)).astype(np.float32)
    voice = backend.read_voice(next((args.model / "voices").glob("*.safetensors")))
    for slot in range(SLOTS):
        backend.place_voice(slot, voice)

    def prompt(tokens: int) -> None:
        backend.place_voice(0, voice)
        backend.prompt(0, range(5, 5 + tokens), noise[0])

    for tokens in (5, 10, 20, 50):
        measure(f"prompt of {tokens} tokens", partial(prompt, tokens))
    for rows in ([0], [0, 1], [0, 1, 2, 3], [0, 3]):
        batch = [Row(slot, noise[slot], noise[slot]) for slot in rows]
        for slot in range(SLOTS):
            backend.place_voice(slot, voice)
        measure(f"step of slots {rows}", partial(backend.step, batch))
    state = backend.new_decoder_state()
    for frames in (1, 2, 4, 8):
        latents = noise[:frames]
        measure(f"decode {frames} frames", partial(backend.decode, latents, state))
    print(f"in the end {resident_mb():.0f} MB")


if __name__ == "__main__":
    main()
