"""When the precision is measured: once, and again when the server is idle and was not before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

import pytest

from pocket_tts_wyoming.models.measured import Measured, ModelMeasurements
from pocket_tts_wyoming.models.onnx.precision import PrecisionReport
from pocket_tts_wyoming.models.onnx.precision_choice import LOOK_AGAIN_SECONDS, PrecisionChoice
from pocket_tts_wyoming.models.onnx.timing import MeasuringStoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def report(
    precision: Literal["int8", "int8-blocks", "fp32"] = "int8",
    *,
    busy: bool = False,
    step: float = 0.01,
) -> PrecisionReport:
    steps = {"int8": step, "fp32": 2 * step}
    return PrecisionReport(precision, steps, 0.02, 0.08, 2, busy=busy)


class Machine:
    """Gives the next of `reports` for each measurement; None is one that speech interrupts."""

    def __init__(self, reports: Sequence[PrecisionReport | None]) -> None:
        self._reports = list(reports)
        self.slept: list[float] = []
        self.idle = [True]

    def choice(
        self, measured: ModelMeasurements, given: Literal["int8", "fp32"] | None = None
    ) -> PrecisionChoice:
        return PrecisionChoice("tiny", lambda: given, measured, self._first, self._again)

    def look_again(self, choice: PrecisionChoice) -> None:
        asyncio.run(choice.look_again(self._is_idle, self._sleep))

    @property
    def left(self) -> int:
        return len(self._reports)

    def _first(self) -> PrecisionReport:
        first = self._reports.pop(0)
        assert first is not None
        return first

    def _again(self, wanted: Callable[[], bool]) -> PrecisionReport:
        again = self._reports.pop(0)
        if again is None:
            self.idle.insert(0, False)
            assert wanted()
            raise MeasuringStoppedError("wanted")
        assert not wanted()
        return again

    def _is_idle(self) -> bool:
        return self.idle.pop(0) if len(self.idle) > 1 else self.idle[0]

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def test_a_model_that_comes_back_from_a_rest_is_not_measured_again(tmp_path: Path) -> None:
    machine, measured = Machine([report(busy=True), report("fp32")]), Measured()
    for _ in range(3):
        assert machine.choice(measured.of(tmp_path)).choose() == "int8"
    assert machine.left == 1
    assert machine.choice(measured.of(tmp_path / "another")).choose() == "fp32"


def test_what_is_set_is_not_measured() -> None:
    machine = Machine([])
    choice = machine.choice(ModelMeasurements(), "fp32")
    assert choice.choose() == "fp32"
    assert choice.is_sure
    machine.look_again(choice)
    assert machine.slept == []


def test_an_idle_server_looks_again_until_nothing_disturbs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    busy = report(busy=True)
    machine, measured = Machine([busy, busy, None, busy, busy, report("fp32")]), ModelMeasurements()
    choice = machine.choice(measured)
    choice.choose()
    caplog.set_level("INFO")
    machine.look_again(choice)
    last = LOOK_AGAIN_SECONDS[-1]
    assert machine.slept == [*LOOK_AGAIN_SECONDS, last, last]
    assert measured.report == report("fp32")
    assert "tiny speaks in int8 until it is loaded again, in fp32 from then on" in caplog.text
    assert choice.is_sure


def test_nobody_who_speaks_is_disturbed() -> None:
    machine, measured = Machine([report(busy=True), report()]), ModelMeasurements()
    choice = machine.choice(measured)
    choice.choose()
    machine.idle = [False, False, True]
    machine.look_again(choice)
    assert machine.slept == [LOOK_AGAIN_SECONDS[0], 30.0, 30.0]
    assert measured.report == report()


def test_a_machine_that_is_too_slow_is_named_once_that_is_sure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    machine = Machine([report(busy=True, step=0.2), report(step=0.2)])
    choice = machine.choice(ModelMeasurements())
    choice.choose()
    assert "too slow" not in caplog.text
    machine.look_again(choice)
    assert "This machine is too slow for tiny" in caplog.text


def test_what_was_measured_is_where_the_scheduler_begins() -> None:
    measured = ModelMeasurements(report(step=0.03))
    assert measured.costs("int8").step.seconds(1) == pytest.approx(0.03)
    assert measured.costs("fp32").step.mean_seconds(1) == pytest.approx(0.06)
    assert measured.costs("int8").decode.mean_seconds(1) == pytest.approx(0.02)


def test_what_was_learned_stays_while_the_model_rests() -> None:
    measured = ModelMeasurements(report())
    for _ in range(500):
        measured.costs("int8").step.learn(1, 0.05)
    assert measured.costs("int8").step.seconds(1) == pytest.approx(0.05, rel=0.01)
    assert measured.costs("fp32").step.seconds(1) == pytest.approx(0.02)
