"""Letters of other scripts: written in Latin ones where a name can be said like that.

Cyrillic and Greek stand letter for letter here. What else the voices cannot say (Chinese, Arabic,
…) is left out, and the log says so. `anyascii` (ISC, 0.3.3, 345 kB) would add some hundred scripts;
it gives Arabic without its vowels and Japanese in Chinese readings.
"""

from __future__ import annotations

import unicodedata

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѓќѕ",
        "a b v g d e jo zh z i j k l m n o p r s t u f kh ts ch sh shch , y , e yu ya i ji je g u "
        "j lj nj c dj dzh gj kj dz".replace(",", "").split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_LETTERS = _CYRILLIC | _GREEK
# "Ελλάδα" has an accent, as has the one letter "й".
_KEPT_MARKS = frozenset("йёїў")


def latin(char: str) -> str:
    """Return the Latin letters for one of another script; empty if none are known."""
    small = char.lower()
    if small not in _KEPT_MARKS:
        small = unicodedata.normalize("NFD", small)[:1]
    letters = _LETTERS.get(small, "")
    return letters.capitalize() if char.isupper() else letters


def scripts_of(text: str) -> set[str]:
    """Name the scripts of a text's letters other than Latin, as Unicode does ("CYRILLIC")."""
    if text.isascii():
        return set()
    names = (
        unicodedata.name(char, "").partition(" ")[0]
        for char in text
        if char.isalpha() and char not in _SIGNS
    )
    return {name for name in names if name} - _NOT_SCRIPTS


# Greek letters that stand for units and numbers.
_SIGNS = frozenset("µμΩπ")
# First words of the names of letters that are Latin, or signs.
_NOT_SCRIPTS = {"LATIN", "FEMININE", "MASCULINE", "MODIFIER", "DOUBLE-STRUCK", "MICRO", "SCRIPT"}
_NOT_SCRIPTS |= {"MATHEMATICAL", "FULLWIDTH", "OHM", "KELVIN", "ANGSTROM", "BLACK-LETTER"}
