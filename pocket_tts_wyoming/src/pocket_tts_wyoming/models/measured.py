"""What this server knows of the machine's speed: kept while models rest and come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pocket_tts_wyoming.models.batching.costs import Costs

if TYPE_CHECKING:
    from pathlib import Path

    from pocket_tts_wyoming.models.onnx.precision import PrecisionReport


@dataclass(slots=True)
class ModelMeasurements:
    """Of one model: the measurement of both precisions, and what its calls cost in each."""

    report: PrecisionReport | None = None
    _costs: dict[str, Costs] = field(default_factory=dict)

    def costs(self, precision: str) -> Costs:
        """Return what was learned, or else measured, of the calls; learning goes on in it."""
        if precision not in self._costs:
            costs = self._costs[precision] = Costs()
            if self.report is not None:
                costs.begin_with(self.report.step_seconds[precision], self.report.decode_seconds)
        return self._costs[precision]


class Measured:
    """Of all models, by their weights. One model is loaded at a time, and nobody else writes."""

    def __init__(self) -> None:
        self._models: dict[Path, ModelMeasurements] = {}

    def of(self, weights: Path) -> ModelMeasurements:
        """Return what is known of a model."""
        return self._models.setdefault(weights, ModelMeasurements())
