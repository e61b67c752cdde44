"""The command: what it hears, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hearing.__main__ import plans_for
from hearing.session import ALL_ENGINES
from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from support.process import clean_environment
from support.system_tools import ROOT, needs

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    places = (str(ROOT), str(ROOT / "script"), str(ROOT / "tests"), os.environ.get("PYTHONPATH"))
    return subprocess.run(
        [sys.executable, "-m", "hearing", *arguments],
        env={**clean_environment(), "PYTHONPATH": os.pathsep.join(filter(None, places))},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_language_is_heard_with_all_engines_and_the_old_one_for_its_prefix() -> None:
    plans = {plan.variant: plan for plan in plans_for([], list(SUPPORTED_LANGUAGES))}
    names = {"german", "english", "spanish", "french", "italian", "dutch", "portuguese"}
    assert plans.keys() == names | {"english_2026-01"}
    for name in names:
        assert plans[name].parts == ("texts", "voices", "sameness")
        assert plans[name].engines == ALL_ENGINES
    assert plans["english_2026-01"].parts == ("prefix",)


def test_a_text_of_ones_own_is_all_that_is_heard() -> None:
    (plan,) = plans_for([], ["en"], own_text=True)
    assert (plan.variant, plan.parts, plan.engines) == ("english", ("texts",), ALL_ENGINES)


def test_named_models_are_heard_instead() -> None:
    (small, old) = plans_for(["english_2m_2026-10", "b6369a24"], ["de"])
    assert small.parts == ("texts", "voices", "sameness")
    assert old.parts == ("texts", "prefix", "voices", "sameness")
    with pytest.raises(SettingsError, match="engrish"):
        plans_for(["engrish"], [])


def test_an_unknown_language_and_a_folder_of_something_else_are_refused(tmp_path: Path) -> None:
    refused = run("--languages", "en,tlh")
    assert refused.returncode == 2
    assert "'tlh' is not one of de, en" in refused.stderr
    (tmp_path / "letters.txt").touch()
    refused = run("--trial", "--output", str(tmp_path))
    assert refused.returncode == 1
    assert "name another folder" in refused.stderr
    assert (tmp_path / "letters.txt").exists()


@needs("espeak-ng")
def test_a_trial_needs_no_download_and_ends_well_whatever_it_hears(tmp_path: Path) -> None:
    pytest.importorskip("pocketsphinx", reason="no pocketsphinx for this Python")
    folder = tmp_path / "heard"
    done = run("--trial", "--quick", "--output", str(folder))
    assert done.returncode == 0, done.stderr
    (group,) = json.loads((folder / "results.json").read_text(encoding="utf-8"))["groups"]
    assert (group["engine"], len(group["takes"])) == ("spare voice", 12)
    heard = [take for take in group["takes"] if take["heard"]]
    assert len(heard) > 8
    assert done.stdout.rstrip("\n") == (folder / "summary.md").read_text("utf-8").rstrip("\n")
    assert "english, spare voice, texts" in done.stdout
    assert (folder / "index.html").exists()
