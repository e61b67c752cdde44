"""Spanish vocabulary: units, genders of what a home counts, abbreviations, acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun, words_of
from pocket_tts_wyoming.text.languages.metric import degrees, metric_units, raised

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
_PREFIXES = {
    "µ": "micro", "m": "mili", "c": "centi", "h": "hecto", "k": "kilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
# With the accent on the prefix, unlike all other units.
_LENGTHS = {
    "mm": Noun("milímetro", "milímetros"), "cm": Noun("centímetro", "centímetros"),
    "m": Noun("metro", "metros"), "km": Noun("kilómetro", "kilómetros"),
}  # fmt: skip
_HOUR, _SECOND = Noun("hora", "horas", _F), Noun("segundo", "segundos")
_TURN = Noun("revolución por minuto", "revoluciones por minuto", _F)


def _data(sign: str, prefix: str) -> dict[str, Noun]:
    """Name bytes by both their signs: "GB", "GiB"."""
    many = Noun(f"{prefix}byte", f"{prefix}bytes")
    return {f"{sign}B": many, f"{sign}iB": many}


UNITS: Mapping[str, Noun] = {
    **degrees("grado", "grados"),
    **metric_units(
        _PREFIXES,
        {
            "W": Noun("vatio", "vatios"), "Wh": Noun("vatio hora", "vatios hora"),
            "V": Noun("voltio", "voltios"), "A": Noun("amperio", "amperios"),
            "Ah": Noun("amperio hora", "amperios hora"),
            "Hz": Noun("hercio", "hercios"), "Pa": Noun("pascal", "pascales"),
            "g": Noun("gramo", "gramos"), "l": Noun("litro", "litros"),
            "bit": Noun("bit", "bits"), "s": _SECOND, "lx": Noun("lux", "lux"),
            "lm": Noun("lumen", "lúmenes"), "Ω": Noun("ohmio", "ohmios"),
        },
    ),
    **_LENGTHS,
    **raised(_LENGTHS, ("cuadrado", "cuadrados"), ("cúbico", "cúbicos")),
    **_data("k", "kilo"), **_data("K", "kilo"), **_data("M", "mega"), **_data("G", "giga"),
    **_data("T", "tera"),
    "µm": Noun("micrómetro", "micrómetros"),
    "%": Noun("por ciento", "por ciento"), "‰": Noun("por mil", "por mil"),
    "kWp": Noun("kilovatio pico", "kilovatios pico"), "Wp": Noun("vatio pico", "vatios pico"),
    "VA": Noun("voltiamperio", "voltiamperios"),
    "kVA": Noun("kilovoltiamperio", "kilovoltiamperios"),
    "L": Noun("litro", "litros"), "mL": Noun("mililitro", "mililitros"),
    "cL": Noun("centilitro", "centilitros"), "t": Noun("tonelada", "toneladas", _F),
    "bar": Noun("bar", "bares"), "mbar": Noun("milibar", "milibares"),
    "ppm": Noun("parte por millón", "partes por millón", _F),
    "ppb": Noun("parte por mil millones", "partes por mil millones", _F),
    "dB": Noun("decibelio", "decibelios"), "dBA": Noun("decibelio A", "decibelios A"),
    "dBm": Noun("decibelio milivatio", "decibelios milivatio"),
    "km/h": Noun("kilómetro por hora", "kilómetros por hora"),
    "mph": Noun("milla por hora", "millas por hora", _F), "kn": Noun("nudo", "nudos"),
    "Mb": Noun("megabit", "megabits"), "Gb": Noun("gigabit", "gigabits"),
    "Mbps": Noun("megabit por segundo", "megabits por segundo"),
    "l/100 km": Noun("litro a los cien kilómetros", "litros a los cien kilómetros"),
    "L/100 km": Noun("litro a los cien kilómetros", "litros a los cien kilómetros"),
    "rpm": _TURN, "r. p. m.": _TURN,
    "sec": _SECOND, "seg": _SECOND, "seg.": _SECOND, "min": Noun("minuto", "minutos"),
    "h": _HOUR, "hs": _HOUR, "hrs": _HOUR, "hrs.": _HOUR, "d": Noun("día", "días"),
    "kcal": Noun("kilocaloría", "kilocalorías", _F), "kJ": Noun("kilojulio", "kilojulios"),
    "µS": Noun("microsiemens", "microsiemens"),
}  # fmt: skip

_EURO = Currency(Noun("euro", "euros"), Noun("céntimo", "céntimos"))
_CENTAVO = Noun("centavo", "centavos")
_DOLLAR = Currency(Noun("dólar", "dólares"), _CENTAVO)
_POUND = Currency(Noun("libra", "libras", _F), Noun("penique", "peniques"))
CURRENCIES: Mapping[str, Currency] = {
    "€": _EURO, "EUR": _EURO, "euro": _EURO, "euros": _EURO,
    "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "dólar": _DOLLAR, "dólares": _DOLLAR,
    "£": _POUND, "GBP": _POUND, "¥": Currency(Noun("yen", "yenes")),
    "CHF": Currency(Noun("franco suizo", "francos suizos"), Noun("céntimo", "céntimos")),
    "MXN": Currency(Noun("peso mexicano", "pesos mexicanos"), _CENTAVO),
    "ARS": Currency(Noun("peso argentino", "pesos argentinos"), _CENTAVO),
    "COP": Currency(Noun("peso colombiano", "pesos colombianos"), _CENTAVO),
    "CLP": Currency(Noun("peso chileno", "pesos chilenos")),
    "pesos": Currency(Noun("peso", "pesos"), _CENTAVO),
    "cts": Currency(Noun("céntimo", "céntimos")),
    "c€": Currency(Noun("céntimo", "céntimos")),
}  # fmt: skip
_MILLION = Noun("millón", "millones")
MAGNITUDES: Mapping[str, Noun] = {
    "millón": _MILLION, "millones": _MILLION, "M": _MILLION, "mill.": _MILLION,
}  # fmt: skip

# Nouns whose ending tells the wrong gender, in the singular.
_MASCULINE = (
    "día mapa problema programa sistema tema clima idioma planeta sofá pijama panorama esquema "
    "poema diagrama holograma cometa tranvía área agua ala aula arma hacha lápiz pez arroz "
    "maíz avión camión sillón balcón buzón botón cajón guion calzón limón melón jamón salón "
    "millón ratón rincón corazón"
)
_FEMININE = (
    "temp luz vez voz raíz cruz paz mano foto moto radio llave noche tarde clase fase serie calle "
    "leche nube base torre sede carne gente parte fuente nieve imagen orden señal red pared sal "
    "miel flor labor canción luces veces voces raíces cruces imágenes órdenes señales redes "
    "paredes flores labores led cinta tele televisión frase línea clave pantalla app"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_MASCULINE.split(), _M),
    **dict.fromkeys(_FEMININE.split(), _F),
}
GENDER_ENDINGS = (
    ("ión", _F), ("iones", _F), ("dad", _F), ("dade", _F), ("tad", _F), ("tade", _F),
    ("umbre", _F), ("tud", _F), ("a", _F),
)  # fmt: skip
# Words after a number that it does not count: "1 de 3", "la luz 1 está encendida".
NOT_COUNTED = words_of(
    "a abierto activado activo ahora al antes apagado aquí ayer bloqueado cada cerrado coma como "
    "con conectado contra cuando de del desactivado desde después disponible donde durante e el "
    "ella ellos en encendido entre era eran es esa ese eso esta estaba estaban estas este esto "
    "está están fue ha han hasta hay hoy la las le les lo los luego mañana me menos mi mientras "
    "más ni no o para pero por porque punto que queda quedan se sea si sido sin sobre son su sí "
    "también tiene tienen tras tu u un una unos y ya él"
)

# What is numbered, in the singular before its number: "la luz 21 encendida" counts nothing.
LABELS = words_of(
    "canal capítulo grupo luz lámpara temporizador nivel número página parte habitación puerta "
    "enchufe temporada escena persiana zona planta piso paso episodio botón sensor interruptor"
)

KINGS = words_of(
    "Felipe Alfonso Carlos Luis Fernando Enrique Francisco Juan Pablo Benedicto Pío León Gregorio "
    "Clemente Inocencio Napoleón Jorge Eduardo Guillermo Federico Ricardo Jacobo Pedro Alejandro "
    "Nicolás Iván Ramsés Alberto Leopoldo Balduino Gustavo Cristián Harald Jaime Sancho Ramiro "
    "Amadeo José Maximiliano Otón Rodolfo Guillermo"
)
QUEENS = words_of("Isabel Catalina Margarita María Juana Cristina")
WEEKDAYS: Mapping[str, str] = {
    "lun": "lunes", "mar": "martes", "mié": "miércoles", "mie": "miércoles", "jue": "jueves",
    "vie": "viernes", "sáb": "sábado", "sab": "sábado", "dom": "domingo",
}  # fmt: skip
WINDS: Mapping[str, str] = {
    "NO": "noroeste", "NW": "noroeste", "NE": "noreste", "SO": "suroeste", "SW": "suroeste",
    "SE": "sureste", "N": "norte", "S": "sur", "E": "este", "O": "oeste",
}  # fmt: skip

ABBREVIATIONS: Mapping[str, str] = {
    "etc.": "etcétera", "Sr.": "señor", "Sra.": "señora", "Srta.": "señorita", "Sres.": "señores",
    "Sras.": "señoras", "Dr.": "doctor", "Dra.": "doctora", "Dres.": "doctores", "Dña.": "doña",
    "D.ª": "doña", "Ud.": "usted", "Uds.": "ustedes", "Vd.": "usted", "Vds.": "ustedes",
    "Prof.": "profesor", "Profa.": "profesora", "Ing.": "ingeniero", "Lic.": "licenciado",
    "Sto.": "santo", "Sta.": "santa", "p. ej.": "por ejemplo", "P. ej.": "Por ejemplo",
    "aprox.": "aproximadamente", "pág.": "página", "págs.": "páginas", "cap.": "capítulo",
    "vol.": "volumen", "art.": "artículo", "tel.": "teléfono", "tfno.": "teléfono",
    "Tel.": "Teléfono", "av.": "avenida", "Av.": "Avenida", "avda.": "avenida",
    "Avda.": "Avenida", "máx.": "máxima", "Máx.": "Máxima", "mín.": "mínima", "Mín.": "Mínima",
    "temp.": "temperatura", "Temp.": "Temperatura", "Cap.": "Capítulo", "Pág.": "Página",
    "Aprox.": "Aproximadamente",
    "a. C.": "antes de Cristo", "d. C.": "después de Cristo", "EE. UU.": "Estados Unidos",
    "EE UU": "Estados Unidos", "EEUU": "Estados Unidos", "núm.": "número", "Núm.": "Número",
    "dcha.": "derecha", "izda.": "izquierda", "izq.": "izquierda", "dpto.": "departamento",
    "hab.": "habitación", "vs.": "contra", "vs": "contra", "y/o": "y o", "ppm": "partes por millón",
    "q. e. p. d.": "que en paz descanse", "S. M.": "Su Majestad",
}  # fmt: skip

ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okey", "LED": "led", "LEDs": "leds", "NNE": "nornoreste", "NNO": "nornoroeste",
    "SSE": "sursureste", "SSO": "sursuroeste", "ENE": "estenoreste", "ESE": "estesureste",
    "ONO": "oestenoroeste", "OSO": "oestesuroeste", "PIN": "pin", "SIM": "sim", "RAM": "ram",
    "LAN": "lan", "WLAN": "W lan", "NAS": "nas", "WIFI": "wifi", "WiFi": "wifi", "Wi-Fi": "wifi",
    "IVA": "iva", "NASA": "Nasa", "ONU": "Onu", "OTAN": "Otan", "OMS": "O M S", "COVID": "Covid",
    "IKEA": "Ikea", "ESPHome": "E S P Home", "HomeKit": "Home Kit", "MQTT": "M Q T T",
    "YAML": "yamel", "HACS": "hacs", "ZHA": "Z H A", "SQL": "S Q L", "UCI": "uci", "RENFE": "Renfe",
    "AVE": "ave", "ONCE": "once", "PYME": "pyme", "TIC": "tic",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "USB UE IP AC DC IA AI API UV TV PC ID URL UTC DNI NIE NIF CP ACS HA IR RGB RGBW GPU CPU SSD "
    "HDD HDMI VPN DNS DHCP HTTP HTTPS HTML XML TTS STT LLM NFC RFID GPS SMS BBC CNN TVE RTVE TDT "
    "ICA AQI COV COVT QR PDF CD DVD BMW VW GMT ISO ADSL FAQ ITV OM UHF USA"
)
EMPHASIS_WORDS = words_of(
    "a al con cada de del dos el ella en era es esa ese eso fue ha hay he la las le les lo los me "
    "mi más muy ni no nos o os para pero por que qué se si sin sobre son su sus sí también te tu "
    "tus tú un una uno va ver y ya yo él luz fin sol gas ojo día ir"
)
EMOJI: Mapping[str, str] = {
    "😀": "cara sonriente", "😊": "sonrisa", "😂": "lágrimas de risa", "😉": "guiño",
    "👍": "pulgar arriba", "👎": "pulgar abajo", "🎉": "confeti", "❤": "corazón", "🔥": "fuego",
    "💡": "bombilla", "🏠": "casa", "☀": "sol", "🌧": "lluvia", "❄": "copo de nieve",
    "⚠": "advertencia", "✅": "marca de verificación", "❌": "cruz", "🚀": "cohete",
    "😢": "cara llorando", "🤔": "cara pensativa",
}  # fmt: skip
