"""Texts to be tried, one a line: what would be spoken for each."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import SpeechError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pocket_tts_wyoming.text.pipeline import TextPipeline


class BadLineError(SpeechError):
    """A line is not a JSON string; the message names its number."""

    code = "bad-line"


def spoken_lines(pipeline: TextPipeline, lines: Iterable[str]) -> Iterator[str]:
    """Answer each line, a JSON string, with a JSON string of what would be spoken for it.

    The sentences are joined by a blank; empty lines are left out. Blocks; not for the event loop.
    Raises BadLineError for a line that is something else.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)
        except ValueError:
            text = None
        if not isinstance(text, str):
            raise BadLineError(f'Line {number} is not a JSON string, such as "It is 5 °C.".')
        spoken = asyncio.run(pipeline.show(text))
        yield json.dumps(" ".join(spoken), ensure_ascii=False)
