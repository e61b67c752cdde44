"""Some tensors of a safetensors file on the hub, without fetching the rest.

The gated file of a model holds 219 MB, of which 20 MB, the encoder, make voices of recordings; the
open file has the rest. The format puts a table of contents in front: it is read first, then the
tensors' bytes by HTTP range.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.safetensors_format import (
    LENGTH_BYTES,
    TensorEntry,
    header_length,
    read_entries,
    write_header,
)
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.download import RangesUnsupportedError
from pocket_tts_wyoming.models.store.integrity import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pocket_tts_wyoming.models.store.hub import Hub, RemoteFile

_LOGGER = logging.getLogger(__name__)
_FIRST_READ_BYTES: Final = 64 * 1024  # the header of a model of 24 layers has 40 kB
_LONGEST_HEADER_BYTES: Final = 4_000_000
# A request costs about as much time as these bytes: neighbours are read together.
_GAP_BYTES: Final = 256_000
_RUN_BYTES: Final = 8_000_000  # of one request, and so of memory, unless a tensor is larger
_PARTIAL: Final = "partial-"


class TensorStore:
    """Keeps parts of files of the hub in a folder. Everything blocks: call it on a thread.

    A part is named by its address and its digest, so that it is verified before it is believed.
    """

    def __init__(self, hub: Hub, folder: Path) -> None:
        self._hub, self._folder = hub, folder

    def cached(self, address: str) -> Path | None:
        """Return the part that was fetched of an address if it is there and whole."""
        for path in self._folder.glob(f"{_key(address)}-*.safetensors"):
            try:
                if path.stem.rpartition("-")[2] == sha256(path):
                    return path
                path.unlink(missing_ok=True)
            except OSError:
                continue
        return None

    def fetch(self, address: str, wanted: Callable[[str], bool]) -> Path:
        """Return a safetensors file with the wanted tensors of the one at an hf:// address.

        Where the hub has no ranges, it is the whole file. Raises what `Hub.fetch` does.
        """
        found = self.cached(address)
        if found is not None:
            return found
        try:
            return self._hub.read_parts(address, lambda remote: self._read(address, remote, wanted))
        except RangesUnsupportedError:
            _LOGGER.info("%s can only be fetched as a whole", address)
            return self._hub.fetch(address)

    def _read(self, address: str, remote: RemoteFile, wanted: Callable[[str], bool]) -> Path:
        try:
            entries, data_start = _contents(remote)
        except ValueError as error:
            raise ModelNotReadyError(f"{address} is not a safetensors file: {error}") from error
        chosen = {name: entry for name, entry in entries.items() if wanted(name)}
        total = sum(entry.end - entry.start for entry in chosen.values())
        if not total:
            raise ModelNotReadyError(f"{address} has none of the tensors that are needed.")
        _LOGGER.info("Fetching %.1f MB of %s", total / 1e6, address)
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_PARTIAL, dir=self._folder)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                ordered = sorted(chosen.items(), key=lambda item: item[1].start)
                file.write(write_header(_packed(ordered)))
                for run in _runs([entry for _, entry in ordered]):
                    first = run[0].start
                    data = _get(remote, data_start + first, data_start + run[-1].end)
                    for entry in run:
                        file.write(data[entry.start - first : entry.end - first])
            path = self._folder / f"{_key(address)}-{sha256(partial)}.safetensors"
            disk.put_in_place(partial, path)
        finally:
            partial.unlink(missing_ok=True)
        return path


def _contents(remote: RemoteFile) -> tuple[dict[str, TensorEntry], int]:
    """Read a remote file's header: the tensors, and where their data begins. ValueError if bad."""
    size = remote.size_bytes or _FIRST_READ_BYTES
    start = _get(remote, 0, min(_FIRST_READ_BYTES, size))
    end = LENGTH_BYTES + header_length(start)
    if end > _LONGEST_HEADER_BYTES:
        raise ValueError("Its header is too long.")
    if end > len(start):
        start += _get(remote, len(start), end)
    entries = read_entries(start[LENGTH_BYTES:end])
    last = max((entry.end for entry in entries.values()), default=0)
    if remote.size_bytes is not None and end + last > remote.size_bytes:
        raise ValueError("It is cut short.")
    return entries, end


def _get(remote: RemoteFile, start: int, stop: int) -> bytes:
    return remote.downloader.read(remote.url, remote.headers, remote.name, start, stop)


def _runs(entries: list[TensorEntry]) -> list[list[TensorEntry]]:
    """Group entries, which are sorted by their start, that are read with one request."""
    runs: list[list[TensorEntry]] = []
    for entry in entries:
        if (
            runs
            and entry.start - runs[-1][-1].end <= _GAP_BYTES
            and entry.end - runs[-1][0].start <= _RUN_BYTES
        ):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _packed(entries: list[tuple[str, TensorEntry]]) -> Mapping[str, TensorEntry]:
    """Return the entries one behind the other."""
    ends = np.cumsum([entry.end - entry.start for _, entry in entries]).tolist()
    starts = [0, *ends]
    return {
        name: TensorEntry(entry.dtype, entry.shape, start, end)
        for (name, entry), start, end in zip(entries, starts, ends, strict=False)
    }


def _key(address: str) -> str:
    return hashlib.blake2b(address.encode(), digest_size=8).hexdigest()
