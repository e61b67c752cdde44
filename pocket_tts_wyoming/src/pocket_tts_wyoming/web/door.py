"""The HTTP server's life, on the event loop of the rest."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import uvicorn

from pocket_tts_wyoming.limits import MAX_HTTP_CONNECTIONS, MAX_HTTP_HEAD_BYTES
from pocket_tts_wyoming.web.errors import AnswerBrokenError

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Iterator, Sequence

    from starlette.types import ASGIApp

_LOGGER = logging.getLogger(__name__)

# Of the two that a stop may take.
_FAREWELL_SECONDS = 1.0
# How lines of uvicorn's log begin that are left out.
_NO_NEWS = ("Cancel ", "No supported WebSocket library", "Unsupported upgrade request")


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the process has its own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def http_door(app: ASGIApp, sockets: Sequence[socket.socket]) -> AsyncIterator[None]:
    """Serve an app on listening sockets, which it closes, while the block runs."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        loop="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # who comes in is judged by the real peer
        server_header=False,
        limit_concurrency=MAX_HTTP_CONNECTIONS,
        timeout_graceful_shutdown=0,  # an answer may go on for minutes
        h11_max_incomplete_event_size=MAX_HTTP_HEAD_BYTES,
    )
    logger = logging.getLogger("uvicorn.error")
    logger.addFilter(_is_news)
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=list(sockets)))
    serving.add_done_callback(_report)
    try:
        yield
    finally:
        server.should_exit = True
        _, late = await asyncio.wait({serving}, timeout=_FAREWELL_SECONDS)
        if late:
            serving.cancel()
            await asyncio.wait({serving})
        if server.server_state.tasks:  # cancelled by now
            await asyncio.wait(server.server_state.tasks, timeout=_FAREWELL_SECONDS)
        logger.removeFilter(_is_news)


def _report(serving: asyncio.Task[None]) -> None:
    if not serving.cancelled() and serving.exception() is not None:
        _LOGGER.error("The HTTP server ended: %r", serving.exception())


def _is_news(record: logging.LogRecord) -> bool:
    """Return False for what says nothing to people.

    That is an answer that was broken on purpose, by its failure or by a stop, and advice to install
    what would serve WebSockets.
    """
    error = record.exc_info[1] if record.exc_info else None
    broken = isinstance(error, AnswerBrokenError | asyncio.CancelledError)
    return not broken and not record.getMessage().startswith(_NO_NEWS)
