"""Speech faster or slower at the same pitch, while it streams.

WSOLA (Verhelst and Roelands 1993, doi:10.1109/ICASSP.1993.319366): the output is cut together from
pieces of the input, each taken near the place that the speed asks for, where the waveform fits best
to what would have come next. A steady tone flatters such methods; they are judged on speech.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from pocket_tts_wyoming.audio.samples import empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pocket_tts_wyoming.audio.samples import Samples, Signal
    from pocket_tts_wyoming.models.engine import Frame

SLOWEST: Final = 0.5
FASTEST: Final = 2.0

_OVERLAP_SECONDS = 0.010
# Both ways: together longer than the period of the deepest voices (67 Hz).
_SEARCH_SECONDS = 0.0075
# Where everything fits equally well, as in silence, the place that was asked for is taken.
_PREFERENCE = 1e-4
_SILENCE = 1e-9  # energy of an overlap, below which likeness means nothing


def bounded(speed: float) -> float:
    """Return the speed nearest to this one at which speech can be understood."""
    return min(max(speed, SLOWEST), FASTEST)


class Speed:
    """A stage that plays each sentence of an utterance at the speed that its frames ask for.

    Silence that was put in stays as long as it is: a writer asks for seconds, and a player that
    must not run dry needs them. Nothing of a sentence is held back behind its last frame, so that
    the next one may have another speed. At speed 1 a frame passes as it is.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._changer: SpeedChanger | None = None

    def push(self, frame: Frame) -> Sequence[Frame]:
        """Return one frame with the samples that are certain, perhaps none."""
        if frame.is_silence or frame.speed == 1:
            return (frame,)
        changer = self._changer or SpeedChanger(frame.speed, self._rate_hz)
        samples = changer.push(frame.samples)
        self._changer = changer
        if frame.last:
            samples = np.concatenate((samples, changer.flush()))
            self._changer = None
        return (replace(frame, samples=samples, speed=1.0),)

    def flush(self) -> Sequence[Frame]:
        """Return nothing: the last frame of each sentence releases what was held back."""
        return ()


class SpeedChanger:
    """Stretches one stream of samples: `speed` 2 is twice as fast, 1 leaves every bit as it is.

    What comes out does not depend on how the input is cut. It begins with the input's first sample
    and ends with its last, so a stream with another speed may follow without a seam. The first
    samples come out 10 ms into the input, and later ones stay within 18 ms of it. The length is
    right to about 10 ms. Raises ValueError for a speed outside SLOWEST and FASTEST.
    """

    def __init__(self, speed: float, rate_hz: int) -> None:
        if not SLOWEST <= speed <= FASTEST:
            raise ValueError(f"A speed of {speed:g} is not between {SLOWEST:g} and {FASTEST:g}.")
        self._speed = speed
        self._overlap = round(_OVERLAP_SECONDS * rate_hz)
        self._search = round(_SEARCH_SECONDS * rate_hz)
        self._kept = empty()  # the input from `_start` on
        self._start = 0
        self._next = 0  # position in the input that would come next if nothing were cut
        self._written = 0  # samples of output so far

    def push(self, samples: Samples) -> Samples:
        """Take samples, and return those that are certain."""
        if self._speed == 1:
            return samples
        self._kept = np.concatenate((self._kept, samples))
        end, overlap = self._start + len(self._kept), self._overlap
        out: list[Samples] = []
        while max(self._wanted() + self._reach(), self._next) + overlap <= end:
            out.append(self._step(self._wanted() + self._reach()))
        self._forget()
        return np.concatenate(out) if out else empty()

    def flush(self) -> Samples:
        """Return what is left; the stream is over."""
        if self._speed == 1:
            return empty()
        end, overlap = self._start + len(self._kept), self._overlap
        length = round(end / self._speed)
        out: list[Samples] = []
        # As long as both this step and the last have room.
        while (
            length - self._written > overlap
            and self._next + overlap <= end
            and self._wanted() - self._search <= end - 2 * overlap
        ):
            out.append(self._step(min(self._wanted() + self._reach(), end - 2 * overlap)))
        out.append(self._last(end, length - self._written))
        self._kept = empty()
        return np.concatenate(out)

    def _wanted(self) -> int:
        """Return the place in the input of the next piece, by the speed alone."""
        return round(self._written * self._speed)

    def _reach(self) -> int:
        """How far behind the wanted place the next piece may begin; the first begins at once."""
        return self._search if self._written else 0

    def _step(self, latest: int) -> Samples:
        """Return the next overlap of output; the piece that fades in begins at `latest` at most."""
        wanted, overlap = self._wanted(), self._overlap
        earliest = max(wanted - self._reach(), 0)
        place = self._best(wanted, earliest, max(latest, earliest), overlap)
        faded = self._crossfade(place, overlap)
        self._next = place + overlap
        self._written += overlap
        return faded

    def _last(self, end: int, left: int) -> Samples:
        """Return about `left` samples that end with the input."""
        left = max(left, self._overlap // 2)
        overlap = min(self._overlap, left, end - self._next)
        if overlap <= 0:
            return empty()
        wanted = min(max(end - left, 0), end - overlap)
        earliest = max(wanted - self._search, self._start)
        place = self._best(wanted, earliest, min(wanted + self._search, end - overlap), overlap)
        faded = self._crossfade(place, overlap)
        return np.concatenate((faded, self._input(place + overlap, end)))

    def _best(self, wanted: int, earliest: int, latest: int, overlap: int) -> int:
        """Return the place where the input is most like what would come next."""
        if earliest >= latest:
            return latest
        # Copies, so that the sums do not depend on where in memory the samples are.
        ahead: Signal = self._input(self._next, self._next + overlap).astype(np.float64)
        around: Signal = self._input(earliest, latest + overlap).astype(np.float64)
        energy = np.concatenate(([0.0], np.cumsum(around * around)))
        energies = energy[overlap:] - energy[:-overlap]
        norms = np.sqrt(np.maximum(energies, 0) * float(ahead @ ahead)) + _SILENCE
        likeness = np.correlate(around, ahead, "valid") / norms
        away = np.abs(np.arange(earliest, latest + 1) - wanted)
        return earliest + int(np.argmax(likeness - _PREFERENCE * away / self._search))

    def _crossfade(self, place: int, overlap: int) -> Samples:
        """Fade from what would come next to what stands at `place`."""
        old = self._input(self._next, self._next + overlap)
        if place == self._next:
            return old.copy()
        phase = (np.arange(overlap, dtype=np.float32) + np.float32(0.5)) / np.float32(overlap)
        rising = np.float32(0.5) - np.float32(0.5) * np.cos(np.float32(np.pi) * phase)
        faded: Samples = old + rising * (self._input(place, place + overlap) - old)
        return faded

    def _input(self, start: int, stop: int) -> Samples:
        return self._kept[start - self._start : stop - self._start]

    def _forget(self) -> None:
        """Drop the input that no later piece can begin in."""
        oldest = min(self._next, self._wanted() - self._search)
        # The last piece may begin earlier than the speed asks for: it ends with the input.
        oldest -= 2 * (self._overlap + self._search)
        if oldest > self._start:
            self._kept = self._kept[oldest - self._start :].copy()
            self._start = oldest
