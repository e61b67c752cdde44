"""Which of the two int8 formats is faster on this machine, see `Graph.linear`.

A scale per row makes prompts faster, scales per block make a step of one row faster, and by how
much is up to the processor: english, one thread of a Zen 4, CPU time per row and in blocks: prompt
of 24 tokens 17.8 and 29.1 ms, step of one row 6.5 and 5.2 ms, of four rows 7.8 and 8.3 ms.

Without the dot products of ARMv8.2 (Raspberry Pi 4) or AVX2 (Celeron N4000), ONNX Runtime turns
blocks into float32 in each call. One row then takes 5 to 14 times the processor time of int8 per
row (emulated Cortex-A53, Cortex-A72 and Denverton), so they are not chosen there.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.onnx.build.flow_lm import write_flow_lm
from pocket_tts_wyoming.models.onnx.build.quantise import BLOCK
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.slots import Slots
from pocket_tts_wyoming.models.onnx.timing import Rounds, time_in_turns
from pocket_tts_wyoming.models.onnx.voice import OnnxVoice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape
    from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
    from pocket_tts_wyoming.models.onnx.timing import Times
    from pocket_tts_wyoming.models.onnx.weights import Safetensors

Int8Format: TypeAlias = Literal["int8", "int8-blocks"]

# The first is taken where they are as fast: in it, rows are independent by construction.
INT8_FORMATS: Final[tuple[Int8Format, Int8Format]] = ("int8", "int8-blocks")
TIE: Final = 1.1
"""Times faster that a second choice must be than the first."""
CLEAR: Final = 1.25
"""Times further from a tie than that: another measurement would say the same."""

_LAYERS = 2
_TOKENS, _SPEAKERS = 24, 4
_POSITIONS = 64
_ROUNDS = Rounds(warm_up=2, fewest=6, most=6, budget_seconds=0.0)


@dataclass(frozen=True, slots=True)
class Int8Choice:
    """The faster format; the other takes `lead` times as long, None if it was not measured.

    `is_clear`: another measurement would say the same. `busy`: other programs had the machine too.
    """

    format: Int8Format
    lead: float | None = None
    is_clear: bool = True
    busy: bool = False


def has_two_formats(shape: FlowLMShape) -> bool:
    """Return whether all products of a model fit blocks: those that do not are in float32."""
    inputs = shape.dim, shape.heads * shape.head_dim, shape.hidden, shape.flow_dim
    return all(width % BLOCK == 0 for width in inputs)


def faster_int8(
    source: Safetensors,
    shape: FlowLMShape,
    cache: ConversionCache,
    *,
    threads: int,
    clock: Callable[[], float],
    waited: Callable[[], float],
    wanted: Callable[[], bool],
) -> Int8Choice:
    """Measure both formats on two layers and the heads, which are gone afterwards.

    Two layers compare as the whole does (english, 6 layers, blocks against rows: prompt 1.53 and
    1.64, step 0.76 and 0.80, step of four rows 1.05 and 1.06), and take a third of the time to
    convert. It is int8 if there is no room for them, and for models that do not fit blocks
    (english_7m and smaller). Raises MeasuringStoppedError.
    """
    usual, other = INT8_FORMATS
    if not has_two_formats(shape):
        return Int8Choice(usual)
    part = dataclasses.replace(shape, layers=min(_LAYERS, shape.layers))

    def write(folder: Path) -> None:
        for name in INT8_FORMATS:
            (folder / name).mkdir()
            write_flow_lm(source, part, name, folder / name)

    try:
        with cache.scratch(write) as folder:
            calls = {name: _Calls(folder / name, part, threads) for name in INT8_FORMATS}
            runs = {f"{name} first audio": calls[name].first_audio for name in INT8_FORMATS}
            runs |= {f"{name} speakers": calls[name].speakers for name in INT8_FORMATS}
            times = time_in_turns(runs, _ROUNDS, clock, waited, wanted)
    except OSError:
        return Int8Choice(usual, is_clear=False)
    lead = _cost_seconds(times, other) / _cost_seconds(times, usual)
    is_clear = not 1 / CLEAR <= lead * TIE <= CLEAR
    # A slip would cost a conversion now and one back.
    if lead * TIE < (1 / CLEAR if times.busy else 1):
        return Int8Choice(other, 1 / lead, is_clear, times.busy)
    return Int8Choice(usual, lead, is_clear, times.busy)


def _cost_seconds(times: Times, name: Int8Format) -> float:
    """Weigh one listener's wait and the step of several speakers alike: their geometric mean."""
    waits, speakers = (times.fastest(f"{name} {what}") for what in ("first audio", "speakers"))
    return float(np.sqrt(waits * speakers))


class _Calls:
    """What is measured of one format."""

    def __init__(self, folder: Path, shape: FlowLMShape, threads: int) -> None:
        self._nothing = np.zeros(shape.latent_dim, np.float32)
        session = open_session(folder, threads)
        self._slots = Slots(session, shape, self._nothing, slots=_SPEAKERS, positions=_POSITIONS)
        empty = np.zeros((shape.kv_heads, 0, shape.head_dim), np.float32)
        self._voice = OnnxVoice((empty,) * (2 * shape.layers), 0)
        self._rows = [Row(slot, self._nothing, self._nothing) for slot in range(_SPEAKERS)]

    def first_audio(self) -> None:
        """Read a sentence, which makes the first latent, and make one more."""
        self._slots.place_voice(0, self._voice)
        self._slots.prompt(0, [0] * _TOKENS, self._nothing)
        self._slots.step(self._rows[:1])

    def speakers(self) -> None:
        """Make a latent for each of several speakers."""
        self._slots.step(self._rows)
