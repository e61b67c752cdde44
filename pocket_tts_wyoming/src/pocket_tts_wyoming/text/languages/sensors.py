"""Units that sensors write and people seldom do, in all languages.

The list is that of Home Assistant's units of measurement, as far as the languages' own tables do
not have them; those win.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M, _N = Gender.FEMININE, Gender.MASCULINE, Gender.NEUTER
_LANGUAGES = ("en", "de", "nl", "fr", "es", "it", "pt")
# A humidity is written with and without a blank.
_HUMIDITY = (
    "%RH",
    "% RH",
    "%rH",
    "% rH",
    "%HR",
    "% HR",
    "%UR",
    "% UR",
    "%r.F.",
    "% r.F.",
    "%rF",
    "% rF",
)
_VOLTS_DC, _VOLTS_AC = ("VDC", "V DC", "Vdc"), ("VAC", "V AC", "Vac")
# One and many, in the order of the languages; "|" between them where they differ.
_TABLE: tuple[tuple[tuple[str, ...], str, str, str, str, str, str, str], ...] = (
    (_HUMIDITY, "percent relative humidity", "Prozent relative Feuchte",
     "procent relatieve vochtigheid", "pour cent d'humidité relative",
     "por ciento de humedad relativa", "per cento di umidità relativa",
     "por cento de humidade relativa"),
    (_VOLTS_DC, "volt D C|volts D C", "Volt Gleichstrom", "volt gelijkstroom",
     "volt continu|volts continus", "voltio de continua|voltios de continua", "volt in continua",
     "volt de corrente contínua|volts de corrente contínua"),
    (_VOLTS_AC, "volt A C|volts A C", "Volt Wechselstrom", "volt wisselstroom",
     "volt alternatif|volts alternatifs", "voltio de alterna|voltios de alterna",
     "volt in alternata", "volt de corrente alternada|volts de corrente alternada"),
    (("kvar", "kVAr"), "kilovar|kilovars", "Kilovar", "kilovar", "kilovar|kilovars",
     "kilovar|kilovares", "chilovar", "quilovar|quilovars"),
    (("varh",), "var hour|var hours", "Varstunde|Varstunden", "varuur", "varheure|varheures",
     "var hora|vares hora", "varora", "var-hora|vars-hora"),
    (("kvarh", "kVArh"), "kilovar hour|kilovar hours", "Kilovarstunde|Kilovarstunden",
     "kilovaruur", "kilovarheure|kilovarheures", "kilovar hora|kilovares hora", "chilovarora",
     "quilovar-hora|quilovars-hora"),
    (("TWh",), "terawatt hour|terawatt hours", "Terawattstunde|Terawattstunden", "terawattuur",
     "térawattheure|térawattheures", "teravatio hora|teravatios hora", "terawattora",
     "terawatt-hora|terawatts-hora"),
    (("mWh",), "milliwatt hour|milliwatt hours", "Milliwattstunde|Milliwattstunden",
     "milliwattuur", "milliwattheure|milliwattheures", "milivatio hora|milivatios hora",
     "milliwattora", "miliwatt-hora|miliwatts-hora"),
    (("GJ",), "gigajoule|gigajoules", "Gigajoule", "gigajoule", "gigajoule|gigajoules",
     "gigajulio|gigajulios", "gigajoule", "gigajoule|gigajoules"),
    (("Mcal",), "megacalorie|megacalories", "Megakalorie|Megakalorien",
     "megacalorie|megacalorieën", "mégacalorie|mégacalories", "megacaloría|megacalorías",
     "megacaloria|megacalorie", "megacaloria|megacalorias"),
    (("Gcal",), "gigacalorie|gigacalories", "Gigakalorie|Gigakalorien",
     "gigacalorie|gigacalorieën", "gigacalorie|gigacalories", "gigacaloría|gigacalorías",
     "gigacaloria|gigacalorie", "gigacaloria|gigacalorias"),
    (("cbar",), "centibar|centibars", "Zentibar", "centibar", "centibar|centibars",
     "centibar|centibares", "centibar", "centibar|centibares"),
    (("inHg",), "inch of mercury|inches of mercury", "Zoll Quecksilbersäule", "inch kwik",
     "pouce de mercure|pouces de mercure", "pulgada de mercurio|pulgadas de mercurio",
     "pollice di mercurio|pollici di mercurio", "polegada de mercúrio|polegadas de mercúrio"),
    (("ft³", "ft3"), "cubic foot|cubic feet", "Kubikfuß", "kubieke voet", "pied cube|pieds cubes",
     "pie cúbico|pies cúbicos", "piede cubo|piedi cubi", "pé cúbico|pés cúbicos"),
    (("ft²", "ft2"), "square foot|square feet", "Quadratfuß", "vierkante voet",
     "pied carré|pieds carrés", "pie cuadrado|pies cuadrados", "piede quadrato|piedi quadrati",
     "pé quadrado|pés quadrados"),
    (("yd",), "yard|yards", "Yard|Yards", "yard", "yard|yards", "yarda|yardas", "iarda|iarde",
     "jarda|jardas"),
    (("gal",), "gallon|gallons", "Gallone|Gallonen", "gallon", "gallon|gallons",
     "galón|galones", "gallone|galloni", "galão|galões"),
    (("nmi",), "nautical mile|nautical miles", "Seemeile|Seemeilen", "zeemijl",
     "mille marin|milles marins", "milla náutica|millas náuticas",
     "miglio nautico|miglia nautiche", "milha náutica|milhas náuticas"),
    (("mPa",), "millipascal|millipascals", "Millipascal", "millipascal",
     "millipascal|millipascals", "milipascal|milipascales", "millipascal",
     "milipascal|milipascals"),
    (("mS",), "millisiemens", "Millisiemens", "millisiemens", "millisiemens", "milisiemens",
     "millisiemens", "milisiemens"),
    (("µT",), "microtesla", "Mikrotesla", "microtesla", "microtesla", "microteslas",
     "microtesla", "microtesla"),
    (("mT",), "millitesla", "Millitesla", "millitesla", "millitesla", "militeslas",
     "millitesla", "militesla"),
    (("µmol",), "micromole|micromoles", "Mikromol", "micromol", "micromole|micromoles",
     "micromol|micromoles", "micromole|micromoli", "micromol|micromols"),
    (("PB",), "petabyte|petabytes", "Petabyte", "petabyte", "pétaoctet|pétaoctets",
     "petabyte|petabytes", "petabyte", "petabyte|petabytes"),
    (("B/s",), "byte per second|bytes per second", "Byte pro Sekunde", "byte per seconde",
     "octet par seconde|octets par seconde", "byte por segundo|bytes por segundo",
     "byte al secondo", "byte por segundo|bytes por segundo"),
    (("BTU/h",), "B T U per hour", "B T U pro Stunde", "B T U per uur", "B T U par heure",
     "B T U por hora", "B T U all'ora", "B T U por hora"),
    (("°dH",), "degree of German hardness|degrees of German hardness", "Grad deutscher Härte",
     "graad Duitse hardheid|graden Duitse hardheid", "degré allemand|degrés allemands",
     "grado alemán|grados alemanes", "grado tedesco|gradi tedeschi", "grau alemão|graus alemães"),
    (("Bft",), "beaufort", "Beaufort", "beaufort", "beaufort|beauforts", "beaufort", "beaufort",
     "beaufort"),
)  # fmt: skip
# Masculine, in German neuter, unless named here: by the column and the first letters.
_FEMININE: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Varst",
        "Kilovarst",
        "Terawatts",
        "Milliwatts",
        "Megakal",
        "Gigakal",
        "Gallone",
        "Seem",
    ),
    "fr": ("varh", "kilovarh", "térawatth", "milliwatth", "mégacal", "gigacal"),
    "es": ("megacal", "gigacal", "pulgada", "yarda", "milla"),
    "it": ("varora", "chilovarora", "terawatt", "milliwatt", "megacal", "gigacal", "iarda"),
    "pt": ("megacal", "gigacal", "polegada", "jarda", "milha"),
}
_NEUTER = {"nl": ("procent", "varuur", "kilovaruur", "terawattuur", "milliwattuur", "yard")}


def sensor_units(language: str) -> dict[str, Noun]:
    """Return the units by their signs, in one language."""
    column = _LANGUAGES.index(language)
    found: dict[str, Noun] = {}
    for signs, *words in _TABLE:
        one, _, many = words[column].partition("|")
        gender = _N if language == "de" else _M
        if one.startswith(_FEMININE.get(language, ())):
            gender = _F
        elif one.startswith(_NEUTER.get(language, ())):
            gender = _N
        found |= dict.fromkeys(signs, Noun(one, many or one, gender))
    return found
