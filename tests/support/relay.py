"""A TCP relay on loopback between a client and the server."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER: on, zero seconds


@dataclass
class Relay:
    """Passes bytes on in both directions, for one connection after the other.

    When the server resets, the client gets a reset too if `passes_resets`, as from what forwards
    packets; otherwise a plain close, as from HAProxy in TCP mode.
    """

    server_port: int
    passes_resets: bool
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(60)

    def _start(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]  # a method of this class
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed by __exit__
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self.server_port))
                self._start(self._pass_on, client, server)
                self._start(self._pass_back, server, client)

    @staticmethod
    def _pass_on(client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := client.recv(65536):
                server.sendall(piece)
            server.shutdown(socket.SHUT_WR)

    def _pass_back(self, server: socket.socket, client: socket.socket) -> None:
        try:
            while piece := server.recv(65536):
                client.sendall(piece)
        except ConnectionResetError:
            if self.passes_resets:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        except OSError:  # the client has left
            pass
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RD)  # ends _pass_on, which would keep the socket alive
        client.close()
        server.close()
