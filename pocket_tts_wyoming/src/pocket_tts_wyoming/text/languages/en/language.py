"""Everything English has to say about itself, in one table."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.base import Language, SignWords, words_of
from pocket_tts_wyoming.text.languages.en.abbreviations import ABBREVIATIONS
from pocket_tts_wyoming.text.languages.en.acronyms import (
    ACRONYM_WORDS,
    EMOJI,
    EMPHASIS_WORDS,
    SPELLED_ACRONYMS,
)
from pocket_tts_wyoming.text.languages.en.grammar import EnglishGrammar
from pocket_tts_wyoming.text.languages.en.sentences import SENTENCE_WORDS
from pocket_tts_wyoming.text.languages.en.tables import MONTH_ABBREVIATIONS, MONTHS, WEEKDAYS
from pocket_tts_wyoming.text.languages.en.truncated import TRUNCATED
from pocket_tts_wyoming.text.languages.en.units import CURRENCIES, MAGNITUDES, UNITS

LANGUAGE = Language(
    code="en",
    decimal_mark=".",
    group_marks=" ,",
    grammar=EnglishGrammar,
    words=SignWords(
        star="star", hash="pound", by="by", season="season", episode="episode",
        over="over", out_of="out of", power="to the power of", squared="squared", cubed="cubed",
        root="the square root of", not_equal="is not equal to",
        infinity="infinity", diameter="diameter",
        point="point",
        minus="minus",
        plus="plus",
        plus_minus="plus or minus",
        about="about",
        to="to",
        score="to",
        equals="equals",
        times="times",
        divided_by="divided by",
        less_than="less than",
        more_than="more than",
        at_most="at most",
        at_least="at least",
        and_="and",
        at="at",
        dot="dot",
        slash="slash",
        path_slash="slash",
        hyphen="dash",
        underscore="underscore",
        colon="colon",
        number="number",
        arrow="to",
        version="version",
        version_point="point",
        per="per",
        section="section",
    ),
    months=MONTHS,
    sentence_words=SENTENCE_WORDS,
    month_abbreviations=MONTH_ABBREVIATIONS,
    units=UNITS,
    currencies=CURRENCIES,
    magnitudes=MAGNITUDES,
    ordinal_suffixes=dict.fromkeys(("st", "nd", "rd", "th"), "spellout-ordinal"),
    money_joiner=" and ",
    fractions={
        "24/7": "twenty-four seven", "50/50": "fifty fifty", "80/20": "eighty twenty",
        "60/40": "sixty forty", "70/30": "seventy thirty", "90/10": "ninety ten",
        "½": "one half", "¼": "one quarter",
        "¾": "three quarters",
        "⅓": "one third",
        "⅔": "two thirds", "⅛": "one eighth", "⅜": "three eighths", "⅝": "five eighths",
        "⅞": "seven eighths", "⅕": "one fifth", "⅙": "one sixth",
    },
    whole_and_fraction="{whole} and {fraction}",
    abbreviations=ABBREVIATIONS,
    acronym_words=ACRONYM_WORDS,
    spelled_acronyms=SPELLED_ACRONYMS,
    emphasis_words=EMPHASIS_WORDS,
    year_cues=words_of(
        "in since until till from by of year before after around circa during early late "
        "mid c ca and summer spring autumn fall winter"
    )
    | frozenset(month.lower() for month in MONTHS),
    roman_cues=words_of(
        "chapter part volume book war act scene phase type class level appendix section "
        "title article stage grade mark bowl rocky"
    ),
    duration_cues=words_of(
        "timer duration remaining left elapsed lasts for takes took countdown best record lap"
    ),
    digit_cues=words_of("pin code passcode password otp cvv cvc extension dial zip tel"),
    per_words={
        "mo": "month", "mth": "month", "yr": "year", "wk": "week", "hr": "hour", "gal": "gallon",
        "pp": "person", "ea": "piece",
    },
    domain_words={
        "io": "I O", "uk": "U K", "us": "U S", "tv": "T V", "ai": "A I", "eu": "E U", "de": "D E",
        "nhs": "N H S", "bbc": "B B C", "cnn": "C N N", "npr": "N P R", "usps": "U S P S",
        "ups": "U P S", "irs": "I R S", "cdc": "C D C", "dmv": "D M V", "fda": "F D A",
    },
    weekdays=WEEKDAYS,
    between_words=frozenset({"between"}),
    joiners=words_of("and or"), range_words=words_of("to through until"),
    money_letters={
        "M": "million", "m": "million", "mn": "million", "mm": "million", "B": "billion",
        "b": "billion", "bn": "billion", "T": "trillion", "tn": "trillion",
    },
    per_hundred_km="per hundred kilometers",
    numbered_things=words_of(
        "gate gates seat seats room rooms row platform track terminal apartment apt suite unit "
        "building block bus line flight channel channels section door stall booth lane exit bay "
        "aisle locker page pages step steps chapter chapters question answer plate zone hall "
        "court floor rm ste bldg apts pad pier dock stand hangar runway table box size model form "
        "group team ward bed deck berth cabin house taxiway lap day round stage layer "
        "item file photo slide song level task flat flats film films certificate"
    ),
    call_cues=words_of("nhs call dial ring phone text emergency emergencies"),
    minutes_before=words_of("ago left remaining later earlier"),
    lower_case_acronyms=words_of("tbd tba fyi btw imo faq diy eta rsvp"),
    emoji=EMOJI,
    truncated=TRUNCATED,
    month_first=True,
    numeric_date_marks="/.",
)  # fmt: skip
