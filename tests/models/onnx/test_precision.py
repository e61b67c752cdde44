from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import pytest

from pocket_tts_wyoming.errors import ModelNotReadyError
from pocket_tts_wyoming.models.onnx import PrecisionReport, choose_precision, measure_precision
from pocket_tts_wyoming.models.onnx.precision import machine_identity, set_precision
from pocket_tts_wyoming.models.onnx.timing import MeasuringStoppedError, waited_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.onnx.oracle import Model

FRAME = 0.08
WISHES: tuple[Literal["auto", "int8", "fp32"], ...] = ("auto", "int8", "fp32")

# Seconds to the first audio in int8 and int8-blocks, then of a step of four speakers in both.
ROWS = (0.02, 0.04, 0.006, 0.012)
BLOCKS = (0.04, 0.02, 0.012, 0.006)


class Stopwatch:
    """A clock on which int8, decoder and fp32 take the given seconds, in turns.

    `disturbed`: in these rounds (from 0) everything takes four times as long. Before that, if
    `formats` are given, six rounds of them: first audio of `int8` and of `int8-blocks`, then a step
    of several speakers of both. `fp32` is None where it cannot be chosen.
    """

    def __init__(
        self,
        int8: float,
        fp32: float | None,
        decode: float,
        disturbed: Sequence[int] = (),
        formats: Sequence[float] = (),
    ) -> None:
        self._durations = (int8, decode) if fp32 is None else (int8, decode, fp32)
        self._disturbed = disturbed
        self._first = list(formats) * 6
        self._now, self._runs, self._running = 0.0, 0, False

    def __call__(self) -> float:
        if self._running:
            self._now += self._first.pop(0) if self._first else self._next()
        self._running = not self._running
        return self._now

    def _next(self) -> float:
        turn, which = divmod(self._runs, len(self._durations))
        self._runs += 1
        return self._durations[which] * (4 if turn in self._disturbed else 1)


class Machine:
    """Chooses for one model, on clocks of its own."""

    def __init__(self, model: Model, folder: Path) -> None:
        self._model, self.folder = model, folder
        self.said: list[str] = []

    def choose(  # noqa: PLR0913 - a machine's figures, of which a test sets two or three
        self,
        int8: float,
        fp32: float | None,
        *,
        name: str = "this",
        cores: int = 2,
        decode: float = 0.004,
        disturbed: Sequence[int] = (),
        waited_seconds: float = 0.0,
        idle: bool = False,
        formats: Sequence[float] = (),
        formats_waited_seconds: float = 0.0,
    ) -> PrecisionReport:
        """Measure or remember; `fp32` is None if the settings say int8."""
        waits = iter((0.0, formats_waited_seconds) * bool(formats) + (0.0, waited_seconds))
        return (measure_precision if idle else choose_precision)(
            self._model.config,
            self._model.weights,
            self.folder,
            threads=1,
            cores=cores,
            machine=name,
            progress=self.said.append,
            wish="int8" if fp32 is None else "auto",
            clock=Stopwatch(int8, fp32, decode, disturbed, formats),
            waited=lambda: next(waits),
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
    steps = Machine(blocks, tmp_path).choose(0.002, 0.008, formats=ROWS).step_seconds
    assert steps["int8"] == pytest.approx(0.002)
    assert 0.0081 < steps["fp32"] < 0.012


@pytest.mark.parametrize(
    ("formats", "best", "lead"),
    [
        (ROWS, "int8", 2.0),
        (BLOCKS, "int8-blocks", 2.0),
        # A prompt that takes half as long outweighs steps that take a quarter longer.
        ((0.02, 0.04, 0.010, 0.008), "int8", 1.6**0.5),
        # Faster by less than a tenth is as fast.
        ((0.02, 0.019, 0.010, 0.0095), "int8", 0.95),
    ],
)
@pytest.mark.parametrize("fp32", [0.008, None])
def test_the_faster_format_of_int8(
    blocks: Model,
    tmp_path: Path,
    formats: tuple[float, ...],
    best: str,
    lead: float,
    fp32: float | None,
) -> None:
    report = Machine(blocks, tmp_path).choose(0.002, fp32, formats=formats)
    assert report.precision == best
    assert report.int8_lead == pytest.approx(lead)
    assert report.step_seconds[best] == pytest.approx(0.002)
    assert len(report.step_seconds) == (1 if fp32 is None else 2)
    made = {path.name.rpartition("-")[0] for path in tmp_path.iterdir() if path.is_dir()}
    assert made == {f"flow-lm-{best}", "mimi"}


def test_the_log_says_which_format_of_int8_and_by_how_much(blocks: Model, tmp_path: Path) -> None:
    line = str(Machine(blocks, tmp_path).choose(0.002, 0.008, formats=BLOCKS))
    assert line.startswith("int8-blocks: ")
    assert "step int8-blocks 2.0 ms, fp32 " in line
    assert "int8 takes 2.00 times as long as int8-blocks" in line


def test_fp32_is_compared_with_the_faster_int8(blocks: Model, tmp_path: Path) -> None:
    report = Machine(blocks, tmp_path).choose(0.020, 0.002, formats=BLOCKS)
    assert report.precision == "fp32"
    assert set(report.step_seconds) == {"int8-blocks", "fp32"}


def test_the_format_of_int8_is_remembered_with_the_wish(blocks: Model, tmp_path: Path) -> None:
    machine = Machine(blocks, tmp_path)
    machine.choose(0.002, None, formats=BLOCKS)
    again = machine.choose(0.002, None, formats=ROWS)
    assert (again.precision, again.remembered) == ("int8-blocks", True)
    assert again.int8_lead == pytest.approx(2.0)
    assert machine.choose(0.008, 0.002, formats=ROWS).precision == "fp32"


@pytest.mark.parametrize("fp32", [0.008, None])
def test_a_format_that_is_hardly_faster_is_measured_twice(
    blocks: Model, tmp_path: Path, fp32: float | None
) -> None:
    machine = Machine(blocks, tmp_path)
    narrow = (0.02, 0.02, 0.008, 0.008)
    assert not machine.choose(0.002, fp32, formats=narrow).remembered
    assert not machine.choose(0.002, fp32, formats=narrow).remembered
    assert machine.choose(0.002, fp32, formats=BLOCKS).remembered


def test_formats_that_are_as_fast_do_not_keep_fp32_from_being_sure(
    blocks: Model, tmp_path: Path
) -> None:
    machine = Machine(blocks, tmp_path)
    machine.choose(0.008, 0.002, formats=(0.02, 0.02, 0.008, 0.008))
    assert machine.choose(0.002, 0.008, formats=BLOCKS).remembered


def test_formats_measured_beside_others_are_measured_again(blocks: Model, tmp_path: Path) -> None:
    machine = Machine(blocks, tmp_path)
    assert machine.choose(0.002, 0.008, formats=BLOCKS, formats_waited_seconds=0.5).busy
    assert machine.choose(0.002, 0.008, formats=ROWS).precision == "int8"


def test_a_format_that_looks_a_little_faster_on_a_busy_machine(
    blocks: Model, tmp_path: Path
) -> None:
    formats = (0.02, 0.017, 0.008, 0.0068)
    for waited, best in ((0.5, "int8"), (0.0, "int8-blocks")):
        folder = tmp_path / best
        chosen = Machine(blocks, folder).choose(
            0.002, 0.008, formats=formats, formats_waited_seconds=waited
        )
        assert chosen.precision == best


def test_only_what_leaves_a_choice_is_measured(base: Model, blocks: Model) -> None:
    assert [set_precision(blocks.config, wish) for wish in WISHES] == [None, None, "fp32"]
    assert [set_precision(base.config, wish) for wish in WISHES] == [None, "int8", "fp32"]
    with pytest.raises(ModelNotReadyError):
        set_precision({}, "int8")


def test_a_model_that_does_not_fit_blocks_has_one_format(machine: Machine) -> None:
    """There is no time on this clock for a second one."""
    report = machine.choose(0.002, None)
    assert (report.precision, report.int8_lead) == ("int8", None)
    assert "blocks" not in str(report)
    assert machine.choose(0.002, None).remembered


def test_remembered_per_machine(machine: Machine) -> None:
    first = machine.choose(0.002, 0.008)
    again = machine.choose(0.008, 0.002)
    assert again.remembered
    assert again.precision == first.precision == "int8"
    assert again.step_seconds == first.step_seconds
    assert machine.choose(0.008, 0.002, name="another").precision == "fp32"
    assert sum("Measuring" in sentence for sentence in machine.said) == 2


def test_a_busy_machine_is_seen_through(machine: Machine) -> None:
    """Home Assistant boots beside it: the fastest of several runs counts, in turns."""
    made = machine.choose(0.010, 0.030, disturbed=range(3, 20))
    assert made.precision == "int8"
    assert made.step_seconds["int8"] == pytest.approx(0.010)
    assert made.busy
    assert "busy" in str(made)


@pytest.mark.parametrize("rest", [{"disturbed": range(1, 20)}, {"waited_seconds": 0.5}])
def test_what_was_disturbed_is_not_remembered(machine: Machine, rest: dict[str, Any]) -> None:
    slow = machine.choose(0.200, 0.500, **rest)
    assert not slow.too_slow, "nobody is told that a machine is too slow while it boots"
    again = machine.choose(0.010, 0.005)
    assert not again.remembered
    assert again.precision == "fp32"


def test_a_disturbed_round_or_two_change_nothing(machine: Machine) -> None:
    assert not machine.choose(0.002, 0.008, disturbed=(0, 4)).busy
    assert machine.choose(0.008, 0.002).remembered


def test_a_narrow_result_is_remembered_when_it_comes_a_second_time(machine: Machine) -> None:
    assert machine.choose(0.0100, 0.0120).precision == "int8"
    assert machine.choose(0.0100, 0.0105).precision == "fp32"
    assert machine.choose(0.0100, 0.0120).precision == "int8"
    last = machine.choose(0.0100, 0.0120)
    assert (last.precision, last.remembered) == ("int8", False)
    assert machine.choose(0.0100, 0.0050).remembered


def test_an_idle_server_looks_again(machine: Machine) -> None:
    machine.choose(0.008, 0.002)
    assert machine.choose(0.002, 0.008, idle=True).precision == "int8"
    again = machine.choose(0.008, 0.002)
    assert (again.precision, again.remembered) == ("int8", True)


def test_a_measurement_ends_when_the_machine_is_wanted(base: Model, tmp_path: Path) -> None:
    asked = iter([False] * 7 + [True])
    with pytest.raises(MeasuringStoppedError):
        measure_precision(
            base.config,
            base.weights,
            tmp_path,
            threads=1,
            cores=1,
            machine="this",
            progress=print,
            clock=Stopwatch(0.002, 0.008, 0.004),
            wanted=lambda: next(asked),
        )
    assert not (tmp_path / "precision.json").exists()
    assert list(asked) == []


def test_a_slow_machine_is_measured_five_times(machine: Machine) -> None:
    assert machine.choose(0.5, 0.9, decode=0.3, disturbed=(0, 1)).step_seconds[
        "int8"
    ] == pytest.approx(0.5)


def test_waiting_for_a_core_is_counted_where_linux_does(tmp_path: Path) -> None:
    for number, text in enumerate(("10 2000000000 3", "10 500000000 3", "", "x y z")):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "schedstat").write_text(text)
    assert waited_seconds(tmp_path) == 2.5
    assert waited_seconds(tmp_path / "missing") == 0


@pytest.mark.parametrize("unwritable", [False, True])
def test_a_disk_that_remembers_nothing(machine: Machine, *, unwritable: bool) -> None:
    machine.choose(0.002, 0.008)
    path = machine.folder / "precision.json"
    path.unlink()
    if unwritable:
        path.mkdir()
    assert machine.choose(0.008, 0.002).precision == "fp32"


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        '{"key": 1}',
        "precision",
        "step_seconds",
        "int8_lead",
        "\0" * 400,
        "[" * 90_000,
    ],
)
def test_a_damaged_memory_does_not_count(machine: Machine, damage: str) -> None:
    machine.choose(0.002, 0.008)
    path = machine.folder / "precision.json"
    saved = json.loads(path.read_text())
    other = {"precision": "fp8", "step_seconds": {}, "int8_lead": "long"}
    path.write_text(json.dumps({**saved, damage: other[damage]}) if damage in other else damage)
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
