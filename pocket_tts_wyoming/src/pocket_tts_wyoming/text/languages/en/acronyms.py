"""English acronyms, words that people write in capitals, and names of emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ACRONYM_WORDS: Mapping[str, str] = {
    "NW": "northwest", "NE": "northeast", "SW": "southwest", "SE": "southeast",
    "NNW": "north-northwest", "NNE": "north-northeast", "SSW": "south-southwest",
    "SSE": "south-southeast", "WNW": "west-northwest", "WSW": "west-southwest",
    "ENE": "east-northeast", "ESE": "east-southeast", "OK": "okay", "NASA": "Nasa",
    "LAN": "Lan", "WLAN": "W Lan", "RAM": "ram", "ROM": "rom",
    "PIN": "pin", "SIM": "sim", "WiFi": "Wi-Fi", "WIFI": "Wi-Fi", "ESPHome": "E S P Home",
    "HomeKit": "Home Kit", "C#": "C sharp", "JPEG": "jay peg",
    "GIF": "gif", "ZHA": "Z H A", "NAS": "nas",
    "YAML": "yammel", "MQTT": "M Q T T", "COVID": "Covid", "IKEA": "Ikea", "HACS": "hacks",
    "LEGO": "Lego", "JAY": "Jay", "FOX": "Fox", "RAV4": "Rav four",
    "WWI": "World War One", "WWII": "World War Two",
    "MAX": "Max", "AT&T": "A T and T", "R&B": "R and B", "ZIP": "zip", "ZIPs": "zips",
    "POTUS": "Potus", "OPEC": "Opec", "LIDAR": "lidar", "RADAR": "radar", "SQL": "S Q L",
    "ASAP": "A S A P", "SpO2": "S P O two", "PhD": "P H D", "PhDs": "P H Ds",
    "VoIP": "Voip", "LoRa": "Lora", "LoRaWAN": "Lora Wan", "eSIM": "e-sim", "LaTeX": "Latech",
    "NaCl": "N A C L", "HCl": "H C L", "NaOH": "N A O H", "KCl": "K C L",
    "CoV": "Cov", "NiMH": "N I M H",
    "LiFePO4": "Lithium iron phosphate", "NATO": "Nato", "UNICEF": "Unicef",
    "FIFA": "Fifa", "UEFA": "Uefa",
    "TL;DR": "T L D R",
    "NOAA": "Noah", "FEMA": "Fema", "NAFTA": "Nafta", "ALDI": "Aldi", "LIDL": "Lidl",
    "ASUS": "Asus", "BOSE": "Bose", "SONY": "Sony",
    "SCUBA": "scuba", "LASER": "laser", "ICE": "Ice",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "US TBD TBA FYI ESPN BTW IMO RSVP FBI CIA NHL MLB HBO GPA CEO CFO CTO NYC LA DMV IRS LED USA "
    "USB UK EU IP AC DC AI API UV TV PC ID IT URL UTC EV EVS IOT IO "
    "AQI UPS UPC VOC TVOC ISBN AM PM FAQ DIY EOD ETA HA OTA SOS IR RGB RGBW GPU CPU SSD "
    "HDD HDMI VPN DNS DHCP HTTP HTTPS HTML CSS XML TTS STT LLM NFC RFID GPS SMS "
    "IMHO AFAIK FWIW IIRC TLDR LOL OMG BRB NSFW EOM COB MSRP VIP ATM AWOL HOA ACLU NAACP UCLA "
    "ASML AAPL AMZN GOOG GOOGL TSLA MSFT NVDA INTC AMD IBM SAP NYSE IMDB PBS NPR ABC NBC CBS "
    "TNT AMC HGTV USPS TSA FAA FDA EPA IMF IOC ESA MIT BYOD OLED BBC CNN NBA NFL HVAC ECU "
    "QLED EQ ISO IEC EST EDT CST CDT MST MDT PST PDT HST AKST AKDT AST ADT GMT BST CET CEST "
    "NWS AAA AA PSAT"
)  # fmt: skip
EMPHASIS_WORDS = words_of(
    "a am an and any all are as at be but by can do for from get go had has have he her "
    "him his if in into is it its let may me my new no nor not now of off on one only "
    "open or our out see she so the then they this to too two up us use very was we "
    "who why will yes yet you your stop low hot big top red bad run add end dry wet old pay put "
    "say try win buy day gas oil air key bed due tax fog fee kid kids dog cat"
)  # fmt: skip
EMOJI: Mapping[str, str] = {
    "😀": "grinning face", "😊": "smiling face", "😂": "tears of joy", "😉": "wink",
    "👍": "thumbs up", "👎": "thumbs down", "🎉": "party popper", "❤": "heart",
    "🔥": "fire", "💡": "light bulb", "🏠": "house", "☀": "sun", "🌧": "rain",
    "❄": "snowflake", "⚠": "warning", "✅": "check mark", "❌": "cross mark",
    "🚀": "rocket", "😢": "crying face", "🤔": "thinking face",
}  # fmt: skip
