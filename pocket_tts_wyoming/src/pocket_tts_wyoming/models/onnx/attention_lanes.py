"""How many positions this processor's attention adds at a time.

A row's softmax runs over the positions of the whole call; those behind the row count as nothing.
Without AVX2 (ARM, Celeron N4000) ONNX Runtime adds four at a time and what is left one by one. So
the positions behind the last whole four of a call come out about 1e-7 different from what they are
in a longer call (emulated Cortex-A72 and Denverton). With AVX2 and AVX-512 they do not.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import onnxruntime

from pocket_tts_wyoming.models.onnx.build import protobuf
from pocket_tts_wyoming.models.onnx.build.graph import MICROSOFT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.models.engine import Samples

_LANES: Final = (1, 4, 8, 16)
_POSITIONS: Final = 2 * _LANES[-1] + 1
_HEADS, _HEAD_DIM = 8, 16
_OPSETS: Final = {"": 20, MICROSOFT: 1}


@cache
def attention_lanes() -> int:
    """Compare short calls with a long one, a matter of milliseconds and of the processor alone.

    Returns the number whose multiples are positions up to which a call may be cut, and stay the
    same bit for bit; 1 where all are.
    """
    attend = _attention()
    size = 1, _POSITIONS, 3 * _HEADS * _HEAD_DIM
    qkv = np.random.default_rng(0).standard_normal(size).astype(np.float32)
    whole = attend(qkv)
    same = {n: _same_rows(attend(qkv[:, :n]), whole) for n in range(2, _POSITIONS)}
    fitting = [lanes for lanes in _LANES if all(same[n] >= n // lanes * lanes for n in same)]
    return fitting[0] if fitting else _LANES[-1]


def _same_rows(part: Samples, whole: Samples) -> int:
    """Return how many rows of a short call come before the first that differs."""
    differs = (part != whole[:, : part.shape[1]]).any(axis=(0, 2))
    return int(differs.argmax()) if differs.any() else len(differs)


def _attention() -> Callable[[Samples], Samples]:
    """Return causal attention: queries, keys and values (1, S, 3 * dim) to (1, S, dim)."""
    float32, int32 = np.dtype(np.float32), np.dtype(np.int32)
    memory = 1, _HEADS, _POSITIONS, _HEAD_DIM
    pasts, presents = ["past_k", "past_v"], ["present_k", "present_v"]
    inputs = [protobuf.value_info("qkv", [1, "S", 3 * _HEADS * _HEAD_DIM], float32)]
    inputs += [protobuf.value_info(name, memory, float32) for name in pasts]
    inputs += [protobuf.value_info("last", [1], int32), protobuf.value_info("total", [], int32)]
    outputs = [protobuf.value_info("y", [1, "S", _HEADS * _HEAD_DIM], float32)]
    outputs += [protobuf.value_info(name, memory, float32) for name in presents]
    node = protobuf.node(
        "GroupQueryAttention",
        ["qkv", "", "", *pasts, "last", "total"],
        ["y", *presents],
        {"num_heads": _HEADS, "kv_num_heads": _HEADS},
        MICROSOFT,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        protobuf.model([node], [], inputs, outputs, _OPSETS),
        options,
        providers=["CPUExecutionProvider"],
    )
    empty = np.zeros(memory, np.float32)

    def attend(qkv: Samples) -> Samples:
        total = np.array(qkv.shape[1], np.int32)
        feed = {"qkv": qkv, "last": total[None] - 1, "total": total}
        feed |= dict.fromkeys(pasts, empty)
        y: Samples = session.run(["y"], feed)[0]
        return y

    return attend
