"""An answer that the model reads while it is written sounds like one that is there at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from support.wyoming_client import Answer

# A guess that turns out wrong: the sentence goes on behind its first mark.
CUT = ["The light is", " on in he", "re.", " The door", " was", " open all day", "."]
WRONG = ["It is about 3.", "5 now.", " The door was open all day."]


async def written(server: Server, pieces: Sequence[str]) -> Answer:
    """Write as slowly as a language model does: the model reads what is there meanwhile."""
    async with connect(server.port) as client:
        await client.send("synthesize-start")
        for piece in pieces:
            await client.send("synthesize-chunk", text=piece)
            await asyncio.sleep(0.15)
        await client.send("synthesize-stop")
        return await client.answer("synthesize-stopped")


async def at_once(server: Server, text: str) -> Answer:
    async with connect(server.port) as client:
        return await client.speak(text)


@pytest.mark.parametrize("precision", ["int8", "fp32"])
def test_what_is_read_ahead_sounds_the_same_to_the_last_bit(
    tiny_environment: Mapping[str, str], precision: str
) -> None:
    environment = {**tiny_environment, "ENGINE": "onnx", "PRECISION": precision, "SEED": "5"}
    with Server(environment) as server:
        for pieces in (CUT, WRONG):
            plain = asyncio.run(at_once(server, "".join(pieces)))
            read = asyncio.run(written(server, pieces))
            assert b"".join(read.chunks) == b"".join(plain.chunks)
