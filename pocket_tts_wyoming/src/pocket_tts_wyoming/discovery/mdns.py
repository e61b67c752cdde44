"""Tell the local network that a Wyoming server is here (mDNS, RFC 6762 and 6763).

Home Assistant looks for `_wyoming._tcp.local.`, connects to the first address that is not
link-local, and offers what it finds.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import logging
from typing import TYPE_CHECKING

from zeroconf import DNSQuestionType, ServiceInfo
from zeroconf import Error as ZeroconfError
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from pocket_tts_wyoming.discovery.addresses import (
    bound_addresses,
    choose_addresses,
    machine_addresses,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence

_LOGGER = logging.getLogger(__name__)
SERVICE_TYPE = "_wyoming._tcp.local."
# RFC 6763 section 4.1.1: 63 bytes; a name conflict appends "-2" and so on.
_MAX_LABEL_BYTES = 59
_HOST_PREFIX = "wyoming-"
_WITHDRAW_SECONDS = 1.0
# A server that multicast its record within the last second answers up to 1.3 s late (section 6).
_PROBE_SECONDS = 2.0


@contextlib.asynccontextmanager
async def announce(
    name: str,
    port: int,
    host: str | None = None,
    *,
    addresses: Callable[[], Sequence[str]] | None = None,
    recheck_seconds: float = 60.0,
) -> AsyncGenerator[None]:
    """Announce a server that listens on `host` and `port` for as long as the block runs.

    Enter it when the port is open. It returns at once: announcing goes on behind, because the
    check for name conflicts takes two seconds. If the name is taken on the network, now or later,
    it gets a number. Whatever goes wrong is one log line. Every `recheck_seconds` the addresses
    are read again (`addresses`: by default those of the machine that `host` is bound to), so that
    a server which started before the network is found, and a new lease is announced. Leaving the
    block withdraws the announcement within about a second.
    """

    def of_machine() -> Sequence[str]:
        return choose_addresses(bound_addresses(host), machine_addresses())

    announcer = _Announcer(name, port, addresses or of_machine, recheck_seconds)
    task = asyncio.create_task(announcer.run(), name="mdns")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


class _Announcer:
    """Keeps one service announced at the addresses of the moment."""

    def __init__(
        self,
        name: str,
        port: int,
        addresses: Callable[[], Sequence[str]],
        recheck_seconds: float,
    ) -> None:
        self._label = _service_label(name)
        self._port = port
        self._addresses = addresses
        self._recheck_seconds = recheck_seconds
        self._said: str | None = None

    async def run(self) -> None:
        """Announce until cancelled."""
        while True:
            try:
                addresses = await asyncio.to_thread(self._addresses)
                if addresses:
                    await self._announce_while(addresses)
                    continue
                self._say("no network address to announce yet")
            except (OSError, RuntimeError, ValueError, ZeroconfError) as error:
                self._say(f"{type(error).__name__}: {error}")
            await asyncio.sleep(self._recheck_seconds)

    async def _announce_while(self, addresses: Sequence[str]) -> None:
        """Announce these addresses until the machine has others."""
        zeroconf = AsyncZeroconf(interfaces=list(addresses))
        try:
            name = await self._free_name(zeroconf)
            info = self._service(name, addresses)
            broadcast = await zeroconf.async_register_service(info, cooperating_responders=True)
            self._said = None
            _LOGGER.info(
                "Announced by mDNS as %r at %s, port %d", name, ", ".join(addresses), self._port
            )
            await broadcast
            while not _gives_way(info, others := _others(zeroconf, info)):
                if others:  # they give way; until everybody knows, some resolve the name to them
                    await (await zeroconf.async_update_service(info))
                await asyncio.sleep(self._recheck_seconds)
                if tuple(await asyncio.to_thread(self._addresses)) != tuple(addresses):
                    return
            _LOGGER.info("Another server announces the name %r, too; looking for a free one", name)
            # Without a goodbye, which would withdraw the other server as well.
            zeroconf.zeroconf.registry.async_remove(info)
        finally:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_WITHDRAW_SECONDS):
                    await zeroconf.async_close()

    async def _free_name(self, zeroconf: AsyncZeroconf) -> str:
        """Return the label, with the first number that no other server answers to.

        This replaces zeroconf's own check, which asks for a unicast answer. That reaches only one
        of the programs on this machine that share the port, often Home Assistant, and the conflict
        was missed in 6 of 6 starts. A multicast answer reaches all.
        """
        for number in itertools.count(1):
            name = self._label if number == 1 else f"{self._label}-{number}"
            other = AsyncServiceInfo(SERVICE_TYPE, f"{name}.{SERVICE_TYPE}")
            await other.async_request(
                zeroconf.zeroconf, _PROBE_SECONDS * 1000, question_type=DNSQuestionType.QM
            )
            if other.port is None:
                return name
        raise AssertionError  # there is always a next number

    def _service(self, name: str, addresses: Sequence[str]) -> ServiceInfo:
        # Two servers of one name must not share a host name: each would answer for the other's
        # addresses. No two machines of a network have the same addresses.
        key = hashlib.sha256(f"{','.join(addresses)} {self._port}".encode()).hexdigest()[:16]
        return AsyncServiceInfo(
            SERVICE_TYPE,
            f"{name}.{SERVICE_TYPE}",
            port=self._port,
            parsed_addresses=list(addresses),
            server=f"{_HOST_PREFIX}{key}.local.",
        )

    def _say(self, reason: str) -> None:
        if reason != self._said:
            self._said = reason
            _LOGGER.warning(
                "Not announced by mDNS (%s). Home Assistant can be given host and port %d by hand.",
                reason,
                self._port,
            )


def _others(zeroconf: AsyncZeroconf, info: ServiceInfo) -> set[str]:
    """Return the host names of other servers that were heard to announce this service's name."""
    records = zeroconf.zeroconf.cache.entries_with_name(info.name)
    return {str(record.server) for record in records if hasattr(record, "server")} - {info.server}


def _gives_way(info: ServiceInfo, others: set[str]) -> bool:
    """Tell whether a service has to take another name than these servers.

    Two that start at the same moment do not hear each other's question. Between two servers of
    this program the one with the higher host name gives way; to any other, this one always does.
    """
    host = str(info.server)
    return any(not other.startswith(_HOST_PREFIX) or other < host for other in others)


def _service_label(name: str) -> str:
    """Make a name fit for a service: no control characters, not too many bytes."""
    printable = "".join(character for character in name if character.isprintable()).strip()
    return printable.encode()[:_MAX_LABEL_BYTES].decode(errors="ignore") or "Wyoming"
