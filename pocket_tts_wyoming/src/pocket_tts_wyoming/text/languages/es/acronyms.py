"""Spanish acronyms, words that people write in capitals, and names of emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ACRONYM_WORDS: Mapping[str, str] = {
    "OK": "okey", "ON": "on", "OFF": "off", "BiciMAD": "Bicimad",
    "LED": "led", "LEDs": "leds", "NNE": "nornoreste", "NNO": "nornoroeste",
    "SSE": "sursureste", "SSO": "sursuroeste", "ENE": "estenoreste", "ESE": "estesureste",
    "ONO": "oestenoroeste", "OSO": "oestesuroeste", "PIN": "pin", "SIM": "sim", "RAM": "ram",
    "LAN": "lan", "WLAN": "W lan", "NAS": "nas", "WIFI": "wifi", "WiFi": "wifi", "Wi-Fi": "wifi",
    "IVA": "iva", "NASA": "Nasa", "ONU": "Onu", "OTAN": "Otan", "OMS": "O M S", "COVID": "Covid",
    "IKEA": "Ikea", "ESPHome": "E S P Home", "HomeKit": "Home Kit", "MQTT": "M Q T T",
    "YAML": "yamel", "HACS": "hacs", "ZHA": "Z H A", "SQL": "S Q L", "UCI": "uci",
    "RENFE": "Renfe", "AVE": "ave", "ONCE": "once", "PYME": "pyme", "TIC": "tic", "VIP": "vip",
    "EPA": "epa", "ERE": "ere", "ESO": "eso", "IBI": "ibi", "BOE": "boe", "CIS": "cis",
    "FED": "Fed", "UME": "ume", "UCO": "uco", "ETA": "Eta", "CIF": "cif",
    "NIF": "nif", "NIE": "nie", "PAU": "pau", "RAE": "rae", "SER": "Ser", "TED": "ted",
    "ICO": "ico", "MIR": "mir", "PUK": "puk", "VOX": "Vox", "CUP": "Cup",
    "CCOO": "Comisiones Obreras", "TAC": "tac", "IBAN": "iban", "BIC": "bic", "GIF": "gif",
    "ZIP": "zip", "OLED": "oled", "AMPA": "ampa", "DANA": "dana", "DGT": "D G T", "ROM": "rom",
    "BIOS": "bios", "ASCII": "asqui", "IMDb": "I M D B",
}  # fmt: skip
SPELLED_ACRONYMS = words_of(
    "ISBN DOI USB UE IP AC DC IA AI API UV TV PC ID URL UTC DNI CP ACS HA IR RGB RGBW GPU CPU SSD "
    "HDD HDMI VPN DNS DHCP HTTP HTTPS HTML XML TTS STT LLM NFC RFID GPS SMS BBC CNN TVE RTVE TDT "
    "ICA AQI COV COVT QR PDF CD DVD BMW VW GMT ISO ADSL FAQ ITV OM UHF USA OCDE IRPF INSS IEEE "
    "ONG EBITDA CEST VOSE"
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
