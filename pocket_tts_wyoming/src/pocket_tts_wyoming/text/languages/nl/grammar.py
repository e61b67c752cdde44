"""Dutch: "één" as a number, halves, 24-hour times, results without a word between."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import (
    Case,
    Gender,
    Time,
    next_word,
    previous_word,
    previous_words,
    words_of,
)
from pocket_tts_wyoming.text.languages.nl.adjectives import inflected
from pocket_tts_wyoming.text.languages.nl.counts import (
    count_rules,
    is_length,
    minutes_and_seconds,
)
from pocket_tts_wyoming.text.languages.nl.dates import DutchDates
from pocket_tts_wyoming.text.languages.nl.tables import (
    RULERS,
    SPANS,
)
from pocket_tts_wyoming.text.languages.nl.units import UNITS
from pocket_tts_wyoming.text.languages.words import around
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.ranks import roman_value
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

# "1100" to "1999" are counted in hundreds.
_HUNDREDS = range(1100, 2000)
_SCALES = ((10**12, "biljoen"), (10**9, "miljard"), (10**6, "miljoen"))
_LARGEST_SCALE = 10**15
_LARGEST_DENOMINATOR = 20
_COUNTED = {noun.many for noun in UNITS.values()} | words_of(
    "stappen keer mensen personen lampen nummers euro dollar kilo kilometer graden stuks woorden"
)
_PHONE_DIGITS = range(8, 12)
_PAIRED_DIGITS = 4
_NEAR = 200
_WINDS = {"N": "noord", "O": "oost", "Z": "zuid", "W": "west"}
_SCHOOL = re.compile(
    r"\b(?:school|\w*les|\w*lessen|klas|klassen|juf|meester|mentor|leerlingen?|ouderavond|rooster)\b",
    re.IGNORECASE,
)
_WARMTH = re.compile(
    r"(?i:\b(?:\w*temp\w*|\w*warm\w*|\w*koud|koeler|\w*oven|thermostaat|buiten|binnen|graden|weer"
    r"|max|min|kas|vriezer|koelkast|zwembad|boiler)\b)"
)
_TEAMS = re.compile(r"[A-Z][\w.']*\s[-\u2013]\s(?:[A-Z][\w.']*\s){1,3}$")
_SCORE_CUES = words_of(
    "staat stand eindstand tussenstand ruststand uitslag score won wint winnen wonnen gewonnen "
    "verloor verliest verloren gelijk rust verlenging"
)


class DutchGrammar(DutchDates):
    """Times with "uur", cardinals in dates, ranks of rulers."""

    def own_rules(self) -> list[Rule]:
        """Halves, short dates, weekdays, dotted times, results, phones."""
        units, number = unit_pattern(self.language), self.format.signed
        spans = "|".join(sorted(SPANS, key=len, reverse=True))
        return [
            Rule(
                "nl_half",
                r"(?<![\w.,:/-])(?:(?P<nh_whole>\d{1,3})(?:\s1/2|\s?½)|1/2|½)(?![\w/]|[.,]\d)"
                rf"(?:\s?(?P<nh_unit>{units})(?![^\W_]|/))?",
                self._half,
            ),
            Rule(
                "nl_half_span",
                rf"(?<![\w.,:/-])(?P<ns_whole>[12])[.,]5\s?(?P<ns_span>{spans})(?!\w|/)",
                self._half_span,
            ),
            *self.date_rules(),
            *count_rules(self),
            Rule(
                "nl_roman_rank",
                r"(?P<rr_numeral>[IVX]{1,6})e(?=\s(?:eeuw|dynastie|arrondissement)\b)",
                lambda match: self.ordinal(roman_value(match["rr_numeral"])),
                at_word=True,
            ),
            Rule(
                "nl_decade",
                r"(?<![\w.,])(?P<nde_tens>\d0)'?er(?=(?:\sjaren)?(?!\w))",
                lambda m: f"{self.cardinal(int(m['nde_tens']))}er",
            ),
            Rule(
                "nl_plusser",
                r"(?<![\w.,])(?P<np_age>\d{2})-?\+-?(?:'?er(?P<np_many>s?)|plusser)(?!\w)",
                lambda m: f"{self.cardinal(int(m['np_age']))}plusser{m['np_many'] or ''}",
            ),
            Rule(
                "nl_result",
                r"(?<![\w.,:/-])(?P<nr_left>\d{1,3})\s?[-\u2013]\s?(?P<nr_right>\d{1,3})"
                rf"(?![\w-]|[.,:]\d|\s?(?:{units})(?!\w))",
                self._result,
            ),
            Rule(
                "nl_division",
                r"(?<![\w.,:])(?P<nd_top>\d+)\s?:\s?(?=\d+(?:,\d+)?\s?=)",
                lambda m: f"{self.cardinal(int(m['nd_top']))} gedeeld door ",
            ),
            Rule(
                "nl_phone",
                r"(?<![\w.,:/-])(?!\d\d-\d\d-\d{4})"
                r"(?:0\d{1,3}(?:[ /-]|\s[-/\u2013]\s)\d{2,8}(?:[ -]\d{2,8}){0,4}"
                # Belgian "070/245.245"
                r"|0\d{1,2}/\d{2,3}(?:\.\d{2,3}){1,3}"
                r"|14\s0\d{2,3})(?![\w-]|[.,:]\d)",
                self._phone,
            ),
            Rule(
                "nl_emission",
                # Of cars, "euro 4"; an amount has its cents or its dash.
                r"euro\s(?P<em_norm>[1-6])(?![\w.,]\d|\w|,-)",
                lambda m: f"euro {self.cardinal(int(m['em_norm']))}",
                at_word=True,
            ),
            Rule(
                "nl_born",
                # As in Belgium, of singers and painters: "Brel (°1929)".
                r"°\s?(?P<by_year>1[5-9]\d\d|20\d\d)(?!\w|[.,]\d)",
                lambda m: f"geboren in {self.year(int(m['by_year']))}",
            ),
            Rule(
                "nl_group",
                # Of a school: two years in one.
                r"(?<=\b[Gg]roep )(?P<ng_first>[1-8])/(?P<ng_second>[1-8])(?![\w/])",
                lambda m: self.digits(m[0]),
            ),
            Rule(
                "nl_room",
                # "lokaal B2.05"
                r"(?P<rm_letter>[A-H])(?P<rm_floor>\d{1,2})\.(?P<rm_room>\d{2,3})(?!\w|[.,]\d)",
                self._room,
            ),
            Rule(
                "nl_servings",
                # Of a recipe, "risotto (4p)"
                r"(?<=\()(?P<sv_number>[1-9]\d?)\s?p\.?(?=\))",
                lambda m: self.counted(self.format.parse(m["sv_number"]), UNITS["pers"], ""),
            ),
            Rule(
                "nl_enterprise",
                # Of Belgian firms, "BE 0456.789.123"
                r"(?<=\bBE )[01]?\d{3}([. ])\d{3}\1\d{3}(?!\w|[.,]\d)",
                lambda m: ", ".join(self.digits(part) for part in re.split(r"[. ]", m[0])),
            ),
            Rule("nl_way", r"(?<=[a-zë])\s?>\s?(?=[A-Z][a-z])", lambda _: " naar "),
            Rule(
                "nl_section",
                # "§ 3.2"
                r"(?:(?<=§)|(?<=§\s))\d{1,3}(?:\.\d{1,3}){1,3}(?!\w|[.,]\d)",
                lambda m: " punt ".join(self.code(part) for part in m[0].split(".")),
            ),
            # "beweging @ voordeur"
            Rule("nl_at", r"(?<=\s)@(?=\s\w)", lambda _: "bij"),
            Rule(
                "nl_floor",
                # "Kerkstraat 14-II": houses of Amsterdam
                r"(?<=\d)-(?:(?P<nf_floor>I{1,3}|IV)|hs)(?![\w-])",
                self._floor,
            ),
            Rule(
                "nl_postcode",
                r"(?<![\w.,-])(?P<pc_digits>[1-9]\d{3})\s?(?P<pc_letters>[A-Z]{2})(?=[,\s]\s?[A-Z]['a-z]|[.,;]|$)",
                self._postcode,
            ),
            Rule(
                "nl_class",
                # "de gymles van 3A"
                r"(?<![\w.,:])(?P<cl_year>[1-6])(?P<cl_letter>[A-HKMV])(?![\w-])",
                self._class,
            ),
            Rule(
                "nl_plate",
                # "G-123-BC", "12-AB-34", Belgian "1-ABC-234"
                r"(?<![\w-])(?=[A-Z\d-]{8,9}(?![\w-]))(?=[\d-]*[A-Z])(?=[A-Z-]*\d)"
                r"(?:[A-Z]{1,3}|\d{1,3})(?:-(?:[A-Z]{1,3}|\d{1,3})){2}(?![\w-])",
                lambda m: ", ".join(
                    self.digits(part) if part.isdigit() else " ".join(part)
                    for part in m[0].split("-")
                ),
            ),
            Rule(
                "nl_celsius",
                # "24C in de kas", but the house "Dorpsstraat 24C"
                r"(?<![\w.,:])(?P<ce_degrees>[-\u2212]?\d{1,3})\s?C(?![\w-])",
                self._celsius,
            ),
            Rule(
                "nl_degrees",
                # "oven op 200 gr.", but "op 60 gr koffie"
                r"(?:(?:(?<=\bop )|(?<=\bbij )|(?<=\b[Oo]ven ))(?=\d\d)"
                r"|(?:(?<=\btot )|(?<=\bnaar )|(?<=\brond )|(?<=nacht )|(?<=orgen )|(?<=daag ))"
                r"(?=\d\d?(?!\d)))(?P<dg_degrees>\d{1,3})\s?gr\b\.?"
                r"(?:(?P<dg_celsius>\s?C)(?!\w)|(?=\s*(?:[.,;:!?)(]|$)|\s(?:en|voor|gedurende)\b))",
                lambda m: (
                    f"{self.cardinal(int(m['dg_degrees']))} graden"
                    f"{' Celsius' if m['dg_celsius'] else full_stop(self, m)}"
                ),
            ),
            Rule(
                "nl_wind",
                # Not the letters of "het N O S Journaal".
                r"(?<=\bhet )(?P<nw_wind>[NZ][OW]|[NOZW])(?!\w|\s[A-Z](?!\w))",
                lambda m: "".join(_WINDS[letter] for letter in m["nw_wind"]) + "en",
                at_word=True,
            ),
            Rule(
                "nl_tonnes",
                # No unit in the table: "3 t/m 5" is a stretch.
                rf"(?P<nt_tonnes>{number})\s?t(?![\w/']|\.[a-z])",
                lambda m: f"{self.number(self.format.parse(m['nt_tonnes']))} ton",
            ),
            Rule("nl_number", r"[Nn]rs?\.(?=\d)", lambda _: "nummer", at_word=True),
        ]

    def cardinal(
        self, number: int, gender: Gender | None = None, case: Case = Case.NOMINATIVE
    ) -> str:
        """Words for an integer: "één", "twaalfhonderdvijftig", "tweeduizend zesentwintig".

        CLDR writes "een", which is also the article; the accent makes it the number. It also joins
        what the spelling rules of the Taalunie part after "duizend".
        """
        if number in _HUNDREDS:
            rest = number % 100
            return f"{self.cardinal(number // 100)}honderd" + (self._joined(rest) if rest else "")
        for scale, name in _SCALES:
            if scale <= number < _LARGEST_SCALE:
                top, rest = divmod(number, scale)
                return f"{self.cardinal(top)} {name}" + (f" {self.cardinal(rest)}" if rest else "")
        if 1000 < number < 10**6:  # noqa: PLR2004 - thousands
            top, rest = divmod(number, 1000)
            thousands = f"{self._joined(top)}duizend" if top > 1 else "duizend"
            return f"{thousands} {self.cardinal(rest)}" if rest else thousands
        return "één" if number == 1 else super().cardinal(number, gender, case)

    def _joined(self, number: int) -> str:
        return super().cardinal(number)

    def code(self, digits: str) -> str:
        """`KL1234` is "twaalf vierendertig", as flights are called; `BA1204` is a number."""
        pairs = len(digits) == _PAIRED_DIGITS and "0" not in {digits[0], digits[2]}
        if not pairs:
            return super().code(digits)
        return f"{self.cardinal(int(digits[:2]))} {self.cardinal(int(digits[2:]))}"

    def year(self, number: int) -> str:
        """`1984` is "negentienvierentachtig", `1905` "negentienhonderdvijf"."""
        # Before 1900 and below ten the hundred is said.
        if 1900 <= number < 2000 and number % 100 > 9:  # noqa: PLR2004 - see above
            return super().year(number)
        return self.cardinal(number)

    def is_year(self, number: int, before: str, after: str) -> bool:
        """After a cue, unless it counts something ("in 1500 stappen")."""
        return next_word(after) not in _COUNTED and super().is_year(number, before, after)

    def time(self, time: Time, before: str, after: str) -> str:
        """`14:05` is "veertien uur vijf"."""
        del after
        # A span where a word like "nog" stands before it.
        span = not time.hour and time.minute and time.second is None
        near = {word.lower() for word in previous_words(before.rstrip(" :"))} if span else ()
        if span and not self.language.duration_cues.isdisjoint(near):
            return self.counted(Number(time.minute), UNITS["min"], "")
        if span and before.endswith("("):  # the length of a message
            return self.counted(Number(time.minute), UNITS["s"], "")
        if is_length(time, before):
            return minutes_and_seconds(self, time.hour, time.minute)
        hour = time.hour % 12 if time.meridiem else time.hour
        if time.meridiem == "pm":
            hour += 12
        spoken = f"{self.cardinal(hour)} uur"
        if time.minute:
            spoken += f" {self.cardinal(time.minute)}"
        if time.second is not None:
            spoken += f" en {self.counted(Number(time.second), UNITS['s'], '')}"
        return spoken

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "drie achtste", `1/3` "een derde"."""
        known = super().fraction(numerator, denominator)
        if numerator == denominator in {5, 10, 100}:
            return f"{self.cardinal(numerator)} van de {self.cardinal(denominator)}"
        if known is not None or not 0 < numerator < denominator <= _LARGEST_DENOMINATOR:
            return known
        top = "een" if numerator == 1 else self.cardinal(numerator)
        return f"{top} {self.ordinal(denominator)}"

    def regnal(self, name: str, number: int) -> str | None:
        """Willem III is "Willem de Derde"."""
        return f"de {self.ordinal(number).capitalize()}" if name in RULERS else None

    def inflected(self, stem: str, before: str, after: str) -> str:
        """`techn. storing` is "technische storing"."""
        nouns = self.language.truncated | self.language.genders.keys()
        return inflected(stem, before, after, nouns)

    def _postcode(self, match: re.Match[str]) -> str:
        """`3511 ED` is read sign by sign."""
        return f"{self.digits(match['pc_digits'])} {' '.join(match['pc_letters'])}"

    def _room(self, match: re.Match[str]) -> str | None:
        near = previous_word(match.string[: match.start()]).lower()
        if near not in self.language.numbered_things:
            return None
        floor, room = (self.code(match[part]) for part in ("rm_floor", "rm_room"))
        return f"{match['rm_letter']} {floor} punt {room}"

    def _class(self, match: re.Match[str]) -> str | None:
        if _SCHOOL.search(around(match, _NEAR)) is None:
            return None
        return f"{self.cardinal(int(match['cl_year']))} {match['cl_letter']}"

    def _celsius(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
        named = before[-1:] == " " and previous_word(before).lower() in (
            self.language.numbered_things
        )
        if named or _WARMTH.search(around(match, _NEAR)) is None:
            return None
        return self.counted(self.format.parse(match["ce_degrees"]), UNITS["°C"], "")

    def _floor(self, match: re.Match[str]) -> str:
        floor = match["nf_floor"]
        return f" {self.cardinal(roman_value(floor))} hoog" if floor else " huis"

    def _half(self, match: re.Match[str]) -> str:
        whole, unit = match["nh_whole"], match["nh_unit"]
        if unit is not None:
            noun = UNITS[unit]
            return f"{self._halved(whole, noun.gender)} {noun.one}"
        following = next_word(match.string[match.end() :])
        words = self.language.sentence_words
        # A mark at school: "een 6½ voor wiskunde".
        alone = not following or following.lower() in words.starters | words.conjunctions
        return self._halved(whole, Gender.NEUTER if alone else self.gender_of(following))

    def _halved(self, whole: str | None, gender: Gender) -> str:
        half = "half" if gender is Gender.NEUTER else "halve"
        if whole is None or not int(whole):
            return f"een {half}"
        count = self._joined(int(whole))
        joiner = "ën" if count.endswith("e") else "en"
        return f"ander{half}" if int(whole) == 1 else f"{count}{joiner}{half}"

    def _half_span(self, match: re.Match[str]) -> str:
        span = SPANS[match["ns_span"]]
        return f"{self._halved(match['ns_whole'], self.gender_of(span))} {span}"

    def _result(self, match: re.Match[str]) -> str | None:
        """Say a result that rises ("de stand is 0-3"); the common rule knows the others."""
        sentence = re.split(r"[.!?]\s", match.string[: match.start()])[-1]
        teams = _TEAMS.search(sentence) is not None
        if not teams and _SCORE_CUES.isdisjoint(re.findall(r"\w+", sentence.lower())):
            return None
        return f"{self.cardinal(int(match['nr_left']))} {self.cardinal(int(match['nr_right']))}"

    def _phone(self, match: re.Match[str]) -> str | None:
        groups = re.findall(r"\d+", match[0])
        # "14 020" is the number of a town hall.
        if sum(map(len, groups)) not in _PHONE_DIGITS and groups[0] != "14":
            return None
        first = self.cardinal(14) if groups[0] == "14" else self.digits(groups[0])
        return ", ".join((first, *(self.digits(group) for group in groups[1:])))
