from __future__ import annotations

import asyncio
import os
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pocket_tts_wyoming.cli.piped_text import piped_text

if TYPE_CHECKING:
    from pathlib import Path


async def read_all(blocks: list[bytes]) -> list[str]:
    source, sink = os.pipe()
    try:
        for block in blocks:
            os.write(sink, block)
        os.close(sink)
        return [piece async for piece in piped_text(source)]
    finally:
        os.close(source)


@given(st.text(max_size=300), st.lists(st.integers(0, 1000), max_size=5))
def test_text_comes_through_whole_however_it_is_cut(text: str, cuts: list[int]) -> None:
    data = text.encode()
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    blocks = [data[a:b] for a, b in pairwise(edges)]
    pieces = asyncio.run(read_all(blocks))
    assert "".join(pieces) == text
    assert all(len(piece.splitlines()) == 1 for piece in pieces)


def test_what_is_not_utf8_is_replaced() -> None:
    assert asyncio.run(read_all([b"caf\xe9\nol\xc3"])) == ["caf\ufffd\n", "ol", "\ufffd"]


def test_a_line_arrives_before_the_next_is_written() -> None:
    async def scenario() -> None:
        source, sink = os.pipe()
        pieces = piped_text(source)
        for line in ("One.\n", "Two.\n"):
            os.write(sink, line.encode())
            assert await asyncio.wait_for(anext(pieces), 60) == line
        os.close(sink)
        assert await anext(pieces, None) is None
        os.close(source)

    asyncio.run(scenario())


def test_files_can_be_read_too(tmp_path: Path) -> None:
    async def scenario(path: Path) -> list[str]:
        with path.open("rb") as file:
            return [piece async for piece in piped_text(file.fileno())]

    path = tmp_path / "text"
    path.write_text("One.\nTwo.")
    assert asyncio.run(scenario(path)) == ["One.\n", "Two."]
