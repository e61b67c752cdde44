"""English abbreviations of several meanings, told apart by what stands around them."""

from __future__ import annotations

from pocket_tts_wyoming.text.languages.abbreviation import senses

# A day at the end of a sentence is a word as well ("in the sun."), so that a word for a time has to
# stand before it, or a part of the day behind it.
_BEFORE_DAY = (
    r"(?:\b(?:on|by|until|till|til|this|next|every|each|last|through|thru|since|closed|open|starting"
    r"|late|early|noon|midnight|morning|afternoon|night|evening)|(?:\b|\d)[AaPp]\.?[Mm]\.?"
    r"|\b[ECMP][SD]?T|\d[ap]|\d:\d\d)\s"
)
_BEHIND_DAY = r"(?!\s[A-Z\d]|['\w/-]|\.\s[a-z\d])"
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
SENSES = senses(
    *_DAYS,
    # "425°F x 20 min"
    ("x", "for", r"(?:°|\d\s?[FC]|°[FC]|degrees)\s", r"\s\d{1,3}\s?(?:mins?|minutes|hrs?|hours)\b"),
    # "twice a day x 10 days"
    ("x", "for", "", r"\s\d{1,3}\s(?:days?|weeks?|wks?|months?|nights?|doses)\b"),
    ("elev.", "elevator", r"\b(?:[Tt]he|[Aa]n|[Oo]ur|[Bb]y)\s", ""),
    ("int.", "interior", "", r"\stemp"),
    ("ext.", "exterior", "", r"\stemp"),
    ("dist.", "distance", r"\b(?:[Tt]otal|[Bb]raking|[Ss]afe)\s", ""),
    ("Dist.", "District", "", r"\s\d{1,3}(?![\d.,]|\s?(?:mi|k?m|ft|yd)\b)"),
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
    ("ST.", "Street", r"\b(?:[A-Z]{3,}|\d+(?:ST|ND|RD|TH))\s", ""),
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
    ("ch", "chapter", r"\b(?:[Rr]ead|[Bb]ook:)\s", r"\s\d"),
    ("ch", "channel", "", r"\s\d"),
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
    # Labels without a full stop: "Attn: water main work"
    *(
        (written, word, "", r":")
        for written, word in (
            ("attn", "attention"),
            ("tel", "telephone"),
            ("bal", "balance"),
            ("est", "estimated"),
            ("amt", "amount"),
            ("acct", "account"),
            ("addr", "address"),
            ("loc", "location"),
            ("dist", "distance"),
            ("elev", "elevation"),
            ("dep", "departing"),
            ("arr", "arriving"),
            ("resv", "reservation"),
            ("sched", "schedule"),
            ("msg", "message"),
            ("misc", "miscellaneous"),
            ("vis", "visibility"),
            ("dir", "director"),
            ("humid", "humidity"),
            ("ext", "extension"),
            ("req", "required"),
            ("pkg", "package"),
        )
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
    # "3 tsp in a tbsp"
    *(
        (
            f"{written}{stop}",
            word,
            r"\b(?:[Aa]n?|[Ee]ach|[Oo]ne|[Pp]er|heaping|level|scant|rounded)\s",
            "",
        )
        for written, word in (
            ("tbsp", "tablespoon"),
            ("tsp", "teaspoon"),
            ("oz", "ounce"),
            ("lb", "pound"),
            ("qt", "quart"),
            ("gal", "gallon"),
            ("hr", "hour"),
            ("yr", "year"),
            ("wk", "week"),
        )
        for stop in ("", ".")
    ),
    # "out of the S at 12"
    *(
        (
            letter,
            word,
            r"\b(?:out\sof|from)\sthe\s",
            r"(?:\s(?:at|and|by|around|near|this|with|to|through)\b|[.,;]|$)",
        )
        for letter, word in (("N", "north"), ("S", "south"), ("E", "east"), ("W", "west"))
    ),
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
