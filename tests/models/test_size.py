from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.models.size import expected_bytes
from pocket_tts_wyoming.models.store.files import ModelVariant, find_variant

if TYPE_CHECKING:
    from pathlib import Path


def test_a_large_model_is_expected_to_take_what_was_measured() -> None:
    assert 200e6 <= expected_bytes(find_variant("english"), "int8") <= 215e6


def test_smaller_models_are_expected_to_take_less() -> None:
    names = ("german_24l", "english", *(f"english_{size}m_2026-10" for size in (18, 7, 2)))
    sizes = [expected_bytes(find_variant(name), "auto") for name in names]
    assert sizes == sorted(sizes, reverse=True)
    assert expected_bytes(find_variant("english"), "fp32") > 2 * sizes[1]


@pytest.mark.parametrize("content", [None, "[", "flow_lm: 3"])
def test_what_cannot_be_read_is_expected_to_be_large(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "model.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    variant = ModelVariant("model", None, "en", str(path))
    assert expected_bytes(variant, "auto") == 210_000_000
