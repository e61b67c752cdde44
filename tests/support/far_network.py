"""A network beside this machine's own, whose peers can vanish without a word."""

from __future__ import annotations

import ctypes
import itertools
import os
import shutil
import socket
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLONE_NEWNET = 0x40000000
_MOST_PEERS = 250


@dataclass
class FarNetwork:
    """A network namespace behind a cable; `server` is this machine's address on it.

    Each peer has an address of its own, so that one can fall off while the others go on.
    """

    name: str
    server: str
    _device: str
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def connect(self, port: int) -> Peer:
        """Connect from an address that nobody else has; blocks."""
        address = f"{self.server.rpartition('.')[0]}.{next(self._numbers) % _MOST_PEERS + 1}"
        self._ip("addr", "replace", f"{address}/24", "dev", self._device)
        found: list[socket.socket] = []

        def inside() -> None:
            with Path(f"/var/run/netns/{self.name}").open("rb") as namespace:
                if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), _CLONE_NEWNET):
                    raise OSError(ctypes.get_errno(), "setns")
            found.append(socket.create_connection((self.server, port), 10, (address, 0)))

        thread = threading.Thread(target=inside)  # a thread has a namespace of its own
        thread.start()
        thread.join()
        return Peer(found[0], address, self)

    def cut_off(self, address: str) -> None:
        """Let what is sent to an address come to nothing: no answer, no reset."""
        self._ip("addr", "del", f"{address}/24", "dev", self._device)

    def _ip(self, *arguments: str) -> None:
        _run("ip", "-n", self.name, *arguments)


@dataclass
class Peer:
    """A connection from the far network."""

    socket: socket.socket
    address: str
    network: FarNetwork

    def vanish(self) -> None:
        """Fall off the network, as a satellite in a power cut; nothing more leaves this side."""
        self.network.cut_off(self.address)
        self.socket.close()


@contextmanager
def far_network() -> Iterator[FarNetwork | None]:
    """Make such a network; None where this user or this kernel cannot."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        yield None
        return
    number = os.getpid() % 250
    name, near, far = f"far-{os.getpid()}", f"near{os.getpid()}", "far0"
    server = f"10.213.{number}.254"
    steps = (
        f"ip netns add {name}",
        f"ip link add {near} type veth peer name {far} netns {name}",
        f"ip addr add {server}/24 dev {near}",
        f"ip link set {near} up",
        f"ip -n {name} link set {far} up",
        # With a network's first address its others would go too; this one stays.
        f"ip -n {name} addr add 10.213.{number}.253/24 dev {far}",
    )
    try:
        for step in steps:
            _run(*step.split())
    except subprocess.CalledProcessError:
        yield None
    else:
        yield FarNetwork(name, server, far)
    finally:
        for step in (f"ip netns del {name}", f"ip link del {near}"):
            with suppress(subprocess.CalledProcessError):  # it goes with the namespace
                _run(*step.split())


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
