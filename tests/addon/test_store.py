"""The files that Home Assistant's store, the Supervisor and the add-on linter read."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import voluptuous as vol
import yaml
from PIL import Image

from pocket_tts_wyoming import __version__
from support.supervisor_rules import (
    apps_found,
    check_config,
    check_options,
    check_repository,
    check_translations,
    linter_complaints,
    rating,
)

if TYPE_CHECKING:
    from pathlib import Path

Config = dict[str, Any]


def test_the_supervisor_takes_the_config(config: Config) -> None:
    check_config(config)


def test_the_linter_has_no_complaint(config: Config) -> None:
    assert list(linter_complaints(config)) == []


def test_the_supervisor_takes_repository_and_translations(repository: Path, addon: Path) -> None:
    check_repository(yaml.safe_load((repository / "repository.yaml").read_text()))
    for path in (addon / "translations").iterdir():
        check_translations(yaml.safe_load(path.read_text()))


def test_nothing_else_in_the_tree_is_taken_for_an_app(repository: Path, addon: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git is wherever it is
        cwd=repository,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    seen = {path for path in apps_found(repository) if str(path.relative_to(repository)) in tracked}
    assert seen == {addon / "config.yaml"}
    assert [
        path
        for path in tracked
        if re.fullmatch(r"repository\.(json|ya?ml)|.*/repository\.(json|ya?ml)", path)
    ] == ["repository.yaml"]
    assert not list(addon.glob("build.*"))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"version": 1.1}, "version"),
        ({"ports": {10201: None}}, "ports"),
        ({"schema": {"voice": "select(alba|marius)"}}, "schema"),
        ({"options_description": {}}, "options_description"),
        ({"image": "ghcr.io/owner/a/b:1"}, "image"),
        ({"arch": ["armv7"]}, "arch"),
        ({"options": {}}, "Missing option"),
        ({"schema": {"voice": "str(1,)"}}, "voice"),  # takes no text, not even the default
    ],
)
def test_the_rules_find_what_would_cost_the_place_in_the_store(
    config: Config, change: Config, complaint: str
) -> None:
    with pytest.raises(vol.Invalid, match=complaint):
        check_config({**config, **change})


@pytest.mark.parametrize(
    "change",
    [{"boot": "auto"}, {"watchdog": "tcp://[HOST]:10201"}, {"image": "ghcr.io/OWNER/app"}],
)
def test_the_rules_find_what_the_linter_would(config: Config, change: Config) -> None:
    assert len(list(linter_complaints({**config, **change}))) == 1


def test_traps_of_the_supervisor_are_avoided(config: Config) -> None:
    assert config["init"] is False  # s6-overlay is PID 1
    assert config["homeassistant"] == "2025.7.0"  # the first with streaming speech
    assert config["ports"] == {
        "8099/tcp": None,
        "10201/tcp": None,
    }  # not published: Core comes by the inner network
    assert "huggingface" in config["backup_exclude"]
    assert config["map"] == [{"type": "share", "read_only": False}]
    for key in ("host_network", "hassio_api", "auth_api", "homeassistant_api", "privileged"):
        assert key not in config


def test_values_that_upstream_may_rename_are_open(config: Config) -> None:
    for option in ("voice", "model"):
        assert check_options(config["schema"], {**config["options"], option: "not yet known"})


def test_the_rating_is_eight(config: Config, addon: Path) -> None:
    assert rating(config, own_profile=(addon / "apparmor.txt").exists()) == 8


def test_apparmor_profile_has_one_name_and_the_rules_that_kernels_ask_for(addon: Path) -> None:
    lines = (addon / "apparmor.txt").read_text().splitlines()
    assert [line for line in lines if line.startswith("profile ")] == [
        "profile pocket_tts_wyoming flags=(attach_disconnected,mediate_deleted) {"
    ]
    rules = {line.strip() for line in lines}
    assert {"network unix,", "unix,", "signal,", "/etc/s6-overlay/** rwix,"} <= rules
    assert {"/opt/venv/** mrix,", "/data/{,**} rwlk,"} <= rules
    assert {"/share/pocket-tts-voices/{,**} rwk,", "/share/pocket-tts-lexicon.yaml rw,"} <= rules
    assert not {"file,", "network,", "capability,", "/share/{,**} rw,"} & rules


def test_apparmor_profile_compiles(addon: Path, apparmor_parser: str) -> None:
    options = ["-Q", "-K", "-T", "--base", "/etc/apparmor.d"]
    subprocess.run([apparmor_parser, *options, addon / "apparmor.txt"], check=True)


@pytest.mark.parametrize(("name", "size"), [("icon.png", (128, 128)), ("logo.png", (250, 100))])
def test_pictures_are_those_that_the_script_draws(
    repository: Path, addon: Path, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    subprocess.run([sys.executable, repository / "script/draw-icons", tmp_path], check=True)
    with Image.open(addon / name) as kept, Image.open(tmp_path / name) as drawn:
        assert kept.size == drawn.size == size
        assert kept.mode == "RGBA"


def test_texts_for_people_say_app(addon: Path) -> None:
    for path in [*addon.glob("*.md"), *(addon / "translations").iterdir()]:
        assert not re.search(r"add-?on", path.read_text(), re.IGNORECASE), path


def test_version_is_the_packages_or_an_older_one(config: Config, addon: Path) -> None:
    assert _numbers(config["version"]) <= _numbers(__version__)
    assert f"## {__version__}\n" in (addon / "CHANGELOG.md").read_text()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
