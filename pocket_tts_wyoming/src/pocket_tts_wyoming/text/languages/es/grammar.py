"""Spanish: gender of "un" and of hundreds, both clocks, halves with their noun, ordinals."""

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
    Noun,
    Time,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.languages.es.forms import early_forms, late_forms, part_of_day
from pocket_tts_wyoming.text.languages.es.tables import (
    CUE_WORDS,
    FEMININE_RANK,
    GENDERS,
    KINGS,
    LABELS,
    MASCULINE_RANK,
    NOT_COUNTED,
    PAIR_WORDS,
    QUEENS,
    ROMAN_RANKED,
    SAME_IN_BOTH,
    SHORT_RANK,
    WEEKDAYS,
    WINDS,
)
from pocket_tts_wyoming.text.languages.es.units import UNITS
from pocket_tts_wyoming.text.languages.romance import RomanceGrammar, is_numbered, left_out_noun
from pocket_tts_wyoming.text.normalize.classes.abbreviations import starts_sentence
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_F = Gender.FEMININE
_DATE_CUES = words_of(
    "hoy mañana ayer el al del hasta desde vto venc vence vencimiento caduca caducidad límite fecha"
) | frozenset((*WEEKDAYS, *WEEKDAYS.values()))
# Behind these a date has its article, which time stamps leave out.
_BEFORE_DATE = words_of("desde hasta para")
_HOUR_CUES = words_of("la las de desde")
_FEMININE_BEFORE = words_of("la las otras unas estas esas todas")
_WIND_CUES = words_of(
    "al hacia vto viento vientos racha rachas dirección oleaje mar flujo del de componente"
)
_DENOMINATORS = {2: "medio", 3: "tercio", 4: "cuarto"}
_LARGEST_DENOMINATOR = 9
_LAST_RANK_OF_KINGS = 10
_NOON = 12
_TEN = 10
_CLOCK = r"(?:[01]?\d|2[0-4]):[0-5]\d"
_DEGREES = re.compile(r"\s?:?\s?[-\u2212]?\d+(?:[.,]\d+)?\s?[°º]")
# "1 punto", "1 sobre de levadura", but "1 sobre 5", "1 punto 5".
_COUNTED_ALIKE = re.compile(r"\s(?:punto|sobre(?=\s(?:de|y)\s|\s?[.,;:)]|$))(?!\w|\s\d)")


class SpanishGrammar(RomanceGrammar):
    """Times with their article, halves with their noun, phone numbers, "u ocho"."""

    stretch_starts = words_of("del de desde entre")
    stretch_ends = words_of("al a hasta y")
    day_start, day_joiner = "del", "al"
    halves = ("medio", "media")
    extremes_words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "x": ("máximo", "máxima"), "n": ("mínimo", "mínima"),
    }  # fmt: skip
    singular_before = words_of("el del al un por cada")
    rate_words: ClassVar[Mapping[str, str]] = {
        word: f"por {word}" for word in ("día", "semana", "mes", "año", "hora", "noche", "minuto")
    }
    episode_names = words_of("episodio capítulo ep cap")
    mark_cues = words_of(
        "paso etapa página pregunta nivel tarea episodio parte nota notas índice "
        "puntuación calificación valoración riesgo peligro velocidad"
    )
    plural_articles = ("los", "todos los")
    phone_cues = words_of("id tel teléfono tlf tfno tlfno móvil celular fax llama llame llamar")
    weekdays = WEEKDAYS
    date_cues = _DATE_CUES
    month_preposition = "al"
    winds = WINDS
    wind_cues = _WIND_CUES
    longest_short_cue = "del"
    not_counted = NOT_COUNTED
    roman_ranked = ROMAN_RANKED
    people_words = ("pers", "personas", "comensales", "raciones")
    for_word = "para"
    month_cues = words_of("en de desde hasta caduca vence vto caducidad vencimiento entre")
    plural_endings = (
        ("s", "s"),
        ("ión", "iones"),
        ("z", "ces"),
        ("í", "íes"),
        *((v, f"{v}s") for v in "aeiouáéó"),
        ("", "es"),
    )
    per_many = "por"
    every = "cada"
    day_cues = words_of("el del al este cada desde")
    ambiguous_days = words_of("mar dom")
    of_year = " de "
    short_cues: ClassVar[Mapping[str, str]] = {
        "s.": "siglo",
        "cap.": "capítulo",
        "art.": "artículo",
    }
    feminine_parts = ("de las", "de estas", "de esas")

    def own_rules(self) -> list[Rule]:
        """Spanish forms of times, dates, halves, phone numbers."""
        return [
            *early_forms(self),
            *romance_pairs.rules(self, PAIR_WORDS),
            *romance_cued.rules(self, CUE_WORDS),
            *romance_measures.rules(self),
            *romance_forms.rules(self),
            Rule(
                "es_time_range",
                rf"(?<![\w.,:/])(?P<tr_from>{_CLOCK}|1?\d|2[0-4])\s?[-\u2013\u2014]\s?"
                rf"(?P<tr_to>{_CLOCK}|(?<=:\d\d-)\d{{1,2}}(?=\s?h))"
                r"(?!:?\d|[.,]\d|\s?[aApP]\.?\s?[mM])(?:\s?(?:h|hs|hrs|horas)\b)?",
                self._time_range,
            ),
            Rule(
                "es_short_rank",
                r"(?<![\w.,])(?P<sk_number>\d{1,3})\.?º\s(?!(?i:dcha|dcho|derech|izq|izd|centro|ext|int)|[A-Z]{1,4}(?!\w))"
                r"(?=(?P<sk_noun>[^\W\d_]+))",
                self._short_rank,
            ),
            Rule(
                "es_dotted_time",
                r"(?<![\w.,:/])(?P<dt_hour>[01]?\d|2[0-4])\.(?P<dt_minute>[0-5]\d)(?!\w|[.,:]\d|\s?%)"
                r"(?P<dt_suffix>\s(?:h|hs|hrs|horas)\b)?",
                self._dotted_time,
            ),
            self.announced_date_rule(),
            self.dated_weekday_rule(r"(?:/|\s(?:de\s)?"),
            Rule(
                "es_half",
                r"(?<![\w/.,])(?:(?P<eh_whole>\d+)(?:\s(?:y\s)?1/2|\s?(?:y\s)?½)|1/2|½)"
                rf"(?:\s?(?P<eh_unit>{unit_pattern(self.language)})(?!\w)"
                r"|\s(?P<eh_noun>[^\W\d_]{2,}))?(?![\w/]|[.,]\d)",
                self._half,
            ),
            Rule(
                "es_times",
                r"(?<![\w.,√])(?P<et_number>\d{1,3})(?:\s?[xX]|\u00d7)\s(?=(?P<et_noun>[^\W\d]+))",
                self._multiple,
            ),
            self.whole_millions_rule(),
            *late_forms(self),
            Rule(
                "es_century",
                r"(?P<ce_word>[sS]iglos?|s\.)\s"
                r"(?P<ce_roman>X{0,2}(?:IX|IV|V?I{0,3}))(?<! )(?![\w'])"
                r"(?:\s(?P<ce_and>y|al|o)\s(?P<ce_second>[XVI]+)(?![\w']))?",
                self._century,
                at_word=True,
            ),
            Rule("es_extreme", r"(?P<ex_word>[mM](?:áx|ín))\.", self._extreme, at_word=True),
            self.wind_rule(),
        ]

    def rank_before(self, number: int, gender: Gender) -> str:
        """`III Congreso` is "tercer Congreso", `XXI edición` "vigésima primera edición"."""
        return self.ordinal(number, FEMININE_RANK if gender is _F else SHORT_RANK)

    # -- numbers ------------------------------------------------------------------------------

    def cardinal(
        self, number: int, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Words for an integer; hundreds of thousands agree too: "doscientas mil personas"."""
        spoken = super().cardinal(number, gender, case)
        if gender is not _F:
            return spoken
        rest, joiner, thousands = spoken.rpartition("illones ")
        return rest + joiner + re.sub(r"(ient|quinient)os(?=.* mil\b)", r"\1as", thousands)

    def sign(self, sign: str, gender: Gender | None = None) -> str:
        """`~3 semanas` are "unas tres semanas"."""
        spoken = super().sign(sign)
        return "unas " if gender is _F and spoken == "unos " else spoken

    def number(
        self, number: Number, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Say a number; "unos" agrees as the number does."""
        unsigned = Number(number.whole, number.fraction)
        return self.sign(number.sign, gender) + super().number(unsigned, gender, case)

    def gender_of(self, noun: str) -> Gender:
        """Find the gender of a noun; a plural has that of its singular."""
        word = noun.lower()
        word = word if word in GENDERS else word.removesuffix("s")
        if word.endswith("one"):
            word = f"{word.removesuffix('one')}ón"  # "canciones"
        return super().gender_of(word)

    def bare_number(self, number: Number, before: str, after: str) -> str:
        """Say a number; only a noun shortens "uno", and an hour is feminine: "a las veintiuna"."""
        following, preceding = next_word(after), previous_word(before).lower()
        named = preceding in LABELS or preceding in self.language.numbered_things
        labelled = (named and before.rstrip()[-1:].isalpha()) or is_numbered(before)
        if number.fraction or number.sign not in {"", "~", "≈"} or labelled:
            return self.number(number)
        # More than one is counted of a plural only: "2610 embarca" goes on with the sentence.
        singular = number.whole > 1 and not following.endswith("s") and following != "mil"
        listed = following.lower() in NOT_COUNTED and not _COUNTED_ALIKE.match(after)
        if not following or listed or singular:
            # "la 1" is an hour; other numbers behind "la" are names ("la 1507").
            counted = left_out_noun(before) if preceding in self.language.joiners else ""
            if counted and self.gender_of(counted) is _F and not following.endswith("o"):
                return self.number(number, _F)  # "3 personas en el salón y 1 en la cocina"
            feminine = preceding in _FEMININE_BEFORE and (number.is_one or preceding != "la")
            # "en La 1": with a capital inside a sentence it is a channel.
            feminine = feminine and not before.rstrip().endswith(" La")
            return self.number(number, _F if feminine else None)
        if following.lower() in SAME_IN_BOTH:
            following = left_out_noun(before) or following
        return self.number(number, self.gender_of(following))

    def counted(self, number: Number, noun: Noun, before: str) -> str:
        """Say a number with its unit; before "por ciento" it is "uno", not "un"."""
        if noun is UNITS["%"]:
            return f"{self.number(number)} {noun.many}"
        return super().counted(number, noun, before)

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "tres octavos", `8/10` is "ocho de diez"."""
        known = super().fraction(numerator, denominator)
        if known is not None or numerator > denominator:
            return known
        if not 0 < numerator < denominator <= _LARGEST_DENOMINATOR:
            return f"{self.cardinal(numerator)} de {self.cardinal(denominator)}"
        name = _DENOMINATORS.get(denominator) or self.ordinal(denominator)
        top = self.cardinal(numerator, Gender.MASCULINE)
        return f"{top} {name}" if numerator == 1 else f"{top} {name}s"

    def regnal(self, name: str, number: int) -> str | None:
        """Felipe VI is "sexto", Isabel II "segunda", Luis XIV "catorce"."""
        if name not in KINGS and name not in QUEENS:
            return None
        if number > _LAST_RANK_OF_KINGS:
            return self.cardinal(number)
        return self.ordinal(number, FEMININE_RANK if name in QUEENS else MASCULINE_RANK)

    # -- times and dates ----------------------------------------------------------------------

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "catorce cero cinco", `las 7:30` "las siete y media"."""
        del after
        hour = self.cardinal(time.hour, _F)
        article = previous_word(before).lower() in _HOUR_CUES
        if time.minute:
            spoken = f"{hour} {self._minute(time)}"
        elif time.meridiem or (article and time.hour <= _NOON and time.hour):
            spoken = hour
        else:
            spoken = self.counted(Number(time.hour), UNITS["h"], "")
        if time.second is not None:
            spoken += f" y {self.counted(Number(time.second), UNITS['s'], '')}"
        return f"{spoken} {part_of_day(time)}" if time.meridiem else spoken

    def _minute(self, time: Time) -> str:
        minute = time.minute
        if not 1 <= time.hour <= _NOON:
            # "veinte y cinco" would sound like 25.
            return f"cero {self.cardinal(minute)}" if minute < _TEN else self.cardinal(minute)
        return f"y {({15: 'cuarto', 30: 'media'}).get(minute) or self.cardinal(minute)}"

    def date(self, date: Date, before: str) -> str:
        """`22/11/2026` is "veintidós de noviembre de dos mil veintiséis"."""
        article = "el " if previous_word(before).lower() in _BEFORE_DATE else ""
        parts = [self.language.months[date.month - 1]]
        if date.day is not None:
            day = "primero" if date.day == 1 else self.cardinal(date.day)
            parts.insert(0, article + day)
        if date.year is not None:
            parts.append(self.year(date.year))
        return " de ".join(parts)

    def _dotted_time(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
        if not match["dt_suffix"] and previous_word(before).lower() not in {"la", "las"}:
            return None
        return self.time(Time(int(match["dt_hour"]), int(match["dt_minute"])), before, "")

    # -- halves, counts, signs ----------------------------------------------------------------

    def _half(self, match: re.Match[str]) -> str | None:
        whole, unit, noun = match["eh_whole"], match["eh_unit"], match["eh_noun"]
        if noun and noun.lower() in NOT_COUNTED:
            count = f"{self.cardinal(int(whole))} y medio" if whole else "medio"
            return f"{count} {noun}"
        gender = UNITS[unit].gender if unit else self.gender_of(noun or "")
        half = "media" if gender is _F else "medio"
        name = UNITS[unit].one if unit else noun
        if whole is None:
            return f"{half} {name}" if name else None
        if not name:
            of_clock = previous_word(match.string[: match.start()]).lower() == "las"
            return f"{self.cardinal(int(whole))} y {'media' if of_clock else 'medio'}"
        number = Number(int(whole))
        if unit:
            return f"{self.counted(number, UNITS[unit], '')} y {half}"
        noun = name.removesuffix("s") if number.is_one else name
        return f"{self.number(number, gender)} {noun} y {half}"

    def times(self, number: int) -> str:
        """`2x/sem.` is "dos veces por semana"."""
        return f"{self.cardinal(number, _F)} {'vez' if number == 1 else 'veces'}"

    def _multiple(self, match: re.Match[str]) -> str:
        """`3x más rápido` is "tres veces", `2x huevos` simply "dos huevos"."""
        number, noun = int(match["et_number"]), match["et_noun"]
        if noun.lower() in NOT_COUNTED:
            return f"{self.times(number)} "
        return f"{self.cardinal(number, self.gender_of(noun))} "

    def _century(self, match: re.Match[str]) -> str:
        word = "siglo" if match["ce_word"] == "s." else match["ce_word"]
        spoken = f"{word} {self._century_number(match['ce_roman'])}"
        second = match["ce_second"]
        if second is None:
            return spoken
        return f"{spoken} {match['ce_and']} {self._century_number(second)}"

    def _century_number(self, roman: str) -> str:
        number = roman_value(roman)
        return self.cardinal(number) if number > _LAST_RANK_OF_KINGS else self.ordinal(number)

    def _extreme(self, match: re.Match[str]) -> str | None:
        """`máx.` agrees with the noun before it; alone it is a temperature's, or "máximo"."""
        before = match.string[: match.start()].rstrip()
        noun = previous_word(before).lower() if before[-1:].isalpha() or before[-1:] == "." else ""
        degrees = _DEGREES.match(match.string, match.end())
        if (degrees or noun) if noun in {*NOT_COUNTED, ""} else self.gender_of(noun) is _F:
            return None
        stop = "" if match.string[match.end() :].strip() else "."
        return f"{match['ex_word']}imo{stop}"

    def _short_rank(self, match: re.Match[str]) -> str | None:
        """`31.º aniversario` is "trigésimo primer aniversario"."""
        # "1.º Abre la llave." is the first step, "el 1.º Premio" a first prize.
        step = match["sk_noun"][0].isupper() and starts_sentence(match.string[: match.start()])
        if step or match["sk_noun"].lower() in NOT_COUNTED:
            return None
        return f"{self.ordinal(int(match['sk_number']), SHORT_RANK)} "

    def _time_range(self, match: re.Match[str]) -> str:
        """`9:00-14:00` is "de nueve a catorce horas"."""
        first, _, minute = match["tr_from"].partition(":")
        end, _, end_minute = match["tr_to"].partition(":")
        last = self.time(Time(int(end), int(end_minute or 0)), "", "")
        hour = int(first)
        if int(minute or 0):
            start = self.time(Time(hour, int(minute)), "las ", "")
        else:
            start = self.cardinal(hour, _F)
        near = previous_word(match.string[: match.start()]).lower()
        announced = near in self.stretch_starts or near == "las"
        return f"{'' if announced else 'de '}{start} a {last}"
