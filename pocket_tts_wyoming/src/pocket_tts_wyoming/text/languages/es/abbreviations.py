"""Spanish abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "etc.": "etcétera", "Sr.": "señor", "Sra.": "señora", "Srta.": "señorita", "Sres.": "señores",
    "Sras.": "señoras", "Dr.": "doctor", "Dra.": "doctora", "Dres.": "doctores", "Dña.": "doña",
    "D.ª": "doña", "Ud.": "usted", "Uds.": "ustedes", "Vd.": "usted", "Vds.": "ustedes",
    "Prof.": "profesor", "Profa.": "profesora", "Ing.": "ingeniero", "Lic.": "licenciado",
    "Sto.": "santo", "Sta.": "santa", "p. ej.": "por ejemplo", "P. ej.": "Por ejemplo",
    "aprox.": "aproximadamente", "pág.": "página", "págs.": "páginas", "cap.": "capítulo",
    "vol.": "volumen", "art.": "artículo", "tel.": "teléfono", "tfno.": "teléfono",
    "Tel.": "Teléfono", "av.": "avenida", "Av.": "Avenida", "avda.": "avenida",
    "Avda.": "Avenida", "máx.": "máxima", "Máx.": "Máxima", "mín.": "mínima", "Mín.": "Mínima",
    "temp.": "temperatura", "Temp.": "Temperatura", "Cap.": "Capítulo", "Pág.": "Página",
    "Aprox.": "Aproximadamente",
    "a. C.": "antes de Cristo", "d. C.": "después de Cristo", "EE. UU.": "Estados Unidos",
    "EE UU": "Estados Unidos", "EEUU": "Estados Unidos", "núm.": "número", "Núm.": "Número",
    "dcha.": "derecha", "izda.": "izquierda", "izq.": "izquierda", "dpto.": "departamento",
    "hab.": "habitación", "vs.": "contra", "vs": "contra", "y/o": "y o", "ppm": "partes por millón",
    "q. e. p. d.": "que en paz descanse", "S. M.": "Su Majestad",
}  # fmt: skip
