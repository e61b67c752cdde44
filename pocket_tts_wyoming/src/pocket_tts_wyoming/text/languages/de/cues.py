"""German words that decide a case, an ending, or whether a number is a date."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import Case, Gender, words_of
from pocket_tts_wyoming.text.languages.de.tables import WEEKDAYS

DATIVE = words_of(
    "in im am an aus bei beim mit nach seit von vom vor zu zum zur ab gegenüber unter über "
    "innerhalb binnen dem einem einer zwischen nebst samt"
)
# After these a masculine "ein" is an object: "du hast einen Timer".
ACCUSATIVE = words_of(
    "hast habe hat haben habt hatte hattest gibt gab für um ohne gegen durch bis stelle stell "
    "auf starte startet füge schalte erstelle brauche brauchst braucht lösche finde sehe noch nur "
    "kostet kosten kostete jede jeden alle etwa"
)
OBJECT_VERBS = words_of("hast habe hat haben habt hatte hattest gibt gab brauchst braucht")
ENDS_IN_N = words_of(
    "am im vom zum zur beim dem den des bis ab seit nach diesem diesen jedem jeden jeder unserem "
    "unseren meinem meinen deinem deinen einem einen einer keinem keinen letzten nächsten "
    "ersten ihrem ihren seinem seinen unserer meiner deiner"
)
ENDS_IN_E = words_of(
    "der die das diese dieser dieses jedes welche welcher ins deine meine eine seine ihre unsere "
    "keine"
)
JOINED_RANK = re.compile(r"\s\d{1,3}\.\s(?:[^\W\d_]+\s)?(?:und|oder|bis)\s$")
JOINED_COUNT = re.compile(r"\b\w+\s[^\W\d_]+\s(?:und|oder)\s$")
# "Nur 1 Schalter ist an", but "noch 1 Tag": only a span of time is an object after these.
ADVERBS = frozenset({"noch", "nur", "etwa"})
SPANS = frozenset({"tag", "monat", "moment", "augenblick"})
WEEKDAY_WORDS = frozenset(day.lower() for pair in WEEKDAYS.items() for day in pair)
HALF_ENDINGS = {
    (Gender.MASCULINE, Case.NOMINATIVE): "ein halber",
    (Gender.MASCULINE, Case.ACCUSATIVE): "einen halben",
    (Gender.MASCULINE, Case.DATIVE): "einem halben",
    (Gender.FEMININE, Case.NOMINATIVE): "eine halbe",
    (Gender.FEMININE, Case.ACCUSATIVE): "eine halbe",
    (Gender.FEMININE, Case.DATIVE): "einer halben",
    (Gender.NEUTER, Case.NOMINATIVE): "ein halbes",
    (Gender.NEUTER, Case.ACCUSATIVE): "ein halbes",
    (Gender.NEUTER, Case.DATIVE): "einem halben",
}
STRONG = frozenset({"ein", "kein", "mein", "dein", "sein", "ihr", "unser"})
DATE_CUES = words_of(
    "am vom zum bis ab seit den der dem nach vor beim und montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag mo di mi do fr sa so"
)
LARGEST_DENOMINATOR = 20
