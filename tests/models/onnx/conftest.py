from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pocket_tts.utils.config import CONFIGS_DIR

from make_model import make_model
from models.onnx.oracle import VARIANTS, Load, Model, make_variant, open_model
from pocket_tts_wyoming.models.onnx.backend import POSITIONS, OnnxBackend

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.onnx.build.graph import Precision


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder = tmp_path_factory.mktemp("tiny")
    return open_model(make_model(folder, "tiny", ("alba", "marius"), 1.0, 0))


@pytest.fixture(scope="session")
def models(base: Model, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Model]:
    folder = tmp_path_factory.mktemp("variants")
    return {
        name: make_variant(base, folder / str(i), changes)
        for i, (name, changes) in enumerate(VARIANTS.items())
    }


@pytest.fixture(scope="session")
def blocks(models: dict[str, Model]) -> Model:
    """Return the variant whose matrices are really quantised in int8."""
    return models["blocks of 64"]


@pytest.fixture(scope="session")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    folders: dict[tuple[Path, Precision], Path] = {}

    def load_model(
        model: Model,
        precision: Precision = "fp32",
        *,
        slots: int = 4,
        positions: int = POSITIONS,
        threads: int = 1,
    ) -> OnnxBackend:
        key = model.folder, precision
        folder = folders.setdefault(key, tmp_path_factory.getbasetemp() / f"cache{len(folders)}")
        return OnnxBackend.load(
            model.config,
            model.weights,
            model.tokenizer,
            folder,
            precision=precision,
            slots=slots,
            positions=positions,
            threads=threads,
        )

    return load_model


@pytest.fixture(scope="session")
def shipped() -> list[Path]:
    return sorted(CONFIGS_DIR.glob("*.yaml"))
