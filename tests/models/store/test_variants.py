"""What MODEL_VARIANT may be, before anything is fetched."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.models.store.files import (
    LANGUAGE_CODES,
    find_variant,
    guess_language,
    shipped_configs,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_every_shipped_config_is_a_variant() -> None:
    for name, path in shipped_configs().items():
        variant = find_variant(name)
        assert (variant.name, variant.config_name, variant.address) == (name, name, str(path))
        assert variant.language == LANGUAGE_CODES[name.split("_", maxsplit=1)[0]]


def test_old_signature_is_the_config_of_that_time() -> None:
    assert find_variant("b6369a24").config_name == "english_2026-01"
    assert find_variant(" english ").config_name == "english"


def test_unknown_variant_lists_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"'klingon' is not known.*english.*french_24l"):
        find_variant("klingon")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("germn", "german"),
        ("french24l", "french_24l"),
        ("de", "german"),
        ("pt-BR", "portuguese"),
        ("Deutsch", "german"),
        ("español", "spanish"),
        ("nederlands", None),
    ],
)
def test_a_name_that_is_nearly_known_is_guessed(written: str, meant: str | None) -> None:
    with pytest.raises(SettingsError) as caught:
        find_variant(written)
    guessed = re.search(r"Did you mean (\w+)\?", str(caught.value))
    assert (guessed[1] if guessed else None) == meant


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("hf://me/models/german_big/config.yaml@v1", "config"),
        ("https://example.com/german/fine.yml?token=1", "fine"),
    ],
)
def test_remote_config_has_no_presets(address: str, name: str) -> None:
    variant = find_variant(address)
    assert (variant.config_name, variant.name, variant.language) == (None, name, "de")
    assert variant.address == address


def test_missing_config_file_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no file"):
        find_variant(str(tmp_path / "config.yaml"))


def test_what_is_no_file_is_named_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name, sentence in (
        ("folder.yaml", "is a folder: name the .yaml file in it"),
        ("pipe.yaml", "is not a regular file"),
    ):
        with pytest.raises(SettingsError, match=rf"MODEL_VARIANT: .*{name} {sentence}"):
            find_variant(str(tmp_path / name))


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("/share/german_mine.yaml", "de"),
        ("/share/French/model.yaml", "fr"),
        ("/share/french/dutch.yaml", "nl"),
        ("estonian/config.yaml", "en"),
        ("/share/my_german.yaml", "en"),
    ],
)
def test_language_of_a_custom_config_is_guessed(place: str, code: str) -> None:
    assert guess_language(place) == code


def test_capitals_are_forgiven() -> None:
    assert find_variant("English").config_name == "english"
    assert find_variant("B6369A24").config_name == "english_2026-01"
