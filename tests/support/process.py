"""The real server as a process, its log, and its end."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

START_SECONDS = 180.0  # ends a test that waits in vain; a machine may be busy
END_SECONDS = 60.0  # the same; a server needs two of its own time
SERVE = ("-m", "pocket_tts_wyoming", "serve")


@dataclass
class Server:
    """`python -m pocket_tts_wyoming serve` on a free port of loopback.

    `environment` and `flags` come on top of an environment without any option set, or of an empty
    one with `inherit` False. `prefix` is a command that runs the server and becomes it; `program`
    is what Python runs. `start_seconds`: how long any line of its log is waited for.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    flags: Sequence[str] = ()
    wait_until_ready: bool = True
    inherit: bool = True
    prefix: Sequence[str] = ()
    program: Sequence[str] = SERVE
    start_seconds: float = START_SECONDS

    def __enter__(self) -> Self:
        """Start, and wait until it listens and (unless told otherwise) the model is loaded."""
        environment = {
            **(clean_environment() if self.inherit else {}),
            "WYOMING_HOST": "127.0.0.1",
            "WYOMING_PORT": "0",
            "SPARE_VOICE": "off",  # what fails is to be seen; its own tests switch it on
            "LOUDNESS": "off",  # a level found in the middle of a test would change the sound
            **self.environment,
        }
        self.process = subprocess.Popen(
            [*self.prefix, sys.executable, *self.program, *self.flags],
            env=environment,
            stderr=subprocess.PIPE,
        )
        assert self.process.stderr is not None
        self._pipe = self.process.stderr.fileno()
        os.set_blocking(self._pipe, False)
        self._lines: list[str] = []
        self._begun = b""  # a line whose end has not come yet
        self._changed = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.port = int(self.wait_for_log(r"Listening on port (\d+)").group(1))
            if self.wait_until_ready:
                self.wait_for_log("Ready: ")
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, whatever it is doing."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        self._reader.join(END_SECONDS)  # a child may still write

    def kill(self) -> None:
        """End it the hard way."""
        self.process.kill()
        self.process.wait()

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Ask it to stop; return exit code and seconds."""
        begin = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(END_SECONDS)
        return code, time.monotonic() - begin

    def wait_for_log(self, pattern: str, count: int = 1) -> re.Match[str]:
        """Wait until `count` log lines match; return the last of them."""
        deadline = time.monotonic() + self.start_seconds
        with self._changed:
            while True:
                found = [match for line in self._lines if (match := re.search(pattern, line))]
                if len(found) >= count:
                    return found[count - 1]
                left = deadline - time.monotonic()
                if self._ended or left <= 0:
                    log = "\n".join(self._lines)
                    raise AssertionError(f"no log line {count} matches {pattern!r} in:\n{log}")
                self._changed.wait(left)

    def logged(self, pattern: str) -> list[str]:
        """Return the log lines so far that match."""
        return [line for line in self.lines if re.search(pattern, line)]

    @property
    def lines(self) -> list[str]:
        """The log so far: all that was written before anything that the server has sent."""
        with self._changed:
            self._take()
            return list(self._lines)

    def threads(self) -> int:
        """Return the number of the process's threads."""
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def open_files(self) -> int:
        """Return the number of the process's open files, connections included."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def resident_bytes(self) -> int:
        """Return the process's memory, mapped files included."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def cpu_seconds(self) -> float:
        """Return the processor time used so far."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self) -> None:
        written = select.poll()
        written.register(self._pipe, select.POLLIN)
        while not self._ended:
            written.poll()
            with self._changed:
                self._take()

    def _take(self) -> None:
        """Take what is in the pipe; the caller holds the lock."""
        with contextlib.suppress(BlockingIOError):
            while not self._ended:
                piece = os.read(self._pipe, 65_536)
                self._ended = not piece
                *whole, self._begun = (self._begun + piece).split(b"\n")
                if self._ended and self._begun:
                    whole.append(self._begun)
                self._lines += [line.decode(errors="replace") for line in whole]
        self._changed.notify_all()


def clean_environment() -> dict[str, str]:
    """Return this process's environment without any of the server's options."""
    from pocket_tts_wyoming.settings import Settings, variable  # noqa: PLC0415 - used by scripts

    options = {variable(name) for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in options}
