from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wyoming.event import Event, async_read_event, async_write_event

from pocket_tts_wyoming.errors import ProtocolViolationError
from pocket_tts_wyoming.limits import MAX_DATA_BYTES, MAX_LINE_BYTES
from pocket_tts_wyoming.protocol import wire as wire_module
from pocket_tts_wyoming.protocol.wire import PeerLeftError, Wire
from support.virtual_time import run_virtually

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


@asynccontextmanager
async def connection(
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    window_bytes: int | None = None,
) -> AsyncIterator[tuple[Wire, asyncio.StreamReader, asyncio.StreamWriter]]:
    """Give a wire, and the client's ends of the same real TCP connection.

    `window_bytes`: about as much waits at the client until it reads.
    """
    accepted: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    server = await asyncio.start_server(
        lambda r, w: accepted.put_nowait((r, w)), "127.0.0.1", 0, limit=MAX_LINE_BYTES
    )
    client = socket.socket()
    if window_bytes is not None:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window_bytes)
    client.connect(server.sockets[0].getsockname())
    reader, writer = await asyncio.open_connection(sock=client, limit=window_bytes or 65536)
    wire = Wire(*await accepted.get(), sleep)
    try:
        yield wire, reader, writer
    finally:
        writer.close()
        wire.abort()
        server.close()


async def read_all(data: bytes) -> list[Event]:
    async with connection() as (wire, _, writer):
        writer.write(data)
        writer.write_eof()
        events = []
        while (event := await wire.read()) is not None:
            events.append(event)
        return events


json_objects = st.dictionaries(
    st.text(max_size=8),
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    max_size=4,
)


@given(
    events=st.lists(
        st.builds(
            Event,
            type=st.text(min_size=1, max_size=10),
            data=json_objects,
        ),
        max_size=4,
    )
)
def test_reads_what_the_library_writes(events: list[Event]) -> None:
    async def run() -> None:
        async with connection() as (wire, _, writer):
            for event in events:
                await async_write_event(event, writer)
            writer.write_eof()
            for event in events:
                assert await wire.read() == event
            assert await wire.read() is None

    asyncio.run(run())


@given(data=st.binary(max_size=300))
def test_any_bytes_are_events_or_a_named_problem(data: bytes) -> None:
    with contextlib.suppress(ProtocolViolationError):
        asyncio.run(read_all(data))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"hello\n", "JSON"),
        (b"[1]\n", "object"),
        (b"{}\n", "type"),
        (b'{"type": 3}\n', "type"),
        (b'{"type": "a", "data": [1]}\n', "data"),
        (b'{"type": "a", "data_length": -1}\n', "data_length"),
        (b'{"type": "a", "data_length": "9"}\n', "data_length"),
        (b'{"type": "a", "data_length": true}\n', "data_length"),
        (b'{"type": "a", "payload_length": 1e99}\n', "payload"),
        (b'{"type": "a", "data_length": 2}\n[]', "object"),
        (b"[" * 20_000 + b"\n", "JSON"),
        (b'{"type": "ping", "data": {"text": NaN}}\n', "JSON"),
        (b'{"type": "ping", "data": {"text": [-Infinity]}}\n', "JSON"),
        (b'{"type": "ping", "data": {"text": 1e999}}\n', "JSON"),
        (b'{"type": "ping", "data_length": 15}\n{"text": -1e999}', "JSON"),
        (b'{"type": "' + b"x" * 2 * MAX_LINE_BYTES + b'"}\n', "longer"),
    ],
)
def test_what_is_not_an_event_is_named(line: bytes, word: str) -> None:
    with pytest.raises(ProtocolViolationError, match=word):
        asyncio.run(read_all(line))


def test_a_claimed_length_is_not_believed() -> None:
    header = json.dumps({"type": "a", "data_length": MAX_DATA_BYTES + 1}).encode() + b"\n"
    with pytest.raises(ProtocolViolationError, match=str(MAX_DATA_BYTES)):
        asyncio.run(read_all(header))


@pytest.mark.parametrize("part", [b"", b'{"type": "a"', b'{"type": "a", "data_length": 9}\n{"b"'])
def test_leaving_in_mid_event_is_leaving(part: bytes) -> None:
    assert asyncio.run(read_all(part)) == []


def test_a_reset_delivers_what_was_written_and_is_not_an_end_of_file() -> None:
    async def run() -> None:
        async with connection() as (wire, reader, _):
            await wire.write(Event("error", {"text": "why"}))
            await wire.reset()
            event = await async_read_event(reader)
            assert event is not None
            assert event.data == {"text": "why"}
            with pytest.raises(ConnectionResetError):
                await reader.readexactly(1)

    asyncio.run(run())


def test_writing_to_a_closed_connection_is_a_connection_error() -> None:
    async def run() -> None:
        async with connection() as (wire, _, _):
            await wire.reset()
            with pytest.raises(ConnectionError):
                await wire.write(Event("a"))

    asyncio.run(run())


def test_a_reset_of_a_closed_connection_is_nothing() -> None:
    async def run() -> None:
        async with connection() as (wire, _, _):
            wire.abort()
            await asyncio.sleep(0)
            await wire.reset()

    asyncio.run(run())


def test_events_of_two_tasks_stay_whole_while_the_peer_is_slow() -> None:
    """All bytes of an event are written before the task waits, so no lock is needed."""

    async def run() -> None:
        async with connection() as (wire, reader, _):
            writers = [
                asyncio.create_task(write_many(wire, name, 40)) for name in ("one", "two", "three")
            ]
            await asyncio.wait(writers, timeout=0.01)
            assert not any(task.done() for task in writers), "the peer is not slow enough"
            numbers: dict[str, list[int]] = {"one": [], "two": [], "three": []}
            for _ in range(3 * 40):
                event = await async_read_event(reader)
                assert event is not None
                assert event.payload == event.type.encode() * 50_000
                numbers[event.type].append(event.data["number"])
            await asyncio.gather(*writers)
            assert all(found == list(range(40)) for found in numbers.values())

    asyncio.run(run())


async def write_many(wire: Wire, name: str, count: int) -> None:
    for number in range(count):
        await wire.write(Event(name, {"number": number}, name.encode() * 50_000))


async def take_all(reader: asyncio.StreamReader, taken: bytearray) -> None:
    """Read to the end of the connection; raises if that is a reset."""
    while more := await reader.read(65536):
        taken.extend(more)


def test_a_reset_waits_until_a_slow_peer_has_taken_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A reset drops what the peer has not acknowledged. Here the peer reads only during waits."""
    monkeypatch.setattr(
        wire_module, "_RESET_WAIT_SECONDS", 60.0
    )  # a busy machine is not a slow peer

    async def run() -> None:
        sent = b"x" * 300_000
        taken = bytearray()

        async def nap(seconds: float) -> None:
            assert 0 < seconds <= 0.1
            if not taken.endswith(sent):
                taken.extend(await reader.read(20_000))

        async with connection(nap, window_bytes=8192) as (wire, reader, _):
            sock = wire._writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * len(sent))
            await wire.write(Event("error", {}, sent))
            await wire.reset()
            with pytest.raises(ConnectionResetError):
                await take_all(reader, taken)
            assert taken.endswith(sent)

    asyncio.run(run())


SOCKET_ERRORS = [
    ConnectionResetError(errno.ECONNRESET, "reset"),
    BrokenPipeError(errno.EPIPE, "pipe"),
    TimeoutError(errno.ETIMEDOUT, "timed out"),
    OSError(errno.EHOSTUNREACH, "no route"),
    OSError(errno.ENETUNREACH, "no network"),
]


@pytest.mark.parametrize("error", SOCKET_ERRORS, ids=lambda error: errno.errorcode[error.errno])
def test_every_error_of_a_socket_means_that_the_peer_has_left(error: OSError) -> None:
    async def run() -> None:
        async with connection() as (wire, reader, _):
            wire_reader = wire._reader
            wire_reader.set_exception(error)
            assert await wire.read() is None
            with pytest.raises(PeerLeftError):
                await wire.write(Event("a"))
            await wire.reset()
            with pytest.raises(ConnectionResetError):
                await take_all(reader, bytearray())

    asyncio.run(run())


def test_an_error_of_the_socket_in_the_middle_of_an_event_is_leaving() -> None:
    async def run() -> None:
        async with connection() as (wire, _, writer):
            writer.write(b'{"type": "a", "data_length": 9}\n{"b"')
            reading = asyncio.create_task(wire.read())
            await asyncio.wait({reading}, timeout=0.05)
            wire._reader.set_exception(OSError(errno.EHOSTUNREACH, "no route"))
            assert await reading is None

    asyncio.run(run())


def test_a_writer_who_waits_for_a_slow_peer_hears_that_it_has_left() -> None:
    """The kernel itself gives up: a peer that acknowledges nothing, and a short user timeout."""

    async def run() -> None:
        async with connection() as (wire, _, _):
            sock = wire._writer.get_extra_info("socket")
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 100)
            async with asyncio.timeout(60):
                with pytest.raises(PeerLeftError):
                    await write_many(wire, "one", 1000)

    asyncio.run(run())


def test_a_payload_is_refused() -> None:
    """No event that a speech server reads has one."""
    with pytest.raises(ProtocolViolationError, match="payload"):
        asyncio.run(read_all(b'{"type": "audio-chunk", "payload_length": 2}\n\0\0'))


def test_half_a_character_becomes_the_replacement_character() -> None:
    """Nothing can be written with it, also no answer that quotes it."""
    sent = r'{"type": "ping", "data": {"text": "\ud83d\ude00 \ud800", "\uDfff": ["\ud800"]}}'
    (event,) = asyncio.run(read_all(sent.encode() + b"\n"))
    assert event.data == {"text": "\U0001f600 \ufffd", "\ufffd": ["\ufffd"]}


@pytest.mark.parametrize("begun", [b"{", b'{"type": "a", "data_length": 5}\n{"a'])
def test_an_event_that_does_not_end_is_given_up(begun: bytes) -> None:
    async def run() -> None:
        reader = asyncio.StreamReader(limit=MAX_LINE_BYTES)
        reader.feed_data(begun)
        wire = Wire(reader, cast("asyncio.StreamWriter", None))
        with pytest.raises(ProtocolViolationError, match="not complete"):
            await wire.read()

    run_virtually(run())


def test_a_silent_connection_may_be_silent_for_good() -> None:
    async def run() -> None:
        wire = Wire(asyncio.StreamReader(), cast("asyncio.StreamWriter", None))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(wire.read(), 3600)

    run_virtually(run())
