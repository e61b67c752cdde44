"""What a model's configuration says about its shape.

Source: the configuration schema and the shipped configurations of pocket-tts 4.0.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pocket_tts_wyoming.models.onnx.mimi_shape import MimiShape, read_decoder_shape
from pocket_tts_wyoming.models.onnx.unsupported import reading_configuration, require

if TYPE_CHECKING:
    from collections.abc import Mapping

FLOW_MATCHING_STEPS = 16
"""Euler steps of a flow_matching head; the library advises against fewer."""

_FLOW_KINDS = ("lsd", "drifting", "pointwise", "flow_matching")
_HEAD_MULTIPLE = 8  # of GroupQueryAttention


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
class Architecture:
    """Shapes of the two models that speak: the flow LM, and Mimi's decoder."""

    flow_lm: FlowLMShape
    mimi: MimiShape


def read_architecture(config: Mapping[str, Any]) -> Architecture:
    """Read the shapes from a parsed configuration.

    Raises UnsupportedModelError if the graphs cannot express it, or if a value is missing.
    """
    with reading_configuration():
        flow_lm = _flow_lm(config["flow_lm"], config["mimi"]["quantizer"]["dimension"])
    return Architecture(flow_lm, read_decoder_shape(config))


def _flow_lm(lm: Mapping[str, Any], latent_dim: int) -> FlowLMShape:
    transformer, flow, table = lm["transformer"], lm["flow"], lm["lookup_table"]
    kind = flow.get("type", "lsd")
    dim, heads = transformer["d_model"], transformer["num_heads"]
    attention = transformer.get("attn_dim") or dim
    kv_heads = transformer.get("num_kv_heads") or heads
    require(kind in _FLOW_KINDS, f"Flow head of type {kind!r} is unknown.")
    require(not lm.get("weights_path"), "Separate flow LM weights have another layout.")
    require(
        attention % (heads * _HEAD_MULTIPLE) == 0 and heads % kv_heads == 0,
        f"Attention of {attention} channels in {heads} heads, {kv_heads} for keys, does not fit.",
    )
    require(table["dim"] == dim, "The text table is not as wide as the transformer.")
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
