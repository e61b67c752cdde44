"""The graph of the flow language model: from text and latents to the next latent.

A decoder-only transformer with rotary positions (arXiv:2104.09864, neighbouring channels are
pairs) over voice, text and the latents made so far; its last position feeds the EOS logit and the
flow head. Source: arXiv:2509.06926 and the tensor names of pocket-tts 4.0.1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.onnx.build.flow_head import flow_head
from pocket_tts_wyoming.models.onnx.build.graph import MICROSOFT, Graph

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape
    from pocket_tts_wyoming.models.onnx.build.graph import Precision
    from pocket_tts_wyoming.models.onnx.weights import Safetensors


def write_flow_lm(
    source: Safetensors, shape: FlowLMShape, precision: Precision, folder: Path
) -> None:
    """Write the graph into a folder.

    One call appends T tokens and L latents to each of B sequences and reads the last position;
    T = 0, L = 1 is a step, L = 1 with the latent `bos_emb` behind T tokens is prompt and first
    step in one. Inputs, float32 if not named:

    - tokens (B, T) int64, latents (B, L, latent_dim), noise (B, latent_dim);
    - last (B,) int32: the position of each sequence's new last element; total () int32: the
      greatest of them + 1;
    - cos, sin (M, head_dim / 2), see `rotary_table`;
    - past_k0, past_v0, ...: (B, kv_heads, M, head_dim) for M positions.

    Outputs: latent (B, latent_dim), eos (B, 1), present_k0, ... like past_k0. GroupQueryAttention
    writes the new positions into the memory of `past` if `present` is bound to the same.

    Raises WeightsError and OSError.
    """
    with Graph(folder, precision) as g:
        noise = g.input("noise", ["B", shape.latent_dim])
        x = _embed(g, source, shape)
        rotary = [g.input(name, ["M", shape.head_dim // 2]) for name in ("cos", "sin")]
        where = [g.input("last", ["B"], np.int32), g.input("total", [], np.int32)]
        for i in range(shape.layers):
            x = _layer(g, source, shape, x, i, [*where, *rotary])
        z = g.op("Gather", x, g.const(np.array(-1, np.int64)), axis=1)
        width = shape.dim
        z = g.norm(
            source.weight("flow_lm.out_norm.weight", width),
            source.weight("flow_lm.out_norm.bias", width),
        )(z)
        if shape.z_dim:
            z = g.linear(source.weight("flow_lm.z_proj.weight", shape.z_dim, width), exact=True)(z)
            width = shape.z_dim
        eos = g.linear(
            source.weight("flow_lm.out_eos.weight", 1, width),
            source.weight("flow_lm.out_eos.bias", 1),
            exact=True,
        )(z)
        latent = flow_head(g, source, shape, z, noise)
        g.op("Identity", eos, to=g.declare_output("eos", ["B", 1]))
        g.op("Identity", latent, to=g.declare_output("latent", ["B", shape.latent_dim]))


def rotary_table(shape: FlowLMShape, positions: int) -> NDArray[np.float32]:
    """Cosine and sine of every position: float32 (2, positions, head_dim / 2)."""
    pairs = shape.head_dim // 2
    rates = np.exp(np.arange(pairs) * (-math.log(shape.max_period) / pairs))
    angles = np.outer(np.arange(positions), rates)
    return np.stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def _embed(g: Graph, source: Safetensors, shape: FlowLMShape) -> str:
    """Add text table and input projection: (B, T) and (B, L, latent_dim) to (B, T + L, dim)."""
    tokens = g.input("tokens", ["B", "T"], np.int64)
    latents = g.input("latents", ["B", "L", shape.latent_dim])
    name = "flow_lm.conditioner."
    # One more than there are tokens: padding, which generation never uses.
    rank = shape.text_rank or shape.dim
    table = source.weight(name + "embed.weight", shape.text_tokens + 1, rank)
    text = g.op("Gather", g.weight(table), tokens, axis=0)
    if shape.text_rank:
        text = g.linear(source.weight(name + "proj.weight", shape.dim, rank), exact=True)(text)
    project = source.weight("flow_lm.input_linear.weight", shape.dim, shape.latent_dim)
    return g.op("Concat", text, g.linear(project, exact=True)(latents), axis=1)


def _layer(
    g: Graph, source: Safetensors, shape: FlowLMShape, x: str, index: int, rest: list[str]
) -> str:
    """Add a transformer layer: (B, S, dim) to (B, S, dim).

    `rest`: the attention's inputs behind the KV buffers: last, total, cos, sin.
    """
    dim, heads, kv_heads, head_dim = shape.dim, shape.heads, shape.kv_heads, shape.head_dim

    def w(name: str, *size: int) -> NDArray[np.float32]:
        return source.weight(f"flow_lm.transformer.layers.{index}.{name}", *size)

    buffer: list[int | str] = ["B", kv_heads, "M", head_dim]
    past = [g.input(f"past_{kind}{index}", buffer) for kind in "kv"]
    present = [g.declare_output(f"present_{kind}{index}", buffer) for kind in "kv"]
    h = g.norm(w("norm1.weight", dim), w("norm1.bias", dim))(x)
    qkv = g.linear(w("self_attn.in_proj.weight", (heads + 2 * kv_heads) * head_dim, dim))(h)
    attended = f"attended_{index}"
    g.ops(
        "GroupQueryAttention",
        *(qkv, "", "", *past, *rest),
        to=[attended, *present],
        domain=MICROSOFT,
        num_heads=heads,
        kv_num_heads=kv_heads,
        do_rotary=1,
        rotary_interleaved=1,
    )
    out = g.linear(w("self_attn.out_proj.weight", dim, heads * head_dim))(attended)
    x = g.op("Add", x, out)
    h = g.norm(w("norm2.weight", dim), w("norm2.bias", dim))(x)
    h = g.linear(w("linear1.weight", shape.hidden, dim))(h)
    h = g.op("Gelu", h, approximate="tanh")
    return g.op("Add", x, g.linear(w("linear2.weight", dim, shape.hidden))(h))
