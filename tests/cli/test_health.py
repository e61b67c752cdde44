"""The health check: answers, reasons, and what it imports."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.cli import health
from pocket_tts_wyoming.settings import Settings
from support.ports import closed_port

if TYPE_CHECKING:
    from collections.abc import Callable


def answering(answer: Callable[[socket.socket], None]) -> int:
    """Serve one connection on a free port, which is returned."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        # `health` resets the connection when it has read what it needs, or has waited too long.
        with suppress(ConnectionError), listening, listening.accept()[0] as peer:
            answer(peer)

    threading.Thread(target=serve, daemon=True).start()
    port: int = listening.getsockname()[1]
    return port


def sends(*blocks: bytes) -> Callable[[socket.socket], None]:
    def answer(peer: socket.socket) -> None:
        with peer.makefile("rb") as lines:
            assert json.loads(lines.readline()) == {"type": "describe"}
        for block in blocks:
            peer.sendall(block)

    return answer


def check(port: int, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    health.add_arguments(parser)
    where = ["--wyoming-host", "127.0.0.1", "--wyoming-port", str(port)]
    return health.run(parser.parse_args([*where, *arguments]))


def test_info_in_any_pieces_is_health() -> None:
    pieces = [b'{"type": "in', b'fo", "data_length": 5}', b'\n{"a":']
    assert check(answering(sends(*pieces))) == 0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (sends(b'{"type": "error"}\n'), "it sent 'error' instead"),
        (sends(b"HTTP/1.1 400 Bad Request\r\n"), "its answer is not Wyoming"),
        (sends(b"[]\n"), "its answer is not Wyoming"),
        (sends(b"[" * 90_000 + b"\n"), "nested too deeply"),
        (sends(b'{"type": "in'), "it closed the connection"),
        (sends(*[bytes([97]) * 100_000] * 12), "something without an end"),
    ],
)
def test_anything_else_is_not(
    answer: Callable[[socket.socket], None], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(answering(answer)) == 1
    assert reason in capsys.readouterr().err


def test_no_server_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with closed_port() as port:
        assert check(port) == 1
    assert capsys.readouterr().err == (
        f"The server on port {port} does not answer: Connection refused.\n"
    )


def test_a_server_that_hangs_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had no reason at all: a time-out has no text."""
    monkeypatch.setattr(health, "LIMIT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert check(listening.getsockname()[1]) == 1
    assert "does not answer: nothing came within 0.05 s." in capsys.readouterr().err


def test_a_server_that_sends_a_byte_now_and_then_does_not_get_more_time() -> None:
    ticks = iter(range(100))
    port = answering(sends(*[b"x"] * 50))
    with pytest.raises((TimeoutError, ValueError)):
        health.ask("127.0.0.1", port, 3.0, clock=lambda: float(next(ticks)))
    assert next(ticks) <= 6


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_a_wrong_setting(
    port: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    health.add_arguments(parser)
    assert health.run(parser.parse_args([f"--wyoming-port={port}"])) == 2
    assert f"WYOMING_PORT={port} is not valid" in capsys.readouterr().err


def test_the_variables_of_the_server_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WYOMING_PORT", "10300\r")
    monkeypatch.setenv("WYOMING_HOST", "")
    parser = argparse.ArgumentParser()
    health.add_arguments(parser)
    parsed = parser.parse_args([])
    assert (parsed.wyoming_host, parsed.wyoming_port) == ("localhost", "10300")
    monkeypatch.delenv("WYOMING_PORT")
    parser = argparse.ArgumentParser()
    health.add_arguments(parser)
    assert parser.parse_args([]).wyoming_port == str(Settings.model_fields["wyoming_port"].default)


def test_it_imports_nothing_heavy() -> None:
    """Every 30 seconds, for years: 0.04 s of processor time instead of 0.21."""
    program = (
        "import sys\n"
        "from pocket_tts_wyoming.__main__ import main\n"
        "main(['health', '--wyoming-port', '1'])\n"
        "print(sorted({'asyncio', 'pydantic', 'wyoming', 'numpy', 'yaml', 'logging'} & "
        "set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
    assert "Connection refused" in done.stderr
