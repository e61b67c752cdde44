"""What a request carries, never more than it may."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming.limits import MAX_JSON_BYTES
from pocket_tts_wyoming.web.errors import RequestError

if TYPE_CHECKING:
    from starlette.requests import Request


async def read_body(request: Request, limit_bytes: int, what: str) -> bytes:
    """Read a body of at most `limit_bytes`.

    Raises RequestError, before the rest has come, and ClientDisconnect.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit_bytes:
            raise RequestError(
                f"{what} is too large: {limit_bytes} bytes are allowed.", "too-large", 413
            )
    return bytes(body)


async def read_json(request: Request) -> dict[str, Any]:
    """Read a JSON object; raises RequestError."""
    body = await read_body(request, MAX_JSON_BYTES, "The request")
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise RequestError("The request's body is not JSON.") from None
    if not isinstance(content, dict):
        raise RequestError("The request's body is not a JSON object.")
    return content


def text_field(content: dict[str, Any], name: str, default: str | None = None) -> str:
    """Return a field that is text; raises RequestError."""
    value = content.get(name, default)
    if value is None:
        raise RequestError(f"`{name}` is missing.", parameter=name)
    if not isinstance(value, str):
        raise RequestError(f"`{name}` must be text.", parameter=name)
    # A lone surrogate is valid JSON, but it could not be encoded again.
    return value.encode("utf-8", "replace").decode("utf-8")
