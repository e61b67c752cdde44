"""The HTTP door's routes, put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pocket_tts_wyoming.errors import SpeechError
from pocket_tts_wyoming.web.access import Access
from pocket_tts_wyoming.web.errors import RequestError, error_answer, handle_error
from pocket_tts_wyoming.web.metrics import Metrics
from pocket_tts_wyoming.web.page_api import PageApi
from pocket_tts_wyoming.web.speech_api import SpeechApi
from pocket_tts_wyoming.web.words_api import WordsApi

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Scope

    from pocket_tts_wyoming.web.access import AccessRules
    from pocket_tts_wyoming.web.backend import Backend
    from pocket_tts_wyoming.web.log_tail import LogTail
    from pocket_tts_wyoming.web.presence import Presence

STATIC = Path(__file__).parent / "static"
# Asked again each time, and answered with "not modified": an update is seen at once.
_REVALIDATE = {"cache-control": "no-cache"}


def make_app(backend: Backend, presence: Presence, rules: AccessRules, log: LogTail) -> Starlette:
    """Return the ASGI application; `presence` gets one more reader."""
    metrics = Metrics(presence, backend.models)
    presence.readers.append(metrics.read)

    async def page(_: Request) -> Response:
        return FileResponse(STATIC / "index.html", headers=_REVALIDATE)

    async def show_metrics(_: Request) -> Response:
        content, kind = metrics.page()
        return Response(content, headers={"content-type": kind})

    async def health(_: Request) -> Response:
        try:
            await backend.ready()
        except SpeechError as error:
            return error_answer(error)
        return JSONResponse({"ready": True}, headers={"cache-control": "no-store"})

    return Starlette(
        routes=[
            Route("/", page),
            Mount("/static", _Static(directory=STATIC)),
            Route("/health", health),
            Route("/metrics", show_metrics),
            *PageApi(backend, presence, log).routes(),
            *WordsApi(backend).routes(),
            *SpeechApi(backend, presence).routes(),
        ],
        middleware=[Middleware(Access, rules=rules, login=STATIC / "login.html")],
        exception_handlers={SpeechError: handle_error, HTTPException: _handle_http_error},
    )


class _Static(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers.update(_REVALIDATE)
        return answer


async def _handle_http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the table says so
    code = str(error.detail).lower().replace(" ", "-")  # Starlette's detail is the status's name
    answer = error_answer(RequestError(str(error.detail), code, error.status_code))
    answer.headers.update(error.headers or {})
    return answer
