"""Written forms that French, Italian, Portuguese and Spanish share, as rules over their tables."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Gender,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.languages.romance_codes import rules as code_rules
from pocket_tts_wyoming.text.languages.romance_shorts import plural_day
from pocket_tts_wyoming.text.languages.romance_shorts import rules as short_rules
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop, starts_sentence
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

_WORD = re.compile(r"[^\W\d_]+")
_DEGREES = re.compile(r"\s(?:d[ei]\s)?[-\u2212]?\d+(?:[.,]\d+)?\s?[°º]")
_STRETCH = (
    r"\d{1,2}(?::\d\d|\s?h(?:\d\d)?(?!\w))?\s?[-\u2013]\s?\d{1,2}(?::\d\d|\s?h(?:\d\d)?(?!\w))?"
)
_ARTICLES = words_of(
    "art arts article articles artículo artículos articolo articoli artigo artigos apartado "
    "sección "
    "secção seção cap capítulo capitolo chapitre fig figura figure tabla tabela punto ponto "
    "paragraphe"
)
_MEASURES = frozenset("CFKVW")
_NOTED = words_of("nota note")
# "is", "fell to" in front of a mark.
_IS = re.compile(
    r"\s(?:est|reste|passe|es|está|sigue|è|rimane|é|fica)(?:\s(?:de|à|en|a|di|em))?\s$"
)
_CLOSES = re.compile(r"\s?[.,;:!?()]|\s?$")
_CLAUSE_START = re.compile(r"[.,;:!?()]\s")
_MARK_WORDS, _FEWEST_BEST = 10, 5
_PLURAL_ARTICLES = words_of("les des aux ces nos vos mes tes los unos estos sus dei i os dos")
_NEAR, _SENTENCE, _PHONE_DIGITS = 30, 300, 7
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:1[0-2]|0?[1-9])"


def rules(grammar: RomanceGrammar) -> list[Rule]:
    """Prices with their sign inside, pairs of dates, winds behind a speed, "n.º"."""
    short_days = alternatives(grammar.weekdays)
    capital_days = alternatives(name.capitalize() for name in grammar.weekdays)
    any_days = f"{short_days}|{capital_days}"
    certain_days = alternatives(grammar.weekdays.keys() - grammar.ambiguous_days)
    winds = "|".join(sorted(grammar.winds, key=len, reverse=True))
    signs = "|".join(re.escape(s) for s in grammar.language.currencies if len(s) == 1)
    start, to = "|".join(sorted(grammar.stretch_starts)), "|".join(sorted(grammar.stretch_ends))
    return [
        *code_rules(grammar),
        *short_rules(grammar),
        Rule(
            "romance_price",
            rf"(?<![\w.,])(?P<rp_major>\d{{1,4}})\s?(?P<rp_sign>{signs})(?P<rp_minor>\d\d)(?![\w.,/]\d|\w)",
            partial(_price, grammar),
        ),
        Rule(
            "romance_price_unit",
            rf"(?<![\d\w])(?<!\d\s)(?P<pu_sign>{signs})/(?P<pu_unit>{unit_pattern(grammar.language)})(?!\w)",
            partial(_price_unit, grammar),
        ),
        # Read again as two stretches of time.
        Rule(
            "romance_two_stretches",
            rf"(?<![\w.,:/])(?P<ts_first>{_STRETCH})\s?/\s?(?P<ts_second>{_STRETCH})"
            r"(?:(?=\s?h(?:oras|s|rs)?(?!\w))|(?![\w:/-]|[.,]\d)(?:(?<=:\d\d)|(?<=h)|(?<=h\d\d)))",
            partial(_two_stretches, grammar),
        ),
        Rule(
            "romance_article",
            r"(?<![\w.,])(?P<ra_number>\d{1,4})(?:(?P<ra_parts>(?:\.\d{1,3}){1,3})(?![\w.,]\d|\w)"
            r"|\s?-\s?(?P<ra_letter>[A-Z])(?!\w))",
            partial(_article, grammar),
        ),
        Rule(
            "romance_dates",
            rf"(?P<rd_from>(?i:{start})\s)(?P<rd_day>{_DAY})/(?P<rd_month>{_MONTH})"
            rf"(?P<rd_to>\s(?:{to})\s)(?P<rd_last_day>{_DAY})/(?P<rd_last_month>{_MONTH})(?![\w/]|[.,]\d)",
            partial(_dates, grammar),
            at_word=True,
        ),
        Rule(
            "romance_plural_day",
            rf"(?P<pd_article>(?i:{'|'.join(grammar.plural_articles) or '(?!)'})\s)"
            rf"(?P<pd_day>{short_days})\.(?!\w)",
            partial(_plural_day, grammar),
            at_word=True,
        ),
        Rule(
            "romance_called",
            r"(?<![\w.,:+-])(?P<cl_number>\d{2,4}(?:[ .-]\d{2,4}){1,4}|\d{8,9})(?![\w-]|[.,:]\d)",
            partial(_called, grammar),
        ),
        Rule(
            "romance_minutes",
            r"(?<![\w.,'])(?P<rm_minutes>\d{1,3})'\s?(?P<rm_seconds>[0-5]\d)(?:''|\u2033|\")?(?![\w.,']\d|\w)"
            r"(?:\s?/\s?(?P<rm_per>km)(?!\w))?",
            partial(_minutes, grammar),
        ),
        Rule(
            "romance_mark",
            r"(?<![\w.,/])(?P<mk_mark>\d{1,2})/(?P<mk_best>\d{1,3})(?![\w/]|[.,]\d)",
            partial(_mark, grammar),
        ),
        Rule(
            "romance_rate",
            rf"/(?P<rt_word>{'|'.join(grammar.rate_words) or '(?!)'})(?!\w)",
            partial(_rate, grammar),
        ),
        Rule(
            "romance_numbered_day",
            rf"(?:(?P<nd_short>{any_days})\.(?=\s\d{{1,2}}(?![\d/]|[:.,]\d))"
            rf"|(?P<nd_label>{capital_days})(?=\.?\s?:|\s\d{{1,2}}\s?:)\.?"
            rf"|(?P<nd_small>{short_days})(?=\s?:\s[-\d]|\.?\s\d{{1,2}}(?:[:h]\d\d|h)?\s?[-\u2013]\s?\d)\.?"
            # "sam 10h", but Portuguese "ter 2h livres"
            rf"|(?P<nd_certain>{certain_days})(?=\s\d{{1,2}}(?::\d\d|h\d\d|\s?h(?!\w))))",
            partial(_numbered_day, grammar),
            at_word=True,
        ),
        Rule(
            "romance_unit_pair",
            r"(?<![\w.,:/-])(?P<up_first>\d{1,3})\s(?P<up_joiner>[aàáoyeu]|ou|et)\s"
            rf"(?=\d{{1,3}}\s?(?P<up_unit>{unit_pattern(grammar.language)})(?!\w))",
            partial(_unit_pair, grammar),
        ),
        Rule(
            "romance_road",
            r"(?<![\w-])(?P<ro_letters>[A-Z]{1,3})-(?:(?P<ro_roman>[IVX]+)(?![\w-])|(?=\d{1,4}(?![\w-])))",
            partial(_road, grammar),
        ),
        Rule(
            "romance_bare_extreme",
            r"(?<!\d\s)(?P<be_word>[mM](?:[aá]x|[ií]n))(?=\s(?:d[ei]\s)?[-\u2212]?\d)",
            partial(_bare_extreme, grammar),
            at_word=True,
        ),
        Rule(
            "romance_kilometer",
            r"[kK]m\.?\s(?=\d)(?<!\d\s..\s)(?<!\d..\s)",
            partial(_kilometer, grammar),
            at_word=True,
        ),
        Rule(
            "romance_wind_speed",
            rf"(?:(?<=km/h\s)|(?<=m/s\s)|(?<=\skn\s)|(?<=\skt\s))(?:{winds})(?![\w'])",
            lambda match: grammar.winds[match[0]],
            at_word=True,
        ),
        Rule(
            "romance_number_sign",
            r"(?P<ns_n>[nN])(?:\.?\s?[°º]s?\.?\s?(?=\d)|\.?[°º]s?\.?\s?(?=[^\W\d]))",
            partial(_number_sign, grammar),
            at_word=True,
        ),
    ]


def _price(grammar: Grammar, match: re.Match[str]) -> str:
    """`12€50`: the sign stands where the words do."""
    currency = grammar.language.currencies[match["rp_sign"]]
    return grammar.money(Number(int(match["rp_major"]), match["rp_minor"]), currency, "")


def _price_unit(grammar: Grammar, match: re.Match[str]) -> str:
    many = grammar.language.currencies[match["pu_sign"]].major.many
    return f"{many} {grammar.per(grammar.language.units[match['pu_unit']])}"


def _two_stretches(grammar: Grammar, match: re.Match[str]) -> str:
    first, second = (match[part].replace("\u2013", "-") for part in ("ts_first", "ts_second"))
    return f"{first} {grammar.language.words.and_} {second}"


def _article(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`art. 121.1` and `art. 121-A` have no decimals and no amperes."""
    # "33-A", "ap. 12-B": no ampere is written with a hyphen.
    door = match["ra_letter"] and match[0][-2] == "-" and match["ra_letter"] not in _MEASURES
    if not door and previous_word(match.string[: match.start()]).lower() not in _ARTICLES:
        return None
    spoken = grammar.cardinal(int(match["ra_number"]))
    if match["ra_letter"]:
        return f"{spoken} {match['ra_letter']}"
    parts = [grammar.cardinal(int(part)) for part in match["ra_parts"].split(".")[1:]]
    point = grammar.language.words.version_point
    return f" {point} ".join([spoken, *parts])


def _dates(grammar: Grammar, match: re.Match[str]) -> str:
    """`de 3/12 a 5/12`: between these two words both are days, no fractions."""
    first = Date(int(match["rd_month"]), int(match["rd_day"]))
    last = Date(int(match["rd_last_month"]), int(match["rd_last_day"]))
    spoken = f"{grammar.date(first, '')}{match['rd_to']}{grammar.date(last, '')}"
    return f"{match['rd_from']}{spoken}"


def _plural_day(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`às qui.` is every Thursday: "às quintas-feiras"."""
    many = plural_day(grammar.weekdays[match["pd_day"]])
    return f"{match['pd_article']}{many}{full_stop(grammar, match)}"


def _called(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """Read groups of digits behind a word for telephones one by one."""
    text = match.string
    near = {
        word.lower() for word in _WORD.findall(text[max(0, match.start() - _NEAR) : match.start()])
    }
    groups = re.findall(r"\d+", match["cl_number"])
    if near.isdisjoint(grammar.phone_cues) or sum(map(len, groups)) < _PHONE_DIGITS:
        return None
    if len(groups) == 1:
        groups = re.findall(r"\d{3}|\d+", groups[0])
    return ", ".join(grammar.digits(group) for group in groups)


def _minutes(grammar: Grammar, match: re.Match[str]) -> str:
    """`52'30"` is a time of a race or a call."""
    minutes = grammar.counted(Number(int(match["rm_minutes"])), grammar.language.units["min"], "")
    per = f" {grammar.per(grammar.language.units['km'])}" if match["rm_per"] else ""
    return f"{minutes} {grammar.cardinal(int(match['rm_seconds']))}{per}"


def _unit_pair(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Let the first number agree, too: `1 a 2 h` is "una a dos horas"."""
    unit = grammar.language.units[match["up_unit"]]
    if unit.gender is not Gender.FEMININE:
        return None
    first = grammar.cardinal(int(match["up_first"]), unit.gender)
    return f"{first} {match['up_joiner']} "


def _kilometer(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`los km 12 y 18` are kilometers."""
    noun = grammar.language.units["km"]
    many = previous_word(match.string[: match.start()]).lower() in grammar.plural_articles
    return f"{noun.many if many else noun.one} "


def _road(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`N-VI` and `A-6` are roads, `XIV-XV` are not."""
    roman = match["ro_roman"]
    if roman and not match["ro_letters"].strip("IVX"):
        return None
    number = grammar.cardinal(roman_value(roman)) if roman else ""
    return f"{' '.join(match['ro_letters'])} {number}"


def _bare_extreme(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`max 50` agrees with the noun before it; of degrees it is a temperature."""
    written, text = match["be_word"], match.string
    masculine, feminine = grammar.extremes_words[written[-1]]
    before = text[: match.start()].rstrip()
    noun = previous_word(before) if before[-1:].isalpha() else ""
    of_noun = bool(noun) and grammar.gender_of(noun) is Gender.FEMININE
    spoken = feminine if of_noun or _DEGREES.match(text, match.end()) else masculine
    return spoken.capitalize() if written[0] == "M" else spoken


def _rate(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`3 veces/semana`: behind a count the slash is "per"."""
    before = match.string[: match.start()]
    # "39 €/mese o 330/anno": nothing has so many years.
    if not (before[-1:].isdigit() or grammar.is_count(before)):
        return None
    return f" {grammar.rate_words[match['rt_word']]}"


def _numbered_day(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`mar. 24` and `Mar: 3°` are days, though "mar" may be a word elsewhere."""
    written = match["nd_short"] or match["nd_label"] or match["nd_small"] or match["nd_certain"]
    name = grammar.weekdays[written.lower()]
    return name.capitalize() if written[0].isupper() else name


def _mark(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """Say `indice 3/6` behind a word for marks as so many out of the best."""
    before = match.string[max(0, match.start() - _SENTENCE) : match.start()]
    near = [word.lower() for word in previous_words(before.replace(":", " "))]
    # "parcela até 10/12" is a day.
    if near[1] in grammar.date_cues:
        return None
    closes = int(match["mk_best"]) >= _FEWEST_BEST and _CLOSES.match(match.string, match.end())
    if closes and _IS.search(before):
        # "l'indice de qualité est de 3/6", but "le niveau est à 1/4"
        near = _WORD.findall(_CLAUSE_START.split(before)[-1].lower())[-_MARK_WORDS:]
    if grammar.mark_cues.isdisjoint(near):
        return None
    # A note is no mark: "Nota: 27/11 é feriado", "Nota: 2/3 dos votos".
    noted = near[-1] in _NOTED and match.string[match.end() :][1:2].islower()
    if int(match["mk_mark"]) > int(match["mk_best"]) or noted:
        return None
    words = grammar.language.words
    mark, best = (grammar.cardinal(int(match[name])) for name in ("mk_mark", "mk_best"))
    return f"{mark} {words.out_of or words.over} {best}"


def _number_sign(grammar: Grammar, match: re.Match[str]) -> str:
    word = grammar.language.words.number
    several = previous_word(match.string[: match.start()]).lower() in _PLURAL_ARTICLES
    if several or match[0].rstrip(" .").endswith("s"):  # "les n° gagnants", "n°s 3 et 5"
        word = grammar.plural_of(word)
    begins = match["ns_n"] == "N" and starts_sentence(match.string[: match.start()])
    return f"{word.capitalize() if begins else word} "
