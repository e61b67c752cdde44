"""German agreement: the case and gender of "ein", endings of ranks, rulers."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.abbreviation import Place
from pocket_tts_wyoming.text.languages.base import (
    Case,
    Gender,
    Grammar,
    Noun,
    next_word,
    previous_words,
)
from pocket_tts_wyoming.text.languages.de.clauses import case_in_clause
from pocket_tts_wyoming.text.languages.de.cues import (
    ACCUSATIVE,
    ADJECTIVE_ENDINGS,
    ADVERBS,
    ASKED,
    BETWEEN,
    BETWEEN_RUN,
    CLAUSE_END,
    COSTING,
    COUNTED,
    DATIVE,
    ENDS_IN_E,
    ENDS_IN_N,
    GENITIVE,
    JOINED_COUNT,
    JOINED_RANK,
    LONG,
    MARKS,
    NAMES_WITH_NUMBERS,
    NEAR,
    NEEDING,
    NO_UMLAUTS,
    OBJECT_VERBS,
    OF_THEM,
    OF_THEM_BEFORE,
    ONE,
    ONE_BY_ENDING,
    ONE_OF,
    OTHER_VERB,
    OTHERS,
    PLURALS,
    RULERS_BEFORE,
    SHOWING,
    SPANS,
    STRONG,
    TO_DO,
)
from pocket_tts_wyoming.text.languages.de.tables import (
    FEMININE_RULERS,
    MASCULINE_RULERS,
)
from pocket_tts_wyoming.text.languages.de.units import CURRENCIES

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.normalize.numbers import Number

# "Ich habe 1 Gurke, 1 Salat …": a list of objects.
_HAVING = re.compile(r"\b(?:[Ii]ch habe|[Dd]u hast|[Hh]abe ich|[Hh]ast du)\s\S.*,\s$")
_STRENGTH = (Case.NOMINATIVE, Case.ACCUSATIVE, Case.DATIVE)
_MONEY = frozenset(
    noun for currency in CURRENCIES.values() for noun in (currency.major, currency.minor) if noun
)
_UP_TO = re.compile(r"\b[Bb]is zu (?:ca\. |etwa |rund )?$")
# "über 400 km Reichweite" is more than that, but "Schnee über 800 m" lies above it.
_OVER = re.compile(
    r"(?=[Üü]ber )"  # first, since most places fail there: 3 instead of 75 us
    r"(?<!\b[Ii]n )(?<!\b[Mm]it )(?<!\b[Vv]on )(?<!\b[Bb]ei )(?<!\b[Aa]uf )(?<!\b[Ss]eit )"
    r"(?<!\b[Nn]ach )(?<!\b[Vv]or )(?<!\b[Aa]b )(?<!\b[Aa]us )(?<!\b[Zz]u )\b[Üü]ber (?:ca\. )?$"
)
_HIGH = re.compile(r"[Ll]ieg|[Ll]ag|[Ss]chnee|[Ff]rost|grenze|Höhe|steht")
_ONE = re.compile(r"(?<![\w.,:/-])1 $")
_BEHIND_ONE = {
    (gender, case): "en" if case is Case.DATIVE else ending
    for gender, ending in ((Gender.MASCULINE, "er"), (Gender.FEMININE, "e"), (Gender.NEUTER, "es"))
    for case in Case
} | {(Gender.MASCULINE, Case.ACCUSATIVE): "en"}
_COMPOUND = re.compile(r"\s((?:[^\W\d_]+-)+([^\W\d_]+))")
_SHORTEST_PART = 4
_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)")


def _as_object(before: str) -> str:
    """`Timer über 1 Stunde` is "über eine Stunde", as "um eine Stunde"; nothing lies above it."""
    if _HIGH.search(before):
        return before
    return _OVER.sub("um ", before)


class GermanAgreement(Grammar):
    """Finds case and gender from the words beside a number."""

    @cached_property
    def _numbered(self) -> frozenset[str]:
        """Words behind which "1" is a name: "Absatz 1", "Formel 1"."""
        short = {
            entry.key.lower()
            for entry in self.language.abbreviations
            if entry.place is Place.BEFORE_NUMBER or entry.spoken == "Nummer"
        }
        language = self.language
        return language.numbered_things | language.roman_cues | NAMES_WITH_NUMBERS | short

    @cached_property
    def _short_adjectives(self) -> frozenset[str]:
        return frozenset(entry.key for entry in self.language.abbreviations if entry.adjective)

    def is_name_of(self, word: str) -> bool:
        """Whether a number behind a word is a name: "Gleis 1", "Nr. 1"."""
        return word.lower() in self._numbered

    def is_object(self, after: str) -> bool:
        """Whether a counted thing before `after` is an object of the words behind it.

        "1 Apfel schälen", "1 m lang": an infinitive of a recipe or a reminder at the end of a
        clause without another verb, or an adjective of measure.
        """
        if LONG.match(after):
            return True
        clause = re.split(r"[.;:!?](?:\s|$)", after[:NEAR], maxsplit=1)[0]
        for found in CLAUSE_END.finditer(clause):
            if OTHER_VERB.search(clause[: found.start()]):
                return False
            if TO_DO.fullmatch(found[1]):
                return True
        return False

    def gender_of(self, noun: str) -> Gender:
        """Find the gender of a noun; a compound has that of its last part ("Gesamtgewicht")."""
        word, known = noun.lower(), self.language.genders
        if word not in known:
            for start in range(2, len(word) - _SHORTEST_PART + 1):
                gender = known.get(word[start:])
                if gender is not None:
                    return gender
        return super().gender_of(noun)

    def case_after(self, before: str) -> Case:
        """Dative after most prepositions, accusative after "haben", "für", "um"."""
        before = before[-NEAR:]
        # "Ich habe 1 Lampe und 1 Schalter": the second thing has the case of the first.
        whole, before = before, JOINED_COUNT.sub("", before)
        # "Licht an, 1 Fenster offen": a preposition does not reach over a mark.
        run = BETWEEN_RUN.search(before)
        ruling_part = before[: run.start()] if run else before
        marked = ruling_part.rstrip()[-1:] in MARKS
        further, near = ("", "") if marked else (word.lower() for word in previous_words(before))
        # "mit nur 1 kW", "nach ca. 1 Stunde", "hält noch ca. 1 Tag", "dauert über 1 Woche"
        if run is not None and not marked:
            ruling = previous_words(ruling_part)[1].lower()
            near = ruling if ruling in DATIVE | ACCUSATIVE else near
            near = "noch" if near in BETWEEN and "noch" in run[0] else near
        if near in DATIVE or near in GENITIVE:
            return Case.DATIVE
        # "1 EL entspricht etwa 15 ml, 1 TL etwa 5 ml": the second begins a clause of its own.
        if before != whole and near == "etwa" and further not in ACCUSATIVE | OBJECT_VERBS:
            return Case.NOMINATIVE
        # "Die Pflanze braucht alle 2 Wochen 1 l Wasser"
        if NEEDING.search(re.split(r"[.!?:;,]\s", ruling_part)[-1]):
            return Case.ACCUSATIVE
        # "Gib 2 EL Zucker und 1 TL Salz dazu": what is asked for is an object to the end.
        clause = re.split(r"[.!?:;]\s", before)[-1]
        asked = _FIRST_WORD.match(clause)
        if (
            near in ACCUSATIVE
            or further in OBJECT_VERBS
            or (asked and (asked[1].lower() in ASKED or _HAVING.search(clause)))
        ):
            return Case.ACCUSATIVE
        return Case.NOMINATIVE

    def bare_number(self, number: Number, before: str, after: str) -> str:
        """Only a noun, which has a capital, or an adjective before it makes "eins" an "ein"."""
        before, after = before[-NEAR:], after[:NEAR]
        following = next_word(after)
        if following and (compound := _COMPOUND.match(after)):
            last = compound[2] if compound[2][0].isupper() else compound[1]
            after, following = after[compound.end(1) :], last  # "1 HDMI-Kabel", "1 Add-on"
            after = f" {following}{after}"
        if following == "Uhr":
            return self.number(number, Gender.NEUTER)
        further, near = (word.lower() for word in previous_words(before))
        # "Tag 1", but "pro Tag 1 Apfel"
        numbered = near in self._numbered and further not in {"pro", "je", "jeden", "am"}
        if number.fraction or number.whole != 1 or not following or numbered:
            return self.number(number)
        one_of = ONE_OF.match(after) or self._counted_before(before, after)
        if one_of:
            return self._one_of(one_of[1], before)
        if following.endswith("s") and near in GENITIVE | {"innerhalb", "oberhalb", "unterhalb"}:
            return "eines"
        # "noch 1 butter": in a text without capitals, a noun has none either.
        small = following in self.language.genders and (before + after).islower()
        if following[0].isupper() or small:
            case = self._case_of(following, before, after.lstrip()[len(following) :])
            return self.number(number, self.gender_of(following), case)
        return self._before_adjective(number, before, after, following)

    @staticmethod
    def _counted_before(before: str, after: str) -> re.Match[str] | None:
        """Find the things that `1` is one of: "2 Nachrichten, 1 davon von Mama"."""
        clauses = re.split(r"[.!?;]\s", before)[-1]
        if OF_THEM_BEFORE.search(clauses) or (OF_THEM.match(after) and OTHERS.search(clauses)):
            return next(reversed(list(COUNTED.finditer(clauses))), None)
        return None

    def _one_of(self, nouns: str, before: str) -> str:
        """`1 von 3 Lampen` is "eine von drei Lampen"; the gender is that of the singular."""
        word = nouns.lower()
        near = previous_words(before)[1].lower()
        case = Case.NOMINATIVE if near in ADVERBS else self.case_after(before)
        for many, one in PLURALS:
            stem = word.removesuffix(many)
            for singular in (stem + one, stem.translate(NO_UMLAUTS) + one):
                if word.endswith(many) and singular in self.language.genders:
                    return ONE[self.language.genders[singular], case]
        return "eins"

    def _before_adjective(self, number: Number, before: str, after: str, adjective: str) -> str:
        """`1 neues Licht` is "ein neues Licht", `1 kl. Zwiebel` "eine kleine Zwiebel"."""
        behind = after.lstrip()[len(adjective) :]
        inflected = adjective.endswith(ADJECTIVE_ENDINGS) and (
            adjective not in self.language.sentence_words.starters
        )
        if behind.startswith("."):
            inflected = adjective in self._short_adjectives
            behind = behind[1:]
        noun = next_word(behind)
        if inflected and noun in self.language.joiners:
            # "1 offenes und 2 geschlossene Fenster": the ending shows it.
            return next(one for ending, one in ONE_BY_ENDING if adjective.endswith(ending))
        if not noun[:1].isupper() or not inflected:
            return self.number(number)
        if noun.endswith("s") and previous_words(before)[1].lower() in GENITIVE:
            return "eines"
        case = self._case_of(noun, before, behind.lstrip()[len(noun) :])
        if adjective.endswith("en") and case is Case.NOMINATIVE:
            case = Case.ACCUSATIVE  # "1 verpassten Anruf": the ending shows it
        return self.number(number, self.gender_of(noun), case)

    def _case_of(self, noun: str, before: str, after: str) -> Case:
        before = JOINED_COUNT.sub("", before)
        if self.is_object(after):
            return max(self.case_after(before), Case.ACCUSATIVE, key=_STRENGTH.index)
        if (found := case_in_clause(noun, before, after)) is not None:
            return found
        further, near = (word.lower() for word in previous_words(before))
        adverb = near in ADVERBS and further not in DATIVE and further not in OBJECT_VERBS
        # "Heute kostet 1 Becher Sahne 99 Cent"
        if near in COSTING or (adverb and noun.lower() not in SPANS):
            return Case.NOMINATIVE
        return self.case_after(_as_object(before))

    def counted(self, number: Number, noun: Noun, before: str) -> str:
        """`kostet 1 Liter Diesel`: what costs is no object, what it costs is one."""
        before = before[-NEAR:]
        if noun not in _MONEY and previous_words(before)[1].lower() in COSTING:
            before = ""
        if number.is_one:
            before = _as_object(before)
        else:
            # "bis zu 20 cm Schnee", but "mit bis zu 20 cm": as without these words.
            before = _UP_TO.sub("", before)
            if _OVER.search(before) and not _HIGH.search(before):
                before = ""
        return super().counted(number, noun, before)

    def number(
        self, number: Number, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Only "ein" itself agrees: "eine Sekunde", but "einhunderteins Sekunden"."""
        return super().number(number, gender if number.whole == 1 else None, case)

    def regnal(self, name: str, number: int) -> str | None:
        """Elisabeth II. is "die Zweite", Ludwig XIV. "der Vierzehnte"."""
        rank = self.ordinal(number).capitalize()
        if name in FEMININE_RULERS:
            return f"die {rank}"
        return f"der {rank}" if name in MASCULINE_RULERS else None

    def regnal_after(self, before: str, name: str, number: int) -> str | None:
        """`von Ludwig XIV.` is "dem Vierzehnten", `zeigt Ludwig XIV.` "den Vierzehnten"."""
        rank = self.ordinal(number).capitalize()
        if name.removesuffix("s") in MASCULINE_RULERS and name not in MASCULINE_RULERS:
            return f"des {rank}n"
        alone = self.regnal(name, number)
        if alone is None:
            return None
        *_, near = ("", *RULERS_BEFORE.sub("", before[-NEAR:]).lower().split())
        feminine = name in FEMININE_RULERS
        if near not in DATIVE | ACCUSATIVE | SHOWING:
            return alone
        if near in DATIVE:
            return f"{'der' if feminine else 'dem'} {rank}n"
        return f"die {rank}" if feminine else f"den {rank}n"

    def times(self, number: int) -> str:
        """`2x` is "zweimal"."""
        return f"{self.cardinal(number, Gender.NEUTER)}mal"

    def inflected(self, stem: str, before: str, after: str) -> str:
        """`dt. Meister` is "deutscher Meister", `mit freundl. Grüßen` "mit freundlichen Grüßen"."""
        noun = next_word(after)
        if not noun[:1].isupper() or not after[:1].isspace():
            return "besonders" if stem == "besonder" else stem
        near = previous_words(before)[1].lower() if before.rstrip()[-1:] not in MARKS else ""
        known = noun.lower() in self.language.genders
        gender = self.gender_of(noun)
        if before.endswith("d. "):
            return stem.removesuffix("e") + "en"
        if _ONE.search(before):  # behind "ein"
            case = self._case_of(noun, before[-NEAR:-2], after.lstrip()[len(noun) :][:NEAR])
            return stem.removesuffix("e") + _BEHIND_ONE[gender, case]
        # Of nouns that are not known, those in "-en" and "-ern" are many ("Angaben", "Kindern").
        many = not known and noun.endswith(("en", "ern", "eln", "ße", "se"))
        if near in ENDS_IN_N:
            ending = "en"
        elif near in ENDS_IN_E:
            ending = "en" if many else "e"
        elif near in DATIVE:
            ending = "en" if many else "er" if gender is Gender.FEMININE else "em"
        elif many or gender is Gender.FEMININE:
            ending = "e"
        elif near in ACCUSATIVE and gender is Gender.MASCULINE and near not in STRONG:
            ending = "en"
        else:
            ending = "es" if gender is Gender.NEUTER else "er"
        return stem.removesuffix("e") + ending

    def rank(self, number: int, before: str, gender: Gender) -> str:
        """Words for a rank with the ending that the words before it ask for: "am ersten"."""
        # "am 1. und 2. Januar": the second rank has the case of the first.
        before = JOINED_RANK.sub("", before[-NEAR:])
        further, near = (word.lower() for word in previous_words(before))
        # A mark parts them, but not the full stop of "bis einschl.".
        if before.rstrip()[-1:] in MARKS and not (before.endswith(". ") and near in ENDS_IN_N):
            further = near = ""
        # "aus 2. Hand", "nach 2. Mahnung", but "ab 2. März"
        bare = near in {"ab", "seit", "nach"} and gender is not Gender.MASCULINE
        if near in DATIVE and (bare or near not in ENDS_IN_N):
            ending = "r" if gender is Gender.FEMININE else "m"
        elif near in ENDS_IN_N:
            ending = "n"
        elif near in ENDS_IN_E:
            # "in der zweiten Etage": after a preposition "der" is a dative, and before what is
            # feminine no nominative ("Folge 4 der 2. Staffel"), as "jeder vierten Frau".
            oblique = near in {"der", "jeder"} and gender is Gender.FEMININE
            ending = "n" if oblique or (near == "der" and further in DATIVE) else ""
        else:
            ending = {Gender.MASCULINE: "r", Gender.NEUTER: "s"}.get(gender, "")
        return self.ordinal(number) + ending
