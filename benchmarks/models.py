"""The synthetic checkpoints that are measured: true shapes, random weights, made once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".demo"
PRESETS = {
    "english": "english",
    "18m": "english_18m_2026-10",
    "7m": "english_7m_2026-10",
    "2m": "english_2m_2026-10",
}
VOICE = "alba"


def checkpoint(model: str) -> Path:
    """Return the folder of a checkpoint, made now if it is not there (450 MB at most)."""
    folder = FOLDER / model
    if not (folder / "config.yaml").is_file():
        print(f"Making a synthetic checkpoint in {folder} ...", flush=True)
        subprocess.run(
            [
                sys.executable,
                ROOT / "script" / "make_model.py",
                folder,
                "--preset",
                PRESETS[model],
                "--voices",
                f"{VOICE},marius",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return folder


def hf_home(model: str, precision: str) -> Path:
    """Return where a server keeps what it makes of a model.

    One folder each, because a server removes what belongs to other models and precisions.
    """
    return FOLDER / "hf" / f"{model}-{precision}"
