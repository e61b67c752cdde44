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
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np
import onnxruntime

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
from pocket_tts_wyoming.models.onnx.build.conversion import Checkpoint, model_errors
from pocket_tts_wyoming.models.onnx.build.flow_lm import write_flow_lm
from pocket_tts_wyoming.models.onnx.decoder import Decoder
from pocket_tts_wyoming.models.onnx.int8_format import (
    CLEAR,
    INT8_FORMATS,
    TIE,
    faster_int8,
    has_two_formats,
)
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.slots import Slots
from pocket_tts_wyoming.models.onnx.timing import Rounds, time_in_turns, waited_seconds
from pocket_tts_wyoming.models.store import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape
    from pocket_tts_wyoming.models.onnx.build.graph import Precision
    from pocket_tts_wyoming.models.onnx.int8_format import Int8Choice
    from pocket_tts_wyoming.models.onnx.mimi_shape import MimiShape

MeasuredWish: TypeAlias = Literal["auto", "int8"]
"""The settings that leave something to measure; int8 is in the faster of its formats."""

_PRECISIONS: Final[tuple[Precision, ...]] = (*INT8_FORMATS, "fp32")
_RESULTS = "precision.json"
_FP32_LAYERS = 2  # how many are measured
_COMFORT = 1.2  # times real time
_POSITIONS = 64
_ROUNDS = Rounds(warm_up=2, fewest=5, most=20, budget_seconds=1.2)


@dataclass(frozen=True, slots=True)
class PrecisionReport:
    """What was chosen, and the figures behind it.

    `step_seconds`: one frame of one utterance in the language model, in the faster int8 format and
    in fp32, if that could be chosen; `decode_seconds`: one frame in the decoder; `cores` of the
    machine; `remembered`: from an earlier start; `busy`: other programs had the machine too, and it
    is faster than this; `int8_lead`: see `Int8Choice`.
    """

    precision: Precision
    step_seconds: dict[str, float]
    decode_seconds: float
    frame_seconds: float
    cores: int
    remembered: bool = False
    busy: bool = False
    int8_lead: float | None = None

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
            f"{self._int8_formats}{self._how_known})"
        )

    @property
    def _int8_formats(self) -> str:
        if self.int8_lead is None:
            return ""
        faster, other = sorted(INT8_FORMATS, key=lambda name: name not in self.step_seconds)
        return f"{other} takes {self.int8_lead:.2f} times as long as {faster}; "

    @property
    def _how_known(self) -> str:
        if self.busy:
            return "measured while the machine was busy, so not remembered"
        return "remembered" if self.remembered else "measured"


def _sum(a: float, b: float) -> float:
    return a + b


def set_precision(
    config: Mapping[str, Any], setting: Literal["auto", "int8", "fp32"]
) -> Precision | None:
    """Return what a setting means for this model; None if that is to be measured.

    Raises ModelNotReadyError.
    """
    if setting == "int8":
        with model_errors():
            return None if has_two_formats(read_architecture(config).flow_lm) else "int8"
    return "fp32" if setting == "fp32" else None


def choose_precision(  # noqa: PLR0913 - a model, a machine, and the doors to time
    config: Mapping[str, Any],
    weights: Path,
    cache_folder: Path,
    *,
    threads: int,
    cores: int,
    machine: str,
    progress: Callable[[str], None],
    wish: MeasuredWish = "auto",
    clock: Callable[[], float] = time.perf_counter,
    waited: Callable[[], float] = waited_seconds,
) -> PrecisionReport:
    """Choose a precision for this model on this machine, or remember the choice.

    The faster int8 format is found first, see `faster_int8`; then fp32 is compared with it, unless
    the `wish` is int8. The model in that format and the decoder are converted and measured whole,
    since they are likely to be used. Of fp32 only two layers and the heads are measured, and the
    rest is extrapolated from the number of weights, because a step waits for memory: the whole
    would need 340 MB of disk and memory (24 layers: 1.2 GB) only to be measured. (In int8 two
    layers would fit into a large cache, and look twice as fast as they are; both formats do, so
    they can be compared.)

    `machine` identifies the machine, see `machine_identity`; `waited` is the total time that
    threads have waited for a core. Raises ModelNotReadyError.
    """
    measuring = _Measuring(
        config, weights, cache_folder, threads, cores, machine, wish, clock, waited
    )
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
    wish: MeasuredWish = "auto",
    clock: Callable[[], float] = time.perf_counter,
    waited: Callable[[], float] = waited_seconds,
    wanted: Callable[[], bool] = lambda: False,
) -> PrecisionReport:
    """Measure as `choose_precision` does, whatever is remembered, and replace that.

    For a moment in which the server is idle, after a report that was `busy`. It takes some
    seconds of all cores, unless the machine is `wanted` meanwhile; another choice counts from the
    next start. Raises ModelNotReadyError, and MeasuringStoppedError.
    """
    measuring = _Measuring(
        config, weights, cache_folder, threads, cores, machine, wish, clock, waited
    )
    with model_errors():
        return measuring.measure(progress, wanted)


def machine_identity(cpu_info: Path = Path("/proc/cpuinfo")) -> str:
    """Return what Linux says about the first core, which identifies the processor."""
    first_core = cpu_info.read_text(encoding="utf-8").partition("\n\n")[0]
    names = ("vendor_id", "model name", "CPU implementer", "CPU part", "flags", "Features")
    return "\n".join(line for line in first_core.splitlines() if line.startswith(names))


@dataclass(frozen=True, slots=True)
class _Measuring:
    """One measurement, or the memory of an earlier one; see `choose_precision`."""

    config: Mapping[str, Any]
    weights: Path
    cache_folder: Path
    threads: int
    cores: int
    machine: str
    wish: MeasuredWish
    clock: Callable[[], float]
    waited: Callable[[], float]

    @property
    def _path(self) -> Path:
        return self.cache_folder / _RESULTS

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
        cache = ConversionCache(self.cache_folder, progress)
        whole, mimi = checkpoint.architecture.flow_lm, checkpoint.architecture.mimi
        decoder = checkpoint.mimi(cache)  # first, since that reads all weights and finds damage
        source = checkpoint.weights()
        best = faster_int8(
            source,
            whole,
            cache,
            threads=self.threads,
            clock=self.clock,
            waited=self.waited,
            wanted=wanted,
        )
        int8 = checkpoint.flow_lm(cache, best.format)
        runs = {best.format: self._step(int8, whole), "decoder": self._decode(decoder, mimi)}
        part = dataclasses.replace(whole, layers=min(_FP32_LAYERS, whole.layers))
        with contextlib.ExitStack() as stack:
            if self.wish == "auto":
                fp32 = stack.enter_context(
                    cache.scratch(lambda folder: write_flow_lm(source, part, "fp32", folder))
                )
                runs["fp32"] = self._step(fp32, part)
            times = time_in_turns(runs, _ROUNDS, self.clock, self.waited, wanted)
        steps: dict[str, float] = {name: times.fastest(name) for name in runs if name != "decoder"}
        if "fp32" in steps:
            steps["fp32"] *= whole.weights_per_step / part.weights_per_step
        # fp32 is exact: int8 must be clearly faster to be chosen.
        exact = "fp32" in steps and steps["fp32"] <= TIE * steps[best.format]
        report = PrecisionReport(
            precision="fp32" if exact else best.format,
            step_seconds=steps,
            decode_seconds=times.fastest("decoder"),
            frame_seconds=mimi.frame_samples / mimi.sample_rate_hz,
            cores=self.cores,
            busy=best.busy or times.busy,
            int8_lead=best.lead,
        )
        if not report.busy:
            self._remember(checkpoint, report, clear=_is_clear(report, best))
        return report

    def _checkpoint(self) -> Checkpoint:
        return Checkpoint(self.weights, read_architecture(self.config))

    def _key(self, checkpoint: Checkpoint) -> list[Any]:
        version = onnxruntime.__version__
        machine = self.machine, self.threads, self.cores, version
        return [checkpoint.identity(), *machine, self.wish]

    def _step(self, folder: Path, shape: FlowLMShape) -> Callable[[], object]:
        nothing = np.zeros(shape.latent_dim, np.float32)
        session = open_session(folder, self.threads)
        slots = Slots(session, shape, nothing, slots=1, positions=_POSITIONS)
        row = Row(0, nothing, nothing)
        return lambda: slots.step([row])

    def _decode(self, folder: Path, mimi: MimiShape) -> Callable[[], object]:
        decoder = Decoder(open_session(folder, self.threads), mimi)
        latents = np.zeros((1, mimi.latent_dim), np.float32)
        return lambda: decoder.decode(latents, decoder.fresh)

    def _saved(self, checkpoint: Checkpoint) -> _Saved | None:
        """Read the record; None if it is missing, damaged, or of another machine or model."""
        try:
            saved = json.loads(regular_file.read_bytes(self._path))
            if saved.pop("key") != self._key(checkpoint) or saved["precision"] not in _PRECISIONS:
                return None
            settled = saved.pop("settled") is True
            report = PrecisionReport(**saved)
            return _Saved(report, settled) if report.speed > 0 and str(report) else None
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

    def _remember(self, checkpoint: Checkpoint, report: PrecisionReport, *, clear: bool) -> None:
        """Keep a result: settled if it is clear, or the same as the one before."""
        before = self._saved(checkpoint)
        settled = clear or (before is not None and before.report.precision == report.precision)
        content = {"key": self._key(checkpoint), "settled": settled, **dataclasses.asdict(report)}
        # A disk that takes nothing costs two seconds at each start, and no speech.
        with contextlib.suppress(OSError):
            disk.write(self._path, json.dumps(content).encode())


def _is_clear(report: PrecisionReport, best: Int8Choice) -> bool:
    """Return whether another measurement would choose the same."""
    steps = report.step_seconds
    if "fp32" not in steps:
        return best.is_clear
    ratio = steps["fp32"] / steps[best.format] / TIE
    # Where fp32 is chosen, it does not matter which int8 it was compared with.
    return not 1 / CLEAR <= ratio <= CLEAR and (best.is_clear or report.precision == "fp32")


@dataclass(frozen=True, slots=True)
class _Saved:
    """A remembered result; one that is not `settled` awaits a second like it."""

    report: PrecisionReport
    settled: bool
