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
    "l": ("µ", "m", "c", "d", "", "h"),
    "B": ("", "k", "M", "G", "T"),
    "bit": ("", "k", "M", "G"),
    "s": ("µ", "m", ""),
    "lx": ("",),
    "lm": ("",),
    "Ω": ("m", "", "k", "M"),
    "F": ("p", "n", "µ", "m"),
    "H": ("n", "µ", "m"),
    "mol": ("n", "µ", "m"),
    "Sv": ("µ", "m", ""),
    "J": ("k", "M"),
}
# How people write them, too.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "km": ("Km", "KM"),
    "km/h": ("Km/h", "KM/H", "km/H"),
    "kg": ("Kg", "KG"),
    "kW": ("KW", "Kw", "kw"),
    "kWh": ("KWh", "Kwh", "kwh", "KWH"),
    "kHz": ("khz", "Khz"),
    "MHz": ("Mhz", "mhz"),
    "GHz": ("Ghz", "ghz"),
    "Hz": ("hz",),
    "dB": ("db",),
    "cm": ("Cm",),
    "°C": ("°c", "ºc"),
    "hPa": ("hpa", "HPA"),
    "MB": ("mb",),
    "GB": ("gb",),
    "TB": ("tb",),
    "Mbit": ("mbit", "MBit"),
    "kWp": ("kwp", "KWp"),
    "ml": ("Ml",),
}


def metric_units(prefixes: Mapping[str, str], bases: Mapping[str, Noun]) -> dict[str, Noun]:
    """All units with their usual prefixes: "k" + "W" -> "kilowatt"."""
    found = {}
    for sign, noun in bases.items():
        for prefix in _PREFIXES[sign]:
            word = prefixes[prefix] if prefix else ""
            found[prefix + sign] = Noun(word + noun.one, word + noun.many, noun.gender)
    return found


def prefixed(prefixes: Mapping[str, str], bases: Mapping[str, tuple[Noun, str]]) -> dict[str, Noun]:
    """Units with just the prefixes named beside them: "n p" + "mol" -> "nmol", "pmol"."""
    return {
        prefix + sign: Noun(prefixes[prefix] + noun.one, prefixes[prefix] + noun.many, noun.gender)
        for sign, (noun, wanted) in bases.items()
        for prefix in wanted.split()
    }


def with_full_stops(words: Mapping[str, Noun]) -> dict[str, Noun]:
    """Things that are counted by short words, with their full stop and without: "2 cp."."""
    return {written: noun for word, noun in words.items() for written in (f"{word}.", word)}


def carbon_dioxide(grams: Noun, kilograms: Noun, equivalents: Noun) -> dict[str, Noun]:
    """Weights of CO₂ as sensors of a grid and makers of cars write them: "gCO2eq", "g CO₂"."""
    return {
        f"{sign}{gap}CO{two}{rest}": noun
        for sign, rest, noun in (("g", "", grams), ("kg", "", kilograms), ("g", "eq", equivalents))
        for gap in ("", " ")
        for two in ("2", "₂")
    }


def other_spellings(units: Mapping[str, Noun]) -> dict[str, Noun]:
    """Units as many people write them: "50 Km/h", "3 KW"."""
    return {
        written: units[sign]
        for sign, spellings in _SPELLINGS.items()
        if sign in units
        for written in spellings
        if written not in units
    }


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
