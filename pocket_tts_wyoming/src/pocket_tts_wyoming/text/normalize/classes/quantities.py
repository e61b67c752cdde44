"""Bare numbers: versions, phone numbers, fractions, ranges, scores, years, counts."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    next_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.normalize.classes import fractions, products, ratios
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.acronyms import is_pronounceable
from pocket_tts_wyoming.text.normalize.classes.codes import (
    is_keyed,
    is_keyed_in,
    joined_code,
)
from pocket_tts_wyoming.text.normalize.classes.references import is_amount
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_PHONE = (
    r"\+\d{1,3}[ /-]?\(?\d[\d ()/-]{4,}\d|\(\d{3,5}\)\s?\d{3}[\d -]{2,}\d"
    r"|0\d{2,4}(?:\s?[/\u2013-]\s?|\s)\d[\d -]{3,}\d|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}"
    r"|\d{3}\.\d{3}\.\d{4}|\d{3,4}(?:[ -]\d{4}){2,7}(?:[ -]\d{1,3})?"
    r"|\d{2,}(?:-\d{2,}){2,9}|\d+(?:-\d+){3,9}|\d{1,2}(?:-\d{1,2}){2}"
)
# The record "8-3-1", the formation "4-3-3"
_RECORD = re.compile(r"(?=.*\b\d\b)\d{1,2}(?:-\d{1,2}){2}")
_PRERELEASE = r"(?:(?:\.|-)?(?:b|beta|rc|alpha|dev)(?:\.?\d+)?)?"
_TWO_YEARS = re.compile(r"1\d{3}[-\u2013]1\d{3}")
_YEAR_DIGITS = 4
_KEYED_GROUPS = re.compile(r"\d{3,4}-\d{3,4}")
# Nobody writes more without marks between the thousands: an order, a customer, a parcel.
_LONGEST_COUNT = 8
# "is", in the languages of the project.
_IS = frozenset({"is", "was", "ist", "war", "est", "es", "era", "è", "é"})
_MEASURING_LETTERS = frozenset("CFVW")
_CLAUSE_WORDS = 8
_NEAR, _LIST_CHARACTERS = 80, 300
_COMPOUNDED_LETTERS = 5
_THOUSANDS_DIGITS = 3
_CENTURIES = frozenset({"15", "16", "17", "18", "19", "20"})
# Their numbers are versions or lists of speakers with a point in every language.
_VERSIONED = words_of(
    "ios ipados macos watchos tvos android windows hdmi usb bluetooth displayport zigbee matter "
    "python firefox chrome ubuntu debian linux kernel gpt llama claude gemini mistral firmware "
    "esphome core supervisor haos dolby atmos audio sound ton geluid son sonido som suono"
)
_PAIRS = re.compile(r"(?<![\w.,-])(\d{1,2})[-\u2013](\d{1,2})(?![\w-])")
_PAIR_BEFORE = re.compile(r"\d[-\u2013]\d{1,2},?\s(?:[^\W\d_]{1,3}\s)?$")
_PAIR_AFTER = re.compile(r",?\s(?:[^\W\d_]{1,3}\s)?\d{1,2}[-\u2013]\d")


def early_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules that have to come before the units."""
    return [
        *products.early_rules(grammar),
        Rule(
            "scientific",
            # as Python writes what is very small or large
            r"(?P<sc_number>[-\u2212]?\d(?:\.\d{1,17})?)e(?P<sc_sign>[+-])(?P<sc_power>\d{2,3})(?!\w|[.,-]\d)"
            rf"(?:\s?(?P<sc_unit>{unit_pattern(grammar.language)})(?![\w/]))?",
            partial(_scientific, grammar),
        ),
        Rule(
            "number_and_letter",
            r"(?<![\w.,:])(?P<nl_number>\d{1,4})(?P<nl_gap>\s?)(?P<nl_letter>[A-Z])(?!\w|°)",
            partial(_number_and_letter, grammar),
        ),
    ]


def rules(grammar: Grammar) -> list[Rule]:
    """Everything made of digits that no other class has claimed."""
    number = grammar.format
    signed, unsigned = number.signed, number.unsigned
    joiners = "|".join(grammar.language.joiners) or "&"
    return [
        Rule(
            "aircraft",
            r"(?<![\w.,:-])(?P<ac_type>7[0-8]7)-(?P<ac_variant>\d{1,3})(?![\w-]|[.,:]\d)",
            lambda m: f"{grammar.code(m['ac_type'])} {grammar.code(m['ac_variant'])}",
        ),
        *_magnitudes(grammar),
        Rule(
            "version_letter",
            rf"[vV]\.?\s?\d+(?:\.\d+){{0,7}}{_PRERELEASE}(?!\w)",
            partial(_version, grammar),
            at_word=True,
        ),
        Rule("letters_before_digits", r"[^\W\d_]++(?=\d)", partial(_letters, grammar)),
        Rule("letters_and_digits", r"[^\W\d_]++(?=\d)", partial(_letters, grammar), at_word=True),
        Rule(
            "version",
            # "415.555.0134" is a phone number.
            r"(?<![\w.])(?!\d{3}\.\d{3}\.\d{4}(?!\d))(?:\d+(?:\.\d+){2,7}|20\d\d\.(?:1[0-2]|[1-9])(?!\d))"
            rf"{_PRERELEASE}(?!\w)",
            partial(_version, grammar),
        ),
        Rule("phone", rf"(?<![\w.,:-])(?:{_PHONE})(?![\w-]|[.,:]\d)", partial(_phone, grammar)),
        *fractions.rules(grammar),
        *products.rules(grammar),
        Rule(
            "range",
            rf"(?P<range_from>{signed})(?:\s?(?:-|\u2013|\u2014)\s?|\.\.\.?)(?P<range_to>{unsigned})(?![\w-]|[.,:]\d)",
            partial(_range, grammar),
        ),
        *ratios.rules(grammar),
        Rule(
            "list_with_word",
            rf"(?<![\w.,])\d{{1,3}}(?:,\s?\d{{1,3}})+(?=\s(?:{joiners})\s\d{{1,3}}(?![\w.,]\d))",
            partial(_list_with_word, grammar),
        ),
        Rule("list", r"(?<![\w.,])\d+(?:,\d+){2,}(?![\w,]|\.\d)", partial(_list, grammar)),
        Rule("number", rf"(?P<number>{signed})", partial(_number, grammar)),
        Rule("digits", r"\d+", lambda match: grammar.digits(match[0])),
    ]


def _scientific(grammar: Grammar, match: re.Match[str]) -> str:
    """`1e-05` is one times ten to the power of minus five, `1.2e+03 W` are 1200 watts."""
    words, unit = grammar.language.words, grammar.language.units.get(match["sc_unit"] or "")
    power = int(match["sc_power"])
    if match["sc_sign"] == "+" and power <= _LONGEST_COUNT:
        number = grammar.format.parse(f"{Decimal(match['sc_number']).scaleb(power):f}")
        before = match.string[: match.start()]
        return grammar.counted(number, unit, before) if unit else grammar.number(number)
    mantissa = grammar.number(grammar.format.parse(match["sc_number"]))
    minus = f"{words.minus} " if match["sc_sign"] == "-" else ""
    ten = f"{words.times} {grammar.cardinal(10)} {words.power} {minus}{grammar.cardinal(power)}"
    return f"{mantissa} {ten}" + (f" {unit.many}" if unit else "")


def _magnitudes(grammar: Grammar) -> list[Rule]:
    """`1 Mio. Menschen`, `1.5M residents`, `25k views`."""
    language, number = grammar.language, grammar.format
    found = [
        Rule(
            "thousands",
            # "4K", "8K" and "16K" are screens.
            rf"(?<![\w.,])(?<!\d-)(?P<thou_number>{number.unsigned})(?:k|(?<!\b[48])(?<!\b16)K)(?=[\s.,;:!?)]|$)"
            rf"(?:\s(?P<thou_unit>{unit_pattern(language)})(?![\w'-]))?",
            partial(_thousands, grammar),
        ),
    ]
    words = "|".join(re.escape(word) for word in sorted(language.magnitudes, key=len, reverse=True))
    letters = "|".join(
        re.escape(letter)
        for letter in sorted(language.money_letters, key=len, reverse=True)
        if letter[0].isupper() or len(letter) > 1
    )
    if words:
        found.append(
            Rule(
                "magnitude",
                rf"(?P<mag_number>{number.signed})(?:\s?(?P<mag_word>{words})"
                rf"|(?P<mag_letter>{letters or '(?!)'})(?=\s[^\W\d_]|[.,;:!?)]|$))(?!\w)"
                rf"(?:\s(?P<mag_unit>{unit_pattern(language)})(?![\w/']|\.\w))?",
                partial(_magnitude, grammar),
            )
        )
    return found


def _thousands(grammar: Grammar, match: re.Match[str]) -> str | None:
    number = grammar.format.parse(match["thou_number"])
    # "2700K" is the colour of a lamp.
    if len(number.fraction) > _THOUSANDS_DIGITS or (number.whole >= 1000 and not number.fraction):  # noqa: PLR2004 - a thousand thousands
        return None
    digits = int(number.fraction.ljust(_THOUSANDS_DIGITS, "0"))
    number = Number(number.whole * 1000 + digits)
    if match["thou_unit"]:  # "62k mi"
        unit = grammar.language.units[match["thou_unit"]]
        spoken = grammar.counted(number, unit, match.string[: match.start()])
        return spoken + full_stop(grammar, match)
    return grammar.cardinal(number.whole)


def _magnitude(grammar: Grammar, match: re.Match[str]) -> str | None:
    language, letter = grammar.language, match["mag_letter"]
    number = grammar.format.parse(match["mag_number"])
    before = match.string[: match.start()]
    # "3B" is rather a seat or a class than three billion.
    if letter and ((letter == "B" and not number.fraction) or _is_numbered(grammar, before)):
        return None
    noun = language.magnitudes.get(match["mag_word"] or language.money_letters[letter])
    if noun is None:
        return None
    spoken = grammar.counted(number, noun, before)
    if match["mag_unit"]:
        return f"{spoken} {grammar.after_million(language.units[match['mag_unit']].many)}"
    return spoken + full_stop(grammar, match)


def _letters(grammar: Grammar, match: re.Match[str]) -> str:
    letters = match[0]
    word = grammar.language.acronym_words.get(letters)
    if word is not None and len(letters) > 2:  # noqa: PLR2004 - "COP30", but the gas "NO2"
        return word
    short = letters.isupper() and len(letters) <= _YEAR_DIGITS
    is_word = len(letters) == _YEAR_DIGITS and is_pronounceable(letters)
    return " ".join(letters) if short and not is_word else letters


def _number_and_letter(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`Gate 12B`: behind a thing that is numbered no unit follows."""
    before, letter = match.string[: match.start()], match["nl_letter"]
    # "Gleis 9 A", but "Raum 20 C"
    if match["nl_gap"] and (
        letter in _MEASURING_LETTERS or not grammar.is_numbered(previous_words(before)[1])
    ):
        return None
    # A byte is hardly ever written behind a small number: "221B Baker Street".
    if letter != "B" and not _is_numbered(grammar, before, letter):
        return None
    return f"{grammar.code(match['nl_number'])} {match['nl_letter']}"


def _is_numbered(grammar: Grammar, before: str, letter: str = "") -> bool:
    """Whether a number is the name of a thing: "gate 12", "my seat on the train is 14A"."""
    near = previous_words(before)[1].lower()
    things = grammar.language.numbered_things
    if _names_thing(near, things):
        return True
    # "The room is 20C" is a temperature, "its voltage is 12V" a voltage.
    if near not in _IS or letter in _MEASURING_LETTERS:
        return False
    words = re.findall(r"[^\W\d_]+", re.split(r"[.,;:!?]", before[-_NEAR:])[-1].lower())
    return any(_names_thing(word, things) for word in words[-_CLAUSE_WORDS:])


def _names_thing(word: str, things: frozenset[str]) -> bool:
    """Whether a word is one of the things or a compound of one ("parkeerplaats")."""
    return word in things or any(
        len(thing) >= _COMPOUNDED_LETTERS and word.endswith(thing) for thing in things
    )


def _list_with_word(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`1,2 and 3`: with a decimal comma only behind things that are numbered."""
    before = previous_words(match.string[: match.start()])[1].lower()
    language = grammar.language
    tight = ", " not in match[0]
    listed = before in language.numbered_things or before in language.listed_things
    if tight and language.decimal_mark == "," and not listed:
        return None
    return ", ".join(grammar.cardinal(int(part)) for part in match[0].split(","))


def _version(grammar: Grammar, match: re.Match[str]) -> str | None:
    words = grammar.language.words
    text = match[0]
    if grammar.format.is_grouped(text):
        return None
    spoken = [words.version] if text[0] in "vV" else []
    pieces = re.findall(r"\d+|[a-z]+|\.", text.lower().lstrip("v. "))
    for number, piece in enumerate(pieces):
        if piece == ".":
            spoken.append(words.version_point)
        elif not piece.isdigit():
            spoken.append(piece)
        elif len(piece) > 1 and piece.startswith("0"):
            spoken.append(grammar.digits(piece))
        elif not number and len(piece) == _YEAR_DIGITS and piece.startswith("20"):
            spoken.append(grammar.year(int(piece)))
        else:
            spoken.append(grammar.cardinal(int(piece)))
    return " ".join(spoken)


def _phone(grammar: Grammar, match: re.Match[str]) -> str:
    plus = f"{grammar.language.words.plus} " if match[0].startswith("+") else ""
    groups = re.findall(r"\d+", match[0])
    if _RECORD.fullmatch(match[0]):
        return " ".join(grammar.cardinal(int(group)) for group in groups)
    return plus + ", ".join(grammar.digits(group) for group in groups)


def _season_or_life(
    grammar: Grammar, match: re.Match[str], first: Number, last: Number
) -> str | None:
    """Say what is no count: a season ("2025-26"), halves ("50-50"), the years of a life."""
    words = grammar.language.words
    both = match["range_from"].isdigit() and match["range_to"].isdigit()
    season = both and last.whole == (first.whole + 1) % 100
    if season and 1900 <= first.whole < 2100 and len(match["range_to"]) == 2:  # noqa: PLR2004 - "2025-26"
        return f"{grammar.year(first.whole)} {words.to} {grammar.cardinal(last.whole)}"
    if first.whole == last.whole == 50 and "50/50" in grammar.language.fractions:  # noqa: PLR2004 - "50-50"
        return grammar.language.fractions["50/50"]
    if match.string[: match.start()][-1:].isalpha() and 1900 <= last.whole < 2100:  # noqa: PLR2004 - "Q4-2026"
        return f"{grammar.number(first)} {grammar.year(last.whole)}"
    # Behind a name, in brackets: the years of a life.
    lived = both and match.string[: match.start()].endswith("(")
    if lived and 1100 <= first.whole < last.whole < 2100:  # noqa: PLR2004 - centuries said as years
        return f"{grammar.year(first.whole)} {words.to} {grammar.year(last.whole)}"
    short = len(match["range_to"]) == 2 and last.whole > first.whole % 100  # noqa: PLR2004 - "1756-91"
    if lived and short and 1100 <= first.whole < 2100:  # noqa: PLR2004 - see above
        return f"{grammar.year(first.whole)} {words.to} {grammar.cardinal(last.whole)}"
    return None


def _range(grammar: Grammar, match: re.Match[str]) -> str | None:
    first = grammar.format.parse(match["range_from"])
    last = grammar.format.parse(match["range_to"])
    text, written = match.string, match["range_to"]
    before = text[: match.start()]
    if written.isdigit() and written[0] == "0" and len(written) > 1 and not first.fraction:
        # "n.º 2024-0153": no range ends with a padded number.
        return f"{grammar.number(first)}, {grammar.digits(written)}"
    near = {word.lower() for word in previous_words(before.rstrip(" :"))}
    if _KEYED_GROUPS.fullmatch(match[0]) and is_keyed(grammar.language.digit_cues, near):
        return f"{grammar.digits(match['range_from'])}, {grammar.digits(written)}"
    special = _season_or_life(grammar, match, first, last) or joined_code(
        grammar, match["range_from"], match["range_to"], before
    )
    if special is not None:
        return special
    words = grammar.language.words
    years = all(1900 <= n.whole < 2100 and not n.fraction for n in (first, last))  # noqa: PLR2004 - years
    # "c. 1450-1516"
    old = _TWO_YEARS.fullmatch(match[0]) is not None and first.whole < last.whole
    if years or (old and grammar.is_year(first.whole, before, text[match.end() :])):
        return f"{grammar.year(first.whole)} {words.to} {grammar.year(last.whole)}"
    # A pair that does not rise is a result ("3-1", "1-1"), not a range.
    result = (first.whole, first.fraction) >= (last.whole, last.fraction) and not first.sign
    result = result or _among_results(match)
    after = text[match.end() :]
    # "Betis 2-1 Osasuna": behind a result a name is not counted.
    counted = not (result and next_word(after)[:1].isupper())
    end = grammar.bare_number(last, before, after if counted else "")
    if result:
        return f"{grammar.number(first)} {words.score} {end}"
    return grammar.span(grammar.number(first), end, before)


def _among_results(match: re.Match[str]) -> bool:
    """Whether a pair stands in a list with one that falls: "6-4, 3-6, 7-5" are sets."""
    text, start = match.string, match.start()
    near = text[max(0, start - _NEAR) : start]
    if not _PAIR_BEFORE.search(near) and not _PAIR_AFTER.match(text, match.end()):
        return False
    pairs = _PAIRS.findall(text, max(0, start - _LIST_CHARACTERS), match.end() + _LIST_CHARACTERS)
    return any(int(left) > int(right) for left, right in pairs)


def _words_beside(before: str, after: str) -> set[str]:
    """Collect the words around an emergency number: "Im Notfall 112 wählen"."""
    clause = re.split(r"[.!?;]\s", before[-_NEAR:])[-1]
    return {next_word(after).lower(), *re.findall(r"[^\W\d_]+", clause.lower())[-4:]}


def _list(grammar: Grammar, match: re.Match[str]) -> str | None:
    text = match[0]
    if re.fullmatch(grammar.format.unsigned, text):
        return None
    return ", ".join(grammar.cardinal(int(part)) for part in text.split(","))


def _number(grammar: Grammar, match: re.Match[str]) -> str | None:
    text = match.string
    before, after = text[: match.start()], text[match.end() :]
    written = match[0]
    bare = written.isdigit()
    padded = len(written) > 1 and written[0] == "0"
    # "1400000000 inhabitants" are counted.
    long = len(written) > _LONGEST_COUNT and not written.endswith("000000")
    if bare and (padded or long):
        return grammar.digits(written)
    # Behind "code:" or "meeting ID:" also in groups, "482 119 330".
    keyed = is_keyed_in(grammar.language, before, written)
    if keyed and not is_amount(grammar.language, after):
        return ", ".join(map(grammar.digits, written.split()))
    near = previous_words(before)[1].lower()
    if "." in written and (near in _VERSIONED or grammar.has_parts(near)):
        version = _version(grammar, match)
        if version is not None:  # Spanish "Son 1.000.000 de visitas" is no sound
            return version
    if bare and not _words_beside(before, after).isdisjoint(grammar.language.call_cues):
        called = grammar.call_number(written)
        if called is not None:
            return called
    number = grammar.format.parse(written)
    if bare and len(written) == _YEAR_DIGITS:
        # In brackets, as behind the title of a film: "(2024)", "(2024, PG-13)".
        bracketed = before.endswith("(") and after[:1] in {")", ","} and written[:2] in _CENTURIES
        if bracketed or grammar.is_year(number.whole, before, after):
            return grammar.year(number.whole)
    # "A380": what is part of a name counts nothing.
    return grammar.bare_number(number, before, "" if before[-1:].isalpha() else after)
