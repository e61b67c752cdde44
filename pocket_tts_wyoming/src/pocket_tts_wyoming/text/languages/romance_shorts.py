"""Short forms that French, Italian, Portuguese and Spanish share: days, rates, addresses."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

_NEXT_DAY = re.compile(r"([^\W\d_]+)(\.?)")


def rules(grammar: RomanceGrammar) -> list[Rule]:
    """`les lun. et mar.`, `2700 K`, `3 séances/sem.`, `12/bis`, `x 4 pers.`, `II República`."""
    language = grammar.language
    short_days = "|".join(grammar.weekdays)
    joiners = "|".join(language.joiners)
    articles = "|".join(grammar.plural_articles) or "(?!)"
    unit = unit_pattern(language)
    found = [
        Rule(
            "romance_plural_days",
            rf"(?P<pl_article>(?i:{articles})\s)"
            rf"(?P<pl_days>(?:{short_days})\.?(?:(?:,|,?\s(?:{joiners}))\s(?:(?:{articles})\s)?(?:{short_days})\.?)+)(?!\w)",
            partial(_plural_days, grammar),
            at_word=True,
        ),
        *_hours(grammar),
        # The color of a lamp; "4K" is a screen.
        Rule(
            "romance_kelvin",
            rf"(?<![\w.,])(?P<kv_number>{grammar.format.unsigned})\s?K(?!\w)",
            partial(_kelvin, grammar),
        ),
        Rule(
            "romance_rate_unit",
            rf"(?<=[a-zà-ÿ])/(?P<ru_unit>{unit})(?!\w)",
            partial(_rate_unit, grammar),
        ),
        Rule("romance_second_door", r"(?<=\d)\s?/\s?(?=(?:bis|ter)(?!\w))", lambda _: " "),
        Rule(
            "romance_for_people",
            rf"x(?=\s?\d{{1,2}}\s(?:{'|'.join(grammar.people_words)}))",
            lambda _: f"{grammar.for_word} ",
            at_word=True,
        ),
    ]
    if grammar.feminine_parts:
        found.append(
            Rule(
                "romance_part_of",
                rf"(?<![\w.,:/-])(?P<po_number>\d{{1,3}})\s(?=(?:{'|'.join(grammar.feminine_parts)})\s)",
                lambda m: f"{grammar.cardinal(int(m['po_number']), Gender.FEMININE)} ",
            )
        )
    if grammar.roman_ranked:
        found.append(
            Rule(
                "romance_roman",
                rf"(?P<ro_number>[IVXL]+)\s(?P<ro_noun>(?i:{'|'.join(grammar.roman_ranked)}))(?!\w)",
                partial(_roman_rank, grammar),
                at_word=True,
            )
        )
    return found


def _hours(grammar: RomanceGrammar) -> list[Rule]:
    """`3h20` where "h" is no mark of the clock: how long something takes."""
    if "h" in grammar.language.time_marks or grammar.language.code == "fr":
        return []
    return [
        Rule(
            "romance_hours",
            r"(?<![\w.,:/])(?P<ho_hours>\d{1,2})\s?h\s?(?P<ho_minutes>[0-5]\d)(?!\w|[.,:]\d|\s?m)",
            partial(_hours_and_minutes, grammar),
        )
    ]


def _hours_and_minutes(grammar: Grammar, match: re.Match[str]) -> str:
    hours = grammar.counted(Number(int(match["ho_hours"])), grammar.language.units["h"], "")
    minutes = grammar.cardinal(int(match["ho_minutes"]))
    return f"{hours} {grammar.language.words.and_} {minutes}"


def plural_day(name: str) -> str:
    """Say every such day: "lunes" stays, "sábado" becomes "sábados"."""
    first, dash, rest = name.partition("-")
    if dash:
        return f"{first}s-{rest}s"
    return name if name.endswith("s") else f"{name}s"


def _plural_days(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`les lun. et mar.` are all Mondays and Tuesdays."""
    days = _NEXT_DAY.sub(
        lambda day: plural_day(grammar.weekdays[day[1]]) if day[1] in grammar.weekdays else day[0],
        match["pl_days"],
    )
    return f"{match['pl_article']}{days}{full_stop(grammar, match)}"


def _kelvin(grammar: Grammar, match: re.Match[str]) -> str | None:
    number = grammar.format.parse(match["kv_number"])
    if not 1000 <= number.whole < 10_000 or number.fraction:  # noqa: PLR2004 - colors of lamps
        return None
    return f"{grammar.number(number)} kelvin"


def _rate_unit(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`3 séances/sem.`, `3x/j`: behind a count the slash is "per"."""
    if not grammar.is_count(match.string[: match.start()]):
        return None
    return f" {grammar.per(grammar.language.units[match['ru_unit']])}{full_stop(grammar, match)}"


def _roman_rank(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`II República`: a rank before what is numbered."""
    gender = grammar.roman_ranked[match["ro_noun"].lower()]
    rank = grammar.rank_before(roman_value(match["ro_number"]), gender)
    return f"{rank} {match['ro_noun']}"
