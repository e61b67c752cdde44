"""Written forms that only Portuguese has: results with "x", interest, spoons, saints."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Gender,
    next_word,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.languages.pt.tables import DEGREE_CUES, NUMBERED_WEEKDAYS
from pocket_tts_wyoming.text.languages.words import around
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_WORD = re.compile(r"[^\W\d_]+")
_SECOND = re.compile(r"\d{1,4}(?:,\d{1,2})?")
_CALCULATED = re.compile(r"\s?=|\s(?:é|são|dá|igual)(?!\w)|\?")
_ASKED = re.compile(r"(?:quanto\s(?:é|são|dá)|calcul\w+|tabuada|conta)\s(?:de\s)?$", re.IGNORECASE)
# "2 x 5 m de cabo" are two pieces.
_PIECES = re.compile(r"\s?(?:m|cm|kg|g|L|l|ml|litros?|metros?)\sde\s")
_MEASURED = re.compile(r"\s?(?:[cmk]?m|px|polegadas|\u2033|metros?|centímetros)(?!\w)")
_TEAM_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w-]*\s$")
_TEAM_AFTER = re.compile(r"\s[A-ZÀ-Þ]")
_SPORT = words_of(
    "jogo jogos placar venceu vence vencem vitória ganhou ganha perdeu perde derrota derrotou "
    "empatou empate empata terminou termina acabou ida volta gol gols golo golos final semifinal "
    "partida partidas goleou goleada bateu set sets vôlei voleibol basquete tênis futebol copa "
    "brasileirão campeonato rodada fim agregado pênaltis penáltis virada"
)
_BEFORE_CALLED = words_of(
    "ligue ligar liga disque discar chame chamar ou e o para pelo ao é emergência emergências"
)
_CALLED = words_of(
    "ligue ligar liga disque discar chame chamar emergência emergências samu bombeiros polícia "
    "cvv resgate"
)
_ARTICLES = words_of("o a os as do da no na ao à um seu sua meu cada pelo este esse em")
_BEHIND_DEGREES = words_of("por durante e até com sem ou para no na em já cerca")
_LARGEST_RANK, _LARGEST_TEMPERATURE = 10, 99
_AT_ONE = {
    word: one
    for small, one in {"às": "à", "das": "da", "pelas": "pela", "são": "é"}.items()
    for word, one in ((small, one), (small.capitalize(), one.capitalize()))
}
# How far the words of a match or a call may be away.
_NEAR = 200
_INTEREST = {"a": "ao ano", "m": "ao mês", "d": "ao dia"}


def own_forms(grammar: Grammar) -> list[Rule]:
    """`Brasil 2 x 1 Peru`, `10 x 20 m`, `Flamengo x Vasco`, `15% a.a.`, `S. João`."""
    return [
        Rule(
            "pt_result",
            r"(?<![\w.,])(?P<re_left>\d{1,3})\s?x\s?(?P<re_right>\d{1,3})(?!\w|[.,]\d)",
            partial(_result, grammar),
        ),
        Rule(
            "pt_product",
            r"(?:(?<![\w.,])|(?<=\d[xX]))(?P<pr_number>\d{1,4}(?:,\d{1,2})?)"
            r"\s?(?P<pr_sign>[xX\u00d7*])(?<!\b0[xX])(?<!(?<![,\d])1[xX])\s?(?=\d)(?!\d+#)",
            partial(_product, grammar),
        ),
        Rule(
            "pt_instalments",
            r"(?<![\w.,])(?P<in_number>\d{1,2})\s?x\s(?=(?:R\$|€)\s?\d)",
            lambda m: f"{grammar.cardinal(int(m['in_number']), Gender.FEMININE)} vezes de ",
        ),
        # One team against another.
        Rule(
            "pt_against",
            r"x(?=\s[A-ZÀ-Þ][a-zà-ÿ])(?<=[a-zà-ÿA-Z]\sx)",
            partial(_against, grammar),
            at_word=True,
        ),
        Rule(
            "pt_interest",
            r"a\.\s?(?P<it_time>[amd])\.(?!\w)(?:(?<=%\s....)|(?<=%\s.....)|(?<=cento\s....))",
            lambda m: _INTEREST[m["it_time"]] + full_stop(grammar, m),
            at_word=True,
        ),
        Rule(
            "pt_numbered_weekday",
            r"(?<![\w.,])(?P<nw_number>[2-6])(?:\.?ª|a)[\s-]feira(?!\w)",
            lambda match: f"{NUMBERED_WEEKDAYS[match['nw_number']]}-feira",
        ),
        Rule(
            "pt_numbered_weekdays",
            r"(?<![\w.,])(?P<pw_number>[2-6])\.?ª(?=(?:\s?,\s[2-6]\.?ª)*\s(?:e|a|à|ou)\s[2-6]\.?ª[\s-]feira)",
            lambda match: NUMBERED_WEEKDAYS[match["pw_number"]],
        ),
        # Streets, squares and clubs: "XV de Novembro", "XV de Piracicaba".
        Rule(
            "pt_roman_day",
            r"(?P<rd_roman>XIII|XIX|XV|XX|VII|IX|II|I)(?=\sde\s(?:Janeiro|Fevereiro|Março|Abril|Maio|Junho"
            r"|Julho|Agosto|Setembro|Outubro|Novembro|Dezembro|Piracicaba|Jaú)(?!\w))",
            lambda m: grammar.cardinal(roman_value(m["rd_roman"])).capitalize(),
            at_word=True,
        ),
        # "Gol aos 45'+2'"
        Rule(
            "pt_added_time",
            r"(?<![\w.,'])(?P<ad_minute>\d{1,3})'\s?\+\s?(?P<ad_more>\d{1,2})'?(?!\d)",
            lambda m: " ".join(
                (
                    grammar.cardinal(int(m["ad_minute"])),
                    grammar.language.words.plus,
                    grammar.cardinal(int(m["ad_more"])),
                )
            ),
        ),
        # "1min18s792": the time of a lap.
        Rule(
            "pt_lap",
            r"(?<![\w.,:])(?P<lp_minutes>\d{1,2})\s?m(?:in)?\s?(?P<lp_seconds>[0-5]\d)s(?P<lp_parts>\d{1,3})(?!\w)",
            partial(_lap, grammar),
        ),
        # "voo G3 1542": not three thousand.
        Rule(
            "pt_flight",
            r"(?P<fl_cue>(?i:voo)\s(?:[A-Za-z]{3,}\s){0,2}[A-Z])(?P<fl_sign>\d)\s(?P<fl_number>1\d{3})(?![\w-]|[.,:]\d)",
            lambda m: f"{m['fl_cue']} {grammar.digits(m['fl_sign'] + m['fl_number'])}",
            at_word=True,
        ),
        Rule("pt_degrees", r"(?<!\w)(?P<dg_number>\d{1,3})º(?![^\W_])", partial(_degrees, grammar)),
        # "turma 2ºC": written so, two degrees have no class before them.
        Rule(
            "pt_class",
            r"(?:(?<=[tT]urma\s)|(?<=[cC]lasse\s)|(?<=alunos\sdo\s)|(?<=[sS]ala\sdo\s))(?P<cs_number>[1-9])º\s?(?P<cs_letter>[A-H])(?!\w)",
            lambda m: f"{grammar.ordinal(int(m['cs_number']))} {m['cs_letter']}",
        ),
        Rule(
            "pt_ranked_set",
            r"(?P<rs_number>[2-9]|[12]\d|3[01])º\s(?=set(?!\w))",
            lambda m: f"{grammar.ordinal(int(m['rs_number']))} ",
        ),
        # "venceu o 1º set": no day of September
        Rule(
            "pt_first_set",
            r"1º\s(?=sets?(?!\w|\.))",
            partial(_first_set, grammar),
        ),
        # "final 5 dia 30": a day of the month, not five of them
        Rule(
            "pt_before_day",
            r"(?<![\w.,])(?P<bf_number>\d{1,4})(?=\sdia\s\d)",
            lambda m: grammar.cardinal(int(m["bf_number"])),
        ),
        Rule(
            "pt_avos",
            r"(?<![\w.,/])(?P<av_top>\d{1,3})/(?P<av_bottom>\d{1,3})\savos?(?!\w)",
            lambda m: (
                f"{grammar.cardinal(int(m['av_top']))} {grammar.cardinal(int(m['av_bottom']))} avos"
            ),
        ),
        # "Dez." is more often a ten at a sentence's end.
        Rule(
            "pt_december",
            r"(?:(?<=[eE]m\s)|(?<=[dD]esde\s)|(?<=[aA]té\s)|(?<=fim de\s))dez\.(?!\w)",
            lambda match: f"dezembro{full_stop(grammar, match)}",
            at_word=True,
        ),
        # "R$ 320/@": a weight of cattle
        Rule("pt_per_arroba", r"(?<=\d)\s?/\s?@(?!\w)", lambda _: " por arroba"),
        # "recorde de 9s58"
        Rule(
            "pt_record",
            r"(?<![\w.,:])(?P<rc2_seconds>\d{1,2})s(?P<rc2_parts>\d{2})(?!\w)",
            lambda m: (
                grammar.counted(Number(int(m["rc2_seconds"])), grammar.language.units["s"], "")
                + f" e {grammar.cardinal(int(m['rc2_parts']))}"
            ),
        ),
        # "8/8h x 7 dias"
        Rule(
            "pt_lasting",
            r"x(?=\s?\d{1,3}\s?(?:dias?|semanas?|meses|mês|horas?|h)(?!\w))",
            lambda _: "por",
            at_word=True,
        ),
        # Templates write "às 1:30" as they write "às 2:30".
        Rule(
            "pt_at_one",
            r"(?P<ao_word>(?i:às|das|pelas|são))\s(?=0?1(?::[0-5]\d(?!:)|h(?:[0-5]\d)?(?!\w)))",
            lambda m: _AT_ONE[m["ao_word"]] + " ",
            at_word=True,
        ),
        # "2,20 m x 95 cm"
        Rule(
            "pt_by",
            r"x(?=\s\d{1,4}(?:,\d{1,2})?\s?[cm]?m(?!\w))(?<=m\sx)",
            lambda _: "por",
            at_word=True,
        ),
        Rule(
            "pt_service_line",
            r"(?<![\w.,:/+-])(?P<se_number>1(?:00|12|28|3[016]|5[36]|8[018]|9\d))(?![\w/-]|[.,:]\d|\s?[%°€])",
            partial(_service_line, grammar),
        ),
        Rule(
            "pt_saint",
            r"S\.(?=\s(?:João|José|Pedro|Paulo|Miguel|Jorge|Sebastião|Bento|Vicente|Martinho|Tiago"
            r"|Francisco|Bernardo|Mateus|Roque|Valentim|Silvestre|Gonçalo|Lourenço|Luís)(?!\w))",
            lambda _: "São",
            at_word=True,
        ),
    ]


def _result(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`2 x 1` is a result between teams, and where a sentence speaks of a match."""
    text = match.string
    before, after = text[: match.start()], text[match.end() :]
    teams = _TEAM_BEFORE.search(before) is not None and _TEAM_AFTER.match(after) is not None
    words = {word.lower() for word in _WORD.findall(around(match, _NEAR))}
    if _MEASURED.match(after) or not (teams or not _SPORT.isdisjoint(words)):
        return None
    left, right = (grammar.cardinal(int(match[name])) for name in ("re_left", "re_right"))
    return f"{left} {grammar.language.words.score} {right}"


def _first_set(grammar: Grammar, match: re.Match[str]) -> str | None:
    words = {word.lower() for word in _WORD.findall(around(match, _NEAR))} - {"set", "sets"}
    played = "/" in match.string or not _SPORT.isdisjoint(words)
    return None if not played else f"{grammar.ordinal(1)} "


def _degrees(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`30º` is a temperature behind a word of weather, and from 11 on without an article.

    "a 200º" has no article: that of a rank in "º" is "o". It may have a preposition, "a 15º lugar".
    """
    number = int(match["dg_number"])
    if match.string[: match.start()].rstrip().endswith("+"):  # "salário + 13º"
        return None
    second, near = (word.lower() for word in previous_words(match.string[: match.start()]))
    announced = (second if near in {"de", "a", "em", "até"} else near) in DEGREE_CUES
    following = next_word(match.string[match.end() :]).lower()
    heated = near == "a" and (not following or following in _BEHIND_DEGREES)
    alone = number <= _LARGEST_TEMPERATURE and near not in _ARTICLES
    if not announced and (number <= _LARGEST_RANK or not (heated or alone)):
        return None
    return grammar.counted(Number(number), grammar.language.units["°"], "")


def _lap(grammar: Grammar, match: re.Match[str]) -> str:
    units = grammar.language.units
    minutes = grammar.counted(Number(int(match["lp_minutes"])), units["min"], "")
    seconds = grammar.counted(Number(int(match["lp_seconds"])), units["s"], "")
    return f"{minutes}, {seconds} e {grammar.cardinal(int(match['lp_parts']))}"


def _service_line(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`ligue 192 ou 193`: where someone calls or it is urgent, and nothing is counted."""
    near = previous_word(match.string[: match.start()]).lower()
    if near not in _BEFORE_CALLED or next_word(match.string[match.end() :]).endswith("s"):
        return None
    words = {word.lower() for word in _WORD.findall(around(match, _NEAR))}
    return None if _CALLED.isdisjoint(words) else grammar.digits(match["se_number"])


def _product(grammar: Grammar, match: re.Match[str]) -> str:
    """`3 x 4` is "vezes" in a calculation and else "três por quatro"."""
    text, sign = match.string, match["pr_sign"]
    before, second = text[: match.start()], _SECOND.match(text, match.end())
    after = text[second.end() :] if second else ""
    number = grammar.format.parse(match["pr_number"])
    by = sign != "*" and _MEASURED.match(after) is not None
    product = sign in "\u00d7*" or _CALCULATED.match(after) or _ASKED.search(before)
    if _PIECES.match(after) or (product and not by):
        return f"{grammar.number(number, Gender.FEMININE)} vezes "
    return f"{grammar.number(number)} por "


def _against(grammar: Grammar, match: re.Match[str]) -> str | None:
    """`Flamengo x Vasco`: names on both sides."""
    del grammar
    near = _WORD.findall(match.string[: match.start()])
    return "contra" if near and near[-1][0].isupper() else None
