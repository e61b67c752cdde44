"""Dutch: no gender of numbers, but "één"; units stay in the singular."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import (
    Case,
    Currency,
    Gender,
    Grammar,
    Language,
    Noun,
    Time,
    Words,
    words_of,
)
from pocket_tts_wyoming.text.languages.metric import metric_units

_PREFIXES = {
    "µ": "micro", "m": "milli", "c": "centi", "h": "hecto", "k": "kilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
_CENT = Noun("cent", "cent")
_EURO = Noun("euro", "euro")


class DutchGrammar(Grammar):
    """Times with "uur", "één" where the number is meant."""

    def cardinal(
        self, number: int, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """CLDR writes "een", which is also the article; the accent makes it the number."""
        spoken = super().cardinal(number, gender, case)
        return "één" if spoken == "een" else spoken

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "veertien uur vijf"."""
        del before, after
        hour = time.hour % 12 + 12 if time.meridiem == "pm" else time.hour
        spoken = f"{self.cardinal(hour)} uur"
        return f"{spoken} {self.cardinal(time.minute)}" if time.minute else spoken


def _same(word: str) -> Noun:
    return Noun(word, word)


LANGUAGE = Language(
    code="nl",
    decimal_mark=",",
    group_marks=".",
    grammar=DutchGrammar,
    words=Words(
        point="komma", minus="min", plus="plus", plus_minus="plus min", about="ongeveer",
        to="tot", score="tegen", equals="is", times="keer", divided_by="gedeeld door",
        less_than="kleiner dan", more_than="groter dan", at_most="hoogstens",
        at_least="minstens", and_="en", at="apenstaartje", dot="punt", slash="",
        path_slash="schuine streep", hyphen="streepje", underscore="laag streepje",
        colon="dubbele punt", number="nummer", arrow="naar", version="versie",
        version_point="punt", per="per", section="paragraaf",
    ),
    months=(
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december",
    ),
    month_abbreviations={"jan": 1, "feb": 2, "mrt": 3, "apr": 4, "aug": 8, "sep": 9, "okt": 10},
    units={
        **metric_units(
            _PREFIXES,
            {
                "W": _same("watt"), "Wh": _same("wattuur"), "V": _same("volt"),
                "A": _same("ampère"), "Hz": _same("hertz"), "Pa": _same("pascal"),
                "g": _same("gram"), "m": _same("meter"), "l": _same("liter"),
                "B": _same("byte"), "bit": _same("bit"), "lx": _same("lux"),
                "lm": _same("lumen"), "s": Noun("seconde", "seconden"),
            },
        ),
        "°C": Noun("graad Celsius", "graden Celsius"), "°": Noun("graad", "graden"),
        "° C": Noun("graad Celsius", "graden Celsius"),
        "°F": Noun("graad Fahrenheit", "graden Fahrenheit"),
        "m²": _same("vierkante meter"), "m³": _same("kubieke meter"), "%": _same("procent"),
        "min": Noun("minuut", "minuten"), "h": _same("uur"), "u": _same("uur"),
        "d": Noun("dag", "dagen"), "dB": _same("decibel"), "ppm": _same("P P M"),
    },
    currencies={
        "€": Currency(_EURO, _CENT), "EUR": Currency(_EURO, _CENT),
        "$": Currency(_same("dollar"), _CENT), "£": Currency(_same("pond"), _same("pence")),
    },
    cardinal="spellout-numbering",
    ordinal_suffixes={"e": "spellout-ordinal", "ste": "spellout-ordinal", "de": "spellout-ordinal"},
    money_says_minor=False,
    fractions={"½": "een half", "1/2": "een half", "¼": "een kwart", "1/4": "een kwart",
               "¾": "driekwart", "3/4": "driekwart", "1/3": "een derde"},
    whole_and_fraction="{whole} en {fraction}",
    abbreviations={"bijv.": "bijvoorbeeld", "enz.": "enzovoort", "ca.": "circa", "nr.": "nummer",
                   "o.a.": "onder andere", "d.w.z.": "dat wil zeggen"},
    acronym_words={"OK": "oké"},
    spelled_acronyms=frozenset({"LED", "USB", "API", "UV", "IP", "URL"}),
    emphasis_words=words_of("de het een en of niet is in op aan uit ja nee"),
    year_cues=words_of("in sinds jaar"),
    roman_cues=frozenset({"hoofdstuk", "deel"}),
    digit_cues=frozenset({"code", "pin"}),
    numeric_date_marks="/-",
    time_suffix=r"\suur\b",
)  # fmt: skip
