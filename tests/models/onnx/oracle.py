"""The library as the oracle: small models with random weights, and what it computes with them."""

from __future__ import annotations

import copy
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import safetensors.torch
import torch
import yaml
from pocket_tts import TTSModel, export_model_state
from pocket_tts.modules.stateful_module import increment_steps, init_states

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx import OnnxBackend
    from pocket_tts_wyoming.models.onnx.build.graph import Precision


VARIANTS: dict[str, dict[str, Any]] = {
    "lsd": {},
    "drifting, z_dim": {"flow_lm": {"flow": {"type": "drifting", "depth": 2}, "z_dim": 24}},
    "pointwise, grouped queries, low rank": {
        "flow_lm": {
            "flow": {"type": "pointwise"},
            "transformer": {
                "d_model": 40,
                "attn_dim": 96,
                "num_heads": 6,
                "num_kv_heads": 2,
                "num_layers": 2,
                "dim_feedforward": 48,
            },
            "lookup_table": {"dim": 40, "rank": 8},
            "insert_bos_before_voice": False,
        }
    },
    "flow_matching, deep": {
        "flow_lm": {"flow": {"type": "flow_matching", "depth": 2}, "transformer": {"num_layers": 5}}
    },
    "own decoder with projections, no upsampling": {
        "mimi": {
            "outer_dim": 24,
            "seanet": {"ratios": [16, 15, 8]},
            "quantizer": {"output_dimension": 24},
            "decoder_seanet": {
                "dimension": 24,
                "channels": 1,
                "n_filters": 3,
                "n_residual_layers": 2,
                "ratios": [16, 15, 8],
                "kernel_size": 5,
                "residual_kernel_size": 3,
                "last_kernel_size": 5,
                "dilation_base": 3,
                "pad_mode": "constant",
                "compress": 3,
            },
            "decoder_transformer": {
                "d_model": 32,
                "num_heads": 4,
                "num_layers": 3,
                "layer_scale": 0.01,
                "context": 6,
                "max_period": 500.0,
                "dim_feedforward": 40,
                "input_dimension": 24,
                "output_dimensions": [24],
            },
        }
    },
    "blocks of 64": {
        "flow_lm": {
            "flow": {"type": "lsd", "dim": 64, "depth": 2},
            "transformer": {"d_model": 128, "num_heads": 4, "num_layers": 3},
            "lookup_table": {"dim": 128},
        }
    },
}
"""Every flow type, and every way in which shipped models differ from each other, small."""


@dataclass(frozen=True, slots=True)
class Model:
    """A checkpoint on disk, and the library's model of it."""

    folder: Path
    config: dict[str, Any]
    library: TTSModel

    @property
    def weights(self) -> Path:
        return self.folder / "model.safetensors"

    @property
    def tokenizer(self) -> Path:
        return Path(self.config["flow_lm"]["lookup_table"]["tokenizer_path"])

    def voice(self, name: str) -> Path:
        return self.folder / "voices" / f"{name}.safetensors"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the library computed: (frames, latent_dim) twice, (frames,) and the noise it used."""

    latents: Samples
    eos_logits: Samples
    noise: Samples


class Load(Protocol):
    """Loads a model; one cache folder per model and precision for the whole session."""

    def __call__(
        self,
        model: Model,
        precision: Precision = "fp32",
        *,
        slots: int = 4,
        positions: int = 768,
        threads: int = 1,
    ) -> OnnxBackend: ...


def open_model(config_path: Path) -> Model:
    """Load a checkpoint that is on disk already."""
    config = yaml.safe_load(config_path.read_text(encoding="utf-8"))
    return Model(config_path.parent, config, TTSModel.load_model(config=config_path))


@torch.no_grad()
def make_variant(base: Model, folder: Path, changes: dict[str, Any], seed: int = 0) -> Model:
    """Make a model like `base` with another configuration and random weights in every tensor.

    `changes` are laid over the base's configuration. Voices: "long" (20 positions), "short" (9).
    """
    torch.manual_seed(seed)
    config = _merged(base.config, changes)
    config.pop("weights_path", None)
    (folder / "voices").mkdir(parents=True)
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    model = TTSModel.load_model(config=path)
    for name, parameter in model.state_dict().items():
        # The library starts with zero biases, unit scales and tiny layer scales, behind which a
        # mistake could hide.
        if name.endswith(("norm.weight", "emb_std", "alpha", ".scale", "in_ln.weight")):
            parameter.copy_(1 + 0.2 * torch.randn_like(parameter))
        elif parameter.ndim == 1 and not name.endswith("freqs"):
            parameter.copy_(0.2 * torch.randn_like(parameter))
    safetensors.torch.save_file(model.state_dict(), folder / "model.safetensors")
    config["weights_path"] = str(folder / "model.safetensors")
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    model = TTSModel.load_model(config=path, sampler_decode_steps=_sampler_steps(config))
    for voice, positions in (("long", 20), ("short", 9)):
        state = init_states(model.flow_lm, batch_size=1, sequence_length=positions + 3)
        sound = torch.randn(1, positions, model.flow_lm.dim)
        model._run_flow_lm_and_increment_step(model_state=state, audio_conditioning=sound)
        export_model_state(state, folder / "voices" / f"{voice}.safetensors")
    return Model(folder, config, model)


def as_bf16(model: Model, folder: Path) -> Model:
    """Make the same model with its weights rounded to bf16."""
    weights = {name: t.bfloat16() for name, t in model.library.state_dict().items()}
    return with_weights(model, folder, weights)


def with_weights(model: Model, folder: Path, weights: dict[str, torch.Tensor]) -> Model:
    """Make the same model with other weights."""
    shutil.copytree(model.folder, folder)
    safetensors.torch.save_file(weights, folder / "model.safetensors")
    config = {**model.config, "weights_path": str(folder / "model.safetensors")}
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    return open_model(path)


def _sampler_steps(config: dict[str, Any]) -> int:
    """Return 16 for flow matching: fewer are not enough, says the library's configuration."""
    return 16 if config["flow_lm"]["flow"].get("type") == "flow_matching" else 1


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = copy.deepcopy(old)
    for key, value in new.items():
        inner = merged.get(key)
        merged[key] = _merged(inner, value) if isinstance(inner, dict) else value
    return merged


@torch.no_grad()
def speak(model: Model, voice: str, tokens: Sequence[int], frames: int, seed: int = 0) -> Spoken:
    """Run the library freely, one step at a time, with noise that it draws itself."""
    library, logits, noise, latents = model.library, [], [], []
    hook = library.flow_lm.out_eos.register_forward_hook(
        lambda _module, _inputs, output: logits.append(float(output))
    )
    try:
        state = copy.deepcopy(library.get_state_for_audio_prompt(model.voice(voice)))
        library._expand_kv_cache(state, 20 + 200 + len(tokens) + frames)
        library._run_flow_lm_and_increment_step(state, text_tokens=torch.tensor([tokens]))
        logits.clear()
        latent = torch.full((1, 1, library.flow_lm.ldim), float("nan"))
        for step in range(frames):
            torch.manual_seed(seed + step)
            latent, _ = library._run_flow_lm_and_increment_step(
                state, backbone_input_latents=latent
            )
            latents.append(latent[0, 0].numpy())
            torch.manual_seed(seed + step)  # the same noise once more, for us
            noise.append(torch.empty(1, library.flow_lm.ldim).normal_(0, library.temp**0.5)[0])
    finally:
        hook.remove()
    return Spoken(np.stack(latents), np.array(logits, np.float32), np.stack(noise))


@torch.no_grad()
def sound(model: Model, latents: Samples) -> Samples:
    """Decode (frames, latent_dim) with the library, a frame at a time."""
    library, mimi = model.library, model.library.mimi
    steps = int(mimi.encoder_frame_rate / mimi.frame_rate)
    state = init_states(mimi, 1, len(latents) * steps)
    scaled = torch.from_numpy(latents) * library.flow_lm.emb_std + library.flow_lm.emb_mean
    audio = []
    for frame in scaled:
        audio.append(mimi.decode_from_latent(frame[None, None], state)[0, 0].numpy())
        increment_steps(mimi, state, steps)
    return np.concatenate(audio)
