"""Pairs with a colon that tell how much time is left: "noch 03:20", "Timer: quedan 03:20"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import next_word, previous_words, words_of
from pocket_tts_wyoming.text.normalize.numbers import Number

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar, Time

# Right before what is left, in the languages of the project.
_LEFT = words_of(
    "remaining rest restzeit verbleiben verbleibend resterend resteert resttijd reste restent "
    "restant quedan queda faltan restan restante mancano restano rimangono rimanenti rimanente "
    "faltam restam restantes"
)
# "Heute noch 15:30 Zahnarzt": these also stand before a time of day, unless they begin the clause.
_STILL = frozenset({"noch", "nog"})
_CLAUSE_BEGINS = re.compile(r"(?:^|[:;,.(\u2013-]\s)(?:noch|nog)\s$", re.IGNORECASE)
# English says "three fifteen left", of a match too.
_LEFT_BEHIND = words_of(
    "remaining left übrig verbleibend resterend restant restante restantes rimanenti rimanente"
)
_TIMERS = re.compile(
    r"(?i:timer|countdown|minuteur|minuterie|compte à rebours|temporizador|cuenta atrás"
    r"|conto alla rovescia|kookwekker|eieruhr|kurzzeitwecker|cronómetro|cronômetro)"
)
# A machine, a battery or a film takes hours and minutes.
_TAKE_HOURS = re.compile(
    r"(?i:wasch|spül|trockner|akku|lade|\bfilm|fahrt|flug|wasmachine|vaatwas|droger|accu|lave-"
    r"|lavage|sèche|four\b|batter|lavadora|lavavaj|lavaplatos|secadora|horno|pel[ií]cula|lavatrice"
    r"|lavastoviglie|asciugatr|forno|máquina|lavar|bateria|filme|vuelo|volo|voo\b|vol\b|vlucht)"
)
_NEAR = 30


def is_left_of_minutes(written: str, before: str) -> bool:
    """Whether a padded pair behind a word for what is left has minutes and seconds: "03:20"."""
    near = previous_words(before.rstrip(" :="))[1].lower()
    return written[0] == "0" and near in _LEFT and _TAKE_HOURS.search(before) is None


def left_over(grammar: Grammar, time: Time, written: str, before: str, after: str) -> str | None:
    """Say how much time is left, None for a time of day.

    Decided by a word for it right before or behind the pair. Minutes and seconds are what a timer
    shows, and what has a padded zero; what takes hours ("Waschmaschine: noch 01:45") has hours and
    minutes, and so has everything else ("il reste 3:20").
    """
    near = previous_words(before.rstrip(" :="))[1].lower()
    behind = next_word(after).lower() in _LEFT_BEHIND
    padded = written[0] == "0"
    shown = padded and near == "timer" and before.endswith(": ")
    if not (near in _LEFT or near in _STILL or behind or shown):
        return None
    timer = _TIMERS.search(f"{before} {after[:_NEAR]}") is not None
    takes_hours = _TAKE_HOURS.search(before) is not None
    still = near in _STILL and not _CLAUSE_BEGINS.search(before)
    if (still or (behind and not padded)) and not (timer or takes_hours):
        return None
    minutes = bool(time.hour) and (timer or (padded and not takes_hours))
    signs = ("min", "s") if minutes else ("h", "min")
    units = grammar.language.units
    parts = [
        grammar.counted(Number(count), units[sign], before)
        for count, sign in zip((time.hour, time.minute), signs, strict=True)
        if count
    ]
    return grammar.joined(parts) if parts else None
