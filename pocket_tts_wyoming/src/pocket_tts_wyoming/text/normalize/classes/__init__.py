"""One module per semiotic class: how its written forms look, and how they are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.classes import (
    abbreviations,
    acronyms,
    codes,
    dates,
    lists,
    money,
    quantities,
    ranks,
    references,
    symbols,
    times,
    truncations,
    units,
    verses,
    web,
    weekdays,
)

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.normalize.rewriter import Rule

# The order is the priority: an address before a date, a unit before a bare number.
_CLASSES = (
    web,
    dates,
    weekdays,
    times,
    money,
    units,
    ranks,
    lists,
    codes,
    quantities,
    abbreviations,
    truncations,
    acronyms,
    symbols,
)


def all_rules(grammar: Grammar) -> list[Rule]:
    """All rules of a language in order of priority; the language's own come first."""
    return [
        *abbreviations.early_rules(grammar),
        *codes.early_rules(grammar),
        *quantities.early_rules(grammar),
        *units.early_rules(grammar),
        *verses.rules(grammar),
        *references.rules(grammar),
        *grammar.own_rules(),
        *(rule for kind in _CLASSES for rule in kind.rules(grammar)),
    ]
