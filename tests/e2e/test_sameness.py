"""What leaves the server is what the library makes, sample for sample."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from pocket_tts import TTSModel

from pocket_tts_wyoming.audio.pcm import to_pcm16
from support.process import Server
from support.wyoming_client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SEED = 7
PADDING_SAMPLES = 128  # silence that fills the first chunk up


@pytest.fixture(scope="module")
def server(tiny_environment: Mapping[str, str]) -> Iterator[Server]:
    environment = {
        **tiny_environment,
        "ENGINE": "torch",
        "PRECISION": "fp32",
        "SEED": str(SEED),
    }
    with Server(environment) as server:
        yield server


@pytest.mark.parametrize(
    "text",
    [
        "The kitchen light is on.",
        "Today it will be mostly sunny, with a high of eighteen degrees",
        "what would you like to add?",
    ],
)
def test_streamed_audio_equals_generate_audio(server: Server, tiny_model: Path, text: str) -> None:
    model = TTSModel.load_model(config=tiny_model / "config.yaml")
    model.max_decoder_frames_per_call = 1
    voice = model.get_state_for_audio_prompt(tiny_model / "voices" / "alba.safetensors")
    torch.manual_seed(SEED)
    expected = to_pcm16(model.generate_audio(voice, text).numpy())

    async def run() -> bytes:
        async with connect(server.port) as client:
            return b"".join((await client.speak(text, "alba")).chunks)

    sent, again = asyncio.run(run()), asyncio.run(run())
    padding, speech = sent[: 2 * PADDING_SAMPLES], sent[2 * PADDING_SAMPLES :]
    assert not any(padding)
    assert speech == expected
    assert again == sent
    assert np.abs(np.frombuffer(speech, "<i2")).max() > 500
