"""Taking turns, with a model that the test lets speak sentence by sentence."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pocket_tts_wyoming.errors import BusyError, ModelFailedError, SpeechError, TextTooLongError
from pocket_tts_wyoming.models.engine import Frame, Prompt
from pocket_tts_wyoming.models.torch.turns import AHEAD_SECONDS, MOST_IN_LINE, Participant, Turns
from pocket_tts_wyoming.threads import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pocket_tts_wyoming.models.engine import Samples

PATIENCE_SECONDS = 60  # only for a test that fails
FRAME_SECONDS = 0.08
FRAME = np.ones(4, np.float32)


class Model:
    """Speaks "NAME FRAMES"; a sentence "wait ..." holds the thread until it is let go."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.seeds: list[int | None] = []
        self.reached = threading.Event()
        self.let_go = threading.Event()

    def speak(
        self, voice: object, text: str, seed: int | None, stop: threading.Event
    ) -> Iterator[Samples]:
        assert voice == "alba"
        name, frames = text.split()
        self.order.append(name)
        self.seeds.append(seed)
        if name == "wait":
            self.reached.set()
            assert self.let_go.wait(PATIENCE_SECONDS)
        if name == "broken":
            raise RuntimeError("no such word")
        if name == "long":
            raise TextTooLongError("Too long.")
        for _ in range(int(frames)):
            if stop.is_set():
                return
            yield FRAME


class Recorder:
    """A Receiver that takes all it gets."""

    def __init__(self) -> None:
        self.news: queue.SimpleQueue[Frame | SpeechError] = queue.SimpleQueue()
        self.sentences = 0

    def begun(self) -> None:
        self.sentences += 1

    def made(self, frames: Sequence[Frame]) -> None:
        for frame in frames:
            self.news.put(frame)

    def failed(self, error: SpeechError) -> None:
        self.news.put(error)

    def sentence(self) -> list[Frame]:
        """Return the frames of the next sentence; raises what ends the utterance."""
        frames: list[Frame] = []
        while not (frames and frames[-1].last):
            news = self.news.get(timeout=PATIENCE_SECONDS)
            if isinstance(news, SpeechError):
                raise news
            frames.append(news)
        return frames


class Room:
    """Turns with their model, in a time that stands still unless a test moves it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.model = Model()
        worker = Worker("model", lambda: self.now)
        self.turns = Turns(worker, self.model.speak, FRAME_SECONDS, lambda: self.now)

    def open(
        self, seed: int | None = None, *, paced: bool = True, peer: str = ""
    ) -> tuple[Participant, Recorder]:
        recorder = Recorder()
        return self.turns.open("alba", recorder, seed, paced=paced, peer=peer), recorder

    def say(
        self, *texts: str, takes: bool = True, paced: bool = True
    ) -> tuple[Participant, Recorder]:
        """Speak sentences to their ends."""
        participant, recorder = self.open(paced=paced)
        for text in texts:
            self.turns.submit(participant, Prompt(text))
            frames = recorder.sentence()
            if takes:
                self.turns.take(participant, len(frames) - 1)
        return participant, recorder

    def hold(self) -> Recorder:
        """Keep the model's thread busy until `model.let_go` is set."""
        participant, recorder = self.open()
        self.turns.submit(participant, Prompt("wait 1"))
        assert self.model.reached.wait(PATIENCE_SECONDS)
        return recorder


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room()
    yield room
    room.model.let_go.set()
    room.turns.stop()
    room.turns.join()
    assert "model" not in [thread.name for thread in threading.enumerate()]


def test_the_least_in_hand_is_next_whatever_came_first(room: Room) -> None:
    ahead, first = room.say("ahead 50")
    short, second = room.say("short 5")
    room.hold()
    room.turns.submit(ahead, Prompt("ahead_again 1"))
    room.turns.submit(short, Prompt("short_again 1"))
    newcomer, third = room.open()
    room.turns.submit(newcomer, Prompt("new 1"))
    room.model.let_go.set()
    for recorder in (first, second, third):
        recorder.sentence()
    assert room.model.order == ["ahead", "short", "wait", "new", "short_again", "ahead_again"]


def test_an_utterance_that_is_collected_is_never_far_ahead(room: Room) -> None:
    playing, first = room.say("playing 60")
    collecting, second = room.say("collecting 90", paced=False)
    room.hold()
    room.turns.submit(playing, Prompt("playing_again 1"))
    room.turns.submit(collecting, Prompt("collecting_again 1"))
    room.model.let_go.set()
    first.sentence()
    second.sentence()
    assert room.model.order[-2:] == ["collecting_again", "playing_again"]


def test_a_pause_of_the_writer_is_not_credit(room: Room) -> None:
    """Where the audio ran out, playing goes on: waiting for text makes nothing urgent later."""
    paused, first = room.say("paused 5")
    room.now = 60.0
    room.turns.submit(paused, Prompt("paused_again 50"))
    first.sentence()
    room.turns.take(paused, 50)
    steady, second = room.say("steady 10")
    room.hold()
    room.turns.submit(paused, Prompt("paused_last 1"))
    room.turns.submit(steady, Prompt("steady_last 1"))
    room.model.let_go.set()
    first.sentence()
    second.sentence()
    assert room.model.order[-2:] == ["steady_last", "paused_last"]


def test_a_client_that_does_not_read_holds_one_sentence_beyond_the_limit(room: Room) -> None:
    frames = int(AHEAD_SECONDS / FRAME_SECONDS) + 1
    stuck, recorder = room.say(f"stuck {frames}", takes=False)
    room.turns.submit(stuck, Prompt("stuck_again 1"))
    room.say("other 1")
    assert room.model.order == ["stuck", "other"]
    room.turns.take(stuck, 1)
    recorder.sentence()
    assert room.model.order == ["stuck", "other", "stuck_again"]


def test_too_many_in_line_refuse_a_newcomer_only(room: Room) -> None:
    speaking, _ = room.say("speaking 1")
    room.hold()
    waiting = []
    for _ in range(MOST_IN_LINE - 1):
        participant, recorder = room.open()
        room.turns.submit(participant, Prompt("waiting 1"))
        waiting.append(recorder)
    newcomer, _ = room.open()
    with pytest.raises(BusyError, match=f"{MOST_IN_LINE} answers"):
        room.turns.submit(newcomer, Prompt("new 1"))
    room.turns.submit(speaking, Prompt("speaking_again 1"))
    room.model.let_go.set()
    for recorder in waiting:
        recorder.sentence()


def test_clients_take_turns(room: Room) -> None:
    room.hold()
    recorders = []
    for peer, name in (("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("b", "b2")):
        participant, recorder = room.open(peer=peer)
        room.turns.submit(participant, Prompt(f"{name} 1"))
        recorders.append(recorder)
    room.model.let_go.set()
    for recorder in recorders:
        recorder.sentence()
    assert room.model.order == ["wait", "a1", "b1", "a2", "b2", "a3"]


def test_a_client_that_fills_the_line_gives_a_place_to_another(room: Room) -> None:
    room.hold()
    greedy = []
    for _ in range(MOST_IN_LINE - 1):
        participant, recorder = room.open(peer="greedy")
        room.turns.submit(participant, Prompt("greedy 1"))
        greedy.append(recorder)
    modest, other = room.open(peer="modest")
    room.turns.submit(modest, Prompt("modest 1"))
    more, _ = room.open(peer="greedy")
    with pytest.raises(BusyError):
        room.turns.submit(more, Prompt("more 1"))
    room.model.let_go.set()
    other.sentence()
    with pytest.raises(BusyError, match=f"{MOST_IN_LINE} answers"):
        greedy[-1].sentence()
    for recorder in greedy[:-1]:
        recorder.sentence()


def test_clients_that_do_not_read_leave_the_model_to_others(room: Room) -> None:
    frames = int(AHEAD_SECONDS / FRAME_SECONDS) + 1
    for _ in range(MOST_IN_LINE + 1):
        stuck, _ = room.say(f"stuck {frames}", takes=False)
        room.turns.submit(stuck, Prompt("stuck_again 1"))
    room.say("new 1")
    assert room.model.order[-1] == "new"


def test_seeds_and_pauses_belong_to_sentences(room: Room) -> None:
    participant, recorder = room.open(seed=2**32 - 1)
    room.turns.submit(participant, Prompt("a 2", pause_seconds=0.5))
    room.turns.submit(participant, Prompt("b 0", pause_seconds=0.25))
    room.turns.submit(participant, Prompt("c 1"))
    pauses = [[frame.pause_seconds for frame in recorder.sentence()] for _ in range(3)]
    assert pauses == [[0.5, 0.0, 0.0], [0.25], [0.0, 0.0]]
    assert room.model.seeds == [2**32 - 1, 0, 1]
    assert recorder.sentences == 3


@pytest.mark.parametrize(
    ("text", "error", "records"),
    [("broken 1", ModelFailedError, 1), ("long 1", TextTooLongError, 0)],
)
def test_a_failure_reaches_its_client_and_the_thread_goes_on(
    room: Room,
    caplog: pytest.LogCaptureFixture,
    text: str,
    error: type[SpeechError],
    records: int,
) -> None:
    unlucky, recorder = room.open()
    room.turns.submit(unlucky, Prompt(text))
    room.turns.submit(unlucky, Prompt("never 1"))
    with pytest.raises(error):
        recorder.sentence()
    assert len(caplog.records) == records
    room.say("next 1")
    assert "never" not in room.model.order


def test_nothing_is_said_to_a_client_that_left(room: Room) -> None:
    """Neither the rest of its sentence nor one that waits."""
    recorder = room.hold()
    queued, other = room.open()
    room.turns.submit(queued, Prompt("queued 1"))
    for participant in tuple(room.turns._participants):
        room.turns.close(participant)
        room.turns.close(participant)
        room.turns.submit(participant, Prompt("late 1"))
    room.model.let_go.set()
    room.say("next 1")
    assert room.model.order == ["wait", "next"]
    assert recorder.news.empty()
    assert other.news.empty()


def test_stopping_fails_all_and_ends_the_thread(room: Room) -> None:
    recorders = [room.hold(), room.open()[1]]
    room.turns.stop()
    for recorder in recorders:
        with pytest.raises(ModelFailedError, match="stopped"):
            recorder.sentence()
    with pytest.raises(ModelFailedError, match="stopped"):
        room.open()


def test_what_is_heard_faster_is_sooner_used_up(room: Room) -> None:
    slow, first = room.open()
    fast, second = room.open()
    for participant, recorder, speed in ((slow, first, 0.5), (fast, second, 2.0)):
        room.turns.submit(participant, Prompt("said 30", speed=speed))
        frames = recorder.sentence()
        assert {frame.speed for frame in frames} == {speed}
        room.turns.take(participant, len(frames) - 1)
    room.hold()
    room.turns.submit(slow, Prompt("slow_again 1"))
    room.turns.submit(fast, Prompt("fast_again 1"))
    room.model.let_go.set()
    first.sentence()
    assert room.model.order[-2:] == ["fast_again", "slow_again"]
