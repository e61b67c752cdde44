"""What a model's configuration says about Mimi's two halves: the encoder hears, the decoder speaks.

Source: the configuration schema and the shipped configurations of pocket-tts 4.0.1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming.models.onnx.unsupported import reading_configuration, require

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class MimiShape:
    """One half of Mimi: convolutions, a transformer, and sampling by `steps_per_frame`.

    `latent_dim` is the width of a frame outside, `width` the transformer's input and output, `dim`
    its residual width, `window` how many of the last positions a position sees, itself included.
    `ratios` in the order of the convolutions.
    """

    latent_dim: int
    width: int
    steps_per_frame: int
    frame_samples: int
    sample_rate_hz: int
    dim: int
    heads: int
    layers: int
    hidden: int
    window: int
    max_period: float
    filters: int
    residual_layers: int
    ratios: tuple[int, ...]
    kernel: int
    residual_kernel: int
    last_kernel: int
    dilation_base: int
    compress: int

    @property
    def head_dim(self) -> int:
        """Width of an attention head."""
        return self.dim // self.heads


def read_encoder_shape(config: Mapping[str, Any]) -> MimiShape:
    """Read the encoder's shape from a parsed configuration.

    Raises UnsupportedModelError for what the graph cannot express, also if a value is missing.
    """
    with reading_configuration():
        mimi = config["mimi"]
        seanet, transformer = mimi["seanet"], mimi["transformer"]
        ratios = tuple(reversed(seanet["ratios"]))
        width = seanet["dimension"]
        latent_dim = mimi.get("inner_dim") or width
        shape = _half(mimi, seanet, transformer, ratios, width, latent_dim)
        require(
            width == transformer["input_dimension"]
            and list(transformer["output_dimensions"]) == [width],
            "The parts of Mimi's encoder differ in width.",
        )
        require(
            shape.steps_per_frame > 1 or latent_dim == width,
            f"Without downsampling the encoder makes {width} channels, not {latent_dim}.",
        )
        return shape


def read_decoder_shape(config: Mapping[str, Any]) -> MimiShape:
    """Read the decoder's shape from a parsed configuration.

    Raises UnsupportedModelError for what the graph cannot express, also if a value is missing.
    """
    with reading_configuration():
        mimi = config["mimi"]
        seanet = mimi.get("decoder_seanet") or mimi["seanet"]
        transformer = mimi.get("decoder_transformer") or mimi["transformer"]
        quantizer = mimi["quantizer"]
        width = quantizer["output_dimension"]
        ratios = tuple(seanet["ratios"])
        shape = _half(mimi, seanet, transformer, ratios, width, quantizer["dimension"])
        require(
            shape.steps_per_frame * math.prod(ratios) == shape.frame_samples,
            f"Ratios {list(ratios)} do not fit {shape.frame_samples} samples per frame.",
        )
        require(
            width == seanet["dimension"] == transformer["input_dimension"]
            and (shape.steps_per_frame == 1 or (mimi.get("outer_dim") or width) == width)
            and list(transformer["output_dimensions"]) == [width],
            "The parts of Mimi's decoder differ in width.",
        )
        return shape


def _half(
    mimi: Mapping[str, Any],
    seanet: Mapping[str, Any],
    transformer: Mapping[str, Any],
    ratios: tuple[int, ...],
    width: int,
    latent_dim: int,
) -> MimiShape:
    frame_samples = mimi["sample_rate"] / mimi["frame_rate"]
    # The encoder's rate holds for both.
    encoder_ratios = mimi["seanet"]["ratios"]
    steps = frame_samples / math.prod(encoder_ratios)
    dim, heads = transformer["d_model"], transformer["num_heads"]
    require(not mimi.get("weights_path"), "Separate Mimi weights have another layout.")
    require(seanet["channels"] == 1, "Only mono sound is supported.")
    require(seanet["pad_mode"] == "constant", f"Padding {seanet['pad_mode']!r} is unknown.")
    require(
        steps >= 1 and steps == int(steps) and frame_samples == int(frame_samples),
        f"Ratios {encoder_ratios} do not fit {frame_samples} samples per frame.",
    )
    require(dim % (2 * heads) == 0, f"{dim} channels do not fit {heads} heads.")
    return MimiShape(
        latent_dim=latent_dim,
        width=width,
        steps_per_frame=int(steps),
        frame_samples=int(frame_samples),
        sample_rate_hz=mimi["sample_rate"],
        dim=dim,
        heads=heads,
        layers=transformer["num_layers"],
        hidden=transformer["dim_feedforward"],
        window=transformer["context"],
        max_period=float(transformer.get("max_period", 10000.0)),
        filters=seanet["n_filters"],
        residual_layers=seanet["n_residual_layers"],
        ratios=ratios,
        kernel=seanet["kernel_size"],
        residual_kernel=seanet["residual_kernel_size"],
        last_kernel=seanet["last_kernel_size"],
        dilation_base=seanet["dilation_base"],
        compress=seanet["compress"],
    )
