"""The scheduler in virtual time: two threads' work, and clients that speak, read and leave."""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from models.batching.fake_backend import (
    FRAME_SECONDS,
    RATE_HZ,
    FakeBackend,
    by_sentence,
    sentence,
)
from pocket_tts_wyoming.audio.speed import Speed
from pocket_tts_wyoming.errors import BusyError
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.calls import Advance, Begin, Decode, Idle, Read, Tokenize
from pocket_tts_wyoming.models.batching.policy import Policy
from pocket_tts_wyoming.models.batching.scheduler import Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pocket_tts_wyoming.errors import SpeechError
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.served import ServedModel
    from pocket_tts_wyoming.models.batching.utterance import Utterance
    from pocket_tts_wyoming.models.engine import Frame, Prompt, Samples


@dataclass
class Client:
    """One listener. `reads_after_seconds`: when it begins to take frames (None: never).

    `reads_ahead_seconds`: it takes no more than that before it plays it. `text_delays_seconds`: how
    long each prompt takes to come, once it may be read; one more delay is that of the text's end.
    """

    prompts: Sequence[Prompt]
    arrives: float = 0.0
    voice: float = 1.0
    seed: int = 0
    leaves: float | None = None
    reads_after_seconds: float | None = 0.0
    text_delays_seconds: Sequence[float] = ()
    one_by_one: bool = True
    paced: bool = True
    peer: str = ""
    model: int = 0
    reads_ahead_seconds: float = math.inf
    # what happened
    heard: list[tuple[float, Frame]] = field(default_factory=list)
    refused: bool = False
    refused_at: float | None = None
    refusal: str = ""
    left: bool = False
    text_at: list[float] = field(default_factory=list)
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
        return [seconds for seconds, _ in self._gaps()]

    @property
    def own_gaps_seconds(self) -> list[float]:
        """Silences that are not the writer's: the text was there a second before."""
        return [seconds for seconds, text_early in self._gaps() if text_early > 1.0]

    def _gaps(self) -> Iterator[tuple[float, float]]:
        """Yield each silence, and how long before it the text of its sentence was there."""
        dry_at, sentences, stage = None, 0, Speed(RATE_HZ)
        for time, made in self.heard:
            (frame,) = stage.push(made)
            if dry_at is not None and time > dry_at:
                yield time - dry_at, dry_at - self.text_at[sentences]
            dry_at = max(time, dry_at or time) + len(frame.samples) / RATE_HZ
            sentences += frame.last

    def audio(self, index: int) -> Samples:
        sentences = by_sentence(frame for _, frame in self.heard)
        return np.concatenate([frame.samples for frame in sentences[index]])


def server_seconds(call: Call) -> float:
    """Take as long as the calls that Costs names: two cores of a server CPU, 8-bit weights."""
    match call:
        case Begin():
            return 0.005 + 0.001 * (len(call.generation.tokens) - call.known)
        case Read():
            return 0.005 + 0.001 * (len(call.tokens) - call.known)
        case Advance():
            rows = len(call.rows)
            known = {1: 0.0053, 2: 0.0066, 3: 0.009, 4: 0.0113}
            return known[rows] if rows in known else 0.0113 + 0.0023 * (rows - 4)
        case Decode():
            return {0: 0.0, 1: 0.0093, 2: 0.016, 3: 0.023, 4: 0.03}[len(call.latents)]
        case Tokenize():
            return 0.0002


def machine(times_real_time: float) -> Callable[[Call], float]:
    """Make a machine that decodes frame by frame, this many times as fast as they are played."""
    factor = FRAME_SECONDS / 0.0093 / times_real_time
    return lambda call: factor * server_seconds(call)


class Simulation:
    """Runs clients against a scheduler until nothing happens any more; no thread, no waiting.

    `warm_up`: a sentence has been spoken before the clients come, as the server does after loading.
    """

    def __init__(
        self,
        clients: Sequence[Client],
        *,
        slots: int = 4,
        max_speakers: int | None = None,
        limits: Limits | None = None,
        policy: Policy | None = None,
        seconds: Callable[[Call], float] = server_seconds,
        warm_up: bool = False,
        backends: Sequence[FakeBackend] = (),
    ) -> None:
        self.scheduler = Scheduler(
            policy or Policy(),
            limits or Limits(wait_seconds=10_000.0, waiting=99),
            max_speakers,
        )
        self.models = [self.scheduler.add(backend) for backend in backends or [FakeBackend(slots)]]
        self.now = -1000.0
        self.idle_seconds: list[float] = []
        """For how long, each time, the model had nothing to do though somebody waited."""
        self.calls: list[tuple[float, Call]] = []
        self._seconds = seconds
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._busy = {"lm": False, "decoder": False}
        self._alarms: dict[str, float | None] = {"lm": None, "decoder": None}
        for index, _ in enumerate(self.models if warm_up else ()):
            warm = Client([sentence("warm", 30)], arrives=-1000.0 + 20 * index, model=index)
            self.at(warm.arrives, _Visit(self, warm).arrive)
        for client in clients:
            self.at(client.arrives, _Visit(self, client).arrive)

    @property
    def model(self) -> ServedModel:
        """The first model."""
        return self.models[0]

    @property
    def backend(self) -> FakeBackend:
        """The first model's backend."""
        backend = self.models[0].backend
        assert isinstance(backend, FakeBackend)
        return backend

    def at(self, time: float, action: Callable[[], None]) -> None:
        heapq.heappush(self._events, (time, next(self._order), action))

    def run(self, until: float = 10_000.0) -> None:
        idle_since: float | None = None
        while self._events and self._events[0][0] <= until:
            self.now, _, action = heapq.heappop(self._events)
            action()
            self._start("lm")
            self._start("decoder")
            idles = not any(self._busy.values()) and any(
                one.has_sentences and not one.admitted for one in self.scheduler.utterances
            )
            if idles and idle_since is None:
                idle_since = self.now
            elif idle_since is not None and not idles:
                self.idle_seconds.append(self.now - idle_since)
                idle_since = None

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
        call.run(call.utterances[0].model.backend)
        self.scheduler.finish(call, seconds, self.now)
        self._busy[worker] = False


class _Visit:
    """A client's way through the scheduler; its Receiver."""

    def __init__(self, simulation: Simulation, client: Client) -> None:
        self._simulation = simulation
        self._client = client
        self._untaken = 0
        self._plays_at: float | None = None
        self._submitted = 0
        self._utterance: Utterance

    def arrive(self) -> None:
        client, scheduler = self._client, self._simulation.scheduler
        self._utterance = scheduler.open(
            self._simulation.models[client.model],
            client.voice,
            self,
            client.seed,
            self._simulation.now,
            one_by_one=client.one_by_one,
            paced=client.paced,
            peer=client.peer,
        )
        self._read_text()
        if client.leaves is not None:
            self._simulation.at(client.leaves, self._leave)
        if client.reads_after_seconds:
            self._simulation.at(client.arrives + client.reads_after_seconds, self._take)

    def _read_text(self) -> None:
        delays = self._client.text_delays_seconds
        delay = delays[self._submitted] if self._submitted < len(delays) else 0.0
        over = self._submitted == len(self._client.prompts)
        self._simulation.at(self._simulation.now + delay, self._end_text if over else self._submit)

    def _end_text(self) -> None:
        self._simulation.scheduler.end_text(self._utterance)

    def _submit(self) -> None:
        prompt = self._client.prompts[self._submitted]
        self._submitted += 1
        self._client.text_at.append(self._simulation.now)
        try:
            self._simulation.scheduler.submit(self._utterance, prompt, self._simulation.now)
            if prompt.last:
                self._end_text()
        except BusyError as error:
            self._simulation.scheduler.close(self._utterance)
            self.failed(error)

    def _leave(self) -> None:
        self._client.left = not self._client.finished
        self._simulation.scheduler.close(self._utterance)

    def _take(self) -> None:
        begins = self._client.reads_after_seconds
        now = self._simulation.now
        if begins is not None and now >= self._client.arrives + begins:
            self._simulation.scheduler.take(self._utterance, self._untaken, now)
            self._untaken = 0

    def _take_one(self) -> None:
        self._simulation.scheduler.take(self._utterance, 1, self._simulation.now)

    def begun(self) -> None:
        assert len(self._client.begun_at) == self._submitted - 1
        self._client.begun_at.append(self._simulation.now)
        self._read_text()

    def made(self, frames: Sequence[Frame]) -> None:
        assert not self._client.left
        now = self._simulation.now
        self._client.heard += [(now, frame) for frame in frames]
        sounding = sum(frame.samples.size > 0 for frame in frames)
        if math.isfinite(self._client.reads_ahead_seconds):
            for frame in frames[:sounding]:
                seconds = FRAME_SECONDS / frame.speed
                self._plays_at = max(now, self._plays_at or now) + seconds
                taken_at = max(now, self._plays_at - self._client.reads_ahead_seconds)
                self._simulation.at(taken_at, self._take_one)
        else:
            self._untaken += sounding
            self._take()
        if self._client.finished:
            self._simulation.at(now, lambda: self._simulation.scheduler.close(self._utterance))

    def failed(self, error: SpeechError) -> None:
        assert isinstance(error, BusyError)
        self._client.refused = True
        self._client.refused_at = self._simulation.now
        self._client.refusal = str(error)
