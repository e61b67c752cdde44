"""The header of a WAV file or stream: RIFF with 16-bit PCM."""

from __future__ import annotations

import struct

from pocket_tts_wyoming.audio.pcm import CHANNELS, WIDTH_BYTES

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
HEADER_BYTES = _HEADER.size
_PCM = 1
# Of a length that is not known yet, as is common: players read to the end of the stream.
_UNKNOWN_BYTES = 0xFFFF_FFFF


def wav_header(rate_hz: int, data_bytes: int | None = None) -> bytes:
    """Return the canonical header of 44 bytes; None: nobody knows yet how long the sound is."""
    return _HEADER.pack(
        b"RIFF",
        _UNKNOWN_BYTES if data_bytes is None else HEADER_BYTES - 8 + data_bytes,
        b"WAVE",
        b"fmt ",
        16,
        _PCM,
        CHANNELS,
        rate_hz,
        rate_hz * CHANNELS * WIDTH_BYTES,
        CHANNELS * WIDTH_BYTES,
        8 * WIDTH_BYTES,
        b"data",
        _UNKNOWN_BYTES if data_bytes is None else data_bytes,
    )
