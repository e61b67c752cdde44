"""The token of a Hugging Face account: from HF_TOKEN, or from a login that is stored."""

from __future__ import annotations

import contextlib
import logging
import re
from dataclasses import dataclass, field
from pathlib import Path

from huggingface_hub import constants, get_token

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.limits import MAX_SMALL_FILE_BYTES
from pocket_tts_wyoming.models.store.wording import describe

_LOGGER = logging.getLogger(__name__)
# What an HTTP header can carry (RFC 9110, section 5.5), without blanks: no token needs more.
_USABLE = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and where it comes from, so that a sentence can say what to change."""

    value: str = field(repr=False)
    origin: str = "HF_TOKEN"


def is_usable(text: str) -> bool:
    """Return whether a header can carry a token."""
    return _USABLE.fullmatch(text) is not None


def find_token() -> Token | None:
    """Return the token of this machine's login, if there is a usable one."""
    origin = f"the login stored in {constants.HF_TOKEN_PATH}"
    try:
        with contextlib.suppress(FileNotFoundError):
            regular_file.open_binary(Path(constants.HF_TOKEN_PATH), MAX_SMALL_FILE_BYTES).close()
        text = (get_token() or "").strip()
    except Exception as error:  # noqa: BLE001 - another program's login must not end the server
        _LOGGER.warning("%s cannot be used: %s.", constants.HF_TOKEN_PATH, describe(error))
        return None
    if not text:
        return None
    if not is_usable(text):
        _LOGGER.warning("%s is not a token and is not used.", origin[0].upper() + origin[1:])
        return None
    return Token(text, origin)
