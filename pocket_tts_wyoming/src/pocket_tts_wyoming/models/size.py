"""What a model will probably take in memory, before it was ever loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import yaml

from pocket_tts_wyoming import regular_file

if TYPE_CHECKING:
    from pocket_tts_wyoming.models.store.files import ModelVariant

# english: 76 million weights in its layers, 207 MB in int8 after it has spoken. Decoder, tables and
# slots take the part beyond the layers; in small models they are small too.
_BYTES_PER_WEIGHT: Final = {"int8": 17 / 16, "auto": 17 / 16, "fp32": 4.0}
_MOST_BESIDE_BYTES = 127_000_000
_BESIDE_PER_WEIGHT = 1.68
_UNKNOWN_BYTES = 210_000_000


def expected_bytes(variant: ModelVariant, precision: Literal["auto", "int8", "fp32"]) -> int:
    """Return a guess from the model's config, or one for `english` if that is not here yet."""
    path = Path(variant.address)
    if not path.is_file():
        return _UNKNOWN_BYTES
    try:
        layers = yaml.safe_load(regular_file.read_text(path))["flow_lm"]["transformer"]
        width = layers["d_model"]
        hidden = layers.get("dim_feedforward") or width * layers["hidden_scale"]
        attention = layers.get("attn_dim") or width
        weights = layers["num_layers"] * width * (4 * attention + 2 * hidden)
        beside_bytes = min(_MOST_BESIDE_BYTES, _BESIDE_PER_WEIGHT * weights)
        return int(weights * _BYTES_PER_WEIGHT[precision] + beside_bytes)
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
        return _UNKNOWN_BYTES  # loading it will say what is wrong with the file
