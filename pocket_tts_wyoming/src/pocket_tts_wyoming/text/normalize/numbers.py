"""Numbers: how they are written, and the words for them.

The words come from Unicode CLDR's rule-based number formats (`unicode-rbnf`, MIT, one XML file per
language). Compared with the alternatives, seven languages, 2-core machine:

* `num2words` 0.5.14 (LGPL): no gender and no case (German only "eins", never "eine" or "einem"),
  Spanish "tres punto cinco" and "veintiuno mil", English commas inside a number; 3-90 us a number.
* Babel 2.18 formats and pluralises, but carries no number words at all.
* `unicode-rbnf` 2.4.1: cardinals and ordinals by gender (German also by case), years;
  import 47 ms, a language 2-8 ms, 30-150 us a number. That cost is paid once: every spelling is
  kept (an answer draws on a few hundred numbers).

Ours is only the joinery: signs, decimals, which form goes with which noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from unicode_rbnf import RbnfEngine

# CLDR ends at 10^18; beyond 10^15 nobody follows the words either.
_LARGEST = 10**15
_CACHE_LIMIT = 4096
_MINUS = str.maketrans("\u2212\u2013", "--")
# What binary fractions leave: "21.499999999999996", "0.30000000000000004", "21.4999999". Python and
# Jinja print up to 17 digits; nobody measures, or writes on purpose, more than ten of them.
_LEFT_OVER = re.compile(r"0{5,}\d{0,3}$|9{5,}\d{0,3}$")
_FEWEST_LEFT_OVER = 6
_MEASURED_DIGITS = 10
_KEPT_DIGITS = 2
# The beginnings of π, e, φ, √2 and √3, which people ask for.
_CONSTANTS = ("3.14159", "2.71828", "1.61803", "1.41421", "1.73205")


@dataclass(frozen=True, slots=True)
class Number:
    """A written number taken apart; `fraction` keeps its zeros: "0.50" is said unlike "0.5"."""

    whole: int
    fraction: str = ""
    sign: str = ""

    @property
    def is_one(self) -> bool:
        """Exactly one, with or without a sign, without decimals."""
        return self.whole == 1 and not self.fraction

    @property
    def is_below_two(self) -> bool:
        """French and Portuguese count 0, 1 and 1.5 as singular."""
        return self.whole < 2  # noqa: PLR2004 - the name says it


class NumberFormat:
    """The written form of numbers in one language.

    The language's own marks win; the other decimal mark is understood wherever it cannot be a
    thousands separator, because Home Assistant writes states as `21.5` in every language.
    """

    def __init__(self, decimal_mark: str, group_marks: str) -> None:
        self._decimal_mark = decimal_mark
        self._group_marks = group_marks
        groups = re.escape(group_marks)
        decimal = re.escape(decimal_mark)
        other = re.escape("." if decimal_mark == "," else ",")
        # "$1,234.56" in a language that writes "1.234,56": only with both marks is it certain.
        foreign = rf"[1-9]\d{{0,2}}(?:{decimal}\d{{3}})+{other}\d+(?![\d.,]\d)"
        # A group behind a blank is no group if more digits follow ("555 123 4567"), nor behind a
        # digit that belongs to letters ("CO2 800 ppm", "E27 806 lm").
        grouped = rf"(?<![^\W\d_])[1-9]\d{{0,2}}(?:[{groups}]\d{{3}})+(?! ?\d)(?:{decimal}\d+)?"
        self.unsigned = rf"(?:{foreign}|{grouped}|\d+(?:[.,]\d+)?)"
        self._foreign = re.compile(foreign)
        self._grouped = re.compile(rf"[1-9]\d{{0,2}}(?:[{groups}]\d{{3}})+(?:{decimal}\d+)?")
        # A sign belongs to a number only where no word, number or bracket ends before it; the low
        # in "8/-1 °C" has one. An en dash is one behind a word in small letters or a bracket.
        # What stands before is looked at last: most places end at the first test.
        ends = r"[\w)\]%°.,:/]"
        plain = rf"[-\u2212+±~≈](?=\d)(?:(?<!{ends}.)|(?<=[\d°CF]/[-\u2212]))|[±~≈]\s(?<!{ends}..)"
        dash = r"\u2013(?=\d)(?:(?<=^.)|(?<=[a-zà-ÿ:] .)|(?<=\(.))"
        self.sign = rf"(?:{plain}|{dash})?"
        self.signed = self.sign + self.unsigned

    def is_grouped(self, text: str) -> bool:
        """Whether a text is one number with thousands separators ("1.234.567")."""
        return self._grouped.fullmatch(text) is not None

    def parse(self, text: str) -> Number:
        """Read what the pattern `signed` matched."""
        sign = ""
        if not text[0].isdigit():
            sign, text = text[0].translate(_MINUS), text[1:].lstrip()
        if self._foreign.fullmatch(text):
            whole, fraction = re.split(r"[.,](?=\d+$)", text)
            whole = whole.replace(self._decimal_mark, "")
        elif self._grouped.fullmatch(text):
            whole, _, fraction = text.partition(self._decimal_mark)
            for mark in self._group_marks:
                whole = whole.replace(mark, "")
        else:
            whole, _, fraction = text.replace(",", ".").partition(".")
        if len(fraction) >= _FEWEST_LEFT_OVER:
            whole, fraction = _rounded(whole, fraction)
        if sign == "-" and not int(whole + fraction):
            sign = ""  # "-0.0 °C" is what rounding leaves
        return Number(int(whole), fraction, sign)


def _rounded(whole: str, fraction: str) -> tuple[str, str]:
    """Leave out the digits that only a computer has; others stay as they are."""
    left_over = _LEFT_OVER.search(fraction)
    long = len(whole.lstrip("0") + fraction) > _MEASURED_DIGITS
    if left_over is not None:
        digits = left_over.start()
    elif long and len(fraction) > _FEWEST_LEFT_OVER and not _is_constant(whole, fraction):
        # A small one keeps its first two digits: "0.00012345678901"
        digits = max(_KEPT_DIGITS, len(fraction) - len(fraction.lstrip("0")) + 1)
    else:
        return whole, fraction
    number = round(Decimal(f"{whole}.{fraction}"), digits)
    whole, _, fraction = f"{number:f}".partition(".")
    return whole, fraction.rstrip("0")


def _is_constant(whole: str, fraction: str) -> bool:
    return f"{whole}.{fraction}".startswith(_CONSTANTS)


class NumberWords:
    """Spells integers in one language; every answer is kept, so steady state is a dict look-up."""

    def __init__(self, language: str) -> None:
        self._engine = RbnfEngine.for_language(language)
        self._spelled: dict[tuple[int, str], str] = {}

    def spell(self, number: int, ruleset: str) -> str:
        """Words for a non-negative integer by a CLDR rule set, such as `spellout-ordinal`."""
        key = (number, ruleset)
        words = self._spelled.get(key)
        if words is None:
            if number >= _LARGEST:
                words = " ".join(self.spell(int(digit), ruleset) for digit in str(number))
            else:
                words = self._engine.format_number(number, ruleset_names=[ruleset]).text
            if len(self._spelled) >= _CACHE_LIMIT:
                self._spelled.clear()
            self._spelled[key] = words
        return words
