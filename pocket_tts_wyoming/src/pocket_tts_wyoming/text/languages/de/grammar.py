"""German: gender and case of "ein", case endings of ordinals and dates, 24-hour times."""

from __future__ import annotations

import re

from pocket_tts_wyoming.text.languages.base import (
    Case,
    Gender,
    Time,
    previous_words,
)
from pocket_tts_wyoming.text.languages.de.codes import GermanCodes
from pocket_tts_wyoming.text.languages.de.cues import (
    COUNTED_BEFORE,
    GREETINGS,
    HALF_ENDINGS,
    LARGEST_DENOMINATOR,
    MARKS,
    NOON,
    ON_THE_WAY,
    OVER_AND_UNDER,
    TIME_CUES,
)
from pocket_tts_wyoming.text.languages.de.dates import begins_sentence
from pocket_tts_wyoming.text.languages.de.tables import WEEKDAYS
from pocket_tts_wyoming.text.languages.de.units import UNITS
from pocket_tts_wyoming.text.normalize.classes.abbreviations import full_stop
from pocket_tts_wyoming.text.normalize.classes.units import unit_pattern
from pocket_tts_wyoming.text.normalize.numbers import Number
from pocket_tts_wyoming.text.normalize.rewriter import Rule

_FEWEST_OF_ALL = 36


class GermanGrammar(GermanCodes):
    """Times with "Uhr", ordinals by dot, case by the words before."""

    def own_rules(self) -> list[Rule]:
        """Ordinals ("am 3. Tag") and short dates ("am 22.11.") with their dots."""
        days = "|".join(WEEKDAYS)
        return [
            *self.date_rules(),
            *self.rank_rules(),
            *self.article_rules(),
            *self.shorthand_rules(),
            *self.code_rules(),
            # The key of a symphony: "Nr. 9 d-Moll" counts no days.
            Rule(
                "de_number_and_key",
                r"(?P<nk_number>\d+)(?=,?\s[A-Ha-h](?:is|es|s)?-(?:Dur|Moll)(?!\w))",
                lambda m: self.cardinal(int(m["nk_number"])),
            ),
            Rule(
                "de_key",
                # "d-Moll", "A-Dur": no days, no ampere.
                r"(?P<ke_letter>[A-Ha-h](?:is|es|s)?)-(?P<ke_mode>Dur|Moll)(?!\w)",
                lambda m: f"{m['ke_letter'].upper()} {m['ke_mode']}",
                at_word=True,
            ),
            Rule(
                "de_see",
                # "(s. Anhang)", but "10 s. Danach"
                r"(?<!\d )(?<!\d)s\.(?=\s(?!o\.|u\.)[^\W\d_])",
                lambda m: None if begins_sentence(self, m.string[m.end() :]) else "siehe",
                at_word=True,
            ),
            Rule(
                "de_spent_days",
                r"(?P<sd_number>\d+)\sT(?=\s\d+\s?(?:h|Std))",
                lambda m: self.counted(Number(int(m["sd_number"])), UNITS["d"], ""),
            ),
            # "1.025 kJ/245 kcal", "5 °C/41 °F"
            Rule(
                "de_other_measure",
                r"\s?/\s?(?=\d)(?:(?<=kJ/)|(?<=kJ / )|(?<=kcal/)|(?<=kcal / )|(?<=°C/)|(?<=°C / ))",
                lambda _: ", ",
            ),
            Rule("de_joined_words", r"(?<=[a-zäöüß])-\s?/\s?-?(?=[^\W\d_])", lambda _: " und "),
            Rule(
                "de_at_latest",
                rf"spät\.(?=\s(?:am|um|bis|zum|\d|(?:{days})\b))",
                lambda _: "spätestens",
                at_word=True,
            ),
            Rule(
                "de_size",
                r"Gr\.(?=\s(?:XS|S|M|L|XL|XXL|\d)(?!\w))",
                lambda _: "Größe",
                at_word=True,
            ),
            # The tenth of a cent at a filling station.
            Rule(
                "de_fuel_price",
                r"(?P<fp_price>\d,\d\d)⁹(?=\s?(?:€|Euro))",
                lambda m: self.number(self.format.parse(f"{m['fp_price']}9")),
            ),
            Rule(
                "de_ground",
                # "1 TL gem. Kümmel"; elsewhere it is "gemäß".
                r"gem\.(?:(?<=[ET]L gem\.)|(?<=\d g gem\.)|(?<=Prise gem\.)|(?<=Msp\. gem\.))"
                r"(?=\s[A-ZÄÖÜ])",
                lambda m: self.inflected("gemahlen", "", m.string[m.end() :]),
                at_word=True,
            ),
            Rule(
                "de_with",
                r"m\.(?<!\d m\.)(?<!\dm\.)(?=\s[A-ZÄÖÜ][a-zäöü]+)",
                lambda m: None if begins_sentence(self, m.string[m.end() :]) else "mit",
                at_word=True,
            ),
            Rule(
                "de_to",
                # "z. Arzt", "z. Schule", but "z. B.", "z. Zt."
                r"z\.(?=\s(?P<to_noun>[A-ZÄÖÜ][\wäöüß]{2,}))",
                lambda m: "zur" if self.gender_of(m["to_noun"]) is Gender.FEMININE else "zum",
                at_word=True,
            ),
            Rule(
                "de_minutes_sign",
                # "alle 10'", but "'Raum 12'"
                r"(?P<mn_number>\d{1,3})['\u2032](?=[\s,.;)]|$)",
                self._minutes_sign,
            ),
            Rule(
                "de_average",
                # "Ø 5:35 min/km", "Ø 21 °C"; before a length it is a diameter.
                r"[Øø⌀]\s?(?=\d[\d.,:]*(?!\s?[cm]?m(?!\w)|\s?[\"\u2033]|[\d.,:]))",
                lambda _: "Durchschnitt ",
            ),
            # "26 cm Ø"
            Rule(
                "de_across",
                r"(?:(?<=m\s)|(?<=m))[Øø⌀](?!\w|\s?\d)",
                lambda _: "Durchmesser",
            ),
            # "Ø-Puls", "Ø Verbrauch", but "Ødegaard"
            Rule(
                "de_average_of",
                r"[Øø⌀](?P<ao_gap>-|\s)(?=[A-ZÄÖÜ][a-zäöüß])",
                lambda m: "Durchschnitts-" if m["ao_gap"] == "-" else "Durchschnitt ",
            ),
            Rule(
                "de_mark",
                r"(?=\d)(?:(?<=[Nn]ote )|(?<=[Nn]ote: ))"
                r"(?P<mk_mark>[1-6])(?P<mk_sign>[-\u2212+])(?=[\s.,;!?)]|$)",
                lambda m: (
                    self.cardinal(int(m["mk_mark"]))
                    + (" plus" if m["mk_sign"] == "+" else " minus")
                ),
            ),
            Rule(
                "de_per",
                # "30 g Pellets/Tag", but "Tag/Nacht"
                r"/(?=(?:Tag|Woche|Monat|Jahr|Stunde|Std|Person|Pers|Kopf|Portion|Kind|Nacht|Mahlzeit"
                r"|Fahrt|Nutzer|Gerät|Spiel|Zimmer|Auto|Fahrzeug|Haushalt|Stück|Paket|Ticket|Quartal"
                r"|Semester|Schüler|Teilnehmer|Besuch|Kurs|Einheit|Packung|Flasche)(?!\w))",
                lambda m: " pro " if COUNTED_BEFORE.search(m.string[: m.start()]) else None,
            ),
            Rule("de_arrow", r"[-=]+>|[→⇒➔➜➡⟶]", self._arrow),
            Rule(
                "de_number_plate",
                r"(?P<np_place>[A-ZÄÖÜ]{1,3})-(?P<np_letters>[A-Z]{1,2})\s?(?P<np_number>\d{1,4})"
                r"(?P<np_kind>[EH]?)(?![\w-])",
                lambda m: " ".join(
                    (
                        *m["np_place"],
                        *m["np_letters"],
                        self.cardinal(int(m["np_number"])),
                        *m["np_kind"],
                    )
                ),
                at_word=True,
            ),
            Rule("de_from", r"v\.(?=\s(?:\d|[a-zäöü]{2}))", self._from, at_word=True),
            Rule(
                "de_extra_time",
                r"(?<=\d )n\.\s?V\.",
                lambda m: "nach Verlängerung" + full_stop(self, m),
                at_word=True,
            ),
            Rule(
                "de_over",
                # "bei > 39 °C", "für Beträge > 50 €", but "x > 5"
                r"(?P<ov_sign>[<>])\s?(?=\d)",
                self._over,
            ),
            Rule("de_paragraphs", r"§§\s?", lambda _: "Paragrafen "),
            Rule(
                "de_greeting",
                # "… bis morgen! LG Karin", but "ein Fernseher von LG"
                r"(?P<gr_word>LG|VG|GLG)(?=[,!]?\s*(?:[A-ZÄÖÜ][a-zäöüß]+)?[\s.!\"')]*$)",
                self._greeting,
                at_word=True,
            ),
            Rule("de_week", r"KW(?=\s?\d)", lambda _: "Kalenderwoche", at_word=True),
            Rule(
                "de_half",
                r"(?<![\w.,:/-])(?:½|1/2)"
                rf"(?:\s?(?P<dh_unit>{unit_pattern(self.language)})(?![^\W_]|/)"
                r"|\s(?P<dh_noun>[A-ZÄÖÜ][a-zäöüß]+))",
                self._half,
            ),
            Rule(
                "de_quarters",
                # "In 3/4 Std."
                r"(?<![\w.,:/-])(?P<qu_part>¼|1/4|¾|3/4)\s?(?:h|Std\.?|Stunde)(?![^\W_]|/)",
                self._quarters,
            ),
            Rule(
                "de_parts_dative",
                # "zu 2/3 gefüllt", "mit 2/3 der Stimmen", but "mit 3/4 Tasse Milch"
                r"(?=[\d⅔¾])(?:(?<=\b[zZ]u )|(?<=\b[mM]it )|(?<=\b[vV]on ))"
                r"(?:(?P<pd_top>[1-9])/(?P<pd_bottom>[3-9])|(?P<pd_sign>[⅔¾]))(?=\s[a-zäöü]|[.,;!?)]|$)",
                self._parts_dative,
            ),
            Rule(
                "de_times",
                r"(?<![\w.,])(?P<tm_number>\d{1,3})\s?[xX\u00d7](?P<tm_gap>\s(?=[^\W\d])|(?=[),;!?]|\.?$))",
                lambda m: self.times(int(m["tm_number"])) + m["tm_gap"],
            ),
            Rule("de_er", r"(?P<er_number>\d{1,4})er(?P<er_case>[ns]?)(?!\w)", self._er),
            Rule(
                "de_clock_span",
                r"(?<![\w.,:])(?P<cs_hours>\d{1,2})[:.](?P<cs_minutes>[0-5]\d)\s?(?:h|Std\.?|Stunden)(?!\w)",
                self._clock_span,
            ),
            Rule(
                "de_percent_word",
                r"(?P<dp_number>\d+)-?%-?(?:(?P<dp_adjective>ig[a-z]*)|(?=[a-zä-üA-ZÄ-Ü](?!H\b|\.?F)))",
                self._percent_word,
            ),
        ]

    def mixed(self, whole: int, fraction: str) -> str:
        """`2½` is "zweieinhalb", `1 3/4` "eindreiviertel"."""
        return self.cardinal(whole, Gender.NEUTER) + fraction.lower().replace(" ", "")

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """`3/8` is "drei Achtel", `1/2` "ein halb"."""
        known = super().fraction(numerator, denominator)
        # "voll (3/3)", "Signal 48/255"; sizes and the years of a season lie close together.
        many = denominator >= _FEWEST_OF_ALL and 4 * numerator < 3 * denominator
        if numerator == denominator or (many and numerator):
            return f"{self.cardinal(numerator)} von {self.cardinal(denominator)}"
        if known is not None or not 0 < numerator < denominator <= LARGEST_DENOMINATOR:
            return known
        top = self.cardinal(numerator, Gender.NEUTER)
        if denominator == 2:  # noqa: PLR2004 - a half
            return f"{top} halb"
        rank = self.ordinal(denominator).removesuffix("ste" if denominator > 19 else "te")  # noqa: PLR2004 - "zwanzigste"
        name = {3: "Drittel", 7: "Siebtel", 8: "Achtel"}.get(denominator)
        name = name or rank.capitalize() + ("tel" if denominator < LARGEST_DENOMINATOR else "stel")
        return f"{top} {name}"

    def _over(self, match: re.Match[str]) -> str | None:
        ruled = OVER_AND_UNDER.search(match.string[: match.start()])
        return ruled and ("über " if match["ov_sign"] == ">" else "unter ")

    def _from(self, match: re.Match[str]) -> str:
        """`v. 3.11.` is "vom dritten November"."""
        date = re.match(r"\s\d{1,2}\.\s?(?:\d|[A-ZÄÖÜ])", match.string[match.end() :])
        return "vom" if date else "von"

    def _greeting(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()].rstrip()
        joined = before.endswith((" &", " und", " u."))  # "Danke & VG"
        greets = not before or before[-1] in MARKS or joined
        return GREETINGS[match["gr_word"]] if greets else None

    def _minutes_sign(self, match: re.Match[str]) -> str | None:
        before = match.string[: match.start()]
        if re.search(r"(?<!\w)['\u2018]\w", before):
            return None
        return self.counted(Number(int(match["mn_number"])), UNITS["min"], before)

    def _arrow(self, match: re.Match[str]) -> str:
        """`Bus 7 → Zentrum` is "nach", `80 → 100 %` "auf"; menus and what follows are no way."""
        before, after = match.string[: match.start()], match.string[match.end() :].lstrip()
        if after[:1].isdigit():
            return " auf "
        return " nach " if after[:1].isupper() and ON_THE_WAY.search(before) else ","

    def _half(self, match: re.Match[str]) -> str:
        unit = match["dh_unit"]
        case = self.case_after(match.string[: match.start()])
        if case is Case.NOMINATIVE and self.is_object(match.string[match.end() :]):
            case = Case.ACCUSATIVE
        noun = UNITS[unit].one if unit else match["dh_noun"]
        gender = UNITS[unit].gender if unit else self.gender_of(noun)
        return f"{HALF_ENDINGS[gender, case]} {noun}{full_stop(self, match)}"

    def _quarters(self, match: re.Match[str]) -> str:
        """`In 3/4 Std.` is "in einer Dreiviertelstunde"."""
        case = self.case_after(match.string[: match.start()])
        word = "Viertelstunde" if match["qu_part"] in {"¼", "1/4"} else "Dreiviertelstunde"
        one = self.cardinal(1, Gender.FEMININE, case)
        return f"{one} {word}{full_stop(self, match)}"

    def _parts_dative(self, match: re.Match[str]) -> str | None:
        parts = {"⅔": (2, 3), "¾": (3, 4)}
        top, bottom = parts.get(match["pd_sign"]) or (int(match["pd_top"]), int(match["pd_bottom"]))
        if match.string[match.end() :].startswith(" bewertet"):
            return f"{self.cardinal(top)} von {self.cardinal(bottom)}"
        spoken = self.fraction(top, bottom)
        if spoken and top == 1:
            return f"einem {spoken.removeprefix('ein ')}"
        return spoken and f"{spoken}n"

    def _percent_word(self, match: re.Match[str]) -> str:
        number, adjective = self.cardinal(int(match["dp_number"])), match["dp_adjective"]
        return f"{number}prozent{adjective}" if adjective else f"{number}-Prozent-"

    def _er(self, match: re.Match[str]) -> str:
        """`90er` is "neunziger", `2er` "zweier", `1er` "einser", `2000er` "zweitausender"."""
        number = int(match["er_number"])
        word = "eins" if number == 1 else self.year(number)
        return f"{word}er{match['er_case']}"

    def _clock_span(self, match: re.Match[str]) -> str | None:
        """`1:45 h` is a length of time, behind "um" a time of day."""
        before = match.string[: match.start()]
        hours, minutes = int(match["cs_hours"]), int(match["cs_minutes"])
        if hours > NOON or previous_words(before)[1].lower() in TIME_CUES:
            return self.time(Time(hours, minutes), "", "")
        if match[0][len(match["cs_hours"])] == ".":
            return None  # "1.30 h" may have a decimal point
        parts = [(hours, "h"), (minutes, "min")]
        spoken = [
            self.counted(Number(count), UNITS[unit], before) for count, unit in parts if count
        ]
        return " ".join(spoken or [self.counted(Number(0), UNITS["h"], before)]) + full_stop(
            self, match
        )
