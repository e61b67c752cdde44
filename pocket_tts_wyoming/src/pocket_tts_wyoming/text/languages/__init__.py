"""The languages: one folder each, loaded only when the language is used.

A new language is a new folder (copy the nearest one) and one more code in `SUPPORTED_LANGUAGES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pocket_tts_wyoming.text.languages.base import Language
    from pocket_tts_wyoming.text.languages.profile import Profile

SUPPORTED_LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")


def load(code: str) -> Language:
    """Load the language with an ISO 639-1 code; a region ("de-AT") is ignored.

    Raises `ValueError` for a language without a folder.
    """
    module = import_module(f"{__name__}.{_known(code)}.language")
    return cast("Language", module.LANGUAGE)


def profile_of(code: str) -> Profile:
    """Return a language in brief, without its tables (some milliseconds).

    Raises `ValueError` for a language without a folder.
    """
    return cast("Profile", import_module(f"{__name__}.{_known(code)}").PROFILE)


def _known(code: str) -> str:
    base = code.replace("_", "-").partition("-")[0].lower()
    if base not in SUPPORTED_LANGUAGES:
        raise ValueError(f"No text rules for the language {code!r}.")
    return base
