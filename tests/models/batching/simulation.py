"""The scheduler in virtual time: two threads' work, and clients that speak, read and leave."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from models.batching.fake_backend import RATE_HZ, FakeBackend, by_sentence
from pocket_tts_wyoming.errors import BusyError
from pocket_tts_wyoming.models.batching.calls import Advance, Begin, Decode, Idle, Tokenize
from pocket_tts_wyoming.models.batching.policy import Policy
from pocket_tts_wyoming.models.batching.scheduler import Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.utterance import Utterance
    from pocket_tts_wyoming.models.engine import Frame, Prompt, Samples


@dataclass
class Client:
    """One listener. `reads_after_seconds`: when it begins to take frames (None: never).

    `text_delays_seconds`: how long each prompt takes to come, once it may be read.
    """

    prompts: Sequence[Prompt]
    arrives: float = 0.0
    voice: float = 1.0
    seed: int = 0
    leaves: float | None = None
    reads_after_seconds: float | None = 0.0
    text_delays_seconds: Sequence[float] = ()
    one_by_one: bool = True
    # what happened
    heard: list[tuple[float, Frame]] = field(default_factory=list)
    refused: bool = False
    left: bool = False
    begun_at: list[float] = field(default_factory=list)

    @property
    def ttfa_seconds(self) -> float:
        return self.heard[0][0] - self.arrives

    @property
    def finished(self) -> bool:
        return sum(frame.last for _, frame in self.heard) == len(self.prompts)

    @property
    def gaps_seconds(self) -> list[float]:
        """Silences in the middle of what is heard."""
        gaps, dry_at = [], None
        for time, frame in self.heard:
            if dry_at is not None and time > dry_at:
                gaps.append(time - dry_at)
            dry_at = max(time, dry_at or time) + len(frame.samples) / RATE_HZ
        return gaps

    def audio(self, index: int) -> Samples:
        sentences = by_sentence(frame for _, frame in self.heard)
        return np.concatenate([frame.samples for frame in sentences[index]])


def server_seconds(call: Call) -> float:
    """Take as long as the calls that Costs names: two cores of a server CPU, 8-bit weights."""
    match call:
        case Begin():
            return 0.005 + 0.001 * len(call.generation.tokens)
        case Advance():
            return {1: 0.0053, 2: 0.0066, 3: 0.009, 4: 0.0113}[len(call.rows)]
        case Decode():
            return {0: 0.0, 1: 0.0093, 2: 0.016, 3: 0.023, 4: 0.03}[len(call.latents)]
        case Tokenize():
            return 0.0002


class Simulation:
    """Runs clients against a scheduler until nothing happens any more; no thread, no waiting."""

    def __init__(
        self,
        clients: Sequence[Client],
        *,
        slots: int = 4,
        max_waiting: int = 99,
        policy: Policy | None = None,
        seconds: Callable[[Call], float] = server_seconds,
    ) -> None:
        self.backend = FakeBackend(slots)
        self.scheduler = Scheduler(self.backend, policy or Policy(), max_waiting)
        self.now = 0.0
        self.calls: list[tuple[float, Call]] = []
        self._seconds = seconds
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._busy = {"lm": False, "decoder": False}
        self._alarms: dict[str, float | None] = {"lm": None, "decoder": None}
        for client in clients:
            self.at(client.arrives, _Visit(self, client).arrive)

    def at(self, time: float, action: Callable[[], None]) -> None:
        heapq.heappush(self._events, (time, next(self._order), action))

    def run(self, until: float = 10_000.0) -> None:
        while self._events and self._events[0][0] <= until:
            self.now, _, action = heapq.heappop(self._events)
            action()
            self._start("lm")
            self._start("decoder")

    def _start(self, worker: str) -> None:
        if self._busy[worker]:
            return
        next_call = (
            self.scheduler.next_lm_call if worker == "lm" else self.scheduler.next_decoder_call
        )
        call = next_call(self.now)
        if isinstance(call, Idle):
            alarm = None if call.seconds is None else round(self.now + call.seconds, 6)
            if alarm != self._alarms[worker]:
                self._alarms[worker] = alarm
                if alarm is not None:
                    self.at(alarm, lambda: None)  # every event starts idle workers
            return
        self._busy[worker] = True
        self.calls.append((self.now, call))
        seconds = self._seconds(call)
        self.at(self.now + seconds, lambda: self._finish(worker, call, seconds))

    def _finish(self, worker: str, call: Call, seconds: float) -> None:
        call.run(self.backend)
        self.scheduler.finish(call, seconds, self.now)
        self._busy[worker] = False


class _Visit:
    """A client's way through the scheduler; its Receiver."""

    def __init__(self, simulation: Simulation, client: Client) -> None:
        self._simulation = simulation
        self._client = client
        self._untaken = 0
        self._submitted = 0
        self._utterance: Utterance

    def arrive(self) -> None:
        client, scheduler = self._client, self._simulation.scheduler
        self._utterance = scheduler.open(
            client.voice, self, client.seed, one_by_one=client.one_by_one
        )
        self._read_text()
        if client.leaves is not None:
            self._simulation.at(client.leaves, self._leave)
        if client.reads_after_seconds:
            self._simulation.at(client.arrives + client.reads_after_seconds, self._take)

    def _read_text(self) -> None:
        if self._submitted == len(self._client.prompts):
            return
        delays = self._client.text_delays_seconds
        delay = delays[self._submitted] if self._submitted < len(delays) else 0.0
        self._simulation.at(self._simulation.now + delay, self._submit)

    def _submit(self) -> None:
        prompt = self._client.prompts[self._submitted]
        self._submitted += 1
        try:
            self._simulation.scheduler.submit(self._utterance, prompt, self._simulation.now)
        except BusyError:
            self._client.refused = True
            self._simulation.scheduler.close(self._utterance)

    def _leave(self) -> None:
        self._client.left = not self._client.finished
        self._simulation.scheduler.close(self._utterance)

    def _take(self) -> None:
        begins = self._client.reads_after_seconds
        now = self._simulation.now
        if begins is not None and now >= self._client.arrives + begins:
            self._simulation.scheduler.take(self._utterance, self._untaken)
            self._untaken = 0

    def begun(self) -> None:
        assert len(self._client.begun_at) == self._submitted - 1
        self._client.begun_at.append(self._simulation.now)
        self._read_text()

    def made(self, frames: Sequence[Frame]) -> None:
        assert not self._client.left
        now = self._simulation.now
        self._client.heard += [(now, frame) for frame in frames]
        self._untaken += sum(frame.samples.size > 0 for frame in frames)
        self._take()
        if self._client.finished:
            self._simulation.at(now, lambda: self._simulation.scheduler.close(self._utterance))

    def failed(self, error: SpeechError) -> None:
        raise AssertionError(error)
