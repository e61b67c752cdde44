"""Dutch abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations

ABBREVIATIONS = abbreviations(
    always_followed={
        "dhr.": "de heer", "mevr.": "mevrouw", "mw.": "mevrouw", "dr.": "doctor",
        "drs.": "doctorandus", "ir.": "ingenieur", "ing.": "ingenieur", "prof.": "professor",
        "mr.": "meester", "ds.": "dominee", "St.": "Sint", "bijv.": "bijvoorbeeld",
        "bv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "o.a.": "onder andere",
        "o.m.": "onder meer", "m.n.": "met name", "m.b.t.": "met betrekking tot",
        "m.b.v.": "met behulp van", "t.o.v.": "ten opzichte van", "i.v.m.": "in verband met",
        "i.p.v.": "in plaats van", "m.a.w.": "met andere woorden",
        "n.a.v.": "naar aanleiding van", "t.a.v.": "ten aanzien van",
        "m.u.v.": "met uitzondering van", "t.g.v.": "ten gevolge van", "t.w.v.": "ter waarde van",
        "o.b.v.": "op basis van", "a.d.h.v.": "aan de hand van", "i.h.b.": "in het bijzonder",
        "i.o.v.": "in opdracht van", "v.a.": "vanaf", "ca.": "circa", "resp.": "respectievelijk",
        "incl.": "inclusief", "excl.": "exclusief", "evt.": "eventueel", "vgl.": "vergelijk",
        "zgn.": "zogenaamd", "zg.": "zogenaamd", "max.": "maximaal", "min.": "minimaal",
        "gem.": "gemiddeld", "max. temp.": "maximale temperatuur",
        "min. temp.": "minimale temperatuur", "gem. temp.": "gemiddelde temperatuur",
        "a.s.": "aanstaande", "vs.": "tegen", "i.o.": "in oprichting", "ong.": "ongeveer",
        "geb.": "geboren", "m.i.": "mijns inziens", "i.c.m.": "in combinatie met",
        "p/st.": "per stuk", "mgr.": "monseigneur",
    },
    may_end={
        "enz.": "enzovoort", "etc.": "et cetera", "e.d.": "en dergelijke",
        "o.i.d.": "of iets dergelijks", "a.u.b.": "alstublieft", "s.v.p.": "alsjeblieft",
        "z.s.m.": "zo snel mogelijk", "n.v.t.": "niet van toepassing",
        "t.z.t.": "te zijner tijd", "j.l.": "jongstleden", "jl.": "jongstleden",
        "v.Chr.": "voor Christus", "n.Chr.": "na Christus", "mln.": "miljoen",
        "mld.": "miljard", "p.p.": "per persoon", "p.m.": "pro memorie", "p.st.": "per stuk",
        "p.d.": "per dag", "p.j.": "per jaar", "p.w.": "per week", "temp.": "temperatuur",
        "tel.": "telefoon", "sec.": "seconden", "str.": "straat", "jan.": "januari",
        "feb.": "februari", "febr.": "februari", "mrt.": "maart", "apr.": "april",
        "jun.": "juni", "jul.": "juli", "aug.": "augustus", "sep.": "september",
        "sept.": "september", "okt.": "oktober", "nov.": "november", "dec.": "december",
        "ma.": "maandag", "di.": "dinsdag", "wo.": "woensdag", "vr.": "vrijdag",
        "za.": "zaterdag", "pers.": "personen", "st.": "stuks",
    },
    before_number={
        "nr.": "nummer", "nrs.": "nummers", "no.": "nummer", "blz.": "bladzijde",
        "pag.": "pagina", "p.": "pagina", "pp.": "pagina's", "art.": "artikel",
        "afb.": "afbeelding", "fig.": "figuur", "hfst.": "hoofdstuk", "dl.": "deel",
        "afl.": "aflevering",
    },
    not_last={"zo.": "", "do.": "donderdag"},
    plain={
        "t/m": "tot en met", "en/of": "en of", "tv": "T V", "Tv": "T V", "cv": "C V",
        "wc": "W C", "pc": "P C", "btw": "B T W", "vs": "tegen", "mln": "miljoen",
        "mld": "miljard", "p/m": "per maand", "p/st": "per stuk",
    },
    suffixes={"str.": "straat"},
)  # fmt: skip
