#!/usr/bin/env python3
"""Make a synthetic pocket-tts checkpoint that loads and runs through the real code, offline.

The weights are random, so it speaks noise; but its shapes are true, so that its speed, its memory
use and the agreement of two engines are too, and its utterances have the length of speech.
PRESET is `tiny` (a few hundred kB, for tests), one of its variants for each family of
architectures (`tiny_gqa`, ...), or the name of any config that ships with pocket-tts. OUT receives
config.yaml, model.safetensors, the tokenizer, and voices/NAME.safetensors beside the NAME.wav that
each was made from:

    TTSModel.load_model(config="OUT/config.yaml")
    model.get_state_for_audio_prompt("OUT/voices/alba.safetensors")
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import safetensors.torch
import torch
import yaml
from pocket_tts import TTSModel, export_model_state

from synthetic.presets import TINY_PRESETS, preset_config
from synthetic.tokenizer import write_tokenizer
from synthetic.voice_prompt import write_voice_prompt
from synthetic.weights import plant_eos, set_loudness

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_model(
    out: Path,
    preset: str = "tiny",
    voices: Sequence[str] = ("alba",),
    voice_seconds: float = 10.0,
    seed: int = 0,
) -> Path:
    """Make a checkpoint in the folder `out` and return the path of its config.yaml.

    Equal arguments give equal bytes on one machine and Python version (config.yaml holds paths).
    The folder appears complete or not at all; an earlier checkpoint there is replaced. Raises
    ValueError for an unknown preset and FileExistsError if `out` holds something else.
    """
    out = out.resolve()
    if out.exists() and any(out.iterdir()) and not (out / "config.yaml").is_file():
        raise FileExistsError(f"{out} holds something that is not a checkpoint")
    config = preset_config(preset)
    out.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as work,
        torch.random.fork_rng(devices=[]),
    ):
        torch.manual_seed(seed)
        new = Path(work) / "new"
        (new / "voices").mkdir(parents=True)
        _write_checkpoint(new, config)
        _write_voices(new, voices, voice_seconds, seed)
        _write_config(new, _with_paths(config, out))
        if out.exists():
            out.rename(Path(work) / "old")
        new.rename(out)
    return out / "config.yaml"


def _write_checkpoint(folder: Path, config: dict[str, Any]) -> None:
    table = config["flow_lm"]["lookup_table"]
    table["tokenizer_path"] = write_tokenizer(folder, table["tokenizer"], table["n_bins"])
    _write_config(folder, _with_paths(config, folder))
    model = TTSModel.load_model(config=folder / "config.yaml")  # the library's own random weights
    plant_eos(model)
    set_loudness(model)
    config["weights_path"] = "model.safetensors"
    safetensors.torch.save_file(model.state_dict(), folder / config["weights_path"])
    _write_config(folder, _with_paths(config, folder))


def _write_voices(folder: Path, voices: Sequence[str], seconds: float, seed: int) -> None:
    # Loaded anew: only a model with a weights file of its own encodes voices.
    model = TTSModel.load_model(config=folder / "config.yaml")
    for i, voice in enumerate(voices):
        prompt = folder / "voices" / f"{voice}.wav"
        write_voice_prompt(prompt, seconds, model.sample_rate, seed + i)
        state = model.get_state_for_audio_prompt(prompt)
        export_model_state(state, prompt.with_suffix(".safetensors"))


def _with_paths(config: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the config with absolute paths: the library takes others for the caller's folder."""
    lm = config["flow_lm"]
    table = lm["lookup_table"]
    table = table | {"tokenizer_path": str(folder / table["tokenizer_path"])}
    config = config | {"flow_lm": lm | {"lookup_table": table}}
    if "weights_path" in config:
        config["weights_path"] = str(folder / config["weights_path"])
    return config


def _write_config(folder: Path, config: dict[str, Any]) -> None:
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    (folder / "config.yaml").write_text(text, encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--preset", default="tiny", help=f"{', '.join(TINY_PRESETS)}, english, ...")
    parser.add_argument("--voices", default="alba,marius", help="names, with commas between")
    parser.add_argument("--voice-seconds", type=float, default=10.0, help="length of their prompts")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    # The library warns of the very thing that is wanted here: weights that it makes up itself.
    logging.basicConfig(level=logging.ERROR)
    try:
        config = make_model(
            args.out, args.preset, args.voices.split(","), args.voice_seconds, args.seed
        )
    except (ValueError, FileExistsError) as error:
        parser.error(str(error))
    for file in sorted(config.parent.rglob("*")):
        if file.is_file():
            print(f"{file.stat().st_size:>12,}  {file}")


if __name__ == "__main__":
    main()
