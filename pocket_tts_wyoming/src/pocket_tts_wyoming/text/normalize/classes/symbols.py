"""Signs that stand for a word or a pause."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
# Stress and length in the International Phonetic Alphabet
_SOUNDS = "[\u02c8\u02cc\u02d0]"
_LONGEST_DATE = 24
_NEAR, _WAY = 60, 300
_TERM = r"\(?(?:\d{1,4}[a-z]?|[a-z])(?:[²³]|\^\d)?\)?"
_UNKNOWN_BEFORE = re.compile(r"(?:[²³)]|\^\d|(?<![^\W_])\d{0,4}[a-z])\s$")
# "3,29 €/10 Stk."
_MONEY_END = re.compile(r"\d\s?[€$£]$|[€$£]\s?[\d.,]+$")
# "5 min/100°C", "12 V/2 A", the times in "8:02/16:21"
_MEASURE_END = re.compile(
    r"(?:\d:\d\d|°[CF]?|%|\d\s?(?:min|h|s|k?m|cm|mm|k?g|k?Wh?|V|m?A|k?Hz|m?l|[CF]))$"
)

# A word with a capital, but no "SFO" and no line of a bus.
_NAME_END = re.compile(r"(?<!\w)[A-ZÀ-Þ][a-zà-ÿ]+$")
_MENU = re.compile(r"[→⇒➔➜➡⟶]\s?[A-ZÀ-Þ][a-zà-ÿ]")


def rules(grammar: Grammar) -> list[Rule]:
    """Arrows, comparisons, arithmetic, slashes, dashes, `&`, `#`, `@`."""
    words = grammar.language.words
    signs = {
        "&": words.and_,
        "&&": words.and_,
        "+": words.plus,
        "=": words.equals,
        "==": words.equals,
        "<": words.less_than,
        ">": words.more_than,
        "<=": words.at_most,
        "≤": words.at_most,
        ">=": words.at_least,
        "≥": words.at_least,
        "≠": words.not_equal,
        "!=": words.not_equal,
        "√": words.root,
        "∞": words.infinity,
        "π": words.pi,
        "⋅": words.times,
        "∙": words.times,
        "≈": words.about,
        "±": words.plus_minus,
        "+/-": words.plus_minus,
        "\u00d7": words.times,
        "÷": words.divided_by,
        "\u2212": words.minus,
        "@": words.at,
        "§": words.section,
    }
    listed = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    return [
        # "x² - 5x + 6 = 0": elsewhere a hyphen between blanks is a pause.
        Rule(
            "algebra_minus",
            rf"[-\u2013](?=\s{_TERM}(?:\s[-+\u2013*]\s{_TERM}){{0,6}}\s?=)",
            partial(_algebra, words.minus),
        ),
        # How a word sounds, between slashes or brackets, cannot be read.
        Rule(
            "pronunciation", rf"/(?=[^/\s\d]{{0,30}}{_SOUNDS})[^/\d]{{1,40}}/(?!\w)", lambda _: ""
        ),
        Rule(
            "pronounced_word",
            rf"[^\W\d_]{{0,30}}?{_SOUNDS}[^\W\d_]*(?:\.[^\W\d_]+)*",
            lambda _: "",
            at_word=True,
        ),
        Rule("arrow", r"[-=]+>|[→⇒➔➜➡⟶]", partial(_arrow, words.arrow)),
        Rule(
            "diameter",
            r"[Øø⌀]\s?(?=\d)",
            lambda _: f"{words.diameter} " if words.diameter else None,
        ),
        Rule("back_arrow", r"<[-=]{2,}|[←↔⇐↑↓↕]+", lambda _: ","),
        # "#7", "#K7P2QM", but a colour ("#FF8800") and "C#7" are none.
        Rule(
            "number_sign",
            r"(?:#|№\s?)(?=\d)|(?<!\w)#(?=[A-Z]{1,3}-?\d)(?![\dA-F]{6}(?!\w))",
            lambda _: f"{words.number} ",
        ),
        Rule("sign", listed, lambda match: f" {signs[match[0]]} "),
        Rule(
            "power",
            r"(?<=[\w)])(?:\^\{?(?P<pw_caret>[-\u2212]?(?:\d{1,4}|[a-z])(?![\w.]\d))\}?"
            r"|(?P<pw_raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
            rf"(?:\s?(?P<pw_unit>{unit_pattern(grammar.language)})(?!\w))?",
            partial(_power, grammar),
        ),
        Rule("slash", "/", partial(_slash, words.slash, words.per)),
        Rule("star", r"\*(?=\s?\d)", partial(_star, words.times)),
        Rule(
            "dash",
            r"[-\u2010-\u2015]+(?![^\W_])|[\u2012-\u2015]+",
            partial(_dash, _dates_around(grammar), words.to),
        ),
        Rule(
            "raised_digit",
            "[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+",
            partial(_index, grammar),
        ),
        # "A\u2013Z", "platforms A\u2013C"
        Rule(
            "letters_range",
            r"(?<![\w-])(?P<lr_from>[A-Z])(?:\s?\u2013\s?|(?<=A)-(?=Z))(?P<lr_to>[A-Z])(?![\w-])",
            lambda match: f"{match['lr_from']} {words.to} {match['lr_to']}",
        ),
        # "~$1,360"; before a digit it is the number's own sign.
        Rule("about", r"[~\u2248](?=\s?[$€£¥]\s?\d)", lambda _: f"{words.about} "),
        Rule("underscore", r"_+", lambda _: " "),
        Rule("bar", r"\|+", lambda _: ","),
    ]


def _arrow(word: str, match: re.Match[str]) -> str:
    """`21 °C → 23 °C`, `off → on`, `SFO → JFK` go from one to the other.

    It is a pause at the beginning, behind a name that something is told of ("Monday → gym"), and
    on a way through menus ("Settings → Devices → Add").
    """
    text = match.string
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    told = _NAME_END.search(before[-_NEAR:]) is not None and after[:1].islower()
    around = text[max(0, match.start() - _WAY) : match.end() + _WAY]
    menus = after[:1].isupper() and len(_MENU.findall(around)) > 1
    return "," if not before or told or menus else f" {word} "


def _power(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`10⁻³`, `2^10`, `x²`: squares and cubes have names, other powers are numbers."""
    words = grammar.language.words
    written = match["pw_caret"] or match["pw_raised"].translate(_SUPERSCRIPTS)
    unit = match["pw_unit"]
    if unit:
        # "10^-27 kg", but "x² s" is no number of seconds.
        if not re.search(r"\d$", match.string[: match.start()]):
            return None
        unit = f" {grammar.language.units[unit].many}"
    negative, digits = written[0] in "-\u2212⁻", written.lstrip("-\u2212⁻⁺")
    if not digits.isdigit():
        return f" {words.power} {digits} "
    number = int(digits)
    if not negative and number in {2, 3}:
        power = words.squared if number == 2 else words.cubed  # noqa: PLR2004 - a square
        return f" {power}{unit or ''} "
    minus = f"{words.minus} " if negative else ""
    return f" {words.power} {minus}{grammar.cardinal(number)}{unit or ''} "


def _index(grammar: Grammar, match: re.Match[str]) -> str:
    """`C₆H₁₂O₆`: a small number; longer ones digit by digit."""
    digits = match[0].translate(_SUPERSCRIPTS)
    small = len(digits) <= 2 and digits[0] != "0"  # noqa: PLR2004 - as atoms are counted
    return grammar.cardinal(int(digits)) if small else grammar.digits(digits)


def _algebra(minus: str, match: re.Match[str]) -> str | None:
    """Say minus behind an unknown or a power; "Kanal a - 3 = gut" has none."""
    return minus if _UNKNOWN_BEFORE.search(match.string[: match.start()][-_NEAR:]) else None


def _slash(word: str, per: str, match: re.Match[str]) -> str:
    """Names on both sides ("Europe/Berlin", "CF/88") belong together without a word."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if _MONEY_END.search(before[-_LONGEST_DATE:]) and after[:1].isdigit():
        return f" {per} "
    if _MEASURE_END.search(before.rstrip()[-_LONGEST_DATE:]):
        return ","
    names = re.search(r"[A-ZÀ-Þ]\w*$", before) and re.match(r"[A-ZÀ-Þ]|\d\d", after)
    return " " if names or not before or not after else f" {word} "


def _star(word: str, match: re.Match[str]) -> str:
    return f" {word} " if match.string[: match.start()].rstrip()[-1:].isdigit() else " "


def _dates_around(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a date with the month's name that ends or begins a text."""
    language = grammar.language
    names = "|".join(
        map(re.escape, sorted({*language.months, *language.month_abbreviations}, key=len))
    )
    day = r"\d{1,2}(?:\.|st|nd|rd|th)?"
    date = rf"(?:{day}\s(?:{names})|(?:{names})\.?\s{day})(?:,?\s\d{{4}})?"
    return re.compile(rf"(?<!\w){date}\.?\s?$"), re.compile(rf"\s?{date}(?!\w)")


def _dash(
    dates: tuple[re.Pattern[str], re.Pattern[str]], to: str, match: re.Match[str]
) -> str | None:
    """Make a pause of a dash between spaces, or a long one anywhere; "to" between two dates."""
    start = match.start()
    around = match.string[max(0, start - _LONGEST_DATE) : start], match.string[match.end() :]
    if dates[1].match(around[1]) and dates[0].search(around[0]):
        return f" {to} "
    spaced = not start or match.string[start - 1].isspace()
    if match[0] == "-" and not spaced:
        return None
    return ","
