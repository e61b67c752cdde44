"""A control group whose memory can run out: the kernel then kills what is in it."""

from __future__ import annotations

import contextlib
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROOT = Path("/sys/fs/cgroup")
_ROOM_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class MemoryGroup:
    """A group of its own for one process. `limit` and `usage` are its files."""

    folder: Path
    limit: str
    usage: str

    @property
    def prefix(self) -> Sequence[str]:
        """A command that puts what it becomes into the group."""
        return ("sh", "-c", f'echo $$ > {self.folder}/cgroup.procs && exec "$@"', "sh")

    def leave_no_room(self) -> None:
        """Allow the group what it has now, and next to nothing more."""
        used = int((self.folder / self.usage).read_text(encoding="ascii"))
        while True:
            try:
                (self.folder / self.limit).write_text(str(used + _ROOM_BYTES), encoding="ascii")
            except OSError:  # cgroup v1: it has more by now
                used += _ROOM_BYTES
            else:
                return


@contextmanager
def memory_group() -> Iterator[MemoryGroup | None]:
    """Make a group; None where this user or this kernel cannot."""
    name = f"out-of-memory-{os.getpid()}"
    for group in (
        MemoryGroup(_ROOT / "memory" / name, "memory.limit_in_bytes", "memory.usage_in_bytes"),
        MemoryGroup(_ROOT / name, "memory.max", "memory.current"),
    ):
        with contextlib.suppress(OSError):
            group.folder.mkdir()
            if (group.folder / group.limit).exists():
                break
            group.folder.rmdir()
    else:
        yield None
        return
    try:
        yield group
    finally:
        deadline = time.monotonic() + 10
        while group.folder.exists() and time.monotonic() < deadline:
            with contextlib.suppress(OSError):  # busy until the killed process is gone
                group.folder.rmdir()
            time.sleep(0.05)
