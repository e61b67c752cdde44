"""Everything French has to say about itself, in one table."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import Case, Gender, Language, SignWords, words_of
from pocket_tts_wyoming.text.languages.fr.abbreviations import ABBREVIATIONS
from pocket_tts_wyoming.text.languages.fr.acronyms import (
    ACRONYM_WORDS,
    EMOJI,
    EMPHASIS_WORDS,
    SPELLED_ACRONYMS,
)
from pocket_tts_wyoming.text.languages.fr.grammar import FrenchGrammar
from pocket_tts_wyoming.text.languages.fr.sentences import SENTENCE_WORDS
from pocket_tts_wyoming.text.languages.fr.tables import (
    FEMININE_RANK,
    GENDER_ENDINGS,
    GENDERS,
    MASCULINE_RANK,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.fr.units import CURRENCIES, MAGNITUDES, UNITS
from pocket_tts_wyoming.text.languages.fr.vocabulary import VOCABULARY

LANGUAGE = Language(
    code="fr",
    decimal_mark=",",
    # No dot: "1.234 kWh" is how Home Assistant writes a state, the French write "1 234".
    group_marks=" '",
    grammar=FrenchGrammar,
    words=SignWords(
        star="étoile", hash="dièse", by="sur",
        season="saison", episode="épisode",
        over="sur", power="puissance", squared="au carré", cubed="au cube",
        root="racine carrée de", not_equal="différent de", infinity="infini", diameter="diamètre",
        point="virgule", minus="moins", plus="plus", plus_minus="plus ou moins", about="environ",
        to="à", score="à", equals="égale", times="fois", divided_by="divisé par",
        less_than="inférieur à", more_than="supérieur à", at_most="au plus", at_least="au moins",
        and_="et", at="arobase", dot="point", slash="", path_slash="slash",
        hyphen="tiret", underscore="tiret bas", colon="deux points", number="numéro",
        arrow="vers", version="version", version_point="point", per="par", section="paragraphe",
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
    year_ruleset="spellout-numbering",
    ordinal=MASCULINE_RANK,
    ordinal_suffixes={
        **dict.fromkeys(("er", "e", "ème", "ième", "è", "ᵉʳ", "ᵉ"), MASCULINE_RANK),
        **dict.fromkeys(("re", "ère", "ʳᵉ"), FEMININE_RANK),
        **dict.fromkeys(("ers", "es", "èmes"), "spellout-ordinal-masculine-plural"),
        **dict.fromkeys(("res", "ères"), "spellout-ordinal-feminine-plural"),
    },
    genders=GENDERS,
    gender_endings=GENDER_ENDINGS,
    decimals_as_number=True,
    singular_below_two=True,
    million_joiner="de",
    money_says_minor=False,
    fractions={
        "24/7": "vingt-quatre heures sur vingt-quatre, sept jours sur sept",
        "50/50": "cinquante cinquante",
        "16/9": "seize neuvièmes", "½": "un demi", "¼": "un quart", "¾": "trois quarts",
        "⅓": "un tiers", "⅔": "deux tiers", "⅛": "un huitième", "⅕": "un cinquième",
    },
    whole_and_fraction="{whole} et {fraction}",
    abbreviations=ABBREVIATIONS,
    vocabulary=VOCABULARY,
    acronym_words=ACRONYM_WORDS,
    spelled_acronyms=SPELLED_ACRONYMS,
    emphasis_words=EMPHASIS_WORDS,
    year_cues=words_of("en depuis année an vers"),
    roman_cues=words_of(
        "épisode saison grade round set groupe générique palier étape module chant tableau "
        "quadrant catégorie indice super apollo concile génération roi reine axe bloc degré lot "
        "unité zone corps chapitre tome partie acte scène phase type niveau annexe article titre "
        "livre volume section stade classe rocky"
    ),
    digit_cues=words_of("code pin mot poste tél tel"),
    weekdays=WEEKDAYS,
    joiners=words_of("et ou"), range_words=words_of("à au"),
    money_letters={"Md": "milliards", "Mds": "milliards", "M": "millions", "bn": "milliards"},
    per_hundred_km="aux cent kilomètres",
    numbered_things=words_of(
        "porte portes place siège chambre salle rangée quai voie terminal appartement bâtiment "
        "bloc bus ligne vol canal canaux chaîne chaînes page pages étape chapitre question "
        "classe sortie zone hall lot"
    ),
    listed_things=words_of(
        "lampe lampes prise prises volet volets lumière lumières pièce pièces numéros zones voies "
        "étapes questions chambres salles capteurs minuteurs chapitres épisodes lignes boutons "
        "articles lots jours caméras portes radiateurs"
    ),
    call_cues=words_of("appelez appeler appelle composez composer compose"),
    minutes_behind=frozenset({"il y a"}),
    lower_case_acronyms=words_of("faq"),
    century_words=frozenset({"siècle"}),
    emoji=EMOJI,
    numeric_date_marks="/.-",
)  # fmt: skip
