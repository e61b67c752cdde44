"""A server that was cut off, or whose files were: the next start speaks, and says what it did.

Everything below HF_HOME is damaged at once here; that each file is mended alone, and that nothing
else is downloaded, is in tests/models/store/test_healing.py.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from make_model import make_model
from support.fake_hub import FakeHub
from support.hf_cache import hub_files
from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

CONFIG = "english_2m_2026-10"


def flip(data: bytes) -> bytes:
    if not data:
        return data
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda _: b"",
    "zeroed": lambda data: bytes(len(data)),
    "one bit": flip,
    "foreign": lambda data: os.urandom(len(data)),
    "vanished": lambda _: None,
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeHub]:
    folder = tmp_path_factory.mktemp("healing") / CONFIG
    make_model(folder, CONFIG, voices=("alba",))
    with FakeHub(hub_files(folder, CONFIG)) as running:
        yield running


def variables(hub: FakeHub, folder: Path) -> dict[str, str]:
    (folder / "tmp").mkdir()
    return {
        "MODEL_VARIANT": CONFIG,
        "HF_ENDPOINT": hub.url,
        "HF_HOME": str(folder / "hf_home"),
        "TMPDIR": str(folder / "tmp"),
        # What is measured on a busy machine is not remembered, so that it would be made again.
        "PRECISION": "int8",
    }


@pytest.fixture
def environment(hub: FakeHub, tmp_path: Path) -> dict[str, str]:
    hub.requests.clear()
    return variables(hub, tmp_path)


class Kept:
    """What a server keeps below HF_HOME, of each engine; made once."""

    def __init__(self, hub: FakeHub, folder: Path) -> None:
        self._hub = hub
        self._folder = folder
        self._homes: dict[str, str] = {}

    def lay_out(self, environment: Mapping[str, str]) -> None:
        """Leave what a first start with these options leaves."""
        engine = environment.get("ENGINE", "onnx")
        if engine not in self._homes:
            folder = self._folder / engine
            folder.mkdir()
            first = {**variables(self._hub, folder), "ENGINE": engine}
            start_and_stop(first)
            self._homes[engine] = first["HF_HOME"]
        home = environment["HF_HOME"]
        shutil.copytree(self._homes[engine], home, symlinks=True, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def kept(hub: FakeHub, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(hub, tmp_path_factory.mktemp("kept"))


def check_speech(server: Server) -> None:
    async def run() -> None:
        async with connect(server.port) as client:
            answer = await client.speak("Hello my dear.")
            assert answer.kinds[-1] == "audio-stop"
            assert answer.samples.any()

    asyncio.run(run())


def start_and_stop(environment: dict[str, str]) -> Server:
    """Start a server, hear it, and stop it in good order."""
    with Server(environment) as server:
        check_speech(server)
        assert server.stop()[0] == 0
    assert not server.logged("Traceback"), "\n".join(server.lines)
    return server


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


@pytest.mark.parametrize(
    ("kind", "engine"),
    [*((kind, "onnx") for kind in DAMAGE), ("zeroed", "torch"), ("foreign", "torch")],
)
def test_everything_that_is_kept_is_damaged(
    hub: FakeHub, environment: dict[str, str], kept: Kept, kind: str, engine: str
) -> None:
    environment["ENGINE"] = engine
    kept.lay_out(environment)
    damaged = files_below(Path(environment["HF_HOME"]))
    for path in damaged:
        content = DAMAGE[kind](path.read_bytes())
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
    hub.requests.clear()

    server = start_and_stop(environment)
    assert hub.count("GET") == len(hub.files)
    if kind != "vanished":
        assert len(server.logged("WARNING .*: it is downloaded again")) == len(hub.files)
        made_again = server.logged("INFO .*is damaged and made again")
        # One bit of the weights shows when they are converted, and the second attempt succeeds.
        expected = 0 if engine == "torch" else 3 if kind == "one bit" else 2
        assert len(made_again) == expected
    hub.requests.clear()
    server = start_and_stop(environment)
    assert hub.requests == []
    assert not server.logged("WARNING|ERROR|damaged|Converting")


@pytest.mark.parametrize(
    "phase",
    [
        "Listening on port",
        "Downloading .*model",
        "Downloaded .*model",
        "Downloaded .*tokenizer",
        "Converting the language model",
        "Converting the audio decoder",
        "Model .* in int8",
        "Downloaded .*alba",
        "Ready: ",
    ],
)
def test_a_server_that_is_killed_in_any_phase(
    hub: FakeHub, environment: dict[str, str], phase: str
) -> None:
    with Server(environment, wait_until_ready=False) as server:
        server.wait_for_log(phase)
        server.kill()
    server = start_and_stop(environment)
    assert not server.logged("WARNING .*damaged|ERROR")
    home = Path(environment["HF_HOME"])
    assert not list(home.rglob("partial-*"))
    assert not list(home.rglob("*.incomplete"))
    assert hub.count("GET") <= len(hub.files) + 1, "what was complete is not downloaded again"


def test_a_power_cut_is_noticed_at_the_next_start_once(environment: dict[str, str]) -> None:
    """The marker of a server that was killed, named after another boot, is a power cut."""
    markers = Path(environment["HF_HOME"]) / "pocket-tts-wyoming" / "running"
    start_and_stop(environment)
    assert list(markers.iterdir()) == []
    with Server(environment) as server:
        server.kill()
    (marker,) = markers.iterdir()
    assert not start_and_stop(environment).logged("went down"), "the machine did not"
    marker.rename(markers / "another-boot.1")
    assert start_and_stop(environment).logged("INFO The machine went down while a server ran")
    assert not start_and_stop(environment).logged("went down")


def test_damage_that_shows_when_it_is_converted_only(
    hub: FakeHub, environment: dict[str, str], kept: Kept
) -> None:
    """Large weights are not read at each start, but before something lasting is made of them."""
    kept.lay_out(environment)
    home = Path(environment["HF_HOME"])
    shutil.rmtree(home / "pocket-tts-wyoming")
    (weights,) = home.glob("hub/*/snapshots/*/languages/*/model.safetensors")
    path = weights.resolve()
    path.write_bytes(flip(path.read_bytes()))
    hub.requests.clear()

    server = start_and_stop(environment)
    assert server.logged(f"ERROR .*{weights} is not what was downloaded")
    assert server.logged(f"WARNING {weights} is not what was downloaded: it is downloaded again")
    assert [r.path for r in hub.requests if r.method == "GET"] == [
        next(path for path in hub.files if path.endswith("model.safetensors"))
    ]


class Disk:
    """A small disk of its own, which can become read-only or full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mount(self, options: str) -> bool:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder)],  # noqa: S607 - from PATH
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def make_read_only(self) -> None:
        assert self.mount("remount,ro")

    def fill(self, leave_bytes: int) -> None:
        free = os.statvfs(self.folder)
        size = free.f_bavail * free.f_frsize - leave_bytes
        with (self.folder / "filling").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)


@pytest.fixture
def disk(environment: dict[str, str]) -> Iterator[Disk]:
    folder = Path(environment["HF_HOME"])
    folder.mkdir()
    made = Disk(folder)
    if not made.mount("size=300m"):
        pytest.skip("no right to mount a disk (root with CAP_SYS_ADMIN)")
    try:
        yield made
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607 - from PATH


def test_a_read_only_disk_with_everything_on_it(
    disk: Disk, hub: FakeHub, environment: dict[str, str], kept: Kept
) -> None:
    """A card that the kernel has remounted after an error."""
    kept.lay_out(environment)
    disk.make_read_only()
    hub.requests.clear()
    server = start_and_stop(environment)
    assert hub.requests == []
    assert not server.logged("WARNING|ERROR|Converting|Measuring")


@pytest.mark.parametrize("engine", ["onnx", "torch"])
def test_a_read_only_disk_with_nothing_converted(
    disk: Disk, environment: dict[str, str], kept: Kept, engine: str
) -> None:
    kept.lay_out(environment)
    shutil.rmtree(disk.folder / "pocket-tts-wyoming")
    disk.make_read_only()
    server = start_and_stop({**environment, "ENGINE": engine})
    said = server.logged(f"{disk.folder}.* cannot be written to .*Read-only")
    assert len(said) == (1 if engine == "onnx" else 0)


def test_a_full_disk_with_nothing_converted(
    disk: Disk, environment: dict[str, str], kept: Kept
) -> None:
    kept.lay_out(environment)
    shutil.rmtree(disk.folder / "pocket-tts-wyoming")
    disk.fill(leave_bytes=200_000)
    server = start_and_stop(environment)
    assert server.logged("cannot be written to .*No space left on device")


def test_a_full_disk_is_named_when_the_model_does_not_fit(
    disk: Disk, environment: dict[str, str]
) -> None:
    disk.fill(leave_bytes=1_000_000)
    with Server(environment, wait_until_ready=False) as server:
        line = server.wait_for_log("ERROR .*no space left").string
        assert f"HF_HOME={disk.folder}" in line
        (disk.folder / "filling").unlink()
        server.wait_for_log("Ready: ")
        check_speech(server)
