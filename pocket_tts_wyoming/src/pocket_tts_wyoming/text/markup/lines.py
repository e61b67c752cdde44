"""How a line of Markdown begins: fence, rule, heading, quote, list item, table row or plain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

FENCE_LENGTH = 3
_LONGEST_FENCE_NAME = 64
_RULE_LENGTH = 3

_MARKS = re.compile(r"[-*_=|:+ \t]+")
_FENCE_RUN = re.compile(r"`+|~+")
_HASHES = re.compile(r"#+")
_HEADING = re.compile(r"#{1,6}(?=[ \t\r\n]|$)")
_BULLET = re.compile(r"[-*+][ \t]+|[•‣◦▪●○]\s*|[\u2013\u2014][ \t]+")
_BULLET_SIGNS = "-*+•‣◦▪●○\u2013\u2014"
# Also the digit on a key: "1\ufe0f\u20e3 Preheat"
_NUMBERED = re.compile(r"(\d{1,3})(?:([.)])[ \t]+|\ufe0f?\u20e3[ \t]*)")
_NUMBERED_PART = re.compile(r"\d{1,3}(?:[.)][ \t]*|\ufe0f?(?:\u20e3[ \t]*)?)?")
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")
_CHECKBOX_PART = re.compile(r"\[(?:[ xX](?:\][ \t]*)?)?")


class LineKind(Enum):
    """What a line is; `UNKNOWN` asks for more text."""

    UNKNOWN = auto()
    PLAIN = auto()
    FENCE = auto()
    RULE = auto()
    QUOTE = auto()
    BLOCK = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class LineStart:
    """The kind of a line, where its marker ends and what is said for the marker."""

    kind: LineKind
    end: int
    spoken: str = ""


def read_line_start(text: str, place: int, *, final: bool) -> LineStart:
    """Decide how the line at `place` (its first character that is no space) begins.

    `final`: no more text will come, so that `UNKNOWN` is never the answer.
    """
    for reader in (_fence, _rule, _heading, _quote, _number):
        found = reader(text, place, final=final)
        if found is not None:
            return found
    if text[place] in _BULLET_SIGNS:
        return _bullet(text, place, final=final)
    if text[place] == "|":
        return LineStart(LineKind.ROW, place + 1)
    return LineStart(LineKind.PLAIN, place)


def _fence(text: str, place: int, *, final: bool) -> LineStart | None:
    match = _FENCE_RUN.match(text, place)
    if match is None:
        return None
    if match.end() == len(text) and not final:
        return LineStart(LineKind.UNKNOWN, place)
    if len(match[0]) < FENCE_LENGTH:
        return None
    # As CommonMark has it: behind the back ticks of a fence no other stands in its line.
    line, line_end, _ = text[match.end() : match.end() + _LONGEST_FENCE_NAME].partition("\n")
    if "`" in line and match[0][0] == "`":
        return None
    if not line_end and len(line) < _LONGEST_FENCE_NAME and not final:
        return LineStart(LineKind.UNKNOWN, place)
    return LineStart(LineKind.FENCE, match.end())


def _rule(text: str, place: int, *, final: bool) -> LineStart | None:
    """Find a thematic break, the underline of a heading or the second row of a table."""
    match = _MARKS.match(text, place)
    if match is None:
        return None
    end = match.end()
    if end == len(text) and not final:
        return LineStart(LineKind.UNKNOWN, place)
    marks = "".join(match[0].split())
    line = len(set(marks)) == 1 and marks[0] in "-*_=" and len(marks) >= _RULE_LENGTH
    between = set(marks) <= set("-|:+") and marks.count("-") >= _RULE_LENGTH
    whole_line = end == len(text) or text[end] in "\r\n"
    return LineStart(LineKind.RULE, end) if whole_line and (line or between) else None


def _heading(text: str, place: int, *, final: bool) -> LineStart | None:
    run = _HASHES.match(text, place)
    if run is None:
        return None
    if run.end() == len(text) and not final:
        return LineStart(LineKind.UNKNOWN, place)
    heading = _HEADING.match(text, place)
    return LineStart(LineKind.BLOCK, heading.end()) if heading else None


def _quote(text: str, place: int, *, final: bool) -> LineStart | None:
    if text[place] != ">":
        return None
    following = text[place + 1 : place + 2]
    if not following and not final:
        return LineStart(LineKind.UNKNOWN, place)
    # ">5" and ">=" are comparisons.
    return None if following.isdigit() or following == "=" else LineStart(LineKind.QUOTE, place + 1)


def _number(text: str, place: int, *, final: bool) -> LineStart | None:
    part = _NUMBERED_PART.match(text, place)
    if part is None:
        return None
    if part.end() == len(text) and not final:
        return LineStart(LineKind.UNKNOWN, place)
    item = _NUMBERED.match(text, place)
    # The mark stays: only the language knows that "3. Oktober" is no third item.
    return LineStart(LineKind.BLOCK, item.end(), f"{item[1]}{item[2] or '.'} ") if item else None


def _bullet(text: str, place: int, *, final: bool) -> LineStart:
    bullet = _BULLET.match(text, place)
    if bullet is None:
        unknown = place + 1 == len(text) and not final
        return LineStart(LineKind.UNKNOWN if unknown else LineKind.PLAIN, place)
    end = bullet.end()
    box = _CHECKBOX_PART.match(text, end)
    if not final and (end == len(text) or (box is not None and box.end() == len(text))):
        return LineStart(LineKind.UNKNOWN, place)
    ticked = _CHECKBOX.match(text, end)
    return LineStart(LineKind.BLOCK, ticked.end() if ticked else end)
