"""Whether the machine went down under a server, the last time that one used these files.

Each server keeps a small file while it runs, named after this boot of the machine, and removes it
when it stops. One of another boot means a power cut or a crash of the machine. One of this boot
means nothing: another server runs beside this one, or one was killed, and the kernel has written
what it had taken from that one all the same.
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
    """The marker of one server in a folder; does nothing where that cannot be written to."""

    def __init__(self, folder: Path, boot_id_file: Path = _BOOT_ID) -> None:
        self._folder = folder
        self._boot_id_file = boot_id_file
        self._own: Path | None = None

    def begin(self) -> None:
        """Note that this server runs."""
        boot_id = self._boot_id()
        if boot_id is None:
            return
        own = self._folder / f"{boot_id}.{uuid.uuid4().hex}"
        try:
            disk.write(own, b"")
        except OSError as error:
            _LOGGER.debug("%s cannot be written: %s", own, error)
        else:
            self._own = own

    def end(self) -> None:
        """Note that this server has stopped in good order."""
        if self._own is not None:
            disk.remove(self._own)

    def left_over(self) -> list[Path]:
        """Return the markers of servers that ran when the machine went down."""
        boot_id = self._boot_id()
        if boot_id is None:
            return []
        with contextlib.suppress(OSError):
            return [path for path in self._folder.iterdir() if not path.name.startswith(boot_id)]
        return []

    def _boot_id(self) -> str | None:
        try:
            return self._boot_id_file.read_text(encoding="ascii").strip() or None
        except (OSError, ValueError):
            return None
