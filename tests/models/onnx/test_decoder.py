from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.batching.backend import Row

if TYPE_CHECKING:
    from models.onnx.oracle import Load, Model


def test_states_are_values(base: Model, load: Load) -> None:
    """A state may be kept and used again: decoding changes neither it nor a fresh one."""
    backend = load(base)
    rng = np.random.default_rng(0)
    latents = rng.standard_normal((2, 3, backend.latent_dim)).astype(np.float32)
    fresh = backend.new_decoder_state()
    first, state = backend.decode(latents[0], fresh)
    second, _ = backend.decode(latents[1], state)
    np.testing.assert_array_equal(backend.decode(latents[0], fresh)[0], first)
    np.testing.assert_array_equal(backend.decode(latents[1], state)[0], second)
    assert np.abs(backend.decode(latents[1], fresh)[0] - second).max() > 1e-6


def test_decoding_beside_the_language_model(base: Model, load: Load) -> None:
    """Both threads at work at once give what each gives alone."""
    backend = load(base)
    noise = np.ones(backend.latent_dim, np.float32)
    latents = np.ones((2, backend.latent_dim), np.float32)
    voice = backend.read_voice(base.voice("alba"))

    def speak(rounds: int) -> list[float]:
        backend.place_voice(0, voice)
        backend.prompt(0, [5, 6, 7], noise)
        return [backend.step([Row(0, noise, noise)])[0].eos_logit for _ in range(rounds)]

    def sound(rounds: int) -> float:
        state = backend.new_decoder_state()
        for _ in range(rounds):
            audio, state = backend.decode(latents, state)
        return float(audio.sum())

    wanted = speak(100), sound(40)
    with ThreadPoolExecutor(2) as pool:
        together = pool.submit(speak, 100), pool.submit(sound, 40)
        assert tuple(future.result() for future in together) == wanted
