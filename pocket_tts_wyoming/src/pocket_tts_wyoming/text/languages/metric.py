"""Metric units by prefix, for languages that write prefix and unit as one regular word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

# Which prefixes a smart home meets with a unit; the empty one is the unit itself.
_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "W": ("µ", "m", "", "k", "M", "G"),
    "Wh": ("m", "", "k", "M", "G"),
    "V": ("µ", "m", "", "k", "M"),
    "A": ("µ", "m", "", "k"),
    "Ah": ("m", ""),
    "Hz": ("m", "", "k", "M", "G"),
    "Pa": ("", "h", "k", "M"),
    "g": ("µ", "m", "", "k"),
    "m": ("µ", "m", "c", "", "k"),
    "l": ("µ", "m", "c", "", "h"),
    "B": ("", "k", "M", "G", "T"),
    "bit": ("", "k", "M", "G"),
    "s": ("µ", "m", ""),
    "lx": ("",),
    "lm": ("",),
    "Ω": ("m", "", "k", "M"),
}


def metric_units(prefixes: Mapping[str, str], bases: Mapping[str, Noun]) -> dict[str, Noun]:
    """All units with their usual prefixes: "k" + "W" -> "kilowatt"."""
    found = {}
    for sign, noun in bases.items():
        for prefix in _PREFIXES[sign]:
            word = prefixes[prefix] if prefix else ""
            found[prefix + sign] = Noun(word + noun.one, word + noun.many, noun.gender)
    return found


def raised(
    lengths: Mapping[str, Noun], square: tuple[str, str], cubic: tuple[str, str]
) -> dict[str, Noun]:
    """Areas and volumes of lengths: each word pair is put behind one and many."""
    found = {}
    for sign, noun in lengths.items():
        for power, (one, many) in (("²", square), ("³", cubic)):
            found[sign + power] = Noun(f"{noun.one} {one}", f"{noun.many} {many}", noun.gender)
    return found


def degrees(one: str, many: str, gender: Gender = Gender.MASCULINE) -> dict[str, Noun]:
    """Degrees of angle and both temperatures."""
    found = {"°": Noun(one, many, gender)}
    for sign, scale in (("C", "Celsius"), ("F", "Fahrenheit")):
        noun = Noun(f"{one} {scale}", f"{many} {scale}", gender)
        found |= {f"°{sign}": noun, f"° {sign}": noun, f"º{sign}": noun}
    return found
