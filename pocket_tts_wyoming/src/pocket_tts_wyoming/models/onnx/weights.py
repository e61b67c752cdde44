"""Reading safetensors without torch.

Format: github.com/huggingface/safetensors#format (u64 header length, JSON header, data).
"""

from __future__ import annotations

import hashlib
import json
import math
import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pocket_tts_wyoming import regular_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.engine import Samples

_SAMPLES, _SAMPLE_BYTES = 256, 1024  # of a fingerprint
_LONGEST_HEADER = 100_000_000  # bytes, the limit of the format's own library
_BF16 = "BF16"
_DTYPES: Final = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    _BF16: "<u2",
    "I64": "<i8",
    "I32": "<i4",
    "U8": "u1",
    "BOOL": "?",
}


class WeightsError(ValueError):
    """A safetensors file is damaged or lacks what a model needs; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class _Entry:
    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


class Safetensors:
    """Tensors in the safetensors format, each read on demand.

    `data` is the whole file; `name` is used in errors. Raises WeightsError if it is damaged.
    """

    def __init__(self, data: bytes | mmap.mmap, name: str) -> None:
        self._data, self._name = data, name
        header_end = 8 + int.from_bytes(data[:8], "little")
        if header_end > min(len(data), _LONGEST_HEADER):
            raise WeightsError(f"{name} is not a safetensors file, or it is cut short.")
        try:
            entries = json.loads(data[8:header_end])
            entries.pop("__metadata__", None)
            self._entries = {
                key: _entry(value, header_end, len(data)) for key, value in entries.items()
            }
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            OverflowError,  # an offset of 1e400
            RecursionError,  # a header that is nested 90,000 deep
        ) as error:
            raise WeightsError(f"{name} is damaged or cut short: {error}") from error

    @classmethod
    def map(cls, path: Path) -> Safetensors:
        """Map a file, which must not change afterwards; raises OSError and WeightsError."""
        with regular_file.open_binary(path) as file:
            if path.stat().st_size == 0:
                raise WeightsError(f"{path.name} is empty.")
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path.name)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """Return the names of all tensors, in the header's order."""
        return list(self._entries)

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of a tensor without reading it; KeyError if there is none."""
        return self._entries[name].shape

    def read(self, name: str) -> NDArray[Any]:
        """Read a tensor, as a read-only view of the file where possible; bf16 becomes float32.

        Raises WeightsError if there is no such tensor.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise WeightsError(f"{self._name} has no tensor {name!r}.")
        dtype = np.dtype(_DTYPES[entry.dtype])
        count = (entry.end - entry.start) // dtype.itemsize
        raw = np.frombuffer(self._data, dtype, count, entry.start).reshape(entry.shape)
        if entry.dtype == _BF16:  # the upper half of a float32
            return (raw.astype(np.uint32) << 16).view(np.float32)
        return raw

    def weight(self, name: str, *shape: int) -> Samples:
        """Read a tensor as float32; WeightsError if it is missing or has another shape."""
        value = self.read(name)
        if value.shape != shape:
            raise WeightsError(
                f"Tensor {name!r} of {self._name} has shape {value.shape}, "
                f"but the configuration says {shape}."
            )
        return value.astype(np.float32, copy=False)


def fingerprint(path: Path) -> str:
    """Return what identifies a file of weights, in milliseconds.

    A hash of size, time of change and 256 samples of 1 KB, the header's beginning among them.
    Hashing everything would read 219 MB at every start, seconds on an SD card; another training
    changes every sample, and a repaired download has another time. Raises OSError.
    """
    stat = path.stat()
    digest = hashlib.blake2b(f"{stat.st_size} {stat.st_mtime_ns}".encode(), digest_size=16)
    with regular_file.open_binary(path) as file:
        for i in range(_SAMPLES):
            file.seek(stat.st_size * i // _SAMPLES)
            digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def _entry(value: dict[str, Any], header_end: int, size: int) -> _Entry:
    start, end = (header_end + int(offset) for offset in value["data_offsets"])
    shape = tuple(int(length) for length in value["shape"])
    if value["dtype"] not in _DTYPES:
        raise ValueError(f"unknown type {value['dtype']}")
    wanted = math.prod(shape) * np.dtype(_DTYPES[value["dtype"]]).itemsize
    fits = header_end <= start <= end <= size and end - start == wanted
    if not fits or min(shape, default=0) < 0:
        raise ValueError("a tensor lies outside the file")
    return _Entry(value["dtype"], shape, start, end)
