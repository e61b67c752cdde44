"""Reading files that may turn out to be something else, or endless.

Opening a named pipe blocks until somebody writes to it, /dev/zero has no end, and a file of 50 GB
fits into no memory. What people name in an option or put into a folder can be any of these, and a
damaged disk shows stranger things. So only ordinary files are opened, and small ones are read up
to a limit.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final

from pocket_tts_wyoming.limits import MAX_SMALL_FILE_BYTES

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path

_OTHERS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class NotOrdinaryError(OSError):
    """There is something else than an ordinary file, or it is too large; `strerror` says what."""


def open_binary(path: Path, most_bytes: int | None = None) -> BufferedReader:
    """Open an ordinary file for reading, without ever waiting for somebody else.

    Raises OSError; NotOrdinaryError if it is something else or has more than `most_bytes`.
    """
    _check(path.stat(), path, most_bytes)  # opening some devices does something already
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        _check(os.fstat(descriptor), path, most_bytes)  # it may have been exchanged
    except OSError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def read_bytes(path: Path, most_bytes: int = MAX_SMALL_FILE_BYTES) -> bytes:
    """Read a whole file; raises OSError as `open_binary` does."""
    with open_binary(path, most_bytes) as file:
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:  # it grows, or the kernel makes it up
        raise _too_large(path, most_bytes)
    return content


def read_text(path: Path, encoding: str = "utf-8", most_bytes: int = MAX_SMALL_FILE_BYTES) -> str:
    """Read a whole file as text, with one character for every line end.

    Raises OSError as `open_binary` does, and UnicodeDecodeError.
    """
    text = read_bytes(path, most_bytes).decode(encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def problem(status: os.stat_result) -> str | None:
    """Return why something is not opened, in words that follow a colon; None for a file."""
    if stat.S_ISREG(status.st_mode):
        return None
    kind = next((words for fits, words in _OTHERS if fits(status.st_mode)), "something else")
    return f"it is {kind}, and an ordinary file is needed"


def _check(status: os.stat_result, path: Path, most_bytes: int | None) -> None:
    if (reason := problem(status)) is not None:
        raise NotOrdinaryError(errno.EINVAL, reason, str(path))
    if most_bytes is not None and status.st_size > most_bytes:
        raise _too_large(path, most_bytes)


def _too_large(path: Path, most_bytes: int) -> NotOrdinaryError:
    return NotOrdinaryError(errno.EFBIG, f"it is larger than {most_bytes / 1e6:g} MB", str(path))
