"""Announcements as a real browser on loopback hears them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
from typing import TYPE_CHECKING

import pytest
from zeroconf import ServiceStateChange
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from pocket_tts_wyoming.discovery import mdns
from pocket_tts_wyoming.discovery.mdns import SERVICE_TYPE, _service_label, announce

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from zeroconf import Zeroconf

LOOPBACK = "127.0.0.1"
# Other test runs on the machine share the loopback; no name begins with that of another.
NAME = f"Pocket TTS test {os.getpid():08}"
TIMEOUT_SECONDS = 30.0  # ends a test that waits in vain


def multicast_problem() -> str | None:
    """Return why a multicast packet does not come back on loopback, or None."""
    group, address = "224.0.0.251", socket.inet_aton(LOOPBACK)
    try:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        ):
            receiver.bind(("", 0))
            receiver.settimeout(5.0)
            membership = socket.inet_aton(group) + address
            receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, address)
            sender.sendto(b"x", (group, receiver.getsockname()[1]))
            receiver.recv(1)
    except OSError as error:
        return str(error)
    return None


PROBLEM = multicast_problem()
needs_multicast = pytest.mark.skipif(
    PROBLEM is not None, reason=f"no multicast on loopback (ip link set lo multicast on): {PROBLEM}"
)


class Listener:
    """A browser, as Home Assistant runs one: keeps what is announced now."""

    def __init__(self, zeroconf: AsyncZeroconf) -> None:
        self.zeroconf = zeroconf
        self.present: set[str] = set()
        self._changed = asyncio.Event()

    def on_change(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        assert (zeroconf, service_type) == (self.zeroconf.zeroconf, SERVICE_TYPE)
        if name.startswith(NAME):
            if state_change is ServiceStateChange.Removed:
                self.present.discard(name)
            else:
                self.present.add(name)
            self._changed.set()

    async def wait_for(self, *labels: str) -> None:
        expected = {f"{label}.{SERVICE_TYPE}" for label in labels}
        async with asyncio.timeout(TIMEOUT_SECONDS):
            while self.present != expected:
                self._changed.clear()
                await self._changed.wait()

    async def resolve(self, label: str) -> tuple[list[str], int | None]:
        info = AsyncServiceInfo(SERVICE_TYPE, f"{label}.{SERVICE_TYPE}")
        assert await info.async_request(self.zeroconf.zeroconf, TIMEOUT_SECONDS * 1000)
        return info.parsed_addresses(), info.port

    async def wait_for_ports(self, *ports: int) -> None:
        """Wait until what is present leads to these ports.

        Of two servers of one name, the one that gave way may be heard last for a moment.
        """
        async with asyncio.timeout(TIMEOUT_SECONDS):
            while True:
                labels = [name.removesuffix(f".{SERVICE_TYPE}") for name in self.present]
                if {(await self.resolve(label))[1] for label in labels} == set(ports):
                    return
                await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def listening() -> AsyncGenerator[Listener]:
    async with AsyncZeroconf(interfaces=[LOOPBACK]) as zeroconf:
        listener = Listener(zeroconf)
        browser = AsyncServiceBrowser(
            zeroconf.zeroconf, SERVICE_TYPE, handlers=[listener.on_change]
        )
        try:
            yield listener
        finally:
            await browser.async_cancel()


@contextlib.contextmanager
def announced_names() -> Iterator[asyncio.Queue[str]]:
    """Yield a queue of the names that the log says are announced."""
    names: asyncio.Queue[str] = asyncio.Queue()

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.msg.startswith("Announced by mDNS"):
                assert isinstance(record.args, tuple)
                names.put_nowait(str(record.args[0]))

    logger, handler = logging.getLogger(mdns.__name__), Handler()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield names
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


@needs_multicast
def test_announced_inside_the_block_and_withdrawn_behind_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario() -> None:
        async with listening() as listener:
            async with announce(NAME, 10200, LOOPBACK):
                await listener.wait_for(NAME)
                assert await listener.resolve(NAME) == ([LOOPBACK], 10200)
            # The records live for minutes: only a goodbye takes them away in time.
            await listener.wait_for()

    with caplog.at_level("INFO"):
        asyncio.run(scenario())
    (line,) = [m for m in caplog.messages if "Announced by mDNS" in m]
    assert f"{NAME!r} at 127.0.0.1, port 10200" in line


@needs_multicast
def test_a_taken_name_gets_a_number_though_others_share_the_port() -> None:
    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        looks = asyncio.Semaphore(0)

        def addresses() -> tuple[str, ...]:
            loop.call_soon_threadsafe(looks.release)
            return (LOOPBACK,)

        with announced_names() as names:
            async with announce(NAME, 10200, addresses=addresses, recheck_seconds=0.1):
                assert await names.get() == NAME
                for _ in range(2):  # the second look comes behind the last announcement
                    await looks.acquire()
                # Of several programs on the port of mDNS, an answer to one address reaches only
                # one. This one stands for Home Assistant; it asks nothing, which would help.
                async with (
                    AsyncZeroconf(interfaces=[LOOPBACK]),
                    announce(NAME, 10201, LOOPBACK),
                ):
                    assert await names.get() == f"{NAME}-2"
                    async with listening() as listener:
                        await listener.wait_for(NAME, f"{NAME}-2")
                        assert await listener.resolve(NAME) == ([LOOPBACK], 10200)
                        assert await listener.resolve(f"{NAME}-2") == ([LOOPBACK], 10201)

    asyncio.run(scenario())


@needs_multicast
def test_of_two_that_start_at_the_same_moment_one_takes_another_name() -> None:
    async def scenario() -> None:
        async with (
            listening() as listener,
            announce(NAME, 10200, LOOPBACK, recheck_seconds=0.05),
            announce(NAME, 10201, LOOPBACK, recheck_seconds=0.05),
        ):
            await listener.wait_for(NAME, f"{NAME}-2")
            await listener.wait_for_ports(10200, 10201)

    asyncio.run(scenario())


@needs_multicast
def test_it_gives_way_to_a_foreign_server_that_takes_its_name() -> None:
    async def scenario() -> None:
        foreign = AsyncServiceInfo(
            SERVICE_TYPE,
            f"{NAME}.{SERVICE_TYPE}",
            port=10300,
            parsed_addresses=[LOOPBACK],
            server="zz-foreign.local.",
        )
        async with (
            listening() as listener,
            announce(NAME, 10200, LOOPBACK, recheck_seconds=0.05),
            AsyncZeroconf(interfaces=[LOOPBACK]) as zeroconf,
        ):
            await listener.wait_for(NAME)
            await zeroconf.async_register_service(foreign, cooperating_responders=True)
            await listener.wait_for(NAME, f"{NAME}-2")
            assert (await listener.resolve(f"{NAME}-2"))[1] == 10200

    asyncio.run(scenario())


@needs_multicast
def test_network_that_comes_later_or_changes_is_announced(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now: tuple[str, ...] = ()

    async def scenario() -> None:
        nonlocal now
        loop = asyncio.get_running_loop()
        looks_without = asyncio.Semaphore(0)

        def addresses() -> tuple[str, ...]:
            if not now:
                loop.call_soon_threadsafe(looks_without.release)
            return now

        async with (
            listening() as listener,
            announce(NAME, 10200, addresses=addresses, recheck_seconds=0.01),
        ):
            for _ in range(2):
                # The first may end the announcement; the last comes after the log line.
                for _ in range(3):
                    await looks_without.acquire()
                now = (LOOPBACK,)
                await listener.wait_for(NAME)
                now = ()
                await listener.wait_for()

    asyncio.run(scenario())
    assert any("no network address" in message for message in caplog.messages)


@pytest.mark.parametrize("problem", ["not an address of this machine", "name not known"])
def test_failure_is_one_line_and_the_block_goes_on(
    problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        tries = 0
        third = asyncio.Event()
        loop = asyncio.get_running_loop()

        def addresses() -> tuple[str, ...]:
            nonlocal tries
            tries += 1
            if tries == 3:
                loop.call_soon_threadsafe(third.set)
            if problem == "name not known":
                raise socket.gaierror(socket.EAI_NONAME, problem)
            return ("203.0.113.9",)

        async with announce(NAME, 10200, addresses=addresses, recheck_seconds=0.001):
            await third.wait()

    asyncio.run(scenario())
    (line,) = [m for m in caplog.messages if "Not announced by mDNS" in m]
    assert "port 10200 by hand" in line


def test_leaving_at_once_leaves_nothing_behind() -> None:
    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        asked = asyncio.Event()

        def addresses() -> tuple[str, ...]:
            loop.call_soon_threadsafe(asked.set)
            return (LOOPBACK,)

        async with announce(NAME, 10200, LOOPBACK):
            pass
        async with announce(NAME, 10200, addresses=addresses):
            await asked.wait()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Pocket TTS", "Pocket TTS"),
        (" Küche\n", "Küche"),
        ("", "Wyoming"),
        ("x" * 100, "x" * 59),
        ("é" * 40, "é" * 29),
    ],
)
def test_label_fits_a_service(name: str, label: str) -> None:
    assert _service_label(name) == label
