"""What people and the Supervisor write for an option, made what it means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator


def read_word(value: object) -> object:
    """Forgive capitals and blanks."""
    return value.strip().lower() if isinstance(value, str) else value


def trim(value: object) -> object:
    """Forgive blanks around a value; `null` is one that is not set."""
    if not isinstance(value, str) or value == value.strip():
        return value
    value = value.strip()
    return None if value == "null" else value


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


Word = BeforeValidator(read_word)
OptionalPath = Annotated[Path | None, BeforeValidator(read_path)]
PrecisionWord = BeforeValidator(read_precision)
