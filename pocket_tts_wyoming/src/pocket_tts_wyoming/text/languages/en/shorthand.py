"""What English writes short: "31p per kWh", "8/day", "bread x2", ".5 in.", "C# minor"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import next_word, previous_word, words_of
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

# "31p per kWh", "20p off"; without such a word "9p" is an hour.
_PENCE_FOLLOWS = r"\s(?:per|off|each|more|less|extra|coins?|a\s(?:unit|litre|liter))\b"
_MOST_HOURS = 12
# Where energy or other pence are told, "1p" is no hour.
_PRICED = re.compile(r"kWh|\d\.\dp\b|\b[2-9]\dp\b|\b(?:pence|tariff)\b")
# "1080p" is the size of a picture.
_PICTURE_LINES = frozenset({144, 240, 360, 480, 540, 576, 720})
_LINES_FROM = 1000
_FLAT = "\u266d"
# What stars are given to.
_STARRED = (
    "hotels?|resorts?|restaurants?|inns?|spas?|ratings?|reviews?|general|service|places?|spots?|"
    "homes?|motels?|reviewed|rated"
)
_NEAR = 60
_EQUALS = re.compile(r"=[^.!?;]*$|\b(?:is|are|was|were)\s$")
_LETTERS_BEFORE = re.compile(r"\d\s[A-Z]'?s(?:,|\sand|\sor)\s$")
_LETTERS_BEHIND = re.compile(r"(?:,|\sand|\sor)\s\d\s[A-Z]'?s\b")
_BEFORE_KEY = words_of("press hit push dial enter the by then")


def shorthand_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for signs and letters that stand for words."""
    return [
        Rule(
            "en_counted_grades",
            # "2 B's, 1 C+": no degrees
            r"(?<![\w.,])(?P<cg_count>\d{1,2})\s(?P<cg_grade>[A-DF])(?P<cg_sign>[+-])(?=[.,;:!?)]|\s|$)",
            lambda m: (
                f"{grammar.cardinal(int(m['cg_count']))} {m['cg_grade']} "
                + (
                    grammar.language.words.plus
                    if m["cg_sign"] == "+"
                    else grammar.language.words.minus
                )
            ),
        ),
        Rule(
            "en_counted_letters",
            # "It has 1 C and 2 S's"
            r"(?<![\w.,])(?P<cl_count>\d)\s(?P<cl_letter>[A-Z])(?![\w'.°])",
            partial(_counted_letter, grammar),
        ),
        # "a B- in art", but "vitamin B- and C-rich"
        Rule(
            "en_grade",
            r"-(?<=[^\w-][A-F]-)(?=[\s.,;:!?)]|$)(?!\s(?:and|or)\b)",
            lambda _: f" {grammar.language.words.minus}",
        ),
        Rule(
            "en_pence",
            rf"(?<![\w.,£$:])(?P<pe_number>\d+(?:\.\d+)?)(?P<pe_name>p|\s?ct?(?=\s?/|\sper))"
            rf"(?:(?P<pe_certain>\s?/\s?(?P<pe_per>[A-Za-z]+)|(?={_PENCE_FOLLOWS}))|(?![\w'-]))",
            partial(_pence, grammar),
        ),
        Rule(
            "en_magnitude",
            r"(?<![\w.-])(?<![Aa]n\s)M(?=\s?\d\.\d\s(?:earth)?quake\b)",
            lambda _: "magnitude ",
        ),
        Rule(
            "en_per",
            # "8/day", "8k steps/day", but "day/night"
            r"/(?<=[\dst]/)(?:(?P<pr_short>hr|wk|mo|yr)(?!\w)|(?=(?:day|week|month|year|night|hour|person|serving|dose|session|game|family|household|"
            r"customer|ticket|guest|child|adult|kid|seat|ride|room|item|meal|cup|slice|piece|night|visit|load|trip)\b))",
            lambda m: (
                f" {grammar.language.words.per} "
                f"{grammar.language.per_words[m['pr_short']] if m['pr_short'] else ''}"
            ),
        ),
        Rule(
            "en_thousands",
            # "5-7K miles", "5-7.5k mi"
            r"(?<![\w.,$£€-])(?P<th_first>\d{1,3})[-\u2013](?P<th_last>\d{1,3}(?:\.\d)?)[kK](?:\s(?P<th_unit>mi|km)|(?!\w))(?!\w)",
            partial(_thousands, grammar),
        ),
        Rule(
            "en_amount_and_date",
            # "£60 - 21 Nov": no stretch
            r"(?P<ad_sign>[£$€])(?P<ad_amount>\d[\d,]*(?:\.\d\d)?)\s[-\u2013](?=\s\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|"
            r"Aug|Sep|Oct|Nov|Dec))",
            lambda m: (
                grammar.money(
                    grammar.format.parse(m["ad_amount"]),
                    grammar.language.currencies[m["ad_sign"]],
                    "",
                )
                + ","
            ),
        ),
        Rule(
            "en_plural_names",
            # "747s", "the 1099s", "W-2s": no seconds
            r"(?<![\w.,$£€])(?:(?P<pn_letters>[A-Z]{1,2})-(?P<pn_digits>\d{1,3})|(?P<pn_number>7[0-8]7|10(?:40|99)))s(?!\w)",
            lambda m: (
                " ".join(m["pn_letters"] or "")
                + " "
                + _ages(grammar.code(m["pn_digits"] or m["pn_number"]))
            ).strip(),
        ),
        Rule(
            "en_ages",
            # "the over-65s", "Under 18s": no seconds
            r"(?:(?<=\b[Oo]ver[\s-])|(?<=\b[Uu]nder[\s-])|(?<=\b[Uu]))(?P<ag_age>[1-9]\d)s(?!\w)(?!\s(?:ago|later|left|remaining)\b)",
            lambda m: _ages(grammar.cardinal(int(m["ag_age"]))),
        ),
        Rule(
            "en_spaced_slash",
            # "US size 9 / EU 42"; between numbers it divides
            r"/(?<=[^\d\s]\s/)(?=\s\S)|/(?<=\s/)(?=\s[^\d\s])",
            lambda _: ",",
        ),
        Rule(
            "en_key_of_music",
            # "C# minor", but "C#" is a language; the signs of music mean nothing else.
            r"(?P<km_note>[A-G])(?:(?P<km_sign>[\u266f\u266d])|#(?=[\s-](?:minor|major|chord)\b|m7?\b|7\b))"
            r"(?P<km_minor>m(?=7?\b))?",
            _note,
            at_word=True,
        ),
        Rule(
            "en_stars",
            # "Rated 4.5★", "a 4★ hotel"
            rf"(?<=\d)\s?\u2605(?P<st_thing>(?=\s(?:{_STARRED})\b))?",
            lambda m: " stars" if m["st_thing"] is None else " star",
        ),
        Rule(
            "en_stars_shown",
            # "★★★★☆"
            r"(?P<ss_full>\u2605{1,10})(?P<ss_empty>\u2606{0,9})",
            partial(_stars_shown, grammar),
        ),
        Rule(
            "en_moved",
            # A price and how it has changed: "$229.87 ▲ 1.2%"
            r"(?P<mv_sign>[\u25b2\u25bc\u2191\u2193])\s?[+-]?(?=[$£€]?\d)",
            lambda m: ", up " if m["mv_sign"] in "\u25b2\u2191" else ", down ",
        ),
        Rule(
            "en_has_moved",
            # An arrow behind a share: "28% ↑ vs. average"
            r"(?:(?<=%)|(?<=%\s))(?P<hm_sign>[\u25b2\u25bc\u2191\u2193])(?!\s?[$£€\d+-])",
            lambda m: " up" if m["hm_sign"] in "\u25b2\u2191" else " down",
        ),
        Rule(
            "en_is_about",
            # "1 acre \u2248 4,047 m²"
            r"\u2248(?<=[^\W_]\s\u2248)(?=\s?[$£€]?\d)",
            lambda m: (
                None
                if _EQUALS.search(m.string[max(0, m.start() - _NEAR) : m.start()])
                else "is about"
            ),
        ),
        Rule(
            "en_key",
            # "Press # to confirm"
            r"[#*](?![\w#*])",
            partial(_key, grammar),
        ),
        Rule(
            "en_names_with_dash",
            # "the Ravens\u2013Steelers game", but "June\u2013August"
            r"\u2013(?<=[a-z]\u2013)(?=[A-Z][a-z])",
            partial(_dash_in_names, grammar),
        ),
        Rule(
            "en_number_word",
            # "The magic # is 3"
            r"#(?<=[a-z.]\s#)(?=\s[\w(])",
            lambda _: grammar.language.words.number,
        ),
        # ".312", ".5 in.": as with its zero
        Rule(
            "en_bare_point",
            r"\.(?<![\w.,)]\.)(?P<bp_digits>\d{1,4})(?![\w.])",
            partial(_bare_point, grammar),
        ),
    ]


def _counted_letter(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Decided by another letter that is counted beside it, in the plural."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if not (_LETTERS_BEFORE.search(before) or _LETTERS_BEHIND.match(after)):
        return None
    return f"{grammar.cardinal(int(match['cl_count']))} {match['cl_letter']}"


def _dash_in_names(grammar: Grammar, match: re.Match[str]) -> str | None:
    beside = {
        previous_word(match.string[: match.start()])[:3],
        next_word(match.string[match.end() :])[:3],
    }
    language = grammar.language
    known = {word[:3] for word in (*language.months, *language.weekdays.values(), "Noon")}
    return "-" if beside.isdisjoint(known) else None


def _thousands(grammar: Grammar, match: re.Match[str]) -> str:
    last = round(float(match["th_last"]) * 1000)
    spoken = grammar.span(grammar.cardinal(int(match["th_first"])), grammar.cardinal(last), "")
    unit = match["th_unit"]
    return f"{spoken} {grammar.language.units[unit].many}" if unit else spoken


def _ages(age: str) -> str:
    return f"{age.removesuffix('y')}ies" if age.endswith("y") else f"{age}s"


def _note(match: re.Match[str]) -> str:
    sign = "flat" if match["km_sign"] == _FLAT else "sharp"
    return f"{match['km_note']} {sign} {'minor ' if match['km_minor'] else ''}"


def _stars_shown(grammar: Grammar, match: re.Match[str]) -> str:
    full, empty = len(match["ss_full"]), len(match["ss_empty"])
    of = f" {grammar.language.words.out_of} {grammar.cardinal(full + empty)}" if empty else ""
    return f"{grammar.cardinal(full)}{of} star{'' if full + empty == 1 else 's'}"


def _key(grammar: Grammar, match: re.Match[str]) -> str | None:
    if previous_word(match.string[: match.start()]).lower() not in _BEFORE_KEY:
        return None
    words = grammar.language.words
    return words.hash if match[0] == "#" else words.star


def _bare_point(grammar: Grammar, match: re.Match[str]) -> str:
    """`.5 in.` is a measure, which the next look reads; `.312 AVG` is a number alone."""
    number = f"0.{match['bp_digits']}"
    measured = re.match(r"\s?[a-z°%\u2033]", match.string[match.end() :])
    return number if measured else grammar.number(grammar.format.parse(number))


def _pence(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`87p`, `6.2p`, `41 c/kWh`: more than the hours of a clock, and not the lines of a picture."""
    number = grammar.format.parse(match["pe_number"])
    hours = not number.fraction and number.whole <= _MOST_HOURS
    start = match.start()
    hours = hours and not _PRICED.search(match.string[max(0, start - _NEAR) : start + _NEAR])
    lines = number.whole in _PICTURE_LINES or number.whole >= _LINES_FROM
    if match["pe_certain"] is None and (hours or lines):
        return None
    language, per = grammar.language, match["pe_per"]
    minor = language.currencies["£" if match["pe_name"] == "p" else "$"].minor
    if minor is None:
        return None
    spoken = grammar.counted(number, minor, "")
    if not per:
        return spoken
    unit = language.units.get(per)
    return f"{spoken} {language.words.per} {unit.one if unit else language.per_words.get(per, per)}"
