from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
import safetensors.torch
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pocket_tts_wyoming.models.onnx.weights import (
    Safetensors,
    WeightsError,
    fingerprint,
)

if TYPE_CHECKING:
    from pathlib import Path

TENSORS = {
    "bf16": torch.tensor([[1.0, -2.5], [3.14, 1e-30]], dtype=torch.bfloat16),
    "f32": torch.arange(6, dtype=torch.float32).reshape(1, 2, 3),
    "f16": torch.tensor([0.1], dtype=torch.float16),
    "i64": torch.tensor([-5]),
    "scalar": torch.tensor(7.0),
    "empty": torch.zeros(0, 4),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some.safetensors"
    safetensors.torch.save_file(TENSORS, path, metadata={"made": "here"})
    return path


def test_reads_what_torch_wrote(file: Path) -> None:
    for tensors in (Safetensors.map(file), Safetensors(file.read_bytes(), "x")):
        assert sorted(tensors.names()) == sorted(TENSORS)
        for name, wanted in TENSORS.items():
            got = tensors.read(name)
            assert name in tensors
            assert got.shape == tuple(wanted.shape) == tensors.shape(name)
            value = (wanted.float() if name == "bf16" else wanted).numpy()
            np.testing.assert_array_equal(got, value)
            assert got.dtype == value.dtype


@settings(deadline=None)
@given(hnp.arrays(np.uint16, st.integers(1, 50)))
def test_every_bf16_is_widened_exactly(
    bits: np.ndarray[tuple[int, ...], np.dtype[np.uint16]],
) -> None:
    data = safetensors.torch.save({"x": torch.from_numpy(bits.copy()).view(torch.bfloat16)})
    wanted = torch.from_numpy(bits.copy()).view(torch.bfloat16).float().numpy()
    np.testing.assert_array_equal(Safetensors(data, "x").read("x"), wanted)


def test_weights_have_the_shape_that_is_asked_for(file: Path) -> None:
    tensors = Safetensors.map(file)
    assert tensors.weight("f16", 1).dtype == np.float32
    with pytest.raises(WeightsError, match=r"'bf16'.*\(2, 2\).*\(2, 3\)"):
        tensors.weight("bf16", 2, 3)
    with pytest.raises(WeightsError, match="no tensor 'other'"):
        tensors.weight("other", 1)


def as_file(header: object, data: bytes = b"") -> bytes:
    encoded = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(encoded).to_bytes(8, "little") + encoded + data


def entry(**changes: object) -> dict[str, object]:
    return {"x": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4], **changes}}


@pytest.mark.parametrize(
    "data",
    [
        b"abc",
        as_file(entry(), bytes(3)),
        as_file(b"{", bytes(4)),
        as_file(b"[]", bytes(4)),
        as_file(b"\xff\xfe", bytes(4)),
        as_file({"x": None}),
        as_file(entry(dtype="Q4"), bytes(4)),
        as_file(entry(shape=[2]), bytes(8)),
        as_file(entry(shape=[-1, -1]), bytes(4)),
        as_file(entry(data_offsets=[4, 0]), bytes(4)),
        as_file(entry(data_offsets=[-8, -4]), bytes(4)),
        as_file(entry(data_offsets=["a", 4]), bytes(4)),
        (2**60).to_bytes(8, "little") + bytes(100),
    ],
)
def test_damage_is_told(data: bytes) -> None:
    with pytest.raises(WeightsError, match=r"^voice.safetensors"):
        Safetensors(data, "voice.safetensors")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.touch()
    with pytest.raises(WeightsError, match="empty"):
        Safetensors.map(path)


def test_fingerprints(tmp_path: Path) -> None:
    path = tmp_path / "x"
    data = bytearray(np.random.default_rng(0).bytes(1_000_000))

    def write(moment: int = 1) -> str:
        path.write_bytes(data)
        os.utime(path, ns=(moment, moment))
        return fingerprint(path)

    first = write()
    assert write() == first
    assert write(2) != first  # repaired in a place that is not sampled
    data[500_000] ^= 1
    assert write() != first  # another training
    data[500_000] ^= 1
    data.append(0)
    assert write() != first
    del data[100:]
    assert write() != first  # shorter than its samples
