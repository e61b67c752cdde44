"""What many tests need: synthetic checkpoints, made once per run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import pocket_tts_wyoming  # noqa: F401 - first: it switches the telemetry of libraries off
from make_model import make_model
from support.left_out import pytest_terminal_summary  # noqa: F401 - a hook

if TYPE_CHECKING:
    from pathlib import Path

# A deadline measures the machine, not the code, and so does "too slow". Where CI is set, Hypothesis
# itself takes the same examples in each run and keeps no database ("ci", its own profile); this one
# inherits that.
settings.register_profile(
    "no deadline", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny model with the voices alba and marius."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    make_model(folder, "tiny", voices=("alba", "marius"))
    return folder
