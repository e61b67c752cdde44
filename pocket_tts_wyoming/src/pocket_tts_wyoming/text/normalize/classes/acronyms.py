"""Words in capitals: letter by letter, as a word, or simply loud."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.words import alternatives, words_of
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.text.languages.base import Grammar, Language

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_SPELLED_LENGTH = 3
_SHOUTED_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD_LETTERS = 4
_VOWELS = "AEIOUYÄÖÜÀ-ÖØ-Ý"
_CONSONANTS = re.compile(rf"[^{_VOWELS}]+")
_SAME_VOWELS = re.compile(r"AA|II|UU|YY|UI[EU]|[AEIOU]{4}")
# What words of the Germanic and Romance languages begin and end with.
_ONSETS = words_of(
    "BL BR CH CHL CHR CL CR DR DW FL FR GL GN GR KL KN KR PF PFL PH PHR PL PR PS QU RH SC SCH SCHL "
    "SCHM SCHN SCHR SCHW SCR SH SHR SK SKR SL SM SN SP SPL SPR ST STR SV SW TH THR TR TS TW VL VR "
    "WH WR ZW"
)
_CODAS = words_of(
    "BS CH CHS CHT CK CKS CT DS DT FF FS FT GHT GS GT KS KT LB LD LF LG LK LL LM LMS LN LP LS LT "
    "LTS LTZ LV LZ MB MM MP MPS MS MT ND NDS NF NG NGS NK NKS NN NS NST NT NTS NX NZ PF PH PP PS "
    "PT RB RBS RCH RD RDS RF RG RGS RK RKS RL RM RMS RN RNS RP RR RS RST RT RTS RTZ RV RX RZ SCH "
    "SH SK SM SP SS ST STS TCH TH TS TT TZ WN WS XT ZZ CKT RKT LKT NKT LFT NFT PST MPT RFST NC RC"
)


def rules(grammar: Grammar) -> list[Rule]:
    """Tokens with two capitals or more, and the words of the language's acronym table."""
    table = grammar.language.acronym_words
    words = alternatives(table) or r"(?!)"
    small = "|".join(grammar.language.lower_case_acronyms) or r"(?!)"
    # The same for all acronyms of a sentence.
    is_shouted = lru_cache(maxsize=1)(partial(_is_shouted, grammar.language))
    return [
        Rule(
            "small_acronym",
            rf"(?:{small})(?!\w)",
            lambda match: " ".join(match[0].upper()),
            at_word=True,
        ),
        Rule(
            "acronym_word",
            rf"(?:{words})(?!\w)",
            partial(_acronym_word, grammar.language, is_shouted),
            at_word=True,
        ),
        # "PostNL", "OpenAI": the capitals at the end are said on their own.
        Rule(
            "acronym_at_end",
            rf"(?:[{_CAPITALS}]?[^\W\dA-ZÀ-Þ_]{{2,}})(?=[{_CAPITALS}]{{2,}}s?(?![^\W_]))",
            lambda match: match[0],
            at_word=True,
        ),
        # "SoC", "IoT"
        Rule(
            "acronym_mixed",
            rf"(?P<acronym_three>[{_CAPITALS}][a-z][{_CAPITALS}])(?P<acronym_threes>s?)(?![^\W_])",
            lambda match: " ".join(match["acronym_three"].upper()) + match["acronym_threes"],
            at_word=True,
        ),
        Rule(
            "acronym",
            rf"(?P<acronym_capitals>[{_CAPITALS}]{{2,}})(?P<acronym_plural>s?)(?![^\W_])",
            partial(_acronym, grammar, is_shouted),
            at_word=True,
        ),
    ]


def _acronym_word(
    language: Language, is_shouted: Callable[[str], bool], match: re.Match[str]
) -> str:
    """Say an acronym of the table; "DAS IST SO GUT" holds no south-east."""
    word = match[0]
    if word.lower() in language.emphasis_words and is_shouted(match.string):
        return word.lower()
    return language.acronym_words[word]


def _acronym(grammar: Grammar, is_shouted: Callable[[str], bool], match: re.Match[str]) -> str:
    word = match["acronym_capitals"]
    language = grammar.language
    shouted = is_shouted(match.string)
    if shouted and word.lower() in language.emphasis_words:
        return word.lower()
    if word in language.spelled_acronyms:
        return _spelled(match)
    if shouted or word.lower() in language.emphasis_words:
        return word.lower()
    if len(word) > _SPELLED_LENGTH and is_pronounceable(word):
        return word.capitalize() + match["acronym_plural"]
    return _spelled(match)


def is_pronounceable(word: str) -> bool:
    """Whether capitals can be a word: with vowels, and clusters that words begin and end with."""
    clusters = list(_CONSONANTS.finditer(word))
    if _SAME_VOWELS.search(word) or (clusters and len(clusters[0][0]) == len(word)):
        return False
    for cluster in clusters:
        letters = cluster[0]
        at_start, at_end = not cluster.start(), cluster.end() == len(word)
        if len(letters) == 1:
            continue
        if at_start:
            fits = letters in _ONSETS
        elif at_end:
            fits = letters in _CODAS
        else:
            fits = any(
                (cut == 1 or letters[:cut] in _CODAS)
                and (len(letters) - cut <= 1 or letters[cut:] in _ONSETS)
                for cut in range(1, len(letters) + 1)
            )
        if not fits:
            return False
    return True


def _spelled(match: re.Match[str]) -> str:
    return " ".join(match["acronym_capitals"]) + match["acronym_plural"]


def _is_shouted(language: Language, text: str) -> bool:
    """Whether a whole sentence is in capitals, which then mean nothing: "I AM SO HAPPY"."""
    if text != text.upper():
        return False
    words = [word for word in _WORD.findall(text) if word not in language.spelled_acronyms]
    small = sum(word.lower() in language.emphasis_words for word in words)
    long = sum(len(word) >= _LONG_WORD_LETTERS for word in words)
    return long >= _SHOUTED_WORDS or (long + small >= _SHOUTED_WORDS and small > 0)
