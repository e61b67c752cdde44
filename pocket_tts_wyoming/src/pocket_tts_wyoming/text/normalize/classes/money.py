"""Amounts of money and prices per unit."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.units import per_pattern, unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.nouns import Currency

# "€300k"; the letters of millions differ between languages.
_THOUSAND = frozenset({"k", "K"})
_THOUSANDS_DIGITS = 3
_CODE = re.compile(r"[A-Z]{3}")
_NEAR = 80
# Fuel is sold by the tenth of a cent, and sensors write a point: "Diesel 1.599 €" is no thousand.
_FUEL = re.compile(
    r"(?i:diesel|di[eé]sel|benzin|sprit|\bsuper|\be ?(?:5|10)\b|euro ?95|adblue|\bgpl\b|\blpg\b"
    r"|gas[oó]l|gazole|essence|\bsp ?9[58])[^!?]{0,60}$"
)


def rules(grammar: Grammar) -> list[Rule]:
    """`$5`, `5 €`, `€ -5`, `0,30 €/kWh`, `$3 million`, a currency sign alone."""
    language, number = grammar.language, grammar.format
    names = "|".join(re.escape(name) for name in sorted(language.currencies, key=len, reverse=True))
    many = {*language.magnitudes, *language.money_letters, *_THOUSAND}
    magnitude = "|".join(re.escape(word) for word in sorted(many, key=len, reverse=True))
    codes = "|".join(name for name in language.currencies if _CODE.fullmatch(name))
    per = (
        rf"(?:\s?/\s?(?:(?P<$_per>{unit_pattern(language)})"
        rf"|(?P<$_per_word>{per_pattern(language)}))(?!\w))?"
    )
    joiners = "|".join((*language.joiners, *language.range_words)) or "(?!)"
    return [
        Rule(
            "currency_pair",
            # "EUR/USD 1.0825"
            rf"(?<![^\W_])(?P<cp_first>{codes})/(?P<cp_second>{codes})(?!\w)",
            lambda match: " ".join(
                language.currencies[match[name]].major.one for name in ("cp_first", "cp_second")
            ),
            at_word=True,
        ),
        Rule(
            "fuel_price",
            r"(?<![\w.,])(?P<fu_whole>[0-3])\.(?P<fu_part>\d{3})\s?(?:€|EUR|[Ee]uros?)(?![\w/])",
            partial(_fuel_price, grammar),
        ),
        Rule(
            "whole_money",
            rf"(?:(?P<wom_before>{names})\s?(?P<wom_first>{number.unsigned}),(?:--|[-\u2013\u2014])"
            rf"|(?P<wom_number>{number.unsigned}),(?:--|[-\u2013\u2014])\s?(?P<wom_after>{names}))(?!\w)"
            + per.replace("$", "wom"),
            partial(_whole_money, grammar),
        ),
        Rule(
            "money_first",
            rf"(?P<mf_sign>[-+\u2212])?(?<![^\W\d_])(?P<mf_name>{names})\s?"
            rf"(?:(?P<mf_from>{number.unsigned})(?:\s?(?P<mf_from_many>{magnitude})(?!\w|\.\w))?"
            rf"\s?[-\u2013]\s?(?P=mf_name)?\s?)?"
            rf"(?P<mf_number>[-\u2212]?{number.unsigned})(?:\s?(?P<mf_many>{magnitude})(?!\w|\.\w))?"
            rf"(?:\s(?P<mf_code>{codes})(?!\w))?" + per.replace("$", "mf"),
            partial(_money, grammar, "mf"),
        ),
        Rule(
            "money",
            # "5 € - 10 €", "4,7k-9,4k €"; "5 € - 8 € = -3 €" is a sum.
            rf"(?:(?P<ml_from>{number.unsigned})(?:\s?(?P<ml_from_many>{magnitude})(?!\w|\.\w))?"
            rf"(?:\s?(?P<ml_from_name>{names})(?!\w))?(?:(?<!\d)|(?<=[.,]\d\d))"
            rf"\s?[-\u2013]\s?(?!{number.unsigned}\s?(?:{names})\s?=))?"
            rf"(?P<ml_number>{number.signed})(?:\s?(?P<ml_many>{magnitude})(?!\w|\.\w))?"
            # "Euro 95 € 2,01": the sign is the next amount's.
            rf"\s?(?P<ml_name>{names})(?!\w|\s?\d{{1,3}}[.,]\d\d(?!\d))" + per.replace("$", "ml"),
            partial(_money, grammar, "ml"),
        ),
        Rule(
            "money_code",
            rf"(?P<mc_name>{names})\s?(?P<mc_number>[-\u2212]?{number.unsigned})"
            + per.replace("$", "mc"),
            partial(_money, grammar, "mc"),
            at_word=True,
        ),
        Rule(
            "money_shared",
            # "zwischen 2,99 und 3,99 €": the currency is named once.
            rf"(?P<ms_number>{number.unsigned})(?<=[.,]\d\d)"
            rf"(?=\s(?:{joiners})\s{number.unsigned}\s?(?P<ms_name>{names})(?!\w))",
            partial(_money, grammar, "ms"),
        ),
        Rule("money_sign", "[€$£¥₹]+", partial(_sign, grammar)),
    ]


def _fuel_price(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say `1.599 €` as less than two euros behind a fuel."""
    before = match.string[: match.start()]
    if grammar.language.decimal_mark == "." or not _FUEL.search(before[-_NEAR:]):
        return None
    number = Number(int(match["fu_whole"]), match["fu_part"])
    return grammar.money(number, grammar.language.currencies["€"], before)


def _whole_money(grammar: Grammar, match: re.Match[str]) -> str:
    """`5,- €`, `€ 5,--`: the dash stands for no cents."""
    currency = grammar.language.currencies[match["wom_before"] or match["wom_after"]]
    number = grammar.format.parse(match["wom_first"] or match["wom_number"])
    spoken = grammar.counted(number, currency.major, match.string[: match.start()])
    return _with_per(grammar, "wom", match, spoken)


def _money(grammar: Grammar, prefix: str, match: re.Match[str]) -> str | None:
    language = grammar.language
    groups = match.groupdict()
    # "$1,500 MXN": the code says whose dollars.
    name = groups.get(f"{prefix}_code") or match[f"{prefix}_name"]
    currency = language.currencies[name]
    if groups.get(f"{prefix}_from_name") not in {None, name}:
        return None
    number = grammar.format.parse((groups.get(f"{prefix}_sign") or "") + match[f"{prefix}_number"])
    before, after = match.string[: match.start()], match.string[match.end() :]
    magnitude = groups.get(f"{prefix}_many")
    spoken = _amount(grammar, number, magnitude, currency, before, after)
    if spoken is None:
        return None
    start = groups.get(f"{prefix}_from")
    if start is not None:
        own = groups[f"{prefix}_from_many"]
        # "$4.7k-9.4k" and "$900k-1.2M", but "$5-10k", "$1M-2M"
        own = own if own in _THOUSAND or own != magnitude else None
        lowest = grammar.format.parse(start)
        if magnitude is None and lowest.fraction:  # cents
            first: str | None = grammar.money(lowest, currency, before)
        else:
            first = _counted(grammar, lowest, own, before)
        if first is None:
            return None
        spoken = grammar.span(first, spoken, before)
    return _with_per(grammar, prefix, match, spoken)


def _with_per(grammar: Grammar, prefix: str, match: re.Match[str], spoken: str) -> str:
    """Add what an amount is for ("/kWh", "/mo"), and the full stop of its short form."""
    language, groups = grammar.language, match.groupdict()
    per, word = groups.get(f"{prefix}_per"), groups.get(f"{prefix}_per_word")
    if per:
        spoken = f"{spoken} {grammar.per(language.units[per])}"
    elif word:
        spoken = f"{spoken} {language.words.per} {language.per_words.get(word, word)}"
    return spoken + full_stop(grammar, match)


def _amount(
    grammar: Grammar,
    number: Number,
    magnitude: str | None,
    currency: Currency,
    before: str,
    after: str,
) -> str | None:
    """Say a number of a currency, in thousands or millions too; None if the letter means less."""
    is_attribute = grammar.is_attribute(before, after)
    if magnitude in _THOUSAND and len(number.fraction) <= _THOUSANDS_DIGITS:
        number, magnitude = _thousands(number), None
    if magnitude is not None:
        many = _counted(grammar, number, magnitude, before)
        if many is None:
            return None
        of_what = currency.major
        return f"{many} {of_what.one if is_attribute else grammar.after_million(of_what.many)}"
    if is_attribute and not number.fraction:
        return f"{grammar.number(number)} {currency.major.one}"
    return grammar.money(number, currency, before)


def _counted(grammar: Grammar, number: Number, magnitude: str | None, before: str) -> str | None:
    """Say a number, of thousands or millions if they are named; None if the letter means less."""
    if magnitude is None:
        return grammar.number(number)
    if magnitude in _THOUSAND and len(number.fraction) <= _THOUSANDS_DIGITS:
        return grammar.number(_thousands(number))
    magnitudes = grammar.language.magnitudes
    word = grammar.language.money_letters.get(magnitude, magnitude)
    return grammar.counted(number, magnitudes[word], before) if word in magnitudes else None


def _thousands(number: Number) -> Number:
    """`4.7k` is 4,700."""
    digits = number.fraction.ljust(_THOUSANDS_DIGITS, "0")
    return Number(number.whole * 1000 + int(digits), sign=number.sign)


def _sign(grammar: Grammar, match: re.Match[str]) -> str:
    currency = grammar.language.currencies.get(match[0][0])
    return currency.major.many if currency else ""
