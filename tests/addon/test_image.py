"""What can be said of the image without building it; the workflow builds and tries it."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming.settings import Settings
from support.s6_container import ROOTFS

if TYPE_CHECKING:
    from pathlib import Path

SERVICES = ROOTFS / "etc/s6-overlay/s6-rc.d"


def instructions(addon: Path) -> list[str]:
    """Return the Dockerfile's instructions, one line each."""
    text = (addon / "Dockerfile").read_text()
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    return [line for line in re.sub(r"\s*\\\n\s*", " ", text).splitlines() if line]


def sources(addon: Path) -> list[str]:
    """Return what the build takes from the context."""
    found: list[str] = []
    for line in instructions(addon):
        if line.startswith("COPY ") and "--from" not in line:
            found += line.split()[1:-1]
    return found


def test_each_source_exists_and_is_in_the_context(addon: Path) -> None:
    ignore = (addon / ".dockerignore").read_text().split()
    assert ignore[0] == "*"
    allowed = {pattern[1:] for pattern in ignore if pattern.startswith("!")}
    assert set(sources(addon)) == allowed
    for source in sources(addon):
        assert (addon / source).exists(), source


def test_nothing_needed_is_ignored(addon: Path) -> None:
    excluded = [
        pattern.removeprefix("**/")
        for pattern in (addon / ".dockerignore").read_text().split()
        if pattern.startswith("**/")
    ]
    for path in [*ROOTFS.rglob("*"), *(addon / "src").rglob("*.py")]:
        assert not any(fnmatch.fnmatch(path.name, pattern) for pattern in excluded), path


def test_base_is_pinned_and_can_be_replaced(addon: Path) -> None:
    first, *rest = instructions(addon)
    tag = r"ghcr\.io/home-assistant/base-debian:trixie-\d{4}\.\d{2}\.\d+"
    assert re.fullmatch(rf"ARG BUILD_FROM={tag}@sha256:[0-9a-f]{{64}}", first)
    stages = [line for line in rest if line.startswith("FROM ")]
    assert stages == ["FROM ${BUILD_FROM} AS build", "FROM ${BUILD_FROM}"]


def test_torch_is_the_packages_as_a_cpu_wheel_with_hashes(addon: Path) -> None:
    dependencies = tomllib.loads((addon / "pyproject.toml").read_text())["project"]["dependencies"]
    (version,) = (d for d in dependencies if d.startswith("torch=="))
    lock = (addon / "requirements-torch.txt").read_text()
    assert re.findall(r"^[^#\s]\S*", lock, re.MULTILINE) == [f"{version}+cpu"]
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock)) >= 8  # Python 3.11 to 3.14, twice
    assert "\ntorch==" not in (addon / "requirements.txt").read_text()


def test_recordings_of_phones_can_be_read(addon: Path) -> None:
    last = next(line for line in reversed(instructions(addon)) if "apt-get" in line)
    assert "faad" in last.split()


def test_a_code_change_does_not_install_the_packages_again(addon: Path) -> None:
    lines = instructions(addon)
    order = [
        next(index for index, line in enumerate(lines) if mark in line)
        for mark in ("apt-get", "RUN /build/install-packages", "COPY src", "COPY rootfs")
    ]
    assert order == sorted(order)


def test_what_the_library_imports_is_not_removed(addon: Path) -> None:
    script = (addon / "install-packages").read_text()
    removed = "\n".join(re.findall(r"^(?:rm|find|pip uninstall) .*", script, re.MULTILINE))
    assert "torch/test" in removed
    for needed in ("sympy", "_dynamo", "_inductor", "torch/lib", "scipy", "testing"):
        assert needed not in removed
    assert "! -name torch_shm_manager" in removed  # torch asks for it at import


def test_environment_and_health_check(addon: Path, config: dict[str, Any]) -> None:
    text = "\n".join(instructions(addon))
    for variable in ("PYTHONUNBUFFERED=1", "HF_HOME=/data/huggingface", "HOME=/data"):
        assert variable in text
    assert set(config["backup_exclude"]) == {"huggingface", ".cache"}
    assert (
        "HEALTHCHECK --interval=30s --timeout=5s --start-period=10m --start-interval=2s "
        'CMD ["pocket-tts-wyoming", "health"]'
    ) in text
    port = Settings.model_fields["wyoming_port"].default
    assert f"EXPOSE 8099 {port}" in text
    assert list(config["ports"]) == ["8099/tcp", f"{port}/tcp"]
    assert f"WYOMING_PORT:-{port}" in (SERVICES / "discovery/run").read_text()


def test_even_a_stop_by_force_takes_less_than_three_seconds(addon: Path) -> None:
    force_ms = int((SERVICES / "pocket-tts/timeout-kill").read_text())
    grace = re.search(r"S6_KILL_GRACETIME=(\d+)", (addon / "Dockerfile").read_text())
    assert grace
    assert force_ms > 2000
    assert force_ms + int(grace[1]) < 2750


def test_services_are_laid_out_as_s6_overlay_wants() -> None:
    names = {path.name for path in SERVICES.iterdir()} - {"user"}
    assert {path.name for path in (SERVICES / "user/contents.d").iterdir()} == names
    for name in names:
        # A oneshot that waits blocks the stop of the container, so there is none.
        assert (SERVICES / name / "type").read_text() == "longrun\n"
        assert (SERVICES / name / "dependencies.d/base").read_bytes() == b""
        for script in ("run", "finish"):
            assert (SERVICES / name / script).stat().st_mode & 0o777 == 0o755
    assert (SERVICES / "discovery/dependencies.d/pocket-tts").exists()


def test_scripts_use_only_functions_that_old_and_new_bashio_have() -> None:
    allowed = {"config", "log.info", "log.warning", "log.error", "log.fatal", "discovery"}
    allowed |= {"var.json", "cache.flush_all"}
    used: set[str] = set()
    for script in SERVICES.glob("*/run"):
        used |= set(re.findall(r"bashio::([\w.]+)", script.read_text()))
    assert used <= allowed
