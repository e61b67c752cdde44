"""What has to follow a full stop for it to end a sentence.

A full stop also belongs to abbreviations, ordinals, list numbers, initials, file names and
addresses. The text in front of it tells most of them apart; what is left is decided by the next
letter or the next word, which the splitter has to wait for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.abbreviation import Place
from pocket_tts_wyoming.text.languages.words import is_next_in_list, words_of

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.abbreviation import Places
    from pocket_tts_wyoming.text.languages.base import SentenceWords
    from pocket_tts_wyoming.text.languages.truncation import Truncations

OPENING = "\"'“”„‚‘’«»‹›([{*_"  # noqa: RUF001 - these are the quotes
INVERTED = "¿¡"
_BEFORE_WORD = OPENING + INVERTED
_APOSTROPHES = "'’"  # noqa: RUF001 - the typographic one is meant
_JOINTS = re.compile(r"[-/\u2010-\u2014]")
_WORD_CHARACTER = re.compile(r"[^\W_]")
_GERMAN_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.?")
_ROMAN = re.compile(r"[IVX]{2,}")
_GLUED_UNIT = re.compile(r"\d+(?:[.,:]\d+)*([^\W\d_])|\d+(?:[.,:]\d+)+([^\W\d_]{2,3})")
_SYMBOLS = frozenset("%°€$£")
# Behind a number these may be units, neither initials nor words: "1250 W.", "8 h.", "3 in. deep".
_UNIT_WORD_LETTERS = 2
_ADDRESS_MARKS = frozenset("/\\=@:.&#_")
# Long enough for an address and the three tokens of "i. d. R".
_CONTEXT_CHARACTERS = 200
_LIST_NUMBER_DIGITS = 3
_CERTAIN_LETTERS = 4
_ABBREVIATED_LETTERS = 3
_ELISION_LETTERS = 2
# What loses its last letter before a vowel in French and Italian; English cuts the other side.
_ELIDED = words_of("l d qu n s j m c t jusqu lorsqu puisqu quelqu dell nell sull all dall un quest")


class After(Enum):
    """What may stand behind a mark and white space if the mark ends the sentence."""

    ANYTHING = auto()
    NO_LOWER_CASE = auto()
    NO_LOWER_CASE_NOR_DIGIT = auto()
    NO_LOWER_CASE_NOR_NUMBER = auto()
    """Nor a Roman number, nor a code ("WX-4400")."""
    STARTER = auto()
    """A capitalised word that often begins a sentence."""
    NEVER = auto()


_AFTER = {
    Place.ALWAYS_FOLLOWED: After.NEVER,
    Place.MAY_END: After.STARTER,
    Place.NOT_LAST: After.STARTER,
    Place.SENSE: After.STARTER,
    Place.BEFORE_NUMBER: After.NO_LOWER_CASE_NOR_NUMBER,
    Place.BEFORE_ROMAN: After.NO_LOWER_CASE_NOR_NUMBER,
}


@dataclass(frozen=True, slots=True)
class Context:
    """What a language knows about the ends of its sentences."""

    words: SentenceWords
    places: Places
    units: frozenset[str] = frozenset()
    """Units that end in a full stop, without it."""
    truncations: Truncations | None = None
    letters: frozenset[str] = frozenset()
    """Units that are one letter."""


def has_words(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] holds a letter or a digit."""
    return _WORD_CHARACTER.search(text, start, end) is not None


def after_full_stop(sentence: str, context: Context) -> After:
    """Judge a single full stop by the part of its sentence in front of it."""
    tokens = sentence[-_CONTEXT_CHARACTERS:].split()
    if not tokens or sentence[-1].isspace():
        return After.NO_LOWER_CASE
    token = tokens[-1].lstrip(_BEFORE_WORD)
    is_first = not has_words(sentence, 0, len(sentence) - len(tokens[-1]))
    if token[-1:].isdigit():
        return _after_number(token, sentence, context, is_first=is_first)
    # "1 Bd. Petersilie": behind a number it is a unit, whatever else it may be short for.
    counted = tokens[-2:-1] and tokens[-2][-1].isdigit() and token in context.units
    known = After.STARTER if counted else _known(token, tokens[:-1], context)
    glued_unit = _GLUED_UNIT.fullmatch(token)
    if glued_unit is not None and (glued_unit[1] or glued_unit[2]) in context.units:
        known = After.NO_LOWER_CASE  # Dutch "om 8.21u. en"
    if known is None and _JOINTS.search(token):
        known = _known(_JOINTS.split(token)[-1], [], context)  # "Dipl.-Ing."
    if known is not None:
        return known
    if "." in token:
        # An address or a file name may end a sentence; "U.S." does so seldom.
        return After.STARTER if _is_initials(token) else After.ANYTHING
    word = _last_part(token)
    # "12mo." is a unit like "12 mo."; one letter may be a name ("4K", "room 12b").
    glued = word.lstrip("0123456789")
    if glued.isalpha() and len(glued) > 1:
        word = glued
    short = word.isalpha() and len(word) <= _UNIT_WORD_LETTERS
    joined = token.removesuffix(word).rstrip("-\u2013")[-1:].isdigit()
    if short and (joined or (tokens[-2:-1] and tokens[-2][-1].isdigit())):
        # "221 N. Elm St.", but "1250 W."; "220 W. 3rd St." goes on either way.
        initial = len(word) == 1 and word not in context.letters
        unit = After.NO_LOWER_CASE_NOR_DIGIT if len(word) == 1 else After.NO_LOWER_CASE
        return _known(word, [], context) or (After.STARTER if initial else unit)
    return _known(word, [], context) or _after_word(word, context, is_first=is_first)


def is_safe_without_space(sentence: str, marks: str, context: Context) -> bool:
    """Whether marks at the end of what is written so far cannot be inside a word or number.

    A number may go on ("21." "5"), an address too ("a.b/c?" "d=e"). "example." "com" cannot be
    told from the end of a sentence, but the tokenizers of most language models (cl100k, o200k,
    Llama 3) keep a full stop and the letter behind it in one token, so a writer hardly ever
    pauses between them.
    """
    token = (
        "" if sentence[-1:].isspace() else sentence[-_CONTEXT_CHARACTERS:].rsplit(maxsplit=1)[-1]
    )
    if "!" in marks or "?" in marks:
        return _ADDRESS_MARKS.isdisjoint(token)
    plain = _JOINTS.sub("", token.lstrip(_BEFORE_WORD))
    for apostrophe in _APOSTROPHES:
        plain = plain.replace(apostrophe, "")
    is_word = plain.isalpha()
    if "…" in marks or ".." in marks:
        return is_word and ("…" in marks or "..." in marks)
    ends_in_symbol = token[-1:] in _SYMBOLS
    return (is_word or ends_in_symbol) and after_full_stop(sentence, context) is After.ANYTHING


def _known(token: str, before: list[str], context: Context) -> After | None:
    """Look an abbreviation up, together with its parts in front of it ("z. B", "i. d. R")."""
    chain = token
    for part in reversed(before):
        part_word = part.lstrip(_BEFORE_WORD).removesuffix(".")
        if not part.endswith(".") or len(part_word) > _ABBREVIATED_LETTERS:
            break
        chain = f"{part_word}.{chain}"
    for spelling in (chain, token):
        place = context.places.of(spelling)
        if place is not None:
            return _AFTER[place]
    return None


def _after_word(word: str, context: Context, *, is_first: bool) -> After:
    """Judge a word that is no known abbreviation; it may be one that is not known."""
    is_roman = context.words.ordinals and _ROMAN.fullmatch(word) is not None
    if word.isalpha() and (len(word) == 1 or is_roman):
        return After.NEVER if is_first else After.STARTER
    if word.lower() not in context.words.short and context.places.may_be_cut(word.lower()):
        return After.NO_LOWER_CASE_NOR_DIGIT
    if context.truncations is not None and context.truncations.whole(word, goes_on=False):
        return After.STARTER
    if not word.isalpha() or len(word) >= _CERTAIN_LETTERS or word.lower() in context.words.short:
        return After.ANYTHING
    return After.NO_LOWER_CASE


def _after_number(token: str, sentence: str, context: Context, *, is_first: bool) -> After:
    head, _, last = token.replace("\u2013", "-").replace("/", "-").rpartition("-")
    if head.endswith("."):
        token = last  # "vom 1.-3. Mai", "in der 5./6. Stunde"
    if not token.isdecimal():
        is_date = context.words.ordinals and _GERMAN_DATE.fullmatch(token)
        return After.STARTER if is_date else After.ANYTHING
    if len(token) > _LIST_NUMBER_DIGITS:
        return After.ANYTHING
    if is_first or is_next_in_list(int(token), sentence[: -len(token)]):
        return After.NEVER
    return After.STARTER if context.words.ordinals else After.ANYTHING


def _is_initials(token: str) -> bool:
    return all(len(part) == 1 and part.isalpha() for part in token.split("."))


def _last_part(token: str) -> str:
    """Return what a full stop could abbreviate: "Jan" of "mid-Jan", but all of "isn't"."""
    part = _JOINTS.split(token)[-1]
    for apostrophe in _APOSTROPHES:
        head, found, rest = part.rpartition(apostrophe)
        if found:
            # "Vent d'O." has an initial, "l'ex. 12" an abbreviation.
            whole = len(rest) > _ELISION_LETTERS or (len(rest) == 1 and rest.isupper())
            whole = whole or (len(rest) > 1 and head.lower() in _ELIDED)
            part = rest if whole else head + rest
    return part
