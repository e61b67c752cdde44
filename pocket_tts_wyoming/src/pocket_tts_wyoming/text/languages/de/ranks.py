"""German ranks: "am 3. Tag", "1. Std.", "sie wurde 2., er 15.", "das 2te Mal"."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import (
    Gender,
    Grammar,
    next_word,
    previous_words,
)
from pocket_tts_wyoming.text.languages.de.cues import (
    BECAME,
    BECOMES,
    BEFORE_LAST_RANK,
    ENDS_IN_E,
    ENDS_IN_N,
    JOINED_RANK,
    MARKS,
    NEAR,
    STRONG,
)
from pocket_tts_wyoming.text.languages.de.dates import GermanDates, begins_sentence
from pocket_tts_wyoming.text.languages.de.tables import (
    MONTH_ABBREVIATIONS,
    MONTHS,
    RANKED,
    RANKED_ENDINGS,
    RANKED_SHORT,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_RANK = re.compile(r"(\d{1,3})\.|([/\u2013+&-])|(,|und|oder|bis|u\.)")
_JOINED_BEHIND = re.compile(r"\A(?:(?:,|\s(?:und|oder|bis|sowie|u\.))\s\d{1,3}\.)+(?=\s[A-ZÄÖÜ])")
_JOINERS = {
    "/": " und ",
    "+": " und ",
    "&": " und ",
    "-": " bis ",
    "\u2013": " bis ",
    ",": ", ",
    "u.": " und ",
}
# At a sentence's end "sie wurde 80" is an age; nobody tells so low a place.
_LOWEST_PLACE = 30
# "Sie wurde 2., er 15.": the second place has the verb of the first.
_SECOND_PLACE = re.compile(
    r"\b(?:wurden?|wird|werden|als)\b(?:[^.;!?]|\d\.)*\d\.(?:,|\s(?:und|aber))\s(?:[^\W\d_]+\s){1,3}$"
)
_LAST_CLAUSE = re.compile(r"(?:^|[.,;:!?]|\b(?:und|aber)\b)((?:(?![.,;:!?]|\b(?:und|aber)\b).)*)$")
_SUBJECTS = frozenset({"er", "sie", "ich", "du"})
_MEN_IN_A = frozenset({"Opa", "Papa", "Luca", "Luka", "Sascha", "Joshua", "Mika", "Elia"})


class GermanRanks(GermanDates):
    """Ranks with their full stop, and the ending that the words around them ask for."""

    def rank_rules(self) -> list[Rule]:
        """Ranks before a noun, a short one ("Std."), or nothing at all."""
        months = "|".join((*MONTHS, *MONTH_ABBREVIATIONS))
        days = "|".join(WEEKDAYS)
        short = "|".join(sorted(RANKED_SHORT, key=len, reverse=True))
        joined = r"(?:\s?[/\u2013+&-]\s?|,\s|\s(?:und|oder|bis|u\.)\s)"
        return [
            Rule(
                "de_short_rank",
                rf"(?<![\w.,:])(?P<sk_ranks>\d{{1,3}}\.(?:{joined}\d{{1,3}}\.)*)"
                rf"\s(?P<sk_noun>{short})(?![\w-]|\.-)(?:\.(?!\s\d))?",
                self._short_rank,
            ),
            Rule(
                "de_rank_of_day",
                # "jeden 1. So. im Monat", "2. und 4. Mi im Monat", but "der 1. So ist es"
                rf"(?<![\w.,:])(?P<rd_ranks>[1-5]\.(?:{joined}[1-5]\.)*)\s(?P<rd_day>{days})"
                r"(?:\.(?=\s[a-zäöü]|[,:)])|(?=\s(?:im|des|jed\w+|nach|vor)\s))",
                lambda m: (
                    self._ranks(m["rd_ranks"], m.string[: m.start()], Gender.MASCULINE)
                    + f" {WEEKDAYS[m['rd_day']]}"
                ),
            ),
            Rule(
                "de_bare_days",
                # "vom 14.-16. sind wir weg", "am 14./15."
                r"(?<![\w.,:])(?P<bd_ranks>\d{1,2}\.\s?[/\u2013-]\s?\d{1,2}\.)(?=\s[a-zäöü]|[,)]|\s*$)",
                self._bare_days,
            ),
            Rule(
                "de_two_ranks",
                r"(?<![\w.,:])(?P<tr_ranks>\d{1,3}\./\s?\d{1,3}\.)(?=\s(?P<tr_noun>[A-ZÄÖÜ][^\W\d_]+))",
                self._two_ranks,
            ),
            Rule(
                "de_ordinal",
                rf"(?<![\w.,:])(?P<do_number>\d{{1,3}})\."
                rf"(?=\s(?!(?:{months})\b)[^\W\d_]|\s?(?:-|\u2013)\s?\d+\.\s|,\s\d{{1,3}}\.\s|\s\d)",
                self._ordinal_with_dot,
            ),
            Rule(
                "de_last_ordinal",
                r"(?<![\w.,:])(?P<lo_number>\d{1,3})\.(?=[\s\"')]*$|,)",
                self._last_ordinal,
            ),
            Rule(
                "de_written_rank",
                r"(?P<wr_number>\d{1,4})\.?(?:te|ste)(?P<wr_ending>[rnsm]?)(?!\w)",
                lambda m: self.ordinal(int(m["wr_number"])) + m["wr_ending"],
            ),
            Rule(
                "de_roman_rank",
                r"(?P<rr_numeral>[IVX]{1,5})\.(?=\s(?P<rr_noun>[A-ZÄÖÜ][^\W\d_]+))",
                self._roman_rank,
                at_word=True,
            ),
        ]

    def _ranks(self, written: str, before: str, gender: Gender) -> str:
        """Say one rank or more with what joins them: "5./6.", "1. und 2."."""
        spoken = ""
        for number, sign, word in _RANK.findall(written):
            if number:
                spoken += self.rank(int(number), before, gender)
            else:
                spoken += _JOINERS.get(sign or word, f" {word} ")
        return spoken

    def _short_rank(self, match: re.Match[str]) -> str:
        """`1. Std.` is a lesson, `67. Min.` a minute of a match: one of each."""
        noun = RANKED_SHORT[match["sk_noun"]]
        before = match.string[: match.start()]
        return f"{self._ranks(match['sk_ranks'], before, self.gender_of(noun))} {noun}" + (
            full_stop(self, match)
        )

    def _bare_days(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
        if previous_words(before)[1].lower() not in BEFORE_LAST_RANK:
            return None
        ends = "" if match.string[match.end() :].strip() else "."
        return self._ranks(match["bd_ranks"], before, Gender.MASCULINE) + ends

    def _two_ranks(self, match: re.Match[str]) -> str:
        before = match.string[: match.start()]
        return self._ranks(match["tr_ranks"], before, self.gender_of(match["tr_noun"]))

    def _roman_rank(self, match: re.Match[str]) -> str | None:
        """`im II. Quartal`: a Roman rank before a thing that is ranked."""
        noun = match["rr_noun"]
        if not _is_ranked(noun) or noun in MONTHS:
            return None
        value = roman_value(match["rr_numeral"])
        return self.rank(value, match.string[: match.start()], self.gender_of(noun))

    def _ordinal_with_dot(self, match: re.Match[str]) -> str | None:
        text, number = match.string, int(match["do_number"])
        before = text[max(0, match.start() - NEAR) : match.start()]
        after = text[match.end() :]
        near = previous_words(JOINED_RANK.sub("", before))[1].lower()
        # "in der 3. und 4. Stunde": the noun stands behind the last of them.
        noun = _noun(self, _JOINED_BEHIND.sub("", after))
        if begins_sentence(self, after):
            return self._last_ordinal(match)
        known = near in ENDS_IN_N or near in ENDS_IN_E or near in STRONG
        if noun and not noun[0].isupper():
            # "Es sind 3. danach": a lower-case word follows an ordinal only after an article.
            if near == "jeder":
                return self.rank(number, before, Gender.MASCULINE)
            return (
                self._before_adjective_rank(number, before, noun) if known else self._place(match)
            )
        if noun and (near == "als" or near in BECOMES):
            return self.rank(number, "", self.gender_of(noun))
        if not known and not _is_ranked(noun):
            return None
        return self.rank(number, before, self.gender_of(noun))

    def _before_adjective_rank(self, number: int, before: str, adjective: str) -> str:
        """`der 2. große Sturm`, `der 2. großen Welle`, `ein 2. großer Sturm`: as the adjective."""
        near = previous_words(before)[1].lower()
        if near == "der" or near in STRONG:
            ending = adjective[-1] if adjective.endswith(("er", "es", "en")) else ""
            return self.ordinal(number) + (ending if near in STRONG or ending == "n" else "")
        return self.rank(number, before, Gender.NEUTER)

    def _last_ordinal(self, match: re.Match[str]) -> str | None:
        """`Heute ist der 1.`: behind an article the full stop is the rank's and the sentence's."""
        before = match.string[max(0, match.start() - NEAR) : match.start()]
        ends = "" if match.string[match.end() :].startswith(",") else "."
        near = previous_words(JOINED_RANK.sub("", before))[1].lower()
        if near not in BEFORE_LAST_RANK or before.rstrip()[-1:] in MARKS:
            place = self._place(match)
            return place and place + ends
        number = int(re.sub(r"\D", "", match[0]))
        return self.rank(number, before, Gender.MASCULINE) + ends

    def _place(self, match: re.Match[str]) -> str | None:
        """`Sie wurde 2., er 15.`, `kam als 4. ins Ziel`: a place without a noun."""
        text, number = match.string, int(re.sub(r"\D", "", match[0]))
        whole = text[max(0, match.start() - NEAR) : match.start()]
        before = JOINED_RANK.sub("", whole)
        further, near = previous_words(before)
        subject = near[:1].isupper() or near.lower() in _SUBJECTS
        won = near.lower() in BECOMES or (further.lower() in BECOMES and subject)
        won = won or near.lower() == "als" or _SECOND_PLACE.search(whole) is not None
        if not won or before.rstrip()[-1:] in MARKS:
            return None
        after = text[match.end() :]
        last = not after.strip(" \"')") or begins_sentence(self, after)
        age = not {near.lower(), further.lower()}.isdisjoint(BECOMES - BECAME)
        if last and (age or number > _LOWEST_PLACE):
            return None
        return self.rank(number, "", _subject(self, before))


def _subject(grammar: Grammar, before: str) -> Gender:
    """Guess whose place it is: "sie", "die Mannschaft", "Lena" are feminine, the rest is not.

    Of the hundred most frequent German given names in "-a" all but a handful are women's.
    """
    clause = _LAST_CLAUSE.search(before)
    for word in re.findall(r"[^\W\d_]+", clause[1] if clause else before):
        named = word[0].isupper() and word.endswith("a") and word not in _MEN_IN_A
        if word.lower() in {"sie", "die"} or (
            named and word.lower() not in grammar.language.genders
        ):
            return Gender.FEMININE
    return Gender.MASCULINE


def _is_ranked(noun: str) -> bool:
    """Whether "3." in front of a noun is a rank without an article: "12. Spieltag"."""
    word = noun.lower()
    return word in RANKED or word.endswith(RANKED_ENDINGS)


def _noun(grammar: Grammar, after: str) -> str:
    """Find the noun behind a rank; a short one is what it stands for ("3. Et.")."""
    word = next_word(after)
    if not after.lstrip()[len(word) :].startswith("."):
        return word
    return next((e.spoken for e in grammar.language.abbreviations if e.key == word), word)
