"""German clauses: whether a counted thing is the subject of its clause or an object."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import Case, previous_words, words_of
from pocket_tts_wyoming.text.languages.de.cues import (
    ACCUSATIVE,
    ADVERBS,
    ASKED,
    BETWEEN_RUN,
    DATIVE,
    GENITIVE,
    SPANS,
)

_CLAUSE_END = re.compile(r"[.!?:;,()](?:\s|$)")
_SENTENCE_END = re.compile(r"[.!?:;]\s")
_WORDS = re.compile(r"[^\W\d_]+")
# The subject is named, so the thing is the object: "Heute hast du nur 1 Termin".
# "es" and "ihr" are no such words: "es fehlt 1 Apfel", "ihr fehlt 1 Punkt".
_SUBJECTS = words_of("ich du er wir man wer jemand niemand jeder")
_EXISTS = words_of("gibt gab")
_REMAINS = words_of("bleibt bleiben fehlt fehlen")
# "sie" is the subject right behind a verb or in front of all: "isst sie 1 Apfel".
_SHE = re.compile(r"(?:^|\s)sie\s(?:[a-zäöüß]+\s){0,2}$|^Sie\s", re.IGNORECASE)
# What stands behind these is the subject, wherever they stand: "Im Ersten läuft 1 Krimi".
_INTRANSITIVE = words_of(
    "läuft lief laufen fehlt fehlen fehlte bleibt bleiben blieb folgt folgen kommt kommen kam "
    "steht stehen stand liegt liegen lag hängt passt passiert geschah existiert brennt klingelt "
    "wartet beginnt startet endet erscheint gehört gelang ist sind war waren wird wurde wurden "
    "entstand"
)
# When something happens, between the verb and the thing.
_WHEN = re.compile(
    r"(?:(?<!\w)(?:heute|morgen|gestern|übermorgen|jetzt|gerade|derzeit|aktuell|bald|wieder|auch|täglich"
    r"|abends|morgens|mittags|immer|dort|hier|da|nun|dann|früh|noch|nur)\s)+$"
)
_SINCE = re.compile(r"\sher$")


def case_in_clause(noun: str, before: str, after: str) -> Case | None:
    """Find the case of `1` and a noun from the subject and the verb; None if neither tells it."""
    clause = _CLAUSE_END.split(before)[-1]
    rest = _CLAUSE_END.split(after)[0].rstrip()
    run = BETWEEN_RUN.sub("", clause)
    near = previous_words(run)[1].lower()
    span = noun.lower() in SPANS
    if _SINCE.search(rest) and span:
        return Case.ACCUSATIVE  # "Es ist erst 1 Tag her"
    if near in DATIVE | GENITIVE or clause.endswith("über "):
        return None
    first = _WORDS.search(_SENTENCE_END.split(before)[-1])
    words = {word.lower() for word in _WORDS.findall(clause)}
    if (
        (first and first[0].lower() in ASKED)
        or words & (_SUBJECTS | _EXISTS)
        or _SHE.search(clause)
    ):
        return Case.ACCUSATIVE  # "Hol bitte noch 1 Kasten Bier", "heute hast du 1 Termin"
    if rest.endswith(" statt") or (near in ADVERBS and words & _REMAINS):
        return Case.NOMINATIVE  # "findet 1 Termin statt", "dir bleibt noch 1 Tag"
    verb = previous_words(_WHEN.sub("", run))[1].lower()
    if verb in _INTRANSITIVE and not (span and verb in ACCUSATIVE):
        return Case.NOMINATIVE
    # "Lisa schreibt heute 1 Test"
    return Case.ACCUSATIVE if verb != near and verb in ACCUSATIVE - ADVERBS else None
