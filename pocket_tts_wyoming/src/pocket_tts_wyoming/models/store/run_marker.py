"""Whether the machine went down under a server, the last time that one used these files.

Each server keeps a small file while it runs, named after this boot of the machine, and takes it
away when it stops. One of another boot means a power cut or a crash of the machine. One of this
boot means nothing: another server runs beside this one, or one was killed, and what the kernel had
taken from it was written all the same.
"""

from __future__ import annotations

import contextlib
import logging
import uuid
from pathlib import Path

from pocket_tts_wyoming.models.store import disk

_LOGGER = logging.getLogger(__name__)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class RunMarker:
    """The marker of one server in a folder; nothing happens where that cannot be written to."""

    def __init__(self, folder: Path, boot_id_file: Path = _BOOT_ID) -> None:
        self._folder = folder
        self._boot_id_file = boot_id_file
        self._own: Path | None = None
        self._old: list[Path] = []

    def begin(self) -> bool:
        """Note that this server runs; return whether the machine went down under another."""
        try:
            boot_id = self._boot_id_file.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return False
        with contextlib.suppress(OSError):
            found = list(self._folder.iterdir())
            self._old = [path for path in found if not path.name.startswith(boot_id)]
        own = self._folder / f"{boot_id}.{uuid.uuid4().hex}"
        try:
            disk.write(own, b"")
        except OSError as error:
            _LOGGER.debug("%s cannot be written: %s", own, error)
        else:
            self._own = own
        return bool(self._old)

    def end(self) -> None:
        """Note that this server has stopped, and that what it used has been found good."""
        for path in (*self._old, *([self._own] if self._own is not None else [])):
            with contextlib.suppress(OSError):
                path.unlink()
