from __future__ import annotations

import contextlib
import errno
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.models.onnx.architecture import read_architecture
from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
from pocket_tts_wyoming.models.onnx.int8_format import Int8Choice, faster_int8
from pocket_tts_wyoming.models.onnx.timing import MeasuringStoppedError
from pocket_tts_wyoming.models.onnx.weights import Safetensors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.onnx.oracle import Model
    from pocket_tts_wyoming.models.onnx.architecture import FlowLMShape


def no_room(folder: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", folder)


class FullDisk(ConversionCache):
    """Has room for nothing, as has the temporary folder."""

    @contextlib.contextmanager
    def scratch(self, write: Callable[[Path], object]) -> Iterator[Path]:  # noqa: ARG002 - as above
        with super().scratch(no_room) as folder:
            yield folder


def choose(
    model: Model,
    cache: ConversionCache,
    shape: FlowLMShape | None = None,
    wanted: Callable[[], bool] = lambda: False,
) -> Int8Choice:
    """Choose on a clock that ticks with each look at it."""
    ticks: Iterator[float] = map(float, count())
    return faster_int8(
        Safetensors.map(model.weights),
        shape or read_architecture(model.config).flow_lm,
        cache,
        threads=1,
        clock=lambda: next(ticks),
        waited=lambda: 0.0,
        wanted=wanted,
    )


def test_formats_that_are_as_fast(blocks: Model, tmp_path: Path) -> None:
    assert choose(blocks, ConversionCache(tmp_path, print)) == Int8Choice(
        "int8", 1.0, is_clear=False
    )
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_full_disk_costs_speed_and_not_the_speech(blocks: Model, tmp_path: Path) -> None:
    assert choose(blocks, FullDisk(tmp_path, print)) == Int8Choice("int8", is_clear=False)


@pytest.mark.parametrize(
    "change",
    [
        partial(replace, dim=65),
        partial(replace, hidden=65),
        partial(replace, flow_dim=65),
        partial(replace, head_dim=17),
    ],
)
def test_only_a_model_that_fits_blocks_is_measured(
    blocks: Model, tmp_path: Path, change: Callable[[FlowLMShape], FlowLMShape]
) -> None:
    """Those of its products that do not would be in float32, four times as large."""
    shape = change(read_architecture(blocks.config).flow_lm)
    cache = ConversionCache(tmp_path, print)
    assert choose(blocks, cache, shape) == Int8Choice("int8")


def test_speech_ends_the_measurement(blocks: Model, tmp_path: Path) -> None:
    with pytest.raises(MeasuringStoppedError):
        choose(blocks, ConversionCache(tmp_path, print), wanted=lambda: True)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []
