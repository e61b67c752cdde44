from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.store import disk

if TYPE_CHECKING:
    import pytest


def test_what_is_written_is_synced_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content first, then the name, then the folder."""
    done: list[str] = []
    real_replace = Path.replace

    def replace(self: Path, target: Path) -> Path:
        done.append("rename")
        return real_replace(self, target)

    def fsync(descriptor: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")  # noqa: PTH112 - a link

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(os, "fsync", fsync)
    disk.write(tmp_path / "new" / "file", b"x")
    assert done == ["file", "rename", "folder"]
    assert (tmp_path / "new" / "file").read_bytes() == b"x"
