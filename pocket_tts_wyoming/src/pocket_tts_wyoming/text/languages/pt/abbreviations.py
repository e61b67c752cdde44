"""Portuguese abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "etc.": "et cetera", "Sr.": "senhor", "sr.": "senhor", "Sra.": "senhora", "sra.": "senhora",
    "Srs.": "senhores", "Sras.": "senhoras", "Srta.": "senhorita", "Dr.": "doutor",
    "dr.": "doutor", "Dra.": "doutora", "dra.": "doutora", "Drs.": "doutores",
    "Prof.": "professor", "Profa.": "professora", "Prof.ª": "professora", "Eng.": "engenheiro",
    "Enga.": "engenheira", "Exmo.": "excelentíssimo", "Exma.": "excelentíssima",
    "aprox.": "aproximadamente", "p. ex.": "por exemplo", "ex.": "exemplo", "Ex.": "exemplo",
    "pág.": "página", "págs.": "páginas", "cap.": "capítulo", "art.": "artigo",
    "vol.": "volume", "fig.": "figura", "tel.": "telefone", "Tel.": "telefone",
    "máx.": "máximo", "mín.": "mínimo", "temp.": "temperatura", "Av.": "Avenida",
    "av.": "avenida", "R.": "Rua", "Pça.": "Praça", "D.": "dona",
    "Al.": "Alameda", "apto.": "apartamento",
    "Ltda.": "limitada", "Cia.": "companhia", "a. C.": "antes de Cristo",
    "d. C.": "depois de Cristo", "S.A.": "S A", "vs.": "contra", "vs": "contra",
    "e/ou": "e ou", "obs.": "observação", "Obs.": "observação", "min.": "minutos",
    "seg.": "segundos", "h.": "horas", "séc.": "século", "Séc.": "século",
}  # fmt: skip
