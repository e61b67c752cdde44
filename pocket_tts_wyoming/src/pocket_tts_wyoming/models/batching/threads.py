"""The models' two threads: one for all flow LMs, one for all decoders.

They serve all utterances of all models, so that two languages share the machine as two speakers of
one do. Knows nothing of asyncio: `streaming.py` is the way in from an event loop.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelFailedError, ModelNotReadyError, SpeechError
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.calls import Idle
from pocket_tts_wyoming.models.batching.policy import Policy
from pocket_tts_wyoming.models.batching.scheduler import Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.models.batching.backend import Backend, VoiceState
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.costs import Costs
    from pocket_tts_wyoming.models.batching.served import ServedModel
    from pocket_tts_wyoming.models.batching.utterance import Receiver, Utterance
    from pocket_tts_wyoming.models.engine import Draft, Prompt

_LOGGER = logging.getLogger(__name__)
# That a client has stopped reading is seen by nothing but time.
_LOOKS_AGAIN_SECONDS = 1.0


class ModelThreads:
    """Runs the scheduler's calls, for many utterances of several models at once.

    All methods but `join` may be called from any thread and return at once: the lock they take is
    never held while a model computes. The threads start with the object and end with `stop`.

    `max_speakers`: the most utterances in progress at once; None leaves it to the machine's speed.
    `entropy` gives the seed of an utterance that came without one.
    """

    def __init__(
        self,
        *,
        max_speakers: int | None = None,
        limits: Limits | None = None,
        policy: Policy | None = None,
        clock: Callable[[], float] = time.monotonic,
        entropy: Callable[[], int] = lambda: secrets.randbits(128),
    ) -> None:
        self.clock = clock
        self.entropy = entropy
        self.stopped = False
        self.scheduler = Scheduler(policy or Policy(), limits or Limits(), max_speakers)
        self.lock = threading.Lock()
        self._lm_wake = threading.Condition(self.lock)
        self._decoder_wake = threading.Condition(self.lock)
        self._returned = threading.Condition(self.lock)
        self._room = threading.Condition(self.lock)
        self._under_way: list[Call] = []
        self._threads = (
            threading.Thread(
                target=self._work,
                args=(self._lm_wake, self.scheduler.next_lm_call),
                name="flow-lm",
                daemon=True,
            ),
            threading.Thread(
                target=self._work,
                args=(self._decoder_wake, self.scheduler.next_decoder_call),
                name="decoder",
                daemon=True,
            ),
        )
        for thread in self._threads:
            thread.start()

    def add(self, backend: Backend, name: str = "", costs: Costs | None = None) -> ModelHandle:
        """Serve one more model, from now until the handle is stopped.

        `name` is for the log; `costs`: what is known of its calls already.
        """
        with self.lock:
            return ModelHandle(self, self.scheduler.add(backend, name, costs))

    def is_idle(self) -> bool:
        """Return whether nobody speaks or waits, with any model; never after `stop`."""
        with self.lock:
            return not self.stopped and not self.scheduler.utterances

    def stop(self) -> None:
        """Fail all utterances and end the threads after the calls of the models under way."""
        with self.lock:
            self.stopped = True
            self.scheduler.fail(self.scheduler.utterances, stopped_error())
            self.wake()

    def join(self) -> None:
        """Wait for the threads, after `stop`."""
        for thread in self._threads:
            thread.join()

    def wait_until_unused(self, model: ServedModel) -> None:
        """Wait until no call for a model is under way."""
        with self.lock:
            self._returned.wait_for(
                lambda: all(call.utterances[0].model is not model for call in self._under_way)
            )

    def wait_for_room(self) -> None:
        """Wait until other work of some 50 ms would be noticed by nobody; returns after `stop`.

        For threads that do such work in pieces, and that can wait.
        """
        with self.lock:
            while not self.scheduler.leaves_room(self.clock()):
                self._room.wait(_LOOKS_AGAIN_SECONDS)

    def wake(self) -> None:
        """Have all threads look what to do, with the lock held."""
        self._lm_wake.notify()
        self._decoder_wake.notify()
        self._room.notify_all()

    def _work(self, wake: threading.Condition, next_call: Callable[[float], Call | Idle]) -> None:
        call: Call | None = None
        while True:
            try:
                with self.lock:
                    call = None
                    while not self.stopped and call is None:
                        choice = next_call(self.clock())
                        if isinstance(choice, Idle):
                            wake.wait(choice.seconds)
                        else:
                            call = choice
                    if call is None:
                        return
                    self._under_way.append(call)
                try:
                    self._perform(call)
                finally:
                    with self.lock:
                        self._under_way.remove(call)
                        self._returned.notify_all()
            except Exception as error:  # noqa: BLE001 - without its thread every client waits in vain
                self._fail(call, error)

    def _perform(self, call: Call) -> None:
        began = self.clock()
        call.run(call.utterances[0].model.backend)
        now = self.clock()
        with self.lock:
            self.scheduler.finish(call, now - began, now)
            self.wake()

    def _fail(self, call: Call | None, error: Exception) -> None:
        with self.lock:
            utterances = self.scheduler.utterances if call is None else call.utterances
            if isinstance(error, SpeechError):
                reason: SpeechError = error  # the code that tells the client also logs it
            else:
                _LOGGER.error(
                    "The model failed; %d utterances end here.", len(utterances), exc_info=error
                )
                reason = ModelFailedError(
                    "The model failed while it generated speech; the log says more "
                    f"({type(error).__name__}: {error})."
                )
            self.scheduler.fail(utterances, reason)
            self.wake()


class ModelHandle:
    """A FrameMaker (streaming.py): one of the models that the threads serve."""

    def __init__(self, threads: ModelThreads, model: ServedModel) -> None:
        self._threads = threads
        self._scheduler = threads.scheduler
        self._lock = threads.lock
        self._model = model
        self._removed = False

    def open(
        self,
        voice: VoiceState,
        receiver: Receiver,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> Utterance:
        """Begin an utterance; it holds nothing of the model until it is given a sentence.

        `paced` False: the listener collects everything before playing, so the utterance never runs
        dry. `peer`: the client's address; clients that wait take turns. `seed`: not negative; equal
        seeds give equal audio, to the last bit. (For that, frames are decoded one at a time: the
        number of frames in a call depends on timing, and changes the 7th digit.) Raises
        ModelNotReadyError after `stop`, ModelFailedError after the threads' own.
        """
        with self._lock:
            if self._threads.stopped:
                raise stopped_error()
            if self._removed:
                raise _removed_error()
            return self._scheduler.open(
                self._model,
                voice,
                receiver,
                self._threads.entropy() if seed is None else seed,
                self._threads.clock(),
                one_by_one=seed is not None,
                paced=paced,
                peer=peer,
            )

    def submit(self, utterance: Utterance, prompt: Prompt) -> None:
        """Queue the utterance's next sentence.

        One sentence beyond the running one is enough to leave no gap. Raises BusyError if this is
        the utterance's first sentence and too many utterances wait; one that has waited too long
        fails with BusyError.
        """
        with self._lock:
            self._scheduler.submit(utterance, prompt, self._threads.clock())
            self._threads.wake()

    def read_ahead(self, utterance: Utterance, draft: Draft) -> None:
        """Take a guess at the next sentence, instead of the one before it."""
        with self._lock:
            self._scheduler.read_ahead(utterance, draft)
            self._threads.wake()

    def end_text(self, utterance: Utterance) -> None:
        """Note that no further sentence comes."""
        with self._lock:
            self._scheduler.end_text(utterance)
            self._threads.wake()

    def take(self, utterance: Utterance, frames: int) -> None:
        """Count frames of audio that the client took."""
        with self._lock:
            self._scheduler.take(utterance, frames, self._threads.clock())
            self._threads.wake()

    def close(self, utterance: Utterance) -> None:
        """End an utterance, finished or not: its slot is free after the step under way."""
        with self._lock:
            self._scheduler.close(utterance)
            self._threads.wake()

    def stop(self) -> None:
        """Serve the model no more: its utterances, if there are any, end with ModelNotReadyError.

        The threads go on with the other models.
        """
        with self._lock:
            self._removed = True
            self._scheduler.remove(self._model, _removed_error())
            self._threads.wake()

    def join(self) -> None:
        """Wait until no call of the model is under way, after `stop`."""
        self._threads.wait_until_unused(self._model)


def _removed_error() -> ModelNotReadyError:
    return ModelNotReadyError("This model is not loaded any more: try again in a moment.")


def stopped_error() -> ModelFailedError:
    """Return what an utterance ends with when the engine is closed."""
    return ModelFailedError("The speech engine was stopped: try again when the server is up.")
