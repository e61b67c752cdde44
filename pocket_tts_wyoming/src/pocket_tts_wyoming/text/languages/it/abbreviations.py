"""Italian abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "ecc.": "eccetera", "etc.": "eccetera", "Sig.": "signor", "sig.": "signor",
    "Sig.ra": "signora", "sig.ra": "signora", "Sig.na": "signorina", "Sigg.": "signori",
    "Dott.": "dottor", "dott.": "dottor", "Dr.": "dottor", "Dott.ssa": "dottoressa",
    "dott.ssa": "dottoressa", "Dr.ssa": "dottoressa", "Prof.": "professor", "prof.": "professor",
    "Prof.ssa": "professoressa", "prof.ssa": "professoressa", "Ing.": "ingegner",
    "ing.": "ingegner", "Avv.": "avvocato", "avv.": "avvocato", "Arch.": "architetto",
    "Geom.": "geometra", "Egr.": "egregio", "Gent.": "gentile", "ca.": "circa", "c.a.": "circa",
    "p. es.": "per esempio", "p.e.": "per esempio", "ad es.": "ad esempio", "es.": "esempio",
    "pag.": "pagina", "pagg.": "pagine", "cap.": "capitolo", "art.": "articolo",
    "vol.": "volume", "fig.": "figura", "tel.": "telefono", "Tel.": "telefono", "max.": "massimo",
    "min.": "minimo", "temp.": "temperatura", "V.le": "Viale", "P.zza": "Piazza",
    "C.so": "Corso", "a. C.": "avanti Cristo", "d. C.": "dopo Cristo", "S.p.A.": "S P A",
    "S.r.l.": "S R L", "vs.": "contro", "vs": "contro", "e/o": "e o", "N.B.": "nota bene",
    "c.c.": "C C", "sec.": "secondi", "approx.": "circa",
    "mln": "milioni", "Mln": "milioni", "mld": "miliardi", "Mld": "miliardi",
}  # fmt: skip
