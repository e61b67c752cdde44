"""Results and rows of numbers: "The Suns (12-5)", "34/34/32/33 psi", "the 50/30/20 rule"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import previous_word
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_OVERS = re.compile(
    r",?\s\(?(?:(?:after|in|from|off|with)\s)?\d{1,3}(?:\.\d)?\sov(?:ers)?\b|\sdec(?:lared)?\b"
)
_LOTTERY = re.compile(
    r"(?i)\b(?:powerball|mega\s?millions|lott(?:o|ery)|numbers|draw|pick\s[3-6])\b"
)
_NEAR = 80
_MOST_HOURS = 12
_MOST_DAYS = 31


def result_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for games won and lost, points, and numbers said one after the other."""
    return [
        Rule(
            "en_points",
            r"(?<![\w.,])(?P<po_number>\d{1,3})-pt\.?(?=\s[a-z])",
            lambda m: f"{grammar.cardinal(int(m['po_number']))}-point",
        ),
        Rule(
            "en_record",
            # "The Suns (12-5) host the Jazz": games won and lost
            r"(?<=[a-z]\s\()(?P<re_won>\d{1,2})[-\u2013](?P<re_lost>\d{1,2})"
            r"(?=\)\s(?:&|(?:and|got|gets|won|wins|lost|loses|pitche[sd]|starts?|started|earned|took|will|are|is|hosts?|visits?|plays?|faces?|at|vs|takes?|travels?|meets?|leads?)\b))",
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
            "en_record_with_draws",
            # "The Packers are 9-3-1"
            r"(?:(?<=\bare\s)|(?<=\bis\s)|(?<=\bwent\s))(?P<rd_won>\d{1,2})[-\u2013](?P<rd_lost>\d{1,2})"
            r"[-\u2013](?P<rd_drawn>\d)(?![\w\u2013-]|[.,]\d)",
            lambda m: (
                f"{grammar.cardinal(int(m['rd_won']))} {grammar.cardinal(int(m['rd_lost']))} and "
                f"{grammar.cardinal(int(m['rd_drawn']))}"
            ),
        ),
        Rule(
            "en_odds",
            # "The odds are 7/2", "a 5/1 shot"
            r"(?:(?<=\bodds\sare\s)|(?<=\bodds\sof\s)|(?<=\bat\sodds\sof\s)|(?<=\bpriced\sat\s)|(?<![\w.,/-])(?=\d{1,3}/\d{1,2}\s"
            r"(?:shot|odds|outsider|favou?rite|joint)\b))(?P<od_left>\d{1,3})/(?P<od_right>\d{1,2})(?![\w/])",
            lambda m: (
                f"{grammar.cardinal(int(m['od_left']))} {grammar.language.words.score} "
                f"{grammar.cardinal(int(m['od_right']))}"
            ),
        ),
        Rule(
            "en_batting",
            # "He hit .312"
            r"\.(?:(?<=\b[Hh]it\s\.)|(?<=\bhits\s\.)|(?<=ting\s\.)|(?<=\baverage\sof\s\.)|(?<=\bAVG\s\.))(?P<ba_digits>\d{3})(?!\w)",
            lambda m: grammar.code(m["ba_digits"]),
        ),
        Rule(
            "en_goals_and_assists",
            # Of a player: "Pastrnak 2G, 1A"
            r"(?<![\w.,-])(?P<ga_goals>\d)G,?\s(?P<ga_assists>\d)A(?![\w-])",
            lambda m: (
                f"{grammar.cardinal(int(m['ga_goals']))} goal{'s' * (m['ga_goals'] != '1')}, "
                f"{grammar.cardinal(int(m['ga_assists']))} assist{'s' * (m['ga_assists'] != '1')}"
            ),
        ),
        Rule(
            "en_drawn_numbers",
            # "Powerball: 5-35-45-60-63": no telephone has so many groups
            r"(?<![\w.,-])(?P<dr_row>\d{1,2}(?:-\d{1,2}){4,6})(?![\w-]|[.,]\d)",
            partial(_drawn, grammar),
        ),
        Rule(
            "en_wickets",
            # Runs and wickets: "England are 245/6 after 52 overs"
            r"(?<![\w.,/])(?P<wi_runs>\d{2,3})/(?P<wi_wickets>\d)(?=\s)",
            partial(_wickets, grammar),
        ),
        Rule(
            "en_numbers_from_to",
            # "Do #1-15", but "order #114-77" is one code.
            r"#(?P<nf_from>\d{1,2})\s?[-\u2013]\s?(?P<nf_to>\d{1,2})(?![\w-]|[.,:]\d)",
            partial(_numbers_from_to, grammar),
        ),
        Rule(
            "en_numbers_in_a_row",
            # "34/34/32/33 psi", "the 50/30/20 rule", "the 20-20-20 rule"
            r"(?<![\w.,/-])(?P<nr_row>\d{1,3}(?:/\d{1,3}){2,4}(?:\s?(?P<nr_unit>psi|bar|kPa|%))?|\d{1,3}(?:-\d{1,3}){2}"
            r"(?=\s(?:rule|method|technique|diet|fertilizer|split|formation|defense|breathing|budget)\b))(?![\w/-]|[.,]\d)",
            partial(_row, grammar),
        ),
    ]


def _drawn(grammar: Grammar, match: re.Match[str]) -> str | None:
    if not _LOTTERY.search(match.string[max(0, match.start() - _NEAR) : match.start()]):
        return None
    return ", ".join(grammar.cardinal(int(number)) for number in match["dr_row"].split("-"))


def _wickets(grammar: Grammar, match: re.Match[str]) -> str | None:
    if not _OVERS.match(match.string, match.end()):
        return None
    return " for ".join(grammar.cardinal(int(match[part])) for part in ("wi_runs", "wi_wickets"))


def _numbers_from_to(grammar: Grammar, match: re.Match[str]) -> str | None:
    first, last = int(match["nf_from"]), int(match["nf_to"])
    # "Rooms #3-5" are told to be several already.
    if first >= last or previous_word(match.string[: match.start()]).endswith("s"):
        return None
    both = grammar.span(grammar.cardinal(first), grammar.cardinal(last), "")
    return f"{grammar.language.words.number}s {both}"


def _row(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say numbers one after the other, unless three of them may be a date."""
    numbers = [int(number) for number in re.findall(r"\d+", match["nr_row"])]
    few = len(numbers) == 3 and "/" in match["nr_row"]  # noqa: PLR2004 - day, month and year
    if few and min(numbers[:2]) <= _MOST_HOURS and max(numbers[:2]) <= _MOST_DAYS:
        return None
    *first, last = (grammar.cardinal(number) for number in numbers)
    if match["nr_unit"]:
        last = grammar.counted(Number(numbers[-1]), grammar.language.units[match["nr_unit"]], "")
    return (" " if few or "-" in match["nr_row"] else ", ").join((*first, last))
