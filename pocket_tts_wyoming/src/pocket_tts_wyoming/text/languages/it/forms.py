"""Written forms that only Italian has: saints, streets named after days, centuries, stretches."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, previous_word, previous_words, words_of
from pocket_tts_wyoming.text.languages.it.tables import (
    AGREEMENT,
    DESCRIBING,
    LEFT_BEHIND,
    ROMAN_RANKED,
    SAINTS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.romance import left_out_noun
from pocket_tts_wyoming.text.languages.words import alternatives, around
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_NO_DA = words_of("da dal di del a al tra fra")
_ELIDED = {
    "il": "l'", "al": "all'", "del": "dell'", "dal": "dall'", "nel": "nell'", "sul": "sull'",
    "i": "gli ", "ai": "agli ", "dei": "degli ", "dai": "dagli ", "nei": "negli ", "sui": "sugli ",
}  # fmt: skip
_BEFORE_MONTH = {"al": "a", "dal": "da", "del": "di", "nel": "a"}
_BEFORE_CLASS = re.compile(
    r"(?:\b(?:[lL]a|[lL]e|[aA]lla|[aA]lle|[dD]alla|[dD]alle|[dD]ella|[dD]elle|[nN]ella|[nN]elle"
    r"|[iI]n|[cC]lass[ei]|[sS]ezione|[aA]ula|[sS]ezioni|[gG]enitori)\s|\b[1-5]\s?[A-H](?:,\s|\se\s|-|/))$"
)
_AT = words_of("a di da su per")
_LIST_MARKS = frozenset(",:(;")
_LIST_JOINERS = words_of("e o ed cui")
_RACE = words_of(
    "gp pole gara griglia qualifiche qualifica sprint podio motogp moto2 moto3 f1 formula "
    "classifica tappa giro tour vuelta slalom discesa gigante finale batteria staffetta rally"
)
_FIRST = re.compile(r"(?<![\w.,])1°\s(?:[A-ZÀ-Þ][a-zà-ÿ]|in\s\d)")
_PRICED = words_of(
    "totale importo prezzo costo somma saldo pagare versare pagati versati spesa quota canone circa"
)
_MARKS_OF_SCHOOL = words_of("ha preso prende voto voti pagella media interrogazione verifica tema")
_PARTS_OF_SECOND = {1: "decimi", 2: "centesimi", 3: "millesimi"}
_WORD = re.compile(r"[^\W\d_]+\d?")
# How far the words of a race or a school may be away.
_NEAR = 200


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
        # "Batteria al 8 %", "il 11 maggio": templates write the article that another number needs.
        Rule(
            "it_article",
            rf"(?P<ar_word>(?i:{alternatives(_ELIDED)}))\s(?=8|11(?!\d)|1(?:,\d|\s?%))",
            _article,
            at_word=True,
        ),
        # "Oggi è il 1.", "dal 1 al 5": without a month, too, it is a day, or a rank.
        Rule(
            "it_first",
            r"(?P<fi_word>(?i:il|d?al|del))\s1(?=[.,;:!?]?(?:$|\s(?:e|al|o)\s)|[.,;:!?]\s)",
            lambda m: f"{m['fi_word']} primo",
            at_word=True,
        ),
        # "aggiornato al 10/2025": a month has no article.
        Rule(
            "it_month_without_article",
            r"(?P<ma_word>[aA]l|[dD]al|[dD]el|[nN]el)\s(?=(?:0?[1-9]|1[0-2])/20\d\d(?![\d/]))",
            lambda m: _BEFORE_MONTH[m["ma_word"].lower()] + " ",
            at_word=True,
        ),
        # "la 3A", "in 2B": a class of a school; amperes are masculine.
        Rule(
            "it_class",
            r"(?<![\w.,:])(?P<cl_number>[1-5])(?:\s?|(?P<cl_rank>[°^]))(?P<cl_letter>[A-H])(?![\w°'/]|[.,]\d|-\d)",
            partial(_class, grammar),
        ),
        # A mark at school: "9- in inglese".
        Rule(
            "it_mark_minus",
            r"(?<![\w.,-])(?P<mn_mark>[2-9]|10)-(?=\s(?:in|di)\s[a-z])",
            partial(_mark_minus, grammar),
        ),
        # "terzo a 12\"4": seconds and their tenths
        Rule(
            "it_behind",
            r"(?<![\w.,:/'])(?:(?P<bh_minutes>\d{1,2})'\s?)?(?P<bh_seconds>\d{1,2})"
            r"(?:\"|\u2033|'')(?P<bh_parts>\d{1,3})(?!\w)",
            partial(_behind, grammar),
        ),
        Rule("it_number", r"[nN]r?\.\s?(?=\d)", lambda _: "numero ", at_word=True),
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
        # "3 v/die", "2 v. al giorno"
        Rule(
            "it_times",
            r"(?<![\w.,])(?P<ti_number>\d{1,2})\s?vv?\.?(?:\s?/\s?(?P<ti_per>die|gg?|dì|giorno|sett\.?|settimana)(?!\w)"
            r"|(?=\s(?:al|a|alla)\s(?:dì|giorno|settimana|sett\.?|mese)(?!\w)))",
            partial(_times, grammar),
        ),
        # "1° Rossi, 2° Bianchi": there is a first one.
        Rule(
            "it_placed_first",
            r"(?<![\w.,])(?P<pf_number>1\d|20|[1-9])°(?=\s(?:[A-ZÀ-Þ][a-zà-ÿ]|in\s\d))",
            partial(_placed_first, grammar),
        ),
        # The championship, not so many euros: "Euro 2024", but "totale Euro 2000".
        Rule(
            "it_championship",
            r"(?<!\w)Euro\s(?P<eu_year>199[26]|20(?:0[048]|1[26]|2[048]|32))(?![\w/-]|[.,]\d)",
            partial(_championship, grammar),
        ),
        # "pole di Verstappen, Leclerc 4°"
        Rule(
            "it_placed_last",
            r"(?<![\w.,])(?P<pa_number>1\d|20|[1-9])°(?=\s?[,.;)]|\s(?:e|a)\s|$)",
            partial(_placed, grammar),
        ),
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


def one_of_list(grammar: Grammar, before: str, following: str) -> str:
    """Say "1" where its noun is left out: "4 luci: 2 in sala, 1 in bagno"; empty elsewhere.

    Decided by what stands before the number, a mark of a list or a joiner, and behind it, a
    preposition, a verb or an adjective, where else the noun would be.
    """
    near = previous_word(before).lower()
    describing = following in DESCRIBING
    if not describing and following not in LEFT_BEHIND and near != "cui":
        return ""
    if before.rstrip()[-1:] not in _LIST_MARKS and near not in _LIST_JOINERS:
        return ""
    counted = left_out_noun(before, AGREEMENT.particles | LEFT_BEHIND)
    if not counted:
        return ""
    # No masculine plural ends in "e": "finestre", "mele".
    feminine = counted.endswith("e") or grammar.gender_of(counted) is Gender.FEMININE
    return "una" if feminine and not (describing and following.endswith("o")) else "uno"


def _article(match: re.Match[str]) -> str:
    """`al 8%` is "all'otto per cento": these numbers begin with a vowel."""
    written = match["ar_word"]
    spoken = _ELIDED[written.lower()]
    return spoken.capitalize() if written[0].isupper() else spoken


def _mark_minus(grammar: Grammar, match: re.Match[str]) -> str | None:
    words = {word.lower() for word in _WORD.findall(around(match, _NEAR))}
    if _MARKS_OF_SCHOOL.isdisjoint(words):
        return None
    return f"{grammar.cardinal(int(match['mn_mark']))} meno"


def _behind(grammar: Grammar, match: re.Match[str]) -> str:
    """`12"4` is "dodici secondi e quattro", `0"34` "trentaquattro centesimi"."""
    written = match["bh_parts"]
    # "10\"09" is "e zero nove".
    padded = written[0] == "0" and match["bh_seconds"] != "0"
    parts = grammar.digits(written) if padded else grammar.cardinal(int(written))
    seconds = Number(int(match["bh_seconds"]))
    units = grammar.language.units
    if match["bh_minutes"]:
        minutes = grammar.counted(Number(int(match["bh_minutes"])), units["min"], "")
        return f"{minutes}, {grammar.counted(seconds, units['s'], '')} e {parts}"
    if not seconds.whole:
        return f"{parts} {_PARTS_OF_SECOND[len(match['bh_parts'])]}"
    return f"{grammar.counted(seconds, units['s'], '')} e {parts}"


def _class(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    if _BEFORE_CLASS.search(before) is None:
        return None
    if match["cl_rank"]:
        rank = grammar.ordinal(int(match["cl_number"]), "spellout-ordinal-feminine")
        return f"{rank} {match['cl_letter']}"
    return f"{grammar.cardinal(int(match['cl_number']))} {match['cl_letter']}"


def _times(grammar: Grammar, match: re.Match[str]) -> str:
    units, per = grammar.language.units, match["ti_per"] or ""
    number = int(match["ti_number"])
    spoken = "una volta" if number == 1 else f"{grammar.cardinal(number)} volte"
    if not per:
        return spoken
    return f"{spoken} {grammar.per(units['sett' if per.startswith('sett') else 'giorno'])}"


def _placed_first(grammar: Grammar, match: re.Match[str]) -> str | None:
    if _FIRST.search(around(match, _NEAR)) is None:
        return None
    return grammar.ordinal(int(match["pf_number"]))


def _championship(grammar: Grammar, match: re.Match[str]) -> str | None:
    if previous_word(match.string[: match.start()]).lower() in _PRICED:
        return None
    return f"Euro {grammar.cardinal(int(match['eu_year']))}"


def _placed(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`Leclerc 4°` behind a name, where a race is told of; "a Monza 18°" is its weather."""
    text = match.string
    second, near = previous_words(text[: match.start()])
    words = {word.lower() for word in _WORD.findall(around(match, _NEAR))}
    if not near[:1].isupper() or second.lower() in _AT or _RACE.isdisjoint(words):
        return None
    return grammar.ordinal(int(match["pa_number"]))


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
