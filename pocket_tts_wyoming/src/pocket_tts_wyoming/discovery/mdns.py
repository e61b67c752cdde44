"""Tell the local network that a Wyoming server is here (mDNS, RFC 6762 and 6763).

Home Assistant looks for `_wyoming._tcp.local.`, connects to the first address that is not
link-local, and offers what it finds.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from typing import TYPE_CHECKING

from zeroconf import Error as ZeroconfError
from zeroconf import ServiceInfo
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
_WITHDRAW_SECONDS = 1.0


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
    check for name conflicts takes more than half a second. If the name is taken on the network,
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
            info = self._service(addresses)
            broadcast = await zeroconf.async_register_service(info, allow_name_change=True)
            self._said = None
            name = info.name.removesuffix(f".{SERVICE_TYPE}")
            _LOGGER.info(
                "Announced by mDNS as %r at %s, port %d", name, ", ".join(addresses), self._port
            )
            await broadcast
            while True:
                await asyncio.sleep(self._recheck_seconds)
                if tuple(await asyncio.to_thread(self._addresses)) != tuple(addresses):
                    return
        finally:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_WITHDRAW_SECONDS):
                    await zeroconf.async_close()

    def _service(self, addresses: Sequence[str]) -> ServiceInfo:
        # Two servers of one name must not share a host name: each would answer for the other's
        # addresses. No two machines of a network have the same addresses.
        key = hashlib.sha256(f"{','.join(addresses)} {self._port}".encode()).hexdigest()[:16]
        return AsyncServiceInfo(
            SERVICE_TYPE,
            f"{self._label}.{SERVICE_TYPE}",
            port=self._port,
            parsed_addresses=list(addresses),
            server=f"wyoming-{key}.local.",
        )

    def _say(self, reason: str) -> None:
        if reason != self._said:
            self._said = reason
            _LOGGER.warning(
                "Not announced by mDNS (%s). Home Assistant can be given host and port %d by hand.",
                reason,
                self._port,
            )


def _service_label(name: str) -> str:
    """Make a name fit for a service: no control characters, not too many bytes."""
    printable = "".join(character for character in name if character.isprintable()).strip()
    return printable.encode()[:_MAX_LABEL_BYTES].decode(errors="ignore") or "Wyoming"
