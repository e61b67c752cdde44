"""DOCS.md names the models and voices that there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming import limits
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


def test_the_limits_are_those_of_the_server(docs: str) -> None:
    section = " ".join(docs.partition("**Limits.**")[2].partition("\n\n")[0].split())
    for figure in (
        f"{limits.MAX_CONNECTIONS} connections, {limits.MAX_CONNECTIONS_PER_PEER} of one client",
        f"{limits.MAX_WAITING_REQUESTS} requests",
        f"{limits.MAX_LINE_BYTES // 1024} kB for the first line",
        f"{limits.MAX_DATA_BYTES // 1024} kB for its data",
        f"within {limits.EVENT_SECONDS:.0f} seconds",
        f"{limits.EVENTS_PER_SECOND:.0f} events a second",
        f"{limits.MAX_TEXT_CHARACTERS:,} characters for one answer",
        f"{limits.WARNINGS_PER_MINUTE} warnings and {limits.LINES_PER_MINUTE} other lines",
        f"{limits.LOG_CHARACTERS:,} characters each",
        f"take {limits.MAX_HTTP_CONNECTIONS} connections",
        f"{limits.MAX_JSON_BYTES // 1000} kB for one request",
        f"{limits.MAX_RECORDING_SECONDS} seconds of recording, {limits.MAX_VOICES} voices",
        f"{limits.MAX_WORDS:,} words in {limits.MAX_LEXICON_BYTES // 1_000_000} MB",
        f"{limits.KEPT_ANSWERS} answers and {limits.KEPT_LOG_LINES} lines of the log",
    ):
        assert figure in section, figure


def test_voices_that_may_not_be_sold_are_named(docs: str) -> None:
    thanks = docs.partition("## Thanks")[2]
    for preset in PRESETS:
        if "NC" in preset.origin.credit:
            assert re.search(rf"\b{preset.name}\b.*\(CC BY-NC 4.0\)", thanks, re.DOTALL)
