from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pocket_tts_wyoming.models.onnx.build.graph import Graph
from pocket_tts_wyoming.models.onnx.build.quantise import BLOCK, quantise_blocks, quantise_outputs
from pocket_tts_wyoming.models.onnx.session import open_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from pocket_tts_wyoming.models.engine import Samples
    from pocket_tts_wyoming.models.onnx.build.graph import Precision

INPUTS, OUTPUTS = 3 * BLOCK, 80
INT8: tuple[Precision, ...] = ("int8", "int8-blocks")

matrices = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 3), st.sampled_from([BLOCK, 3 * BLOCK])),
    elements=st.floats(-1e6, 1e6, width=32),
)


@settings(deadline=None)
@given(matrices)
def test_a_weight_in_blocks_is_off_by_half_a_step_at_most(weight: NDArray[np.float32]) -> None:
    values, scales = quantise_blocks(weight)
    assert values.shape == (len(weight), weight.shape[1] // BLOCK, BLOCK)
    assert values.dtype == np.uint8
    assert scales.dtype == np.float32
    back = (values.astype(np.float64) - 128) * scales[..., None]
    error = np.abs(back.reshape(weight.shape) - weight)
    assert (error <= 0.5001 * np.repeat(scales, BLOCK, axis=1)).all()


@settings(deadline=None)
@given(matrices)
def test_a_weight_of_an_output_is_off_by_half_a_step_at_most(weight: NDArray[np.float32]) -> None:
    values, scales = quantise_outputs(weight)
    assert values.shape == weight.T.shape
    assert values.dtype == np.int8
    assert values.min() >= -127
    assert scales.shape == (len(weight),)
    assert scales.dtype == np.float32
    error = np.abs(values.T.astype(np.float64) * scales[:, None] - weight)
    assert (error <= 0.5001 * scales[:, None]).all()


def product(weight: Samples, precision: Precision, folder: Path) -> Callable[[Samples], Samples]:
    """Return what multiplies rows by a matrix in this precision."""
    folder.mkdir()
    with Graph(folder, precision) as g:
        y = g.linear(weight)(g.input("x", ["B", weight.shape[1]]))
        g.op("Identity", y, to=g.declare_output("y", ["B", len(weight)]))
    session = open_session(folder, 1)

    def run(x: Samples) -> Samples:
        [y] = session.run(["y"], {"x": x})
        assert isinstance(y, np.ndarray)
        return y

    return run


def with_outliers(shape: tuple[int, int], seed: int) -> Samples:
    """Return normal values, 1 % of them 100 times as large, in some rows and columns only."""
    rng = np.random.default_rng(seed)
    values = rng.standard_normal(shape)
    for axis in (0, 1):
        lines = rng.choice(shape[axis], max(1, shape[axis] // 10), replace=False)
        mask = np.zeros(shape, bool)
        mask[(slice(None),) * axis + (lines,)] = True
        values[mask & (rng.random(shape) < 0.05)] *= 100
    return values.astype(np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_rows_are_off_by_what_the_steps_allow(tmp_path: Path, seed: int) -> None:
    """Half a step of each value times each weight, however far some of them stand out."""
    weight, x = with_outliers((OUTPUTS, INPUTS), seed), with_outliers((20, INPUTS), 100 + seed)
    weight_steps = np.abs(weight).max(axis=1) / 127
    steps = np.abs(x).max(axis=1, keepdims=True) / 127
    most = (
        steps / 2 * np.abs(weight).sum(axis=1)
        + weight_steps / 2 * np.abs(x).sum(axis=1, keepdims=True)
        + INPUTS * steps * weight_steps / 4
    )
    wanted = x.astype(np.float64) @ weight.T
    error = np.abs(product(weight, "int8", tmp_path / "g")(x) - wanted)
    assert (error <= 1.001 * most).all()
    assert error.max() > 1e-3 * np.abs(wanted).max()  # there are outliers indeed


@pytest.mark.parametrize("precision", INT8)
def test_int8_is_exact_where_its_steps_are(tmp_path: Path, precision: Precision) -> None:
    """As loud as can be, all of one sign: sums in 16 bits would saturate."""
    weight = np.where(np.arange(OUTPUTS)[:, None] % 2, 127, -127) * np.ones((1, INPUTS))
    x = np.array([[127.0], [-127.0], [1.0]]) * np.ones((1, INPUTS))
    y = product(weight.astype(np.float32), precision, tmp_path / "g")(x.astype(np.float32))
    np.testing.assert_allclose(y, x @ weight.T, rtol=1e-6)


@pytest.mark.parametrize("precision", INT8)
def test_a_row_does_not_depend_on_its_neighbours(tmp_path: Path, precision: Precision) -> None:
    weight = with_outliers((OUTPUTS, INPUTS), 0)
    run = product(weight, precision, tmp_path / "g")
    x = with_outliers((40, INPUTS), 1)
    x[7] = 0
    x[8] *= 1e6
    alone = np.concatenate([run(row[None]) for row in x])
    np.testing.assert_array_equal(alone[7], np.zeros(OUTPUTS))
    for count in (2, 3, 4, 7, 16, 40):
        for start in range(0, 40 - count + 1, 5):
            rows = slice(start, start + count)
            np.testing.assert_array_equal(run(x[rows]), alone[rows])


@pytest.mark.parametrize("inputs", [1, 3, 40, 65])
@pytest.mark.parametrize(("precision", "tolerance"), [("int8", 0.03), ("int8-blocks", 1e-5)])
def test_any_number_of_inputs(
    tmp_path: Path, inputs: int, precision: Precision, tolerance: float
) -> None:
    rng = np.random.default_rng(0)
    weight, x = (rng.standard_normal((n, inputs)).astype(np.float32) for n in (5, 4))
    y = product(weight, precision, tmp_path / "g")(x)
    np.testing.assert_allclose(y, x @ weight.T, rtol=0, atol=tolerance * np.sqrt(inputs))
