"""Ports that stay a test's own: one that was free a moment ago may be somebody else's by now."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def closed_port() -> Iterator[int]:
    """Yield a port of loopback that refuses connections while the block runs."""
    with socket.socket() as bound:  # and nobody else can bind it
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def reserve_port() -> socket.socket:
    """Return a socket that keeps a port of loopback for a server to come, until it is closed.

    Linux lets a server listen on it that sets SO_REUSEADDR, as asyncio and `create_server` do, and
    gives it neither to another socket that asks for any port nor to one that connects.
    """
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", 0))
    return bound
