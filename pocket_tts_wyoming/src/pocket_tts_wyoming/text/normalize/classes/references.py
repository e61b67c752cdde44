"""The last digits of cards, and the numbers of orders, customers and parcels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages import load
from pocket_tts_wyoming.text.languages.references import (
    BETWEEN,
    CARD_BRANDS,
    NUMBER_WORDS,
    REFERENCES,
)
from pocket_tts_wyoming.text.languages.words import (
    CLAUSE_END,
    alternatives,
    next_word,
    previous_word,
)
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar, Language
    from pocket_tts_wyoming.text.languages.references import ReferenceWords

_NEAR = 60
_YEARS = frozenset({"19", "20"})
_FEWEST_DIGITS, _FEWEST_OF_NUMBER, _FEWEST_FAR = 5, 6, 7
_FAR_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(BETWEEN)
_TWO_SHORT = re.compile(r"\d{1,4}-\d{3,4}")
_OF_YEAR = re.compile(r"(20\d\d)[-/](\d{1,8})")


def rules(grammar: Grammar) -> list[Rule]:
    """`card ending in 4821`, `Visa 4821`, `xxxx 4821`, `order 48213`, `invoice 2026-0153`."""
    language = grammar.language
    named = alternatives({*language.units, *language.currencies})
    no_amount = rf"(?![\w-]|[.,:/]\d|\s?[€$£%°]|\s?(?:{named})(?!\w))"
    cards = _Cards.of(REFERENCES[language.code])
    return [
        Rule(
            "card_end",
            r"(?<![\w.,/-])(?:#\s?|(?:[*\u2022\u00b7.\u2026]{1,16}\s?){1,4})?(?P<ca_digits>\d{4})"
            rf"{no_amount}",
            partial(_card, grammar, cards),
        ),
        Rule(
            "masked_card",
            r"(?P<mc_marks>[xX]{1,16}(?:[\s-]?[xX]{4}){0,3}[\s-]?)(?P<mc_digits>\d{4})(?!\w|[.,:]\d)",
            partial(_masked_card, grammar, cards),
            at_word=True,
        ),
        Rule(
            "one_of_things",
            # "parcel 2/3": no part of it
            r"(?<![\w.,/])(?P<ot_number>\d{1,2})/(?P<ot_all>\d{1,2})(?![\w/]|[.,]\d)",
            partial(_one_of_things, grammar),
        ),
        Rule(
            "reference",
            r"(?<![\w.,:/+-])(?<!\d\s)(?P<rf_written>(?!116\s)\d{3}(?:\s\d{3}){1,3}|\d{4,30}(?:-\d{1,12}){0,3}|\d{1,12}(?:[-/]\d{1,12}){2,7}"
            rf"|\d{{1,4}}-\d{{3,12}}|\d{{1,4}}/\d{{5,12}}|20\d\d/\d{{1,4}}){no_amount}(?!\s\d)",
            partial(_reference, grammar),
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Cards:
    """Patterns of what ends a text before the last digits of a card."""

    card: re.Pattern[str]
    """A word for it: "Visa", "carte bancaire :", "betaalpas ("."""
    ends: re.Pattern[str]
    """A word for a card, an account or a telephone, and "ending in"."""
    last: re.Pattern[str]
    """"The last four digits are", "endet auf"."""

    @classmethod
    def of(cls, words: ReferenceWords) -> _Cards:
        brands, cards = alternatives(CARD_BRANDS), alternatives(words.cards)
        card = rf"(?:\b(?:{brands})|\b[\w-]*(?:{cards}))"
        either = rf"(?:{card}|{alternatives(words.lines)})"
        kinds = rf"(?:\s?(?:{brands}|{words.card_kinds}))?"
        return cls(
            re.compile(rf"(?i:{card}{kinds}(?:\s|\s?[:(]\s?|\s?(?=#))$)"),
            re.compile(rf"(?i:{either}\b(?:\W+\w+){{0,6}}\W+(?:{words.ends})\s$)"),
            re.compile(rf"(?i:\b(?:(?:{words.last_digits})(?:\s\w+){{0,4}}|{words.ends})\s?:?\s$)"),
        )


def _card(grammar: Grammar, cards: _Cards, match: re.Match[str]) -> str | None:
    """Say the last digits of a card one by one.

    "La carte 2026" is this year's menu: without a card "ending in" it, or marks, a year stays one.
    """
    digits, start = match["ca_digits"], match.start()
    before = match.string[max(0, start - _NEAR) : start]
    is_year = match.start("ca_digits") == start and digits[:2] in _YEARS
    if cards.ends.search(before):
        return grammar.digits(digits)
    named = cards.card.search(before) or cards.last.search(before)
    if is_year or not named or is_amount(grammar.language, match.string[match.end() :]):
        return None
    return grammar.digits(digits)


def _masked_card(grammar: Grammar, cards: _Cards, match: re.Match[str]) -> str | None:
    """`xxxx-4821` is one anywhere, `x4821` behind a word for it."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    few = len(match["mc_marks"].rstrip(" -")) < 3  # noqa: PLR2004 - as banks hide the rest
    if few and not (cards.card.search(before) or cards.ends.search(before)):
        return None
    return grammar.digits(match["mc_digits"])


def _reference(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`order 48213` is read digit by digit, `order 1045` as other names with a number."""
    written, text = match["rf_written"], match.string
    if not _is_named(grammar, text[max(0, match.start() - _NEAR) : match.start()], written):
        return None
    of_year = _OF_YEAR.fullmatch(written)
    if of_year is not None:
        number, year = of_year[2], grammar.year(int(of_year[1]))
        long = len(number) >= _FEWEST_DIGITS
        return f"{year}, {grammar.digits(number) if long else grammar.code(number)}"
    if written.isdigit() and len(written) < _FEWEST_DIGITS:
        return None if written[:2] in _YEARS else grammar.code(written)
    # A round number counts: "1000000000 di euro".
    if written.endswith("000000") or is_amount(grammar.language, text[match.end() :]):
        return None
    if _TWO_SHORT.fullmatch(written):
        return " ".join(_short(grammar, part) for part in written.split("-"))
    return ", ".join(map(grammar.digits, re.split(r"[-/\s]", written)))


def _short(grammar: Grammar, part: str) -> str:
    """Say half of `30-7742`: a long one in pairs, where the language has such, or by its digits."""
    code = grammar.code(part)
    long = len(part) >= _FEWEST_DIGITS - 1 and code == grammar.cardinal(int(part))
    return grammar.digits(part) if long else code


def _one_of_things(grammar: Grammar, match: re.Match[str]) -> str | None:
    number, all_of_them = int(match["ot_number"]), int(match["ot_all"])
    thing = previous_word(match.string[: match.start()]).lower()
    things = REFERENCES[grammar.language.code].things - NUMBER_WORDS
    if thing not in things or not 0 < number <= all_of_them:
        return None
    words = grammar.language.words
    return (
        f"{grammar.cardinal(number)} {words.out_of or words.over} {grammar.cardinal(all_of_them)}"
    )


def _is_named(grammar: Grammar, before: str, written: str) -> bool:
    words, digits = REFERENCES[grammar.language.code], len(written)
    near = _BETWEEN.sub("", before.rstrip())
    for word in {previous_word(before).lower(), previous_word(near).lower()}:
        long = word not in NUMBER_WORDS or digits >= _FEWEST_OF_NUMBER
        if long and (word in words.things or (words.endings and word.endswith(words.endings))):
            return True
    clause = _WORD.findall(CLAUSE_END.split(before)[-1].lower())[-_FAR_WORDS:]
    # "Le numéro gagnant est le 1204587."
    told = near != before.rstrip() and digits >= _FEWEST_OF_NUMBER
    if told and not words.things.isdisjoint(clause):
        return True
    far = digits >= _FEWEST_FAR and written.isdigit()
    return far and not words.far_things.isdisjoint(clause)


def is_amount(language: Language, after: str) -> bool:
    """Whether a number counts what follows: "1500 euros"."""
    return next_word(after).lower() in _counted_words(language.code)


@cache
def _counted_words(code: str) -> frozenset[str]:
    language = load(code)
    nouns = [*language.units.values(), *(money.major for money in language.currencies.values())]
    return frozenset(
        form.split()[0].lower()
        for noun in nouns
        for form in (noun.one, noun.many)
        if len(form) > 2  # noqa: PLR2004 - words
    )
