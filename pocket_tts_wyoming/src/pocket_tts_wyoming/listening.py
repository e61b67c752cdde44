"""The sockets that the server listens on."""

from __future__ import annotations

import errno
import socket
import struct
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

# The port is in use, or only root may open it. Any other error means that this machine lacks the
# address family, mostly IPv6.
_FATAL = (errno.EADDRINUSE, errno.EACCES)
# A port that is free in IPv4 may be taken in IPv6; the system's next one hardly ever is too.
_FREE_PORT_TRIES = 10
BACKLOG = 100
WYOMING = "WYOMING"
# A peer that vanished without a word (power cut, Wi-Fi) is noticed within two minutes.
_KEEPALIVE_IDLE_SECONDS, _KEEPALIVE_SECONDS, _KEEPALIVE_PROBES = 60, 15, 4
_UNACKNOWLEDGED_MILLISECONDS = 60_000
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER: on, zero seconds


def open_sockets(host: str | None, port: int, option: str = WYOMING) -> list[socket.socket]:
    """Bind a host, or all interfaces with IPv4 and IPv6 (where the machine has them).

    Port 0 becomes one free port, the same for all. Raises SettingsError, naming the setting by
    `option`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise _not_here(option, host, error) from error
    addresses = [(family, address) for family, _, _, _, address in dict.fromkeys(found)]
    problem: OSError | None = None
    for _ in range(1 if port else _FREE_PORT_TRIES):
        try:
            sockets = _listen_to_all(addresses, port)
        except OSError as error:
            problem = error
            continue
        if option == WYOMING:  # an HTTP answer has a length or a last chunk of its own
            for opened in sockets:
                _prepare_connections(opened)
        return sockets
    assert problem is not None  # noqa: S101 - the loop has run
    if host and problem.errno == errno.EADDRNOTAVAIL:
        raise _not_here(option, host, problem)
    remedy = "or stop the program that uses it"
    if problem.errno == errno.EACCES:
        remedy = "for ports below 1024 are root's"
    raise SettingsError(
        f"{option}_PORT={port} on {host or 'all interfaces'} cannot be opened "
        f"({problem.strerror}). Choose another one, {remedy}."
    )


def _not_here(option: str, host: str | None, problem: OSError) -> SettingsError:
    where = "to listen on all interfaces" if option == WYOMING else "for this machine alone"
    return SettingsError(
        f"{option}_HOST={host} is not an address of this machine ({problem.strerror}). "
        f"Leave it empty {where}."
    )


def _listen_to_all(
    addresses: Sequence[tuple[int, tuple[Any, ...]]], port: int
) -> list[socket.socket]:
    """Listen on each address that the machine has, all on one port; raises OSError."""
    sockets: list[socket.socket] = []
    problem: OSError | None = None
    for family, address in addresses:
        chosen = sockets[0].getsockname()[1] if sockets else port
        try:
            sockets.append(_listen(family, (address[0], chosen, *address[2:])))
        except OSError as error:
            problem = error
            if error.errno in _FATAL:
                break
    if problem is not None and (not sockets or problem.errno in _FATAL):
        for opened in sockets:
            opened.close()
        raise problem
    return sockets


def _listen(family: int, address: tuple[object, ...]) -> socket.socket:
    # asyncio switches Nagle's algorithm off only where the protocol is named; with it, the first
    # chunk waits 40 ms for the acknowledgement of `audio-start`.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)  # noqa: FBT003 - the socket module's own signature
    return listening


def _prepare_connections(listening: socket.socket) -> None:
    """Set what accepted sockets inherit from the listening one (Linux).

    With SO_LINGER at zero the kernel resets each connection that `Wire.close` has not closed, also
    when the process is killed. Home Assistant takes a plain close in the middle of an answer
    for its end, and keeps the cut answer for good.
    """
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        (socket.TCP_KEEPIDLE, _KEEPALIVE_IDLE_SECONDS),
        (socket.TCP_KEEPINTVL, _KEEPALIVE_SECONDS),
        (socket.TCP_KEEPCNT, _KEEPALIVE_PROBES),
        (socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MILLISECONDS),
    ):
        listening.setsockopt(socket.IPPROTO_TCP, option, value)
