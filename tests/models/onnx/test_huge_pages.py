from __future__ import annotations

import mmap
from pathlib import Path

import pytest

from pocket_tts_wyoming.models.onnx.huge_pages import huge_pages

MEGABYTE = 1 << 20
HUGE_PAGE_BYTES = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")
ENABLED = HUGE_PAGE_BYTES.parent / "enabled"

on_request = pytest.mark.skipif(
    not ENABLED.exists() or "[madvise]" not in ENABLED.read_text(encoding="ascii"),
    reason="no huge pages on request (echo madvise > /sys/kernel/mm/transparent_hugepage/enabled)",
)


def allocated(size: int, *, written: bool) -> mmap.mmap:
    """Return `size` MB."""
    memory = mmap.mmap(-1, size * MEGABYTE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if written:
        memory.write(b"x" * len(memory))
    return memory


def megabytes(kind: str) -> int:
    """Return this process's memory of a kind, in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    [line] = [line for line in lines if line.startswith(f"{kind}:")]
    return int(line.split()[1]) // 1024


@on_request
def test_what_is_written_inside_gets_huge_pages() -> None:
    before = megabytes("AnonHugePages")
    outside = allocated(64, written=True)
    assert megabytes("AnonHugePages") == before
    with huge_pages():
        inside = allocated(64, written=True)
    gained = megabytes("AnonHugePages") - before
    assert 56 <= gained <= 72
    assert inside[:] == outside[:]


@on_request
def test_what_is_only_reserved_stays_unused() -> None:
    before = megabytes("Rss")
    with huge_pages():
        reserved = allocated(256, written=False)
    assert megabytes("Rss") - before < 32
    reserved.close()


def test_an_error_inside_is_told() -> None:
    with pytest.raises(KeyError), huge_pages():
        raise KeyError
