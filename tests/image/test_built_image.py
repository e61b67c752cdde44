"""The final image under Docker: real s6-overlay, real bashio, real health check, real AppArmor.

script/check-image runs this with IMAGE set, and APPARMOR_PROFILE where the kernel has AppArmor.
The root file system is read-only: all that is written goes to /data, /output, /tmp, /run, /share.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import time
import wave
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml

from support.fake_supervisor import FakeSupervisor
from support.s6_container import ROOTFS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

IMAGE = os.environ.get("IMAGE", "")
PORT = 10201
HEALTHY_SECONDS = 120
LARGEST_DOWNLOAD_BYTES = 300_000_000  # as gzip
STOP_SECONDS = 4  # 3, and what Docker needs

pytestmark = pytest.mark.skipif(not IMAGE, reason="no image named (script/check-image IMAGE)")


def docker(*arguments: str) -> str:
    done = subprocess.run(
        ["docker", *arguments],  # noqa: S607 - docker is wherever it is
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Make a tiny model with the image's own Python: the trimmed torch can save and load."""
    share = tmp_path_factory.mktemp("share")  # mounted where it is used: its config holds paths
    script = request.config.rootpath / "script"
    docker("run", "--rm", "--network=none", "--entrypoint=python", f"--volume={script}:/script:ro",
           f"--volume={share}:/share", IMAGE, "/script/make_model.py", "/share/model",
           "--preset=tiny", "--voices=alba")  # fmt: skip
    return share / "model"


@contextmanager
def running(model: Path, folder: Path, variables: Mapping[str, str], *more: str) -> Iterator[str]:
    """Start a container as it is started in a house; yield its identifier when it is healthy."""
    for name in ("data", "output", "share"):
        (folder / name).mkdir()
    profile = os.environ.get("APPARMOR_PROFILE")
    container = docker(
        "run", "--detach", "--read-only", "--tmpfs=/run:exec", "--tmpfs=/tmp",
        "--env=S6_READ_ONLY_ROOT=1", f"--volume={model}:/share/model:ro",
        *(f"--volume={folder / name}:/{name}" for name in ("data", "output", "share")),
        *([f"--security-opt=apparmor={profile}"] if profile else []),
        *(f"--env={name}={value}" for name, value in variables.items()),
        *more, IMAGE,
    )  # fmt: skip
    try:
        end = time.monotonic() + HEALTHY_SECONDS
        while docker("inspect", "--format={{.State.Health.Status}}", container) != "healthy":
            assert docker("inspect", "--format={{.State.Running}}", container) == "true", log(
                container
            )
            assert time.monotonic() < end, log(container)
            time.sleep(0.5)
        yield container
    finally:
        print(log(container))  # noqa: T201 - the workflow's log shows it
        docker("rm", "--force", container)


def log(container: str) -> str:
    done = subprocess.run(
        ["docker", "logs", container],  # noqa: S607 - docker is wherever it is
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout


def assert_speaks(container: str, folder: Path) -> None:
    text = "The kitchen light is on."
    docker("exec", container, "pocket-tts-wyoming", "say", text, "--output", "/output/said.wav")
    with wave.open(str(folder / "output/said.wav")) as said:
        assert said.getnframes() > said.getframerate() / 2


def assert_stops(container: str) -> None:
    docker("stop", f"--time={STOP_SECONDS}", container)  # then it is killed, and ends with 137
    assert docker("inspect", "--format={{.State.ExitCode}}", container) == "0"


def test_alone_it_speaks_is_healthy_and_stops(model: Path, tmp_path: Path) -> None:
    variables = {
        "MODEL_VARIANT": "/share/model/config.yaml",
        "VOICES_DIR": "/share/model/voices",
        "LOG_LEVEL": "info",  # which bashio would take for a number
        "HF_HUB_OFFLINE": "1",
    }
    with running(model, tmp_path, variables, "--network=none") as container:
        assert_speaks(container, tmp_path)
        assert_stops(container)


def test_as_app_it_is_announced_and_has_its_options(model: Path, tmp_path: Path) -> None:
    config: dict[str, Any] = yaml.safe_load((ROOTFS.parent / "config.yaml").read_text())
    options = {
        "model": "/share/model/config.yaml",
        "voices_folder": "voices",
        "debug_wav": True,
    }
    with FakeSupervisor(config, options) as supervisor:
        variables = {
            "SUPERVISOR_API": supervisor.url,
            "SUPERVISOR_TOKEN": supervisor.token,
            "HF_HUB_OFFLINE": "1",
        }
        voices = f"--volume={model / 'voices'}:/share/voices:ro"
        with running(model, tmp_path, variables, "--network=host", voices) as container:
            supervisor.wait_for(lambda s: bool(s.discovery))
            hostname = docker("exec", container, "hostname")
            assert supervisor.discovery[0]["config"] == {"uri": f"tcp://{hostname}:{PORT}"}
            assert_speaks(container, tmp_path)
            assert list((tmp_path / "share/pocket-tts-debug").glob("*.wav"))
            assert_stops(container)
    assert [r.method for r in supervisor.requests if r.path == "/discovery"] == ["POST"]


def test_no_build_tools_are_left() -> None:
    command = "command -v pip pip3 uv strip gcc cc make cmake git || true"
    assert docker("run", "--rm", "--network=none", "--entrypoint=sh", IMAGE, "-c", command) == ""


def test_recordings_of_phones_can_be_read() -> None:
    command = "command -v faad"
    assert docker("run", "--rm", "--network=none", "--entrypoint=sh", IMAGE, "-c", command)


@pytest.mark.parametrize("engine", ["onnx", "torch"])
def test_both_engines_speak(model: Path, tmp_path: Path, engine: str) -> None:
    variables = {
        "ENGINE": engine,
        "HF_HUB_OFFLINE": "1",
        "MODEL_VARIANT": "/share/model/config.yaml",
        "VOICES_DIR": "/share/model/voices",
    }
    with running(model, tmp_path, variables, "--network=none") as container:
        assert_speaks(container, tmp_path)
        assert f"engine {engine}," in log(container)


def test_a_recording_becomes_a_voice(model: Path, tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "recording.wav"), "wb") as recording:
        recording.setparams((1, 2, 16_000, 0, "NONE", ""))
        recording.writeframes(np.random.default_rng(0).bytes(64_000))
    docker("run", "--rm", "--network=none", "--entrypoint=pocket-tts", "--env=HF_HUB_OFFLINE=1",
           f"--volume={model}:/share/model:ro", f"--volume={tmp_path}:/voices", IMAGE,
           "export-voice", "/voices/recording.wav", "/voices/recording.safetensors",
           "--config=/share/model/config.yaml")  # fmt: skip
    assert (tmp_path / "recording.safetensors").stat().st_size > 1000


def test_the_download_is_small() -> None:
    command = f"docker save {shlex.quote(IMAGE)} | gzip | wc --bytes"
    done = subprocess.run(["sh", "-c", command], check=True, capture_output=True)  # noqa: S607 - sh is wherever it is
    assert int(done.stdout) < LARGEST_DOWNLOAD_BYTES
