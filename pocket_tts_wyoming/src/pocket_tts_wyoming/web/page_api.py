"""What the page asks for: JSON, and speech as a WAV stream.

Home Assistant's proxy compresses everything but audio and pictures, and so holds streams of events
back (home-assistant/core#160704): the page polls.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from pocket_tts_wyoming import __version__
from pocket_tts_wyoming.errors import SpeechError
from pocket_tts_wyoming.limits import SHOWN_CHARACTERS
from pocket_tts_wyoming.web.bodies import read_body, read_json, text_field
from pocket_tts_wyoming.web.errors import RequestError
from pocket_tts_wyoming.web.own_voices import RECORDING_BYTES, OwnVoices
from pocket_tts_wyoming.web.spoken import SpokenAnswer, check_speed, whole_request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from pocket_tts_wyoming.web.backend import Backend
    from pocket_tts_wyoming.web.log_tail import LogTail
    from pocket_tts_wyoming.web.presence import Answer, Listener, Presence

_NO_STORE = {"cache-control": "no-store"}


class _AnyNames(JSONResponse):
    """JSON in which a name may stand that is not UTF-8 on the disk, as from an old archive."""

    def render(self, content: object) -> bytes:
        """Return UTF-8, with a question mark for each byte that is none."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


def json_answer(content: object) -> JSONResponse:
    """Return an answer that nobody keeps."""
    return _AnyNames(content, headers=_NO_STORE)


class PageApi:
    """The routes of `/api` but for the words."""

    def __init__(self, backend: Backend, presence: Presence, log: LogTail) -> None:
        self._backend = backend
        self._presence = presence
        self._log = log
        folder = backend.voices_dir
        self._own = None if folder is None else OwnVoices(folder)

    def routes(self) -> list[Route]:
        """Return them for Starlette."""
        return [
            Route("/api/state", self._state),
            Route("/api/say", self._say, methods=["POST"]),
            Route("/api/show", self._show, methods=["POST"]),
            Route("/api/answers", self._answers),
            Route("/api/log", self._last_lines),
            Route("/api/voices", self._add_voice, methods=["POST"]),
            Route("/api/voices", self._delete_voice, methods=["DELETE"]),
            Route("/api/voices/rename", self._rename_voice, methods=["POST"]),
        ]

    async def _state(self, _: Request) -> Response:
        backend = self._backend
        problem = None
        try:
            await backend.ready()
            default = backend.default_voice().name
        except SpeechError as error:
            problem, default = {"code": error.code, "message": str(error)}, ""
        own = await backend.disk.call(self._own.names) if self._own is not None else ()
        recordings = self._recordings(own)
        voices = [
            {
                "name": voice.name,
                "title": voice.description,
                "language": voice.language,
                "credit": voice.attribution_name,
                "url": voice.attribution_url,
                "installed": voice.installed,
                "own": voice.file_name in own,
                # What can be renamed and deleted. A voice that voices.yaml made of another one has
                # no files of its own: those are the other's.
                "file": None if voice.settings.voice else voice.file_name or None,
            }
            for voice in backend.voices()
        ]
        content = {
            "version": __version__,
            "problem": problem,
            "default": default,
            "voices": voices,
            "own": list(own),
            "recordings": recordings,
            "waiting": self._waiting(own, recordings),
            "models": [asdict(model) for model in backend.models()],
            "can": {
                "voices": self._own is not None and backend.recordings is not None,
                "words": backend.lexicon is not None,
            },
        }
        return json_answer(content)

    def _recordings(self, own: Sequence[str]) -> dict[str, str]:
        """Return a word or, where nothing is about to change, a sentence for each recording."""
        backend = self._backend
        if backend.recordings is not None:
            return dict(backend.recordings.status())
        used = {voice.file_name for voice in backend.voices()}
        return {
            name: "This server makes no voices from recordings." for name in own if name not in used
        }

    def _waiting(
        self, own: Sequence[str], recordings: Mapping[str, str]
    ) -> list[dict[str, str | None]]:
        """Return own voices that are not offered; `file` is what can be renamed and deleted."""
        backend = self._backend
        files = backend.recordings.file_names() if backend.recordings else {}
        offered = {voice.name for voice in backend.voices()}
        waiting = {name: files.get(name, name) for name in recordings if name not in offered}
        known = {voice.file_name for voice in backend.voices()} | set(waiting.values())
        waiting |= {name: name for name in own if name not in known}
        return [
            {"name": name, "file": file_name if file_name in own else None}
            for name, file_name in sorted(waiting.items())
        ]

    async def _say(self, request: Request) -> Response:
        content = await read_json(request)
        text = text_field(content, "text")
        voice = text_field(content, "voice", "") or None
        speed = check_speed(content.get("speed", 1.0))
        spoken = whole_request(text, voice, speed, self._backend.clock)
        return SpokenAnswer(self._presence.door(self._backend.speech, "page"), spoken)

    async def _show(self, request: Request) -> Response:
        content = await read_json(request)
        text = text_field(content, "text")
        voice = text_field(content, "voice", "") or None
        shown = await self._backend.show(text[:SHOWN_CHARACTERS], voice)
        return json_answer({"sentences": list(shown), "cut": len(text) > SHOWN_CHARACTERS})

    async def _answers(self, _: Request) -> Response:
        presence = self._presence
        now = [self._listener(listener) for listener in presence.listeners]
        answers = [_answer(answer) for answer in reversed(presence.answers)]
        models = [asdict(model) for model in self._backend.models()]
        return json_answer({"now": now, "answers": answers, "models": models})

    async def _last_lines(self, _: Request) -> Response:
        return json_answer({"lines": list(self._log.lines())})

    async def _add_voice(self, request: Request) -> Response:
        own = self._own_voices()
        if self._backend.recordings is None:
            raise RequestError(
                "This server does not make voices of recordings: put a voice state, made with "
                "pocket-tts export-voice, into the folder of VOICES_DIR.",
                "voices-off",
                409,
            )
        name = request.query_params.get("name", "")
        if request.query_params.get("consent") != "yes":
            raise RequestError(
                "A voice may only be made with the consent of whose voice it is.", "no-consent"
            )
        recording = await read_body(request, RECORDING_BYTES, "The recording")
        taken = self._taken()
        name = await self._backend.disk.call(lambda: own.add(name, recording, taken))
        return await self._changed(name)

    async def _rename_voice(self, request: Request) -> Response:
        own = self._own_voices()
        content = await read_json(request)
        name, new_name = text_field(content, "name"), text_field(content, "new_name")
        taken = self._taken()
        new_name = await self._backend.disk.call(lambda: own.rename(name, new_name, taken))
        await self._backend.disk.call(lambda: self._backend.renamed(name, new_name))
        return await self._changed(new_name)

    async def _delete_voice(self, request: Request) -> Response:
        own = self._own_voices()
        name = request.query_params.get("name", "")
        await self._backend.disk.call(lambda: own.delete(name))
        return await self._changed(name)

    async def _changed(self, name: str) -> Response:
        await self._backend.disk.call(self._backend.refresh)
        return json_answer({"name": name})

    def _own_voices(self) -> OwnVoices:
        if self._own is None:
            raise RequestError("Set VOICES_DIR to keep voices of your own.", "voices-off", 409)
        return self._own

    def _taken(self) -> set[str]:
        return {voice.name for voice in self._backend.voices()}

    def _listener(self, listener: Listener) -> dict[str, object]:
        return {
            "client": listener.client,
            "voice": listener.voice,
            "heard": listener.heard,
            "seconds": self._presence.seconds_since(listener),
        }


def _answer(answer: Answer) -> dict[str, object]:
    return {**asdict(answer), "at": answer.at.isoformat(timespec="milliseconds")}
