"""Numbers that name a thing in English: rooms, flights, orders, ZIP codes; and amounts of pence."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import alternatives, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import starts_sentence
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pocket_tts_wyoming.text.languages.base import Grammar

# Behind these three or four digits are read in pairs: "room twelve oh four".
_NUMBERED = words_of("Room Flight Suite Highway Route Train Unit Apartment Exit Amtrak Acela")
_SHORT_NUMBERED = {
    "Rm": "Room", "Ste": "Suite", "Hwy": "Highway", "Rte": "Route", "Apt": "Apartment",
    "Flt": "Flight",
}  # fmt: skip
DIRECTIONS = {"N": "North", "S": "South", "E": "East", "W": "West"}
# Airlines whose name stands in front of a flight's number, and IATA codes that mean nothing else.
_AIRLINES = (
    *words_of("Delta United American Southwest JetBlue Alaska Frontier Ryanair easyJet Lufthansa"),
    *words_of("KLM Qantas Emirates Airways Airlines UA DL BA LH KL WN VS EK QR SQ QF LX"),
    "Aer Lingus", "Air Canada", "Air France", "Air India", "Air New Zealand",
)  # fmt: skip
_FLIES = r"[,:;]?\s(?:dep|arr|land|board|leav|to\s[A-Z]|from\s[A-Z])"
_NAMED_NUMBERS = {
    "401k": "four oh one K", "403b": "four oh three B", "49ers": "forty-niners",
    "76ers": "seventy-sixers", "5K": "five K", "10K": "ten K",
}  # fmt: skip
_NO_BRACKETS = str.maketrans("", "", "()")
_ARTICLE_CHARACTERS = 12
_ARTICLE = re.compile(r"\b(?:the|a|my|your|our|first|charity|local|this)\s$", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"[.,;:!?)]|$|\s(?:run|race|walk|on|in|this|at|and|is|was|to|with|for|training|tomorrow|"
    r"monitor|display|screen|video|resolution)\b"
)
_COUNTED = re.compile(r"\s\d+\s(?!(?:is|was|has|does|goes|this|as|us|its)\b)[a-z]+s\b")
# "31p per kWh", "20p off"; without such a word "9p" is an hour.
_PENCE_FOLLOWS = r"\s(?:per|off|each|more|less|extra|coins?|a\s(?:unit|litre|liter))\b"
_MOST_HOURS = 12
# "1080p" is the size of a picture.
_PICTURE_LINES = frozenset({144, 240, 360, 480, 540, 576, 720})
_LINES_FROM = 1000


def code_rules(grammar: Grammar) -> list[Rule]:
    """`Room 1204`, `UA 1547`, `NY 10001`, `no. 5`, `31p per kWh`."""
    return [
        Rule(
            "en_code",
            rf"(?:(?P<ec_short>{_in_both_cases(_SHORT_NUMBERED)})\.?\s"
            rf"|(?P<ec_word>(?:{_in_both_cases(_NUMBERED)})\s(?:[A-Z]{{2}}\s)?"
            rf"|(?:{alternatives(_AIRLINES)})\s|[A-Z]{{2}}\s(?=\d{{3,4}}{_FLIES})))"
            r"(?P<ec_digits>\d{3,4})(?!\w|[.,:]\d|\s(?:[Ww]|[Vv]|mAh|square|sq|units?|miles)\b)",
            partial(_numbered, grammar),
            at_word=True,
        ),
        Rule(
            "en_named_number",
            r"(?<![\w.,$-])(?P<nn_name>401\(?k\)?|403\(?b\)?|49ers|76ers|10K|5K)(?!\w)",
            _named_number,
        ),
        # "a B- in art", but "vitamin B- and C-rich"
        Rule(
            "en_grade",
            r"-(?<=[^\w-][A-F]-)(?=[\s.,;:!?)]|$)(?!\s(?:and|or)\b)",
            lambda _: f" {grammar.language.words.minus}",
        ),
        Rule(
            "en_zip",
            r"(?<=, [A-Z]{2} )(?P<zi_digits>\d{5})(?:-(?P<zi_more>\d{4}))?(?!\w|[.,]\d)",
            lambda m: ", ".join(
                grammar.digits(part) for part in (m["zi_digits"], m["zi_more"]) if part
            ),
        ),
        Rule(
            "en_pence",
            rf"(?<![\w.,£$:])(?P<pe_number>\d+(?:\.\d+)?)(?P<pe_name>p|\s?c(?=\s?/|\sper))"
            rf"(?:(?P<pe_certain>\s?/\s?(?P<pe_per>[A-Za-z]+)|(?={_PENCE_FOLLOWS}))|(?![\w'-]))",
            partial(_pence, grammar),
        ),
        Rule(
            "en_number",
            # "No. 5", "my phone no. is"
            r"[Nn]o\.(?=\s?\d)|no\.(?=:|\s(?:is|was)\b)",
            _number_word,
            at_word=True,
        ),
        Rule(
            "en_road",
            # "I-80 W", "US-101 S": no watts
            r"(?P<ro_road>I|US|SR|CA)-(?P<ro_number>\d{1,3})\s(?P<ro_letter>[NSEW])(?!\w|\.\w)",
            lambda m: (
                f"{m['ro_road']}{'-' if m['ro_road'] == 'I' else ' '}"
                f"{grammar.code(m['ro_number'])} {DIRECTIONS[m['ro_letter']]}"
            ),
            at_word=True,
        ),
        # ".312", ".5 in.": as with its zero
        Rule(
            "en_bare_point",
            r"\.(?<![\w.,)]\.)(?P<bp_digits>\d{1,4})(?![\w.])",
            partial(_bare_point, grammar),
        ),
    ]


def _in_both_cases(words: Iterable[str]) -> str:
    return alternatives({form for word in words for form in (word, word.lower())})


def _numbered(grammar: Grammar, match: re.Match[str]) -> str:
    short = match["ec_short"]
    word = match["ec_word"]
    if short:
        word = _SHORT_NUMBERED[short.capitalize()]
        word = f"{word if short[0].isupper() else word.lower()} "
    return word + grammar.code(match["ec_digits"])


def _named_number(match: re.Match[str]) -> str | None:
    """`401(k)`, `the 49ers`; `5K` is a race behind an article, where nothing follows to count."""
    name = match["nn_name"].translate(_NO_BRACKETS)
    if name[-1] == "K":
        text = match.string
        race = _ARTICLE.search(text[max(0, match.start() - _ARTICLE_CHARACTERS) : match.start()])
        if not (race and _NO_COUNT.match(text, match.end())):
            return None
    return _NAMED_NUMBERS.get(name)


def _number_word(match: re.Match[str]) -> str | None:
    """`No. 5 is on` is a number, `No. 5 lamps are on` an answer: things in the plural follow.

    Decided for the answer only where the word is not one that ends in "s" without being a thing
    ("is", "was", "has").
    """
    text, start = match.string, match.start()
    counted = _COUNTED.match(text, match.end())
    answer = match[0][0] == "N" and starts_sentence(text[:start]) and counted is not None
    return None if answer else "number"


def _bare_point(grammar: Grammar, match: re.Match[str]) -> str:
    """`.5 in.` is a measure, which the next look reads; `.312 AVG` is a number alone."""
    number = f"0.{match['bp_digits']}"
    measured = re.match(r"\s?[a-z°%\u2033]", match.string[match.end() :])
    return number if measured else grammar.number(grammar.format.parse(number))


def _pence(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`87p`, `6.2p`, `41 c/kWh`: more than the hours of a clock, and not the lines of a picture."""
    number = grammar.format.parse(match["pe_number"])
    hours = not number.fraction and number.whole <= _MOST_HOURS
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
