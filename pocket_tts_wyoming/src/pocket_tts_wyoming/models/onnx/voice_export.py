"""Voice states written as the library exports them, see `voice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.safetensors_format import TensorEntry, write_header

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.onnx.voice import OnnxVoice

_TYPES = {np.dtype(np.int64): "I64", np.dtype(np.float32): "F32"}


def write_voice(voice: OnnxVoice, path: Path) -> None:
    """Write a voice state that `read_voice` and the library read; raises OSError."""
    entries: dict[str, TensorEntry] = {}
    values: list[NDArray[np.int64] | NDArray[np.float32]] = []
    end = 0
    for layer in range(len(voice.buffers) // 2):
        name = f"transformer.layers.{layer}.self_attn/"
        keys_and_values = np.stack(voice.buffers[2 * layer : 2 * layer + 2])
        for key, value in (
            ("offset", np.array([voice.length], np.int64)),
            ("pad", np.zeros(1, np.int64)),
            ("cache", np.ascontiguousarray(keys_and_values.swapaxes(1, 2)[:, None])),
        ):
            start, end = end, end + value.nbytes
            entries[name + key] = TensorEntry(_TYPES[value.dtype], value.shape, start, end)
            values.append(value)
    with path.open("wb") as file:
        file.write(write_header(entries))
        for value in values:
            file.write(value.data)
