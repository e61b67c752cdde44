"""Files shaped like exported voice states, a few hundred bytes small."""

from __future__ import annotations

import json
import struct
from typing import Any

POSITIONS = 3


def voice_state(layers: int = 6, heads: int = 2, head_width: int = 4) -> bytes:
    """Return a safetensors file with the tensors of a voice state (float32 zeros)."""
    tensors: dict[str, list[int]] = {}
    for layer in range(layers):
        prefix = f"transformer.layers.{layer}.self_attn"
        tensors[f"{prefix}/cache"] = [2, 1, POSITIONS, heads, head_width]
        tensors[f"{prefix}/offset"] = [1]
    return safetensors_file(tensors)


def safetensors_file(tensors: dict[str, list[int]]) -> bytes:
    """Return a safetensors file of float32 zeros with these shapes."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in tensors.items():
        start = end
        size = 4
        for length in shape:
            size *= length
        end += size
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    raw = json.dumps(header).encode()
    return struct.pack("<Q", len(raw)) + raw + bytes(end)
