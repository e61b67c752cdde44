"""Dutch numbers that the words beside them explain: ratios, stopwatches, minutes of a match."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import next_word, previous_word, words_of
from pocket_tts_wyoming.text.languages.words import alternatives, around
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar, Time

# "2/3 personen" are two or three: behind a fraction Dutch has the singular ("2/3 kopje").
_COUNTED_IN_PLURAL = words_of(
    "personen pers mensen gasten kinderen volwassenen keer dagen weken maanden nachten avonden "
    "uren minuten seconden porties eetlepels theelepels lepels druppels tabletten capsules pillen "
    "tenen teentjes plakken plakjes sneetjes stuks glazen eieren kopjes"
)
_LARGEST_DENOMINATOR = 20
_DEVICES = words_of(
    "lampen lichten ramen deuren sensoren apparaten batterijen camera's schakelaars rolluiken "
    "taken stemmen vragen plaatsen dozen modules zones spelers leerlingen gebruikers accu's"
)
# "27/30 goed"
_DONE = words_of(
    "goed fout juist correct behaald gehaald voltooid klaar af aanwezig afwezig bezet vrij open "
    "gesloten dicht online offline actief aan uit"
)
_SCORED = words_of("score toets quiz test examen resultaat punten behaald haalde scoorde proefwerk")
_LEAST_SCORE = 10
_NEAR = 120
_LARGEST_MARK = 100
# Two of them: "tram 2/12 rijdt om"
_LINES = words_of("lijn lijnen bus tram metro spoor perron kamer lokaal zaal gate klas leerjaar")
_PLURAL = re.compile(r"[a-zë]{2,}(?:en|[^s]s)")
_MIXED = words_of("verhouding mengverhouding ratio mix mixen meng mengen verdeling schaal")
# A run: "je liep 5 km in 24:31", "je tijd op de 10 km was 52:08"
_DISTANCE = re.compile(
    r"(\d+(?:[.,]\d+)?)\s?(km|m|kilometer|meter|mijl)(?:\s\w+){0,3}(?:\s(?:in|was|is|op)|:)\s$"
)
_PACE = re.compile(r"\b(?:tempo|pace|rondetijd)(?:\s(?:van|was|is|nu)|:)?\s$", re.IGNORECASE)
_METRES = {"km": 1000, "kilometer": 1000, "mijl": 1609, "m": 1, "meter": 1}
# Nobody runs or rides a kilometre in less than a minute: "40 km in 1:25" are hours.
_FASTEST_METRES_PER_MINUTE = 1000
_PLAYED = words_of("track nummer nummers liedje lied single clip video podcast bericht voicemail")
# The name of a song and its singer, with a dash between them.
_TITLE = re.compile(r"\s[-\u2013]\s[A-Z][^().;:!?]*\($")
_SHORTEST_HOUR = 10
_ONE_WORDS = (
    "[Ee]en",
    "[Éé]én",
    "halve",
    "half",
    "anderhalve",
    "anderhalf",
    "kwart",
    "elke",
    "iedere",
)
_MANY_WORDS = ("[Tt]wee", "[Dd]rie", "[Vv]ier", "[Vv]ijf", "[Zz]es", "[Tt]ien", "paar", "enkele")
_WRITTEN_UNITS = words_of(
    "el el. tl tl. eetl. theel. kg km cm mm ml cl dl mg gr gr. mnd mnd. wk wk. jr jr. sec sec. "
    "min. kWh kW GB MB"
)
_LATE = words_of("te later vertraging lopen fietsen rijden wachten")
_RESULT = re.compile(r"(?<![\w-])\d{1,2}-\d{1,2}(?!\d)[^.!?]{1,40}$")
_AGED = re.compile(
    r"(?i:\b(?:kind|kinderen|kids|baby's|personen|mensen|jongeren|jeugd|volwassenen|leerlingen"
    r"|patiënten|auto's|leeftijd|gratis|toegang|entree|plussers)\b)"
)
_LASTING = r"uur|u|h|min(?:uut|uten)?|sec(?:onden)?|dag(?:en)?|we(?:ek|ken)|maand(?:en)?"
_PRICED = re.compile(r"(?i:\b\w*(?:kost|kosten|kostte|prijs|tarief))\b[^\d]{0,40}$")
_MEASURED = words_of(
    "procent uur uren dagen punt punten keer maal cent dollar pond kilo liter meter kilometer "
    "graden kilowattuur minuten seconden gram"
)
_COUNTED_PER = re.compile(r"\d[\d.,]*\s[a-zë]{4,}$")


def count_rules(grammar: Grammar) -> list[Rule]:
    """Make the rules for what looks like a fraction, a time of day or a result."""
    singular, plural = (
        "|".join(rf"(?<=\b{word} )" for word in words) for words in (_ONE_WORDS, _MANY_WORDS)
    )
    units = alternatives(sign for sign in grammar.language.units if sign[-1] != ".")
    return [
        Rule(
            "nl_some",
            # "3/4 personen", "112/400 plaatsen"
            r"(?<![\w.,/:])(?P<sm_few>\d{1,3})/(?P<sm_many>\d{1,3})"
            rf"(?![\w/]|[.,]\d|\s?(?:{units})(?!\w))",
            partial(_some, grammar),
        ),
        Rule(
            "nl_stopwatch",
            r"(?<![\w.,:])(?P<sw_minutes>\d{1,3}):(?P<sw_seconds>[0-5]\d)"
            r"(?!\w|[.,:]\d|\s?(?:uur|u|min)\b)",
            partial(_stopwatch, grammar),
        ),
        Rule(
            "nl_ratio",
            # "mix 1:7", "schaal 1:25.000"; results have a hyphen in Dutch.
            r"(?<![\w.,:])(?P<ra_part>\d{1,2}):(?P<ra_whole>[1-9]\d{0,2}(?:\.000)+|[1-9]\d*(?:,\d{1,2})?)"
            r"(?!\w|[.,:]\d)",
            partial(_ratio, grammar),
        ),
        Rule(
            "nl_added_time",
            # A goal "in de 90.+3", "(45+2')"
            r"(?<![\w.,])(?P<ad_end>45|90|105|120)\.?\+(?P<ad_more>\d{1,2})'?(?![\w.,]\d|\w)",
            lambda m: (
                f"{grammar.cardinal(int(m['ad_end']))} plus {grammar.cardinal(int(m['ad_more']))}"
            ),
        ),
        Rule(
            "nl_minute",
            # A goal "in de 88'", "(12', 44')", "1-0 Depay 23'"; a tram "over 7'"
            r"(?<![\w.,:'])(?P<gm_sign>\+?)(?P<gm_minute>\d{1,3})'(?=[\s).,;:!?]|$)",
            partial(_minute, grammar),
        ),
        Rule(
            "nl_mark",
            # A mark at school: "een 8- voor Engels"
            r"(?<=\b[Ee]en )(?P<mk_mark>\d)-(?=\s(?:voor|bij)\b|[.,;!?]|$)",
            lambda m: f"{grammar.cardinal(int(m['mk_mark']))} min",
        ),
        Rule(
            "nl_minutes_seconds",
            # `1'12"`; one double prime is an inch sign here.
            r"(?<![\w.,:])(?P<mn_minutes>\d{1,2})'\s?(?P<mn_seconds>[0-5]\d)(?:\u2033|\"|''?)?(?!\w)"
            r"(?P<mn_pace>\s?/\s?km(?!\w))?",
            lambda m: (
                minutes_and_seconds(grammar, int(m["mn_minutes"]), int(m["mn_seconds"]))
                + (" per kilometer" if m["mn_pace"] else "")
            ),
        ),
        Rule(
            "nl_mixture",
            # A mortar of "1:2:3"; minutes have two digits.
            r"(?<![\w.,:])\d{1,2}(?::\d){2}(?![\w:]|[.,]\d)",
            lambda m: " op ".join(grammar.cardinal(int(part)) for part in m[0].split(":")),
        ),
        Rule(
            "nl_blood",
            r"(?<=loedgroep )(?P<bl_group>AB|[ABO])(?P<bl_sign>[-+])(?![\w+])",
            lambda m: (
                f"{' '.join(m['bl_group'])} {'negatief' if m['bl_sign'] == '-' else 'positief'}"
            ),
        ),
        Rule(
            "nl_unit_word",
            # "een tl suiker", "twee kg aardappelen": a number in words
            rf"(?:{singular}|(?P<uw_many>{plural}))(?P<uw_unit>{alternatives(_WRITTEN_UNITS)})(?![\w'/-])",
            partial(_unit_word, grammar),
            at_word=True,
        ),
        Rule(
            "nl_row",
            # Junctions of a walk: "12 - 47 - 63", "knooppunten 12-47-63"
            r"(?<![\w/.,:-])\d{1,3}(?:(?:\s[-\u2013]\s\d{1,3}){2,9}"
            r"|(?<=[Kk]nooppunt \d\d)(?:-\d{1,3}){1,9}|(?<=[Kk]nooppunten \d\d)(?:-\d{1,3}){1,9})"
            r"(?![\w/-]|[.,:]\d)",
            lambda m: ", ".join(grammar.cardinal(int(part)) for part in re.findall(r"\d+", m[0])),
        ),
        Rule(
            "nl_slashes",
            # Four tyres: "2,3/2,3/2,1/2,1 bar"
            r"(?<![\w/.,:-])(?P<sl_first>(?:\d{1,3}(?:,\d)?/){3})(?=\d{1,3}(?:,\d)?(?![\w/]|,\d))",
            lambda m: "".join(
                f"{grammar.number(grammar.format.parse(part))}, "
                for part in m["sl_first"].removesuffix("/").split("/")
            ),
        ),
        Rule(
            "nl_compared",
            # "kinderen < 12 jaar", "al > 3 dagen", "accu < 20%"; without a unit it is mathematics.
            rf"(?<=[A-Za-z(:,] |.[(])(?P<cm_sign>[<>])\s?(?={grammar.format.signed}\s?"
            rf"(?:(?P<cm_age>jaar|jr)|(?P<cm_span>{_LASTING})|{units}"
            r"|(?<=\s)(?!(?:dan|en|of|is|geldt|dus|maar)\b)[a-z]{3,})(?!\w)|€\s?\d)",
            _compared,
        ),
        Rule(
            "nl_behind",
            # A race: `12" achter Vingegaard`
            r"(?<![\w.,])(?P<bh_seconds>[1-5]?\d)(?:\u2033|\"|'')(?=\s(?:achter|voor)\s[A-Z])",
            lambda m: grammar.counted(
                Number(int(m["bh_seconds"])), grammar.language.units["s"], ""
            ),
        ),
        Rule(
            "nl_price",
            # "kost bij Lukoil 1,62 per liter": of money nobody says the comma.
            r"(?<![\w.,:€$£-])(?<![€$£]\s)\d{1,4},\d\d(?!\w|[.,:-]\d|\s?[€$£%°])",
            partial(_price, grammar),
        ),
        Rule(
            "nl_dose",
            # Of a prescription, "2dd1": how often and how many
            r"(?<![\w.,])(?P<ds_times>\d)\s?[dD]{2}\s?(?P<ds_count>\d)(?!\w|[.,]\d)",
            lambda m: (
                f"{grammar.cardinal(int(m['ds_times']))} maal daags"
                f" {grammar.cardinal(int(m['ds_count']))}"
            ),
        ),
        Rule(
            "nl_heart",
            # "Ik hou van je <3"
            r"(?:(?<=\bje )|(?<=\bjou )|(?<=\bjullie )|(?<=xx )|(?<=[!.] ))<3+(?=[\s.!]*$)",
            lambda _: "hartje",
        ),
        Rule("nl_and_parts", r"(?<=[a-z])-/(?=[a-z])", lambda _: " en "),
        Rule(
            "nl_count_per",
            # "30 korrels/m³": the common rule knows units.
            rf"(?<=[a-zë])/(?P<ct_unit>{units})(?![\w/])",
            partial(_count_per, grammar),
        ),
    ]


def is_length(time: Time, before: str) -> bool:
    """Whether a time in brackets is the length of a song or a message: "Zoutelande (3:34)"."""
    short = before.endswith("(") and time.hour < _SHORTEST_HOUR and time.second is None
    before = before[-_NEAR:]
    words = re.findall(r"\w+", before.lower())
    return short and (_TITLE.search(before) is not None or not _PLAYED.isdisjoint(words))


def _some(grammar: Grammar, match: re.Match[str]) -> str | None:
    few, many = int(match["sm_few"]), int(match["sm_many"])
    word = next_word(match.string[match.end() :])
    if previous_word(match.string[: match.start()]).lower() in _LINES:
        return f"{grammar.cardinal(few)} {grammar.cardinal(many)}"
    if not 0 < few < many or word in grammar.language.months:
        return None
    if word in _COUNTED_IN_PLURAL:
        joiner = "à" if many == few + 1 else "tot"
    elif (
        (many > _LARGEST_DENOMINATOR and _PLURAL.fullmatch(word))
        or word in _DONE
        or _is_part(few, many, word, match.string[: match.start()])
    ):
        joiner = "van de"
    elif many > _LARGEST_MARK:
        joiner = "van"  # "laag 214/246"
    else:
        return None
    return f"{grammar.cardinal(few)} {joiner} {grammar.cardinal(many)}"


def _is_part(few: int, many: int, word: str, before: str) -> bool:
    """Whether so many of all are meant: "8/12 ramen", "score 18/20"; "3/4 delen" is a fraction."""
    if _PLURAL.fullmatch(word):
        return word in _DEVICES
    words = re.findall(r"\w+", re.split(r"[.!?]\s", before)[-1].lower())
    return not word and few * 4 > many > _LEAST_SCORE and not _SCORED.isdisjoint(words)


def _stopwatch(grammar: Grammar, match: re.Match[str]) -> str | None:
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    minutes, seconds = int(match["sw_minutes"]), int(match["sw_seconds"])
    distance = _DISTANCE.search(before)
    if distance is not None:
        metres = float(distance[1].replace(",", ".")) * _METRES[distance[2]]
        if metres > minutes * _FASTEST_METRES_PER_MINUTE:
            return None
    elif not _PACE.search(before):
        return None
    return minutes_and_seconds(grammar, minutes, seconds)


def minutes_and_seconds(grammar: Grammar, minutes: int, seconds: int) -> str:
    """Say a length of time, without the part that is nought."""
    units = grammar.language.units
    parts = ((minutes, "min"), (seconds, "s"))
    return " ".join(grammar.counted(Number(n), units[unit], "") for n, unit in parts if n)


def _minute(grammar: Grammar, match: re.Match[str]) -> str | None:
    minute = int(match["gm_minute"])
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    late = match["gm_sign"] or next_word(match.string[match.end() :]) in _LATE
    if late or before.endswith(("over ", "in ", "na ", "nog ", "gedurende ", "ca. ", "circa ")):
        return grammar.counted(
            Number(minute, sign=match["gm_sign"]), grammar.language.units["min"], ""
        )
    if before.endswith((" de ", "(", "', ")) or _RESULT.search(before):
        return f"{grammar.ordinal(minute)} minuut"
    return None


def _ratio(grammar: Grammar, match: re.Match[str]) -> str | None:
    part, whole = match["ra_part"], grammar.format.parse(match["ra_whole"])
    # Two digits may be minutes ("1:25"); "1:0" is a result.
    digits = len(str(whole.whole))
    sure = part == "1" and whole.whole > 0 and digits != 2  # noqa: PLR2004 - see above
    words = re.findall(r"\w+", re.split(r"[.!?]\s", match.string[: match.start()])[-1].lower())
    if not sure and _MIXED.isdisjoint(words):
        return None
    return f"{grammar.cardinal(int(part))} op {grammar.number(whole)}"


def _price(grammar: Grammar, match: re.Match[str]) -> str | None:
    after = next_word(match.string[match.end() :])
    language = grammar.language
    counted = after in language.units or after in language.currencies
    if counted or after in language.magnitudes or after in _MEASURED:
        return None
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    clause = re.split(r"[.!?;]\s", before)[-1]
    if not _PRICED.search(clause):
        return None
    return grammar.money(grammar.format.parse(match[0]), language.currencies["€"], "")


def _compared(match: re.Match[str]) -> str:
    less = match["cm_sign"] == "<"
    if match["cm_age"] and _AGED.search(around(match, _NEAR)):
        return f"{'jonger' if less else 'ouder'} dan "
    if match["cm_age"] or match["cm_span"]:
        return f"{'korter' if less else 'langer'} dan "
    return f"{'minder' if less else 'meer'} dan "


def _unit_word(grammar: Grammar, match: re.Match[str]) -> str:
    noun = grammar.language.units[match["uw_unit"]]
    spoken = noun.one if match["uw_many"] is None else noun.many
    return spoken + full_stop(grammar, match)


def _count_per(grammar: Grammar, match: re.Match[str]) -> str | None:
    if not _COUNTED_PER.search(match.string[: match.start()]):
        return None
    return f" {grammar.per(grammar.language.units[match['ct_unit']])}"
