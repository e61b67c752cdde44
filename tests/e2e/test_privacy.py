"""Nothing leaves the house but downloads: the processes are watched from outside."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from make_model import make_model
from support import strace
from support.fake_hub import FakeHub
from support.hf_cache import hub_files
from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG = "english_2m_2026-10"

pytestmark = pytest.mark.skipif(strace.why_not() is not None, reason=str(strace.why_not()))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what a hub must serve for the smallest model."""
    folder = tmp_path_factory.mktemp("private") / CONFIG
    make_model(folder, CONFIG, voices=("alba",))
    return hub_files(folder, CONFIG)


def strange_files(watched: strace.Strace, *allowed: Path) -> list[Path]:
    """Return what was made elsewhere; bytecode is the interpreter's own."""
    return [
        path
        for path in watched.made()
        if not any(path.is_relative_to(folder) for folder in (*allowed, Path("/dev")))
        and "__pycache__" not in path.parts
    ]


def variables(tmp_path: Path, hub: FakeHub) -> dict[str, str]:
    """Return an environment without CI, ORT or telemetry variables, which hide what happens."""
    folders = {name: tmp_path / name.lower() for name in ("HOME", "HF_HOME", "TMPDIR")}
    for folder in folders.values():
        folder.mkdir()
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": ":".join(sys.path),
        "MODEL_VARIANT": CONFIG,
        "HF_ENDPOINT": hub.url.replace("127.0.0.1", "localhost"),
        "DEBUG_WAV": "true",
        "DEBUG_WAV_DIR": str(tmp_path / "recordings"),
        **{name: str(folder) for name, folder in folders.items()},
    }


def run(watched: strace.Strace, environment: Mapping[str, str], *arguments: str) -> None:
    command = [*watched.prefix(), sys.executable, "-m", "pocket_tts_wyoming", *arguments]
    done = subprocess.run(
        command, env=environment, cwd=watched.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_nobody_is_asked_and_nothing_is_left_elsewhere(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    """First start with its download, speech, `say`, `health`, `normalize`, stop, second start."""
    watched = strace.Strace(tmp_path / "traces")
    watched.folder.mkdir()
    output = tmp_path / "traces" / "said.wav"

    async def speak(port: int) -> None:
        async with connect(port) as client:
            assert (await client.speak("Hello my dear.")).kinds[-1] == "audio-stop"

    with FakeHub(dict(files)) as hub:
        environment = variables(tmp_path, hub)
        for _ in range(2):
            with Server(environment, inherit=False, prefix=watched.prefix()) as server:
                asyncio.run(speak(server.port))
                where = ("--host", "127.0.0.1", "--port", str(server.port))
                run(watched, environment, "say", "Hello there.", "--output", str(output), *where)
                run(watched, environment, "say", "--show-text", "Room 5.", *where)
                run(watched, environment, "health", "--wyoming-port", str(server.port))
                run(watched, environment, "normalize", "21 °C.")
                assert server.stop()[0] == 0
        asked = {request.path for request in hub.requests}

    assert asked == files.keys()
    assert watched.strangers() == []
    allowed = (tmp_path / "hf_home", tmp_path / "recordings", tmp_path / "tmpdir", output.parent)
    assert strange_files(watched, *allowed) == []
    assert list((tmp_path / "home").iterdir()) == []
    made = watched.made()
    assert any(path.suffix == ".wav" for path in made), "the watching itself works"
    assert any(path.is_relative_to(tmp_path / "hf_home") for path in made)


def test_imports_alone_ask_nobody(tmp_path: Path) -> None:
    """The tests and benchmarks import the engine without any command."""
    watched = strace.Strace(tmp_path / "traces")
    watched.folder.mkdir()
    program = "import pocket_tts_wyoming.models.onnx, pocket_tts_wyoming.models.store.hub"
    environment = {"HOME": str(tmp_path / "home"), "PYTHONPATH": ":".join(sys.path)}
    command = [*watched.prefix(), sys.executable, "-c", program]
    # Read to its end, the output tells that strace has ended too, and written all it knows.
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert watched.strangers() == []
    assert strange_files(watched) == []
    assert not (tmp_path / "home").exists()
