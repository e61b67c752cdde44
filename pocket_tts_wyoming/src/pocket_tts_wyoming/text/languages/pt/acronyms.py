"""Portuguese acronyms, words that people write in capitals, and names of emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okay", "LED": "led", "PIN": "pin", "SIM": "sim", "NASA": "Nasa", "ONU": "Onu",
    "LAN": "lan", "RAM": "ram", "ROM": "rom", "WiFi": "Wi-Fi", "WIFI": "Wi-Fi", "NAS": "nas",
    "IKEA": "Ikea", "ESPHome": "E S P Home", "YAML": "iâmel", "COVID": "Covid", "SUS": "sus",
    "OTAN": "Otan", "NATO": "Nato", "IVA": "iva", "PIB": "pib", "EUR": "euros", "CEMIG": "Cemig",
    "HACS": "racs", "INMET": "Inmet", "IPMA": "Ipma", "TAP": "Tap", "LEDs": "leds", "IMI": "imi",
    "NIF": "nif", "NIB": "nib", "REN": "Ren", "INE": "Ine", "SIC": "Sic", "MEO": "Meo",
    "TAC": "tac", "IBAN": "iban", "BIC": "bic", "VIP": "vip", "GIF": "gif", "ZIP": "zip",
    "PIX": "pix", "OLED": "oled", "DAX": "Dax", "CAC": "Cac", "PUK": "puk", "BIOS": "bios",
    "USP": "Usp", "UPA": "Upa", "SESC": "Sesc", "PIS": "pis", "UERJ": "Uerj",
    "VAR": "var", "MEC": "Mec", "MAM": "Mam", "MEI": "mei", "PET": "pet", "TED": "ted",
    "DOC": "doc", "ONG": "ong", "ONGs": "ongs", "SPTrans": "S P Trans", "APP": "app", "ON": "on",
    "OFF": "off", "PEC": "pec", "COP": "cop", "SAC": "sac",
    "WEB": "web", "GOL": "Gol", "BAR": "bar", "GÁS": "gás", "SOL": "sol", "DIA": "dia",
    "MÊS": "mês", "ANO": "ano", "MÃE": "mãe", "PAI": "pai",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "ISBN DOI USB UE EUA IP AC DC IA AI API UV TV PC ID IT TI URL UTC EV IOT IO HA IR RGB GPU CPU "
    "SSD HDMI VPN DNS DHCP HTTP HTTPS HTML XML CSS TTS STT LLM NFC RFID GPS SMS ADSL AQI UPS VOC "
    "HVAC PDF DVD CD BMW ISO IEC OTA SOS CEP CPF IBGE INSS IRS PSP GNR RTP TVI RG IPTU IPVA "
    "SP RJ DF MG BTU EDP IEFP IPSS OCDE IEEE IPCA EMTU ITBI INPC"
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
