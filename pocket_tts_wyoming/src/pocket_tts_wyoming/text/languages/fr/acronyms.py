"""French acronyms, words that people write in capitals, and names of emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okay", "LED": "led", "LEDs": "leds", "NNE": "nord-nord-est", "NNO": "nord-nord-ouest",
    "SSE": "sud-sud-est", "SSO": "sud-sud-ouest", "ENE": "est-nord-est", "ESE": "est-sud-est",
    "ONO": "ouest-nord-ouest", "OSO": "ouest-sud-ouest", "PIN": "pin", "SIM": "sim", "RAM": "ram",
    "LAN": "lan", "WLAN": "W lan", "NAS": "nas", "WIFI": "Wi-Fi", "WiFi": "Wi-Fi",
    "Wifi": "Wi-Fi", "NASA": "Nasa", "ONU": "Onu", "OTAN": "Otan", "PAC": "pac", "COVID": "Covid",
    "IKEA": "Ikea", "ESPHome": "E S P Home", "HomeKit": "Home Kit", "MQTT": "M Q T T",
    "YAML": "yamel", "HACS": "hacs", "JPEG": "j peg", "ZHA": "Z H A", "SMIC": "smic",
    "CAC": "cac", "SQL": "S Q L", "ZEP": "zep", "ZAC": "zac", "RIB": "rib", "CAF": "caf",
    "ZAD": "zad", "DOM": "dom", "TOM": "tom", "GIF": "gif", "LOL": "lol", "ZIP": "zip",
    "BIOS": "bios", "VIP": "vip", "OLED": "oled", "QLED": "qled", "ASCII": "aski", "IBAN": "iban",
    "BIC": "bic", "BAC": "bac", "PUK": "puk", "ROM": "rom", "IMDb": "I M D B",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "ISBN DOI USA USB UE IP AC DC IA AI API UV TV PC ID URL UTC EDF SNCF RATP RER TGV VMC ECS DPE "
    "HP HC GMT HA IR RGB RGBW GPU CPU SSD HDD HDMI VPN DNS DHCP HTTP HTTPS HTML XML TTS STT LLM "
    "NFC RFID GPS SMS MMS BBC TNT CNN FR TF RTL AQI COV COVT QR PDF CD DVD BD BMW VW TVA PME PDG "
    "HT ISO ADSL FAQ IRM BFM OM PSG EELV AESH ANPE ERDF OCDE ESCP IEEE EPHE OGM IUT EAN "
    "CEST VOST VOSTFR ONT"
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
