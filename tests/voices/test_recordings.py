"""The folder that recordings are dropped into."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.voices.recordings import Listing, RecordingFolder

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> RecordingFolder:
    return RecordingFolder(tmp_path, ("de", "en"), (".safetensors", "voices.yaml"), clock)


def settled(folder: RecordingFolder, clock: Clock) -> Listing:
    folder.list()
    clock.now += 2
    return folder.list()


def test_names_and_languages(tmp_path: Path, folder: RecordingFolder, clock: Clock) -> None:
    for name in ("mum.m4a", "mum.de.WAV", "Dr. No.mp3", "x.fr.flac", "Jose\u0301.ogg"):
        (tmp_path / name).write_bytes(name.encode())
    listing = settled(folder, clock)
    found = [(r.name, r.language, r.path.name) for r in listing.recordings]
    assert found == [
        ("Dr. No", None, "Dr. No.mp3"),
        ("Jos\u00e9", None, "Jose\u0301.ogg"),
        ("mum", None, "mum.m4a"),
        ("mum", "de", "mum.de.WAV"),
        ("x.fr", None, "x.fr.flac"),
    ]
    assert listing.left_out == ()
    assert len({r.digest for r in listing.recordings}) == 5


def test_every_other_file_gets_a_reason(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    for name in ("a.webm", "notes.txt", "_a.wav", "b.mp3", "b.wav", "noending"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "sub.wav").mkdir()
    (tmp_path / "gone.wav").symlink_to("nowhere")
    for name in ("alba.safetensors", "VOICES.yaml", ".hidden.wav", "desktop.ini", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    listing = settled(folder, clock)
    assert [r.path.name for r in listing.recordings] == ["b.mp3"]
    reasons = dict(listing.left_out)
    assert set(reasons) == {
        "_a.wav", "a.webm", "b.wav", "gone.wav", "noending", "notes.txt", "sub.wav"
    }  # fmt: skip
    assert "neither a voice nor a recording" in reasons["a.webm"]
    assert "begins with a letter" in reasons["_a.wav"]
    assert reasons["b.wav"] == "'b.mp3' is the voice of its name"
    assert reasons["gone.wav"] == "it cannot be read: No such file or directory"
    assert reasons["sub.wav"] == "it is a folder"


def test_file_that_is_still_copied_waits(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    """It grows, or has its full length and time at once and changes inside."""
    path = tmp_path / "mum.wav"
    for length in range(5):
        path.write_bytes(b"x" * length)
        listing = folder.list()
        assert listing.recordings == ()
        assert listing.waiting == ("mum.wav",)
        clock.now += 1.9
    os.utime(path, (5, 5))  # copying keeps the original's time at the end
    assert folder.list().waiting == ("mum.wav",)
    clock.now += 1.9
    assert folder.list().waiting == ("mum.wav",)
    clock.now += 0.1
    (recording,) = folder.list().recordings
    assert recording.modified_at == 5


def test_changed_file_is_another_recording(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    path = tmp_path / "mum.wav"
    path.write_bytes(b"a")
    (first,) = settled(folder, clock).recordings
    assert folder.list().recordings == (first,)
    path.write_bytes(b"bc")
    assert folder.list().waiting == ("mum.wav",)
    (second,) = settled(folder, clock).recordings
    assert second.digest != first.digest
    path.unlink()
    assert folder.list() == Listing()


def test_unchanged_file_is_not_read_again(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    path = tmp_path / "mum.wav"
    path.write_bytes(b"a")
    before = settled(folder, clock)
    stat = path.stat()
    path.write_bytes(b"b")  # nobody could see this but by reading it
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert folder.list() == before


def test_missing_folder_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        RecordingFolder(tmp_path / "none", ()).list()
