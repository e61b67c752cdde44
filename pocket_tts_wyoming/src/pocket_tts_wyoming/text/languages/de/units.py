"""German units, currencies and magnitudes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M, _N = Gender.FEMININE, Gender.MASCULINE, Gender.NEUTER


def _same(word: str, gender: Gender) -> Noun:
    """Name a unit that has no plural form of its own."""
    return Noun(word, word, gender)


UNITS: Mapping[str, Noun] = {
    "°C": _same("Grad Celsius", _N),
    "° C": _same("Grad Celsius", _N),
    "ºC": _same("Grad Celsius", _N),
    "°F": _same("Grad Fahrenheit", _N),
    "°": _same("Grad", _N),
    "%": _same("Prozent", _N),
    "‰": _same("Promille", _N),
    "mW": _same("Milliwatt", _N),
    "W": _same("Watt", _N),
    "kW": _same("Kilowatt", _N),
    "MW": _same("Megawatt", _N),
    "kWp": _same("Kilowatt Peak", _N),
    "Wh": Noun("Wattstunde", "Wattstunden", _F),
    "kWh": Noun("Kilowattstunde", "Kilowattstunden", _F),
    "MWh": Noun("Megawattstunde", "Megawattstunden", _F),
    "VA": _same("Voltampere", _N),
    "mV": _same("Millivolt", _N),
    "V": _same("Volt", _N),
    "mA": _same("Milliampere", _N),
    "A": _same("Ampere", _N),
    "Ah": Noun("Amperestunde", "Amperestunden", _F),
    "mAh": Noun("Milliamperestunde", "Milliamperestunden", _F),
    "Ω": _same("Ohm", _N),
    "µA": _same("Mikroampere", _N),
    "kA": _same("Kiloampere", _N),
    "mΩ": _same("Milliohm", _N),
    "kΩ": _same("Kiloohm", _N),
    "MΩ": _same("Megaohm", _N),
    "µV": _same("Mikrovolt", _N),
    "kV": _same("Kilovolt", _N),
    "MV": _same("Megavolt", _N),
    "µW": _same("Mikrowatt", _N),
    "GW": _same("Gigawatt", _N),
    "mWh": Noun("Milliwattstunde", "Milliwattstunden", _F),
    "GWh": Noun("Gigawattstunde", "Gigawattstunden", _F),
    "µs": Noun("Mikrosekunde", "Mikrosekunden", _F),
    "µl": Noun("Mikroliter", "Mikroliter", dative_many="Mikrolitern"),
    "Hz": _same("Hertz", _N),
    "kHz": _same("Kilohertz", _N),
    "MHz": _same("Megahertz", _N),
    "GHz": _same("Gigahertz", _N),
    "lx": _same("Lux", _N),
    "lm": _same("Lumen", _N),
    "Pa": _same("Pascal", _N),
    "hPa": _same("Hektopascal", _N),
    "kPa": _same("Kilopascal", _N),
    "mbar": _same("Millibar", _N),
    "bar": _same("Bar", _N),
    "µg": _same("Mikrogramm", _N),
    "mg": _same("Milligramm", _N),
    "g": _same("Gramm", _N),
    "kg": _same("Kilogramm", _N),
    "t": Noun("Tonne", "Tonnen", _F),
    "ppm": _same("P P M", _N),
    "ppb": _same("P P B", _N),
    "dB": _same("Dezibel", _N),
    "dBA": _same("Dezibel A", _N),
    "dBm": _same("Dezibel Milliwatt", _N),
    "km/h": Noun(
        "Kilometer pro Stunde", "Kilometer pro Stunde", dative_many="Kilometern pro Stunde"
    ),
    "m/s": Noun("Meter pro Sekunde", "Meter pro Sekunde", dative_many="Metern pro Sekunde"),
    "mph": Noun("Meile pro Stunde", "Meilen pro Stunde", _F),
    "kn": Noun("Knoten", "Knoten"),
    "µm": Noun("Mikrometer", "Mikrometer"),
    "mm": Noun("Millimeter", "Millimeter", dative_many="Millimetern"),
    "cm": Noun("Zentimeter", "Zentimeter", dative_many="Zentimetern"),
    "m": Noun("Meter", "Meter", dative_many="Metern"),
    "km": Noun("Kilometer", "Kilometer", dative_many="Kilometern"),
    "mm²": Noun("Quadratmillimeter", "Quadratmillimeter"),
    "cm²": Noun("Quadratzentimeter", "Quadratzentimeter"),
    "m²": Noun("Quadratmeter", "Quadratmeter", dative_many="Quadratmetern"),
    "qm": Noun("Quadratmeter", "Quadratmeter", dative_many="Quadratmetern"),
    "km²": Noun("Quadratkilometer", "Quadratkilometer"),
    "cm³": Noun("Kubikzentimeter", "Kubikzentimeter"),
    "m³": Noun("Kubikmeter", "Kubikmeter", dative_many="Kubikmetern"),
    "ml": Noun("Milliliter", "Milliliter", dative_many="Millilitern"),
    "cl": Noun("Zentiliter", "Zentiliter"),
    "l": Noun("Liter", "Liter", dative_many="Litern"),
    "L": Noun("Liter", "Liter", dative_many="Litern"),
    "bit": _same("Bit", _N),
    "B": _same("Byte", _N),
    "kB": _same("Kilobyte", _N),
    "KB": _same("Kilobyte", _N),
    "MB": _same("Megabyte", _N),
    "GB": _same("Gigabyte", _N),
    "TB": _same("Terabyte", _N),
    "MiB": _same("Mebibyte", _N),
    "GiB": _same("Gibibyte", _N),
    "TiB": _same("Tebibyte", _N),
    "kbit": _same("Kilobit", _N),
    "Mbit": _same("Megabit", _N),
    "MBit": _same("Megabit", _N),
    "Gbit": _same("Gigabit", _N),
    "ms": Noun("Millisekunde", "Millisekunden", _F),
    "s": Noun("Sekunde", "Sekunden", _F),
    "sec": Noun("Sekunde", "Sekunden", _F),
    "Sek.": Noun("Sekunde", "Sekunden", _F),
    "min": Noun("Minute", "Minuten", _F),
    "Min.": Noun("Minute", "Minuten", _F),
    "Min": Noun("Minute", "Minuten", _F),
    "h": Noun("Stunde", "Stunden", _F),
    "Std.": Noun("Stunde", "Stunden", _F),
    "Std": Noun("Stunde", "Stunden", _F),
    "d": Noun("Tag", "Tage", dative_many="Tagen"),
    "kcal": Noun("Kilokalorie", "Kilokalorien", _F),
    "kJ": _same("Kilojoule", _N),
    "µS": _same("Mikrosiemens", _N),
    "EL": Noun("Esslöffel", "Esslöffel", dative_many="Esslöffeln"),
    "TL": Noun("Teelöffel", "Teelöffel", dative_many="Teelöffeln"),
    "Pck.": Noun("Päckchen", "Päckchen", _N),
}
_EURO, _CENT = _same("Euro", _M), _same("Cent", _M)
_MILLION = Noun("Million", "Millionen", _F)
_BILLION = Noun("Milliarde", "Milliarden", _F)
CURRENCIES: Mapping[str, Currency] = {
    **dict.fromkeys(("€", "EUR", "Euro"), Currency(_EURO, _CENT)),
    **dict.fromkeys(("$", "USD"), Currency(_same("Dollar", _M), _CENT)),
    "£": Currency(_same("Pfund", _N), Noun("Penny", "Pence")),
    "CHF": Currency(_same("Franken", _M), _same("Rappen", _M)),
    "¥": Currency(_same("Yen", _M)),
    **dict.fromkeys(("ct", "Ct"), Currency(_CENT)),
}
MAGNITUDES: Mapping[str, Noun] = {
    **dict.fromkeys(("Mio.", "Millionen"), _MILLION),
    **dict.fromkeys(("Mrd.", "Milliarden"), _BILLION),
    "Tsd.": Noun("tausend", "tausend"),
}
