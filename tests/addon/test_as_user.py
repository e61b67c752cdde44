"""The entry point of plain Docker: it leaves root, and the volumes are the user's."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from support.s6_container import ROOTFS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = ROOTFS / "usr/bin/pocket-tts-as-user"
USER = "12345:23456"
AS_ROOT = pytest.mark.skipif(
    os.getuid() != 0 or shutil.which("setpriv") is None, reason="needs root and setpriv"
)
# In the server's place: says who runs it, and that it may write.
SERVER = """#!/bin/sh
echo "$(id -u):$(id -g) groups $(id -G) $*"
grep -E 'CapEff|NoNewPrivs' /proc/self/status
touch "$HF_HOME/hub/written"
"""


# What compose leaves of root's rights.
AS_COMPOSE_DOES = ("setpriv", "--bounding-set=-all,+chown,+setgid,+setuid", "--no-new-privs")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder that every user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    """Return what the container would set, with volumes that Docker made as root's."""
    programs = folder / "bin"
    programs.mkdir()
    server = programs / "pocket-tts-wyoming"
    server.write_text(SERVER)
    server.chmod(0o755)
    volumes = {"HF_HOME": folder / "hf", "DEBUG_WAV_DIR": folder / "output"}
    for volume in volumes.values():
        (volume / "hub").mkdir(parents=True)
    return {
        "PATH": f"{programs}:{os.environ['PATH']}",
        **{name: str(volume) for name, volume in volumes.items()},
    }


def run(environment: dict[str, str], *before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, str(SCRIPT)], env=environment, capture_output=True, text=True, check=False
    )


@AS_ROOT
def test_it_serves_as_the_user_who_owns_the_volumes_then(environment: dict[str, str]) -> None:
    done = run({**environment, "PUID": "12345", "PGID": "23456"}, *AS_COMPOSE_DOES)
    assert done.returncode == 0, done.stderr
    who, capabilities, no_new_privileges = done.stdout.splitlines()
    assert who == "12345:23456 groups 23456 serve"
    assert int(capabilities.split()[1], 16) == 0
    assert no_new_privileges.split()[1] == "1"
    for name in ("HF_HOME", "DEBUG_WAV_DIR"):
        for path in (environment[name], f"{environment[name]}/hub"):
            found = os.stat(path)  # noqa: PTH116 - a string
            assert f"{found.st_uid}:{found.st_gid}" == USER, path


@AS_ROOT
def test_with_a_user_of_compose_it_stays_that_user(environment: dict[str, str]) -> None:
    for folder in (environment["HF_HOME"], f"{environment['HF_HOME']}/hub"):
        os.chown(folder, 4321, 4321)
    done = run(
        {**environment, "PUID": "12345"},
        *("setpriv", "--reuid=4321", "--regid=4321", "--clear-groups"),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("4321:4321 ")


@AS_ROOT
def test_what_is_no_number_stops_the_start(environment: dict[str, str]) -> None:
    done = run({**environment, "PUID": "homeassistant"})
    assert done.returncode == 2
    assert "PUID=homeassistant" in done.stderr
    assert done.stdout == ""


def test_compose_lets_it_do_that_and_nothing_else() -> None:
    compose = yaml.safe_load((ROOTFS.parent.parent / "docker-compose.yml").read_text())
    (service,) = compose["services"].values()
    assert service["entrypoint"] == [SCRIPT.name]
    assert service["cap_drop"] == ["ALL"]
    assert service["cap_add"] == ["CHOWN", "SETGID", "SETUID"]
    assert service["read_only"]
    written = {volume.split(":")[1] for volume in service["volumes"]} | set(service["tmpfs"])
    environment = service["environment"]
    assert {environment["HF_HOME"], environment["DEBUG_WAV_DIR"], "/tmp"} <= written  # noqa: S108 - the container's
