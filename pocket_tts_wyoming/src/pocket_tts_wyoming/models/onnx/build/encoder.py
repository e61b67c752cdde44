"""The graph of Mimi's encoder: from audio to latents, a few frames per call.

A stack of causal convolutions (SEANet, arXiv:2009.02095), a transformer that sees the last
`window` positions, and a downsampling convolution. Source: arXiv:2410.00037 and the tensor names
of pocket-tts 4.0.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.onnx.build.blocks import convolution, windowed_transformer
from pocket_tts_wyoming.models.onnx.build.graph import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.onnx.mimi_shape import MimiShape
    from pocket_tts_wyoming.models.onnx.weights import Safetensors


def write_encoder(source: Safetensors, shape: MimiShape, folder: Path) -> None:
    """Write the graph into a folder, in float32.

    Inputs, float32, for F frames of `steps_per_frame` positions, Q in all:

    - audio (1, 1, F x frame_samples) at the model's rate;
    - cos, sin, mask: see `windowed_transformer`;
    - first (1,): 1 in a recording's first call, else 0; only if the graph downsamples;
    - in_NAME for every convolution and layer, zeros at first: see `blocks`.

    Outputs: latents (F, latent_dim), not normalised, and out_NAME for each in_NAME. Raises
    WeightsError and OSError.
    """
    with Graph(folder) as g:
        x = _seanet(g, source, shape, g.input("audio", [1, 1, "N"]))
        x = windowed_transformer(g, source, shape, "mimi.encoder_transformer.", x)
        if shape.steps_per_frame > 1:
            kernel = 2 * shape.steps_per_frame
            sizes = shape.latent_dim, shape.width, kernel
            weight = source.weight("mimi.downsample.conv.conv.weight", *sizes)
            first = g.input("first", [1])
            stride = shape.steps_per_frame
            x = convolution(g, x, "downsample", weight, None, stride=stride, first=first)
        x = g.op("Squeeze", g.op("Transpose", x, perm=[0, 2, 1]), g.integers(0))
        g.op("Identity", x, to=g.declare_output("latents", ["F", shape.latent_dim]))


def _seanet(g: Graph, source: Safetensors, shape: MimiShape, x: str) -> str:
    """Add the convolutions: (1, 1, samples) to (1, width, Q).

    Layers are numbered with the activations, which have no weights.
    """

    def conv(
        x: str, name: str, sizes: tuple[int, int, int], *, stride: int = 1, dilation: int = 1
    ) -> str:
        weight = source.weight(f"mimi.encoder.model.{name}.weight", *sizes)
        bias = source.weight(f"mimi.encoder.model.{name}.bias", sizes[0])
        return convolution(g, x, name, weight, bias, stride=stride, dilation=dilation)

    channels = shape.filters
    x = conv(x, "0.conv", (channels, 1, shape.kernel))
    number = 1
    for ratio in shape.ratios:
        hidden = channels // shape.compress
        for j in range(shape.residual_layers):
            name = f"{number + j}.block."
            sizes = hidden, channels, shape.residual_kernel
            h = conv(g.op("Elu", x), name + "1.conv", sizes, dilation=shape.dilation_base**j)
            h = conv(g.op("Elu", h), name + "3.conv", (channels, hidden, 1))
            x = g.op("Add", x, h)
        number += shape.residual_layers + 1
        sizes = 2 * channels, channels, 2 * ratio
        x = conv(g.op("Elu", x), f"{number}.conv", sizes, stride=ratio)
        channels *= 2
        number += 1
    return conv(g.op("Elu", x), f"{number + 1}.conv", (shape.width, channels, shape.last_kernel))
