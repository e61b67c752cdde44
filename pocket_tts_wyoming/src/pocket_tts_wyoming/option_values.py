"""What people and the Supervisor write for an option, made what it means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, SecretStr

_SHORTEST_TOKEN = 16  # nobody guesses that through a network
# What an HTTP header can carry (RFC 9110, section 5.5), without blanks.
_VISIBLE_ASCII = re.compile(r"[!-~]+")


def read_word(value: object) -> object:
    """Forgive capitals and blanks."""
    return value.strip().lower() if isinstance(value, str) else value


def trim(value: object) -> object:
    """Forgive blanks around a value; `null` is one that is not set."""
    if not isinstance(value, str) or value == value.strip():
        return value
    value = value.strip()
    return None if value == "null" else value


def read_model(value: object) -> object:
    """Forgive capitals in `auto`; elsewhere they may be those of a path."""
    return "auto" if read_word(value) == "auto" else value


def read_precision(value: object) -> object:
    """Accept the add-on's quantization switch too."""
    value = read_word(value)
    return {"on": "int8", "off": "fp32"}.get(value, value) if isinstance(value, str) else value


def read_names(value: object) -> object:
    """Accept names with commas or line ends between them (bashio has a list's items on lines)."""
    if not isinstance(value, str):
        return value
    return tuple(name.strip() for name in re.split(r"[,\n]", value) if name.strip())


def read_announced_name(value: object) -> object:
    """Return True for a switch that is on, None for off, else the name."""
    match read_word(value):
        case True | "true" | "yes" | "on" | "1":
            return True
        case False | "false" | "no" | "off" | "0" | "":
            return None
    return value


def read_path(value: object) -> object:
    """Return None for `off`."""
    return None if read_word(value) in ("off", "") else value


def read_level(value: object) -> object:
    """Return None for `off`; raises ValueError where nothing is said."""
    if value is None:  # "null": unlike elsewhere, nothing is not the default here
        raise ValueError("a number or off is wanted")
    return None if read_word(value) == "off" else value


def check_hugging_face_token(value: SecretStr | None) -> SecretStr | None:
    """Raise ValueError for what cannot be a token."""
    if value is None:
        return None
    text = value.get_secret_value()
    if not text.startswith("hf_"):
        raise ValueError("a token begins with hf_")
    if not _VISIBLE_ASCII.fullmatch(text):
        raise ValueError("it has blanks or letters that no token has: copy it again")
    return value


def check_http_token(value: SecretStr | None) -> SecretStr | None:
    """Raise ValueError for one that somebody could guess."""
    if value is not None and len(value.get_secret_value()) < _SHORTEST_TOKEN:
        raise ValueError("it is too short")
    return value


def check_announced_name(value: Literal[True] | str | None) -> Literal[True] | str | None:
    """Raise ValueError for what fits into no DNS label."""
    if isinstance(value, str) and len(value.encode()) > 63:  # noqa: PLR2004 - RFC 1035, 2.3.4
        raise ValueError("it is longer than 63 bytes")
    return value


Word = BeforeValidator(read_word)
ModelName = BeforeValidator(read_model)
OptionalPath = Annotated[Path | None, BeforeValidator(read_path)]
PrecisionWord = BeforeValidator(read_precision)
HuggingFaceToken = Annotated[SecretStr | None, AfterValidator(check_hugging_face_token)]
HttpToken = Annotated[SecretStr | None, AfterValidator(check_http_token)]
AnnouncedName = Annotated[
    Literal[True] | str | None,
    BeforeValidator(read_announced_name),
    AfterValidator(check_announced_name),
]
