"""What is spoken in the measurements."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = (
    "the kitchen light is on and the window of the living room will be closed before it begins to "
    "rain this evening while the washing machine keeps running until the laundry is clean"
)

ANSWER = (
    "The kitchen light is on.",
    "Today it will be mostly sunny, with a high of eighteen degrees.",
    "The front door was opened at a quarter past seven this morning.",
    "You have three items on your shopping list, and milk is one of them.",
)


def token_counter(model: Path) -> Callable[[str], int]:
    """Return what counts a synthetic checkpoint's tokens; its tokenizer has one of two forms."""
    path = model / "tokenizer.json"
    if path.exists():
        import tokenizers  # noqa: PLC0415 - not needed by the child processes

        tokenizer = tokenizers.Tokenizer.from_file(str(path))
        return lambda text: len(tokenizer.encode(text).ids)
    import sentencepiece  # noqa: PLC0415 - likewise

    processor = sentencepiece.SentencePieceProcessor(model_file=str(model / "tokenizer.model"))
    return lambda text: len(processor.encode(text))


def turned(text: str, words: int) -> str:
    """Move so many words from a text's beginning to its end.

    A slot of the server remembers what it has read, so a text that is measured again must begin
    with another word.
    """
    found = text.split()
    turn = words % len(found)
    return " ".join(found[turn:] + found[:turn])


def texts_of(tokens: int, count: Callable[[str], int]) -> tuple[str, ...]:
    """Return sentences for `text_of` that begin with one word each."""
    return tuple(text_of(tokens, count, turn) for turn in range(len(WORDS.split())))


def text_of(tokens: int, count: Callable[[str], int], turn: int = 0) -> str:
    """Return one sentence of at most this many tokens, without a clause mark to cut it at.

    `turn`: which of the words it begins with.
    """
    text = ""
    for word in cycle(turned(WORDS, turn).split()):
        longer = f"{text} {word}".strip()
        if count(longer.capitalize() + ".") > tokens:
            return text.capitalize() + "."
        text = longer
    raise AssertionError  # cycle never ends


def token_like(text: str) -> list[str]:
    """Cut a text into pieces as a language model writes them: words with the blank before them."""
    words = text.split(" ")
    return [words[0], *(f" {word}" for word in words[1:])]
