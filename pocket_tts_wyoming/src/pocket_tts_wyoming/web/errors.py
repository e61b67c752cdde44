"""An error becomes an HTTP answer here, and nowhere else: OpenAI's shape, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from pocket_tts_wyoming.errors import SpeechError

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

_STATUS = {
    "bad-lexicon": 400,
    "bad-settings": 503,
    "model-not-ready": 503,
    "server-busy": 503,
    "text-too-long": 400,
    "voice-not-found": 400,
    "voice-unavailable": 503,
}
_RETRY_SECONDS = 10


class RequestError(SpeechError):
    """A request that is refused; `status` is HTTP's, `parameter` the field that is wrong."""

    def __init__(
        self, message: str, code: str = "bad-request", status: int = 400, parameter: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.parameter = parameter


class AnswerBrokenError(Exception):
    """An answer failed after its first sound: the connection must break, or it looks whole."""


def error_answer(error: SpeechError) -> JSONResponse:
    """Return an error as OpenAI's API shows them."""
    status, parameter = _STATUS.get(error.code, 500), None
    if isinstance(error, RequestError):
        status, parameter = error.status, error.parameter or None
    headers = {"cache-control": "no-store"}
    if status == 503:  # noqa: PLR2004 - "service unavailable"
        headers["retry-after"] = str(_RETRY_SECONDS)
    content = {
        "error": {
            "message": str(error),
            "type": "server_error" if status >= 500 else "invalid_request_error",  # noqa: PLR2004 - HTTP's classes
            "param": parameter,
            "code": error.code,
        }
    }
    return JSONResponse(content, status, headers)


async def handle_error(_: HTTPConnection, error: Exception) -> JSONResponse:
    """Answer for an exception that a route let out; for Starlette's table of handlers."""
    assert isinstance(error, SpeechError)  # noqa: S101 - the table says so
    return error_answer(error)
