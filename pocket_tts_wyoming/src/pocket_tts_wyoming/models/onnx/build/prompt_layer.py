"""The graph of one transformer layer of the flow LM that reads its weights from its inputs.

A voice is read once and then kept, so its prompt takes the layers one after another: the memory of
one layer instead of all, in float32 whatever precision the model speaks with, and without a second
conversion of the model. The arithmetic is that of `flow_lm`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.onnx.build.graph import MICROSOFT, Graph

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape


def layer_weights(shape: FlowLMShape) -> dict[str, tuple[int, ...]]:
    """Names of a layer's tensors in a checkpoint, behind `flow_lm.transformer.layers.N.`."""
    dim, attention = shape.dim, shape.heads * shape.head_dim
    return {
        "norm1.weight": (dim,),
        "norm1.bias": (dim,),
        "self_attn.in_proj.weight": (attention + 2 * shape.kv_heads * shape.head_dim, dim),
        "self_attn.out_proj.weight": (dim, attention),
        "norm2.weight": (dim,),
        "norm2.bias": (dim,),
        "linear1.weight": (shape.hidden, dim),
        "linear2.weight": (dim, shape.hidden),
    }


def write_prompt_layer(shape: FlowLMShape, folder: Path) -> None:
    """Write the graph, a few kB, into a folder.

    Inputs, float32 if not named, for S new positions in a memory of M:

    - x (S, dim);
    - last (1,) int32: position of the last new one; total () int32: last + 1;
    - cos, sin (M, head_dim / 2), see `flow_lm.rotary_table`;
    - past_k, past_v (1, kv_heads, M, head_dim);
    - the tensors of `layer_weights`.

    Outputs: y (S, dim), present_k, present_v like past_k. Bind `present` to the memory of `past`.
    """
    dim, heads, kv_heads, head_dim = shape.dim, shape.heads, shape.kv_heads, shape.head_dim
    with Graph(folder) as g:
        x = g.input("x", ["S", dim])
        rest = [g.input("last", [1], np.int32), g.input("total", [], np.int32)]
        rest += [g.input(name, ["M", head_dim // 2]) for name in ("cos", "sin")]
        past = [g.input(f"past_{kind}", [1, kv_heads, "M", head_dim]) for kind in "kv"]
        present = [
            g.declare_output(f"present_{kind}", [1, kv_heads, "M", head_dim]) for kind in "kv"
        ]
        w = {name: g.input(name, sizes) for name, sizes in layer_weights(shape).items()}

        def norm(x: str, name: str) -> str:
            parts = w[name + ".weight"], w[name + ".bias"]
            return g.op("LayerNormalization", x, *parts, axis=-1, epsilon=1e-5)

        def linear(x: str, name: str) -> str:
            return g.op("Gemm", x, w[name + ".weight"], transB=1)

        qkv = g.op("Unsqueeze", linear(norm(x, "norm1"), "self_attn.in_proj"), g.integers(0))
        g.ops(
            "GroupQueryAttention",
            *(qkv, "", "", *past, *rest),
            to=["attended", *present],
            domain=MICROSOFT,
            num_heads=heads,
            kv_num_heads=kv_heads,
            do_rotary=1,
            rotary_interleaved=1,
        )
        h = linear(g.op("Squeeze", "attended", g.integers(0)), "self_attn.out_proj")
        x = g.op("Add", x, h)
        h = linear(norm(x, "norm2"), "linear1")
        h = linear(g.op("Gelu", h, approximate="tanh"), "linear2")
        g.op("Add", x, h, to=g.declare_output("y", ["S", dim]))
