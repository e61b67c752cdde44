"""Home Assistant and its Supervisor in front of the page, as far as the page can tell.

What they do, from the sources of Core 2026.11 (`hassio/ingress.py`, `http/`) and Supervisor 2026.08
(`api/ingress.py`): the path's head is taken off and told in X-Ingress-Path; Host stays the
browser's; the TCP peer is the Supervisor; everything but sound, pictures and fonts is compressed;
without `ingress_stream` a request's body is read whole and may have 16 MB. The frame around the
page has the theme as CSS variables on its root.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

PEER = "127.0.0.2"  # stands for 172.30.32.2
PREFIX = "/api/hassio_ingress/5UPERV1S0R"
LIMIT_BYTES = 16 * 1024 * 1024
_HOP_BY_HOP = {"content-length", "content-encoding", "transfer-encoding", "connection"}
_NOT_COMPRESSED = ("audio/", "video/", "font/", "image/")
THEMES = {
    "light": "--primary-color: #03a9f4; --primary-background-color: #fafafa;"
    "--card-background-color: #ffffff; --primary-text-color: #212121;"
    "--secondary-text-color: #727272; --divider-color: rgba(0, 0, 0, .12);",
    "dark": "--primary-color: #03a9f4; --primary-background-color: #111111;"
    "--card-background-color: #1c1c1c; --primary-text-color: #e1e1e1;"
    "--secondary-text-color: #9b9b9b; --divider-color: rgba(225, 225, 225, .12);",
}


@dataclass
class IngressProxy:
    """Serves Home Assistant's frame at `/` while the block runs; the page is at PREFIX/."""

    page_port: int
    theme: str = "light"
    language: str = "en"
    ingress_stream: bool = True

    def __enter__(self) -> Self:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        self.port = listening.getsockname()[1]
        app = Starlette(
            routes=[
                Route("/", self._frame),
                Route(
                    PREFIX + "/{path:path}",
                    self._pass_on,
                    methods=["GET", "POST", "PUT", "DELETE", "HEAD"],
                ),
            ]
        )
        config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none", loop="none")
        self._server = uvicorn.Server(config)
        self._server.install_signal_handlers = lambda: None  # type: ignore[attr-defined] # older ones have it
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(listening)), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(60)
        assert not self._thread.is_alive()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _serve(self, listening: socket.socket) -> None:
        # A connection that is used again may be closed by the server at the same moment.
        limits = httpx2.Limits(max_keepalive_connections=0)
        transport = httpx2.AsyncHTTPTransport(local_address=PEER, limits=limits)
        async with httpx2.AsyncClient(transport=transport, timeout=60) as self._client:
            await self._server._serve([listening])  # without its signal handlers

    async def _frame(self, _: Request) -> Response:
        return HTMLResponse(
            f'<!doctype html><html lang="{self.language}" style="{THEMES[self.theme]}">'
            "<title>Home Assistant</title><style>body{margin:0}iframe{border:0;width:100vw;"
            f'height:100vh;display:block}}</style><iframe src="{PREFIX}/"></iframe>'
        )

    async def _pass_on(self, request: Request) -> Response:
        headers = [
            (name, value)
            for name, value in request.headers.items()
            if name not in (*_HOP_BY_HOP, "accept-encoding", "x-ingress-path")
        ]
        headers.append(("x-ingress-path", PREFIX))
        headers.append(("x-forwarded-host", request.headers["host"]))
        content: bytes | AsyncIterator[bytes] | None = None
        if request.method in ("POST", "PUT"):
            content = request.stream()
        if content is not None and not self.ingress_stream:
            content = await request.body()
            if len(content) > LIMIT_BYTES:
                return Response("Maximum request body size exceeded", 413)
        address = f"http://127.0.0.1:{self.page_port}/{request.path_params['path']}"
        if request.url.query:
            address += f"?{request.url.query}"
        outgoing = self._client.build_request(
            request.method, address, headers=headers, content=content
        )
        answer = await self._client.send(outgoing, stream=True)
        kept = {name: value for name, value in answer.headers.items() if name not in _HOP_BY_HOP}
        body: AsyncIterator[bytes] = answer.aiter_raw()
        kind = answer.headers.get("content-type", "")
        if answer.status_code == 200 and not kind.startswith(_NOT_COMPRESSED):
            kept["content-encoding"] = "deflate"
            body = _compressed(body)
        return StreamingResponse(body, answer.status_code, kept)


async def _compressed(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Hold back until there is enough to compress, as a compressor does."""
    packer = zlib.compressobj()
    async for part in body:
        packed = packer.compress(part)
        if packed:
            yield packed
    yield packer.flush()
