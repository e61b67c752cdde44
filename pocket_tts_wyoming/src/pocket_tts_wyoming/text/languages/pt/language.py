"""Everything Portuguese has to say about itself, in one table.

Numbers and units are Brazilian ("dezesseis", "quilômetros", "bilhões"), also in texts from
Portugal: the model's voice is. pocket-tts 4 greets in it with "Sou rápido o suficiente para rodar
em CPUs pequenas. Espero que você goste de mim." (`default_parameters.py`), which nobody in Portugal
says, and it has one Portuguese voice. What is written is kept ("telemóvel", "autocarro"), and the
short forms of both countries are known.
"""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import Case, Gender, Language, SignWords, words_of
from pocket_tts_wyoming.text.languages.pt.abbreviations import ABBREVIATIONS
from pocket_tts_wyoming.text.languages.pt.acronyms import (
    ACRONYM_WORDS,
    EMOJI,
    EMPHASIS_WORDS,
    SPELLED_ACRONYMS,
)
from pocket_tts_wyoming.text.languages.pt.grammar import PortugueseGrammar
from pocket_tts_wyoming.text.languages.pt.sentences import SENTENCE_WORDS
from pocket_tts_wyoming.text.languages.pt.tables import (
    GENDER_ENDINGS,
    GENDERS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.pt.units import CURRENCIES, MAGNITUDES, UNITS
from pocket_tts_wyoming.text.languages.pt.vocabulary import VOCABULARY

LANGUAGE = Language(
    code="pt",
    decimal_mark=",",
    group_marks=" .",
    grammar=PortugueseGrammar,
    words=SignWords(
        star="asterisco", hash="cardinal", by="por",
        season="temporada", episode="episódio",
        over="por", out_of="de", power="elevado a", squared="ao quadrado", cubed="ao cubo",
        root="raiz quadrada de", not_equal="diferente de", infinity="infinito", diameter="diâmetro",
        point="vírgula", minus="menos", plus="mais", plus_minus="mais ou menos", about="cerca de",
        to="a", score="a", equals="igual a", times="vezes", divided_by="dividido por",
        less_than="menor que", more_than="maior que", at_most="no máximo", at_least="no mínimo",
        and_="e", at="arroba", dot="ponto", slash="ou", path_slash="barra", hyphen="hífen",
        underscore="sublinhado", colon="dois pontos", number="número", arrow="para",
        version="versão", version_point="ponto", per="por", section="parágrafo",
    ),
    months=MONTHS,
    sentence_words=SENTENCE_WORDS,
    month_abbreviations=MONTH_ABBREVIATIONS,
    units=UNITS,
    currencies=CURRENCIES,
    magnitudes=MAGNITUDES,
    cardinals={
        (Gender.MASCULINE, Case.NOMINATIVE): "spellout-cardinal-masculine",
        (Gender.FEMININE, Case.NOMINATIVE): "spellout-cardinal-feminine",
    },
    ordinal="spellout-ordinal-masculine",
    ordinal_suffixes={
        "º": "spellout-ordinal-masculine", ".º": "spellout-ordinal-masculine",
        "ª": "spellout-ordinal-feminine", ".ª": "spellout-ordinal-feminine",
    },
    genders=GENDERS,
    gender_endings=GENDER_ENDINGS,
    decimals_as_number=True,
    million_joiner="de",
    money_joiner=" e ",
    fractions={
        "24/7": "vinte e quatro horas por dia, sete dias por semana", "50/50": "meio a meio",
        "½": "meio",
        "1/2": "meio", "¼": "um quarto", "¾": "três quartos", "⅓": "um terço",
        "⅔": "dois terços", "⅛": "um oitavo", "⅕": "um quinto",
    },
    whole_and_fraction="{whole} e {fraction}",
    abbreviations=ABBREVIATIONS,
    vocabulary=VOCABULARY,
    acronym_words=ACRONYM_WORDS,
    spelled_acronyms=SPELLED_ACRONYMS,
    emphasis_words=EMPHASIS_WORDS,
    year_cues=words_of("em desde ano"),
    roman_cues=words_of(
        "episódio temporada grau round grupo categoria canto quadro fascículo geração estádio "
        "eixo zona bloco módulo tabela figura anexo apêndice parágrafo divisão secção artigo "
        "rua praça página "
        "cláusula capítulo volume parte ato cena título tomo livro seção fase tipo classe nível"
    ),
    digit_cues=words_of("entidade ent código pin senha ramal cep extensão otp tel"),
    weekdays=WEEKDAYS,
    joiners=words_of("e ou"), range_words=words_of("a até"),
    money_letters={"M": "milhões", "mi": "milhões", "bi": "bilhões", "bn": "bilhões"},
    per_hundred_km="por cem quilômetros",
    numbered_things=words_of(
        "portão portões porta portas lugar lugares cais autocarro piso andar setor sector ala "
        "assento assentos poltrona quarto sala fila plataforma terminal "
        "apartamento prédio bloco ônibus linha voo canal canais página páginas passo capítulo "
        "pergunta classe saída zona turma"
    ),
    listed_things=words_of(
        "luz luzes lâmpada lâmpadas tomada tomadas zonas números quartos salas sensores "
        "temporizadores capítulos episódios linhas botões artigos câmeras câmaras passos "
        "perguntas "
        "radiadores andares cortinas persianas estores"
    ),
    call_cues=frozenset(), minutes_behind=frozenset({"há"}),
    duration_cues=words_of(
        "temporizador timer duração restam restante restantes dura faltam tempo cronômetro"
    ),
    lower_case_acronyms=frozenset(),
    century_words=frozenset({"século"}),
    emoji=EMOJI,
    numeric_date_marks="/.-",
    time_marks=":h",
)  # fmt: skip
