"""Dutch vocabulary: units, genders of what is halved, abbreviations, acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun, words_of
from pocket_tts_wyoming.text.languages.metric import degrees, metric_units

if TYPE_CHECKING:
    from collections.abc import Mapping

_N = Gender.NEUTER
_PREFIXES = {
    "µ": "micro", "m": "milli", "c": "centi", "h": "hecto", "k": "kilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip


def _same(word: str, gender: Gender = Gender.MASCULINE) -> Noun:
    """Name a unit that has no plural form after a number."""
    return Noun(word, word, gender)


_MINUTE = Noun("minuut", "minuten")
_SECOND = Noun("seconde", "seconden")
_HOUR = _same("uur", _N)
UNITS: Mapping[str, Noun] = {
    **metric_units(
        _PREFIXES,
        {
            "W": _same("watt"), "Wh": _same("wattuur", _N), "V": _same("volt"),
            "A": _same("ampère"), "Ah": _same("ampère-uur", _N), "Hz": _same("hertz"),
            "Pa": _same("pascal"), "g": _same("gram", _N), "m": _same("meter"),
            "l": _same("liter"), "B": _same("byte"), "bit": _same("bit"), "lx": _same("lux"),
            "lm": _same("lumen"), "s": _SECOND, "Ω": _same("ohm"),
        },
    ),
    **degrees("graad", "graden"),
    **{
        f"{prefix}m{power}": _same(f"{word} {_PREFIXES.get(prefix, '')}meter")
        for prefix in ("", "m", "c", "k")
        for power, word in (("²", "vierkante"), ("³", "kubieke"))
    },
    "kWp": _same("kilowattpiek"), "VA": _same("voltampère"), "kVA": _same("kilovoltampère"),
    "%": _same("procent", _N), "‰": _same("promille", _N), "ml": _same("milliliter"),
    "mL": _same("milliliter"), "L": _same("liter"), "KB": _same("kilobyte"),
    "KiB": _same("kibibyte"), "MiB": _same("mebibyte"), "GiB": _same("gibibyte"),
    "TiB": _same("tebibyte"), "Mbps": _same("megabit per seconde"), "bar": _same("bar"),
    "mbar": _same("millibar"), "psi": _same("P S I"), "pond": _same("pond", _N),
    "ppm": _same("P P M"), "ppb": _same("P P B"), "dB": _same("decibel"),
    "dBA": _same("decibel A"), "dBm": _same("decibel milliwatt"),
    "km/h": _same("kilometer per uur"), "km/u": _same("kilometer per uur"),
    "m/s": _same("meter per seconde"), "mph": _same("mijl per uur"),
    "kn": Noun("knoop", "knopen"), "Bft": _same("beaufort"), "bft": _same("beaufort"),
    "inHg": _same("inch kwik"), "rpm": Noun("toer per minuut", "toeren per minuut"),
    "tpm": Noun("toer per minuut", "toeren per minuut"), "min": _MINUTE, "min.": _MINUTE,
    "sec": _SECOND, "sec.": _SECOND, "h": _HOUR, "u": _HOUR, "u.": _HOUR,
    "d": Noun("dag", "dagen"), "kcal": Noun("kilocalorie", "kilocalorieën"),
    "kJ": _same("kilojoule"), "µS": _same("microsiemens"), "el": Noun("eetlepel", "eetlepels"),
    "tl": Noun("theelepel", "theelepels"),
}  # fmt: skip

_CENT, _EURO, _DOLLAR = _same("cent"), _same("euro"), _same("dollar")
_POUND = Currency(_same("pond", _N), _same("pence"))
CURRENCIES: Mapping[str, Currency] = {
    "€": Currency(_EURO, _CENT), "EUR": Currency(_EURO, _CENT), "euro": Currency(_EURO, _CENT),
    "$": Currency(_DOLLAR, _CENT), "US$": Currency(_DOLLAR, _CENT), "USD": Currency(_DOLLAR, _CENT),
    "£": _POUND, "GBP": _POUND, "¥": Currency(_same("yen")),
    "CHF": Currency(Noun("Zwitserse frank", "Zwitserse frank"), Noun("rappen", "rappen")),
    "ct": Currency(_CENT), "cent": Currency(_CENT),
}  # fmt: skip
MAGNITUDES: Mapping[str, Noun] = {
    **dict.fromkeys(("mln.", "mln", "miljoen"), _same("miljoen", _N)),
    **dict.fromkeys(("mld.", "mld", "miljard"), _same("miljard", _N)),
}

# Things of which there is "een half", not "een halve"; the rest is of common gender.
GENDERS: Mapping[str, Gender] = dict.fromkeys(
    words_of(
        "uur jaar kwartier procent pond gram kilogram kopje glas blik blikje brood pak pakje stuk "
        "ei bord bakje potje zakje flesje kilowattuur blok blokje"
    ),
    _N,
)
# Spans of time: "1,5" before them is "anderhalf", before a measurement "één komma vijf".
SPANS: Mapping[str, str] = {
    "uur": "uur", "uren": "uur", "h": "uur", "u": "uur", "minuut": "minuut", "minuten": "minuut",
    "min": "minuut", "seconde": "seconde", "seconden": "seconde", "dag": "dag", "dagen": "dag",
    "week": "week", "weken": "week", "maand": "maand", "maanden": "maand", "jaar": "jaar",
    "jaren": "jaar",
}  # fmt: skip
WEEKDAYS: Mapping[str, str] = {
    "ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag",
    "za": "zaterdag", "zo": "zondag",
}  # fmt: skip
RULERS = words_of(
    "Willem Lodewijk Filips Filip Karel Hendrik Elizabeth Elisabeth Frederik Napoleon Johannes "
    "Paulus Benedictus Pius Leo Leopold Albert Boudewijn Catharina Peter Alexander Nicolaas Ivan "
    "George Eduard Jacobus Richard Otto Ramses Floris Margriet Margrethe Christiaan Gustaaf "
    "Haakon Harald Wilhelm Maximiliaan Gregorius Clemens Innocentius Felipe Charles Louis Henri"
)

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

_WINDS = {"N": "noord", "O": "oost", "Z": "zuid", "W": "west"}
ACRONYM_WORDS: Mapping[str, str] = {
    **{
        sign: "".join(_WINDS[letter] for letter in sign)
        for sign in (
            "NO", "NW", "ZO", "ZW", "NNO", "NNW", "ONO", "OZO", "ZZO", "ZZW", "WNW", "WZW"
        )
    },
    "OK": "oké", "LED": "led", "LEDs": "leds", "WiFi": "wifi", "WIFI": "wifi", "PIN": "pin",
    "NASA": "Nasa", "IKEA": "Ikea", "LAN": "Lan", "WLAN": "W-Lan", "RAM": "ram", "SIM": "sim",
    "NAS": "nas", "COVID": "covid", "ESPHome": "E S P Home", "HACS": "Hacks", "MQTT": "M Q T T",
    "YAML": "jammel", "NAVO": "Navo", "IJ": "Ij", "IJs": "Ijs", "LEGO": "Lego", "RIVM": "R I V M",
    "ANWB": "A N W B", "KNMI": "K N M I", "HEMA": "Hema", "MAX": "Max", "GIF": "gif",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "USB API UV IP URL TV PC CV WC BTW EU VS UK USA AC DC AI KI ID IT UTC PV OV NS NOS NPO RTL SBS "
    "VRT VTM BBC KPN ING ABN BV NV HA IR RGB GPU CPU SSD HDMI VPN DNS DHCP HTTP HTTPS HTML XML TTS "
    "NFC GPS SMS BMW VW KM EHBO AOW GGD UPS VOC OTA CSS"
)
EMPHASIS_WORDS = words_of(
    "de het een en of niet geen is in op aan uit ja nee nooit altijd nu let pas dit dat die als "
    "maar met van voor om er ik je jij u hij zij ze we wij zijn was wel ook nog zo te al alle bij "
    "naar over tot dan hier daar wie wat waar stop open dicht goed nieuw rood"
)
EMOJI: Mapping[str, str] = {
    "😀": "lachend gezicht", "😊": "glimlach", "😂": "tranen van het lachen", "😉": "knipoog",
    "👍": "duim omhoog", "👎": "duim omlaag", "🎉": "feest", "❤": "hart", "🔥": "vuur",
    "💡": "gloeilamp", "🏠": "huis", "☀": "zon", "🌧": "regen", "❄": "sneeuwvlok",
    "⚠": "waarschuwing", "✅": "vinkje", "❌": "kruis", "🚀": "raket", "😢": "huilend gezicht",
    "🤔": "denkend gezicht",
}  # fmt: skip
