from __future__ import annotations

import os
import resource
import socket
import wave
from pathlib import Path

import pytest

from pocket_tts_wyoming.cli.client import HeardChunk
from pocket_tts_wyoming.cli.wav_file import UnsavedError, wav_file


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


def test_nothing_heard_leaves_no_file(tmp_path: Path) -> None:
    with wav_file(tmp_path / "out.wav"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_before_anything_is_heard(tmp_path: Path) -> None:
    with pytest.raises(UnsavedError, match="No such file"), wav_file(tmp_path / "no" / "out.wav"):
        pytest.fail("the block must not run")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.wav", tmp_path / "link.wav"
    for earlier in (b"earlier", None):
        real.unlink(missing_ok=True)
        link.unlink(missing_ok=True)
        if earlier is not None:
            real.write_bytes(earlier)
        link.symlink_to("real.wav")
        with wav_file(link) as append:
            append(heard(b"\x01\x00"))
        assert link.is_symlink()
        assert real.read_bytes().startswith(b"RIFF")


@pytest.mark.parametrize("kind", ["fifo", "device", "link to a device", "socket"])
def test_what_is_not_a_file_is_left_as_it_is(tmp_path: Path, kind: str) -> None:
    """As root, a rename would put a WAV file in the place of a device."""
    path = tmp_path / "out.wav"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/null")
    elif kind == "link to a device":
        path.symlink_to("/dev/null")
    else:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
    before = path.lstat().st_ino
    with pytest.raises(UnsavedError, match="not a file but a device"), wav_file(path):
        pytest.fail("the block must not run")
    assert path.lstat().st_ino == before


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.wav").symlink_to("b.wav")
    (tmp_path / "b.wav").symlink_to("a.wav")
    with pytest.raises(UnsavedError, match="symbolic links"), wav_file(tmp_path / "a.wav"):
        pytest.fail("the block must not run")


def test_what_the_block_raises_is_not_taken_for_the_files_own(tmp_path: Path) -> None:
    with (
        pytest.raises(ConnectionRefusedError),
        wav_file(tmp_path / "out.wav"),
    ):
        raise ConnectionRefusedError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("chunks", [1, 40])
def test_a_disk_that_becomes_full_is_named(tmp_path: Path, chunks: int) -> None:
    def save() -> None:
        with wav_file(tmp_path / "out.wav") as append:
            for _ in range(chunks):
                append(heard(bytes(5000)))

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        with pytest.raises(UnsavedError, match="File too large"):
            save()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []
