"""Words that are cut off and end in a full stop, but stand in no table: "Unterr.", "elev."."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.truncation import truncations_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.truncation import Truncations

# No sentence ends in front of these.
_GOES_ON = re.compile(r"\s?[,:;/)-]|\s[a-zà-ÿ]")


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rule, if the language has a list of such words."""
    language = grammar.language
    words = truncations_of(language.truncated, language.abbreviations)
    if words is None:
        return []
    say = partial(_whole, grammar, words)
    return [Rule("truncation", r"[^\W\d_]{4,24}\.(?!\w)", say, at_word=True)]


def _whole(grammar: Grammar, words: Truncations, match: re.Match[str]) -> str | None:
    goes_on = _GOES_ON.match(match.string, match.end()) is not None
    word = words.whole(match[0][:-1], goes_on=goes_on)
    return word + full_stop(grammar, match) if word else None
