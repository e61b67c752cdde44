"""French units, currencies and magnitudes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun
from pocket_tts_wyoming.text.languages.metric import degrees, metric_units, other_spellings, raised

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
_PREFIXES = {
    "µ": "micro", "m": "milli", "c": "centi", "p": "pico", "n": "nano", "d": "déci", "h": "hecto",
    "k": "kilo", "M": "méga",
    "G": "giga", "T": "téra",
}  # fmt: skip
_LENGTHS = {
    f"{sign}m": Noun(f"{prefix}mètre", f"{prefix}mètres")
    for sign, prefix in (("m", "milli"), ("c", "centi"), ("", ""), ("k", "kilo"))
}
_MINUTE = Noun("minute", "minutes", _F)
_DAY = Noun("jour", "jours")


def _data(sign: str, prefix: str) -> dict[str, Noun]:
    """Name bytes by their French and English signs: "Go", "GB", "GiB"."""
    octets = Noun(f"{prefix}octet", f"{prefix}octets")
    return {
        f"{sign}o": octets, f"{sign}B": octets,
        f"{sign}io": octets, f"{sign}iB": octets,
    }  # fmt: skip


_UNITS: dict[str, Noun] = {
    **degrees("degré", "degrés"),
    **metric_units(
        _PREFIXES,
        {
            "W": Noun("watt", "watts"), "V": Noun("volt", "volts"),
            "A": Noun("ampère", "ampères"), "Hz": Noun("hertz", "hertz"),
            "Wh": Noun("wattheure", "wattheures"), "Pa": Noun("pascal", "pascals"),
            "Ah": Noun("ampère-heure", "ampères-heures"),
            "g": Noun("gramme", "grammes"), "m": Noun("mètre", "mètres"),
            "l": Noun("litre", "litres"), "bit": Noun("bit", "bits"),
            "s": Noun("seconde", "secondes", _F), "lx": Noun("lux", "lux"),
            "lm": Noun("lumen", "lumens"), "Ω": Noun("ohm", "ohms"),
            "F": Noun("farad", "farads"), "H": Noun("henry", "henrys"),
        },
    ),
    **raised(_LENGTHS, ("carré", "carrés"), ("cube", "cubes")),
    **_data("k", "kilo-"), **_data("K", "kilo-"), **_data("M", "méga"), **_data("G", "giga"),
    **_data("T", "téra"),
    "%": Noun("pour cent", "pour cent"), "‰": Noun("pour mille", "pour mille"),
    "kWc": Noun("kilowatt-crête", "kilowatts-crête"),
    "kWp": Noun("kilowatt-crête", "kilowatts-crête"),
    "Wc": Noun("watt-crête", "watts-crête"), "VA": Noun("volt-ampère", "volts-ampères"),
    "kVA": Noun("kilovolt-ampère", "kilovolts-ampères"),
    "L": Noun("litre", "litres"), "mL": Noun("millilitre", "millilitres"),
    "cL": Noun("centilitre", "centilitres"), "gr": Noun("gramme", "grammes"),
    "t": Noun("tonne", "tonnes", _F),
    "bar": Noun("bar", "bars"), "mbar": Noun("millibar", "millibars"),
    "ppm": Noun("partie par million", "parties par million", _F),
    "ppb": Noun("partie par milliard", "parties par milliard", _F),
    "dB": Noun("décibel", "décibels"), "dBA": Noun("décibel A", "décibels A"),
    "dBm": Noun("décibel milliwatt", "décibels milliwatt"),
    "km/h": Noun("kilomètre-heure", "kilomètres-heure"),
    "mph": Noun("mile par heure", "miles par heure"), "kn": Noun("nœud", "nœuds"),
    "Mb": Noun("mégabit", "mégabits"), "Gb": Noun("gigabit", "gigabits"),
    "l/100 km": Noun("litre aux cent kilomètres", "litres aux cent kilomètres"),
    "L/100 km": Noun("litre aux cent kilomètres", "litres aux cent kilomètres"),
    "tr/min": Noun("tour par minute", "tours par minute"),
    "rpm": Noun("tour par minute", "tours par minute"),
    "sec": Noun("seconde", "secondes", _F), "min": _MINUTE, "mn": _MINUTE,
    "h": Noun("heure", "heures", _F), "d": _DAY, "j": _DAY,
    "an": Noun("an", "ans"),
    "kcal": Noun("kilocalorie", "kilocalories", _F), "kJ": Noun("kilojoule", "kilojoules"),
    "µS": Noun("microsiemens", "microsiemens"),
    "c. à s.": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "c. à c.": Noun("cuillère à café", "cuillères à café", _F),
    "pers": Noun("personne", "personnes", _F), "pts": Noun("point", "points"),
    "pcs": Noun("pièce", "pièces", _F),
}  # fmt: skip
UNITS: Mapping[str, Noun] = {**other_spellings(_UNITS), **_UNITS}
_CENTIME = Noun("centime", "centimes")
_EURO = Currency(Noun("euro", "euros"), _CENTIME)
_DOLLAR = Currency(Noun("dollar", "dollars"), Noun("cent", "cents"))
_POUND = Currency(Noun("livre", "livres", _F), Noun("penny", "pence"))
_SWISS_FRANC = Currency(Noun("franc suisse", "francs suisses"), _CENTIME)
CURRENCIES: Mapping[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "euro": _EURO, "euros": _EURO,
    "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "dollar": _DOLLAR, "dollars": _DOLLAR,
    "$ CA": Currency(Noun("dollar canadien", "dollars canadiens"), Noun("cent", "cents")),
    "£": _POUND, "GBP": _POUND, "CHF": _SWISS_FRANC,
    "¥": Currency(Noun("yen", "yens")), "c€": Currency(_CENTIME), "ct": Currency(_CENTIME),
    "cts": Currency(_CENTIME), "k€": Currency(Noun("mille euros", "mille euros")),
}  # fmt: skip
_MILLION = Noun("million", "millions")
_BILLION = Noun("milliard", "milliards")
MAGNITUDES: Mapping[str, Noun] = {
    "million": _MILLION, "millions": _MILLION, "M": _MILLION, "Mio": _MILLION,
    "milliard": _BILLION, "milliards": _BILLION, "Md": _BILLION, "Mds": _BILLION,
}  # fmt: skip
