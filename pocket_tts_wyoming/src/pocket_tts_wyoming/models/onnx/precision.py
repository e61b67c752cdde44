"""Which precision suits this machine: measured once, on the model's own weights.

A machine is busiest when a server starts for the first time: Home Assistant is booting, too. So
what is compared is measured in turns, the fastest of several runs counts, and a result is only
remembered if nothing disturbed it, and if it was clear or came out the same twice.
`measure_precision` looks again, for a server that is idle.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
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
from pocket_tts_wyoming.models.onnx.timing import Rounds, time_in_turns, waited_seconds
from pocket_tts_wyoming.models.store import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape
    from pocket_tts_wyoming.models.onnx.build.graph import Precision
    from pocket_tts_wyoming.models.onnx.mimi_shape import MimiShape

_PRECISIONS: Final[tuple[Precision, ...]] = ("int8", "fp32")
_RESULTS = "precision.json"
_FP32_LAYERS = 2  # how many are measured
_TIE = 1.1  # fp32 is exact: int8 must be this much faster to be chosen
_COMFORT = 1.2  # times real time
_CLEAR = 1.25  # times further from a tie than that: another measurement would say the same
_POSITIONS = 64
_ROUNDS = Rounds(warm_up=2, fewest=5, most=20, budget_seconds=1.2)


@dataclass(frozen=True, slots=True)
class PrecisionReport:
    """What was chosen, and the figures behind it.

    `step_seconds`: one frame of one utterance in the language model, per precision;
    `decode_seconds`: one frame in the decoder; `cores` of the machine; `remembered`: from an
    earlier start; `busy`: other programs had the machine too, and it is faster than this.
    """

    precision: Precision
    step_seconds: dict[str, float]
    decode_seconds: float
    frame_seconds: float
    cores: int
    remembered: bool = False
    busy: bool = False

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
        """Whether even the chosen precision leaves no reserve, as far as that is known."""
        return not self.busy and self.speed < _COMFORT

    def __str__(self) -> str:
        """One line for the log."""
        steps = ", ".join(f"{name} {1000 * s:.1f} ms" for name, s in self.step_seconds.items())
        return (
            f"{self.precision}: {self.speed:.1f} times real time at best "
            f"(step {steps}; decoder {1000 * self.decode_seconds:.1f} ms; "
            f"{self._how_known})"
        )

    @property
    def _how_known(self) -> str:
        if self.busy:
            return "measured while the machine was busy, so not remembered"
        return "remembered" if self.remembered else "measured"


def _sum(a: float, b: float) -> float:
    return a + b


def choose_precision(  # noqa: PLR0913 - a model, a machine, and the doors to time
    config: Mapping[str, Any],
    weights: Path,
    cache_folder: Path,
    *,
    threads: int,
    cores: int,
    machine: str,
    progress: Callable[[str], None],
    clock: Callable[[], float] = time.perf_counter,
    waited: Callable[[], float] = waited_seconds,
) -> PrecisionReport:
    """Choose between int8 and fp32 for this model on this machine, or remember the choice.

    The int8 model and the decoder are converted and measured whole, since they are likely to be
    used. Of fp32 only two layers and the heads are measured, and the rest is extrapolated from
    the number of weights, because a step waits for memory: the whole would need 340 MB of disk and
    memory (24 layers: 1.2 GB) only to be measured. (In int8 two layers would fit into a large
    cache, and look twice as fast as they are.)

    `machine` identifies the machine, see `machine_identity`; `waited` is the total time that
    threads have waited for a core. Raises ModelNotReadyError.
    """
    measuring = _Measuring(config, weights, cache_folder, threads, cores, machine, clock, waited)
    with model_errors():
        return measuring.remembered() or measuring.measure(progress)


def measure_precision(  # noqa: PLR0913 - what `choose_precision` gets
    config: Mapping[str, Any],
    weights: Path,
    cache_folder: Path,
    *,
    threads: int,
    cores: int,
    machine: str,
    progress: Callable[[str], None],
    clock: Callable[[], float] = time.perf_counter,
    waited: Callable[[], float] = waited_seconds,
    wanted: Callable[[], bool] = lambda: False,
) -> PrecisionReport:
    """Measure as `choose_precision` does, whatever is remembered, and replace that.

    For a moment in which the server is idle, after a report that was `busy`. It takes about two
    seconds of all cores, unless the machine is `wanted` meanwhile; another choice counts from the
    next start. Raises ModelNotReadyError, and MeasuringStoppedError.
    """
    measuring = _Measuring(config, weights, cache_folder, threads, cores, machine, clock, waited)
    with model_errors():
        return measuring.measure(progress, wanted)


def machine_identity(cpu_info: Path = Path("/proc/cpuinfo")) -> str:
    """Return what Linux says about the first core, which identifies the processor."""
    first_core = cpu_info.read_text(encoding="utf-8").partition("\n\n")[0]
    names = ("vendor_id", "model name", "CPU implementer", "CPU part", "flags", "Features")
    return "\n".join(line for line in first_core.splitlines() if line.startswith(names))


class _Measuring:
    """One measurement, or the memory of an earlier one."""

    def __init__(
        self,
        config: Mapping[str, Any],
        weights: Path,
        cache_folder: Path,
        threads: int,
        cores: int,
        machine: str,
        clock: Callable[[], float],
        waited: Callable[[], float],
    ) -> None:
        self._config, self._weights, self._cache_folder = config, weights, cache_folder
        self._threads, self._cores, self._machine = threads, cores, machine
        self._clock, self._waited = clock, waited
        self._path = cache_folder / _RESULTS

    def remembered(self) -> PrecisionReport | None:
        """Return the settled result of an earlier start; None if there is none for this machine."""
        saved = self._saved(self._checkpoint())
        if saved is None or not saved.settled:
            return None
        return dataclasses.replace(saved.report, remembered=True)

    def measure(
        self, progress: Callable[[str], None], wanted: Callable[[], bool] = lambda: False
    ) -> PrecisionReport:
        """Measure, and remember what is sure."""
        progress("Measuring which precision suits this machine.")
        checkpoint = self._checkpoint()
        cache = ConversionCache(self._cache_folder, progress)
        whole, mimi = checkpoint.architecture.flow_lm, checkpoint.architecture.mimi
        part = dataclasses.replace(whole, layers=min(_FP32_LAYERS, whole.layers))
        int8, decoder = checkpoint.flow_lm(cache, "int8"), checkpoint.mimi(cache)
        source = checkpoint.weights()
        with cache.scratch(lambda folder: write_flow_lm(source, part, "fp32", folder)) as fp32:
            times = time_in_turns(
                {
                    "int8": self._step(int8, whole),
                    "fp32": self._step(fp32, part),
                    "decoder": self._decode(decoder, mimi),
                },
                _ROUNDS,
                self._clock,
                self._waited,
                wanted,
            )
        steps: dict[str, float] = {name: times.fastest(name) for name in _PRECISIONS}
        steps["fp32"] *= whole.weights_per_step / part.weights_per_step
        report = PrecisionReport(
            precision="int8" if steps["fp32"] > _TIE * steps["int8"] else "fp32",
            step_seconds=steps,
            decode_seconds=times.fastest("decoder"),
            frame_seconds=mimi.frame_samples / mimi.sample_rate_hz,
            cores=self._cores,
            busy=times.busy,
        )
        if not report.busy:
            self._remember(checkpoint, report)
        return report

    def _checkpoint(self) -> Checkpoint:
        return Checkpoint(self._weights, read_architecture(self._config))

    def _key(self, checkpoint: Checkpoint) -> list[Any]:
        version = onnxruntime.__version__
        return [checkpoint.identity(), self._machine, self._threads, self._cores, version]

    def _step(self, folder: Path, shape: FlowLMShape) -> Callable[[], object]:
        nothing = np.zeros(shape.latent_dim, np.float32)
        session = open_session(folder, self._threads)
        slots = Slots(session, shape, nothing, slots=1, positions=_POSITIONS)
        row = Row(0, nothing, nothing)
        return lambda: slots.step([row])

    def _decode(self, folder: Path, mimi: MimiShape) -> Callable[[], object]:
        decoder = Decoder(open_session(folder, self._threads), mimi)
        latents = np.zeros((1, mimi.latent_dim), np.float32)
        return lambda: decoder.decode(latents, decoder.fresh)

    def _saved(self, checkpoint: Checkpoint) -> _Saved | None:
        """Read the record; None if it is missing, damaged, or of another machine or model."""
        try:
            saved = json.loads(self._path.read_text(encoding="utf-8"))
            if saved.pop("key") != self._key(checkpoint) or saved["precision"] not in _PRECISIONS:
                return None
            settled = saved.pop("settled") is True
            report = PrecisionReport(**saved)
            return _Saved(report, settled) if report.speed > 0 else None
        except (
            OSError,
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ):
            return None

    def _remember(self, checkpoint: Checkpoint, report: PrecisionReport) -> None:
        """Keep a result: settled if it is clear, or the same as the one before."""
        ratio = report.step_seconds["fp32"] / report.step_seconds["int8"] / _TIE
        before = self._saved(checkpoint)
        settled = max(ratio, 1 / ratio) > _CLEAR or (
            before is not None and before.report.precision == report.precision
        )
        content = {"key": self._key(checkpoint), "settled": settled, **dataclasses.asdict(report)}
        # A disk that takes nothing costs two seconds at each start, and no speech.
        with contextlib.suppress(OSError):
            disk.write(self._path, json.dumps(content).encode())


@dataclass(frozen=True, slots=True)
class _Saved:
    """A remembered result; one that is not `settled` awaits a second like it."""

    report: PrecisionReport
    settled: bool
