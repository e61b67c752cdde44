"""The words that a language has for signs, and those that tell where its sentences end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWords:
    """The words for signs. An empty word means: say nothing (a space stays)."""

    point: str
    minus: str
    plus: str
    plus_minus: str
    about: str
    to: str
    score: str
    equals: str
    times: str
    divided_by: str
    less_than: str
    more_than: str
    at_most: str
    at_least: str
    and_: str
    at: str
    dot: str
    slash: str
    path_slash: str
    hyphen: str
    underscore: str
    colon: str
    number: str
    arrow: str
    version: str
    version_point: str
    per: str
    section: str = ""
    over: str
    out_of: str = ""
    power: str
    squared: str
    cubed: str
    root: str
    not_equal: str
    infinity: str
    season: str
    episode: str
    diameter: str = ""
    pi: str = "pi"
    star: str = ""
    hash: str = ""
    by: str = ""
    """Between the sides of a size, if it is another word than in a calculation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWords:
    """Words that tell the end of a sentence from an abbreviation, and where long ones are cut.

    `starters`: words that often begin a sentence; the full stop of an abbreviation ends one only in
    front of them. `short`: words of two or three letters that are no abbreviation.
    `closers`: abbreviations behind which any capitalised word begins a sentence ("p.m. Bring"),
    but not a word of `after_closers` ("p.m. Eastern"). `ordinals`:
    ordinals are written with a full stop ("am 3. Mai"). `spaced_quotes`: « opens and » closes,
    often with a space inside. `conjunctions`: a long sentence is rather cut in front of these.
    """

    starters: frozenset[str]
    short: frozenset[str]
    conjunctions: frozenset[str]
    closers: tuple[str, ...] = ()
    after_closers: frozenset[str] = frozenset()
    ordinals: bool = False
    spaced_quotes: bool = False
