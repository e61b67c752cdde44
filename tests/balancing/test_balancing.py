"""Several servers behind one address, with the real HAProxy and this folder's configuration."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import httpx2
import pytest
import yaml

from make_model import make_model
from pocket_tts_wyoming.cli import client
from pocket_tts_wyoming.settings import Settings, variable
from support.process import Server
from support.system_tools import needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FOLDER = Path(__file__).parent
HAPROXY = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
needs_haproxy = needs("haproxy")

TEXT = "The light is on."
LONG_TEXT = "This is a sentence that goes on for quite a while, as long as somebody listens. " * 120
LIMIT_SECONDS = 180.0  # ends a test that waits in vain; a machine may be busy


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def http_port(server: Server) -> int:
    return int(server.wait_for_log(r"The page is on port (\d+)").group(1))


def spoken(server: Server) -> int:
    """Return how many requests a server has had."""
    content = httpx2.get(
        f"http://127.0.0.1:{http_port(server)}/api/answers", timeout=LIMIT_SECONDS
    ).json()
    return len(content["answers"]) + len(content["now"])


class Balancer:
    """HAProxy with this folder's configuration; only the addresses are the test's."""

    def __init__(self, servers: Sequence[Server], folder: Path) -> None:
        # HAProxy inherits it: a free port that is let go may be another process's by then.
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._socket = folder / "stats"
        text = (FOLDER / "haproxy.cfg").read_text()
        text = text.replace("bind :10201", f"bind fd@{self._listening.fileno()}")
        text = text.replace("global\n", f"global\n  stats socket {self._socket}\n")
        lines = re.findall(r"^  server (\w+) \S+$", text, re.MULTILINE)
        for name, server in zip(lines, servers, strict=True):
            address = f"127.0.0.1:{server.port} port {http_port(server)}"
            text = re.sub(
                rf"^  server {name} \S+$", f"  server {name} {address}", text, flags=re.MULTILINE
            )
        self._config = folder / "haproxy.cfg"
        self._config.write_text(text)

    def __enter__(self) -> Self:
        assert HAPROXY is not None
        with self._listening as inherited:
            self._process = subprocess.Popen(
                [HAPROXY, "-db", "-f", self._config], pass_fds=[inherited.fileno()]
            )
        until(self._listens, "HAProxy did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(LIMIT_SECONDS)

    def _listens(self) -> bool:
        try:
            return bool(self.states())
        except OSError:  # the socket is not there yet, or nobody behind it
            return False

    def states(self) -> list[str]:
        """Return UP or DOWN for each server."""
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(self._socket))
            asking.sendall(b"show stat\n")
            table = b"".join(iter(lambda: asking.recv(65536), b"")).decode()
        rows = [line.split(",") for line in table.splitlines() if line]
        status = rows[0].index("status")
        return [row[status].split()[0] for row in rows[1:] if row[1] not in ("FRONTEND", "BACKEND")]

    def say(self, text: str = TEXT) -> float:
        """Return the seconds of audio of a whole answer; raises what a broken one does."""

        async def hear() -> float:
            async with asyncio.timeout(LIMIT_SECONDS):
                chunks = client.speak("127.0.0.1", self.port, text, streaming=False)
                return sum([chunk.seconds async for chunk in chunks])

        return asyncio.run(hear())

    def act_in_the_middle(self, act: Callable[[], None]) -> bool:
        """Ask for a long answer and act on the first sound; return whether it was whole."""

        async def hear() -> bool:
            acting: asyncio.Task[None] | None = None
            async with asyncio.timeout(LIMIT_SECONDS):
                answer = client.speak("127.0.0.1", self.port, LONG_TEXT, streaming=False)
                try:
                    async for _ in answer:
                        acting = acting or asyncio.create_task(asyncio.to_thread(act))
                except client.BrokenAnswerError:
                    return False
                finally:
                    if acting is not None:
                        await acting
            return True

        return asyncio.run(hear())


@pytest.fixture
def environment(tiny_model: Path, tmp_path: Path) -> dict[str, str]:
    return {
        "MODEL_VARIANT": str(tiny_model / "config.yaml"),
        "VOICES_DIR": str(tiny_model / "voices"),
        "HF_HOME": str(tmp_path / "hub"),
        "HTTP_PORT": "0",
    }


@pytest.fixture
def servers(environment: dict[str, str]) -> Iterator[list[Server]]:
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(Server(environment)) for _ in range(3)]


@needs_haproxy
def test_answers_are_shared_out(servers: list[Server], tmp_path: Path) -> None:
    with Balancer(servers, tmp_path) as balancer:
        until(lambda: balancer.states() == ["UP"] * 3, "not all servers are up")
        for _ in range(6):
            assert balancer.say() > 0.5
        assert [spoken(server) for server in servers] == [2, 2, 2]


@needs_haproxy
def test_a_killed_server_breaks_its_answer_visibly_and_the_others_go_on(
    servers: list[Server], tmp_path: Path
) -> None:
    with Balancer(servers, tmp_path) as balancer:
        until(lambda: balancer.states() == ["UP"] * 3, "not all servers are up")
        assert not balancer.act_in_the_middle(
            lambda: next(server for server in servers if spoken(server)).kill()
        )
        for _ in range(4):  # at once, before any check has noticed
            assert balancer.say() > 0.5
        until(lambda: balancer.states().count("DOWN") == 1, "the dead server is still up")


@needs_haproxy
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_stuck_server_gets_nothing_new_and_its_answer_never_looks_whole(
    servers: list[Server], tmp_path: Path, *, goes_on: bool
) -> None:
    """It goes on where it stopped, or is killed by its supervisor."""
    with Balancer(servers, tmp_path) as balancer:
        until(lambda: balancer.states() == ["UP"] * 3, "not all servers are up")

        def stop_one() -> None:
            stuck = next(server for server in servers if spoken(server))
            stuck.process.send_signal(signal.SIGSTOP)
            until(lambda: balancer.states().count("DOWN") == 1, "the stuck server is still up")
            if goes_on:
                stuck.process.send_signal(signal.SIGCONT)
                until(lambda: balancer.states() == ["UP"] * 3, "the server did not come back")
            else:
                stuck.kill()

        assert balancer.act_in_the_middle(stop_one) == goes_on
        for _ in range(4):
            assert balancer.say() > 0.5


@needs_haproxy
def test_a_server_that_loads_gets_nothing_until_it_is_ready(
    environment: dict[str, str], tmp_path: Path
) -> None:
    late = tmp_path / "late"
    make_model(late, "tiny", voices=("alba", "marius"))
    weights = late / "model.safetensors"
    weights.rename(late / "later")
    weights.touch()  # cannot be loaded, and is tried again
    with contextlib.ExitStack() as stack:
        ready = [stack.enter_context(Server(environment)) for _ in range(2)]
        loading = stack.enter_context(
            Server(
                {**environment, "MODEL_VARIANT": str(late / "config.yaml")}, wait_until_ready=False
            )
        )
        balancer = stack.enter_context(Balancer([*ready, loading], tmp_path))
        until(lambda: balancer.states() == ["UP", "UP", "DOWN"], "the loading server is up")
        for _ in range(4):
            assert balancer.say() > 0.5
        assert spoken(loading) == 0
        (late / "later").replace(weights)
        until(lambda: balancer.states() == ["UP"] * 3, "the server did not become ready")
        for _ in range(3):
            assert balancer.say() > 0.5
        assert spoken(loading) > 0


def test_the_examples_name_settings_and_doors_that_exist() -> None:
    known = {variable(name) for name in Settings.model_fields} | {"HOME"}
    compose = yaml.safe_load((FOLDER / "compose.yaml").read_text())
    assert set(compose["x-server"]["environment"]) <= known
    assert (FOLDER / compose["x-server"]["build"] / "Dockerfile").is_file()
    deployment, service, scaler = yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text())
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert {item["name"] for item in container["env"]} <= known
    assert container["readinessProbe"]["httpGet"]["path"] == "/health"
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert service["spec"]["ports"] == [{"name": "wyoming", "port": ports["wyoming"]}]
    assert ports["wyoming"] == Settings.model_fields["wyoming_port"].default
    assert scaler["spec"]["metrics"][0]["pods"]["metric"]["name"] == "pocket_tts_waiting"
