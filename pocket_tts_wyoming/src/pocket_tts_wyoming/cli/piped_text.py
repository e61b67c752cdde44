"""Text from a pipe or a terminal, as it comes, without holding up the event loop."""

from __future__ import annotations

import asyncio
import codecs
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_BLOCK_BYTES = 65536


async def piped_text(descriptor: int) -> AsyncIterator[str]:
    """Yield what can be read from a file descriptor, at once and cut at line ends at the latest.

    UTF-8; what is not becomes U+FFFD. The reading thread lives until the other end closes: it is a
    daemon and reads below Python's own buffers, whose locks would abort the interpreter's exit.
    """
    loop = asyncio.get_running_loop()
    blocks: asyncio.Queue[bytes] = asyncio.Queue()

    def read() -> None:
        block = b"-"
        with suppress(RuntimeError):  # the loop has ended with its listener
            while block:
                try:
                    block = os.read(descriptor, _BLOCK_BYTES)
                except OSError:
                    block = b""
                loop.call_soon_threadsafe(blocks.put_nowait, block)

    threading.Thread(target=read, daemon=True, name="piped-text").start()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while block := await blocks.get():
        for line in decoder.decode(block).splitlines(keepends=True):
            yield line
    if rest := decoder.decode(b"", final=True):
        yield rest
