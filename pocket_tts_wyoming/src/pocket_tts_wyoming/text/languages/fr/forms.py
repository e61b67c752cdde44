"""Written forms that only French has: heights, districts, centuries, laws, dotted thousands."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, next_word, previous_word, words_of
from pocket_tts_wyoming.text.languages.fr.tables import (
    ENDING_IN_S,
    MASCULINE_RANK,
    NOT_COUNTED,
    STREETS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.fr.units import UNITS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop, starts_sentence
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_WORD = re.compile(r"[^\W\d_]+")
# "ouvert > 10 min", but "une durée supérieure à 10 min"
_LENGTH = re.compile(r"\d+\s?(?:h|min|mn|s|j|heures?|minutes?|secondes?|jours?)(?!\w)")
_LENGTHS = words_of("durée temps délai attente retard intervalle est était si cycle")
# "s'il pleut > 5 mm"
_AMOUNT_VERBS = words_of("pleut souffle dure pèse coûte mesure consomme produit tombe dépasse")
_VERBS = words_of("est était reste sera soit devient sont étaient restent si")
# "2x la porte", "3x moins cher"
_FOLDED_BEFORE = NOT_COUNTED | words_of(
    "moins aussi chaque tous toutes trop vite mieux seulement maximum maxi minimum hier matin soir "
    "mon ma mes ton ta tes son sa ses notre nos votre vos d de des au"
)
# How far what is compared may be away.
_NEAR = 120
_OR_EQUAL = frozenset({"<=", ">=", "≤", "≥"})

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar


def own_forms(grammar: Grammar) -> list[Rule]:
    """`1m80`, `15e arr.`, `XIXe s.`, `art. L. 121-1`, `10.000 habitants`."""
    unit = unit_pattern(grammar.language)
    days = "|".join((*WEEKDAYS, *(name.capitalize() for name in WEEKDAYS)))
    return [
        Rule(
            "fr_day_range",
            rf"(?P<wr_from>{days})\.?\s?[-\u2013]\s?(?P<wr_to>{days})(?!\w)\.?",
            partial(_day_range, grammar),
            at_word=True,
        ),
        Rule(
            "fr_height",
            r"(?<![\w.,])(?P<he_meters>[1-9])\s?m\s?(?P<he_rest>\d\d)(?![\w/²³]|[.,]\d)",
            partial(_height, grammar),
        ),
        Rule(
            "fr_multiple",
            # "2x lait" is bought, "2x par jour" how often
            r"(?<![\w.,√])(?P<mt_number>\d{1,3})(?:\s?[xX]|\u00d7)\s(?=(?P<mt_noun>[^\W\d_]{2,}))",
            partial(_multiple, grammar),
        ),
        Rule(
            "fr_all_wheels",
            r"(?<![\w.,])4\s?[x\u00d7]\s?4(?!\w|[.,]\d|\s?(?:=|[cm]?m\b))",
            lambda _: f"{grammar.cardinal(4)} {grammar.cardinal(4)}",
        ),
        Rule(
            "fr_district",
            r"(?:(?<=[\dIVX]e\s)|(?<=\der\s)|(?<=ème\s))arr\.(?!\w)",
            lambda match: f"arrondissement{full_stop(grammar, match)}",
            at_word=True,
        ),
        Rule(
            "fr_century",
            r"(?<=[IVX]e\s)s\.(?!\w)",
            lambda match: f"siècle{full_stop(grammar, match)}",
            at_word=True,
        ),
        Rule(
            "fr_century_first",
            r"s\.\s?(?P<cf_roman>(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3}))(?!\w)",
            partial(_century, grammar),
            at_word=True,
        ),
        # "Sept." is more often a seven at a sentence's end.
        Rule(
            "fr_september",
            r"(?:(?<=[eE]n\s)|(?<=[fF]in\s)|(?<=début\s)|(?<=[mM]i-)|(?<=depuis\s))sept\.(?!\w)",
            lambda match: f"septembre{full_stop(grammar, match)}",
            at_word=True,
        ),
        Rule(
            "fr_number_word",
            r"(?P<nw_n>[nN])o\.?\s?(?=\d|(?<=\s)[A-Z]{1,4}-?\d)",
            lambda match: "Numéro " if match["nw_n"] == "N" else "numéro ",
            at_word=True,
        ),
        Rule(
            "fr_compare", r"(?P<cp_sign>[<>]=?|[≤≥])\s?(?=[-\u2212]?\d)", partial(_compare, grammar)
        ),
        # "68 M d'habitants": no other unit is followed by "de".
        Rule(
            "fr_magnitude",
            rf"(?<![\w.,])(?P<mg_number>{grammar.format.unsigned})\s?(?P<mg_word>M|Mds?|Mio)(?=\sd[e'])",
            partial(_magnitude, grammar),
        ),
        Rule(
            "fr_countdown",
            r"(?<!\w)(?P<cd_letter>[JH])\s?[-\u2212](?=\d{1,3}(?![\w-]))",
            lambda match: f"{match['cd_letter']} moins ",
        ),
        Rule(
            "fr_temperature",
            r"T°(?=\s?[^\W\d]|\s?[:<>=≤≥]|\s\d)",
            lambda m: "Température " if starts_sentence(m.string[: m.start()]) else "température ",
            at_word=True,
        ),
        Rule(
            "fr_percentage",
            r"(?:(?<=\b[lL]e )|(?<=\b[dD]u )|(?<=\b[aA]u )|(?<=\b[cC]e ))%(?=\s)",
            lambda _: "pourcentage",
        ),
        # "19°5": the tenths stand behind the sign.
        Rule(
            "fr_degrees_and_tenths",
            r"(?<![\w.,])(?P<dt_degrees>[-\u2212]?\d{1,3})°(?P<dt_tenths>\d)(?![\w'\u2032]|[.,]\d)",
            lambda m: (
                grammar.counted(grammar.format.parse(m["dt_degrees"]), UNITS["°"], "")
                + f" {grammar.cardinal(int(m['dt_tenths']))}"
            ),
        ),
        # "1.350 ppm", "1.013 hPa": of these nobody tells thousandths.
        Rule(
            "fr_dotted_whole_units",
            r"(?<![\w.,])(?P<dw_whole>[1-9]\d?)\.(?P<dw_rest>\d{3})(?=\s?(?:pp[mb]|hPa|mbar|lux|lx|kcal|tr/min|pas)(?!\w))",
            lambda m: grammar.cardinal(int(m["dw_whole"] + m["dw_rest"]), Gender.MASCULINE),
        ),
        Rule(
            "fr_page_behind_number",
            r"(?<![\w.,])(?P<pn_number>\d{1,4})\spp?\.\s?(?=\d)",
            lambda m: f"{grammar.cardinal(int(m['pn_number']))} page ",
        ),
        # "du lait 1/2 écrémé", "la 1/2 finale": half of a word, not of a thing.
        Rule(
            "fr_half_word",
            r"(?<![\w/.,])(?:1/2|½)[\s-]?(?=(?:écrémé|sel|sec|finale|tarif|pension|frère|sœur|mesure)e?s?(?!\w))",
            lambda _: "demi-",
        ),
        # " : " is punctuation in French, where other languages write a result so.
        Rule(
            "fr_colon",
            r"(?<![\w:.,])(?P<co_number>\d{1,4})(?=\s:\s\d)",
            lambda m: grammar.bare_number(
                grammar.format.parse(m["co_number"]), m.string[: m.start()], ""
            ),
        ),
        # "le 3919", "au 3646": such numbers are called, and said in pairs.
        Rule(
            "fr_short_number",
            r"(?:(?<=\b[lL]e\s)|(?<=\b[aA]u\s)|(?<=\b[tT]él\.\s))(?P<sn_number>3\d{3})(?![\w-]|[.,:]\d)",
            partial(_short_number, grammar),
        ),
        Rule(
            "fr_quarter_of_year",
            r"(?<!\w)T(?P<qy_number>[1-4])(?=\s(?:de\s)?20\d\d)",
            lambda m: f"{grammar.ordinal(int(m['qy_number']))} trimestre",
        ),
        # "3 pl. de la République": a house, where "3 pl." are seats.
        Rule(
            "fr_square",
            r"(?<![\w.,])(?P<sq_house>\d{1,4})(?P<sq_gap>,?\s(?:(?:bis|ter),?\s)?)pl\."
            r"(?=\s(?:d[eu]s?\s|d')?(?:la\s|l')?[A-ZÀ-Þ])",
            lambda m: f"{grammar.cardinal(int(m['sq_house']))}{m['sq_gap']}place",
        ),
        # "les - de 4 ans", "interdit aux -12 ans"
        Rule(
            "fr_age",
            r"(?<![\w)])(?P<ag_sign>[-\u2212<>+])\s?(?:de\s)?(?=\d{1,2}\sans(?!\w))",
            lambda m: "plus de " if m["ag_sign"] in ">+" else "moins de ",
        ),
        # "l'or en +100 kg": a class of judo, no weight that grew
        Rule(
            "fr_weight_class",
            r"(?:(?<=\ben )|(?<=\bdes )|(?<=\bles ))(?P<wc_sign>[-\u2212+])\s?"
            r"(?=\d{2,3}\s?kg(?!\w))",
            lambda m: "plus de " if m["wc_sign"] == "+" else "moins de ",
        ),
        # "1 cc de curry", "2 cs d'huile": in a kitchen, where "50 cc" are an engine's.
        Rule(
            "fr_spoons",
            r"(?<![\w.,])(?P<sp_number>\d)\s?c(?P<sp_kind>[sc])(?=\sd[e'])",
            lambda m: grammar.counted(
                grammar.format.parse(m["sp_number"]), UNITS[f"c. à {m['sp_kind']}."], ""
            ),
        ),
        # "150 ch.": no house has so many rooms.
        Rule(
            "fr_horses",
            r"(?<![\w.,])(?P<hp_number>[5-9]\d|\d{3,4})\sch\.?(?!\w)",
            lambda m: (
                grammar.counted(grammar.format.parse(m["hp_number"]), UNITS["cv"], "")
                + full_stop(grammar, m)
            ),
        ),
        # "5 x 400 m", "4x10 squats": where a room of 4 x 5 m is a size.
        Rule(
            "fr_runs",
            r"(?<![\w.,])(?P<ru_times>[1-9]|1\d|20)\s?[x\u00d7]\s?(?=(?:50|[1-9]\d{0,2}[05]0)\s?m(?!\w)"
            r"|\d{1,3}\s(?!pouces|pixels|(?:centi|milli)?mètres)[a-zà-ÿ]{4,}[sx](?!\w))",
            lambda m: f"{grammar.cardinal(int(m['ru_times']))} fois ",
        ),
        # "lit 160 x 200": what is measured so, without a unit.
        Rule(
            "fr_flat_sizes",
            r"(?P<fs_thing>(?i:lits?|matelas|draps?|drap-housse|housse|couette|tapis|table|format|cadre|nappe)"
            r"\s(?:de\s)?)(?P<fs_long>\d{2,3})\s?[x\u00d7]\s?(?P<fs_wide>\d{2,3})(?!\w|[.,]\d)",
            lambda m: (
                f"{m['fs_thing']}{grammar.cardinal(int(m['fs_long']))} sur "
                f"{grammar.cardinal(int(m['fs_wide']))}"
            ),
            at_word=True,
        ),
        # "marque à la 93'": a minute of a match.
        Rule(
            "fr_match_minute",
            r"(?<=[lL]a\s)(?P<mm_minute>\d{1,3})'(?!\d)(?:\s?\+\s?(?P<mm_added>\d{1,2})'?)?",
            lambda m: (
                f"{grammar.ordinal(int(m['mm_minute']))} minute"
                + (f" plus {grammar.cardinal(int(m['mm_added']))}" if m["mm_added"] else "")
            ),
        ),
        Rule(
            "fr_toll_free_abroad",
            r"(?<![\w.,-])1[ -]8\d\d[ -]\d{3}[ -]\d{4}(?![\w-])",
            lambda m: ", ".join(grammar.digits(group) for group in re.split("[ -]", m[0])),
        ),
        # A bulletin of the sea: "Mer : peu agitée", not a Wednesday.
        Rule(
            "fr_sea",
            r"Mer(?=\s?:\s(?:peu|belle|agitée|calme|forte|houle|grosse|plate|très|ridée)(?!\w))",
            lambda match: match[0],
            at_word=True,
        ),
        Rule(
            "fr_extreme",
            r"(?P<ex_name>[mM](?:in|ax))(?=\s[-\u2212]?\d+(?:[.,]\d+)?\s?[°%])",
            lambda match: f"{match['ex_name']}imum",
            at_word=True,
        ),
        Rule(
            "fr_law",
            r"(?P<law_letter>[LRD])\.?\s?(?P<law_number>\d{1,4})-(?P<law_part>\d{1,3})(?!\w)",
            partial(_law, grammar),
            at_word=True,
        ),
        # States of Home Assistant have a decimal point ("1.234 kWh"), but hardly ".000".
        Rule(
            "fr_dotted_thousands",
            r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3}){0,3}\.(?:000|(?<=\d{3}\.)\d{3})"
            rf"(?![.,]?\d|\s?(?:{unit})(?!\w))(?:\s?(?P<dt_sign>[€$£]))?",
            partial(_dotted_thousands, grammar),
        ),
    ]


def _short_number(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`le 3919` unless it counts ("le 3000 mètres") or is a house ("au 3900 rue …")."""
    after = match.string[match.end() :]
    word = next_word(after)
    counts = (
        word.endswith(("s", "x")) or word in grammar.language.units or after[:2] in {" €", " %"}
    )
    if word in STREETS or (counts and word.lower() not in NOT_COUNTED):
        return None
    return grammar.call_number(match["sn_number"])


def _multiple(grammar: Grammar, match: re.Match[str]) -> str | None:
    if match["mt_noun"].lower() in _FOLDED_BEFORE:
        return None
    number = Number(int(match["mt_number"]))
    return f"{grammar.bare_number(number, '', match.string[match.end() :])} "


def _day_range(grammar: Grammar, match: re.Match[str]) -> str:
    """`lun-ven` is "du lundi au vendredi"."""
    before = match.string[: match.start()]
    first, last = (WEEKDAYS[match[name].lower()] for name in ("wr_from", "wr_to"))
    start = first if previous_word(before).lower() in {"du", "de", "le"} else f"du {first}"
    spoken = f"{start} au {last}{full_stop(grammar, match)}"
    return spoken[0].upper() + spoken[1:] if match[0][0].isupper() else spoken


def _compare(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`l'humidité est > 70 %`: "supérieure" agrees with what is compared."""
    text = match.string[max(0, match.start() - _NEAR) : match.start()]
    text = text.replace("T°", "température")
    words = [w for w in _WORD.findall(text) if w.lower() not in _VERBS and w.lower() != "ou"]
    # "> 30 °C ou < 5 °C": the unit before it is not compared.
    words = [w for w in words if w not in {"C", "F"}] if words[-1:] in (["C"], ["F"]) else words
    before = text.rstrip()
    lasts = (
        _LENGTH.match(match.string, match.end())
        and words[-1:]
        and words[-1].lower() not in _LENGTHS
    )
    if lasts or (words and words[-1].lower() in _AMOUNT_VERBS):
        return f"{'moins' if match['cp_sign'][0] in '<≤' else 'plus'} de "
    if not words or len(words[-1]) == 1 or not before[-1:].isalpha():
        return None
    sign = match["cp_sign"]
    word = "inférieur" if sign[0] in "<≤" else "supérieur"
    ending = "e" if grammar.gender_of(words[-1]) is Gender.FEMININE else ""
    many = words[-1].endswith("s") and words[-1].lower() not in ENDING_IN_S
    ending += "s" if many else ""
    equal = f" ou éga{'ux' if ending == 's' else f'l{ending}'}" if sign in _OR_EQUAL else ""
    return f"{word}{ending}{equal} à "


def _dotted_thousands(grammar: Grammar, match: re.Match[str]) -> str:
    number = Number(int(re.sub(r"\D", "", match[0])))
    if match["dt_sign"]:
        return grammar.money(number, grammar.language.currencies[match["dt_sign"]], "")
    text = match.string
    return grammar.bare_number(number, text[: match.start()], text[match.end() :])


def _magnitude(grammar: Grammar, match: re.Match[str]) -> str:
    number = grammar.format.parse(match["mg_number"])
    return grammar.counted(number, grammar.language.magnitudes[match["mg_word"]], "")


def _height(grammar: Grammar, match: re.Match[str]) -> str:
    meters = grammar.counted(Number(int(match["he_meters"])), grammar.language.units["m"], "")
    rest = match["he_rest"]
    return f"{meters} {grammar.digits(rest) if rest[0] == '0' else grammar.cardinal(int(rest))}"


def _century(grammar: Grammar, match: re.Match[str]) -> str:
    return f"{grammar.ordinal(roman_value(match['cf_roman']), MASCULINE_RANK)} siècle"


def _law(grammar: Grammar, match: re.Match[str]) -> str:
    number, part = (grammar.cardinal(int(match[name])) for name in ("law_number", "law_part"))
    return f"{match['law_letter']} {number} {grammar.language.words.hyphen} {part}"
