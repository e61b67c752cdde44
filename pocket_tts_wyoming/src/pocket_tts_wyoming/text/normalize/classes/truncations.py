"""Words that are cut off and end in a full stop, but stand in no table: "Unterr.", "elev."."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender
from pocket_tts_wyoming.text.languages.truncation import truncations_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import (
    full_stop,
    is_counted,
    noun_before,
    starts_sentence,
    words_by_key,
)
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.languages.base import Grammar
    from pocket_tts_wyoming.text.languages.truncation import Truncations

# No sentence ends in front of these. A vocabulary also knows the whole words that begin others,
# so that a number behind a cut one begins no sentence either.
_GOES_ON_OR_COUNTS = re.compile(r"\s?[,;:)]|\s[a-zà-ÿ(]|\s\d")
_ADJECTIVE_ENDINGS = ("lich", "frei", "isch", "ig")
_GOES_ON = re.compile(r"\s?[,:;/)-]|\s[a-zà-ÿ]")


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rule, if the language has a list or a vocabulary of such words.

    A vocabulary's words agree with the noun before them and stand in the plural behind a number; a
    list's may be the ends of compounds.
    """
    language = grammar.language
    if language.vocabulary.words:
        keys = frozenset(entry.key.lower() for entry in language.abbreviations)
        return [
            Rule(
                "cut_word",
                r"(?P<cw_word>[^\W\d_]{3,14}+)\.(?!\w)",
                partial(_cut_word, grammar, keys, words_by_key(grammar)),
                at_word=True,
            )
        ]
    words = truncations_of(language.truncated, language.abbreviations)
    if words is None:
        return []
    say = partial(_whole, grammar, words)
    return [Rule("truncation", r"[^\W\d_]{4,24}\.(?!\w)", say, at_word=True)]


def _whole(grammar: Grammar, words: Truncations, match: re.Match[str]) -> str | None:
    goes_on = _GOES_ON.match(match.string, match.end()) is not None
    word = words.whole(match[0][:-1], goes_on=goes_on)
    if not word:
        return None
    if word[0].islower() and word.endswith(_ADJECTIVE_ENDINGS):
        word = grammar.inflected(word, match.string[: match.start()], match.string[match.end() :])
    return word + full_stop(grammar, match)


def _cut_word(
    grammar: Grammar, keys: frozenset[str], known: Mapping[str, str], match: re.Match[str]
) -> str | None:
    """`spegn. autom.`: no table knows it, but the vocabulary has a word that begins so."""
    written, text = match["cw_word"], match.string
    before, after = text[: match.start()], text[match.end() :]
    cut = written.lower()
    vocabulary = grammar.language.vocabulary
    if cut in keys:
        return None  # what a table knows is a word where it does not stand as the table says
    if not vocabulary.is_certain(cut) and not _GOES_ON_OR_COUNTS.match(after):
        return None
    # A name: "era con Mel."
    if written[0].isupper() and not starts_sentence(before) and not _GOES_ON.match(after):
        return None
    entry = vocabulary.find(cut)
    if entry is None or written.isupper() or cut in grammar.language.sentence_words.short:
        return None
    spoken, _, feminine = entry.partition("/")
    noun = noun_before(grammar, known, before)
    if feminine and noun and grammar.gender_of(noun) is Gender.FEMININE:
        spoken = feminine
    if is_counted(before):
        spoken = grammar.plural_of(spoken)
    return (spoken.capitalize() if written[0].isupper() else spoken) + full_stop(grammar, match)
