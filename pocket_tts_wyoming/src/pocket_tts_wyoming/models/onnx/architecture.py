"""What a model's configuration says about its shape.

Source: the configuration schema and the shipped configurations of pocket-tts 4.0.1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FLOW_MATCHING_STEPS = 16
"""Euler steps of a flow_matching head; the library advises against fewer."""

_FLOW_KINDS = ("lsd", "drifting", "pointwise", "flow_matching")
_HEAD_MULTIPLE = 8  # of GroupQueryAttention


class UnsupportedModelError(ValueError):
    """The graphs cannot express this configuration; the message is a sentence with the reason."""


@dataclass(frozen=True, slots=True)
class FlowLMShape:
    """Flow language model: transformer, flow head and text table.

    `dim` is the residual width, `head_dim` an attention head's, `hidden` the feed-forward's;
    `text_rank` the width of the text table before its projection to `dim` (None: no projection);
    `z_dim` the width of a projection in front of the heads (None: no projection).
    """

    dim: int
    heads: int
    kv_heads: int
    head_dim: int
    layers: int
    hidden: int
    max_period: float
    text_tokens: int
    text_rank: int | None
    z_dim: int | None
    flow_kind: str
    flow_dim: int
    flow_depth: int
    latent_dim: int

    @property
    def sampler_steps(self) -> int:
        """Steps of the flow head per frame."""
        return FLOW_MATCHING_STEPS if self.flow_kind == "flow_matching" else 1

    @property
    def weights_per_step(self) -> int:
        """Weights of the large matrices that one step reads."""
        attention = 2 * (self.heads + self.kv_heads) * self.head_dim
        head = (5 * self.flow_depth + 2) * self.flow_dim**2 * self.sampler_steps
        return self.layers * self.dim * (attention + 2 * self.hidden) + head


@dataclass(frozen=True, slots=True)
class MimiShape:
    """Mimi's decoder: upsampling to `steps_per_frame`, transformer, convolutions.

    `width` is the transformer's input and output, `dim` its residual width, `window` how many of
    the last positions a position sees, itself included.
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


@dataclass(frozen=True, slots=True)
class Architecture:
    """Shapes of both halves of a model."""

    flow_lm: FlowLMShape
    mimi: MimiShape


def read_architecture(config: Mapping[str, Any]) -> Architecture:
    """Read the shapes from a parsed configuration.

    Raises UnsupportedModelError if the graphs cannot express it, or if a value is missing.
    """
    try:
        architecture = Architecture(
            _flow_lm(config["flow_lm"], config["mimi"]["quantizer"]["dimension"]),
            _mimi(config["mimi"]),
        )
    except (KeyError, TypeError) as error:
        raise UnsupportedModelError(f"The configuration is not understood: {error!r}.") from error
    except ZeroDivisionError as error:
        raise UnsupportedModelError("The configuration has a size of zero.") from error
    return architecture


def _require(condition: bool, sentence: str) -> None:  # noqa: FBT001 - a condition is the point
    if not condition:
        raise UnsupportedModelError(sentence)


def _flow_lm(lm: Mapping[str, Any], latent_dim: int) -> FlowLMShape:
    transformer, flow, table = lm["transformer"], lm["flow"], lm["lookup_table"]
    kind = flow.get("type", "lsd")
    dim, heads = transformer["d_model"], transformer["num_heads"]
    attention = transformer.get("attn_dim") or dim
    kv_heads = transformer.get("num_kv_heads") or heads
    _require(kind in _FLOW_KINDS, f"Flow head of type {kind!r} is unknown.")
    _require(not lm.get("weights_path"), "Separate flow LM weights have another layout.")
    _require(
        attention % (heads * _HEAD_MULTIPLE) == 0 and heads % kv_heads == 0,
        f"Attention of {attention} channels in {heads} heads, {kv_heads} for keys, does not fit.",
    )
    _require(table["dim"] == dim, "The text table is not as wide as the transformer.")
    return FlowLMShape(
        dim=dim,
        heads=heads,
        kv_heads=kv_heads,
        head_dim=attention // heads,
        layers=transformer["num_layers"],
        hidden=transformer.get("dim_feedforward") or int(dim * transformer["hidden_scale"]),
        max_period=float(transformer["max_period"]),
        text_tokens=table["n_bins"],
        text_rank=table.get("rank"),
        z_dim=lm.get("z_dim"),
        flow_kind=kind,
        flow_dim=flow["dim"],
        flow_depth=flow["depth"],
        latent_dim=latent_dim,
    )


def _mimi(mimi: Mapping[str, Any]) -> MimiShape:
    seanet = mimi.get("decoder_seanet") or mimi["seanet"]
    transformer = mimi.get("decoder_transformer") or mimi["transformer"]
    width = mimi["quantizer"]["output_dimension"]
    ratios = tuple(seanet["ratios"])
    frame_samples = mimi["sample_rate"] / mimi["frame_rate"]
    steps = frame_samples / math.prod(mimi["seanet"]["ratios"])  # the encoder's rate
    dim, heads = transformer["d_model"], transformer["num_heads"]
    _require(not mimi.get("weights_path"), "Separate Mimi weights have another layout.")
    _require(seanet["channels"] == 1, "Only mono sound is supported.")
    _require(seanet["pad_mode"] == "constant", f"Padding {seanet['pad_mode']!r} is unknown.")
    _require(
        steps >= 1 and int(steps) * math.prod(ratios) == frame_samples,
        f"Ratios {list(ratios)} do not fit {frame_samples} samples per frame.",
    )
    _require(
        width == seanet["dimension"] == transformer["input_dimension"]
        and (steps == 1 or (mimi.get("outer_dim") or width) == width)
        and list(transformer["output_dimensions"]) == [width],
        "The parts of Mimi's decoder differ in width.",
    )
    _require(dim % (2 * heads) == 0, f"{dim} channels do not fit {heads} heads.")
    return MimiShape(
        latent_dim=mimi["quantizer"]["dimension"],
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
