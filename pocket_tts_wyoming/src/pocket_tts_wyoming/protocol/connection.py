"""One client's connection: which event means what, and the queue of its requests."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from wyoming.info import Describe
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop

from pocket_tts_wyoming.errors import BusyError, ProtocolViolationError
from pocket_tts_wyoming.limits import MAX_WAITING_REQUESTS
from pocket_tts_wyoming.protocol.answer import Answer, Outcome, send_error
from pocket_tts_wyoming.protocol.events import is_ssml, text_of, voice_name_of
from pocket_tts_wyoming.protocol.limits import EventRate
from pocket_tts_wyoming.protocol.wire import PeerLeftError
from pocket_tts_wyoming.speech.speech import Request
from pocket_tts_wyoming.speech.text_stream import TextStream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from wyoming.event import Event
    from wyoming.info import Info

    from pocket_tts_wyoming.protocol.wire import Wire
    from pocket_tts_wyoming.web.backend import Speaks

_LOGGER = logging.getLogger(__name__)

# Home Assistant up to 2026.7 does not know `error` and would wait on an open connection for good.
RESET_AFTER_ERROR_SECONDS = 5.0


class Connection:
    """Reads events and speaks at the same time; answers the requests of one connection in turn.

    `info` gives what `describe` answers, from memory. `sleep` waits for the given seconds.
    """

    def __init__(
        self,
        wire: Wire,
        speech: Speaks,
        info: Callable[[], Info],
        clock: Callable[[], float],
        text_idle_limit_seconds: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._wire = wire
        self._speech = speech
        self._info = info
        self._clock = clock
        self._text_idle_limit_seconds = text_idle_limit_seconds
        self._sleep = sleep
        self._rate = EventRate(clock, sleep)
        self._waiting: asyncio.Queue[Answer] = asyncio.Queue(MAX_WAITING_REQUESTS)
        self._open: Answer | None = None  # the one whose text is being received
        self._ignores_text = False  # of a stream that was refused
        self._resetting: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Serve until the client leaves; ends with everything that the connection started.

        A client that has ended its own side alone (`nc -N`) still gets the answers to what it
        asked for.
        """
        answering = asyncio.create_task(self._answer_in_turn())
        try:
            await self._read_events()
            if self._wire.input_is_over and self._open is None:
                await self._answer_the_rest()
        except Exception:
            self._wire.abort()  # a plain close would make an answer under way look whole
            raise
        finally:
            answering.cancel()
            self._keep_open()
            await asyncio.gather(answering, return_exceptions=True)
            self._wire.close()

    async def _read_events(self) -> None:
        try:
            while (event := await self._wire.read()) is not None:
                await self._handle(event)
                await self._rate.count()
        except ProtocolViolationError as error:
            with contextlib.suppress(PeerLeftError):
                await send_error(self._wire, error)
            await self._wire.reset()
        except PeerLeftError:
            pass

    async def _answer_the_rest(self) -> None:
        """Wait until all is answered, or the client has left altogether."""
        waits = [
            asyncio.create_task(self._waiting.join()),
            asyncio.create_task(self._wire.peer_left()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    async def _handle(self, event: Event) -> None:
        try:
            if Describe.is_type(event.type):
                await self._wire.write(self._info().event())
            elif Ping.is_type(event.type):
                await self._wire.write(Pong(text=Ping.from_event(event).text).event())
            elif Synthesize.is_type(event.type):
                self._speak_once(event)
            elif SynthesizeStart.is_type(event.type):
                self._begin_stream(event)
            elif SynthesizeChunk.is_type(event.type):
                self._continue_stream(event)
            elif SynthesizeStop.is_type(event.type):
                self._end_stream()
            else:
                _LOGGER.debug("%s sent %.100s: not for us", self._wire.peer, event.type)
        except (ProtocolViolationError, BusyError) as error:
            await send_error(self._wire, error)

    def _speak_once(self, event: Event) -> None:
        if self._open is not None or self._ignores_text:
            return  # Home Assistant repeats the whole text for servers that do not stream
        text = text_of(event)
        answer = self._accept(event, streamed=False)
        answer.text.put(text)
        answer.text.close()

    def _begin_stream(self, event: Event) -> None:
        if self._open is not None:
            self._open.supersede()
        self._open = None
        self._ignores_text = True
        self._open = self._accept(event, streamed=True)
        self._ignores_text = False

    def _continue_stream(self, event: Event) -> None:
        if self._open is not None:
            self._open.text.put(text_of(event))
        elif not self._ignores_text:
            raise ProtocolViolationError("synthesize-chunk came without synthesize-start.")

    def _end_stream(self) -> None:
        if self._open is not None:
            self._open.text.close()
        elif not self._ignores_text:
            raise ProtocolViolationError("synthesize-stop came without synthesize-start.")
        self._open = None
        self._ignores_text = False

    def _accept(self, event: Event, *, streamed: bool) -> Answer:
        """Queue a request; raises ProtocolViolationError and BusyError."""
        request = Request(
            voice=voice_name_of(event),
            text=TextStream(self._clock, self._text_idle_limit_seconds),
            ssml=is_ssml(event),
            # Home Assistant collects the answer to a plain `synthesize` before it plays any.
            paced=streamed,
            peer=self._wire.peer_address,
        )
        answer = Answer(self._wire, self._speech, request, streamed=streamed)
        try:
            self._waiting.put_nowait(answer)
        except asyncio.QueueFull:
            raise BusyError(
                f"More than {MAX_WAITING_REQUESTS} requests wait on this connection; "
                "wait for an answer before asking again."
            ) from None
        return answer

    async def _answer_in_turn(self) -> None:
        while True:
            answer = await self._waiting.get()
            self._keep_open()  # the answer before may have failed
            outcome = await answer.give()
            self._waiting.task_done()
            if outcome is Outcome.UNHEARD:
                self._resetting = asyncio.create_task(self._reset_later())
            elif outcome is Outcome.COMPLETE and answer is self._open and not answer.text.is_open:
                # The writer fell silent: the stream is over, and Home Assistant, which may still
                # hold it open, must not go on with it.
                _LOGGER.info("No more text came from %s: the answer was ended", self._wire.peer)
                self._wire.close()

    async def _reset_later(self) -> None:
        await self._sleep(RESET_AFTER_ERROR_SECONDS)
        await self._wire.reset()

    def _keep_open(self) -> None:
        if self._resetting is not None:
            self._resetting.cancel()
            self._resetting = None
