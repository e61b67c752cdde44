"""Guesses of Italian and Portuguese, and what looks like them but is something else."""

from __future__ import annotations

import pytest

from support.normalizers import normalizer


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        # So many or a little more, and a part of one.
        ("it", "Cuocere per 25/30 min.", "Cuocere per venticinque-trenta minuti."),
        ("it", "Versa 2/3 di tazza", "Versa due terzi di tazza"),
        ("it", "Aspetta 1/2 ora", "Aspetta mezz'ora"),
        ("pt", "Deixe 2/3 horas", "Deixe duas a três horas"),
        ("pt", "Leva 3/4 l", "Leva três quartos de litro"),
        # Two prepositions do not stand together.
        ("it", "Bolle per 8-10 min", "Bolle per otto-dieci minuti"),
        ("it", "Bolle 8-10 min", "Bolle da otto a dieci minuti"),
        # A letter for the sign of a rank, and a preposition.
        ("it", "la 2a edizione e il 3o posto", "la seconda edizione e il terzo posto"),
        ("pt", "1a vez, de 2 a 3 dias", "primeira vez, de dois a três dias"),
        ("pt", "2a-feira", "segunda-feira"),
        # Short days without their full stop, and words.
        ("it", "Sab 9-13, dom chiuso", "Sabato dalle nove alle tredici, domenica chiuso"),
        ("it", "lun plastica, mar carta", "lunedì plastica, martedì carta"),
        ("it", "Il mar rosso è caldo", "Il mar rosso è caldo"),
        ("pt", "Fecha sáb 9h", "Fecha sábado nove horas"),
        ("pt", "Quero ter 9h livres", "Quero ter nove horas livres"),
        # Pairs without a choice, and with one.
        ("pt", "sentido norte/sul", "sentido norte-sul"),
        ("pt", "responda sim/não", "responda sim ou não"),
        ("it", "bolletta di nov./dic. pagata", "bolletta di novembre-dicembre pagata"),
        # The number of a law and of a bill, a pressure.
        ("pt", "Lei 8.078/90", "Lei oito mil e setenta e oito de noventa"),
        ("it", "fattura 4521/26", "fattura quattromilacinquecentoventuno barra ventisei"),
        ("it", "pressione 120/80", "pressione centoventi su ottanta"),
        # A house and a class, and a rate.
        ("it", "via Po 12/B", "via Po dodici B"),
        ("it", "5 €/h", "cinque euro all'ora"),
        # Results and ranges.
        ("it", "Juventus-Inter 1-2", "Juventus-Inter uno a due"),
        ("it", "treni Milano-Roma 8-10 volte", "treni Milano-Roma da otto a dieci volte"),
        ("pt", "Brasil 2 x 1 Peru", "Brasil dois a um Peru"),
        ("pt", "O jogo acabou 3x3", "O jogo acabou três a três"),
        ("pt", "uma foto 10x15", "uma foto dez por quinze"),
        ("pt", "7 x 8 = 56", "sete vezes oito igual a cinquenta e seis"),
        ("pt", "Vasco x Flamengo", "Vasco contra Flamengo"),
        ("pt", "o eixo x vertical", "o eixo x vertical"),
        ("pt", "5 ml 3x ao dia", "cinco mililitros três vezes ao dia"),
        # A day and a quotient.
        ("pt", "Feriado de 12/10", "Feriado de doze de outubro"),
        ("pt", "pressão de 12/8", "pressão de doze por oito"),
        # The noun that was counted before.
        ("it", "3 luci, di cui 1 accesa", "tre luci, di cui una accesa"),
        ("pt", "2 doses às 8h e 1 à noite", "duas doses às oito horas e uma à noite"),
        # Words, and cut words.
        ("pt", "Com açúcar ou sem. Tanto faz.", "Com açúcar ou sem. Tanto faz."),
        ("pt", "na sem. 47", "na semana quarenta e sete"),
        ("it", "Ho visto Spider-Man. Bello!", "Ho visto Spider-Man. Bello!"),
        ("it", "Luce: off.", "Luce: off."),
        ("it", "arrivo x cena", "arrivo per cena"),
        ("it", "i raggi x domani", "i raggi x domani"),
        # A unit, and a letter behind a full stop.
        ("it", "vince 5-4 d.c.r.", "vince cinque a quattro dopo i calci di rigore."),
        ("it", "gol al 34'", "gol al trentaquattresimo"),
        ("it", "tra 34'", "tra trentaquattro minuti"),
        ("it", "54 m2 e il modello m2", "cinquantaquattro metri quadrati e il modello m due"),
        ("it", "tra XIV e XVI secolo", "tra quattordicesimo e sedicesimo secolo"),
        ("pt", "15% a.a. e às 9 a.m.", "quinze por cento ao ano e às nove da manhã."),
    ],
)
def test_a_guess_and_its_other_side(language: str, written: str, spoken: str) -> None:
    assert normalizer(language).normalize(written) == spoken


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("it", "codice di sblocco 4829 valido oggi", "codice di sblocco quattro otto due nove"),
        ("pt", "código do cofre 4821 vale hoje", "código do cofre quatro oito dois um vale hoje"),
        ("it", "libro 1 cap. 21 pag. 31.", "libro uno capitolo ventuno"),
        ("it", "via Roma 1 int. 21", "via Roma uno interno ventuno"),
    ],
)
def test_a_code_and_a_number_before_another_count_nothing(
    language: str, written: str, spoken: str
) -> None:
    assert normalizer(language).normalize(written).startswith(spoken)
