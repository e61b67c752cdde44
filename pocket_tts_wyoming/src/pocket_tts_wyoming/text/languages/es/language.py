"""Everything Spanish has to say about itself, in one table."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import Case, Gender, Language, SignWords, words_of
from pocket_tts_wyoming.text.languages.es.abbreviations import ABBREVIATIONS
from pocket_tts_wyoming.text.languages.es.acronyms import (
    ACRONYM_WORDS,
    EMOJI,
    EMPHASIS_WORDS,
    SPELLED_ACRONYMS,
)
from pocket_tts_wyoming.text.languages.es.grammar import SpanishGrammar
from pocket_tts_wyoming.text.languages.es.sentences import SENTENCE_WORDS
from pocket_tts_wyoming.text.languages.es.tables import (
    FEMININE_RANK,
    GENDER_ENDINGS,
    GENDERS,
    MASCULINE_RANK,
    MONTH_ABBREVIATIONS,
    MONTHS,
    SHORT_RANK,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.es.units import CURRENCIES, MAGNITUDES, UNITS
from pocket_tts_wyoming.text.languages.es.vocabulary import VOCABULARY

LANGUAGE = Language(
    code="es",
    decimal_mark=",",
    group_marks=". ",
    grammar=SpanishGrammar,
    words=SignWords(
        star="asterisco", hash="almohadilla", by="por",
        season="temporada", episode="episodio",
        over="sobre", out_of="de", power="elevado a", squared="al cuadrado", cubed="al cubo",
        root="raíz cuadrada de", not_equal="distinto de", infinity="infinito", diameter="diámetro",
        point="coma", minus="menos", plus="más", plus_minus="más menos", about="unos", to="a",
        score="a", equals="igual a", times="por", divided_by="dividido por",
        less_than="menor que", more_than="mayor que", at_most="como máximo",
        at_least="como mínimo", and_="y", at="arroba", dot="punto", slash="",
        path_slash="barra", hyphen="guion", underscore="guion bajo", colon="dos puntos",
        number="número", arrow="a", version="versión", version_point="punto", per="por",
        section="párrafo",
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
    ordinal=MASCULINE_RANK,
    ordinal_suffixes={
        **dict.fromkeys(("º", ".º", "ro", "do", "to", "mo", "vo", "no"), MASCULINE_RANK),
        **dict.fromkeys(("ª", ".ª", "ra", "da", "ta", "ma", "va", "na"), FEMININE_RANK),
        **dict.fromkeys(("er", ".er"), SHORT_RANK),
        **dict.fromkeys(("os", ".os"), "spellout-ordinal-masculine-plural"),
        **dict.fromkeys(("as", ".as"), "spellout-ordinal-feminine-plural"),
    },
    genders=GENDERS,
    gender_endings=GENDER_ENDINGS,
    decimals_as_number=True,
    million_joiner="de",
    money_joiner=" con ",
    money_says_minor=True,
    fractions={
        "24/7": "veinticuatro siete", "50/50": "cincuenta cincuenta",
        "16/9": "dieciséis novenos", "½": "medio", "¼": "un cuarto", "¾": "tres cuartos",
        "⅓": "un tercio", "⅔": "dos tercios", "⅛": "un octavo", "⅕": "un quinto",
    },
    whole_and_fraction="{whole} y {fraction}",
    abbreviations=ABBREVIATIONS,
    vocabulary=VOCABULARY,
    acronym_words=ACRONYM_WORDS,
    spelled_acronyms=SPELLED_ACRONYMS,
    emphasis_words=EMPHASIS_WORDS,
    year_cues=words_of("en desde año"),
    roman_cues=words_of(
        "episodio temporada grado round grupo categoría canto cuadro fascículo generación estadio "
        "apolo eje zona bloque fórmula unidad región módulo apartado división rango hoja tabla "
        "lámina figura apéndice siglo siglos capítulo tomo parte acto escena fase tipo nivel "
        "anexo artículo título libro volumen sección clase guerra mundial rocky"
    ),
    digit_cues=words_of("código pin matrícula clave contraseña extensión marque marca tel tfno"),
    weekdays=WEEKDAYS,
    joiners=words_of("y o u e"), range_words=words_of("a al"),
    money_letters={"M": "millones", "mill": "millones"}, per_hundred_km="a los cien kilómetros",
    numbered_things=words_of(
        "puerta puertas asiento asientos habitación sala fila andén vía terminal apartamento "
        "piso edificio bloque bus línea vuelo canal canales página páginas paso capítulo "
        "pregunta clase salida zona aula plaza plazas"
    ),
    listed_things=words_of(
        "luz luces lámpara lámparas enchufe enchufes persiana persianas zonas números "
        "habitaciones "
        "sensores temporizadores capítulos episodios líneas botones artículos cámaras pasos "
        "preguntas radiadores plantas salas puertas"
    ),
    call_cues=frozenset(), minutes_behind=frozenset({"hace"}),
    duration_cues=words_of(
        "temporizador duración quedan restante restantes dura duró cronómetro tiempo faltan"
    ),
    lower_case_acronyms=frozenset(),
    century_words=frozenset({"siglo"}),
    emoji=EMOJI,
    extra_characters="¿¡",
    numeric_date_marks="/.-",
    time_suffix=r"\s?(?:h|hs|hrs|horas)\b",
)  # fmt: skip
