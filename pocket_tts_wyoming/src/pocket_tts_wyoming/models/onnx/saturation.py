"""Whether this processor's products of int8 are wrong where they are large.

ONNX Runtime multiplies uint8 by int8 on x86 with AVX2 or AVX-512, but without VNNI, by adding pairs
of products in 16 bits: what does not fit is cut off, and normal values are wrong by 16 % then (an
emulated Haswell). Its option `session.x64quantprecision` takes another kernel, but does so on some
processors that need none: on a Zen 4 prompts took 1.8 times as long.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import onnxruntime

from pocket_tts_wyoming.models.onnx.build import protobuf

_INPUTS, _OUTPUTS = 64, 32
_OPSETS: Final = {"": 20}


@cache
def products_saturate() -> bool:
    """Multiply the greatest values, a matter of milliseconds and of the processor alone."""
    weights = np.full((_INPUTS, _OUTPUTS), 127, np.int8)
    nothing = np.array(0, np.uint8)
    int32, uint8 = np.dtype(np.int32), np.dtype(np.uint8)
    model = protobuf.model(
        [protobuf.node("MatMulInteger", ["x", "weights", "nothing"], ["y"], {}, "")],
        [protobuf.tensor("weights", weights), protobuf.tensor("nothing", nothing)],
        [protobuf.value_info("x", [1, _INPUTS], uint8)],
        [protobuf.value_info("y", [1, _OUTPUTS], int32)],
        _OPSETS,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    [y] = session.run(["y"], {"x": np.full((1, _INPUTS), 255, np.uint8)})
    return bool((y != 255 * 127 * _INPUTS).any())
