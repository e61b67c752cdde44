"""The graph of Mimi's decoder: from latents to audio, a few frames per call.

Upsampling, a transformer that sees the last `window` positions, and a stack of causal
convolutions (SEANet, arXiv:2009.02095). Source: arXiv:2410.00037 and the tensor names of
pocket-tts 4.0.1.

Each call passes state to the next: outputs `out_NAME` become inputs `in_NAME` of the same shape. At
the beginning of a sentence all are zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.onnx.build.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.onnx.architecture import MimiShape
    from pocket_tts_wyoming.models.onnx.weights import Safetensors


def write_mimi(source: Safetensors, shape: MimiShape, folder: Path) -> None:
    """Write the graph into a folder, always in float32: 8 bits are audible as hiss.

    Inputs, float32, for F frames of `steps_per_frame` positions, Q in all, and K = Q + window - 1:

    - latents (F, latent_dim);
    - cos, sin (Q, head_dim / 2): the rotation of each new position;
    - mask (Q, K): 0 where a position sees a key, else a large negative number. The keys are the
      window - 1 before this call and the Q new ones;
    - in_k0, in_v0, ...: (1, heads, window - 1, head_dim), rotated keys and values before;
    - in_NAME for every convolution: (1, channels, samples).

    A frame costs the same anywhere in a sentence. Outputs: audio (1, 1, F x frame_samples)
    and out_NAME for each in_NAME. Raises WeightsError and OSError.
    """
    with Graph(folder) as g:
        x = _upsampled(g, source, shape)
        x = _transformer(g, source, shape, x)
        audio = _seanet(g, source, shape, x)
        g.op("Identity", audio, to=g.declare_output("audio", [1, 1, "N"]))


def _state(g: Graph, name: str, *shape: int) -> tuple[str, str]:
    """Declare state that one call passes to the next; returns the names of input and output."""
    sizes = [1, *shape]
    return g.input("in_" + name, sizes), g.declare_output("out_" + name, sizes)


def _upsampled(g: Graph, source: Safetensors, shape: MimiShape) -> str:
    """Add projection and upsampling: (F, latent_dim) to (1, width, Q)."""
    latents = g.input("latents", ["F", shape.latent_dim])
    project = source.weight("mimi.quantizer.output_proj.weight", shape.width, shape.latent_dim, 1)[
        ..., 0
    ]
    # Latents are normalised; this matrix undoes that too.
    deviation = source.weight("flow_lm.emb_std", shape.latent_dim)
    mean = source.weight("flow_lm.emb_mean", shape.latent_dim)
    x = g.linear(project * deviation, project @ mean)(latents)
    x = g.op("Unsqueeze", g.op("Transpose", x, perm=[1, 0]), g.integers(0))
    if shape.steps_per_frame == 1:
        return x
    stride = shape.steps_per_frame
    weight = source.weight("mimi.upsample.convtr.convtr.weight", shape.width, 1, 2 * stride)
    return _transposed(g, x, "upsample", weight, None, shape.width)


def _transformer(g: Graph, source: Safetensors, shape: MimiShape, x: str) -> str:
    """Add the transformer: (1, width, Q) to (1, width, Q)."""
    cos, sin = (g.input(name, ["Q", shape.head_dim // 2]) for name in ("cos", "sin"))
    mask = g.input("mask", ["Q", "K"])
    projects = shape.dim != shape.width
    name = "mimi.decoder_transformer."
    x = g.op("Transpose", x, perm=[0, 2, 1])
    if projects:
        x = g.linear(source.weight(name + "input_proj.weight", shape.dim, shape.width))(x)
    for i in range(shape.layers):
        x = _layer(g, source, shape, x, i, (cos, sin, mask))
    if projects:
        x = g.linear(source.weight(name + "output_projs.0.weight", shape.width, shape.dim))(x)
    return g.op("Transpose", x, perm=[0, 2, 1])


def _layer(
    g: Graph,
    source: Safetensors,
    shape: MimiShape,
    x: str,
    index: int,
    inputs: tuple[str, str, str],
) -> str:
    """Add a transformer layer: (1, Q, dim) to (1, Q, dim); `inputs`: cos, sin, mask."""
    dim, heads, head_dim, before = shape.dim, shape.heads, shape.head_dim, shape.window - 1
    cos, sin, mask = inputs

    def w(name: str, *size: int) -> NDArray[np.float32]:
        prefix = f"mimi.decoder_transformer.transformer.layers.{index}."
        return source.weight(prefix + name, *size)

    def by_head(t: str) -> str:
        parts = g.op("Reshape", t, g.integers(0, 0, heads, head_dim))
        return g.op("Transpose", parts, perm=[0, 2, 1, 3])

    def remember(kind: str, new: str) -> str:
        old, kept = _state(g, f"{kind}{index}", heads, before, head_dim)
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


def _seanet(g: Graph, source: Safetensors, shape: MimiShape, x: str) -> str:
    """Add the convolutions: (1, width, Q) to (1, 1, samples).

    Layers are numbered with the activations, which have no weights.
    """

    def conv(x: str, name: str, sizes: tuple[int, int, int], dilation: int = 1) -> str:
        bias = source.weight(f"mimi.decoder.model.{name}.bias", sizes[0])
        weight = source.weight(f"mimi.decoder.model.{name}.weight", *sizes)
        return _convolution(g, x, name, weight, bias, dilation)

    channels = shape.filters << len(shape.ratios)
    x = conv(x, "0.conv", (channels, shape.width, shape.kernel))
    number = 2
    for ratio in shape.ratios:
        name = f"mimi.decoder.model.{number}.convtr."
        weight = source.weight(name + "weight", channels, channels // 2, 2 * ratio)
        channels //= 2
        bias = source.weight(name + "bias", channels)
        x = _transposed(g, g.op("Elu", x), f"{number}.convtr", weight, bias, groups=1)
        hidden = channels // shape.compress
        for j in range(shape.residual_layers):
            name = f"{number + 1 + j}.block."
            sizes = hidden, channels, shape.residual_kernel
            h = conv(g.op("Elu", x), name + "1.conv", sizes, shape.dilation_base**j)
            h = conv(g.op("Elu", h), name + "3.conv", (channels, hidden, 1))
            x = g.op("Add", x, h)
        number += 2 + shape.residual_layers
    return conv(g.op("Elu", x), f"{number}.conv", (1, channels, shape.last_kernel))


def _convolution(
    g: Graph,
    x: str,
    name: str,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32],
    dilation: int,
) -> str:
    """Add a causal convolution; the state is the tail of the input before."""
    _, channels, kernel = weight.shape
    history = (kernel - 1) * dilation
    if history:
        old, kept = _state(g, name, channels, history)
        x = g.op("Concat", old, x, axis=2)
        g.cut(x, -history, axis=2, to=kept)
    parts = g.weight(weight), g.weight(bias)
    return g.op("Conv", x, *parts, dilations=[dilation], kernel_shape=[kernel])


def _transposed(
    g: Graph,
    x: str,
    name: str,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32] | None,
    groups: int,
) -> str:
    """Add a transposed convolution, (1, C, T) to (1, D, T x stride); its kernel is two strides.

    Neighbouring outputs overlap by a stride: the state is the tail that the next call adds to.
    """
    _, channels, kernel = weight.shape
    stride = kernel // 2
    y = g.op(
        "ConvTranspose",
        x,
        g.weight(weight),
        strides=[stride],
        kernel_shape=[kernel],
        group=groups,
    )
    old, kept = _state(g, name, channels * groups, stride)
    g.cut(y, -stride, axis=2, to=kept)  # without the bias, which is added once, below
    head = g.op("Add", g.cut(y, 0, stride, axis=2), old)
    y = g.op("Concat", head, g.cut(y, stride, -stride, axis=2), axis=2)
    return y if bias is None else g.op("Add", y, g.weight(bias[:, None]))
