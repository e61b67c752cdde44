"""The least time that this machine could need, from its memory and its arithmetic.

`python -m benchmarks.floor` prints both measured rates as JSON; one thread, as the engine's calls.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import yaml
from benchmarks.models import ROOT, checkpoint

from pocket_tts_wyoming.models.onnx.architecture import read_architecture

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 7
ARRAY_BYTES = 512_000_000  # far beyond any cache
MATRIX = 1536
# Of the decoder's convolutions and transformer for one frame, counted over its layers.
MIMI_MULTIPLY_ADDS = {"english": 263e6, "18m": 66e6, "7m": 66e6, "2m": 30e6}
# int8: a scale per output, which is next to nothing; four products where float32 has one.
BYTES_PER_WEIGHT = {"fp32": 4.0, "int8": 1.0}
PRODUCTS_PER_FP32_PRODUCT = {"fp32": 1.0, "int8": 4.0}


@dataclass(frozen=True, slots=True)
class Machine:
    """Measured on one thread; `multiply_adds_per_second` of float32."""

    bytes_per_second: float
    multiply_adds_per_second: float

    @classmethod
    def measured(cls) -> Machine:
        """Measure in a process of its own, whose BLAS has one thread."""
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.floor"],
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return cls(**json.loads(done.stdout))

    def step_seconds(self, model: str, precision: str, positions: int = 1) -> float:
        """One call of the language model: its weights are read, and used for each position."""
        config = yaml.safe_load((checkpoint(model) / "config.yaml").read_text(encoding="utf-8"))
        weights = read_architecture(config).flow_lm.weights_per_step
        return max(
            weights * BYTES_PER_WEIGHT[precision] / self.bytes_per_second,
            weights
            * positions
            / (self.multiply_adds_per_second * PRODUCTS_PER_FP32_PRODUCT[precision]),
        )

    def first_audio_seconds(self, model: str, precision: str, tokens: int) -> float:
        """Prompt and first step in one call, then one frame of the decoder in float32."""
        decode = MIMI_MULTIPLY_ADDS[model] / self.multiply_adds_per_second
        return self.step_seconds(model, precision, tokens + 1) + decode


def _least_seconds(run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _main() -> None:
    array = np.ones(ARRAY_BYTES // 4, np.float32)
    matrix = np.ones((MATRIX, MATRIX), np.float32)
    rates = {
        "bytes_per_second": array.nbytes / _least_seconds(lambda: np.dot(array, array)),
        "multiply_adds_per_second": MATRIX**3 / _least_seconds(lambda: matrix @ matrix),
    }
    print(json.dumps(rates))


if __name__ == "__main__":
    _main()
