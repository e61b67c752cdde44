"""Names of places and people in English: "Ridgecrest, CA", "Flint, Mich.", "J. DOE"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.en.tables import STATE_CODES, STATES
from pocket_tts_wyoming.text.languages.words import words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.acronyms import is_pronounceable
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

# Codes that are words, degrees and other short forms as well ("Smoke, CO, heat", "J. Smith, MD"):
# states only behind one of their cities, or before a ZIP code.
_AMBIGUOUS = words_of("CO DE HI ID IN LA MD ME OH OK OR PA")
_CITIES = words_of(
    "Denver Boulder Aurora Springs Collins Golden Vail Aspen Pueblo Lakewood Littleton Arvada "
    "Wilmington Dover Newark Honolulu Hilo Kona Kahului Lahaina Lihue Boise Nampa Meridian Moscow "
    "Indianapolis Gary Evansville Bloomington Carmel Fishers Lafayette Muncie Bend Orleans Rouge "
    "Shreveport Metairie Houma Baltimore Annapolis Rockville Bethesda Frederick Bangor Augusta "
    "Lewiston Portland Columbus Cleveland Cincinnati Toledo Akron Dayton Canton Youngstown "
    "Mansfield "
    "Tulsa Norman Edmond Lawton Moore Eugene Salem Gresham Hillsboro Beaverton Medford Corvallis "
    "Ashland Philadelphia Pittsburgh Allentown Erie Reading Scranton Bethlehem Lancaster "
    "Harrisburg "
    "York Hershey City"
)
_ZIP_BEHIND = re.compile(r"\s\d{5}(?!\d)")
_CITY = re.compile(r"\b([A-Z][A-Za-z]+),\s$")
_FLIES = re.compile(r"(?i)\b(?:flights?|fly|flying|airlines?|air|trip|ticket|route)\b")
_PLACE_CHARACTERS, _NEAR = 24, 80


def name_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for states behind a place, and for names in capitals."""
    return [
        Rule(
            "en_state",
            rf"(?:(?<=[a-z], )|(?<=\b[DRI]-))(?P<st_name>{'|'.join(STATES)})\.",
            lambda m: STATES[m["st_name"]] + full_stop(grammar, m),
            at_word=True,
        ),
        Rule(
            "en_state_code",
            # "Ridgecrest, CA"; what goes on in small letters is a list: "Springfield, IL and"
            rf"(?<=[A-Za-z],\s)(?P<sc_code>{'|'.join(STATE_CODES)})"
            r"(?=[.,;:!?)]|$|\s\d{5}(?!\d)|\s[-\u2013(]|\s(?:is|was|has|at|on|in|to|for|from|and|this|now|near|today|tonight|"
            r"tomorrow|weather)\b)",
            _state_code,
            at_word=True,
        ),
        Rule(
            "en_health_organization",
            # "the WHO recommends"; elsewhere "WHO" is rather a loud word
            r"(?<=\b[Tt]he\s)WHO(?!\w)",
            lambda _: "W H O",
            at_word=True,
        ),
        Rule(
            "en_loud_clitic",
            # "IT'S"
            r"'(?<=[A-Z]{2}')(?P<lc_end>S|RE|LL|VE|T|D|M)(?!\w)",
            lambda m: f"'{m['lc_end'].lower()}",
        ),
        Rule(
            "en_airports",
            # "Flight BA 117 LHR-JFK"
            r"(?P<ap_from>[A-Z]{3})(?:\u2013|(?P<ap_hyphen>-))(?=(?P<ap_to>[A-Z]{3})(?![\w-]))",
            _airports,
            at_word=True,
        ),
        Rule(
            "en_name_in_capitals",
            # "J. DOE" on a parcel or a card
            r"(?<![\w.])(?<!\w&)(?P<nc_first>[A-Z]\.\s)(?P<nc_last>[A-Z]{3,})(?![\w.'-])",
            _name_in_capitals,
            at_word=True,
        ),
    ]


def _state_code(match: re.Match[str]) -> str | None:
    code = match["sc_code"]
    city = _CITY.search(match.string[max(0, match.start() - _PLACE_CHARACTERS) : match.start()])
    certain = _ZIP_BEHIND.match(match.string, match.end()) is not None
    if city is None or (code in _AMBIGUOUS and not certain and city[1].capitalize() not in _CITIES):
        return None
    return STATE_CODES[code]


def _airports(match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    if match["ap_hyphen"] and not _FLIES.search(before):
        return None
    return f"{' '.join(match['ap_from'])} to "


def _name_in_capitals(match: re.Match[str]) -> str | None:
    last = match["nc_last"]
    return f"{match['nc_first']}{last.capitalize()}" if is_pronounceable(last) else None
