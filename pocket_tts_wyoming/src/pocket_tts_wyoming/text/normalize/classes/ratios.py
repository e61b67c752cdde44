"""Results and mixtures with a colon ("3:1", "1:2.5"), and the time of a stopwatch."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import previous_word
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_MEASURE = re.compile(r"\s?[°%€$£]")
_EQUALS = re.compile(r"\s?=")
_HOURS = 23
_SECONDS = re.compile(r"[0-5]\d")


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rule for what the times of day have left."""
    return [
        Rule(
            "parts",
            # Of a mixture, "1:2:3"; the minutes and seconds of a time have two digits.
            r"(?<![\w:.,])(?P<parts>\d{1,2}(?::\d){2,3})(?![\w:]|[.,]\d)",
            lambda match: f" {grammar.language.words.score} ".join(
                grammar.cardinal(int(part)) for part in match["parts"].split(":")
            ),
        ),
        Rule(
            "score",
            # "3:1", and a mixture's "1:2.5"
            r"(?<![\w:.,])(?P<score_left>\d{1,4}(?:[.,]\d{1,2})?)\s?:\s?"
            r"(?P<score_right>\d{1,4}(?:[.,]\d{1,2})?)(?![\w:]|[.,]\d)",
            partial(_score, grammar),
        ),
    ]


def _score(grammar: Grammar, match: re.Match[str]) -> str | None:
    # "Mar 24: 3°": a colon with a space on one side, or before a measure, is no score.
    colon = re.sub(r"[\d.,]", "", match[0])
    if colon in {" :", ": "} or _MEASURE.match(match.string, match.end()):
        return None
    left, right = (grammar.format.parse(match[end]) for end in ("score_left", "score_right"))
    near = previous_word(match.string[: match.start()]).lower()
    stopwatch = left.whole > _HOURS and _SECONDS.fullmatch(match["score_right"])
    if stopwatch and near in grammar.language.duration_cues:  # "took 24:10"
        units = grammar.language.units
        spoken = (grammar.counted(left, units["min"], ""), grammar.counted(right, units["s"], ""))
        return " ".join(spoken)
    words = grammar.language.words
    # A colon divides in "81 : 9 = 9".
    word = words.divided_by if _EQUALS.match(match.string, match.end()) else words.score
    return f"{grammar.number(left)} {word} {grammar.number(right)}"
