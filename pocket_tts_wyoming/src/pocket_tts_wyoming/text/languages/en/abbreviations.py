"""English abbreviations and what they stand for."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import abbreviations, senses
from pocket_tts_wyoming.text.languages.en.tables import MONTH_ABBREVIATIONS, MONTHS, WEEKDAYS


def _with_capitals(words: dict[str, str]) -> dict[str, str]:
    """Add the forms that begin a sentence or a heading: "Mtg w/ Ann"."""
    capitals = {
        short[0].upper() + short[1:]: word[0].upper() + word[1:]
        for short, word in words.items()
        if short.replace("'", "").isalpha() and short.islower() and len(short) > 2  # noqa: PLR2004 - "EVs" has "Vs"
    }
    return {**capitals, **words}


_ABBREVIATIONS = abbreviations(
    always_followed={
        "Msgr.": "Monsignor", "Insp.": "Inspector", "Pfc.": "Private First Class",
        "Dir.": "Director", "Det.": "Detective", "Ofc.": "Officer",
        "Natl.": "National", "Admin.": "Administration", "Ald.": "Alderman",
        "Brig.": "Brigadier", "Mlle.": "Mademoiselle", "Mme.": "Madame", "Mgr.": "Manager",
        "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Mx.": "Mix", "Messrs.": "Messieurs",
        "Dr.": "Doctor", "Prof.": "Professor", "Rev.": "Reverend", "Hon.": "Honorable",
        "Fr.": "Father", "Gen.": "General", "Col.": "Colonel", "Maj.": "Major",
        "Capt.": "Captain", "Cmdr.": "Commander", "Lt.": "Lieutenant", "Sgt.": "Sergeant",
        "Cpl.": "Corporal", "Pvt.": "Private", "Adm.": "Admiral", "Gov.": "Governor",
        "Sen.": "Senator", "Rep.": "Representative", "Pres.": "President", "Supt.":
        "Superintendent", "Amb.": "Ambassador", "Atty.": "Attorney", "Mt.": "Mount",
        "Ft.": "Fort", "vs.": "versus", "v.": "versus", "cf.": "compare", "e.g.": "for example",
        "i.e.": "that is", "eg.": "for example", "ie.": "that is", "viz.": "namely",
        "approx.": "approximately", "esp.": "especially", "incl.": "including", "btwn.": "between",
        "excl.": "excluding", "Univ.": "University", "ca.": "circa", "a.k.a.": "also known as",
        "Rt. Hon.": "Right Honorable", "Asst.": "Assistant", "Assoc.": "Associate",
        "Secy.": "Secretary", "Treas.": "Treasurer", "Chmn.": "Chairman", "Spc.": "Specialist",
        "Ens.": "Ensign", "Supv.": "Supervisor", "Sgt. Maj.": "Sergeant Major",
        "feat.": "featuring", "prod.": "produced",
        "thru.": "through", "Intl. Airport": "International Airport",
        "adj.": "adjective", "adv.": "adverb", "op. cit.": "op cit", "et seq.": "et seq",
        "N.B.": "N B", "Pte.": "Private", "Bp.": "Bishop",
        "Archbp.": "Archbishop", "Mts.": "Mountains",
        "equiv.": "equivalent", "resp.": "respectively", "abbr.": "abbreviated",
        "anon.": "anonymous", "illus.": "illustrated", "dia.": "diameter",
        "poss.": "possibly", "prob.": "probably", "exc.": "except", "freq.": "frequently",
        "usu.": "usually", "hist.": "historic", "ft. lbs.": "foot pounds", "Xing.": "Crossing",
        "nr.": "near",
    },
    may_end={
        "Apts.": "Apartments", "apts.": "apartments",
        "acctg.": "accounting", "deg.": "degrees", "svc.": "service", "maint.": "maintenance",
        "wknd.": "weekend", "anniv.": "anniversary", "wknds.": "weekends",
        "Assn.": "Association", "Dist.": "District", "Div.": "Division",
        "Intl.": "International", "Pkg.": "Package", "Cres.": "Crescent", "Trl.": "Trail",
        "Brg.": "Bridge", "Jct.": "Junction", "Vlg.": "Village", "Hts.": "Heights",
        "Spgs.": "Springs", "Cyn.": "Canyon", "Crk.": "Creek", "Pk.": "Park",
        "Hosp.": "Hospital", "Elem.": "Elementary", "Bldgs.": "Buildings",
        "a.m.": "A M", "p.m.": "P M", "A.M.": "A M", "P.M.": "P M", "etc.": "et cetera",
        "et al.": "et al", "Inc.": "Incorporated", "Ltd.": "Limited", "Co.": "Company",
        "Corp.": "Corporation", "Bros.": "Brothers", "Jr.": "Junior", "Sr.": "Senior",
        "Esq.": "Esquire", "Ph.D.": "P H D", "M.D.": "M D", "Ave.": "Avenue",
        "Blvd.": "Boulevard", "Rd.": "Road", "Hwy.": "Highway", "Pkwy.": "Parkway",
        "Sq.": "Square", "Ln.": "Lane", "Ct.": "Court", "Pl.": "Place", "dept.": "department",
        "Dept.": "Department", "tel.": "telephone", "min.": "minutes", "mins.": "minutes",
        "hr.": "hour", "hrs.": "hours", "secs.": "seconds", "max.": "maximum",
        "temp.": "temperature", "temps.": "temperatures", "tbsp.": "tablespoons",
        "tsp.": "teaspoons", "oz.": "ounces", "lb.": "pounds", "lbs.": "pounds",
        "qt.": "quarts", "pt.": "pints", "gal.": "gallons", "pkg.": "package",
        "doz.": "dozen", "sq.": "square", "cu.": "cubic",
        "yr.": "year", "yrs.": "years", "mo.": "months", "wk.": "week", "wks.": "weeks",
        "appt.": "appointment", "est.": "estimated", "Ter.": "Terrace", "Cir.": "Circle",
        "Rte.": "Route", "Rt.": "Route", "Expy.": "Expressway", "Fwy.": "Freeway",
        "Tpke.": "Turnpike",
        "Bldg.": "Building", "bldg.": "building", "Mtn.": "Mountain",
        "Ctr.": "Center", "mgr.": "manager",
        "asst.": "assistant", "assoc.": "associate", "ref.": "reference", "orig.": "original",
        "prev.": "previous", "cont.": "continued", "attn.": "attention",
        "avg.": "average", "St.": "Street", "ft.": "feet", "mt.": "mount", "misc.":
        "miscellaneous", "govt.": "government", "assn.": "association", "intl.": "international",
        "Jan.": "January", "Feb.": "February", "Apr.": "April", "Jun.": "June", "Jul.": "July",
        "Aug.": "August", "Sep.": "September", "Sept.": "September", "Oct.": "October",
        "Nov.": "November", "Dec.": "December", "Mon.": "Monday", "Tue.": "Tuesday",
        "Tues.": "Tuesday", "Wed.": "Wednesday", "Weds.": "Wednesday", "Thu.": "Thursday",
        "Thur.": "Thursday",
        "Thurs.": "Thursday", "Fri.": "Friday", "B.C.": "B C", "A.D.": "A D", "D.C.": "D C",
        "Stn.": "Station", "stn.": "station", "batt.": "battery", "rev.": "revenue",
        "Gdns.": "Gardens", "Cl.": "Close", "Cty.": "County", "Twp.": "Township", "Grv.": "Grove",
        "Plz.": "Plaza", "Fl.": "Floor", "flr.": "floor", "Lk.": "Lake", "Riv.": "River",
        "Bch.": "Beach", "Hbr.": "Harbor", "Aly.": "Alley", "Byp.": "Bypass",
        "Conv.": "Convention", "Res.": "Reservation",
        "mfg.": "manufacturing", "mfr.": "manufacturer", "mktg.": "marketing",
        "mgmt.": "management", "acct.": "account", "accts.": "accounts", "amt.": "amount",
        "bal.": "balance", "pymt.": "payment", "pmt.": "payment", "qty.": "quantity",
        "inv.": "invoice", "mtg.": "meeting", "mtgs.": "meetings",
        "resv.": "reservation", "sched.": "schedule",
        "avail.": "available", "precip.": "precipitation", "vis.": "visibility",
        "max. temp.": "maximum temperature", "min. temp.": "minimum temperature",
        "req.": "required", "reqd.": "required", "req'd.": "required", "opt.": "optional",
        "bdrm.": "bedroom", "bdrms.": "bedrooms", "bthrm.": "bathroom", "elec.": "electricity",
        "ea.": "each", "btl.": "bottle", "btls.": "bottles", "pkgs.": "packages",
        "pkt.": "packet", "pkts.": "packets", "med.": "medium", "lg.": "large", "lrg.": "large",
        "sm.": "small", "xtra.": "extra", "pct.": "percent", "yds.": "yards", "ibid.": "ibidem",
        "eds.": "editors", "ltr.": "letter", "mos.": "months", "pers.": "persons",
        "ppl.": "people", "hrly.": "hourly", "wkly.": "weekly", "mthly.": "monthly",
        "qtr.": "quarter", "qtrs.": "quarters", "fwd.": "forward", "Fwd.": "Forward",
        "lang.": "language", "gov't.": "government", "std.": "standard",
        "temp. max.": "maximum temperature", "bkfst.": "breakfast",
        "ingr.": "ingredients", "dir.": "director", "loc.": "location", "yday.": "yesterday",
        "tmrw.": "tomorrow", "tomw.": "tomorrow",
        "p.p.": "per person", "p.a.": "per year", "b.i.d.": "twice a day",
        "t.i.d.": "three times a day", "q.i.d.": "four times a day", "q.d.": "once a day",
        "p.r.n.": "as needed", "p.o.": "by mouth", "N.Y.": "New York", "N.J.": "New Jersey",
        "N.H.": "New Hampshire", "N.M.": "New Mexico", "N.C.": "North Carolina",
        "S.C.": "South Carolina", "N.D.": "North Dakota", "S.D.": "South Dakota",
        "R.I.": "Rhode Island", "W.Va.": "West Virginia", "Calif.": "California",
        "Mich.": "Michigan", "Minn.": "Minnesota", "Tenn.": "Tennessee",
        "Okla.": "Oklahoma", "Wyo.": "Wyoming", "Wis.": "Wisconsin", "Ariz.": "Arizona",
        "Conn.": "Connecticut", "Fla.": "Florida", "Tex.": "Texas", "Colo.": "Colorado",
        "Neb.": "Nebraska", "Nebr.": "Nebraska", "Ont.": "Ontario", "Que.": "Quebec",
        "Alta.": "Alberta", "Sask.": "Saskatchewan",
        # States, said behind the name of a place alone.
        "Miss.": "", "Wash.": "", "Mont.": "", "Mass.": "", "Kans.": "",
        "neg.": "negative", "pos.": "positive",
        "vit.": "vitamin", "bros.": "brothers", "eps.": "episodes", "ans.": "answer",
        "elev.": "elevation", "const.": "constitution", "Const.": "Constitution",
        "amend.": "amendment", "hum.": "humidity", "ques.": "question",
    },
    before_number={
        "Rm": "Room", "rm": "room", "Ste": "Suite", "Yr": "Year", "Wk": "Week",
        "Ep": "Episode", "Vol": "Volume", "Fig": "Figure",
        "Pg": "Page", "pg": "page",
        "Lvl": "Level", "Grp": "Group", "Ext": "Extension", "Ch": "Chapter",
        "grp.": "group", "c.": "circa", "pop.": "population",
        "hwy.": "highway", "rte.": "route", "tbl.": "table", "lvl.": "level",
        "ln.": "line",
        "q.": "question", "qs.": "questions",
        "no.": "", "nos.": "numbers", "fig.": "figure", "figs.": "figures",
        "vol.": "volume", "vols.": "volumes", "ch.": "chapter", "chap.": "chapter",
        "sec.": "section", "art.": "article", "eq.": "equation", "p.": "page", "pp.": "pages",
        "pg.": "page", "par.": "paragraph", "ver.": "version", "ext.": "extension",
        "apt.": "apartment", "ste.": "suite", "rm.": "room", "ep.": "episode",
        "btw.": "between", "op.": "opus", "Op.": "Opus",
        "para.": "paragraph", "paras.": "paragraphs",
        "col.": "column", "cols.": "columns", "lv.": "level",
        "thm.": "theorem", "lect.": "lecture", "flt.": "flight", "trk.": "track",
        "plat.": "platform",
        "Cat.": "Category", "Vol.": "Volume",
        "mag.": "magnitude", "Amend.": "Amendment",
    },
    not_last={
        "Sat.": "Saturday", "Sun.": "Sunday", "Mar.": "March",
        # Warnings in capitals: "UNTIL SUN. 6 AM"
        **{f"{day.upper()}.": name for day, name in WEEKDAYS.items()},
        **{f"{month.upper()}.": MONTHS[at - 1] for month, at in MONTH_ABBREVIATIONS.items()},
    },
    plain=_with_capitals({
        "med-high": "medium-high", "med-low": "medium-low",
        "btwn": "between", "ppl": "people", "svc": "service", "wknds": "weekends", "Rx": "R X",
        "p/n": "part number", "p/m": "per month", "p/w": "per week", "p/h": "per hour",
        "s/n": "serial number", "deg": "degrees", "acctg": "accounting",
        "Mr": "Mister", "Mrs": "Missus", "Prof": "Professor", "Sgt": "Sergeant",
        "Capt": "Captain", "Blvd": "Boulevard", "Ave": "Avenue", "Rd": "Road", "Hwy": "Highway",
        "Pkwy": "Parkway", "approx": "approximately", "dept": "department",
        "govt": "government", "Dept": "Department", "Govt": "Government", "incl": "including",
        "excl": "excluding", "b/c": "because", "w/in": "within", "Feb": "February",
        "Aug": "August", "Sept": "September", "Oct": "October", "Nov": "November",
        "Dec": "December", "Tues": "Tuesday", "Thur": "Thursday", "appt": "appointment",
        "Apt": "Apartment",
        "he/she": "he or she", "He/she": "He or she", "him/her": "him or her",
        "his/her": "his or her", "s/he": "she or he", "yes/no": "yes or no", "on/off": "on off",
        "over/under": "over under", "O/U": "over under",
        "p/u": "pick up", "P/U": "Pick up",
        "vs": "versus", "w/o": "without", "w/": "with", "and/or": "and or",
        **{f"{day},": f"{name}," for day, name in WEEKDAYS.items()},
        "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday",
        "Thurs": "Thursday", "Fri": "Friday",
        "thru": "through", "yrs": "years", "YoY": "year over year", "y/y": "year over year",
        "yr/yr": "year over year", "wk/wk": "week over week", "mo/mo": "month over month",
        "q/q": "quarter over quarter", "w/w": "week over week",
        "m/m": "month over month", "yoy": "year over year",
        "QoQ": "quarter over quarter", "MoM": "month over month", "Fwd": "Forward",
        "FWD": "Forward", "tmrw": "tomorrow", "tmw": "tomorrow", "bday": "birthday",
        "prn": "as needed", "PRN": "as needed", "b-day": "birthday", "B-day": "Birthday",
        "b'day": "birthday", "Bday": "Birthday", "mtg": "meeting", "mgmt": "management",
        "wknd": "weekend", "cont'd": "continued", "int'l": "international",
        "Int'l": "International", "intl": "international", "gov't": "government",
        "nat'l": "national", "c/o": "care of", "n/a": "N A", "N/A": "N A", "a/c": "A C",
        "pls": "please", "Pls": "Please", "plz": "please", "thx": "thanks", "qty": "quantity",
        "Qty": "Quantity", "avg": "average", "Avg": "Average", "Stn": "Station", "Ctr": "Center",
        "Mt": "Mount", "Ft": "Fort", "Pvt": "Private", "Lt": "Lieutenant", "Gov": "Governor",
        "Sen": "Senator", "Cpl": "Corporal", "Bldg": "Building", "bldg": "building",
        "Bros": "Brothers", "Jr": "Junior", "Sr": "Senior",
        "min/max": "minimum maximum", "precip": "precipitation", "mins": "minutes",
        "hrs": "hours", "mths": "months", "pkt": "packet", "pkts": "packets", "eps": "episodes",
        "elec": "electricity",
    }),
)  # fmt: skip
# A day at the end of a sentence is a word as well ("in the sun."), so that a word for a time has to
# stand before it, or a part of the day behind it.
_BEFORE_DAY = (
    r"(?:\b(?:on|by|until|till|til|this|next|every|each|last|through|thru|since|closed|open|starting"
    r"|late|early|noon|midnight|morning|afternoon|night|evening)|(?:\b|\d)[AaPp]\.?[Mm]\.?"
    r"|\b[ECMP][SD]?T|\d[ap]|\d:\d\d)\s"
)
_BEHIND_DAY = r"(?!\s[A-Z\d]|['\w-]|\.\s[a-z\d])"
_PART_OF_DAY = r"\s(?:nights?|mornings?|afternoons?|evenings?|at\s(?:noon|\d)|[AP]M)\b"
_DAYS = tuple(
    (written, name, before, after)
    for day, name in (("Sat", "Saturday"), ("Sun", "Sunday"))
    for written in (day, f"{day}.")
    for before, after in ((_BEFORE_DAY, _BEHIND_DAY), ("", r"\s\d"), ("", _PART_OF_DAY))
)
_DOSE_BEFORE = (
    r"\d\s?(?:mg|mcg|g|m[Ll]|tab(?:let)?s?|cap(?:sule)?s?|units?|puffs?|drops?)\.?\s(?:PO\s)?"
)
_MEASURED = (
    "(?:all-purpose|packed|granulated|heavy|warm|cold|hot|boiling|chopped|diced|shredded|grated|sliced|"
    "minced|melted|softened|brown|white|powdered|raw|cooked|unsalted|whole|plain|frozen|fresh|dry|dried|"
    "rolled|olive|vegetable|canola|coconut|chicken|beef|choc(?:olate)?|peanut|sour|cream|greek)|flour|"
    "sugar|salt|water|milk|butter|broth|stock|rice|oats|cheese|oil|honey|nuts|walnuts|pecans|raisins|"
    "berries|blueberries|onions?|carrots|celery|yogurt|mayo|ketchup|syrup|vinegar|juice|coffee|wine|"
    "pasta|beans|lentils|quinoa|cocoa|cornmeal|curry|soy|sesame|garlic|ginger|lemon|lime|mustard|cinnamon|paprika|cumin|parsley|basil|breadcrumbs|spinach|corn|peas|salsa"
)
_SENSES = senses(
    *_DAYS,
    # "425°F x 20 min"
    ("x", "for", r"(?:°|\d\s?[FC]|°[FC]|degrees)\s", r"\s\d{1,3}\s?(?:mins?|minutes|hrs?|hours)\b"),
    # "twice a day x 10 days"
    ("x", "for", "", r"\s\d{1,3}\s(?:days?|weeks?|wks?|months?|nights?|doses)\b"),
    ("elev.", "elevator", r"\b(?:[Tt]he|[Aa]n|[Oo]ur|[Bb]y)\s", ""),
    ("int.", "interior", "", r"\stemp"),
    ("ext.", "exterior", "", r"\stemp"),
    ("dist.", "distance", r"\b(?:[Tt]otal|[Bb]raking|[Ss]afe)\s", ""),
    ("dist.", "distance", "", r":?\s\d"),
    ("reg.", "regular", "", r"\s(?:price|hours|size|season|rate|coffee|unleaded)"),
    ("sched.", "scheduled", "", r"\s(?:maint|for\b|outage|service|downtime|at\b|to\b)"),
    ("humid.", "humidity", "", r":?\s\d"),
    ("mod.", "moderate", r":\s", ""),
    ("lat.", "latitude", "", r":?\s-?\d"),
    ("long.", "longitude", "", r":?\s-?\d+(?:\.\d+)?\s?°"),
    ("rm.", "room", r"\b(?:conf\.|conference|living|dining|waiting|meeting|class)\s", ""),
    ("min.", "minute", r"\d(?:st|nd|rd|th)\s", ""),
    ("min", "minute", r"\d(?:st|nd|rd|th)\s", ""),
    ("rm.", "room", "", r"\s[A-Z](?!\w)"),
    ("fl.", "floor", r"\d(?:st|nd|rd|th)\s", ""),
    ("pt.", "point", r"\b[Dd]ew\s", ""),
    ("conf.", "confirmation", "", r"\s(?:#|[Nn]o\b|[Nn]umber|[Cc]ode)"),
    ("conf.", "confidence", r"%\s", ""),
    ("conf.", "conference", "", ""),
    # Directions of roads
    *(
        (
            written,
            f"{word}bound",
            r"(?:\b(?:Hwy|Highway|Route|Rte|US|Interstate)\.?\s|-)\d{1,3}\s",
            "",
        )
        for written, word in (("NB", "north"), ("SB", "south"), ("EB", "east"), ("WB", "west"))
    ),
    *(
        (
            letter,
            word,
            r"\b(?:[Tt]urn|[Kk]eep|[Bb]ear|[Ss]light|[Ss]harp|then)\s",
            r"\s(?:on|onto|at|in)\b",
        )
        for letter, word in (("L", "left"), ("R", "right"))
    ),
    ("btw", "between", "", r"\s(?:[A-Z]?[a-z]+\.?\s)?\d+[a-z]*\s(?:and|&)\s"),
    ("est.", "established", "", r"\s1[5-9]\d\d|\s20\d\d"),
    ("min.", "minimum", "", r"\s?[$£€]|\s(?:age|order|stay|height|wage|temp|value|of\b)"),
    ("arr.", "arriving", "", r"\s(?:\d|[A-Z])"),
    ("dep.", "departing", "", r"\s(?:\d|[A-Z]{2,3}\s)"),
    ("gen.", "generation", r"\d(?:st|nd|rd|th)[\s-]", ""),
    ("ed.", "edition", r"\d(?:st|nd|rd|th)\s", ""),
    ("ed.", "edited", "", r"\sby\b"),
    ("st.", "street", r"\bacross the\s", ""),
    ("reg.", "registration", "", r"\s(?:expires?|exp\b|due|renew|fee|sticker)"),
    (
        "exp.",
        "expires",
        "",
        r":?\s(?:on\s)?(?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))",
    ),
    ("ins.", "insurance", r"\b(?:[Cc]ar|[Aa]uto|[Hh]ome|[Hh]ealth|[Ll]ife|[Dd]ental)\s", ""),
    ("rm", "room", "", r"\stemp"),
    ("b/w", "between", "", r"\s\d|\s[A-Z][\w.' ]{1,40}\s(?:and|&)\s"),
    ("b/w", "black and white", "", ""),
    ("b.", "born", "", r"\s(?:1[5-9]|20)\d\d"),
    ("d.", "died", "", r"\s(?:1[5-9]|20)\d\d"),
    ("d.", "defeated", r"\b[A-Z][\w'-]+\s", r"\s[A-Z][\w'-]+\s(?:[A-Z][\w'-]+\s)?\d"),
    ("bt.", "beat", r"\b[A-Z][\w'-]+\s", r"\s[A-Z][\w'-]+\s(?:[A-Z][\w'-]+\s)?\d"),
    ("pp.", "pages", r"\d\s", ""),
    ("maj.", "major", r"\b[A-G](?:\s(?:flat|sharp))?\s", ""),
    ("ch.", "channel", r"\b(?:[Zz]igbee|GHz|Wi-Fi|WiFi|TV|[Oo]n|[Tt]o)\s", r"\s?\d"),
    *(
        (written, word, _DOSE_BEFORE, "")
        for written, word in (
            ("PO", "by mouth"),
            ("BD", "twice a day"),
            ("TDS", "three times a day"),
            ("QDS", "four times a day"),
            ("BID", "twice a day"),
            ("TID", "three times a day"),
            ("QID", "four times a day"),
            ("QD", "once a day"),
            ("QHS", "at bedtime"),
        )
    ),
    ("aka", "also known as", "", ""),
    ("Plz", "Plaza", r"\b[A-Z][a-z]+\s", ""),
    ("Pt.", "Point", r"\b[A-Z][a-z]+\s", ""),
    ("Pt.", "Point", "", r"\s[A-Z][a-z]"),
    *(
        (written, word, "", r"\s(?:set|up|down|at|is|now|level|control|off|on)\b")
        for written, word in (("Vol.", "Volume"), ("vol.", "volume"))
    ),
    ("inn.", "innings", r"\d\s", ""),
    ("ov", "overs", r"\d\s", ""),
    ("agg", "aggregate", r"\(", r"\s\d"),
    ("v", "versus", r"(?:[a-z]|[:(])\s", r"\s[A-Z][a-z]"),
    ("S", "South", r"(?:^|\b(?:and|&|in|across|for|from|of|over|to|the)|[,&])\s", r"\sWales\b"),
    ("N", "North", r"(?:^|\b(?:and|&|in|across|for|from|of|over|to|the)|[,&])\s", r"\sWales\b"),
    ("ex.", "exercise", r"\b(?:pg|p|page|chapter|math|maths|do|and)\.?\s(?:\d+,?\s)?", r"\s\d"),
    ("conf", "conference", "", r"\s(?:rm|room|call)\b"),
    ("rm", "room", r"\bconf\.?\s", ""),
    ("lg", "large", r"\d\s", r"\s[a-z]"),
    ("sm", "small", r"\d\s", r"\s[a-z]"),
    # Behind a result
    *(
        (written, word, r"\d[^()]{0,30}\(", r"\)")
        for written, word in (
            ("FT", "full time"),
            ("HT", "half time"),
            ("OT", "overtime"),
            ("AET", "after extra time"),
        )
    ),
    *((written, "bottom", "", r"\s(?:of\b|\d+(?:st|nd|rd|th))") for written in ("bot.", "bot")),
    # Words that a household's notices cut, beside their number: "Batt 97%", "wt 11.4 lbs"
    *(
        (f"{written}{stop}", word, "", r":?\s(?:[~\u2248]\s?)?\d")
        for written, word in (
            ("batt", "battery"),
            ("wt", "weight"),
            ("sz", "size"),
            ("rec", "recommended"),
            ("vol", "volume"),
        )
        for stop in ("", ".")
    ),
    ("sz", "size", "", r"\s(?:X{0,3}[SML]|small|medium|large)(?!\w)"),
    ("dep.", "departure", r"\b(?:before|after|until|to|of)\s", ""),
    *(
        (
            written,
            "month",
            r"\b(?:[Ll]ast|[Nn]ext|[Tt]his|[Ee]ach|[Ee]very|[Pp]er|[Pp]rev\.|[Aa])\s",
            "",
        )
        for written in ("mo.", "mo")
    ),
    ("qt", "quart", "", r"[\s-]size"),
    ("def.", "defeated", r"\b[A-Z][\w'-]+\s", r"\s(?:[A-Z]\.\s)?[A-Z]"),
    ("pop.", "population", r"\b(?:[Tt]he|[Tt]otal|[Cc]ity|[Ww]orld|U\.?S\.?|[Ii]ts)\s", ""),
    # Cups, before what they measure
    *(
        ("c", word, before, rf"\s(?:{_MEASURED})\b")
        for word, before in (
            ("cups", r"(?:^|[^/.\w])(?:[2-9]|\d\d)\s|\d\s\d/\d\s|\d\s?[½¼¾⅓⅔]\s|\d\.\d\s"),
            ("cup", r"(?:\d/\d|[½¼¾⅓⅔]|\b1)\s"),
        )
    ),
    ("T", "tablespoons", r"(?:^|[^/.\w])(?:[2-9]|\d\d)\s|\d\s\d/\d\s", rf"\s(?:{_MEASURED})\b"),
    ("T", "tablespoon", r"(?:\d/\d|[½¼¾⅓⅔]|\b1)\s", rf"\s(?:{_MEASURED})\b"),
)
ABBREVIATIONS = (*_SENSES, *_ABBREVIATIONS)
