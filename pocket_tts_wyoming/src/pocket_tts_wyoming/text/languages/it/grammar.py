"""Italian: "un", "uno", "una" and "un'", times with their article, ranges with "da ... a"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from pocket_tts_wyoming.text.languages import (
    agreeing_cued,
    agreeing_forms,
    romance_cued,
    romance_forms,
    romance_measures,
)
from pocket_tts_wyoming.text.languages.agreeing import AgreeingGrammar
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
from pocket_tts_wyoming.text.languages.it import clock
from pocket_tts_wyoming.text.languages.it.forms import one_of_list, own_forms
from pocket_tts_wyoming.text.languages.it.tables import (
    AGREEMENT,
    CUE_WORDS,
    FEMININE_RULERS,
    MASCULINE_RULERS,
    ONE_IN_STATE,
    ONE_OF,
    PAIRS_OF,
    RANKED,
    ROMAN_RANKED,
    WEEKDAYS,
    WINDS,
)
from pocket_tts_wyoming.text.languages.it.units import UNITS
from pocket_tts_wyoming.text.languages.romance import hour_of_day, with_seconds
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.normalize.numbers import Number

_VOWELS = "aeiouàèéìòóùAEIOUÀÈÉÌÒÓÙ"
# Before these sounds "un" is "uno": "uno schermo", "uno zaino", "uno yogurt".
_NEEDS_UNO = re.compile(rf"(?i:s[^{_VOWELS}\W]|z|gn|ps|pn|x|y|i[aeou])")
_MARKS = r"[-\u2013\u2014]"
_NO_DA = words_of("da dal dai dalla dalle di del a al tra fra")
_SEASONS = words_of("stagione stagioni anno biennio triennio campionato scolastico accademico")
_BETWEEN = frozenset({"tra", "fra"})
# "per 8-10 minuti" is "per otto-dieci minuti": two prepositions do not stand together.
# "a 20-30 km/h", "chicchi di 2-3 cm"; not the letter of "A7-42".
_JOINED_BEHIND = words_of("a al ai di del dei i gli le")
_NO_DA_BEHIND = words_of("per in con su ogni entro almeno circa ca max massimo minimo oltre quasi")
_LATE_MORNING = 5
_LARGEST_DENOMINATOR = 20
_LARGEST_REGNAL = 40


class ItalianGrammar(AgreeingGrammar):
    """Agreement and elision of one, hours with their article, ranges."""

    agreement = AGREEMENT
    weekdays = WEEKDAYS
    date_cues = words_of("il l dal al del dell all dall entro giorno mart merc giov") | frozenset(
        (*WEEKDAYS, *WEEKDAYS.values())
    )
    phones = (
        r"3\d\d[ /.-]\d{3}[ .]?\d{3,4}|3\d\d[ .]\d\d[ .]\d\d[ .]\d{3}|3\d{9}"
        r"|800[ -]\d{3}[ -]?\d{3}|0\d{1,3}[ /.-]\d{5,8}"
    )
    ratio_cues = (
        "rapporto", "scala", "punteggio", "risultato", "formato", "proporzione", "proporzioni",
        "diluire", "diluisci", "diluito", "diluita", "diluizione", "miscela", "concentrazione",
    )  # fmt: skip
    comparatives = frozenset({"più", "meno"})
    folded_before = words_of("al alla a all ogni")
    pairs_of = PAIRS_OF
    match_cues = words_of(
        "vince vinto vincono vinse perde perso perdono pareggia pareggiano batte battuto battono "
        "sconfitta vittoria risultato finisce finita finito termina terminata partita gol passa"
    )
    day_states = ("chiuso", "chiusa", "chiusi", "aperto", "aperta", "aperti", "riposo", "festivo")
    hour_cues = words_of(
        "ore h dalle apre aprono accesso consentito fasce garantite orario orari apertura aperto "
        "aperta aperti "
        "aperte turno visite"
    )
    plural_ends = ("i", "e")
    one_of, one_in_state = ONE_OF, ONE_IN_STATE
    stretch_starts = words_of("da dal dall' tra fra")
    stretch_ends = words_of("a al all' e")
    day_start, day_joiner = "dal", "al"
    halves = ("mezzo", "mezza")
    extremes_words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "x": ("massimo", "massima"), "n": ("minimo", "minima"),
    }  # fmt: skip
    singular_before = words_of("il al del un ogni per dal")
    rate_words: ClassVar[Mapping[str, str]] = {
        word: UNITS[word].per
        for word in ("giorno", "settimana", "mese", "anno", "notte", "minuto", "persona", "ora")
    }
    mark_cues = words_of(
        "rata passo passaggio tappa pagina domanda livello episodio parte fase voto voti indice "
        "punteggio valutazione progresso avanzamento completati completate fatti fatte letti lette "
        "visti viste conclusi concluse superati superate"
    )
    phone_cues = words_of("tel telefono cell cellulare fax chiama chiamare")
    winds = WINDS
    times_words = ("volta", "volte")
    extremes: ClassVar[Mapping[str, str]] = {"min": "minima", "max": "massima"}
    roman_ranked = ROMAN_RANKED
    people_words = ("pers", "persone", "porzioni")
    for_word = "per"
    month_cues = words_of("a al da dal entro fino scade scad scadenza nel del di tra")
    plural_endings = (
        ("tà", "tà"),
        ("io", "i"),
        ("ca", "che"),
        ("ga", "ghe"),
        ("co", "ci"),
        ("cia", "ce"),
        ("a", "e"),
        ("o", "i"),
        ("e", "i"),
        ("", ""),
    )
    per_many = "ogni"
    every = "ogni"
    day_cues = words_of("il di da entro ogni")
    ambiguous_days = words_of("mar dom")
    of_year = " del "
    short_cues: ClassVar[Mapping[str, str]] = {
        "sec.": "secolo", "cap.": "capitolo", "art.": "articolo",
    }  # fmt: skip
    plural_cues: ClassVar[Mapping[str, str]] = {
        "secoli": "secolo", "capitoli": "capitolo", "articoli": "articolo", "atti": "atto",
        "volumi": "volume", "parti": "parte", "livelli": "livello", "gruppi": "gruppo",
        "allegati": "allegato", "libri": "libro", "canti": "canto", "fasi": "fase", "tipi": "tipo",
        "titoli": "titolo", "tomi": "tomo", "scene": "scena", "classi": "classe",
    }  # fmt: skip
    feminine_parts = ("delle", "di queste", "di quelle")

    def own_rules(self) -> list[Rule]:
        """Add times and dates with their prepositions, elided "un'", halves, ranks, winds."""
        months, winds = alternatives(self._month_numbers()), alternatives(WINDS)
        ranked, days = alternatives(RANKED), alternatives(WEEKDAYS)
        return [
            *own_forms(self),
            *romance_cued.rules(self, CUE_WORDS),
            *romance_measures.rules(self),
            *agreeing_cued.rules(self),
            *agreeing_forms.rules(self),
            *romance_forms.rules(self),
            *clock.rules(self),
            Rule(
                "it_days",
                rf"(?<![\w.,:/])(?P<dr_from>[12]?\d|3[01])[°º]?\s?{_MARKS}\s?(?P<dr_to>[12]?\d|3[01])[°º]?\s"
                rf"(?P<dr_month>{months})(?!\w)(?:\s(?P<dr_year>\d{{4}})(?!\d))?",
                self._days,
            ),
            Rule(
                "it_years",
                rf"(?:(?<![\w.,:/+-])(?=1[89]|20)|(?<=\())(?P<yr_from>(?:1\d|20)\d\d)\s?{_MARKS}\s?(?P<yr_to>(?:1\d|20)\d\d)"
                r"(?![\w-]|[.,:]\d)",
                self._years,
            ),
            Rule(
                "it_half",
                r"(?<![\w/.,])(?:(?P<half_whole>\d{1,3})\s?)?(?:1/2|½)\s(?P<half_noun>[^\W\d_]{3,}+)(?!\.\s[a-zà-ÿ])",
                self._half,
            ),
            Rule(
                "it_first",
                rf"(?P<fi_word>[Ll]|[Aa]ll|[Dd]all|[Dd]ell)'1[°º]?(?=\s(?:{months})\b)",
                self._first_of_month,
                at_word=True,
            ),
            Rule(
                "it_september",
                r"(?<![\w.,:/])(?P<se_day>[12]\d|3[01]|0?[1-9])\sset\.?\s(?P<se_year>20\d\d)(?!\d)",
                lambda m: self.date(Date(9, int(m["se_day"]), int(m["se_year"])), ""),
            ),
            Rule(
                "it_first_in_numbers",
                r"(?P<fn_word>[Ll]|[Aa]ll|[Dd]all|[Dd]ell)'1[°º]?/(?P<fn_month>1[0-2]|0?[1-9])"
                r"(?:/(?P<fn_year>(?:19|20)\d\d))?(?![\w/]|[.,]\d)",
                self._first_in_numbers,
                at_word=True,
            ),
            Rule(
                "it_ranked_by_article",
                r"(?:(?<=\bil\s)|(?<=\bIl\s)|(?<=\bal\s)|(?<=\bdel\s)|(?<=\bnel\s)|(?<=\bdal\s)|(?<=\bsul\s)"
                r"|(?<=\bla\s)|(?<=\bLa\s)|(?<=\balla\s)|(?<=\bdella\s))(?P<rb_number>\d{1,3})°(?!\s?[CF]\b)",
                self._ranked_by_article,
            ),
            Rule("it_elision", rf"(?<![\w.,:/])1\s(?=[{_VOWELS}])", self._elision),
            Rule(
                "it_thousands",
                r"(?<![\w.,])(?P<th_number>\d{1,3})\s?mila(?!\w)",
                lambda match: self.cardinal(int(match["th_number"]) * 1000),
            ),
            Rule(
                "it_rank",
                rf"(?<![\w.,])(?P<rk_number>\d{{1,3}})°(?=(?:\s(?:e|o)\s\d{{1,2}}°)?\s"
                rf"(?:(?:{ranked})\b|(?:{days})\.?\sd(?:el|i\sogni)\smese))",
                lambda match: self.ordinal(int(match["rk_number"])),
            ),
            Rule(
                "it_days_and_hours",
                r"(?<![\w.,])(?P<dh_days>\d{1,3})\s?g(?=\s\d{1,2}\s?h)",
                lambda match: self.counted(self.format.parse(match["dh_days"]), UNITS["d"], ""),
            ),
            Rule(
                "it_wind",
                rf"(?P<wi_from>(?i:da|vento)\s)(?P<wi_name>{winds})(?![\w'])(?!\.\s?[A-ZÀ-Þ])",
                lambda match: match["wi_from"] + WINDS[match["wi_name"]],
                at_word=True,
            ),
            Rule("it_arrow", r"(?:[-=]+>|[→⇒➔➜➡⟶])\s?(?=[aA])", lambda _: " ad "),
            *super().own_rules(),
        ]

    # -- numbers ------------------------------------------------------------------------------

    def cardinal(
        self, number: int, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Only one agrees: "una luce", but "ventuno luci" and "centouno luci"."""
        if number == 1 and gender in {Gender.MASCULINE, Gender.FEMININE}:
            return super().cardinal(number, gender, case)
        return super().cardinal(number)

    def bare_number(self, number: Number, before: str, after: str) -> str:
        """`1` is "un", "uno" or "una" before a noun, "uno" alone."""
        if not number.is_one:
            return self.number(number)
        one = one_of_list(self, before, next_word(after))
        if one:
            return one
        noun = AGREEMENT.noun(before, after)
        return self.sign(number.sign) + self._one(noun) if noun else self.number(number)

    def counted(self, number: Number, noun: Noun, before: str) -> str:
        """`1 h` is "un'ora"."""
        spoken = super().counted(number, noun, before)
        elided = number.is_one and noun.gender is Gender.FEMININE and noun.one[0] in _VOWELS
        return spoken.replace("una ", "un'", 1) if elided else spoken

    def span(self, first: str, last: str, before: str) -> str:
        """`10-20` is "da dieci a venti", after "tra" "dieci e venti"."""
        written = previous_word(before)
        near = written.lower()
        if near in _NO_DA_BEHIND or written in _JOINED_BEHIND:
            return f"{first}-{last}"
        joiner = "e" if near in _BETWEEN else "a"
        return f"{'' if near in _NO_DA else 'da '}{first} {joiner} {last}"

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "tre ottavi", `7/25` "sette su venticinque"."""
        known = super().fraction(numerator, denominator)
        if known is not None:
            return known
        if 0 < numerator < denominator and 2 < denominator <= _LARGEST_DENOMINATOR:  # noqa: PLR2004 - halves are listed
            rank = self.ordinal(denominator)
            top = self.cardinal(numerator, Gender.MASCULINE)
            return f"{top} {rank}" if numerator == 1 else f"{top} {rank[:-1]}i"
        return f"{self.cardinal(numerator)} su {self.cardinal(denominator)}"

    def _one(self, noun: str) -> str:
        if self.gender_of(noun) is Gender.FEMININE:
            return "una"
        # The letters of "SMS" are said "esse emme esse": a vowel comes first.
        return "uno" if _NEEDS_UNO.match(noun) and not noun.isupper() else "un"

    def _elision(self, match: re.Match[str]) -> str | None:
        noun = AGREEMENT.noun(match.string[: match.start()], match.string[match.end() :])
        elided = noun.lower() not in AGREEMENT.states and self.gender_of(noun) is Gender.FEMININE
        return "un'" if noun and elided else None

    def of(self, noun: str) -> str:
        """Say what something is a part of: "di litro", "d'ora"."""
        return f"d'{noun}" if noun[0] in _VOWELS else f"di {noun}"

    def part_of(self, fraction: str, noun: Noun, after: str = "") -> str:
        """`½ h` is "mezz'ora"."""
        return super().part_of(fraction, noun, after).replace("mezza o", "mezz'o")

    def _half(self, match: re.Match[str]) -> str | None:
        noun = match["half_noun"]
        whole = int(match["half_whole"] or 0)
        if noun.lower() in AGREEMENT.particles or whole == 1:
            return None
        plural = whole and noun.endswith("e")
        half = "mezza" if plural or self.gender_of(noun) is Gender.FEMININE else "mezzo"
        if whole:
            return f"{self.cardinal(whole)} {noun} e {half}"
        return f"mezz'{noun}" if half == "mezza" and noun[0] in _VOWELS else f"{half} {noun}"

    # -- times --------------------------------------------------------------------------------

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "quattordici e cinque", `0:30` "mezzanotte e trenta"."""
        del after
        hour = hour_of_day(time)
        spoken = "una" if hour == 1 else self.cardinal(hour)
        if not hour and previous_word(before).lower() != "ore":
            spoken = "mezzanotte"
        if time.second is not None:
            return with_seconds(self, spoken, time)
        if time.minute:
            spoken += f" e {self.cardinal(time.minute)}"
        if time.meridiem == "am" and hour:
            spoken += " di notte" if hour < _LATE_MORNING else " di mattina"
        return spoken

    def hour_range(self, first: int, last: int, before: str) -> str:
        """`sab 9-13` is "sabato dalle nove alle tredici"."""
        return clock.stretch(self, Time(first), Time(last), before)

    def minute_of_match(self, minute: int) -> str:
        """`67'` is "al sessantasettesimo"."""
        rank = self.ordinal(minute)
        return f"all'{rank}" if rank[0] in _VOWELS else f"al {rank}"

    # -- dates --------------------------------------------------------------------------------

    def date(self, date: Date, before: str) -> str:
        """`1 maggio` is "primo maggio"."""
        if date.day == 1:
            return f"primo {super().date(Date(date.month, None, date.year), before)}"
        return super().date(date, before)

    def _month_numbers(self) -> dict[str, int]:
        names = {name: number for number, name in enumerate(self.language.months, start=1)}
        return names | dict(self.language.month_abbreviations)

    def _days(self, match: re.Match[str]) -> str:
        first = int(match["dr_from"])
        year = match["dr_year"]
        month = self._month_numbers()[match["dr_month"]]
        end = self.date(Date(month, int(match["dr_to"]), int(year) if year else None), "")
        start = "primo" if first == 1 else self.cardinal(first)
        return f"{self._from(match)}{start} al {end}"

    def _first_of_month(self, match: re.Match[str]) -> str:
        """`l'1 maggio` is "il primo maggio": there is nothing to elide."""
        word = match["fi_word"]
        return f"{'Il' if word == 'L' else 'il' if word == 'l' else word[:-1]} primo"

    def _first_in_numbers(self, match: re.Match[str]) -> str:
        """`l'1/12` is "il primo dicembre"."""
        word, year = match["fn_word"], match["fn_year"]
        article = "Il" if word == "L" else "il" if word == "l" else word[:-1]
        date = Date(int(match["fn_month"]), 1, int(year) if year else None)
        return f"{article} {self.date(date, '')}"

    def _ranked_by_article(self, match: re.Match[str]) -> str:
        """`il 1°` is a rank: temperatures have no article in the singular."""
        feminine = previous_word(match.string[: match.start()]).lower().endswith("la")
        gender = Gender.FEMININE if feminine else Gender.MASCULINE
        return self.ordinal_of(int(match["rb_number"]), gender)

    def _years(self, match: re.Match[str]) -> str:
        first, last = self.year(int(match["yr_from"])), self.year(int(match["yr_to"]))
        if previous_word(match.string[: match.start()]).lower() in _SEASONS:
            return f"{first}-{last}"
        return f"{self._from(match)}{first} al {last}"

    @staticmethod
    def _from(match: re.Match[str]) -> str:
        return "" if previous_word(match.string[: match.start()]).lower() in _NO_DA else "dal "

    # -- ranks --------------------------------------------------------------------------------

    def regnal(self, name: str, number: int) -> str | None:
        """Luigi XIV is "quattordicesimo", Elisabetta II "seconda", secolo XIX "diciannovesimo"."""
        if number > _LARGEST_REGNAL:
            return None
        if name in FEMININE_RULERS:
            return self.ordinal_of(number, Gender.FEMININE)
        if name in MASCULINE_RULERS or name.lower() == "secolo" or name == "Vaticano":
            return self.ordinal_of(number, Gender.MASCULINE)
        return None
