"""Building blocks of Mimi's graphs: causal convolutions, and a transformer that sees a window.

What one call hands to the next are inputs `in_NAME` and outputs `out_NAME` of the same shape; all
are zero for a graph that has heard nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.onnx.build.graph import Graph
    from pocket_tts_wyoming.models.onnx.weights import Safetensors


class WindowedShape(Protocol):
    """Shape of a transformer whose positions see the last `window` ones, themselves included.

    `width` is its input and output, `dim` its residual width.
    """

    @property
    def width(self) -> int: ...  # noqa: D102 - see the class
    @property
    def dim(self) -> int: ...  # noqa: D102 - see the class
    @property
    def heads(self) -> int: ...  # noqa: D102 - see the class
    @property
    def head_dim(self) -> int: ...  # noqa: D102 - see the class
    @property
    def layers(self) -> int: ...  # noqa: D102 - see the class
    @property
    def hidden(self) -> int: ...  # noqa: D102 - see the class
    @property
    def window(self) -> int: ...  # noqa: D102 - see the class


def state(g: Graph, name: str, *shape: int) -> tuple[str, str]:
    """Declare what one call hands to the next; returns the names of input and output."""
    sizes = [1, *shape]
    return g.input("in_" + name, sizes), g.declare_output("out_" + name, sizes)


def convolution(
    g: Graph,
    x: str,
    name: str,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32] | None,
    *,
    stride: int = 1,
    dilation: int = 1,
    first: str | None = None,
) -> str:
    """Add a causal convolution, (1, C, T) to (1, D, T / stride); T is a multiple of the stride.

    The state is the tail of the input before: zeros at first. `first` pads by replication: an input
    (1,) that is 1 in the first call, where the input's first sample stands in for what was before,
    and else 0.
    """
    _, channels, kernel = weight.shape
    history = (kernel - 1) * dilation + 1 - stride
    if history:
        old, kept = state(g, name, channels, history)
        if first is not None:
            old = g.op("Add", old, g.op("Mul", g.cut(x, 0, 1, axis=2), first))
        x = g.op("Concat", old, x, axis=2)
        g.cut(x, -history, axis=2, to=kept)
    parts = [g.weight(weight)] if bias is None else [g.weight(weight), g.weight(bias)]
    return g.op(
        "Conv",
        x,
        *parts,
        dilations=[dilation],
        kernel_shape=[kernel],
        strides=[stride],
    )


def windowed_transformer(
    g: Graph, source: Safetensors, shape: WindowedShape, prefix: str, x: str
) -> str:
    """Add a transformer: (1, width, Q) to (1, width, Q); its tensors' names begin with `prefix`.

    Declares the inputs cos and sin (Q, head_dim / 2), and mask (Q, K): 0 where a position sees a
    key, else a large negative number. The keys are the window - 1 before this call and the Q new
    ones. The states are the rotated keys and the values before.
    """
    inputs = tuple(g.input(name, ["Q", shape.head_dim // 2]) for name in ("cos", "sin"))
    inputs = (*inputs, g.input("mask", ["Q", "K"]))
    x = g.op("Transpose", x, perm=[0, 2, 1])
    if shape.dim != shape.width:
        x = g.linear(source.weight(prefix + "input_proj.weight", shape.dim, shape.width))(x)
    for i in range(shape.layers):
        x = _layer(g, source, shape, (prefix, i), x, inputs)
    if shape.dim != shape.width:
        x = g.linear(source.weight(prefix + "output_projs.0.weight", shape.width, shape.dim))(x)
    return g.op("Transpose", x, perm=[0, 2, 1])


def _layer(
    g: Graph,
    source: Safetensors,
    shape: WindowedShape,
    place: tuple[str, int],
    x: str,
    inputs: tuple[str, ...],
) -> str:
    """Add a transformer layer: (1, Q, dim) to (1, Q, dim); `inputs`: cos, sin, mask."""
    dim, heads, head_dim, before = shape.dim, shape.heads, shape.head_dim, shape.window - 1
    cos, sin, mask = inputs
    prefix, index = place

    def w(name: str, *size: int) -> NDArray[np.float32]:
        return source.weight(f"{prefix}transformer.layers.{index}.{name}", *size)

    def by_head(t: str) -> str:
        parts = g.op("Reshape", t, g.integers(0, 0, heads, head_dim))
        return g.op("Transpose", parts, perm=[0, 2, 1, 3])

    def remember(kind: str, new: str) -> str:
        old, kept = state(g, f"{kind}{index}", heads, before, head_dim)
        whole = g.op("Concat", old, new, axis=2)
        g.cut(whole, -before, axis=2, to=kept)
        return whole

    h = g.norm(w("norm1.weight", dim), w("norm1.bias", dim))(x)
    qkv = g.linear(w("self_attn.in_proj.weight", 3 * dim, dim))(h)
    q, k, v = (by_head(part) for part in g.split(qkv, 3))
    q = g.op("Mul", _rotated(g, q, cos, sin), g.const(np.array(head_dim**-0.5, np.float32)))
    k, v = remember("k", _rotated(g, k, cos, sin)), remember("v", v)
    scores = g.op("MatMul", q, g.op("Transpose", k, perm=[0, 1, 3, 2]))
    h = g.op("MatMul", g.op("Softmax", g.op("Add", scores, mask), axis=-1), v)
    h = g.op("Reshape", g.op("Transpose", h, perm=[0, 2, 1, 3]), g.integers(0, 0, dim))
    # The layer scales are part of the matrices before them.
    scale = w("layer_scale_1.scale", dim)[:, None]
    x = g.op("Add", x, g.linear(w("self_attn.out_proj.weight", dim, dim) * scale)(h))
    h = g.norm(w("norm2.weight", dim), w("norm2.bias", dim))(x)
    h = g.linear(w("linear1.weight", shape.hidden, dim))(h)
    h = g.op("Gelu", h, approximate="tanh")
    scale = w("layer_scale_2.scale", dim)[:, None]
    return g.op("Add", x, g.linear(w("linear2.weight", dim, shape.hidden) * scale)(h))


def _rotated(g: Graph, x: str, cos: str, sin: str) -> str:
    """Rotate pairs of neighbouring channels of x (1, heads, Q, head_dim)."""
    pairs = g.op("Reshape", x, g.integers(0, 0, 0, -1, 2))
    re, im = (g.op("Gather", pairs, g.const(np.array(i, np.int64)), axis=4) for i in (0, 1))
    turned = (
        g.op("Sub", g.op("Mul", re, cos), g.op("Mul", im, sin)),
        g.op("Add", g.op("Mul", re, sin), g.op("Mul", im, cos)),
    )
    both = g.op("Concat", *(g.op("Unsqueeze", t, g.integers(4)) for t in turned), axis=4)
    return g.op("Reshape", both, g.integers(0, 0, 0, -1))
