"""Writing so that a power cut leaves the old or the new, and locks where there are some.

A rename alone is not enough: the name may reach the card before the content does (ext4, F2FS), and
an empty or zeroed file is found after the cut. So content and folder are synced, in that order.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pocket_tts_wyoming import regular_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

# Errors of a disk or folder that takes nothing more: read-only, full, owned by another user,
# broken, or not a folder at all.
UNWRITABLE = frozenset(
    {
        errno.EROFS,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EACCES,
        errno.EPERM,
        errno.EIO,
        errno.ENOTDIR,
        errno.EEXIST,
    }
)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_LOCK_POLL_SECONDS = 0.2


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot sync a folder.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def put_in_place(part: Path, target: Path) -> None:
    """Give a complete file or folder its name, replacing a file; raises OSError.

    Both are in the same folder. All files of a folder must have been synced.
    """
    sync(part)
    part.replace(target)
    sync(target.parent)


def write(target: Path, content: bytes) -> None:
    """Write a small file, with its folder, as a whole or not at all; raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        part.chmod(0o644)
        put_in_place(part, target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it, as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink()


@contextlib.contextmanager
def locked(path: Path, wait: Callable[[float], None] = time.sleep) -> Iterator[bool]:
    """Keep other processes away while the block runs; the lock dies with its process.

    `wait` is called between attempts, with seconds; what it raises ends the waiting. Yields
    False where nothing can be locked: a read-only disk, a file system without flock, or something
    else of that name. The block must be safe without the lock then.
    """
    try:
        # Without waiting for the other end, should a named pipe be there.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK
        file = os.fdopen(os.open(path, flags, 0o666), "ab")
    except OSError:
        yield False
        return
    with file:
        held = True
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                wait(_LOCK_POLL_SECONDS)
            except OSError:
                held = False
                break
        yield held  # closing the file releases the lock


def share(path: Path) -> IO[bytes] | None:
    """Tell other processes that this file is in use, until the returned file is closed.

    None if `path` cannot be opened, or if it is being removed; where there is no flock, the file
    is returned all the same.
    """
    try:
        file = regular_file.open_binary(path)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    except OSError:
        pass
    return file


def is_shared(path: Path) -> bool | None:
    """Return whether any process holds the file (`share`); None if that cannot be known."""
    try:
        with regular_file.open_binary(path) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    except OSError:
        return None
    return False


def temporary_folder() -> Path:
    """Return this user's folder for what HF_HOME cannot take; raises OSError.

    It is the same after a restart, so that nothing is made twice. One that another user has put
    there is not trusted.
    """
    folder = Path(tempfile.gettempdir()) / f"pocket-tts-wyoming-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        return Path(tempfile.mkdtemp(prefix="pocket-tts-wyoming-"))
    return folder
