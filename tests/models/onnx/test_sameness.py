"""The same numbers as the library, step by step, with the library's own latents and noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml
from pocket_tts.utils.config import CONFIGS_DIR

from make_model import make_model
from models.onnx.oracle import (
    VARIANTS,
    Model,
    as_bf16,
    make_variant,
    open_model,
    sound,
    speak,
    with_weights,
)
from pocket_tts_wyoming.models.batching.backend import Row, Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.onnx.oracle import Load, Spoken
    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx import OnnxBackend
    from pocket_tts_wyoming.models.onnx.build.graph import Precision

CLOSE = 1e-5
FRAMES = 12


def follow(backend: OnnxBackend, slot: int, tokens: Sequence[int], spoken: Spoken) -> list[Step]:
    """Step through what the library said; its latents are the input (teacher forcing)."""
    steps = [backend.prompt(slot, tokens, spoken.noise[0])]
    for before, noise in zip(spoken.latents, spoken.noise[1:], strict=False):
        steps += backend.step([Row(slot, before, noise)])
    return steps


def assert_same(steps: list[Step], spoken: Spoken, tolerance: float = CLOSE) -> None:
    latents = np.stack([step.latent for step in steps])
    logits = np.array([step.eos_logit for step in steps])
    np.testing.assert_allclose(latents, spoken.latents, rtol=0, atol=tolerance)
    np.testing.assert_allclose(logits, spoken.eos_logits, rtol=0, atol=tolerance)


def decode(backend: OnnxBackend, latents: Samples, frames_per_call: int) -> Samples:
    state, audio = backend.new_decoder_state(), []
    for start in range(0, len(latents), frames_per_call):
        samples, state = backend.decode(latents[start : start + frames_per_call], state)
        audio.append(samples)
    return np.concatenate(audio)


def some_tokens(count: int) -> list[int]:
    return [int(i) for i in np.random.default_rng(count).integers(3, 290, count)]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_step_of_every_variant(models: dict[str, Model], load: Load, variant: str) -> None:
    model, tokens = models[variant], some_tokens(9)
    backend = load(model)
    for slot, voice in enumerate(("long", "short")):
        spoken = speak(model, voice, tokens, FRAMES)
        backend.place_voice(slot, backend.read_voice(model.voice(voice)))
        assert_same(follow(backend, slot, tokens, spoken), spoken)


@pytest.mark.parametrize("count", [1, 2, 13, 50])
def test_prompts_of_any_length(blocks: Model, load: Load, count: int) -> None:
    backend, tokens = load(blocks), some_tokens(count)
    spoken = speak(blocks, "short", tokens, 3)
    backend.place_voice(0, backend.read_voice(blocks.voice("short")))
    assert_same(follow(backend, 0, tokens, spoken), spoken)


def test_rows_of_unequal_length_in_one_batch(blocks: Model, load: Load) -> None:
    backend = load(blocks)
    texts = {0: some_tokens(4), 1: some_tokens(30), 3: some_tokens(17)}
    voices = {0: "long", 1: "short", 3: "long"}
    spoken = {s: speak(blocks, voices[s], texts[s], FRAMES, seed=100 * s) for s in texts}
    steps: dict[int, list[Step]] = {}
    for slot, tokens in texts.items():
        backend.place_voice(slot, backend.read_voice(blocks.voice(voices[slot])))
        steps[slot] = [backend.prompt(slot, tokens, spoken[slot].noise[0])]
    for i in range(1, FRAMES):
        rows = [Row(s, spoken[s].latents[i - 1], spoken[s].noise[i]) for s in (3, 0, 1)]
        for row, step in zip(rows, backend.step(rows), strict=True):
            steps[row.slot].append(step)
    for slot in texts:
        assert_same(steps[slot], spoken[slot])


def test_a_free_run_stays_with_the_library(blocks: Model, load: Load) -> None:
    """Each frame made from the one before, as in real use: errors could grow."""
    backend, tokens = load(blocks), some_tokens(20)
    spoken = speak(blocks, "long", tokens, 60)
    backend.place_voice(2, backend.read_voice(blocks.voice("long")))
    steps = [backend.prompt(2, tokens, spoken.noise[0])]
    for noise in spoken.noise[1:]:
        steps += backend.step([Row(2, steps[-1].latent, noise)])
    assert_same(steps, spoken)


def test_without_noise_the_temperature_is_zero(base: Model, load: Load) -> None:
    library = base.library
    backend = load(base)
    assert backend.temperature == library.temp
    assert backend.eos_threshold == library.eos_threshold
    temperature, library.temp = library.temp, 0.0
    try:
        spoken = speak(base, "alba", [5, 6, 7], 3)
    finally:
        library.temp = temperature
    assert not spoken.noise.any()
    backend.place_voice(0, backend.read_voice(base.voice("alba")))
    assert_same(follow(backend, 0, [5, 6, 7], spoken), spoken)


def test_noise_matters(base: Model, load: Load) -> None:
    backend = load(base)
    backend.place_voice(0, backend.read_voice(base.voice("alba")))
    silent = backend.prompt(0, [5], np.zeros(backend.latent_dim, np.float32))
    backend.place_voice(0, backend.read_voice(base.voice("alba")))
    loud = backend.prompt(0, [5], np.ones(backend.latent_dim, np.float32))
    assert loud.eos_logit == silent.eos_logit
    assert np.abs(loud.latent - silent.latent).max() > 0.1


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("frames_per_call", [1, 2, 5])
def test_sound(models: dict[str, Model], load: Load, variant: str, frames_per_call: int) -> None:
    """60 frames: 960 positions (60 without upsampling) against windows of 50 and 6."""
    model = models[variant]
    backend = load(model)
    rng = np.random.default_rng(1)
    latents = rng.standard_normal((60, backend.latent_dim)).astype(np.float32)
    audio = decode(backend, latents, frames_per_call)
    assert audio.dtype == np.float32
    assert audio.shape == (60 * backend.frame_samples,)
    np.testing.assert_allclose(audio, sound(model, latents), rtol=0, atol=CLOSE)


def relative_error(model: Model, load: Load, precision: Precision) -> float:
    """Return the error of a sentence's latents over their spread."""
    tokens = some_tokens(20)
    spoken = speak(model, "long", tokens, FRAMES)
    backend = load(model, precision)
    backend.place_voice(0, backend.read_voice(model.voice("long")))
    steps = follow(backend, 0, tokens, spoken)
    error = np.stack([step.latent for step in steps]) - spoken.latents
    return float(np.sqrt((error**2).mean()) / spoken.latents.std())


@pytest.mark.parametrize("precision", ["int8", "int8-blocks"])
def test_int8_stays_near(blocks: Model, load: Load, precision: Precision) -> None:
    """The bound is that of 8 bits with a step of 1 / 127 through three layers and the head."""
    assert 1e-5 < relative_error(blocks, load, precision) < 2e-2


@pytest.mark.parametrize("precision", ["int8", "int8-blocks"])
def test_int8_stays_near_with_outliers(
    blocks: Model, load: Load, precision: Precision, tmp_path: Path
) -> None:
    """Single weights and whole channels of what is multiplied stand out from the rest by far."""
    model = with_outliers(blocks, tmp_path)
    assert 1e-5 < relative_error(model, load, precision) < 2e-2


def with_outliers(model: Model, folder: Path) -> Model:
    rng = np.random.default_rng(0)
    weights = {name: t.clone() for name, t in model.library.state_dict().items()}
    for name, tensor in weights.items():
        if not name.startswith("flow_lm.transformer."):
            continue
        flat = tensor.view(-1)
        chosen = rng.choice(len(flat), max(1, len(flat) // 1000), replace=False)
        flat[chosen] *= 20  # of each matrix; of a norm: a channel in every row
    return with_weights(model, folder / "model", weights)


def test_checkpoints_in_bf16(
    blocks: Model, load: Load, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As the released ones are; the library widens them too."""
    model = as_bf16(blocks, tmp_path_factory.mktemp("bf16") / "model")
    tokens = some_tokens(5)
    spoken = speak(model, "long", tokens, 3)
    backend = load(model)
    backend.place_voice(0, backend.read_voice(model.voice("long")))
    assert_same(follow(backend, 0, tokens, spoken), spoken)
    audio = decode(backend, spoken.latents, 1)
    np.testing.assert_allclose(audio, sound(model, spoken.latents), rtol=0, atol=CLOSE)
    assert np.abs(audio - sound(blocks, spoken.latents)).max() > CLOSE  # it is another model


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Model:
    folder = tmp_path_factory.mktemp("2m")
    return open_model(make_model(folder, "english_2m_2026-10", ("alba",), 1.0, 0))


def test_the_real_2m_model(smallest: Model, load: Load) -> None:
    backend = load(smallest)
    check_model(backend, smallest, "alba")


def test_the_real_7m_architecture(
    smallest: Model, load: Load, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config = yaml.safe_load((CONFIGS_DIR / "english_7m_2026-10.yaml").read_text(encoding="utf-8"))
    table = {**config["flow_lm"]["lookup_table"], "tokenizer_path": str(smallest.tokenizer)}
    changes = {**config, "flow_lm": {**config["flow_lm"], "lookup_table": table}}
    del changes["weights_path"], changes["weights_path_without_voice_cloning"]
    model = make_variant(smallest, tmp_path_factory.mktemp("7m") / "model", changes)
    check_model(load(model), model, "long")


def check_model(backend: OnnxBackend, model: Model, voice: str) -> None:
    tokens = list(backend.tokenize("The front door is unlocked.").tokens)
    spoken = speak(model, voice, tokens, FRAMES)
    backend.place_voice(0, backend.read_voice(model.voice(voice)))
    assert_same(follow(backend, 0, tokens, spoken), spoken)
    audio = decode(backend, spoken.latents, 1)
    np.testing.assert_allclose(audio, sound(model, spoken.latents), rtol=0, atol=CLOSE)
