from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.onnx import PrecisionReport, choose_precision
from pocket_tts_wyoming.models.onnx.precision import machine_identity

if TYPE_CHECKING:
    from pathlib import Path

    from models.onnx.oracle import Model

FRAME = 0.08
RUNS = 20  # at most, per thing that is measured


class Stopwatch:
    """A clock on which int8, fp32 and decoder take the given seconds, in that order."""

    def __init__(self, int8: float, fp32: float, decode: float) -> None:
        self._durations = [d for d in (int8, fp32, decode) for _ in range(RUNS)]
        self._now, self._running = 0.0, False

    def __call__(self) -> float:
        if self._running:
            self._now += self._durations.pop(0)
        self._running = not self._running
        return self._now


class Machine:
    """Chooses for one model, on clocks of its own."""

    def __init__(self, model: Model, folder: Path) -> None:
        self._model, self.folder = model, folder
        self.said: list[str] = []

    def choose(
        self, int8: float, fp32: float, *, name: str = "this", cores: int = 2, decode: float = 0.004
    ) -> PrecisionReport:
        return choose_precision(
            self._model.config,
            self._model.weights,
            self.folder,
            threads=1,
            cores=cores,
            machine=name,
            progress=self.said.append,
            clock=Stopwatch(int8, fp32, decode),
        )


@pytest.fixture
def machine(base: Model, tmp_path: Path) -> Machine:
    return Machine(base, tmp_path / "cache")


@pytest.mark.parametrize(
    ("int8", "fp32", "best"),
    [(0.002, 0.008, "int8"), (0.008, 0.002, "fp32"), (0.0100, 0.0105, "fp32")],
)
def test_the_faster_one(machine: Machine, int8: float, fp32: float, best: str) -> None:
    report = machine.choose(int8, fp32)
    assert report.precision == best
    assert report.step_seconds["fp32"] / report.step_seconds["int8"] == pytest.approx(fp32 / int8)
    assert report.decode_seconds == pytest.approx(0.004)
    assert not report.remembered


def test_figures_are_of_the_whole_model(blocks: Model, tmp_path: Path) -> None:
    """Two of three layers are measured in fp32: the whole takes up to 3 / 2 of that."""
    steps = Machine(blocks, tmp_path).choose(0.002, 0.008).step_seconds
    assert steps["int8"] == pytest.approx(0.002)
    assert 0.0081 < steps["fp32"] < 0.012


def test_remembered_per_machine(machine: Machine) -> None:
    first = machine.choose(0.002, 0.008)
    again = machine.choose(0.008, 0.002)
    assert again.remembered
    assert again.precision == first.precision == "int8"
    assert again.step_seconds == first.step_seconds
    assert machine.choose(0.008, 0.002, name="another").precision == "fp32"
    assert sum("Measuring" in sentence for sentence in machine.said) == 2


@pytest.mark.parametrize("damage", ["", "[]", '{"key": 1}', "precision"])
def test_a_damaged_memory_is_no_memory(machine: Machine, damage: str) -> None:
    machine.choose(0.002, 0.008)
    path = machine.folder / "precision.json"
    saved = json.loads(path.read_text())
    path.write_text(damage if damage != "precision" else json.dumps({**saved, "precision": "fp8"}))
    assert machine.choose(0.008, 0.002).precision == "fp32"


def test_what_is_likely_to_be_used_is_kept(machine: Machine) -> None:
    machine.choose(0.002, 0.008)
    kept = sorted(path.name for path in machine.folder.iterdir() if path.is_dir())
    assert [name.rpartition("-")[0] for name in kept] == ["flow-lm-int8", "mimi"]


def report(step: float, decode: float, cores: int) -> PrecisionReport:
    return PrecisionReport("int8", {"int8": step, "fp32": 1.0}, decode, FRAME, cores)


@pytest.mark.parametrize(
    ("step", "decode", "cores", "speed", "too_slow"),
    [
        (0.02, 0.04, 2, 2.0, False),
        (0.02, 0.04, 1, 4 / 3, False),
        (0.03, 0.04, 1, 8 / 7, True),
        (0.07, 0.04, 4, 8 / 7, True),
    ],
)
def test_speed(step: float, decode: float, cores: int, speed: float, *, too_slow: bool) -> None:
    made = report(step, decode, cores)
    assert made.speed == pytest.approx(speed)
    assert made.too_slow is too_slow


def test_one_line_for_the_log() -> None:
    line = str(report(0.02, 0.04, 2))
    assert line.splitlines() == [line]
    for figure in ("int8 20.0 ms", "fp32 1000.0 ms", "decoder 40.0 ms", "2.0 times", "measured"):
        assert figure in line


def test_a_missing_checkpoint(blocks: Model, tmp_path: Path) -> None:
    with pytest.raises(ModelNotReadyError, match="cannot be read"):
        choose_precision(
            blocks.config,
            tmp_path / "missing",
            tmp_path,
            threads=1,
            cores=1,
            machine="",
            progress=print,
        )


def test_machines_are_told_apart_by_their_processor(tmp_path: Path) -> None:
    def identity(text: str) -> str:
        path = tmp_path / "cpuinfo"
        path.write_text(text)
        return machine_identity(path)

    zen = "processor\t: 0\nmodel name\t: Zen\ncpu MHz\t: {}\nflags\t: fpu {}\n\nprocessor\t: 1\n"
    assert identity(zen.format(3000, "")) == identity(zen.format(2000, ""))
    assert identity(zen.format(3000, "")) != identity(zen.format(3000, "avx512"))
    arm = "processor\t: 0\nFeatures\t: asimd\nCPU part\t: {}\n"
    assert identity(arm.format("0xd0b")) != identity(arm.format("0xd08"))
