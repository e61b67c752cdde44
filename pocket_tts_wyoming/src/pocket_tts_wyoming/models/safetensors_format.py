"""The header of a safetensors file, read and written.

Format: github.com/huggingface/safetensors#format (u64 header length, JSON header, data).
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_LENGTH: Final = struct.Struct("<Q")
_ALIGNMENT: Final = 8  # bytes, of the data's beginning
LENGTH_BYTES: Final = _LENGTH.size
"""In front of the JSON header."""


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """One tensor: its type by the format's name, and `start` and `end` in the data, in bytes."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


def header_length(start: bytes) -> int:
    """Read the length of the JSON header from a file's first LENGTH_BYTES; ValueError if short."""
    if len(start) < LENGTH_BYTES:
        raise ValueError("It is shorter than the header's length.")
    (length,) = _LENGTH.unpack(start[:LENGTH_BYTES])
    return int(length)


def read_entries(header: bytes) -> dict[str, TensorEntry]:
    """Read the JSON header; ValueError if it is not one."""
    try:
        values = json.loads(header)
        values.pop("__metadata__", None)
        return {name: _entry(value) for name, value in values.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"Its header is not understood: {error!r}.") from error


def _entry(value: Mapping[str, object]) -> TensorEntry:
    dtype, shape, offsets = value["dtype"], value["shape"], value["data_offsets"]
    if not isinstance(dtype, str) or not isinstance(shape, list) or not isinstance(offsets, list):
        raise TypeError("a tensor is described in another way")
    start, end = (int(offset) for offset in offsets)
    if not 0 <= start <= end:
        raise ValueError("A tensor ends before it begins.")
    return TensorEntry(dtype, tuple(int(length) for length in shape), start, end)


def write_header(entries: Mapping[str, TensorEntry]) -> bytes:
    """Return what stands in front of the data: the header's length and the header."""
    values = {
        name: {"dtype": e.dtype, "shape": list(e.shape), "data_offsets": [e.start, e.end]}
        for name, e in entries.items()
    }
    header = json.dumps(values, separators=(",", ":")).encode()
    header += b" " * (-len(header) % _ALIGNMENT)
    return _LENGTH.pack(len(header)) + header
