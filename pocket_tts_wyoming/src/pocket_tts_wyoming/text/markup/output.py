"""What the markup filter gives back: text, pauses, and the full stops that lines lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.markup.tags import Break, SpeakingRate, speed_of

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.markup.state import MarkupState
    from pocket_tts_wyoming.text.markup.tags import Tag

Piece = str | Break | SpeakingRate

_SENTENCE_END = ".!?\u2026"
_PAUSE = ",;:"
_CLOSERS = "\"')]}*_`\u201d\u201c\u00bb\u2019"
_SPELLING = frozenset({"characters", "spell-out", "verbatim"})
_DIGITS = frozenset({"digits", "telephone"})


class MarkupOutput:
    """Collects `pieces` and notes in the filter's state what was written last."""

    def __init__(self, state: MarkupState) -> None:
        self._state = state
        self.pieces: list[Piece] = []

    def emit(self, text: str) -> None:
        """Write text of the input, said letter by letter where SSML asks for it."""
        state = self._state
        if state.say_as in _SPELLING:
            text = "".join(f"{char} " for char in text if not char.isspace())
        elif state.say_as in _DIGITS:
            text = "".join(f"{char} " if char.isdigit() else char for char in text)
        if not text:
            return
        self.append(text)
        state.previous = text[-1]
        core = text.rstrip().rstrip(_CLOSERS).rstrip()
        if core:
            state.last = core[-1]
        if not text.isspace():
            state.line_open = True

    def append(self, text: str) -> None:
        """Join text to the last piece without a note in the state."""
        if self.pieces and isinstance(self.pieces[-1], str):
            self.pieces[-1] += text
        else:
            self.pieces.append(text)

    def prosody(self, tag: Tag) -> None:
        """Begin or end a `<prosody>`, and note the rate if that changes it."""
        speeds = self._state.speeds
        before = speeds[-1] if speeds else 1.0
        if not tag.closing:
            speeds.append(speed_of(tag, before))
        elif speeds:
            speeds.pop()
        now = speeds[-1] if speeds else 1.0
        if now != before:
            self.pieces.append(SpeakingRate(now))

    def stop(self) -> None:
        """Put a full stop where a line ends without any sign."""
        state = self._state
        if state.line_open and state.last not in _SENTENCE_END + _PAUSE:
            self.append(".")
            state.last = state.previous = "."

    def end_sentence(self) -> None:
        """End the line for certain: a full stop if it lacks a sign, and a line break."""
        self.stop()
        if self._state.line_open:
            self.append("\n")
            self._state.previous = "\n"
            self._state.line_open = False
