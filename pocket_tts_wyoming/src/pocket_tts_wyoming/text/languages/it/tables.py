"""Italian vocabulary: units, genders of what a home counts, abbreviations, acronyms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun, words_of
from pocket_tts_wyoming.text.languages.metric import degrees, metric_units, raised
from pocket_tts_wyoming.text.languages.romance import Agreement

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
# Neuter stands for things before which "uno" keeps its ending: "uno per cento".
_N = Gender.NEUTER

_PREFIXES = {
    "µ": "micro", "m": "milli", "c": "centi", "h": "etto", "k": "chilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
_LENGTHS = {
    "mm": Noun("millimetro", "millimetri"), "cm": Noun("centimetro", "centimetri"),
    "m": Noun("metro", "metri"), "km": Noun("chilometro", "chilometri"),
}  # fmt: skip


def _same(word: str, gender: Gender = _M) -> Noun:
    return Noun(word, word, gender)


_UNITS = {
    **degrees("grado", "gradi"),
    **metric_units(
        _PREFIXES,
        {
            "W": _same("watt"), "Wh": _same("wattora"), "V": _same("volt"), "A": _same("ampere"),
            "Ah": _same("ampereora"), "Hz": _same("hertz"), "Pa": _same("pascal"),
            "g": Noun("grammo", "grammi"), "m": _LENGTHS["m"], "l": Noun("litro", "litri"),
            "B": _same("byte"), "bit": _same("bit"), "s": Noun("secondo", "secondi"),
            "lx": _same("lux"), "lm": _same("lumen"), "Ω": _same("ohm"),
        },
    ),
    **raised(_LENGTHS, ("quadrato", "quadrati"), ("cubo", "cubi")),
    "mq": Noun("metro quadrato", "metri quadrati"), "mc": Noun("metro cubo", "metri cubi"),
    "L": Noun("litro", "litri"), "mL": Noun("millilitro", "millilitri"),
    "KB": _same("kilobyte"), "kB": _same("kilobyte"), "kbit": _same("kilobit"),
    "KiB": _same("kibibyte"), "MiB": _same("mebibyte"), "GiB": _same("gibibyte"),
    "TiB": _same("tebibyte"), "Mbps": _same("megabit al secondo"),
    "Gbps": _same("gigabit al secondo"), "kbps": _same("kilobit al secondo"),
    "kWp": _same("chilowatt di picco"), "VA": _same("voltampere"),
    "mbar": _same("millibar"), "bar": _same("bar"),
    "kcal": Noun("chilocaloria", "chilocalorie", _F),
    "t": Noun("tonnellata", "tonnellate", _F), "µS": _same("microsiemens"),
    "%": _same("per cento", _N), "‰": _same("per mille", _N),
    "min": Noun("minuto", "minuti"), "sec": Noun("secondo", "secondi"),
    "h": Noun("ora", "ore", _F), "d": Noun("giorno", "giorni"), "gg": Noun("giorno", "giorni"),
    "dB": _same("decibel"), "dBA": _same("decibel A"), "dBm": _same("decibel milliwatt"),
    "ppm": Noun("parte per milione", "parti per milione", _F),
    "ppb": Noun("parte per miliardo", "parti per miliardo", _F),
    "km/h": Noun("chilometro all'ora", "chilometri all'ora"),
    "mph": Noun("miglio all'ora", "miglia all'ora"), "kn": Noun("nodo", "nodi"),
    "rpm": Noun("giro al minuto", "giri al minuto"),
}  # fmt: skip
# Whole words, for prices and rates: "12 €/mese".
_RATE_WORDS = {
    "ora": Noun("ora", "ore", _F, per="all'ora"),
    "giorno": Noun("giorno", "giorni", per="al giorno"),
    "settimana": Noun("settimana", "settimane", _F, per="a settimana"),
    "mese": Noun("mese", "mesi", per="al mese"), "anno": Noun("anno", "anni", per="all'anno"),
    "minuto": Noun("minuto", "minuti", per="al minuto"),
    "notte": Noun("notte", "notti", _F, per="a notte"),
    "persona": Noun("persona", "persone", _F, per="a persona"),
}  # fmt: skip
_PER = {
    "s": "al secondo", "min": "al minuto", "h": "all'ora", "d": "al giorno", "l": "al litro",
    "ml": "al millilitro", "m": "al metro", "km": "al chilometro", "g": "al grammo",
    "kg": "al chilogrammo", "m²": "al metro quadrato", "m³": "al metro cubo",
    "mq": "al metro quadrato", "mc": "al metro cubo",
    "kWh": "al chilowattora", "MWh": "al megawattora", "W": "al watt",
    "L": "al litro", "GB": "al gigabyte", "dl": "al decilitro",
}  # fmt: skip
UNITS: Mapping[str, Noun] = {
    **{sign: replace(noun, per=_PER.get(sign, "")) for sign, noun in _UNITS.items()},
    **_RATE_WORDS,
}

_CENT = Noun("centesimo", "centesimi")
_EURO = Currency(_same("euro"), _CENT)
_DOLLAR = Currency(Noun("dollaro", "dollari"), _CENT)
_POUND = Currency(Noun("sterlina", "sterline", _F), _same("penny"))
CURRENCIES: Mapping[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "Euro": _EURO, "euro": _EURO, "$": _DOLLAR, "US$": _DOLLAR,
    "USD": _DOLLAR, "£": _POUND, "GBP": _POUND,
    "CHF": Currency(Noun("franco svizzero", "franchi svizzeri"), _CENT),
    "R$": Currency(_same("real"), Noun("centavo", "centavos")), "¥": Currency(_same("yen")),
    "cent": Currency(_CENT),
}  # fmt: skip
_MILLION, _BILLION = Noun("milione", "milioni"), Noun("miliardo", "miliardi")
MAGNITUDES: Mapping[str, Noun] = {
    "mln": _MILLION, "Mln": _MILLION, "milione": _MILLION, "milioni": _MILLION, "mld": _BILLION,
    "Mld": _BILLION, "miliardo": _BILLION, "miliardi": _BILLION,
}  # fmt: skip

# Only the noun after "1" agrees, so the singular is what counts; plurals help "due tazze e mezza".
_FEMININE = (
    "luce luci notte notti chiave chiavi rete reti parete pareti fase fasi base basi frase nave "
    "neve torre serie voce voci croce fonte mente parte parti arte carne pelle stampante sorgente "
    "corrente patente classe gente radio foto moto auto mano app lavastoviglie smart email mail "
    "e-mail playlist password scena immagine immagini pentola tv sim radice vernice cornice ore "
    "volte settimane finestre porte lampade prese tapparelle persone tazze bottiglie notifiche"
)
_MASCULINE = (
    "problema sistema programma tema schema clima diagramma grammo chilogrammo pigiama cinema "
    "panorama dilemma enigma colera pilota computer"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_FEMININE.split(), _F),
    **dict.fromkeys(_MASCULINE.split(), _M),
}
GENDER_ENDINGS = (
    ("zione", _F), ("sione", _F), ("gione", _F), ("zioni", _F), ("trice", _F), ("trici", _F),
    ("udine", _F), ("gine", _F), ("tà", _F), ("tù", _F), ("si", _F), ("a", _F), ("he", _F),
    ("zze", _F), ("ie", _F),
)  # fmt: skip

AGREEMENT = Agreement(
    labels=words_of(
        "lampada luce finestra presa tapparella camera stanza canale piano numero zona sensore "
        "scena traccia stagione episodio capitolo pagina livello linea porta interruttore "
        "telecamera versione parte punto modalità opzione gruppo velocità indice ventilatore "
        "tenda serranda termostato preset stazione binario volume passo codice faretto relè"
    ),
    particles=words_of(
        "di a da in con su per tra fra e ed o od è ha non più meno al alla allo del della dello "
        "dal dalla nel nella sul sulla ma se che come contro alle ai agli dei degli delle sono era "
        "il lo "
        "la i gli le l un uno una virgola punto per"
    ),
    states=words_of(
        "acceso accesa spento spenta aperto aperta chiuso chiusa attivo attiva attivato attivata "
        "disattivato disattivata bloccato bloccata sbloccato sbloccata disponibile offline online "
        "avviato avviata finito finita impostato impostata rilevato rilevata scarica scarico"
    ),
    joiners=words_of("e o solo è con ho ha soltanto c'è trovato trovata"),
)

WEEKDAYS: Mapping[str, str] = {
    "lun": "lunedì", "mar": "martedì", "mer": "mercoledì", "gio": "giovedì", "ven": "venerdì",
    "sab": "sabato", "dom": "domenica",
}  # fmt: skip
WINDS: Mapping[str, str] = {
    "N": "nord", "E": "est", "S": "sud", "O": "ovest", "W": "ovest", "NE": "nord-est",
    "SE": "sud-est", "SO": "sud-ovest", "SW": "sud-ovest", "NO": "nord-ovest", "NW": "nord-ovest",
    "NNE": "nord-nord-est", "NNO": "nord-nord-ovest", "NNW": "nord-nord-ovest",
    "ENE": "est-nord-est", "ESE": "est-sud-est", "SSE": "sud-sud-est", "SSO": "sud-sud-ovest",
    "SSW": "sud-sud-ovest", "OSO": "ovest-sud-ovest", "WSW": "ovest-sud-ovest",
    "ONO": "ovest-nord-ovest", "WNW": "ovest-nord-ovest",
}  # fmt: skip
# Nouns before which "2°" is a rank and not an angle, and after which a Roman numeral is one.
RANKED = words_of(
    "piano posto giorno anno episodio capitolo classificato tentativo gruppo timer livello secolo "
    "turno tempo quarto canale volume compleanno anniversario trimestre semestre grado articolo"
)
ROMAN_RANKED: Mapping[str, Gender] = {
    "secolo": _M, "millennio": _M, "guerra": _F, "edizione": _F, "repubblica": _F,
    "legislatura": _F, "piano": _M, "atto": _M, "posto": _M, "municipio": _M,
}  # fmt: skip
FEMININE_RULERS = words_of("Elisabetta Caterina Margherita Maria Cristina Anna Elizabeth Giovanna")
MASCULINE_RULERS = words_of(
    "Luigi Carlo Enrico Federico Filippo Paolo Pio Giovanni Benedetto Leone Clemente Gregorio "
    "Giulio Innocenzo Sisto Urbano Bonifacio Alessandro Nicola Pietro Ivan Guglielmo Giorgio "
    "Edoardo Giacomo Riccardo Umberto Emanuele Ferdinando Francesco Napoleone Massimiliano "
    "Leopoldo Amedeo Ottone Alfonso Ramses Ramsete Cosimo Lorenzo Celestino Adriano Felice "
    "Alberto Gustavo Cristiano Juan Felipe Charles Louis George"
)

ABBREVIATIONS: Mapping[str, str] = {
    "ecc.": "eccetera", "etc.": "eccetera", "Sig.": "signor", "sig.": "signor",
    "Sig.ra": "signora", "sig.ra": "signora", "Sig.na": "signorina", "Sigg.": "signori",
    "Dott.": "dottor", "dott.": "dottor", "Dr.": "dottor", "Dott.ssa": "dottoressa",
    "dott.ssa": "dottoressa", "Dr.ssa": "dottoressa", "Prof.": "professor", "prof.": "professor",
    "Prof.ssa": "professoressa", "prof.ssa": "professoressa", "Ing.": "ingegner",
    "ing.": "ingegner", "Avv.": "avvocato", "avv.": "avvocato", "Arch.": "architetto",
    "Geom.": "geometra", "Egr.": "egregio", "Gent.": "gentile", "ca.": "circa", "c.a.": "circa",
    "p. es.": "per esempio", "p.e.": "per esempio", "ad es.": "ad esempio", "es.": "esempio",
    "pag.": "pagina", "pagg.": "pagine", "cap.": "capitolo", "art.": "articolo",
    "vol.": "volume", "fig.": "figura", "tel.": "telefono", "Tel.": "telefono", "max.": "massimo",
    "min.": "minimo", "temp.": "temperatura", "V.le": "Viale", "P.zza": "Piazza",
    "C.so": "Corso", "a. C.": "avanti Cristo", "d. C.": "dopo Cristo", "S.p.A.": "S P A",
    "S.r.l.": "S R L", "vs.": "contro", "vs": "contro", "e/o": "e o", "N.B.": "nota bene",
    "c.c.": "C C", "sec.": "secondi", "approx.": "circa",
    "mln": "milioni", "Mln": "milioni", "mld": "miliardi", "Mld": "miliardi",
}  # fmt: skip
ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okay", "LED": "led", "PIN": "pin", "SIM": "sim", "NASA": "Nasa", "RAI": "Rai",
    "ONU": "Onu", "USA": "Usa", "IVA": "iva", "LAN": "lan", "RAM": "ram", "ROM": "rom",
    "WiFi": "Wi-Fi", "WIFI": "Wi-Fi", "NAS": "nas", "IMU": "imu", "IKEA": "Ikea",
    "ESPHome": "E S P Home", "YAML": "yamel", "COVID": "Covid", "IRPEF": "irpef", "SIAE": "siae",
    "EUR": "euro", "ENI": "Eni", "NATO": "Nato", "HACS": "hacs", "RADAR": "radar",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "USB UE IP AC DC IA AI API UV TV PC ID IT URL UTC EV IOT IO HA IR RGB GPU CPU SSD HDMI VPN DNS "
    "DHCP HTTP HTTPS HTML XML CSS TTS STT LLM NFC RFID GPS SMS ADSL AQI UPS VOC HVAC VMC PDF DVD "
    "CD BMW ISO IEC OTA SOS DIY"
)
EMPHASIS_WORDS = words_of(
    "il la lo i gli le un una uno e o ed di a da in con su per tra fra non sì no è ha ho ma se che "
    "chi ora già più mai solo tutto tutti tutte due tre sei via ok stop mio tuo suo"
)
EMOJI: Mapping[str, str] = {
    "😀": "faccina che ride", "😊": "faccina sorridente", "😂": "lacrime di gioia",
    "😉": "occhiolino", "👍": "pollice in su", "👎": "pollice in giù", "🎉": "coriandoli",
    "❤": "cuore", "🔥": "fuoco", "💡": "lampadina", "🏠": "casa", "☀": "sole", "🌧": "pioggia",
    "❄": "fiocco di neve", "⚠": "attenzione", "✅": "segno di spunta", "❌": "croce", "🚀": "razzo",
    "😢": "faccina che piange", "🤔": "faccina pensierosa", "🔋": "batteria", "🔒": "lucchetto",
}  # fmt: skip
