"""Portuguese: gender of "um", "dois" and hundreds, times with "horas"."""

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
    "µ": "micro", "m": "mili", "c": "centi", "h": "hecto", "k": "quilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
_METER = Noun("metro", "metros")
_CENT = Noun("cêntimo", "cêntimos")


class PortugueseGrammar(Grammar):
    """Times with "horas e", dates with "de"."""

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "catorze horas e cinco"."""
        del before, after
        hour = time.hour % 12 + 12 if time.meridiem == "pm" else time.hour
        spoken = f"{self.cardinal(hour, _F)} {'hora' if hour == 1 else 'horas'}"
        return f"{spoken} e {self.cardinal(time.minute)}" if time.minute else spoken

    def date(self, date: Date, before: str) -> str:
        """`22/11/2026` is "vinte e dois de novembro de dois mil e vinte e seis"."""
        del before
        parts = [self.language.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, self.cardinal(date.day))
        if date.year is not None:
            parts.append(self.year(date.year))
        return " de ".join(parts)


LANGUAGE = Language(
    code="pt",
    decimal_mark=",",
    group_marks=".",
    grammar=PortugueseGrammar,
    words=Words(
        point="vírgula", minus="menos", plus="mais", plus_minus="mais ou menos", about="cerca de",
        to="a", score="a", equals="igual a", times="vezes", divided_by="dividido por",
        less_than="menor que", more_than="maior que", at_most="no máximo", at_least="no mínimo",
        and_="e", at="arroba", dot="ponto", slash="", path_slash="barra", hyphen="hífen",
        underscore="sublinhado", colon="dois pontos", number="número", arrow="para",
        version="versão", version_point="ponto", per="por", section="parágrafo",
    ),
    months=(
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
        "outubro", "novembro", "dezembro",
    ),
    month_abbreviations={"jan": 1, "fev": 2, "abr": 4, "ago": 8, "set": 9, "out": 10, "dez": 12},
    units={
        **degrees("grau", "graus"),
        **metric_units(
            _PREFIXES,
            {
                "W": Noun("watt", "watts"), "Wh": Noun("watt-hora", "watts-hora"),
                "V": Noun("volt", "volts"), "A": Noun("ampere", "amperes"),
                "Hz": Noun("hertz", "hertz"), "Pa": Noun("pascal", "pascais"),
                "g": Noun("grama", "gramas"), "m": _METER, "l": Noun("litro", "litros"),
                "B": Noun("byte", "bytes"), "bit": Noun("bit", "bits"),
                "s": Noun("segundo", "segundos"), "lx": Noun("lux", "lux"),
                "lm": Noun("lúmen", "lúmens"),
            },
        ),
        **raised({"m": _METER}, ("quadrado", "quadrados"), ("cúbico", "cúbicos")),
        "km": Noun("quilómetro", "quilómetros"), "mm": Noun("milímetro", "milímetros"),
        "cm": Noun("centímetro", "centímetros"),
        "%": Noun("por cento", "por cento"), "min": Noun("minuto", "minutos"),
        "h": Noun("hora", "horas", _F), "d": Noun("dia", "dias"),
        "km/h": Noun("quilómetro por hora", "quilómetros por hora"),
        "dB": Noun("decibel", "decibéis"),
        "ppm": Noun("parte por milhão", "partes por milhão", _F),
    },
    currencies={
        "€": Currency(Noun("euro", "euros"), _CENT), "EUR": Currency(Noun("euro", "euros"), _CENT),
        "R$": Currency(Noun("real", "reais"), Noun("centavo", "centavos")),
        "$": Currency(Noun("dólar", "dólares"), Noun("cêntimo", "cêntimos")),
        "£": Currency(Noun("libra", "libras", _F), Noun("péni", "pence")),
    },
    cardinals={
        (Gender.MASCULINE, Case.NOMINATIVE): "spellout-cardinal-masculine",
        (Gender.FEMININE, Case.NOMINATIVE): "spellout-cardinal-feminine",
    },
    ordinal="spellout-ordinal-masculine",
    ordinal_suffixes={
        "º": "spellout-ordinal-masculine", ".º": "spellout-ordinal-masculine",
        "ª": "spellout-ordinal-feminine", ".ª": "spellout-ordinal-feminine",
    },
    genders={"dia": Gender.MASCULINE, "dias": Gender.MASCULINE, "luz": _F, "luzes": _F},
    gender_endings=(("a", _F), ("as", _F), ("ção", _F), ("ções", _F), ("dade", _F), ("dades", _F)),
    decimals_as_number=True,
    singular_below_two=False,
    million_joiner="de",
    money_joiner=" e ",
    fractions={"½": "meio", "1/2": "meio", "¼": "um quarto", "1/4": "um quarto",
               "¾": "três quartos", "3/4": "três quartos", "1/3": "um terço"},
    whole_and_fraction="{whole} e {fraction}",
    abbreviations={"etc.": "et cetera", "Sr.": "senhor", "Sra.": "senhora",
                   "aprox.": "aproximadamente"},
    acronym_words={"OK": "okay"},
    spelled_acronyms=frozenset({"USB", "API", "UV", "IP", "URL"}),
    emphasis_words=words_of("o a os as um uma e ou de não sim é em"),
    year_cues=words_of("em desde ano"),
    roman_cues=frozenset({"capítulo", "volume", "parte"}),
    digit_cues=frozenset({"código", "pin"}),
    time_marks=":h",
)  # fmt: skip
