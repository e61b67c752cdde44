from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.process import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@pytest.fixture(scope="session")
def tiny_environment(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the options that make a server speak with the tiny model, and nothing of this user."""
    return {
        "MODEL_VARIANT": str(tiny_model / "config.yaml"),
        "VOICES_DIR": str(tiny_model / "voices"),
        "HF_HOME": str(tmp_path_factory.mktemp("hf_home")),
        "LOG_LEVEL": "debug",
        # What is measured on a busy machine may be another precision at the next start, and another
        # sound; and it is measured again later, on one more thread.
        "PRECISION": "fp32",
        "STRICT_VOICES": "true",  # an unknown voice is the simplest request that fails
    }


@pytest.fixture(scope="module")
def server(tiny_environment: Mapping[str, str]) -> Iterator[Server]:
    """Yield a running server that all tests of a module may use, none of which harms it."""
    with Server(tiny_environment) as server:
        yield server
