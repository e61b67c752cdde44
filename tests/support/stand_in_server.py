"""Stands in for the server where a test needs one that misbehaves: `serve` and `health`.

The environment variable STAND_IN says what `serve` does:
    (nothing)       answers at once, ends with 0 on SIGTERM
    held FILE       the same, but its port opens when there is such a file
    exit CODE       ends by itself with that code, as after a wrong setting
    signal NUMBER   kills itself, as after a crash in native code
    deaf            does not react to SIGTERM
Standard library only, and quick to start: it is started often.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
import time

INFO = json.dumps({"type": "info", "data": {}}).encode() + b"\n"


def serve() -> None:
    """Answer every line with `info`."""
    kind, _, value = os.environ.get("STAND_IN", "").partition(" ")
    if kind == "exit":
        sys.exit(int(value))
    if kind == "signal":
        os.kill(os.getpid(), int(value))
    if kind == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _log("started")
    while kind == "held" and not os.path.exists(value):  # noqa: PTH110 - pathlib is slow to import
        time.sleep(0.02)
    listener = socket.create_server(("127.0.0.1", int(os.environ["WYOMING_PORT"])))
    _log("listening")
    while True:
        threading.Thread(target=_answer, args=(listener.accept()[0],), daemon=True).start()


def _log(what: str) -> None:
    sys.stdout.write(f"stand-in: {what}\n")
    sys.stdout.flush()


def _answer(connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as lines:
        for _ in lines:
            connection.sendall(INFO)


def health() -> None:
    """Ask the server; exit code 1 if it does not answer."""
    try:
        address = ("127.0.0.1", int(os.environ["WYOMING_PORT"]))
        with socket.create_connection(address, timeout=5) as connection:
            connection.sendall(b'{"type": "describe"}\n')
            if json.loads(connection.makefile("rb").readline())["type"] != "info":
                sys.exit(1)
    except OSError:
        sys.exit(1)


if __name__ == "__main__":
    {"serve": serve, "health": health}[sys.argv[1]]()
