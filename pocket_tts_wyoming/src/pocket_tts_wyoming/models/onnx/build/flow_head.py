"""The flow head: from the transformer's output and noise to a latent.

An MLP whose every block is shifted, scaled and gated by the condition (arXiv:2406.11838). How
often it runs and what it is told about time depends on how it was trained: Lagrangian
self-distillation (`lsd`, arXiv:2505.18825), flow matching (arXiv:2210.02747), or in one step
without time (`drifting`, `pointwise`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape
    from pocket_tts_wyoming.models.onnx.build.graph import Graph
    from pocket_tts_wyoming.models.onnx.weights import Safetensors

_PREFIX = "flow_lm.flow_net."
_FREQUENCIES = 128  # of a time embedding
_EPSILON = 1e-6  # of the head's layer norms


def flow_head(g: Graph, source: Safetensors, shape: FlowLMShape, z: str, noise: str) -> str:
    """Add the head: z (B, z_dim or dim) and noise (B, latent_dim) to a latent (B, latent_dim)."""
    dim, latent_dim = shape.flow_dim, shape.latent_dim

    def w(name: str, *size: int) -> NDArray[np.float32]:
        return source.weight(_PREFIX + name, *size)

    condition = g.linear(w("cond_embed.weight", dim, shape.z_dim or shape.dim))(z)
    modulations = _modulations(g, w, shape)
    enter = g.linear(w("input_proj.weight", dim, latent_dim), w("input_proj.bias", dim), exact=True)
    blocks = [_block(g, w, f"res_blocks.{i}.", dim) for i in range(shape.flow_depth)]
    last_norm = g.norm(np.ones(dim, np.float32), np.zeros(dim, np.float32), _EPSILON)
    last = "final_layer.linear."
    leave = g.linear(w(last + "weight", latent_dim, dim), w(last + "bias", latent_dim), exact=True)

    steps = shape.sampler_steps
    latent = noise
    for step in range(steps):
        bias = w("cond_embed.bias", dim) + _time_condition(w, shape, step)
        parts = modulations(g.silu(g.op("Add", condition, g.weight(bias.astype(np.float32)))))
        x = enter(latent)
        for i, block in enumerate(blocks):
            x = block(x, *parts[3 * i : 3 * i + 3])
        x = leave(_modulate(g, last_norm(x), *parts[-2:]))
        if shape.flow_kind == "drifting":
            return x
        if steps > 1:
            x = g.op("Div", x, g.const(np.array(steps, np.float32)))
        latent = g.op("Add", latent, x)
    return latent


def _modulations(
    g: Graph, w: Callable[..., NDArray[np.float32]], shape: FlowLMShape
) -> Callable[[str], list[str]]:
    """Shift, scale and gate of every block, then shift and scale of the last layer.

    All read the same condition: one matrix for all. The "1 +" of each scale is in the bias.
    """
    dim, depth = shape.flow_dim, shape.flow_depth
    owners = [(f"res_blocks.{i}.", 3) for i in range(depth)] + [("final_layer.", 2)]
    name = "adaLN_modulation.1."
    weight = np.concatenate([w(o + name + "weight", parts * dim, dim) for o, parts in owners])
    bias = np.concatenate([w(o + name + "bias", parts * dim) for o, parts in owners])
    for i in range(depth + 1):
        bias[(3 * i + 1) * dim : (3 * i + 2) * dim] += 1
    linear = g.linear(weight, bias)
    return lambda condition: g.split(linear(condition), 3 * depth + 2)


def _modulate(g: Graph, x: str, shift: str, scale: str) -> str:
    return g.op("Add", g.op("Mul", x, scale), shift)


def _block(
    g: Graph, w: Callable[..., NDArray[np.float32]], name: str, dim: int
) -> Callable[[str, str, str, str], str]:
    norm = g.norm(w(name + "in_ln.weight", dim), w(name + "in_ln.bias", dim), _EPSILON)
    first, second = (
        g.linear(w(name + f"mlp.{i}.weight", dim, dim), w(name + f"mlp.{i}.bias", dim))
        for i in (0, 2)
    )

    def run(x: str, shift: str, scale: str, gate: str) -> str:
        update = second(g.silu(first(_modulate(g, norm(x), shift, scale))))
        return g.op("Add", x, g.op("Mul", gate, update))

    return run


def _time_condition(
    w: Callable[..., NDArray[np.float32]], shape: FlowLMShape, step: int
) -> NDArray[np.float64]:
    """Return what the time embeddings add to the condition in one step, float64 (dim,).

    The times of the steps are known beforehand, so this is a constant: the mean of the
    embeddings of the step's start and, for lsd, of its end.
    """
    steps, dim = shape.sampler_steps, shape.flow_dim
    times = {"lsd": (step / steps, (step + 1) / steps), "flow_matching": (step / steps,)}.get(
        shape.flow_kind, ()
    )
    total = np.zeros(dim)
    for i, time in enumerate(times):

        def part(name: str, *size: int, i: int = i) -> NDArray[np.float64]:
            return w(f"time_embed.{i}.{name}", *size).astype(np.float64)

        phase = time * part("freqs", _FREQUENCIES)
        waves = np.concatenate([np.cos(phase), np.sin(phase)])
        hidden = part("mlp.0.weight", dim, 2 * _FREQUENCIES) @ waves + part("mlp.0.bias", dim)
        hidden = hidden / (1 + np.exp(-hidden))
        hidden = part("mlp.2.weight", dim, dim) @ hidden + part("mlp.2.bias", dim)
        scale = part("mlp.3.alpha", dim) / np.sqrt(hidden.var(ddof=1) + 1e-5)
        total += scale * hidden / len(times)
    return total
