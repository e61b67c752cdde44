"""A catalogue and its folder: files that come, go, change, and cannot be read."""

from __future__ import annotations

import errno
import logging
import os
import pathlib
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.voices import folder
from support.voice_states import voice_state
from voices.catalogues import add, catalogue, names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("file_name", "content", "word"),
    [
        (".hidden.safetensors", None, None),
        ("voice.wav", None, None),
        ("voice.safetensors.part", None, None),
        ("(a).safetensors", None, "begins with a letter"),
        ("_a.safetensors", None, "begins with a letter"),
        ("a\nb.safetensors", None, "letters, digits"),
        (f"{'x' * 65}.safetensors", None, "64 at most"),
        ("half.safetensors", voice_state()[:-1], "not complete"),
        ("weights.safetensors", voice_state(layers=24), "another model"),
        ("noise.safetensors", b"x" * 100, "safetensors"),
    ],
)
def test_unusable_file_is_left_out_with_one_line(
    tmp_path: Path,
    file_name: str,
    content: bytes | None,
    word: str | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add(tmp_path, file_name, content)
    made = catalogue(voices_dir=tmp_path)
    for _ in range(3):
        made.refresh()

    assert len(names(made)) == 21
    if word is None:
        assert caplog.messages == []
    else:
        (line,) = caplog.messages
        assert word in line
        assert "\n" not in line


def test_folder_that_looks_like_a_voice_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "dir.safetensors").mkdir()
    assert len(names(catalogue(voices_dir=tmp_path))) == 21


def test_voice_appears_changes_and_disappears_at_refresh(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    assert made.refresh() is False
    path = add(tmp_path, "bob.safetensors")
    assert "bob" not in names(made)
    assert made.refresh() is True
    first = made.find("bob")

    add(tmp_path, "bob.safetensors", age_seconds=30)
    assert made.refresh() is True
    assert made.find("bob").version != first.version
    assert made.refresh() is False

    path.unlink()
    assert made.refresh() is True
    assert "bob" not in names(made)


def test_file_under_way_appears_when_it_is_whole(tmp_path: Path) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", voice_state()[:300])
    made.refresh()
    assert "bob" not in names(made)
    add(tmp_path, "bob.safetensors")
    made.refresh()
    assert "bob" in names(made)


@pytest.mark.parametrize("age", [0.0, 1.9, -3600.0], ids=["now", "just now", "clock ahead"])
def test_fresh_file_waits_for_one_more_look(tmp_path: Path, age: float) -> None:
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", age_seconds=age)
    made.refresh()
    assert "bob" not in names(made)
    made.refresh()
    assert "bob" in names(made)


def test_fresh_file_is_taken_at_the_start(tmp_path: Path) -> None:
    add(tmp_path, "bob.safetensors", age_seconds=0)
    assert "bob" in names(catalogue(voices_dir=tmp_path))


def test_name_written_with_combining_accents_is_one_word(tmp_path: Path) -> None:
    add(tmp_path, "Rene\u0301.safetensors")
    assert "Ren\u00e9" in names(catalogue(voices_dir=tmp_path))


def test_missing_folder_is_said_once_and_is_nothing_wrong(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The app's own folder for voices is not there before somebody makes it."""
    caplog.set_level(logging.INFO)
    made = catalogue(voices_dir=tmp_path / "none")
    made.refresh()
    assert len(names(made)) == 21
    (line,) = caplog.records
    assert line.levelno == logging.INFO
    assert "VOICES_DIR" in line.getMessage()
    (tmp_path / "none").mkdir()
    add(tmp_path / "none", "bob.safetensors")
    made.refresh()
    assert "bob" in names(made)


def test_file_in_place_of_the_folder_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = catalogue(voices_dir=add(tmp_path, "file"))
    made.refresh()
    (line,) = caplog.messages
    assert "cannot be read: Not a directory" in line


def test_unchanged_files_are_not_read_again(tmp_path: Path) -> None:
    """The second look must be cheap: a file with the same stamp keeps its verdict."""
    path = add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)
    stat = path.stat()
    with path.open("r+b") as file:
        file.write(bytes(stat.st_size))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    made.refresh()
    assert "bob" in names(made)


def test_a_new_folder_is_not_said_to_be_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    place = tmp_path / "voices"
    made = catalogue(voices_dir=place)
    place.mkdir()
    add(place, "bob.safetensors")
    assert made.refresh() is True
    assert "again" not in caplog.text


def test_folder_that_is_away_keeps_its_voices(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    place = tmp_path / "voices"
    place.mkdir()
    add(place, "bob.safetensors")
    made = catalogue(voices_dir=place)
    for _ in range(2):
        caplog.clear()
        place.rename(tmp_path / "moved")
        for _ in range(3):
            assert made.refresh() is False
        assert "bob" in names(made)
        (line,) = caplog.messages
        assert "cannot be read: No such file" in line
        (tmp_path / "moved").rename(place)
        made.refresh()
        assert caplog.messages[1:] == [f"VOICES_DIR {place} can be read again."]
    (place / "bob.safetensors").unlink()
    assert made.refresh() is True
    assert "bob" not in names(made)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EIO, errno.ESTALE, errno.EACCES])
def test_folder_that_cannot_be_listed_for_a_moment_keeps_its_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)

    def fail(_: Path) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as context:
        context.setattr(pathlib.Path, "iterdir", fail)
        assert made.refresh() is False
    assert "bob" in names(made)


def test_empty_place_of_a_share_that_is_not_mounted_keeps_the_voices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)
    real_stat = pathlib.Path.stat

    def stat_of_the_disk_below(self: Path, **rest: bool) -> object:
        found = real_stat(self, **rest)
        if self != tmp_path:
            return found
        return os.stat_result((*found[:2], found.st_dev + 1, *found[3:]))

    monkeypatch.setattr(pathlib.Path, "stat", stat_of_the_disk_below)
    monkeypatch.setattr(pathlib.Path, "iterdir", lambda _: iter(()))
    assert made.refresh() is False
    assert "bob" in names(made)


def test_file_that_cannot_be_read_for_a_moment_keeps_its_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = add(tmp_path, "bob.safetensors")
    made = catalogue(voices_dir=tmp_path)
    add(tmp_path, "bob.safetensors", age_seconds=30)
    real_open = os.open

    def fail(name: Path | str, flags: int, mode: int = 0o777, **rest: int) -> int:
        if name == path:
            raise OSError(errno.EMFILE, "Too many open files")
        return real_open(name, flags, mode, **rest)

    with monkeypatch.context() as context:
        context.setattr(os, "open", fail)
        made.refresh()
        made.refresh()
        assert "bob" in names(made)
    (line,) = caplog.messages
    assert "Too many open files" in line
    assert made.refresh() is True, "the new file"


def test_time_that_no_calendar_has_is_a_version_too() -> None:
    """Python's calendar ends in 9999; some file systems go on."""
    assert folder.version_of(2**40 * 10**9) == str(2**40 * 10**9)
    assert folder.version_of(1_700_000_000 * 10**9) == "2023-11-14T22:13:20.000000Z"


def test_whatever_a_file_makes_its_reader_raise_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("pocket_tts_wyoming.voices.folder.read_shape", fail)
    add(tmp_path, "bob.safetensors")
    assert "bob" not in names(catalogue(voices_dir=tmp_path))
