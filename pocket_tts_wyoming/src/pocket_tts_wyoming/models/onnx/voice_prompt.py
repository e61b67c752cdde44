"""The prompt that makes a voice: embeddings of a recording through the flow LM, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnxruntime

from pocket_tts_wyoming.models.onnx.build.flow_lm import rotary_table
from pocket_tts_wyoming.models.onnx.build.prompt_layer import layer_weights
from pocket_tts_wyoming.models.onnx.voice import OnnxVoice
from pocket_tts_wyoming.models.onnx.weights import Safetensors, WeightsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape

_POSITIONS_PER_CALL: Final = 64


class VoicePrompt:
    """Runs the flow LM's layers, one after another, over what a voice is prompted with.

    `session` is of a graph that `write_prompt_layer` wrote; `weights` is the checkpoint that the
    model speaks with. Its tensors are read for each layer, so that one layer is in memory.
    """

    def __init__(self, session: Any, shape: FlowLMShape, weights: Path) -> None:  # noqa: ANN401 - onnxruntime has no types
        self._session, self._shape, self._weights = session, shape, weights

    def embeddings(self, latents: Samples, speaker_projection: Samples, *, bos: bool) -> Samples:
        """Turn the encoder's latents (T, latent_dim) into embeddings (T, dim), or T + 1 with `bos`.

        `speaker_projection` (dim, latent_dim) belongs to the encoder; `bos`: the configuration's
        insert_bos_before_voice. Raises OSError and WeightsError.
        """
        if speaker_projection.shape != (self._shape.dim, latents.shape[1]):
            raise WeightsError(
                f"The speaker projection has shape {speaker_projection.shape}, but the model needs "
                f"({self._shape.dim}, {latents.shape[1]})."
            )
        projected = latents @ speaker_projection.T
        if not bos:
            return projected
        source = Safetensors.map(self._weights)
        start = source.weight("flow_lm.bos_before_voice", 1, 1, self._shape.dim)
        return np.concatenate([start[0], projected])

    def state(self, embeddings: Samples, between: Callable[[], object] = lambda: None) -> OnnxVoice:
        """Embeddings (T, dim) to the voice state of T positions.

        `between` is called before every piece of work of some 10 ms: it may wait, while others
        use the processor, or raise. Raises OSError and WeightsError.
        """
        shape, length = self._shape, len(embeddings)
        rotary = rotary_table(shape, length)
        x = np.ascontiguousarray(embeddings, np.float32)
        buffers: list[Samples] = []
        for layer in range(shape.layers):
            between()
            weights = self._read(layer)
            size = 1, shape.kv_heads, length, shape.head_dim
            memory = np.zeros(size, np.float32), np.zeros(size, np.float32)
            y = np.empty_like(x)
            for start in range(0, length, _POSITIONS_PER_CALL):
                between()
                stop = min(start + _POSITIONS_PER_CALL, length)
                inputs = {**weights, "cos": rotary[0], "sin": rotary[1]}
                self._run(inputs, memory, x[start:stop], y[start:stop], stop)
            x = y
            buffers += [part[0] for part in memory]
        return OnnxVoice(tuple(buffers), length)

    def _read(self, layer: int) -> dict[str, Samples]:
        # Mapped anew for each layer: what was read of a mapping counts as memory while it lasts.
        source = Safetensors.map(self._weights)
        prefix = f"flow_lm.transformer.layers.{layer}."
        return {
            name: np.ascontiguousarray(source.weight(prefix + name, *size))
            for name, size in layer_weights(self._shape).items()
        }

    def _run(
        self,
        inputs: Mapping[str, NDArray[Any]],
        memory: tuple[Samples, Samples],
        x: Samples,
        y: Samples,
        stop: int,
    ) -> None:
        binding = self._session.io_binding()
        feed = {
            **inputs,
            "x": x,
            "last": np.array([stop - 1], np.int32),
            "total": np.array(stop, np.int32),
        }
        for name, array in feed.items():
            binding.bind_ortvalue_input(name, _shared(array))
        for kind, part in zip("kv", memory, strict=True):
            value = _shared(part)
            binding.bind_ortvalue_input("past_" + kind, value)
            binding.bind_ortvalue_output("present_" + kind, value)
        binding.bind_ortvalue_output("y", _shared(y))
        self._session.run_with_iobinding(binding)


def _shared(array: NDArray[Any]) -> Any:  # noqa: ANN401 - onnxruntime has no types
    return onnxruntime.OrtValue.ortvalue_from_numpy(array)
