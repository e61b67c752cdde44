"""Which precision suits this machine: measured once, with the model's own weights."""

from __future__ import annotations

import dataclasses
import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnxruntime

from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
from pocket_tts_wyoming.models.onnx.build.conversion import Checkpoint, model_errors
from pocket_tts_wyoming.models.onnx.build.flow_lm import write_flow_lm
from pocket_tts_wyoming.models.onnx.decoder import Decoder
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape
    from pocket_tts_wyoming.models.onnx.build.graph import Precision

_PRECISIONS: Final[tuple[Precision, ...]] = ("int8", "fp32")
_RESULTS = "precision.json"
_FP32_LAYERS = 2  # how many are measured
_TIE = 1.1  # fp32 is exact: int8 must be this much faster to be chosen
_COMFORT = 1.2  # times real time
_POSITIONS = 64
_WARM_UP, _MOST_RUNS = 2, 20
_BUDGET_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class PrecisionReport:
    """What was chosen, and the figures behind it.

    `step_seconds`: one frame of one utterance in the language model, per precision;
    `decode_seconds`: one frame in the decoder; `cores` of the machine; `remembered`: from an
    earlier start.
    """

    precision: Precision
    step_seconds: dict[str, float]
    decode_seconds: float
    frame_seconds: float
    cores: int
    remembered: bool = False

    @property
    def speed(self) -> float:
        """The speed of one utterance at best, in multiples of real time: above 1 is faster.

        Language model and decoder work at the same time if there are two cores.
        """
        step = self.step_seconds[self.precision]
        together = max if self.cores > 1 else _sum
        return self.frame_seconds / together(step, self.decode_seconds)

    @property
    def too_slow(self) -> bool:
        """Whether even the chosen precision leaves the machine no reserve."""
        return self.speed < _COMFORT

    def __str__(self) -> str:
        """One line for the log."""
        steps = ", ".join(f"{name} {1000 * s:.1f} ms" for name, s in self.step_seconds.items())
        return (
            f"{self.precision}: {self.speed:.1f} times real time at best "
            f"(step {steps}; decoder {1000 * self.decode_seconds:.1f} ms; "
            f"{'remembered' if self.remembered else 'measured'})"
        )


def _sum(a: float, b: float) -> float:
    return a + b


def choose_precision(
    config: Mapping[str, Any],
    weights: Path,
    cache_folder: Path,
    *,
    threads: int,
    cores: int,
    machine: str,
    progress: Callable[[str], None],
    clock: Callable[[], float] = time.perf_counter,
) -> PrecisionReport:
    """Choose between int8 and fp32 for this model on this machine, or remember the choice.

    The int8 model and the decoder are converted and measured whole, since they are likely to be
    used. Of fp32 only two layers and the heads are measured, and the rest is extrapolated from
    the number of weights, because a step waits for memory: the whole would need 340 MB of disk and
    memory (24 layers: 1.2 GB) only to be measured. (In int8 two layers would fit into a large
    cache, and look twice as fast as they are.)

    `machine` identifies the machine, see `machine_identity`. Raises ModelNotReadyError.
    """
    with model_errors():
        checkpoint = Checkpoint(weights, read_architecture(config))
        key = [checkpoint.identity(), machine, threads, cores, onnxruntime.__version__]
        remembered = _remembered(cache_folder / _RESULTS, key)
        if remembered is not None:
            return remembered
        progress("Measuring which precision suits this machine, once.")
        cache = ConversionCache(cache_folder, progress)
        int8, shape = checkpoint.flow_lm(cache, "int8"), checkpoint.architecture.flow_lm
        steps = {
            "int8": _step_seconds(int8, shape, threads, clock),
            "fp32": _fp32_seconds(checkpoint, cache, threads, clock),
        }
        best: Precision = "int8" if steps["fp32"] > _TIE * steps["int8"] else "fp32"
        mimi = checkpoint.architecture.mimi
        report = PrecisionReport(
            precision=best,
            step_seconds=steps,
            decode_seconds=_decode_seconds(checkpoint, cache, threads, clock),
            frame_seconds=mimi.frame_samples / mimi.sample_rate_hz,
            cores=cores,
        )
        _remember(cache_folder / _RESULTS, key, report)
        return report


def machine_identity(cpu_info: Path = Path("/proc/cpuinfo")) -> str:
    """Return what Linux says about the first core, which identifies the processor."""
    first_core = cpu_info.read_text(encoding="utf-8").partition("\n\n")[0]
    names = ("vendor_id", "model name", "CPU implementer", "CPU part", "flags", "Features")
    return "\n".join(line for line in first_core.splitlines() if line.startswith(names))


def _fp32_seconds(
    checkpoint: Checkpoint, cache: ConversionCache, threads: int, clock: Callable[[], float]
) -> float:
    whole = checkpoint.architecture.flow_lm
    part = dataclasses.replace(whole, layers=min(_FP32_LAYERS, whole.layers))
    source = checkpoint.weights()
    with cache.scratch() as folder:
        write_flow_lm(source, part, "fp32", folder)
        seconds = _step_seconds(folder, part, threads, clock)
        return seconds * whole.weights_per_step / part.weights_per_step


def _step_seconds(
    folder: Path, shape: FlowLMShape, threads: int, clock: Callable[[], float]
) -> float:
    nothing = np.zeros(shape.latent_dim, np.float32)
    session = open_session(folder, threads)
    slots = Slots(session, shape, nothing, slots=1, positions=_POSITIONS)
    row = Row(0, nothing, nothing)
    return _median_seconds(lambda: slots.step([row]), clock)


def _decode_seconds(
    checkpoint: Checkpoint, cache: ConversionCache, threads: int, clock: Callable[[], float]
) -> float:
    mimi = checkpoint.architecture.mimi
    decoder = Decoder(open_session(checkpoint.mimi(cache), threads), mimi)
    latents = np.zeros((1, mimi.latent_dim), np.float32)
    return _median_seconds(lambda: decoder.decode(latents, decoder.fresh), clock)


def _median_seconds(run: Callable[[], object], clock: Callable[[], float]) -> float:
    for _ in range(_WARM_UP):
        run()
    times: list[float] = []
    while len(times) < _MOST_RUNS and sum(times) < _BUDGET_SECONDS:
        start = clock()
        run()
        times.append(clock() - start)
    return statistics.median(times)


def _remembered(path: Path, key: list[Any]) -> PrecisionReport | None:
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        if saved.pop("key") != key or saved["precision"] not in _PRECISIONS:
            return None
        return PrecisionReport(**{**saved, "remembered": True})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _remember(path: Path, key: list[Any], report: PrecisionReport) -> None:
    saved = {"key": key, **dataclasses.asdict(report)}
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(saved), encoding="utf-8")
    partial.replace(path)
