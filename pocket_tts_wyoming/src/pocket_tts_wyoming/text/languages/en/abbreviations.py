"""English abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations
from pocket_tts_wyoming.text.languages.en.tables import WEEKDAYS

ABBREVIATIONS = abbreviations(
    always_followed={
        "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Mx.": "Mix", "Messrs.": "Messieurs",
        "Dr.": "Doctor", "Prof.": "Professor", "Rev.": "Reverend", "Hon.": "Honorable",
        "Fr.": "Father", "Gen.": "General", "Col.": "Colonel", "Maj.": "Major",
        "Capt.": "Captain", "Cmdr.": "Commander", "Lt.": "Lieutenant", "Sgt.": "Sergeant",
        "Cpl.": "Corporal", "Pvt.": "Private", "Adm.": "Admiral", "Gov.": "Governor",
        "Sen.": "Senator", "Rep.": "Representative", "Pres.": "President", "Supt.":
        "Superintendent", "Amb.": "Ambassador", "Atty.": "Attorney", "Mt.": "Mount",
        "Ft.": "Fort", "vs.": "versus", "v.": "versus", "cf.": "compare", "e.g.": "for example",
        "i.e.": "that is", "eg.": "for example", "ie.": "that is", "viz.": "namely",
        "approx.": "approximately", "esp.": "especially", "incl.": "including",
        "excl.": "excluding", "Univ.": "University", "ca.": "circa", "a.k.a.": "also known as",
    },
    may_end={
        "a.m.": "A M", "p.m.": "P M", "A.M.": "A M", "P.M.": "P M", "etc.": "et cetera",
        "et al.": "et al", "Inc.": "Incorporated", "Ltd.": "Limited", "Co.": "Company",
        "Corp.": "Corporation", "Bros.": "Brothers", "Jr.": "Junior", "Sr.": "Senior",
        "Esq.": "Esquire", "Ph.D.": "P H D", "M.D.": "M D", "Ave.": "Avenue",
        "Blvd.": "Boulevard", "Rd.": "Road", "Hwy.": "Highway", "Pkwy.": "Parkway",
        "Sq.": "Square", "Ln.": "Lane", "Ct.": "Court", "Pl.": "Place", "dept.": "department",
        "Dept.": "Department", "tel.": "telephone", "min.": "minutes", "mins.": "minutes",
        "hr.": "hour", "hrs.": "hours", "secs.": "seconds", "max.": "maximum",
        "temp.": "temperature", "tbsp.": "tablespoons", "tsp.": "teaspoons", "oz.": "ounces",
        "lb.": "pounds", "lbs.": "pounds", "qt.": "quarts", "pt.": "pints", "gal.": "gallons",
        "yr.": "year", "yrs.": "years", "mo.": "months", "wk.": "week", "wks.": "weeks",
        "avg.": "average", "St.": "Street", "ft.": "feet", "mt.": "mount", "misc.":
        "miscellaneous", "govt.": "government", "assn.": "association", "intl.": "international",
        "Jan.": "January", "Feb.": "February", "Apr.": "April", "Jun.": "June", "Jul.": "July",
        "Aug.": "August", "Sep.": "September", "Sept.": "September", "Oct.": "October",
        "Nov.": "November", "Dec.": "December", "Mon.": "Monday", "Tue.": "Tuesday",
        "Tues.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday", "Thur.": "Thursday",
        "Thurs.": "Thursday", "Fri.": "Friday", "B.C.": "B C", "A.D.": "A D", "D.C.": "D C",
    },
    before_number={
        "no.": "number", "nos.": "numbers", "fig.": "figure", "figs.": "figures",
        "vol.": "volume", "vols.": "volumes", "ch.": "chapter", "chap.": "chapter",
        "sec.": "section", "art.": "article", "eq.": "equation", "p.": "page", "pp.": "pages",
        "pg.": "page", "par.": "paragraph", "ver.": "version", "ext.": "extension",
        "apt.": "apartment", "ste.": "suite", "rm.": "room", "ep.": "episode",
    },
    not_last={"Sat.": "Saturday", "Sun.": "Sunday", "Mar.": "March"},
    plain={
        "vs": "versus", "w/o": "without", "w/": "with", "and/or": "and or",
        **{f"{day},": f"{name}," for day, name in WEEKDAYS.items()},
        "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday",
        "Thurs": "Thursday", "Fri": "Friday",
    },
)  # fmt: skip
