"""Numbers that name a thing in English: rooms, flights, orders, ZIP codes; and amounts of pence."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import alternatives, previous_word, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import starts_sentence
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pocket_tts_wyoming.text.languages.base import Grammar

# Behind these three or four digits are read in pairs: "room twelve oh four".
_NUMBERED = words_of("Room Flight Suite Highway Route Train Unit Apartment Exit Amtrak Acela Form")
_SHORT_NUMBERED = {
    "Rm": "Room", "Ste": "Suite", "Hwy": "Highway", "Rte": "Route", "Apt": "Apartment",
    "Flt": "Flight",
}  # fmt: skip
STREETS = "St|Ave|Blvd|Rd|Dr|Ln|Ct|Hwy|Pkwy|Pl|Street|Avenue|Boulevard|Road|Drive|Lane|Way"
DIRECTIONS = {"N": "North", "S": "South", "E": "East", "W": "West"}
# Airlines whose name stands in front of a flight's number, and IATA codes that mean nothing else.
_AIRLINES = (
    *words_of("Delta United American Southwest JetBlue Alaska Frontier Ryanair easyJet Lufthansa"),
    *words_of("KLM Qantas Emirates Airways Airlines UA AA DL BA LH KL WN VS EK QR SQ QF LX"),
    *words_of("TGV Eurostar Thalys US SR CR"),
    "Aer Lingus", "Air Canada", "Air France", "Air India", "Air New Zealand",
)  # fmt: skip
_TRAINS = {"ICE": "I C E", "IC": "I C", "RE": "R E"}
_FLIES = r"[,:;]?\s(?:dep|arr|land|board|leav|to\s[A-Z]|from\s[A-Z])"
_NAMED_NUMBERS = {
    "401k": "four oh one K", "403b": "four oh three B", "49ers": "forty-niners",
    "76ers": "seventy-sixers", "5K": "five K", "10K": "ten K",
}  # fmt: skip
_WIRELESS = "802.11"
_NO_BRACKETS = str.maketrans("", "", "()")
_ARTICLE_CHARACTERS = 12
_ARTICLE = re.compile(
    r"\b(?:the|a|my|your|our|first|charity|local|this|ran|run|running|walked|jogged|\d:\d\d\sfor)\s$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"[.,;:!?)]|$|\s(?:run|race|walk|on|in|this|at|and|is|was|to|with|for|training|tomorrow|time|route|course|pace|"
    r"monitor|display|screen|video|resolution)\b"
)
# "model no. WX-4400", "What's your phone no.?"
_NUMBER_OF = re.compile(
    r"(?i)\b(?:model|serial|part|item|order|case|account|acct\.|phone|tel\.|confirmation|conf\.|ref\.|"
    r"reference|invoice|flight|id|policy|claim|customer|member|membership|ticket|tracking|reg\.|"
    r"registration|lot|batch|license|job|po|product|catalog|telephone|fax|cell|contact|card)\s$"
)
_LONGEST_NUMBERED = 16
_PART_BEFORE = re.compile(r"(?i)(?:\bno\.\s|#|\b(?:number|model|part|serial|item|lot)\s)$")
_COUNTED = re.compile(r"\s\d+\s(?!(?:is|was|has|does|goes|this|as|us|its)\b)[a-z]+s\b")
# "31p per kWh", "20p off"; without such a word "9p" is an hour.
_PENCE_FOLLOWS = r"\s(?:per|off|each|more|less|extra|coins?|a\s(?:unit|litre|liter))\b"
_MOST_HOURS = 12
_MOST_DAYS = 31
# "1080p" is the size of a picture.
_PICTURE_LINES = frozenset({144, 240, 360, 480, 540, 576, 720})
_LINES_FROM = 1000
_MODEL_DIGITS = 3
_BEFORE_KEY = words_of("press hit push dial enter the by then")


def code_rules(grammar: Grammar) -> list[Rule]:
    """`Room 1204`, `UA 1547`, `NY 10001`, `no. 5`, `31p per kWh`."""
    return [
        Rule(
            "en_code",
            rf"(?:(?P<ec_short>{_in_both_cases(_SHORT_NUMBERED)})\.?\s|(?P<ec_train>{alternatives(_TRAINS)})\s"
            rf"|(?P<ec_word>(?:{_in_both_cases(_NUMBERED)})\s(?:\(?[A-Z]{{2}}\s)?"
            rf"|(?:{alternatives(_AIRLINES)})\s|[A-Z]{{2}}\s(?=\d{{3,4}}{_FLIES})))"
            r"(?P<ec_digits>\d{3,4})(?!\w|[.,:]\d|\s(?:[Ww]|[Vv]|mAh|square|sq|units?|miles)\b)",
            partial(_numbered, grammar),
            at_word=True,
        ),
        Rule(
            "en_named_number",
            r"(?<![\w.,$-])(?P<nn_name>401\(?k\)?|403\(?b\)?|49ers|76ers|10K|5K|802\.11(?:a[cx]|be|[abgn])?)(?!\w)",
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
            # "No. 5", "my phone no. is", "model no. WX-4400"
            r"[Nn]o\.(?=\s?\d)|no\.(?=:|\s(?:is|was)\b)|[Nn]o\.?(?=\s[A-Z]{1,5}-?\d|[\s?:])",
            _number_word,
            at_word=True,
        ),
        Rule(
            "en_road",
            # "I-80 W", "US-101 S": no watts
            r"(?<![\w-])(?P<ro_road>I|US|[A-Z]{2})-(?P<ro_number>\d{1,3})\s(?P<ro_letter>[NSEW])(?!\w|\.\w)",
            lambda m: (
                f"{m['ro_road']}{'-' if m['ro_road'] == 'I' else ' '}"
                f"{grammar.code(m['ro_number'])} {DIRECTIONS[m['ro_letter']]}"
            ),
        ),
        Rule(
            "en_model",
            # "WX-4400", "HRF-201B"; two digits are read alike with the hyphen
            r"(?<![\w-])(?:(?P<md_letters>[A-Z]{1,4})-(?P<md_digits>\d{2,4})(?P<md_end>[A-Z]?)"
            r"|(?P<md_number>\d{3,6})-(?P<md_letter>[A-Z]{1,2}))(?![\w-]|[.,:]\d)",
            partial(_model, grammar),
        ),
        Rule(
            "en_masked",
            # "xxxx-4821": of a card only the end is shown
            r"[xX]{3,16}[\s-]?(?P<mk_digits>\d{4})(?!\w|[.,:]\d)",
            lambda m: grammar.digits(m["mk_digits"]),
            at_word=True,
        ),
        Rule(
            "en_house",
            # "1600 Pennsylvania Ave. NW"
            rf"(?<![\w.,])(?P<ho_number>\d{{3,5}})(?=\s(?:[NSEW]\.?\s)?(?:[A-Z][\w']*\s|\d+(?:st|nd|rd|th)\s){{1,3}}"
            rf"(?:{STREETS})\b)",
            lambda m: grammar.code(m["ho_number"]),
        ),
        Rule(
            "en_key",
            # "Press # to confirm"
            r"[#*](?![\w#*])",
            partial(_key, grammar),
        ),
        Rule(
            "en_points",
            r"(?<![\w.,])(?P<po_number>\d{1,3})-pt\.?(?=\s[a-z])",
            lambda m: f"{grammar.cardinal(int(m['po_number']))}-point",
        ),
        Rule(
            "en_record",
            # "The Suns (12-5) host the Jazz": games won and lost
            r"(?P<re_won>\d{1,2})-(?P<re_lost>\d{1,2})(?:(?<=[a-z]\s\(\d-\d)|(?<=[a-z]\s\(\d\d-\d)|(?<=[a-z]\s\(\d-\d\d)"
            r"|(?<=[a-z]\s\(\d\d-\d\d))(?=\)\s(?:hosts?|visits?|plays?|faces?|at|vs|takes?|travels?|meets?|leads?)\b)",
            lambda m: (
                f"{grammar.cardinal(int(m['re_won']))} and {grammar.cardinal(int(m['re_lost']))}"
            ),
        ),
        Rule(
            "en_record_so_far",
            r"(?:record\s(?:is|of|was)|improved?s?\sto|fell\sto|dropp?e?d?\sto|moved?\sto)\s(?P<rs_won>\d{1,2})-(?P<rs_lost>\d{1,2})(?![\w-]|[.,]\d)",
            lambda m: (
                f"{m[0][: m.start('rs_won') - m.start()]}{grammar.cardinal(int(m['rs_won']))} and "
                f"{grammar.cardinal(int(m['rs_lost']))}"
            ),
            at_word=True,
        ),
        Rule(
            "en_numbers_in_a_row",
            # "34/34/32/33 psi", "the 50/30/20 rule", "the 20-20-20 rule"
            r"(?<![\w.,/-])(?P<nr_row>\d{1,3}(?:/\d{1,3}){2,4}|\d{1,3}(?:-\d{1,3}){2}"
            r"(?=\s(?:rule|method|technique|diet|fertilizer|split|formation|defense|breathing|budget)\b))(?![\w/-]|[.,]\d)",
            partial(_row, grammar),
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
    word = match["ec_word"] or f"{_TRAINS.get(match['ec_train'])} "
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
    if name.startswith(_WIRELESS):
        return " ".join(("eight oh two dot eleven", *name.removeprefix(_WIRELESS).upper()))
    return _NAMED_NUMBERS.get(name)


def _number_word(match: re.Match[str]) -> str | None:
    """`No. 5 is on` is a number, `No. 5 lamps are on` an answer: things in the plural follow.

    Decided for the answer only where the word is not one that ends in "s" without being a thing
    ("is", "was", "has").
    """
    text, start = match.string, match.start()
    if _NUMBER_OF.search(text[max(0, start - _LONGEST_NUMBERED) : start]):
        return "number"
    if not re.match(r"\.(?:\s?\d|:|\s(?:is|was)\b)", text[start + 2 :]):
        return None
    counted = _COUNTED.match(text, match.end())
    answer = match[0][0] == "N" and starts_sentence(text[:start]) and counted is not None
    return None if answer else "number"


def _key(grammar: Grammar, match: re.Match[str]) -> str | None:
    if previous_word(match.string[: match.start()]).lower() not in _BEFORE_KEY:
        return None
    words = grammar.language.words
    return words.hash if match[0] == "#" else words.star


def _row(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say numbers one after the other, unless three of them may be a date."""
    numbers = [int(number) for number in re.split(r"[/-]", match["nr_row"])]
    few = len(numbers) == 3 and "/" in match["nr_row"]  # noqa: PLR2004 - day, month and year
    if few and min(numbers[:2]) <= _MOST_HOURS and max(numbers[:2]) <= _MOST_DAYS:
        return None
    return " ".join(grammar.cardinal(number) for number in numbers)


def _model(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`WX-4400` is "W X forty-four hundred", `5521-A` a part behind such a word, else 5521 amps."""
    letters, digits, end = match["md_letters"], match["md_digits"], match["md_end"]
    if letters is None:
        part = _PART_BEFORE.search(
            match.string[max(0, match.start() - _LONGEST_NUMBERED) : match.start()]
        )
        return (
            f"{grammar.digits(match['md_number'])} {' '.join(match['md_letter'])}" if part else None
        )
    if len(digits) < _MODEL_DIGITS and not end:
        return None
    return " ".join((*letters, grammar.code(digits), *end))


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
