"""Slots of the flow LM: their memory, the voices in it, and model calls over neighbours."""

from __future__ import annotations

import contextlib
import math
import mmap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from pocket_tts_wyoming.models.batching.backend import Step
from pocket_tts_wyoming.models.onnx.build.flow_lm import rotary_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.batching.backend import Row
    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape
    from pocket_tts_wyoming.models.onnx.voice import OnnxVoice


@dataclass(slots=True)
class _Contents:
    """What is in a slot: `used` positions, of its voice, then `tokens` of text, then frames.

    `again`: so many of the last tokens are read once more with those that follow.
    """

    voice: OnnxVoice | None = None
    used: int = 0
    tokens: list[int] = field(default_factory=list)
    again: int = 0


class Slots:
    """A fixed number of sequences of `positions` positions each. For one thread.

    Each slot's keys and values are contiguous in every layer's buffer, so that neighbouring slots
    are a batch without copying. `bos` is the latent that starts a sentence, float32 (latent_dim,).
    `lanes`: see `attention_lanes`; what was read before stays up to a multiple of it.
    """

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - onnxruntime has no types
        shape: FlowLMShape,
        bos: Samples,
        *,
        slots: int,
        positions: int,
        lanes: int = 1,
    ) -> None:
        self._session, self._shape, self._bos = session, shape, bos
        self._positions, self._lanes = positions, lanes
        self._slots = [_Contents() for _ in range(slots)]
        size = slots, shape.kv_heads, positions, shape.head_dim
        self._buffers = [_lazy_zeros(size) for _ in range(2 * shape.layers)]
        self._rotary = rotary_table(shape, positions)
        self._calls: dict[tuple[int, int], _Call] = {}

    @property
    def bytes_per_slot(self) -> int:
        """Memory of one slot's keys and values."""
        return sum(buffer[0].nbytes for buffer in self._buffers)

    def place_voice(self, slot: int, voice: OnnxVoice, known: int = 0) -> None:
        """Put a voice into a slot, or rewind the slot to it, which costs nothing.

        The first `known` positions behind it stay too.
        """
        state = self._slots[slot]
        if state.voice is not voice:
            state.voice = None
            for buffer, part in zip(self._buffers, voice.buffers, strict=True):
                buffer[slot, :, : voice.length] = part
            state.voice = voice
        state.used = voice.length + known
        state.again = min(state.used % self._lanes, known)
        del state.tokens[known:]

    def room(self, slot: int) -> int:
        """Return the positions behind the slot's voice."""
        voice = self._slots[slot].voice
        return self._positions - (voice.length if voice else 0)

    def prompt(self, slot: int, tokens: Sequence[int], noise: Samples) -> Step:
        """Append text and BOS to a slot; ValueError if they do not fit."""
        call, state = self._call(slot, slot), self._slots[slot]
        self._append(slot, len(tokens) + 1)
        state.tokens += tokens
        read = state.tokens[-len(tokens) - state.again :]
        state.again = 0
        call.latents[0, 0] = self._bos
        call.noise[0] = noise
        call.last[0] = state.used - 1
        call.run(np.array([read], np.int64))
        return call.result(0)

    def step(self, rows: Sequence[Row]) -> list[Step]:
        """Append each row's latent to its slot; if one is full, ValueError before any changes.

        One call covers all slots from the lowest to the highest: an unused slot in between costs
        less than a second call (english, int8: 2 against 5 ms). It is computed too, and writes
        one position: the next one, which its own next call writes again.
        """
        if not rows:
            return []
        full = [row.slot for row in rows if self._slots[row.slot].used >= self._positions]
        if full:
            raise ValueError(f"No room is left in slot {full[0]}.")
        first = min(row.slot for row in rows)
        final = max(row.slot for row in rows)
        call = self._call(first, final)
        for i in range(first, final + 1):
            call.last[i - first] = min(self._slots[i].used, self._positions - 1)
        for row in rows:
            self._slots[row.slot].used += 1
            call.latents[row.slot - first, 0] = row.latent
            call.noise[row.slot - first] = row.noise
        call.run(call.no_tokens)
        return [call.result(row.slot - first) for row in rows]

    def _append(self, slot: int, count: int) -> None:
        state = self._slots[slot]
        if state.used + count > self._positions:
            left = self._positions - state.used
            raise ValueError(f"{count} positions do not fit into {left} of slot {slot}.")
        state.used += count

    def _call(self, first: int, final: int) -> _Call:
        call = self._calls.get((first, final))
        if call is None:
            buffers = [buffer[first : final + 1] for buffer in self._buffers]
            call = _Call(self._session, self._shape, buffers, self._rotary)
            self._calls[first, final] = call
        return call


def _lazy_zeros(size: tuple[int, ...]) -> Samples:
    """Return float32 zeros that take memory only where they are written to.

    With the huge pages that numpy asks for, all of a slot is resident: 38 MB for 768 positions of
    english. Without them it is 49 KB per position used.
    """
    length = math.prod(size) * np.dtype(np.float32).itemsize
    memory = mmap.mmap(-1, length, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    with contextlib.suppress(OSError):  # a kernel without huge pages
        memory.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(memory, np.float32).reshape(size)


class _Call:
    """Inputs, outputs and bindings of neighbouring slots, kept from call to call.

    Fill `latents` (B, 1, latent_dim), `noise` (B, latent_dim) and `last` (B,) before `run`, see
    `write_flow_lm`; other rows may keep what an earlier call left there.
    """

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - onnxruntime has no types
        shape: FlowLMShape,
        buffers: Sequence[Samples],
        rotary: NDArray[np.float32],
    ) -> None:
        rows = len(buffers[0])
        self.latents = np.zeros((rows, 1, shape.latent_dim), np.float32)
        self.noise = np.zeros((rows, shape.latent_dim), np.float32)
        self.last = np.zeros(rows, np.int32)
        self.no_tokens = np.zeros((rows, 0), np.int64)
        self._total = np.zeros((), np.int32)
        self._latent = np.zeros((rows, shape.latent_dim), np.float32)
        self._eos = np.zeros((rows, 1), np.float32)
        self._session, self._binding = session, session.io_binding()
        self._kept: list[Any] = []  # a binding does not keep its memory alive
        for name, array in (
            ("latents", self.latents),
            ("noise", self.noise),
            ("last", self.last),
            ("total", self._total),
            ("cos", rotary[0]),
            ("sin", rotary[1]),
        ):
            self._binding.bind_ortvalue_input(name, self._shared(array))
        self._binding.bind_ortvalue_output("latent", self._shared(self._latent))
        self._binding.bind_ortvalue_output("eos", self._shared(self._eos))
        for i, buffer in enumerate(buffers):
            name, value = f"{'kv'[i % 2]}{i // 2}", self._shared(buffer)
            self._binding.bind_ortvalue_input("past_" + name, value)
            self._binding.bind_ortvalue_output("present_" + name, value)
        self._tokens: NDArray[np.int64] | None = None

    def _shared(self, array: NDArray[Any]) -> Any:  # noqa: ANN401 - onnxruntime has no types
        value = onnxruntime.OrtValue.ortvalue_from_numpy(array)
        self._kept += [array, value]
        return value

    def run(self, tokens: NDArray[np.int64]) -> None:
        """Run with tokens (B, T) in front of the latents."""
        if tokens is not self._tokens:
            self._binding.bind_cpu_input("tokens", tokens)
            self._tokens = tokens
        self._total[()] = self.last.max() + 1
        self._session.run_with_iobinding(self._binding)

    def result(self, row: int) -> Step:
        """Return one row of the last run's result."""
        return Step(self._latent[row].copy(), float(self._eos[row, 0]))
