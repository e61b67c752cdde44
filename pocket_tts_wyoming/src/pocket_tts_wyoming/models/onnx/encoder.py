"""Running Mimi's encoder: a recording becomes latents, in pieces, so that memory stays small."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.mimi_shape import MimiShape

_UNSEEN = np.float32(-1e30)  # added to a score: nothing is left of it
_FRAMES_PER_CALL: Final = 4


class Encoder:
    """Mimi's encoder; it keeps nothing between recordings.

    `session` is of a graph that `write_encoder` wrote.
    """

    def __init__(self, session: Any, shape: MimiShape) -> None:  # noqa: ANN401 - onnxruntime has no types
        self._session, self._shape = session, shape
        inputs = session.get_inputs()
        self._fresh = {
            i.name: np.zeros(i.shape, np.float32) for i in inputs if i.name.startswith("in_")
        }
        self._marks_first = any(i.name == "first" for i in inputs)
        self._outputs = ["latents", *("out_" + name.removeprefix("in_") for name in self._fresh)]
        pairs = shape.head_dim // 2
        self._rates = np.exp(np.arange(pairs) * (-math.log(shape.max_period) / pairs))

    def encode(self, audio: Samples, between: Callable[[], object] = lambda: None) -> Samples:
        """Audio (samples,) at the model's rate to latents (frames, latent_dim), not normalised.

        The last frame is filled up with zeros. `between` is called before every piece of a few
        frames: it may wait, while others use the processor, or raise.
        """
        samples = self._shape.frame_samples
        padded = np.zeros(-(-len(audio) // samples) * samples, np.float32)
        padded[: len(audio)] = audio
        states, latents = self._fresh, [np.zeros((0, self._shape.latent_dim), np.float32)]
        piece = samples * _FRAMES_PER_CALL
        for start in range(0, len(padded), piece):
            between()
            new, states = self._call(padded[start : start + piece], start, states)
            latents.append(new)
        return np.concatenate(latents)

    def _call(
        self, audio: Samples, start: int, states: dict[str, Samples]
    ) -> tuple[Samples, dict[str, Samples]]:
        shape = self._shape
        step = shape.frame_samples // shape.steps_per_frame
        queries = np.arange(start // step, (start + len(audio)) // step)
        keys = np.arange(queries[0] - shape.window + 1, queries[-1] + 1)
        age = queries[:, None] - keys
        seen = (age >= 0) & (age < shape.window) & (keys >= 0)
        angles = np.outer(queries, self._rates)
        feed: dict[str, Any] = {
            "audio": audio[None, None],
            "cos": np.cos(angles).astype(np.float32),
            "sin": np.sin(angles).astype(np.float32),
            "mask": np.where(seen, np.float32(0), _UNSEEN),
            **states,
        }
        if self._marks_first:
            feed["first"] = np.array([start == 0], np.float32)
        latents, *tensors = self._session.run(self._outputs, feed)
        return latents, dict(zip(states, tensors, strict=True))
