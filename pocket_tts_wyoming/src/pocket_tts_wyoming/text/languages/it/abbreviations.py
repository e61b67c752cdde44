"""Italian abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations

ABBREVIATIONS = abbreviations(
    always_followed={
        "Sig.": "signor", "sig.": "signor", "Sigg.": "signori", "sigg.": "signori",
        "Dott.": "dottor", "dott.": "dottor", "Dr.": "dottor", "Prof.": "professor",
        "prof.": "professor", "Ing.": "ingegner", "ing.": "ingegner", "Avv.": "avvocato",
        "avv.": "avvocato", "Arch.": "architetto", "arch.": "architetto", "Geom.": "geometra",
        "geom.": "geometra", "Rag.": "ragionier",
        "Egr.": "egregio", "Gent.": "gentile",
        "Spett.": "spettabile", "On.": "onorevole", "ca.": "circa", "c.a.": "circa",
        "p. es.": "per esempio", "p.e.": "per esempio", "ad es.": "ad esempio",
        "es.": "esempio", "approx.": "circa", "vs.": "contro", "N.B.": "nota bene",
        "P.S.": "post scriptum",
        "ext.": "esterno", "est.": "esterno", "pag.": "pagina", "pagg.": "pagine",
        "Cav.": "cavalier", "Coop.": "cooperativa", "cfr.": "confronta", "cf.": "confronta",
        "ovv.": "ovvero", "ed.": "edizione", "tot.": "totale", "osp.": "ospedale",
        "Osp.": "Ospedale", "amb.": "ambulatorio",
        "rep.": "reparto", "prov.": "provincia", "fraz.": "frazione", "rif.": "riferimento",
        "dir.": "direzione", "farm.": "farmacia", "quant.": "quantità", "prec.": "precedente",
        "succ.": "successivo", "ind.": "indirizzo", "Ist.": "istituto", "Fam.": "famiglia",
        "incl.": "incluso", "escl.": "escluso",
        "c.d.": "cosiddetto", "cd.": "cosiddetto",
    },
    may_end={
        "ecc.": "eccetera", "etc.": "eccetera", "a. C.": "avanti Cristo",
        "d. C.": "dopo Cristo", "S.p.A.": "S P A", "S.r.l.": "S R L", "vel.": "velocità",
        "tel.": "telefono",
        "Tel.": "telefono", "temp.": "temperatura", "sec.": "secondi", "c.c.": "C C",
        "gen.": "gennaio", "feb.": "febbraio", "apr.": "aprile", "giu.": "giugno",
        "lug.": "luglio", "ott.": "ottobre", "nov.": "novembre", "dic.": "dicembre",
        "lun.": "lunedì", "mer.": "mercoledì", "gio.": "giovedì", "ven.": "venerdì",
        "sab.": "sabato", "dom.": "domenica", "pers.": "persone",
        "ago.": "agosto", "mag.": "maggio", "genn.": "gennaio", "febbr.": "febbraio",
        "cell.": "cellulare", "q.tà": "quantità", "max.": "massimo", "min.": "minimo",
    },
    before_number={
        "n.": "numero", "nr.": "numero", "nn.": "numeri",
        "p.": "pagina", "pp.": "pagine", "cap.": "capitolo", "art.": "articolo",
        "vol.": "volume", "fig.": "figura", "int.": "interno", "ep.": "episodio",
        "scad.": "scadenza", "num.": "numero",
    },
    not_last={"mar.": "martedì", "sett.": "settembre"},
    before_roman={"sec.": "secolo"},
    feminine={
        "max.": "massima", "min.": "minima", "est.": "esterna", "ext.": "esterna",
        "succ.": "successiva",
    },
    plain={
        "Gent.ma": "gentilissima", "Gent.mo": "gentilissimo", "Gent.mi": "gentilissimi",
        "Ill.mo": "illustrissimo", "Ill.ma": "illustrissima", "Spett.le": "spettabile",
        "Preg.mo": "pregiatissimo", "Chiar.mo": "chiarissimo", "c.c.p.": "C C P",
        "Rev.mo": "reverendissimo", "L.go": "Largo", "V.co": "Vicolo", "P.le": "Piazzale",
        "p.le": "piazzale", "c/o": "presso",
        "app.to": "appartamento", "N.ro": "Numero", "n.ro": "numero", "s.n.c.": "S N C",
        "Sig.ra": "signora", "sig.ra": "signora", "Sig.na": "signorina", "sig.na": "signorina",
        "Dott.ssa": "dottoressa", "dott.ssa": "dottoressa", "Dr.ssa": "dottoressa",
        "Prof.ssa": "professoressa", "prof.ssa": "professoressa", "V.le": "Viale",
        "v.le": "viale", "P.zza": "Piazza", "p.zza": "piazza", "P.za": "Piazza", "C.so": "Corso",
        "c.so": "corso", "F.lli": "Fratelli", "vs": "contro", "e/o": "e o", "mln": "milioni",
        "Mln": "milioni", "mld": "miliardi", "Mld": "miliardi", "hg": "etti",
    },
)  # fmt: skip
