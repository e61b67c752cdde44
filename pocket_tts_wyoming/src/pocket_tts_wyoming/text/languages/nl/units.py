"""Dutch units, currencies and magnitudes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun
from pocket_tts_wyoming.text.languages.metric import (
    degrees,
    metric_units,
    other_spellings,
    with_full_stops,
)
from pocket_tts_wyoming.text.languages.sensors import sensor_units

if TYPE_CHECKING:
    from collections.abc import Mapping

_N = Gender.NEUTER
_PREFIXES = {
    "µ": "micro", "m": "milli", "c": "centi", "d": "deci", "h": "hecto", "k": "kilo", "M": "mega",
    "G": "giga",
    "T": "tera",
}  # fmt: skip


def _same(word: str, gender: Gender = Gender.MASCULINE) -> Noun:
    """Name a unit that has no plural form after a number."""
    return Noun(word, word, gender)


_MINUTE = Noun("minuut", "minuten")
_SECOND = Noun("seconde", "seconden")
_HOUR = _same("uur", _N)
_UNITS: Mapping[str, Noun] = {
    **sensor_units("nl"),
    **metric_units(
        _PREFIXES,
        {
            "W": _same("watt"), "Wh": _same("wattuur", _N), "V": _same("volt"),
            "A": _same("ampère"), "Ah": _same("ampère-uur", _N), "Hz": _same("hertz"),
            "Pa": _same("pascal"), "g": _same("gram", _N), "m": _same("meter"),
            "l": _same("liter"), "B": _same("byte"), "bit": _same("bit"), "lx": _same("lux"),
            "lm": _same("lumen"), "s": _SECOND, "Ω": _same("ohm"),
        },
    ),
    **degrees("graad", "graden"),
    **{
        f"{prefix}m{power}": _same(f"{word} {_PREFIXES.get(prefix, '')}meter")
        for prefix in ("", "m", "c", "d", "k")
        for power, word in (("²", "vierkante"), ("³", "kubieke"))
    },
    "kΩ": _same("kilo-ohm"), "\u2033": _same("inch"), "ha": _same("hectare"),
    "dl": _same("deciliter"),
    "pk": _same("P K"), "Nm": _same("newtonmeter"), "µF": _same("microfarad"),
    "nm": _same("nanometer"), "mi": Noun("mijl", "mijl"), "kt": Noun("knoop", "knopen"),
    "fps": _same("F P S"), "MJ": _same("megajoule"), "GJ": _same("gigajoule"), "J": _same("joule"),
    "mmHg": _same("millimeter kwik"), "dB(A)": _same("decibel A"), "wk.": Noun("week", "weken"),
    "mnd.": Noun("maand", "maanden"), "pct.": _same("procent", _N),
    "mnd": Noun("maand", "maanden"), "wk": Noun("week", "weken"), "jr.": _same("jaar", _N),
    "jr": _same("jaar", _N), "bpm": Noun("slag per minuut", "slagen per minuut"),
    "dd": _same("maal daags"), "mol": _same("mol"), "Mb/s": _same("megabit per seconde"),
    "Gb/s": _same("gigabit per seconde"), "kb/s": _same("kilobit per seconde"),
    **with_full_stops({"dgn": Noun("dag", "dagen"), "wkn": Noun("week", "weken")}),
    "mmol": _same("millimol"),
    "Bq": _same("becquerel"), "kBq": _same("kilobecquerel"), "dL": _same("deciliter"),
    "Wp": _same("wattpiek"), "mcg": _same("microgram", _N),
    **dict.fromkeys(("%RV", "% RV", "%rv"), _same("procent R V", _N)),
    **dict.fromkeys(("%-punt", "%punt"), _same("procentpunt", _N)),
    **with_full_stops({"pers": Noun("persoon", "personen")}),
    "kg": _same("kilogram"), "kWp": _same("kilowattpiek"), "VA": _same("voltampère"),
    "kVA": _same("kilovoltampère"),
    "%": _same("procent", _N), "‰": _same("promille", _N), "ml": _same("milliliter"),
    "mL": _same("milliliter"), "L": _same("liter"), "KB": _same("kilobyte"),
    "KiB": _same("kibibyte"), "MiB": _same("mebibyte"), "GiB": _same("gibibyte"),
    "TiB": _same("tebibyte"), "Mbps": _same("megabit per seconde"), "bar": _same("bar"),
    "mbar": _same("millibar"), "psi": _same("P S I"), "pond": _same("pond", _N),
    "ppm": _same("P P M"), "ppb": _same("P P B"), "dB": _same("decibel"),
    "dBA": _same("decibel A"), "dBm": _same("decibel milliwatt"),
    "km/h": _same("kilometer per uur"), "km/u": _same("kilometer per uur"),
    "m/s": _same("meter per seconde"), "m/s²": _same("meter per seconde kwadraat"),
    "mph": _same("mijl per uur"),
    "kn": Noun("knoop", "knopen"), "Bft": _same("beaufort"), "bft": _same("beaufort"),
    "inHg": _same("inch kwik"), "rpm": Noun("toer per minuut", "toeren per minuut"),
    "tpm": Noun("toer per minuut", "toeren per minuut"), "min": _MINUTE, "min.": _MINUTE,
    "sec": _SECOND, "sec.": _SECOND, "h": _HOUR, "u": _HOUR, "u.": _HOUR,
    "d": Noun("dag", "dagen"), "kcal": Noun("kilocalorie", "kilocalorieën"),
    "kJ": _same("kilojoule"), "µS": _same("microsiemens"), "el": Noun("eetlepel", "eetlepels"),
    "tl": Noun("theelepel", "theelepels"),
    **dict.fromkeys(("el.", "eetl."), Noun("eetlepel", "eetlepels")),
    **dict.fromkeys(("tl.", "theel."), Noun("theelepel", "theelepels")),
    **dict.fromkeys(("gr", "gr."), _same("gram", _N)), "dr.": Noun("druppel", "druppels"),
    "tabl.": Noun("tablet", "tabletten"), "caps.": Noun("capsule", "capsules"),
    **dict.fromkeys(("pt.", "ptn.", "pt", "ptn", "pnt", "pnt."), Noun("punt", "punten")),
    "fl.": Noun("fles", "flessen"), "oz": _same("ounce"), "ft": _same("voet"),
    "zk": Noun("zak", "zakken"),
    **dict.fromkeys(("tn", "tn."), Noun("teentje", "teentjes", _N)),
    **dict.fromkeys(("st", "st."), Noun("stuk", "stuks", _N)),
    **with_full_stops({"dg": Noun("dag", "dagen"), "ltr": _same("liter")}),
    "atm": _same("atmosfeer"), "hm": Noun("hoogtemeter", "hoogtemeters"),
    "pl.": Noun("plak", "plakken"),
    "kelvin": _same("kelvin"), "bl.": _same("blik"),
    "t/min": Noun("toer per minuut", "toeren per minuut"),
    "omw/min": Noun("omwenteling per minuut", "omwentelingen per minuut"),
}  # fmt: skip
UNITS: Mapping[str, Noun] = {**_UNITS, **other_spellings(_UNITS), "w": _UNITS["W"]}
_CENT, _EURO, _DOLLAR = _same("cent"), _same("euro"), _same("dollar")
_POUND = Currency(_same("pond", _N), _same("pence"))
CURRENCIES: Mapping[str, Currency] = {
    "€": Currency(_EURO, _CENT), "EUR": Currency(_EURO, _CENT), "euro": Currency(_EURO, _CENT),
    "$": Currency(_DOLLAR, _CENT), "US$": Currency(_DOLLAR, _CENT), "USD": Currency(_DOLLAR, _CENT),
    "£": _POUND, "GBP": _POUND, "¥": Currency(_same("yen")),
    "ƒ": Currency(_same("gulden"), _CENT),
    "CHF": Currency(Noun("Zwitserse frank", "Zwitserse frank"), Noun("rappen", "rappen")),
    "ct": Currency(_CENT), "cent": Currency(_CENT),
}  # fmt: skip
MAGNITUDES: Mapping[str, Noun] = {
    **dict.fromkeys(("mln.", "mln", "mio.", "mio", "miljoen"), _same("miljoen", _N)),
    **dict.fromkeys(("mld.", "mld", "miljard"), _same("miljard", _N)),
}
