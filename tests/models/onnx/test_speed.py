"""MODEL_VARIANT=auto: what this machine can speak, found out without any weights."""

from __future__ import annotations

import errno
import os
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pocket_tts_wyoming.models.choice import automatic_variant
from pocket_tts_wyoming.models.engine import EngineOptions
from pocket_tts_wyoming.models.onnx import speed
from pocket_tts_wyoming.models.onnx.build.cache import ConversionCache
from pocket_tts_wyoming.models.onnx.speed import (
    BlankWeights,
    Speed,
    choose_by_speed,
    measure_speed,
    variant_for_machine,
)
from pocket_tts_wyoming.models.store import disk
from pocket_tts_wyoming.models.store.layout import Layout
from synthetic.presets import preset_config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FRAME = 0.08
NAMES = ("large", "middle", "small")


def speed_of(times_real_time: float, *, busy: bool = False) -> Speed:
    return Speed(FRAME / times_real_time, FRAME / 100, FRAME, 2, busy)


class Machine:
    """Speaks each model at a given speed; notes what was measured."""

    def __init__(self, folder: Path, **times_real_time: float) -> None:
        self.file = folder / "home" / "speed.json"
        self.measured: list[str] = []
        self._times = times_real_time

    def choose(self, *key: object) -> str:
        def measure(name: str) -> Speed:
            self.measured.append(name)
            return speed_of(self._times[name])

        return choose_by_speed(NAMES, measure, self.file, key)


@pytest.mark.parametrize(
    ("large", "middle", "small", "chosen"),
    [
        (1.5, 9, 9, "large"),
        (1.49, 9, 9, "middle"),
        (0.5, 1.4, 9, "small"),
        (0.1, 0.2, 0.3, "small"),
    ],
)
def test_the_largest_that_is_fast_enough(
    tmp_path: Path, large: float, middle: float, small: float, chosen: str
) -> None:
    machine = Machine(tmp_path, large=large, middle=middle, small=small)
    assert machine.choose() == chosen
    assert machine.measured == list(NAMES[: NAMES.index(chosen) + 1]), "no more than needed"


def test_it_is_remembered_until_machine_or_version_change(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    machine = Machine(tmp_path, large=1.0, middle=2.0)
    with caplog.at_level("INFO", "pocket_tts_wyoming"):
        assert [machine.choose("this", 2) for _ in range(2)] == ["middle"] * 2
        assert machine.measured == ["large", "middle"]
        assert machine.choose("this", 3) == "middle"
    assert machine.measured == ["large", "middle"] * 2
    lines = [record.getMessage() for record in caplog.records]
    assert lines[1] == (
        "MODEL_VARIANT=auto is middle here: large 1.0 times real time (step 80.0 ms, decoder 0.8 "
        "ms); middle 2.0 times real time (step 40.0 ms, decoder 0.8 ms)"
    )
    assert lines[2] == lines[1] + "; remembered"
    assert [path.name for path in machine.file.parent.iterdir()] == ["speed.json"]


@pytest.mark.parametrize("content", ["", "[]", '{"key": []}', '{"key": [], "name": "other"}'])
def test_a_damaged_memory_is_made_again(tmp_path: Path, content: str) -> None:
    machine = Machine(tmp_path, large=2.0)
    machine.file.parent.mkdir()
    machine.file.write_text(content, encoding="utf-8")
    assert machine.choose() == "large"
    assert machine.measured == ["large"]
    machine.choose()
    assert machine.measured == ["large"]


def test_a_disk_that_takes_nothing_does_not_keep_it_from_speaking(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    machine = Machine(tmp_path, large=2.0)
    machine.file.parent.write_text("a file where the folder belongs", encoding="utf-8")
    assert machine.choose() == "large"
    assert "the next start measures again" in caplog.text


def test_even_the_smallest_may_be_too_slow(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Machine(tmp_path, large=0.1, middle=0.2, small=0.9).choose()
    assert "too slow even for small" in caplog.text


@pytest.mark.parametrize(
    ("large", "middle", "again"),
    [
        (speed_of(1.2, busy=True), speed_of(2.0), True),
        (speed_of(0.1, busy=True), speed_of(0.2, busy=True), True),
        (speed_of(1.2), speed_of(2.0, busy=True), False),
        (speed_of(1.6, busy=True), speed_of(2.0), False),
    ],
)
def test_what_a_busy_machine_looked_too_slow_for_is_measured_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, large: Speed, middle: Speed, *, again: bool
) -> None:
    """One that is fast enough while it is busy is fast enough."""
    measured = []

    def measure(name: str) -> Speed:
        measured.append(name)
        return {"large": large, "middle": middle}[name]

    first = choose_by_speed(NAMES[:2], measure, tmp_path / "speed.json", ())
    count = len(measured)
    assert choose_by_speed(NAMES[:2], measure, tmp_path / "speed.json", ()) == first
    assert (len(measured) > count) is again
    assert "too slow" not in caplog.text


def test_two_cores_do_both_halves_at_once() -> None:
    pair = Speed(0.04, 0.02, FRAME, cores=2)
    assert pair.times_real_time == pytest.approx(2.0)
    assert replace(pair, cores=1).times_real_time == pytest.approx(0.08 / 0.06)


def test_blank_weights_have_any_name_and_shape() -> None:
    weight = BlankWeights().weight("flow_lm.anything", 3, 4)
    assert weight.dtype == np.float32
    assert weight.shape == (3, 4)
    assert not weight.any()


def stopwatch(step: float, decode: float) -> Callable[[], float]:
    """Return a clock on which steps and decodes take turns; two rounds of three are slow."""
    now, readings = 0.0, 0

    def read() -> float:
        nonlocal now, readings
        if readings % 2:
            slow = 1.0 if readings // 4 % 3 == 1 else 10.0
            now += slow * (step if readings % 4 == 1 else decode)
        readings += 1
        return now

    return read


@pytest.mark.parametrize("preset", ["tiny", "tiny_gqa", "tiny_7m", "tiny_2m"])
def test_the_fastest_of_many_turns_counts(tmp_path: Path, preset: str) -> None:
    measured = measure_speed(
        preset_config(preset),
        "int8",
        threads=1,
        cores=1,
        cache=ConversionCache(tmp_path / "home", print),
        clock=stopwatch(0.002, 0.003),
    )
    assert measured.step_seconds == pytest.approx(0.002)
    assert measured.decode_seconds == pytest.approx(0.003)
    assert measured.times_real_time == pytest.approx(0.08 / 0.005)
    assert measured.busy
    left = [path.name for path in (tmp_path / "home").iterdir()]
    assert left == ["lock"], "what was made for it is gone"


def test_fp32_is_extrapolated_from_two_layers(tmp_path: Path) -> None:
    config = preset_config("tiny")
    config["flow_lm"]["transformer"]["num_layers"] = 6
    cache = ConversionCache(tmp_path, print)
    measured = measure_speed(
        config, "fp32", threads=1, cores=1, cache=cache, clock=stopwatch(0.002, 0.003)
    )
    assert 0.004 < measured.step_seconds < 0.006, "the heads are counted once"


def test_a_shipped_model_is_measured_and_nothing_else_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "ENOUGH", 0.0)  # however busy the machine of the tests is
    options = EngineOptions("english", "auto", "auto", temperature=None, speakers=2, cores=2)
    names = ("english_2m_2026-10",)
    cache_folder = tmp_path / "onnx"
    assert variant_for_machine(names, options, tmp_path, cache_folder) == names[0]
    assert {path.name for path in tmp_path.iterdir()} == {"speed.json", "onnx"}
    assert [path.name for path in cache_folder.iterdir()] == ["lock"]
    monkeypatch.setattr(speed, "measure_speed", None)  # it is not called again
    assert variant_for_machine(names, options, tmp_path, cache_folder) == names[0]


def test_what_a_killed_measurement_left_is_removed_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / "partial-killed"
    left.mkdir()
    (left / "weights.bin").write_bytes(b"0" * 1000)
    clock = stopwatch(0.002, 0.003)
    cache = ConversionCache(tmp_path, print)
    measure_speed(preset_config("tiny"), "int8", threads=1, cores=1, cache=cache, clock=clock)
    assert not left.exists()


@pytest.mark.parametrize("code", [errno.EROFS, errno.ENOSPC])
def test_a_disk_that_takes_no_graph_does_not_keep_it_from_speaking(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    code: int,
) -> None:
    """The temporary folder takes its place; where that is full too, the best model is tried."""
    monkeypatch.setattr(speed, "ENOUGH", 0.0)
    options = EngineOptions("english", "auto", "int8", temperature=None, speakers=2, cores=2)
    layout = Layout(tmp_path / "home", tmp_path / "hub")
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setattr(disk, "temporary_folder", lambda: elsewhere)
    full = [layout.own]
    make = tempfile.mkdtemp

    def mkdtemp(prefix: str, dir: Path) -> str:  # noqa: A002 - as the library calls it
        if any(dir.is_relative_to(folder) for folder in full):
            raise OSError(code, os.strerror(code))
        return make(prefix=prefix, dir=dir)

    monkeypatch.setattr(tempfile, "mkdtemp", mkdtemp)
    names = ("english_2m_2026-10", "english_7m_2026-10")
    assert automatic_variant(names, options, layout) == names[0]
    assert [path.name for path in (elsewhere / "onnx").iterdir()] == ["lock"]
    assert "nothing can be measured" not in caplog.text
    (layout.own / "speed.json").unlink()
    full.append(elsewhere)
    assert automatic_variant(names, options, layout) == names[0]
    assert f"nothing can be measured ([Errno {code}]" in caplog.text
