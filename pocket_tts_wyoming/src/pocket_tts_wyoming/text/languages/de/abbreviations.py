"""German abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations

ABBREVIATIONS = abbreviations(
    always_followed={
        "Nr.": "Nummer", "Nrn.": "Nummern", "nr.": "Nummer", "Dr.": "Doktor", "Prof.": "Professor",
        "Hr.": "Herr", "Hrn.": "Herrn", "Fr.": "Frau",
        "Frl.": "Fräulein", "St.": "Sankt", "Dipl.": "Diplom", "Ing.": "Ingenieur",
        "med.": "med", "mag.": "Magister", "rer.": "rer", "phil.": "phil", "jur.": "jur",
        "bzw.": "beziehungsweise", "z. B.": "zum Beispiel", "z. T.": "zum Teil",
        "z. Zt.": "zurzeit", "z. Z.": "zurzeit", "d. h.": "das heißt", "u. a.": "unter anderem",
        "i. d. R.": "in der Regel", "i. a.": "im Allgemeinen", "i. Allg.": "im Allgemeinen",
        "s. o.": "siehe oben", "s. u.": "siehe unten", "v. a.": "vor allem",
        "u. U.": "unter Umständen", "m. E.": "meines Erachtens", "ca.": "circa",
        "ggf.": "gegebenenfalls", "evtl.": "eventuell", "inkl.": "inklusive",
        "exkl.": "exklusive", "einschl.": "einschließlich", "zzgl.": "zuzüglich",
        "abzgl.": "abzüglich", "bspw.": "beispielsweise", "sog.": "sogenannte",
        "vgl.": "vergleiche", "geb.": "geboren", "gest.": "gestorben", "gem.": "gemäß",
        "allg.": "allgemein", "bzgl.": "bezüglich", "mind.": "mindestens", "max.": "maximal",
        "min.": "minimal", "vsl.": "voraussichtlich", "voraussichtl.": "voraussichtlich",
        "z. Hd.": "zu Händen", "z. H.": "zu Händen", "i. V.": "in Vertretung",
        "i. A.": "im Auftrag", "insb.": "insbesondere", "insbes.": "insbesondere",
        "lt.": "laut", "ehem.": "ehemalig", "gegr.": "gegründet", "tägl.": "täglich",
        "wöchentl.": "wöchentlich", "monatl.": "monatlich", "jährl.": "jährlich", "tel.":
        "telefonisch", "urspr.": "ursprünglich", "versch.": "verschiedene", "durchschn.":
        "durchschnittlich", "entspr.": "entsprechend", "zus.": "zusammen",
        "o. g.": "oben genannt", "u. g.": "unten genannt", "u.": "und",
        "od.": "oder", "Ges.": "Gesellschaft", "vorm.": "vormittags",
    },
    may_end={
        "usw.": "und so weiter", "usf.": "und so fort", "etc.": "et cetera",
        "u. Ä.": "und Ähnliches", "o. Ä.": "oder Ähnliches", "u. v. m.": "und vieles mehr",
        "v. Chr.": "vor Christus", "n. Chr.": "nach Christus", "Str.": "Straße",
        "Std.": "Stunden", "Min.": "", "Sek.": "Sekunden", "Mio.": "Millionen",
        "Mrd.": "Milliarden", "Tsd.": "tausend", "Jh.": "Jahrhundert", "Jhd.": "Jahrhundert",
        "Temp.": "Temperatur", "Hbf.": "Hauptbahnhof", "Bhf.": "Bahnhof", "Pl.": "Platz",
        "MwSt.": "Mehrwertsteuer", "USt.": "Umsatzsteuer", "GmbH.": "G m b H", "Stck.": "Stück",
        "Stk.": "Stück", "Co.": "Co", "Pkt.": "Punkte", "Pers.": "Personen", "Tel.": "Telefon",
        "nachm.": "nachmittags", "mtl.": "monatlich",
        "Jan.": "Januar", "Feb.": "Februar", "Febr.": "Februar", "Mär.": "März",
        "Apr.": "April", "Jun.": "Juni", "Jul.": "Juli", "Aug.": "August",
        "Sep.": "September", "Sept.": "September", "Okt.": "Oktober", "Nov.": "November",
        "Dez.": "Dezember", "Mo.": "Montag", "Di.": "Dienstag", "Mi.": "Mittwoch",
        "Do.": "Donnerstag", "Sa.": "Samstag",
    },
    before_number={
        "Abb.": "Abbildung",
        "Kap.": "Kapitel", "S.": "Seite", "Abs.": "Absatz", "Art.": "Artikel", "Bd.": "Band",
        "Tab.": "Tabelle", "Hrsg.": "Herausgeber", "Anl.": "Anlage", "Ziff.": "Ziffer",
        "Fig.": "Figur",
    },
    not_last={"So.": "", "vs.": "gegen"},
    plain={
        "und/oder": "und oder", "EG": "Erdgeschoss", "OG": "Obergeschoss",
        "UG": "Untergeschoss", "DG": "Dachgeschoss", "WZ": "Wohnzimmer", "Hbf": "Hauptbahnhof",
        "ppm": "P P M", "ppb": "P P B", "MwSt": "Mehrwertsteuer", "zzt": "zurzeit",
    },
    suffixes={"str.": "straße"},
)  # fmt: skip
