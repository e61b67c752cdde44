"""Italian acronyms, words that people write in capitals, and names of emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okay", "LED": "led", "PIN": "pin", "SIM": "sim", "NASA": "Nasa", "RAI": "Rai",
    "ONU": "Onu", "USA": "Usa", "IVA": "iva", "LAN": "lan", "RAM": "ram", "ROM": "rom",
    "WiFi": "Wi-Fi", "WIFI": "Wi-Fi", "NAS": "nas", "IMU": "imu", "IKEA": "Ikea",
    "ESPHome": "E S P Home", "YAML": "yamel", "COVID": "Covid", "IRPEF": "irpef", "SIAE": "siae",
    "EUR": "euro", "ENI": "Eni", "NATO": "Nato", "HACS": "hacs", "RADAR": "radar", "MIB": "mib",
    "PIL": "pil", "INPS": "Inps", "ISTAT": "Istat", "TAR": "tar", "TAC": "tac", "TAV": "tav",
    "CAF": "caf", "CUD": "cud", "CAP": "cap", "SUV": "suv", "GIP": "gip", "GUP": "gup",
    "BOT": "bot", "ASL": "asl", "UIL": "Uil", "CAI": "Cai", "ACI": "aci", "PEC": "pec",
    "CUP": "cup", "DOC": "doc", "DOP": "dop", "DEF": "def", "MES": "mes", "ROS": "ros",
    "RIS": "ris", "VIP": "vip", "GIF": "gif", "ZIP": "zip", "IBAN": "iban", "BIC": "bic",
    "OLED": "oled", "DAX": "Dax", "CAC": "Cac", "PUK": "puk", "BIOS": "bios",
    "TIM": "Tim", "VAR": "Var", "PUN": "pun", "DAD": "dad",
    "POD": "pod", "AMA": "Ama", "UFO": "ufo", "CIG": "cig", "TAN": "tan", "GRA": "gra",
    "APP": "app", "SKY": "Sky", "COP": "cop", "ON": "on", "EVO": "evo",
    "OFF": "off", "WEB": "web", "BUS": "bus", "GAS": "gas", "BAR": "bar", "GOL": "gol",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "ISBN DOI USB UE IP AC DC IA AI API UV TV PC ID IT URL UTC EV IOT IO HA IR RGB GPU CPU SSD "
    "HDMI VPN DNS DHCP HTTP HTTPS HTML XML CSS TTS STT LLM NFC RFID GPS SMS ADSL AQI UPS VOC HVAC "
    "VMC PDF DVD CD FTSE BMW ISO IEC OTA SOS DIY CGIL OCSE IEEE IRCCS ONG"
)
EMPHASIS_WORDS = words_of(
    "il la lo i gli le un una uno e o ed di a da in con su per tra fra non sì no è ha ho ma se "
    "che "
    "chi ora già più mai solo tutto tutti tutte due tre sei via ok stop mio tuo suo"
)
EMOJI: Mapping[str, str] = {
    "😀": "faccina che ride", "😊": "faccina sorridente", "😂": "lacrime di gioia",
    "😉": "occhiolino", "👍": "pollice in su", "👎": "pollice in giù", "🎉": "coriandoli",
    "❤": "cuore", "🔥": "fuoco", "💡": "lampadina", "🏠": "casa", "☀": "sole", "🌧": "pioggia",
    "❄": "fiocco di neve", "⚠": "attenzione", "✅": "segno di spunta", "❌": "croce", "🚀": "razzo",
    "😢": "faccina che piange", "🤔": "faccina pensierosa", "🔋": "batteria", "🔒": "lucchetto",
}  # fmt: skip
