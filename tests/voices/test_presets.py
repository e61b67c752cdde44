"""The preset table against the installed library."""

from __future__ import annotations

import pytest
import yaml
from pocket_tts.default_parameters import (
    DEFAULT_VOICE_FALLBACK,
    DEFAULT_VOICE_FOR_LANGUAGE,
)
from pocket_tts.utils.utils import _ORIGINS_OF_PREDEFINED_VOICES, get_predefined_voice

from pocket_tts_wyoming.models.store.files import LANGUAGE_CODES, shipped_configs
from pocket_tts_wyoming.models.store.hub import HubAddress
from pocket_tts_wyoming.voices.presets import DEFAULT_PRESETS, PRESETS, preset_voice_address


def test_presets_are_the_librarys() -> None:
    assert sorted(preset.name for preset in PRESETS) == sorted(_ORIGINS_OF_PREDEFINED_VOICES)
    assert len(PRESETS) == 27


def test_defaults_are_the_librarys() -> None:
    expected = {
        code: DEFAULT_VOICE_FOR_LANGUAGE.get(language, DEFAULT_VOICE_FALLBACK)
        for language, code in LANGUAGE_CODES.items()
    }
    assert expected == DEFAULT_PRESETS


def test_default_of_a_language_speaks_it() -> None:
    languages = {preset.name: preset.language for preset in PRESETS}
    assert {languages[name]: name for name in DEFAULT_PRESETS.values()} == DEFAULT_PRESETS


@pytest.mark.parametrize(
    ("folder", "credit"),
    [
        ("alba-mackenna", "Alba MacKenna"),
        ("vctk", "VCTK"),
        ("ears", "EARS"),
        ("expresso", "Expresso"),
        ("voice-donations", "Donation"),
        ("voice-zero", "Voice-Zero"),
        ("unmute-prod-website", "Unmute by"),
        ("common_voice", "Common Voice"),
        ("cml_tts", "CML-TTS"),
        ("de-DE-juergen", "Mozilla Data"),
        ("g-Vi8PgmSY0", "published by Kyutai"),
    ],
)
def test_credit_goes_to_the_recordings_origin(folder: str, credit: str) -> None:
    presets = {preset.name: preset for preset in PRESETS}
    theirs = [n for n, origin in _ORIGINS_OF_PREDEFINED_VOICES.items() if f"/{folder}" in origin]
    assert theirs
    for name in theirs:
        assert credit in presets[name].origin.credit
        assert "Kyutai (CC BY 4.0)" in presets[name].attribution


def test_address_is_the_librarys() -> None:
    for config in shipped_configs():
        address = preset_voice_address(config, "alba")
        assert address == get_predefined_voice(config, "alba")
        assert HubAddress.parse(address).repo == "kyutai/pocket-tts-without-voice-cloning"


def test_address_is_in_the_open_repository() -> None:
    """The repository of the open weights needs no login, and neither do the voices."""
    config = yaml.safe_load(shipped_configs()["english"].read_text(encoding="utf-8"))
    weights = HubAddress.parse(config["weights_path_without_voice_cloning"])
    voice = HubAddress.parse(preset_voice_address("english", "alba"))
    assert (voice.repo, voice.revision) == (weights.repo, weights.revision)
