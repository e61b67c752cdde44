"""Building an ONNX graph: code that reads like the arithmetic adds nodes; weights go to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np

from pocket_tts_wyoming.models.onnx.build import protobuf
from pocket_tts_wyoming.models.onnx.build.quantise import (
    BLOCK,
    STEPS,
    ZERO,
    quantise_blocks,
    quantise_outputs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.engine import Samples

Precision: TypeAlias = Literal["int8", "int8-blocks", "fp32"]
"""See `Graph.linear`."""

Layer: TypeAlias = "Callable[[str], str]"

MICROSOFT: Final = "com.microsoft"  # domain of ONNX Runtime's own operators
_OPSETS: Final = {"": 20, MICROSOFT: 1}
_END = np.iinfo(np.int64).max  # "to the end" for Slice
_ALIGNMENT = 64  # bytes: a cache line, the widest vector
_FLOAT32 = np.dtype(np.float32)
_WEIGHTS, _MODEL = "weights.bin", "model.onnx"


class Graph:
    """A graph under construction, written to a folder as `model.onnx` and `weights.bin`.

    Methods return names of tensors. Weights are written as they come, so memory never holds more
    than one of them. A context manager: leaving it without an error completes the model.
    """

    def __init__(self, folder: Path, precision: Precision = "fp32") -> None:
        self._precision = precision
        self._path = folder / _MODEL
        self._weights = (folder / _WEIGHTS).open("wb")
        self._nodes: list[bytes] = []
        self._tensors: list[bytes] = []
        self._inputs: list[bytes] = []
        self._outputs: list[bytes] = []
        self._count = 0
        self._rows: dict[str, tuple[str, str]] = {}  # quantised, see _quantised_rows

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._weights.close()
        if error is None:
            parts = self._nodes, self._tensors, self._inputs, self._outputs
            self._path.write_bytes(protobuf.model(*parts, _OPSETS))

    def _name(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}_{self._count}"

    def input(
        self, name: str, shape: Sequence[protobuf.Dimension], dtype: type[np.generic] = np.float32
    ) -> str:
        """Declare an input; a str in `shape` is a length known at run time."""
        self._inputs.append(protobuf.value_info(name, shape, np.dtype(dtype)))
        return name

    def declare_output(self, name: str, shape: Sequence[protobuf.Dimension]) -> str:
        """Declare a float32 output; a node writes it if it gets the returned name as `to`."""
        self._outputs.append(protobuf.value_info(name, shape, _FLOAT32))
        return name

    def const(self, value: NDArray[Any]) -> str:
        """Put a small constant into the graph itself."""
        name = self._name("const")
        self._tensors.append(protobuf.tensor(name, value))
        return name

    def integers(self, *values: int) -> str:
        """Write a constant int64 vector: a shape, an axis, a position."""
        return self.const(np.array(values, np.int64))

    def weight(self, value: NDArray[Any]) -> str:
        """Append a tensor to the weights' file."""
        name = self._name("weight")
        offset = -(-self._weights.tell() // _ALIGNMENT) * _ALIGNMENT
        self._weights.seek(offset)
        self._weights.write(np.ascontiguousarray(value).data)
        span = offset, value.nbytes
        shape, dtype = value.shape, value.dtype
        self._tensors.append(protobuf.external_tensor(name, shape, dtype, _WEIGHTS, span))
        return name

    def op(
        self,
        kind: str,
        *inputs: str,
        to: str | None = None,
        domain: str = "",
        **attributes: protobuf.Attribute,
    ) -> str:
        """Add a node with one output; "" omits an input, `to` names the output."""
        name = to or self._name(kind)
        self.ops(kind, *inputs, to=[name], domain=domain, **attributes)
        return name

    def ops(
        self,
        kind: str,
        *inputs: str,
        to: Sequence[str],
        domain: str = "",
        **attributes: protobuf.Attribute,
    ) -> None:
        """Add a node with several named outputs."""
        self._nodes.append(protobuf.node(kind, inputs, to, attributes, domain))

    def split(self, x: str, parts: int) -> list[str]:
        """Cut the last axis into equal parts."""
        names = [self._name("part") for _ in range(parts)]
        self.ops("Split", x, to=names, axis=-1, num_outputs=parts)
        return names

    def cut(
        self, x: str, start: int, stop: int | None = None, *, axis: int, to: str | None = None
    ) -> str:
        """Slice one axis as Python does; None is the end."""
        ends = self.integers(start), self.integers(_END if stop is None else stop)
        return self.op("Slice", x, *ends, self.integers(axis), to=to)

    def silu(self, x: str) -> str:
        """Return x * sigmoid(x)."""
        return self.op("Mul", x, self.op("Sigmoid", x))

    def norm(self, weight: Samples, bias: Samples, epsilon: float = 1e-5) -> Layer:
        """Layer norm over the last axis, of the length of `weight` and `bias`."""
        parts = self.weight(weight), self.weight(bias)
        return lambda x: self.op("LayerNormalization", x, *parts, axis=-1, epsilon=epsilon)

    def linear(self, weight: Samples, bias: Samples | None = None, *, exact: bool = False) -> Layer:
        """Multiply the last axis: x @ weight.T + bias, where `weight` is (out, in).

        The product is in float32 if `exact`, else it is what the graph's precision says:

        - int8: a scale for each row of x and one for each output; sums are integers, so a row's
          result cannot depend on the rows beside it;
        - int8-blocks: a scale for each block of 64 inputs, of x and of the weights; float32 if the
          inputs are not a multiple of 64;
        - fp32.
        """
        product = self._product(weight, "fp32" if exact else self._precision)
        if bias is None:
            return product
        addend = self.weight(bias)
        return lambda x: self.op("Add", product(x), addend)

    def _product(self, weight: Samples, precision: Precision) -> Layer:
        if precision == "int8":
            return self._row_product(weight)
        if precision == "int8-blocks" and weight.shape[1] % BLOCK == 0:
            return self._block_product(weight)
        name = self.weight(weight.T)
        return lambda x: self.op("MatMul", x, name)

    def _row_product(self, weight: Samples) -> Layer:
        values, scales = quantise_outputs(weight)
        # Some processors saturate, see `products_saturate`; ONNX Runtime avoids it for open_session
        # only where it finds the zero points of both.
        zeros = self.const(np.array(ZERO, np.uint8)), self.const(np.array(0, np.int8))
        parts = self.weight(values), self.const(np.array(1, np.float32))
        scale = self.weight(scales / STEPS)

        def run(x: str) -> str:
            rows, greatest = self._quantised_rows(x)
            inputs = rows, *parts, scale, *zeros
            return self.op(
                "Mul", self.op("MatMulIntegerToFloat", *inputs, domain=MICROSOFT), greatest
            )

        return run

    def _quantised_rows(self, x: str) -> tuple[str, str]:
        """Quantise rows to 127 steps on each side of 128; returns them and their greatest values.

        A row of zeros becomes anything (0 / 0), times its greatest value: zeros again.
        """
        if x not in self._rows:
            greatest = self.op("ReduceMax", self.op("Abs", x), self.integers(-1), keepdims=1)
            step, zero = self.const(np.array(1 / STEPS)), self.const(np.array(ZERO, np.uint8))
            rows = self.op("QuantizeLinear", self.op("Div", x, greatest), step, zero)
            self._rows[x] = rows, greatest
        return self._rows[x]

    def _block_product(self, weight: Samples) -> Layer:
        rows, columns = weight.shape
        values, scales = quantise_blocks(weight)
        parts = self.weight(values), self.weight(scales)
        return lambda x: self.op(
            "MatMulNBits",
            x,
            *parts,
            domain=MICROSOFT,
            K=columns,
            N=rows,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )


def model_path(folder: Path) -> Path:
    """Return the model's file in a folder that a Graph wrote to."""
    return folder / _MODEL
