"""A WAV file that grows while audio arrives, and is there only when it is complete."""

from __future__ import annotations

import wave
from contextlib import contextmanager
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
    earlier file of that name stays. Raises UnsavedError.
    """
    if path.is_dir():  # told now, not after all has been heard
        raise UnsavedError("that is a folder")
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as raw:
            writer = _Writer(raw)
            try:
                yield writer.append
            finally:
                anything = writer.close()
            if anything:
                part.replace(path)
    except OSError as error:
        raise UnsavedError(error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)


class _Writer:
    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._wav: wave.Wave_write | None = None

    def append(self, chunk: HeardChunk) -> None:
        if self._wav is None:
            self._wav = wave.open(self._raw, "wb")  # noqa: SIM115 - closed by close
            self._wav.setframerate(chunk.rate_hz)
            self._wav.setsampwidth(chunk.width_bytes)
            self._wav.setnchannels(chunk.channels)
        try:
            self._wav.writeframesraw(chunk.pcm)
        except OSError as error:
            raise UnsavedError(error.strerror or str(error)) from error

    def close(self) -> bool:
        """Write the length into the header; False if there was nothing to write."""
        if self._wav is None:
            return False
        self._wav.close()
        self._raw.flush()
        return True
