"""Who is spoken to now, and what became of those before."""

from __future__ import annotations

import itertools
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import SpeechError
from pocket_tts_wyoming.limits import KEPT_ANSWERS, LOGGED_NAME_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence

    from pocket_tts_wyoming.speech.speech import Request
    from pocket_tts_wyoming.web.backend import Speaks, UtteranceRecord


@dataclass(frozen=True, slots=True)
class Answer:
    """One utterance that has ended; nothing of its text.

    `at`: when it was asked for, UTC. `error`: the code of a SpeechError. None stands for what did
    not come about.
    """

    number: int
    at: datetime
    client: str
    voice: str
    outcome: str
    error: str | None
    characters: int | None
    first_audio_seconds: float | None
    audio_seconds: float
    rtf: float | None
    sent_bytes: int
    gaps: int
    gap_seconds: float


@dataclass(slots=True, eq=False)
class Listener:
    """One who is spoken to now; `heard` once audio has left."""

    number: int
    at: datetime
    client: str
    voice: str
    since: float
    heard: bool = False
    record: UtteranceRecord | None = None


# The meter hands out its record inside the generator that a door drives: this says which one.
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


class Presence:
    """Sees every utterance come and go; belongs to the event loop.

    Each of `readers` gets each answer when it has ended; `now` gives the time of day.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._clock = clock
        self._now = now
        self._numbers = itertools.count(1)
        self._listeners: dict[int, Listener] = {}
        self._answers: deque[Answer] = deque(maxlen=KEPT_ANSWERS)
        self.readers: list[Callable[[Answer], None]] = []

    @property
    def answers(self) -> Sequence[Answer]:
        """The last answers, the oldest first."""
        return tuple(self._answers)

    @property
    def listeners(self) -> Sequence[Listener]:
        """Everybody who waits or listens now."""
        return tuple(self._listeners.values())

    def waiting(self) -> int:
        """Return how many have asked and heard nothing yet."""
        return sum(not listener.heard for listener in self._listeners.values())

    def speaking(self) -> int:
        """Return how many are spoken to."""
        return sum(listener.heard for listener in self._listeners.values())

    def seconds_since(self, listener: Listener) -> float:
        """Return how long ago somebody asked."""
        return self._clock() - listener.since

    def record(self, record: UtteranceRecord) -> None:
        """Take what the meter measured; for its list of readers."""
        listener = _LISTENER.get()
        if listener is not None:
            listener.record = record

    def door(self, speech: Speaks, client: str) -> Door:
        """Return a speech whose utterances are seen under the client's name."""
        return Door(self, speech, client)

    def enter(self, client: str, voice: str) -> Listener:
        """Note somebody who asks."""
        listener = Listener(
            next(self._numbers), self._now(), client, voice[:LOGGED_NAME_CHARACTERS], self._clock()
        )
        self._listeners[listener.number] = listener
        return listener

    def leave(self, listener: Listener, outcome: str, error: str | None) -> None:
        """Note the end; what the meter measured counts more than `outcome`."""
        del self._listeners[listener.number]
        record = listener.record
        answer = Answer(
            number=listener.number,
            at=listener.at,
            client=listener.client,
            voice=record.voice if record else listener.voice,
            outcome=record.outcome if record else outcome,
            error=error,
            characters=record.characters if record else None,
            first_audio_seconds=record.first_audio_seconds if record else None,
            audio_seconds=record.audio_seconds if record else 0.0,
            rtf=record.rtf if record else None,
            sent_bytes=record.sent_bytes if record else 0,
            gaps=record.gaps if record else 0,
            gap_seconds=record.gap_seconds if record else 0.0,
        )
        self._answers.append(answer)
        for read in self.readers:
            read(answer)


class Door:
    """A speech that speaks as the one behind it, and is seen; `number` is its last utterance's."""

    def __init__(self, presence: Presence, speech: Speaks, client: str) -> None:
        self._presence = presence
        self._speech = speech
        self.client = client
        self.number = 0

    @property
    def sample_rate_hz(self) -> int:
        """Of all audio."""
        return self._speech.sample_rate_hz

    async def speak(self, request: Request) -> AsyncGenerator[bytes, None]:
        """Yield what the speech behind yields; raises SpeechError."""
        listener = self._presence.enter(self.client, request.voice or "")
        self.number = listener.number
        audio = self._speech.speak(request)
        outcome, error = "stopped", None
        try:
            while True:
                token = _LISTENER.set(listener)
                try:
                    pcm = await anext(audio, None)
                finally:
                    _LISTENER.reset(token)
                if pcm is None:
                    break
                listener.heard = listener.heard or bool(pcm)
                yield pcm
            outcome = "complete"
        except SpeechError as problem:
            outcome, error = "failed", problem.code
            raise
        except Exception:
            outcome, error = "failed", SpeechError.code
            raise
        finally:
            token = _LISTENER.set(listener)
            try:
                await audio.aclose()
            finally:
                _LISTENER.reset(token)
                self._presence.leave(listener, outcome, error)
