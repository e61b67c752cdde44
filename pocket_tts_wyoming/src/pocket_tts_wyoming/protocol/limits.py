"""What keeps the limits of the protocol: connections, events and lines in the log are counted.

The figures are in pocket_tts_wyoming/limits.py.
"""

from __future__ import annotations

import logging
import resource
from collections import Counter
from contextvars import ContextVar
from typing import TYPE_CHECKING

from pocket_tts_wyoming.limits import (
    EVENTS_AT_ONCE,
    EVENTS_PER_SECOND,
    LINES_PER_MINUTE,
    LOG_CHARACTERS,
    MAX_CONNECTIONS,
    MAX_CONNECTIONS_PER_PEER,
    WARNINGS_PER_MINUTE,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

# Files, sockets and pipes of the server itself, and connections that are refused right now.
_OTHER_FILES = 64
_MINUTE_SECONDS = 60.0

PEER: ContextVar[str | None] = ContextVar("peer", default=None)
"""The address whose connection the running task serves. A task's children inherit it."""


class ConnectionLimits:
    """Counts connections, in all and per peer.

    Connections never use up the files that the process may open: without a free one, accepting
    fails again and again, and asyncio logs a traceback each time.
    """

    def __init__(self, open_files: int | None = None) -> None:
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        files = soft if open_files is None else open_files
        self._most = max(1, min(MAX_CONNECTIONS, files - _OTHER_FILES))
        self._per_peer: Counter[str] = Counter()

    def enter(self, peer: str) -> str | None:
        """Count a connection; return why it is refused, None if it is not."""
        if self._per_peer.total() >= self._most:
            return f"{self._most} connections are open, which is the most"
        if self._per_peer[peer] >= MAX_CONNECTIONS_PER_PEER:
            return f"it has {MAX_CONNECTIONS_PER_PEER} connections open, which is the most"
        self._per_peer[peer] += 1
        return None

    def leave(self, peer: str) -> None:
        """Count the end of a connection that was not refused."""
        self._per_peer[peer] -= 1
        if not self._per_peer[peer]:
            del self._per_peer[peer]


class EventRate:
    """Slows down a client that sends more events than a server can be asked to read.

    A token bucket: EVENTS_AT_ONCE pass without a wait, then EVENTS_PER_SECOND.
    """

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._left = float(EVENTS_AT_ONCE)
        self._counted_at = clock()

    async def count(self) -> None:
        """Count an event, and wait if there were too many."""
        now = self._clock()
        earned = (now - self._counted_at) * EVENTS_PER_SECOND
        self._left = min(float(EVENTS_AT_ONCE), self._left + earned) - 1
        self._counted_at = now
        if self._left < 0:
            await self._sleep(-self._left / EVENTS_PER_SECOND)


class PeerLogLimit(logging.Filter):
    """A filter for the server's log: what one peer can write into it is bounded.

    Of the lines that a peer causes, WARNINGS_PER_MINUTE and LINES_PER_MINUTE pass; one more of each
    kind says that the rest is left out. A line longer than LOG_CHARACTERS is cut.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._minute_began = clock()
        self._lines: Counter[tuple[str, int]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written; may shorten it."""
        message = record.getMessage()
        if len(message) > LOG_CHARACTERS:
            record.msg, record.args = f"{message[:LOG_CHARACTERS]} ... (cut)", ()
        peer = PEER.get()
        if peer is None or record.levelno <= logging.DEBUG:
            return True
        now = self._clock()
        if now - self._minute_began >= _MINUTE_SECONDS:
            self._minute_began = now
            self._lines.clear()
        warns = record.levelno >= logging.WARNING
        limit = WARNINGS_PER_MINUTE if warns else LINES_PER_MINUTE
        self._lines[peer, limit] += 1
        if self._lines[peer, limit] == limit + 1:
            record.msg = f"{peer} causes too many lines; the rest of this minute's are left out"
            record.args, record.exc_info = (), None
        return self._lines[peer, limit] <= limit + 1
