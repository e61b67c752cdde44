"""Portuguese by the Brazilian norm: gender of "um", "dois" and hundreds, times with "horas"."""

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
    Date,
    Gender,
    Time,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.languages.pt.forms import own_forms
from pocket_tts_wyoming.text.languages.pt.tables import (
    AGREEMENT,
    CUE_WORDS,
    FEMININE_RULERS,
    MASCULINE_RULERS,
    ONE_IN_STATE,
    ONE_OF,
    PAIRS_OF,
    RATIO_CUES,
    ROMAN_RANKED,
    SAME_IN_BOTH,
    WEEKDAYS,
    WINDS,
)
from pocket_tts_wyoming.text.languages.pt.units import CURRENCIES
from pocket_tts_wyoming.text.languages.romance import (
    hour_of_day,
    left_out_noun,
    with_seconds,
)
from pocket_tts_wyoming.text.languages.words import alternatives
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pocket_tts_wyoming.text.normalize.numbers import Number

_MARKS = r"[-\u2013\u2014]"
_CLOCK = r"(?:[01]?\d|2[0-4])(?::[0-5]\d|\s?h(?:[0-5]\d)?|\.(?:00|15|30|45))"
_DAY_PART = re.compile(r"\s(?:da|de)\s(?:manhã|tarde|noite|madrugada)\b")
# "às 8h-17h" already has its preposition.
_FEMININE_BEFORE = words_of("às à das as nas pelas outras todas umas")
# Behind these a number without a noun counts what was counted before.
_AND_A_HALF = re.compile(r"\se\s(?:1/2|½)\s([^\W\d_]{3,})")
_COPULAS = words_of("está estão é são era")
_LIST_MARKS = frozenset(",:(;/")
_PREPOSITIONS = words_of(
    "em no na nos nas do da de dos das pelo pela por para com sem ao à aos às deste desta"
)
_SAME_AGAIN = words_of("e ou quais p para")
_ANNOUNCED = words_of("das da de às à entre as")
_LAST_NAMED_DENOMINATOR = 10
_LARGEST_DENOMINATOR = 100
_LARGEST_PART, _OF_INCH = 12, frozenset({16, 32, 64})
_LARGEST_REGNAL = 40
_NOON = 12
_AT = words_of("às as à das da pelas são é")


class PortugueseGrammar(AgreeingGrammar):
    """Agreement of one, two and hundreds; hours; dates with "de"; Brazilian money and phones."""

    agreement = AGREEMENT
    weekdays = WEEKDAYS
    date_cues = words_of(
        "em no dia dias até desde ao para venc vencimento vence válido validade prazo limite "
        "feira segunda terça quarta quinta sexta sábado domingo"
    ) | frozenset(WEEKDAYS)
    phones = (
        r"[1-9]\d\s9\d{4}-\d{4}|\+\d{2,3}\s\(?\d{2}\)?\s9?\d{4}-\d{4}|\(\d{2}\)\s?9?\d{4}-\d{4}|9\d{4}-\d{4}"
        r"|(?!(?:19|20)\d\d-(?:19|20))[2-9]\d{3}-\d{4}|\d{5}-\d{3}|9[1236]\d\s\d{3}\s\d{3}|(?:80[0-9]|70[78])\s(?:\d{3}\s\d{3}|\d\d\s\d\d\s\d\d)|\d{4}-\d{3}"
        r"|\d{3}\.\d{3}\.\d{3}-\d{2}|0\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}"
    )
    ratio_cues = RATIO_CUES
    comparatives = frozenset({"mais", "menos", "maior", "menor"})
    folded_before = words_of("ao à por de sem s na no a")
    pairs_of = PAIRS_OF
    match_cues = words_of(
        "vence venceu vencem ganha ganhou ganham perde perdeu perdem empata empatou empatam bate "
        "bateu derrota derrotou vitória resultado termina terminou acabou jogo partida placar gol "
        "golos gols golo"
    )
    quotients = words_of(
        "pressão pa tensão proporção formato tela ecrã compasso razão arterial relação"
    )
    day_states = ("fechado", "fechada", "fechados", "aberto", "aberta", "abertos", "livre", "folga")
    hour_cues = words_of("horário horários aberto aberta abertos expediente atendimento")
    times_words = ("vez", "vezes")
    plural_ends = ("s",)
    one_of, one_in_state = ONE_OF, ONE_IN_STATE
    stretch_starts = words_of("de do entre desde")
    stretch_ends = words_of("a até ao e")
    day_start, day_joiner = "de", "a"
    halves = ("meio", "meia")
    extremes_words: ClassVar[Mapping[str, tuple[str, str]]] = {
        "x": ("máximo", "máxima"), "n": ("mínimo", "mínima"),
    }  # fmt: skip
    singular_before = words_of("o do ao um por cada no pelo")
    rate_words: ClassVar[Mapping[str, str]] = {
        word: f"por {word}" for word in ("dia", "semana", "mês", "ano", "hora", "noite", "minuto")
    }
    mark_cues = words_of(
        "parcela prestação cota "
        "passo etapa página pergunta nível tarefa episódio parte nota notas índice "
        "pontuação avaliação classificação progresso concluídos concluídas feitos feitas lidos "
        "lidas vistos vistas completos completas"
    )
    plural_articles = ("às", "nas", "aos", "nos", "todas as", "todos os")
    phone_cues = words_of(
        "tel telefone telemóvel celular fax contato contacto ligue tlm tlf ref referência "
        "entidade ent"
    )
    winds = WINDS
    extremes: ClassVar[Mapping[str, str]] = {
        "mín": "mínima", "min": "mínima", "máx": "máxima", "max": "máxima",
    }  # fmt: skip
    roman_ranked = ROMAN_RANKED
    people_words = ("pess", "pers", "pessoas", "porções")
    for_word = "para"
    month_cues = words_of("em de desde até vence validade val válido entre")
    plural_endings = (
        ("s", "s"),
        ("ão", "ões"),
        ("al", "ais"),
        ("el", "eis"),
        ("ol", "óis"),
        ("m", "ns"),
        ("r", "res"),
        ("z", "zes"),
        ("", "s"),
    )
    per_many = "por"
    every = "a cada"
    day_cues = words_of("na no à ao até da do de desde esta este")
    ambiguous_days = words_of("ter dom seg mar")
    of_year = " de "
    short_cues: ClassVar[Mapping[str, str]] = {
        "séc.": "século",
        "cap.": "capítulo",
        "art.": "artigo",
    }
    feminine_parts = ("das", "destas", "dessas")

    def own_rules(self) -> list[Rule]:
        """Add times with their prepositions, halves, weekdays, thousands of money, winds."""
        winds, currencies = alternatives(WINDS), alternatives(CURRENCIES)
        end = r"(?![\w-]|[.,:]\d|\s?[%€])"
        return [
            *own_forms(self),
            *romance_cued.rules(self, CUE_WORDS),
            *romance_measures.rules(self),
            *agreeing_cued.rules(self),
            *agreeing_forms.rules(self),
            *romance_forms.rules(self),
            Rule(
                "pt_time_range",
                rf"(?<![\w.,:/])(?P<tr_from>{_CLOCK})\s?{_MARKS}\s?(?P<tr_to>{_CLOCK}){end}",
                self._time_range,
            ),
            Rule("pt_until", rf"(?<![\w.,:/])(?P<un_from>{_CLOCK})(?=\sàs\s\d)", self._until),
            Rule(
                "pt_half",
                r"(?<![\w/.,])(?:(?P<half_whole>\d{1,3})\s?)?(?:1/2|½)\s(?P<half_noun>[^\W\d_]{3,}+)(?!\.\s[a-zà-ÿ])",
                self._half,
            ),
            Rule(
                "pt_thousands",
                rf"(?P<th_name>{currencies})\s?(?P<th_number>{self.format.unsigned})\smil(?!\w)",
                self._thousands,
            ),
            Rule(
                "pt_every",
                r"(?<![\w.,/])(?P<ev_hours>\d{1,2})\s?/\s?(?P=ev_hours)(?=\s?h)",
                self._every,
            ),
            Rule(
                "pt_number",
                r"[nN]\.\s?(?=\d|[A-Z]{1,4}[-/ ]?\d)",
                lambda _: "número ",
                at_word=True,
            ),
            Rule(
                "pt_hour_alone",
                r"(?:(?<=É\s)|(?<=é\s)|(?<=São\s)|(?<=são\s))(?P<ha_hour>[12])(?=\s(?:e|da|horas?)\s)",
                lambda match: self.cardinal(int(match["ha_hour"]), Gender.FEMININE),
            ),
            Rule(
                "pt_dotted_time",
                r"(?<![\w.,:/])(?P<dt_hour>[01]?\d|2[0-4])\.(?P<dt_minute>[0-5]\d)(?!\w|[.,:]\d|\s?[%€])",
                self._dotted_time,
            ),
            # "Ter." and "dom." are also words.
            Rule(
                "pt_short_day",
                r"(?P<sd_name>(?i:ter|dom))\.(?=\s(?:[-\d]|às?\s|de\s(?:manhã|tarde)))"
                r"|(?:(?<=[nd][ao]\s)|(?<=à\s)|(?<=até\s)|(?<=ª\s))(?:ter|dom)\.(?!\w)",
                self._short_day,
                at_word=True,
            ),
            Rule(
                "pt_wind",
                rf"(?P<wi_from>(?i:ventos?)\s(?:de\s)?|de\s(?=[A-Z]{{2}}))(?P<wi_name>{winds})(?![\w'])(?!\.\s?[A-ZÀ-Þ])",
                lambda match: match["wi_from"] + WINDS[match["wi_name"]],
                at_word=True,
            ),
            Rule("pt_dom", r"D\.\s(?=[A-ZÀ-Þ][a-zà-ÿ])", self._dom, at_word=True),
            *super().own_rules(),
        ]

    # -- numbers ------------------------------------------------------------------------------

    def bare_number(self, number: Number, before: str, after: str) -> str:
        """`2` is "duas" before "luzes", "dois" alone and in names ("Luz 2")."""
        half = _AND_A_HALF.match(after)
        if half:  # "1 e 1/2 colher"
            return self.number(number, self.gender_of(half[1]))
        noun = AGREEMENT.noun(before, after)
        # More than one is counted of a plural only: "2222 parte" goes on with the sentence.
        if number.whole > 1 and not noun.endswith("s") and noun != "mil":
            noun = ""
        if noun.lower() in SAME_IN_BOTH:
            noun = left_out_noun(before, AGREEMENT.particles) or noun
        if noun == "mil":
            noun = next_word(after.lstrip()[len(noun) :])
        if noun and noun.lower() not in AGREEMENT.particles:
            return self.number(number, self.gender_of(noun))
        # "às 2", "as outras 2": the feminine noun, mostly "horas", is left out.
        near = previous_word(before).lower()
        feminine = near in _FEMININE_BEFORE and not number.fraction
        # "2 doses às 8h e 1 à noite", "de 5 janelas, 1 está aberta"
        # In a list: "4 luzes: 3 na sala, 1 na cozinha"
        listed = before.rstrip()[-1:] in _LIST_MARKS and next_word(after) in _PREPOSITIONS
        again = near in _SAME_AGAIN or next_word(after) in _COPULAS or listed
        counted = left_out_noun(before, AGREEMENT.particles) if again else ""
        if counted and counted.lower() not in AGREEMENT.particles and not number.fraction:
            feminine = self.gender_of(counted) is Gender.FEMININE
        return self.number(number, Gender.FEMININE if feminine else None)

    def is_singular(self, number: Number) -> bool:
        """`1,5 litro` is singular by the Brazilian norm, but "zero graus"."""
        return number.is_below_two and bool(number.whole or number.fraction.strip("0"))

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "três oitavos", `5/12` "cinco doze avos", `7/125` "sete sobre ..."."""
        known = super().fraction(numerator, denominator)
        if known is not None:
            return known
        if numerator > denominator:  # a pressure of 12/8, a screen of 16/9
            return f"{self.cardinal(numerator)} por {self.cardinal(denominator)}"
        if not 0 < numerator < denominator <= _LARGEST_DENOMINATOR:
            return f"{self.cardinal(numerator)} sobre {self.cardinal(denominator)}"
        # "cartela dia 9/21": so small parts are of an inch.
        if numerator > 1 and _LARGEST_PART < denominator < 100 and denominator not in _OF_INCH:  # noqa: PLR2004 - per cent
            return f"{self.cardinal(numerator)} de {self.cardinal(denominator)}"
        ending = "" if numerator == 1 else "s"
        named = denominator <= _LAST_NAMED_DENOMINATOR or denominator == _LARGEST_DENOMINATOR
        if named:
            name = "terço" if denominator == 3 else self.ordinal(denominator)  # noqa: PLR2004 - a third
            return f"{self.cardinal(numerator)} {name}{ending}"
        return f"{self.cardinal(numerator)} {self.cardinal(denominator)} avo{ending}"

    def _every(self, match: re.Match[str]) -> str:
        """`8/8h` is "de oito em oito horas"."""
        of = "" if previous_word(match.string[: match.start()]).lower() == "de" else "de "
        hours = match["ev_hours"]
        return f"{of}{self.cardinal(int(hours), Gender.FEMININE)} em {hours}"

    def few_or_more(self, first: str, last: str) -> str:
        """`25/30 min` is "vinte e cinco a trinta"."""
        return f"{first} a {last}"

    def hour_range(self, first: int, last: int, before: str) -> str:
        """`sáb 9-13` is "sábado das nove horas às treze horas"."""
        start, end = self._clock(str(first)), self._clock(str(last))
        announced = previous_word(before).lower() in _ANNOUNCED
        begin = start if announced else f"{_contracted('d', start)} {start}"
        return f"{begin} {_contracted('', end)} {end}"

    def _half(self, match: re.Match[str]) -> str | None:
        noun = match["half_noun"]
        whole = int(match["half_whole"] or 0)
        if noun.lower() in AGREEMENT.particles or whole == 1:
            return None
        gender = self.gender_of(noun)
        half = "meia" if gender is Gender.FEMININE else "meio"
        return f"{self.cardinal(whole, gender)} {noun} e {half}" if whole else f"{half} {noun}"

    def _thousands(self, match: re.Match[str]) -> str:
        number = self.format.parse(match["th_number"])
        currency = CURRENCIES[match["th_name"]].major
        count = "" if number.is_one else f"{self.number(number, currency.gender)} "
        return f"{count}mil {currency.many}"

    def _short_day(self, match: re.Match[str]) -> str:
        written = match[0].removesuffix(".")
        name = WEEKDAYS[written.lower()]
        return (name.capitalize() if written[0].isupper() else name) + full_stop(self, match)

    @staticmethod
    def _dom(match: re.Match[str]) -> str:
        name = next_word(match.string[match.end() :])
        return "dom " if name in MASCULINE_RULERS else "dona "

    # -- times --------------------------------------------------------------------------------

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "catorze horas e cinco", `às 7:46` "sete e quarenta e seis"."""
        hour = hour_of_day(time)
        count = self.cardinal(hour, Gender.FEMININE)
        spoken = f"{count} {'hora' if hour == 1 else 'horas'}"
        if time.second is not None:
            return with_seconds(self, spoken, time)
        morning = time.meridiem == "am" and hour > 0
        # "às 14:05" is certainly a time of day, "em 1h47" may be how long something takes.
        certain = bool(time.minute and hour) and previous_word(before).lower() in _AT
        if certain or morning or (0 < hour <= _NOON and _DAY_PART.match(after)):
            spoken = count
        if time.minute:
            spoken += f" e {self.cardinal(time.minute)}"
        return f"{spoken} da manhã" if morning else spoken

    def _clock(self, written: str) -> str:
        hour, _, minute = (
            written.replace(" ", "").replace("h", ":").replace(".", ":").partition(":")
        )
        return self.time(Time(int(hour), int(minute or 0)), "às", "")

    def _until(self, match: re.Match[str]) -> str:
        """`seg. 9h às 18h` is "segunda-feira das nove horas às dezoito horas"."""
        near = previous_word(match.string[: match.start()].rstrip(" .:")).lower()
        start = self._clock(match["un_from"])
        days = self.weekdays
        announced = near in days or near in days.values() or near in self.hour_cues
        return f"{_contracted('d', start)} {start}" if announced else start

    def _dotted_time(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
        if previous_word(before).lower() not in {"às", "à", "das", "da", "pelas"}:
            return None
        return self.time(Time(int(match["dt_hour"]), int(match["dt_minute"])), before, "")

    def _time_range(self, match: re.Match[str]) -> str:
        start, end = self._clock(match["tr_from"]), self._clock(match["tr_to"])
        announced = previous_word(match.string[: match.start()]).lower() in _ANNOUNCED
        first = start if announced else f"{_contracted('d', start)} {start}"
        return f"{first} {_contracted('', end)} {end}"

    def minute_of_match(self, minute: int) -> str:
        """`67'` is "aos sessenta e sete"."""
        return f"aos {self.cardinal(minute)}"

    # -- dates --------------------------------------------------------------------------------

    def date(self, date: Date, before: str) -> str:
        """`1/5/2026` is "primeiro de maio de dois mil e vinte e seis"."""
        del before
        parts = [self.language.months[date.month - 1]]
        if date.day is not None:
            parts.insert(0, self.ordinal(1) if date.day == 1 else self.cardinal(date.day))
        if date.year is not None:
            parts.append(self.year(date.year))
        return " de ".join(parts)

    # -- ranks --------------------------------------------------------------------------------

    def regnal(self, name: str, number: int) -> str | None:
        """Pedro II is "segundo", Luís XIV "catorze": ordinals end at ten, also for centuries."""
        feminine = name in FEMININE_RULERS
        known = feminine or name in MASCULINE_RULERS or name.lower() == "século"
        if not known or number > _LARGEST_REGNAL:
            return None
        if number > _LAST_NAMED_DENOMINATOR:
            return self.cardinal(number)
        return self.ordinal_of(number, Gender.FEMININE if feminine else Gender.MASCULINE)


def _contracted(preposition: str, hour: str) -> str:
    """Join a preposition to an hour's article: "das oito horas", "à uma hora"."""
    plural = "" if hour.startswith("uma ") else "s"
    return f"{preposition}a{plural}" if preposition else f"à{plural}"
