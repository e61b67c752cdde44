"""The `health` command: asks the server on this machine what it offers.

It runs every 30 seconds for as long as the container does, so it imports nothing that it can do
without: no pydantic, asyncio or wyoming (0.21 s of processor time with them, 0.04 s without).
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

EXIT_FAILURE = 1
EXIT_BAD_SETTINGS = 2
# Below the image's HEALTHCHECK timeout, so that the reason is printed.
LIMIT_SECONDS = 4.0
# A test holds it to the option.
DEFAULT_PORT = 10201
LAST_PORT = 65535
_DESCRIBE = b'{"type": "describe"}\n'
_BLOCK_BYTES = 65536
_LONGEST_LINE_BYTES = 1 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give the parser the arguments of `run`."""
    parser.add_argument(
        "--wyoming-host",
        default=_variable("WYOMING_HOST") or "localhost",
        metavar="HOST",
        help="of the server [WYOMING_HOST]",
    )
    parser.add_argument(
        "--wyoming-port",
        default=_variable("WYOMING_PORT") or str(DEFAULT_PORT),
        metavar="PORT",
        help=f"of the server [WYOMING_PORT, default {DEFAULT_PORT}]",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command with parsed arguments; returns the exit code."""
    port = arguments.wyoming_port.strip()
    if not (port.isdecimal() and 0 < int(port) <= LAST_PORT):
        sys.stderr.write(f"WYOMING_PORT={port} is not valid. Allowed: 1 to {LAST_PORT}.\n")
        return EXIT_BAD_SETTINGS
    try:
        kind = ask(arguments.wyoming_host, int(port), LIMIT_SECONDS)
    except TimeoutError:
        reason = f"nothing came within {LIMIT_SECONDS:g} s"
    except RecursionError:
        reason = "it sent JSON that is nested too deeply"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    else:
        if kind == "info":
            return 0
        reason = f"it sent {kind!r} instead of what it offers"
    sys.stderr.write(f"The server on port {port} does not answer: {reason}.\n")
    return EXIT_FAILURE


def ask(
    host: str, port: int, limit_seconds: float, clock: Callable[[], float] = time.monotonic
) -> str:
    """Send `describe`; return the type of the answering event.

    Raises TimeoutError, OSError, and ValueError if the answer is not a Wyoming event.
    """
    deadline = clock() + limit_seconds
    with socket.create_connection((host, port), limit_seconds) as connection:
        connection.sendall(_DESCRIBE)
        received = b""
        while b"\n" not in received:
            left_seconds = deadline - clock()
            if left_seconds <= 0:
                raise TimeoutError
            connection.settimeout(left_seconds)
            block = connection.recv(_BLOCK_BYTES)
            if not block:
                raise ValueError("it closed the connection")
            received += block
            if len(received) > _LONGEST_LINE_BYTES:
                raise ValueError("it sent something without an end")
    try:
        return str(json.loads(received.partition(b"\n")[0])["type"])
    except (ValueError, KeyError, TypeError):
        raise ValueError("its answer is not Wyoming") from None


def _variable(name: str) -> str:
    return os.environ.get(name, "").strip()
