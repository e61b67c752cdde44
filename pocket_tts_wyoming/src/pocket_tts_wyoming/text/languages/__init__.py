"""The languages; each module is imported only when its language is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Language

SUPPORTED_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")


def load(code: str) -> Language:
    """Load the language with an ISO 639-1 code; a region ("de-AT") is ignored.

    Raises `ValueError` for a language without a module.
    """
    base = code.replace("_", "-").partition("-")[0].lower()
    if base not in SUPPORTED_LANGUAGES:
        raise ValueError(f"No text rules for the language {code!r}.")
    module = import_module(f"{__name__}.{base}.grammar")
    return cast("Language", module.LANGUAGE)
