"""French: gender of "un", singular below two, "heures", halves, Roman ordinals, elisions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from pocket_tts_wyoming.text.languages import (
    romance_cued,
    romance_forms,
    romance_measures,
    romance_pairs,
)
from pocket_tts_wyoming.text.languages.base import (
    Case,
    Date,
    Gender,
    Time,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.languages.fr.forms import own_forms
from pocket_tts_wyoming.text.languages.fr.tables import (
    CUE_WORDS,
    FEMININE_RANK,
    GENDERS,
    LABELS,
    MASCULINE_RANK,
    NOT_COUNTED,
    PAIR_WORDS,
    QUEENS,
    RULERS,
    SAME_IN_BOTH,
    STREETS,
    WEEKDAYS,
    WINDS,
)
from pocket_tts_wyoming.text.languages.fr.units import UNITS
from pocket_tts_wyoming.text.languages.romance import RomanceGrammar, is_numbered, left_out_noun
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_F = Gender.FEMININE
_DATE_CUES = words_of("le du au dès demain hier hui") | frozenset((*WEEKDAYS, *WEEKDAYS.values()))
# Behind these a date has its article, which time stamps leave out.
_BEFORE_DATE = words_of("depuis avant après dès pour")
# Behind these "0h35" is a length of time, elsewhere it is past midnight.
_LENGTH_CUES = words_of("dans durée dure pendant reste encore restant restantes environ")
_WIND_CUES = words_of("vers vent vents rafale rafales vt direction secteur houle flux de du d")
_VOWELS = "aeiouyàâéèêëîïôùûœh"
_NAMED_DENOMINATORS = {2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")}
_LARGEST_DENOMINATOR = 8
_HOUR, _MINUTE = r"[01]?\d|2[0-4]", r"[0-5]\d"
_NOON = 12
# What more than one is counted of ends so; anything else goes on with the sentence.
_PLURAL = re.compile(r"(?i:[sxz])$|^(?i:mille)$|^[A-Z]+$")
# "1 rue de la Paix", but "1 place libre".
_OF_STREET = re.compile(r"\s[a-zé]+\s(?:de|du|des|d'|la|[A-ZÀ-Þ])")


class FrenchGrammar(RomanceGrammar):
    """Hours with "h", halves with their noun, phone numbers in pairs, Roman ordinals."""

    stretch_starts = words_of("du de dès entre")
    stretch_ends = words_of("au à et")
    day_start, day_joiner = "du", "au"
    halves = ("demi", "demie")
    plural_articles = ("les",)
    extremes_words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "x": ("maximum", "maximum"), "n": ("minimum", "minimum"),
    }  # fmt: skip
    singular_before = words_of("le du au un par ce chaque")
    rate_words: ClassVar[Mapping[str, str]] = {
        word: f"par {word}" for word in ("jour", "semaine", "mois", "an", "heure", "nuit", "minute")
    }
    episode_names = words_of("épisode ép chapitre")
    phone_cues = words_of("id identifiant")
    mark_cues = words_of(
        "étape page question niveau tâche épisode partie tome note notes indice score "
        "évaluation noté notée risque danger vitesse"
    )
    weekdays = WEEKDAYS
    date_cues = _DATE_CUES
    month_preposition = "au"
    winds = WINDS
    wind_cues = _WIND_CUES
    longest_short_cue = "du"
    not_counted = NOT_COUNTED
    people_words = ("pers", "personnes", "convives", "parts")
    month_cues = words_of("en de depuis fin jusqu'en expire expiration dès entre")
    plural_endings = (("s", "s"), ("x", "x"), ("z", "z"), ("al", "aux"), ("eau", "eaux"), ("", "s"))
    per_many = "pour"
    every = "toutes les"
    day_cues = words_of("le ce du au dès jusqu'au")
    ambiguous_days = words_of("mar mer jeu")
    for_word = "pour"

    def own_rules(self) -> list[Rule]:
        """French forms of times, dates, halves and ranks."""
        return [
            *own_forms(self),
            *romance_pairs.rules(self, PAIR_WORDS),
            *romance_cued.rules(self, CUE_WORDS),
            *romance_measures.rules(self),
            *romance_forms.rules(self),
            Rule(
                "fr_hour_range",
                rf"(?<![\w.,:/])(?P<hr_from>{_HOUR})(?P<hr_h>\s?[hH]\s?(?P<hr_from_minute>{_MINUTE})?)?"
                rf"\s?[-\u2013]\s?(?P<hr_to>{_HOUR})\s?[hH](?:\s?(?P<hr_to_minute>{_MINUTE}))?(?!\w)",
                self._hour_range,
            ),
            Rule(
                "fr_hour",
                rf"(?<![\w.,:/])(?P<fh_hour>{_HOUR})(?:[hH]\s?|\s[hH]\s)(?P<fh_minute>{_MINUTE})"
                r"(?!\w|[.,:]\d|\s?(?:min|mn|m|s|sec|minutes?|secondes?)\b)",
                self._hour_and_minute,
            ),
            Rule(
                "fr_all_day",
                r"(?P<ad_top>\d{1,2})\s?(?P<ad_unit>[hj])\s?/\s?(?P<ad_bottom>\d{1,2})(?!\w)",
                self._all_day,
            ),
            self.announced_date_rule(),
            self.dated_weekday_rule(r"(?:er)?(?:/|\s"),
            Rule(
                "fr_half",
                r"(?<![\w/.,])(?:(?P<fh_whole>\d+)(?:\s(?:et\s)?1/2|\s?(?:et\s)?½)|1/2|½)"
                rf"(?:\s?(?P<fh_unit>{unit_pattern(self.language)})(?!['\w])"
                r"|\s(?P<fh_noun>[^\W\d_]{2,}))?(?![\w/]|[.,]\d)",
                self._half,
            ),
            Rule(
                "fr_phone",
                r"(?<![\w.,:-])(?P<fp_start>\+33[ .]?(?:\(0\)\s?)?\d|0\d)"
                r"(?P<fp_pairs>(?:[ .-]?\d\d){4})(?![\w-]|[.,:]\d)",
                self._phone,
            ),
            Rule(
                "fr_toll_free",
                r"(?<![\w.,:+-])(?<!\d )0 8\d\d \d{3} \d{3}(?![\w-]|[.,:]\d)",
                lambda match: ", ".join(self.digits(group) for group in match[0].split()),
            ),
            Rule(
                "fr_elision",
                rf"(?P<el_word>[dD]e|[qQ]ue)\s(?=1(?:,\d+)?\s?(?P<el_next>{unit_pattern(self.language)}"
                r"|[^\W\d_]+)(?:(?<=1h)\d\d)?(?!['\w]))",
                self._elision,
                at_word=True,
            ),
            Rule("fr_packs", r"(?<=[Llg] )x(?= \d)", lambda _: "fois", at_word=True),
            Rule("fr_sizes", r"(?<=[a-z²%\d] )x(?= \d)", lambda _: "sur", at_word=True),
            Rule("fr_second", r"2(?P<fs_ending>n?de?s?)(?!\w)", self._second),
            Rule(
                "fr_roman_rank",
                r"(?P<fx_roman>(?=[IVX]{2})(?:XC|XL|X{0,3})(?:IX|IV|V?I{0,3}))"
                r"(?P<fx_suffix>er|re|ère|ème|e|ᵉʳ|ʳᵉ|ᵉ)(?!\w)",
                self._roman_rank,
                at_word=True,
            ),
            self.whole_millions_rule(),
            Rule(
                "fr_page",
                r"pp?\.\s?(?=\d+(?P<pg_many>\s?[-\u2013]\s?\d|\s(?:et|à)\s\d)?)",
                lambda m: "pages " if m["pg_many"] else "page ",
                at_word=True,
            ),
            self.wind_rule(),
        ]

    # -- numbers ------------------------------------------------------------------------------

    def times(self, number: int) -> str:
        """`2x par jour` is "deux fois par jour"."""
        return f"{self.cardinal(number, Gender.FEMININE)} fois"

    def cardinal(
        self, number: int, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Words for an integer in the older spelling, the usual one: "vingt et un"."""
        return super().cardinal(number, gender, case).replace("-et-", " et ")

    def ordinal(self, number: int, ruleset: str = "") -> str:
        """Words for a rank; the CLDR rules say "quatre-vingt-et-unième", nobody else does."""
        spoken = super().ordinal(number, ruleset).replace("quatre-vingt-et-", "quatre-vingt-")
        return re.sub(r"(cent|mille)-et-", r"\1 ", spoken).replace("-et-", " et ")

    def year(self, number: int) -> str:
        """Words for a year, a number like others."""
        return self.cardinal(number)

    def gender_of(self, noun: str) -> Gender:
        """Find the gender of a noun; a plural has that of its singular."""
        word = noun.lower()
        if word not in GENDERS:
            word = re.sub(r"[sx]$", "", word)
        return super().gender_of(word)

    def bare_number(self, number: Number, before: str, after: str) -> str:
        """Say a number; only a noun makes "une" of "un", not what else may follow."""
        labelled = previous_word(before).lower() in LABELS and before.rstrip()[-1:].isalpha()
        following = "" if labelled or before.rstrip().endswith("°") else next_word(after)
        if following.lower() in SAME_IN_BOTH:
            following = next_word(after.lstrip()[len(following) :])
        if number.fraction or not following or following.lower() in NOT_COUNTED:
            joined = previous_word(before).lower() in self.language.joiners
            counted = left_out_noun(before) if joined and not number.fraction else ""
            # "3 personnes dans le salon et 1 dans la cuisine"
            return self.number(number, self.gender_of(counted) if counted else None)
        if is_numbered(before) or (number.whole > 1 and not _PLURAL.search(following)):
            return self.number(number)
        if following in STREETS and (number.whole > 1 or _OF_STREET.match(after)):
            return self.number(number)  # "21 rue" is an address, "21 rues" are counted
        return self.number(number, self.gender_of(following))

    def of(self, noun: str) -> str:
        """Say what something is a part or a number of: "d'euros", "de pas"."""
        return f"d'{noun}" if noun[0].lower() in _VOWELS else f"de {noun}"

    def after_million(self, noun: str) -> str:
        """Say what millions are counted of, with its elision."""
        return self.of(noun)

    def plural_of(self, noun: str) -> str:
        """`18 chem. des Vignes` is a house; roads are hardly ever counted with a short word."""
        return noun if noun in STREETS else super().plural_of(noun)

    def call_number(self, digits: str) -> str | None:
        """Say a number of four digits in pairs: 3949 is "trente-neuf quarante-neuf"."""
        if len(digits) != 4:  # noqa: PLR2004 - 15, 112 and the like are said as numbers
            return None
        return f"{self.pair(digits[:2])} {self.pair(digits[2:])}"

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "trois huitièmes", `8/10` is "huit sur dix"."""
        known = super().fraction(numerator, denominator)
        if known is not None or numerator > denominator:
            return known
        top = self.cardinal(numerator)
        if not 0 < numerator < denominator <= _LARGEST_DENOMINATOR:
            return f"{top} sur {self.cardinal(denominator)}"
        rank = self.ordinal(denominator)
        one, many = _NAMED_DENOMINATORS.get(denominator, (rank, f"{rank}s"))
        return f"{top} {one if numerator == 1 else many}"

    def regnal(self, name: str, number: int) -> str | None:
        """Louis XIV is "quatorze", François I "premier"."""
        if name not in RULERS and name not in QUEENS:
            return None
        if number == 1:
            return self.ordinal(1, FEMININE_RANK if name in QUEENS else MASCULINE_RANK)
        return self.cardinal(number)

    # -- times and dates ----------------------------------------------------------------------

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "quatorze heures cinq", `12:00` is "midi"."""
        del before, after
        hour = time.hour % 12 + 12 if time.meridiem == "pm" else time.hour
        if time.meridiem == "am":
            hour %= 12
        if not time.minute and time.second is None and not time.meridiem and hour % 12 == 0:
            return "midi" if hour == _NOON else "minuit"
        parts = [self._counted(hour, "h")]
        if time.second is not None:
            if time.minute:
                parts.append(self._counted(time.minute, "min"))
            parts.append(self._counted(time.second, "s"))
        elif time.minute:
            parts.append(self.cardinal(time.minute, _F))
        return " ".join(parts)

    def date(self, date: Date, before: str) -> str:
        """`1 mai` is "premier mai"; the other days are cardinals."""
        article = "le " if date.day and previous_word(before).lower() in _BEFORE_DATE else ""
        if date.day == 1:
            rest = super().date(Date(date.month, None, date.year), before)
            return f"{article}{self.ordinal(1)} {rest}"
        return article + super().date(date, before)

    def _counted(self, number: int, unit: str) -> str:
        return self.counted(Number(number), UNITS[unit], "")

    def _hour(self, hour: str, minute: str | None) -> str:
        if minute is None:
            return self._counted(int(hour), "h")
        return self.time(Time(int(hour), int(minute)), "", "")

    def _hour_range(self, match: re.Match[str]) -> str:
        first = match["hr_from"]
        start = self._hour(first, match["hr_from_minute"]) if match["hr_h"] else None
        end = self._hour(match["hr_to"], match["hr_to_minute"])
        return f"{start or self.cardinal(int(first), _F)} à {end}"

    def _hour_and_minute(self, match: re.Match[str]) -> str | None:
        following = next_word(match.string[match.end() :]).lower()
        if match[0][-3] == " " and following.endswith("s") and following not in NOT_COUNTED:
            return None  # "à 14 h 30 personnes seront là"
        near = previous_word(match.string[: match.start()]).lower()
        if match["fh_hour"] in {"0", "00"} and near in _LENGTH_CUES:
            return self._counted(int(match["fh_minute"]), "min")
        return self._hour(match["fh_hour"], match["fh_minute"])

    def _all_day(self, match: re.Match[str]) -> str:
        top = self._counted(int(match["ad_top"]), match["ad_unit"])
        return f"{top} sur {self.cardinal(int(match['ad_bottom']))}"

    # -- halves, ranks, addresses -------------------------------------------------------------

    def _half(self, match: re.Match[str]) -> str | None:
        whole, unit, noun = match["fh_whole"], match["fh_unit"], match["fh_noun"]
        if noun and noun.lower() in NOT_COUNTED:
            count = f"{self.cardinal(int(whole))} et" if whole else "un"
            return f"{count} demi {noun}"
        name = UNITS[unit].one if unit else noun
        gender = UNITS[unit].gender if unit else self.gender_of(noun or "")
        ending = "e" if gender is _F else ""
        if whole is None:
            return f"{self.cardinal(1, gender)} demi-{name}" if name else None
        if not name:
            return f"{self.cardinal(int(whole))} et demi"
        number = Number(int(whole))
        if unit:
            return f"{self.counted(number, UNITS[unit], '')} et demi{ending}"
        noun = name.removesuffix("s") if number.is_one else name
        return f"{self.number(number, gender)} {noun} et demi{ending}"

    def _phone(self, match: re.Match[str]) -> str:
        start = match["fp_start"]
        groups = re.findall(r"\d\d", match["fp_pairs"])
        if not start.startswith("+"):
            return ", ".join(self.pair(group) for group in (start, *groups))
        spoken = ", ".join(self.pair(group) for group in ("33", start[-1], *groups))
        return f"{self.language.words.plus} {spoken}"

    def pair(self, digits: str) -> str:
        """Say two digits of a phone number."""
        return self.digits(digits) if digits.startswith("0") else self.cardinal(int(digits))

    def _second(self, match: re.Match[str]) -> str | None:
        ending = match["fs_ending"]
        if ending == "d":
            return None
        return "second" + ending.removeprefix("n").removeprefix("d")

    def _roman_rank(self, match: re.Match[str]) -> str:
        suffix = match["fx_suffix"]
        ruleset = FEMININE_RANK if suffix in {"re", "ère", "ʳᵉ"} else MASCULINE_RANK
        return self.ordinal(roman_value(match["fx_roman"]), ruleset)

    def _elision(self, match: re.Match[str]) -> str | None:
        """`de 1 heure` is "d'une heure", but `de 1 à 3` is "de un à trois"."""
        following = match["el_next"]
        if following in NOT_COUNTED and following not in UNITS:
            return None
        return f"{match['el_word'][:-1]}'"
