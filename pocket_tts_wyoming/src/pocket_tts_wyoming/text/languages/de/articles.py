"""German articles: "d." as one, and "ein" where the words behind it decide its form."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import Case, Gender, previous_words
from pocket_tts_wyoming.text.languages.de.agreement import GermanAgreement
from pocket_tts_wyoming.text.languages.de.cues import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    LONG,
    MARKS,
    SUBJECTS,
)
from pocket_tts_wyoming.text.languages.de.tables import MONTHS
from pocket_tts_wyoming.text.languages.de.units import UNITS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_ARTICLES = {
    (Gender.MASCULINE, Case.NOMINATIVE): "der",
    (Gender.MASCULINE, Case.ACCUSATIVE): "den",
    (Gender.MASCULINE, Case.DATIVE): "dem",
    (Gender.FEMININE, Case.NOMINATIVE): "die",
    (Gender.FEMININE, Case.ACCUSATIVE): "die",
    (Gender.FEMININE, Case.DATIVE): "der",
    (Gender.NEUTER, Case.NOMINATIVE): "das",
    (Gender.NEUTER, Case.ACCUSATIVE): "das",
    (Gender.NEUTER, Case.DATIVE): "dem",
}
_MANY = {Case.NOMINATIVE: "die", Case.ACCUSATIVE: "die", Case.DATIVE: "den"}
# Units of what is long or old.
_LENGTHS = ("km", "cm", "mm", "dm", "m", "Hm", "hm", "Mon.", "J.", "Tg.")
# "14-tägig", "5fach", "der 18-Jährige"
_JOINED = (
    "[jJ]ährig|tägig|wöchig|monatig|stündig|minütig|sekündig|fach|mal(?!\\w)|malig|teilig|stellig"
    "|köpfig|prozentig|seitig|stöckig|geschossig|spurig|türig|gradig"
    "|[a-zäöüß]{3,12}ig(?=e)|(?:jähr|täg|wöchent|monat|stünd)lich"
)


class GermanArticles(GermanAgreement):
    """The article "d.", and one of a thing with what stands behind it."""

    def article_rules(self) -> list[Rule]:
        """`d. Vereins`, `1 EL Öl erhitzen`, `1-2 Tassen`, `1-Zimmer-Wohnung`, `14-tägig`."""
        unit, months = unit_pattern(self.language), "|".join(MONTHS)
        masculine = "|".join(
            re.escape(sign)
            for sign in sorted(UNITS, key=len, reverse=True)
            if UNITS[sign].gender is Gender.MASCULINE and "/" not in sign
        )
        lengths = "|".join(map(re.escape, _LENGTHS))
        return [
            Rule(
                "de_article",
                # "Karl d. Gr." and "d. J." have entries of their own; "Straße d. 17. Juni".
                r"d\.(?=\s(?:(?P<ar_adjective>[a-zäöüß]+e\s)?(?:[a-zäöüß]+(?:en|\.)\s)?"
                rf"(?P<ar_noun>[A-ZÄÖÜ][a-zäöüß]{{2,}})|\d{{1,2}}\.\s(?:{months}|Jh|Jahrh)))",
                self._article,
                at_word=True,
            ),
            Rule(
                "de_one_object",
                rf"(?<![\w.,:/+-])1\s?(?P<ob_unit>{masculine})(?![^\W_]|[/-])",
                self._one_object,
            ),
            Rule(
                "de_long_measure",
                # "bis zu 33 m lang", "über 30 m hoch": no preposition rules a measure.
                rf"(?=\d)(?P<lm_number>{self.format.unsigned})\s?(?P<lm_unit>{lengths}){LONG.pattern}",
                self._long_measure,
            ),
            Rule(
                "de_one_to",
                r"(?<![\w.,:/+-])1\s?(?P<ot_joiner>[-\u2013]|bis|oder)\s?(?P<ot_to>\d+)"
                rf"(?:\s?(?P<ot_unit>{unit})(?![^\W_]|/)|(?=\s(?!{months})[A-ZÄÖÜ][a-zäöü]))",
                self._one_to,
            ),
            Rule(
                "de_one_room",
                "1-(?=[A-ZÄÖÜ][a-zäöüß]+-)",
                lambda _: "Ein-",
            ),
            Rule(
                "de_number_in_word",
                rf"(?P<nw_number>\d{{1,4}})-?(?=[a-zäöüßJ])(?P<nw_word>(?:{_JOINED})[a-zäöüß]*)(?!\w)",
                self._number_in_word,
            ),
        ]

    def _article(self, match: re.Match[str]) -> str:
        """Give "d." its case by the word before it, its gender by the noun."""
        noun, before = match["ar_noun"], match.string[: match.start()]
        if noun is None:
            return "des"
        if match["ar_adjective"]:
            # "in d. rechte Auge": of the three cases only the first has this ending.
            return _ARTICLES[self.gender_of(noun), Case.NOMINATIVE]
        near = previous_words(before)[1] if before.rstrip()[-1:] not in MARKS else ""
        if near.lower() in GENITIVE or (
            near[:1].isupper() and near.lower() not in DATIVE | ACCUSATIVE | SUBJECTS
        ):
            # "die Mitglieder d. Vereins", but "die Adresse d. Praxis"
            return "des" if noun.endswith("s") and not noun.endswith("is") else "der"
        if match.string.startswith(".", match.end("ar_noun")):  # "d. Rechn. Nr. 5"
            noun = next((e.spoken for e in self.language.abbreviations if e.key == noun), noun)
        case = self._article_case(near.lower())
        gender = self.gender_of(noun)
        unknown = noun.lower() not in self.language.genders and gender is Gender.MASCULINE
        if unknown and noun.endswith(("en", "ern", "eln")):
            return _MANY[case]
        return _ARTICLES[gender, case]

    @staticmethod
    def _article_case(near: str) -> Case:
        if near in DATIVE:
            return Case.DATIVE
        return Case.ACCUSATIVE if near in ACCUSATIVE | SUBJECTS else Case.NOMINATIVE

    def _one_object(self, match: re.Match[str]) -> str | None:
        before, after = match.string[: match.start()], match.string[match.end() :]
        if not self.is_object(after) or self.case_after(before) is not Case.NOMINATIVE:
            return None
        return f"einen {UNITS[match['ob_unit']].one}{full_stop(self, match)}"

    def _long_measure(self, match: re.Match[str]) -> str:
        number, noun = self.format.parse(match["lm_number"]), UNITS[match["lm_unit"]]
        adjective = match[0][match.end("lm_unit") - match.start() :]
        spoken = self.number(number, noun.gender, Case.ACCUSATIVE)
        return f"{spoken} {noun.one if number.is_one else noun.many}{adjective}"

    def _one_to(self, match: re.Match[str]) -> str | None:
        """`1-2 Tassen` is "ein bis zwei Tassen", behind a thing that is numbered it is "eins"."""
        before, last = match.string[: match.start()], int(match["ot_to"])
        if last < 2 or self.is_name_of(previous_words(before)[1]):  # noqa: PLR2004 - a result
            return None
        joiner = match["ot_joiner"] if match["ot_joiner"].isalpha() else "bis"
        spoken = f"ein {joiner} {self.cardinal(last)}"
        if match["ot_unit"] is None:
            return spoken
        noun, dative = UNITS[match["ot_unit"]], self.case_after(before) is Case.DATIVE
        many = noun.dative_many if dative and noun.dative_many else noun.many
        return f"{spoken} {many}{full_stop(self, match)}"

    def _number_in_word(self, match: re.Match[str]) -> str:
        number, word = self.cardinal(int(match["nw_number"]), Gender.NEUTER), match["nw_word"]
        spoken = number + word[0].lower() + word[1:]
        return spoken.capitalize() if word[0].isupper() else spoken
