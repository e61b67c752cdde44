"""Measures: a number, a range or nothing, and a unit as a smart home writes it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.nouns import Gender
from pocket_tts_wyoming.text.languages.words import (
    LINES,
    OF_WORDS,
    alternatives,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.normalize.classes import temperatures
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar, Language, Noun

# Without a number before them only these are certain to be units; "m" or "A" may be anything.
_CERTAIN = re.compile(
    r"[^\W\d_]*[a-zµμ][A-Z]\w*|.*[/°%²³Ω].*|.+[Wbh]it|k[mg]|cm|m[lL]|mg|hPa|dB|lx|kWh|MWh|ppm|ppb"
)


_BEHIND_PER = re.compile(r"[a-zµ][^\W_A-Z]*|[^\W_]{2,}|\w[\w. ]*\.")
_LETTER_UNITS = frozenset("AVWFCKNBTJL")
# In brackets only these are certain; "(m)" may be a man.
_BRACKETED = frozenset({"kg", "mg", "km", "cm", "mm", "ml", "mL", "cl", "kcal", "kJ", "dB", "GB"})
_GLUED = re.compile(r"(?<!\dx)(?<=[^\W\d_])$")
# The "S" of the line "S1", which is said on its own
_LINE = re.compile(r"(?<![^\W\d_])[A-Z]{1,2}$")
# Articles and words for "each", before which no number stands.
_BEHIND_ARTICLE = "|".join(
    rf"(?<=\b(?i:{word}) )"
    for word in words_of("au al du le el il del do pro par por je per jeden chaque")
)
_LARGEST_DENOMINATOR = 20
# "200/250 g" in a recipe is a stretch; "118/128 GB" and "1500/2000 ml" are parts of a whole.
_WEIGHED = frozenset({"g", "gr", "gr.", "ml", "mL", "cl", "dl"})
_LARGEST_HELPING = 500
# Of two sides in a poll, where some do not say.
_LEAST_SUM, _WHOLE = 90, 100
_PARTS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4"})
_STRETCH = 1.5
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8),
    "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip


def unit_pattern(language: Language) -> str:
    """One unit's sign, the longest first."""
    return alternatives(language.units)


def per_pattern(language: Language) -> str:
    """One word behind "per", or a short form of one ("€/mo")."""
    short = "|".join(map(re.escape, language.per_words)) or r"(?!)"
    return rf"(?:(?:{short})(?!\w)|[^\W\d_]{{3,}})"


def early_rules(grammar: Grammar) -> list[Rule]:
    """Make the rule before those of days: "8/1 °C" is none."""
    number = r"[-\u2212]?\d{1,4}(?:[.,]\d{1,2})?"
    return [
        Rule(
            "measure_pair",
            rf"(?<![\w.,/:-])(?<!\d )(?P<mq_first>{number})(?:\s?(?P<mq_own>[kMG]Hz))?\s?/\s?"
            rf"(?P<mq_second>{number})\s?(?P<mq_unit>°[CF]?|[kMG]Hz|[kKMG]i?[bB](?:its?)?(?:/s|ps)|mg)(?![\w/])",
            partial(_pair, grammar),
        )
    ]


def rules(grammar: Grammar) -> list[Rule]:
    """`21.5 °C`, `10-20 %`, `5 °C - 8 °C`, `12 µg/m³`, and a unit that stands alone."""
    language, number = grammar.language, grammar.format
    unit = unit_pattern(language)
    whole = rf"(?:{unit})(?:/(?:{unit}))?"
    certain = alternatives(sign for sign in language.units if _CERTAIN.fullmatch(sign))
    # Behind "per" also "mi", "l" and "gal." are units; a capital may be a name ("per A").
    behind_per = alternatives(sign for sign in language.units if _BEHIND_PER.fullmatch(sign))
    # An apostrophe makes a word of it: "3 d'entre eux".
    # "711 d. C." and "5-4 d.c.r." count no days, and "476 A.D." is no current.
    # "100°C/speed 1": behind such a sign a slash is no "per".
    end = r"(?!'?[^\W_]|(?<![%°])(?<!°[CF])/[^\W\d_]|\.\s?C\.|\.[A-Za-z]\.)"
    minutes_before = "|".join(language.minutes_before) or r"(?!)"
    minutes_behind = "|".join(rf"(?<=\b(?i:{it}) )" for it in language.minutes_behind) or r"(?!)"
    return [
        Rule(
            "measure",
            rf"(?P<measure_from>{number.signed})(?:\s?(?P<measure_from_unit>{whole}))?"
            rf"\s?(?:[-\u2013\u2014]|\.\.\.?)\s?(?P<measure_to>-?{number.unsigned})\s?"
            rf"(?P<measure_to_unit>{whole}){end}",
            partial(_range, grammar),
        ),
        Rule(
            "dimensions",
            # "80x40x200 cm"; "2 x 3 m" of cable are two pieces.
            rf"(?<![\w.,])(?P<di_first>{number.unsigned}(?:\s?[xX\u00d7]\s?{number.unsigned})?)\s?[xX\u00d7]\s?"
            rf"(?P<di_last>{number.unsigned})\s?(?P<di_unit>[cdm]?m)(?![\w²³/])",
            partial(_dimensions, grammar),
        ),
        Rule(
            "vulgar_measure",
            # "½ l", "1 1/2 cups", "1-1½ h"
            r"(?<![\w.,/])(?:(?:(?P<vm_from>\d{1,3})\s?[-\u2013]\s?)?"
            rf"(?P<vm_whole>\d{{1,3}})(?:\s|(?=[{''.join(VULGAR)}])))?"
            rf"(?:(?P<vm_sign>[{''.join(VULGAR)}])|(?P<vm_top>\d{{1,2}})/(?P<vm_bottom>\d{{1,2}}))"
            rf"\s?(?P<vm_unit>{unit}){end}",
            partial(_vulgar_measure, grammar),
        ),
        Rule(
            "measure_per",
            rf"(?P<mp_number>{number.signed})\s?(?P<mp_unit>{whole})\.?\s?/\s?"
            rf"(?:(?P<mp_hundred>100\s?km)|(?P<mp_count>100|1000|\d{{1,4}}(?=\s?m[lL](?!\w)))\s?(?P<mp_counted>(?!°)(?:{unit}))|(?P<mp_word>{unit}|{per_pattern(language)}))(?!\w)"
            r"(?!\s?\d)",  # "Min 3° / Max 12°"
            partial(_measure_per, grammar),
        ),
        Rule(
            "count_per",
            # "a pulse of 64/min"
            rf"(?P<cp_number>{number.signed})\s?/\s?(?P<cp_unit>min|h|s|kg)(?!\w)",
            lambda m: (
                f"{grammar.number(grammar.format.parse(m['cp_number']))}"
                f" {grammar.per(language.units[m['cp_unit']])}"
            ),
        ),
        Rule(
            "measure_of",
            # "118.2/128 GB", "1,8/4 GB", but "1/2 l"
            r"(?<![\w.,/:])(?P<mo_part>\d+(?:[.,]\d+)?)\s?/\s?(?P<mo_all>\d{1,5}(?:[.,]\d+)?)\s?"
            rf"(?P<mo_unit>{unit}){end}",
            partial(_measure_of, grammar),
        ),
        *temperatures.rules(grammar),
        Rule(
            "minutes",
            rf"(?P<mi_number>\d{{1,3}})\s?m(?=\s(?:{minutes_before})(?!\w))"
            rf"|(?:{minutes_behind})(?P<mi_since>\d{{1,3}})m(?![\w/²³^-])",
            partial(_minutes, grammar),
        ),
        Rule(
            "single_measure",
            rf"(?P<measure_number>{number.signed})(?:\s?|-)(?P<measure_unit>{whole}){end}"
            # "2 kg. de", "30 min.,": the full stop of a short word inside a sentence.
            r"(?:\.(?=\s[a-zà-ÿ(]|\s?[,;:)]))?",
            partial(_measure, grammar),
        ),
        Rule(
            "unit_behind_per",
            # "350 sq. ft. per gal.", "the cost per lb"
            rf"(?<=\b{re.escape(language.words.per)} )(?P<ubp_unit>{behind_per}){end}",
            lambda match: language.units[match["ubp_unit"]].one + full_stop(grammar, match),
            at_word=True,
        ),
        Rule(
            "unit_in_brackets",
            # Behind what is measured: your weight (kg), your height (cm).
            rf"(?<=\()(?:{alternatives(_BRACKETED & language.units.keys())})(?=\))",
            lambda match: language.units[match[0]].many,
            at_word=True,
        ),
        Rule(
            "unit_behind_article",
            # "5'46\" au km", "il prezzo al kg"
            rf"(?:{_BEHIND_ARTICLE})(?P<uba_unit>km|kg|cm|mm)(?![\w/'-])",
            lambda match: language.units[match["uba_unit"]].one,
            at_word=True,
        ),
        Rule(
            "unit", rf"(?:{certain})(?:/(?:{unit}))?{end}", partial(_alone, grammar), at_word=True
        ),
        Rule("unit_sign", rf"(?:°[CF]?|%|‰){end}", partial(_alone, grammar)),
    ]


def _counted(grammar: Grammar, number: Number, sign: str, before: str) -> str | None:
    nouns = _nouns(grammar.language, sign)
    if nouns is None:
        return None
    noun, per = nouns
    spoken = grammar.counted(number, noun, before)
    return f"{spoken} {grammar.per(per)}" if per else spoken


def _nouns(language: Language, sign: str) -> tuple[Noun, Noun | None] | None:
    """Find a unit and what it is per ("m/s", "s"); None if one of them is not known."""
    noun, per = language.units.get(sign), None
    if noun is None:
        upper, _, lower = sign.rpartition("/")
        noun, per = language.units.get(upper), language.units.get(lower)
        if per is None:
            return None
    return None if noun is None else (noun, per)


def _measure(grammar: Grammar, match: re.Match[str]) -> str | None:
    number = grammar.format.parse(match["measure_number"])
    text = match.string
    before, noun = text[: match.start()], grammar.language.units.get(match["measure_unit"])
    if _GLUED.search(before) and match["measure_unit"] in _LETTER_UNITS:
        return None  # the battery "CR123A", but "3x16A"
    if match["measure_unit"] == "s" and "A" <= before[-1:] <= "Z":
        return None  # the telephone "A52s"
    if match["measure_unit"] in _LETTER_UNITS and re.match(r"-\d", text[match.end() :]):
        return None  # the oil "5W-30"
    # "a 12-oz. can", "a 5 amp fuse"
    joined = f"-{match['measure_unit']}" in match[0]
    if joined and (before.endswith("-") or match["measure_unit"] == "B"):
        return None  # the number plate "XY-421-B", the order "88123-B"
    attribute = joined or grammar.is_attribute(before, text[match.end() :])
    if noun and not number.sign and attribute:
        return f"{grammar.number(number)} {noun.one}"
    spoken = _counted(grammar, number, match["measure_unit"], before)
    return spoken and spoken + full_stop(grammar, match)


def _dimensions(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`80x40x200 cm`: how long, wide and high a thing is."""
    by, unit = grammar.language.words.by, match["di_unit"]
    first = re.split(r"\s?[xX\u00d7]\s?", match["di_first"])
    if not by or (len(first) == 1 and _is_pieces(first[0], match)):
        return None
    last = _counted(grammar, grammar.format.parse(match["di_last"]), unit, "")
    return f" {by} ".join(
        (*(grammar.number(grammar.format.parse(one)) for one in first), last or "")
    )


def _is_pieces(count: str, match: re.Match[str]) -> bool:
    """Whether `2 x 50 cm de ruban` or `2 x 3 m Kabel` are two pieces of that length.

    A room of "4 x 5 m" has no noun right behind it.
    """
    after = match.string[match.end() :]
    word = next_word(after).lower() if after[:1] == " " else ""
    return len(count) == 1 and (word in OF_WORDS or (match["di_unit"] == "m" and word.isalpha()))


def _vulgar_measure(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`1½ l`: one unit where it is less than one, else as many as there are whole ones."""
    sign = match["vm_sign"]
    top, bottom = VULGAR[sign] if sign else (int(match["vm_top"]), int(match["vm_bottom"]))
    fraction = grammar.language.fractions.get(sign or "") or grammar.fraction(top, bottom)
    noun = grammar.language.units[match["vm_unit"]]
    if fraction is None or top >= bottom:
        return None
    text = match.string
    if "°" in match["vm_unit"] and top > 1 and not (sign or match["vm_whole"]):
        # A day's lowest and highest: "4/9 °C"
        high = grammar.counted(Number(bottom), noun, "")
        return grammar.span(grammar.cardinal(top), high, text[: match.start()])
    if grammar.is_attribute(text[: match.start()], text[match.end() :]):
        whole = match["vm_whole"]
        return f"{grammar.mixed(int(whole), fraction) if whole else fraction} {noun.one}"
    if match["vm_whole"] is None:
        return grammar.part_of(fraction, noun, text[match.end() :]) + full_stop(grammar, match)
    spoken = grammar.whole_and_part(int(match["vm_whole"]), fraction, noun)
    if match["vm_from"]:
        first = grammar.cardinal(int(match["vm_from"]))
        spoken = grammar.span(first, spoken, text[: match.start()])
    return spoken + full_stop(grammar, match)


def _measure_per(grammar: Grammar, match: re.Match[str]) -> str | None:
    language, word = grammar.language, match["mp_word"]
    compound = "/" in match["mp_unit"] or "./" in match[0]
    # "30 % / Bass +2": with blanks only a new item follows such a sign.
    item = " / " in match[0] and match["mp_unit"][0] in "%°" and word not in language.per_words
    if item or (word in language.units and not (compound or language.units[word].per)):
        return None
    number = grammar.format.parse(match["mp_number"])
    spoken = _counted(grammar, number, match["mp_unit"], match.string[: match.start()])
    if spoken is None:
        return None
    if match["mp_count"]:  # "245 kcal/100 g"
        counted = _counted(grammar, Number(int(match["mp_count"])), match["mp_counted"], "")
        return f"{spoken} {language.words.per} {counted}"
    if match["mp_hundred"]:
        return f"{spoken} {language.per_hundred_km}" if language.per_hundred_km else None
    if word in language.units:
        return f"{spoken} {grammar.per(language.units[word])}{full_stop(grammar, match)}"
    per = language.per_words.get(word, word)
    return f"{spoken} {language.words.per} {per}{full_stop(grammar, match)}"


def _pair(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`2.4/5 GHz`, `94/21 Mbit/s`, `875/125 mg`, `8/-1 °C`: one after the other.

    Of what rises only bands, temperatures below zero and those that look like a day are decided
    here; "118/128 Mbit/s" may be a part of what is possible.
    """
    first, second = (grammar.format.parse(match[end]) for end in ("mq_first", "mq_second"))
    before, unit = match.string[: match.start()], match["mq_unit"]
    last = _counted(grammar, second, unit, before)
    if last is None:
        return None
    words = grammar.language.words
    if unit.endswith("Hz"):
        own = match["mq_own"] not in {None, unit}
        band = _counted(grammar, first, match["mq_own"], before) if own else grammar.number(first)
        return f"{band} {words.and_} {last}"
    if match["mq_own"]:
        return None
    low, high = (
        float(f"{'-' if one.sign else ''}{one.whole}.{one.fraction or 0}")
        for one in (first, second)
    )
    if low > high:
        return f"{grammar.number(first)}, {last}"
    fraction = not first.sign and f"{match['mq_first']}/{match['mq_second']}" in _PARTS
    if unit[0] != "°" or fraction or not (first.sign or grammar.language.month_first):
        return None
    return grammar.span(grammar.number(first), last, before)


def _measure_of(grammar: Grammar, match: re.Match[str]) -> str | None:
    part, best = grammar.format.parse(match["mo_part"]), grammar.format.parse(match["mo_all"])
    before = match.string[: match.start()]
    units = grammar.language.units
    # "Takes 30/40 min", but "Workout: 30/40 min" is how much of it is done.
    lasting = units[match["mo_unit"]] == units["min"] and not before.rstrip().endswith(":")
    helping = match["mo_unit"] in _WEIGHED or lasting
    if helping and not part.fraction and best.whole <= _LARGEST_HELPING:
        near = part.whole < best.whole <= part.whole * _STRETCH
        spoken = _counted(grammar, best, match["mo_unit"], "") or ""
        if near:
            return grammar.span(grammar.number(part), spoken, before)
    small = not part.fraction and best.whole <= _LARGEST_DENOMINATOR
    words = grammar.language.words
    of = words.out_of or (words.over if part.fraction else "")
    if small or part.whole > best.whole or not of:
        return None
    return f"{grammar.number(part)} {of} {_counted(grammar, best, match['mo_unit'], '')}"


def _minutes(grammar: Grammar, match: re.Match[str]) -> str:
    number = grammar.format.parse(match["mi_number"] or match["mi_since"])
    return grammar.counted(number, grammar.language.units["min"], match.string[: match.start()])


def _range(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    first = grammar.format.parse(match["measure_from"])
    last = grammar.format.parse(match["measure_to"])
    sign = match["measure_from_unit"]
    if sign and "%" in {sign, match["measure_to_unit"]} != {sign}:
        return None  # an offer: "1,2 l -25%"
    if sign:
        spoken = _counted(grammar, first, sign, before)
    else:  # "2-3 h": "duas a três horas"
        noun = grammar.language.units.get(match["measure_to_unit"])
        feminine = noun is not None and noun.gender is Gender.FEMININE
        spoken = grammar.number(first, Gender.FEMININE if feminine else None)
    end = _counted(grammar, last, match["measure_to_unit"], before)
    if not spoken or not end:
        return None
    # "Bus 38 - 6 min": a name, and what is told of it
    units = grammar.language.units
    minutes = not sign and units.get(match["measure_to_unit"]) == units["min"]
    spaced = match.string[match.end("measure_from")].isspace()
    near = previous_word(before)
    line = grammar.is_numbered(near) or near.lower() in LINES or _LINE.search(before)
    if minutes and spaced and line:
        return f"{grammar.number(first)}, {end}{full_stop(grammar, match)}"
    if sign == match["measure_to_unit"] == "%" and _is_result(grammar, match, first, last):
        return f"{spoken} {grammar.language.words.score} {end}"
    return grammar.span(spoken, end, before) + full_stop(grammar, match)


def _is_result(grammar: Grammar, match: re.Match[str], first: Number, last: Number) -> bool:
    """Whether two percentages are those of two sides: "Inter 52%-48% Roma".

    Decided by names on both sides and by a sum that leaves little for others. Where every noun has
    a capital, the first is larger too: "Akku 20 % - 80 % Ladung" is a range.
    """
    text = match.string
    names = previous_word(text[: match.start()]), next_word(text[match.end() :])
    complete = _LEAST_SUM <= first.whole + last.whole <= _WHOLE
    falls = first.whole > last.whole or grammar.language.code != "de"
    return complete and falls and all(name[:1].isupper() for name in names)


def _alone(grammar: Grammar, match: re.Match[str]) -> str | None:
    nouns = _nouns(grammar.language, match[0])
    if nouns is None:
        return None
    noun, per = nouns
    alone = grammar.alone(noun, match.string[: match.start()])
    return f"{alone} {grammar.per(per)}" if per else alone
