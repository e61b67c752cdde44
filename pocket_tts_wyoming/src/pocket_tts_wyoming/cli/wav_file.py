"""A WAV file that grows while audio arrives, and is there only when it is complete."""

from __future__ import annotations

import errno
import os
import stat
import wave
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from pocket_tts_wyoming.cli.client import HeardChunk


class UnsavedError(Exception):
    """The file cannot be written; the message is the reason."""


@contextmanager
def wav_file(path: Path) -> Iterator[Callable[[HeardChunk], None]]:
    """Yield a function that appends a chunk; all must have the first one's format.

    The file takes its name when the block ends; without any chunk, or if the block raises, an
    earlier file of that name stays. Raises UnsavedError, and what the block raises.
    """
    target = _target(path)
    part = target.with_name(f".{target.name}.part")
    with ExitStack() as stack:
        with _unsaved():
            raw = part.open("wb")
        stack.callback(part.unlink, missing_ok=True)
        stack.callback(_close, raw)
        writer = _Writer(raw)
        try:
            yield writer.append
        finally:
            anything = writer.close()
        _close(raw)
        if anything:
            with _unsaved():
                part.replace(target)


def _close(raw: BinaryIO) -> None:
    with _unsaved():
        raw.close()


def _target(path: Path) -> Path:
    """Return the file that a name stands for; raises UnsavedError if that is none.

    A link stays a link. A device or a pipe would be replaced by the file; and a WAV file begins
    with its length, which is not known before its end.
    """
    with _unsaved():
        try:
            target = path.resolve()
        except RuntimeError:  # links in a circle, up to Python 3.12
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
        try:
            mode = target.stat().st_mode
        except FileNotFoundError:
            return target
    if stat.S_ISDIR(mode):  # said now, not after everything has been heard
        raise UnsavedError("that is a folder")
    if not stat.S_ISREG(mode):
        raise UnsavedError("that is not a file but a device, a pipe or a socket")
    return target


@contextmanager
def _unsaved() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnsavedError(error.strerror or str(error)) from error


class _Writer:
    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._wav: wave.Wave_write | None = None

    def append(self, chunk: HeardChunk) -> None:
        with _unsaved():
            self._append(chunk)

    def _append(self, chunk: HeardChunk) -> None:
        if self._wav is None:
            self._wav = wave.open(self._raw, "wb")  # noqa: SIM115 - closed by close
            self._wav.setframerate(chunk.rate_hz)
            self._wav.setsampwidth(chunk.width_bytes)
            self._wav.setnchannels(chunk.channels)
        self._wav.writeframesraw(chunk.pcm)

    def close(self) -> bool:
        """Write the length into the header; False if there was nothing to write."""
        if self._wav is None:
            return False
        with _unsaved():
            self._wav.close()
            self._raw.flush()
        return True
