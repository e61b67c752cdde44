"""Architectures to make checkpoints of: all that pocket-tts ships, and tiny ones of each family."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import yaml
from pocket_tts.utils.config import CONFIGS_DIR

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of true shape in everything that code can depend on, and of the least width that works.
_TINY: dict[str, Any] = {
    "flow_lm": {
        "dtype": "float32",
        "insert_bos_before_voice": True,
        "flow": {"depth": 1, "dim": 16},
        "transformer": {
            "d_model": 32,
            "hidden_scale": 2,
            "max_period": 10000,
            "num_heads": 2,
            "num_layers": 1,
        },
        "lookup_table": {"dim": 32, "n_bins": 300, "tokenizer": "sentencepiece"},
    },
    "mimi": {
        "dtype": "float32",
        "sample_rate": 24000,
        "inner_dim": 8,
        "outer_dim": 16,
        "channels": 1,
        "frame_rate": 12.5,
        "seanet": {
            "dimension": 16,
            "channels": 1,
            "n_filters": 2,
            "n_residual_layers": 1,
            "ratios": [6, 5, 4],
            "kernel_size": 3,
            "residual_kernel_size": 3,
            "last_kernel_size": 3,
            "dilation_base": 2,
            "pad_mode": "constant",
            "compress": 2,
        },
        "transformer": {
            "d_model": 16,
            "num_heads": 2,
            "num_layers": 1,
            "layer_scale": 0.01,
            "context": 50,
            "dim_feedforward": 32,
            "input_dimension": 16,
            "output_dimensions": [16],
        },
        "quantizer": {"dimension": 8, "output_dimension": 16},
    },
}

_GQA = {"num_heads": 4, "attn_dim": 64, "num_kv_heads": 2, "dim_feedforward": 48}
_OWN_DECODER: dict[str, Any] = {
    "outer_dim": 24,
    "quantizer": {"output_dimension": 24},
    "decoder_seanet": _TINY["mimi"]["seanet"] | {"dimension": 24, "n_filters": 4},
    "decoder_transformer": _TINY["mimi"]["transformer"]
    | {"d_model": 24, "num_layers": 2, "input_dimension": 24, "output_dimensions": [24]},
}


def _small(flow_type: str) -> dict[str, Any]:
    """Return what the 18m, 7m and 2m models have in common."""
    return {
        "default_eos_threshold": -1.0,
        "flow_lm": {
            "flow": {"type": flow_type},
            "transformer": _GQA,
            "lookup_table": {"rank": 8},
            "z_dim": 12,
        },
        "mimi": _OWN_DECODER,
    }


# What each differs in from `tiny`.
_TINY_VARIANTS: dict[str, dict[str, Any]] = {
    "tiny": {},
    "tiny_drifting": {"flow_lm": {"flow": {"type": "drifting"}}},
    "tiny_pointwise": {"flow_lm": {"flow": {"type": "pointwise"}}},
    "tiny_flow_matching": {"flow_lm": {"flow": {"type": "flow_matching"}}},
    "tiny_gqa": {"flow_lm": {"transformer": _GQA}},
    "tiny_low_rank": {"flow_lm": {"lookup_table": {"rank": 8}}},
    "tiny_z_dim": {"flow_lm": {"z_dim": 12}},
    "tiny_own_decoder": {"mimi": _OWN_DECODER},
    "tiny_tokenizer_json": {"flow_lm": {"lookup_table": {"tokenizer": "tokenizers"}}},
    "tiny_2026-01": {
        "pad_with_spaces_for_short_inputs": True,
        "flow_lm": {"insert_bos_before_voice": False},
        "mimi": {"inner_dim": 16},
    },
    "tiny_7m": _small("drifting"),
    "tiny_2m": _small("pointwise"),
}

TINY_PRESETS = tuple(_TINY_VARIANTS)


def preset_config(name: str) -> dict[str, Any]:
    """Return a config in the form of pocket-tts's YAML files, without paths.

    `name` is one of TINY_PRESETS or the stem of a config that pocket-tts ships. ValueError for
    any other.
    """
    if name in _TINY_VARIANTS:
        return _merged(_TINY, _TINY_VARIANTS[name])
    shipped = sorted(path.stem for path in CONFIGS_DIR.glob("*.yaml"))
    if name not in shipped:
        raise ValueError(f"no preset {name!r}; there are {', '.join([*TINY_PRESETS, *shipped])}")
    config: dict[str, Any] = yaml.safe_load((CONFIGS_DIR / f"{name}.yaml").read_text("utf-8"))
    for key in ("weights_path", "weights_path_without_voice_cloning"):
        config.pop(key, None)
    del config["flow_lm"]["lookup_table"]["tokenizer_path"]
    return config


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = copy.deepcopy(dict(base))
    for key, value in changes.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) else copy.deepcopy(value)
    return merged
