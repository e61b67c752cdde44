"""Who may come in: by address or token, and never on behalf of another site."""

from __future__ import annotations

import hmac
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, RedirectResponse

from pocket_tts_wyoming.limits import MAX_LOGIN_BYTES
from pocket_tts_wyoming.web.bodies import read_body
from pocket_tts_wyoming.web.errors import RequestError, error_answer

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The Supervisor's address in its own network, from which ingress comes; no header is believed.
INGRESS_PEER = "172.30.32.2"
_COOKIE = "pocket_tts"
_READING = ("GET", "HEAD")
# What anybody may have: whether the server is ready, and files that are in every copy of it.
_OPEN = ("/health", "/static/")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class AccessRules:
    """Who may come in.

    `ingress_peer`: the address that needs no token, because Home Assistant has checked who it is;
    None outside Home Assistant. `token`: what everybody else must have. Without both, the door is
    for this machine: `local` says that it listens on loopback only.
    """

    ingress_peer: str | None = None
    token: str | None = None
    local: bool = True


class Access:
    """ASGI middleware: asks everybody, and puts the security headers on every answer.

    `login`: the page that asks a person for the token.
    """

    def __init__(self, app: ASGIApp, rules: AccessRules, login: Path) -> None:
        self._app = app
        self._rules = rules
        self._login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the app, or hand over to it."""
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope, receive)
        try:
            answer = await self._refusal(request)
        except RequestError as error:
            answer = error_answer(error)
        except ClientDisconnect:
            return
        with suppress(ClientDisconnect):  # in the middle of its request: nobody waits for an answer
            await (self._app if answer is None else answer)(scope, receive, send_with_headers)

    async def _refusal(self, request: Request) -> Response | None:
        """Return the answer to somebody who may not come in, None for all others."""
        path, rules = request.scope["path"], self._rules
        reading = request.method in _READING
        if reading and path.startswith(_OPEN):
            return None
        if not reading:
            self._check_origin(request)
        if self._is_ingress(request):
            return None
        if rules.token is None:
            if not rules.local:
                raise RequestError(
                    "This page opens inside Home Assistant. Set a token for other programs.",
                    "forbidden",
                    HTTPStatus.FORBIDDEN,
                )
            # A name that leads here from elsewhere is another site's (DNS rebinding).
            if request.url.hostname not in _LOOPBACK:
                raise RequestError(
                    "Open this page as localhost.", "forbidden", HTTPStatus.FORBIDDEN
                )
            return None
        if path == "/login" and not reading:
            return await self._log_in(request, rules.token)
        if self._has_token(request, rules.token):
            return None
        if path == "/" and reading:
            return FileResponse(self._login, status_code=HTTPStatus.UNAUTHORIZED)
        raise RequestError(
            "The token is missing or wrong: send HTTP_TOKEN's value as a bearer token.",
            "unauthorized",
            HTTPStatus.UNAUTHORIZED,
        )

    def _check_origin(self, request: Request) -> None:
        """Refuse what another site's page sends; programs other than browsers send no Origin."""
        headers = request.headers
        site = headers.get("sec-fetch-site")
        if site == "same-origin":
            return
        origin = headers.get("origin")
        if origin is None and site in (None, "none"):
            return
        hosts = {headers.get("host")}
        if self._is_ingress(request):
            hosts.add(headers.get("x-forwarded-host"))
        if origin is None or _host_of(origin) not in hosts:
            raise RequestError(
                f"The request comes from another site ({origin or site}).",
                "other-site",
                HTTPStatus.FORBIDDEN,
            )

    def _is_ingress(self, request: Request) -> bool:
        peer = request.client.host.removeprefix("::ffff:") if request.client else ""
        return self._rules.ingress_peer is not None and peer == self._rules.ingress_peer

    def _has_token(self, request: Request, token: str) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return _equal(given.strip(), token)
        return _equal(request.cookies.get(_COOKIE, ""), _cookie(token))

    async def _log_in(self, request: Request, token: str) -> Response:
        body = await read_body(request, MAX_LOGIN_BYTES, "The token")
        given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
        if not _equal(given.strip(), token):
            return RedirectResponse("./?wrong", HTTPStatus.SEE_OTHER)
        answer = RedirectResponse("./", HTTPStatus.SEE_OTHER)
        answer.set_cookie(_COOKIE, _cookie(token), httponly=True, samesite="strict")
        return answer


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # half an IPv6 address: no browser sends that
        return ""


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _cookie(token: str) -> str:
    """Return what a browser keeps instead of the token; a new token ends old sessions."""
    return hmac.new(token.encode(), b"pocket-tts page", "sha256").hexdigest()
