"""German vocabulary: units, genders of what a home counts, abbreviations, acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M, _N = Gender.FEMININE, Gender.MASCULINE, Gender.NEUTER


def _same(word: str, gender: Gender) -> Noun:
    """Name a unit that has no plural form of its own."""
    return Noun(word, word, gender)


UNITS: Mapping[str, Noun] = {
    "°C": _same("Grad Celsius", _N),
    "° C": _same("Grad Celsius", _N),
    "ºC": _same("Grad Celsius", _N),
    "°F": _same("Grad Fahrenheit", _N),
    "°": _same("Grad", _N),
    "%": _same("Prozent", _N),
    "‰": _same("Promille", _N),
    "mW": _same("Milliwatt", _N),
    "W": _same("Watt", _N),
    "kW": _same("Kilowatt", _N),
    "MW": _same("Megawatt", _N),
    "kWp": _same("Kilowatt Peak", _N),
    "Wh": Noun("Wattstunde", "Wattstunden", _F),
    "kWh": Noun("Kilowattstunde", "Kilowattstunden", _F),
    "MWh": Noun("Megawattstunde", "Megawattstunden", _F),
    "VA": _same("Voltampere", _N),
    "mV": _same("Millivolt", _N),
    "V": _same("Volt", _N),
    "mA": _same("Milliampere", _N),
    "A": _same("Ampere", _N),
    "Ah": Noun("Amperestunde", "Amperestunden", _F),
    "mAh": Noun("Milliamperestunde", "Milliamperestunden", _F),
    "Ω": _same("Ohm", _N),
    "Hz": _same("Hertz", _N),
    "kHz": _same("Kilohertz", _N),
    "MHz": _same("Megahertz", _N),
    "GHz": _same("Gigahertz", _N),
    "lx": _same("Lux", _N),
    "lm": _same("Lumen", _N),
    "Pa": _same("Pascal", _N),
    "hPa": _same("Hektopascal", _N),
    "kPa": _same("Kilopascal", _N),
    "mbar": _same("Millibar", _N),
    "bar": _same("Bar", _N),
    "µg": _same("Mikrogramm", _N),
    "mg": _same("Milligramm", _N),
    "g": _same("Gramm", _N),
    "kg": _same("Kilogramm", _N),
    "t": Noun("Tonne", "Tonnen", _F),
    "ppm": _same("P P M", _N),
    "ppb": _same("P P B", _N),
    "dB": _same("Dezibel", _N),
    "dBA": _same("Dezibel A", _N),
    "dBm": _same("Dezibel Milliwatt", _N),
    "km/h": Noun(
        "Kilometer pro Stunde", "Kilometer pro Stunde", dative_many="Kilometern pro Stunde"
    ),
    "m/s": Noun("Meter pro Sekunde", "Meter pro Sekunde", dative_many="Metern pro Sekunde"),
    "mph": Noun("Meile pro Stunde", "Meilen pro Stunde", _F),
    "kn": Noun("Knoten", "Knoten"),
    "µm": Noun("Mikrometer", "Mikrometer"),
    "mm": Noun("Millimeter", "Millimeter", dative_many="Millimetern"),
    "cm": Noun("Zentimeter", "Zentimeter", dative_many="Zentimetern"),
    "m": Noun("Meter", "Meter", dative_many="Metern"),
    "km": Noun("Kilometer", "Kilometer", dative_many="Kilometern"),
    "mm²": Noun("Quadratmillimeter", "Quadratmillimeter"),
    "cm²": Noun("Quadratzentimeter", "Quadratzentimeter"),
    "m²": Noun("Quadratmeter", "Quadratmeter", dative_many="Quadratmetern"),
    "qm": Noun("Quadratmeter", "Quadratmeter", dative_many="Quadratmetern"),
    "km²": Noun("Quadratkilometer", "Quadratkilometer"),
    "cm³": Noun("Kubikzentimeter", "Kubikzentimeter"),
    "m³": Noun("Kubikmeter", "Kubikmeter", dative_many="Kubikmetern"),
    "ml": Noun("Milliliter", "Milliliter", dative_many="Millilitern"),
    "cl": Noun("Zentiliter", "Zentiliter"),
    "l": Noun("Liter", "Liter", dative_many="Litern"),
    "L": Noun("Liter", "Liter", dative_many="Litern"),
    "bit": _same("Bit", _N),
    "B": _same("Byte", _N),
    "kB": _same("Kilobyte", _N),
    "KB": _same("Kilobyte", _N),
    "MB": _same("Megabyte", _N),
    "GB": _same("Gigabyte", _N),
    "TB": _same("Terabyte", _N),
    "MiB": _same("Mebibyte", _N),
    "GiB": _same("Gibibyte", _N),
    "TiB": _same("Tebibyte", _N),
    "kbit": _same("Kilobit", _N),
    "Mbit": _same("Megabit", _N),
    "MBit": _same("Megabit", _N),
    "Gbit": _same("Gigabit", _N),
    "ms": Noun("Millisekunde", "Millisekunden", _F),
    "s": Noun("Sekunde", "Sekunden", _F),
    "sec": Noun("Sekunde", "Sekunden", _F),
    "Sek.": Noun("Sekunde", "Sekunden", _F),
    "min": Noun("Minute", "Minuten", _F),
    "Min.": Noun("Minute", "Minuten", _F),
    "Min": Noun("Minute", "Minuten", _F),
    "h": Noun("Stunde", "Stunden", _F),
    "Std.": Noun("Stunde", "Stunden", _F),
    "Std": Noun("Stunde", "Stunden", _F),
    "d": Noun("Tag", "Tage", dative_many="Tagen"),
    "kcal": Noun("Kilokalorie", "Kilokalorien", _F),
    "kJ": _same("Kilojoule", _N),
    "µS": _same("Mikrosiemens", _N),
    "EL": Noun("Esslöffel", "Esslöffel", dative_many="Esslöffeln"),
    "TL": Noun("Teelöffel", "Teelöffel", dative_many="Teelöffeln"),
    "Pck.": Noun("Päckchen", "Päckchen", _N),
}

_EURO, _CENT = _same("Euro", _M), _same("Cent", _M)
_MILLION = Noun("Million", "Millionen", _F)
_BILLION = Noun("Milliarde", "Milliarden", _F)
CURRENCIES: Mapping[str, Currency] = {
    **dict.fromkeys(("€", "EUR", "Euro"), Currency(_EURO, _CENT)),
    **dict.fromkeys(("$", "USD"), Currency(_same("Dollar", _M), _CENT)),
    "£": Currency(_same("Pfund", _N), Noun("Penny", "Pence")),
    "CHF": Currency(_same("Franken", _M), _same("Rappen", _M)),
    "¥": Currency(_same("Yen", _M)),
    **dict.fromkeys(("ct", "Ct"), Currency(_CENT)),
}
MAGNITUDES: Mapping[str, Noun] = {
    **dict.fromkeys(("Mio.", "Millionen"), _MILLION),
    **dict.fromkeys(("Mrd.", "Milliarden"), _BILLION),
    "Tsd.": Noun("tausend", "tausend"),
}

_FEMININE = (
    "lampe tür minute stunde sekunde woche steckdose jalousie heizung kamera nachricht person "
    "batterie mail datei szene automation automatisierung aufgabe million milliarde taste uhrzeit "
    "leuchte markise garage flasche packung dose tüte tasse kiste pizza zwiebel gurke banane "
    "erinnerung warnung aktualisierung meldung veranstaltung folge staffel etage stufe gruppe "
    "zone waschmaschine spülmaschine pflanze änderung app"
)
_MASCULINE = (
    "timer wecker tag monat rollladen sensor schalter fernseher lautsprecher termin eintrag raum "
    "kalender euro cent dollar liter meter kilometer millimeter zentimeter alarm fehler akku "
    "rauchmelder vorhang motor staubsauger punkt apfel artikel song titel platz stock versuch "
    "gast kaffee tee roboter stern befehl schritt treffer anruf melder stuhl router pool ofen "
    "joghurt salat kuchen kürbis saft dimmer ventilator luftentfeuchter abend morgen januar"
)
_NEUTER = (
    "licht fenster gerät jahr zimmer update rollo grad prozent watt kilowatt volt ampere lux mal "
    "produkt ding ereignis lied album kind auto haus tor garagentor schloss thermostat radio "
    "brot ei bier wasser hähnchen paket stück pfund gramm kilogramm kilo uhr ergebnis problem "
    "jh jahrhundert quartal bild video buch bad rätsel megabyte gigabyte backup element spiel "
    "foto display"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_FEMININE.split(), _F),
    **dict.fromkeys(_MASCULINE.split(), _M),
    **dict.fromkeys(_NEUTER.split(), _N),
}
WEEKDAYS: Mapping[str, str] = {
    "Mo": "Montag", "Di": "Dienstag", "Mi": "Mittwoch", "Do": "Donnerstag", "Fr": "Freitag",
    "Sa": "Samstag", "So": "Sonntag",
}  # fmt: skip
# Nouns before which "3." is a rank even without an article.
RANKED = words_of(
    "timer wecker stock etage platz mal runde staffel folge quartal klasse liga stufe obergeschoss "
    "untergeschoss advent weltkrieg halbzeit kapitel versuch tag woche jh jahrhundert"
)

FEMININE_RULERS = frozenset({"Elisabeth", "Katharina", "Margrethe", "Maria"})
MASCULINE_RULERS = words_of(
    "Ludwig Friedrich Wilhelm Heinrich Otto Karl Philipp Paul Benedikt Johannes Pius Franz Leo "
    "Georg Eduard Jakob Richard Napoleon Nikolaus Alexander Peter Ramses Gregor Clemens Ferdinand "
    "Maximilian Leopold Rudolf Gustav Christian Charles Louis Henri Albert"
)

ABBREVIATIONS: Mapping[str, str] = {
    "z. B.": "zum Beispiel", "d. h.": "das heißt", "u. a.": "unter anderem",
    "u. Ä.": "und Ähnliches", "o. Ä.": "oder Ähnliches", "usw.": "und so weiter",
    "etc.": "et cetera", "bzw.": "beziehungsweise", "ca.": "circa", "evtl.": "eventuell",
    "ggf.": "gegebenenfalls", "inkl.": "inklusive", "exkl.": "exklusive", "max.": "maximal",
    "min.": "minimal", "Nr.": "Nummer", "Str.": "Straße", "str.": "straße", "Tel.": "Telefon",
    "Dr.": "Doktor", "Prof.": "Professor", "Hr.": "Herr", "Fr.": "Frau", "St.": "Sankt",
    "vgl.": "vergleiche", "Abb.": "Abbildung", "Kap.": "Kapitel", "S.": "Seite",
    "u. U.": "unter Umständen", "i. d. R.": "in der Regel", "v. a.": "vor allem",
    "zzgl.": "zuzüglich", "bspw.": "beispielsweise", "sog.": "sogenannte", "Std.": "Stunden",
    "Min.": "Minuten", "Sek.": "Sekunden", "Mio.": "Millionen", "Mrd.": "Milliarden",
    "Tsd.": "tausend", "Temp.": "Temperatur", "vs.": "gegen", "und/oder": "und oder",
    "Abs.": "Absatz", "EG": "Erdgeschoss", "OG": "Obergeschoss",
    "UG": "Untergeschoss", "DG": "Dachgeschoss", "WZ": "Wohnzimmer", "Jh.": "Jahrhundert",
    "geb.": "geboren", "gem.": "gemäß", "v. Chr.": "vor Christus", "n. Chr.": "nach Christus",
    "Hbf.": "Hauptbahnhof", "Hbf": "Hauptbahnhof", "ppm": "P P M", "ppb": "P P B",
}  # fmt: skip

ACRONYM_WORDS: Mapping[str, str] = {
    "NW": "Nordwest", "NO": "Nordost", "SW": "Südwest", "SO": "Südost", "OK": "okay",
    "WLAN": "W-Lan", "LAN": "Lan", "NASA": "Nasa", "PIN": "Pin", "RAM": "Ram",
    "TÜV": "Tüv", "WiFi": "Wai-Fai", "IKEA": "Ikea", "SIM": "Sim", "NAS": "Nas", "EUR": "Euro",
    "COVID": "Covid", "ESPHome": "E S P Home", "GEMA": "Gema", "ADAC": "A D A C",
    "HACS": "Hacks", "MQTT": "M Q T T", "YAML": "Jammel", "NATO": "Nato", "UNO": "Uno",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "LED USA USB UK EU IP AC DC KI AI API UV TV PC ID IT URL UTC PV EVU ARD ZDF WDR NDR SWR RTL "
    "CDU SPD FDP CSU AFD ÖPNV DB HA IR RGB GPU CPU SSD HDMI VPN DNS DHCP HTTP HTTPS HTML XML TTS "
    "NFC GPS SMS BMW VW EDV DHL MEZ MESZ ISBN DIN PLZ KFZ LKW PKW ADAC"
)
EMPHASIS_WORDS = words_of(
    "der die das den dem des ein eine und oder aber nicht kein keine ist sind war an aus auf zu "
    "ab bei mit von vor im am in es er sie wir ihr ich du ja nein nur nie sehr mal so wie wer was "
    "wo alle alles jetzt bitte gut neu rot"
)
