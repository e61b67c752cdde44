"""What libraries say of errors, made fit for the log and for clients: nothing secret is in it."""

from __future__ import annotations

import re

# h11 quotes the whole header that it refuses, token and all.
_BEARER = re.compile(r"(Bearer\s+)[^'\"\n]*", re.IGNORECASE)
_TOKEN = re.compile(r"\bhf_[A-Za-z0-9]{8,}")
_PASSWORD = re.compile(r"(://)[^/@\s'\"]*@")
# Signed addresses of storage hosts and keys of private models are in the query.
_QUERY = re.compile(r"(\bhttps?://[^\s?'\"<>]+)\?[^\s'\"<>)]*")


def without_secrets(text: str, secret: str | None = None) -> str:
    """Return a text without tokens, passwords in addresses, and queries of addresses.

    `secret` is a token that is known; tokens of Hugging Face are found without.
    """
    if secret:
        text = text.replace(secret, "***")
    text = _BEARER.sub(r"\1***", text)
    text = _TOKEN.sub("hf_***", text)
    text = _PASSWORD.sub(r"\1***@", text)
    return _QUERY.sub(r"\1?***", text)


def describe(error: BaseException, secret: str | None = None) -> str:
    """Return an exception's text without secrets, or its name where it has none (timeouts)."""
    return without_secrets(str(error), secret) or type(error).__name__
