from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import safetensors.torch
import torch

from pocket_tts_wyoming.errors import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.onnx.oracle import Load, Model

LAYER = "transformer.layers.{}.self_attn/"


@pytest.fixture
def state(blocks: Model) -> dict[str, torch.Tensor]:
    tensors: dict[str, torch.Tensor] = safetensors.torch.load_file(blocks.voice("short"))
    return tensors


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "somebody.safetensors"


def test_the_layout_of_a_slot(blocks: Model, load: Load, state: dict[str, torch.Tensor]) -> None:
    voice = load(blocks).read_voice(blocks.voice("short"))
    assert voice.length == 9
    assert len(voice.buffers) == 6
    for i, buffer in enumerate(voice.buffers):
        wanted = state[LAYER.format(i // 2) + "cache"][i % 2, 0, :9].transpose(0, 1)
        np.testing.assert_array_equal(buffer, wanted)
        assert buffer.dtype == np.float32


def test_older_files(blocks: Model, load: Load, state: dict[str, torch.Tensor], path: Path) -> None:
    """`current_end` says by its length what `offset` says now; `pad` came later."""
    old = {name: value for name, value in state.items() if name.endswith("cache")}
    old |= {LAYER.format(i) + "current_end": torch.zeros(9) for i in range(3)}
    safetensors.torch.save_file(old, path)
    backend = load(blocks)
    voice, wanted = backend.read_voice(path), backend.read_voice(blocks.voice("short"))
    assert voice.length == 9
    np.testing.assert_array_equal(np.stack(voice.buffers), np.stack(wanted.buffers))


def test_bf16(blocks: Model, load: Load, state: dict[str, torch.Tensor], path: Path) -> None:
    half = {k: v.bfloat16() if k.endswith("cache") else v for k, v in state.items()}
    safetensors.torch.save_file(half, path)
    backend = load(blocks)
    voice, wanted = backend.read_voice(path), backend.read_voice(blocks.voice("short"))
    np.testing.assert_allclose(np.stack(voice.buffers), np.stack(wanted.buffers), rtol=2**-8)


def test_the_file_may_be_replaced(blocks: Model, load: Load, path: Path) -> None:
    path.write_bytes(blocks.voice("short").read_bytes())
    voice = load(blocks).read_voice(path)
    before = [buffer.copy() for buffer in voice.buffers]
    path.write_bytes(b"")
    np.testing.assert_array_equal(np.stack(voice.buffers), np.stack(before))


def changed(name: str, value: torch.Tensor | None) -> Callable[[dict[str, torch.Tensor]], None]:
    def change(state: dict[str, torch.Tensor]) -> None:
        if value is None:
            del state[LAYER.format(1) + name]
        else:
            state[LAYER.format(1) + name] = value

    return change


def more_layers(state: dict[str, torch.Tensor]) -> None:
    state[LAYER.format(3) + "cache"] = torch.zeros(1)


def all_offsets(value: int) -> Callable[[dict[str, torch.Tensor]], None]:
    def change(state: dict[str, torch.Tensor]) -> None:
        for i in range(3):
            state[LAYER.format(i) + "offset"] = torch.tensor([value])

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (more_layers, "4 layers, but the model has 3"),
        (changed("cache", None), "no tensor 'transformer.layers.1.self_attn/cache'"),
        (changed("offset", None), "no tensor 'transformer.layers.1.self_attn/offset'"),
        (changed("offset", torch.tensor([8])), "differ in length"),
        (changed("offset", torch.tensor([1.5])), "not one whole number"),
        (changed("cache", torch.zeros(2, 1, 12, 4, 16)), r"\(2, 1, 12, 4, 16\).*4, 32"),
        (changed("cache", torch.zeros(2, 1, 12, 2, 32)), r"\(2, 1, 12, 2, 32\).*4, 32"),
        (changed("cache", torch.zeros(2, 2, 12, 4, 32)), "made with"),
        (changed("cache", torch.zeros(2, 1, 8, 4, 32)), "at least 9"),
        (changed("cache", torch.zeros(5)), r"\(5,\)"),
        (changed("cache", torch.full((2, 1, 9, 4, 32), float("inf"))), "not finite numbers"),
        (changed("pad", torch.tensor([2])), "batch"),
        (all_offsets(0), "0 positions"),
        (all_offsets(-3), "-3 positions"),
        (all_offsets(500), "500 positions .* 1 to 483"),
    ],
)
def test_a_state_that_does_not_fit(
    blocks: Model,
    load: Load,
    state: dict[str, torch.Tensor],
    path: Path,
    change: Callable[[dict[str, torch.Tensor]], None],
    reason: str,
) -> None:
    change(state)
    safetensors.torch.save_file(state, path)
    with pytest.raises(VoiceUnavailableError, match=f"{path.name} cannot be used: .*{reason}"):
        load(blocks).read_voice(path)


def test_files_that_are_none(blocks: Model, load: Load, path: Path) -> None:
    backend = load(blocks)
    with pytest.raises(VoiceUnavailableError, match=r"cannot be read: No such file"):
        backend.read_voice(path)
    path.write_bytes(blocks.voice("short").read_bytes()[:-1])
    with pytest.raises(VoiceUnavailableError, match=r"damaged or cut short"):
        backend.read_voice(path)
    path.write_bytes(b"RIFF and so on, a recording instead of a state")
    with pytest.raises(VoiceUnavailableError, match=r"not a safetensors file"):
        backend.read_voice(path)
