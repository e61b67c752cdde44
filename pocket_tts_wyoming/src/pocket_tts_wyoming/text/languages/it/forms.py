"""Written forms that only Italian has: saints, streets named after days, centuries, stretches."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, previous_word, words_of
from pocket_tts_wyoming.text.languages.it.tables import ROMAN_RANKED, SAINTS, WEEKDAYS
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    import re

    from pocket_tts_wyoming.text.languages.base import Grammar

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_NO_DA = words_of("da dal di del a al tra fra")


def own_forms(grammar: Grammar) -> list[Rule]:
    """`S. Giovanni`, `XX Settembre`, `XXI sec.`, `lun-ven`, `arrivato 1°`."""
    days = alternatives((*WEEKDAYS, *(name.capitalize() for name in WEEKDAYS)))
    return [
        Rule(
            "it_saint",
            rf"S\.\s(?P<sa_name>{alternatives(SAINTS)})(?!\w)",
            lambda match: f"{SAINTS[match['sa_name']]}{match['sa_name']}",
            at_word=True,
        ),
        # Streets and feasts: "XX Settembre", "XXV Aprile".
        Rule(
            "it_roman_day",
            r"(?P<rd_roman>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))(?=\s(?:Settembre|Aprile|Novembre"
            r"|Maggio|Giugno|Marzo|Febbraio|Ottobre|Dicembre|Luglio)(?!\w))",
            lambda match: grammar.cardinal(roman_value(match["rd_roman"])).capitalize(),
            at_word=True,
        ),
        Rule(
            "it_century",
            r"(?P<ce_roman>(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3}))\ssec\.(?!\w)",
            lambda m: (
                f"{grammar.ordinal(roman_value(m['ce_roman']))} secolo{full_stop(grammar, m)}"
            ),
            at_word=True,
        ),
        Rule(
            "it_ranks",
            rf"(?<![\w-])(?P<cs_first>{_ROMAN})(?P<cs_to>\s(?:e|o|al?)\s(?:(?:il|la|l')\s?)?|\s?[-\u2013]\s?)"
            rf"(?={_ROMAN}\s(?P<cs_noun>sec\.|{'|'.join(ROMAN_RANKED)})(?!\w))",
            partial(_ranks, grammar),
        ),
        # Bands of a tariff: "F2 567" is no number of thousands.
        Rule(
            "it_band",
            r"(?<!\w)F(?P<ba_number>[1-3])(?=:?\s\d)",
            lambda match: f"F {grammar.cardinal(int(match['ba_number']))}",
        ),
        # "Gol al 34'", "dal 60'": a minute of a match.
        Rule(
            "it_minute_of_match",
            r"(?:(?<=\b[aA]l\s)|(?<=\b[dD]ell')|(?<=\b[nN]ell')|(?<=\b[dD]all')|(?<=\b[aA]ll')|(?<=\b[dD]al\s)|(?<=\b[nN]el\s))(?P<mm_minute>\d{1,3})'(?!\d)(?P<mm_more>\+\d{1,2}'?)?",
            partial(_minute_of_match, grammar),
        ),
        Rule("it_per_day", r"(?<=\d)\s?/\s?die(?!\w)", lambda _: " volte al giorno"),
        # "Bagnaia 2° in griglia"
        Rule(
            "it_placed",
            r"(?<![\w.,])(?P<pl_number>\d{1,2})°(?=\s(?:in\s(?:griglia|classifica|gara|finale|pole|qualifica)"
            r"|assoluto|al\straguardo))",
            lambda match: grammar.ordinal(int(match["pl_number"])),
        ),
        Rule(
            "it_day_range",
            rf"(?P<wr_from>{days})\.?\s?[-\u2013\u2014]\s?(?P<wr_to>{days})(?!\w)\.?",
            partial(_day_range, grammar),
            at_word=True,
        ),
        # "Tra 3 sett." counts weeks, "il 3 sett." is in September.
        Rule(
            "it_weeks",
            r"(?P<we_cue>(?i:tra|fra|per|da|in|ogni|dopo|ultime|prossime)\s)(?P<we_number>\d{1,2})"
            r"\ssett\.(?!\w|\s20)",
            lambda m: (
                m["we_cue"]
                + grammar.counted(Number(int(m["we_number"])), grammar.language.units["sett"], "")
                + full_stop(grammar, m)
            ),
            at_word=True,
        ),
        Rule(
            "it_arrived",
            r"(?:(?<=partit[oa]\s)|(?<=parte\s)|(?<=finit[oa]\s)|(?<=chiude\s)|(?<=arriva\s)|(?<=arrivat[oa]\s)|(?<=classificat[oa]\s))(?P<ar_number>\d{1,2})°",
            lambda match: grammar.ordinal(int(match["ar_number"])),
        ),
    ]


def _ranks(grammar: Grammar, match: re.Match[str]) -> str:
    """`XIV e XVI secolo`, `la XIV e la XV edizione`: ranks before the one noun."""
    joiner = " e " if match["cs_to"].strip() in {"-", "\u2013"} else match["cs_to"]
    feminine = ROMAN_RANKED.get(match["cs_noun"]) is Gender.FEMININE
    ending = "feminine" if feminine else "masculine"
    rank = grammar.ordinal(roman_value(match["cs_first"]), f"spellout-ordinal-{ending}")
    return f"{rank}{joiner}"


def _minute_of_match(grammar: Grammar, match: re.Match[str]) -> str:
    added = (match["mm_more"] or "").strip("+'")
    more = f" più {grammar.cardinal(int(added))}" if added else ""
    return grammar.ordinal(int(match["mm_minute"])) + more


def _day_range(grammar: Grammar, match: re.Match[str]) -> str:
    """`lun-ven` is "da lunedì a venerdì"."""
    before = match.string[: match.start()]
    first, last = (WEEKDAYS[match[name].lower()] for name in ("wr_from", "wr_to"))
    start = first if previous_word(before).lower() in _NO_DA else f"da {first}"
    # Two days that follow one another are two, not a stretch.
    weekend = (first, last) == ("sabato", "domenica") and start != first
    spoken = f"{first} e {last}" if weekend else f"{start} a {last}"
    spoken += full_stop(grammar, match)
    return spoken[0].upper() + spoken[1:] if match[0][0].isupper() else spoken
