"""How loud voices were found to be, on disk, so that each is measured once.

A level belongs to the content of a voice's state, to its model and to the text that was spoken; if
one of them changes, there is no level yet.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.integrity import hash_in_name, sha256

if TYPE_CHECKING:
    from collections.abc import Callable

DECIMALS = 2
# What speech can have (ITU-R BS.1770); anything else in a file is damage.
_QUIETEST_LUFS, _LOUDEST_LUFS = -70.0, 3.0


class LevelStore:
    """One small file in `folder` for each level.

    `find` returns the file of an address if it is on this machine. All methods read or write the
    disk: call them off the event loop.
    """

    def __init__(self, folder: Path, find: Callable[[str], Path | None]) -> None:
        self._folder = folder
        self._find = find

    def key(self, state_address: str, model_address: str, *text: str) -> str | None:
        """Name a level by content; None if the voice's state is not on this machine."""
        try:
            path = self._find(state_address)
            if path is None:
                return None
            return key_of(hash_in_name(path) or sha256(path), _model(model_address), *text)
        except OSError:  # removed at this moment, or not readable
            return None

    def read(self, key: str) -> float | None:
        """Return a level in LUFS; None if there is none, or none that can be believed."""
        try:
            lufs = float(json.loads(regular_file.read_bytes(self._path(key)))["lufs"])
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return lufs if _QUIETEST_LUFS <= lufs <= _LOUDEST_LUFS else None

    def write(self, key: str, lufs: float) -> None:
        """Keep a level; raises OSError."""
        disk.write(self._path(key), json.dumps({"lufs": round(lufs, DECIMALS)}).encode())

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def key_of(*parts: str) -> str:
    """Return a name that only these parts have."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _model(address: str) -> str:
    """Return what changes when another model has the address: its config names its weights."""
    path = Path(address)
    return sha256(path) if path.is_file() else address
