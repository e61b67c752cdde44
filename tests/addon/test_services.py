"""The real run and finish scripts of all services, brought up and down under s6.

The server is a stand-in here, because these tests need it late, deaf, crashing and killed;
test_server_in_app.py has the real one.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from support.fake_supervisor import FakeSupervisor
from support.s6_container import HOSTNAME, S6Container

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    Start = Callable[..., AbstractContextManager[S6Container]]

pytestmark = pytest.mark.usefixtures("s6")

ANNOUNCED = "Home Assistant knows of this server now"


@pytest.fixture
def supervisor(config: dict[str, Any]) -> Iterator[FakeSupervisor]:
    with FakeSupervisor(config) as supervisor:
        yield supervisor


@pytest.fixture
def start(tmp_path: Path, supervisor: FakeSupervisor) -> Start:
    """Start the container as the Supervisor does."""

    @contextmanager
    def start(variables: Mapping[str, str] | None = None) -> Iterator[S6Container]:
        environment = {
            "SUPERVISOR_API": supervisor.url,
            "SUPERVISOR_TOKEN": supervisor.token,
            **(variables or {}),
        }
        with S6Container(tmp_path / "container", environment) as container:
            yield container

    return start


def assert_stops(container: S6Container, code: int = 0) -> None:
    assert container.stop() == code, container.log


def announcements(supervisor: FakeSupervisor) -> list[tuple[str, int]]:
    return [(r.method, r.status) for r in supervisor.requests if r.path.startswith("/discovery")]


def test_it_starts_is_announced_once_and_stops(start: Start, supervisor: FakeSupervisor) -> None:
    with start() as container:
        container.wait_for_log(ANNOUNCED)
        container.wait_until_done("discovery")
        assert_stops(container)
        uri = f"tcp://{HOSTNAME}:{container.port}"
    assert [(m["service"], m["config"]) for m in supervisor.discovery] == [
        ("wyoming", {"uri": uri})
    ]
    assert announcements(supervisor) == [("POST", 200)]  # and nothing deleted


def test_nothing_is_announced_before_the_server_answers(
    start: Start, supervisor: FakeSupervisor
) -> None:
    with start({"STAND_IN": "held /share/begin"}) as container:
        container.wait_for_log("stand-in: started")
        container.wait_for_command("sleep 1")  # it was asked once, and did not answer
        assert announcements(supervisor) == []
        (container.share / "begin").touch()
        container.wait_for_log(ANNOUNCED)
        assert container.log.index("stand-in: listening") < container.log.index(ANNOUNCED)


@pytest.mark.parametrize("reached", ["stand-in: started", "Options:"])
def test_stop_before_the_port_is_open(start: Start, reached: str) -> None:
    with start({"STAND_IN": "held /share/never"}) as container:
        container.wait_for_log(reached)
        assert_stops(container)


def test_stop_while_the_options_are_fetched(start: Start, supervisor: FakeSupervisor) -> None:
    supervisor.hang("/addons/self/options/config")
    with start() as container:
        supervisor.wait_for(lambda s: len(s.requests) > 0)
        assert_stops(container)


def test_stop_while_the_announcement_hangs(start: Start, supervisor: FakeSupervisor) -> None:
    supervisor.hang("/discovery")
    with start() as container:
        supervisor.wait_for(lambda s: bool(announcements(s)))
        assert_stops(container)


def test_stop_of_a_server_that_does_not_listen_to_it(start: Start) -> None:
    with start({"STAND_IN": "deaf"}) as container:
        container.wait_for_log(ANNOUNCED)
        assert_stops(container)


def test_a_server_that_ends_with_an_error_ends_the_container_with_its_code(start: Start) -> None:
    with start({"STAND_IN": "exit 7"}) as container:
        assert container.wait() == 7
        assert "exit code 7" in container.log


def test_a_killed_server_comes_back_and_a_later_stop_is_clean(
    start: Start, supervisor: FakeSupervisor
) -> None:
    with start() as container:
        container.wait_for_log(ANNOUNCED)
        os.kill(container.server_pid(), signal.SIGKILL)
        container.wait_for_log("stand-in: listening", count=2)
        assert "often: out of memory" in container.log
        assert_stops(container)
    assert announcements(supervisor) == [("POST", 200)]  # the restart is no new announcement


def test_stop_right_after_a_kill(start: Start) -> None:
    with start() as container:
        container.wait_for_log(ANNOUNCED)
        os.kill(container.server_pid(), signal.SIGKILL)
        assert_stops(container)


def test_a_server_that_crashes_again_and_again_ends_the_container(start: Start) -> None:
    with start({"STAND_IN": f"signal {signal.SIGSEGV:d}"}) as container:
        assert container.wait() == 128 + signal.SIGSEGV
        assert container.log.count("It is started again") == 3
        assert "four times in five minutes" in container.log


def test_an_illegal_instruction_ends_the_container_with_a_hint(start: Start) -> None:
    with start({"STAND_IN": f"signal {signal.SIGILL:d}"}) as container:
        assert container.wait() == 128 + signal.SIGILL
        assert "too old for the speech engine" in container.log
        assert "set the type of its processor to host" in container.log
        assert "CPU: " in container.log
        assert "started again" not in container.log


def test_a_lone_sigterm_ends_the_container(start: Start) -> None:
    with start({"STAND_IN": f"signal {signal.SIGTERM:d}"}) as container:
        assert container.wait() == 128 + signal.SIGTERM


def test_options_come_late_but_right(start: Start, supervisor: FakeSupervisor) -> None:
    supervisor.fail("/addons/self/options/config", times=1)
    with start() as container:
        container.wait_for_log(ANNOUNCED)
        assert "asking again in 1 s" in container.log
        assert container.server_environment()["DEFAULT_VOICE"] == "alba"


def test_a_supervisor_that_refuses_the_options_is_a_clear_message_not_a_wrong_start(
    start: Start,
) -> None:
    with start({"SUPERVISOR_TOKEN": "wrong"}) as container:
        assert container.wait() == 1
        assert "does not hand out this app's options" in container.log
        assert "stand-in" not in container.log


def test_a_refused_announcement_is_tried_again(start: Start, supervisor: FakeSupervisor) -> None:
    supervisor.fail("/discovery", times=1)
    with start() as container:
        container.wait_for_log("did not take the announcement; trying again in 1 s")
        container.wait_for_log(ANNOUNCED)
    assert announcements(supervisor) == [("POST", 400), ("POST", 200)]


def test_without_a_supervisor_the_environment_decides(
    tmp_path: Path, supervisor: FakeSupervisor
) -> None:
    # LOG_LEVEL is bashio's variable too, where it is a number: a word stops any bashio function.
    variables = {
        "SUPERVISOR_API": supervisor.url,
        "LOG_LEVEL": "info",
        "MODEL_VARIANT": "b6369a24",
        "ZEROCONF": "pocket-tts",
    }
    with S6Container(tmp_path / "container", variables) as container:
        container.wait_for_log("stand-in: listening")
        received = container.server_environment()
        assert {name: received[name] for name in variables} == variables
        assert "DEBUG_WAV_DIR" not in received
        assert_stops(container)
    assert supervisor.requests == []
    assert container.log.splitlines() == ["stand-in: started", "stand-in: listening"]
