"""The documents say what the code does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from pocket_tts_wyoming import settings
from pocket_tts_wyoming.models.store.files import find_variant, shipped_configs
from pocket_tts_wyoming.settings import Settings
from pocket_tts_wyoming.voices.presets import PRESETS
from update_docs import README, options_table, with_table

ROOT = README.parent


def test_the_readme_has_the_options_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert options_table() in text, "run .venv/bin/python script/update_docs.py"
    assert with_table(text) == text


def test_the_compose_file_sets_options_that_exist_to_valid_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    (service,) = compose["services"].values()
    # The first two are the entry point's (tests/addon/test_as_user.py).
    assert {"PUID", "PGID"} <= service["environment"].keys()
    environment = {k: v for k, v in service["environment"].items() if k not in ("PUID", "PGID")}
    known = {settings.variable(name) for name in Settings.model_fields}
    assert set(environment) <= known
    for name in known:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        assert isinstance(value, str)
        monkeypatch.setenv(name, value)
    loaded = settings.load({})
    assert find_variant(loaded.model_variant).config_name == "english_2026-01"
    assert loaded.zeroconf == "pocket-tts"
    assert loaded.prefix_min_duration == 0.1
    assert service["build"] == "./pocket_tts_wyoming"
    assert any(str(loaded.hf_home) in volume for volume in service["volumes"])


def test_the_readme_names_every_preset_voice() -> None:
    text = README.read_text(encoding="utf-8")
    assert not [preset.name for preset in PRESETS if f"`{preset.name}`" not in text]


def test_the_models_that_the_readme_names_exist() -> None:
    text = README.read_text(encoding="utf-8")
    paragraph = text[text.index("**Models**") : text.index("**Several languages**")]
    names = [name for name in re.findall(r"`([a-z0-9_-]+)`", paragraph) if name != "_refl_"]
    assert {"english", "dutch", "english_18m_2026-10"} <= set(names)
    for name in names:
        assert name in ("auto", "b6369a24") or name in shipped_configs()


def test_links_between_documents_lead_somewhere() -> None:
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md")
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True)
    documents = [ROOT / name for name in names.stdout.splitlines() if (ROOT / name).is_file()]
    assert README in documents
    for document in documents:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("script", ["run", "say", "test", "check", "setup", "bench", "listen"])
def test_the_scripts_that_documents_name_can_be_run(script: str) -> None:
    path = Path(ROOT / "script" / script)
    assert path.stat().st_mode & 0o111
