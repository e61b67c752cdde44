"""Voice states: what the transformer remembers of a voice, as the library exports it.

A flat safetensors file with, for every layer N, `transformer.layers.N.self_attn/cache` (2 = keys
and values, 1, T, kv_heads, head_dim) and `.../offset` (1,), the number of positions in use;
`.../pad` is zero. Older files have `.../current_end` instead, whose length is that number. Source:
pocket-tts 4.0.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.errors import VoiceUnavailableError
from pocket_tts_wyoming.limits import MAX_VOICE_STATE_BYTES
from pocket_tts_wyoming.models.onnx.weights import Safetensors, WeightsError

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape

_LAYER = "transformer.layers.{}.self_attn/"


@dataclass(frozen=True, slots=True, eq=False)
class OnnxVoice:
    """A voice state in the layout of a slot.

    `buffers`: keys and values of each layer in turn, float32 (kv_heads, length, head_dim).
    """

    buffers: tuple[Samples, ...]
    length: int


def read_voice(path: Path, shape: FlowLMShape, most: int) -> OnnxVoice:
    """Read a voice state of at most `most` positions.

    Raises VoiceUnavailableError if the file cannot be read, is damaged or belongs to another model.
    """
    try:
        # Not mapped: people replace voice files while the server runs.
        file = Safetensors(regular_file.read_bytes(path, MAX_VOICE_STATE_BYTES), path.name)
        return _parse(file, shape, most)
    except OSError as error:
        reason = error.strerror or str(error)
        raise VoiceUnavailableError(f"The voice file {path} cannot be read: {reason}.") from error
    except WeightsError as error:
        raise VoiceUnavailableError(f"The voice file {path} cannot be used: {error}") from error


def _parse(file: Safetensors, shape: FlowLMShape, most: int) -> OnnxVoice:
    layers = {name.partition("/")[0] for name in file.names()}
    if len(layers) != shape.layers:
        raise WeightsError(
            f"It has {len(layers)} layers, but the model has {shape.layers}; "
            "a voice state fits only the model it was made with."
        )
    length = _length(file, 0)
    if not 0 < length <= most:
        raise WeightsError(
            f"It is {length} positions (12.5 per second) long; 1 to {most} are possible."
        )
    buffers: list[Samples] = []
    for layer in range(shape.layers):
        name = _LAYER.format(layer) + "cache"
        cache = file.read(name)
        wanted = 2, 1, max(length, cache.shape[2] if cache.ndim > 2 else 0)  # noqa: PLR2004 - dimensions
        if cache.shape != (*wanted, shape.kv_heads, shape.head_dim):
            raise WeightsError(
                f"{name} has shape {cache.shape}, but the model needs (2, 1, at least {length}, "
                f"{shape.kv_heads}, {shape.head_dim}); a voice state fits only the model it was "
                "made with."
            )
        if _length(file, layer) != length:
            raise WeightsError("Its layers differ in length.")
        if _is_padded(file, layer):
            raise WeightsError("It was cut out of a batch of several voices.")
        used = cache[:, 0, :length].swapaxes(1, 2).astype(np.float32, order="C")
        if not np.isfinite(used).all():
            raise WeightsError("It contains values that are not finite numbers.")
        buffers += [used[0], used[1]]
    return OnnxVoice(tuple(buffers), length)


def _is_padded(file: Safetensors, layer: int) -> bool:
    name = _LAYER.format(layer) + "pad"
    return name in file and bool(file.read(name).any())


def _length(file: Safetensors, layer: int) -> int:
    name = _LAYER.format(layer)
    if name + "current_end" in file:
        shape = file.shape(name + "current_end")
        return shape[0] if shape else 0
    offset = file.read(name + "offset")
    if offset.size != 1 or offset.dtype.kind not in "iu":
        raise WeightsError(f"{name}offset is not one whole number.")
    return int(offset.reshape(()))
