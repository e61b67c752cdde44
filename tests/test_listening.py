from __future__ import annotations

import contextlib
import socket

import pytest

from pocket_tts_wyoming import listening
from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.listening import open_sockets


def close(sockets: list[socket.socket]) -> None:
    for one in sockets:
        one.close()


def test_all_families_share_one_free_port() -> None:
    sockets = open_sockets(None, 0)
    try:
        assert len({one.getsockname()[1] for one in sockets}) == 1
        assert socket.AF_INET in {one.family for one in sockets}
    finally:
        close(sockets)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 in this Python")
def test_a_free_port_that_is_taken_in_another_family_is_not_the_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another program may have taken it in IPv6 alone, even in this moment."""
    listen, others = listening._listen, contextlib.ExitStack()
    taken: list[int] = []

    def listen_a_moment_later(family: int, address: tuple[int, ...]) -> socket.socket:
        if family == socket.AF_INET6 and not taken:
            taken.append(address[1])
            others.enter_context(listen(family, address))
        return listen(family, address)

    with others:
        monkeypatch.setattr(listening, "_listen", listen_a_moment_later)
        sockets = open_sockets(None, 0)
        try:
            (port,) = {one.getsockname()[1] for one in sockets}
            assert [port] != taken
        finally:
            close(sockets)


def test_nagle_is_off_for_clients() -> None:
    """Asyncio does that only for sockets that name TCP; otherwise first audio waits 40 ms."""
    (opened,) = open_sockets("127.0.0.1", 0)
    try:
        assert opened.proto == socket.IPPROTO_TCP
    finally:
        opened.close()


def test_a_taken_port_is_an_error_even_if_another_family_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=f"WYOMING_PORT={port}"):
            open_sockets(None, port)


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(SettingsError, match=r"WYOMING_HOST=no\.such\.host\.invalid"):
        open_sockets("no.such.host.invalid", 0)
