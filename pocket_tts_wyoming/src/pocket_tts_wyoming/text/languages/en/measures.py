"""Feet, inches and stones, as only English writes them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Noun, words_of
from pocket_tts_wyoming.text.languages.en.codes import DIRECTIONS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_INCH = Noun("inch", "inches")
_FOOT = Noun("foot", "feet")
_SIDES = {"W": "wide", "H": "high", "D": "deep", "L": "long"}
_LUMBER = {"4": "fours", "6": "sixes", "8": "eights"}
_STONE = Noun("stone", "stone")
_THINGS = (
    "screen|display|monitor|TV|T\\sV|tablet|laptop|panel|pizza|pan|skillet|pipe|nail|board|tile|wheel|"
    "tire|ribbon|pot|square|piece|cube|screw|bolt|hole|bit|binder|heel|knife|blade|cake|mattress|fan|"
    "hose|strip|gap|candle|plate"
)
# What inches of are measured: "0.4 in of rain", "6 in deep"
_DEPTHS = (
    "of\\s(?:new\\s|fresh\\s|heavy\\s|more\\s|additional\\s)?(?:rain|snow|ice|sleet|hail|water|precip|mulch|"
    "liquid|accumulation)|rain|snow|sleet|deep|wide|tall|thick|long|high|above|below|diameter"
)
# A result and a name: "2-0 (Saka 34')" is a minute.
_NEAR = 120
_SCORED_IN = re.compile(r"(?i)\b(?:scored?|goals?|booked|sent\soff|equali[sz]ed)\b[^.!?]*$")
_SCORER = re.compile(r"(?:\d\s?[-\u2013:]\s?\d(?!\d)|\d\+\d{1,2}').*[A-ZÀ-Þ][\w'-]+\s$")

_LISTED = re.compile(
    r"(?:[,:;(\u2022]|\b(?i:and|or|buy|add|get|need|needs|order|ordered|bought|added|pick up|grab"
    r"|use|using|with|of|have|contains|includes))\s$"
)
_FOLDED_BEFORE = words_of(
    "faster slower bigger larger smaller higher lower cheaper brighter louder longer shorter more "
    "less better worse stronger heavier lighter quicker deeper thinner thicker harder easier safer "
    "the as per a an each every daily weekly monthly hourly yearly nightly in on at by when while "
    "for with within before after and or to this that my your his her its our their today "
    "yesterday tomorrow last next speed zoom optical digital magnification growth return now ago "
    "already over during is was champion champions winner"
)


def measure_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules that come before those of metric units."""
    signed, unsigned = grammar.format.signed, grammar.format.unsigned
    return [
        Rule(
            "en_feet",
            r"(?<![\w.,])(?P<ft_feet>\d)'\s?(?P<ft_inches>1[01]|\d)\u2033?(?![\w'.,]\d|\w)",
            lambda m: (
                f"{grammar.cardinal(int(m['ft_feet']))} foot "
                f"{grammar.cardinal(int(m['ft_inches']))}"
            ),
        ),
        Rule(
            "en_two_measures",
            # "6ft 2in", "13st 4lb": a "st" behind such a number is no rank.
            r"(?<![\w.,])(?P<tm_first>\d{1,3})\s?(?:(?P<tm_feet>ft\.?\s?(?P<tm_inches>\d{1,2})\s?in\b\.?)"
            r"|st(?P<tm_stone>(?=\s\d{1,2}\s?lbs?\b)|(?<=[02-9]st)\b|(?<=11st)\b))",
            partial(_two_measures, grammar),
        ),
        Rule(
            "en_added_time",
            # "at 90+3'": a goal in added time
            r"(?<![\w.,+])(?P<ad_minute>45|90|105|120)\s?\+\s?(?P<ad_more>\d{1,2})"
            r"(?:'|(?=\s(?:min|minute)\b))",
            lambda m: " plus ".join(
                grammar.cardinal(int(m[part])) for part in ("ad_minute", "ad_more")
            ),
        ),
        Rule(
            "en_fraction_as",
            # "2/5 as a percentage": no mark
            r"(?<![\w.,/-])(?P<fa_top>\d{1,2})/(?P<fa_bottom>\d{1,2})(?=\sas\san?\s(?:percent|decimal|mixed))",
            lambda m: (
                f"{grammar.cardinal(int(m['fa_top']))} {grammar.ordinal(int(m['fa_bottom']))}"
                f"{'' if m['fa_top'] == '1' else 's'}"
                if m["fa_bottom"] not in {"1", "2", "4"}
                else None
            ),
        ),
        Rule(
            "en_from_fraction",
            # "1/4-1/2 cup", "1/2-3 cups"
            r"(?<![\w.,/-])(?P<ff_top>[1-7])/(?P<ff_bottom>[2348])\s?[-\u2013]\s?(?=[1-7](?:/[2348]|\s(?:\d/[2348]\s)?[a-z]))",
            partial(_from_fraction, grammar),
        ),
        Rule(
            "en_joined_mixed",
            # "2-1/2 cups"
            r"(?<![\w.,/-])(?P<jm_whole>\d{1,2})-(?P<jm_top>[1-7])/(?P<jm_bottom>2|3|4|8|16)(?:\u2033(?P<jm_inch>(?=\s[a-z]))?|(?![\w/]|[.,]\d))",
            partial(_joined_mixed, grammar),
        ),
        Rule(
            "en_packs",
            # "1 x 400g tin": nothing is multiplied
            r"(?<![\w.,])(?P<pa_count>\d{1,2})\s?[x\u00d7]\s?(?=\d{1,4}(?:\.\d)?\s?-?(?:g|kg|ml|mL|cl|l|L|oz|lb)\.?"
            r"\s(?:tins?|cans?|jars?|packs?|packets?|bags?|bottles?|box(?:es)?|cartons?|tubs?|sachets?|pouch(?:es)?)\b)",
            lambda m: f"{grammar.cardinal(int(m['pa_count']))} ",
        ),
        Rule(
            "en_multiple",
            # "2x paper towels" are bought, "2x faster" is how much
            r"(?<![\w.,])(?P<mu_count>\d{1,2})\s?[x\u00d7]\s(?=(?P<mu_noun>[^\W\d_]{2,}|[A-Z]-))",
            partial(_multiple, grammar),
        ),
        Rule(
            "en_feet_by",
            # "a 10'x12' rug"
            r"(?<![\w.,])(?P<fb_first>\d{1,3})'\s?[x\u00d7]\s?(?P<fb_second>\d{1,3})'(?P<fb_thing>(?=\s[a-z]))?",
            partial(_feet_by, grammar),
        ),
        Rule(
            "en_at_least",
            # "gusts of 60+ mph"
            rf"(?P<al_number>{unsigned})\+\s?(?P<al_unit>{unit_pattern(grammar.language)})(?![\w/+])",
            lambda m: (
                f"{grammar.number(grammar.format.parse(m['al_number']))} plus "
                f"{grammar.language.units[m['al_unit']].many}{full_stop(grammar, m)}"
            ),
        ),
        Rule(
            "en_range_before_thing",
            # "a 5-10 min walk"
            rf"(?P<rg_from>{unsigned})\s?[-\u2013]\s?(?P<rg_to>{unsigned})[\s-]?"
            r"(?P<rg_unit>mins?|hrs?|lbs?|oz|mi|ft|yd|k?g|mm|cm|km|mph|gal|qt)(?=\s[a-z])",
            partial(_range_before_thing, grammar),
        ),
        Rule(
            "en_of_a_goal",
            # "Protein 88/120 g": no stretch
            r"(?:(?<=rotein\s)|(?<=rotein:\s)|(?<=arbs\s)|(?<=arbs:\s)|(?<=[Ff]at\s)|(?<=[Ff]at:\s)|(?<=iber\s)|(?<=iber:\s)"
            r"|(?<=ugar\s)|(?<=ugar:\s)|(?<=odium\s)|(?<=odium:\s))(?P<og_part>\d{1,4})\s?/\s?(?P<og_all>\d{1,4})\s?(?P<og_unit>m?g)(?!\w)",
            lambda m: (
                f"{grammar.cardinal(int(m['og_part']))} of "
                + grammar.counted(
                    grammar.format.parse(m["og_all"]), grammar.language.units[m["og_unit"]], ""
                )
            ),
        ),
        Rule(
            "en_done_of_a_goal",
            # Of a day's rings: "Stand: 9/12 hrs"
            r"(?<=:\s)(?P<dg_done>\d{1,5})/(?P<dg_goal>\d{2,5})\s(?P<dg_unit>hrs?|hours|mins?|minutes|k?cal|oz)(?!\w)",
            lambda m: (
                f"{grammar.cardinal(int(m['dg_done']))} of {grammar.cardinal(int(m['dg_goal']))} "
                + (
                    grammar.language.units[m["dg_unit"]].many
                    if m["dg_unit"] in grammar.language.units
                    else m["dg_unit"]
                )
            ),
        ),
        Rule(
            "en_three_sizes",
            # a filter of "16 x 20 x 1", but "2 x 3 x 4 = 24"
            r"(?<![\w.,])(?P<ts_all>\d{1,3}(?:\s[x\u00d7]\s\d{1,3}){2})(?!\s?[=x\u00d7]|[\w,]|\.\d)",
            lambda m: " by ".join(
                grammar.cardinal(int(one)) for one in re.findall(r"\d+", m["ts_all"])
            ),
        ),
        Rule(
            "en_size",
            # "12 x 14 ft"; a piece of lumber, "2x4s"
            r"(?<![\w.,])(?P<sz_first>\d{1,3})(?:\s[x\u00d7]\s(?=\d{1,3}\s?(?:ft|feet|foot|inch|inches|yd|yards)\b)"
            r"|x(?P<sz_lumber>4|6|8)s(?!\w))",
            partial(_size, grammar),
        ),
        Rule(
            "en_measures_by",
            # "2.4m x 3.6m"
            rf"(?P<mb_number>{unsigned})\s?(?P<mb_unit>[cm]?m|ft|in|yd)\s?[x\u00d7]\s?(?=\d+(?:\.\d+)?\s?(?P=mb_unit)\b)",
            lambda m: (
                grammar.counted(
                    grammar.format.parse(m["mb_number"]),
                    _INCH if m["mb_unit"] == "in" else grammar.language.units[m["mb_unit"]],
                    "",
                )
                + f" {grammar.language.words.by} "
            ),
        ),
        Rule(
            "en_coordinate",
            # "lat 25.4 N, long 79.8 W": no watts
            r"(?:(?<=lat\s)|(?<=long\s)|(?<=latitude\s)|(?<=longitude\s)|(?<=lat\.\s)|(?<=long\.\s))"
            r"(?P<cx_number>\d{1,3}(?:\.\d+)?)°?\s?(?P<cx_letter>[NSEW])(?!\w)",
            lambda m: (
                grammar.counted(
                    grammar.format.parse(m["cx_number"]), grammar.language.units["°"], ""
                )
                + f" {DIRECTIONS[m['cx_letter']].lower()}"
            ),
        ),
        Rule(
            "en_coordinates",
            # "24.1N 65.3W"
            r"(?<![\w.,])(?P<co_north>\d{1,2}(?:\.\d+)?)°?\s?(?P<co_ns>[NS]),?\s(?P<co_east>\d{1,3}(?:\.\d+)?)°?\s?(?P<co_ew>[EW])(?!\w)",
            partial(_coordinates, grammar),
        ),
        Rule(
            "en_sides",
            # 36" W x 70" H x 29" D
            rf"(?P<si_number>{unsigned})(?:\u2033|\s?in\.)\s?(?P<si_side>[WHDL])(?:(?P<si_by>\s?[x\u00d7]\s?(?=\d))|(?!\w))",
            lambda m: (
                grammar.counted(grammar.format.parse(m["si_number"]), _INCH, "")
                + f" {_SIDES[m['si_side']]}{' by ' if m['si_by'] else ''}"
            ),
        ),
        Rule(
            "en_foot_mark",
            rf"(?P<fm_number>(?<![\w.,]){unsigned})'"
            r"(?:(?P<fm_by>\s?[x\u00d7]\s?(?=\d))|(?=[\s.,;)]|$))",
            partial(_foot_mark, grammar),
        ),
        Rule(
            "en_inches",
            # "0.2 in", "1-in. pieces", "the tablet's 10.9″ screen"
            rf"(?:(?P<inch_from>{signed})\s?[-\u2013]\s?)?(?P<inch_number>{signed}(?P<inch_part>[\u00bd\u00bc\u00be])?)(?:\s?in"
            rf"(?P<inch_per>/h|/hr)?(?:\.(?=\s[a-z&(])|(?=[.,;:!?)]|\s?[=\u2248]|\s[x\u00d7]\s|\s(?:{_DEPTHS})\b|$))"
            rf"|(?P<inch_thing>-in\.?(?=\s[A-Za-z]|[,;)])|\u2033(?=\s(?:{_THINGS})s?\b)))",
            partial(_inches, grammar),
        ),
        Rule(
            "en_inches_by",
            rf"(?P<ib_first>{unsigned})\u2033\s?[x\u00d7]\s?(?P<ib_second>{unsigned})\u2033",
            lambda m: (
                " by ".join(
                    grammar.number(grammar.format.parse(m[end]))
                    for end in ("ib_first", "ib_second")
                )
                + " inch"
            ),
        ),
        # "a 3/4-in. board"
        Rule(
            "en_inch_fraction",
            r"(?:(?P<if_whole>\d{1,2})\s)?(?P<if_top>\d{1,2})/(?P<if_bottom>\d{1,2})(?:-in(?:ch)?\.?|\sin\.)(?=\s)",
            partial(_inch_fraction, grammar),
        ),
    ]


def _multiple(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say how many of a thing are listed or bought; elsewhere "3x" is how often or how much."""
    before = match.string[: match.start()]
    listed = not before.strip() or _LISTED.search(before)
    if not listed or match["mu_noun"].lower() in _FOLDED_BEFORE:
        return None
    return f"{grammar.cardinal(int(match['mu_count']))} "


def _from_fraction(grammar: Grammar, match: re.Match[str]) -> str | None:
    top, bottom = int(match["ff_top"]), int(match["ff_bottom"])
    fraction = grammar.fraction(top, bottom) if top < bottom else None
    return fraction and f"{fraction} {grammar.language.words.to} "


def _joined_mixed(grammar: Grammar, match: re.Match[str]) -> str | None:
    top, bottom = int(match["jm_top"]), int(match["jm_bottom"])
    fraction = grammar.fraction(top, bottom) if top < bottom else None
    if fraction is None or not match[0].endswith("\u2033"):
        return fraction and grammar.mixed(int(match["jm_whole"]), fraction)
    inch = _INCH.many if match["jm_inch"] is None else _INCH.one
    return f"{grammar.mixed(int(match['jm_whole']), fraction)} {inch}"


def _feet_by(grammar: Grammar, match: re.Match[str]) -> str:
    first, second = (grammar.cardinal(int(match[end])) for end in ("fb_first", "fb_second"))
    return f"{first} by {second} {_FOOT.many if match['fb_thing'] is None else _FOOT.one}"


def _size(grammar: Grammar, match: re.Match[str]) -> str:
    first = grammar.cardinal(int(match["sz_first"]))
    return f"{first} by {_LUMBER.get(match['sz_lumber'], '')}"


def _two_measures(grammar: Grammar, match: re.Match[str]) -> str:
    number = grammar.format.parse(match["tm_first"])
    if not match["tm_inches"]:
        return grammar.counted(number, _STONE, "")
    inches = grammar.counted(grammar.format.parse(match["tm_inches"]), _INCH, "")
    return f"{grammar.counted(number, _FOOT, '')} {inches}{full_stop(grammar, match)}"


def _range_before_thing(grammar: Grammar, match: re.Match[str]) -> str | None:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if not grammar.is_attribute(before, after):
        return None
    first, last = (grammar.number(grammar.format.parse(match[end])) for end in ("rg_from", "rg_to"))
    return f"{grammar.span(first, last, '')} {grammar.language.units[match['rg_unit']].one}"


def _coordinates(grammar: Grammar, match: re.Match[str]) -> str:
    pairs = ((match["co_north"], match["co_ns"]), (match["co_east"], match["co_ew"]))
    return ", ".join(
        f"{grammar.counted(grammar.format.parse(number), grammar.language.units['°'], '')} "
        f"{DIRECTIONS[letter].lower()}"
        for number, letter in pairs
    )


def _foot_mark(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    # A mark that closes a quotation is no foot.
    if before.count(" '"):
        return None
    number = grammar.format.parse(match["fm_number"])
    near = before[-_NEAR:]
    if (_SCORER.search(near) or _SCORED_IN.search(near)) and not number.fraction:
        return f"{grammar.ordinal(number.whole)} minute"
    by = " by " if match["fm_by"] else ""
    return f"{grammar.counted(number, _FOOT, '')}{by}"


def _inches(grammar: Grammar, match: re.Match[str]) -> str:
    part = match["inch_part"] or ""
    number = grammar.format.parse(match["inch_number"].removesuffix(part))
    spoken = grammar.counted(number, _INCH, "")
    if part:
        mixed = grammar.mixed(number.whole, grammar.language.fractions[part])
        spoken = f"{mixed} {_INCH.one if match['inch_thing'] else _INCH.many}"
    elif match["inch_thing"]:
        spoken = f"{grammar.number(number)} {_INCH.one}"
    if match["inch_from"]:
        first = grammar.number(grammar.format.parse(match["inch_from"]))
        spoken = grammar.span(first, spoken, "")
    return f"{spoken} per hour" if match["inch_per"] else spoken


def _inch_fraction(grammar: Grammar, match: re.Match[str]) -> str | None:
    fraction = grammar.fraction(int(match["if_top"]), int(match["if_bottom"]))
    if fraction is None:
        return None
    if match["if_whole"]:
        return f"{grammar.mixed(int(match['if_whole']), fraction)} inch"
    return f"{fraction.removesuffix('s')} inch"
