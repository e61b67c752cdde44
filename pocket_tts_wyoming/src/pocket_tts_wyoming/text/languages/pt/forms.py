"""Written forms that only Portuguese has: results with "x", interest, spoons, saints."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, words_of
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
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
            r"\s?(?P<pr_sign>[xX\u00d7*])\s?(?=\d)(?!\d+#)",
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
    words = {word.lower() for word in _WORD.findall(text)}
    if _MEASURED.match(after) or not (teams or not _SPORT.isdisjoint(words)):
        return None
    left, right = (grammar.cardinal(int(match[name])) for name in ("re_left", "re_right"))
    return f"{left} {grammar.language.words.score} {right}"


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
