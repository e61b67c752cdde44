"""One TCP connection as a stream of Wyoming events, safe against what a stranger may send."""

from __future__ import annotations

import asyncio
import fcntl
import json
import math
import socket
import struct
import sys
import termios
from typing import TYPE_CHECKING, Any

from wyoming.event import Event, async_write_event

from pocket_tts_wyoming.errors import ProtocolViolationError
from pocket_tts_wyoming.limits import EVENT_SECONDS, MAX_DATA_BYTES, MAX_LINE_BYTES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER: on, zero seconds
_CLOSE_ON_CLOSE = struct.pack("ii", 0, 0)
_RESET_WAIT_SECONDS = 1.0
_RESET_POLL_SECONDS = 0.005
_READING_SECONDS = 0.1
_LEFT_POLL_SECONDS = 0.005


class PeerLeftError(ConnectionError):
    """The peer has left: closed, reset, or out of reach."""


class Wire:
    """Reads and writes events on one connection.

    The library's own reader trusts its peer: it raises KeyError for an event without a type,
    gives up silently on bad JSON and reserves whatever length the peer claims. This one has limits
    and names the problem.

    A socket tells in many ways that the peer has left: ConnectionResetError, but also ETIMEDOUT or
    EHOSTUNREACH (TimeoutError, OSError) when a satellite falls off the Wi-Fi. Here all are one.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._sleep = sleep
        self.input_is_over = False

    @property
    def peer(self) -> str:
        """Address of the other side, for the log."""
        name = self._writer.get_extra_info("peername")
        return f"{name[0]}:{name[1]}" if name else "unknown"

    @property
    def peer_address(self) -> str:
        """Address of the other side without its port: the same for all connections of a client."""
        name = self._writer.get_extra_info("peername")
        return str(name[0]) if name else "unknown"

    async def read(self) -> Event | None:
        """Return the next event, or None when the peer has left, even in the middle of an event.

        `input_is_over` says then that the peer ended its side in good order: it may still read.
        Raises ProtocolViolationError if what came is not an event, or does not come to its end;
        what follows cannot be read then.
        """
        first = b""
        try:
            first = await self._reader.read(1)
            if not first:
                self.input_is_over = True
                return None
            async with asyncio.timeout(EVENT_SECONDS) as deadline:
                return await self._rest_of_event(first)
        except OSError:  # ETIMEDOUT of a socket is a TimeoutError too
            if first and deadline.expired():
                raise ProtocolViolationError(
                    f"An event was not complete {EVENT_SECONDS:.0f} s after its first byte."
                ) from None
            return None

    async def _rest_of_event(self, first: bytes) -> Event | None:
        try:
            line = first if first == b"\n" else first + await self._reader.readline()
        except ValueError:
            raise ProtocolViolationError(
                f"An event's first line is longer than {MAX_LINE_BYTES} bytes."
            ) from None
        if not line.endswith(b"\n"):
            return None
        header = _json_object(line, "An event's first line")
        kind = header.get("type")
        if not isinstance(kind, str):
            raise ProtocolViolationError('An event needs a "type" that is a string.')
        data = header.get("data") or {}
        if not isinstance(data, dict):
            raise ProtocolViolationError(f'The "data" of {kind!r} must be a JSON object.')
        data_bytes = _length(header, "data_length", MAX_DATA_BYTES, kind)
        if header.get("payload_length"):
            raise ProtocolViolationError(f"{kind!r} has a payload; no event for this server has.")
        if data_bytes:
            try:
                more = await self._reader.readexactly(data_bytes)
            except asyncio.IncompleteReadError:
                return None
            data = data | _json_object(more, f"The data of {kind!r}")
        return Event(kind, data)

    async def write(self, event: Event) -> None:
        """Send an event; wait while more than asyncio's limit (64 KiB) of earlier ones is unsent.

        May be called by several tasks: the library writes all bytes of an event before it waits.
        Raises PeerLeftError.
        """
        if self._writer.is_closing():
            raise PeerLeftError("the connection is closed")
        try:
            await async_write_event(event, self._writer)
        except OSError as error:
            raise PeerLeftError(str(error)) from error

    async def peer_left(self) -> None:
        """Return when a peer that has ended its side turns out to have closed altogether.

        Both look the same until something is sent; then a closed peer's kernel answers with a
        reset. So a space is sent, which JSON allows in front of the next event: without it the
        model would work until the second event from now.
        """
        sock: socket.socket | None = self._writer.get_extra_info("socket")
        await self._sleep(_LEFT_POLL_SECONDS)
        if not self._writer.is_closing():
            self._writer.write(b" ")
        while not self._writer.is_closing() and (
            sock is None or not sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        ):
            await self._sleep(_LEFT_POLL_SECONDS)

    async def reset(self) -> None:
        """Deliver what was written, then reset the connection instead of closing it.

        Home Assistant takes a plain close in mid-answer for the end of the answer and caches the
        shortened audio for good; a reset it does not cache. A reset drops what the peer has not
        acknowledged, so wait (briefly) until all is; and then for the peer's program to read it,
        because some readers look at the reset first.
        """
        sock: socket.socket | None = self._writer.get_extra_info("socket")
        try:
            async with asyncio.timeout(_RESET_WAIT_SECONDS):
                self._writer.transport.set_write_buffer_limits(high=0)
                await self._writer.drain()
                while sock is not None and _unacknowledged_bytes(sock):
                    await self._sleep(_RESET_POLL_SECONDS)
                await self._sleep(_READING_SECONDS)
        except OSError:  # or its kind TimeoutError
            pass  # a peer that does not read gets the reset alone
        self.abort()

    def close(self) -> None:
        """Close in good order after what was written; nothing happens after `abort`.

        The sockets are made so that every other end is a reset (listening.py): however the process
        dies, no client takes a cut answer for a whole one.
        """
        if self._writer.is_closing():
            return
        sock: socket.socket | None = self._writer.get_extra_info("socket")
        if sock is not None and sock.fileno() != -1:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _CLOSE_ON_CLOSE)
        self._writer.close()

    def abort(self) -> None:
        """Reset at once: the peer has left, or the server stops."""
        sock: socket.socket | None = self._writer.get_extra_info("socket")
        if sock is not None and sock.fileno() != -1:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._writer.transport.abort()


def _json_object(text: bytes, what: str) -> dict[str, Any]:
    try:
        value = json.loads(text, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError):
        raise ProtocolViolationError(f"{what} is not valid JSON.") from None
    if not isinstance(value, dict):
        raise ProtocolViolationError(f"{what} must be a JSON object.")
    if b"\\ud" in text.lower():  # half a character, which cannot be encoded
        return {_whole_characters(key): _whole_characters(item) for key, item in value.items()}
    return value


def _number(text: str) -> float:
    """Return a number; ValueError for one that JSON cannot express (NaN, 1e999)."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _whole_characters(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a value whose strings have no lone surrogate (RFC 8259, section 8.2)."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case dict():
            return {_whole_characters(key): _whole_characters(item) for key, item in value.items()}
        case list():
            return [_whole_characters(item) for item in value]
    return value


def _length(header: Mapping[str, Any], key: str, limit: int, kind: str) -> int:
    value = header.get(key) or 0
    if type(value) is not int or not 0 <= value <= limit:
        raise ProtocolViolationError(f"The {key} of {kind!r} must be a number from 0 to {limit}.")
    return value


def _unacknowledged_bytes(sock: socket.socket) -> int:
    if sys.platform != "linux" or sock.fileno() == -1:  # closed meanwhile
        return 0
    answer = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, b"\0\0\0\0")
    return int(struct.unpack("i", answer)[0])
