from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.models.batching.backend import Row

if TYPE_CHECKING:
    from models.onnx.oracle import Load, Model
    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.decoder import OnnxDecoderState


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


def test_two_utterances_may_go_on_from_one_state(base: Model, load: Load) -> None:
    """Each hears what it would hear alone, bit for bit, wherever in the memory they part."""
    backend = load(base)
    rng = np.random.default_rng(0)
    frames = rng.standard_normal((3, 20, 1, backend.latent_dim)).astype(np.float32)
    start, ways = frames[0], frames[1:]

    def go_on(
        latents: Samples, state: OnnxDecoderState
    ) -> tuple[list[Samples], list[OnnxDecoderState]]:
        audio, states = [], [state]
        for frame in latents:
            samples, state = backend.decode(frame, state)
            audio.append(samples)
            states.append(state)
        return audio, states

    partings = range(14, 19)
    alone = {
        (parting, i): go_on(way, go_on(start[:parting], backend.new_decoder_state())[1][-1])[0]
        for parting in partings
        for i, way in enumerate(ways)
    }
    _, states = go_on(start, backend.new_decoder_state())
    for parting in partings:
        common = [states[parting]] * len(ways)
        for n in range(ways.shape[1]):  # in turn
            for i, way in enumerate(ways):
                samples, common[i] = backend.decode(way[n], common[i])
                np.testing.assert_array_equal(samples, alone[parting, i][n])
        assert np.abs(alone[parting, 0][-1] - alone[parting, 1][-1]).max() > 1e-6


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
