"""English as spoken in the United States (Pocket TTS's English voices), both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import (
    Currency,
    Date,
    Grammar,
    Language,
    Noun,
    Time,
    Words,
    next_word,
    previous_word,
    words_of,
)
from pocket_tts_wyoming.text.normalize.rules import Rule

if TYPE_CHECKING:
    import re

_CENT = Noun("cent", "cents")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday",
    "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_RULERS = words_of(
    "Elizabeth Henry George Louis Charles William Edward James Richard Philip Pope Paul Benedict "
    "Pius Francis Leo Frederick Nicholas Alexander Catherine Peter Ivan Ramses Rameses Napoleon "
    "Friedrich Wilhelm Gregory Clement Innocent Juan Felipe Alfonso Margrethe Harald Gustav "
    "Christian Haakon Baudouin Albert Leopold Umberto Vittorio Otto Heinrich Ludwig"
)
_NOT_YEARS_BEFORE = frozenset({"times", "hours", "minutes", "seconds", "people", "steps"})
_DENOMINATORS = {2: "half", 4: "quarter"}
_LARGEST_DENOMINATOR = 20
_NOON = 12


class EnglishGrammar(Grammar):
    """Twelve-hour times, dates with ordinals, decades, inches."""

    def rules(self) -> list[Rule]:
        """Decades ("the 1990s"), inches ("0.2 in"), "no. 5"."""
        number = self.format.signed
        days = "|".join(_WEEKDAYS)
        return [
            Rule(
                "en_decade",
                r"(?:(?P<dec_century>1[5-9]|20)|(?<=\b[Tt]he )'?|')(?P<dec_tens>[2-9])0s(?!\w)",
                self._decade,
            ),
            Rule(
                "en_inches",
                rf"(?P<inch_number>{number})\s?in(?P<inch_per>/h)?(?=[.,;:!?)]|$)",
                self._inches,
            ),
            Rule(
                "en_weekdays",
                rf"(?P<ew_from>{days})\.?\s?[-\u2013]\s?(?P<ew_to>{days})(?![\w-])",
                lambda match: f"{_WEEKDAYS[match['ew_from']]} to {_WEEKDAYS[match['ew_to']]}",
                at_word=True,
            ),
            Rule(
                "en_weekday",
                r"(?P<ew_day>Sat|Sun)\.?(?=\s\d)",
                lambda match: _WEEKDAYS[match["ew_day"]],
                at_word=True,
            ),
            Rule("en_saint", r"St\.", self._saint_or_street, at_word=True),
            Rule("en_number", r"[Nn]o\.(?=\s?\d)", lambda _: "number", at_word=True),
        ]

    def _saint_or_street(self, match: re.Match[str]) -> str:
        after = match.string[match.end() :]
        if next_word(after)[:1].isupper():
            return "Saint"
        return "Street" if after.strip() else "Street."

    def _decade(self, match: re.Match[str]) -> str:
        decade = f"{self.cardinal(int(match['dec_tens']) * 10).removesuffix('y')}ies"
        century = match["dec_century"]
        return f"{self.cardinal(int(century))} {decade}" if century else decade

    def _inches(self, match: re.Match[str]) -> str:
        number = self.format.parse(match["inch_number"])
        spoken = self.counted(number, Noun("inch", "inches"), "")
        return f"{spoken} per hour" if match["inch_per"] else spoken

    def time(self, time: Time, before: str, after: str) -> str:
        """`7:05` is "seven oh five", `19:00` is "nineteen hundred", `7 PM` is "seven P M"."""
        del before, after
        hour = self.cardinal(time.hour)
        if time.minute:
            minute = self.cardinal(time.minute)
            spoken = f"{hour} {minute}" if time.minute > 9 else f"{hour} oh {minute}"  # noqa: PLR2004 - one digit
        elif time.meridiem:
            spoken = hour
        elif time.hour in {0, 24}:
            spoken = "midnight"
        elif time.hour > _NOON:
            spoken = f"{hour} hundred"
        else:
            spoken = f"{hour} o'clock"
        if time.second:
            seconds = self.cardinal(time.second)
            spoken += f" and {seconds} second{'' if time.second == 1 else 's'}"
        return f"{spoken} {' '.join(time.meridiem.upper())}" if time.meridiem else spoken

    def date(self, date: Date, before: str) -> str:
        """`November 22, 2026` is "November twenty-second, twenty twenty-six"."""
        month = self.language.months[date.month - 1]
        year = "" if date.year is None else self.year(date.year)
        if date.day is None:
            return f"{month} {year}"
        day = self.ordinal(date.day)
        after_article = previous_word(before).lower() == "the"
        spoken = f"{day} of {month}" if after_article else f"{month} {day}"
        return f"{spoken}, {year}" if year else spoken

    def is_year(self, number: int, before: str, after: str) -> bool:
        """After a cue, or a year of our time that counts nothing ("CES 2026")."""
        if next_word(after).lower() in _NOT_YEARS_BEFORE:
            return False
        if super().is_year(number, before, after):
            return True
        word = previous_word(before)
        return 1900 < number < 2100 and word[:1].isupper() and not next_word(after).endswith("s")  # noqa: PLR2004 - our time

    def fraction(self, numerator: int, denominator: int) -> str | None:
        """Halves to twentieths, as long as they are less than one."""
        known = super().fraction(numerator, denominator)
        if known is not None or not 0 < numerator < denominator <= _LARGEST_DENOMINATOR:
            return known
        name = _DENOMINATORS.get(denominator) or self.ordinal(denominator)
        top = self.cardinal(numerator)
        return f"{top} {name}" if numerator == 1 else f"{top} {name}s"

    def mixed(self, whole: int, fraction: str) -> str:
        """`1½` is "one and a half", `2 1/8` "two and an eighth"."""
        article = "an" if fraction.startswith("one eigh") else "a"
        name = fraction.removeprefix("one ")
        return super().mixed(whole, fraction if name == fraction else f"{article} {name}")

    def regnal(self, name: str, number: int) -> str | None:
        """Elizabeth II is "the second"."""
        return f"the {self.ordinal(number)}" if name in _RULERS else None


_UNITS = {
    "°C": Noun("degree Celsius", "degrees Celsius"),
    "° C": Noun("degree Celsius", "degrees Celsius"),
    "ºC": Noun("degree Celsius", "degrees Celsius"),
    "C": Noun("degree Celsius", "degrees Celsius"),
    "°F": Noun("degree Fahrenheit", "degrees Fahrenheit"),
    "° F": Noun("degree Fahrenheit", "degrees Fahrenheit"),
    "ºF": Noun("degree Fahrenheit", "degrees Fahrenheit"),
    "F": Noun("degree Fahrenheit", "degrees Fahrenheit"),
    "°": Noun("degree", "degrees"),
    "º": Noun("degree", "degrees"),
    "%": Noun("percent", "percent"),
    "‰": Noun("per mille", "per mille"),
    "mW": Noun("milliwatt", "milliwatts"),
    "W": Noun("watt", "watts"),
    "kW": Noun("kilowatt", "kilowatts"),
    "MW": Noun("megawatt", "megawatts"),
    "kWp": Noun("kilowatt peak", "kilowatts peak"),
    "Wh": Noun("watt hour", "watt hours"),
    "kWh": Noun("kilowatt hour", "kilowatt hours"),
    "MWh": Noun("megawatt hour", "megawatt hours"),
    "VA": Noun("volt ampere", "volt amperes"),
    "mV": Noun("millivolt", "millivolts"),
    "V": Noun("volt", "volts"),
    "kV": Noun("kilovolt", "kilovolts"),
    "mA": Noun("milliamp", "milliamps"),
    "A": Noun("amp", "amps"),
    "Ah": Noun("amp hour", "amp hours"),
    "mAh": Noun("milliamp hour", "milliamp hours"),
    "Ω": Noun("ohm", "ohms"),
    "Hz": Noun("hertz", "hertz"),
    "kHz": Noun("kilohertz", "kilohertz"),
    "MHz": Noun("megahertz", "megahertz"),
    "GHz": Noun("gigahertz", "gigahertz"),
    "lx": Noun("lux", "lux"),
    "lm": Noun("lumen", "lumens"),
    "Pa": Noun("pascal", "pascals"),
    "hPa": Noun("hectopascal", "hectopascals"),
    "kPa": Noun("kilopascal", "kilopascals"),
    "mbar": Noun("millibar", "millibars"),
    "bar": Noun("bar", "bars"),
    "psi": Noun("P S I", "P S I"),
    "inHg": Noun("inch of mercury", "inches of mercury"),
    "µg": Noun("microgram", "micrograms"),
    "mg": Noun("milligram", "milligrams"),
    "g": Noun("gram", "grams"),
    "kg": Noun("kilogram", "kilograms"),
    "t": Noun("ton", "tons"),
    "lb": Noun("pound", "pounds"),
    "lbs": Noun("pound", "pounds"),
    "oz": Noun("ounce", "ounces"),
    "ppm": Noun("part per million", "parts per million"),
    "ppb": Noun("part per billion", "parts per billion"),
    "dB": Noun("decibel", "decibels"),
    "dBA": Noun("decibel A", "decibels A"),
    "dBm": Noun("decibel milliwatt", "decibel milliwatts"),
    "km/h": Noun("kilometer per hour", "kilometers per hour"),
    "mph": Noun("mile per hour", "miles per hour"),
    "m/s": Noun("meter per second", "meters per second"),
    "kn": Noun("knot", "knots"),
    "µm": Noun("micrometer", "micrometers"),
    "mm": Noun("millimeter", "millimeters"),
    "cm": Noun("centimeter", "centimeters"),
    "m": Noun("meter", "meters"),
    "km": Noun("kilometer", "kilometers"),
    "mi": Noun("mile", "miles"),
    "ft": Noun("foot", "feet"),
    "yd": Noun("yard", "yards"),
    "mm²": Noun("square millimeter", "square millimeters"),
    "cm²": Noun("square centimeter", "square centimeters"),
    "m²": Noun("square meter", "square meters"),
    "km²": Noun("square kilometer", "square kilometers"),
    "ft²": Noun("square foot", "square feet"),
    "ft³": Noun("cubic foot", "cubic feet"),
    "cm³": Noun("cubic centimeter", "cubic centimeters"),
    "m³": Noun("cubic meter", "cubic meters"),
    "ml": Noun("milliliter", "milliliters"),
    "mL": Noun("milliliter", "milliliters"),
    "cl": Noun("centiliter", "centiliters"),
    "l": Noun("liter", "liters"),
    "L": Noun("liter", "liters"),
    "gal": Noun("gallon", "gallons"),
    "bit": Noun("bit", "bits"),
    "B": Noun("byte", "bytes"),
    "kB": Noun("kilobyte", "kilobytes"),
    "KB": Noun("kilobyte", "kilobytes"),
    "MB": Noun("megabyte", "megabytes"),
    "GB": Noun("gigabyte", "gigabytes"),
    "TB": Noun("terabyte", "terabytes"),
    "KiB": Noun("kibibyte", "kibibytes"),
    "MiB": Noun("mebibyte", "mebibytes"),
    "GiB": Noun("gibibyte", "gibibytes"),
    "TiB": Noun("tebibyte", "tebibytes"),
    "kbit": Noun("kilobit", "kilobits"),
    "Mbit": Noun("megabit", "megabits"),
    "Gbit": Noun("gigabit", "gigabits"),
    "kbps": Noun("kilobit per second", "kilobits per second"),
    "Mbps": Noun("megabit per second", "megabits per second"),
    "Gbps": Noun("gigabit per second", "gigabits per second"),
    "ms": Noun("millisecond", "milliseconds"),
    "s": Noun("second", "seconds"),
    "sec": Noun("second", "seconds"),
    "min": Noun("minute", "minutes"),
    "mins": Noun("minute", "minutes"),
    "h": Noun("hour", "hours"),
    "hr": Noun("hour", "hours"),
    "hrs": Noun("hour", "hours"),
    "d": Noun("day", "days"),
    "rpm": Noun("R P M", "R P M"),
    "kcal": Noun("kilocalorie", "kilocalories"),
    "kJ": Noun("kilojoule", "kilojoules"),
    "BTU": Noun("B T U", "B T U"),
    "µS": Noun("microsiemens", "microsiemens"),
}

LANGUAGE = Language(
    code="en",
    decimal_mark=".",
    group_marks=",",
    grammar=EnglishGrammar,
    words=Words(
        point="point",
        minus="minus",
        plus="plus",
        plus_minus="plus or minus",
        about="about",
        to="to",
        score="to",
        equals="equals",
        times="times",
        divided_by="divided by",
        less_than="less than",
        more_than="more than",
        at_most="at most",
        at_least="at least",
        and_="and",
        at="at",
        dot="dot",
        slash="slash",
        path_slash="slash",
        hyphen="dash",
        underscore="underscore",
        colon="colon",
        number="number",
        arrow="to",
        version="version",
        version_point="point",
        per="per",
        section="section",
    ),
    months=_MONTHS,
    month_abbreviations={
        "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9,
        "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12,
    },
    units=_UNITS,
    currencies={
        "$": Currency(Noun("dollar", "dollars"), _CENT),
        "US$": Currency(Noun("dollar", "dollars"), _CENT),
        "USD": Currency(Noun("dollar", "dollars"), _CENT),
        "€": Currency(Noun("euro", "euros"), _CENT),
        "EUR": Currency(Noun("euro", "euros"), _CENT),
        "£": Currency(Noun("pound", "pounds"), Noun("penny", "pence")),
        "GBP": Currency(Noun("pound", "pounds"), Noun("penny", "pence")),
        "¥": Currency(Noun("yen", "yen")),
        "CHF": Currency(Noun("Swiss franc", "Swiss francs"), Noun("centime", "centimes")),
        "¢": Currency(_CENT),
        "ct": Currency(_CENT),
    },
    magnitudes={
        "thousand": Noun("thousand", "thousand"),
        "million": Noun("million", "million"),
        "billion": Noun("billion", "billion"),
        "trillion": Noun("trillion", "trillion"),
    },
    ordinal_suffixes=dict.fromkeys(("st", "nd", "rd", "th"), "spellout-ordinal"),
    money_joiner=" and ",
    fractions={
        "24/7": "twenty-four seven", "50/50": "fifty fifty", "½": "one half", "¼": "one quarter",
        "¾": "three quarters",
        "⅓": "one third",
        "⅔": "two thirds", "⅛": "one eighth", "⅜": "three eighths", "⅝": "five eighths",
        "⅞": "seven eighths", "⅕": "one fifth", "⅙": "one sixth",
    },
    whole_and_fraction="{whole} and {fraction}",
    abbreviations={
        "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus",
        "vs": "versus", "approx.": "approximately", "Dr.": "Doctor", "Mr.": "Mister",
        "Mrs.": "Missus", "Ms.": "Miz", "Prof.": "Professor", "Jr.": "Junior",
        "Sr.": "Senior", "min.": "minutes", "max.": "maximum", "temp.": "temperature",
        "dept.": "department", "Inc.": "Incorporated", "Ltd.": "Limited", "Co.": "Company",
        "w/o": "without", "w/": "with", "a.m.": "A M", "p.m.": "P M", "a.k.a.": "also known as",
        "and/or": "and or", **{f"{day},": f"{name}," for day, name in _WEEKDAYS.items()},
        "Mon.": "Monday", "Tue.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday",
        "Fri.": "Friday", "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday",
        "Thu": "Thursday", "Fri": "Friday", "Ave.": "Avenue", "Blvd.": "Boulevard",
        "Rd.": "Road", "No.": "Number", "Ver.": "Version",
    },
    acronym_words={
        "NW": "northwest", "NE": "northeast", "SW": "southwest", "SE": "southeast",
        "NNW": "north-northwest", "NNE": "north-northeast", "SSW": "south-southwest",
        "SSE": "south-southeast", "WNW": "west-northwest", "WSW": "west-southwest",
        "ENE": "east-northeast", "ESE": "east-southeast", "OK": "okay", "NASA": "Nasa",
        "LAN": "Lan", "WLAN": "W Lan", "RAM": "ram", "ROM": "rom",
        "PIN": "pin", "SIM": "sim", "WiFi": "Wi-Fi", "WIFI": "Wi-Fi", "ESPHome": "E S P Home",
        "HomeKit": "Home Kit", "C#": "C sharp", "JPEG": "jay peg",
        "GIF": "gif", "ZHA": "Z H A", "NAS": "nas",
        "YAML": "yammel", "MQTT": "M Q T T", "COVID": "Covid", "IKEA": "Ikea", "HACS": "hacks",
        "LEGO": "Lego", "LIDAR": "lidar", "RADAR": "radar", "SQL": "S Q L", "ASAP": "A S A P",
    },
    spelled_acronyms=words_of(
        "LED USA USB UK EU IP AC DC AI API UV TV PC ID IT URL UTC EV EVS IOT IO "
        "AQI UPS UPC VOC TVOC ISBN AM PM FAQ DIY EOD ETA HA OTA SOS IR RGB RGBW GPU CPU SSD "
        "HDD HDMI VPN DNS DHCP HTTP HTTPS HTML CSS XML TTS STT LLM NFC RFID GPS SMS "
        "BBC CNN NBA NFL HVAC ECU QLED EQ ISO IEC"
    ),
    emphasis_words=words_of(
        "a an and any all are as at be but by can do for from get go had has have he her "
        "him his if in into is it its let may me my new no nor not now of off on one only "
        "open or our out see she so the then they this to too two up us use very was we "
        "who why will yes yet you your stop"
    ),
    year_cues=words_of(
        "in since until till from by of year before after around circa during early late "
        "mid and summer spring autumn fall winter"
    )
    | frozenset(month.lower() for month in _MONTHS),
    roman_cues=words_of(
        "chapter part volume book war act scene phase type class level appendix section "
        "title article stage grade mark bowl rocky"
    ),
    duration_cues=words_of("timer duration remaining left elapsed lasts for takes took countdown"),
    digit_cues=frozenset({"pin", "code", "passcode", "password", "extension", "dial"}),
    domain_words={
        "io": "I O", "uk": "U K", "us": "U S", "tv": "T V", "ai": "A I", "eu": "E U", "de": "D E",
    },
    emoji={
        "😀": "grinning face", "😊": "smiling face", "😂": "tears of joy", "😉": "wink",
        "👍": "thumbs up", "👎": "thumbs down", "🎉": "party popper", "❤": "heart",
        "🔥": "fire", "💡": "light bulb", "🏠": "house", "☀": "sun", "🌧": "rain",
        "❄": "snowflake", "⚠": "warning", "✅": "check mark", "❌": "cross mark",
        "🚀": "rocket", "😢": "crying face", "🤔": "thinking face",
    },
    month_first=True,
    numeric_date_marks="/.",
)  # fmt: skip
