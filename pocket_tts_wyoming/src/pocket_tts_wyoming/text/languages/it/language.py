"""Everything Italian has to say about itself, in one table."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import Case, Gender, Language, SignWords, words_of
from pocket_tts_wyoming.text.languages.it.abbreviations import ABBREVIATIONS
from pocket_tts_wyoming.text.languages.it.acronyms import (
    ACRONYM_WORDS,
    EMOJI,
    EMPHASIS_WORDS,
    SPELLED_ACRONYMS,
)
from pocket_tts_wyoming.text.languages.it.grammar import ItalianGrammar
from pocket_tts_wyoming.text.languages.it.sentences import SENTENCE_WORDS
from pocket_tts_wyoming.text.languages.it.tables import (
    GENDER_ENDINGS,
    GENDERS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.it.units import CURRENCIES, MAGNITUDES, UNITS
from pocket_tts_wyoming.text.languages.it.vocabulary import VOCABULARY

LANGUAGE = Language(
    code="it",
    decimal_mark=",",
    group_marks=" .'",
    grammar=ItalianGrammar,
    words=SignWords(
        star="asterisco", hash="cancelletto", by="per",
        season="stagione", episode="episodio",
        over="su", out_of="su", power="elevato a", squared="al quadrato", cubed="al cubo",
        root="radice quadrata di", not_equal="diverso da",
        infinity="infinito", diameter="diametro", pi="pi greco",
        point="virgola", minus="meno", plus="più", plus_minus="più o meno", about="circa", to="a",
        score="a", equals="uguale", times="per", divided_by="diviso", less_than="minore di",
        more_than="maggiore di", at_most="al massimo", at_least="almeno", and_="e",
        at="chiocciola", dot="punto", slash="o", path_slash="barra", hyphen="trattino",
        underscore="trattino basso", colon="due punti", number="numero", arrow="a",
        version="versione", version_point="punto", per="per", section="paragrafo",
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
        "º": "spellout-ordinal-masculine", "ª": "spellout-ordinal-feminine",
        "°": "spellout-ordinal-masculine",
    },
    genders=GENDERS,
    gender_endings=GENDER_ENDINGS,
    decimals_as_number=True,
    million_joiner="di",
    money_joiner=" e ",
    money_says_minor=False,
    fractions={
        "24/7": "ventiquattro ore su ventiquattro, sette giorni su sette",
        "50/50": "cinquanta e cinquanta",
        "½": "mezzo", "1/2": "un mezzo", "¼": "un quarto", "1/4": "un quarto",
        "¾": "tre quarti", "3/4": "tre quarti", "⅓": "un terzo", "⅔": "due terzi",
        "⅛": "un ottavo", "⅕": "un quinto",
    },
    whole_and_fraction="{whole} e {fraction}",
    abbreviations=ABBREVIATIONS,
    vocabulary=VOCABULARY,
    acronym_words=ACRONYM_WORDS,
    spelled_acronyms=SPELLED_ACRONYMS,
    emphasis_words=EMPHASIS_WORDS,
    year_cues=words_of("nel dal anno"),
    roman_cues=words_of(
        "episodio stagione grado round gruppo categoria canto quadro fascicolo generazione stadio "
        "apollo asse zona blocco modulo tavola figura appendice allegato paragrafo capo comma "
        "divisione girone capitolo volume parte atto scena titolo tomo libro sezione fase tipo "
        "classe livello"
    ),
    digit_cues=words_of("codice pin password interno cap otp tel cell"),
    weekdays=WEEKDAYS,
    joiners=words_of("e o"), range_words=words_of("a al"),
    money_letters={"M": "milioni", "mln": "milioni", "mld": "miliardi", "bn": "miliardi"},
    per_hundred_km="ogni cento chilometri",
    numbered_things=words_of(
        "gate porta porte posto posti camera stanza sala fila binario terminal appartamento "
        "edificio scala bus linea volo canale canali pagina pagine passo capitolo domanda classe "
        "uscita zona aula classi aule sezione sezioni corso"
    ),
    listed_things=words_of(
        "luce luci lampada lampade presa prese zone numeri stanza stanze sensori timer capitoli "
        "episodi linee pulsanti articoli telecamere passi domande radiatori piani sale tapparelle "
        "camere"
    ),
    call_cues=frozenset(), minutes_before=words_of("fa"),
    duration_cues=words_of(
        "timer durata rimanenti rimanente restano mancano dura durato durava tempo cronometro"
    ),
    lower_case_acronyms=words_of("faq"),
    century_words=frozenset({"secolo"}),
    emoji=EMOJI,
    numeric_date_marks="/.-",
)  # fmt: skip
