"""The name under which a server is announced when none is chosen."""

from __future__ import annotations

from pathlib import PurePosixPath

PLAIN = "pocket-tts"
_MAX_LABEL_BYTES = 63  # RFC 1035, section 2.3.4


def default_name(model: str) -> str:
    """Return `pocket-tts` for the English model, else with the model's name behind it.

    `model` is MODEL_VARIANT: a name, or the place of a YAML file. Home Assistant shows this name
    where it offers the server, so that several servers in one house can be told apart.
    """
    if "/" in model or model.endswith((".yaml", ".yml")):
        path = PurePosixPath(model.partition("@")[0] if model.startswith("hf://") else model)
        model = path.parent.name if path.stem == "config" and path.parent.name else path.stem
    if model == "english":
        return PLAIN
    return f"{PLAIN}-{model}".encode()[:_MAX_LABEL_BYTES].decode(errors="ignore")
