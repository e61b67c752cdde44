from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.models.engine import VoiceSource
from pocket_tts_wyoming.models.store.files import ModelFiles, fetch_model
from pocket_tts_wyoming.models.store.hub import Hub

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tiny_model: Path) -> ModelFiles:
    return fetch_model(str(tiny_model / "config.yaml"), Hub(None))


@pytest.fixture
def alba(tiny_model: Path) -> VoiceSource:
    return VoiceSource(str(tiny_model / "voices" / "alba.safetensors"))
