"""The fixed list of what is spoken: 60 texts for each language.

`texts/LANGUAGE.toml` holds them. Texts with numbers come from the corpus of the text rules, which
knows their spoken forms; all others are written as they are spoken.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias, get_args

_FOLDER = Path(__file__).parent / "texts"
_CORPUS = Path(__file__).parents[2] / "tests/text/corpus"
_PIECE_CHARACTERS = 7
"""Of a streamed text: most pieces end within a word, as those of a language model do."""
_QUICK_OF_EACH_KIND = 2
_REPORTED_TIMES = 5

Kind: TypeAlias = Literal["short", "first", "numbers", "long", "joined", "streamed"]
"""Answers of one or two words; first words that models swallow; numbers; sentences as long as the
model takes at once; two sentences; both, sent in pieces."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text; `spoken` are the right ways to say it, `pieces` how it is sent."""

    name: str
    kind: Kind
    written: str
    spoken: tuple[str, ...]

    @property
    def pieces(self) -> tuple[str, ...]:
        """One piece, or many for a streamed text."""
        if self.kind != "streamed":
            return (self.written,)
        starts = range(0, len(self.written), _PIECE_CHARACTERS)
        return tuple(self.written[start : start + _PIECE_CHARACTERS] for start in starts)


def texts_of(language: str, *, quick: bool = False) -> list[Text]:
    """Return the texts of a language (two letters), or with `quick` two of each kind."""
    listed = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    long, joined = listed["long"], listed["joined"]
    listed["streamed"] = [f"{first} {then}" for first, then in zip(long, joined, strict=False)]
    listed["streamed"] += [f"{first} {then}" for first, then in pairwise(joined[5:])]
    spoken = _spoken_forms(language)
    return [
        Text(f"{kind}-{number:02}", kind, written, spoken.get(written, (written,)))
        for kind in get_args(Kind)
        for number, written in enumerate(listed[kind], 1)
        if not quick or number <= _QUICK_OF_EACH_KIND
    ]


def reported(written: str) -> list[Text]:
    """Return somebody's own text several times: it is not garbled each time.

    It counts as right as the text rules say it.
    """
    return [
        Text(f"reported-{number}", "joined", written, (written,))
        for number in range(1, _REPORTED_TIMES + 1)
    ]


def sentence_for_voices(language: str) -> Text:
    """Return what every voice says: some seconds of plain words."""
    written = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["long"][0]
    return Text("voice", "long", written, (written,))


@cache
def _spoken_forms(language: str) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for path in sorted(_CORPUS.glob(f"{language}*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                written, right, *_ = line.split("\t")
                forms.setdefault(written, tuple(right.split(" | ")))
    return forms
