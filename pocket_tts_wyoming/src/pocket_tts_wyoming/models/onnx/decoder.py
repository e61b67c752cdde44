"""Running Mimi's decoder."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.architecture import MimiShape

_UNSEEN = np.float32(-1e30)  # added to a score: nothing is left of it


@dataclass(frozen=True, slots=True, eq=False)
class OnnxDecoderState:
    """What a decoder remembers: the graph's states, and how many positions it has decoded."""

    tensors: tuple[NDArray[np.float32], ...]
    positions: int


class Decoder:
    """Mimi's decoder; it keeps no state of its own, so callers may keep, drop and reuse states."""

    def __init__(self, session: Any, shape: MimiShape) -> None:  # noqa: ANN401 - onnxruntime has no types
        self._session, self._shape = session, shape
        states = [i for i in session.get_inputs() if i.name.startswith("in_")]
        self._inputs = [state.name for state in states]
        self._outputs = ["audio", *("out_" + name.removeprefix("in_") for name in self._inputs)]
        zeros = tuple(np.zeros(state.shape, np.float32) for state in states)
        self.fresh = OnnxDecoderState(zeros, 0)
        pairs = shape.head_dim // 2
        self._rates = np.exp(np.arange(pairs) * (-math.log(shape.max_period) / pairs))

    def decode(self, latents: Samples, state: OnnxDecoderState) -> tuple[Samples, OnnxDecoderState]:
        """Turn latents (frames, latent_dim) into audio (frames x frame_samples,).

        Returns the new state too; `state` stays as it is.
        """
        start, new = state.positions, len(latents) * self._shape.steps_per_frame
        queries = np.arange(start, start + new)
        keys = np.arange(start - self._shape.window + 1, start + new)
        age = queries[:, None] - keys
        seen = (age >= 0) & (age < self._shape.window) & (keys >= 0)
        angles = np.outer(queries, self._rates)
        feed = {
            "latents": np.ascontiguousarray(latents, np.float32),
            "cos": np.cos(angles).astype(np.float32),
            "sin": np.sin(angles).astype(np.float32),
            "mask": np.where(seen, np.float32(0), _UNSEEN),
            **dict(zip(self._inputs, state.tensors, strict=True)),
        }
        audio, *tensors = self._session.run(self._outputs, feed)
        return audio[0, 0], OnnxDecoderState(tuple(tensors), start + new)
