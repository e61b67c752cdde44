"""What an utterance cost, as a record; the log line is one reader of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self, TypeAlias

from pocket_tts_wyoming.audio.pcm import WIDTH_BYTES
from pocket_tts_wyoming.errors import SpareVoiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

    from pocket_tts_wyoming.models.engine import Frame
    from pocket_tts_wyoming.speech.text_stream import TextStream

_LOGGER = logging.getLogger(__name__)

Outcome: TypeAlias = Literal["complete", "spare", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class UtteranceRecord:
    """One utterance, measured. It holds nothing of the text.

    `outcome`: "stopped" when the client left or asked for something else; "spare" when the spare
    voice spoke, for `spare_reason`. `first_audio_seconds` counts from the last letter of the first
    sentence (of all text that came, if the utterance ended before) to the first chunk; None: there
    was none. `audio_seconds`, `chunks` and `sent_bytes` (16-bit PCM) are what left. `rtf` is the
    work, discarded attempts included, over the length of the audio that the engine made (below 1 is
    faster than real time); None without audio. `gaps` and `gap_seconds`: how often and for how long
    in all a listener who plays from the first chunk on had nothing to play, because the model or
    the writer of the text was late.
    """

    voice: str
    characters: int
    outcome: Outcome
    first_audio_seconds: float | None
    audio_seconds: float
    rtf: float | None
    chunks: int
    sent_bytes: int
    gaps: int
    gap_seconds: float
    spare_reason: str = ""


class Meter:
    """Measures one utterance between entering and leaving it; hands the record to the readers."""

    def __init__(
        self,
        voice: str,
        text: TextStream,
        rate_hz: int,
        clock: Callable[[], float],
        readers: Iterable[Callable[[UtteranceRecord], None]],
    ) -> None:
        self._voice = voice
        self._text = text
        self._rate_hz = rate_hz
        self._clock = clock
        self._readers = readers
        self._needed_at: float | None = None
        self._first_at: float | None = None
        self._dry_at = 0.0  # when a listener has played all that left
        self._sent_samples = 0
        self._chunks = 0
        self._made_samples = 0
        self._work_seconds = 0.0
        self._gaps = 0
        self._gap_seconds = 0.0

    def text_is_ready(self) -> None:
        """Note that the first sentence is complete: its last letter is the last byte needed."""
        self._needed_at = self._text.taken_at

    def has_sound_in_hand(self) -> bool:
        """Whether a listener who plays from the first chunk on has something left to play."""
        return self._clock() < self._dry_at

    def made(self, frame: Frame) -> None:
        """Note a frame of the engine; silence that was put in cost nothing."""
        if frame.is_silence:
            return
        self._made_samples += frame.samples.size
        self._work_seconds += frame.work_seconds

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
        outcome: Outcome = "complete"
        if isinstance(error, SpareVoiceError):
            outcome = "spare"
        elif kind is not None:
            left = issubclass(kind, GeneratorExit | asyncio.CancelledError)
            outcome = "stopped" if left else "failed"
        made_seconds = self._made_samples / self._rate_hz
        record = UtteranceRecord(
            voice=self._voice,
            characters=self._text.characters,
            outcome=outcome,
            first_audio_seconds=(
                None if self._first_at is None else self._first_at - self._began_at
            ),
            audio_seconds=self._sent_samples / self._rate_hz,
            rtf=self._work_seconds / made_seconds if made_seconds else None,
            chunks=self._chunks,
            sent_bytes=self._sent_samples * WIDTH_BYTES,
            gaps=self._gaps,
            gap_seconds=self._gap_seconds,
            spare_reason=str(error) if outcome == "spare" else "",
        )
        for read in self._readers:
            read(record)


def log_utterance(record: UtteranceRecord) -> None:
    """Log one line per utterance."""
    if record.first_audio_seconds is None:
        _LOGGER.info("%s: ended before first audio", record.voice)
        return
    _LOGGER.info(
        "%s: %d characters, first audio after %.3f s, %.2f s of audio, "
        "RTF %.2f (below 1 is faster than real time)%s",
        record.voice,
        record.characters,
        record.first_audio_seconds,
        record.audio_seconds,
        record.rtf or 0.0,
        {
            "complete": "",
            "spare": f"; {record.spare_reason}",
            "stopped": ", stopped early",
            "failed": ", failed",
        }[record.outcome],
    )
