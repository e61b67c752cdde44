"""Dutch abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ABBREVIATIONS = {
    "bijv.": "bijvoorbeeld", "bv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen",
    "o.a.": "onder andere", "o.m.": "onder meer", "enz.": "enzovoort", "etc.": "et cetera",
    "e.d.": "en dergelijke", "o.i.d.": "of iets dergelijks", "ca.": "circa", "nr.": "nummer",
    "nrs.": "nummers", "blz.": "bladzijde", "tel.": "telefoon", "dhr.": "de heer",
    "mevr.": "mevrouw", "mw.": "mevrouw", "dr.": "doctor", "drs.": "doctorandus",
    "ir.": "ingenieur", "ing.": "ingenieur", "prof.": "professor", "mr.": "meester",
    "m.b.t.": "met betrekking tot", "t.o.v.": "ten opzichte van", "i.v.m.": "in verband met",
    "i.p.v.": "in plaats van", "m.a.w.": "met andere woorden", "n.a.v.": "naar aanleiding van",
    "t.a.v.": "ten aanzien van", "m.u.v.": "met uitzondering van", "t.g.v.": "ten gevolge van",
    "t.w.v.": "ter waarde van",
    "a.u.b.": "alstublieft", "s.v.p.": "alsjeblieft", "z.s.m.": "zo snel mogelijk",
    "t/m": "tot en met", "en/of": "en of", "resp.": "respectievelijk", "incl.": "inclusief",
    "excl.": "exclusief", "evt.": "eventueel", "vgl.": "vergelijk", "zgn.": "zogenaamd",
    "max.": "maximaal", "min.": "minimaal", "gem.": "gemiddeld", "temp.": "temperatuur",
    "max. temp.": "maximale temperatuur", "min. temp.": "minimale temperatuur",
    "gem. temp.": "gemiddelde temperatuur", "afb.": "afbeelding", "fig.": "figuur",
    "hfst.": "hoofdstuk", "art.": "artikel", "j.l.": "jongstleden", "jl.": "jongstleden",
    "a.s.": "aanstaande", "v.Chr.": "voor Christus", "n.Chr.": "na Christus",
    "mln.": "miljoen", "mld.": "miljard", "p.p.": "per persoon",
    "p.m.": "pro memorie", "v.a.": "vanaf", "i.o.": "in oprichting", "i.h.b.": "in het bijzonder",
}  # fmt: skip
ABBREVIATIONS: Mapping[str, str] = {
    # At the start of a sentence both have a capital.
    **{key.capitalize() if "." not in key[:-1] else key[0].upper() + key[1:]:
       words[0].upper() + words[1:] for key, words in _ABBREVIATIONS.items()},
    **_ABBREVIATIONS,
    "St.": "Sint", "vs.": "tegen", "tv": "T V", "Tv": "T V", "cv": "C V", "wc": "W C", "pc": "P C",
    "btw": "B T W",
}  # fmt: skip
