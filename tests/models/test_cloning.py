"""Where a model takes its encoder from. The weights are a tiny checkpoint's, the hub is a fake."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import safetensors.torch
import torch
import yaml

from pocket_tts_wyoming.models.cloning import CloningModel
from pocket_tts_wyoming.models.onnx.voice_maker import is_encoder_tensor
from pocket_tts_wyoming.models.store.files import find_variant
from pocket_tts_wyoming.models.store.hub import Hub
from pocket_tts_wyoming.models.store.tensors import TensorStore
from pocket_tts_wyoming.models.store.token import Token
from pocket_tts_wyoming.voices.recorded import WAITING_FOR_TOKEN
from pocket_tts_wyoming.voices.recording_model import NotYetError
from support.fake_hub import COMMIT, FakeHub
from support.hf_cache import url_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pocket_tts_wyoming.models.store.files import ModelFiles

GATED = f"hf://synthetic/gated/model.safetensors@{COMMIT}"


@pytest.fixture(scope="module")
def open_model(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a model whose encoder is zeros here, and whole on the hub."""
    folder = tmp_path_factory.mktemp("open")
    tensors = safetensors.torch.load_file(tiny_model / "model.safetensors")
    safetensors.torch.save_file(
        {
            name: torch.zeros_like(tensor) if is_encoder_tensor(name) else tensor
            for name, tensor in tensors.items()
        },
        folder / "open.safetensors",
    )
    config: dict[str, Any] = yaml.safe_load((tiny_model / "config.yaml").read_text("utf-8"))
    config["weights_path"] = GATED
    config["weights_path_without_voice_cloning"] = str(folder / "open.safetensors")
    (folder / "open.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return folder


@pytest.fixture
def server(tiny_model: Path) -> Iterator[FakeHub]:
    content = (tiny_model / "model.safetensors").read_bytes()
    with FakeHub({url_path(GATED): content}, gated=("/synthetic/gated",)) as running:
        yield running


def cloning(
    config: Path, home: Path, endpoint: str, token: str | None = None, *, offline: bool = False
) -> CloningModel:
    hub = Hub(token, home, endpoint=endpoint, retry_delays_seconds=(), offline=offline)
    hub.token = Token(token) if token else None  # not this machine's login
    store = TensorStore(hub, home / "encoders")
    return CloningModel(find_variant(str(config)), hub, store, home / "scratch", is_main=True)


def known(model: CloningModel) -> ModelFiles:
    """Let a model be loaded from what is on this machine."""
    model.local()
    files = model._assumed
    assert files is not None
    model.note(files)
    return files


def test_whole_weights_have_the_encoder(tiny_model: Path, tmp_path: Path, server: FakeHub) -> None:
    model = cloning(tiny_model / "config.yaml", tmp_path, server.url)
    local = model.local()
    assert local is not None
    was_known, identity = model.is_known, model.identity
    known(model)
    assert (was_known, model.is_known) == (False, True)
    assert model.identity == identity
    assert model.fetch() == local
    assert server.requests == []


def test_encoder_alone_is_fetched_once(open_model: Path, tmp_path: Path, server: FakeHub) -> None:
    model = cloning(open_model / "open.yaml", tmp_path, server.url, "good")
    known(model)
    assert model.local() is None
    made = model.fetch()
    assert made.encoder_identity()
    sent = [request.range for request in server.requests if request.method == "GET"]
    assert sent
    assert None not in sent
    server.requests.clear()
    again = cloning(open_model / "open.yaml", tmp_path, server.url, "good", offline=True)
    assert again.local() == made
    assert server.requests == []


@pytest.mark.parametrize(
    ("token", "words"),
    [(None, "set it as HF_TOKEN"), ("other", "has not accepted the terms"), ("hf_x", "revoked")],
)
def test_closed_gate_names_the_steps(
    open_model: Path, tmp_path: Path, server: FakeHub, token: str | None, words: str
) -> None:
    model = cloning(open_model / "open.yaml", tmp_path, server.url, token)
    known(model)
    with pytest.raises(NotYetError, match=words) as raised:
        model.fetch()
    assert raised.value.status == WAITING_FOR_TOKEN
    assert "https://huggingface.co/synthetic/gated" in str(raised.value)
    assert "https://huggingface.co/settings/tokens" in str(raised.value)
    assert "hf_token" in str(raised.value)
    assert (server.requests == []) == (token is None), "a closed gate is not knocked at in vain"


@pytest.mark.parametrize("offline", [True, False])
def test_missing_network_is_no_matter_of_the_token(
    open_model: Path, tmp_path: Path, *, offline: bool
) -> None:
    endpoint = "http://127.0.0.1:9"
    model = cloning(open_model / "open.yaml", tmp_path, endpoint, "good", offline=offline)
    known(model)
    with pytest.raises(NotYetError, match=r"HF_HUB_OFFLINE|reaches 127\.0\.0\.1") as raised:
        model.fetch()
    assert raised.value.status != WAITING_FOR_TOKEN
    assert ".." not in str(raised.value)


def test_model_that_nobody_gave_an_encoder_says_so(
    open_model: Path, tmp_path: Path, server: FakeHub
) -> None:
    model = cloning(open_model / "open.yaml", tmp_path, server.url, "good")
    files = known(model)
    model.note(replace(files, config={**files.config, "weights_path": None}))
    with pytest.raises(NotYetError, match="have no encoder"):
        model.fetch()


def test_model_that_the_graphs_cannot_express_says_so(
    tiny_model: Path, tmp_path: Path, server: FakeHub
) -> None:
    model = cloning(tiny_model / "config.yaml", tmp_path, server.url)
    files = known(model)
    mimi = {**files.config["mimi"], "channels": 2}
    mimi["seanet"] = {**mimi["seanet"], "channels": 2}
    model.note(replace(files, config={**files.config, "mimi": mimi}))
    with pytest.raises(NotYetError, match="mono"):
        model.fetch()


def test_another_model_is_not_taken_for_the_one_before(
    tiny_model: Path, open_model: Path, tmp_path: Path, server: FakeHub
) -> None:
    model = cloning(tiny_model / "config.yaml", tmp_path, server.url)
    known(model)
    before = model.identity
    model.assume(find_variant(str(open_model / "open.yaml")))
    assert (model.identity, model.is_known) == (None, False)
    known(model)
    assert model.identity != before


def test_graphs_of_a_killed_server_are_removed(
    tiny_model: Path, tmp_path: Path, server: FakeHub
) -> None:
    model = cloning(tiny_model / "config.yaml", tmp_path, server.url)
    known(model)
    for name in ("old", "new"):
        (tmp_path / "scratch" / name).mkdir(parents=True)
    long_ago = time.time() - 10_000
    os.utime(tmp_path / "scratch" / "old", (long_ago, long_ago))
    model.fetch()
    assert [path.name for path in (tmp_path / "scratch").iterdir()] == ["new"]
