"""Everything Dutch has to say about itself, in one table."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import Gender, Language, SignWords, words_of
from pocket_tts_wyoming.text.languages.nl.abbreviations import ABBREVIATIONS
from pocket_tts_wyoming.text.languages.nl.acronyms import (
    ACRONYM_WORDS,
    EMOJI,
    EMPHASIS_WORDS,
    SPELLED_ACRONYMS,
)
from pocket_tts_wyoming.text.languages.nl.grammar import DutchGrammar
from pocket_tts_wyoming.text.languages.nl.sentences import SENTENCE_WORDS
from pocket_tts_wyoming.text.languages.nl.tables import (
    GENDERS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    WEEKDAYS,
)
from pocket_tts_wyoming.text.languages.nl.truncated import TRUNCATED
from pocket_tts_wyoming.text.languages.nl.units import CURRENCIES, MAGNITUDES, UNITS

LANGUAGE = Language(
    code="nl",
    decimal_mark=",",
    group_marks=" .",
    grammar=DutchGrammar,
    words=SignWords(
        star="sterretje", hash="hekje", by="bij",
        season="seizoen", episode="aflevering",
        over="over", out_of="van",
        power="tot de macht", squared="kwadraat", cubed="tot de derde", root="wortel",
        not_equal="is niet gelijk aan", infinity="oneindig", diameter="diameter",
        point="komma", minus="min", plus="plus", plus_minus="plusminus", about="ongeveer",
        to="tot", score="", equals="is", times="keer", divided_by="gedeeld door",
        less_than="kleiner dan", more_than="groter dan", at_most="hoogstens",
        at_least="minstens", and_="en", at="apenstaartje", dot="punt", slash="",
        path_slash="schuine streep", hyphen="streepje", underscore="laag streepje",
        colon="dubbele punt", number="nummer", arrow="naar", version="versie",
        version_point="punt", per="per", section="paragraaf",
    ),
    months=MONTHS,
    sentence_words=SENTENCE_WORDS,
    month_abbreviations=MONTH_ABBREVIATIONS,
    units=UNITS,
    currencies=CURRENCIES,
    magnitudes=MAGNITUDES,
    ordinal_suffixes=dict.fromkeys(("e", "ste", "de"), "spellout-ordinal"),
    genders=GENDERS,
    gender_endings=(("je", Gender.NEUTER),),  # small things: "een half bosje"
    decimals_as_number=True,
    money_says_minor=False,
    fractions={
        "9/11": "nine eleven",
        "24/7": "vierentwintig zeven", "50/50": "vijftig vijftig", "½": "een half",
        "1/2": "een half", "¼": "een kwart", "1/4": "een kwart", "¾": "driekwart",
        "3/4": "driekwart", "⅓": "een derde", "⅔": "twee derde", "⅛": "een achtste",
        "⅜": "drie achtste", "⅕": "een vijfde", "⅙": "een zesde",
    },
    whole_and_fraction="{whole} en {fraction}",
    abbreviations=ABBREVIATIONS,
    acronym_words=ACRONYM_WORDS,
    spelled_acronyms=SPELLED_ACRONYMS,
    emphasis_words=EMPHASIS_WORDS,
    year_cues=words_of(
        "in sinds uit jaar bouwjaar anno vanaf rond begin eind midden zomer winter herfst lente "
        "voorjaar najaar tot geb geboren overleden"
    )
    | frozenset(MONTHS),
    roman_cues=words_of(
        "hoofdstuk deel akte band wereldoorlog wo fase type klasse bijlage artikel titel boek "
        "niveau "
        "scène"
    ),
    duration_cues=words_of("timer duur resterend resterende resteert over "
        "beste record eindtijd nog duurt looptijd resttijd"),
    digit_cues=words_of("tel kvk bsn code pin pincode wachtwoord bel alarmnummer toestel postcode "
        # "je pas eindigend op 4821"
        "sms dokterswacht postcodegebied "
        "eindigend eindigt pasnummer kaartnummer klantnummer klantnr"),
    domain_words={"nl": "N L", "be": "B E", "eu": "E U", "de": "D E", "io": "I O"},
    weekdays=WEEKDAYS,
    between_words=frozenset({"tussen"}),
    joiners=words_of("en of"), range_words=words_of("tot t/m op naar"),
    money_letters={
        **dict.fromkeys(("M", "mn", "mln"), "miljoen"),
        **dict.fromkeys(("B", "bn", "mld", "mrd", "mrd."), "miljard"),
    },
    per_words={
        "mnd": "maand", "mnd.": "maand", "wk": "week", "jr": "jaar", "jr.": "jaar",
        "st": "stuk", "st.": "stuk", "pers.": "persoon", "pp": "persoon", "dg": "dag",
        "kw": "kwartaal",
    },
    per_hundred_km="per honderd kilometer",
    numbered_things=words_of(
        "gate box vak kluis locker plaats plek stoel stoelen kamer zaal rij perron spoor "
        "terminal appartement gebouw blok bus "
        "lijn vlucht kanaal kanalen zender pagina bladzijde stap hoofdstuk vraag klasse uitgang "
        "foto pakket doos dia room ronde niveau deel fase etappe dag les aflevering afl hfst "
        "ingang zone lokaal huisnummer wagon rijtuig treinstel tram metro "
        "groep klas brugklas leerjaar havo vwo mavo vmbo vleugel toren tafel kade"
    ),
    call_cues=words_of("nood noodgeval spoed bel bellen alarmnummer"),
    minutes_before=words_of("geleden"),
    lower_case_acronyms=words_of("tv cv wc"),
    emoji=EMOJI,
    truncated=TRUNCATED,
    numeric_date_marks="/.-",
    time_suffix=r"\s?uur\b|\s?u\b\.?",
)  # fmt: skip
