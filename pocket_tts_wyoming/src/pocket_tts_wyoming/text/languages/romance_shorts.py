"""Short forms that French, Italian, Portuguese and Spanish share: days, rates, addresses."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

_PARTS_OF_DAY = (
    "matin|midi|après-midi|soir|nuit|mañana|tarde|noche|mattina|pomeriggio|sera|manhã|noite"
)
_GOES_ON = re.compile(r"\s?[,;:)]|\s[a-zà-ÿ]")
_SHORT_WORD = re.compile(r"([^\W\d_]{3})\.")
_FEWEST_DAYS = 3
_WEEK = 300
_NEXT_DAY = re.compile(r"([^\W\d_]+)(\.?)")


def rules(grammar: RomanceGrammar) -> list[Rule]:
    """`les lun. et mar.`, `2700 K`, `3 séances/sem.`, `12/bis`, `x 4 pers.`, `II República`."""
    language = grammar.language
    short_days = alternatives(grammar.weekdays)
    any_days = alternatives((*grammar.weekdays, *map(str.capitalize, grammar.weekdays)))
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
        Rule(
            "romance_lone_day",
            rf"(?P<ld_cue>(?i:{'|'.join(grammar.day_cues)})\s)(?P<ld_name>{any_days})\.(?!\w)"
            rf"(?!\s\d|,?\s(?:{joiners}|{'|'.join(language.range_words)})\s(?:{any_days})(?!\w))",
            partial(_lone_day, grammar),
            at_word=True,
        ),
        Rule(
            "romance_day_at_hour",
            rf"(?P<dh_day>{any_days})\.(?=\s(?:(?:à|às|a\slas?|alle|dalle|delle|de)\s\d|(?:{_PARTS_OF_DAY})(?!\w)))",
            lambda m: grammar.weekdays[m["dh_day"].lower()],
            at_word=True,
        ),
        # "mar. poulet, mer. crêpes, jeu. soupe": three of them are days, whatever else each may be.
        Rule(
            "romance_day_of_week",
            rf"(?P<dw_short>{any_days})\.(?=\s[a-zà-ÿ])",
            partial(_day_of_week, grammar),
            at_word=True,
        ),
        Rule(
            "romance_day_in_brackets",
            rf"\((?P<db_day>{any_days})\.?(?=\))",
            lambda m: f"({grammar.weekdays[m['db_day'].lower()]}",
        ),
        # Of a match, a film or a delay: "87'", "+47'".
        Rule(
            "romance_prime",
            r"(?<![\w.,'])(?P<pr_minutes>[-+\u2212]?\d{1,3})'(?:\smin\.?)?(?=[\s.,;:)!?]|$)",
            lambda m: grammar.counted(
                grammar.format.parse(m["pr_minutes"]), language.units["min"], ""
            ),
        ),
        Rule(
            "romance_rate_unit",
            rf"(?<=[a-zà-ÿ])/(?P<ru_unit>{unit})(?!\w)",
            partial(_rate_unit, grammar),
        ),
        # "12/bis", "via Roma 24/C", "la 3/B"
        Rule(
            "romance_second_door",
            r"(?<=\d)(?:\s?/\s?(?=(?:bis|ter)(?!\w))|/(?=[A-Za-c](?![\w/])))",
            lambda _: " ",
        ),
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
    if not int(match["ho_hours"]):
        return grammar.counted(Number(int(match["ho_minutes"])), grammar.language.units["min"], "")
    hours = grammar.counted(Number(int(match["ho_hours"])), grammar.language.units["h"], "")
    minutes = grammar.cardinal(int(match["ho_minutes"]))
    return f"{hours} {grammar.language.words.and_} {minutes}"


def _lone_day(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`le jeu. à 9 h` is a Thursday, "C'est le jeu." a game."""
    day, after = match["ld_name"].lower(), match.string[match.end() :]
    if day in grammar.ambiguous_days and not _GOES_ON.match(after):
        return None
    return f"{match['ld_cue']}{grammar.weekdays[day]}{full_stop(grammar, match)}"


def _day_of_week(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    near = match.string[max(0, match.start() - _WEEK) : match.end() + _WEEK]
    shorts = {word.lower() for word in _SHORT_WORD.findall(near)} & {*grammar.weekdays}
    if len(shorts) < _FEWEST_DAYS:
        return None
    name = grammar.weekdays[match["dw_short"].lower()]
    return name.capitalize() if match[0][0].isupper() else name


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
