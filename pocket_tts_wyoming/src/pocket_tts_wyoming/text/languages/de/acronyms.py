"""German acronyms, words that people write in capitals, and names of emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

EMOJI: Mapping[str, str] = {
    "😀": "grinsendes Gesicht", "😊": "lächelndes Gesicht", "😂": "Freudentränen",
    "😉": "Zwinkern", "👍": "Daumen hoch", "👎": "Daumen runter", "🎉": "Konfetti",
    "❤": "Herz", "🔥": "Feuer", "💡": "Glühbirne", "🏠": "Haus", "☀": "Sonne",
    "🌧": "Regen", "❄": "Schneeflocke", "⚠": "Warnung", "✅": "Häkchen", "❌": "Kreuz",
}  # fmt: skip
ACRONYM_WORDS: Mapping[str, str] = {
    "NW": "Nordwest", "NO": "Nordost", "SW": "Südwest", "SO": "Südost", "OK": "okay",
    "NNO": "Nordnordost", "ONO": "Ostnordost", "OSO": "Ostsüdost", "SSO": "Südsüdost",
    "SSW": "Südsüdwest", "WSW": "Westsüdwest", "WNW": "Westnordwest", "NNW": "Nordnordwest",
    "StVO": "S T V O", "EnBW": "E N B W", "EnWG": "E N W G",
    "StGB": "S T G B", "EStG": "E S T G", "UStG": "U S T G",
    "WLAN": "W-Lan", "LAN": "Lan", "NASA": "Nasa", "PIN": "Pin", "RAM": "Ram",
    "TÜV": "Tüv", "WiFi": "Wai-Fai", "IKEA": "Ikea", "SIM": "Sim", "NAS": "Nas", "EUR": "Euro",
    "COVID": "Covid", "ESPHome": "E S P Home", "GEMA": "Gema", "DAX": "Dax", "PISA": "Pisa",
    "ADAC": "A D A C",
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
