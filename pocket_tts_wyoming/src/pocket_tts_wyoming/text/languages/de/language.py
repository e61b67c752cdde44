"""Everything German has to say about itself, in one table."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import Case, Gender, Language, SignWords, words_of
from pocket_tts_wyoming.text.languages.de.abbreviations import ABBREVIATIONS
from pocket_tts_wyoming.text.languages.de.acronyms import (
    ACRONYM_WORDS,
    EMOJI,
    EMPHASIS_WORDS,
    SPELLED_ACRONYMS,
)
from pocket_tts_wyoming.text.languages.de.grammar import GermanGrammar
from pocket_tts_wyoming.text.languages.de.sentences import SENTENCE_WORDS
from pocket_tts_wyoming.text.languages.de.tables import (
    GENDER_ENDINGS,
    GENDERS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.de.truncated import TRUNCATED
from pocket_tts_wyoming.text.languages.de.units import CURRENCIES, MAGNITUDES, UNITS

LANGUAGE = Language(
    code="de",
    decimal_mark=",",
    group_marks=" .'",
    grammar=GermanGrammar,
    words=SignWords(
        star="Stern", hash="Raute", by="mal",
        season="Staffel", episode="Folge",
        over="zu", out_of="von",
        power="hoch", squared="zum Quadrat", cubed="hoch drei", root="Wurzel aus",
        not_equal="ungleich", infinity="unendlich", diameter="Durchmesser",
        point="Komma",
        minus="minus",
        plus="plus",
        plus_minus="plus minus",
        about="etwa",
        to="bis",
        score="zu",
        equals="gleich",
        times="mal",
        divided_by="geteilt durch",
        less_than="kleiner als",
        more_than="größer als",
        at_most="höchstens",
        at_least="mindestens",
        and_="und",
        at="ät",
        dot="Punkt",
        slash="",
        path_slash="Schrägstrich",
        hyphen="Bindestrich",
        underscore="Unterstrich",
        colon="Doppelpunkt",
        number="Nummer",
        arrow="nach",
        version="Version",
        version_point="Punkt",
        per="pro",
        section="Paragraf",
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
        (Gender.NEUTER, Case.NOMINATIVE): "spellout-cardinal-neuter",
        (Gender.MASCULINE, Case.ACCUSATIVE): "spellout-cardinal-n",
        (Gender.MASCULINE, Case.DATIVE): "spellout-cardinal-m",
        (Gender.FEMININE, Case.DATIVE): "spellout-cardinal-r",
        (Gender.NEUTER, Case.DATIVE): "spellout-cardinal-m",
    },
    genders=GENDERS,
    gender_endings=GENDER_ENDINGS,
    money_says_minor=False,
    fractions={
        "24/7": "vierundzwanzig sieben", "50/50": "fünfzig fünfzig", "½": "ein halb",
        "¼": "ein Viertel",
        "¾": "drei Viertel", "⅓": "ein Drittel",
        "⅔": "zwei Drittel", "⅛": "ein Achtel", "⅕": "ein Fünftel",
    },
    abbreviations=ABBREVIATIONS,
    acronym_words=ACRONYM_WORDS,
    spelled_acronyms=SPELLED_ACRONYMS,
    emphasis_words=EMPHASIS_WORDS,
    year_cues=words_of(
        "jahr jahre jahren seit bis ab von vor nach um anno sommer winter herbst frühling "
        "frühjahr ende anfang mitte"
    )
    | frozenset(month.lower() for month in MONTHS),
    roman_cues=words_of(
        "kapitel teil band weltkrieg akt szene phase typ klasse stufe abschnitt buch "
        "anhang titel artikel faust episode rtl "
        "essen halle gruppe saal menü variante"
    ),
    duration_cues=words_of("timer dauer restzeit verbleibend verbleibende verbleiben übrig "
        "bestzeit rekord gesamtzeit "
        "noch dauert dauerte laufzeit restlaufzeit countdown"),
    digit_cues=words_of(
        "pin code kennwort durchwahl notruf plz postleitzahl kundennummer passwort kontonummer "
        "endziffern tan tel telefon blz bankleitzahl sendungsnummer"
    ),
    domain_words={
        "de": "D E", "at": "A T", "ch": "C H", "eu": "E U", "io": "I O", "tv": "T V", "ai": "A I",
    },
    weekdays=WEEKDAYS,
    between_words=words_of("zwischen zw"),
    joiners=words_of("und oder sowie"), range_words=words_of("bis"),
    money_letters={
        "bn": "Milliarden", "B": "Milliarden", "mn": "Millionen", "M": "Millionen",
        "Mio": "Millionen", "Mrd": "Milliarden"},
    per_words={
        "Mon.": "Monat", "Mo.": "Monat", "Mon": "Monat", "Wo.": "Woche", "J.": "Jahr",
        "Pers.": "Person", "Pers": "Person", "Stk.": "Stück", "Stk": "Stück", "St.": "Stück",
        "a": "Jahr",
    },
    per_hundred_km="auf hundert Kilometer",
    numbered_things=words_of(
        "gate sitz sitzplatz platz zimmer raum reihe gleis terminal wohnung haus block bus linie "
        "box fach flug kanal kanäle tor tür halle abschnitt seite seiten kapitel schritt frage "
        "klasse "
        "titel track song lektion level runde etappe bild datei foto stufe "
        "steig bahnsteig ausgang eingang hausnummer nummer"
    ),
    call_cues=words_of(
        "notfall notfälle notfällen rettungsdienst leitstelle giftnotruf "
        "brand feuer notruf wähle wählen rufe ruf anrufen polizei feuerwehr"
    ),
    minutes_before=words_of("her übrig verbleibend"),
    lower_case_acronyms=words_of("tba tbd faq"),
    emoji=EMOJI,
    truncated=TRUNCATED,
    numeric_date_marks="/",
    time_suffix=r"\sUhr\b|Uhr\b", am_is_word=True,
)  # fmt: skip
