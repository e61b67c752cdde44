from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.cli.client import HeardChunk
from pocket_tts_wyoming.cli.wav_file import UnsavedError, wav_file

if TYPE_CHECKING:
    from pathlib import Path


def heard(pcm: bytes) -> HeardChunk:
    return HeardChunk(pcm, rate_hz=24000, width_bytes=2, channels=1, arrived_seconds=0.0)


def test_chunks_become_one_file(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    with wav_file(path) as append:
        append(heard(b"\x01\x00" * 10))
        append(heard(b"\x02\x00" * 5))
        assert not path.exists()
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (24000, 2, 1)
        assert file.getnframes() == 15
        assert file.readframes(15) == b"\x01\x00" * 10 + b"\x02\x00" * 5
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("chunks", [[], [heard(b"\x01\x00")]])
def test_an_interrupted_answer_leaves_the_earlier_file(
    tmp_path: Path, chunks: list[HeardChunk]
) -> None:
    path = tmp_path / "out.wav"
    path.write_text("earlier")

    def interrupted() -> None:
        with wav_file(path) as append:
            for chunk in chunks:
                append(chunk)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_heard_is_no_file(tmp_path: Path) -> None:
    with wav_file(tmp_path / "out.wav"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_before_anything_is_heard(tmp_path: Path) -> None:
    with pytest.raises(UnsavedError, match="No such file"), wav_file(tmp_path / "no" / "out.wav"):
        pytest.fail("the block must not run")
