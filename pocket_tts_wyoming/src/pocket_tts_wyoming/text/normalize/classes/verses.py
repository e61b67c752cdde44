"""Chapters and verses of the Bible: "John 3:16", "Joh. 3,16-18", "Salmo 23:4"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.languages.base import Grammar

# Books that are no one's name, by language.
_BOOKS: Mapping[str, str] = {
    "en": "Genesis Exodus Leviticus Deuteronomy Psalm Psalms Proverbs Ecclesiastes Isaiah Acts "
    "Ezekiel Hosea Micah "
    "Romans Corinthians Galatians Ephesians Philippians Colossians Hebrews Revelation",
    "de": "Genesis Exodus Psalm Sprüche Prediger Jesaja Apostelgeschichte Römer Korinther Galater "
    "Epheser Philipper Kolosser Hebräer Offenbarung Mose",
    "nl": "Genesis Exodus Psalm Spreuken Prediker Jesaja Handelingen Romeinen Korintiërs Galaten "
    "Efeziërs Filippenzen Kolossenzen Hebreeën Openbaring",
    "fr": "Genèse Exode Psaume Proverbes Ecclésiaste Ésaïe Isaïe Actes Romains Corinthiens Galates "
    "Éphésiens Philippiens Colossiens Hébreux Apocalypse",
    "es": "Génesis Éxodo Salmo Proverbios Eclesiastés Isaías Hechos Romanos Corintios Gálatas "
    "Efesios Filipenses Colosenses Hebreos Apocalipsis",
    "it": "Genesi Esodo Salmo Proverbi Qoelet Isaia Atti Romani Corinzi Galati Efesini Filippesi "
    "Colossesi Ebrei Apocalisse",
    "pt": "Gênesis Génesis Êxodo Salmo Provérbios Eclesiastes Isaías Atos Romanos Coríntios "
    "Gálatas Efésios Filipenses Colossenses Hebreus Apocalipse",
}
# Those that also are: a meeting with Johannes is at 15:30.
_NAMES: Mapping[str, str] = {
    "en": "John Matthew Mark Luke James Peter Timothy Daniel Joshua Samuel Jeremiah "
    "Numbers Judges Ruth Kings Job",
    "de": "Johannes Matthäus Markus Lukas Jakobus Petrus Timotheus Daniel Samuel Jeremia",
    "nl": "Johannes Matteüs Marcus Lucas Lukas Jakobus Petrus Daniël Samuel Jeremia",
    "fr": "Jean Matthieu Marc Luc Jacques Pierre Timothée Daniel Samuel Jérémie",
    "es": "Juan Mateo Marcos Lucas Santiago Pedro Timoteo Daniel Samuel Jeremías",
    "it": "Giovanni Matteo Marco Luca Giacomo Pietro Timoteo Daniele Samuele Geremia",
    "pt": "João Mateus Marcos Lucas Tiago Pedro Timóteo Daniel Samuel Jeremias",
}
_SHORT: Mapping[str, Mapping[str, str]] = {
    "de": {"Joh.": "Johannes", "Mt.": "Matthäus", "Matth.": "Matthäus", "Mk.": "Markus",
           "Lk.": "Lukas", "Röm.": "Römer", "Kor.": "Korinther", "Ps.": "Psalm",
           "Mt": "Matthäus", "Mk": "Markus", "Lk": "Lukas", "Joh": "Johannes", "Röm": "Römer",
           "Kor": "Korinther", "Offb": "Offenbarung", "Apg": "Apostelgeschichte",
           "Jes": "Jesaja", "Eph": "Epheser", "Hebr": "Hebräer"},
    "nl": {"Joh.": "Johannes", "Ps.": "Psalm"},
    "fr": {"Ps.": "Psaume"},
    "es": {"Sal.": "Salmo", "Jn.": "Juan"},
    "it": {"Sal.": "Salmo", "Gv.": "Giovanni"},
    "pt": {"Sl.": "Salmo", "Jo.": "João"},
}  # fmt: skip
# Letters and books of which there are several.
_NUMBERED: Mapping[str, str] = {
    "en": "Corinthians Peter John Timothy Samuel Kings",
    "de": "Korinther Petrus Johannes Timotheus Samuel Könige Thessalonicher Mose",
    "nl": "Korintiërs Petrus Johannes Samuel",
    "fr": "Corinthiens Pierre Jean Timothée Samuel",
    "es": "Corintios Pedro Juan Timoteo Samuel",
    "it": "Corinzi Pietro Giovanni Timoteo Samuele",
    "pt": "Coríntios Pedro João Timóteo Samuel",
}
_RANKS: Mapping[str, str] = {
    "en": "First Second Third", "de": "erster zweiter dritter", "nl": "eerste tweede derde",
    "fr": "première deuxième troisième", "es": "primera segunda tercera",
    "it": "prima seconda terza", "pt": "primeira segunda terceira",
}  # fmt: skip
_SACRED = re.compile(
    r"(?i:bibl|bibel|bijbel|vers[eoí]|vers\b|evangeli|évangile|gospel|scripture|psalm|predig)"
)
_RANKED = re.compile(r"(?<![\w.,])[1-3]\.?\s$")
_CALENDAR_STEP = 5
_MINUTES = 60
_LATE = 9


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rule; it comes before those of times and decimals."""
    code = grammar.language.code
    short = _SHORT.get(code, {})
    books = alternatives((*_BOOKS[code].split(), *_NAMES[code].split(), *short))
    several = frozenset(_NUMBERED[code].split())
    letters = alternatives((*several, *(key for key, book in short.items() if book in several)))
    return [
        Rule(
            "numbered_book",
            # Such as the first letter to the Corinthians.
            rf"(?<![\w.,])(?P<nb_number>[1-3])\.?\s(?=(?:{letters})\s\d{{1,3}}[:,]\d)",
            lambda match: f"{_RANKS[code].split()[int(match['nb_number']) - 1]} ",
        ),
        Rule(
            "verse",
            rf"(?P<ve_book>{books})\s(?P<ve_chapter>\d{{1,3}})(?P<ve_mark>[:,])(?P<ve_verse>\d{{1,3}})"
            r"(?:\s?[-\u2013]\s?(?P<ve_last>\d{1,3}))?"
            r"(?![\w%€$°]|[.,:/-]\d|\s?(?:[%€$°]|[aApP]\.?[mM]\b|Uhr|uur|h\b|horas))",
            partial(_verse, grammar, short, frozenset(_NAMES[code].split())),
            at_word=True,
        ),
    ]


def _verse(
    grammar: Grammar, short: Mapping[str, str], names: frozenset[str], match: re.Match[str]
) -> str | None:
    """Say `John 3:16`; "Juan 9:30" may be an appointment.

    Of a book that is also a person's name a pair with a colon is a verse if no calendar and no chat
    has such a time (9:7, 3:16, but not 14:32), or if the text speaks of the Bible. With a comma it
    is one in any case.
    """
    book, mark = match["ve_book"], match["ve_mark"]
    verse = match["ve_verse"]
    if mark == ":" and book in names:
        number = int(verse)
        minutes = len(verse) > 1 and number < _MINUTES
        usual = number % _CALENDAR_STEP == 0 or verse[0] == "0" or int(match["ve_chapter"]) > _LATE
        text = match.string
        sacred = match["ve_last"] or _SACRED.search(text) or _RANKED.search(text[: match.start()])
        if minutes and usual and not sacred:
            return None
    chapter = grammar.cardinal(int(match["ve_chapter"]))
    spoken = grammar.cardinal(int(verse))
    if match["ve_last"]:
        spoken = grammar.span(spoken, grammar.cardinal(int(match["ve_last"])), "")
    pause = " " if grammar.language.code == "en" else ", "
    return f"{short.get(book, book)} {chapter}{pause}{spoken}"
