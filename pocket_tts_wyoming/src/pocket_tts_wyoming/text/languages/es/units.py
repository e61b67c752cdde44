"""Spanish units, currencies and magnitudes."""

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
    "µ": "micro", "m": "mili", "c": "centi", "p": "pico", "n": "nano", "d": "deci", "h": "hecto",
    "k": "kilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
# With the accent on the prefix, unlike all other units.
_LENGTHS = {
    "mm": Noun("milímetro", "milímetros"), "cm": Noun("centímetro", "centímetros"),
    "m": Noun("metro", "metros"), "km": Noun("kilómetro", "kilómetros"),
}  # fmt: skip
_HOUR, _SECOND = Noun("hora", "horas", _F), Noun("segundo", "segundos")
_TURN = Noun("revolución por minuto", "revoluciones por minuto", _F)


def _data(sign: str, prefix: str) -> dict[str, Noun]:
    """Name bytes by both their signs: "GB", "GiB"."""
    many = Noun(f"{prefix}byte", f"{prefix}bytes")
    return {f"{sign}B": many, f"{sign}iB": many}


_UNITS: dict[str, Noun] = {
    "\u2033": Noun("pulgada", "pulgadas", _F),
    "kelvin": Noun("kelvin", "kelvin"),
    **degrees("grado", "grados"),
    **metric_units(
        _PREFIXES,
        {
            "W": Noun("vatio", "vatios"), "Wh": Noun("vatio hora", "vatios hora"),
            "V": Noun("voltio", "voltios"), "A": Noun("amperio", "amperios"),
            "Ah": Noun("amperio hora", "amperios hora"),
            "Hz": Noun("hercio", "hercios"), "Pa": Noun("pascal", "pascales"),
            "g": Noun("gramo", "gramos"), "l": Noun("litro", "litros"),
            "bit": Noun("bit", "bits"), "s": _SECOND, "lx": Noun("lux", "lux"),
            "lm": Noun("lumen", "lúmenes"), "Ω": Noun("ohmio", "ohmios"),
            "F": Noun("faradio", "faradios"), "H": Noun("henrio", "henrios"),
            "mol": Noun("mol", "moles"), "Sv": Noun("sievert", "sieverts"),
            "J": Noun("julio", "julios"),
        },
    ),
    **_LENGTHS,
    **raised(_LENGTHS, ("cuadrado", "cuadrados"), ("cúbico", "cúbicos")),
    **_data("k", "kilo"), **_data("K", "kilo"), **_data("M", "mega"), **_data("G", "giga"),
    **_data("T", "tera"),
    "µm": Noun("micrómetro", "micrómetros"),
    "%": Noun("por ciento", "por ciento"), "‰": Noun("por mil", "por mil"),
    "kWp": Noun("kilovatio pico", "kilovatios pico"), "Wp": Noun("vatio pico", "vatios pico"),
    "VA": Noun("voltiamperio", "voltiamperios"),
    "kVA": Noun("kilovoltiamperio", "kilovoltiamperios"),
    "L": Noun("litro", "litros"), "mL": Noun("mililitro", "mililitros"),
    "cL": Noun("centilitro", "centilitros"), "gr": Noun("gramo", "gramos"),
    "mins": Noun("minuto", "minutos"),
    "ud": Noun("unidad", "unidades", _F), "uds": Noun("unidad", "unidades", _F),
    "t": Noun("tonelada", "toneladas", _F),
    "bar": Noun("bar", "bares"), "mbar": Noun("milibar", "milibares"),
    "ppm": Noun("parte por millón", "partes por millón", _F),
    "ppb": Noun("parte por mil millones", "partes por mil millones", _F),
    "dB": Noun("decibelio", "decibelios"), "dBA": Noun("decibelio A", "decibelios A"),
    "dBm": Noun("decibelio milivatio", "decibelios milivatio"),
    "km/h": Noun("kilómetro por hora", "kilómetros por hora"),
    "mph": Noun("milla por hora", "millas por hora", _F), "kn": Noun("nudo", "nudos"),
    "Mb": Noun("megabit", "megabits"), "Gb": Noun("gigabit", "gigabits"),
    **dict.fromkeys(("Mbps", "Mb/s"), Noun("megabit por segundo", "megabits por segundo")),
    "l/100 km": Noun("litro a los cien kilómetros", "litros a los cien kilómetros"),
    "L/100 km": Noun("litro a los cien kilómetros", "litros a los cien kilómetros"),
    "Bq": Noun("becquerel", "becquereles"), "dB(A)": Noun("decibelio A", "decibelios A"),
    "kWh/100": Noun("kilovatio hora a los cien", "kilovatios hora a los cien"),
    "l/100": Noun("litro a los cien", "litros a los cien"),
    "L/100": Noun("litro a los cien", "litros a los cien"),
    "rpm": _TURN, "r. p. m.": _TURN,
    "sec": _SECOND, "seg": _SECOND, "seg.": _SECOND, "min": Noun("minuto", "minutos"),
    "h": _HOUR, "hs": _HOUR, "hrs": _HOUR, "hrs.": _HOUR, "d": Noun("día", "días"),
    "kcal": Noun("kilocaloría", "kilocalorías", _F),
    "µS": Noun("microsiemens", "microsiemens"), "mS": Noun("milisiemens", "milisiemens"),
    "TWh": Noun("teravatio hora", "teravatios hora"), "kN": Noun("kilonewton", "kilonewtons"),
    "kvar": Noun("kilovar", "kilovares"), "psi": Noun("P S I", "P S I"),
    "cd/m²": Noun("candela por metro cuadrado", "candelas por metro cuadrado", _F),
    "m/s²": Noun("metro por segundo al cuadrado", "metros por segundo al cuadrado"),
    "dBi": Noun("decibelio I", "decibelios I"), "Bft": Noun("beaufort", "beaufort"),
    "dpi": Noun("punto por pulgada", "puntos por pulgada"),
    "ppp": Noun("punto por pulgada", "puntos por pulgada"),
    "°fH": Noun("grado francés", "grados franceses"),
    "°f": Noun("grado francés", "grados franceses"),
    "°dH": Noun("grado alemán", "grados alemanes"),
    **carbon_dioxide(
        Noun("gramo de C O dos", "gramos de C O dos"),
        Noun("kilogramo de C O dos", "kilogramos de C O dos"),
        Noun("gramo equivalente de C O dos", "gramos equivalentes de C O dos"),
    ),
    "pers": Noun("persona", "personas", _F), "ptos": Noun("punto", "puntos"),
    "ptos.": Noun("punto", "puntos"),
    "pts": Noun("punto", "puntos"), "pzas": Noun("pieza", "piezas", _F),
    **with_full_stops(
        {
            "comp": Noun("comprimido", "comprimidos"), "cáps": Noun("cápsula", "cápsulas", _F),
            "sob": Noun("sobre", "sobres"), "bot": Noun("botella", "botellas", _F),
            "paq": Noun("paquete", "paquetes"), "doc": Noun("docena", "docenas", _F),
            "sem": Noun("semana", "semanas", _F), "ses": Noun("sesión", "sesiones", _F),
            "rac": Noun("ración", "raciones", _F), "amp": Noun("ampolla", "ampollas", _F),
            "pzs": Noun("pieza", "piezas", _F), "pza": Noun("pieza", "piezas", _F),
            "lat": Noun("lata", "latas", _F), "kgs": Noun("kilogramo", "kilogramos"),
            "kms": Noun("kilómetro", "kilómetros"), "gms": Noun("gramo", "gramos"),
            "grs": Noun("gramo", "gramos"), "lts": Noun("litro", "litros"),
            "lt": Noun("litro", "litros"), "mts": Noun("metro", "metros"),
            "págs": Noun("página", "páginas", _F), "vols": Noun("volumen", "volúmenes"),
            "caps": Noun("capítulo", "capítulos"), "eps": Noun("episodio", "episodios"),
            "pulg": Noun("pulgada", "pulgadas", _F), "unid": Noun("unidad", "unidades", _F),
            "ejs": Noun("ejemplar", "ejemplares"), "plz": Noun("plaza", "plazas", _F),
            "pls": Noun("plaza", "plazas", _F), "noch": Noun("noche", "noches", _F),
            "pizc": Noun("pizca", "pizcas", _F), "sobr": Noun("sobre", "sobres"),
        }
    ),
    "p. p.": Noun("punto porcentual", "puntos porcentuales"),
    "p.p.": Noun("punto porcentual", "puntos porcentuales"), "pp.": Noun("página", "páginas", _F),
    "pax": Noun("persona", "personas", _F),
    "lpm": Noun("latido por minuto", "latidos por minuto"),
    "bpm": Noun("latido por minuto", "latidos por minuto"),
    "lb": Noun("libra", "libras", _F), "oz": Noun("onza", "onzas", _F),
    "CV": Noun("caballo", "caballos"),
    "cv": Noun("caballo", "caballos"), "px": Noun("píxel", "píxeles"),
    "Mpx": Noun("megapíxel", "megapíxeles"), "MP": Noun("megapíxel", "megapíxeles"),
    "mmHg": Noun("milímetro de mercurio", "milímetros de mercurio"),
    "ng": Noun("nanogramo", "nanogramos"),
    "pg/ml": Noun("picogramo por mililitro", "picogramos por mililitro"),
    "pg/mL": Noun("picogramo por mililitro", "picogramos por mililitro"),
    "UI": Noun("unidad internacional", "unidades internacionales", _F),
    "mUI": Noun("miliunidad internacional", "miliunidades internacionales", _F),
    "µUI": Noun("microunidad internacional", "microunidades internacionales", _F),
    **dict.fromkeys(("U/l", "U/L"), Noun("unidad por litro", "unidades por litro", _F)),
    "mEq": Noun("miliequivalente", "miliequivalentes"),

    "Nm": Noun("newton metro", "newtons metro"), "cal": Noun("caloría", "calorías", _F),
    "kt": Noun("nudo", "nudos"), "hm³": Noun("hectómetro cúbico", "hectómetros cúbicos"),
    "dm³": Noun("decímetro cúbico", "decímetros cúbicos"),
    "dm²": Noun("decímetro cuadrado", "decímetros cuadrados"),
    "dm": Noun("decímetro", "decímetros"), "hm": Noun("hectómetro", "hectómetros"),
    "cc": Noun("centímetro cúbico", "centímetros cúbicos"),
    "dL": Noun("decilitro", "decilitros"),
    "msnm": Noun("metro sobre el nivel del mar", "metros sobre el nivel del mar"),
    "fps": Noun("fotograma por segundo", "fotogramas por segundo"),
    "Gbps": Noun("gigabit por segundo", "gigabits por segundo"),
    "kbps": Noun("kilobit por segundo", "kilobits por segundo"),
    "min.": Noun("minuto", "minutos"),
    "m s. n. m.": Noun("metro sobre el nivel del mar", "metros sobre el nivel del mar"),
}  # fmt: skip
UNITS: Mapping[str, Noun] = {**sensor_units("es"), **other_spellings(_UNITS), **_UNITS}
_EURO = Currency(Noun("euro", "euros"), Noun("céntimo", "céntimos"))
_CENTAVO = Noun("centavo", "centavos")
_DOLLAR = Currency(Noun("dólar", "dólares"), _CENTAVO)
_POUND = Currency(Noun("libra", "libras", _F), Noun("penique", "peniques"))
CURRENCIES: Mapping[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "euro": _EURO, "euros": _EURO,
    "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "dólar": _DOLLAR, "dólares": _DOLLAR,
    "U$S": _DOLLAR, "u$s": _DOLLAR, "£": _POUND, "GBP": _POUND, "¥": Currency(Noun("yen", "yenes")),
    "CHF": Currency(Noun("franco suizo", "francos suizos"), Noun("céntimo", "céntimos")),
    "MXN": Currency(Noun("peso mexicano", "pesos mexicanos"), _CENTAVO),
    "ARS": Currency(Noun("peso argentino", "pesos argentinos"), _CENTAVO),
    "S/": Currency(Noun("sol", "soles"), Noun("céntimo", "céntimos")),
    "COP": Currency(Noun("peso colombiano", "pesos colombianos"), _CENTAVO),
    "CLP": Currency(Noun("peso chileno", "pesos chilenos")),
    "pesos": Currency(Noun("peso", "pesos"), _CENTAVO),
    **dict.fromkeys(("cts", "cts.", "ct", "ct."), Currency(Noun("céntimo", "céntimos"))),
    "c€": Currency(Noun("céntimo", "céntimos")),
}  # fmt: skip
_MILLION = Noun("millón", "millones")
_BILLION = Noun("mil millones", "mil millones")
MAGNITUDES: Mapping[str, Noun] = {
    "millón": _MILLION, "millones": _MILLION, "M": _MILLION, "mill.": _MILLION,
    "bn": _BILLION, "mil millones": _BILLION,
}  # fmt: skip
