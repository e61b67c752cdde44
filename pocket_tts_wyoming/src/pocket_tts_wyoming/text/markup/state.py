"""The state of the markup filter between two pieces of text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class MarkupState:
    """What the filter knows about the place it has reached.

    * `line_start`: the next character begins a line; `line_open`: the current line has words in
      the output.
    * `block`: the line is a heading, list item or table row and ends a sentence; `table`: a row.
    * `code`, `autolink`, `links`: inside back ticks, inside `<https://...>`, open brackets.
    * `target`, `target_depth`: the sign that ends a link's target, and its open parentheses.
    * `fence`, `fence_line`: the sign of the open code block; its next character begins a line.
    * `until`: everything up to this is left out. `say_as`: SSML's way of saying what follows;
      `speeds`: those of the open `<prosody>` elements, the innermost last.
    * `previous`, `last`: the last character of the output, and the last that is no space or
      closing mark.
    """

    line_start: bool = True
    block: bool = False
    table: bool = False
    code: bool = False
    autolink: bool = False
    links: int = 0
    target: str = ""
    target_depth: int = 0
    fence: str = ""
    fence_line: bool = False
    until: str = ""
    say_as: str = ""
    speeds: list[float] = field(default_factory=list)
    previous: str = ""
    last: str = ""
    line_open: bool = False
