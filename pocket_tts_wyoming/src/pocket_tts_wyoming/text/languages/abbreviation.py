"""Abbreviations: what they stand for, and whether their full stop may end a sentence.

One table per language is read by the splitter and by the normaliser.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Place(Enum):
    """Where an abbreviation stands."""

    ALWAYS_FOLLOWED = auto()
    """Something always follows ("Dr."): its full stop never ends a sentence."""
    MAY_END = auto()
    """It may end a sentence ("etc."); then a word that often begins one follows."""
    BEFORE_NUMBER = auto()
    """Only before a number ("No. 5"); elsewhere it is a word ("No.")."""
    BEFORE_ROMAN = auto()
    """Only before a Roman numeral ("s. XIX")."""
    NOT_LAST = auto()
    """At the end of a sentence it is a word ("Sun."), elsewhere an abbreviation."""
    PLAIN = auto()
    """It has no full stop, or one that no sentence ends with ("Sig.ra", "w/o")."""
    SENSE = auto()
    """It has several meanings, told apart by what stands around it ("Min. de Sanidad")."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One abbreviation as it is written, with its full stops, and the words for it.

    A space inside ("z. B.") may be missing. Written with a small letter, it is also known with a
    capital at a sentence's start ("Ca. 5 Min."); with a capital, only as written. `feminine`: the
    words beside a feminine noun ("temp. máx."). `suffix`: the end of a longer word ("Hauptstr.").
    `adjective`: the words have no ending yet, the noun behind them gives it ("dt. Meister").
    `of_name`: such an end only of a word with a capital ("Prinsengr.").
    Without words (`spoken` is empty) only the splitter knows it, because it is too often a word.
    `before` and `after`: patterns of what stands around it, for `Place.SENSE`.
    """

    written: str
    spoken: str
    place: Place
    feminine: str = ""
    suffix: bool = False
    of_name: bool = False
    adjective: bool = False
    before: str = ""
    after: str = ""

    @property
    def key(self) -> str:
        """The written form without spaces and without its last full stop."""
        return self.written.replace(" ", "").removesuffix(".")


def abbreviations(
    *,
    always_followed: Mapping[str, str],
    may_end: Mapping[str, str],
    before_number: Mapping[str, str],
    before_roman: Mapping[str, str] | None = None,
    not_last: Mapping[str, str] | None = None,
    plain: Mapping[str, str] | None = None,
    suffixes: Mapping[str, str] | None = None,
    feminine: Mapping[str, str] | None = None,
) -> tuple[Abbreviation, ...]:
    """Make a language's table; the arguments are the places, see `Place`.

    `suffixes` are ends of longer words and may end a sentence. `feminine`: another form of words
    listed elsewhere, for feminine nouns.
    """
    by_place = (
        (Place.ALWAYS_FOLLOWED, always_followed),
        (Place.MAY_END, may_end),
        (Place.BEFORE_NUMBER, before_number),
        (Place.BEFORE_ROMAN, before_roman or {}),
        (Place.NOT_LAST, not_last or {}),
        (Place.PLAIN, plain or {}),
    )
    forms = feminine or {}
    table = [
        Abbreviation(written, spoken, place, forms.get(written, ""))
        for place, words in by_place
        for written, spoken in words.items()
    ]
    table += [
        Abbreviation(written, spoken, Place.MAY_END, suffix=True)
        for written, spoken in (suffixes or {}).items()
    ]
    return tuple(table)


def with_capitals(words: Mapping[str, str]) -> dict[str, str]:
    """Add each word without a full stop as it stands at a sentence's start ("Pdt", "Appt")."""
    capital = {key[0].upper() + key[1:]: word[0].upper() + word[1:] for key, word in words.items()}
    return {**capital, **words}


def adjectives(
    stems: Mapping[str, str], *, not_last: frozenset[str] = frozenset()
) -> tuple[Abbreviation, ...]:
    """Make the part of the table whose words get their ending from what follows.

    `not_last`: those that are other words at the end of a sentence ("So macht man.").
    """
    return tuple(
        Abbreviation(
            written,
            stem,
            Place.NOT_LAST if written in not_last else Place.MAY_END,
            adjective=True,
        )
        for written, stem in stems.items()
    )


def name_suffixes(words: Mapping[str, str]) -> tuple[Abbreviation, ...]:
    """Make the part of the table that ends names, as of streets ("Prinsengr.")."""
    return tuple(
        Abbreviation(written, spoken, Place.MAY_END, suffix=True, of_name=True)
        for written, spoken in words.items()
    )


def senses(*table: tuple[str, str, str, str]) -> tuple[Abbreviation, ...]:
    """Make entries of several meanings: the short form, its words, and what stands around it.

    The patterns are of the text that ends before it and of the text that begins behind it; an empty
    one fits anything. The first meaning that fits is said; where none does, the other places are
    tried.
    """
    return tuple(
        Abbreviation(written, spoken, Place.SENSE, before=before, after=after)
        for written, spoken, before, after in table
    )


_BEFORE_NUMBER = frozenset({Place.BEFORE_NUMBER, Place.BEFORE_ROMAN})


@dataclass(frozen=True, slots=True)
class Places:
    """Where each abbreviation of a language stands, by its key.

    `is_cut`: whether a word in lower case that no table knows is certainly a cut one;
    `may_be_cut`: whether it may be one, if its sentence goes on.
    """

    by_key: Mapping[str, Place]
    suffixes: tuple[str, ...]
    is_cut: Callable[[str], bool] = lambda _: False
    may_be_cut: Callable[[str], bool] = lambda _: False

    def of(self, key: str) -> Place | None:
        """Find an abbreviation by its key as it is written; None if it is not known."""
        found = self.by_key.get(key) or self.by_key.get(key.lower())
        if found is None and (key.endswith(self.suffixes) or self.is_cut(key.lower())):
            return Place.MAY_END
        return found


@cache
def places_of(table: tuple[Abbreviation, ...]) -> Places:
    """Make what the splitter reads; abbreviations without a full stop are no matter to it."""
    by_key: dict[str, Place] = {}
    for entry in table:
        if entry.place is not Place.PLAIN and not entry.suffix and entry.written.endswith("."):
            key = entry.key if entry.written[0].isupper() else entry.key.lower()
            known = by_key.setdefault(key, entry.place)
            # "Sc. B" is a staircase: of the meanings that need a number, one does not.
            if entry.place is Place.SENSE and known in _BEFORE_NUMBER:
                by_key[key] = Place.SENSE
            # "EE. UU.": no sentence ends inside.
            for part in entry.written.split()[:-1]:
                by_key.setdefault(part.removesuffix("."), Place.ALWAYS_FOLLOWED)
    return Places(by_key, tuple(entry.key for entry in table if entry.suffix))
