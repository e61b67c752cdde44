"""Numbers that Italian and Portuguese read by what stands near them: codes, goals, episodes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Date,
    Time,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.agreeing import AgreeingGrammar

_WORD = re.compile(r"[^\W\d_]+")
_RESULT = re.compile(r"(?<![\w.,/-])\d{1,2}\s?[-\u2013x]\s?\d{1,2}(?![\w/-]|[.,]\d)")
_MATCH = words_of(
    "gol rete reti marcatori assist ammonito ammonita espulso espulsa doppietta autogol rigore "
    "golo gols golos marcou marcador marcadores pênalti penálti expulso expulsa cartão"
)
# "67' e 80'": the second goal of the same man
_GOAL_BEFORE = re.compile(r"\d'(?:\s[eE]\s|,\s)$")
_NAME_AFTER = re.compile(r"\s[A-ZÀ-Þ][a-zà-ÿ]")
# As in "codice di verifica: 839201".
_CODE_BEFORE = re.compile(
    r"(?i:\b(?:codice|código|pin|senha|password)\s(?:d[eiao]\s|da\s|dell'|d')?\w+(?:\s[éè]|\s?:)?\s$)"
)
_TEMPERATURES = re.compile(
    r"(?i:temperatur|minim[ae]|massim[ae]|m[ií]nimas?|m[áa]ximas?|m[ií]n/m[áa]x)"
)
_HOUR = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d|h(?:[0-5]\d)?)?"
_TIME = re.compile(r"(\d+)(?:[:.h](\d\d)?)?")
# The longer as long as a sentence grows before it is cut
_NEAR, _SENTENCE = 40, 300


def rules(grammar: AgreeingGrammar) -> list[Rule]:
    """`codice di verifica 839201`, `Leao 67'`, `stag. 2 ep. 7`, `+ 13ª`, `sala B2.3`."""
    words = grammar.language.words
    return [
        Rule(
            "agreeing_code",
            r"(?<![\w.,:/+-])\d{4,8}(?![\w/-]|[.,:]\d|\s?[%°€$])",
            partial(_code, grammar),
        ),
        Rule(
            "agreeing_goal",
            r"(?<![\w.,'])(?P<go_minute>\d{1,3})'(?!\d)(?P<go_more>\+\d{1,2}'?)?(?=[\s,.;)]|$)",
            partial(_goal, grammar),
        ),
        # "Torino 3/11": the lowest and the highest, where temperatures are spoken of.
        Rule(
            "agreeing_low_high",
            r"(?<![\w.,/:])(?P<lh_low>[-\u2212]?[1-9]?\d)/(?P<lh_high>[-\u2212]?[1-9]?\d)(?![\w/]|[.,]\d|\s?[%°])",
            partial(_low_high, grammar),
        ),
        # "S&P 500 -0,2%": a change has a blank before its sign and none behind it.
        Rule(
            "agreeing_before_change",
            rf"(?<![\w.,:/])(?P<bc_number>{grammar.format.unsigned})(?=\s[-\u2212]\d{{1,3}}[.,]\d+\s?%)",
            lambda m: grammar.number(grammar.format.parse(m["bc_number"])),
        ),
        # Masses and films: "8.00 - 10.30 - 18.00", "8h - 10h30 - 18h".
        Rule(
            "agreeing_times",
            rf"(?<![\w.,:/-])(?P<tm_list>{_HOUR}(?:\s?[-\u2013]\s?{_HOUR}){{2,6}})(?![\w:-]|[.,]\d)",
            partial(_times, grammar),
        ),
        # "entro il 28.11": decimals have a comma.
        Rule(
            "agreeing_pointed_day",
            r"(?<![\w.,:/-])(?P<py_day>[12]\d|3[01]|0?[1-9])\.(?P<py_month>0[1-9]|1[0-2])(?![\w:-]|[.,]\d|\s?[%°€])",
            partial(_pointed_day, grammar),
        ),
        # Two zeros behind a comma say nothing: "2.210,00" beside a currency named before.
        Rule(
            "agreeing_no_cents",
            r"(?<![\w.,])(?P<nc_number>\d{1,3}(?:\.\d{3})+),00(?!\d|[.,]\d|\s?[€$£%]|\s[A-Za-z]{1,4}(?!\w))",
            lambda m: grammar.number(grammar.format.parse(m["nc_number"])),
        ),
        # "Sinfonia n. 9 op. 125": the first number counts none of the second thing.
        Rule(
            "agreeing_before_number",
            r"(?<![\w.,:/-])(?P<bn_number>\d{1,4})(?=,?\s(?:op|ep|cap|pag|p|pág|art|vol|fig|int|n)\.\s\d)",
            lambda m: grammar.cardinal(int(m["bn_number"])),
        ),
        # "14,2 kWh / 1h58 / R$ 12,35": one thing after the other.
        Rule(
            "agreeing_items",
            r"/(?=\s(?:R\$\s?)?\d)(?:(?<=[hmgWB€%]\s/)|(?<=\dh\d\d\s/)|(?<=,\d\d\s/))",
            lambda _: ",",
        ),
        # The numbers of a draw: "04-11-23-35-42-58".
        Rule(
            "agreeing_draw",
            r"(?<![\w.,/:+-])\d{1,2}(?:[-\u2013]\d{1,2}){3,9}(?![\w/-]|[.,:]\d)",
            partial(_draw, grammar),
        ),
        # Seasons and episodes: "stag. 2 ep. 7", "temp. 2, ep. 7"
        Rule(
            "agreeing_episode",
            r"(?P<sn_word>(?i:stag|staz|temp)\.|(?i:stagione|temporada))\s(?P<sn_season>\d{1,2}),?\s"
            r"(?i:ep|epis)\.?\s(?P<sn_episode>\d{1,3})(?!\w)",
            partial(_episode, grammar),
            at_word=True,
        ),
        # "1.800 € + 13ª": no number with a sign
        Rule("agreeing_plus_rank", r"\+\s?(?=\d{1,2}\.?[ªº])", lambda _: f"{words.plus} "),
        # "aula B2.3", but the earthquake "M4.2" and the particles "PM2.5"
        Rule(
            "agreeing_room",
            r"(?<=[A-LN-Z])(?<![^\W_].)(?P<rm_floor>\d{1,2})\.(?P<rm_door>\d{1,2})(?!\w|[.,]\d)",
            lambda m: (
                f"{grammar.cardinal(int(m['rm_floor']))} {words.version_point} "
                f"{grammar.code(m['rm_door'])}"
            ),
        ),
    ]


def _code(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return grammar.digits(match[0]) if _CODE_BEFORE.search(before) else None


def _low_high(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    text, start = match.string, match.start()
    before = text[:start]
    low, high = (grammar.format.parse(match[end]) for end in ("lh_low", "lh_high"))
    rises = bool(low.sign) or low.whole < high.whole
    near = previous_word(before)
    placed = near[:1].isupper() and near.lower() not in grammar.date_cues
    if (
        not rises
        or not placed
        or not _TEMPERATURES.search(text, max(0, start - _SENTENCE), match.end() + _SENTENCE)
    ):
        return None
    return grammar.span(grammar.number(low), grammar.number(high), before)


def _times(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """Several hours with a hyphen between are no stretch; one of them has minutes."""
    hours = [_TIME.fullmatch(hour) for hour in re.split(r"\s?[-\u2013]\s?", match["tm_list"])]
    times = [Time(int(hour[1]), int(hour[2] or 0)) for hour in hours if hour]
    clock = [(time.hour, time.minute) for time in times]
    if clock != sorted(set(clock)) or not any(hour and hour[2] for hour in hours):
        return None
    return ", ".join(grammar.time(time, "", "") for time in times)


def _pointed_day(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    before = match.string[: match.start()].replace("'", " ")
    near = previous_word(before).lower()
    if near not in grammar.date_cues and near not in grammar.weekdays.values():
        return None
    following = next_word(match.string[match.end() :])
    language = grammar.language
    if following != "h" and (following in language.units or following in language.currencies):
        return None
    return grammar.date(Date(int(match["py_month"]), int(match["py_day"])), before)


def _draw(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    near = _WORD.findall(match.string[max(0, match.start() - _NEAR) : match.start()].lower())
    if not grammar.phone_cues.isdisjoint(near):
        return None
    return ", ".join(grammar.cardinal(int(number)) for number in re.findall(r"\d+", match[0]))


def _episode(grammar: AgreeingGrammar, match: re.Match[str]) -> str:
    words = grammar.language.words
    season = words.season.capitalize() if match[0][0].isupper() else words.season
    first, second = (grammar.cardinal(int(match[part])) for part in ("sn_season", "sn_episode"))
    return f"{season} {first}, {words.episode} {second}"


def _goal(grammar: AgreeingGrammar, match: re.Match[str]) -> str | None:
    """`Leao 67'` beside a name, where a match is told of; a wait of 12' has no name there."""
    text, start = match.string, match.start()
    before = text[max(0, start - _SENTENCE) : start]
    near = previous_word(before) if before.endswith(" ") else ""
    named = near[:1].isupper() and before[-2:-1].isalpha()
    if not (named or _GOAL_BEFORE.search(before) or _NAME_AFTER.match(text, match.end())):
        return None
    near_by = before + text[start : match.end() + _SENTENCE]
    if _RESULT.search(near_by) is None and _MATCH.isdisjoint(_WORD.findall(near_by.lower())):
        return None
    added = (match["go_more"] or "").strip("+'")
    more = f" {grammar.language.words.plus} {grammar.cardinal(int(added))}" if added else ""
    return grammar.minute_of_match(int(match["go_minute"])) + more
