"""The folder of a run: recordings, results.json, summary.md and index.html.

It is made to be attached to a report: no path of this machine and no token goes into it, and file
names are relative.
"""

from __future__ import annotations

import json
import re
import shutil
import wave
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from hearing.page import render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hearing.takes import Group, Run
    from pocket_tts_wyoming.audio.samples import Samples


RESULTS = "results.json"


def make_room(folder: Path) -> None:
    """Make the folder empty; raises FileExistsError if it holds anything but an earlier run."""
    if folder.exists():
        if any(folder.iterdir()) and not (folder / RESULTS).is_file():
            raise FileExistsError(f"{folder} holds something else: name another folder.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def save_recording(folder: Path, parts: tuple[str, ...], samples: Samples, rate_hz: int) -> str:
    """Write a WAV file below the folder, and return its name from there."""
    *folders, name = (re.sub(r"[^A-Za-z0-9_-]+", "-", part) for part in parts)
    relative = "/".join((*folders, f"{name}.wav"))
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        writer.writeframes(np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return relative


def write_report(run: Run, folder: Path) -> None:
    """Write the table for machines, the one for people, and the page."""
    results = json.dumps(asdict(run), indent=1, ensure_ascii=False)
    (folder / RESULTS).write_text(results, encoding="utf-8")
    (folder / "summary.md").write_text("\n".join(_summary(run)) + "\n", encoding="utf-8")
    (folder / "index.html").write_text(render(run), encoding="utf-8")


def _summary(run: Run) -> Iterator[str]:
    yield "## Heard: " + ("failed" if run.failures else "nothing is beyond the limits")
    yield ""
    for failure in run.failures:
        yield f"- **{failure.where}**: {failure.what}. {failure.reason}"
    if run.failures:
        yield ""
    yield "| model, engine, part | takes | word errors | first word wrong | last | other marks |"
    yield "|---|---|---|---|---|---|"
    for group in run.groups:
        yield _row(group)
    if run.sameness:
        yield ""
        yield "| against the library | latents | audio |"
        yield "|---|---|---|"
        for same in run.sameness:
            yield f"| {same.model}, {same.precision} | {same.latents:.2g} | {same.audio:.2g} |"
    yield ""
    yield "; ".join(f"{name}: {value}" for name, value in run.conditions.items())


def _row(group: Group) -> str:
    words = ("garbled", "first word", "last word")
    others = sorted({m.kind for take in group.takes for m in take.marks} - set(words))
    counts = {kind: sum(take.has(kind) for take in group.takes) for kind in (*words, *others)}
    listed = ", ".join(f"{kind}: {counts[kind]}" for kind in others) or "none"
    return (
        f"| {group.name} | {len(group.takes)} | {100 * group.word_error_rate:.1f} % | "
        f"{counts['first word']} | {counts['last word']} | {listed} |"
    )
