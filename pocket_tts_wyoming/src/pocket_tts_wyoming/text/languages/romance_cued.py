"""Numbers that French, Italian, Portuguese and Spanish read by the words near them.

Cards, codes, help lines, flights, lengths of time, days with points, results of sets. What differs
between the languages stands in the `CueWords` of each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Date, next_word, previous_word
from pocket_tts_wyoming.text.languages.references import REFERENCES
from pocket_tts_wyoming.text.languages.words import CLAUSE_END, alternatives
from pocket_tts_wyoming.text.normalize.classes.codes import HELP_LINE
from pocket_tts_wyoming.text.normalize.classes.dates import full_year
from pocket_tts_wyoming.text.normalize.classes.lasting import is_left_of_minutes
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.romance import RomanceGrammar

# As long as a sentence grows before it is cut
_NEAR, _SENTENCE = 60, 300
_WORD = re.compile(r"[^\W\d_]+")
_SETS = re.compile(r"(?<![\w/])\d{1,2}/\d{1,2}(?![\w/]|[.,]\d)")
_MINUTES_FROM = 10
_HOURS_TO = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """Words near such numbers.

    `flights`: before a flight ("vol"). `versions`: behind these "25.12.26" is no day.
    `help_lines_in_two`: 116 117 is said as two numbers.

    `within`: the preposition of what something takes, which stands before no time of day ("in
    24:31"). `lasting`: words before a length of time ("mancano"). `fillers`: what may stand between
    one of these and the number ("environ"). `timer_shows`: words that are like them with one of
    `timers` near. `minutes_words`: where one of these is near, "3:45" has minutes and seconds;
    `hours_words`: where one is near, hours and minutes. `sets`: words of a sentence in which "6/4"
    is a result, one alone only behind `set_cues`; `pairs_of`: before these it is none.
    """

    versions: frozenset[str]
    within: str
    lasting: frozenset[str]
    fillers: frozenset[str]
    minutes_words: frozenset[str]
    hours_words: frozenset[str]
    flights: frozenset[str] = frozenset()
    help_lines_in_two: bool = False
    timers: frozenset[str] = frozenset()
    timer_shows: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    set_cues: frozenset[str] = frozenset()
    pairs_of: frozenset[str] = frozenset()


def rules(grammar: RomanceGrammar, words: CueWords) -> list[Rule]:
    """`carte 4821`, `03/27`, `116 117`, `vol LA 3145`, `25.12.26`, `in 24:31`, `6/4, 3/6`."""
    unit = unit_pattern(grammar.language)
    return [
        # What is keyed in with a word for its use: "code de retrait 4829".
        Rule(
            "romance_key",
            r"(?<![\w.,/-])(?P<ky_digits>\d{4,8})(?=\s?[.;:!)]|\s?,(?!\d)|$|\s(?:et|y|e|pour|para|per|à|a|au)(?!\w))",
            partial(_key, grammar, _key_pattern(grammar)),
        ),
        Rule(
            "romance_end_of_card",
            # "expire en 03/27": no month has such a number.
            r"(?<![\w.,/])(?P<ec_month>0[1-9]|1[0-2])/(?P<ec_year>2[4-9]|[34]\d)(?![\w/]|[.,]\d|\s?%)",
            partial(_end_of_card, grammar),
        ),
        *_help_lines(grammar, words),
        *_flights(grammar, words),
        Rule(
            "romance_pointed_day",
            r"(?<![\w.,:/-])(?P<pd_day>0[1-9]|[12]\d|3[01])\.(?P<pd_month>0[1-9]|1[0-2])\."
            r"(?P<pd_year>[2-4]\d)(?![\w/-]|[.,:]\d)",
            partial(_pointed_day, grammar, words),
        ),
        Rule(
            "romance_length",
            r"(?<![\w.,:/-])(?P<ln_first>\d{1,3}):(?P<ln_second>[0-5]\d)"
            rf"(?![\w:/]|[.,]\d|\s?[-\u2013]\s?\d|\s[ea]\s\d|\s?(?:{unit})(?!\w))",
            partial(_length, grammar, words, _length_patterns(words)),
        ),
        # "soit 5:14 au kilomètre": minutes and seconds.
        Rule(
            "romance_pace",
            r"(?<![\w.,:/-])(?P<pc_minutes>\d{1,2}):(?P<pc_seconds>[0-5]\d)"
            r"(?=\s(?:min\s)?(?:au|par|al|por|el|a|ao|o|per)\s(?:km(?!\w)|kil[oó]m|chilom|quil[oô]m))",
            partial(_pace, grammar),
        ),
        *_results(grammar, words),
    ]


def _pace(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    units = grammar.language.units
    parts = (("pc_minutes", "min"), ("pc_seconds", "s"))
    counts = ((int(match[name]), units[sign]) for name, sign in parts)
    return grammar.joined(
        [grammar.counted(Number(count), unit, "") for count, unit in counts if count]
    )


def _help_lines(grammar: RomanceGrammar, words: CueWords) -> list[Rule]:
    if not words.help_lines_in_two:
        return []
    return [Rule("romance_help_line", HELP_LINE, partial(_help_line, grammar))]


def _flights(grammar: RomanceGrammar, words: CueWords) -> list[Rule]:
    if not words.flights:
        return []
    before = "|".join(rf"(?<=[{cue[0].upper()}{cue[0]}]{cue[1:]}\s)" for cue in words.flights)
    return [
        Rule(
            "romance_flight",
            rf"(?:{before})(?P<fl_line>[A-Z]{{2,3}}|[A-Z]\d|\d[A-Z])\s?(?P<fl_number>\d{{2,4}})(?!\w|[.,:]\d)",
            partial(_flight, grammar),
        )
    ]


def _results(grammar: RomanceGrammar, words: CueWords) -> list[Rule]:
    if not words.sets:
        return []
    return [
        Rule(
            "romance_sets",
            r"(?<![\w.,/])(?P<st_left>\d{1,2})/(?P<st_right>\d{1,2})(?![\w/]|[.,]\d)",
            partial(_set, grammar, words),
        )
    ]


def _clause(before: str) -> str:
    return CLAUSE_END.split(before[-_SENTENCE:])[-1].lower()


def _words_near(match: re.Match[str]) -> set[str]:
    """Collect the words of the sentence around a number."""
    end = match.end()
    after = CLAUSE_END.split(match.string[end : end + _SENTENCE], maxsplit=1)[0].lower()
    return {*_WORD.findall(_clause(match.string[: match.start()])), *_WORD.findall(after)}


# -- codes ------------------------------------------------------------------------------------


def _key_pattern(grammar: RomanceGrammar) -> re.Pattern[str]:
    """Compile a word for a code and what it is for ("code de la porte")."""
    codes = alternatives(cue for cue in grammar.language.digit_cues if len(cue) > 2)  # noqa: PLR2004 - "id" is no noun
    return re.compile(
        rf"(?i:\b(?:{codes})(?:\s(?:de|du|del|do|da|di|della)\s|\s(?:de\s|del)?l[a']?\s?|\sd')"
        r"(?:l[a']\s?)?[^\W\d_]+\s?:?\s)$"
    )


def _key(grammar: RomanceGrammar, key: re.Pattern[str], match: re.Match[str]) -> str | None:
    """Say a number that is keyed in digit by digit."""
    digits, start = match["ky_digits"], match.start()
    if key.search(match.string[max(0, start - _NEAR) : start]) is None:
        return None
    return grammar.digits(digits)


def _end_of_card(grammar: RomanceGrammar, match: re.Match[str]) -> str | None:
    """`scade 03/27`, `carta 4821, 03/27`: a month with two digits of its year."""
    before = match.string[: match.start()]
    near = previous_word(before.rstrip(" :")).lower()
    cards = REFERENCES[grammar.language.code].cards
    if near not in grammar.month_cues and cards.isdisjoint(_words_near(match)):
        return None
    date = Date(int(match["ec_month"]), None, full_year(match["ec_year"]))
    return grammar.date(date, before)


def _help_line(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    line = match["hl_line"]
    last = grammar.digits(line) if line[0] == "0" else grammar.cardinal(int(line))
    return f"{grammar.cardinal(116)}, {last}"


def _flight(grammar: RomanceGrammar, match: re.Match[str]) -> str:
    """`LA 3145` is no article, `U2 4567` no number of eight digits."""
    line = " ".join(grammar.digits(sign) if sign.isdigit() else sign for sign in match["fl_line"])
    return f"{line} {grammar.code(match['fl_number'])}"


# -- days and lengths of time -----------------------------------------------------------------


def _pointed_day(grammar: RomanceGrammar, words: CueWords, match: re.Match[str]) -> str | None:
    """`25.12.26`: padded and of these years it is a day, unless a version is spoken of."""
    before = match.string[: match.start()]
    announced = previous_word(before).lower() in grammar.date_cues
    if not announced and not words.versions.isdisjoint(_WORD.findall(before[-_SENTENCE:].lower())):
        return None
    year = full_year(match["pd_year"])
    return grammar.date(Date(int(match["pd_month"]), int(match["pd_day"]), year), before)


def _length_patterns(words: CueWords) -> re.Pattern[str]:
    """Compile what stands before a length of time: "en un temps de", "durata:"."""
    starts = alternatives({words.within} | words.lasting)
    return re.compile(
        rf"(?i:\b(?:{starts})(?:\s(?:{alternatives(words.fillers)})\b){{0,3}}\s?:?\s$)"
    )


def _length(
    grammar: RomanceGrammar, words: CueWords, announced: re.Pattern[str], match: re.Match[str]
) -> str | None:
    """`5 km in 24:31`, `dure 1:45`: how long something takes or lasts.

    Two digits and more are minutes where a race, a timer or a song is spoken of, one digit also
    unless a marathon is; elsewhere hours come first, as Home Assistant and cinemas write them,
    unless there are too many of them for a film.
    """
    start = match.start()
    before = match.string[max(0, start - _NEAR) : start]
    lasts = announced.search(before) is not None
    if not lasts and previous_word(before.rstrip(" :")).lower() not in words.timer_shows:
        return None
    spoken_of = _words_near(match)
    if not lasts and words.timers.isdisjoint(spoken_of):
        return None
    first, second = int(match["ln_first"]), int(match["ln_second"])
    short = not (words.minutes_words | words.timers).isdisjoint(spoken_of)
    long = first < _MINUTES_FROM and not words.hours_words.isdisjoint(spoken_of)
    minutes = (short and not long) or first >= _HOURS_TO
    minutes = minutes or (bool(first) and is_left_of_minutes(match[0], match.string[:start]))
    units = grammar.language.units
    signs = ("min", "s") if minutes else ("h", "min")
    counts = ((first, signs[0]), (second, signs[1]))
    parts = [grammar.counted(Number(count), units[sign], "") for count, sign in counts if count]
    return grammar.joined(parts) or None


# -- results ----------------------------------------------------------------------------------


def _is_set(left: int, right: int) -> bool:
    """Whether a set of tennis ends so: 6-0 to 6-4, 7-5, 7-6."""
    low, high = sorted((left, right))
    return (high == 6 and low < 5) or (high == 7 and low in {5, 6})  # noqa: PLR2004 - the rules of the game


def _set(grammar: RomanceGrammar, words: CueWords, match: re.Match[str]) -> str | None:
    """`6/4, 3/6 e 7/5`: several pairs, of which one falls, where a match is spoken of."""
    text = match.string
    if next_word(text[match.end() :]).lower() in words.pairs_of:
        return None
    # "Parcela 7/24 vence em 05/04": no result is padded, none is announced like a day or a share.
    near = previous_word(text[: match.start()]).lower()
    if near in grammar.mark_cues or near in grammar.month_cues:
        return None
    found = _SETS.findall(text, max(0, match.start() - _SENTENCE), match.end() + _SENTENCE)
    pairs = [pair.split("/") for pair in found if "0" not in {pair[0], pair[-2]}]
    falls = any(int(left) > int(right) for left, right in pairs)
    spoken_of = _words_near(match)
    # Alone it may be a day, unless a set is spoken of: "venceu o 1º set por 6/3".
    alone = len(pairs) < 2 and not (spoken_of & {"set", "sets"} and near in words.set_cues)  # noqa: PLR2004 - see above
    played = not words.sets.isdisjoint(spoken_of) or (
        grammar.date_cues.isdisjoint({near, *_WORD.findall(_clause(text[: match.start()]))[-2:]})
        and all(_is_set(*map(int, pair)) for pair in pairs)
    )
    if alone or not falls or not played:
        return None
    left, right = (grammar.cardinal(int(match[name])) for name in ("st_left", "st_right"))
    return f"{left} {grammar.language.words.score} {right}"
