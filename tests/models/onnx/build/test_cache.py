from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
    "manifest is no text": lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"),
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
    with cache.scratch() as folder:
        convert(folder)
        home = folder.parent
    assert folders(home) == []


def test_old_ones_are_removed(cache: ConversionCache, convert: Converter) -> None:
    kept = [cache.provide(name, convert, "") for name in ("old", "a", "b")][1:]
    home = kept[0].parent
    (home / "partial-of-a-power-cut").mkdir()
    (home / "precision.json").touch()
    cache.keep_only(kept)
    assert folders(home) == ["a", "b"]
    assert (home / "precision.json").exists()


def test_two_at_once_convert_once(tmp_path: Path, convert: Converter) -> None:
    """A second server, or `say` beside it, waits and takes what the first has made."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(folder: Path) -> None:
        begun.set()
        assert go_on.wait(10)
        convert(folder)

    def provide() -> None:
        ConversionCache(tmp_path, lambda _: None).provide("a", slow, "")

    first, second = threading.Thread(target=provide), threading.Thread(target=provide)
    first.start()
    assert begun.wait(10)
    second.start()
    go_on.set()
    first.join(10)
    second.join(10)
    assert convert.runs == 1
