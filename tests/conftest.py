"""What many tests need: synthetic checkpoints, made once per run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import pocket_tts_wyoming  # noqa: F401 - first: it switches the telemetry of libraries off
from make_model import make_model

if TYPE_CHECKING:
    from pathlib import Path

# A deadline measures the machine, not the code. Where CI is set, Hypothesis itself takes the same
# examples in each run and keeps no database ("ci", its own profile); this one inherits that.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line which tests were left out, and how to get them."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
    )
    if reasons:
        listed = "; ".join(f"{count}: {reason}" for reason, count in reasons.most_common())
        terminalreporter.write_line(f"Tests left out: {listed}.")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny model with the voices alba and marius."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    make_model(folder, "tiny", voices=("alba", "marius"))
    return folder
