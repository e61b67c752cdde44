"""German words that decide a case, an ending, or whether a number is a date."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import Case, Gender, words_of
from pocket_tts_wyoming.text.languages.de.tables import (
    FEMININE_RULERS,
    MASCULINE_RULERS,
    WEEKDAYS,
)

# How much of a text is looked at on either side of a number. A longer clause is not one that people
# speak, and a search through all of it for each of its numbers takes seconds.
NEAR = 200
DATIVE = words_of(
    "in im am an aus bei beim mit nach seit von vom vor zu zum zur ab gegenüber unter über "
    "dank außer mitsamt per innerhalb binnen oberhalb unterhalb dem einem einer zwischen nebst samt"
)
GENITIVE = words_of("wegen trotz während statt anstatt mangels aufgrund")
# "1 von 3 Lampen", "1 der Lampen": endings of the plural, and what the singular has instead.
_FEW = r"(?:\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\s"
ONE_OF = re.compile(rf"\s(?:von\s{_FEW}|der\s(?:{_FEW})?)([A-ZÄÖÜ][^\W\d_]+)")
# "2 neue Nachrichten, 1 davon von Mama", "von 5 Türen ist 1 offen": the things that are counted.
COUNTED = re.compile(rf"(?<!\w){_FEW}(?:[a-zäöüß]+e[nr]?\s)?([A-ZÄÖÜ][^\W\d_]+)")
OF_THEM = re.compile(r"\s(?:davon|von ihnen|ist|war|fehlt|läuft|bleibt|steht)(?!\w)")
OF_THEM_BEFORE = re.compile(
    r"\b(?:davon|darunter|[Vv]on [^,]*\s(?:ist|sind|war|hat|fehlt|läuft))\s(?:nur |noch |erst )?$"
)
# In front of a "1" that stands for another of them, not for an hour or a name.
OTHERS = re.compile(r"(?:[,(\u2013:]|(?<!\w)(?:und|aber|davon))\s?(?:nur |noch |erst )?$")
PLURALS = (
    ("", ""), ("n", ""), ("n", "e"), ("en", ""), ("ern", ""), ("er", ""), ("e", ""), ("s", ""),
    ("nen", ""), ("en", "e"),
)  # fmt: skip
NO_UMLAUTS = str.maketrans("äöü", "aou")
ONE = {
    (Gender.MASCULINE, Case.NOMINATIVE): "einer",
    (Gender.MASCULINE, Case.ACCUSATIVE): "einen",
    (Gender.MASCULINE, Case.DATIVE): "einem",
    (Gender.FEMININE, Case.NOMINATIVE): "eine",
    (Gender.FEMININE, Case.ACCUSATIVE): "eine",
    (Gender.FEMININE, Case.DATIVE): "einer",
    (Gender.NEUTER, Case.NOMINATIVE): "eins",
    (Gender.NEUTER, Case.ACCUSATIVE): "eins",
    (Gender.NEUTER, Case.DATIVE): "einem",
}
ONE_BY_ENDING = (("em", "einem"), ("en", "einen"), ("er", "ein"), ("es", "ein"), ("e", "eine"))
# After these a masculine "ein" is an object: "du hast einen Timer".
ACCUSATIVE = words_of(
    "hast habe hat haben habt hatte hattest gibt gab für um ohne gegen durch bis stelle stell "
    "auf starte startet füge schalte erstelle brauche brauchst braucht lösche finde sehe noch nur "
    "fasst fassen erzeugt produziert liefert speichert schafft "
    "kauft bekommt nimmt findet sucht isst trinkt öffnet schließt sieht "
    "kostet kosten kostete jede jeden alle etwa dauert dauerte dauern beträgt betrug wiegt misst "
    "verbraucht verbrauchte kaufe bestelle bestellt spart sparst zahlt zahlst bekommst bekomme "
    "bekommen erhält erhältst enthält umfasst verliert verlor gewinnt gewann trinkst trinke "
    "läuft lief hält halten reicht meldet verschiebt dreht fährt lernt liest schreibt baut über "
    "steigt sinkt wächst gilt "
    "zeigt zeigen suchen nahm nahmen nehmen macht machen entdeckt erkennt empfängt sendet schickt "
    "bringt holt verloren gewinnen"
)
SUBJECTS = words_of("du ich er sie wir ihr man bitte mal noch")
COSTING = words_of("kostet kosten kostete kosteten")
# What follows these in their clause is an object, however far away.
NEEDING = re.compile(
    r"\b(?:brauch(?:e|st|t|en)|benötig(?:e|st|t|en)|enthält|enthalten|verbrauch(?:e|st|t|en))\s"
)
# Recipes and reminders end like this: "1 Apfel schälen", "1 EL Öl dazugeben".
TO_DO = re.compile(
    "(?:ab|an|auf|aus|be|bei|da|dar|dazu|darüber|darunter|durch|ein|ent|er|fein|frei|fertig|her"
    "|hin|hinein|hinzu|klein|mit|nach|rein|raus|unter|unterheben|über|um|ver|vor|weg|zer|zu|zurück"
    "|zusammen)?"
    "(?:schälen|schneiden|rühren|geben|heben|hacken|reiben|pressen|mischen|mengen|nehmen|kaufen"
    "|holen|bringen|sorgen|stellen|trinken|essen|hitzen|kochen|braten|dünsten|backen|würfeln"
    "|quirlen|füllen|gießen|streuen|legen|setzen|lassen|waschen|rösten|schmelzen|kneten|schlagen"
    "|teilen|würzen|lesen|schreiben|machen|laden|planen|buchen|wechseln|tauschen|packen|suchen"
    "|schicken|senden|ziehen|fernen|drücken|lösen|löschen|schließen|öffnen|bauen|hängen|halbieren"
    "|vierteln|raspeln|fügen|warten|laufen|gehen|fahren|üben|lernen|spielen|schalten|bereiten"
    "|leeren|räumen|putzen|wischen|zahlen|pflanzen|stechen|kippen|binden|decken|ieren|pürieren"
    "|halten|tragen|rufen|melden|wählen|messen|zählen|hören|sehen|schauen|reduzieren|reservieren|dosieren|servieren|montieren|probieren|aktivieren|deaktivieren)"
)
CLAUSE_END = re.compile(r"(?<!\w)([a-zäöüß]+)(?=\s*(?:,|\)|$)|\s(?:und|oder|sowie|dann)\s)")
OTHER_VERB = re.compile(
    r"\b(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|kann|können|muss|müssen|soll|sollen"
    r"|darf|dürfen|will|wollen|lässt|möchte|zu)\b"
)
# "1 m lang", "1 Monat alt"
LONG = re.compile(
    r"\s(?:(?:lang|breit|hoh|tief|groß|dick|weit|alt|schwer|entfernt)(?:e[nmrs]?)?|hoch|höher"
    r"|gültig|haltbar"
    r"|tiefer|länger|später|früher)(?!\w)"
)
OBJECT_VERBS = words_of(
    "hast habe hat haben habt hatte hattest gibt gab brauche brauchst braucht brauchen benötige "
    "benötigst benötigt benötigen kaufe bestelle möchte nehme"
)
ENDS_IN_N = words_of(
    "d v zw zwischen am im vom zum zur beim dem den des bis ab seit nach spätestens spätest spät "
    "einschließlich einschl "
    "inkl diesem diesen jedem jeden unserem "
    "unseren meinem meinen deinem deinen einem einen einer keinem keinen letzten nächsten "
    "ersten ihrem ihren seinem seinen unserer meiner deiner"
)
ENDS_IN_E = words_of(
    "der die das diese dieser dieses jeder jedes welche welcher ins deine meine eine seine ihre "
    "unsere keine"
)
# "am 3., 5. u. 7. Mai", "am 1. und 2. Januar"
JOINED_RANK = re.compile(
    r"(?:(?<=\s)\d{1,3}\.(?:\s[^\W\d_]+)?(?:,|\s(?:und|oder|bis|sowie|u\.|od\.|&|\+))\s)+$"
)
# "1 EL Öl, 1 Ei und 1 Prise Salz", "eine Lampe und 1 Schalter"
_AND = r"(?:und|oder|sowie|u\.|&|\+)"
JOINED_COUNT = re.compile(
    rf"(?:(?<!\S)\d[\d.,]*\s?(?:(?!(?:ist|sind|war|waren|steht|stehen|hat|läuft)\b)"
    rf"[^\W\d_]++\.?\s?){{1,3}}(?:,|(?<=\s){_AND})\s)+$"
    rf"|\b\w+\s[^\W\d_]+\s{_AND}\s$"
)
# "Nur 1 Schalter ist an", but "noch 1 Tag": only a span of time is an object after these.
ADVERBS = frozenset({"noch", "nur", "etwa"})
# Between a preposition and its number.
BETWEEN = words_of(
    "nur noch etwa circa ca rund knapp fast über mindestens mind maximal max höchstens ungefähr "
    "gut "
    "insgesamt genau jeweils je weiteren erst schon bloß"
)
BETWEEN_RUN = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(sorted(BETWEEN))}|(?:mehr|weniger|länger|öfter) als)\.?\s)+$"
)
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
    "v am vom zum bis ab seit den der dem nach vor beim und montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag mo di mi do fr sa so heute morgen gestern übermorgen termin datum "
    "stand fällig gültig spätestens spätest spät einschließlich einschl inkl inklusive"
)
LARGEST_DENOMINATOR = 20
# "bis Freitag, 3.12." is "bis Freitag, den dritten".
APPOSITIONS = {
    **dict.fromkeys(("am", "von", "vom", "zum", "ab", "seit", "dem", "nach", "vor"), "dem"),
    **dict.fromkeys(
        ("bis", "spätestens", "spät", "diesen", "nächsten", "kommenden", "den", "auf", "für"), "den"
    ),
}
BECAME = words_of("wurde wurden wurdest")
BECOMES = BECAME | words_of("wird werde werden wirst werdet")
# A word in front of these has nothing to do with what follows.
MARKS = frozenset(",;:.!?()")
ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
# "Mo-Fr 8-18 h": hours in which something is open.
OPEN_BEFORE = re.compile(
    rf"(?:\b(?:{'|'.join(day for pair in WEEKDAYS.items() for day in pair)})\.?"
    r"|[Öö]ffnungszeit\w*|[Gg]eöffnet|[Oo]ffen|zeiten|stunden?|tägl\.|täglich|werktags|von|zwischen"
    r"|und|u\.|,):?\s$"
)
# "um 18 h", "am 3.12., 19 h", "Mo., 19h"
HOUR_BEFORE = re.compile(
    rf"(?:\b(?:[Uu]m|[Aa]b|[Gg]egen|[Bb]is|[Aa]bend|[Nn]achmittag)"
    rf"|\d\.,|\b(?:{'|'.join(WEEKDAYS)}|mo|di|mi|do|fr|sa)\.?,?)\s$"
)
EARLIEST_HOUR = 6
HOUR_BEHIND = re.compile(r"\s\d{1,2}(?:[:.]\d\d)?\s?Uhr\b")
# "ab 23 h vor Abflug", "um 8 h länger"
HOUR_COUNTED_BEHIND = words_of("vor nach lang länger kürzer früher später verlängert verschoben")
# Behind these a number of four digits is rather a count or a value than a year.
COUNTING = words_of(
    "ist sind war waren beträgt betrug lautet liegt lag auf bei mit gleich nur noch etwa ca circa "
    "rund über unter fast insgesamt gibt gab kostet kosten kostete hat haben hatte hatten habe "
    "zähle zählt misst wiegt zeigt fehlen bleiben wurden mal plus minus durch zu je alle die der "
    "das den "
    "dem als wie ergibt macht aktuell derzeit jetzt"
)
EVENTS_AFTER_YEAR = words_of(
    "geboren gegründet gebaut erbaut gestorben eröffnet erfunden entdeckt eingeführt "
    "veröffentlicht fertiggestellt erschienen errichtet entstanden uraufgeführt ausgestrahlt "
    "unterzeichnet"
)
# Numbers behind these have parts, not months: "Abschnitt 2.1."
PARTS_BEFORE = words_of(
    "kapitel kap abschnitt abschn punkt ziffer ziff nr nummer version seite tabelle tab abbildung "
    "abb bild formel absatz ist war beträgt sind liegt von wert"
)
# "der 1.", "am 12.", but not "um 1." nor "nach 3.".
BEFORE_LAST_RANK = words_of("der dem den am zum vom beim seinen ihren meinen deinen unseren euren")
JOINED_DATES = re.compile(r"(?:\d{1,2}\.\d{1,2}\.(?:,|\s(?:und|oder|sowie))\s)+$")
# "1:45 h" is rather a length of time, "14:30h" a time of day.
NOON = 12
TIME_CUES = words_of("um ab bis von gegen seit vor nach")
# "30 g Pellets" in front of "/Tag"
COUNTED_BEFORE = re.compile(
    r"\d(?:\s?(?:[^\W\d_]+\.?\s){0,2}[^\W\d_]+|(?:,(?:--|[-\u2013\u2014]))?(?:\s?€)?)$"
)
# "Bus 7 → Zentrum", "S3 → Pinneberg"
ON_THE_WAY = re.compile(
    r"\b(?:Bus|Linie|Tram|Straßenbahn|Zug|Bahn|Flug|Fahrt|Strecke|Route|Autobahn|Stau|Fähre|Weg"
    r"|I?R?[ERBSUMACILX]{1,3}\s?\d{1,4})\b[^.;!?]*$"
)
# At the beginning of a sentence: what follows is an object.
ASKED = words_of(
    "gib nimm füge mische kaufe kauf hole hol bring bringe brauche verrühre rühre schneide trink "
    "trinke iss stelle stell starte setze lösche schalte mach mache wähle zeige zeig erstelle "
    "leg lege wirf reserviere reservier buche warte wart halte halt geh gehe lauf laufe fahr fahre "
    "sende schick schicke teile wasch wasche putze öffne schließe wiege backe brate zünde drehe "
    "lies lass lasst trage such suche hör höre nehme nehmt gebt spiel spiele pflanze miss "
    "ergänze bestelle bestell schreibe schreib packe pack koche plane verwende gieße streue"
)
SHOWING = words_of("zeigt zeigen zeigte sieht sehen kennt mag liebt besuchte krönte spielt spielte")
# Titles and first names in front of a ruler's: "mit Papst Johannes Paul II."
RULERS_BEFORE = re.compile(
    r"(?:(?<!\w)(?:König|Kaiser|Papst|Zar|Prinz|Herzog|Königin|Kaiserin|Fürst|Großherzog"
    rf"|{'|'.join(sorted(MASCULINE_RULERS | FEMININE_RULERS))})\s)+$"
)
GREETINGS = {"LG": "Liebe Grüße", "VG": "Viele Grüße", "GLG": "Ganz liebe Grüße"}
WINDS = {
    "N": "Norden", "S": "Süden", "W": "Westen", "O": "Osten", "NW": "Nordwesten",
    "NO": "Nordosten", "SW": "Südwesten", "SO": "Südosten",
}  # fmt: skip
NAMES_WITH_NUMBERS = words_of(
    "absatz formel programm level zone teil nummer modus version größe gang bahn versuch satz "
    "menü gericht tipp variante option spalte zeile slot port profil gruppe phase runde etappe tag "
    "lektion"
)
# A preposition, with or without a thing, in front of a sign of comparison: "bei Fieber > 39 °C".
OVER_AND_UNDER = re.compile(
    r"(?<!\w)(?:[Bb]ei|[Aa]b|[Mm]it|[Ff]ür|[Aa]uf|[Vv]on|[Ss]eit|[Nn]ach|[Ii]n|[Uu]m|[Aa]n)\s"
    r"(?:[A-ZÄÖÜ][^\W\d_]+\s)?$"
)
