"""What the first bytes of a voice state file tell: whether it is whole, and which model it fits.

A safetensors file is eight bytes (length of the header, little endian), a JSON header with name,
dtype, shape and place of every tensor, and the tensors. So the header knows the file's size: a
copy under way is told from a finished one without waiting.
Format: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import json
import os
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.limits import MAX_VOICE_STATE_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LENGTH = struct.Struct("<Q")
# A state has three tensors per layer, about 100 bytes of header each; 24 layers are the most.
_MAX_HEADER_BYTES = 1_000_000
_CACHE_SUFFIX = ".self_attn/cache"
_CACHE_DIMENSIONS = 5  # key and value, batch, positions, heads, head width


class IncompleteFileError(Exception):
    """The file is shorter than its header says: it is being copied."""


class NotAVoiceStateError(Exception):
    """The file is whole, but not a voice state of pocket-tts."""


@dataclass(frozen=True, slots=True)
class StateShape:
    """The part of a voice state's shape that must equal the model's."""

    layers: int
    heads: int
    head_width: int

    @classmethod
    def of_config(cls, config: Mapping[str, Any]) -> StateShape:
        """Return the shape that a model with this (parsed YAML) config reads."""
        transformer = config["flow_lm"]["transformer"]
        width = transformer.get("attn_dim") or transformer["d_model"]
        return cls(
            layers=transformer["num_layers"],
            heads=transformer.get("num_kv_heads") or transformer["num_heads"],
            head_width=width // transformer["num_heads"],
        )

    def __str__(self) -> str:
        """Spell the numbers out, for a sentence."""
        return f"{self.layers} layers of {self.heads} x {self.head_width}"


def read_shape(path: Path) -> StateShape:
    """Read the shape of a voice state; reads the header only.

    Raises IncompleteFileError, NotAVoiceStateError and OSError.
    """
    with regular_file.open_binary(path, MAX_VOICE_STATE_BYTES) as file:
        size = os.fstat(file.fileno()).st_size
        start = file.read(_LENGTH.size)
        if len(start) < _LENGTH.size:
            raise IncompleteFileError
        (header_bytes,) = _LENGTH.unpack(start)
        if header_bytes > _MAX_HEADER_BYTES:
            raise NotAVoiceStateError("it is not a safetensors file of a voice")
        raw = file.read(header_bytes)
    if len(raw) < header_bytes:
        raise IncompleteFileError
    try:
        tensors = json.loads(raw)
        tensors.pop("__metadata__", None)
        ends = [_whole_number(tensor["data_offsets"][1]) for tensor in tensors.values()]
        caches = [t["shape"] for name, t in tensors.items() if name.endswith(_CACHE_SUFFIX)]
        shapes = {
            tuple(_whole_number(length) for length in shape[3:])
            for shape in caches
            if len(shape) == _CACHE_DIMENSIONS
        }
    except (
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        RecursionError,  # JSON that is nested 90,000 deep
    ) as error:
        raise NotAVoiceStateError("it is not a safetensors file") from error
    end = max(ends, default=0)
    if size < _LENGTH.size + header_bytes + end:
        raise IncompleteFileError
    if len(shapes) != 1:
        raise NotAVoiceStateError("it holds no voice state: make one with pocket-tts export-voice")
    ((heads, head_width),) = shapes
    return StateShape(len(caches), heads, head_width)


def _whole_number(value: object) -> int:
    """Return a size or offset; ValueError for what JSON can hold instead, true and 1e400 too."""
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is not a size")
    return value
