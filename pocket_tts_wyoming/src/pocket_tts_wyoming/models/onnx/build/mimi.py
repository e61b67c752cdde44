"""The graph of Mimi's decoder: from latents to audio, a few frames per call.

Upsampling, a transformer that sees the last `window` positions, and a stack of causal
convolutions (SEANet, arXiv:2009.02095). Source: arXiv:2410.00037 and the tensor names of
pocket-tts 4.0.1.

A row is a moment, a column a channel, all the way through. So a convolution is a product with the
taps side by side, a transposed one a product whose columns are the next `stride` rows, and history
is rows in front: no transposed copies, no overlaps to add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.onnx.build.graph import MICROSOFT, Graph

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.onnx.mimi_shape import MimiShape
    from pocket_tts_wyoming.models.onnx.weights import Safetensors


def write_mimi(source: Safetensors, shape: MimiShape, folder: Path) -> None:
    """Write the graph into a folder, always in float32: 8 bits are audible as hiss.

    Inputs, float32, for F frames of `steps_per_frame` positions, Q in all, and K = window - 1 + Q:

    - latents (F, latent_dim);
    - cos, sin (Q, head_dim / 2): the rotation of each new position;
    - mask (Q, K): 0 where a position sees a key, else a large negative number. The keys are the
      window - 1 before this call and the Q new ones;
    - past_k0, past_v0, ...: (window - 1, heads, head_dim), rotated keys and values before;
    - in_NAME for upsampling and every convolution: (moments, channels) that came before.

    What comes before the first frame is zeros. A frame costs the same anywhere in a sentence.
    Outputs: audio (F x frame_samples, 1); new_k0, new_v0, ...: (Q, heads, head_dim), what comes
    behind past_k0, past_v0, ...; out_NAME for each in_NAME. Raises WeightsError and OSError.
    """
    with Graph(folder) as g:
        x = _upsampled(g, source, shape)
        x = _transformer(g, source, shape, x)
        audio = _seanet(g, source, shape, x)
        g.op("Identity", audio, to=g.declare_output("audio", ["N", 1]))


def _after(g: Graph, x: str, name: str, history: int, channels: int) -> str:
    """Put the rows of the call before in front of x, and keep the last ones for the next call."""
    sizes = [history, channels]
    whole = g.op("Concat", g.input("in_" + name, sizes), x, axis=0)
    g.cut(whole, -history, axis=0, to=g.declare_output("out_" + name, sizes))
    return whole


def _upsampled(g: Graph, source: Safetensors, shape: MimiShape) -> str:
    """Add projection and upsampling: (F, latent_dim) to (Q, width)."""
    width, stride = shape.width, shape.steps_per_frame
    latents = g.input("latents", ["F", shape.latent_dim])
    name = "mimi.quantizer.output_proj.weight"
    project = source.weight(name, width, shape.latent_dim, 1)[..., 0]
    # Latents are normalised; this matrix undoes that too.
    deviation = source.weight("flow_lm.emb_std", shape.latent_dim)
    mean = source.weight("flow_lm.emb_mean", shape.latent_dim)
    x = g.linear(project * deviation, project @ mean)(latents)
    if stride == 1:
        return x
    weight = source.weight("mimi.upsample.convtr.convtr.weight", width, 1, 2 * stride)
    now, later = (weight[:, 0, i : i + stride].T for i in (0, stride))

    def spread(x: str, kernel: NDArray[np.float32]) -> str:
        return g.op("Mul", g.op("Unsqueeze", x, g.integers(1)), g.weight(kernel))

    before = g.cut(_after(g, x, "upsample", 1, width), 0, -1, axis=0)
    x = g.op("Add", spread(before, later), spread(x, now))
    return g.op("Reshape", x, g.integers(-1, width))


def _transformer(g: Graph, source: Safetensors, shape: MimiShape, x: str) -> str:
    """Add the transformer: (Q, width) to (Q, width)."""
    cos, sin = (g.input(name, ["Q", shape.head_dim // 2]) for name in ("cos", "sin"))
    mask = g.input("mask", ["Q", "K"])
    projects = shape.dim != shape.width
    name = "mimi.decoder_transformer."
    if projects:
        x = g.linear(source.weight(name + "input_proj.weight", shape.dim, shape.width))(x)
    for i in range(shape.layers):
        x = _layer(g, source, shape, x, i, (cos, sin, mask))
    if projects:
        x = g.linear(source.weight(name + "output_projs.0.weight", shape.width, shape.dim))(x)
    return x


def _layer(
    g: Graph,
    source: Safetensors,
    shape: MimiShape,
    x: str,
    index: int,
    inputs: tuple[str, str, str],
) -> str:
    """Add a transformer layer: (Q, dim) to (Q, dim); `inputs`: cos, sin, mask."""
    dim = shape.dim

    def w(name: str, *size: int) -> NDArray[np.float32]:
        prefix = f"mimi.decoder_transformer.transformer.layers.{index}."
        return source.weight(prefix + name, *size)

    h = g.norm(w("norm1.weight", dim), w("norm1.bias", dim))(x)
    project = w("self_attn.in_proj.weight", 3 * dim, dim).copy()
    project[:dim] *= shape.head_dim**-0.5  # the scale of the scores
    h = _attention(g, shape, g.linear(project)(h), index, inputs)
    # The layer scales are part of the matrices before them.
    scale = w("layer_scale_1.scale", dim)[:, None]
    x = g.op("Add", x, g.linear(w("self_attn.out_proj.weight", dim, dim) * scale)(h))
    h = g.norm(w("norm2.weight", dim), w("norm2.bias", dim))(x)
    h = g.linear(w("linear1.weight", shape.hidden, dim))(h)
    h = g.op("Gelu", h, approximate="tanh")
    scale = w("layer_scale_2.scale", dim)[:, None]
    return g.op("Add", x, g.linear(w("linear2.weight", dim, shape.hidden) * scale)(h))


def _attention(
    g: Graph, shape: MimiShape, qkv: str, index: int, inputs: tuple[str, str, str]
) -> str:
    """Add the attention of a layer: (Q, 3 dim) to (Q, dim); `inputs`: cos, sin, mask.

    Old and new keys are multiplied apart, so that the old ones are not copied to be joined to the
    new (0.5 MB four times a frame); the products read the heads where they are.
    """
    heads, head_dim, before = shape.heads, shape.head_dim, shape.window - 1
    cos, sin, mask = inputs

    def scored(k: str) -> str:
        return g.op("FusedMatMul", q, k, domain=MICROSOFT, transBatchA=1, transBatchB=1, transB=1)

    def gathered(share: str, v: str) -> str:
        return g.op("FusedMatMul", share, v, domain=MICROSOFT, transBatchB=1)

    def rotated(x: str) -> str:
        """Rotate pairs of neighbouring channels, which the operator wants as (1, Q, dim)."""
        x, first = g.op("Unsqueeze", x, g.integers(0)), g.integers(0)
        return g.op("RotaryEmbedding", x, first, cos, sin, domain=MICROSOFT, interleaved=1)

    def by_head(x: str, to: str | None = None) -> str:
        return g.op("Reshape", x, g.integers(-1, heads, head_dim), to=to)

    def kept(x: str, kind: str) -> tuple[str, str]:
        """Return what was kept before, and what is to be kept of this call."""
        old = g.input(f"past_{kind}{index}", [before, heads, head_dim])
        new = g.declare_output(f"new_{kind}{index}", ["Q", heads, head_dim])
        return old, by_head(x, to=new)

    q, k, v = g.split(qkv, 3)
    q, keys, values = by_head(rotated(q)), kept(rotated(k), "k"), kept(v, "v")
    scores = g.op("Concat", *(scored(k) for k in keys), axis=2)
    seen = g.op("Softmax", g.op("Add", scores, mask), axis=-1)
    shares = g.cut(seen, 0, before, axis=2), g.cut(seen, before, axis=2)
    h = g.op("Add", *(gathered(*pair) for pair in zip(shares, values, strict=True)))
    return g.op("Reshape", g.op("Transpose", h, perm=[1, 0, 2]), g.integers(-1, shape.dim))


def _seanet(g: Graph, source: Safetensors, shape: MimiShape, x: str) -> str:
    """Add the convolutions: (Q, width) to (samples, 1).

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
        x = _transposed(g, _elu(g, x), f"{number}.convtr", weight, bias)
        hidden = channels // shape.compress
        for j in range(shape.residual_layers):
            name = f"{number + 1 + j}.block."
            sizes = hidden, channels, shape.residual_kernel
            h = conv(_elu(g, x), name + "1.conv", sizes, shape.dilation_base**j)
            h = conv(_elu(g, h), name + "3.conv", (channels, hidden, 1))
            x = g.op("Add", x, h)
        number += 2 + shape.residual_layers
    return conv(_elu(g, x), f"{number}.conv", (1, channels, shape.last_kernel))


def _elu(g: Graph, x: str) -> str:
    """Add x where x > 0, else exp(x) - 1, which is the greater of both once x is cut at 0.

    The runtime's own Elu takes three times as long (231 against 78 us for 1920 x 64).
    """
    below = g.op("Min", x, g.const(np.array(0, np.float32)))
    curve = g.op("Sub", g.op("Exp", below), g.const(np.array(1, np.float32)))
    return g.op("Max", x, curve)


def _convolution(
    g: Graph,
    x: str,
    name: str,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32],
    dilation: int,
) -> str:
    """Add a causal convolution: (T, C) to (T, D)."""
    out, channels, kernel = weight.shape
    history = (kernel - 1) * dilation
    if kernel * out <= channels:
        return _few_channels(g, x, name, weight, bias, dilation)
    whole = _after(g, x, name, history, channels) if history else x
    y = g.weight(bias)
    for i in range(kernel):
        left = history - i * dilation
        rows = g.cut(whole, i * dilation, -left, axis=0) if left else x
        y = g.op("Gemm", rows, g.weight(weight[..., i].T), y)
    return y


def _few_channels(
    g: Graph,
    x: str,
    name: str,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32],
    dilation: int,
) -> str:
    """Add a convolution to few channels: the products come first, and are shifted and added.

    There are fewer of them than of the input (87 instead of 194 us for 1920 x 64 to 1 channel).
    """
    out, channels, kernel = weight.shape
    history = (kernel - 1) * dilation
    products = weight.transpose(1, 2, 0).reshape(channels, kernel * out)
    whole = g.op("MatMul", x, g.weight(products))
    if history:
        whole = _after(g, whole, name, history, kernel * out)
    y = g.weight(bias)
    for i in range(kernel):
        left = history - i * dilation
        rows = g.cut(whole, i * dilation, -left if left else None, axis=0)
        y = g.op("Add", g.cut(rows, i * out, (i + 1) * out, axis=1), y)
    return y


def _transposed(
    g: Graph,
    x: str,
    name: str,
    weight: NDArray[np.float32],
    bias: NDArray[np.float32],
) -> str:
    """Add a transposed convolution, (T, C) to (T x stride, D); its kernel is two strides.

    Each output hears one row and the row before it: one product of both, a row of which is the
    next `stride` rows.
    """
    channels, out, kernel = weight.shape
    stride = kernel // 2
    before = g.cut(_after(g, x, name, 1, channels), 0, -1, axis=0)
    both = g.op("Concat", before, x, axis=1)
    later, now = (
        weight[..., i : i + stride].transpose(0, 2, 1).reshape(channels, stride * out)
        for i in (stride, 0)
    )
    matrix, biases = np.concatenate([later, now]), np.tile(bias, stride)
    y = g.op("Gemm", both, g.weight(matrix), g.weight(biases))
    return g.op("Reshape", y, g.integers(-1, out))
