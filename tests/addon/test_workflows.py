"""GitHub's workflows: pinned actions, least permissions, and the order of a release."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from hearing.__main__ import OUTPUT
from pocket_tts_wyoming.text.languages import SUPPORTED_LANGUAGES
from support.supervisor_rules import check_config, linter_complaints
from support.system_tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def workflows(repository: Path) -> dict[str, dict[str, Any]]:
    files = (repository / ".github/workflows").iterdir()
    return {path.stem: yaml.safe_load(path.read_text()) for path in files}


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


def test_actions_are_pinned_by_commit_with_their_version_beside(repository: Path) -> None:
    for path in (repository / ".github/workflows").iterdir():
        for line in path.read_text().splitlines():
            if "uses:" in line and "uses: ./" not in line:
                assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v?\d+\.\d+(\.\d+)?$", line), line


def test_the_dockerfile_has_one_linter(workflows: dict[str, dict[str, Any]]) -> None:
    """The one of script/check-addon; that of hadolint-action knows no `--start-interval`."""
    used = {step.get("uses", "") for workflow in workflows.values() for step in steps(workflow)}
    assert used
    assert not [action for action in used if "hadolint" in action]


def test_permissions_are_given_to_jobs_and_only_what_they_need(
    workflows: dict[str, dict[str, Any]],
) -> None:
    writers = set()
    for name, workflow in workflows.items():
        assert workflow["permissions"] == {}
        for job, body in workflow["jobs"].items():
            writers |= {
                (name, job, p) for p, kind in body["permissions"].items() if kind == "write"
            }
    assert writers == {
        ("release", "image", "id-token"),
        ("release", "image", "packages"),
        ("release", "manifest", "id-token"),
        ("release", "manifest", "packages"),
        ("release", "publish", "contents"),
    }


def test_no_expression_reaches_a_shell(workflows: dict[str, dict[str, Any]]) -> None:
    for workflow in workflows.values():
        for step in steps(workflow):
            assert "${{" not in step.get("run", ""), step


def test_only_the_job_that_pushes_keeps_its_credentials(
    workflows: dict[str, dict[str, Any]],
) -> None:
    for workflow in workflows.values():
        for job, body in workflow["jobs"].items():
            for step in body.get("steps", []):
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] is (job == "publish")


def test_the_store_is_told_last(workflows: dict[str, dict[str, Any]]) -> None:
    jobs = workflows["release"]["jobs"]

    def before(job: str) -> set[str]:
        needs = jobs[job].get("needs", [])
        needs = {needs} if isinstance(needs, str) else set(needs)
        return needs.union(*(before(need) for need in needs)) if needs else needs

    assert before("publish") == {"prepare", "test", "listen", "image", "manifest"}
    assert before("manifest") == {"prepare", "test", "listen", "image"}
    assert {"test", "listen"} <= before("image")


def test_all_languages_are_heard_by_hand_weekly_and_before_a_release(
    workflows: dict[str, dict[Any, Any]],
) -> None:
    listen, gate = workflows["listen"], workflows["release"]["jobs"]["listen"]
    events = listen[True]  # YAML 1.1 reads `on` as true
    assert events.keys() == {"schedule", "workflow_call", "workflow_dispatch"}
    assert gate["uses"] == "./.github/workflows/listen.yml"
    assert not gate.keys() & {"with", "if", "continue-on-error"}  # whole, and it counts
    job = listen["jobs"]["listen"]
    assert "continue-on-error" not in job
    asked = events["workflow_dispatch"]["inputs"]["languages"]["default"]
    assert sorted(json.loads(asked)) == sorted(SUPPORTED_LANGUAGES)
    assert f"inputs.languages || '{asked}'" in job["strategy"]["matrix"]["language"]


def test_what_was_heard_is_kept_even_if_it_is_wrong(workflows: dict[str, dict[str, Any]]) -> None:
    speak, show, keep = workflows["listen"]["jobs"]["listen"]["steps"][2:]
    assert speak["run"].startswith("script/listen ")
    assert show["if"] == keep["if"] == "${{ !cancelled() }}"
    folder = str(OUTPUT.relative_to(ROOT))
    assert show["run"] == f'cat {folder}/summary.md >>"$GITHUB_STEP_SUMMARY"'
    assert keep["with"]["path"] == folder
    assert "matrix.language" in keep["with"]["name"]


def test_both_architectures_are_built_on_their_own_machines(
    workflows: dict[str, dict[str, Any]], config: dict[str, Any]
) -> None:
    matrix = workflows["ci"]["jobs"]["image"]["strategy"]["matrix"]["include"]
    runners = {"amd64": "ubuntu-24.04", "aarch64": "ubuntu-24.04-arm"}
    assert {entry["name"]: entry["runner"] for entry in matrix if "base" not in entry} == runners
    assert runners.keys() == set(config["arch"])
    assert any("bookworm" in entry.get("base", "") for entry in matrix)


def test_a_release_puts_version_and_image_into_the_config(repository: Path, tmp_path: Path) -> None:
    for path in ("script/set-release", "pocket_tts_wyoming/config.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((repository / path).read_bytes())
        (tmp_path / path).chmod(0o755)
    before = yaml.safe_load((tmp_path / "pocket_tts_wyoming/config.yaml").read_text())
    before.pop("image", None)
    for version in ("1.2.3", "1.3.0"):  # twice, because the second finds an image there
        command = [tmp_path / "script/set-release", version, "ghcr.io/owner/some-image"]
        subprocess.run(command, check=True)
        config = yaml.safe_load((tmp_path / "pocket_tts_wyoming/config.yaml").read_text())
        assert config == {**before, "version": version, "image": "ghcr.io/owner/some-image"}
        check_config(config)
        assert list(linter_complaints(config)) == []


@pytest.mark.parametrize(
    ("version", "complaints"),
    [
        ("0.3.0", []),
        ("0.2.10", []),
        ("0.2.9", ["must be higher than 0.2.9"]),
        ("0.1.9", ["must be higher than 0.2.9"]),
        ("0.3.0-rc1", ["of the form X.Y.Z"]),
        ("0.4.0", ["__version__", "CHANGELOG.md"]),
    ],
)
def test_only_a_prepared_version_is_released(
    repository: Path, tmp_path: Path, version: str, complaints: list[str]
) -> None:
    package = tmp_path / "pocket_tts_wyoming"
    (package / "src/pocket_tts_wyoming").mkdir(parents=True)
    shutil.copytree(repository / "script", tmp_path / "script")
    (package / "config.yaml").write_text("version: 0.2.9\n")
    prepared = "0.3.0" if version == "0.4.0" else version
    (package / "src/pocket_tts_wyoming/__init__.py").write_text(f'__version__ = "{prepared}"\n')
    (package / "CHANGELOG.md").write_text(f"# Changelog\n\n## {prepared}\n")
    command = [str(tmp_path / "script/check-release"), version]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == bool(complaints)
    said = done.stderr.splitlines()
    assert len(said) == len(complaints)
    for line, complaint in zip(said, complaints, strict=True):
        assert line.startswith("::error::")
        assert complaint in line


def test_only_whole_versions_are_tags_of_a_release(workflows: dict[str, dict[str, Any]]) -> None:
    release: dict[Any, Any] = workflows["release"]
    (pattern,) = release[True]["push"]["tags"]  # YAML 1.1 reads `on` as true
    assert pattern == "v[0-9]+.[0-9]+.[0-9]+"
