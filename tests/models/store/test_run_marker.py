from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.store.run_marker import RunMarker

if TYPE_CHECKING:
    from pathlib import Path


def test_marker_of_this_boot_does_not_mean_a_power_cut(tmp_path: Path) -> None:
    boot = tmp_path / "boot_id"
    boot.write_text("one\n")
    first, second, stopped = (RunMarker(tmp_path / "running", boot) for _ in range(3))
    for marker in (first, second, stopped):
        marker.begin()
    stopped.end()
    assert first.left_over() == [], "another server, or one that was killed"
    first.end()
    boot.write_text("two\n")
    third = RunMarker(tmp_path / "running", boot)
    third.begin()
    assert len(third.left_over()) == 1, "the second one never stopped"
    assert RunMarker(tmp_path / "running", tmp_path / "missing").left_over() == []
