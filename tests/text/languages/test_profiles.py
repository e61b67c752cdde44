"""Each language's folder tells the rest of the house its code, its name and its voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pocket_tts_wyoming.models.store.files import shipped_configs
from pocket_tts_wyoming.text import languages
from pocket_tts_wyoming.voices.presets import PRESETS


@pytest.mark.parametrize("code", languages.SUPPORTED_LANGUAGES)
def test_a_folder_knows_its_code_its_models_and_its_voice(code: str) -> None:
    profile = languages.profile_of(code)
    assert languages.load(code).code == profile.code == code
    assert profile.name in shipped_configs()
    assert (profile.default_voice, code) in {(one.name, one.language) for one in PRESETS}


def test_every_folder_is_listed() -> None:
    folder = Path(languages.__file__).parent
    folders = {path.parent.name for path in folder.glob("*/language.py")}
    assert folders == set(languages.SUPPORTED_LANGUAGES)


def test_a_language_without_a_folder_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        languages.profile_of("xx")
