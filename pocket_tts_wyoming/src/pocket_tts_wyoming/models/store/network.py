"""The client for downloads, and what the environment's variables can spoil about it."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from huggingface_hub import get_session

from pocket_tts_wyoming import regular_file
from pocket_tts_wyoming.errors import SettingsError
from pocket_tts_wyoming.models.store.wording import describe, without_secrets

if TYPE_CHECKING:
    import httpx2

_PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_USABLE_SCHEMES = ("http://", "https://")


def client() -> httpx2.Client:
    """Return the client that huggingface_hub and we share, made on the first call.

    Raises SettingsError if a variable of the environment stands in the way.
    """
    try:
        if certificates := os.environ.get(_CERTIFICATES[0]):
            regular_file.open_binary(Path(certificates)).close()  # a pipe would hold OpenSSL
        return get_session()
    except (ImportError, ValueError) as error:  # SOCKS without socksio; an unknown scheme
        raise SettingsError(_blame_proxy(error)) from None
    except OSError as error:  # ssl.SSLError is one
        raise SettingsError(_blame_certificates(error)) from None


def _blame_proxy(error: Exception) -> str:
    for name in _PROXIES:
        for variable in (name, name.lower()):
            value = os.environ.get(variable, "")
            if "://" in value and not value.lower().startswith(_USABLE_SCHEMES):
                return (
                    f"{variable}={without_secrets(value)} cannot be used: the download works with "
                    f"http:// and https:// proxies only. Name one of those, or unset {variable}."
                )
    return (
        f"The proxy of the environment cannot be used ({describe(error)}): look at "
        f"{', '.join(_PROXIES)} and their spellings in small letters."
    )


def _blame_certificates(error: OSError) -> str:
    reason = "no certificate is in it" if isinstance(error, ssl.SSLError) else error.strerror
    for variable in _CERTIFICATES:
        if value := os.environ.get(variable):
            return (
                f"{variable}={value} cannot be used ({reason}): name a file of certificates in PEM "
                f"format, or unset {variable}."
            )
    return f"This machine's certificates cannot be read ({reason}): install ca-certificates."
