"""Italian: gender of "un", units that say "all'ora" or "al secondo"."""

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
    "µ": "micro", "m": "milli", "c": "centi", "h": "etto", "k": "chilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
_METER = Noun("metro", "metri", per="al metro")
_CENT = Noun("centesimo", "centesimi")


class ItalianGrammar(Grammar):
    """Times with "e", the first of the month as an ordinal."""

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "quattordici e cinque"."""
        del before, after
        hour = time.hour % 12 + 12 if time.meridiem == "pm" else time.hour
        spoken = "una" if hour == 1 else self.cardinal(hour)
        return f"{spoken} e {self.cardinal(time.minute)}" if time.minute else spoken

    def date(self, date: Date, before: str) -> str:
        """`1 maggio` is "primo maggio"."""
        if date.day == 1:
            return f"primo {super().date(Date(date.month, None, date.year), before)}"
        return super().date(date, before)


LANGUAGE = Language(
    code="it",
    decimal_mark=",",
    group_marks=".",
    grammar=ItalianGrammar,
    words=Words(
        point="virgola", minus="meno", plus="più", plus_minus="più o meno", about="circa", to="a",
        score="a", equals="uguale", times="per", divided_by="diviso", less_than="minore di",
        more_than="maggiore di", at_most="al massimo", at_least="almeno", and_="e",
        at="chiocciola", dot="punto", slash="", path_slash="barra", hyphen="trattino",
        underscore="trattino basso", colon="due punti", number="numero", arrow="a",
        version="versione", version_point="punto", per="per", section="paragrafo",
    ),
    months=(
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
        "settembre", "ottobre", "novembre", "dicembre",
    ),
    month_abbreviations={"gen": 1, "feb": 2, "apr": 4, "giu": 6, "lug": 7, "ago": 8, "ott": 10},
    units={
        **degrees("grado", "gradi"),
        **metric_units(
            _PREFIXES,
            {
                "W": Noun("watt", "watt"), "Wh": Noun("wattora", "wattora"),
                "V": Noun("volt", "volt"), "A": Noun("ampere", "ampere"),
                "Hz": Noun("hertz", "hertz"), "Pa": Noun("pascal", "pascal"),
                "g": Noun("grammo", "grammi"), "m": _METER, "l": Noun("litro", "litri"),
                "B": Noun("byte", "byte"), "bit": Noun("bit", "bit"),
                "s": Noun("secondo", "secondi", per="al secondo"), "lx": Noun("lux", "lux"),
                "lm": Noun("lumen", "lumen"),
            },
        ),
        **raised({"m": _METER}, ("quadrato", "quadrati"), ("cubo", "cubi")),
        "s": Noun("secondo", "secondi", per="al secondo"),
        "%": Noun("per cento", "per cento"), "min": Noun("minuto", "minuti", per="al minuto"),
        "h": Noun("ora", "ore", _F, per="all'ora"), "d": Noun("giorno", "giorni"),
        "dB": Noun("decibel", "decibel"),
        "ppm": Noun("parte per milione", "parti per milione", _F),
    },
    currencies={
        "€": Currency(Noun("euro", "euro"), _CENT), "EUR": Currency(Noun("euro", "euro"), _CENT),
        "$": Currency(Noun("dollaro", "dollari"), _CENT),
        "£": Currency(Noun("sterlina", "sterline", _F), Noun("penny", "penny")),
    },
    cardinals={
        (Gender.MASCULINE, Case.NOMINATIVE): "spellout-cardinal-masculine",
        (Gender.FEMININE, Case.NOMINATIVE): "spellout-cardinal-feminine",
    },
    ordinal="spellout-ordinal-masculine",
    ordinal_suffixes={
        "º": "spellout-ordinal-masculine", "°": "spellout-ordinal-masculine",
        "ª": "spellout-ordinal-feminine",
    },
    gender_endings=(("a", _F), ("zione", _F), ("zioni", _F), ("tà", _F), ("e", _F)),
    decimals_as_number=True,
    million_joiner="di",
    money_joiner=" e ",
    money_says_minor=False,
    fractions={"½": "un mezzo", "1/2": "un mezzo", "¼": "un quarto", "1/4": "un quarto",
               "¾": "tre quarti", "3/4": "tre quarti", "1/3": "un terzo"},
    whole_and_fraction="{whole} e {fraction}",
    abbreviations={"ecc.": "eccetera", "Sig.": "signor", "Sig.ra": "signora", "ca.": "circa"},
    acronym_words={"OK": "okay"},
    spelled_acronyms=frozenset({"USB", "API", "UV", "IP", "URL"}),
    emphasis_words=words_of("il la lo i le un una e o di non sì è in"),
    year_cues=words_of("nel dal anno"),
    roman_cues=frozenset({"capitolo", "volume", "parte"}),
    digit_cues=frozenset({"codice", "pin"}),
)  # fmt: skip
