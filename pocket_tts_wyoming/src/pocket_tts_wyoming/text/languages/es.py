"""Spanish: gender of "un" and of hundreds, times with article-free hours."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import (
    Case,
    Currency,
    Date,
    Gender,
    Grammar,
    Language,
    Noun,
    Time,
    Words,
    words_of,
)
from pocket_tts_wyoming.text.languages.metric import degrees, metric_units, raised

_F = Gender.FEMININE
_PREFIXES = {
    "µ": "micro", "m": "mili", "c": "centí", "h": "hecto", "k": "kilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
_METER = Noun("metro", "metros")
_CENT = Noun("céntimo", "céntimos")


class SpanishGrammar(Grammar):
    """Times and dates in Spanish order."""

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "catorce cero cinco", `14:00` "catorce horas"; `1:00` is feminine."""
        del before, after
        hour = time.hour % 12 + 12 if time.meridiem == "pm" else time.hour
        spoken = self.cardinal(hour, _F)
        if not time.minute:
            return f"{spoken} {'hora' if hour == 1 else 'horas'}"
        return f"{spoken} y {self.cardinal(time.minute)}"

    def date(self, date: Date, before: str) -> str:
        """`22/11/2026` is "veintidós de noviembre de dos mil veintiséis"."""
        del before
        parts = [self.language.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, "primero" if date.day == 1 else self.cardinal(date.day))
        if date.year is not None:
            parts.append(self.year(date.year))
        return " de ".join(parts)


LANGUAGE = Language(
    code="es",
    decimal_mark=",",
    group_marks=".",
    grammar=SpanishGrammar,
    words=Words(
        point="coma", minus="menos", plus="más", plus_minus="más menos", about="unos", to="a",
        score="a", equals="igual a", times="por", divided_by="dividido por",
        less_than="menor que", more_than="mayor que", at_most="como máximo",
        at_least="como mínimo", and_="y", at="arroba", dot="punto", slash="",
        path_slash="barra", hyphen="guion", underscore="guion bajo", colon="dos puntos",
        number="número", arrow="a", version="versión", version_point="punto", per="por",
        section="párrafo",
    ),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
    ),
    month_abbreviations={"ene": 1, "feb": 2, "abr": 4, "ago": 8, "sept": 9, "oct": 10, "dic": 12},
    units={
        **degrees("grado", "grados"),
        **metric_units(
            _PREFIXES,
            {
                "W": Noun("vatio", "vatios"), "Wh": Noun("vatio hora", "vatios hora"),
                "V": Noun("voltio", "voltios"), "A": Noun("amperio", "amperios"),
                "Hz": Noun("hercio", "hercios"), "Pa": Noun("pascal", "pascales"),
                "g": Noun("gramo", "gramos"), "m": _METER, "l": Noun("litro", "litros"),
                "B": Noun("byte", "bytes"), "bit": Noun("bit", "bits"),
                "s": Noun("segundo", "segundos"), "lx": Noun("lux", "lux"),
                "lm": Noun("lumen", "lúmenes"),
            },
        ),
        **raised({"m": _METER}, ("cuadrado", "cuadrados"), ("cúbico", "cúbicos")),
        "km": Noun("kilómetro", "kilómetros"), "mm": Noun("milímetro", "milímetros"),
        "cm": Noun("centímetro", "centímetros"),
        "%": Noun("por ciento", "por ciento"), "min": Noun("minuto", "minutos"),
        "h": Noun("hora", "horas", _F), "d": Noun("día", "días"),
        "km/h": Noun("kilómetro por hora", "kilómetros por hora"),
        "dB": Noun("decibelio", "decibelios"),
        "ppm": Noun("parte por millón", "partes por millón", _F),
    },
    currencies={
        "€": Currency(Noun("euro", "euros"), _CENT), "EUR": Currency(Noun("euro", "euros"), _CENT),
        "$": Currency(Noun("dólar", "dólares"), Noun("centavo", "centavos")),
        "£": Currency(Noun("libra", "libras", _F), Noun("penique", "peniques")),
    },
    cardinals={
        (Gender.MASCULINE, Case.NOMINATIVE): "spellout-cardinal-masculine",
        (Gender.FEMININE, Case.NOMINATIVE): "spellout-cardinal-feminine",
    },
    ordinal="spellout-ordinal-masculine",
    ordinal_suffixes={
        "º": "spellout-ordinal-masculine", ".º": "spellout-ordinal-masculine",
        "ª": "spellout-ordinal-feminine", ".ª": "spellout-ordinal-feminine",
        "er": "spellout-ordinal-masculine-adjective",
    },
    genders={"día": Gender.MASCULINE, "días": Gender.MASCULINE, "luz": _F, "luces": _F},
    gender_endings=(
        ("a", _F), ("as", _F), ("ión", _F), ("iones", _F), ("dad", _F), ("dades", _F),
    ),
    decimals_as_number=True,
    million_joiner="de",
    money_joiner=" con ",
    money_says_minor=True,
    fractions={"½": "medio", "1/2": "medio", "¼": "un cuarto", "1/4": "un cuarto",
               "¾": "tres cuartos", "3/4": "tres cuartos", "1/3": "un tercio"},
    whole_and_fraction="{whole} y {fraction}",
    abbreviations={"etc.": "etcétera", "Sr.": "señor", "Sra.": "señora",
                   "aprox.": "aproximadamente",
                   "p. ej.": "por ejemplo"},
    acronym_words={"OK": "okey"},
    spelled_acronyms=frozenset({"USB", "API", "UV", "IP", "URL"}),
    emphasis_words=words_of("el la los las un una y o de no sí es en"),
    year_cues=words_of("en desde año"),
    roman_cues=frozenset({"capítulo", "tomo", "parte"}),
    digit_cues=frozenset({"código", "pin"}),
    extra_characters="¿¡",
)  # fmt: skip
