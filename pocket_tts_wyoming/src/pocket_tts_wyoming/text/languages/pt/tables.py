"""Portuguese vocabulary: units, genders of what a home counts, abbreviations, acronyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Currency, Gender, Noun, words_of
from pocket_tts_wyoming.text.languages.metric import degrees, metric_units, raised
from pocket_tts_wyoming.text.languages.romance import Agreement

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE

_PREFIXES = {
    "µ": "micro", "m": "mili", "c": "centi", "h": "hecto", "k": "quilo", "M": "mega", "G": "giga",
    "T": "tera",
}  # fmt: skip
# The stress moves in lengths, so prefix and unit do not simply join.
_LENGTHS = {
    "µm": Noun("micrômetro", "micrômetros"), "mm": Noun("milímetro", "milímetros"),
    "cm": Noun("centímetro", "centímetros"), "m": Noun("metro", "metros"),
    "km": Noun("quilômetro", "quilômetros"),
}  # fmt: skip


def _same(word: str, gender: Gender = _M) -> Noun:
    return Noun(word, word, gender)


def _watt_hours(prefix: str) -> Noun:
    return Noun(f"{prefix}watt-hora", f"{prefix}watts-hora")


UNITS: Mapping[str, Noun] = {
    **degrees("grau", "graus"),
    **metric_units(
        _PREFIXES,
        {
            "W": Noun("watt", "watts"), "V": Noun("volt", "volts"), "A": Noun("ampere", "amperes"),
            "Ah": Noun("ampere-hora", "amperes-hora"), "Hz": _same("hertz"),
            "Pa": Noun("pascal", "pascals"), "g": Noun("grama", "gramas"),
            "l": Noun("litro", "litros"), "B": Noun("byte", "bytes"), "bit": Noun("bit", "bits"),
            "s": Noun("segundo", "segundos"), "lx": _same("lux"), "lm": Noun("lúmen", "lúmens"),
            "Ω": Noun("ohm", "ohms"),
        },
    ),
    **_LENGTHS,
    **raised(_LENGTHS, ("quadrado", "quadrados"), ("cúbico", "cúbicos")),
    "Wh": _watt_hours(""), "kWh": _watt_hours("quilo"), "MWh": _watt_hours("mega"),
    "kWp": Noun("quilowatt-pico", "quilowatts-pico"), "VA": Noun("volt-ampere", "volts-ampere"),
    "L": Noun("litro", "litros"), "mL": Noun("mililitro", "mililitros"),
    "kB": Noun("kilobyte", "kilobytes"), "KB": Noun("kilobyte", "kilobytes"),
    "kbit": Noun("kilobit", "kilobits"), "KiB": Noun("kibibyte", "kibibytes"),
    "MiB": Noun("mebibyte", "mebibytes"), "GiB": Noun("gibibyte", "gibibytes"),
    "TiB": Noun("tebibyte", "tebibytes"),
    "kbps": Noun("kilobit por segundo", "kilobits por segundo"),
    "Mbps": Noun("megabit por segundo", "megabits por segundo"),
    "Gbps": Noun("gigabit por segundo", "gigabits por segundo"),
    "mbar": Noun("milibar", "milibares"), "bar": Noun("bar", "bares"),
    "kcal": Noun("quilocaloria", "quilocalorias", _F), "t": Noun("tonelada", "toneladas", _F),
    "µS": _same("microsiemens"), "%": _same("por cento"), "‰": _same("por mil"),
    "ms": Noun("milissegundo", "milissegundos"), "min": Noun("minuto", "minutos"),
    "seg": Noun("segundo", "segundos"),
    "h": Noun("hora", "horas", _F), "hs": Noun("hora", "horas", _F), "d": Noun("dia", "dias"),
    "dB": Noun("decibel", "decibéis"), "dBA": Noun("decibel A", "decibéis A"),
    "dBm": Noun("decibel-miliwatt", "decibéis-miliwatt"),
    "ppm": Noun("parte por milhão", "partes por milhão", _F),
    "ppb": Noun("parte por bilhão", "partes por bilhão", _F),
    "km/h": Noun("quilômetro por hora", "quilômetros por hora"),
    "mph": Noun("milha por hora", "milhas por hora", _F), "kn": Noun("nó", "nós"),
    "rpm": Noun("rotação por minuto", "rotações por minuto", _F),
    "BTU": _same("B T U"), "BTUs": _same("B T Us"),
    # Whole words, for rates: "2 kWh/dia".
    "dia": Noun("dia", "dias"), "mês": Noun("mês", "meses"), "ano": Noun("ano", "anos"),
    "hora": Noun("hora", "horas", _F), "semana": Noun("semana", "semanas", _F),
}  # fmt: skip

_CENTAVO, _CENT = Noun("centavo", "centavos"), Noun("cêntimo", "cêntimos")
_EURO = Currency(Noun("euro", "euros"), _CENT)
_REAL = Currency(Noun("real", "reais"), _CENTAVO)
_DOLLAR = Currency(Noun("dólar", "dólares"), _CENTAVO)
_POUND = Currency(Noun("libra", "libras", _F), Noun("pêni", "pence"))
CURRENCIES: Mapping[str, Currency] = {
    "R$": _REAL, "BRL": _REAL, "reais": _REAL, "€": _EURO, "EUR": _EURO, "euros": _EURO,
    "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "£": _POUND, "GBP": _POUND,
    "CHF": Currency(Noun("franco suíço", "francos suíços"), _CENT),
    "¥": Currency(Noun("iene", "ienes")),
}  # fmt: skip
_MILLION, _BILLION = Noun("milhão", "milhões"), Noun("bilhão", "bilhões")
_TRILLION = Noun("trilhão", "trilhões")
MAGNITUDES: Mapping[str, Noun] = {
    "mi": _MILLION, "milhão": _MILLION, "milhões": _MILLION, "bi": _BILLION, "bilhão": _BILLION,
    "bilhões": _BILLION, "tri": _TRILLION, "trilhão": _TRILLION, "trilhões": _TRILLION,
}  # fmt: skip

_FEMININE = (
    "luz luzes vez vezes noite noites tarde tardes chave chaves parede paredes rede redes fase "
    "fases base bases frase frases classe classes série séries torre árvore árvores nave neve "
    "ordem ordens nuvem nuvens imagem imagens mão mãos flor flores cor cores dor pele fonte fontes "
    "gente parte partes arte sorte corrente correntes alfaces lente lentes estante estantes chuva "
    "foto fotos moto motos tv tvs playlist playlists alface cervejas ave aves água ponte pontes "
    "torneira nota prancha garagem cruz voz vozes paz raiz raízes maré fé manhã manhãs lã maçã "
    "maçãs irmã romã hortelã avelã avelãs"
)
_MASCULINE = (
    "dia dias programa programas problema problemas sistema sistemas tema temas mapa mapas planeta "
    "clima cinema esquema diploma grama gramas quilograma quilogramas miligrama sofá sofás chá "
    "alarme alarmes tomates tomate crachá maracujá guaraná pijama pijamas drama dramas idioma "
    "avião aviões relógio ecrã ecrãs amanhã"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_FEMININE.split(), _F),
    **dict.fromkeys(_MASCULINE.split(), _M),
}
GENDER_ENDINGS = (
    ("ema", _M), ("emas", _M), ("grama", _M), ("gramas", _M), ("a", _F), ("as", _F),
    ("ção", _F), ("ções", _F), ("são", _F), ("sões", _F), ("dade", _F), ("dades", _F),
    ("agem", _F), ("agens", _F), ("tude", _F), ("ície", _F), ("triz", _F), ("trizes", _F),
)  # fmt: skip

AGREEMENT = Agreement(
    labels=words_of(
        "lâmpada luz janela tomada persiana câmera câmara sala quarto canal andar número zona "
        "sensor cena faixa temporada episódio capítulo página nível linha porta interruptor versão "
        "parte ponto modo opção grupo velocidade índice ventilador cortina termostato estação "
        "volume passo código abajur relé disjuntor piso suíte banheiro garagem portão bomba fase"
    ),
    particles=words_of(
        "de do da dos das a o as os ao aos à às em no na nos nas com por para pra e ou é são está "
        "estão não mais menos que se mas há tem têm foi era um uma vírgula ponto sobre até "
        "como quando entre contra igual avos"
    ),
    states=words_of(
        "ligado ligada ligados ligadas desligado desligada desligados desligadas aceso acesa "
        "acesos acesas apagado apagada apagados apagadas aberto aberta abertos abertas fechado "
        "fechada fechados fechadas ativo ativa ativos ativas ativado ativada desativado desativada "
        "disponível disponíveis indisponível offline online iniciado iniciada trancado trancada "
        "destrancado destrancada pausado pausada pausados pausadas"
    ),
    joiners=words_of("e ou só apenas há tem são estão com encontrei"),
)

WEEKDAYS: Mapping[str, str] = {
    "seg": "segunda-feira", "ter": "terça-feira", "qua": "quarta-feira", "qui": "quinta-feira",
    "sex": "sexta-feira", "sáb": "sábado", "sab": "sábado", "dom": "domingo",
}  # fmt: skip
NUMBERED_WEEKDAYS: Mapping[str, str] = {
    "2": "segunda", "3": "terça", "4": "quarta", "5": "quinta", "6": "sexta",
}  # fmt: skip
WINDS: Mapping[str, str] = {
    "N": "norte", "E": "leste", "L": "leste", "S": "sul", "O": "oeste", "W": "oeste",
    "NE": "nordeste", "SE": "sudeste", "SO": "sudoeste", "SW": "sudoeste", "NO": "noroeste",
    "NW": "noroeste", "NNE": "nor-nordeste", "NNO": "nor-noroeste", "NNW": "nor-noroeste",
    "ENE": "lés-nordeste", "ESE": "lés-sudeste", "SSE": "su-sudeste", "SSO": "su-sudoeste",
    "SSW": "su-sudoeste", "OSO": "oés-sudoeste", "WSW": "oés-sudoeste", "ONO": "oés-noroeste",
    "WNW": "oés-noroeste",
}  # fmt: skip
# After these "30º" is a temperature.
DEGREE_CUES = words_of("máxima mínima temperatura máximas mínimas fazem faz estão")
ROMAN_RANKED: Mapping[str, Gender] = {
    "guerra": _F, "milênio": _M, "milénio": _M, "república": _F, "dinastia": _F, "congresso": _M,
    "edição": _F,
}  # fmt: skip
FEMININE_RULERS = words_of("Elizabeth Elisabete Isabel Maria Catarina Margarida Cristina Ana Joana")
MASCULINE_RULERS = words_of(
    "Pedro João Paulo Luís Luiz Carlos Henrique Filipe Afonso Sancho Dinis Fernando Manuel "
    "Sebastião José Miguel Duarte Bento Pio Leão Gregório Clemente Inocêncio Júlio Urbano "
    "Frederico Guilherme Jorge Eduardo Jaime Ricardo Napoleão Nicolau Alexandre Ivan Otto Ramsés "
    "Leopoldo Alberto Francisco Maximiliano Charles Louis Juan Felipe George Gustavo"
)

ABBREVIATIONS: Mapping[str, str] = {
    "etc.": "et cetera", "Sr.": "senhor", "sr.": "senhor", "Sra.": "senhora", "sra.": "senhora",
    "Srs.": "senhores", "Sras.": "senhoras", "Srta.": "senhorita", "Dr.": "doutor",
    "dr.": "doutor", "Dra.": "doutora", "dra.": "doutora", "Drs.": "doutores",
    "Prof.": "professor", "Profa.": "professora", "Prof.ª": "professora", "Eng.": "engenheiro",
    "Enga.": "engenheira", "Exmo.": "excelentíssimo", "Exma.": "excelentíssima",
    "aprox.": "aproximadamente", "p. ex.": "por exemplo", "ex.": "exemplo", "Ex.": "exemplo",
    "pág.": "página", "págs.": "páginas", "cap.": "capítulo", "art.": "artigo",
    "vol.": "volume", "fig.": "figura", "tel.": "telefone", "Tel.": "telefone",
    "máx.": "máximo", "mín.": "mínimo", "temp.": "temperatura", "Av.": "Avenida",
    "av.": "avenida", "R.": "Rua", "Pça.": "Praça", "D.": "dona",
    "Al.": "Alameda", "apto.": "apartamento",
    "Ltda.": "limitada", "Cia.": "companhia", "a. C.": "antes de Cristo",
    "d. C.": "depois de Cristo", "S.A.": "S A", "vs.": "contra", "vs": "contra",
    "e/ou": "e ou", "obs.": "observação", "Obs.": "observação", "min.": "minutos",
    "seg.": "segundos", "h.": "horas", "séc.": "século", "Séc.": "século",
}  # fmt: skip
ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okay", "LED": "led", "PIN": "pin", "SIM": "sim", "NASA": "Nasa", "ONU": "Onu",
    "LAN": "lan", "RAM": "ram", "ROM": "rom", "WiFi": "Wi-Fi", "WIFI": "Wi-Fi", "NAS": "nas",
    "IKEA": "Ikea", "ESPHome": "E S P Home", "YAML": "iâmel", "COVID": "Covid", "SUS": "sus",
    "OTAN": "Otan", "NATO": "Nato", "IVA": "iva", "EUR": "euros", "CEMIG": "Cemig", "HACS": "racs",
    "INMET": "Inmet", "IPMA": "Ipma", "TAP": "Tap", "LEDs": "leds",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "USB UE EUA IP AC DC IA AI API UV TV PC ID IT TI URL UTC EV IOT IO HA IR RGB GPU CPU SSD HDMI "
    "VPN DNS DHCP HTTP HTTPS HTML XML CSS TTS STT LLM NFC RFID GPS SMS ADSL AQI UPS VOC HVAC PDF "
    "DVD CD BMW ISO IEC OTA SOS CEP CPF RG IPTU IPVA PIX SP RJ DF MG BTU EDP"
)
EMPHASIS_WORDS = words_of(
    "o a os as um uma e ou de do da dos das em no na nos nas com por para não sim é há são mas se "
    "que quem já mais nunca só tudo todos todas dois duas três seis meu seu sua hoje ao aos pare "
    "muito bem bom boa ver sem até eu ele ela nós fim luz"
)
EMOJI: Mapping[str, str] = {
    "😀": "carinha sorrindo", "😊": "carinha feliz", "😂": "chorando de rir", "😉": "piscadinha",
    "👍": "polegar para cima", "👎": "polegar para baixo", "🎉": "confete", "❤": "coração",
    "🔥": "fogo", "💡": "lâmpada", "🏠": "casa", "☀": "sol", "🌧": "chuva", "❄": "floco de neve",
    "⚠": "atenção", "✅": "marca de verificação", "❌": "xis", "🚀": "foguete",
    "😢": "carinha chorando", "🤔": "carinha pensativa", "🔋": "bateria", "🔒": "cadeado",
}  # fmt: skip
