"""The precision that a model is loaded in: chosen at its first load, looked at again when idle."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.onnx.precision import (
    choose_precision,
    machine_identity,
    measure_precision,
    set_precision,
)
from pocket_tts_wyoming.models.onnx.timing import MeasuringStoppedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from pocket_tts_wyoming.models.engine import EngineOptions
    from pocket_tts_wyoming.models.measured import ModelMeasurements
    from pocket_tts_wyoming.models.onnx.build.graph import Precision
    from pocket_tts_wyoming.models.onnx.precision import PrecisionReport
    from pocket_tts_wyoming.models.store.files import ModelFiles

_LOGGER = logging.getLogger(__name__)

# Home Assistant needs some minutes to start on a small machine; the last one repeats.
LOOK_AGAIN_SECONDS = (120.0, 600.0, 3600.0)
_IDLE_POLL_SECONDS = 30.0


class PrecisionChoice:
    """Chooses for one model; `measured` remembers the choice while the model rests.

    `given`: the precision if the settings leave no choice. `first` chooses, `again` measures, and
    gets what tells that the machine is wanted for speech; both block. All raise ModelNotReadyError.
    """

    def __init__(
        self,
        name: str,
        given: Callable[[], Precision | None],
        measured: ModelMeasurements,
        first: Callable[[], PrecisionReport],
        again: Callable[[Callable[[], bool]], PrecisionReport],
    ) -> None:
        self._name = name
        self._given = given
        self._measured = measured
        self._first = first
        self._again = again

    def choose(self) -> Precision:
        """Return the precision to load; blocks for seconds the first time on a machine.

        Raises ModelNotReadyError.
        """
        given = self._given()
        if given is not None:
            return given
        report = self._measured.report
        if report is None:
            report = self._first()
            self._note(report)
        return report.precision

    @property
    def is_sure(self) -> bool:
        """Whether there is no reason to look again: nothing disturbed the measurement."""
        report = self._measured.report
        return report is None or not report.busy

    async def look_again(
        self,
        is_idle: Callable[[], bool],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Measure when the server is idle, until nothing disturbs it.

        `is_idle` may be called on any thread; a request that comes meanwhile ends the measurement.
        """
        waits = chain(LOOK_AGAIN_SECONDS, repeat(LOOK_AGAIN_SECONDS[-1]))
        while not self.is_sure:
            await sleep(next(waits))
            while not is_idle():
                await sleep(_IDLE_POLL_SECONDS)
            before = self._measured.report
            try:
                report = await asyncio.to_thread(self._again, lambda: not is_idle())
            except MeasuringStoppedError:
                continue
            if report.busy:
                continue
            self._note(report)
            if before is not None and report.precision != before.precision:
                _LOGGER.info(
                    "%s speaks in %s until it is loaded again, in %s from then on.",
                    self._name,
                    before.precision,
                    report.precision,
                )

    def _note(self, report: PrecisionReport) -> None:
        self._measured.report = report
        _LOGGER.info("Precision %s", report)
        if report.too_slow:
            _LOGGER.warning(
                "This machine is too slow for %s: speech will stutter. Smaller models, English "
                "only: english_18m_2026-10, english_7m_2026-10, english_2m_2026-10.",
                self._name,
            )


def precision_choice(
    files: ModelFiles,
    options: EngineOptions,
    cache_folder: Path,
    measured: ModelMeasurements,
    threads: int,
) -> PrecisionChoice:
    """Make the choice for a model; `cache_folder` has it converted, `threads` compute one call."""
    measure = partial(
        measure_precision,
        files.config,
        files.weights,
        cache_folder,
        threads=threads,
        cores=options.cores,
        machine=machine_identity(),
        progress=_LOGGER.info,
        wish="int8" if options.precision == "int8" else "auto",
    )
    first = partial(choose_precision, *measure.args, **measure.keywords)
    return PrecisionChoice(
        files.name,
        partial(set_precision, files.config, options.precision),
        measured,
        first,
        lambda wanted: measure(wanted=wanted),
    )
