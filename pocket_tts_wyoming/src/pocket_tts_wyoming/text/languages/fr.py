"""French: gender of "un", singular below two, "heures", first of the month as an ordinal."""

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
    "µ": "micro", "m": "milli", "c": "centi", "h": "hecto", "k": "kilo", "M": "méga",
    "G": "giga", "T": "téra",
}  # fmt: skip
_METER = Noun("mètre", "mètres")
_CENT = Noun("centime", "centimes")


class FrenchGrammar(Grammar):
    """Times with "heures", dates with "premier"."""

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "quatorze heures cinq"."""
        del before, after
        hour = time.hour % 12 + 12 if time.meridiem == "pm" else time.hour
        parts = [self.cardinal(hour, _F), "heure" if hour in {0, 1} else "heures"]
        if time.minute:
            parts.append(self.cardinal(time.minute, _F))
        return " ".join(parts)

    def date(self, date: Date, before: str) -> str:
        """`1 mai` is "premier mai"; the other days are cardinals."""
        if date.day == 1:
            first = self.ordinal(1, "spellout-ordinal-masculine")
            rest = super().date(Date(date.month, None, date.year), before)
            return f"{first} {rest}"
        return super().date(date, before)


LANGUAGE = Language(
    code="fr",
    decimal_mark=",",
    group_marks=".",
    grammar=FrenchGrammar,
    words=Words(
        point="virgule", minus="moins", plus="plus", plus_minus="plus ou moins", about="environ",
        to="à", score="à", equals="égale", times="fois", divided_by="divisé par",
        less_than="inférieur à", more_than="supérieur à", at_most="au plus", at_least="au moins",
        and_="et", at="arobase", dot="point", slash="", path_slash="barre oblique",
        hyphen="tiret", underscore="tiret bas", colon="deux points", number="numéro",
        arrow="vers", version="version", version_point="point", per="par", section="paragraphe",
    ),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
    month_abbreviations={
        "janv": 1, "févr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12,
    },
    units={
        **degrees("degré", "degrés"),
        **metric_units(
            _PREFIXES,
            {
                "W": Noun("watt", "watts"), "V": Noun("volt", "volts"),
                "A": Noun("ampère", "ampères"), "Hz": Noun("hertz", "hertz"),
                "Wh": Noun("watt-heure", "watt-heures"), "Pa": Noun("pascal", "pascals"),
                "g": Noun("gramme", "grammes"), "m": _METER, "l": Noun("litre", "litres"),
                "B": Noun("octet", "octets"), "bit": Noun("bit", "bits"),
                "s": Noun("seconde", "secondes", _F), "lx": Noun("lux", "lux"),
                "lm": Noun("lumen", "lumens"), "Ω": Noun("ohm", "ohms"),
            },
        ),
        **raised({"m": _METER}, ("carré", "carrés"), ("cube", "cubes")),
        "Mo": Noun("mégaoctet", "mégaoctets"), "Go": Noun("gigaoctet", "gigaoctets"),
        "%": Noun("pour cent", "pour cent"), "min": Noun("minute", "minutes", _F),
        "h": Noun("heure", "heures", _F), "d": Noun("jour", "jours"), "j": Noun("jour", "jours"),
        "km/h": Noun("kilomètre-heure", "kilomètres-heure"), "dB": Noun("décibel", "décibels"),
        "ppm": Noun("P P M", "P P M"),
    },
    currencies={
        "€": Currency(Noun("euro", "euros"), _CENT), "EUR": Currency(Noun("euro", "euros"), _CENT),
        "$": Currency(Noun("dollar", "dollars"), Noun("cent", "cents")),
        "£": Currency(Noun("livre", "livres", _F), Noun("penny", "pence")),
        "CHF": Currency(Noun("franc suisse", "francs suisses"), _CENT),
    },
    cardinals={
        (Gender.MASCULINE, Case.NOMINATIVE): "spellout-cardinal-masculine",
        (Gender.FEMININE, Case.NOMINATIVE): "spellout-cardinal-feminine",
    },
    year_ruleset="spellout-numbering",
    ordinal="spellout-ordinal-masculine",
    ordinal_suffixes={
        "er": "spellout-ordinal-masculine", "re": "spellout-ordinal-feminine",
        "ère": "spellout-ordinal-feminine", "e": "spellout-ordinal-masculine",
        "ème": "spellout-ordinal-masculine",
    },
    gender_endings=(("e", _F), ("ion", _F), ("té", _F), ("es", _F), ("ions", _F)),
    decimals_as_number=True,
    singular_below_two=True,
    million_joiner="de",
    money_says_minor=False,
    fractions={"½": "un demi", "1/2": "un demi", "¼": "un quart", "1/4": "un quart",
               "¾": "trois quarts", "3/4": "trois quarts", "1/3": "un tiers"},
    whole_and_fraction="{whole} et {fraction}",
    abbreviations={"etc.": "et cetera", "M.": "Monsieur", "Mme": "Madame", "env.": "environ"},
    acronym_words={"OK": "okay"},
    spelled_acronyms=frozenset({"LED", "USB", "API", "UV", "IP", "URL"}),
    emphasis_words=words_of("le la les un une et ou de du des ne pas est en non oui"),
    year_cues=words_of("en depuis année an vers"),
    roman_cues=frozenset({"chapitre", "tome", "partie"}),
    digit_cues=frozenset({"code", "pin"}),
    time_marks=":h",
)  # fmt: skip
