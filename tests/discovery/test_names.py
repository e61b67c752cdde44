from __future__ import annotations

import pytest

from pocket_tts_wyoming.discovery.names import default_name


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("english", "pocket-tts"),
        ("german", "pocket-tts-german"),
        ("french_24l", "pocket-tts-french_24l"),
        ("b6369a24", "pocket-tts-b6369a24"),
        ("hf://somebody/models/dutch.yaml@main", "pocket-tts-dutch"),
        ("https://example.org/german.yml", "pocket-tts-german"),
        ("/share/models/granny/config.yaml", "pocket-tts-granny"),
        ("config.yaml", "pocket-tts-config"),
        (f"{'é' * 60}.yaml", "pocket-tts-" + "é" * 26),
    ],
)
def test_the_name_tells_the_model(model: str, name: str) -> None:
    assert default_name(model) == name
