"""The app's services as its container runs them, under Debian's s6 (see `s6_init`)."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from support.ports import reserve_port
from support.system_tools import lacking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SUPPORT = Path(__file__).parent
ROOTFS = SUPPORT.parents[1] / "pocket_tts_wyoming" / "rootfs"
TOOLS = ("unshare", "s6-svscan", "execlineb", "jq", "curl", "hostname")
NAMESPACES = ("--mount", "--pid", "--uts", "--fork", "--kill-child", "--mount-proc")
HOSTNAME = "local-pocket-tts-wyoming"
PATIENCE_SECONDS = 120.0  # ends a test that waits in vain; a machine may be busy

REAL_SERVER = (sys.executable, "-m", "pocket_tts_wyoming")
STAND_IN = (sys.executable, str(SUPPORT / "stand_in_server.py"))

WITH_CONTENV = """\
#!/usr/bin/execlineb -S0
s6-envdir -fn -- /run/s6/container_environment
$@
"""


def missing() -> str:
    """Return what this machine lacks to run services, or nothing."""
    if reason := lacking(*TOOLS):
        return reason
    if os.geteuid() != 0:
        return "not root, which starting services takes (sudo script/test)"
    return ""


class S6Container:
    """One container, from `with` until it has stopped."""

    def __init__(
        self, folder: Path, environment: Mapping[str, str], server: Sequence[str] = STAND_IN
    ) -> None:
        """Take an empty folder, the container's variables and the server's command."""
        self.output = folder / "output"
        self.share = folder / "share"
        self._reserved = reserve_port()
        self.port: int = self._reserved.getsockname()[1]
        self._folder = folder
        self._log = folder / "log"
        self._environment = folder / "environment"
        self._shim = folder / "shim"
        self.output.mkdir(parents=True)
        self.share.mkdir()
        self._write("command/with-contenv", WITH_CONTENV)
        self._write("usr/bin/bashio", (SUPPORT / "bashio").read_text())
        command = f'#!/bin/sh\nexec {shlex.join(server)} "$@"\n'
        self._write("usr/local/bin/pocket-tts-wyoming", command)
        self._environment.mkdir()
        variables = {
            "PATH": os.environ["PATH"],
            "WYOMING_PORT": str(self.port),
            "HTTP_PORT": "0",  # several containers of the tests share this machine
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        for name, value in variables.items():
            (self._environment / name).write_text(value)

    def _write(self, path: str, text: str) -> None:
        file = self._shim / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    shutil.which("unshare") or "unshare",
                    *NAMESPACES,
                    SUPPORT / "s6_init",
                    ROOTFS,
                    self._folder,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._reserved.close()

    @property
    def log(self) -> str:
        """What services have written so far."""
        return self._log.read_text(errors="replace")

    def wait_for_log(self, pattern: str, count: int = 1) -> None:
        """Return when the log has this pattern that often; raises TimeoutError."""
        end = time.monotonic() + PATIENCE_SECONDS
        while len(re.findall(pattern, self.log)) < count:
            if self._process.poll() is not None:
                message = f"the container ended without {pattern!r} in its log:\n{self.log}"
                raise TimeoutError(message)
            if time.monotonic() > end:
                raise TimeoutError(f"no {pattern!r} in the log:\n{self.log}")
            time.sleep(0.02)

    def wait_until_done(self, service: str) -> None:
        """Return when s6 will not start this service again; raises TimeoutError."""
        folder = f"/proc/{_children(self._process.pid)[0]}/root/run/service/{service}"
        end = time.monotonic() + PATIENCE_SECONDS
        command = ["s6-svstat", "-o", "up,wantedup", folder]
        while subprocess.run(command, check=True, capture_output=True).stdout != b"false false\n":
            if time.monotonic() > end:
                raise TimeoutError(f"{service} is not done:\n{self.log}")
            time.sleep(0.02)

    def server_pid(self) -> int:
        """Return the server's process id as this machine sees it; raises TimeoutError."""

        def serves(command: str) -> bool:
            words = command.split()
            return "serve" in words and "python" in words[0]

        return self._find("the server", serves)

    def wait_for_command(self, wanted: str) -> None:
        """Return when a process of services runs this command; raises TimeoutError."""
        self._find(wanted, lambda command: command == wanted)

    def _find(self, name: str, fits: Callable[[str], bool]) -> int:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            for pid in _descendants(self._process.pid):
                if fits(_command(pid)):
                    return pid
            time.sleep(0.02)
        raise TimeoutError(f"{name} does not run:\n{self.log}")

    def server_environment(self) -> dict[str, str]:
        """Return the variables that the server really received."""
        raw = Path(f"/proc/{self.server_pid()}/environ").read_bytes().decode()
        return dict(entry.split("=", 1) for entry in raw.split("\0") if entry)

    def stop(self) -> int:
        """Stop as Docker does; return the exit code. Raises TimeoutError if it goes on."""
        os.kill(_children(self._process.pid)[0], signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Wait until the container has stopped; return its exit code."""
        try:
            return self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"the container does not stop:\n{self.log}") from None


def _command(pid: int) -> str:
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return ""
    return raw.rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")


def _children(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it has ended since it was listed
        return []
    return [int(child) for child in children.split()]


def _descendants(pid: int) -> list[int]:
    found = []
    for child in _children(pid):
        found += [child, *_descendants(child)]
    return found
