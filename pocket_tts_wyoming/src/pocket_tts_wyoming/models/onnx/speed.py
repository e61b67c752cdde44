"""How fast this machine speaks with a model that is not here yet.

A graph's time depends on its shape, not on the values in it: the same graphs are built from blank
weights and timed, so that nothing needs to be downloaded to find out.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnxruntime
import yaml

from pocket_tts_wyoming import __version__, regular_file
from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
from pocket_tts_wyoming.models.onnx.build.flow_lm import write_flow_lm
from pocket_tts_wyoming.models.onnx.build.mimi import write_mimi
from pocket_tts_wyoming.models.onnx.decoder import Decoder
from pocket_tts_wyoming.models.onnx.engine import threads_per_call
from pocket_tts_wyoming.models.onnx.precision import machine_identity
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.slots import Slots
from pocket_tts_wyoming.models.onnx.timing import Rounds, time_in_turns, waited_seconds
from pocket_tts_wyoming.models.onnx.weights import Safetensors
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.files import shipped_configs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import EngineOptions, Samples
    from pocket_tts_wyoming.models.onnx.architecture import Architecture
    from pocket_tts_wyoming.models.onnx.build.graph import Precision

_LOGGER = logging.getLogger(__name__)

ENOUGH: Final = 1.5
"""Times real time that a model must reach to be chosen: speech, and some work beside it."""

_FP32_LAYERS = 2  # how many are measured: a step waits for memory, and all would take 340 MB
_POSITIONS = 64
_RESULTS: Final = "speed.json"
_FLOW_LM, _MIMI = "flow-lm", "mimi"  # folders of the graphs
_PRECISIONS: Final[Mapping[str, tuple[Precision, ...]]] = {
    "auto": ("int8", "fp32"),
    "int8": ("int8",),
    "fp32": ("fp32",),
}
_ROUNDS = Rounds(warm_up=2, fewest=8, most=40, budget_seconds=2.0)


@dataclass(frozen=True, slots=True)
class Speed:
    """One frame of one utterance: seconds in the language model and in the decoder.

    `cores`: with two, both work at the same time. `busy`: other programs had the machine too, and
    it is faster than this.
    """

    step_seconds: float
    decode_seconds: float
    frame_seconds: float
    cores: int
    busy: bool = False

    @property
    def times_real_time(self) -> float:
        """Seconds of speech per second of work: above 1 is faster than real time."""
        pair = self.step_seconds, self.decode_seconds
        return self.frame_seconds / (max(pair) if self.cores > 1 else sum(pair))

    def __str__(self) -> str:
        """Return the figures for the log."""
        return (
            f"{self.times_real_time:.1f} times real time (step {1000 * self.step_seconds:.1f} ms, "
            f"decoder {1000 * self.decode_seconds:.1f} ms)"
        )


class BlankWeights(Safetensors):
    """Weights of any name and shape, all zero: a graph of them computes as long as any other."""

    def __init__(self) -> None:
        header = b"{}"
        super().__init__(len(header).to_bytes(8, "little") + header, "blank weights")

    def weight(self, name: str, *shape: int) -> Samples:  # noqa: ARG002 - any name will do
        """Return float32 zeros, which take no memory while nobody writes to them."""
        return np.zeros(shape, np.float32)


def variant_for_machine(
    names: Sequence[str], options: EngineOptions, folder: Path, cache_folder: Path
) -> str:
    """Return the first of `names`, shipped configs, that is fast enough on this machine.

    Where precision is `auto`, fp32 is tried too if int8 is not enough. What was found is kept in
    `folder`, and found again when the machine, its cores or a version changes. The graphs are in
    `cache_folder` while they are timed, or in the temporary folder if it takes nothing. Raises
    OSError if that does not either.
    """
    cores = options.cores
    cache = ConversionCache(cache_folder, _LOGGER.info)

    def measure(name: str) -> Speed:
        config = yaml.safe_load(shipped_configs()[name].read_text(encoding="utf-8"))
        best: Speed | None = None
        for precision in _PRECISIONS[options.precision]:
            speed = measure_speed(
                config, precision, threads=threads_per_call(cores), cores=cores, cache=cache
            )
            if best is None or speed.times_real_time > best.times_real_time:
                best = speed
            if best.times_real_time >= ENOUGH:
                break
        assert best is not None  # noqa: S101 - there is a precision
        return best

    versions = __version__, onnxruntime.__version__
    key = [machine_identity(), cores, options.precision, *versions]
    return choose_by_speed(names, measure, folder / _RESULTS, key)


def choose_by_speed(
    names: Sequence[str],
    measure: Callable[[str], Speed],
    remembered: Path,
    key: Sequence[object],
) -> str:
    """Return the first of `names` that is fast enough here, else the last one.

    What was decided is kept in the file `remembered`, and holds as long as `key` is the same;
    unless a busy machine looked too slow for a better one. It is busiest when Home Assistant boots
    beside it, at the first start.
    """
    known = _recall(remembered, key, names)
    if known is not None:
        name, speeds = known
        _LOGGER.info("MODEL_VARIANT=auto is %s here: %s; remembered", name, _figures(speeds))
        return name
    _LOGGER.info("MODEL_VARIANT=auto: measuring which model suits this machine, once.")
    speeds = {}
    name = names[-1]
    for name in names:
        speeds[name] = measure(name)
        if speeds[name].times_real_time >= ENOUGH:
            break
    _LOGGER.info("MODEL_VARIANT=auto is %s here: %s", name, _figures(speeds))
    if any(speed.busy and speed.times_real_time < ENOUGH for speed in speeds.values()):
        _LOGGER.info("The machine was busy: the next start measures again.")
        return name
    if speeds[name].times_real_time < 1:
        _LOGGER.warning("This machine is too slow even for %s: speech will stutter.", name)
    _remember(remembered, key, name, speeds)
    return name


def measure_speed(
    config: Mapping[str, Any],
    precision: Precision,
    *,
    threads: int,
    cores: int,
    cache: ConversionCache,
    clock: Callable[[], float] = time.perf_counter,
    waited: Callable[[], float] = waited_seconds,
) -> Speed:
    """Time one step and one decoded frame of a model of this shape, in turns.

    Of fp32 only two layers and the heads are timed, and the rest is extrapolated.

    The fastest of many counts: whatever else the machine does can only add time. Needs as much
    room in `cache` as the converted model, for seconds. Raises OSError and UnsupportedModelError.
    """
    architecture = read_architecture(config)
    whole = architecture.flow_lm
    part = whole
    if precision == "fp32":
        part = dataclasses.replace(whole, layers=min(_FP32_LAYERS, whole.layers))
        architecture = dataclasses.replace(architecture, flow_lm=part)
    with cache.scratch(partial(_write, architecture, precision)) as folder:
        step, decode = _runs(architecture, threads, folder)
        times = time_in_turns({"step": step, "decode": decode}, _ROUNDS, clock, waited)
    mimi = architecture.mimi
    step_seconds = times.fastest("step") * whole.weights_per_step / part.weights_per_step
    frame_seconds = mimi.frame_samples / mimi.sample_rate_hz
    return Speed(step_seconds, times.fastest("decode"), frame_seconds, cores, times.busy)


def _write(architecture: Architecture, precision: Precision, folder: Path) -> None:
    for part in (_FLOW_LM, _MIMI):
        (folder / part).mkdir()
    source = BlankWeights()
    write_flow_lm(source, architecture.flow_lm, precision, folder / _FLOW_LM)
    write_mimi(source, architecture.mimi, folder / _MIMI)


def _runs(
    architecture: Architecture, threads: int, folder: Path
) -> tuple[Callable[[], object], Callable[[], object]]:
    shape = architecture.flow_lm
    nothing = np.zeros(shape.latent_dim, np.float32)
    session = open_session(folder / _FLOW_LM, threads)
    slots = Slots(session, shape, nothing, slots=1, positions=_POSITIONS)
    decoder = Decoder(open_session(folder / _MIMI, threads), architecture.mimi)
    latents = np.zeros((1, architecture.mimi.latent_dim), np.float32)
    row = Row(0, nothing, nothing)
    return lambda: slots.step([row]), lambda: decoder.decode(latents, decoder.fresh)


def _figures(speeds: Mapping[str, Speed]) -> str:
    return "; ".join(f"{name} {speed}" for name, speed in speeds.items())


def _recall(
    path: Path, key: Sequence[object], names: Sequence[str]
) -> tuple[str, dict[str, Speed]] | None:
    try:
        saved = json.loads(regular_file.read_bytes(path))
        if saved["key"] != list(key) or saved["name"] not in names:
            return None
        return saved["name"], {name: Speed(**speed) for name, speed in saved["speeds"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _remember(path: Path, key: Sequence[object], name: str, speeds: Mapping[str, Speed]) -> None:
    saved = {
        "key": list(key),
        "name": name,
        "speeds": {model: dataclasses.asdict(speed) for model, speed in speeds.items()},
    }
    try:
        disk.write(path, json.dumps(saved).encode())
    except OSError as error:
        _LOGGER.warning("%s cannot be written (%s): the next start measures again.", path, error)
