"""Codes of letters and digits that are read sign by sign: serial, tracking, account numbers."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import (
    LINES,
    OF_WORDS,
    next_word,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pocket_tts_wyoming.text.languages.base import Grammar, Language

_GROUP = 4
_FEWEST_CUE_LETTERS = 4
_LONG = 12
_FEWEST_DIGITS = 4
# What stands between the word for a code and the code, and orders that a code follows, in the
# languages of the project.
_BEFORE_CODE = frozenset(
    {"is", "was", "to", "now", "ist", "war", "lautet", "auf", "est", "es", "era", "è", "é", "naar"}
)
_ARTICLES = frozenset({"le", "el", "il", "o"})
_KEYING = words_of(
    "enter gib voer tapez saisissez ingresa introduce inserisci digita digite insira"
)
_LONG_SERIAL = 9
_NEAR = 80
_RUNS = re.compile(r"[A-Z]+|\d+")
_SHORT_RUNS = re.compile(r"(?:[A-Z]{1,3}(?![A-Z])|\d{1,3}(?!\d))+")
_LONG_RUN = re.compile(r"\d{5}")
_MIXED = re.compile(r"([A-Z]{1,3})(\d{1,3})-(?!(?:19|20)\d\d$)(\d{3,4})")
# "C6H12O6"
_FORMULA = re.compile(r"(?:[CHONSPFKIB]\d*)+")
_LONG_END = 3
# "Order #", "Case no. ", "Rechnung Nr. ", but "Rooms #100-120".
_NUMBER_SIGN = re.compile(
    r"(?:(?<!s )(?<!s)[#№]\s?|\b(?:number|model|part)\s|\bp/n:?\s"
    r"|\b(?i:n[or]|num|nr|n)(?:\.|º|°|\.º)\s?)$"
)
_LETTERS = re.compile(r"[A-Z]")
# as in "Code for the gate: " and "Código de recogida: "
_LABEL = re.compile(r"(?:^|[.,;:!?(]\s)([^.,;:!?(]{1,40})\s?:\s?$")
# The numbers for help of the European Union (Commission Decision 2007/116/EC; 016 since 2022), not
# before what is counted: "116 117 personas", "116 000 Einwohner".
HELP_LINE = (
    r"(?<![\w.,:/+-])116\s?(?P<hl_line>000|006|016|111|117|123)"
    r"(?![\w-]|[.,:]\d|\s?[€%]|\s[^\W\d_]+s\b|(?<=\s000)\s(?:[A-ZÀ-Þ]|mensen\b))"
)


def early_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules before times and fractions: a "Shelly Plus 1PM" measures power."""
    return [
        Rule(
            "device",
            r"(?:(?<=\bPlus\s)|(?<=\bPro\s)|(?<=\bMini\s)|(?<=\bShelly\s))(?P<dv_number>\d)PM(?!\w)",
            lambda match: f"{grammar.cardinal(int(match['dv_number']))} P M",
        ),
        Rule(
            "lines",
            r"(?<=[^\W\d_]\s)(?P<li_first>\d{1,3})/(?P<li_second>\d{1,3})(?![\w/]|[.,:-]\d)",
            partial(_lines, grammar),
        ),
        Rule(
            "tyre",
            # "205/55 R16 91V", "P215/65R17"
            r"(?<![\w.,/])(?P<ty_car>P)?(?P<ty_width>\d{3})/(?P<ty_height>\d\d)\s?(?P<ty_kind>Z?R)\s?(?P<ty_rim>\d\d)"
            r"(?:\s(?P<ty_load>\d{2,3})\s?(?P<ty_speed>[A-Z]))?(?!\w)",
            partial(_tyre, grammar),
        ),
    ]


def rules(grammar: Grammar) -> list[Rule]:
    """`G-493817`, `1Z999AA10123456784`, `SN-0042-7719-B`, `BA2490`, `4*71#`."""
    words = grammar.language.words
    keys = {"*": words.star, "#": words.hash}
    return [
        Rule(
            "iban",
            r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?(?!\w)",
            partial(_iban, grammar),
        ),
        Rule(
            "keypad",
            # "4*71#", "*21*0612345678#": only such a code ends in that sign. "Dial *67"
            r"(?<![\w.,])(?:[*#]{0,3}\d{1,16}(?:[*#]{1,2}\d{1,16}){0,5}#(?![\w#])"
            r"|(?<![*#])\*(?!1[4-9]\d\d|20\d\d)\d{1,4}(?![\w*#]))",
            lambda match: " ".join(keys.get(key) or grammar.digits(key) for key in match[0]),
        ),
        Rule(
            "masked",
            # A card of which only the end is told: "****4821", "**** **** 4821"
            r"[*•]{3,16}(?:[\s-][*•]{4}){0,3}[\s-]?(?P<masked_end>\d{2,4})(?!\w|[.,]\d)",
            lambda match: grammar.digits(match["masked_end"]),
        ),
        Rule("help_line", HELP_LINE, lambda match: grammar.digits(match[0])),
        Rule(
            "episode",
            # "S02E05", "S2 E5", "S1E3-E4", and "T2E5" where a season is a "temporada"
            rf"(?<![^\W_])[Ss{words.season[0].upper()}](?P<ep_season>\d{{1,2}})(?:\s|,\s|:)?"
            r"[Ee](?:p\.?\s?)?(?P<ep_first>\d{1,3})"
            r"(?:\s?[-\u2013]\s?E?(?P<ep_last>\d{1,3}))?(?!\w)",
            partial(_episode, grammar),
        ),
        Rule(
            "hexadecimal",
            r"(?<!\w)0x(?P<hx_digits>[\dA-Fa-f]{1,32})(?!\w)",
            lambda match: (
                f"{grammar.cardinal(0)} x {_spelled(grammar, match['hx_digits'].upper())}"
            ),
        ),
        Rule(
            "serial",
            r"(?<![\w-])(?=[A-Z\d-]{5})(?=[\d-]{0,20}[A-Z])(?=[A-Z-]{0,20}\d)"
            r"[A-Z\d]{1,40}(?:-[A-Z\d]{1,20}){0,6}(?![\w-]|[.,]\d)",
            partial(_serial, grammar),
        ),
        Rule(
            "letters_and_long_number",
            # "AB123456"; from nine signs on it is a serial number.
            r"(?<![^\W_])[A-Z]{1,3}\d{5,7}(?![\w-]|[.,:]\d)",
            lambda match: _spelled(grammar, match[0]),
        ),
        Rule(
            "code",
            # "BA2490", and a stretch of such names: "J10-J12", "Q1-Q3"
            r"(?<![^\W_])(?P<co_letters>[A-Z]{1,2})(?:(?P<co_digits>\d{3,4})(?!\w|[.,:]\d)"
            r"|(?P<co_from>\d{1,3})\s?[-\u2013]\s?(?P=co_letters)(?P<co_to>\d{1,3})(?![\w-]|[.,]\d))",
            partial(_code, grammar),
        ),
    ]


def _lines(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`Bus 12/24`: two lines, but "bus 3/4 h late"."""
    after = next_word(match.string[match.end() :])
    if previous_word(match.string[: match.start()]).lower() not in LINES:
        return None
    if after in grammar.language.units or after in OF_WORDS:
        return None
    first, second = (grammar.cardinal(int(match[line])) for line in ("li_first", "li_second"))
    return f"{first}, {second}"


def _tyre(grammar: Grammar, match: re.Match[str]) -> str:
    height, rim = (grammar.cardinal(int(match[part])) for part in ("ty_height", "ty_rim"))
    car = f"{match['ty_car']} " if match["ty_car"] else ""
    tyre = f"{car}{grammar.code(match['ty_width'])} {height} {' '.join(match['ty_kind'])} {rim}"
    if not match["ty_load"]:
        return tyre
    return f"{tyre} {grammar.cardinal(int(match['ty_load']))} {match['ty_speed']}"


def _iban(grammar: Grammar, match: re.Match[str]) -> str:
    """Say the number of an account sign by sign, in groups of four."""
    signs = "".join(match[0].split())
    return ", ".join(
        " ".join(
            grammar.digits(sign) if sign.isdigit() else sign for sign in signs[start : start + 4]
        )
        for start in range(0, len(signs), 4)
    )


def is_keyed_in(language: Language, before: str, written: str) -> bool:
    """Whether a number, perhaps with a blank inside ("482 913"), is keyed in: "PIN: 4711".

    A word for a code stands right before it, or earlier in the clause if a verb stands between
    ("the door code was changed to 7305"); then, and behind "enter", it has four digits or more.
    """
    near = [word.lower() for word in previous_words(before.rstrip(" :"))]
    # "The code runs 20 tests."
    apart = len(written) < _FEWEST_DIGITS - 1 and near[1] not in _BEFORE_CODE
    # "HIVER15": what is glued to letters is no number to key in; "extension -12" is one. Italian
    # "cap. 21" is a chapter, "CAP 20121" a postal code.
    number = written.replace(" ", "").lstrip("-\u2013").isdigit() and not before[-1:].isalpha()
    if not number or (apart and before.endswith(". ")):
        return False
    before = before[-_NEAR:]
    short = len(written) < _FEWEST_DIGITS
    if is_keyed(language.digit_cues, near[1:] if apart else near, short=short):
        return True
    if short:
        return False
    if near[1] in _KEYING:
        return True
    # "le code est le 482 913"
    verb = near[0] if near[1] in _ARTICLES else near[1]
    label = _LABEL.search(before)
    if verb not in _BEFORE_CODE and label is None:
        return False
    clause = label[1] if label else re.split(r"[.,;:!?]\s", before)[-1]
    return is_keyed(language.digit_cues, re.findall(r"[^\W\d_]+", clause.lower()))


def joined_code(grammar: Grammar, first: str, last: str, before: str) -> str | None:
    """`order #114-77` is one code; `#3-5` and `nos. 110-115` are ranges.

    Decided for a code behind a sign or a word for one number, where an end has three digits.
    """
    ends = (first, last)
    digits = all(end.isdigit() for end in ends)
    # "FX7-204": behind a letter a stretch rises and has ends of like length ("B10-12").
    stretch = digits and int(first) < int(last) and len(last) <= len(first) + 1
    glued = digits and before[-1:].isupper() and not stretch
    long = (
        digits
        and max(map(len, ends)) >= _LONG_END
        and _NUMBER_SIGN.search(before[-_NEAR:]) is not None
    )
    if not glued and not long:
        return None
    return " ".join(grammar.code(end) for end in ends)


def is_keyed(cues: frozenset[str], words: Iterable[str], *, short: bool = False) -> bool:
    """Whether one of the words says that a number is keyed in: "code", "Abholcode".

    A `short` number behind a compound is none: "Fehlercode 12", "foutcode 12".
    """
    return any(word in cues or (not short and word.endswith(_ends(cues))) for word in words)


@cache
def _ends(cues: frozenset[str]) -> tuple[str, ...]:
    return tuple(cue for cue in cues if len(cue) >= _FEWEST_CUE_LETTERS)


def _episode(grammar: Grammar, match: re.Match[str]) -> str:
    words = grammar.language.words
    first = grammar.cardinal(int(match["ep_first"]))
    if match["ep_last"]:
        first = grammar.span(first, grammar.cardinal(int(match["ep_last"])), "")
    season = grammar.cardinal(int(match["ep_season"]))
    return f"{words.season} {season}, {words.episode} {first}"


def _code(grammar: Grammar, match: re.Match[str]) -> str:
    """Say the letters, then the digits as flights, models and junctions are read."""
    letters = " ".join(match["co_letters"])
    if match["co_digits"]:
        return f"{letters} {grammar.code(match['co_digits'])}"
    first, last = (f"{letters} {grammar.code(match[end])}" for end in ("co_from", "co_to"))
    return grammar.span(first, last, match.string[: match.start()])


def _serial(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say a long mixture in groups; a word with a number behind it ("WINDOWS11") is none.

    A short one needs letters and digits that take turns ("QX7R2L") or hyphens ("SN-0042-7719-B").
    """
    signs, *parts = match[0].split("-")
    digits = len(_LETTERS.sub("", match[0].replace("-", "")))
    if parts:
        # "G-493817"; dates and cables ("USB-C-3") have fewer digits.
        letters = signs.isalpha() and len(signs) <= _GROUP
        one = letters and len(parts) == 1 and parts[0].isdigit() and digits > _FEWEST_DIGITS
        # "FX7-204", but "Q4-2026" and "rooms B10-12"
        mixed = _MIXED.fullmatch(match[0])
        if mixed is not None:
            return " ".join((*mixed[1], grammar.code(mixed[2]), grammar.code(mixed[3])))
        if one or (len(parts) > 1 and digits >= _FEWEST_DIGITS):
            mark = " " if one else ", "
            return mark.join(_spelled(grammar, part) for part in (signs, *parts))
        return None
    if len(signs) < _LONG_SERIAL:
        turns = len(_RUNS.findall(signs)) > 2 and _SHORT_RUNS.fullmatch(signs)  # noqa: PLR2004 - two are a model
        # "SN48213A": no model has so many digits in a row.
        turns = turns or _LONG_RUN.search(signs)
        return _spelled(grammar, signs) if turns and not _FORMULA.fullmatch(signs) else None
    if digits < _FEWEST_DIGITS:
        return None
    group = _GROUP if len(signs) >= _LONG else len(signs)
    groups = [signs[start : start + group] for start in range(0, len(signs), group)]
    if len(groups[-1]) == 1:
        groups[-2:] = ["".join(groups[-2:])]
    return ", ".join(_spelled(grammar, group) for group in groups)


def _spelled(grammar: Grammar, signs: str) -> str:
    return " ".join(grammar.digits(sign) if sign.isdigit() else sign for sign in signs)
