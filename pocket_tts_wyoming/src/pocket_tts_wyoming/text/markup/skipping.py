"""What the filter is silent about: comments and thoughts, code blocks, targets of links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.markup.remains import MORE

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.markup.output import MarkupOutput
    from pocket_tts_wyoming.text.markup.state import MarkupState

_MOST_BLANKS = 6


def skip(state: MarkupState, output: MarkupOutput, text: str, place: int, *, final: bool) -> int:
    """Go on inside what is silent; the place behind what was read, or `MORE`."""
    if state.until:
        return _skip_until(state, output, text, place)
    if state.fence:
        return _skip_fence(state, text, place, final=final)
    return _skip_target(state, text, place)


def _skip_until(state: MarkupState, output: MarkupOutput, text: str, place: int) -> int:
    found = re.compile(_spaced(state.until), re.IGNORECASE).search(text, place)
    if found is None:
        # Keep what may be the beginning of the end.
        end = len(text) - len(state.until) - _MOST_BLANKS + 1
        return end if end > place else MORE
    in_place = state.until == "</sub>"
    state.until = ""
    if state.line_open and not in_place and not state.previous.isspace():
        output.emit(" ")
    return found.end()


def _spaced(until: str) -> str:
    """Write the end as a pattern; a tag may hold blanks: `</ think >`."""
    if not until.startswith("</"):
        return re.escape(until)
    name = re.escape(until[2:-1])
    return rf"<\s?/\s?{name}\s{{0,{_MOST_BLANKS - 2}}}>"


def _skip_fence(state: MarkupState, text: str, place: int, *, final: bool) -> int:
    if state.fence_line:
        start = place
        while start < len(text) and text[start] in " \t":
            start += 1
        if len(text) - start < len(state.fence) and "\n" not in text[start:] and not final:
            return MORE
        state.fence_line = False
        if text.startswith(state.fence, start):
            end = start + len(state.fence)
            state.fence = ""
            state.until = "\n"
            state.line_start = True
            return end
    found = text.find("\n", place)
    if found < 0:
        return len(text)
    state.fence_line = True
    return found + 1


def _skip_target(state: MarkupState, text: str, place: int) -> int:
    char = text[place]
    if char == "\n":
        state.target = ""
        return place
    if char == "(":
        state.target_depth += 1
    elif char == state.target:
        state.target_depth -= 1
        if state.target_depth <= 0:
            state.target = ""
    return place + 1
