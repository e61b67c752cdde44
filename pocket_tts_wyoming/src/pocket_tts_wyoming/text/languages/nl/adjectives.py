"""Dutch adjectives that are written short, and the ending that the noun behind them asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.abbreviation import adjectives
from pocket_tts_wyoming.text.languages.words import next_word, previous_word, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEASURING: Mapping[str, str] = {
    "gem.": "gemiddeld", "max.": "maximaal", "min.": "minimaal", "tot.": "totaal",
    "rel.": "relatief", "waarsch.": "waarschijnlijk", "verm.": "vermoedelijk",
}  # fmt: skip
ADJECTIVES = adjectives(
    {
        **_MEASURING,
        "alg.": "algemeen", "buitenl.": "buitenlands", "binnenl.": "binnenlands",
        "chem.": "chemisch", "econ.": "economisch", "eff.": "effectief", "elektr.": "elektrisch",
        "fin.": "financieel", "Eng.": "Engels", "fr.": "Frans", "gedeelt.": "gedeeltelijk",
        "hist.": "historisch",
        "int.": "internationaal", "internat.": "internationaal", "med.": "medisch",
        "ned.": "Nederlands", "onderl.": "onderling", "openb.": "openbaar",
        "oorspr.": "oorspronkelijk", "plaatsel.": "plaatselijk", "spec.": "speciaal",
        "techn.": "technisch", "tijdel.": "tijdelijk", "tussenl.": "tussenliggend",
        "voorl.": "voorlopig", "voorm.": "voormalig", "z.g.": "zogenaamd", "zg.": "zogenaamd",
        "zgn.": "zogenaamd", "zuidl.": "zuidelijk", "zuidel.": "zuidelijk",
        "noordel.": "noordelijk", "oostel.": "oostelijk", "westel.": "westelijk",
        "vriendel.": "vriendelijk",
    }
)  # fmt: skip
_MEASURES = frozenset(_MEASURING.values())
_DEFINITE = words_of(
    "de het deze die dit dat mijn je jouw zijn haar ons onze uw hun jullie alle beide dezelfde"
)
_SINGULAR_NOUN_ENDINGS = re.compile(
    r"(?:heid|ing|teit|tie|sie|duur|tijd|prijs|kosten|temp|druk|kracht|hoogte|lengte|waarde)$"
)
_PLURAL = re.compile(r"^\w{3,}(?:en|[^s]s)$")
# Nouns with "het", also as the last part of a compound.
_NEUTERS = words_of(
    "aantal abonnement adres apparaat artikel bedrag bedrijf belang beleid bereik bericht bezoek "
    "budget centrum document elftal evenement gebied gebouw gebruik geluid gewicht huis huishouden "
    "inkomen jaar kantoor loon museum net netwerk nieuws niveau nummer onderdeel onderhoud "
    "onderwijs onderzoek oppervlak park parkeerterrein percentage personeel plan probleem product "
    "programma recht recept rendement resultaat seizoen signaal station systeem team tarief "
    "tempo terrein toerental toestel toezicht tekort vermogen verbruik verblijf verkeer verlof "
    "verschil verslag vervoer volume voorstel water weer werk ziekenhuis zwembad"
)
_SHORTEST_NEUTER = 4
_INFLECTED = (
    (re.compile(r"ieel$"), "iële"),
    (re.compile(r"([aeo])\1([lnr])$"), r"\1\2e"),
    (re.compile(r"ief$"), "ieve"),
    (re.compile(r"$"), "e"),
)


def inflected(stem: str, before: str, after: str, nouns: frozenset[str]) -> str:
    """`gem. snelheid` is "gemiddelde snelheid", `gem. verbruik` "gemiddeld verbruik".

    Without a noun behind it the word stays as it is ("gem. 12 graden"). `nouns`: words that are
    known to be nouns.
    """
    noun = next_word(after).lower() if after[:1].isspace() else ""
    if not noun:
        return stem
    near = previous_word(before).lower() if before[-1:].isspace() else ""
    known = noun in nouns or _SINGULAR_NOUN_ENDINGS.search(noun) or _is_neuter(noun)
    if not known and stem not in _MEASURES:
        known = near in _DEFINITE or near == "een" or _PLURAL.match(noun) is not None
    if not known or (_is_neuter(noun) and near not in _DEFINITE):
        return stem
    for ending, other in _INFLECTED:
        if ending.search(stem):
            return ending.sub(other, stem, count=1)
    return stem


def _is_neuter(noun: str) -> bool:
    return noun in _NEUTERS or any(
        len(neuter) >= _SHORTEST_NEUTER and noun.endswith(neuter) for neuter in _NEUTERS
    )
