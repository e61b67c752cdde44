"""DOCS.md names the models and voices that there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.models.store.files import shipped_configs
from pocket_tts_wyoming.voices.presets import DEFAULT_PRESETS, PRESETS

if TYPE_CHECKING:
    from pathlib import Path

CODES = {
    "English": "en",
    "French": "fr",
    "German": "de",
    "Spanish": "es",
    "Italian": "it",
    "Portuguese": "pt",
    "Dutch": "nl",
}


@pytest.fixture(scope="module")
def docs(addon: Path) -> str:
    return (addon / "DOCS.md").read_text()


def test_the_table_has_each_voice_under_its_language_the_default_first(docs: str) -> None:
    rows = re.findall(r"^\| (\w+) \| `(\w+)` \| ([\w, ]+) \|$", docs, re.MULTILINE)
    assert {CODES[language] for language, _, _ in rows} == DEFAULT_PRESETS.keys()
    for language, model, voices in rows:
        code = CODES[language]
        names = voices.split(", ")
        assert model == language.lower()
        assert model in shipped_configs()
        assert names[0] == DEFAULT_PRESETS[code]
        assert set(names) == {preset.name for preset in PRESETS if preset.language == code}


def test_models_that_are_named_exist(docs: str) -> None:
    for name in re.findall(r"`((?:english|french|german)[\w-]*)`", docs):
        assert name in shipped_configs(), name


def test_voices_that_may_not_be_sold_are_named(docs: str) -> None:
    thanks = docs.partition("## Thanks")[2]
    for preset in PRESETS:
        if "NC" in preset.origin.credit:
            assert re.search(rf"\b{preset.name}\b.*\(CC BY-NC 4.0\)", thanks, re.DOTALL)
