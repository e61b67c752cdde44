"""Nothing secret is in what is said about an error."""

from __future__ import annotations

import httpx2
import pytest

from pocket_tts_wyoming.models.store.wording import describe, without_secrets

TOKEN = "hf_" + "aB3" * 11


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Illegal header value b'Bearer {TOKEN} '", "Illegal header value b'Bearer ***'"),
        (f"Illegal header value b'Bearer {TOKEN}\\r'", "Illegal header value b'Bearer ***'"),
        (f"the token {TOKEN} is wrong", "the token hf_*** is wrong"),
        ("proxy http://me:secret@proxy:3128 refused", "proxy http://***@proxy:3128 refused"),
        ("GET https://cdn.x/y?Signature=abc&Key=1 failed", "GET https://cdn.x/y?*** failed"),
        ("[Errno 111] Connection refused", "[Errno 111] Connection refused"),
        ("Is https://host/a.yaml right?", "Is https://host/a.yaml right?"),
        ("huggingface_hub and hf_token", "huggingface_hub and hf_token"),
    ],
)
def test_secrets_are_left_out(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
    assert describe(ValueError(text)) == shown


def test_known_secret_of_any_form_is_left_out() -> None:
    assert describe(ValueError("value 'tea pot'"), "tea pot") == "value '***'"


def test_error_without_a_text_is_named() -> None:
    assert describe(httpx2.ReadTimeout("")) == "ReadTimeout"
