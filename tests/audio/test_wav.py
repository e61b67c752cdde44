from __future__ import annotations

import io
import wave

from pocket_tts_wyoming.audio.wav import HEADER_BYTES, wav_header


def test_header_says_what_follows_it() -> None:
    with wave.open(io.BytesIO(wav_header(24_000, 6) + bytes(6))) as file:
        assert file.getparams()[:4] == (1, 2, 24_000, 3)


def test_header_of_a_stream_leaves_the_length_open() -> None:
    header = wav_header(24_000)
    assert len(header) == HEADER_BYTES == 44
    assert header[4:8] == header[40:44] == b"\xff" * 4
    assert header[:4] + header[8:40] == (known := wav_header(24_000, 6))[:4] + known[8:40]
