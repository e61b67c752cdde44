"""Codes of letters and digits that are read sign by sign: serial and tracking numbers."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pocket_tts_wyoming.text.languages.base import Grammar

_GROUP = 4
_LONG = 12
_FEWEST_DIGITS = 4
_LETTERS = re.compile(r"[A-Z]")
_LONGEST_COUNT = 12
_IN_GROUPS = re.compile(r"\d{2,4}(?: \d{2,4})+")


def rules(grammar: Grammar) -> list[Rule]:
    """`G-493817`, `1Z999AA10123456784`."""
    words = grammar.language.words
    keys = {"*": words.star, "#": words.hash}
    return [
        Rule(
            "keypad",
            # "4*71#", "*21*0612345678#": only such a code ends in that sign.
            r"(?<![\w.,])[*#]{0,3}\d{1,16}(?:[*#]{1,2}\d{1,16}){0,5}#(?![\w#])",
            lambda match: " ".join(keys.get(key) or grammar.digits(key) for key in match[0]),
        ),
        Rule(
            "hyphen_code",
            r"(?<![\w-])(?P<hc_letters>[A-Z]{1,4})-(?P<hc_digits>\d{5,})(?![\w-]|[.,]\d)",
            lambda match: f"{' '.join(match['hc_letters'])} {grammar.digits(match['hc_digits'])}",
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
            r"(?<![\w-])(?=[A-Z]{0,20}\d)(?=\d{0,20}[A-Z])[A-Z\d]{9,40}(?![\w-]|[.,]\d)",
            partial(_serial, grammar),
        ),
    ]


def keyed(grammar: Grammar, written: str, cues: Iterable[str]) -> str | None:
    """Say digits that are keyed in, one by one; None if they are a number.

    `cues`: the words before it, in lower case. Besides the language's own, all compounds of "code"
    announce one ("verificatiecode") where the number is long ("foutcode 12" is not).
    """
    long = len(written) >= _FEWEST_DIGITS
    announced = any(
        cue in grammar.language.digit_cues or (long and cue.endswith("code")) for cue in cues
    )
    if written.isdigit():
        padded = len(written) > 1 and written[0] == "0"
        if announced or padded or len(written) > _LONGEST_COUNT:
            return grammar.digits(written)
    elif announced and _IN_GROUPS.fullmatch(written):
        return ", ".join(grammar.digits(group) for group in written.split())
    return None


def _serial(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say a long mixture in groups; a word with a number behind it ("WINDOWS11") is none."""
    signs = match[0]
    if len(_LETTERS.sub("", signs)) < _FEWEST_DIGITS:
        return None
    group = _GROUP if len(signs) >= _LONG else len(signs)
    groups = [signs[start : start + group] for start in range(0, len(signs), group)]
    if len(groups[-1]) == 1:
        groups[-2:] = ["".join(groups[-2:])]
    return ", ".join(_spelled(grammar, group) for group in groups)


def _spelled(grammar: Grammar, signs: str) -> str:
    return " ".join(grammar.digits(sign) if sign.isdigit() else sign for sign in signs)
