"""OpenAI's speech API, as far as this server can speak it.

https://platform.openai.com/docs/api-reference/audio/createSpeech; `voices` is what Open WebUI and
others ask compatible servers for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse
from starlette.routing import Route

from pocket_tts_wyoming.web.bodies import read_json, text_field
from pocket_tts_wyoming.web.errors import RequestError
from pocket_tts_wyoming.web.spoken import SpokenAnswer, check_speed, whole_request

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pocket_tts_wyoming.web.backend import Backend
    from pocket_tts_wyoming.web.presence import Presence

FORMATS = ("wav", "pcm")


class SpeechApi:
    """The routes of `/v1`."""

    def __init__(self, backend: Backend, presence: Presence) -> None:
        self._backend = backend
        self._presence = presence

    def routes(self) -> list[Route]:
        """Return them for Starlette."""
        return [
            Route("/v1/audio/speech", self._speech, methods=["POST"]),
            Route("/v1/audio/voices", self._voices),
        ]

    async def _speech(self, request: Request) -> Response:
        content = await read_json(request)
        text_field(content, "model", "")  # any will do: the voice decides
        text = text_field(content, "input")
        kind = text_field(content, "response_format", "wav")
        if kind not in FORMATS:
            raise RequestError(
                f"`response_format` {kind!r} is not available here; ask for wav or pcm.",
                "bad-format",
                parameter="response_format",
            )
        if text_field(content, "stream_format", "audio") != "audio":
            raise RequestError(
                "`stream_format` must be audio: the answer is streamed in any case.",
                "bad-format",
                parameter="stream_format",
            )
        speed = check_speed(content.get("speed", 1.0))
        spoken = whole_request(text, _voice(content), speed, self._backend.clock)
        client = request.client.host if request.client else ""
        door = self._presence.door(self._backend.speech, f"HTTP {client}".strip())
        return SpokenAnswer(door, spoken, wav=kind == "wav")

    async def _voices(self, _: Request) -> Response:
        voices = [
            {"id": voice.name, "name": voice.description, "language": voice.language}
            for voice in self._backend.voices()
        ]
        return JSONResponse({"voices": voices}, headers={"cache-control": "no-store"})


def _voice(content: dict[str, Any]) -> str | None:
    """Return the voice's name, None for the default; newer clients send an object with an id."""
    voice = content.get("voice")
    if isinstance(voice, dict):
        voice = voice.get("id")
    if voice is None or voice == "":
        return None
    return text_field({"voice": voice}, "voice")
