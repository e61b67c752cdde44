"""The server's life: listen, load behind the open port, announce, stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from contextlib import AsyncExitStack, ExitStack
from typing import TYPE_CHECKING

from pocket_tts_wyoming.assembly import assemble
from pocket_tts_wyoming.discovery.mdns import announce
from pocket_tts_wyoming.limits import MAX_LINE_BYTES
from pocket_tts_wyoming.listening import BACKLOG, open_sockets
from pocket_tts_wyoming.malloc import give_memory_back
from pocket_tts_wyoming.models.loading import load_in_turn
from pocket_tts_wyoming.protocol.connection import Connection
from pocket_tts_wyoming.protocol.info import info
from pocket_tts_wyoming.protocol.limits import PEER, ConnectionLimits
from pocket_tts_wyoming.protocol.wire import Wire
from pocket_tts_wyoming.text.normalize.lexicon import LexiconError
from pocket_tts_wyoming.voices.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from wyoming.info import Info

    from pocket_tts_wyoming.settings import Settings
    from pocket_tts_wyoming.web.service import WebService

_LOGGER = logging.getLogger(__name__)

# A new voice file is offered and a changed lexicon heard after this at the latest. Home Assistant
# asks for the voices every 30 s.
REFRESH_SECONDS = 10.0
# Of the two seconds that a stop may take.
_FAREWELL_SECONDS = 1.0
# asyncio accepts this many connections before it looks at any of them.
_ACCEPTED_AT_ONCE = 8


class Server:
    """Serves Wyoming clients with the given settings until `stop` is set."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        """Check what can be checked without network; raises SettingsError."""
        self._settings = settings
        self._clock = clock
        self._parts = assemble(settings, clock)
        self._connections: set[asyncio.Task[None]] = set()
        self._limits = ConnectionLimits()
        self._web: WebService | None = None
        if settings.http_port is not None:
            # Only here: 7 MB that a server without the page does without.
            from pocket_tts_wyoming.web.service import WebService  # noqa: PLC0415 - see above

            self._web = WebService(settings, self._parts, clock)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve; returns when everything that was begun has ended. Raises SettingsError."""
        parts = self._parts
        async with AsyncExitStack() as stack:
            listeners = stack.enter_context(ExitStack())
            sockets = open_sockets(self._settings.wyoming_host, self._settings.wyoming_port)
            port = sockets[0].getsockname()[1]
            for listening in sockets:
                server = await asyncio.start_server(
                    self._accept,
                    sock=listening,
                    limit=MAX_LINE_BYTES,
                    backlog=_ACCEPTED_AT_ONCE,
                )
                listening.listen(BACKLOG)  # the kernel may keep more of them waiting
                listeners.callback(server.close)
            _LOGGER.info("Listening on port %d", port)
            stack.push_async_callback(self._end_connections)
            stack.push_async_callback(self._end_threads)
            for model in parts.models:
                stack.push_async_callback(model.engine.close)
            if parts.loading:
                await self._background(stack, self._load())
            else:
                _LOGGER.info("Ready: the spare voice speaks, and no model is loaded")
            await self._background(stack, self._refresh_files())
            await self._background(stack, self._give_memory_back())
            if parts.levels is not None:
                await self._background(stack, parts.levels.run())
            if parts.own_voices.recorded is not None:
                workshop = Workshop(
                    parts.own_voices.recorded, self._refresh_voices, parts.room.wait, self._clock
                )
                await self._background(stack, workshop.run())
            if self._web is not None:
                await stack.enter_async_context(self._web.serving())
            if self._settings.zeroconf is not None:
                named = self._settings.zeroconf
                name = parts.name if named is True else named
                await stack.enter_async_context(announce(name, port, self._settings.wyoming_host))
            await stop.wait()
            _LOGGER.info("Stopping")
            listeners.close()  # first: a client that connects now would get half an answer

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs this as a task
        wire = Wire(reader, writer)
        peer = wire.peer_address
        PEER.set(peer)
        refusal = self._limits.enter(peer)
        if refusal is not None:
            _LOGGER.warning("%s: connection refused: %s", peer, refusal)
            wire.abort()
            return
        self._connections.add(task)
        connection = Connection(
            wire,
            self._parts.speech if self._web is None else self._web.seen(wire.peer),
            self._info,
            self._clock,
            self._settings.text_idle_limit,
        )
        try:
            await connection.run()
        except asyncio.CancelledError:
            wire.abort()  # the server stops; asyncio's own callback would log a cancelled task
        except MemoryError:
            _LOGGER.error(  # noqa: TRY400 - for people
                "%s: connection given up: no memory is left. Free some, or take a smaller model.",
                peer,
            )
        except Exception:
            _LOGGER.exception(
                "%s: serving failed; this is a defect of the server, please report it", peer
            )
        finally:
            self._connections.discard(task)
            self._limits.leave(peer)

    def _info(self) -> Info:
        return info(self._parts.models.voices(), self._parts.name)

    async def _end_connections(self) -> None:
        for task in self._connections:
            task.cancel()
        if self._connections:
            await asyncio.wait(self._connections, timeout=_FAREWELL_SECONDS)

    async def _end_threads(self) -> None:
        self._parts.threads.stop()
        await asyncio.to_thread(self._parts.threads.join)

    async def _load(self) -> None:
        await load_in_turn(self._parts.loading)
        await self._parts.disk.call(self._parts.tidy)

    async def _refresh_files(self) -> None:
        """Reload the files that people change while the server runs."""
        failures: set[str] = set()
        while True:
            try:
                await self._refresh_files_once()
            except Exception as error:
                if repr(error) not in failures:
                    failures.add(repr(error))
                    _LOGGER.exception("Files that changed could not be read; it goes on")
            await asyncio.sleep(REFRESH_SECONDS)

    async def _refresh_files_once(self) -> None:
        parts = self._parts
        if parts.lexicon is not None:
            try:
                if await parts.disk.call(parts.lexicon.reload_if_changed):
                    _LOGGER.info("LEXICON: %s", parts.lexicon.summary)
            except LexiconError as error:
                _LOGGER.error("LEXICON: %s", error)  # noqa: TRY400 - for people
        if self._settings.voices_dir is not None:
            await self._refresh_voices()
        await parts.disk.call(parts.sound.log_changes)

    async def _refresh_voices(self) -> None:
        await self._parts.disk.call(self._parts.own_voices.refresh)

    async def _give_memory_back(self) -> None:
        """Return what answers have needed to the system when nobody speaks any more."""
        spoken = asyncio.Event()
        self._parts.speech.readers.append(lambda _: spoken.set())
        while True:
            await spoken.wait()
            await asyncio.sleep(REFRESH_SECONDS)
            if self._parts.threads.is_idle():
                spoken.clear()
                await self._parts.disk.call(give_memory_back)

    @staticmethod
    async def _background(stack: AsyncExitStack, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(_report)

        async def end() -> None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({task}, timeout=_FAREWELL_SECONDS)

        stack.push_async_callback(end)


def _report(task: asyncio.Task[None]) -> None:
    """Say that a task has ended that should not; what it does is not done any more."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _LOGGER.error(
            "Work in the background has ended; this is a defect of the server, please report it",
            exc_info=error,
        )
