from __future__ import annotations

import errno
import logging
import os
import wave
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.audio.debug_wav import DebugWavFolder

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
HEADER_BYTES = 44
RATE_HZ = 24_000
LOGGER = logging.getLogger("debug-wav-test")


def folder_in(path: Path, max_files: int = 10, max_bytes: int = 1_000_000) -> DebugWavFolder:
    return DebugWavFolder(path, max_files, max_bytes, LOGGER)


def record(folder: DebugWavFolder, pcm: bytes, now: datetime = NOW, label: str = "alba") -> Path:
    recording = folder.open(now, label, RATE_HZ)
    assert recording is not None
    recording.write(pcm)
    recording.close()
    return recording.path


def read(path: Path) -> tuple[bytes, tuple[int, int, int]]:
    with wave.open(str(path)) as file:
        shape = (file.getframerate(), file.getsampwidth(), file.getnchannels())
        return file.readframes(file.getnframes()), shape


def test_a_recording_holds_what_was_sent(tmp_path: Path) -> None:
    recording = folder_in(tmp_path / "new" / "folder").open(NOW, "alba", RATE_HZ)
    assert recording is not None
    recording.write(b"\x01\x02" * 100)
    recording.write(b"")
    recording.write(b"\x03\x04" * 50)
    recording.close()
    recording.close()

    assert read(recording.path) == (b"\x01\x02" * 100 + b"\x03\x04" * 50, (24_000, 2, 1))


def test_a_recording_can_be_read_at_any_time(tmp_path: Path) -> None:
    """What a crash leaves behind is what is on the disk now."""
    recording = folder_in(tmp_path).open(NOW, "alba", RATE_HZ)
    assert recording is not None

    assert read(recording.path)[0] == b""
    for count in (1, 2, 3):
        recording.write(b"ab" * 1000)
        assert read(recording.path)[0] == b"ab" * 1000 * count
    recording.close()


def test_nothing_is_written_after_the_end(tmp_path: Path) -> None:
    recording = folder_in(tmp_path).open(NOW, "alba", RATE_HZ)
    assert recording is not None
    recording.close()
    recording.write(b"abab")

    assert read(recording.path)[0] == b""


@settings(max_examples=50)
@given(label=st.text(max_size=100))
def test_no_label_leaves_the_folder(label: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("wav")

    made = record(folder_in(path), b"ab", label=label)

    assert made.parent == path
    assert list(path.iterdir()) == [made]
    assert made.name.isascii()
    assert len(made.name) < 100


@pytest.mark.parametrize(
    "label", ["../../etc/passwd", "/etc/passwd", "a\0b", "x" * 1000, "", "..."]
)
def test_dangerous_labels_are_harmless(tmp_path: Path, label: str) -> None:
    assert record(folder_in(tmp_path / "in"), b"ab", label=label).parent == tmp_path / "in"


def test_two_recordings_of_one_moment_have_two_names(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)

    paths = [record(folder, bytes([n, n])) for n in range(3)]

    assert [read(path)[0] for path in paths] == [bytes([n, n]) for n in range(3)]


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    name = record(folder_in(tmp_path / "other"), b"ab").name
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / name).symlink_to(victim)

    assert record(folder_in(inside), b"ab").name != name
    assert victim.read_bytes() == b"precious"


def test_the_oldest_are_deleted_beyond_the_count(tmp_path: Path) -> None:
    folder = folder_in(tmp_path, max_files=3)

    paths = [record(folder, b"ab", NOW + timedelta(seconds=n)) for n in range(5)]

    assert sorted(tmp_path.iterdir()) == paths[2:]


def test_the_oldest_are_deleted_beyond_the_bytes(tmp_path: Path) -> None:
    folder = folder_in(tmp_path, max_bytes=2 * (HEADER_BYTES + 1000))

    paths = [record(folder, b"a" * 1000, NOW + timedelta(seconds=n)) for n in range(4)]

    assert sorted(tmp_path.iterdir()) == paths[2:]


def test_recordings_of_the_last_run_count(tmp_path: Path) -> None:
    for n in range(3):
        record(folder_in(tmp_path), b"ab", NOW + timedelta(seconds=n))

    newest = record(folder_in(tmp_path, max_files=1), b"ab", NOW + timedelta(minutes=1))

    assert list(tmp_path.iterdir()) == [newest]


def test_one_recording_stays_within_the_bytes(tmp_path: Path) -> None:
    path = record(folder_in(tmp_path, max_bytes=HEADER_BYTES + 101), b"a" * 5000)

    assert read(path)[0] == b"a" * 100


def test_what_is_being_written_is_not_deleted(tmp_path: Path) -> None:
    folder = folder_in(tmp_path, max_files=1)
    recording = folder.open(NOW, "alba", RATE_HZ)
    assert recording is not None

    record(folder, b"ab", NOW + timedelta(seconds=1))
    recording.write(b"abcd")

    assert read(recording.path)[0] == b"abcd"
    recording.close()
    assert len(list(tmp_path.iterdir())) == 1


def test_files_of_others_are_not_deleted(tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("holiday.wav", "speech_.wav", "a.txt", "speech.wav")]
    for other in others:
        other.write_bytes(b"precious" * 1000)
    folder = folder_in(tmp_path, max_files=1, max_bytes=100)

    for n in range(3):
        record(folder, b"ab", NOW + timedelta(seconds=n))

    assert all(other.exists() for other in others)


def test_a_folder_that_cannot_be_made_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    folder = folder_in(in_the_way)

    assert folder.open(NOW, "alba", RATE_HZ) is None
    assert folder.open(NOW, "alba", RATE_HZ) is None

    assert len(caplog.records) == 1
    assert str(in_the_way) in caplog.text


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")  # noqa: PTH110 - a device, not a file
def test_a_full_disk_ends_the_recording_and_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = folder_in(tmp_path)
    recording = folder.open(NOW, "alba", RATE_HZ)
    assert recording is not None
    assert recording._file is not None
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, recording._file.fileno())
    os.close(full)

    recording.write(b"ab")
    recording.write(b"ab")
    recording.close()

    assert [os.strerror(errno.ENOSPC) in record.message for record in caplog.records] == [True]
    assert folder.open(NOW, "next", RATE_HZ) is not None


def test_a_folder_that_vanishes_raises_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in"
    recording = folder_in(path).open(NOW, "alba", RATE_HZ)
    assert recording is not None
    recording.path.unlink()
    path.rmdir()

    recording.write(b"ab")
    recording.close()
