"""What many tests need: synthetic checkpoints, made once per run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pocket_tts_wyoming  # noqa: F401 - first: it switches the telemetry of libraries off
from make_model import make_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny model with the voices alba and marius."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    make_model(folder, "tiny", voices=("alba", "marius"))
    return folder
