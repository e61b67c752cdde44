"""Numbers that French and Spanish read by the words before them.

Cards by their last digits, flights, running times, lengths of time, days with two-digit years.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Date, previous_word
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

_NEAR = 60
_CENTURY, _HOURS = 2000, 23
_MOST_MARATHON_HOURS = 10
_CARD = r"(?:carte|tarjeta|visa|mastercard|maestro|amex)"
# Such as "carte bancaire 4821", "tarjeta de crédito 4821".
_CARD_BEFORE = re.compile(
    rf"(?i:\b{_CARD}(?:\s(?:bancaire|bleue|visa|mastercard|prépayée|de\s\w+))?:?\s)$"
)
# Such as "carte se terminant par", "tarjeta con terminación".
_LAST_DIGITS = re.compile(
    rf"(?i:\b{_CARD}\b.*\b(?:termin|finiss|finit|acab)[^\W\d_]*\s(?:(?:par|en|con)\s)?)$"
)
_YEARS = frozenset({"19", "20"})
# A distance or a race, then the time for it: "5 km en 24:31".
_RACE_BEFORE = re.compile(
    r"(?i:(?:\d\s?(?:km|m|k|kilom[^\W\d_]+|metros|mètres)"
    r"|\b(?:semi-?|media\s)?marath?[oó]n|\bsemi)"
    r"(?:\s[^\W\d_]+){0,2}\s(?:en|in)\s"
    r"(?:un\s(?:temps|tiempo)\sde\s|seulement\s|juste\s|solo\s|apenas\s)?)$"
)
_MARATHON = re.compile(r"(?i:\b(?:semi|marat)[^\W\d_]*\s)")
# What lasts: "dure 1:45", "duración de: 42:15".
_LASTS_BEFORE = re.compile(
    r"(?i:\b(?:dur(?:e|era|ent|aient|ait|ée|a|ará|an|ó|ación|aba)"
    r"(?:\s(?:de|del|est\sde|es\sde|environ|totale?|total|unos))?\s?:?\s))$"
)
# What is shorter than an hour, so that its length has minutes and seconds.
_SHORT_THINGS = re.compile(
    r"(?i:\b(?:chanson|morceau|titre|clip|piste|vidéo|appel|message|canción|tema|pista|vídeo|video"
    r"|llamada|mensaje)\b)"
)


def rules(grammar: RomanceGrammar) -> list[Rule]:
    """`carte 4821`, `vuelo LA 3145`, `5 km en 24:31`, `dure 00:45`, `le 25.12.26`."""
    return [
        Rule(
            "romance_card",
            r"(?<![\w.,:/-])(?P<cd_digits>\d{4})(?![\w/-]|[.,:]\d|\s?[€$£%°])",
            partial(_card, grammar),
        ),
        Rule(
            "romance_masked_card",
            r"(?:[xX]{4}[\s-]?){1,3}(?P<mc_digits>\d{4})(?!\w)",
            lambda match: grammar.digits(match["mc_digits"]),
            at_word=True,
        ),
        Rule(
            "romance_flight",
            r"(?:(?<=[vV]ol\s)|(?<=[vV]uelo\s))"
            r"(?P<fl_line>[A-Z]{2,3}|[A-Z]\d|\d[A-Z])\s?(?P<fl_number>\d{2,4})(?!\w|[.,:]\d)",
            partial(_flight, grammar),
        ),
        Rule(
            "romance_stopwatch",
            r"(?<![\w.,:/])(?P<sw_left>\d{1,3}):(?P<sw_right>[0-5]\d)"
            r"(?![\w:]|[.,]\d|\s?(?:[-\u2013]|min|/|h\b))",
            partial(_stopwatch, grammar),
        ),
        Rule(
            "romance_padded_episode",
            # "1x03": nothing is multiplied by a padded number.
            r"(?<![\w.,])(?P<pe_season>\d{1,2})[x\u00d7](?P<pe_episode>0\d)(?!\w|[.,]\d)",
            partial(_padded_episode, grammar),
        ),
        Rule(
            "romance_way",
            # "45,76° N"
            rf"(?:(?<=\d°)|(?<=\d°\s)|(?<='\s)|(?<=\u2033\s))(?:{'|'.join(grammar.winds)})(?![\w'])",
            lambda match: grammar.winds[match[0]],
            at_word=True,
        ),
        Rule(
            "romance_thousands_of_euros",
            r"(?<![\w.,-])(?P<te_from>\d{1,3})\s?[-\u2013]\s?(?P<te_to>\d{1,3})\s?[kK]\s?€"
            rf"(?:\s?/\s?(?P<te_per>{'|'.join(grammar.rate_words)})(?!\w))?",
            partial(_thousands_of_euros, grammar),
        ),
        Rule(
            "romance_part_of",
            # "1/4 de l"
            rf"(?<=\d/\d\sde\s)(?P<po_unit>{unit_pattern(grammar.language)})(?![\w.])",
            lambda match: grammar.language.units[match["po_unit"]].one,
            at_word=True,
        ),
        Rule(
            "romance_draw",
            # "4 - 11 - 23": the numbers of a draw; results have two.
            r"(?<![\w.,-])(?P<dr_numbers>\d{1,2}(?:\s[-\u2013]\s\d{1,2}){2,9})(?![\w-]|\s[-\u2013]|[.,:]\d)",
            lambda match: ", ".join(
                grammar.cardinal(int(number)) for number in re.findall(r"\d+", match["dr_numbers"])
            ),
        ),
        Rule(
            "romance_dotted_day",
            r"(?<![\w.,/])(?P<dy_day>0[1-9]|[12]\d|3[01])\.(?P<dy_month>0[1-9]|1[0-2])\."
            r"(?P<dy_year>[2-4]\d)(?![\w/]|[.,]\d)",
            partial(_dotted_day, grammar),
        ),
        Rule(
            "romance_end_of_card",
            # "expire en 03/27": no month has such a number.
            r"(?<![\w.,/])(?P<ec_month>0[1-9]|1[0-2])/(?P<ec_year>2[4-9]|[34]\d)(?![\w/]|[.,]\d|\s?%)",
            partial(_end_of_card, grammar),
        ),
        Rule(
            "romance_helpline",
            # The helplines that all of Europe shares are not said as thousands.
            r"(?<![\w.,])116\s?(?P<hl_line>000|006|111|117|123)(?![\w.,]\d|\w|\s?[€%])(?!\s[^\W\d_]+s\b)",
            partial(_helpline, grammar),
        ),
    ]


def _card(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say the last digits of a card one by one.

    "La carte 2026" is this year's menu: without "ending in" a year stays one.
    """
    digits, before = match["cd_digits"], match.string[: match.start()][-_NEAR:]
    card = _CARD_BEFORE.search(before) is not None and digits[:2] not in _YEARS
    if not card and _LAST_DIGITS.search(before) is None:
        return None
    return grammar.digits(digits)


def _flight(grammar: Grammar, match: re.Match[str]) -> str:
    """`LA 3145` is no article, `U2 4567` no number of eight digits."""
    line = " ".join(grammar.digits(sign) if sign.isdigit() else sign for sign in match["fl_line"])
    return f"{line} {grammar.code(match['fl_number'])}"


def _stopwatch(grammar: Grammar, match: re.Match[str]) -> str | None:
    """Say how long a run took, and how long a film or a song lasts.

    Behind a distance they are minutes and seconds. Behind "lasts" they are hours and minutes,
    as Home Assistant and cinemas write them, unless there are too many of them for a film, or
    what lasts is a song or a call.
    """
    before = match.string[: match.start()][-_NEAR:]
    left, right = int(match["sw_left"]), int(match["sw_right"])
    race = _RACE_BEFORE.search(before)
    if race:
        # No marathon takes minutes.
        hours = left < _MOST_MARATHON_HOURS and _MARATHON.search(race[0]) is not None
        signs = ("h", "min") if hours else ("min", "s")
    elif _LASTS_BEFORE.search(before):
        short = left > _HOURS or _SHORT_THINGS.search(before) is not None
        signs = ("min", "s") if short else ("h", "min")
    else:
        return None
    units = grammar.language.units
    spoken = [
        grammar.counted(Number(count), units[sign], "")
        for count, sign in zip((left, right), signs, strict=True)
        if count
    ]
    return grammar.joined(spoken) or None


def _thousands_of_euros(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`28-32 k€/an`: the thousands belong to both."""
    first, last = (grammar.cardinal(int(match[name])) for name in ("te_from", "te_to"))
    span = grammar.span(first, last, match.string[: match.start()])
    per = f" {grammar.rate_words[match['te_per']]}" if match["te_per"] else ""
    return f"{span} {grammar.cardinal(1000)} {grammar.language.currencies['€'].major.many}{per}"


def _padded_episode(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`Episodio 1x03` is "Episodio tres, temporada uno"."""
    season, episode = grammar.episode_words
    first, second = (grammar.cardinal(int(match[name])) for name in ("pe_season", "pe_episode"))
    near = previous_word(match.string[: match.start()]).lower()
    if near in grammar.episode_names:
        return f"{second}, {season} {first}"
    return f"{season} {first}, {episode} {second}"


def _dotted_day(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`le 25.12.26` is a day; without a word that announces one it may be a version."""
    before = match.string[: match.start()]
    if previous_word(before).lower() not in grammar.date_cues:
        return None
    year = _CENTURY + int(match["dy_year"])
    return grammar.date(Date(int(match["dy_month"]), int(match["dy_day"]), year), before)


def _end_of_card(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`expire en 03/27`: a month with two digits of its year."""
    before = match.string[: match.start()]
    if previous_word(before.rstrip(" :")).lower() not in grammar.month_cues:
        return None
    date = Date(int(match["ec_month"]), None, _CENTURY + int(match["ec_year"]))
    return grammar.date(date, before)


def _helpline(grammar: Grammar, match: re.Match[str]) -> str:
    line = match["hl_line"]
    last = grammar.digits(line) if line[0] == "0" else grammar.cardinal(int(line))
    return f"{grammar.cardinal(116)}, {last}"
