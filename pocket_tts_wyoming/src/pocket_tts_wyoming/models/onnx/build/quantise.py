"""Matrices in 8 bits, as ONNX Runtime's operators read them.

Two formats, of which one is faster on one processor and the other on the next. Both round every
weight to one of 255 steps around zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.engine import Samples

BLOCK: Final = 64  # inputs per scale, see `quantise_blocks`
STEPS: Final = np.float32(127)  # on each side of zero
ZERO: Final = 128  # as uint8
_LEAST = np.float32(1e-8)  # a scale's numerator, where all weights are zero


def quantise_outputs(weight: Samples) -> tuple[NDArray[np.int8], Samples]:
    """Quantise a matrix with one scale per output, for MatMulIntegerToFloat.

    `weight` is (out, in). Returns the values (in, out) and the scales (out,).
    """
    scales = np.maximum(np.abs(weight).max(axis=1), _LEAST) / STEPS
    return np.rint(weight.T / scales).astype(np.int8), scales


def quantise_blocks(weight: Samples) -> tuple[NDArray[np.uint8], Samples]:
    """Quantise a matrix in blocks of 64 inputs, for MatMulNBits.

    `weight` is (out, in), in a multiple of 64. Returns the values (out, in / 64, 64) with zero
    point 128, and scales (out, in / 64). Blocks of 64: a row's result is the same alone and in a
    batch, bit for bit (128 takes another kernel for single rows), at the speed of 128.
    """
    rows, columns = weight.shape
    blocks = weight.reshape(rows, columns // BLOCK, BLOCK)
    scales = np.maximum(np.abs(blocks).max(axis=-1), _LEAST) / STEPS
    values = np.rint(blocks / scales[..., None]) + np.float32(ZERO)
    return values.astype(np.uint8), scales
