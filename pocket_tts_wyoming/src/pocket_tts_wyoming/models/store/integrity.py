"""Whether a downloaded file is what was downloaded.

huggingface_hub names the files of its cache by their hash, for large ones SHA-256, for small ones
that of git, and a snapshot links to them. So the name says what the content must be, whichever
program downloaded it. For everything else a record with size and SHA-256 is kept (`Record`).

A thorough look reads the whole file: 219 MB are seconds on an SD card. So at an ordinary start only
small files are hashed, and of large ones the header is compared with the size.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.models.store import disk

if TYPE_CHECKING:
    from pathlib import Path

SMALL_BYTES = 32_000_000  # voice states have 6 MB
_SHA256 = re.compile(r"[0-9a-f]{64}")
_GIT_SHA1 = re.compile(r"[0-9a-f]{40}")
_BLOBS = "blobs"
_SAFETENSORS = ".safetensors"
_LENGTH = struct.Struct("<Q")
_LONGEST_HEADER_BYTES = 100_000_000  # the limit of the format's own library


@dataclass(frozen=True, slots=True)
class Record:
    """What a file had when its download ended."""

    size_bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> Record:
        """Describe a file; raises OSError."""
        return cls(path.stat().st_size, sha256(path))

    @classmethod
    def read(cls, path: Path) -> Record | None:
        """Read a record; None if there is none, or none that can be read."""
        try:
            saved = json.loads(regular_file.read_bytes(path))
            record = cls(int(saved["size_bytes"]), str(saved["sha256"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return record if _SHA256.fullmatch(record.sha256) else None

    def write(self, path: Path) -> None:
        """Keep a record; raises OSError."""
        disk.write(path, json.dumps(asdict(self)).encode())


def sha256(path: Path) -> str:
    """Hash a file; raises OSError."""
    with regular_file.open_binary(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_in_name(path: Path) -> str | None:
    """Return the hash that the cache's name for a file holds; None for other files."""
    try:
        target = path.readlink()
    except OSError:  # not a link
        return None
    if target.parent.name != _BLOBS:
        return None
    return (
        target.name if _SHA256.fullmatch(target.name) or _GIT_SHA1.fullmatch(target.name) else None
    )


def matches_name(path: Path, name: str) -> bool | None:
    """Return whether the content fits a name in huggingface_hub's cache; None for other names."""
    if _SHA256.fullmatch(name):
        return sha256(path) == name
    if _GIT_SHA1.fullmatch(name):
        with regular_file.open_binary(path) as file:
            digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
            while piece := file.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest() == name
    return None


def problem(path: Path, record: Record | None = None, *, thorough: bool = False) -> str | None:
    """Return what is wrong with a downloaded file, in words that follow "it", or None.

    `thorough` reads large files too.
    """
    try:
        size_bytes = path.stat().st_size
        if size_bytes == 0:
            return "is empty"
        if record is not None and size_bytes != record.size_bytes:
            return f"has {size_bytes} bytes instead of {record.size_bytes}"
        if path.suffix == _SAFETENSORS and size_bytes > SMALL_BYTES:
            fault = _wrong_length(path, size_bytes)
            if fault is not None:
                return fault
        if size_bytes > SMALL_BYTES and not thorough:
            return None
        return None if _has_its_hash(path, record) else "is not what was downloaded"
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"


def _has_its_hash(path: Path, record: Record | None) -> bool:
    name = hash_in_name(path)
    if name is not None:
        return matches_name(path, name) is True
    return record is None or sha256(path) == record.sha256


def _wrong_length(path: Path, size_bytes: int) -> str | None:
    """Compare a safetensors file's length with what its header says."""
    try:
        with regular_file.open_binary(path) as file:
            (header_bytes,) = _LENGTH.unpack(file.read(_LENGTH.size))
            if header_bytes > min(size_bytes, _LONGEST_HEADER_BYTES):
                return "is not a safetensors file, or cut short"
            tensors = json.loads(file.read(header_bytes))
        tensors.pop("__metadata__", None)
        end = max(int(tensor["data_offsets"][1]) for tensor in tensors.values())
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        struct.error,
    ):
        return "is not a safetensors file"
    if _LENGTH.size + header_bytes + end != size_bytes:
        return "is not as long as its header says"
    return None
