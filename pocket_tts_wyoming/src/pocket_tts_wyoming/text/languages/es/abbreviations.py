"""Spanish abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations

ABBREVIATIONS = abbreviations(
    always_followed={
        "Sr.": "señor", "Sra.": "señora", "Srta.": "señorita", "Sres.": "señores",
        "Sras.": "señoras", "sr.": "señor", "sra.": "señora", "Dr.": "doctor",
        "Dra.": "doctora", "Dres.": "doctores", "Drs.": "doctores", "D.": "don",
        "Dña.": "doña", "Ud.": "usted", "Uds.": "ustedes", "Vd.": "usted", "Vds.": "ustedes",
        "Prof.": "profesor", "Profa.": "profesora", "Ing.": "ingeniero", "Lic.": "licenciado",
        "Arq.": "arquitecto", "Gral.": "general", "Sto.": "santo", "Sta.": "santa",
        "p. ej.": "por ejemplo", "ej.": "ejemplo", "aprox.": "aproximadamente",
        "vs.": "contra", "S. M.": "Su Majestad", "Pza.": "plaza", "Plza.": "plaza",
        "Ctra.": "carretera", "Pso.": "paseo", "máx.": "máxima", "mín.": "mínima",
        "prom.": "promedio", "incl.": "incluido", "Admón.": "administración", "urb.":
        "urbanización",
    },
    may_end={
        "etc.": "etcétera", "a. m.": "A M", "p. m.": "P M", "a. C.": "antes de Cristo",
        "d. C.": "después de Cristo", "EE. UU.": "Estados Unidos", "S. A.": "S A",
        "S. L.": "S L", "tel.": "teléfono", "tfno.": "teléfono", "av.": "avenida",
        "avda.": "avenida", "Avda.": "Avenida", "temp.": "temperatura", "dcha.": "derecha",
        "izda.": "izquierda", "izq.": "izquierda", "dpto.": "departamento",
        "hab.": "habitación", "min.": "minutos", "seg.": "segundos", "hr.": "hora",
        "hrs.": "horas", "q. e. p. d.": "que en paz descanse", "Cía.": "compañía",
        "ene.": "enero", "feb.": "febrero", "abr.": "abril", "jun.": "junio", "jul.": "julio",
        "ago.": "agosto", "sept.": "septiembre", "sep.": "septiembre", "oct.": "octubre",
        "nov.": "noviembre", "dic.": "diciembre", "lun.": "lunes", "mié.": "miércoles",
        "jue.": "jueves", "vie.": "viernes", "sáb.": "sábado", "dom.": "domingo",
        "pers.": "personas", "uds.": "unidades", "kgs.": "kilogramos", "mts.": "metros",
    },
    before_number={
        "no.": "número", "art.": "artículo", "cap.": "capítulo", "fig.": "figura",
        "vol.": "volumen", "n.": "número", "núm.": "número", "pág.": "página",
        "págs.": "páginas", "ep.": "episodio", "ap.": "apartado",
    },
    not_last={"mar.": ""},
    before_roman={"s.": "siglo"},
    plain={
        "D.ª": "doña", "EE UU": "Estados Unidos", "EEUU": "Estados Unidos", "vs": "contra",
        "y/o": "y o", "ppm": "partes por millón", "Dña": "doña",
    },
)  # fmt: skip
