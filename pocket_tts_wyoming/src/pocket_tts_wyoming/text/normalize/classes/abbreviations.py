"""Abbreviations with a dot or without."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.abbreviation import Abbreviation, Place
from pocket_tts_wyoming.text.languages.base import Gender, next_word, previous_word
from pocket_tts_wyoming.text.languages.words import alternatives, is_next_in_list
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pocket_tts_wyoming.text.languages.base import Grammar

_INSIDE = re.compile(r"\.\w")
# A hyphen inside a name begins nothing: "Spider-Man."
_SENTENCE_STARTS = re.compile(r"""(?:^|[.!?:;({\["',\u2013\u2014]|(?<!\w)-)\s*$""")
# "Sr. Gómez, …" begins a sentence, "Egr. Dott. Neri" and "el Sr. Gómez" go on with theirs.
_BEGINS = re.compile(r"""(?:\A|[a-zà-ÿ]{4}\.\s|[!?\u2026]\s)[\s"'\u00ab\u201c(\u00a1\u00bf]*\Z""")
_CONTEXT_CHARACTERS = 8
_SENSE_CHARACTERS = 40
# "n.º 12 prov." is a name, and so is "Canal 5".
_COUNT_BEFORE = re.compile(r"(?<![^\W\d])(?<![º°.,/])(?<![A-Z]-)\b(\d+)\s$")
# No sentence goes on like this, so that a capital before it is a heading's: "Temp. Máx.: 30".
_GOES_ON = re.compile(r"\s?[:,;/)]|\s[a-zà-ÿ]")
# "10 min. 2. Preheat": the next point of a list.
_ITEM_AFTER = re.compile(r"\s(\d{1,2})([.)])\s[A-ZÀ-Þ]")
# A number may stand without a blank behind a full stop: "S.45", "Hauptstr.5".
_END = r"(?:(?!\w)|(?<=\.)(?=\d))"
# The next line of a recipe, "Prep 25 min. Oven: 40 min."
_HEADING_AFTER = re.compile(r"\s[A-ZÀ-Þ][^\W\d_]{2,}:\s")
# What has to follow an abbreviation of a place.
_FOLLOWED_BY = {
    Place.BEFORE_NUMBER: r"(?=\s?(?:[-\u2212~≈#]?\d|[IVXLC]+(?![\w'])))",
    Place.BEFORE_ROMAN: r"(?=\s?[IVXLC]+(?![\w']))",
    Place.NOT_LAST: r"(?=.*\w)",
}


def early_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules that come before those of addresses ("Sig.ra") and of one meaning ("min.")."""
    table = [entry for entry in _said(grammar) if _INSIDE.search(entry.written)]
    found = [_rule(grammar, "abbreviation_inside", table, "")] if table else []
    senses: dict[str, list[Abbreviation]] = {}
    for entry in grammar.language.abbreviations:
        if entry.place is Place.SENSE:
            senses.setdefault(entry.written, []).append(entry)
    if senses:
        # Both cases are listed: a search that ignores case tries every branch at every word.
        known = alternatives({*senses, *(word[0].upper() + word[1:] for word in senses)})
        say = partial(_sense, grammar, senses)
        found.append(Rule("abbreviation_sense", rf"(?:{known})(?!\w)", say, at_word=True))
    return found


def rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for the language's abbreviations, and initials such as "U.S.A."."""
    found = []
    for place, following in _FOLLOWED_BY.items():
        table = [entry for entry in _said(grammar) if entry.place is place]
        if table:
            found.append(_rule(grammar, f"abbreviation_{place.name.lower()}", table, following))
    table = [entry for entry in _said(grammar) if entry.place not in _FOLLOWED_BY]
    suffixes = {entry.written: entry for entry in table if entry.suffix}
    table = [entry for entry in table if not entry.suffix]
    if table:
        found.append(_rule(grammar, "abbreviation", table, ""))
    if suffixes:
        ends = "|".join(map(re.escape, suffixes))
        found.append(
            Rule(
                "abbreviation_suffix",
                # All of them end in a full stop; without one no end is looked for.
                rf"(?=[^\W\d_]++-?[^\W\d_]*+\.)"
                rf"(?P<as_name>[^\W\d_]{{2,}}?-?)(?P<as_end>(?i:{ends})){_END}",
                partial(_suffix, grammar, suffixes),
                at_word=True,
            )
        )
    return [
        *found,
        Rule("initials", r"(?:[A-Z]\.){2,}(?!\w)", partial(_initials, grammar), at_word=True),
    ]


def full_stop(grammar: Grammar, match: re.Match[str]) -> str:
    """Return the full stop that an abbreviation or a number shares with its sentence, or nothing.

    It is the sentence's where nothing follows, or a word that often begins a sentence.
    """
    if not match[0].endswith("."):
        return ""
    after = match.string[match.end() :]
    if not after.strip(" '\")]"):
        return "."
    word = next_word(after) if after[:1].isspace() else ""
    words = grammar.language.sentence_words
    if not words.ordinals and _ITEM_AFTER.match(after):
        return "."
    if match[0][0].isdigit() and _HEADING_AFTER.match(after):
        return "."
    closes = match[0].endswith(words.closers) and word.lower() not in words.after_closers
    starts = word[:1].isupper() and (closes or word.lower() in words.starters)
    return "." if starts else ""


def _said(grammar: Grammar) -> Iterable[Abbreviation]:
    table = grammar.language.abbreviations
    return (entry for entry in table if entry.spoken and entry.place is not Place.SENSE)


def _sense(
    grammar: Grammar, senses: Mapping[str, list[Abbreviation]], match: re.Match[str]
) -> str | None:
    """Say the first meaning whose surroundings fit, with a capital if there was one."""
    written, text = match[0], match.string
    before = text[max(0, match.start() - _SENSE_CHARACTERS) : match.start()]
    small = written[0].lower() + written[1:]
    known: list[Abbreviation] = [
        *senses.get(written, ()),
        *(senses.get(small, ()) if small != written else ()),
    ]
    for entry in known:
        fits = not entry.before or re.search(rf"(?:{entry.before})$", before)
        if fits and (not entry.after or re.match(entry.after, text[match.end() :])):
            spoken = entry.spoken + full_stop(grammar, match)
            # The capitals of "FT", "BID" and "turn L" begin no sentence.
            heading = written[0].isupper() and written != written.upper()
            return spoken[0].upper() + spoken[1:] if heading else spoken
    return None


def _rule(grammar: Grammar, name: str, table: Iterable[Abbreviation], following: str) -> Rule:
    exact = {"".join(entry.written.split()): entry for entry in table}
    # "Z. B." begins a sentence; "A. C. Milan" is no era, "S. L." no century.
    capital = {
        key[0].upper() + key[1:]: entry
        for key, entry in exact.items()
        if key[0].islower()
        and key.endswith(".")
        and not key.endswith(".C.")
        and entry.place is not Place.BEFORE_ROMAN
    }
    written = {entry.written for entry in table}
    written |= {word[0].upper() + word[1:] for word in written if word.endswith(".")}
    # A space inside ("z. B.") may be missing, narrow or plain.
    known = alternatives(written).replace(r"\ ", r"\s?")
    return Rule(
        name,
        rf"(?:{known}){_END}{following}",
        partial(_abbreviation, grammar, exact, capital, words_by_key(grammar)),
        at_word=True,
    )


def _abbreviation(
    grammar: Grammar,
    exact: Mapping[str, Abbreviation],
    capital: Mapping[str, Abbreviation],
    known: Mapping[str, str],
    match: re.Match[str],
) -> str | None:
    key, text = "".join(match[0].split()), match.string
    before, after = text[: match.start()], text[match.end() :]
    entry = exact.get(key)
    # "Max. 5 Personen", but "Ich bin Max." and "Max." alone. Before a number there is no doubt:
    # "in Apt. 4", "siehe Kap. 3".
    begins = False
    if entry is None and key in capital and after.strip():
        numbered = capital[key].place in {Place.BEFORE_NUMBER, Place.BEFORE_ROMAN}
        # "eine Amtl. Warnung": an adjective of a name, before its noun.
        numbered = numbered or (capital[key].adjective and next_word(after)[:1].isupper())
        begins = numbered or starts_sentence(before) or _GOES_ON.match(after) is not None
        entry = capital[key] if begins else None
    if entry is None or (entry.place is Place.BEFORE_NUMBER and _is_item(before, after)):
        return None
    if entry.place is Place.NOT_LAST and full_stop(grammar, match):
        return None
    begins = begins or (
        key[0].isupper() and _BEGINS.search(before[-_SENSE_CHARACTERS:]) is not None
    )
    spoken = _form(grammar, entry, known, before, after)
    # "Sinfonia n. 9 op. 125": what has a number behind it is not counted.
    numbered = entry.place is Place.BEFORE_NUMBER and after.lstrip()[:1].isdigit()
    if grammar.language.vocabulary.has_noun(spoken) and not numbered and is_counted(before):
        spoken = grammar.plural_of(spoken)
    if entry.place is not Place.ALWAYS_FOLLOWED or not after.strip():
        spoken += full_stop(grammar, match)
    return spoken[0].upper() + spoken[1:] if begins else spoken


def _is_item(before: str, after: str) -> bool:
    """Whether the number that follows is that of a list: "1. Open the app. 2. Tap"."""
    item = _ITEM_AFTER.match(after)
    return item is not None and is_next_in_list(int(item[1]), before, item[2])


def starts_sentence(before: str) -> bool:
    """Whether what follows begins a sentence, a list item, a quotation or a part after a colon."""
    return _SENTENCE_STARTS.search(before[-_CONTEXT_CHARACTERS:]) is not None


def _form(
    grammar: Grammar, entry: Abbreviation, known: Mapping[str, str], before: str, after: str
) -> str:
    if entry.adjective:
        return grammar.inflected(entry.spoken, before, after)
    if not entry.feminine:
        return entry.spoken
    noun = noun_before(grammar, known, before) or next_word(after)
    feminine = bool(noun) and grammar.gender_of(noun) is Gender.FEMININE
    return entry.feminine if feminine else entry.spoken


def words_by_key(grammar: Grammar) -> dict[str, str]:
    """Return what each abbreviation stands for, by its key in small letters."""
    return {entry.key.lower(): entry.spoken for entry in _said(grammar)}


def noun_before(grammar: Grammar, known: Mapping[str, str], before: str) -> str:
    """Find the noun right before a place; "temp." is what it stands for.

    `known`: `words_by_key`.
    """
    before = before.rstrip()
    word = previous_word(before)
    if before.endswith(word):
        return word
    if not before.endswith(f"{word}."):
        return ""
    cut = grammar.language.vocabulary.find(word.lower()) or ""
    return known.get(word.lower(), "") or cut.partition("/")[0]


def is_counted(before: str) -> bool:
    """Whether a number of more than one ends a text, so that a plural follows."""
    number = _COUNT_BEFORE.search(before[-_CONTEXT_CHARACTERS:])
    return number is not None and number[1] != "1"


def _suffix(
    grammar: Grammar, suffixes: Mapping[str, Abbreviation], match: re.Match[str]
) -> str | None:
    entry, name = suffixes[match["as_end"].lower()], match["as_name"]
    if entry.of_name and not name[0].isupper():
        return None
    spoken = entry.spoken
    if name.endswith("-"):
        spoken = spoken.capitalize()
    return name + spoken + full_stop(grammar, match)


def _initials(grammar: Grammar, match: re.Match[str]) -> str:
    return " ".join(match[0].replace(".", "")) + full_stop(grammar, match)
