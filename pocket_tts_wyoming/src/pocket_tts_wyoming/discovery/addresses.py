"""At which addresses of this machine other machines reach the server."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import ifaddr

if TYPE_CHECKING:
    from collections.abc import Sequence

# Bridges and tunnels of this machine: their addresses lead nowhere from the local network. On
# Home Assistant OS, docker0 and hassio come before the network card in no certain order, and Home
# Assistant takes whichever address it happens to see first.
_VIRTUAL_INTERFACES = (
    "br-",
    "cali",
    "cni",
    "docker",
    "flannel",
    "hassio",
    "lxc",
    "lxd",
    "podman",
    "tailscale",
    "tun",
    "veth",
    "virbr",
    "wg",
)

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class InterfaceAddress:
    """One IP address of this machine (no zone), and the network interface that has it."""

    interface: str
    ip: str


def machine_addresses() -> list[InterfaceAddress]:
    """Ask the operating system; sends nothing."""
    return [
        InterfaceAddress(adapter.nice_name, ip.ip if isinstance(ip.ip, str) else ip.ip[0])
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    ]


def bound_addresses(host: str | None) -> list[str]:
    """Return the IP addresses that a server listening on `host` is bound to.

    None is all of both families, as for asyncio.start_server; a name is looked up, which may
    block. Raises OSError for a name that is not known.
    """
    if not host:
        return ["0.0.0.0", "::"]  # noqa: S104 - recognised here, not listened on
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return [str(sockaddr[0]) for *_, sockaddr in found]


def choose_addresses(bound: Sequence[str], machine: Sequence[InterfaceAddress]) -> tuple[str, ...]:
    """Return what to announce, the best first; empty if there is nothing others could reach.

    An address that is bound by name is announced as it is. For "all addresses" of a family, those
    of real network interfaces are taken: IPv4 before IPv6, no loopback, and link-local addresses
    or virtual interfaces only if there is nothing else.
    """
    addresses = [ipaddress.ip_address(host.partition("%")[0]) for host in bound]
    named = [address for address in addresses if not address.is_unspecified]
    versions = {address.version for address in addresses if address.is_unspecified}
    candidates = [
        (address, entry.interface.startswith(_VIRTUAL_INTERFACES))
        for entry in machine
        if (address := ipaddress.ip_address(entry.ip.partition("%")[0])).version in versions
        and not (address.is_loopback or address.is_unspecified or address.is_multicast)
    ]
    ranks = {(address.is_link_local, virtual) for address, virtual in candidates}
    best = min(ranks, default=None)
    everywhere = [
        address for address, virtual in candidates if (address.is_link_local, virtual) == best
    ]
    everywhere.sort(key=_family)  # stable: the system's order within a family
    return tuple(dict.fromkeys(str(address) for address in (*named, *everywhere)))


def _family(address: _Address) -> int:
    return address.version
