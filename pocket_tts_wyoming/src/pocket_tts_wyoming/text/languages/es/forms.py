"""Written forms that only Spanish has: days by their letter, phones, streets, "u ocho"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Currency,
    Gender,
    Noun,
    next_word,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.languages.es.tables import FEMININE_RANK, LABELS, ROMAN_RANKED
from pocket_tts_wyoming.text.languages.es.units import CURRENCIES
from pocket_tts_wyoming.text.languages.words import around
from pocket_tts_wyoming.text.normalize.classes.abbreviations import starts_sentence
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar, Time

_F = Gender.FEMININE
_NOON, _EVENING, _SUNRISE = 12, 8, 6
_HEART = words_of("fc pulso pulsaciones frecuencia cardíaca cardiaca corazón ritmo")
_ARTICLES = words_of("el la al del su mi tu un cada este ese nuestro en")
# What is ranked so high that "21º" would look like a temperature.
_RANKED = LABELS | words_of("puesto lugar cumpleaños clasificado capítulo grado batallón")
_DEGREE_CUES = words_of(
    "hace hacen hará temperatura máxima mínima máximas mínimas hasta marca termómetro estamos"
)
# "abierto > 10 min", but "la duración es mayor que 10 min"
_LENGTH = re.compile(r"\d+\s?(?:h|min|s|d|horas?|minutos?|segundos?|días?)(?!\w)")
_LENGTHS = words_of("duración tiempo plazo espera retraso intervalo ciclo")
_TEN = 10
_SECOND_OF_TWO = re.compile(r"\b(?:de|entre)\s-?\d{1,2}º?\s[ay]\s$")
_NEAR = 120
_SERIES = words_of(
    "episodio episodios capítulo capítulos cap serie series estreno estrena estrenan temporada "
    "tráiler"
)
_QUARTERS = {"1": "primer", "2": "segundo", "3": "tercer", "4": "cuarto"}
_AMOUNT_VERBS = words_of("llueve sopla dura pesa cuesta mide consume produce cae supera hay")
_SHORTEST_NOUN = 4
_COUNTED = re.compile(r"\d+\s[a-zà-ÿ]")
# In opening hours days are single letters; "X" is Wednesday.
_LETTER_DAYS = {
    "L": "lunes", "M": "martes", "X": "miércoles", "J": "jueves", "V": "viernes", "S": "sábado",
    "D": "domingo",
}  # fmt: skip


def early_forms(grammar: Grammar) -> list[Rule]:
    """`II Guerra Mundial`, `L-V 9-14 h`: before the forms of all Romance languages."""
    return [
        Rule(
            "es_world_war",
            r"II?(?=\sGuerra\sMundial)",
            lambda match: "Primera" if match[0] == "I" else "Segunda",
            at_word=True,
        ),
        # A bulletin of the sea: "Mar: marejadilla", not a Tuesday.
        Rule(
            "es_sea",
            r"Mar(?=:\s(?:oleaje|marejad|rizada|llana|gruesa|arbolada|en\scalma|agitada|fuerte))",
            lambda match: match[0],
            at_word=True,
        ),
        # "3/4 partes", "2/3 partes": ranks of a feminine noun.
        Rule(
            "es_parts",
            r"(?<![\w/.,])(?P<fp_top>\d)/(?P<fp_bottom>[3-9]|10)(?=\spartes?(?!\w))",
            partial(_parts, grammar),
        ),
        # "menores de 4 años"
        Rule(
            "es_age",
            r"(?<![\w)])(?P<ag_sign>[-\u2212<>+])\s?(?:de\s)?(?=\d{1,2}\saños(?!\w))",
            lambda m: "mayores de " if m["ag_sign"] in ">+" else "menores de ",
        ),
        # "oro en +100 kg": a class of judo, no weight that grew
        Rule(
            "es_weight_class",
            r"(?:(?<=\ben )|(?<=\blos )|(?<=\blas ))(?P<wc_sign>[-\u2212+])\s?"
            r"(?=\d{2,3}\s?kg(?!\w))",
            lambda m: "más de " if m["wc_sign"] == "+" else "menos de ",
        ),
        # "marcó en el 93'": a minute of a match.
        Rule(
            "es_match_minute",
            r"(?:(?<=[eE]l\s)|(?<=\sal\s))(?P<mm_minute>\d{1,3})'(?!\d)"
            r"(?:\s?\+\s?(?P<mm_added>\d{1,2})'?)?",
            lambda m: (
                f"minuto {grammar.cardinal(int(m['mm_minute']))}"
                + (f" más {grammar.cardinal(int(m['mm_added']))}" if m["mm_added"] else "")
            ),
        ),
        # "cotas > 900 m", "si llueve > 5 mm"
        Rule(
            "es_compare",
            r"(?P<cp_sign>[<>]=?|[≤≥])\s?(?=[-\u2212]?\d)",
            _compare,
        ),
        # A pump's figure, not pesos of Colombia.
        Rule("es_pump", r"(?<!\w)COP(?=:?\s\d(?:[.,]\d{1,2})?(?!\d))", lambda _: "C O P"),
        # "$15.000 pesos" are no dollars.
        Rule(
            "es_pesos",
            r"\$\s?(?=[1-9][\d.,]{0,15}\s(?:de\s)?(?:pesos|dólares)(?!\w))",
            lambda _: "",
        ),
        # "$12.345,67", "$3.990": with the sign in front and points between the thousands, as in
        # Argentina, Chile and Colombia, it is pesos; Spain writes dollars "3.990 $".
        Rule(
            "es_peso_sign",
            r"(?<![\w$])\$\s?(?P<ps_number>[1-9]\d{0,2}(?:\.\d{3})+(?:,\d\d)?)(?![.,]?\d|\s?(?:USD|US|M|mil)(?!\w)"
            r"|\s(?:millones|dólares))",
            lambda m: grammar.money(
                grammar.format.parse(m["ps_number"]),
                Currency(Noun("peso", "pesos"), CURRENCIES["$"].minor),
                "",
            ),
        ),
        # As houses are numbered in Colombia: "Cra. 7 # 45-20".
        Rule(
            "es_house",
            r"#\s?(?P<hs_street>\d{1,3})(?:\s?-\s?(?P<hs_house>\d{1,3}))?(?![\w#*-])",
            partial(_house, grammar),
        ),
        # "FC: 142 ppm": of a heart they are no parts per million.
        Rule(
            "es_pulse",
            r"(?<![\w.,])(?P<pu_beats>\d{2,3})\s?ppm(?!\w)",
            partial(_pulse, grammar),
        ),
        # "en el 3T", "1T 2025"
        Rule(
            "es_quarter",
            r"(?<![\w.,])(?P<qu_number>[1-4])T(?=\s(?:de\s)?20\d\d)|(?<=[eE]l\s)(?P<qu_second>[1-4])T(?!\w)",
            lambda m: f"{_QUARTERS[m['qu_number'] or m['qu_second']]} trimestre",
        ),
        # "un ~7 %", "queda ~7 %": of a percentage "unos" is wrong.
        Rule(
            "es_about_percent",
            rf"[~\u2248]\s?(?P<ap_number>{grammar.format.unsigned})\s?%",
            partial(_about_percent, grammar),
        ),
        Rule(
            "es_percentage",
            r"(?:(?<=\b[eE]l )|(?<=\b[dD]el )|(?<=\b[aA]l ))%(?=\s)",
            lambda _: "porcentaje",
        ),
        Rule(
            "es_degrees",
            r"(?<![\w.,])(?P<dg_number>[-+\u2212]?\d{1,3}(?:[.,]\d)?)º(?![^\W_])",
            partial(_degrees, grammar),
        ),
        # "ha" is also "has": behind hectares no participle of one, but of many ("quemadas").
        Rule(
            "es_hectares",
            rf"(?<![\w.,])(?P<ha_number>{grammar.format.unsigned})\s?ha"
            r"(?=\s?[.,;:)/=]|$|\s(?:y|en|por|con|para|al?|del|(?:de\s[^\W\d_]+(?<!r)(?<!rse)(?<!rlo)(?<!rla))|[^\W\d_]+[ai]das)(?!\w))",
            lambda m: grammar.counted(
                grammar.format.parse(m["ha_number"]), Noun("hectárea", "hectáreas", _F), ""
            ),
        ),
        # "episodio 8 de la T2", "la T3 de «The Bear»": elsewhere it may be a terminal.
        Rule(
            "es_season",
            r"(?<=\bla )T(?P<sn_number>\d{1,2})(?!\w)",
            partial(_season, grammar),
        ),
        Rule(
            "es_letter_days",
            r"(?<![\w-])(?P<ld_from>[LMXJVSD])\s?(?:-|a)\s?(?P<ld_to>[LMXJVSD])(?=,?:?\s(?:de\s)?\d|$|[.,]|\s(?:lab|fest|excepto|salvo|no\s))",
            lambda m: f"{_LETTER_DAYS[m['ld_from']]} a {_LETTER_DAYS[m['ld_to']]}",
        ),
        Rule(
            "es_letter_day",
            r"(?P<lo_day>[SD](?=:?\s(?:de\s)?\d{1,2}(?::\d\d)?\s?[-\u2013a]\s?\d)"
            r"|[LMXJV](?=:?\s(?:de\s)?\d{1,2}:\d\d\s?[-\u2013a]\s?\d))",
            lambda m: _LETTER_DAYS[m["lo_day"]],
            at_word=True,
        ),
    ]


def late_forms(grammar: Grammar) -> list[Rule]:
    """`612 34 56 78`, `n.º 5`, `c/8 h`, `C/ Mayor`, `7 o 8`, `$1,234.50 MXN`."""
    return [
        Rule(
            "es_phone",
            r"(?<![\w.,:+-])(?<!\d )"
            r"(?:[6-9]\d\d(?:(?: \d\d){3}| ?\d{3} ?\d{3})|9\d \d{3} \d\d \d\d"
            r"|9\d\.\d{3}\.\d\d\.\d\d|[6-9]\d\d(?:\.\d\d){3})"
            r"(?![\w-]|[.,:]\d| \d)",
            partial(_phone, grammar),
        ),
        Rule("es_padded_minutes", r"0(?P<pm_minute>\d)(?=\sminutos?\b)", partial(_padded, grammar)),
        Rule(
            "es_number",
            r"[nN](?:(?:\.\s?|o\.)?[°º]?\s?(?=\d)|o\.\s(?=[A-Z]{1,4}-?\d))",
            _number_sign,
            at_word=True,
        ),
        Rule(
            "es_page",
            r"pp?\.\s?(?=\d+(?P<pg_many>\s?[-\u2013]\s?\d|\s[ya]\s\d)?)",
            lambda m: "páginas " if m["pg_many"] else "página ",
            at_word=True,
        ),
        Rule("es_every", r"[cC]/\s?(?=\d)", lambda _: "cada ", at_word=True),
        Rule(
            "es_street",
            r"[cC]/\s?(?=[A-ZÀ-Þ]|(?:del?|las?|los)\s)",
            lambda _: "calle ",
            at_word=True,
        ),
        # "o" before a word that begins with the same sound: "siete u ocho".
        Rule("es_or", r"[oó](?=\s(?:8\d{0,2}|11)(?!\d))", lambda _: "u", at_word=True),
        Rule(
            "es_degrees_extreme",
            r"(?P<ed_word>[mM](?:[áa]x|[íi]n))(?=\s?:?\s[-\u2212]?\d+(?:[.,]\d+)?\s?[°º])",
            lambda m: f"{m['ed_word'][0]}{'áx' if m['ed_word'][-1] == 'x' else 'ín'}ima",
            at_word=True,
        ),
        # As written in Mexico and by many an American program.
        Rule(
            "es_point_number",
            r"(?<![\w.,])(?:(?P<pn_sign>\$\s?)(?=[\d,]+(?:\.\d\d)?(?![\d.,]\d|\d))|(?=[\d,]+\.\d))"
            r"(?P<pn_whole>[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?P<pn_fraction>\d+))?"
            r"(?:\s(?P<pn_code>[A-Z]{3}))?(?!\w)",
            partial(_point_number, grammar),
        ),
        Rule("es_sizes", r"(?<=[a-z²%\dL] )x(?= \d)", lambda _: "por", at_word=True),
    ]


def _compare(match: re.Match[str]) -> str | None:
    """Compare many things ("superiores a") or amounts of a verb ("más de")."""
    before = match.string[: match.start()].rstrip()
    word = previous_word(before).lower()
    if not before[-1:].isalpha() or len(word) < _SHORTEST_NOUN:
        return None
    sign = match["cp_sign"]
    if _LENGTH.match(match.string, match.end()) and word not in _LENGTHS:
        return "menos de " if sign[0] in "<≤" else "más de "
    less, equal = sign[0] in "<≤", sign[-1] in "=≤≥"
    if word in _AMOUNT_VERBS:
        return "menos de " if less else "más de "
    if not word.endswith("s") or word == "es":
        return None
    return f"{'inferiores' if less else 'superiores'}{' o iguales' if equal else ''} a "


def _degrees(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`21º` is a temperature behind a word of weather, and from 11 on without an article.

    Ranks that high are rare, and mostly written with a full stop ("21.º"). No rank has decimals.
    """
    second, near = (w.lower() for w in previous_words(match.string[: match.start()]))
    announced = (second if near in {"de", "a", "en", "los"} else near) in _DEGREE_CUES
    number = grammar.format.parse(match["dg_number"])
    following = next_word(match.string[match.end() :]).lower()
    ranked = following in ROMAN_RANKED or following in _RANKED
    high = number.whole > _TEN and near not in _ARTICLES and not ranked
    # "mínimas de 4 a 6º"
    second_of_two = _SECOND_OF_TWO.search(match.string[: match.start()]) is not None
    if not (announced or high or number.sign or number.fraction or second_of_two):
        return None
    return grammar.counted(number, grammar.language.units["°"], "")


def _about_percent(grammar: Grammar, match: re.Match[str]) -> str:
    number = f"{grammar.number(grammar.format.parse(match['ap_number']))} por ciento"
    if previous_word(match.string[: match.start()]).lower() in _ARTICLES | {"unos"}:
        return f"{number} aproximadamente"
    return f"alrededor del {number}"


def _season(grammar: Grammar, match: re.Match[str]) -> str | None:
    words = re.findall(r"[^\W\d_]+", around(match, _NEAR).lower())
    if _SERIES.isdisjoint(words):
        return None
    return f"{grammar.language.words.season} {grammar.cardinal(int(match['sn_number']))}"


def _house(grammar: Grammar, match: re.Match[str]) -> str:
    numbers = [match["hs_street"], *([match["hs_house"]] if match["hs_house"] else [])]
    return "número " + ", ".join(grammar.cardinal(int(number)) for number in numbers)


def _pulse(grammar: Grammar, match: re.Match[str]) -> str | None:
    near = re.findall(r"[^\W\d_]+", match.string[: match.start()].lower())[-5:]
    if _HEART.isdisjoint(near) or not {"co", "ppm"}.isdisjoint(near):
        return None
    number = Number(int(match["pu_beats"]))
    return grammar.counted(number, Noun("pulsación por minuto", "pulsaciones por minuto", _F), "")


def part_of_day(time: Time) -> str:
    """Say what "a.m." and "p.m." are by the hour."""
    hour = time.hour % _NOON
    if time.meridiem == "am":
        if not hour:
            return "de la noche"
        return "de la madrugada" if hour < _SUNRISE else "de la mañana"
    if not hour:
        return "del mediodía"
    return "de la tarde" if hour < _EVENING else "de la noche"


def _parts(grammar: Grammar, match: re.Match[str]) -> str:
    top, bottom = int(match["fp_top"]), int(match["fp_bottom"])
    rank = grammar.ordinal(bottom, FEMININE_RANK)
    return f"{grammar.cardinal(top, Gender.FEMININE)} {rank}{'' if top == 1 else 's'}"


def _phone(grammar: Grammar, match: re.Match[str]) -> str:
    groups = re.split(r"[ .]", match[0])
    if len(groups) == 1:
        groups = re.findall(r"\d{3}", match[0])
    return ", ".join(grammar.digits(group) for group in groups)


def _padded(grammar: Grammar, match: re.Match[str]) -> str:
    return grammar.cardinal(int(match["pm_minute"]), Gender.MASCULINE)


def _point_number(grammar: Grammar, match: re.Match[str]) -> str | None:
    if match["pn_code"] not in {None, *CURRENCIES}:
        return None
    whole, fraction = match["pn_whole"].replace(",", ""), match["pn_fraction"] or ""
    number = Number(int(whole), fraction)
    if not match["pn_sign"]:
        return grammar.number(number)
    return grammar.money(number, CURRENCIES[match["pn_code"] or "$"], "")


def _number_sign(match: re.Match[str]) -> str | None:
    text = match.string
    # "No. 3 luces siguen encendidas." is an answer, "No. 5" a number.
    if (
        match[0].startswith("No.")
        and starts_sentence(text[: match.start()])
        and (_COUNTED.match(text, match.end()))
    ):
        return None
    return "número " if len(match[0].strip()) > 1 else None
