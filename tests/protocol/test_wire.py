from __future__ import annotations

import asyncio
import contextlib
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wyoming.event import Event, async_read_event, async_write_event

from pocket_tts_wyoming.errors import ProtocolViolationError
from pocket_tts_wyoming.protocol.wire import MAX_DATA_BYTES, MAX_LINE_BYTES, Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def connection() -> AsyncIterator[tuple[Wire, asyncio.StreamReader, asyncio.StreamWriter]]:
    """Give a wire, and the client's ends of the same real TCP connection."""
    accepted: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    server = await asyncio.start_server(
        lambda r, w: accepted.put_nowait((r, w)), "127.0.0.1", 0, limit=MAX_LINE_BYTES
    )
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    wire = Wire(*await accepted.get())
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
            payload=st.none() | st.binary(min_size=1, max_size=50),
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
        (b'{"type": "a", "payload_length": 1e99}\n', "payload_length"),
        (b'{"type": "a", "data_length": 2}\n[]', "object"),
        (b"[" * 20_000 + b"\n", "JSON"),
        (b'{"type": "' + b"x" * 2 * MAX_LINE_BYTES + b'"}\n', "longer"),
    ],
)
def test_what_is_no_event_is_named(line: bytes, word: str) -> None:
    with pytest.raises(ProtocolViolationError, match=word):
        asyncio.run(read_all(line))


def test_a_claimed_length_is_not_believed() -> None:
    header = json.dumps({"type": "a", "data_length": MAX_DATA_BYTES + 1}).encode() + b"\n"
    with pytest.raises(ProtocolViolationError, match=str(MAX_DATA_BYTES)):
        asyncio.run(read_all(header))


@pytest.mark.parametrize("part", [b"", b'{"type": "a"', b'{"type": "a", "data_length": 9}\n{"b"'])
def test_leaving_in_mid_event_is_leaving(part: bytes) -> None:
    assert asyncio.run(read_all(part)) == []


def test_a_reset_delivers_what_was_written_and_is_no_end_of_file() -> None:
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
