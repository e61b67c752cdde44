"""Written forms that Italian and Portuguese share: lengths of time, pairs, ranks, short days."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, next_word, previous_word, words_of
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.agreeing import AgreeingGrammar

# Behind these the number of a document has its year: "Lei 8.078/90", "sent. n. 12/24".
_LAWS = words_of(
    "legge lei decreto sentenza sentença dlgs dpr circolare direttiva ordinanza delibera "
    "resolução portaria regulamento diretiva mp pec medida complementar legislativo"
)
_PRICE_BEFORE = re.compile(
    r"(?:(?:[pP]rezzo|[cC]osto|[pP]reço|[vV]alor)(?:\s[^\W\d_]+)?|[€$£]|euros?|reais|centavos|centesimi|[€$]\s?[\d.,]+)\s"
    r"(?:al|allo|il|ogni|per|o|ao|do|por|cada|a)\s$"
)
_FOR_EACH = words_of("al ogni cada ao")
_LAW_CHARACTERS = 30
_NEAR, _SENTENCE = 60, 300
_WORD = re.compile(r"[^\W\d_]+")
# "9-13 e 15-18"
_HOURS_BEFORE = re.compile(r"\d\s?[-\u2013]\s?\d{1,2}(?:[:.]\d\d)?\s?(?:e|/|,)\s?$")
_HALF, _OF_HALVES = 1, 2
_DAY_HOURS = 24
_SMALL_LETTERS = 3


def rules(grammar: AgreeingGrammar) -> list[Rule]:
    """`2h05'30"`, `25/30 min`, `2a edizione`, `sáb 9h`, `norte/sul`, `n. 4521/26`, `€ -5`."""
    language = grammar.language
    days = alternatives((*grammar.weekdays, *map(str.capitalize, grammar.weekdays)))
    signs = alternatives(language.currencies)
    pairs = alternatives((*language.months, *language.month_abbreviations, *_ways(grammar)))
    counted = alternatives(grammar.pairs_of)
    return [
        Rule(
            "agreeing_race",
            r"(?<![\w.,:/])(?P<rc_hours>\d{1,2})\s?h\s?(?P<rc_minutes>\d{1,2})'"
            r"(?:\s?(?P<rc_seconds>[0-5]\d)(?:\u2033|''?)?)?(?![\w'])",
            partial(_race, grammar),
        ),
        Rule(
            "agreeing_seconds",
            r"(?<![\w.,:/'])(?P<se_minutes>\d{1,3})'\s?(?P<se_seconds>[0-5]?\d)(?:''|\u2033|\")(?!\w)",
            lambda match: grammar.joined(
                [
                    grammar.counted(Number(int(match[part])), language.units[sign], "")
                    for part, sign in (("se_minutes", "min"), ("se_seconds", "s"))
                ]
            ),
        ),
        Rule(
            "agreeing_few_or_more",
            rf"(?<![\w.,/:])(?P<fm_from>\d{{1,3}})/(?P<fm_to>\d{{1,3}})\s?(?P<fm_noun>{counted})(?!\w)"
            r"(?:\.(?=\s[a-zà-ÿ(]|\s?[,;:)]))?",
            partial(_few_or_more, grammar),
        ),
        # "5/12 capitoli": a part of something would stand before "di".
        Rule(
            "agreeing_out_of",
            r"(?<![\w.,/:])(?P<oa_part>\d{1,3})/(?P<oa_all>\d{1,3})\s(?P<oa_noun>[a-zà-ÿ]{3,}+)",
            partial(_out_of_all, grammar),
        ),
        # Templates count "1 minuti".
        Rule(
            "agreeing_one_of",
            rf"(?<![\w.,:/+-])1\s(?P<on_noun>{alternatives(grammar.one_of)})(?!\w)"
            rf"(?P<on_state>\s(?:{alternatives(grammar.one_in_state)})(?!\w))?",
            partial(_one_of, grammar),
        ),
        Rule(
            "agreeing_length",
            r"(?<![\w.,:])(?P<le_first>\d{1,3}):(?P<le_second>[0-5]\d)\s?(?P<le_unit>min|h)(?!\w)",
            lambda m: (
                f"{grammar.counted(Number(int(m['le_first'])), language.units[m['le_unit']], '')} "
                f"{language.words.and_} {grammar.cardinal(int(m['le_second']))}"
            ),
        ),
        Rule(
            "agreeing_and_a_half",
            r"e\s(?:1/2|½)(?=\s(?:d[ei]|d')|\s?[.,;:)]|$)",
            partial(_and_a_half, grammar),
            at_word=True,
        ),
        # "2,50 € al kg", "R$ 3 o kg"
        Rule(
            "agreeing_price_per",
            r"(?P<pp_unit>kg|hg|g|l|L|m²|m³|mq|mc|kWh|km|h|min|t)(?![\w/'])",
            partial(_price_per, grammar),
            at_word=True,
        ),
        # "da 12,90 a 15,90 €": the money is named once.
        Rule(
            "agreeing_from_price",
            r"(?<![\w.,])(?P<fp_whole>\d{1,4}),(?P<fp_cents>[1-9]\d)(?=\s(?:a|e|o|ou|até)\s"
            r"\d{1,4}(?:,\d\d)?\s?(?:€|euros?(?!\w)))",
            lambda m: grammar.language.money_joiner.join(
                grammar.cardinal(int(m[name])) for name in ("fp_whole", "fp_cents")
            ),
        ),
        Rule(
            "agreeing_rank",
            r"(?<![\w.,/])(?P<ak_number>[1-9]\d?)(?P<ak_ending>[ao])(?=\s(?:[^\W\d_]{3}|[A-H](?!\w)))",
            partial(_rank, grammar),
        ),
        Rule(
            "agreeing_day",
            # The first test is cheap, and no word but a short one passes it.
            rf"(?=[^\W\d_]{{3}}[.\s])(?P<da_day>{days})(?P<da_stop>\.?)(?=\s[\da-zà-ÿ])",
            partial(_day, grammar, _Days(grammar, days)),
            at_word=True,
        ),
        Rule(
            "agreeing_pair",
            rf"(?=[^\W\d_]{{3,9}}\.?\s?/)(?P<pa_first>{pairs})\.?\s?/\s?(?P<pa_last>{pairs})(?!\w)\.?",
            partial(_pair, grammar),
            at_word=True,
        ),
        Rule(
            "agreeing_hours",
            r"(?<![\w.,:/+-])(?P<ah_from>\d{1,2})h?\s?[-\u2013]\s?(?P<ah_to>\d{1,2})h?(?![\w/-]|[.,:]\d|\s?[%°€])",
            partial(_hours, grammar),
        ),
        Rule(
            "agreeing_of_short_year",
            r"(?<![\w.,/])(?P<sy_number>\d{1,3}(?:\.\d{3})+|\d{3,6})/(?P<sy_year>\d\d(?:\d\d)?)(?![\w/]|[.,]\d)",
            partial(_of_short_year, grammar),
        ),
        Rule(
            "agreeing_money_minus",
            rf"(?<![^\W_])(?P<mm_name>{signs})\s?(?P<mm_sign>[-\u2212+])\s?(?P<mm_number>{grammar.format.unsigned})",
            partial(_signed_money, grammar),
        ),
        Rule(
            "agreeing_hyphen_list",
            r"(?<![\w.,/:+-])\d{1,2}(?:[-\u2013]\d{1,2}){2}(?![\w/-]|[.,:]\d)",
            lambda match: ", ".join(
                grammar.cardinal(int(number)) for number in re.findall(r"\d+", match[0])
            ),
        ),
    ]


def _out_of_all(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`3/8 lezioni` are three out of eight, where the noun is a plural and no day is meant."""
    noun, part, best = match["oa_noun"], int(match["oa_part"]), int(match["oa_all"])
    near = previous_word(match.string[: match.start()].replace("'", " ")).lower()
    day = near in grammar.date_cues or near in grammar.month_cues or noun in grammar.hour_cues
    # "3/4 xícaras" are less than one.
    named = best <= grammar.largest_part or f"{part}/{best}" in grammar.language.fractions
    if day or named or part > best or match["oa_part"][0] == "0" or match["oa_all"][0] == "0":
        return None
    if not noun.endswith(grammar.plural_ends) or noun in grammar.agreement.particles:
        return None
    gender = grammar.gender_of(noun)
    said = (grammar.cardinal(number, gender) for number in (part, best))
    return f" {grammar.language.words.out_of} ".join(said) + f" {noun}"


def _one_of(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    text, noun = match.string, match["on_noun"]
    counted = grammar.agreement.noun(text[: match.start()], text[match.start("on_noun") :])
    if counted != noun.split()[0]:
        return None
    state = match["on_state"]
    return grammar.one_of[noun] + (f" {grammar.one_in_state[state[1:]]}" if state else "")


def _and_a_half(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`2 colheres e 1/2` is "e meia"."""
    noun = previous_word(match.string[: match.start()])
    unit = grammar.language.units.get(noun)
    if not noun:
        return None
    gender = unit.gender if unit else grammar.gender_of(noun)
    return f"e {grammar.halves[1 if gender is Gender.FEMININE else 0]}"


def _price_per(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`3 € al kg`: a unit without a number behind a price."""
    before, unit = match.string[: match.start()], match["pp_unit"]
    # "passo 5'46\" al km": longer units are no other word behind these.
    near = previous_word(before).lower() if len(unit) > 1 and unit != "min" else ""
    if near not in _FOR_EACH and _PRICE_BEFORE.search(before[-_NEAR:]) is None:
        return None
    return grammar.language.units[unit].one


def _race(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    """`2h05'30"`, `1 h 12'`: minutes by their sign."""
    units = grammar.language.units
    parts = [grammar.counted(Number(int(match["rc_hours"])), units["h"], "")]
    if match["rc_seconds"]:
        minutes = grammar.counted(Number(int(match["rc_minutes"])), units["min"], "")
        seconds = grammar.counted(Number(int(match["rc_seconds"])), units["s"], "")
        return grammar.joined([*parts, minutes, seconds])
    return grammar.joined([*parts, grammar.cardinal(int(match["rc_minutes"]))])


def _few_or_more(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`25/30 minuti` are so many or more; "1/2 ora" is a half, and a shorter noun has parts."""
    first, last = int(match["fm_from"]), int(match["fm_to"])
    part = first == 1 or last <= grammar.largest_part
    is_part = len(match["fm_noun"]) <= _SMALL_LETTERS and part
    if first >= last or (first, last) == (_HALF, _OF_HALVES) or is_part:
        return None
    noun = match["fm_noun"]
    unit = grammar.language.units.get(noun)
    gender = unit.gender if unit else grammar.gender_of(noun)
    start, end = (grammar.cardinal(number, gender) for number in (first, last))
    return f"{grammar.few_or_more(start, end)} {unit.many if unit else noun}"


def _rank(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`2a edizione`: a letter for the sign of a rank, where the noun has its gender."""
    gender = Gender.FEMININE if match["ak_ending"] == "a" else Gender.MASCULINE
    noun = next_word(match.string[match.end() :])
    if noun == "feira":
        return None
    if len(noun) == 1:  # "la 3a B"
        fits = previous_word(match.string[: match.start()]).lower().endswith(match["ak_ending"])
    else:
        found = grammar.roman_ranked.get(noun) or grammar.gender_of(noun)
        fits = noun.islower() and found is gender
    if not fits:
        return None
    return grammar.ordinal_of(int(match["ak_number"]), gender)


class _Days:
    """What tells a short weekday without a cue, or without its full stop, from a word."""

    def __init__(self, grammar: AgreeingGrammar, days: str) -> None:
        self.hour = re.compile(
            r"\s(?:[01]?\d|2[0-4])(?:\s?h|[:.][0-5]\d|\s?[-\u2013]\s?\d)"
            rf"|\s(?:{'|'.join(grammar.day_states)})(?!\w)"
        )
        self.begins_entry = re.compile(r"(?:^|[:,;]\s)$")
        self.entries = re.compile(rf"(?:^|[:,;]\s)(?:{days})\.?(?=\s)")


def _day(grammar: AgreeingGrammar, cues: _Days, match: re.Match[str]) -> str | None:
    """`sab 9-13`, `dom chiuso`, and in a list `lun plastica, mar carta`."""
    written, text = match["da_day"], match.string
    before = text[: match.start()]
    if not match["da_stop"] and cues.hour.match(text, match.end()):
        near = previous_word(before).lower()
        # "Quero ter 9h livres" has no day.
        known = near in grammar.day_cues or near in grammar.language.joiners
        ambiguous = written.lower() in grammar.ambiguous_days
        is_day = known or not (ambiguous and before.rstrip()[-1:].isalpha())
    else:
        is_day = (
            text[match.end() + 1].isalpha()
            and cues.begins_entry.search(before) is not None
            and len(cues.entries.findall(text)) > 1
        )
    if not is_day:
        return None
    name = grammar.weekdays[written.lower()]
    return name.capitalize() if written[0].isupper() else name


def _ways(grammar: AgreeingGrammar) -> set[str]:
    """Collect what is joined without a choice besides months: directions, currencies."""
    ways = {way for way in grammar.winds.values() if "-" not in way} | {"este"}
    ways |= {money.major.one for money in grammar.language.currencies.values()}
    return ways | {way.capitalize() for way in ways}


def _pair(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`nov./dic.`, `norte/sul` and `euro/dollaro` are no choice."""
    language, ways = grammar.language, _ways(grammar)
    first, last = match["pa_first"], match["pa_last"]
    if (first in ways) is not (last in ways):
        return None
    short = language.month_abbreviations
    names = (language.months[short[name] - 1] if name in short else name for name in (first, last))
    return f"{'-'.join(names)}{full_stop(grammar, match)}"


def _hours(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`sab 9-13`: behind a day or a word for opening hours."""
    before, first, last = match.string[: match.start()], int(match["ah_from"]), int(match["ah_to"])
    near = previous_word(before.rstrip(" :")).lower()
    days = grammar.weekdays
    announced = near in grammar.hour_cues or near in days or near in days.values()
    if _HOURS_BEFORE.search(before[-_NEAR:]):  # of the same opening
        words = set(_WORD.findall(before[-_SENTENCE:].lower()))
        announced = not words.isdisjoint({*grammar.hour_cues, *days, *days.values()})
    month = next_word(match.string[match.end() :]).lower()
    if (
        not announced
        or not first < last <= _DAY_HOURS
        or month in grammar.language.months
        or month in grammar.language.month_abbreviations
    ):
        return None
    return grammar.hour_range(first, last, before)


def _of_short_year(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`Lei 8.078/90` is of that year, `fattura 4521/26` only numbered so."""
    number, year = grammar.format.parse(match["sy_number"]), match["sy_year"]
    near = match.string[max(0, match.start() - _LAW_CHARACTERS) : match.start()].lower()
    season = "." not in match["sy_number"] and int(year[-2:]) == (number.whole + 1) % 100
    if season and 1900 <= number.whole < 2100:  # noqa: PLR2004 - "2025/26"
        return f"{grammar.year(number.whole)}-{grammar.cardinal(int(year))}"
    of_law = not _LAWS.isdisjoint(_WORD.findall(near))
    grouped = "." in match["sy_number"]
    if not of_law and (len(year) > len("26") or (not grouped and number.whole < 1000)):  # noqa: PLR2004 - "120/80" is a pressure
        return None
    joiner = grammar.of_year if of_law else f" {grammar.language.words.path_slash} "
    said = grammar.year(int(year)) if len(year) > len("26") else grammar.cardinal(int(year))
    return f"{grammar.cardinal(number.whole)}{joiner}{said}"


def _signed_money(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    """`R$ -120,00`: the sign is said first."""
    sign = "" if match["mm_sign"] == "+" else "-"
    number = grammar.format.parse(sign + match["mm_number"])
    plus = grammar.sign("+") if match["mm_sign"] == "+" else ""
    return plus + grammar.money(number, grammar.language.currencies[match["mm_name"]], "")
