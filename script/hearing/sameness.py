"""Our arithmetic against the library's, on the same weights: step by step, with its latents.

A free run would part from the library after the smallest difference, which says nothing of its
size; so each step gets the latent and the noise that the library had (teacher forcing).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Literal

import numpy as np
import pocket_tts

from hearing.takes import Sameness
from models.onnx.oracle import Model, sound, speak
from pocket_tts_wyoming.models.batching.backend import Row
from pocket_tts_wyoming.models.onnx.backend import OnnxBackend
from pocket_tts_wyoming.models.store.files import write_resolved_config

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pocket_tts_wyoming.audio.samples import Samples
    from pocket_tts_wyoming.models.store.files import ModelFiles

_VOICE = "voice"


def measure_sameness(
    files: ModelFiles,
    voice: Path,
    text: str,
    precisions: Sequence[Literal["fp32", "int8"]],
    frames: int,
    folder: Path,
) -> list[Sameness]:
    """Let the library speak the beginning of a text, and follow it with each precision.

    `voice` is a voice state, `folder` an empty one for what is converted on the way.
    """
    model = _library_model(files, voice, folder)
    found = []
    for precision in precisions:
        backend = OnnxBackend.load(
            files.config,
            files.weights,
            files.tokenizer,
            folder / f"onnx-{precision}",
            slots=1,
            precision=precision,
            progress=logging.getLogger(__name__).debug,
        )
        found.append(_follow(model, backend, text, precision, frames, files.name))
    return found


def _follow(
    model: Model, backend: OnnxBackend, text: str, precision: str, frames: int, name: str
) -> Sameness:
    tokens = backend.tokenize(text).tokens
    spoken = speak(model, _VOICE, tokens, frames)
    backend.place_voice(0, backend.read_voice(model.voice(_VOICE)))
    steps = [backend.prompt(0, tokens, spoken.noise[0])]
    for latent, noise in zip(spoken.latents, spoken.noise[1:], strict=False):
        steps += backend.step([Row(0, latent, noise)])
    latents = np.stack([step.latent for step in steps])
    ours, _ = backend.decode(spoken.latents, backend.new_decoder_state())
    return Sameness(
        model=name,
        precision=precision,
        latents=_largest(latents - spoken.latents),
        audio=_largest(ours - sound(model, spoken.latents)),
    )


def _library_model(files: ModelFiles, voice: Path, folder: Path) -> Model:
    """Load a model with the library; its voice goes where the oracle looks for it."""
    (folder / "voices").mkdir(parents=True)
    (folder / "voices" / f"{_VOICE}.safetensors").symlink_to(voice.resolve())
    config = write_resolved_config(files, folder)
    return Model(folder, files.config, pocket_tts.TTSModel.load_model(config=config))


def _largest(difference: Samples) -> float:
    return float(np.abs(difference).max())
