"""An utterance as the body of an HTTP answer, sent while it is made."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from typing import TYPE_CHECKING

from starlette.responses import Response

from pocket_tts_wyoming.audio.pcm import CHANNELS
from pocket_tts_wyoming.audio.wav import wav_header
from pocket_tts_wyoming.errors import SpareVoiceError, SpeechError
from pocket_tts_wyoming.speech.speech import Request
from pocket_tts_wyoming.speech.text_stream import TextStream
from pocket_tts_wyoming.web.errors import AnswerBrokenError, RequestError, error_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from pocket_tts_wyoming.web.presence import Door

_LOGGER = logging.getLogger(__name__)

# What OpenAI's `speed` may be; speech is never slower than half nor faster than twice its own.
_LOWEST_SPEED, _HIGHEST_SPEED = 0.25, 4.0


def whole_request(
    text: str, voice: str | None, speed: float, clock: Callable[[], float]
) -> Request:
    """Return a request whose text is complete; raises RequestError."""
    if not text.strip():
        raise RequestError("There is no text to speak.", "no-text", parameter="input")
    stream = TextStream(clock, 0.0)
    stream.put(text)
    stream.close()
    return Request(voice, stream, speed=speed)


def check_speed(value: object) -> float:
    """Return a speed as a number; raises RequestError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RequestError("`speed` must be a number.", "bad-speed", parameter="speed")
    if not _LOWEST_SPEED <= value <= _HIGHEST_SPEED:
        raise RequestError(
            f"`speed` must be from {_LOWEST_SPEED} to {_HIGHEST_SPEED}.",
            "bad-speed",
            parameter="speed",
        )
    return float(value)


class SpokenAnswer(Response):
    """Speaks a request through a door: WAV, or raw PCM unless `wav`.

    Headers leave with the first sound, so that an error before it has its status. A client that
    leaves stops the model. Raises AnswerBrokenError if the speech fails in the middle: uvicorn
    then breaks the connection, and no client takes the part for the whole.
    """

    def __init__(self, door: Door, request: Request, *, wav: bool = True) -> None:
        super().__init__()
        self._door = door
        self._request = request
        self._wav = wav

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak, until all is said or the client leaves."""
        answering = asyncio.create_task(self._answer(scope, receive, send))
        leaving = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            answering.cancel()
            leaving.cancel()
            outcome, _ = await asyncio.gather(answering, leaving, return_exceptions=True)
        if isinstance(outcome, Exception):
            raise outcome

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False
        try:
            async with aclosing(self._door.speak(self._request)) as audio:
                async for pcm in audio:
                    if not pcm:
                        continue
                    if not started:
                        started = True
                        await send(self._start())
                        if self._wav:
                            pcm = wav_header(self._door.sample_rate_hz) + pcm  # noqa: PLW2901 - one packet
                    await send({"type": "http.response.body", "body": pcm, "more_body": True})
        except SpareVoiceError:
            pass  # the answer is whole, and `no-store` says that nobody keeps it
        except SpeechError as error:
            _LOGGER.warning("%s: %s", self._door.client, error)
            if started:
                raise AnswerBrokenError(str(error)) from error
            await error_answer(error)(scope, receive, send)
            return
        if not started:
            await send(self._start())
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _start(self) -> dict[str, object]:
        rate = str(self._door.sample_rate_hz)
        kind = "audio/wav" if self._wav else f"audio/pcm;rate={rate};channels={CHANNELS}"
        headers = [
            (b"content-type", kind.encode()),
            (b"cache-control", b"no-store"),
            (b"x-sample-rate", rate.encode()),
            (b"x-utterance", str(self._door.number).encode()),
        ]
        return {"type": "http.response.start", "status": 200, "headers": headers}


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
