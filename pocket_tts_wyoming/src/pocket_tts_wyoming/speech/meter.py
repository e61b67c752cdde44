"""What an utterance cost, for one line in the log."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from pocket_tts_wyoming.audio.pcm import WIDTH_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
    from types import TracebackType

    from pocket_tts_wyoming.models.engine import Frame
    from pocket_tts_wyoming.speech.text_stream import TextStream

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UtteranceRecord:
    """One utterance, measured. It holds nothing of the text.

    `outcome`: "stopped" when the client left or asked for something else. None: there was no
    audio. `gaps`: how often a listener who plays from the first chunk on had nothing to play.
    """

    voice: str
    characters: int
    outcome: Literal["complete", "stopped", "failed"]
    first_audio_seconds: float | None
    audio_seconds: float
    rtf: float | None
    chunks: int
    sent_bytes: int
    gaps: int
    gap_seconds: float


class Meter:
    """Measures one utterance between entering and leaving it; logs and hands out the result."""

    def __init__(
        self,
        voice: str,
        text: TextStream,
        rate_hz: int,
        clock: Callable[[], float],
        readers: Iterable[Callable[[UtteranceRecord], None]] = (),
    ) -> None:
        self._voice = voice
        self._text = text
        self._rate_hz = rate_hz
        self._clock = clock
        self._readers = readers
        self._dry_at = 0.0  # when a listener has played all that left
        self._gaps = 0
        self._gap_seconds = 0.0
        self._needed_at: float | None = None
        self._first_at: float | None = None
        self._sent_samples = 0
        self._chunks = 0
        self._made_samples = 0
        self._work_seconds = 0.0

    def text_is_ready(self) -> None:
        """Note that the first sentence is complete: its last letter is the last byte needed."""
        self._needed_at = self._text.taken_at

    async def watch(self, frames: AsyncIterator[Frame]) -> AsyncGenerator[Frame, None]:
        """Pass frames on and add up the work in them."""
        async for frame in frames:
            self._made_samples += len(frame.samples)
            self._work_seconds += frame.work_seconds
            yield frame

    def sent(self, samples: int) -> None:
        """Note a chunk that leaves now."""
        now = self._clock()
        if self._first_at is None:
            self._first_at = self._dry_at = now
        if now > self._dry_at:
            self._gaps += 1
            self._gap_seconds += now - self._dry_at
        self._dry_at = max(now, self._dry_at) + samples / self._rate_hz
        self._sent_samples += samples
        self._chunks += 1
        _LOGGER.debug(
            "DEBUG STREAM: chunk %d: %d samples (%.0f ms) after %.3f s",
            self._chunks,
            samples,
            1000 * samples / self._rate_hz,
            now - self._began_at,
        )

    @property
    def _began_at(self) -> float:
        return self._text.taken_at if self._needed_at is None else self._needed_at

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Log the one line per utterance; the text itself is nobody's business."""
        self._hand_out(kind)
        if self._first_at is None:
            if kind is not None:
                _LOGGER.info("%s: ended before first audio", self._voice)
            return
        audio_seconds = self._sent_samples / self._rate_hz
        made_seconds = self._made_samples / self._rate_hz
        _LOGGER.info(
            "%s: %d characters, first audio after %.3f s, %.2f s of audio, "
            "RTF %.2f (below 1 is faster than real time)%s",
            self._voice,
            self._text.characters,
            self._first_at - self._began_at,
            audio_seconds,
            self._work_seconds / made_seconds if made_seconds else 0.0,
            "" if kind is None else ", stopped early",
        )

    def _hand_out(self, kind: type[BaseException] | None) -> None:
        outcome: Literal["complete", "stopped", "failed"] = "complete"
        if kind is not None:
            left = issubclass(kind, GeneratorExit | asyncio.CancelledError)
            outcome = "stopped" if left else "failed"
        made_seconds = self._made_samples / self._rate_hz
        record = UtteranceRecord(
            voice=self._voice,
            characters=self._text.characters,
            outcome=outcome,
            first_audio_seconds=None if self._first_at is None else self._first_at - self._began_at,
            audio_seconds=self._sent_samples / self._rate_hz,
            rtf=self._work_seconds / made_seconds if made_seconds else None,
            chunks=self._chunks,
            sent_bytes=self._sent_samples * WIDTH_BYTES,
            gaps=self._gaps,
            gap_seconds=self._gap_seconds,
        )
        for read in self._readers:
            read(record)
