"""What a model's configuration says about the half of Mimi that hears: the encoder.

Source: the configuration schema and the shipped configurations of pocket-tts 4.0.1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming.models.onnx.architecture import UnsupportedModelError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Mimi's encoder: convolutions, transformer, downsampling by `steps_per_frame`.

    `width` is the transformer's input and output, `dim` its residual width, `window` how many of
    the last positions a position sees, itself included; `latent_dim` the width of what comes out.
    `ratios` in the order of the convolutions: the first sees the audio.
    """

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
    latent_dim: int

    @property
    def head_dim(self) -> int:
        """Width of an attention head."""
        return self.dim // self.heads


def read_encoder_shape(config: Mapping[str, Any]) -> EncoderShape:
    """Read the encoder's shape from a parsed configuration.

    Raises UnsupportedModelError for what the graph cannot express, also if a value is missing.
    """
    try:
        return _shape(config["mimi"])
    except (KeyError, TypeError) as error:
        raise UnsupportedModelError(f"The configuration is not understood: {error!r}.") from error
    except ZeroDivisionError as error:
        raise UnsupportedModelError("The configuration has a size of zero.") from error


def _shape(mimi: Mapping[str, Any]) -> EncoderShape:
    seanet, transformer = mimi["seanet"], mimi["transformer"]
    ratios = tuple(reversed(seanet["ratios"]))
    frame_samples = mimi["sample_rate"] / mimi["frame_rate"]
    steps = frame_samples / math.prod(ratios)
    width, dim, heads = seanet["dimension"], transformer["d_model"], transformer["num_heads"]
    latent_dim = mimi.get("inner_dim") or width
    for holds, sentence in (
        (not mimi.get("weights_path"), "Separate Mimi weights have another layout."),
        (seanet["channels"] == 1, "Only mono sound is supported."),
        (seanet["pad_mode"] == "constant", f"Padding {seanet['pad_mode']!r} is unknown."),
        (
            steps >= 1 and steps == int(steps) and frame_samples == int(frame_samples),
            f"Ratios {seanet['ratios']} do not fit {frame_samples} samples per frame.",
        ),
        (
            width == transformer["input_dimension"]
            and list(transformer["output_dimensions"]) == [width],
            "The parts of Mimi's encoder differ in width.",
        ),
        (
            steps > 1 or latent_dim == width,
            f"Without downsampling the encoder makes {width} channels, not {latent_dim}.",
        ),
        (dim % (2 * heads) == 0, f"{dim} channels do not fit {heads} heads."),
    ):
        if not holds:
            raise UnsupportedModelError(sentence)
    return EncoderShape(
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
        latent_dim=latent_dim,
    )
