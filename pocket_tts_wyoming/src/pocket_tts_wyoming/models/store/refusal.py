"""Why a file cannot be had, as sentences that say what to do."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import httpx2

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.download import TRANSIENT_STATUSES
from pocket_tts_wyoming.models.store.layout import HF, HubAddress
from pocket_tts_wyoming.models.store.wording import describe, without_secrets

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.store.download import StatusError
    from pocket_tts_wyoming.models.store.token import Token

_HTTP_UNAUTHORIZED = 401
_HTTP_FORBIDDEN = 403
_HTTP_NOT_FOUND = 404
_HTTP_PROXY_AUTHENTICATION = 407
REFUSED_STATUSES = frozenset({_HTTP_UNAUTHORIZED, _HTTP_FORBIDDEN})
_GATED = "GatedRepo"
_TOKENS_PAGE = "https://huggingface.co/settings/tokens"


class AccessRefusedError(ModelNotReadyError):
    """The hub wants a token, or a token whose owner accepted the repository's terms."""


class HubUnreachableError(ModelNotReadyError):
    """There was no connection, none that lasted, or a hub that was not well."""


def explain(address: str, host: str, error: StatusError, token: Token | None) -> ModelNotReadyError:
    """Return the error for an HTTP status."""
    shown, status = without_secrets(address), error.status
    if status in REFUSED_STATUSES:
        if address.startswith(HF):
            return AccessRefusedError(_explain_gate(address, host, error, token))
        return AccessRefusedError(f"{shown} may not be read: {host} answered HTTP {status}.")
    if status == _HTTP_NOT_FOUND:
        return ModelNotReadyError(f"{shown} does not exist (HTTP {status}): check the name.")
    if status == _HTTP_PROXY_AUTHENTICATION:
        return HubUnreachableError(
            f"{shown} could not be downloaded: the proxy wants a password. Set HTTPS_PROXY to "
            "http://user:password@host:port."
        )
    kind = HubUnreachableError if status in TRANSIENT_STATUSES else ModelNotReadyError
    return kind(f"{shown} could not be downloaded: {host} answered HTTP {status}. Try again later.")


def _explain_gate(address: str, host: str, error: StatusError, token: Token | None) -> str:
    page = f"https://huggingface.co/{HubAddress.parse(address).repo}"
    if error.sent_token and token is not None:
        if error.status == _HTTP_UNAUTHORIZED:
            return (
                f"{host} refuses the token of {token.origin} (HTTP 401): it was revoked or "
                f"mistyped. Make a new one at {_TOKENS_PAGE}; its account must have accepted the "
                f"terms at {page}."
            )
        return (
            f"{address} is not open to everybody: the account of {token.origin} has not accepted "
            f"the terms at {page}."
        )
    if error.status == _HTTP_FORBIDDEN and error.code != _GATED:
        return (
            f"{address} could not be downloaded: {host} answered HTTP 403 and asks for no token. "
            "A proxy, firewall or filter between this machine and the hub may be the reason."
        )
    return (
        f"{address} is not open to everybody, or does not exist: set HF_TOKEN to a token of an "
        f"account that has accepted the terms at {page}."
    )


def unreachable(shown: str, host: str, error: Exception, reason: str) -> HubUnreachableError:
    """Return the error for a connection that failed; `reason` is free of secrets."""
    if isinstance(error, httpx2.TooManyRedirects):
        return HubUnreachableError(
            f"{shown} could not be downloaded: {host} sends from one address to the next without "
            "an end. Check the address, and HF_ENDPOINT if it is set."
        )
    if isinstance(error, (httpx2.InvalidURL, httpx2.UnsupportedProtocol)):
        return HubUnreachableError(
            f"{shown} could not be downloaded: {host or 'the address'} cannot be asked ({reason}). "
            "Check the address, HF_ENDPOINT and proxies."
        )
    if isinstance(error, httpx2.ProxyError):
        return HubUnreachableError(
            f"{shown} could not be downloaded: the proxy does not let it through ({reason}). Check "
            "HTTPS_PROXY and ALL_PROXY."
        )
    if "CERTIFICATE" in reason:
        return HubUnreachableError(
            f"{shown} could not be downloaded: {host} has a certificate that is not trusted "
            f"({reason}). Check the clock of this machine, and set SSL_CERT_FILE if your network "
            "has a certificate of its own."
        )
    return HubUnreachableError(
        f"{shown} could not be downloaded ({reason}): check that this machine reaches {host}."
    )


def explain_disk(shown: str, home: Path, error: OSError) -> str:
    """Return the sentence for a disk that does not take a file."""
    what = f"{shown} could not be stored"
    if error.errno in disk.FULL:
        return f"{what}: there is no space left. Free some on the disk of HF_HOME={home}."
    if error.errno == errno.EROFS:
        return (
            f"{what}: HF_HOME={home} is on a disk that is read-only, as failing cards become: "
            "look at the system's log, or set HF_HOME to a folder on another disk."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"{what}: HF_HOME={home} may not be written to by user {os.getuid()} "
            f"({error.filename}: {error.strerror}). Give the folder to that user, or set HF_HOME "
            "to another."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{what}: HF_HOME={home} is not a folder. Set HF_HOME to one."
    return f"{what} in HF_HOME={home}: {describe(error)}."
