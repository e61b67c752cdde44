from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache, hold

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = 24 * 3600.0


class Converter:
    """Counts conversions; the second one writes other bytes."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, folder: Path) -> None:
        self.runs += 1
        (folder / "model.onnx").write_bytes(b"graph %d" % self.runs)
        (folder / "weights.bin").write_bytes(bytes(100_000))


@pytest.fixture
def convert() -> Converter:
    return Converter()


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def cache(tmp_path: Path, reports: list[str]) -> ConversionCache:
    return ConversionCache(tmp_path / "made" / "here", reports.append)


def folders(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir() if entry.is_dir())


def test_converts_once(cache: ConversionCache, convert: Converter, reports: list[str]) -> None:
    folder = cache.provide("a", convert, "Converting.")
    assert (folder / "model.onnx").read_bytes() == b"graph 1"
    assert cache.provide("a", convert, "Converting.") == folder
    assert convert.runs == 1
    assert reports == ["Converting."]
    assert cache.provide("b", convert, "Converting.") != folder
    assert convert.runs == 2


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a bit": lambda folder: flip(folder / "weights.bin"),
    "cut short": lambda folder: (folder / "weights.bin").write_bytes(bytes(99_999)),
    "one file gone": lambda folder: (folder / "weights.bin").unlink(),
    "one file too many": lambda folder: (folder / "other").touch(),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "empty manifest": lambda folder: (folder / "manifest.json").write_bytes(b""),
    "manifest of nothing": lambda folder: (folder / "manifest.json").write_bytes(b"{}"),
    "manifest is not text": lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_repaired(cache: ConversionCache, convert: Converter, kind: str) -> None:
    folder = cache.provide("a", convert, "")
    DAMAGE[kind](folder)
    assert cache.provide("a", convert, "") == folder
    assert (folder / "model.onnx").read_bytes() == b"graph 2"
    cache.provide("a", convert, "")
    assert convert.runs == 2


def test_a_failure_leaves_nothing(cache: ConversionCache, convert: Converter) -> None:
    def fail(folder: Path) -> None:
        convert(folder)
        raise OSError("no space left")

    home = cache.provide("good", convert, "").parent
    with pytest.raises(OSError, match="no space left"):
        cache.provide("bad", fail, "")
    assert folders(home) == ["good"]


def test_scratch_is_gone_afterwards(cache: ConversionCache, convert: Converter) -> None:
    with cache.scratch(convert) as folder:
        assert (folder / "model.onnx").exists()
        home = folder.parent
    assert folders(home) == []


def age(folder: Path, days: float) -> None:
    """Let a folder have been used last this many days ago."""
    then = time.time() - days * DAY
    os.utime(folder / "manifest.json", (then, then))


def server(folder: Path, reports: list[str] | None = None) -> ConversionCache:
    """Return the cache as another server has it."""
    return ConversionCache(folder, ([] if reports is None else reports).append)


def test_what_was_not_used_for_a_day_is_removed(cache: ConversionCache, convert: Converter) -> None:
    kept = [cache.provide(name, convert, "") for name in ("old", "this morning", "a", "b")][2:]
    home = kept[0].parent
    (home / "partial-of-a-power-cut").mkdir()
    (home / "no-manifest").mkdir()
    os.utime(home / "no-manifest", (0, 0))
    (home / "precision.json").touch()
    for name, days in (("old", 1.1), ("this morning", 0.9), ("a", 100.0)):
        age(home / name, days)
    cache.keep_only(kept)
    assert folders(home) == ["a", "b", "this morning"]
    assert (home / "precision.json").exists()


def test_conversions_of_a_server_that_runs_are_never_removed(
    tmp_path: Path, convert: Converter
) -> None:
    """Two models, or two precisions, with one HF_HOME; months later."""
    first, second = server(tmp_path), server(tmp_path)
    int8, fp32 = first.provide("int8", convert, ""), second.provide("fp32", convert, "")
    for folder in (int8, fp32):
        age(folder, 100)
    first.keep_only([int8])
    second.keep_only([fp32])
    assert folders(tmp_path) == ["fp32", "int8"]
    del second  # that server has stopped
    first.keep_only([int8])
    assert folders(tmp_path) == ["int8"]


def test_servers_that_start_together_leave_each_other_theirs(
    tmp_path: Path, convert: Converter
) -> None:
    for _ in range(3):  # boots of the machine
        first, second = server(tmp_path), server(tmp_path)
        first.keep_only([first.provide("int8", convert, "")])
        second.keep_only([second.provide("fp32", convert, "")])
        del first, second
    assert convert.runs == 2


def test_folder_is_held_while_a_session_has_it(tmp_path: Path, convert: Converter) -> None:
    made = server(tmp_path)
    folder = made.provide("a", convert, "")
    session = hold(folder)
    made.keep_only([])
    age(folder, 100)
    server(tmp_path).keep_only([])
    assert folders(tmp_path) == ["a"]
    assert session is not None
    session.close()
    server(tmp_path).keep_only([])
    assert folders(tmp_path) == []


KILLED = """
import os, sys
from pathlib import Path
from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
def write(folder):
    (folder / "weights.bin").write_bytes(bytes(1000))
    os.kill(os.getpid(), 9)
ConversionCache(Path(sys.argv[1]), print).provide("a", write, "")
"""


def test_what_killed_conversions_left_is_removed(tmp_path: Path, convert: Converter) -> None:
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
        assert done.returncode == -9
    assert len(folders(tmp_path)) == 1, "each removes what the one before has left"
    assert server(tmp_path).provide("a", convert, "").is_dir()
    assert folders(tmp_path) == ["a"]


def test_without_locks_only_what_is_very_old_is_removed(
    tmp_path: Path, convert: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unsupported)
    made = server(tmp_path)
    for name in ("a", "b", "c"):
        made.provide(name, convert, "")
    for name in ("partial-now", "partial-old"):
        (tmp_path / name).mkdir()
    os.utime(tmp_path / "partial-old", (0, 0))
    age(tmp_path / "b", 20)
    age(tmp_path / "c", 40)
    made.keep_only([tmp_path / "a"])
    assert folders(tmp_path) == ["a", "b", "partial-now"]


def test_without_locks_the_second_of_two_takes_what_the_first_has_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", unsupported)
    other = Converter()

    def convert_while_another_does(folder: Path) -> None:
        server(tmp_path).provide("a", other, "")
        other(folder)

    assert server(tmp_path).provide("a", convert_while_another_does, "").is_dir()
    assert folders(tmp_path) == ["a"]


@pytest.fixture
def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the temporary folder."""
    folder = tmp_path / "spare"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_read_only_disk_with_everything_on_it_is_read(
    tmp_path: Path, convert: Converter, spare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that the kernel remounted: only writing is refused, root included."""
    home = tmp_path / "home"
    folder = server(home).provide("a", convert, "")
    refuse_writing(monkeypatch, home, errno.EROFS)
    made = server(home)
    assert made.provide("a", convert, "") == folder
    made.keep_only([folder])
    assert convert.runs == 1
    assert list(spare.iterdir()) == []


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES, errno.EDQUOT])
def test_what_cannot_be_written_goes_into_the_temporary_folder(
    tmp_path: Path,
    convert: Converter,
    reports: list[str],
    spare: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    home = tmp_path / "home" / "not made yet"
    refuse_writing(monkeypatch, home, number)
    made = server(home, reports)
    folder = made.provide("a", convert, "Converting.")
    assert folder.is_relative_to(spare)
    with made.scratch(convert) as scratch:
        assert scratch.is_relative_to(spare)
    assert str(home) in reports[0]
    assert str(spare) in reports[0]
    assert reports[1:] == ["Converting."]
    assert server(home).provide("a", convert, "") == folder, "and is found there again"
    assert convert.runs == 2


@pytest.mark.parametrize("missing", [False, True])
def test_disk_that_becomes_full_while_something_is_written(
    tmp_path: Path, convert: Converter, spare: Path, *, missing: bool
) -> None:
    home = tmp_path / "home"
    if not missing:
        home.mkdir()

    def write(folder: Path) -> None:
        convert(folder)
        if folder.is_relative_to(home):
            raise OSError(errno.ENOSPC, "No space left on device")

    made = server(home)
    assert made.provide("a", write, "").is_relative_to(spare)
    with made.scratch(write) as folder:
        assert folder.is_relative_to(spare)
    assert folders(home) == []


def test_full_disk_is_cleared_of_what_nobody_uses(
    tmp_path: Path, convert: Converter, spare: Path
) -> None:
    server(tmp_path / "home").provide("old", convert, "")

    def write(folder: Path) -> None:
        if (tmp_path / "home" / "old").exists():
            raise OSError(errno.ENOSPC, "No space left on device")
        convert(folder)

    assert server(tmp_path / "home").provide("a", write, "") == tmp_path / "home" / "a"
    assert folders(tmp_path / "home") == ["a"]
    assert list(spare.iterdir()) == []


def test_damage_is_named(cache: ConversionCache, convert: Converter, reports: list[str]) -> None:
    folder = cache.provide("a", convert, "Converting.")
    flip(folder / "weights.bin")
    cache.provide("a", convert, "Converting.")
    assert reports[1:] == [f"{folder} is damaged and made again. Converting."]


def test_folder_of_lies(cache: ConversionCache, convert: Converter) -> None:
    """A file in the place of the folder, a folder in the place of the lock."""
    folder = cache.provide("a", convert, "")
    home = folder.parent
    shutil.rmtree(folder)
    folder.write_text("foreign")
    (home / "lock").unlink()
    (home / "lock").mkdir()
    assert server(home).provide("a", convert, "").is_dir()


def refuse_writing(monkeypatch: pytest.MonkeyPatch, home: Path, number: int) -> None:
    """Let a folder be on a disk that takes nothing; tests run as root, whom modes do not stop."""

    def guard(call: Callable[..., Any], place: Callable[..., object]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **rest: Any) -> Any:  # noqa: ANN401 - as the call itself
            where = place(*arguments, **rest)
            if where is not None and Path(str(where)).is_relative_to(home):
                raise OSError(number, os.strerror(number), str(where))
            return call(*arguments, **rest)

        return guarded

    def first(path: object, *_: object, **__: object) -> object:
        return path

    def written(path: object, mode: str = "r", *_: object, **__: object) -> object:
        return None if mode in ("r", "rb") else path

    def written_at(path: object, flags: int, *_: object, **__: object) -> object:
        return path if flags & (os.O_WRONLY | os.O_RDWR) else None

    monkeypatch.setattr(Path, "open", guard(Path.open, written))
    monkeypatch.setattr(os, "open", guard(os.open, written_at))
    for name in ("mkdir", "unlink", "replace", "rename", "touch"):
        monkeypatch.setattr(Path, name, guard(getattr(Path, name), first))
    monkeypatch.setattr("os.utime", guard(os.utime, first))
    for name in ("mkdtemp", "mkstemp"):
        made = guard(getattr(tempfile, name), lambda *_, **rest: rest.get("dir"))
        monkeypatch.setattr(f"tempfile.{name}", made)


def test_two_at_once_convert_once(tmp_path: Path, convert: Converter) -> None:
    """A second server, or `say` beside it, waits and takes what the first has made."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(folder: Path) -> None:
        begun.set()
        assert go_on.wait(60)
        convert(folder)

    def provide() -> None:
        ConversionCache(tmp_path, lambda _: None).provide("a", slow, "")

    first, second = threading.Thread(target=provide), threading.Thread(target=provide)
    first.start()
    assert begun.wait(60)
    second.start()
    go_on.set()
    first.join(60)
    second.join(60)
    assert convert.runs == 1
