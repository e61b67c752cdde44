"""French units, currencies and magnitudes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun
from pocket_tts_wyoming.text.languages.metric import (
    carbon_dioxide,
    degrees,
    metric_units,
    other_spellings,
    raised,
    with_full_stops,
)
from pocket_tts_wyoming.text.languages.sensors import sensor_units

if TYPE_CHECKING:
    from collections.abc import Mapping

_F = Gender.FEMININE
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
    "\u2033": Noun("pouce", "pouces"),
    "kelvin": Noun("kelvin", "kelvins"),
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
            "mol": Noun("mole", "moles", _F), "Sv": Noun("sievert", "sieverts"),
            "J": Noun("joule", "joules"),
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
    "l/100": Noun("litre aux cent", "litres aux cent"),
    "L/100": Noun("litre aux cent", "litres aux cent"),
    "kWh/100": Noun("kilowattheure aux cent", "kilowattheures aux cent"),
    "cc": Noun("centimètre cube", "centimètres cubes"),
    "trs/min": Noun("tour par minute", "tours par minute"),
    "Bq": Noun("becquerel", "becquerels"), "dB(A)": Noun("décibel A", "décibels A"),
    "tr/min": Noun("tour par minute", "tours par minute"),
    "rpm": Noun("tour par minute", "tours par minute"),
    "sec": Noun("seconde", "secondes", _F), "min": _MINUTE, "mn": _MINUTE,
    "h": Noun("heure", "heures", _F), "d": _DAY, "j": _DAY,
    "an": Noun("an", "ans"),
    "kcal": Noun("kilocalorie", "kilocalories", _F),
    "µS": Noun("microsiemens", "microsiemens"), "mS": Noun("millisiemens", "millisiemens"),
    "TWh": Noun("térawattheure", "térawattheures"), "kN": Noun("kilonewton", "kilonewtons"),
    "kvar": Noun("kilovar", "kilovars"), "psi": Noun("P S I", "P S I"),
    "cd/m²": Noun("candela par mètre carré", "candelas par mètre carré", _F),
    "m/s²": Noun("mètre par seconde carrée", "mètres par seconde carrée"),
    "dBi": Noun("décibel I", "décibels I"), "Bft": Noun("beaufort", "beauforts"),
    "dpi": Noun("point par pouce", "points par pouce"),
    "ppp": Noun("point par pouce", "points par pouce"),
    "°fH": Noun("degré français", "degrés français"),
    "°f": Noun("degré français", "degrés français"),
    "°dH": Noun("degré allemand", "degrés allemands"),
    **carbon_dioxide(
        Noun("gramme de C O deux", "grammes de C O deux"),
        Noun("kilogramme de C O deux", "kilogrammes de C O deux"),
        Noun("gramme équivalent C O deux", "grammes équivalent C O deux"),
    ),
    "c. à s.": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "c. à c.": Noun("cuillère à café", "cuillères à café", _F),
    "pers": Noun("personne", "personnes", _F), "pts": Noun("point", "points"),
    "pcs": Noun("pièce", "pièces", _F),
    **with_full_stops(
        {
            "cp": Noun("comprimé", "comprimés"), "cps": Noun("comprimé", "comprimés"),
            "cpr": Noun("comprimé", "comprimés"), "gél": Noun("gélule", "gélules", _F),
            "sach": Noun("sachet", "sachets"), "btl": Noun("bouteille", "bouteilles", _F),
            "bte": Noun("boîte", "boîtes", _F), "bq": Noun("barquette", "barquettes", _F),
            "sdb": Noun("salle de bains", "salles de bains", _F),
            "pinc": Noun("pincée", "pincées", _F), "pqt": Noun("paquet", "paquets"),
            "gtte": Noun("goutte", "gouttes", _F), "gttes": Noun("goutte", "gouttes", _F),
            "pce": Noun("pièce", "pièces", _F), "pces": Noun("pièce", "pièces", _F),
            "sem": Noun("semaine", "semaines", _F), "hab": Noun("habitant", "habitants"),
            "dz": Noun("douzaine", "douzaines", _F), "douz": Noun("douzaine", "douzaines", _F),
            "tr": Noun("tranche", "tranches", _F), "kgs": Noun("kilogramme", "kilogrammes"),
            "km": Noun("kilomètre", "kilomètres"), "bout": Noun("bouteille", "bouteilles", _F),
            "litr": Noun("litre", "litres"), "éch": Noun("échantillon", "échantillons"),
        }
    ),
    "p.": Noun("page", "pages", _F), "ch.": Noun("chambre", "chambres", _F),
    "pl.": Noun("place", "places", _F), "ex.": Noun("exemplaire", "exemplaires"),
    "j.": Noun("jour", "jours"), "jrs": Noun("jour", "jours"),
    "vol.": Noun("volume", "volumes"), "ép.": Noun("épisode", "épisodes"),
    "chap.": Noun("chapitre", "chapitres"),
    "bpm": Noun("battement par minute", "battements par minute"),
    "po": Noun("pouce", "pouces"), "lb": Noun("livre", "livres", _F),
    "lbs": Noun("livre", "livres", _F), "oz": Noun("once", "onces", _F),
    "ha": Noun("hectare", "hectares"),
    "mmHg": Noun("millimètre de mercure", "millimètres de mercure"),
    "dL": Noun("décilitre", "décilitres"), "ng": Noun("nanogramme", "nanogrammes"),
    "pg/ml": Noun("picogramme par millilitre", "picogrammes par millilitre"),
    "pg/mL": Noun("picogramme par millilitre", "picogrammes par millilitre"),
    "UI": Noun("unité internationale", "unités internationales", _F),
    "mUI": Noun("milli-unité internationale", "milli-unités internationales", _F),
    "µUI": Noun("micro-unité internationale", "micro-unités internationales", _F),
    **dict.fromkeys(("U/l", "U/L"), Noun("unité par litre", "unités par litre", _F)),
    "mEq": Noun("milliéquivalent", "milliéquivalents"),
    "fps": Noun("image par seconde", "images par seconde", _F),
    "ips": Noun("image par seconde", "images par seconde", _F),
    "px": Noun("pixel", "pixels"), "Mpx": Noun("mégapixel", "mégapixels"),
    "MP": Noun("mégapixel", "mégapixels"), "cal": Noun("calorie", "calories", _F),

    "Nm": Noun("newton-mètre", "newtons-mètres"), "cv": Noun("cheval", "chevaux"),
    "ch": Noun("cheval", "chevaux"),
    **dict.fromkeys(("kt", "kts", "nd", "nds"), Noun("nœud", "nœuds")),
    **dict.fromkeys(("Mbps", "Mb/s"), Noun("mégabit par seconde", "mégabits par seconde")),
    "Mbit/s": Noun("mégabit par seconde", "mégabits par seconde"),
    "Gbps": Noun("gigabit par seconde", "gigabits par seconde"),
    "Gbit/s": Noun("gigabit par seconde", "gigabits par seconde"),
    "kbps": Noun("kilobit par seconde", "kilobits par seconde"),
    "c. à soupe": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "c.à.s.": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "c.à.s": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "càs": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "CàS": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "c. à café": Noun("cuillère à café", "cuillères à café", _F),
    "c.à.c.": Noun("cuillère à café", "cuillères à café", _F),
    "c.à.c": Noun("cuillère à café", "cuillères à café", _F),
    "càc": Noun("cuillère à café", "cuillères à café", _F),
    "CàC": Noun("cuillère à café", "cuillères à café", _F),
    "hm³": Noun("hectomètre cube", "hectomètres cubes"),
    "dm³": Noun("décimètre cube", "décimètres cubes"),
    "dm²": Noun("décimètre carré", "décimètres carrés"),
}  # fmt: skip
UNITS: Mapping[str, Noun] = {**sensor_units("fr"), **other_spellings(_UNITS), **_UNITS}
_CENTIME = Noun("centime", "centimes")
_EURO = Currency(Noun("euro", "euros"), _CENTIME)
_DOLLAR = Currency(Noun("dollar", "dollars"), Noun("cent", "cents"))
_POUND = Currency(Noun("livre", "livres", _F), Noun("penny", "pence"))
_SWISS_FRANC = Currency(Noun("franc suisse", "francs suisses"), _CENTIME)
CURRENCIES: Mapping[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "euro": _EURO, "euros": _EURO,
    "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "dollar": _DOLLAR, "dollars": _DOLLAR,
    "$ CA": Currency(Noun("dollar canadien", "dollars canadiens"), Noun("cent", "cents")),
    "FCFA": Currency(Noun("franc CFA", "francs CFA")),
    "fr.": Currency(Noun("franc", "francs"), _CENTIME),
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
