"""Audio files of many kinds to samples."""

from __future__ import annotations

import shutil
import struct
import subprocess
import threading
from typing import IO, TYPE_CHECKING, Final, cast

import numpy as np

from pocket_tts_wyoming import regular_file

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.audio.samples import Samples

SOUNDFILE_SUFFIXES: Final = frozenset({".wav", ".flac", ".mp3", ".ogg", ".oga", ".opus"})
AAC_SUFFIXES: Final = frozenset({".m4a", ".mp4", ".aac"})
SUFFIXES: Final = SOUNDFILE_SUFFIXES | AAC_SUFFIXES
"""Of files that are taken for recordings, in lower case."""

LONGEST_SECONDS: Final = 60
"""Of a recording that are looked at: 30 s of speech are used, and people clear their throat."""

MOST_BYTES: Final = 200_000_000
"""Of a file; an hour of sound without compression."""

_HIGHEST_RATE_HZ = 192_000
_FAAD = "faad"
_FAAD_TIMEOUT_SECONDS = 60
_MOST_CHANNELS = 8
_WAV_HEADER = struct.Struct("<22xHI16x")  # of 44 bytes, channels and rate


class RecordingError(Exception):
    """A recording cannot become a voice; the message is a sentence without the file's name."""


def decode(path: Path) -> tuple[Samples, int]:
    """Return the first LONGEST_SECONDS of a file as mono samples, and their rate in Hz.

    Channels are averaged. Raises RecordingError and OSError.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        kinds = ", ".join(sorted(suffix.removeprefix(".") for suffix in SUFFIXES))
        raise RecordingError(
            f"Files of kind {suffix or 'without ending'} cannot be read: use one of {kinds}."
        )
    if path.stat().st_size > MOST_BYTES:
        raise RecordingError(
            f"It is larger than {MOST_BYTES // 1_000_000} MB: cut it to the 10 to 30 seconds "
            "that are needed."
        )
    samples, rate_hz = _by_faad(path) if suffix in AAC_SUFFIXES else _by_soundfile(path)
    if not samples.size:
        raise RecordingError("There is no sound in it.")
    return np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0), rate_hz


def _by_soundfile(path: Path) -> tuple[Samples, int]:
    import soundfile  # noqa: PLC0415 - 60 ms of the start of each server that has no recordings

    try:
        # Opened here, so that a file that cannot be read is an OSError as everywhere.
        with regular_file.open_binary(path) as file, soundfile.SoundFile(file) as sound:
            rate_hz = _checked_rate(int(sound.samplerate))
            channels = sound.read(LONGEST_SECONDS * rate_hz, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        reason = str(error.error_string).rstrip(".")
        raise RecordingError(
            f"It is damaged, or not the kind of audio that its name says ({reason})."
        ) from error
    return channels.mean(axis=1, dtype=np.float32), rate_hz


def _checked_rate(rate_hz: int) -> int:
    if not 1 <= rate_hz <= _HIGHEST_RATE_HZ:
        raise RecordingError(f"Its sample rate of {rate_hz} Hz cannot be.")
    return rate_hz


def _by_faad(path: Path) -> tuple[Samples, int]:
    """Decode AAC: libsndfile does not, and phones record it."""
    program = shutil.which(_FAAD)
    if program is None:
        raise RecordingError(
            f"Reading {path.suffix.lower()} files needs the program faad, which is not installed: "
            "install Debian's package faad, or convert the file to WAV, FLAC or MP3."
        )
    # 16 bit (-b 1) at the file's own rate, as a WAV stream on standard output (-w).
    command = [program, "-q", "-b", "1", "-w", "--", str(path.absolute())]
    with subprocess.Popen(  # noqa: S603 - no shell, and the path is absolute
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        # A file made to hang the decoder ends here.
        timer = threading.Timer(_FAAD_TIMEOUT_SECONDS, child.kill)
        timer.start()
        try:
            return _read_wav_stream(cast("IO[bytes]", child.stdout))
        finally:
            timer.cancel()
            child.kill()


def _read_wav_stream(stream: IO[bytes]) -> tuple[Samples, int]:
    """Read faad's WAV stream, whose header does not know the length, as far as it is looked at."""
    header = stream.read(_WAV_HEADER.size)
    if len(header) < _WAV_HEADER.size:
        raise RecordingError("It is damaged, or holds no AAC sound.")
    channels, rate_hz = _WAV_HEADER.unpack(header)
    if not 1 <= channels <= _MOST_CHANNELS:
        raise RecordingError(f"It has {channels} channels; record it with one or two.")
    _checked_rate(rate_hz)
    pcm = stream.read(LONGEST_SECONDS * rate_hz * channels * 2)
    whole = len(pcm) // (2 * channels) * 2 * channels
    frames = np.frombuffer(pcm[:whole], "<i2").reshape(-1, channels)
    return frames.mean(axis=1, dtype=np.float32) / np.float32(32768), rate_hz
