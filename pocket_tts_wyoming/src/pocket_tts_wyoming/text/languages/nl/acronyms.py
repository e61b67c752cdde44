"""Dutch acronyms, words that people write in capitals, and names of emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "PvdA": "P V D A", "PvdD": "P V D D",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "USB API UV IP URL TV PC CV WC BTW EU VS UK USA AC DC AI KI ID IT UTC PV OV NS NOS NPO RTL "
    "SBS "
    "VRT VTM BBC KPN ING ABN BV NV HA IR RGB GPU CPU SSD HDMI VPN DNS DHCP HTTP HTTPS HTML XML "
    "TTS "
    "NFC GPS SMS BMW VW KM EHBO AOW GGD UPS VOC OTA CSS CET CEST"
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
