"""The model's two threads: one for the flow LM, one for the decoder.

They serve all utterances. Knows nothing of asyncio: `streaming.py` is the way in from an event
loop.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from typing import TYPE_CHECKING

from pocket_tts_wyoming.errors import ModelFailedError, SpeechError
from pocket_tts_wyoming.models.batching.calls import Idle
from pocket_tts_wyoming.models.batching.policy import Policy
from pocket_tts_wyoming.models.batching.scheduler import Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable

    from pocket_tts_wyoming.models.batching.backend import Backend, VoiceState
    from pocket_tts_wyoming.models.batching.calls import Call
    from pocket_tts_wyoming.models.batching.utterance import Receiver, Utterance
    from pocket_tts_wyoming.models.engine import Prompt

_LOGGER = logging.getLogger(__name__)


class ModelThreads:
    """Runs the scheduler's calls on a backend, for many utterances at once.

    All methods may be called from any thread and return at once: the lock they take is never held
    while the model computes. The threads start with the object and end with `stop`.

    `max_waiting`: how many utterances may wait for one of the backend's slots. `entropy` gives the
    seed of an utterance that came without one.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        max_waiting: int = 8,
        policy: Policy | None = None,
        clock: Callable[[], float] = time.monotonic,
        entropy: Callable[[], int] = lambda: secrets.randbits(128),
    ) -> None:
        self._backend = backend
        self._clock = clock
        self._entropy = entropy
        self._scheduler = Scheduler(backend, policy or Policy(), max_waiting)
        self._stopped = False
        lock = threading.Lock()
        self._lm_wake = threading.Condition(lock)
        self._decoder_wake = threading.Condition(lock)
        self._lock = lock
        self._threads = (
            threading.Thread(
                target=self._work,
                args=(self._lm_wake, self._scheduler.next_lm_call),
                name="flow-lm",
                daemon=True,
            ),
            threading.Thread(
                target=self._work,
                args=(self._decoder_wake, self._scheduler.next_decoder_call),
                name="decoder",
                daemon=True,
            ),
        )
        for thread in self._threads:
            thread.start()

    def open(
        self,
        voice: VoiceState,
        receiver: Receiver,
        seed: int | None = None,
        *,
        paced: bool = True,
    ) -> Utterance:
        """Begin an utterance; it holds nothing of the model until it is given a sentence.

        `paced` False: the listener collects everything before playing, so the utterance never
        rests for being ahead. `seed`: not negative; equal seeds give equal audio, to the last
        bit. (For that, frames are decoded one at a time: the number of frames in a call depends on
        timing, and changes the 7th digit.)
        Raises ModelFailedError after `stop`.
        """
        with self._lock:
            if self._stopped:
                raise stopped_error()
            return self._scheduler.open(
                voice,
                receiver,
                self._entropy() if seed is None else seed,
                one_by_one=seed is not None,
                paced=paced,
            )

    def submit(self, utterance: Utterance, prompt: Prompt) -> None:
        """Queue the utterance's next sentence.

        One sentence beyond the running one is enough to leave no gap. Raises BusyError if this is
        the utterance's first sentence and too many utterances wait.
        """
        with self._lock:
            self._scheduler.submit(utterance, prompt, self._clock())
            self._lm_wake.notify()

    def take(self, utterance: Utterance, frames: int) -> None:
        """Count frames of audio that the client took."""
        with self._lock:
            self._scheduler.take(utterance, frames)
            self._wake_all()

    def close(self, utterance: Utterance) -> None:
        """End an utterance, finished or not: its slot is free after the step under way."""
        with self._lock:
            self._scheduler.close(utterance)
            self._wake_all()

    def stop(self) -> None:
        """Fail all utterances and end the threads after the call of the model under way."""
        with self._lock:
            self._stopped = True
            self._scheduler.fail(self._scheduler.utterances, stopped_error())
            self._wake_all()

    def join(self) -> None:
        """Wait for the threads, after `stop`."""
        for thread in self._threads:
            thread.join()

    def _wake_all(self) -> None:
        self._lm_wake.notify()
        self._decoder_wake.notify()

    def _work(self, wake: threading.Condition, next_call: Callable[[float], Call | Idle]) -> None:
        call: Call | None = None
        while True:
            try:
                with self._lock:
                    call = None
                    while not self._stopped and call is None:
                        choice = next_call(self._clock())
                        if isinstance(choice, Idle):
                            wake.wait(choice.seconds)
                        else:
                            call = choice
                    if call is None:
                        return
                self._perform(call)
            except Exception as error:  # noqa: BLE001 - without its thread every client waits in vain
                self._fail(call, error)

    def _perform(self, call: Call) -> None:
        began = self._clock()
        call.run(self._backend)
        now = self._clock()
        with self._lock:
            self._scheduler.finish(call, now - began, now)
            self._wake_all()

    def _fail(self, call: Call | None, error: Exception) -> None:
        with self._lock:
            utterances = self._scheduler.utterances if call is None else call.utterances
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
            self._scheduler.fail(utterances, reason)
            self._wake_all()


def stopped_error() -> ModelFailedError:
    """Return what an utterance ends with when the engine is closed."""
    return ModelFailedError("The speech engine was stopped: try again when the server is up.")
