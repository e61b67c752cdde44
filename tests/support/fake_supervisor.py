"""Stands in for the Supervisor's REST API, as the app's scripts see it.

It answers for the app's own options and for discovery, enforces what the real one enforces
(401 without a token, 403 with a wrong one and for a discovery service that config.yaml does not
list, 400 for keys it does not know and for options that the schema refuses), keeps what it was
sent, and can be told to fail or to hang. Plain HTTP: bind it to loopback.
"""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

import voluptuous as vol

from support.supervisor_rules import check_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json = dict[str, Any]


class ApiError(Exception):
    """An answer other than 200; `plain` as aiohttp sends it, otherwise the API's JSON."""

    def __init__(self, status: HTTPStatus, message: str = "", *, plain: bool = False) -> None:
        super().__init__(message or status.phrase)
        self.status = status
        self.plain = plain


@dataclass(frozen=True)
class Request:
    """One request as it was answered."""

    method: str
    path: str
    body: Any
    status: int


class FakeSupervisor:
    """The API for one app, served from threads between `start` and `stop`."""

    def __init__(self, config: Mapping[str, Any], options: Mapping[str, Any] | None = None) -> None:
        self.token = secrets.token_hex(28)
        self.requests: list[Request] = []
        self._config = config
        self._user_options = dict(options or {})
        self._messages: list[Json] = []
        self._failures: dict[str, int] = {}
        self._hanging: set[str] = set()
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def url(self) -> str:
        """The base address, for SUPERVISOR_API."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def discovery(self) -> list[Json]:
        """The discovery messages now in force."""
        with self._changed:
            return list(self._messages)

    def fail(self, path: str, times: int) -> None:
        """Answer the next requests for this path with an error."""
        self._failures[path] = times

    def hang(self, path: str) -> None:
        """Leave requests for this path without an answer."""
        self._hanging.add(path)

    def wait_for(self, condition: Callable[[FakeSupervisor], bool], seconds: float = 60) -> None:
        """Return when the condition holds after a request; raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self), seconds):
                raise TimeoutError(f"the Supervisor was asked only: {self.requests}")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, method: str, path: str, auth: str, body: Any) -> Any:  # noqa: ANN401 - JSON
        given = auth.rpartition(" ")[2]
        if not given:
            raise ApiError(HTTPStatus.UNAUTHORIZED, plain=True)
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            raise ApiError(HTTPStatus.FORBIDDEN, plain=True)
        if self._failures.get(path, 0):
            self._failures[path] -= 1
            raise ApiError(HTTPStatus.BAD_REQUEST, "System is not ready with state: startup")
        match method, path:
            case "GET", "/addons/self/options/config":
                return self._options()
            case "POST", "/discovery":
                return self._discover(body)
            case "GET", "/discovery":  # for Home Assistant only
                raise ApiError(HTTPStatus.UNAUTHORIZED, plain=True)
        raise ApiError(HTTPStatus.NOT_FOUND, plain=True)

    def _options(self) -> Json:
        merged = {**self._config.get("options", {}), **self._user_options}
        try:
            return check_options(self._config.get("schema", False), merged)
        except vol.Invalid as error:
            message = "Invalid configuration data for the app"
            raise ApiError(HTTPStatus.BAD_REQUEST, message) from error

    def _discover(self, body: Any) -> Json:  # noqa: ANN401 - JSON
        match body:
            case {"service": str(service), "config": dict(config)} if len(body) == 2:
                pass
            case _:
                raise ApiError(HTTPStatus.BAD_REQUEST, "expected service and config, nothing else")
        if service not in self._config.get("discovery", []):
            message = "Apps must list services they provide via discovery in their config!"
            raise ApiError(HTTPStatus.FORBIDDEN, message)
        for known in self._messages:
            if known["service"] == service:
                known["config"] = config
                return {"uuid": known["uuid"]}
        self._messages.append({"service": service, "uuid": uuid4().hex, "config": config})
        return {"uuid": self._messages[-1]["uuid"]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        supervisor = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                auth = self.headers["Authorization"] or ""
                body = None
                status, kind = HTTPStatus.OK, "application/json"
                try:
                    try:
                        body = json.loads(raw) if raw else None
                    except ValueError as error:
                        raise ApiError(HTTPStatus.BAD_REQUEST, "Invalid json") from error
                    with supervisor._changed:
                        data = supervisor._answer(self.command, self.path, auth, body)
                    text = json.dumps({"result": "ok", "data": data})
                except ApiError as error:
                    status = error.status
                    text = json.dumps({"result": "error", "message": str(error)})
                    if error.plain:
                        text, kind = f"{status.value}: {status.phrase}", "text/plain"
                with supervisor._changed:
                    request = Request(self.command, self.path, body, status.value)
                    supervisor.requests.append(request)
                    supervisor._changed.notify_all()
                if self.path in supervisor._hanging:
                    supervisor._stopping.wait()
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            do_GET = do_POST = do_DELETE = _serve  # noqa: N815 - names set by http.server

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
                """Stay silent: requests are recorded instead."""

        return Handler
