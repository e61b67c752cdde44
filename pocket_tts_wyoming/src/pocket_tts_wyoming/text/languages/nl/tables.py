"""Dutch vocabulary: neuter nouns, spans of time, names of months and days, rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_N = Gender.NEUTER
# Things of which there is "een half", not "een halve"; the rest is of common gender.
GENDERS: Mapping[str, Gender] = dict.fromkeys(
    words_of(
        "uur jaar kwartier procent pond gram kilogram kopje glas blik blikje brood pak pakje stuk "
        "ei bord bakje potje zakje flesje kilowattuur blok blokje"
    ),
    _N,
)
# Spans of time: "1,5" before them is "anderhalf", before a measurement "één komma vijf".
SPANS: Mapping[str, str] = {
    "uur": "uur", "uren": "uur", "h": "uur", "u": "uur", "minuut": "minuut", "minuten": "minuut",
    "min": "minuut", "seconde": "seconde", "seconden": "seconde", "dag": "dag", "dagen": "dag",
    "week": "week", "weken": "week", "maand": "maand", "maanden": "maand", "jaar": "jaar",
    "jaren": "jaar",
}  # fmt: skip
WEEKDAYS: Mapping[str, str] = {
    "ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag",
    "za": "zaterdag", "zo": "zondag",
}  # fmt: skip
RULERS = words_of(
    "Willem Lodewijk Filips Filip Karel Hendrik Elizabeth Elisabeth Frederik Napoleon Johannes "
    "Paulus Benedictus Pius Leo Leopold Albert Boudewijn Catharina Peter Alexander Nicolaas Ivan "
    "George Henry Eduard Jacobus Richard Otto Ramses Floris Margriet Margrethe Christiaan Gustaaf "
    "Haakon Harald Wilhelm Maximiliaan Gregorius Clemens Innocentius Felipe Charles Louis Henri"
)
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "sept": 9,
    "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
MONTH_ABBREVIATIONS = {
    **SHORT_MONTHS,
    **{name.capitalize(): number for name, number in SHORT_MONTHS.items()},
    **{name.capitalize(): number for number, name in enumerate(MONTHS, start=1)},
}  # fmt: skip
