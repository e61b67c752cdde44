"""Numbers that name a thing in English: rooms, flights, orders, roads, ZIP codes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.nouns import Date
from pocket_tts_wyoming.text.languages.words import alternatives, previous_word, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import starts_sentence
from pocket_tts_wyoming.text.normalize.classes.codes import is_keyed, is_keyed_in
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
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
    *words_of("TGV Eurostar Thalys US SR CR RTX GTX AB SB HB"),
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
_RACE = re.compile(r"\s(?:in\s\d{1,2}:\d\d|run\b|race\b|training\b|pace\b|PB\b|PR\b)")
# "model no. WX-4400", "What's your phone no.?"
_NUMBER_OF = re.compile(
    r"(?i)\b(?:model|serial|part|item|order|case|account|acct\.|phone|tel\.|confirmation|conf\.|ref\.|"
    r"reference|invoice|flight|id|policy|claim|customer|member|membership|ticket|tracking|reg\.|"
    r"registration|lot|batch|license|job|po|product|catalog|telephone|fax|cell|contact|card)\s$"
)
_LONGEST_NUMBERED = 16
_PART_BEFORE = re.compile(r"(?i)(?:\bno\.\s|#|\b(?:number|model|part|serial|item|lot)\s)$")
_COUNTED = re.compile(r"\s\d+\s(?!(?:is|was|has|does|goes|this|as|us|its)\b)[a-z]+s\b")
_MODEL_DIGITS = 3
_NEAR = 80
_CARD_EXPIRES = re.compile(
    r"(?:\b(?:[Gg]ood|[Vv]alid|GOOD|VALID)\s(?:thru|through|THRU)|\b(?i:card|visa|mastercard|amex|discover|debit)\b[^.!?]*\b"
    r"(?i:expir(?:es|ed|y|ation|ing)(?:\sdate)?(?:\s(?:is|on|in|at\sthe\send\sof))?|exp\.?|valid\suntil)):?\s$"
)
_CAPITALS = re.compile(r"\b([A-Z])([A-Z])(?=\s$)")
_CODE_CHARACTERS = 24
_ROADS = {"Hwy": "Highway", "Rte": "Route", "US": "U S"}
_RUNS = re.compile(r"[A-Za-z]+|\d+")
_FEWEST_RUNS = 3
_FEWEST_SIGNS, _MOST_SIGNS = 5, 16
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def code_rules(grammar: Grammar) -> list[Rule]:
    """`Room 1204`, `UA 1547`, `NY 10001`, `no. 5`, `WX-4400`."""
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
        Rule(
            "en_zip",
            r"(?<=, [A-Z]{2} )(?P<zi_digits>\d{5})(?:-(?P<zi_more>\d{4}))?(?!\w|[.,]\d)",
            lambda m: ", ".join(
                grammar.digits(part) for part in (m["zi_digits"], m["zi_more"]) if part
            ),
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
            "en_named_road",
            # "Hwy 101 N", "Route 9 W": no watts
            r"(?P<nr_road>Highway|Hwy\.?|Route|Rte\.?|US)\s(?P<nr_number>\d{1,3})\s"
            r"(?P<nr_letter>[NSEW])(?!\w|\.\w|')",
            lambda m: (
                f"{_ROADS.get(m['nr_road'].rstrip('.'), m['nr_road'])} "
                f"{grammar.code(m['nr_number'])} {DIRECTIONS[m['nr_letter']]}"
            ),
            at_word=True,
        ),
        Rule(
            "en_processor",
            # "Ryzen 7 5800X", "Ryzen 9 7950X3D": nothing is multiplied
            r"(?<=\bRyzen\s\d\s)(?P<pr_digits>\d{4})(?P<pr_end>X3D|XT|X|G|GE|H|HS|HX|U)(?!\w)",
            lambda m: (
                f"{grammar.code(m['pr_digits'])} "
                + " ".join(grammar.digits(sign) if sign.isdigit() else sign for sign in m["pr_end"])
            ),
        ),
        Rule(
            "en_intel",
            # "an i7-12700K": no stretch from 7
            r"(?P<in_series>i[3579])-(?P<in_first>\d\d(?=\d{3}(?!\d)))?(?P<in_digits>\d{3,4})(?P<in_end>[A-Z]{0,2})(?!\w)",
            lambda m: " ".join(
                (
                    f"i {m['in_series'][1]}",
                    *(grammar.code(part) for part in (m["in_first"], m["in_digits"]) if part),
                    *m["in_end"],
                )
            ),
            at_word=True,
        ),
        Rule(
            "en_keyed_groups",
            # A code in groups: "93 18 42", "847 2931"
            r"(?<![\w.,:-])(?P<kg_groups>\d{2,4}(?:\s\d{2,4}){1,4})(?!\w|[.,:/-]\d|\s\d|\s?%|\stimes\b)",
            partial(_keyed_groups, grammar),
        ),
        Rule(
            "en_tracking",
            # "Tracking no. 1Z 999 AA1 01 2345 6784"
            r"1Z(?:\s[A-Z\d]+){2,7}(?![\w-]|[.,:]\d)",
            lambda m: ", ".join(_signs(grammar, group) for group in m[0].split()),
        ),
        Rule(
            "en_password",
            # 'the password is "kT7m2Q"'; "Maple2187" is a word and a number
            r"(?P<pw_cue>[Pp]ass(?:word|code)(?:\sis)?:?\s+)(?P<pw_signs>[A-Za-z\d]+)(?![\w-]|[.,:]\d)",
            partial(_password, grammar),
            at_word=True,
        ),
        Rule(
            "en_numbered_letter",
            # "Room 3-C", "seat 12-A": no degrees, no amps
            r"(?<![\w.,-])(?P<nl_digits>\d{1,4})-(?P<nl_end>[A-Z])(?![\w-])",
            lambda m: (
                f"{grammar.code(m['nl_digits'])} {m['nl_end']}"
                if grammar.is_numbered(previous_word(m.string[: m.start()]))
                else None
            ),
        ),
        Rule(
            "en_part_of_channel",
            # "channel 4-1" belongs to channel 4
            r"(?P<pc_name>[Cc]hannel\s|[Cc]h\.?\s)(?P<pc_first>\d{1,3})-(?P<pc_second>\d{1,2})(?![\w-]|[.,:/]\d)",
            lambda m: (
                f"{m['pc_name'][0]}hannel {grammar.code(m['pc_first'])} "
                f"{grammar.language.words.hyphen} {grammar.cardinal(int(m['pc_second']))}"
            ),
            at_word=True,
        ),
        Rule(
            "en_model",
            # "WX-4400", "HRF-201B"; two digits are read alike with the hyphen
            r"(?<![\w-])(?:(?P<md_letters>[A-Z]{1,4})-(?P<md_digits>\d{2,4})(?P<md_end>[A-Z]?)"
            r"|(?P<md_number>\d{3,6})-(?P<md_letter>[A-Z]{1,2}))(?![\w-]|[.,:]\d)",
            partial(_model, grammar),
        ),
        Rule(
            "en_two_parts",
            # "order #W448-2191", "locker code A7-39"; "A7-39" alone may be a stretch
            r"(?<![\w-])(?P<tp_letters>[A-Z]{1,3})(?P<tp_first>\d{1,4})-(?P<tp_second>\d{2,5})(?![\w-]|[.,:]\d)",
            partial(_two_parts, grammar),
        ),
        Rule(
            "en_word_and_code",
            # the password "Maple-2187", the band "Blink-182"
            r"(?P<wc_word>[A-Z][a-z]+|blink)-(?P<wc_digits>\d{3,6})(?![\w-]|[.,:]\d)",
            partial(_word_and_code, grammar),
            at_word=True,
        ),
        Rule(
            "en_card_expires",
            # "Your Visa expires 03/27": a month and a year
            r"(?<![\w/.,-])(?P<ce_month>0[1-9]|1[0-2])/(?P<ce_year>[2-4]\d)(?![\w/-]|[.,]\d)",
            partial(_card_expires, grammar),
        ),
        Rule(
            "en_house",
            # "1600 Pennsylvania Ave. NW"
            rf"(?<![\w.,])(?P<ho_number>\d{{3,5}})(?=\s(?:[NSEW]\.?\s)?(?:[A-Z][\w']*\s|\d+(?:st|nd|rd|th)\s){{1,3}}"
            rf"(?:{STREETS})\b|\sblock\sof\b)",
            lambda m: grammar.code(m["ho_number"]),
        ),
        Rule(
            "en_name_and_time",
            # "Bus 38 - 6 min": when the bus comes
            r"(?P<nt_number>\d{1,4}[A-Z]?)\s[-\u2013]\s(?=\d{1,3}\s?(?:mins?|minutes|hrs?|hours)\b)",
            partial(_name_before_time, grammar),
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
    return _CAPITALS.sub(r"\1 \2", word) + grammar.code(match["ec_digits"])


def _named_number(match: re.Match[str]) -> str | None:
    """`401(k)`, `the 49ers`; `5K` is a race behind an article, where nothing follows to count."""
    name = match["nn_name"].translate(_NO_BRACKETS)
    if name[-1] == "K":
        text = match.string
        race = _ARTICLE.search(text[max(0, match.start() - _ARTICLE_CHARACTERS) : match.start()])
        raced = _RACE.match(text, match.end())
        if not raced and not (race and _NO_COUNT.match(text, match.end())):
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


def _name_before_time(grammar: Grammar, match: re.Match[str]) -> str | None:
    if not grammar.is_numbered(previous_word(match.string[: match.start()])):
        return None
    digits = match["nt_number"].rstrip(_LETTERS)
    return " ".join((grammar.code(digits), *match["nt_number"].removeprefix(digits))) + ", "


def _keyed_groups(grammar: Grammar, match: re.Match[str]) -> str | None:
    groups = match["kg_groups"].split()
    before = match.string[: match.start()]
    if not is_keyed_in(grammar.language, before, "".join(groups)):
        return None
    return ", ".join(map(grammar.digits, groups))


def _card_expires(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Decided by the words on a card, or by a card and "expires" in the same sentence."""
    if not _CARD_EXPIRES.search(match.string[max(0, match.start() - _NEAR) : match.start()]):
        return None
    return grammar.date(Date(int(match["ce_month"]), None, full_year(match["ce_year"])), "")


def _signs(grammar: Grammar, signs: str) -> str:
    return " ".join(grammar.digits(sign) if sign.isdigit() else sign.upper() for sign in signs)


def _password(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Spell what changes twice between letters and digits; the rest may hold a word."""
    signs = match["pw_signs"]
    if not _FEWEST_SIGNS <= len(signs) <= _MOST_SIGNS:
        return None
    runs = _RUNS.findall(signs)
    if len(runs) < _FEWEST_RUNS:
        word_and_digits = len(runs) > 1 and runs[0].islower() and len(runs[1]) >= _MODEL_DIGITS
        return f"{match['pw_cue']}{runs[0]} {grammar.digits(runs[1])}" if word_and_digits else None
    return f"{match['pw_cue']}{_signs(grammar, signs)}"


def _is_code(grammar: Grammar, match: re.Match[str]) -> bool:
    """Whether a word for a code stands among the last words: "the Wi-Fi password is"."""
    clause = match.string[max(0, match.start() - _CODE_CHARACTERS) : match.start()].lower()
    return is_keyed(grammar.language.digit_cues, re.findall(r"[a-z]+", clause))


def _two_parts(grammar: Grammar, match: re.Match[str]) -> str | None:
    second = match["tp_second"]
    if len(second) < _MODEL_DIGITS and not _is_code(grammar, match):
        return None
    return " ".join((*match["tp_letters"], grammar.code(match["tp_first"]), grammar.code(second)))


def _word_and_code(grammar: Grammar, match: re.Match[str]) -> str | None:
    word, digits = match["wc_word"], match["wc_digits"]
    if _is_code(grammar, match):
        return f"{word} {grammar.digits(digits)}"
    # "Blink-182", "Boeing-747"
    return f"{word} {grammar.code(digits)}" if len(digits) == _MODEL_DIGITS else None


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
