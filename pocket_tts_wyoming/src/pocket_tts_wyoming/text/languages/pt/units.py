"""Portuguese units, currencies and magnitudes."""

from __future__ import annotations

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
_PREFIXES = {
    "µ": "micro", "m": "mili", "c": "centi", "p": "pico", "n": "nano", "d": "deci", "h": "hecto",
    "k": "quilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
# The stress moves in lengths, so prefix and unit do not simply join.
_LENGTHS = {
    "µm": Noun("micrômetro", "micrômetros"), "mm": Noun("milímetro", "milímetros"),
    "cm": Noun("centímetro", "centímetros"), "m": Noun("metro", "metros"),
    "km": Noun("quilômetro", "quilômetros"),
}  # fmt: skip


def _same(word: str, gender: Gender = _M) -> Noun:
    return Noun(word, word, gender)


def _watt_hours(prefix: str) -> Noun:
    return Noun(f"{prefix}watt-hora", f"{prefix}watts-hora")


def _spoons() -> dict[str, Noun]:
    """Spoons and cups as recipes write them: "2 col. (sopa)", "1 xícara (chá)"."""
    found: dict[str, Noun] = {}
    for short, one, many, kinds in (
        (
            ("col.", "colher", "colheres"),
            "colher",
            "colheres",
            ("sopa", "chá", "café", "sobremesa"),
        ),
        (("xíc.", "xícara", "xícaras"), "xícara", "xícaras", ("chá", "café")),
    ):
        for kind in kinds:
            noun = Noun(f"{one} de {kind}", f"{many} de {kind}", _F)
            found |= {f"{written} ({kind})": noun for written in short}
            found |= {f"{short[0]} {of}{kind}": noun for of in ("", "de ")}
    return found


# Of blood tests, radiation, water and the grid.
_LABORATORY = {
    **prefixed(_PREFIXES, {
        "mol": (Noun("mol", "mols"), "n p µ"), "g": (Noun("grama", "gramas"), "n p"),
        "Eq": (Noun("equivalente", "equivalentes"), "m"), "S": (_same("siemens"), "m"),
        "Sv": (Noun("sievert", "sieverts"), "n µ m"), "J": (Noun("joule", "joules"), "M"),
        "lx": (_same("lux"), "k"), "N": (Noun("newton", "newtons"), "k"),
        "UI": (Noun("unidade internacional", "unidades internacionais", _F), "m µ"),
        "U": (Noun("unidade", "unidades", _F), "m µ k"),
    }),
    "mol": Noun("mol", "mols"), "Sv": Noun("sievert", "sieverts"),
    "GWh": _watt_hours("giga"), "TWh": _watt_hours("tera"),
    "U/l": Noun("unidade por litro", "unidades por litro", _F),
    "U/L": Noun("unidade por litro", "unidades por litro", _F),
    "kvar": Noun("quilovar", "quilovars"), "VAh": Noun("volt-ampere-hora", "volts-ampere-hora"),
    "dBµV": Noun("decibel microvolt", "decibéis microvolt"),
    "inHg": Noun("polegada de mercúrio", "polegadas de mercúrio", _F),
    "°fH": Noun("grau francês", "graus franceses"), "°dH": Noun("grau alemão", "graus alemães"),
    "ct": Noun("cêntimo", "cêntimos"), "c€": Noun("cêntimo", "cêntimos"),
    "mcg": Noun("micrograma", "microgramas"), "pb": Noun("ponto-base", "pontos-base"),
    "dpi": Noun("ponto por polegada", "pontos por polegada"),
}  # fmt: skip
_UNITS: dict[str, Noun] = {
    "\u2033": Noun("polegada", "polegadas", _F),
    "kelvin": Noun("kelvin", "kelvins"),
    **degrees("grau", "graus"),
    **metric_units(
        _PREFIXES,
        {
            "W": Noun("watt", "watts"), "V": Noun("volt", "volts"), "A": Noun("ampere", "amperes"),
            "Ah": Noun("ampere-hora", "amperes-hora"), "Hz": _same("hertz"),
            "Pa": Noun("pascal", "pascals"), "g": Noun("grama", "gramas"),
            "l": Noun("litro", "litros"), "B": Noun("byte", "bytes"), "bit": Noun("bit", "bits"),
            "s": Noun("segundo", "segundos"), "lx": _same("lux"), "lm": Noun("lúmen", "lúmens"),
            "Ω": Noun("ohm", "ohms"),
            "F": Noun("farad", "farads"), "H": Noun("henry", "henrys"),
        },
    ),
    **_LENGTHS,
    **raised(_LENGTHS, ("quadrado", "quadrados"), ("cúbico", "cúbicos")),
    "Wh": _watt_hours(""), "kWh": _watt_hours("quilo"), "MWh": _watt_hours("mega"),
    "kWp": Noun("quilowatt-pico", "quilowatts-pico"), "VA": Noun("volt-ampere", "volts-ampere"),
    "L": Noun("litro", "litros"), "gr": Noun("grama", "gramas"),
    "mL": Noun("mililitro", "mililitros"),
    "kB": Noun("kilobyte", "kilobytes"), "KB": Noun("kilobyte", "kilobytes"),
    "kbit": Noun("kilobit", "kilobits"), "KiB": Noun("kibibyte", "kibibytes"),
    "MiB": Noun("mebibyte", "mebibytes"), "GiB": Noun("gibibyte", "gibibytes"),
    "TiB": Noun("tebibyte", "tebibytes"),
    "kbps": Noun("kilobit por segundo", "kilobits por segundo"),
    "Mb": Noun("megabit", "megabits"), "Gb": Noun("gigabit", "gigabits"),
    "Mbps": Noun("megabit por segundo", "megabits por segundo"),
    "Gbps": Noun("gigabit por segundo", "gigabits por segundo"),
    "mbar": Noun("milibar", "milibares"), "bar": Noun("bar", "bares"),
    "psi": Noun("P S I", "P S I"),
    "kcal": Noun("quilocaloria", "quilocalorias", _F), "t": Noun("tonelada", "toneladas", _F),
    "µS": _same("microsiemens"), "%": _same("por cento"), "‰": _same("por mil"),
    "ms": Noun("milissegundo", "milissegundos"), "min": Noun("minuto", "minutos"),
    "seg": Noun("segundo", "segundos"),
    "h": Noun("hora", "horas", _F), "hs": Noun("hora", "horas", _F), "d": Noun("dia", "dias"),
    "dB": Noun("decibel", "decibéis"), "dBA": Noun("decibel A", "decibéis A"),
    "dB(A)": Noun("decibel A", "decibéis A"), "Bq": Noun("becquerel", "becquerels"),
    "dBm": Noun("decibel-miliwatt", "decibéis-miliwatt"),
    "ppm": Noun("parte por milhão", "partes por milhão", _F),
    "ppb": Noun("parte por bilhão", "partes por bilhão", _F),
    "km/h": Noun("quilômetro por hora", "quilômetros por hora"),
    "m/s²": Noun("metro por segundo ao quadrado", "metros por segundo ao quadrado"),
    "mph": Noun("milha por hora", "milhas por hora", _F), "kn": Noun("nó", "nós"),
    "rpm": Noun("rotação por minuto", "rotações por minuto", _F),
    "BTU": _same("B T U"), "BTUs": _same("B T Us"),
    # Whole words, for rates: "2 kWh/dia".
    "dia": Noun("dia", "dias"), "mês": Noun("mês", "meses"), "ano": Noun("ano", "anos"),
    "hora": Noun("hora", "horas", _F), "horas": Noun("hora", "horas", _F),
    "semana": Noun("semana", "semanas", _F),
    "un": Noun("unidade", "unidades", _F), "pts": Noun("ponto", "pontos"),
    "cx": Noun("caixa", "caixas", _F), "pess": Noun("pessoa", "pessoas", _F),
    "pers": Noun("pessoa", "pessoas", _F),
    **with_full_stops(
        {
            "comp": Noun("comprimido", "comprimidos"), "cp": Noun("comprimido", "comprimidos"),
            "sc": Noun("saca", "sacas", _F),
            "gt": Noun("gota", "gotas", _F), "fls": Noun("folha", "folhas", _F),
            "cps": Noun("comprimido", "comprimidos"), "cpr": Noun("comprimido", "comprimidos"),
            "cáps": Noun("cápsula", "cápsulas", _F),
            "saq": Noun("saqueta", "saquetas", _F), "garr": Noun("garrafa", "garrafas", _F),
            "pct": Noun("pacote", "pacotes"), "pac": Noun("pacote", "pacotes"),
            "emb": Noun("embalagem", "embalagens", _F), "dz": Noun("dúzia", "dúzias", _F),
            "sem": Noun("semana", "semanas", _F), "hab": Noun("habitante", "habitantes"),
            "págs": Noun("página", "páginas", _F), "kgs": Noun("quilograma", "quilogramas"),
            "kms": Noun("quilômetro", "quilômetros"), "mts": Noun("metro", "metros"),
            "lts": Noun("litro", "litros"), "lt": Noun("litro", "litros"),
            "grs": Noun("grama", "gramas"), "eps": Noun("episódio", "episódios"),
            "unid": Noun("unidade", "unidades", _F),
            "assoal": Noun("assoalhada", "assoalhadas", _F), "vols": Noun("volume", "volumes"),
            "mins": Noun("minuto", "minutos"), "segs": Noun("segundo", "segundos"),
            "hrs": Noun("hora", "horas", _F), "porç": Noun("porção", "porções", _F),
            "fl": Noun("folha", "folhas", _F), "xíc": Noun("xícara", "xícaras", _F),
            "gts": Noun("gota", "gotas", _F),
        }
    ),
    "p.p.": Noun("ponto percentual", "pontos percentuais"), "pp.": Noun("página", "páginas", _F),
    "ha": Noun("hectare", "hectares"),
    "cv": Noun("cavalo", "cavalos"), "CV": Noun("cavalo", "cavalos"),
    "bpm": Noun("batimento por minuto", "batimentos por minuto"),
    "mmHg": Noun("milímetro de mercúrio", "milímetros de mercúrio"),
    "mmol": Noun("milimol", "milimoles"),
    "UI": Noun("unidade internacional", "unidades internacionais", _F),
    "kJ": Noun("quilojoule", "quilojoules"),
    "Nm": Noun("newton-metro", "newtons-metro"),
    "cal": Noun("caloria", "calorias", _F), "kt": Noun("nó", "nós"),
    "px": Noun("pixel", "pixels"), "MP": Noun("megapixel", "megapixels"),
    "lb": Noun("libra", "libras", _F), "oz": Noun("onça", "onças", _F),
    "dL": Noun("decilitro", "decilitros"), "cL": Noun("centilitro", "centilitros"),
    "hm³": Noun("hectômetro cúbico", "hectômetros cúbicos"),
    "dm³": Noun("decímetro cúbico", "decímetros cúbicos"),
    "kVA": Noun("quilovolt-ampere", "quilovolts-ampere"),
    "Wp": Noun("watt-pico", "watts-pico"),
    "fps": Noun("quadro por segundo", "quadros por segundo"),
    **_LABORATORY,
    **_spoons(),
    "pol.": Noun("polegada", "polegadas", _F), "cênt.": Noun("cêntimo", "cêntimos"),
    "cent.": Noun("cêntimo", "cêntimos"), "cent": Noun("cêntimo", "cêntimos"),
    "c. sopa": Noun("colher de sopa", "colheres de sopa", _F),
    "c. de sopa": Noun("colher de sopa", "colheres de sopa", _F),
    "c.s.": Noun("colher de sopa", "colheres de sopa", _F),
    "c. s.": Noun("colher de sopa", "colheres de sopa", _F),
    "c. chá": Noun("colher de chá", "colheres de chá", _F),
    "c. de chá": Noun("colher de chá", "colheres de chá", _F),
    "c.c.": Noun("colher de chá", "colheres de chá", _F),
    "c. c.": Noun("colher de chá", "colheres de chá", _F),
}  # fmt: skip
UNITS: Mapping[str, Noun] = {**sensor_units("pt"), **other_spellings(_UNITS), **_UNITS}
_CENTAVO, _CENT = Noun("centavo", "centavos"), Noun("cêntimo", "cêntimos")
_EURO = Currency(Noun("euro", "euros"), _CENT)
_REAL = Currency(Noun("real", "reais"), _CENTAVO)
_DOLLAR = Currency(Noun("dólar", "dólares"), _CENTAVO)
_POUND = Currency(Noun("libra", "libras", _F), Noun("pêni", "pence"))
CURRENCIES: Mapping[str, Currency] = {
    "R$": _REAL, "r$": _REAL, "BRL": _REAL, "reais": _REAL,
    "€": _EURO, "EUR": _EURO, "euros": _EURO,
    "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "£": _POUND, "GBP": _POUND,
    "CHF": Currency(Noun("franco suíço", "francos suíços"), _CENT),
    "¥": Currency(Noun("iene", "ienes")),
}  # fmt: skip
_MILLION, _BILLION = Noun("milhão", "milhões"), Noun("bilhão", "bilhões")
_TRILLION = Noun("trilhão", "trilhões")
MAGNITUDES: Mapping[str, Noun] = {
    "mi": _MILLION, "M": _MILLION, "milhão": _MILLION, "milhões": _MILLION, "bi": _BILLION,
    "bilhão": _BILLION,
    "bilhões": _BILLION, "tri": _TRILLION, "trilhão": _TRILLION, "trilhões": _TRILLION,
}  # fmt: skip
