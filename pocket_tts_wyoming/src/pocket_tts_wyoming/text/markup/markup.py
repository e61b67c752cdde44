"""Markdown, HTML and SSML out of a stream of text, before it is cut into sentences.

The filter holds back only what it cannot decide yet (a run of `*`, an unfinished tag), never text.
Every decision rests on what has been read and on a look ahead that waits for missing characters;
so the output does not depend on how the text was cut.

A line break in the output is a certain end of a sentence; the sign before it is added where the
line had none (headings, list items, table rows, lines followed by a capital).
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, ClassVar

from pocket_tts_wyoming.text.markup import remains
from pocket_tts_wyoming.text.markup.lines import LineKind, read_line_start
from pocket_tts_wyoming.text.markup.output import MarkupOutput, Piece
from pocket_tts_wyoming.text.markup.remains import MORE
from pocket_tts_wyoming.text.markup.skipping import skip
from pocket_tts_wyoming.text.markup.state import MarkupState
from pocket_tts_wyoming.text.markup.tags import (
    CELL_TAGS,
    KNOWN_TAGS,
    LONGEST_NAME,
    SENTENCE_TAGS,
    SILENT_TAGS,
    SPACED_THOUGHT,
    SPACED_THOUGHT_PART,
    Break,
    SpeakingRate,
    Tag,
    break_of,
    parse_tag,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Break", "MarkupFilter", "Piece", "SpeakingRate"]

_LONGEST_TAG = 1024
_STRIKE = 2
_MENU_LOOK = 4

_PRICE = re.compile(r"\$\d{1,9}[a-z]?")
_PLAIN = re.compile(r"[^\\`*_~\[\]!<>&|$ \t\r\n]+")
_SPACE = re.compile(r"[ \t]+")
_LINE_END = re.compile(r"[ \t\r\n]*")
_TAG_START = re.compile(r"</?[A-Za-z][\w:-]*")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,15});")
_ENTITY_PART = re.compile(r"&(?:#[0-9]{0,7}|#[xX][0-9A-Fa-f]{0,6}|[A-Za-z][A-Za-z0-9]{0,15})?")
_ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class MarkupFilter:
    """Takes text in pieces and gives back text without markup, pauses and rates if `ssml`.

    `push` and `flush` answer with text, `Break` and `SpeakingRate` items in their order;
    neighbouring texts are joined. After `flush` the filter is as new. Never raises.
    """

    def __init__(self, *, ssml: bool = False) -> None:
        self._ssml = ssml
        self._reset()

    def push(self, piece: str) -> list[Piece]:
        """Take the next piece and give what is certain so far."""
        self._buffer += piece
        return self._drain(final=False)

    def flush(self) -> list[Piece]:
        """Give the rest: the text has ended."""
        found = self._drain(final=True)
        self._reset()
        return found

    def _reset(self) -> None:
        self._buffer = ""
        self._state = MarkupState()
        self._output = MarkupOutput(self._state)

    @property
    def is_waiting(self) -> bool:
        """Whether something is held that `idle` would decide."""
        state = self._state
        hidden = state.until or state.fence or state.target
        decided = self._buffer == "!" or self._buffer.isspace() or _PRICE.fullmatch(self._buffer)
        return not hidden and bool(decided)

    def idle(self) -> list[Piece]:
        """Give what the writer's silence decides: the end of a line, a `!`, a price ("$5")."""
        self._output.pieces = []
        if not self.is_waiting:
            return []
        if self._buffer[:1] in {"!", "$"}:
            self._output.emit(self._buffer)
        elif "\n" in self._buffer:
            self._output.end_sentence()
            self._begin_line()
        elif self._state.line_open:
            self._output.emit(" ")
        self._buffer = ""
        return self._output.pieces

    def _drain(self, *, final: bool) -> list[Piece]:
        self._output.pieces = []
        place, text = 0, self._buffer
        while place < len(text):
            following = self._step(text, place, final=final)
            if following == MORE:
                break
            place = following
        self._buffer = text[place:]
        if final:
            if self._state.block:
                self._output.stop()
            self._buffer = ""
        return self._output.pieces

    # -- one step -----------------------------------------------------------------------------

    def _step(self, text: str, place: int, *, final: bool) -> int:
        state = self._state
        if state.until or state.fence or state.target:
            return skip(state, self._output, text, place, final=final)
        if state.line_start:
            return self._start_line(text, place, final=final)
        char = text[place]
        if state.code and char not in "`\r\n":
            end = place + 1
            while end < len(text) and text[end] not in "`\r\n":
                end += 1
            self._output.emit(text[place:end])
            return end
        handler = self._HANDLERS.get(char)
        if handler is not None:
            return handler(self, text, place, final=final)
        match = _PLAIN.match(text, place)
        end = match.end() if match else place + 1
        self._output.emit(text[place:end])
        return end

    def _start_line(self, text: str, place: int, *, final: bool) -> int:
        while place < len(text) and text[place] in " \t\r\n":
            place += 1
        if place == len(text):
            return place
        state = self._state
        start = read_line_start(text, place, final=final)
        if start.kind is LineKind.UNKNOWN:
            return MORE
        if start.kind is LineKind.FENCE:
            state.fence, state.fence_line = text[place : start.end], False
            return start.end
        state.line_start = start.kind is LineKind.QUOTE
        state.table = start.kind is LineKind.ROW
        state.block = start.kind in {LineKind.BLOCK, LineKind.ROW}
        self._output.emit(start.spoken)
        return start.end

    # -- inside a line ------------------------------------------------------------------------

    def _newline(self, text: str, place: int, *, final: bool) -> int:
        match = _LINE_END.match(text, place)
        end = match.end() if match else place + 1
        if end == len(text) and not final:
            return MORE
        state = self._state
        following = text[end : end + 1]
        # A template leaves "It is 21 °C\n\n    and raining".
        rendered = following.islower() and text[end - 1] in " \t"
        ends = state.block or (text.count("\n", place, end) > 1 and not rendered)
        ends |= following != "" and not following.islower()
        if ends and state.last != ",":
            self._output.end_sentence()
        elif following:
            self._output.append(" ")
            state.previous = " "
        self._begin_line()
        return end

    def _begin_line(self) -> None:
        state = self._state
        state.line_start = True
        state.block = state.table = state.code = state.autolink = False
        state.links = 0

    def _space(self, text: str, place: int, *, final: bool) -> int:
        match = _SPACE.match(text, place)
        end = match.end() if match else place + 1
        if end == len(text):
            return end if final else MORE
        cell_end = self._state.table and text[end] == "|"
        if text[end] not in "\r\n" and self._state.line_open and not cell_end:
            self._output.emit(" ")
        return end

    def _escape(self, text: str, place: int, *, final: bool) -> int:
        if place + 1 == len(text):
            return place + 1 if final else MORE
        following = text[place + 1]
        if following in "([":
            found = self._read(remains.formula, text, place, final=final)
            if found is not None:
                return found
        elif following.isalpha():
            before = self._state.previous
            found = None
            if not before.isalpha() and before not in {":", "\\"}:  # `D:\to` is a path
                found = self._read(remains.command, text, place, final=final)
            if found is not None:
                return found
        if following in _ESCAPABLE:
            self._output.emit(following)
            return place + 2
        self._output.emit(" ")
        return place + 1

    def _backtick(self, _text: str, place: int, **_: bool) -> int:
        self._state.code = not self._state.code
        return place + 1

    def _star(self, text: str, place: int, *, final: bool) -> int:
        end, spoken = remains.stars(self._state.previous, text, place, final=final)
        if spoken:
            self._output.emit(spoken)
        return end

    def _emphasis(self, text: str, place: int, *, final: bool) -> int:
        mark, end = text[place], place
        while end < len(text) and text[end] == mark:
            end += 1
        if end == len(text) and not final:
            return MORE
        before, after = self._state.previous, text[end : end + 1]
        inside_word = before.isalnum() and after.isalnum()
        if end - place < _STRIKE if mark == "~" else inside_word:
            self._output.emit(text[place:end])
        return end

    def _read(
        self, reader: Callable[..., remains.Found], text: str, place: int, *, final: bool
    ) -> int | None:
        """Ask a reader of remains; None if it knows nothing here."""
        found = reader(text, place, final=final)
        if found is None:
            return None
        end, spoken = found
        if end != MORE and spoken and (spoken != " " or self._state.line_open):
            self._output.emit(spoken)
        return end

    def _dollar(self, text: str, place: int, *, final: bool) -> int:
        found = self._read(remains.formula, text, place, final=final)
        if found is not None:
            return found
        self._output.emit("$")
        return place + 1

    def _link_start(self, text: str, place: int, *, final: bool) -> int:
        found = self._read(remains.citation, text, place, final=final)
        if found is not None:
            return found
        self._state.links += 1
        return place + 1

    def _link_end(self, text: str, place: int, *, final: bool) -> int:
        if place + 1 == len(text) and not final:
            return MORE
        state = self._state
        if not state.links:
            return place + 1
        state.links -= 1
        following = text[place + 1 : place + 2]
        if following and following in "([":
            state.target = ")" if following == "(" else "]"
            state.target_depth = 1
            return place + 2
        return place + 1

    def _bang(self, text: str, place: int, *, final: bool) -> int:
        if place + 1 == len(text) and not final:
            return MORE
        if text[place + 1 : place + 2] != "[":
            self._output.emit("!")
        return place + 1

    def _bar(self, text: str, place: int, *, final: bool) -> int:
        if not self._state.table:
            self._output.emit("|")
            return place + 1
        match = _SPACE.match(text, place + 1)
        end = match.end() if match else place + 1
        if end == len(text) and not final:
            return MORE
        if end < len(text) and text[end] not in "\r\n" and self._state.line_open:
            self._output.emit(", ")
        return end

    def _entity(self, text: str, place: int, *, final: bool) -> int:
        match = _ENTITY.match(text, place)
        if match is not None:
            char = html.unescape(match[0])
            self._output.emit(" " if char.isspace() else char)
            return match.end()
        part = _ENTITY_PART.match(text, place)
        if part is not None and part.end() == len(text) and not final:
            return MORE
        self._output.emit("&")
        return place + 1

    def _angle_end(self, text: str, place: int, *, final: bool) -> int:
        following = text[place + 1 : place + 1 + _MENU_LOOK]
        name = following.lstrip(" *")[:1]
        if len(following) < _MENU_LOOK and not name and not final:
            return MORE
        state = self._state
        # "> **30 °C**" compares, "> **Wi-Fi**" goes on.
        bold = following[1:2] == "*" and not name.isdigit()
        menu = following[:1] == " " and (following[1:2].isupper() or bold)
        if state.autolink:
            state.autolink = False
        elif menu and state.previous == " " and (state.last.isalpha() or state.last == "."):
            # "Settings > Devices", "Param. > Wi-Fi": a way through menus, not a comparison.
            self._output.emit(",")
        else:
            self._output.emit(">")
        return place + 1

    # -- tags ---------------------------------------------------------------------------------

    def _angle(self, text: str, place: int, *, final: bool) -> int:
        for reader in (remains.comment, remains.token, remains.mail):
            found = self._read(reader, text, place, final=final)
            if found is not None:
                return found
        match = _TAG_START.match(text, place)
        if match is None:
            return self._no_tag(text, place, final=final)
        name = match[0].lstrip("</").lower()
        if match.end() == len(text) and len(name) < LONGEST_NAME and not final:
            return MORE
        return self._named_tag(text, place, name, final=final)

    def _no_tag(self, text: str, place: int, *, final: bool) -> int:
        thought = SPACED_THOUGHT.match(text, place)
        if thought is not None:
            self._tag(parse_tag("".join(thought[0].split())))
            return thought.end()
        begun = text[place:] in {"<", "<!"} or SPACED_THOUGHT_PART.fullmatch(text, place)
        if begun and not final:
            return MORE
        self._output.emit("<")
        return place + 1

    def _named_tag(self, text: str, place: int, name: str, *, final: bool) -> int:
        if name in {"http:", "https:", "mailto:"}:
            self._state.autolink = True
            return place + (len("<mailto:") if name == "mailto:" else 1)
        if name.rpartition(":")[2] not in KNOWN_TAGS:
            self._output.emit("<")
            return place + 1
        end = place + 1
        while end < len(text) and text[end] not in "<>":
            end += 1
        if end == len(text) and end - place < _LONGEST_TAG and not final:
            return MORE
        if end == len(text) or text[end] == "<" or end - place >= _LONGEST_TAG:
            self._output.emit("<")
            return place + 1
        self._tag(parse_tag(text[place : end + 1]))
        return end + 1

    def _tag(self, tag: Tag) -> None:
        state = self._state
        stray = tag.name in SILENT_TAGS and tag.closing  # a thought whose beginning was left out
        if tag.name in SENTENCE_TAGS or stray or (self._ssml and tag.name == "s"):
            self._output.end_sentence()
        elif tag.name in CELL_TAGS and tag.closing:
            self._output.emit(", ")
        elif tag.name in SILENT_TAGS and not (tag.closing or tag.empty):
            state.until = f"</{tag.name}>"
        elif tag.name == "break":
            if self._ssml:
                self._output.pieces.append(break_of(tag))
            else:
                self._output.emit(" ")
        elif self._ssml and tag.name == "prosody" and not tag.empty:
            self._output.prosody(tag)
        elif self._ssml and tag.name == "say-as":
            state.say_as = "" if tag.closing else tag.attributes.get("interpret-as", "")
        elif self._ssml and tag.name == "sub" and "alias" in tag.attributes and not tag.closing:
            self._output.emit(html.unescape(tag.attributes["alias"]))
            state.until = "</sub>"

    _HANDLERS: ClassVar = {
        "\n": _newline,
        "\r": _newline,
        " ": _space,
        "\t": _space,
        "\\": _escape,
        "`": _backtick,
        "*": _star,
        "_": _emphasis,
        "~": _emphasis,
        "[": _link_start,
        "]": _link_end,
        "!": _bang,
        "|": _bar,
        "&": _entity,
        "$": _dollar,
        "<": _angle,
        ">": _angle_end,
    }
