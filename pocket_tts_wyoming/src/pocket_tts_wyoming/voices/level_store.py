"""How loud voices were found to be, on disk, so that each is measured once.

A level belongs to the content of a voice's state, to its model and to the text that was spoken; if
one of them changes, there is no level yet.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.integrity import hash_in_name, sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

DECIMALS = 2
# What speech can have (ITU-R BS.1770); anything else in a file is damage.
_QUIETEST_LUFS, _LOUDEST_LUFS = -70.0, 3.0


class LevelStore:
    """One small file in `folder` for each level.

    `find` returns the file of an address if it is on this machine. `voices_dir`: where people's own
    voices are; the level of one goes with its files. All methods read or write the disk: call them
    on one thread, and not on the event loop.
    """

    def __init__(
        self,
        folder: Path,
        find: Callable[[str], Path | None],
        voices_dir: Path | None = None,
    ) -> None:
        self._folder = folder
        self._find = find
        self._voices_dir = voices_dir
        self._owners: dict[str, str] | None = None  # of the levels that belong to own voices

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

    def write(self, key: str, lufs: float, file_name: str = "") -> None:
        """Keep a level; raises OSError. `file_name`: of an own voice, without its ending."""
        content: dict[str, float | str] = {"lufs": round(lufs, DECIMALS)}
        if file_name and self._voices_dir is not None:
            # With the folder: another server with another one may keep its levels here too.
            content["file"] = self._owner(file_name)
            self._known_owners()[key] = self._owner(file_name)
        disk.write(self._path(key), json.dumps(content).encode())

    def rename(self, file_name: str, new_name: str) -> None:
        """Keep the levels of an own voice whose files have been renamed; raises OSError."""
        owner = self._owner(file_name)
        for key in [key for key, known in self._known_owners().items() if known == owner]:
            lufs = self.read(key)
            if lufs is not None:
                self.write(key, lufs, new_name)

    def keep_only(self, file_names: Collection[str]) -> None:
        """Remove the levels of own voices that have no files any more; raises OSError."""
        owners = {self._owner(name) for name in file_names}
        for key, owner in list(self._known_owners().items()):
            if owner.rpartition("/")[0] == str(self._voices_dir) and owner not in owners:
                self._path(key).unlink(missing_ok=True)
                del self._known_owners()[key]

    def _owner(self, file_name: str) -> str:
        return f"{self._voices_dir}/{file_name}"

    def _known_owners(self) -> dict[str, str]:
        """Return whose levels there are; read once, and then kept in step."""
        if self._owners is None:
            self._owners = {}
            for path in self._folder.glob("*.json"):
                with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                    self._owners[path.stem] = str(json.loads(regular_file.read_bytes(path))["file"])
        return self._owners

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def key_of(*parts: str) -> str:
    """Return a name that only these parts have."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _model(address: str) -> str:
    """Identify a model: a local config by its content, which names its weights."""
    path = Path(address)
    return sha256(path) if path.is_file() else address
