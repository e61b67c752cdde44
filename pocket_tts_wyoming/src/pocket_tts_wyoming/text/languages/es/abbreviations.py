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
        "prom.": "promedio", "ext.": "exterior", "int.": "interior", "Núm.": "Número",
        "núm.": "número", "cda.": "cucharada", "cdas.": "cucharadas", "cdta.": "cucharadita",
        "cdtas.": "cucharaditas", "Av.": "Avenida", "Hno.": "hermano", "Hnos.": "hermanos",
        "Bco.": "banco", "Cdad.": "ciudad", "Fdo.": "firmado", "Urb.": "Urbanización",
        "ref.": "referencia", "Ref.": "Referencia", "farm.": "farmacia",
        "Ayto.": "Ayuntamiento", "Pl.": "Plaza", "sig.": "siguiente", "dir.": "dirección",
        "cant.": "cantidad",  "desc.": "descuento",
        "pza.": "plaza", "plza.": "plaza", "ctra.": "carretera",
        "pso.": "paseo", "edif.": "edificio", "P. D.": "posdata", "P. S.": "post scriptum",
        "N. B.": "nota bene", "Kms.": "kilómetros", "Mons.": "monseñor", "pág.": "página",
        "págs.": "páginas",
        "JJ. OO.": "Juegos Olímpicos", "RR. HH.": "Recursos Humanos", "CC. AA.":
        "comunidades autónomas", "FF. AA.": "Fuerzas Armadas", "Pte.": "presidente",
        "Mtro.": "maestro", "Cmno.": "camino", "Atte.": "Atentamente", "atte.": "atentamente",
        "Pje.": "Pasaje", "Blvd.": "Bulevar", "Col.": "Colonia", "Edif.": "Edificio",
        "Dpto.": "Departamento", "Apdo.": "Apartado", "Excmo.": "excelentísimo",
        "incl.": "incluido", "Admón.": "administración", "urb.":
        "urbanización",
    },
    may_end={
        "etc.": "etcétera", "a. m.": "A M", "p. m.": "P M", "a. C.": "antes de Cristo",
        "d. C.": "después de Cristo", "EE. UU.": "Estados Unidos", "S. A.": "S A",
        "S. L.": "S L", "tel.": "teléfono", "tfno.": "teléfono", "telf.": "teléfono",
        "cumple.": "cumpleaños", "av.": "avenida",
        "avda.": "avenida", "Avda.": "Avenida", "temp.": "temperatura", "vel.": "velocidad",
        "hum.": "humedad", "dcha.": "derecha",
        "izda.": "izquierda", "izq.": "izquierda", "dpto.": "departamento",
        "hab.": "habitación", "min.": "minutos", "seg.": "segundos", "hr.": "hora",
        "hrs.": "horas", "q. e. p. d.": "que en paz descanse", "Cía.": "compañía",
        "ene.": "enero", "feb.": "febrero", "abr.": "abril", "jun.": "junio", "jul.": "julio",
        "ago.": "agosto", "sept.": "septiembre", "sep.": "septiembre", "oct.": "octubre",
        "nov.": "noviembre", "dic.": "diciembre", "lun.": "lunes", "mié.": "miércoles",
        "jue.": "jueves", "vie.": "viernes", "sáb.": "sábado", "dom.": "domingo",
        "pers.": "personas", "uds.": "unidades", "kgs.": "kilogramos", "mill.": "millones",
        "hosp.": "hospital", "s. n. m.": "sobre el nivel del mar", "miér.": "miércoles",
        "C. P.": "código postal", "u.": "unidades", "gr.": "gramos", "km.": "kilómetros",
        "mts.": "metros",
    },
    before_number={
        "no.": "", "art.": "artículo", "cap.": "capítulo", "fig.": "figura",
        "vol.": "volumen", "n.": "número", "ep.": "episodio", "pta.": "puerta", "esc.": "escalera",
        "tlf.": "teléfono", "sem.": "semana", "trim.": "trimestre", "cód.": "código",
        "ap.": "apartado",
    },
    not_last={"mar.": ""},
    before_roman={"s.": "siglo"},
    plain={
        "D.ª": "doña", "T.ª": "temperatura", "EE UU": "Estados Unidos", "EEUU": "Estados Unidos",
        "vs": "contra",
        "y/o": "y o", "c/u": "cada uno", "s/n": "sin número", "ppm": "partes por millón",
        "Dña": "doña",
    },
)  # fmt: skip
