"""Positions that a short call computes in another way than a long one are computed again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.attention_lanes import attention_lanes
from pocket_tts_wyoming.models.onnx.build.flow_lm import write_flow_lm
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.slots import Slots
from pocket_tts_wyoming.models.onnx.voice import read_voice
from pocket_tts_wyoming.models.onnx.weights import Safetensors

if TYPE_CHECKING:
    from models.onnx.oracle import Model

CPU_INFO = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("\n\n")[0].split()
POSITIONS = 64
TOKENS = [int(token) for token in np.random.default_rng(0).integers(3, 290, 23)]


def test_processors_without_avx2_add_four_at_a_time() -> None:
    assert attention_lanes() == (1 if "avx2" in CPU_INFO else 4)


@pytest.mark.parametrize("lanes", [4, 8])
@pytest.mark.parametrize("voice_name", ["long", "short"])
def test_what_is_behind_the_last_whole_lanes_is_read_again(
    blocks: Model, tmp_path: Path, voice_name: str, lanes: int
) -> None:
    """Whatever was left there: the result is that of a prompt read at once, bit for bit."""
    shape = read_architecture(blocks.config).flow_lm
    write_flow_lm(Safetensors.map(blocks.weights), shape, "fp32", tmp_path)
    bos, noise = np.ones((2, shape.latent_dim), np.float32)
    session = open_session(tmp_path, 1)
    slots = Slots(session, shape, bos, slots=1, positions=POSITIONS, lanes=lanes)
    voice = read_voice(blocks.voice(voice_name), shape, POSITIONS)
    slots.place_voice(0, voice)
    wanted = slots.prompt(0, TOKENS, noise)
    for known in range(len(TOKENS)):
        slots.place_voice(0, voice)
        slots.prompt(0, TOKENS[: max(known, 1)], noise)
        slots.place_voice(0, voice, known)
        whole = max(voice.length, (voice.length + known) // lanes * lanes)
        for buffer in slots._buffers:
            buffer[0, :, whole:] = np.nan
        got = slots.prompt(0, TOKENS[known:], noise)
        np.testing.assert_array_equal(got.latent, wanted.latent)
        assert got.eos_logit == wanted.eos_logit
