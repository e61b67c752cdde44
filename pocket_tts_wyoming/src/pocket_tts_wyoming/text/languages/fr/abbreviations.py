"""French abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "etc.": "et cetera", "M.": "Monsieur", "MM.": "Messieurs", "Mme": "Madame",
    "Mmes": "Mesdames", "Mlle": "Mademoiselle",
    "Mlles": "Mesdemoiselles", "Dr": "Docteur", "Dr.": "Docteur", "Pr": "Professeur",
    "Pr.": "Professeur", "Me": "Maître", "St": "Saint", "Ste": "Sainte", "env.": "environ",
    "p. ex.": "par exemple", "par ex.": "par exemple", "c.-à-d.": "c'est-à-dire",
    "c. à d.": "c'est-à-dire", "c-à-d": "c'est-à-dire", "cf.": "confer", "max.": "maximum",
    "min.": "minimum", "temp.": "température", "tél.": "téléphone", "av.": "avenue",
    "bd": "boulevard", "bd.": "boulevard", "Bd": "Boulevard", "ap.": "après", "appt": "appartement",
    "av. J.-C.": "avant Jésus-Christ", "apr. J.-C.": "après Jésus-Christ",
    "ap. J.-C.": "après Jésus-Christ", "chap.": "chapitre", "vol.": "volume", "art.": "article",
    "RDC": "rez-de-chaussée", "RdC": "rez-de-chaussée", "rdc": "rez-de-chaussée",
    "RDV": "rendez-vous", "rdv": "rendez-vous", "SVP": "s'il vous plaît",
    "svp": "s'il vous plaît", "stp": "s'il te plaît", "N.B.": "nota bene", "vs": "contre",
    "vs.": "contre", "et/ou": "et ou", "approx.": "approximativement", "ppm": "parties par million",
    "Max.": "Maximum", "Min.": "Minimum", "Temp.": "Température", "Tél.": "Téléphone",
    "Env.": "Environ", "qqch.": "quelque chose", "qqn": "quelqu'un", "nb.": "nombre",
    # Ranks of one numeral; longer ones are read by a rule.
    "Ier": "premier", "Ire": "première", "Ve": "cinquième", "Xe": "dixième",
}  # fmt: skip
