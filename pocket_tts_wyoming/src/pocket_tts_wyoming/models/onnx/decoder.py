"""Running Mimi's decoder."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.mimi_shape import MimiShape

_UNSEEN = np.float32(-1e30)  # added to a score: nothing is left of it


class _Memory:
    """Keys and values of the positions so far, (tensors, positions, heads, head_dim).

    The last `before` of them are read. New ones are written behind them until the buffer is full,
    which saves copying all that is still seen (2 MB) in every frame.
    """

    def __init__(self, seen: NDArray[np.float32], room: int = 0) -> None:
        tensors, self._before, *sizes = seen.shape
        self._buffer = np.empty((tensors, self._before + room, *sizes), np.float32)
        self._buffer[:, : self._before] = seen
        self._used = self._before

    def seen(self, end: int) -> NDArray[np.float32]:
        """Return what is read at a position, once everything up to there has been appended."""
        return self._buffer[:, end - self._before : end]

    def append(self, end: int, new: Sequence[NDArray[np.float32]]) -> tuple[_Memory, int]:
        """Append (positions, heads, head_dim) for each tensor behind `end`.

        Returns where that went and its end. It goes into a copy where something else stands
        behind `end` already, so that what was returned before stays as it was.
        """
        count = len(new[0])
        stop = end + count
        if end != self._used or stop > self._buffer.shape[1]:
            copy = _Memory(self.seen(end), room=self._before + count)
            return copy.append(self._before, new)
        for tensor, rows in zip(self._buffer, new, strict=True):
            tensor[end:stop] = rows
        self._used = stop
        return self, stop


@dataclass(frozen=True, slots=True, eq=False)
class OnnxDecoderState:
    """What a decoder remembers: the graph's states, and how many positions it has decoded.

    `end`: of what stands in `memory`. `newest`: keys and values that come behind it. They are
    appended with the next frame, for the first time into 4 MB that are new to the process: that
    takes 1 to 3 ms, and a first frame does not wait for it.
    """

    tensors: tuple[NDArray[np.float32], ...]
    memory: _Memory
    end: int
    newest: tuple[NDArray[np.float32], ...]
    positions: int


class Decoder:
    """Mimi's decoder; it keeps no state of its own, so callers may keep, drop and reuse states."""

    def __init__(self, session: Any, shape: MimiShape) -> None:  # noqa: ANN401 - onnxruntime has no types
        self._session, self._shape = session, shape
        states = [i for i in session.get_inputs() if i.name.startswith("in_")]
        self._inputs = [state.name for state in states]
        self._past = [f"past_{kind}{i}" for i in range(shape.layers) for kind in "kv"]
        self._outputs = [
            "audio",
            *("out_" + name.removeprefix("in_") for name in self._inputs),
            *("new_" + name.removeprefix("past_") for name in self._past),
        ]
        before = shape.window - 1
        nothing = np.zeros((len(self._past), before, shape.heads, shape.head_dim), np.float32)
        zeros = tuple(np.zeros(state.shape, np.float32) for state in states)
        self.fresh = OnnxDecoderState(zeros, _Memory(nothing), before, (), 0)
        pairs = shape.head_dim // 2
        self._rates = np.exp(np.arange(pairs) * (-math.log(shape.max_period) / pairs))

    def decode(self, latents: Samples, state: OnnxDecoderState) -> tuple[Samples, OnnxDecoderState]:
        """Turn latents (frames, latent_dim) into audio (frames x frame_samples,).

        Returns the new state too; `state` stays as it is.
        """
        start, new = state.positions, len(latents) * self._shape.steps_per_frame
        queries = np.arange(start, start + new)
        keys = np.arange(start - self._shape.window + 1, start + new)
        memory, end = state.memory, state.end
        if state.newest:
            memory, end = memory.append(end, state.newest)
        age = queries[:, None] - keys
        seen = (age >= 0) & (age < self._shape.window) & (keys >= 0)
        angles = np.outer(queries, self._rates)
        feed = {
            "latents": np.ascontiguousarray(latents, np.float32),
            "cos": np.cos(angles).astype(np.float32),
            "sin": np.sin(angles).astype(np.float32),
            "mask": np.where(seen, np.float32(0), _UNSEEN),
            **dict(zip(self._inputs, state.tensors, strict=True)),
            **dict(zip(self._past, memory.seen(end), strict=True)),
        }
        audio, *rest = self._session.run(self._outputs, feed)
        count = len(self._inputs)
        # What is kept for longer is copied: the runtime's own memory would grow with all audio that
        # waits for clients, and stay so.
        newest = tuple(rows.copy() for rows in rest[count:])
        after = OnnxDecoderState(tuple(rest[:count]), memory, end, newest, start + new)
        return audio[:, 0].copy(), after
