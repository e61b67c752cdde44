"""Italian units, currencies and magnitudes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun
from pocket_tts_wyoming.text.languages.metric import (
    degrees,
    metric_units,
    other_spellings,
    prefixed,
    raised,
    with_full_stops,
)
from pocket_tts_wyoming.text.languages.sensors import sensor_units

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
# Neuter stands for things before which "uno" keeps its ending: "uno per cento".
_N = Gender.NEUTER
_PREFIXES = {
    "µ": "micro", "m": "milli", "c": "centi", "p": "pico", "n": "nano", "d": "deci", "h": "etto",
    "k": "chilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
_LENGTHS = {
    "mm": Noun("millimetro", "millimetri"), "cm": Noun("centimetro", "centimetri"),
    "m": Noun("metro", "metri"), "km": Noun("chilometro", "chilometri"),
}  # fmt: skip


def _same(word: str, gender: Gender = _M) -> Noun:
    return Noun(word, word, gender)


# Of blood tests, radiation, water and the grid.
_LABORATORY = {
    **prefixed(_PREFIXES, {
        "mol": (Noun("mole", "moli", _F), "n p µ"), "g": (Noun("grammo", "grammi"), "n p"),
        "Eq": (Noun("equivalente", "equivalenti"), "m"), "S": (_same("siemens"), "m"),
        "Sv": (_same("sievert"), "n µ m"), "J": (_same("joule"), "M"), "lx": (_same("lux"), "k"),
        "Wh": (_same("wattora"), "T"), "N": (_same("newton"), "k"),
        "UI": (Noun("unità internazionale", "unità internazionali", _F), "m µ"),
        "U": (Noun("unità", "unità", _F), "m µ k"),
    }),
    "mol": Noun("mole", "moli", _F), "Sv": _same("sievert"), "Nm": _same("newton metro"),
    "U/l": Noun("unità al litro", "unità al litro", _F),
    "U/L": Noun("unità al litro", "unità al litro", _F), "psi": _same("P S I"),
    "kvar": _same("chilovar"), "VAh": _same("voltamperora"), "dBµV": _same("decibel microvolt"),
    "inHg": Noun("pollice di mercurio", "pollici di mercurio"),
    "°fH": Noun("grado francese", "gradi francesi"), "°f": Noun("grado francese", "gradi francesi"),
    "°dH": Noun("grado tedesco", "gradi tedeschi"), "ct": Noun("centesimo", "centesimi"),
    "c€": Noun("centesimo", "centesimi"), "dpi": Noun("punto per pollice", "punti per pollice"),
    "q": Noun("quintale", "quintali"), "mcg": Noun("microgrammo", "microgrammi"),
    "pt": Noun("punto", "punti"), "pb": Noun("punto base", "punti base"),
}  # fmt: skip
_UNITS = {
    "\u2033": Noun("pollice", "pollici"),
    "kelvin": Noun("kelvin", "kelvin"),
    **degrees("grado", "gradi"),
    **metric_units(
        _PREFIXES,
        {
            "W": _same("watt"), "Wh": _same("wattora"), "V": _same("volt"), "A": _same("ampere"),
            "Ah": _same("ampereora"), "Hz": _same("hertz"), "Pa": _same("pascal"),
            "g": Noun("grammo", "grammi"), "m": _LENGTHS["m"], "l": Noun("litro", "litri"),
            "B": _same("byte"), "bit": _same("bit"), "s": Noun("secondo", "secondi"),
            "lx": _same("lux"), "lm": _same("lumen"), "Ω": _same("ohm"),
            "F": _same("farad"), "H": _same("henry"),
        },
    ),
    **raised(_LENGTHS, ("quadrato", "quadrati"), ("cubo", "cubi")),
    "msg": Noun("messaggio", "messaggi"),
    "Smc": Noun("metro cubo standard", "metri cubi standard", per="al metro cubo standard"),
    "mq": Noun("metro quadrato", "metri quadrati"), "mc": Noun("metro cubo", "metri cubi"),
    "L": Noun("litro", "litri"), "gr": Noun("grammo", "grammi"),
    "mL": Noun("millilitro", "millilitri"),
    "KB": _same("kilobyte"), "kB": _same("kilobyte"), "kbit": _same("kilobit"),
    "KiB": _same("kibibyte"), "MiB": _same("mebibyte"), "GiB": _same("gibibyte"),
    "TiB": _same("tebibyte"), "Mb": _same("megabit"), "Gb": _same("gigabit"),
    "Mbps": _same("megabit al secondo"),
    "Gbps": _same("gigabit al secondo"), "kbps": _same("kilobit al secondo"),
    "kWp": _same("chilowatt di picco"), "VA": _same("voltampere"),
    "mbar": _same("millibar"), "bar": _same("bar"),
    "kcal": Noun("chilocaloria", "chilocalorie", _F),
    "t": Noun("tonnellata", "tonnellate", _F), "µS": _same("microsiemens"),
    "%": _same("per cento", _N), "‰": _same("per mille", _N),
    "min": Noun("minuto", "minuti"), "sec": Noun("secondo", "secondi"),
    "h": Noun("ora", "ore", _F), "d": Noun("giorno", "giorni"), "gg": Noun("giorno", "giorni"),
    "dB": _same("decibel"), "dBA": _same("decibel A"),
    "dB(A)": _same("decibel A"), "Bq": _same("becquerel"), "dBm": _same("decibel milliwatt"),
    "ppm": Noun("parte per milione", "parti per milione", _F),
    "ppb": Noun("parte per miliardo", "parti per miliardo", _F),
    "km/h": Noun("chilometro all'ora", "chilometri all'ora"),
    "m/s²": Noun("metro al secondo quadrato", "metri al secondo quadrato"),
    "mph": Noun("miglio all'ora", "miglia all'ora"), "kn": Noun("nodo", "nodi"),
    "rpm": Noun("giro al minuto", "giri al minuto"),
    **with_full_stops(
        {
            "cpr": Noun("compressa", "compresse", _F), "cps": Noun("capsula", "capsule", _F),
            "bust": Noun("bustina", "bustine", _F), "fl": Noun("fiala", "fiale", _F),
            "conf": Noun("confezione", "confezioni", _F),
            "bott": Noun("bottiglia", "bottiglie", _F), "dz": Noun("dozzina", "dozzine", _F),
            "lt": Noun("litro", "litri"), "Lt": Noun("litro", "litri"),
            "mt": Noun("metro", "metri"), "kgs": Noun("chilogrammo", "chilogrammi"),
            "ql": Noun("quintale", "quintali"), "pagg": Noun("pagina", "pagine", _F),
            "ab": Noun("abitante", "abitanti"), "cucch": Noun("cucchiaio", "cucchiai"),
            "cucch.ni": Noun("cucchiaino", "cucchiaini"), "ep": Noun("episodio", "episodi"),
            "scat": Noun("scatola", "scatole", _F),
            "pacc": Noun("pacco", "pacchi"), "porz": Noun("porzione", "porzioni", _F),

            "gtt": Noun("goccia", "gocce", _F), "cp": Noun("compressa", "compresse", _F),
            "bicch": Noun("bicchiere", "bicchieri"), "amp": Noun("ampolla", "ampolle", _F),
        }
    ),
    "p.p.": Noun("punto percentuale", "punti percentuali"), "pp.": Noun("pagina", "pagine", _F),
    "bpm": Noun("battito al minuto", "battiti al minuto"),
    "CV": Noun("cavallo", "cavalli"), "cv": Noun("cavallo", "cavalli"),
    "px": Noun("pixel", "pixel"), "Mpx": Noun("megapixel", "megapixel"),
    "MP": Noun("megapixel", "megapixel"),
    "mmHg": Noun("millimetro di mercurio", "millimetri di mercurio"),
    "mmol": Noun("millimole", "millimoli", _F),
    "UI": Noun("unità internazionale", "unità internazionali", _F),
    "kJ": Noun("chilojoule", "chilojoule"),

    "cal": Noun("caloria", "calorie", _F), "kt": Noun("nodo", "nodi"),
    "hg": Noun("etto", "etti"), "dm³": Noun("decimetro cubo", "decimetri cubi"),
    "dm²": Noun("decimetro quadrato", "decimetri quadrati"),
    "hm³": Noun("ettometro cubo", "ettometri cubi"),
    "cc": Noun("centimetro cubo", "centimetri cubi"),
    "dL": Noun("decilitro", "decilitri"), "cL": Noun("centilitro", "centilitri"),
    "lb": Noun("libbra", "libbre", _F),
    "oz": Noun("oncia", "once", _F), "pax": Noun("persona", "persone", _F),
    "fps": Noun("fotogramma al secondo", "fotogrammi al secondo"),
    "kVA": Noun("chilovoltampere", "chilovoltampere"),
    "Wp": Noun("watt di picco", "watt di picco"),
    **_LABORATORY,
    "m slm": Noun("metro sul livello del mare", "metri sul livello del mare"),
    "m s.l.m.": Noun("metro sul livello del mare", "metri sul livello del mare"),
}  # fmt: skip
# Whole words, for prices and rates: "12 €/mese".
_RATE_WORDS = {
    "ora": Noun("ora", "ore", _F, per="all'ora"), "ore": Noun("ora", "ore", _F),
    "giorno": Noun("giorno", "giorni", per="al giorno"),
    "settimana": Noun("settimana", "settimane", _F, per="a settimana"),
    "mese": Noun("mese", "mesi", per="al mese"), "anno": Noun("anno", "anni", per="all'anno"),
    "barile": Noun("barile", "barili", per="al barile"),
    "tonnellata": Noun("tonnellata", "tonnellate", _F, per="alla tonnellata"),
    "litro": Noun("litro", "litri", per="al litro"), "kilo": Noun("chilo", "chili", per="al chilo"),
    "chilo": Noun("chilo", "chili", per="al chilo"),
    "testa": Noun("testa", "teste", _F, per="a testa"),
    "minuto": Noun("minuto", "minuti", per="al minuto"),
    "die": Noun("giorno", "giorni", per="al giorno"),
    "notte": Noun("notte", "notti", _F, per="a notte"),
    "sett": Noun("settimana", "settimane", _F, per="a settimana"),
    "sett.": Noun("settimana", "settimane", _F, per="a settimana"),
    "pers.": Noun("persona", "persone", _F, per="a persona"),
    "pers": Noun("persona", "persone", _F, per="a persona"),
    "pz": Noun("pezzo", "pezzi"), "pti": Noun("punto", "punti"),
    "persona": Noun("persona", "persone", _F, per="a persona"),
}  # fmt: skip
_UNITS |= other_spellings(_UNITS)
_PER = {
    "s": "al secondo", "min": "al minuto", "h": "all'ora", "d": "al giorno", "l": "al litro",
    "ml": "al millilitro", "m": "al metro", "km": "al chilometro", "g": "al grammo",
    "kg": "al chilogrammo", "m²": "al metro quadrato", "m³": "al metro cubo",
    "mq": "al metro quadrato", "mc": "al metro cubo",
    "kWh": "al chilowattora", "MWh": "al megawattora", "W": "al watt",
    "gg": "al giorno", "q": "al quintale", "L": "al litro", "GB": "al gigabyte",
    "dl": "al decilitro",
    "dL": "al decilitro", "mL": "al millilitro", "mol": "alla mole", "cm": "al centimetro",
}  # fmt: skip
UNITS: Mapping[str, Noun] = {
    **sensor_units("it"),
    **{sign: replace(noun, per=_PER.get(sign, noun.per)) for sign, noun in _UNITS.items()},
    **_RATE_WORDS,
}
_CENT = Noun("centesimo", "centesimi")
_EURO = Currency(_same("euro"), _CENT)
_DOLLAR = Currency(Noun("dollaro", "dollari"), _CENT)
_POUND = Currency(Noun("sterlina", "sterline", _F), _same("penny"))
CURRENCIES: Mapping[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "Euro": _EURO, "euro": _EURO, "$": _DOLLAR, "US$": _DOLLAR,
    "USD": _DOLLAR, "£": _POUND, "GBP": _POUND,
    "CHF": Currency(Noun("franco svizzero", "franchi svizzeri"), _CENT),
    "R$": Currency(_same("real"), Noun("centavo", "centavos")), "¥": Currency(_same("yen")),
    "cent": Currency(_CENT),
}  # fmt: skip
_MILLION, _BILLION = Noun("milione", "milioni"), Noun("miliardo", "miliardi")
MAGNITUDES: Mapping[str, Noun] = {
    "mln": _MILLION, "Mln": _MILLION, "milione": _MILLION, "milioni": _MILLION, "mld": _BILLION,
    "Mld": _BILLION, "miliardo": _BILLION, "miliardi": _BILLION,
}  # fmt: skip
