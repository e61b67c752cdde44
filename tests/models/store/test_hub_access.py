"""Gates, and tokens: sent only where a file needs one, and never shown."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import httpx2
import pytest

from models.store.hubs import ADDRESS, CONTENT, PATH, make_hub
from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.store.hub import AccessRefusedError, Hub
from pocket_tts_wyoming.models.store.token import Token
from support.fake_hub import FakeHub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[FakeHub]:
    with FakeHub({PATH: CONTENT}) as running:
        yield running


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(
    ("token", "step"),
    [
        (None, "set HF_TOKEN"),
        ("other", "account of HF_TOKEN has not accepted the terms"),
        ("revoked", "refuses the token of HF_TOKEN .*revoked or mistyped"),
    ],
)
def test_gate_names_the_step_to_take(
    tmp_path: Path, server: FakeHub, status: int, token: str | None, step: str
) -> None:
    server.gated, server.refusal = ("/owner/repo/",), status
    with pytest.raises(AccessRefusedError, match=rf"{step}.*huggingface\.co/owner/repo"):
        make_hub(tmp_path, server, token=token).fetch(ADDRESS)
    assert server.count("GET") == 0


def test_token_opens_the_gate(tmp_path: Path, server: FakeHub) -> None:
    server.gated = ("/owner/repo/",)
    path = make_hub(tmp_path, server, token="good").fetch(ADDRESS)  # noqa: S106 - no secret
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("token", [None, "good", "hf_..."])
def test_public_file_is_asked_for_without_a_token(
    tmp_path: Path, server: FakeHub, token: str | None
) -> None:
    """The hub answers 401 even for what is public to a token that it does not know."""
    assert make_hub(tmp_path, server, token=token).fetch(ADDRESS).read_bytes() == CONTENT
    assert {request.authorization for request in server.requests} == {None}


def test_stored_login_is_not_sent_either(
    tmp_path: Path, server: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_revoked")
    hub = Hub(None, tmp_path, offline=False, endpoint=server.url, retry_delays_seconds=())
    assert hub.fetch(ADDRESS).read_bytes() == CONTENT
    assert {request.authorization for request in server.requests} == {None}


@pytest.mark.parametrize("kind", [ValueError, RuntimeError, httpx2.InvalidURL, OSError, None])
def test_token_is_in_no_sentence_and_no_traceback(
    tmp_path: Path,
    server: FakeHub,
    kind: type[Exception] | None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """None: what the library itself says of a token with a blank behind it."""
    hub = make_hub(tmp_path, server, token="tea pot\u0020")  # noqa: S106 - no secret
    server.gated = ("/owner/repo/",)

    def fail(*_: object, token: str | bool, **__: object) -> None:
        raise kind(f"b'Bearer {token}'") if kind else AssertionError

    if kind is not None:
        monkeypatch.setattr("pocket_tts_wyoming.models.store.hub.get_hf_file_metadata", fail)
        hub.token = Token("tea pot")
        monkeypatch.setattr(hub, "_metadata", lambda *_: fail(token="tea pot"))  # noqa: S106 - no secret
    with pytest.raises(ModelNotReadyError) as caught:
        hub.fetch(ADDRESS)
    text = "".join(traceback.format_exception(caught.value)) + "".join(caplog.messages)
    assert "pot" not in text.replace('token="tea pot"', "")
