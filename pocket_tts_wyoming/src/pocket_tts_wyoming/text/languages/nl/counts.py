"""Dutch numbers that the words beside them explain: ratios, stopwatches, minutes of a match."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import next_word, previous_word, words_of
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

# "2/3 personen" are two or three: behind a fraction Dutch has the singular ("2/3 kopje").
_COUNTED_IN_PLURAL = words_of(
    "personen pers mensen gasten kinderen volwassenen keer dagen weken maanden nachten avonden "
    "uren minuten seconden porties eetlepels theelepels lepels druppels tabletten capsules pillen "
    "tenen teentjes plakken plakjes sneetjes stuks glazen eieren kopjes"
)
_LARGEST_DENOMINATOR = 20
_MIXED = words_of("verhouding mengverhouding ratio mix mixen meng mengen verdeling schaal")
# A run: "je liep 5 km in 24:31", "je tijd op de 10 km was 52:08"
_DISTANCE = re.compile(
    r"(\d+(?:[.,]\d+)?)\s?(km|m|kilometer|meter|mijl)(?:\s\w+){0,3}(?:\s(?:in|was|is|op)|:)\s$"
)
_PACE = re.compile(r"\b(?:tempo|pace|rondetijd)(?:\s(?:van|was|is|nu)|:)?\s$", re.IGNORECASE)
_METRES = {"km": 1000, "kilometer": 1000, "mijl": 1609, "m": 1, "meter": 1}
# Nobody runs or rides a kilometre in less than a minute: "40 km in 1:25" are hours.
_FASTEST_METRES_PER_MINUTE = 1000
_CARDS = words_of("kaart pas creditcard betaalpas bankpas pinpas rekening")
_CARD_END = range(1000, 10000)
_REFERENCES = words_of("bestelling order pakket zending factuur ticket melding dossier zaak polis")
_SMALLEST_REFERENCE = 10000
_COUNTED_PER = re.compile(r"\d[\d.,]*\s[a-zë]{4,}$")


def count_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for what looks like a fraction, a time of day or a result."""
    units = alternatives(sign for sign in grammar.language.units if sign[-1] != ".")
    return [
        Rule(
            "nl_some",
            # "3/4 personen", "112/400 plaatsen"
            r"(?<![\w.,/:])(?P<sm_few>\d{1,3})/(?P<sm_many>\d{1,3})(?=\s[a-zë]{3,}(?!\w))",
            partial(_some, grammar),
        ),
        Rule(
            "nl_stopwatch",
            r"(?<![\w.,:])(?P<sw_minutes>\d{1,3}):(?P<sw_seconds>[0-5]\d)"
            r"(?!\w|[.,:]\d|\s?(?:uur|u|min)\b)",
            partial(_stopwatch, grammar),
        ),
        Rule(
            "nl_ratio",
            # "mix 1:7", "schaal 1:25.000"; results have a hyphen in Dutch.
            r"(?<![\w.,:])(?P<ra_part>\d{1,2}):(?P<ra_whole>[1-9]\d{0,2}(?:\.000)+|[1-9]\d*(?:,\d{1,2})?)"
            r"(?!\w|[.,:]\d)",
            partial(_ratio, grammar),
        ),
        Rule(
            "nl_added_time",
            # A goal "in de 90.+3", "(45+2')"
            r"(?<![\w.,])(?P<ad_end>45|90|105|120)\.?\+(?P<ad_more>\d{1,2})'?(?![\w.,]\d|\w)",
            lambda m: (
                f"{grammar.cardinal(int(m['ad_end']))} plus {grammar.cardinal(int(m['ad_more']))}"
            ),
        ),
        Rule(
            "nl_minute",
            # A goal "in de 88'", "1-0 (12')"; a tram "over 7'"
            r"(?:(?<=\bde )|(?<=\()|(?P<gm_in>(?<=\bover )))(?P<gm_minute>\d{1,3})'"
            r"(?=[\s).,;:!?]|$)",
            partial(_minute, grammar),
        ),
        Rule(
            "nl_mark",
            # A mark at school: "een 8- voor Engels"
            r"(?<=\b[Ee]en )(?P<mk_mark>\d)-(?=\s(?:voor|bij)\b|[.,;!?]|$)",
            lambda m: f"{grammar.cardinal(int(m['mk_mark']))} min",
        ),
        Rule(
            "nl_minutes_seconds",
            # `1'12"`; one double prime is an inch sign here.
            r"(?<![\w.,:])(?P<mn_minutes>\d{1,2})'\s?(?P<mn_seconds>[0-5]\d)(?:\u2033|''?)?(?!\w)",
            lambda m: _minutes(grammar, int(m["mn_minutes"]), int(m["mn_seconds"])),
        ),
        Rule("nl_and_parts", r"(?<=[a-z])-/(?=[a-z])", lambda _: " en "),
        Rule(
            "nl_count_per",
            # "30 korrels/m³": the common rule knows units.
            rf"(?<=[a-zë])/(?P<ct_unit>{units})(?![\w/])",
            partial(_count_per, grammar),
        ),
    ]


def is_reference(number: Number, before: str) -> bool:
    """Whether a number is the end of a card ("pas 4821") or names an order ("order 48213")."""
    if number.fraction or number.sign:
        return False
    near = previous_word(before).lower()
    if number.whole in _CARD_END:
        return near in _CARDS
    return number.whole >= _SMALLEST_REFERENCE and (
        near in _REFERENCES or near.endswith(("nummer", "nr"))
    )


def _some(grammar: Grammar, match: re.Match[str]) -> str | None:
    few, many = int(match["sm_few"]), int(match["sm_many"])
    word = next_word(match.string[match.end() :])
    if not 0 < few < many or word in grammar.language.months:
        return None
    if word in _COUNTED_IN_PLURAL:
        joiner = "à" if many == few + 1 else "tot"
    elif many > _LARGEST_DENOMINATOR and word.endswith(("en", "s")):
        joiner = "van de"
    else:
        return None
    return f"{grammar.cardinal(few)} {joiner} {grammar.cardinal(many)}"


def _stopwatch(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    minutes, seconds = int(match["sw_minutes"]), int(match["sw_seconds"])
    distance = _DISTANCE.search(before)
    if distance is not None:
        metres = float(distance[1].replace(",", ".")) * _METRES[distance[2]]
        if metres > minutes * _FASTEST_METRES_PER_MINUTE:
            return None
    elif not _PACE.search(before):
        return None
    return _minutes(grammar, minutes, seconds)


def _minutes(grammar: Grammar, minutes: int, seconds: int) -> str:
    units = grammar.language.units
    parts = ((minutes, "min"), (seconds, "s"))
    return " ".join(grammar.counted(Number(n), units[unit], "") for n, unit in parts if n)


def _minute(grammar: Grammar, match: re.Match[str]) -> str:
    minute = int(match["gm_minute"])
    if match["gm_in"] is None:
        return f"{grammar.ordinal(minute)} minuut"
    return grammar.counted(Number(minute), grammar.language.units["min"], "")


def _ratio(grammar: Grammar, match: re.Match[str]) -> str | None:
    part, whole = match["ra_part"], grammar.format.parse(match["ra_whole"])
    # Two digits may be minutes ("1:25"); "1:0" is a result.
    digits = len(str(whole.whole))
    sure = part == "1" and whole.whole > 0 and digits != 2  # noqa: PLR2004 - see above
    words = re.findall(r"\w+", re.split(r"[.!?]\s", match.string[: match.start()])[-1].lower())
    if not sure and _MIXED.isdisjoint(words):
        return None
    return f"{grammar.cardinal(int(part))} op {grammar.number(whole)}"


def _count_per(grammar: Grammar, match: re.Match[str]) -> str | None:
    if not _COUNTED_PER.search(match.string[: match.start()]):
        return None
    return f" {grammar.per(grammar.language.units[match['ct_unit']])}"
