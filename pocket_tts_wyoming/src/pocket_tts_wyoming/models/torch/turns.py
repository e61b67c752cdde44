"""Whose sentence is next: utterances take turns on the model's one thread."""

from __future__ import annotations

import logging
import math
import threading
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pocket_tts_wyoming.errors import BusyError, ModelFailedError, SpeechError
from pocket_tts_wyoming.models.batching.listener import Listener
from pocket_tts_wyoming.models.batching.threads import stopped_error
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pocket_tts_wyoming.models.batching.backend import VoiceState
    from pocket_tts_wyoming.models.batching.utterance import Receiver
    from pocket_tts_wyoming.models.engine import Draft, Prompt, Samples
    from pocket_tts_wyoming.threads import Worker

_LOGGER = logging.getLogger(__name__)

# Audio that may wait for a client before its next sentence is begun: a client that does not read
# costs the memory of this and one sentence.
AHEAD_SECONDS = 10.0
# With more in line, the last one would wait for minutes.
MOST_IN_LINE = 12
# Orders those who have as much in hand, which is nothing, and nobody else.
_TURN_SECONDS = 1e-6


@dataclass(eq=False, slots=True)
class Participant:
    """One utterance; its owner uses it as a ticket.

    `in_line`: its turn waits or is under way. `behind`: how many others its client had in line when
    it came.
    """

    voice: VoiceState
    receiver: Receiver
    listener: Listener
    seed: int | None
    peer: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    prompts: deque[Prompt] = field(default_factory=deque)
    submitted: int = 0
    begun: int = 0
    in_line: bool = False
    behind: int = 0

    @property
    def over(self) -> bool:
        """Whether the utterance has ended."""
        return self.stop.is_set()


class Turns:
    """A FrameMaker (batching/streaming.py) for a model that speaks one sentence at a time.

    The next turn is that of the utterance with the least audio in hand: a second listener starts
    within one sentence of the first. Of several that have not begun, clients take turns, and a
    client that fills the line gives a place to one that has fewer in it.

    `speak` runs on the worker; it takes a voice, a text, a seed and an event that stops it within
    two frames, and yields frames of `frame_seconds`, float32 (frame_samples,). It is always read
    to its end.
    """

    def __init__(
        self,
        worker: Worker,
        speak: Callable[[VoiceState, str, int | None, threading.Event], Iterator[Samples]],
        frame_seconds: float,
        clock: Callable[[], float],
    ) -> None:
        self._worker = worker
        self._speak = speak
        self._frame_seconds = frame_seconds
        self._clock = clock
        self._lock = threading.Lock()  # never held while the model computes
        self._participants: list[Participant] = []
        self._stopped = False

    def open(
        self,
        voice: VoiceState,
        receiver: Receiver,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> Participant:
        """Begin an utterance; raises ModelFailedError after `stop`."""
        listener = Listener(self._frame_seconds, paced=paced, opened_at=self._clock())
        participant = Participant(voice, receiver, listener, seed, peer)
        with self._lock:
            if self._stopped:
                raise stopped_error()
            self._participants.append(participant)
        return participant

    def submit(self, utterance: Participant, prompt: Prompt) -> None:
        """Queue the utterance's next sentence; BusyError if it is the first and the line is full.

        Utterances that wait for text, or for a client that does not read, are not in line.
        """
        with self._lock:
            if utterance.over:
                return
            if utterance.submitted == 0:
                self._find_place(utterance)
            utterance.submitted += 1
            utterance.prompts.append(prompt)
            self._line_up(utterance)

    def read_ahead(self, utterance: Participant, draft: Draft) -> None:
        """Ignore a draft: the library reads a whole prompt only."""

    def end_text(self, utterance: Participant) -> None:
        """Do nothing: whose sentence is next does not depend on what is left."""

    def take(self, utterance: Participant, frames: int) -> None:
        """Count frames of audio that the client took."""
        with self._lock:
            utterance.listener.take(frames)
            self._line_up(utterance)

    def close(self, utterance: Participant) -> None:
        """End an utterance: the model stops within two frames; harmless if it is over."""
        with self._lock:
            self._close(utterance)

    def stop(self) -> None:
        """Fail all utterances, and end the worker after its present job."""
        with self._lock:
            self._stopped = True
            for one in tuple(self._participants):
                self._close(one)
                one.receiver.failed(stopped_error())
        self._worker.close()

    def join(self) -> None:
        """Wait for the worker's thread, after `stop`."""
        self._worker.join()

    def take_turn(self, utterance: Participant) -> None:
        """Speak an utterance's next sentence, on the worker; then line up again."""
        try:
            if not utterance.over:
                self._say(utterance, utterance.prompts.popleft())
        except SpeechError as error:
            self._fail(utterance, error)
        except Exception as error:
            if not utterance.over:
                _LOGGER.exception("The model failed")
            self._fail(
                utterance, ModelFailedError(f"The model failed: {type(error).__name__}: {error}.")
            )
        with self._lock:
            utterance.in_line = False
            self._line_up(utterance)

    def _say(self, utterance: Participant, prompt: Prompt) -> None:
        seed = None if utterance.seed is None else (utterance.seed + utterance.begun) % 2**32
        utterance.begun += 1
        utterance.receiver.begun()
        pause_seconds = prompt.pause_seconds
        began = self._clock()
        for samples in self._speak(utterance.voice, prompt.text, seed, utterance.stop):
            now = self._clock()
            frame = Frame(
                samples,
                pause_seconds=pause_seconds,
                speed=prompt.speed,
                work_seconds=now - began,
            )
            self._hand_out(utterance, frame, now)
            pause_seconds, began = 0.0, now
        end = Frame(
            np.zeros(0, np.float32), last=True, pause_seconds=pause_seconds, speed=prompt.speed
        )
        self._hand_out(utterance, end, began)

    def _hand_out(self, utterance: Participant, frame: Frame, now: float) -> None:
        with self._lock:
            if utterance.over:
                return
            if frame.samples.size:
                utterance.listener.hand_out(1, now, frame.speed)
            utterance.receiver.made([frame])

    def _fail(self, utterance: Participant, error: SpeechError) -> None:
        with self._lock:
            if not utterance.over:
                self._close(utterance)
                utterance.receiver.failed(error)

    # With the lock held

    def _find_place(self, newcomer: Participant) -> None:
        """Count who is in front of it; raises BusyError if the line is full."""
        line = [one for one in self._participants if one.in_line]
        by_peer = Counter(one.peer for one in line)
        newcomer.behind = by_peer[newcomer.peer]
        if len(line) < MOST_IN_LINE:
            return
        refusal = BusyError(
            f"{len(line)} answers are being spoken or wait already: try again in a moment."
        )
        (greedy, most), *_ = by_peer.most_common(1)
        giving = [one for one in line if one.peer == greedy and not one.begun]
        if newcomer.behind + 1 >= most or not giving:
            raise refusal
        self._close(giving[-1])
        giving[-1].receiver.failed(refusal)

    def _line_up(self, utterance: Participant) -> None:
        if (
            utterance.prompts
            and not utterance.in_line
            and not utterance.over
            and utterance.listener.untaken_seconds <= AHEAD_SECONDS
        ):
            utterance.in_line = True
            self._worker.submit(_Turn(self, utterance))

    def _close(self, utterance: Participant) -> None:
        if not utterance.over:
            utterance.stop.set()
            self._participants.remove(utterance)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A Job: one sentence of one utterance."""

    turns: Turns
    utterance: Participant

    def urgency(self, now: float) -> float:
        # Read without the lock: while a turn waits, only `take` changes the listener.
        if self.utterance.over:
            return -math.inf  # costs nothing, and what it holds is freed
        turn = 0 if self.utterance.begun else self.utterance.behind
        return self.utterance.listener.in_hand_seconds(now) + turn * _TURN_SECONDS

    def run(self) -> None:
        self.turns.take_turn(self.utterance)
