"""French vocabulary: units, genders of what a home counts, abbreviations, acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun, words_of
from pocket_tts_wyoming.text.languages.metric import degrees, metric_units, raised

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
_PREFIXES = {
    "µ": "micro", "m": "milli", "c": "centi", "h": "hecto", "k": "kilo", "M": "méga",
    "G": "giga", "T": "téra",
}  # fmt: skip
_LENGTHS = {
    f"{sign}m": Noun(f"{prefix}mètre", f"{prefix}mètres")
    for sign, prefix in (("m", "milli"), ("c", "centi"), ("", ""), ("k", "kilo"))
}
_MINUTE = Noun("minute", "minutes", _F)
_DAY = Noun("jour", "jours")


def _data(sign: str, prefix: str) -> dict[str, Noun]:
    """Name bytes by their French and English signs: "Go", "GB", "GiB"."""
    octets = Noun(f"{prefix}octet", f"{prefix}octets")
    return {
        f"{sign}o": octets, f"{sign}B": octets,
        f"{sign}io": octets, f"{sign}iB": octets,
    }  # fmt: skip


UNITS: Mapping[str, Noun] = {
    **degrees("degré", "degrés"),
    **metric_units(
        _PREFIXES,
        {
            "W": Noun("watt", "watts"), "V": Noun("volt", "volts"),
            "A": Noun("ampère", "ampères"), "Hz": Noun("hertz", "hertz"),
            "Wh": Noun("watt-heure", "watt-heures"), "Pa": Noun("pascal", "pascals"),
            "Ah": Noun("ampère-heure", "ampères-heures"),
            "g": Noun("gramme", "grammes"), "m": Noun("mètre", "mètres"),
            "l": Noun("litre", "litres"), "bit": Noun("bit", "bits"),
            "s": Noun("seconde", "secondes", _F), "lx": Noun("lux", "lux"),
            "lm": Noun("lumen", "lumens"), "Ω": Noun("ohm", "ohms"),
        },
    ),
    **raised(_LENGTHS, ("carré", "carrés"), ("cube", "cubes")),
    **_data("k", "kilo-"), **_data("K", "kilo-"), **_data("M", "méga"), **_data("G", "giga"),
    **_data("T", "téra"),
    "%": Noun("pour cent", "pour cent"), "‰": Noun("pour mille", "pour mille"),
    "kWc": Noun("kilowatt-crête", "kilowatts-crête"),
    "kWp": Noun("kilowatt-crête", "kilowatts-crête"),
    "Wc": Noun("watt-crête", "watts-crête"), "VA": Noun("volt-ampère", "volts-ampères"),
    "kVA": Noun("kilovolt-ampère", "kilovolts-ampères"),
    "L": Noun("litre", "litres"), "mL": Noun("millilitre", "millilitres"),
    "cL": Noun("centilitre", "centilitres"), "t": Noun("tonne", "tonnes", _F),
    "bar": Noun("bar", "bars"), "mbar": Noun("millibar", "millibars"),
    "ppm": Noun("partie par million", "parties par million", _F),
    "ppb": Noun("partie par milliard", "parties par milliard", _F),
    "dB": Noun("décibel", "décibels"), "dBA": Noun("décibel A", "décibels A"),
    "dBm": Noun("décibel milliwatt", "décibels milliwatt"),
    "km/h": Noun("kilomètre-heure", "kilomètres-heure"),
    "mph": Noun("mile par heure", "miles par heure"), "kn": Noun("nœud", "nœuds"),
    "Mb": Noun("mégabit", "mégabits"), "Gb": Noun("gigabit", "gigabits"),
    "l/100 km": Noun("litre aux cent kilomètres", "litres aux cent kilomètres"),
    "L/100 km": Noun("litre aux cent kilomètres", "litres aux cent kilomètres"),
    "tr/min": Noun("tour par minute", "tours par minute"),
    "rpm": Noun("tour par minute", "tours par minute"),
    "sec": Noun("seconde", "secondes", _F), "min": _MINUTE, "mn": _MINUTE,
    "h": Noun("heure", "heures", _F), "d": _DAY, "j": _DAY,
    "kcal": Noun("kilocalorie", "kilocalories", _F), "kJ": Noun("kilojoule", "kilojoules"),
    "µS": Noun("microsiemens", "microsiemens"),
    "c. à s.": Noun("cuillère à soupe", "cuillères à soupe", _F),
    "c. à c.": Noun("cuillère à café", "cuillères à café", _F),
}  # fmt: skip

_CENTIME = Noun("centime", "centimes")
_EURO = Currency(Noun("euro", "euros"), _CENTIME)
_DOLLAR = Currency(Noun("dollar", "dollars"), Noun("cent", "cents"))
_POUND = Currency(Noun("livre", "livres", _F), Noun("penny", "pence"))
_SWISS_FRANC = Currency(Noun("franc suisse", "francs suisses"), _CENTIME)
CURRENCIES: Mapping[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "euro": _EURO, "euros": _EURO,
    "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "dollar": _DOLLAR, "dollars": _DOLLAR,
    "$ CA": Currency(Noun("dollar canadien", "dollars canadiens"), Noun("cent", "cents")),
    "£": _POUND, "GBP": _POUND, "CHF": _SWISS_FRANC,
    "¥": Currency(Noun("yen", "yens")), "c€": Currency(_CENTIME), "ct": Currency(_CENTIME),
    "cts": Currency(_CENTIME), "k€": Currency(Noun("mille euros", "mille euros")),
}  # fmt: skip
_MILLION = Noun("million", "millions")
_BILLION = Noun("milliard", "milliards")
MAGNITUDES: Mapping[str, Noun] = {
    "million": _MILLION, "millions": _MILLION, "M": _MILLION, "Mio": _MILLION,
    "milliard": _BILLION, "milliards": _BILLION, "Md": _BILLION, "Mds": _BILLION,
}  # fmt: skip

# Nouns whose ending tells the wrong gender, in the singular.
_MASCULINE = (
    "groupe élément nombre mode litre mètre kilomètre centimètre millimètre kilogramme gramme "
    "programme problème système siècle verre titre article disque exemplaire incendie téléphone "
    "contrôle câble périphérique trimestre semestre véhicule poste service module multiple "
    "exemple dimanche drone légume beurre concombre poivre sucre centime store chiffre type "
    "membre arbre meuble vase code octet cycle épisode signe livre conteneur volume registre "
    "timbre chèque kiosque territoire fichier appareil bouquet avion camion lion pion silence "
    "spectacle script thermostat thermomètre luminaire lampadaire aspirateur éclairage geste "
    "lave-linge lave-vaisselle oxygène diffuseur compte rendez-vous ordre cadre centre monde "
    "nuage orage étage message chauffage réglage garage pourcentage fromage potage virage voyage "
    "paysage ménage horaire commentaire anniversaire dictionnaire inventaire itinéraire "
    "capteur bonhomme homme père frère ministre maître triple double côté été comité thé café "
    "canapé degré"
)
_FEMININE = (
    "couleur chaleur erreur valeur fleur sœur lueur longueur largeur hauteur odeur peur fois "
    "souris main clé clef fin maison cuisson boisson mission saison façon leçon télévision nuit "
    "forêt part mer tour eau peau croix voix noix nuance image page plage cage nage rage pizza "
    "caméra alexa véranda box led tv radio photo moto vidéo dent vis question"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_MASCULINE.split(), _M),
    **dict.fromkeys(_FEMININE.split(), _F),
}
GENDER_ENDINGS = (
    ("age", _M), ("isme", _M), ("mètre", _M), ("gramme", _M), ("phone", _M), ("scope", _M),
    ("tion", _F), ("sion", _F), ("té", _F), ("ée", _F), ("e", _F),
)  # fmt: skip
# Words after a number that it does not count: "1 sur 3", "la lampe 1 est allumée".
NOT_COUNTED = words_of(
    "a à ai après au aux avant avec ce cela ces cette comme contre dans de depuis des donc du "
    "elle elles en encore entre est et était étaient étant fait fois-ci il ils je jusque la le "
    "les leur leurs lorsque mais ne ni nous n'est on ont or ou où par pendant plus pour puis "
    "quand que quelle qui reste restent sans se sera seront si sinon son sont sous sur tandis tu "
    "un une vers virgule vous y"
)
# What is numbered, in the singular before its number: "lampe 21 allumée" counts nothing.
LABELS = words_of(
    "canal chaîne chambre chapitre groupe lampe minuteur niveau numéro page partie pièce porte "
    "prise saison scène volet zone étage étape épisode bouton capteur interrupteur"
)
# Adjectives that show no gender: the noun behind them decides.
SAME_IN_BOTH = words_of("autre autres même mêmes simple double unique jeune petite grande")

RULERS = words_of(
    "Louis Henri Charles François Napoléon Philippe Guillaume George Georges Édouard Edouard "
    "Richard Jacques Jean Paul Pie Benoît Léon Grégoire Clément Innocent Albert Léopold Baudouin "
    "Frédéric Pierre Alexandre Nicolas Ivan Ramsès Felipe Alphonse Harald Gustave Christian "
    "Ferdinand Joseph Maximilien Otton Rodolphe"
)
QUEENS = words_of("Élisabeth Elisabeth Elizabeth Catherine Marguerite Margrethe Marie Isabelle")
WEEKDAYS: Mapping[str, str] = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi",
    "sam": "samedi", "dim": "dimanche",
}  # fmt: skip
WINDS: Mapping[str, str] = {
    "NO": "nord-ouest", "NW": "nord-ouest", "NE": "nord-est", "SO": "sud-ouest",
    "SW": "sud-ouest", "SE": "sud-est", "N": "nord", "S": "sud", "E": "est", "O": "ouest",
}  # fmt: skip

ABBREVIATIONS: Mapping[str, str] = {
    "etc.": "et cetera", "M.": "Monsieur", "MM.": "Messieurs", "Mme": "Madame",
    "Mmes": "Mesdames", "Mlle": "Mademoiselle",
    "Mlles": "Mesdemoiselles", "Dr": "Docteur", "Dr.": "Docteur", "Pr": "Professeur",
    "Pr.": "Professeur", "Me": "Maître", "St": "Saint", "Ste": "Sainte", "env.": "environ",
    "p. ex.": "par exemple", "par ex.": "par exemple", "c.-à-d.": "c'est-à-dire",
    "c. à d.": "c'est-à-dire", "c-à-d": "c'est-à-dire", "cf.": "confer", "max.": "maximum",
    "min.": "minimum", "temp.": "température", "tél.": "téléphone", "av.": "avenue",
    "bd": "boulevard", "bd.": "boulevard", "Bd": "Boulevard", "ap.": "après", "appt": "appartement",
    "av. J.-C.": "avant Jésus-Christ", "apr. J.-C.": "après Jésus-Christ",
    "ap. J.-C.": "après Jésus-Christ", "chap.": "chapitre", "vol.": "volume", "art.": "article",
    "RDC": "rez-de-chaussée", "RdC": "rez-de-chaussée", "rdc": "rez-de-chaussée",
    "RDV": "rendez-vous", "rdv": "rendez-vous", "SVP": "s'il vous plaît",
    "svp": "s'il vous plaît", "stp": "s'il te plaît", "N.B.": "nota bene", "vs": "contre",
    "vs.": "contre", "et/ou": "et ou", "approx.": "approximativement", "ppm": "parties par million",
    "Max.": "Maximum", "Min.": "Minimum", "Temp.": "Température", "Tél.": "Téléphone",
    "Env.": "Environ", "qqch.": "quelque chose", "qqn": "quelqu'un", "nb.": "nombre",
    # Ranks of one numeral; longer ones are read by a rule.
    "Ier": "premier", "Ire": "première", "Ve": "cinquième", "Xe": "dixième",
}  # fmt: skip

ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okay", "LED": "led", "LEDs": "leds", "NNE": "nord-nord-est",
    "NNO": "nord-nord-ouest", "SSE": "sud-sud-est", "SSO": "sud-sud-ouest",
    "ENE": "est-nord-est", "ESE": "est-sud-est", "ONO": "ouest-nord-ouest",
    "OSO": "ouest-sud-ouest", "PIN": "pin", "SIM": "sim", "RAM": "ram", "LAN": "lan",
    "WLAN": "W lan", "NAS": "nas", "WIFI": "Wi-Fi", "WiFi": "Wi-Fi", "Wifi": "Wi-Fi",
    "NASA": "Nasa", "ONU": "Onu", "OTAN": "Otan", "PAC": "pac", "COVID": "Covid", "IKEA": "Ikea",
    "ESPHome": "E S P Home", "HomeKit": "Home Kit", "MQTT": "M Q T T", "YAML": "yamel",
    "HACS": "hacs", "JPEG": "j peg", "ZHA": "Z H A", "SMIC": "smic", "SQL": "S Q L",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "USA USB UE IP AC DC IA AI API UV TV PC ID URL UTC EDF SNCF RATP RER TGV VMC ECS DPE HP HC "
    "GMT HA IR RGB RGBW GPU CPU SSD HDD HDMI VPN DNS DHCP HTTP HTTPS HTML XML TTS STT LLM NFC "
    "RFID GPS SMS MMS BBC TNT CNN FR TF RTL AQI COV COVT QR PDF CD DVD BD BMW VW TVA PME PDG HT "
    "ISO ADSL FAQ IRM BFM OM PSG"
)
EMPHASIS_WORDS = words_of(
    "a ai as au aux ce ces de des du elle elles en est et eu il ils je la le les leur lui ma me "
    "mes moi mon ne ni non nos nous on ont or ou où oui par pas peu plus pour qu que qui sa sans "
    "se ses si son sont sous sur ta te tes toi ton tous tout très tu un une va vos vous vu y à "
    "été bien bon feu eau gaz air mis dès là ici fin jamais rien"
)
EMOJI: Mapping[str, str] = {
    "😀": "visage souriant", "😊": "sourire", "😂": "pleure de rire", "😉": "clin d'œil",
    "👍": "pouce levé", "👎": "pouce baissé", "🎉": "cotillons", "❤": "cœur", "🔥": "feu",
    "💡": "ampoule", "🏠": "maison", "☀": "soleil", "🌧": "pluie", "❄": "flocon de neige",
    "⚠": "attention", "✅": "coche", "❌": "croix", "🚀": "fusée", "😢": "visage en pleurs",
    "🤔": "visage pensif",
}  # fmt: skip
