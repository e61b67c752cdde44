"""A prompt may be read in pieces of two positions or more: the same bit for bit.

A single position takes other kernels in the attention (about 1e-7 off). Where the attention adds
some positions at a time, pieces end at multiples of their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.attention_lanes import attention_lanes
from pocket_tts_wyoming.models.onnx.build.flow_lm import rotary_table, write_flow_lm
from pocket_tts_wyoming.models.onnx.session import open_session
from pocket_tts_wyoming.models.onnx.weights import Safetensors

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from models.onnx.oracle import Model
    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.build.graph import Precision

TOKENS = np.random.default_rng(0).integers(3, 290, 24)
POSITIONS = 40


class Reader:
    """Reads tokens into an empty sequence, piece by piece, and makes the first frame."""

    def __init__(self, model: Model, precision: Precision, folder: Path) -> None:
        self._shape = read_architecture(model.config).flow_lm
        write_flow_lm(Safetensors.map(model.weights), self._shape, precision, folder)
        self._session: Any = open_session(folder, 1)
        self._rotary = rotary_table(self._shape, POSITIONS)

    def read(self, cuts: list[int]) -> list[Samples]:
        """Return what the sequence remembers, and the frame."""
        shape = self._shape
        size = 1, shape.kv_heads, POSITIONS, shape.head_dim
        memory = [np.zeros(size, np.float32) for _ in range(2 * shape.layers)]
        for start, stop in zip([0, *cuts], [*cuts, len(TOKENS)], strict=True):
            latents = np.ones((1, int(stop == len(TOKENS)), shape.latent_dim), np.float32)
            latent = self._call(memory, TOKENS[None, start:stop], latents, start)
        return [*memory, latent]

    def _call(
        self,
        memory: list[Samples],
        tokens: np.ndarray[Any, np.dtype[np.int64]],
        latents: Samples,
        used: int,
    ) -> Samples:
        total = used + tokens.shape[1] + latents.shape[1]
        inputs = {
            "tokens": tokens,
            "latents": latents,
            "noise": np.ones((1, self._shape.latent_dim), np.float32),
            "last": np.array([total - 1], np.int32),
            "total": np.array(total, np.int32),
            "cos": self._rotary[0],
            "sin": self._rotary[1],
        }
        for i, array in enumerate(memory):
            inputs[f"past_{'kv'[i % 2]}{i // 2}"] = array
        values = {n: onnxruntime.OrtValue.ortvalue_from_numpy(a) for n, a in inputs.items()}
        binding = self._session.io_binding()
        for name, value in values.items():
            binding.bind_ortvalue_input(name, value)
            if name.startswith("past_"):
                binding.bind_ortvalue_output(name.replace("past", "present"), value)
        binding.bind_output("latent")
        self._session.run_with_iobinding(binding)
        latent = binding.copy_outputs_to_cpu()[-1]
        assert isinstance(latent, np.ndarray)
        return latent


def cut_anywhere() -> st.SearchStrategy[list[int]]:
    """Pieces of two tokens or more; the last one has the first frame's position besides."""
    lanes = attention_lanes()
    lengths = st.lists(st.integers(2, 9).filter(lambda n: n % lanes == 0), max_size=len(TOKENS))
    ends = lengths.map(lambda pieces: [int(end) for end in np.cumsum(pieces)])
    return ends.map(lambda ends: [end for end in ends if end < len(TOKENS)])


@pytest.mark.parametrize("precision", ["fp32", "int8", "int8-blocks"])
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_prompt_in_pieces_is_the_prompt_at_once(
    blocks: Model,
    tmp_path_factory: pytest.TempPathFactory,
    precision: Precision,
    data: st.DataObject,
) -> None:
    reader = Reader(blocks, precision, tmp_path_factory.mktemp("graph"))
    wanted = reader.read([])
    assert all(np.abs(array).max() > 0 for array in wanted)
    for got, array in zip(reader.read(data.draw(cut_anywhere())), wanted, strict=True):
        np.testing.assert_array_equal(got, array)
