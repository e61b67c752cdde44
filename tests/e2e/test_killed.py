"""A server that is killed, as the kernel does when memory runs out."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from support.process import Server

if TYPE_CHECKING:
    from collections.abc import Mapping

LONG_TEXT = "This is a sentence that goes on for quite a while, as long as somebody listens. " * 200


def test_an_answer_that_is_cut_by_a_kill_ends_with_a_reset(
    tiny_environment: Mapping[str, str],
) -> None:
    """Home Assistant takes an ordinary close for the end, and keeps the shortened answer."""
    with (
        Server(tiny_environment) as server,
        socket.create_connection(("127.0.0.1", server.port), 30) as connection,
    ):
        connection.sendall(b'{"type": "synthesize", "data": {"text": "%s"}}\n' % LONG_TEXT.encode())
        heard = b""
        while b"audio-chunk" not in heard:
            heard += connection.recv(65536)
        server.kill()
        with pytest.raises(ConnectionResetError):
            read_to_the_end(connection)


def read_to_the_end(connection: socket.socket) -> None:
    """Return at an ordinary close."""
    while connection.recv(65536):
        pass
