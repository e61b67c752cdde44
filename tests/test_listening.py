from __future__ import annotations

import errno
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


def test_a_free_port_that_is_taken_in_another_family_is_not_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two addresses of this machine stand for the families; another program is on the second."""
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 0))
        for host in ("127.0.0.1", "127.0.0.2")
    ]
    others: list[socket.socket] = []
    listen = listening._listen

    def taken_at_first(family: int, address: tuple[object, ...]) -> socket.socket:
        if not others and address[1]:
            others.append(socket.create_server(("127.0.0.2", int(str(address[1])))))
        return listen(family, address)

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(listening, "_listen", taken_at_first)
    sockets = open_sockets(None, 0)
    try:
        assert len({one.getsockname()[1] for one in sockets}) == 1
        assert [one.getsockname()[0] for one in sockets] == ["127.0.0.1", "127.0.0.2"]
        assert others[0].getsockname()[1] != sockets[0].getsockname()[1]
    finally:
        close([*sockets, *others])


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


@pytest.mark.parametrize(
    ("option", "empty"),
    [("WYOMING", "to listen on all interfaces"), ("HTTP", "for this machine alone")],
)
@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_named_and_not_the_port(
    option: str, empty: str, host: str
) -> None:
    sentence = rf"{option}_HOST={host} is not an address of this machine .* empty {empty}\."
    with pytest.raises(SettingsError, match=sentence):
        open_sockets(host, 10201, option)


def test_a_port_that_only_root_may_open_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(listening, "_listen", refuse)
    with pytest.raises(SettingsError, match=r"WYOMING_PORT=80 .*Permission denied.*below 1024"):
        open_sockets(None, 80)
