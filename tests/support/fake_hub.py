"""A Hugging Face hub on loopback that can be gated, slow to answer right, or broken."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal, Self, cast

if TYPE_CHECKING:
    from types import TracebackType

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request: a status, or a connection cut after this many bytes.

    `then_serves`: the file has this content from then on. `held_after_bytes`: nothing more comes
    until `FakeHub.go_on` is set.
    """

    status: int | None = None
    cut_after_bytes: int | None = None
    held_after_bytes: int | None = None
    method: Literal["HEAD", "GET"] = "GET"
    then_serves: bytes | None = None


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    authorization: str | None
    range: str | None


@dataclass
class FakeHub:
    """Serves `files` (path as in `/owner/repo/resolve/REVISION/PATH`, or any other) by URL path.

    A token that is neither `good` nor `other` gets 401 for whatever it asks, as on the real hub.
    `gated`: prefixes that need a token, and `good` of these two; `refusal` is the status of
    requests without one. `blocked` is a filter in between: 403 without a reason. `moved` redirects
    to other paths. `faults` are used up, one per request of their method. `damaged` sends other
    bytes than the ETag promises, `announced_bytes` another size. `requests` remembers everything
    that arrived.
    """

    files: dict[str, bytes]
    gated: tuple[str, ...] = ()
    refusal: int = 401
    faults: list[Fault] = field(default_factory=list)
    ranges: bool = True
    damaged: bool = False
    blocked: bool = False
    moved: dict[str, str] = field(default_factory=dict)
    announced_bytes: int | None = None
    commit: str = COMMIT
    requests: list[Request] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.hub = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def count(self, method: str) -> int:
        return sum(request.method == method for request in self.requests)

    def take_fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method:
                self.faults.remove(fault)
                return fault
        return None


def _range(wanted: str | None, size: int) -> tuple[int, int]:
    """Return start and end of `bytes=2-` or `bytes=2-5`, whose last byte is included."""
    if wanted is None:
        return 0, size
    start, _, last = wanted.removeprefix("bytes=").partition("-")
    return int(start), min(int(last) + 1, size) if last else size


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    hub: FakeHub


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub = cast("_Server", self.server).hub
        authorization, wanted = self.headers["Authorization"], self.headers["Range"]
        hub.requests.append(Request(self.command, self.path, authorization, wanted))
        fault = hub.take_fault(self.command)
        content = hub.files.get(self.path)
        if fault is not None and fault.then_serves is not None:
            hub.files[self.path] = fault.then_serves
        if fault is not None and fault.status is not None:
            return self._refuse(fault.status)
        refusal = self._refusal(authorization)
        if refusal is not None:
            return self._refuse(*refusal)
        if content is None:
            return self._refuse(404, "EntryNotFound")
        self._serve(hub, content, wanted, fault)
        return None

    def _serve(self, hub: FakeHub, content: bytes, wanted: str | None, fault: Fault | None) -> None:
        etag = hashlib.sha256(content).hexdigest()
        if hub.damaged:
            content = content[::-1]
        if not hub.ranges or self.headers["If-Range"] not in (None, f'"{etag}"'):
            wanted = None
        size, (start, stop) = len(content), _range(wanted, len(content))
        if start and start >= size:
            self._refuse(416)
            return
        content = content[:stop]
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{size}")
        pinned = re.search(r"/resolve/([0-9a-f]{40})/", self.path)
        self.send_header("X-Repo-Commit", pinned[1] if pinned and hub.commit else hub.commit)
        self.send_header("ETag", f'"{etag}"')
        size = len(content) - start
        if self.command == "HEAD" and hub.announced_bytes is not None:
            size = hub.announced_bytes
        self.send_header("Content-Length", str(size))
        self.end_headers()
        if fault is not None and fault.held_after_bytes is not None:
            held = content[start : start + fault.held_after_bytes]
            self.wfile.write(held)
            start += len(held)
            hub.go_on.wait()
        if self.command == "GET":
            cut = fault.cut_after_bytes if fault is not None else None
            self.wfile.write(content[start:] if cut is None else content[start : start + cut])
            self.close_connection = cut is not None

    def _refusal(self, authorization: str | None) -> tuple[int, str] | None:
        """Return status and code of the answer to a request that may not have the file."""
        hub = cast("_Server", self.server).hub
        if hub.blocked:
            return 403, ""
        if self.path in hub.moved:
            return 302, ""
        if authorization not in (None, "Bearer good", "Bearer other"):
            return 401, ""
        if not self.path.startswith(hub.gated or ("\0",)) or authorization == "Bearer good":
            return None
        return (hub.refusal if authorization is None else 403), "GatedRepo"

    def _refuse(self, status: int, code: str = "") -> None:
        self.send_response(status)
        location = cast("_Server", self.server).hub.moved.get(self.path)
        if location is not None:
            self.send_header("Location", location)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Say nothing."""
