"""Voices made from audio: the library is the oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import safetensors.torch
import soundfile
import torch

from make_model import make_model
from models.onnx.oracle import Model, make_variant, open_model
from pocket_tts_wyoming.audio.resample import resample
from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.mimi_shape import read_encoder_shape
from pocket_tts_wyoming.models.onnx.unsupported import UnsupportedModelError
from pocket_tts_wyoming.models.onnx.voice import read_voice
from pocket_tts_wyoming.models.onnx.voice_maker import (
    OnnxVoiceMaker,
    has_encoder,
    is_encoder_tensor,
)
from pocket_tts_wyoming.models.onnx.weights import Safetensors, WeightsError
from pocket_tts_wyoming.voices.decoding import decode
from pocket_tts_wyoming.voices.recording import end_on_pause
from synthetic.presets import TINY_PRESETS

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import Samples

RATE_HZ = 24_000

ENCODERS: dict[str, dict[str, Any]] = {
    "as it ships": {},
    "wide latents, no BOS": {
        "flow_lm": {"insert_bos_before_voice": False},
        "mimi": {"inner_dim": 16},
    },
    "grouped queries, low rank": {
        "flow_lm": {
            "transformer": {
                "d_model": 40,
                "attn_dim": 96,
                "num_heads": 6,
                "num_kv_heads": 2,
                "num_layers": 3,
                "dim_feedforward": 48,
            },
            "lookup_table": {"dim": 40, "rank": 8},
        }
    },
    "projections, other convolutions": {
        "mimi": {
            "inner_dim": None,
            "seanet": {
                "n_filters": 4,
                "n_residual_layers": 2,
                "ratios": [8, 6, 5],
                "kernel_size": 5,
                "residual_kernel_size": 5,
                "last_kernel_size": 1,
                "dilation_base": 3,
                "compress": 4,
            },
            "transformer": {
                "d_model": 24,
                "num_heads": 3,
                "num_layers": 3,
                "context": 7,
                "max_period": 500.0,
            },
        }
    },
    "no downsampling": {
        "mimi": {"inner_dim": None, "seanet": {"ratios": [16, 15, 8]}},
    },
}
"""Every way in which an encoder, or what reads its latents, may differ."""


@pytest.fixture(scope="module")
def encoders(base: Model, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Model]:
    folder = tmp_path_factory.mktemp("encoders")
    return {
        name: make_variant(base, folder / str(i), changes)
        for i, (name, changes) in enumerate(ENCODERS.items())
    }


def maker_of(model: Model, scratch: Path, encoder_weights: Path | None = None) -> OnnxVoiceMaker:
    return OnnxVoiceMaker(model.config, model.weights, encoder_weights or model.weights, scratch)


def noisy_tone(seconds: float, seed: int = 0) -> Samples:
    """Make a tone that swells, with noise; its last second is quieter, but no pause."""
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    noise = np.random.default_rng(seed).standard_normal(time.size)
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * 1.3 * time)
    return ((np.sin(2 * np.pi * 180 * time) * 0.3 + noise * 0.05) * swell).astype(np.float32)


@torch.no_grad()
def library_latents(model: Model, audio: Samples) -> Samples:
    latents: Samples = model.library.mimi.encode_to_latent(torch.from_numpy(audio)[None, None])
    return np.asarray(latents[0])


@torch.no_grad()
def library_state(model: Model, audio: Samples) -> list[Samples]:
    """Return keys and values of each layer in turn, (heads, positions, head_dim)."""
    from pocket_tts.modules.stateful_module import init_states  # noqa: PLC0415 - the oracle's

    library = model.library
    prompt = library._encode_audio(torch.from_numpy(audio)[None, None])
    if library.flow_lm.insert_bos_before_voice:
        prompt = torch.cat([library.flow_lm.bos_before_voice, prompt], dim=1)
    state = init_states(library.flow_lm, 1, prompt.shape[1])
    library._run_flow_lm_and_increment_step(model_state=state, audio_conditioning=prompt)
    layers = read_architecture(model.config).flow_lm.layers
    caches = [state[f"transformer.layers.{i}.self_attn"]["cache"] for i in range(layers)]
    return [np.asarray(part[0].transpose(0, 1)) for cache in caches for part in cache]


def assert_equal_state(model: Model, path: Path, wanted: list[Samples]) -> None:
    voice = read_voice(path, read_architecture(model.config).flow_lm, most=1000)
    for ours, theirs in zip(voice.buffers, wanted, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-4, rtol=0)


@pytest.mark.parametrize("seconds", [3.0, 7.321, 30.0])
@pytest.mark.parametrize("name", ENCODERS)
def test_latents_and_state_equal_the_library(
    encoders: dict[str, Model], tmp_path: Path, name: str, seconds: float
) -> None:
    model, audio = encoders[name], noisy_tone(seconds)
    maker = maker_of(model, tmp_path)

    latents = maker.latents(audio)
    maker.write_state(latents, tmp_path / "voice.safetensors")

    wanted = library_latents(model, audio)
    assert np.abs(wanted).max() > 1e-2
    np.testing.assert_allclose(latents, wanted, atol=1e-4, rtol=0)
    assert_equal_state(model, tmp_path / "voice.safetensors", library_state(model, audio))


@pytest.mark.parametrize("preset", TINY_PRESETS)
def test_every_preset_makes_voices(tmp_path: Path, preset: str) -> None:
    model = open_model(make_model(tmp_path / "model", preset, ()))
    audio = noisy_tone(3.0)
    maker = maker_of(model, tmp_path)
    maker.write_state(maker.latents(audio), tmp_path / "voice.safetensors")
    assert_equal_state(model, tmp_path / "voice.safetensors", library_state(model, audio))


def test_every_shipped_configuration_has_an_encoder(shipped: list[Path]) -> None:
    import yaml  # noqa: PLC0415 - only here

    for path in shipped:
        read_encoder_shape(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("rate_hz", "channels", "seconds", "subtype"),
    [
        (8000, 1, 3.0, "PCM_16"),
        (11_025, 2, 4.7, "PCM_16"),
        (16_000, 1, 12.0, "PCM_16"),
        (22_050, 1, 5.0, "PCM_24"),
        (24_000, 1, 10.0, "PCM_16"),
        (44_100, 2, 30.0, "PCM_16"),
        (48_000, 2, 6.3, "PCM_24"),
    ],
)
def test_files_become_the_voices_that_the_library_makes(
    encoders: dict[str, Model],
    tmp_path: Path,
    rate_hz: int,
    channels: int,
    seconds: float,
    subtype: str,
) -> None:
    """From file to state, but for our preparation, which the library has not: `prepare`."""
    model = encoders["as it ships"]
    tone = noisy_tone(seconds)[: round(seconds * RATE_HZ * 0.98)]
    times = np.arange(round(seconds * rate_hz)) * RATE_HZ / rate_hz
    sound = np.interp(times, np.arange(tone.size), tone, right=0.0)
    sides = np.stack([sound, 0.3 * sound[::-1]][:channels], axis=1)
    soundfile.write(tmp_path / "voice.wav", sides, rate_hz, subtype)

    decoded, decoded_hz = decode(tmp_path / "voice.wav")
    maker = maker_of(model, tmp_path)
    audio = end_on_pause(resample(decoded, decoded_hz, RATE_HZ), RATE_HZ)
    maker.write_state(maker.latents(audio), tmp_path / "voice.safetensors")

    state = model.library.get_state_for_audio_prompt(tmp_path / "voice.wav")
    caches = [state[f"transformer.layers.{i}.self_attn"]["cache"] for i in range(len(state))]
    wanted = [np.asarray(part[0].transpose(0, 1)) for cache in caches for part in cache]
    assert_equal_state(model, tmp_path / "voice.safetensors", wanted)


def test_the_library_reads_what_is_written(encoders: dict[str, Model], tmp_path: Path) -> None:
    model, audio = encoders["as it ships"], noisy_tone(3.0)
    maker = maker_of(model, tmp_path)
    path = tmp_path / "voice.safetensors"
    maker.write_state(maker.latents(audio), path)

    state = model.library.get_state_for_audio_prompt(path)

    layer = state["transformer.layers.0.self_attn"]
    assert layer["offset"].tolist() == [39]  # 38 frames and BOS
    assert layer["pad"].tolist() == [0]
    wanted = library_state(model, audio)
    np.testing.assert_allclose(layer["cache"][0, 0].transpose(0, 1), wanted[0], atol=1e-4, rtol=0)
    assert model.library.generate_audio(state, "Hello there.", max_tokens=50).numel() > 0


def test_encoder_may_come_from_a_file_of_its_own(
    encoders: dict[str, Model], tmp_path: Path
) -> None:
    """The file that the model speaks with has zeros for an encoder, as the open one of the hub."""
    model, audio = encoders["as it ships"], noisy_tone(3.0)
    tensors = model.library.state_dict()
    encoder = {name: t for name, t in tensors.items() if is_encoder_tensor(name)}
    safetensors.torch.save_file(encoder, tmp_path / "encoder.safetensors")
    open_tensors = {
        name: torch.zeros_like(t) if is_encoder_tensor(name) else t for name, t in tensors.items()
    }
    safetensors.torch.save_file(open_tensors, tmp_path / "open.safetensors")

    assert has_encoder(model.weights)
    assert has_encoder(tmp_path / "encoder.safetensors")
    assert not has_encoder(tmp_path / "open.safetensors")
    maker = OnnxVoiceMaker(
        model.config, tmp_path / "open.safetensors", tmp_path / "encoder.safetensors", tmp_path
    )
    maker.write_state(maker.latents(audio), tmp_path / "voice.safetensors")

    assert_equal_state(model, tmp_path / "voice.safetensors", library_state(model, audio))


def test_work_is_handed_out_in_small_pieces(encoders: dict[str, Model], tmp_path: Path) -> None:
    model, audio = encoders["as it ships"], noisy_tone(30.0)
    maker, pauses = maker_of(model, tmp_path), 0

    def between() -> None:
        nonlocal pauses
        pauses += 1

    latents = maker.latents(audio, between)
    assert pauses >= len(latents) // 4
    pauses = 0
    maker.write_state(latents, tmp_path / "voice.safetensors", between)
    assert pauses >= len(latents) // 64


def test_giving_up_leaves_no_graph_behind(encoders: dict[str, Model], tmp_path: Path) -> None:
    class Stopped(Exception):  # noqa: N818 - not an error
        pass

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        maker_of(encoders["as it ships"], tmp_path).latents(noisy_tone(3.0), stop)
    assert list(tmp_path.iterdir()) == []


def test_server_that_is_killed_leaves_no_graph_behind(
    encoders: dict[str, Model], tmp_path: Path
) -> None:
    """Nothing is on the disk while the long part is computed."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    maker, left = maker_of(encoders["as it ships"], scratch), []

    def between() -> None:
        left.append(len(list(scratch.iterdir())))

    latents = maker.latents(noisy_tone(3.0), between)
    assert set(left[1:]) == {0}, "the first is before the graph is opened"
    left.clear()
    maker.write_state(latents, tmp_path / "voice.safetensors", between)
    assert set(left) == {0}


def test_identities_follow_the_files_they_are_made_from(
    encoders: dict[str, Model], tmp_path: Path
) -> None:
    one, other = encoders["as it ships"], encoders["wide latents, no BOS"]
    maker = maker_of(one, tmp_path)
    assert maker.encoder_identity() == maker_of(one, tmp_path).encoder_identity()
    assert maker.encoder_identity() != maker_of(other, tmp_path).encoder_identity()
    swapped = maker_of(one, tmp_path, other.weights)
    assert swapped.encoder_identity() != maker.encoder_identity()
    assert swapped.model_identity() == maker.model_identity()
    assert maker.model_identity() != maker_of(other, tmp_path).model_identity()


def test_encoder_of_another_width_is_refused(encoders: dict[str, Model], tmp_path: Path) -> None:
    one, other = encoders["as it ships"], encoders["wide latents, no BOS"]
    with pytest.raises(WeightsError, match="but the configuration says"):
        maker_of(one, tmp_path, other.weights).latents(noisy_tone(3.0))


def test_encoder_without_a_way_to_the_latents_is_refused(base: Model) -> None:
    mimi = base.config["mimi"]
    seanet = {**mimi["seanet"], "ratios": [16, 15, 8]}
    with pytest.raises(UnsupportedModelError, match="Without downsampling"):
        read_encoder_shape({**base.config, "mimi": {**mimi, "seanet": seanet}})
    with pytest.raises(UnsupportedModelError, match="do not fit"):
        read_encoder_shape(
            {**base.config, "mimi": {**mimi, "seanet": {**seanet, "ratios": [7, 5]}}}
        )
    with pytest.raises(UnsupportedModelError, match="not understood"):
        read_encoder_shape({})


def test_encoder_tensors_are_a_small_part_of_a_checkpoint(base: Model) -> None:
    names = Safetensors.map(base.weights).names()
    needed = [name for name in names if is_encoder_tensor(name)]
    assert "flow_lm.speaker_proj_weight" in needed
    assert "mimi.downsample.conv.conv.weight" in needed
    assert not any("decoder" in name or "quantizer" in name for name in needed)
    assert not any(name.startswith("flow_lm.transformer") for name in needed)
