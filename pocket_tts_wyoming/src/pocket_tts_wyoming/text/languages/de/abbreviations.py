"""German abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "z. B.": "zum Beispiel", "d. h.": "das heißt", "u. a.": "unter anderem",
    "u. Ä.": "und Ähnliches", "o. Ä.": "oder Ähnliches", "usw.": "und so weiter",
    "etc.": "et cetera", "bzw.": "beziehungsweise", "ca.": "circa", "evtl.": "eventuell",
    "ggf.": "gegebenenfalls", "inkl.": "inklusive", "exkl.": "exklusive", "max.": "maximal",
    "min.": "minimal", "Nr.": "Nummer", "Str.": "Straße", "str.": "straße", "Tel.": "Telefon",
    "Dr.": "Doktor", "Prof.": "Professor", "Hr.": "Herr", "Fr.": "Frau", "St.": "Sankt",
    "vgl.": "vergleiche", "Abb.": "Abbildung", "Kap.": "Kapitel", "S.": "Seite",
    "u. U.": "unter Umständen", "i. d. R.": "in der Regel", "v. a.": "vor allem",
    "zzgl.": "zuzüglich", "bspw.": "beispielsweise", "sog.": "sogenannte", "Std.": "Stunden",
    "Min.": "Minuten", "Sek.": "Sekunden", "Mio.": "Millionen", "Mrd.": "Milliarden",
    "Tsd.": "tausend", "Temp.": "Temperatur", "vs.": "gegen", "und/oder": "und oder",
    "Abs.": "Absatz", "EG": "Erdgeschoss", "OG": "Obergeschoss",
    "UG": "Untergeschoss", "DG": "Dachgeschoss", "WZ": "Wohnzimmer", "Jh.": "Jahrhundert",
    "geb.": "geboren", "gem.": "gemäß", "v. Chr.": "vor Christus", "n. Chr.": "nach Christus",
    "Hbf.": "Hauptbahnhof", "Hbf": "Hauptbahnhof", "ppm": "P P M", "ppb": "P P B",
}  # fmt: skip
