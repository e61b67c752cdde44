"""Samples as this room passes them on, and as it measures them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
"""float32, one-dimensional, mono, nominally within -1 and 1 but not clipped."""

Signal: TypeAlias = NDArray[np.float64]
"""float64, one-dimensional, finite, within -1 and 1: for measuring only."""


def empty() -> Samples:
    """Return no samples."""
    return np.zeros(0, dtype=np.float32)


def silence(seconds: float, rate_hz: int) -> Samples:
    """Return digital silence, rounded to whole samples; none for negative seconds."""
    return np.zeros(max(0, round(seconds * rate_hz)), dtype=np.float32)


def measurable(samples: Samples) -> Signal:
    """Return a copy to measure: NaN becomes 0, everything else is clipped to -1 and 1."""
    return np.clip(np.nan_to_num(samples.astype(np.float64), nan=0.0), -1.0, 1.0)


def level(signal: Signal) -> float:
    """Return the root mean square of a signal around its own mean; 0 if it is empty.

    Without the mean, so that an offset of the whole signal does not count.
    """
    return float(np.std(signal)) if signal.size else 0.0
