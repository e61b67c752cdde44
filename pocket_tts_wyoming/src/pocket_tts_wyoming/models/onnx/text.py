"""Text as the model was trained to read it, and tokenizers.

The same as prepare_text_prompt of pocket-tts 4.0.1, with which the tests compare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Encode: TypeAlias = "Callable[[str], Sequence[int]]"

_MARK_AND_COMMA = re.compile(r"([.!?…])\s*[,;:]")
_SENTENCE_ENDS = ".!?…"
_WEAK_ENDS = ",;:-–—"  # noqa: RUF001 - dashes are meant
_CLOSING = "\"'”’)]»"  # noqa: RUF001 - quotes are meant
_SHORT_WORDS = 4
_SHORT_PADDING = " " * 8
_FRAMES_SHORT, _FRAMES_LONG = 5, 3  # after EOS; the end of a short text is easily cut off


@dataclass(frozen=True, slots=True)
class TextPreparation:
    """How a model wants its text: the fields of the same names in its configuration."""

    replace_characters: Mapping[str, str] = field(default_factory=dict)
    remove_semicolons: bool = False
    capitalize_first_letter: bool = True
    append_terminal_punctuation: bool = True
    pad_with_spaces_for_short_inputs: bool = False
    model_recommended_frames_after_eos: int | None = None

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> TextPreparation:
        """Read them from a parsed configuration; what it does not mention gets the default."""
        return cls(**{name: config[name] for name in cls.__slots__ if name in config})

    def prepare(self, text: str) -> tuple[str, int]:
        """Return the text to tokenize, and the number of frames after EOS.

        Raises ValueError if the text is empty.
        """
        text = self._replaced(text.strip())
        if not text:
            raise ValueError("There is nothing to say.")
        text = re.sub("[\n\r]", " ", text).replace("  ", " ")
        if self.remove_semicolons:
            text = text.replace(";", ",")
        words = len(text.split())
        if self.capitalize_first_letter and not text[0].isupper():
            text = text[0].upper() + text[1:]
        if self.append_terminal_punctuation:
            text = _ended(text)
        if self.pad_with_spaces_for_short_inputs and len(text.split()) <= _SHORT_WORDS:
            text = _SHORT_PADDING + text
        frames = self.model_recommended_frames_after_eos
        if frames is None:
            frames = _FRAMES_SHORT if words <= _SHORT_WORDS else _FRAMES_LONG
        return text, frames

    def _replaced(self, text: str) -> str:
        if not self.replace_characters:
            return text
        text = " ".join(
            text.translate({ord(a): b for a, b in self.replace_characters.items()}).split()
        )
        # Removing a quote leaves `Hi?, she said`.
        return _MARK_AND_COMMA.sub(r"\1", text)


def _ended(text: str) -> str:
    """Make a text end like a sentence, so that its last word is neither lost nor repeated."""
    body = text.rstrip(_CLOSING + " ")
    if body.endswith(tuple(_SENTENCE_ENDS)) or not body:
        return text
    if body.endswith(tuple(_WEAK_ENDS)):
        return body.rstrip(_WEAK_ENDS + " ") + "." + text[len(body) :].strip()
    return text + "."


def load_tokenizer(path: Path, tokens: int) -> Encode:
    """Load a tokenizer of `tokens` pieces: `tokenizer.json`, else a SentencePiece model.

    Raises ValueError if it has another number, and what its library raises for a bad file.
    """
    # Each library is needed by some models only, and takes 5 to 30 MB of memory.
    if path.suffix == ".json":
        import tokenizers  # noqa: PLC0415 - see above

        tokenizer = tokenizers.Tokenizer.from_file(str(path))
        size = tokenizer.get_vocab_size()

        def encode(text: str) -> Sequence[int]:
            ids: list[int] = tokenizer.encode(text).ids
            return ids

    else:
        import sentencepiece  # noqa: PLC0415 - see above

        processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        size = processor.vocab_size()

        def encode(text: str) -> Sequence[int]:
            ids: list[int] = processor.encode(text, out_type=int)
            return ids

    if size != tokens:
        raise ValueError(f"The tokenizer {path.name} has {size} tokens, but the model {tokens}.")
    return encode
