"""Addresses and names from the world of computers."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.normalize.rewriter import Rule

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Grammar

_TOP_LEVELS = (
    "com|org|net|io|dev|app|info|eu|de|at|ch|fr|es|it|pt|nl|be|uk|us|co|tv|me|ai|local|home|lan"
)
_EXTENSIONS = "yaml|yml|json|txt|log|py|js|html|md|csv|pdf|zip|mp3|wav|flac|mp4|jpg|jpeg|png|conf"
_DOMAINS = (
    "alarm_control_panel|assist_satellite|automation|binary_sensor|button|calendar|camera|climate|"
    "conversation|counter|cover|date|datetime|device_tracker|event|fan|group|humidifier|image|"
    "input_boolean|input_button|input_datetime|input_number|input_select|input_text|lawn_mower|"
    "light|lock|media_player|notify|number|person|remote|scene|schedule|script|select|sensor|"
    "siren|sun|switch|text|time|timer|todo|tts|update|vacuum|valve|wake_word|water_heater|"
    "weather|zone"
)
# Lengths are bounded: an open repeat before a sign that does not come would make the time grow
# with the square of a hostile text's length.
_TAIL = r"[^\s<>\"]*[^\s<>\".,;:!?)'\]*]"
_URL = (
    rf"(?i:(?:https?|ftp|wss?|mqtts?)://{_TAIL}|www\.{_TAIL}"
    rf"|(?:[a-z0-9-]{{1,63}}+\.){{1,6}}(?:{_TOP_LEVELS})(?:(?::\d+)?/{_TAIL}|:\d+|/)?(?![\w-]|\.\w))"
)
_DIGITS = re.compile(r"\d+")
# "nhs" and "uk" of "nhs.uk/flu"
_LABEL = re.compile(r"(?<![\w/-])[a-zA-Z]{2,5}(?=\.)|(?<=\.)[a-zA-Z]{2}(?=[/:]|$)")


def rules(grammar: Grammar) -> list[Rule]:
    """E-mail, web, IP and hardware addresses, entity ids, file names."""
    say_address = partial(_address, grammar)
    return [
        Rule(
            "email",
            r"[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
            partial(_email, grammar),
            at_word=True,
        ),
        Rule("url", _URL, say_address, at_word=True),
        Rule(
            "entity_id",
            rf"(?:{_DOMAINS})\.[a-z0-9][a-z0-9_]*(?![\w.])|[a-z_]{{1,40}}+\.[a-z0-9]{{1,40}}_[a-z0-9_]+",
            _entity_id,
            at_word=True,
        ),
        Rule("file_name", rf"[\w/-]{{0,80}}\w\.(?:{_EXTENSIONS})(?!\w)", say_address, at_word=True),
        Rule("joined_by_dot", r"[^\W\d_]++\.(?=[a-zà-ÿ]{2})", say_address, at_word=True),
        Rule(
            "hardware_address",
            r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}(?!\w)",
            partial(_characters, grammar),
        ),
        Rule("ip_address", r"\d{1,3}(?:\.(?!00)\d{1,3}){3}(?::\d+)?(?![\w.]\d)", say_address),
    ]


def _email(grammar: Grammar, match: re.Match[str]) -> str:
    user, _, host = match[0].partition("@")
    spoken_host = _spell_out(grammar, _host(grammar, host))
    return f"{_spell_out(grammar, user)} {grammar.language.words.at} {spoken_host}"


def _address(grammar: Grammar, match: re.Match[str]) -> str:
    address = re.sub(r"^[a-zA-Z]+://", "", match[0])
    address = re.sub(r"^www\.", "", address, flags=re.IGNORECASE)
    # What follows is for machines and minutes long when spoken.
    address = re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/")
    return _spell_out(grammar, _host(grammar, address))


def _host(grammar: Grammar, address: str) -> str:
    """Say the parts of a host's name letter by letter, where that is usual."""
    words = grammar.language.domain_words
    return _LABEL.sub(lambda match: words.get(match[0].lower(), match[0]), address)


def _entity_id(match: re.Match[str]) -> str:
    return re.sub(r"[._]+", " ", match[0]).strip()


def _characters(grammar: Grammar, match: re.Match[str]) -> str:
    characters = (char for char in match[0].upper() if char != ":")
    return " ".join(grammar.digits(char) if char.isdigit() else char for char in characters)


def _spell_out(grammar: Grammar, address: str) -> str:
    words = grammar.language.words
    signs = {
        ".": words.dot,
        "/": words.path_slash,
        "-": words.hyphen,
        "_": words.underscore,
        ":": words.colon,
        "@": words.at,
        "+": words.plus,
        "~": "",
    }

    spoken = _DIGITS.sub(lambda match: f" {grammar.digits(match[0])} ", address)
    spoken = re.sub(r"[^\w\s]|_", lambda m: f" {signs.get(m[0], '')} ", spoken)
    return " ".join(spoken.split())
