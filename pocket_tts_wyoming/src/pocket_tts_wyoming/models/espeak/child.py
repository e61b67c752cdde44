"""The child process that owns espeak-ng: sentences come in on standard input, samples go out.

It runs as a program of its own (`python -I -S child.py LIBRARY DATA`), imports the standard library
alone, and so stays small: 12 MB. espeak-ng is GPL-3 software; it lives in this process, apart from
the server, and the two exchange text and samples through pipes.

A request is `REQUEST` (number, bytes of the language, bytes of the text), then language and text in
UTF-8. An answer is `ANSWER` (number, count), then that many samples: signed 16 bit, little endian,
mono. The very first answer has the number 0, the sample rate for its count, and no samples.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

REQUEST = struct.Struct("<III")
ANSWER = struct.Struct("<II")
SAMPLE_BYTES = 2

# From espeak-ng's speak_lib.h.
_AUDIO_OUTPUT_SYNCHRONOUS = 2
_POS_CHARACTER = 1
_CHARS_UTF8, _ENDPAUSE = 0x1, 0x1000
_BUFFER_MILLISECONDS = 200
# From Linux's prctl.h and signal.h.
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def main(library: str, data: str) -> None:
    """Answer requests until standard input ends; with an empty `data`, espeak-ng finds its own."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)  # no orphan after a kill -9
    espeak = ctypes.CDLL(library)
    rate_hz = espeak.espeak_Initialize(
        _AUDIO_OUTPUT_SYNCHRONOUS, _BUFFER_MILLISECONDS, data.encode() or None, 0
    )
    if rate_hz <= 0:
        sys.exit(f"espeak-ng does not start with the data in {data!r}.")
    heard = bytearray()

    def hear(samples: int | None, count: int, _events: int | None) -> int:
        if samples is not None:
            heard.extend(ctypes.string_at(samples, count * SAMPLE_BYTES))
        return 0

    callback = _Callback(hear)
    espeak.espeak_SetSynthCallback(callback)
    _write(ANSWER.pack(0, rate_hz))
    while header := _read(REQUEST.size):
        number, language_bytes, text_bytes = REQUEST.unpack(header)
        language, text = _read(language_bytes), _read(text_bytes)
        heard.clear()
        if espeak.espeak_SetVoiceByName(language) == 0:
            flags = _CHARS_UTF8 | _ENDPAUSE
            espeak.espeak_Synth(text, len(text) + 1, 0, _POS_CHARACTER, 0, flags, None, None)
        _write(ANSWER.pack(number, len(heard) // SAMPLE_BYTES) + heard)


def _read(count: int) -> bytes:
    """Return this many bytes, or none when the input has ended."""
    parts = b""
    while len(parts) < count:
        part = os.read(0, count - len(parts))
        if not part:
            return b""
        parts += part
    return parts


def _write(message: bytes) -> None:
    while message:
        message = message[os.write(1, message) :]


if __name__ == "__main__":
    main(*sys.argv[1:])
