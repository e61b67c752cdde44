"""The threads: held at a call of the model by a gate, so that nothing has to be waited for."""

from __future__ import annotations

import itertools
import queue
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.batching.fake_backend import FakeBackend, sentence, solo_audio
from pocket_tts_wyoming.errors import (
    BusyError,
    ModelFailedError,
    ModelNotReadyError,
    SpeechError,
    VoiceUnavailableError,
)
from pocket_tts_wyoming.models.batching.admission import Limits
from pocket_tts_wyoming.models.batching.threads import ModelHandle, ModelThreads
from pocket_tts_wyoming.models.engine import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pocket_tts_wyoming.models.engine import Prompt, Samples

PATIENCE_SECONDS = 60  # only for a test that fails


class Gate:
    """Holds the model at calls of one name while it is shut."""

    def __init__(self, name: str) -> None:
        self.reached = threading.Event()
        self.open = threading.Event()
        self._name = name

    def __call__(self, name: str) -> None:
        if name == self._name:
            self.reached.set()
            assert self.open.wait(PATIENCE_SECONDS)

    def wait(self) -> None:
        assert self.reached.wait(PATIENCE_SECONDS)


class Recorder:
    """A Receiver that takes all it gets."""

    def __init__(self) -> None:
        self.news: queue.SimpleQueue[Frame | SpeechError] = queue.SimpleQueue()

    def begun(self) -> None:
        pass

    def made(self, frames: Sequence[Frame]) -> None:
        for frame in frames:
            self.news.put(frame)

    def failed(self, error: SpeechError) -> None:
        self.news.put(error)

    def audio(self) -> Samples:
        """Return the audio up to the end of the next sentence; raises what ends the utterance."""
        pieces = []
        while True:
            news = self.news.get(timeout=PATIENCE_SECONDS)
            if isinstance(news, SpeechError):
                raise news
            if isinstance(news, Frame):
                pieces.append(news.samples)
                if news.last:
                    return np.concatenate(pieces)


@pytest.fixture
def start() -> Iterator[Callable[[FakeBackend], ModelHandle]]:
    """Start threads that are stopped at the end, and see that no thread is left.

    Their clock stands still: nothing depends on how busy the machine is.
    """
    before = set(threading.enumerate())
    started: list[ModelThreads] = []

    def start(backend: FakeBackend) -> ModelHandle:
        started.append(ModelThreads(limits=Limits(waiting=1), clock=lambda: 0.0))
        return started[-1].add(backend)

    yield start
    for threads in started:
        threads.stop()
        threads.join()
    assert not set(threading.enumerate()) - before


def speak(threads: ModelHandle, prompt: Prompt, seed: int | None = 1) -> Recorder:
    recorder = Recorder()
    threads.submit(threads.open(1.0, recorder, seed), prompt)
    return recorder


def failing(name: str, error: Exception) -> Callable[[str], None]:
    """Fail the first call of this name."""
    left = [error]

    def before(call: str) -> None:
        if call == name and left:
            raise left.pop()

    return before


A, B = sentence("a", 30), sentence("b", 40)


def test_two_threads_however_many_speak(start: Callable[[FakeBackend], ModelHandle]) -> None:
    before = set(threading.enumerate())
    threads = start(FakeBackend(slots=3))
    recorders = [speak(threads, prompt) for prompt in (A, B, A)]
    assert {thread.name for thread in set(threading.enumerate()) - before} == {
        "flow-lm",
        "decoder",
    }
    for recorder, prompt in zip(recorders, (A, B, A), strict=True):
        np.testing.assert_array_equal(recorder.audio(), solo_audio([prompt], 1.0, 1)[0])


def test_a_newcomer_joins_at_the_next_step(start: Callable[[FakeBackend], ModelHandle]) -> None:
    gate = Gate("step")
    backend = FakeBackend(before=gate)
    threads = start(backend)
    first = speak(threads, B)
    gate.wait()
    second = speak(threads, A)  # returns though a step is under way
    gate.open.set()
    first.audio()
    second.audio()
    assert max(backend.batches) == 2


def test_one_step_after_it_is_closed_a_slot_is_free(
    start: Callable[[FakeBackend], ModelHandle],
) -> None:
    gate = Gate("step")
    backend = FakeBackend(slots=1, before=gate)
    threads = start(backend)
    utterance = threads.open(1.0, Recorder(), 1)
    threads.submit(utterance, sentence("long", 70))
    gate.wait()
    waiting = speak(threads, A)
    threads.close(utterance)
    threads.close(utterance)
    gate.open.set()
    waiting.audio()
    assert len(backend.batches) == 1 + 29  # the one under way, and those of the 30 frames of A


def test_closed_during_its_prompt(start: Callable[[FakeBackend], ModelHandle]) -> None:
    gate = Gate("prompt")
    backend = FakeBackend(slots=1, before=gate)
    threads = start(backend)
    utterance = threads.open(1.0, Recorder(), 1)
    threads.submit(utterance, sentence("long", 70))
    gate.wait()
    threads.close(utterance)
    gate.open.set()
    np.testing.assert_array_equal(speak(threads, A).audio(), solo_audio([A], 1.0, 1)[0])
    assert len(backend.batches) == 29


def test_refuses_when_the_queue_is_full(start: Callable[[FakeBackend], ModelHandle]) -> None:
    gate = Gate("step")
    threads = start(FakeBackend(slots=1, before=gate))
    speak(threads, A)
    gate.wait()
    speak(threads, A)
    with pytest.raises(BusyError, match="1 answer is being spoken, 1 answer waits"):
        speak(threads, A)
    gate.open.set()


def test_it_is_idle_while_nobody_speaks(start: Callable[[FakeBackend], ModelHandle]) -> None:
    gate = Gate("step")
    handle = start(FakeBackend(before=gate))
    threads = handle._threads
    assert threads.is_idle()
    recorder = Recorder()
    utterance = handle.open(1.0, recorder, 1)
    handle.submit(utterance, A)
    gate.wait()
    assert not threads.is_idle()
    gate.open.set()
    recorder.audio()
    handle.close(utterance)
    assert threads.is_idle()
    threads.stop()
    assert not threads.is_idle()


def test_a_failed_step_ends_all_its_rows(
    start: Callable[[FakeBackend], ModelHandle], caplog: pytest.LogCaptureFixture
) -> None:
    gate, steps = Gate("step"), itertools.count()

    def before(name: str) -> None:
        gate(name)
        if name == "step" and next(steps) == 1:
            raise RuntimeError("broken")

    backend = FakeBackend(before=before)
    threads = start(backend)
    recorders = [speak(threads, A)]
    gate.wait()
    recorders.append(speak(threads, A))
    gate.open.set()
    for recorder in recorders:
        with pytest.raises(ModelFailedError, match="broken"):
            recorder.audio()
    assert len(caplog.records) == 1


@pytest.mark.parametrize("call", ["tokenize", "place_voice", "prompt", "step", "decode"])
def test_a_failure_reaches_its_client_and_the_threads_go_on(
    start: Callable[[FakeBackend], ModelHandle], caplog: pytest.LogCaptureFixture, call: str
) -> None:
    threads = start(FakeBackend(slots=1, before=failing(call, RuntimeError("broken"))))
    unlucky = speak(threads, A)
    with pytest.raises(ModelFailedError, match="broken"):
        unlucky.audio()
    assert [bool(record.exc_info) for record in caplog.records] == [True]
    np.testing.assert_array_equal(speak(threads, B).audio(), solo_audio([B], 1.0, 1)[0])


def test_an_error_with_a_sentence_for_people_stays_as_it_is(
    start: Callable[[FakeBackend], ModelHandle], caplog: pytest.LogCaptureFixture
) -> None:
    error = VoiceUnavailableError("This voice belongs to another model.")
    threads = start(FakeBackend(before=failing("place_voice", error)))
    with pytest.raises(VoiceUnavailableError) as caught:
        speak(threads, A).audio()
    assert caught.value is error
    assert not caplog.records


def test_too_long_a_sentence_for_the_slot(start: Callable[[FakeBackend], ModelHandle]) -> None:
    threads = start(FakeBackend(positions=20))
    with pytest.raises(SpeechError, match="does not fit"):
        speak(threads, A).audio()


@pytest.mark.parametrize("call", ["tokenize", "prompt", "step", "decode"])
def test_stop_waits_for_one_call_at_most(call: str) -> None:
    gate = Gate(call)
    threads = ModelThreads(clock=lambda: 0.0)
    model = threads.add(FakeBackend(slots=1, before=gate))
    recorders = [speak(model, A), speak(model, B)]
    gate.wait()
    threads.stop()
    for recorder in recorders:
        with pytest.raises(ModelFailedError, match="stopped"):
            recorder.audio()
    gate.open.set()
    threads.join()
    with pytest.raises(ModelFailedError, match="stopped"):
        speak(model, A)


@pytest.mark.parametrize("call", ["tokenize", "prompt", "step", "decode"])
def test_a_model_can_be_put_away_while_another_speaks(
    start: Callable[[FakeBackend], ModelHandle], call: str
) -> None:
    gate = Gate(call)
    away = start(FakeBackend(slots=1, before=gate))
    stays = away._threads.add(FakeBackend())
    recorders = [speak(away, A), speak(away, B)]
    gate.wait()
    away.stop()
    for recorder in recorders:
        with pytest.raises(ModelNotReadyError, match="not loaded any more"):
            recorder.audio()
    with pytest.raises(ModelNotReadyError):
        speak(away, A)
    speaking = speak(stays, B)
    gate.open.set()
    away.join()
    np.testing.assert_array_equal(speaking.audio(), solo_audio([B], 1.0, 1)[0])


def test_join_waits_for_the_call_under_way(start: Callable[[FakeBackend], ModelHandle]) -> None:
    gate = Gate("step")
    model = start(FakeBackend(before=gate))
    speak(model, A)
    gate.wait()
    model.stop()
    joining = threading.Thread(target=model.join)
    joining.start()
    assert joining.is_alive()
    gate.open.set()
    joining.join(PATIENCE_SECONDS)
    assert not joining.is_alive()


def test_two_models_keep_their_voices_apart(start: Callable[[FakeBackend], ModelHandle]) -> None:
    first_backend, second_backend = FakeBackend(slots=1), FakeBackend(slots=1)
    first = start(first_backend)
    second = first._threads.add(second_backend)
    recorders = [speak(first, A), speak(second, B)]
    for recorder, prompt in zip(recorders, (A, B), strict=True):
        np.testing.assert_array_equal(recorder.audio(), solo_audio([prompt], 1.0, 1)[0])
    assert (len(first_backend.prompted), len(second_backend.prompted)) == (1, 1)
    assert set(first_backend.batches + second_backend.batches) == {1}


def test_without_a_seed_no_two_are_alike(start: Callable[[FakeBackend], ModelHandle]) -> None:
    threads = start(FakeBackend())
    first, second = (speak(threads, A, seed=None).audio() for _ in range(2))
    assert not np.array_equal(first, second)
