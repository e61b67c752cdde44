"""The folder that recordings are dropped into."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pocket_tts_wyoming.voices.decoding import MOST_BYTES
from pocket_tts_wyoming.voices.making import digest_of
from pocket_tts_wyoming.voices.recordings import Listing, RecordingFolder


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
    assert reasons["b.wav"] == "'b.mp3' has the same name and is used instead"
    assert reasons["gone.wav"] == "it cannot be read: No such file or directory"
    assert reasons["sub.wav"] == "it is a folder"


@pytest.mark.parametrize("kind", ["named pipe", "device"])
def test_what_has_no_end_is_not_read(
    kind: str, tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    """Reading it would keep all other files waiting until the server stops."""
    path = tmp_path / "mum.wav"
    if kind == "named pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    left_out = settled(folder, clock).left_out
    assert left_out == (("mum.wav", f"it is a {kind}, and an ordinary file is needed"),)


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


def test_voice_state_of_the_same_name_takes_the_recordings_place(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    for name in ("mum.wav", "mum.SAFETENSORS", "mum.de.wav", "dad.wav"):
        (tmp_path / name).write_bytes(name.encode())
    listing = settled(folder, clock)
    assert [r.path.name for r in listing.recordings] == ["dad.wav", "mum.de.wav"]
    assert listing.left_out == (
        ("mum.wav", "'mum.safetensors' has the same name and is used instead"),
    )
    assert listing.replaced == {"mum.wav"}
    assert listing.is_complete


def test_start_takes_at_once_what_was_made_before(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "old.wav").write_bytes(b"old")
    (tmp_path / "new.wav").write_bytes(b"new")
    known = {digest_of(tmp_path / "old.wav")}
    folder = RecordingFolder(tmp_path, (), (), clock, lambda: known)
    listing = folder.list()
    assert [r.name for r in listing.recordings] == ["old"]
    assert listing.waiting == ("new.wav",)
    assert not listing.is_complete
    (tmp_path / "copy.wav").write_bytes(b"old")  # may go on
    assert folder.list().waiting == ("copy.wav", "new.wav")


def test_renamed_file_does_not_wait_again(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    path = tmp_path / "mum.wav"
    path.write_bytes(b"a")
    (before,) = settled(folder, clock).recordings
    path.rename(tmp_path / "granny.wav")
    (after,) = folder.list().recordings
    assert (after.name, after.digest) == ("granny", before.digest)


def test_file_that_cannot_be_read_may_be_there_all_the_same(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    (tmp_path / "gone.wav").symlink_to("nowhere")
    listing = settled(folder, clock)
    assert listing.recordings == ()
    assert not listing.is_complete


def test_empty_place_of_a_share_that_is_not_mounted_is_no_listing(
    tmp_path: Path, folder: RecordingFolder, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mum.wav"
    path.write_bytes(b"a")
    settled(folder, clock)
    path.unlink()
    stat = Path.stat

    def on_another_disk(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = list(stat(self, follow_symlinks=follow_symlinks))
        found[2] += 1
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", on_another_disk)
    with pytest.raises(OSError, match="not mounted"):
        folder.list()


def test_file_of_hours_is_not_even_read(
    tmp_path: Path, folder: RecordingFolder, clock: Clock
) -> None:
    with (tmp_path / "podcast.wav").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    ((name, why),) = settled(folder, clock).left_out
    assert name == "podcast.wav"
    assert "larger than 200 MB" in why
